//! Rows that people put into a sheet for their eyes: the names of the columns once more, and sums.
//! They are nobody and no order, and wait with the rows left out. Must not know what columns become.

use super::row_reader::TextRow;
use super::values::cell::{clean_line, is_nothing};
use super::values::number;
use crate::views::import::{DecimalMark, RejectReason};

const TOTALS: [&str; 13] = [
    "合计",
    "总计",
    "小计",
    "汇总",
    "本页合计",
    "累计",
    "共计",
    "total",
    "totals",
    "grand total",
    "subtotal",
    "sub-total",
    "sum",
];

/// No word for a sum is longer.
const MOST_BYTES: usize = 24;

/// Why this row is none, and the cell that shows it. `headers`: the rows of names, as they stand;
/// `is_contact`: does this text in this column say how somebody is reached? Asked of every row, so that
/// the usual one is done with after a look at its first cell.
pub fn of<'a>(
    row: &TextRow<'a>,
    headers: &[Vec<String>],
    is_contact: impl Fn(usize, &str) -> bool,
) -> Option<(RejectReason, &'a str)> {
    of_cells(row.n_cells(), |at| row.cell(at), headers, is_contact)
}

/// The same of a row of `n_cells`, however it is kept.
pub fn of_cells<'a>(
    n_cells: usize,
    cell: impl Fn(usize) -> &'a str,
    headers: &[Vec<String>],
    is_contact: impl Fn(usize, &str) -> bool,
) -> Option<(RejectReason, &'a str)> {
    let is_filled = |at: &usize| !cell(*at).trim().is_empty();
    let first_at = (0..n_cells).find(is_filled)?;
    let first = cell(first_at);
    let rest = || (first_at + 1..n_cells).filter(is_filled).map(|at| (at, cell(at)));
    let names = headers.last().map_or(&[][..], Vec::as_slice);
    let is_name = |at: usize, text: &str| {
        names.get(at).is_some_and(|name| clean_line(name) == clean_line(text))
    };
    // One cell like its name may be chance, a row of them is not.
    if is_name(first_at, first)
        && rest().next().is_some()
        && rest().all(|(at, text)| is_name(at, text))
    {
        return Some((RejectReason::RepeatedHeader, first));
    }
    if first.len() > MOST_BYTES || first.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let word = clean_line(first);
    // 合计（元）.
    let word = word.split(['(', '（']).next().unwrap_or_default();
    let word = word.trim_end_matches([':', '：', ' ']).to_lowercase();
    let is_figure = |text: &str| {
        let text = clean_line(text);
        is_nothing(&text) || number::read_money(&text, DecimalMark::Point).is_some()
    };
    // A person may be called so: what is a sum has no contact, and words only for what was counted.
    let is_of_sum =
        |(at, text): (usize, &str)| !is_contact(at, text) && (is_figure(text) || is_count(text));
    let is_sum = TOTALS.contains(&word.as_str()) && rest().all(is_of_sum);
    is_sum.then_some((RejectReason::TotalRow, first))
}

/// A number and what there are so many of: 16 customers, 共16位客户.
fn is_count(text: &str) -> bool {
    let text = clean_line(text);
    let text = text.strip_prefix('共').unwrap_or(&text).trim_start();
    let what = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == ',');
    what.len() < text.len()
        && what.starts_with(|c: char| c == ' ' || !c.is_ascii())
        && what.chars().all(|c| c == ' ' || c.is_alphabetic())
}
