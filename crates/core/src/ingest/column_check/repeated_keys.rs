//! Numbers of customers and orders that stand in more rows than they should.
//!
//! In a list of people a customer's number stands once. An order's number may stand in many rows, one
//! per line of the order, as long as all speak of the same customer and day.

use std::collections::HashMap;

use crate::domain::day::Day;
use crate::ingest::values::{cell, contact, date, number};
use crate::views::import::{ColumnRole, DecimalMark, ImportMapping};

/// The columns whose keys were looked at, and of each, by row from 0, whether its key is another's too.
pub struct RepeatedKeys {
    columns: Vec<(usize, Vec<bool>)>,
}

impl RepeatedKeys {
    pub fn find(rows: &[Vec<String>], mapping: &ImportMapping) -> Self {
        let place = |role: ColumnRole| mapping.columns.iter().position(|column| *column == role);
        let has_orders = place(ColumnRole::OrderDate).is_some();
        let mut columns = Vec::new();
        if let Some(at) = place(ColumnRole::CustomerKey).filter(|_| !has_orders) {
            columns.push((at, mark_repeated(rows, at, |_, _| true)));
        }
        if let Some(at) = place(ColumnRole::OrderKey) {
            let facts: Vec<OrderFacts> =
                rows.iter().map(|row| OrderFacts::of(row, mapping)).collect();
            let differ = |one: usize, other: usize| facts[one].contradicts(&facts[other]);
            columns.push((at, mark_repeated(rows, at, differ)));
        }
        Self { columns }
    }

    pub fn is_repeated(&self, column: usize, row: usize) -> bool {
        let marks = self.columns.iter().find(|(at, _)| *at == column);
        marks.is_some_and(|(_, marks)| marks.get(row).copied().unwrap_or_default())
    }
}

/// Marks every row whose key an earlier one has, and that earlier one, where they are `at_odds`.
fn mark_repeated(
    rows: &[Vec<String>],
    column: usize,
    at_odds: impl Fn(usize, usize) -> bool,
) -> Vec<bool> {
    let mut marks = vec![false; rows.len()];
    let mut first_of: HashMap<String, usize> = HashMap::new();
    for (at, row) in rows.iter().enumerate() {
        let key = text_of(row, Some(column));
        if cell::is_nothing(&key) {
            continue;
        }
        let first = *first_of.entry(key).or_insert(at);
        if first != at && at_odds(first, at) {
            marks[first] = true;
            marks[at] = true;
        }
    }
    marks
}

/// What all rows of one order have in common.
struct OrderFacts {
    /// By number, telephone and e-mail; `None` where the row does not say.
    customer: [Option<String>; 3],
    day: Option<Day>,
    /// A refund has the number of what is paid back, and a day of its own.
    is_refund: bool,
}

impl OrderFacts {
    fn of(row: &[String], mapping: &ImportMapping) -> Self {
        let place = |role: ColumnRole| mapping.columns.iter().position(|column| *column == role);
        let key = text_of(row, place(ColumnRole::CustomerKey));
        let date_column = place(ColumnRole::OrderDate);
        let order = mapping.dialect.date_order_of(date_column.unwrap_or_default());
        let mark: DecimalMark = mapping.dialect.decimal_mark;
        let sum_column = place(ColumnRole::OrderAmount).or(place(ColumnRole::OrderTotal));
        let amount = number::read_money(&text_of(row, sum_column), mark);
        Self {
            customer: [
                (!cell::is_nothing(&key)).then_some(key),
                contact::normalise_phone(&text_of(row, place(ColumnRole::Phone))),
                contact::normalise_email(&text_of(row, place(ColumnRole::Email))),
            ],
            day: date::read(&text_of(row, date_column), order).map(|moment| moment.day),
            is_refund: amount.is_some_and(|amount| amount.0 < 0),
        }
    }

    fn contradicts(&self, other: &Self) -> bool {
        let pairs = self.customer.iter().zip(&other.customer);
        let is_another = pairs
            .into_iter()
            .any(|(own, others)| own.is_some() && others.is_some() && own != others);
        let has_refund = self.is_refund || other.is_refund;
        let is_another_day = self.day.is_some() && other.day.is_some() && self.day != other.day;
        is_another || (is_another_day && !has_refund)
    }
}

fn text_of(row: &[String], column: Option<usize>) -> String {
    let text = column.and_then(|at| row.get(at)).map_or("", String::as_str);
    cell::clean_line(text).into_owned()
}
