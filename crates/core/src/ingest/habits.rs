//! How a file writes things: whether its first row is names, which way dates run, which sign
//! stands before the fraction. Decided over whole columns; what nothing decides stays undecided.

use std::cmp::Ordering;

use super::column_content::ColumnContent;
use super::header_words;
use super::values::{cell, contact, date, number};
use crate::views::import::{DateOrder, DecimalMark};

/// Is the first row names? A name we know settles it; a cell that is a value speaks against it.
pub fn detect_header(rows: &[Vec<String>]) -> bool {
    let Some((first, rest)) = rows.split_first() else { return true };
    let is_known = |text: &String| {
        let plain = header_words::plain_name(text);
        header_words::role_of(&plain).is_some() || header_words::bare_name(&plain).is_some()
    };
    if first.iter().any(is_known) {
        return true;
    }
    let is_value = |text: &str| {
        let text = cell::clean_line(text);
        date::evidence(&text).is_some()
            || contact::normalise_email(&text).is_some()
            || number::read(&text, DecimalMark::Point, 2).is_some()
    };
    // Names may be numbers (2025, 2026) over columns of anything, so the column must agree.
    let column_agrees = |at: usize| {
        let cells = rest.iter().filter_map(|row| row.get(at)).filter(|text| !text.is_empty());
        let (n_values, n) = cells
            .fold((0, 0), |(n_values, n), text| (n_values + usize::from(is_value(text)), n + 1));
        n == 0 || n_values * 2 >= n
    };
    !first.iter().enumerate().any(|(at, text)| is_value(text) && column_agrees(at))
}

/// The mark most numbers show; a point where none shows any.
pub fn detect_decimal_mark(contents: &[ColumnContent]) -> DecimalMark {
    let (n_points, n_commas) = contents.iter().fold((0, 0), |(points, commas), content| {
        (points + content.decimal_votes.0, commas + content.decimal_votes.1)
    });
    if n_commas > n_points { DecimalMark::Comma } else { DecimalMark::Point }
}

/// The order that the file's dates prove; `YearMonthDay` where none of them does.
pub fn detect_date_order(contents: &[ColumnContent]) -> DateOrder {
    let date_columns = contents.iter().filter(|content| is_date_column(content));
    let (n_day_first, n_month_first) = date_columns.fold((0, 0), |(day, month), content| {
        (day + content.dates.n_day_first, month + content.dates.n_month_first)
    });
    match n_day_first.cmp(&n_month_first) {
        Ordering::Greater => DateOrder::DayMonthYear,
        Ordering::Less => DateOrder::MonthDayYear,
        Ordering::Equal => DateOrder::YearMonthDay,
    }
}

/// Does this column hold dates that the undecided order leaves open?
pub fn is_ambiguous(content: &ColumnContent) -> bool {
    content.dates.n_either > 0 && is_date_column(content)
}

fn is_date_column(content: &ColumnContent) -> bool {
    content.dates.n_dates > 0 && content.dates.n_dates * 2 >= content.n_filled
}
