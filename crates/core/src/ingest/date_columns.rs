//! Which of day and month comes first, by all rows of a file. It is settled by the file's beginning, which may
//! leave it open or take it from another column. Must not change how anything is read.

use super::habits::order_by_votes;
use super::row_reader::TextRow;
use super::values::cell;
use super::values::date::{self, OrderEvidence};
use crate::views::import::{DateOrder, DateOrderTold, Dialect};

/// Columns that are read as days, with the votes of their cells.
pub struct DateColumns {
    dialect: Dialect,
    columns: Vec<DateColumn>,
}

#[derive(Default)]
struct DateColumn {
    at: usize,
    n_day_first: u32,
    n_month_first: u32,
    n_either: u32,
}

impl DateColumns {
    pub fn new(dialect: &Dialect) -> Self {
        Self { dialect: dialect.clone(), columns: Vec::new() }
    }

    /// Those of `columns`, from 0, that are not watched yet.
    pub fn watch(&mut self, columns: impl IntoIterator<Item = usize>) {
        for at in columns {
            if self.columns.iter().all(|column| column.at != at) {
                self.columns.push(DateColumn { at, ..DateColumn::default() });
            }
        }
    }

    /// A row of the file, whether or not it comes in: an unreadable date may be what decides.
    pub fn note(&mut self, row: &TextRow<'_>) {
        for column in &mut self.columns {
            let text = row.cell(column.at);
            if !may_need_order(text) {
                continue;
            }
            let n = match date::evidence(&cell::clean_line(text)) {
                Some(OrderEvidence::DayFirst) => &mut column.n_day_first,
                Some(OrderEvidence::MonthFirst) => &mut column.n_month_first,
                Some(OrderEvidence::Either) => &mut column.n_either,
                Some(OrderEvidence::Plain) | None => continue,
            };
            *n += 1;
        }
    }

    /// The columns whose cells speak for another order than they are read in, and those that say nothing of
    /// it and are read as other columns are.
    pub fn told(&self, headers: &[String]) -> Vec<DateOrderTold> {
        self.columns.iter().filter_map(|column| self.tell(column, headers)).collect()
    }

    fn tell(&self, column: &DateColumn, headers: &[String]) -> Option<DateOrderTold> {
        let DateColumn { at, n_day_first, n_month_first, n_either } = *column;
        let order = self.dialect.date_order_of(at);
        // A spreadsheet's day numbers need no order, and would not be read in another.
        if order == DateOrder::ExcelSerial {
            return None;
        }
        let at_column = u32::try_from(at).ok()?;
        let proven = order_by_votes((n_day_first as usize, n_month_first as usize));
        let is_silent = n_day_first == 0 && n_month_first == 0 && n_either > 0;
        // Left open is told with every unreadable cell; set for this very column is known.
        let is_borrowed = is_silent
            && order != DateOrder::YearMonthDay
            && !self.dialect.column_date_orders.contains_key(&at_column);
        (is_borrowed || proven.is_some_and(|proven| proven != order)).then(|| DateOrderTold {
            column: at_column,
            header: headers.get(at).cloned().unwrap_or_default(),
            order,
            proven,
            n_day_first,
            n_month_first,
            n_either,
        })
    }
}

/// Most dates begin with their year, or have no sign after which a month could stand, and need not be taken
/// apart. Digits of full width may be any.
fn may_need_order(text: &str) -> bool {
    let bytes = text.trim_start().as_bytes();
    let n_digits = bytes.iter().take(3).take_while(|byte| byte.is_ascii_digit()).count();
    match bytes.get(n_digits) {
        Some(b'-' | b'/') => (1..=2).contains(&n_digits),
        Some(sign) => n_digits <= 2 && !sign.is_ascii(),
        None => false,
    }
}
