//! How a file writes things: whether its first row is names, which way dates run, which sign
//! stands before the fraction. Decided over whole columns; what nothing decides stays undecided.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::column_content::ColumnContent;
use super::header_words;
use super::values::{cell, contact, date, number};
use crate::views::import::{ColumnRole, DateOrder, DecimalMark, Delimiter};

/// Names are looked for among so many rows; a title takes fewer.
const N_TITLE_ROWS: usize = 20;

/// Where the names of the columns stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeaderPlace {
    /// The first row of names, or of data if there are none: what is above is a title.
    pub first: usize,
    /// 0 if there are none, 2 if groups of columns have names above.
    pub n_rows: usize,
}

/// Finds the row of names, below a title or not, and below names of groups or not.
pub fn find_header(rows: &[Vec<String>]) -> HeaderPlace {
    let first = first_wide_row(rows);
    if first > 0 && (has_known_name(&rows[first]) || is_names(&rows[first..])) {
        let above = &rows[first - 1];
        if is_group_row(above, &rows[first]) {
            return HeaderPlace { first: first - 1, n_rows: 2 };
        }
        return HeaderPlace { first, n_rows: count_name_rows(&rows[first..]) };
    }
    if !detect_header(rows) {
        return HeaderPlace { first: 0, n_rows: 0 };
    }
    HeaderPlace { first: 0, n_rows: count_name_rows(rows) }
}

/// The first row that is more than half as wide as the rows get.
fn first_wide_row(rows: &[Vec<String>]) -> usize {
    let n_filled = |row: &Vec<String>| row.iter().filter(|text| is_filled(text)).count();
    let looked_at = &rows[..rows.len().min(2 * N_TITLE_ROWS)];
    let width = looked_at.iter().map(n_filled).max().unwrap_or(0);
    let is_wide = |row: &Vec<String>| n_filled(row) * 2 > width;
    // Nothing below may be data: a title has something under it.
    looked_at.iter().take(N_TITLE_ROWS).position(is_wide).unwrap_or(0)
}

fn is_filled(text: &str) -> bool {
    !cell::clean(text).is_empty()
}

fn has_known_name(row: &[String]) -> bool {
    row.iter().any(|text| is_known_name(text))
}

fn is_known_name(text: &str) -> bool {
    let plain = header_words::plain_name(text);
    header_words::role_of(&plain).is_some() || header_words::bare_name(&plain).is_some()
}

fn is_value(text: &str) -> bool {
    let text = cell::clean_line(text);
    date::evidence(&text).is_some()
        || contact::normalise_email(&text).is_some()
        || number::read(&text, DecimalMark::Point, 2).is_some()
}

/// No cell of the first row is a value, some column below holds values: names over data.
fn is_names(rows: &[Vec<String>]) -> bool {
    let Some((first, rest)) = rows.split_first() else { return false };
    !first.iter().any(|text| is_value(text))
        && rest.iter().take(N_TITLE_ROWS).flatten().any(|text| is_value(text))
}

/// One row of names, or two?
fn count_name_rows(rows: &[Vec<String>]) -> usize {
    match rows {
        [upper, lower, ..] if is_second_row(upper, lower) => 2,
        _ => 1,
    }
}

/// Names of single columns under names of groups: they fill the gaps that a merged cell leaves, and
/// are names themselves.
fn is_second_row(upper: &[String], lower: &[String]) -> bool {
    let at = |row: &[String], at: usize| row.get(at).is_some_and(|text| is_filled(text));
    let width = upper.len().max(lower.len());
    let fills_gap =
        (1..width).any(|c| at(lower, c) && !at(upper, c) && (0..c).any(|c| at(upper, c)));
    let is_named = (0..width).all(|c| at(upper, c) || at(lower, c));
    let is_own_name =
        |(c, text): (usize, &String)| is_known_name(text) && upper.get(c) != Some(text);
    fills_gap
        && is_named
        && !lower.iter().any(|text| is_value(text))
        && lower.iter().enumerate().any(is_own_name)
}

/// Names of groups right above a row of names, further apart than a title and its date.
fn is_group_row(above: &[String], names: &[String]) -> bool {
    let groups: Vec<usize> = (0..above.len()).filter(|at| is_filled(&above[*at])).collect();
    groups.len() >= 2
        && groups.last().is_some_and(|last| last * 2 >= names.len())
        && is_second_row(above, names)
        && !groups.iter().any(|at| above[*at].trim_end().ends_with([':', '：']))
        && !groups.iter().any(|at| is_value(&above[*at]))
}

/// The name of every column, from rows of names one above the other.
pub fn join_names(rows: &[Vec<String>]) -> Vec<String> {
    let Some((first, rest)) = rows.split_first() else { return Vec::new() };
    rest.iter().fold(first.clone(), |upper, lower| {
        let mut group = String::new();
        let width = upper.len().max(lower.len());
        (0..width)
            .map(|at| {
                let own = upper.get(at).map_or("", String::as_str).trim();
                let below = lower.get(at).map_or("", String::as_str).trim();
                if !own.is_empty() {
                    group = own.to_owned();
                }
                match (own, below) {
                    (own, "") => own.to_owned(),
                    (own, below) if own == below || group.is_empty() => below.to_owned(),
                    (_, below) => [group.as_str(), header_words::NAME_GAP, below].concat(),
                }
            })
            .collect()
    })
}

/// Is the first row names? A name we know settles it; a cell that is a value speaks against it.
fn detect_header(rows: &[Vec<String>]) -> bool {
    let Some((first, rest)) = rows.split_first() else { return true };
    if has_known_name(first) {
        return true;
    }
    // Names may be numbers (2025, 2026) over columns of anything, so the column must agree.
    let column_agrees = |at: usize| {
        let cells = rest.iter().filter_map(|row| row.get(at)).filter(|text| !text.is_empty());
        let (n_values, n) = cells
            .fold((0, 0), |(n_values, n), text| (n_values + usize::from(is_value(text)), n + 1));
        n == 0 || n_values * 2 >= n
    };
    !first.iter().enumerate().any(|(at, text)| is_value(text) && column_agrees(at))
}

/// So many points before exactly three digits, and no other, are hardly ever a fraction's.
const ENOUGH_THOUSANDS: usize = 2;

/// The mark most numbers show. Where none shows any, a point; but where all points stand before three digits
/// (1.200) in a file with semicolons between its cells, which spreadsheets write where the comma is taken by
/// the fraction, those are of thousands.
pub fn detect_decimal_mark(contents: &[ColumnContent], delimiter: &Delimiter) -> DecimalMark {
    let (n_points, n_commas) = contents.iter().fold((0, 0), |(points, commas), content| {
        (points + content.decimal_votes.0, commas + content.decimal_votes.1)
    });
    let n_thousands: usize = contents.iter().map(ColumnContent::n_maybe_thousands).sum();
    let are_thousands =
        n_points == 0 && n_thousands >= ENOUGH_THOUSANDS && delimiter.as_str() == ";";
    if n_commas > n_points || are_thousands { DecimalMark::Comma } else { DecimalMark::Point }
}

/// May the numbers of this column be thousands, with nothing in the file to decide? `contents` are of all its
/// columns.
pub fn may_be_thousands<'a>(
    content: &ColumnContent,
    mut contents: impl Iterator<Item = &'a ColumnContent>,
) -> bool {
    content.n_maybe_thousands() >= ENOUGH_THOUSANDS
        && contents.all(|content| content.decimal_votes.0 == 0)
}

/// The order that the file's dates prove; `YearMonthDay` where none of them does.
pub fn detect_date_order(contents: &[ColumnContent]) -> DateOrder {
    let date_columns = contents.iter().filter(|content| is_date_column(content));
    let votes = date_columns.fold((0, 0), |(day, month), content| {
        (day + content.dates.n_day_first, month + content.dates.n_month_first)
    });
    order_by_votes(votes).unwrap_or(DateOrder::YearMonthDay)
}

/// The columns, from 0, whose own dates prove another order than the file's: each column is written
/// by one program.
pub fn find_other_orders(
    contents: &[ColumnContent],
    of_file: DateOrder,
) -> BTreeMap<u32, DateOrder> {
    let other = |(at, content): (usize, &ColumnContent)| {
        let votes = (content.dates.n_day_first, content.dates.n_month_first);
        let order = order_by_votes(votes).filter(|_| is_date_column(content))?;
        (order != of_file).then_some((at as u32, order))
    };
    contents.iter().enumerate().filter_map(other).collect()
}

/// `None` where the votes are equal.
pub fn order_by_votes((n_day_first, n_month_first): (usize, usize)) -> Option<DateOrder> {
    match n_day_first.cmp(&n_month_first) {
        Ordering::Greater => Some(DateOrder::DayMonthYear),
        Ordering::Less => Some(DateOrder::MonthDayYear),
        Ordering::Equal => None,
    }
}

/// Are the numbers of this column the dates that a spreadsheet means by them? Only if it is called a
/// date: 45321 is also a customer's number.
pub fn is_serial_column(name: &str, content: &ColumnContent) -> bool {
    let plain = header_words::plain_name(name);
    let is_date_role = matches!(
        header_words::role_of(&plain),
        Some((ColumnRole::OrderDate | ColumnRole::KnownSince, _))
    );
    let is_date_word =
        ["日期", "时间", "生日", "date", "birthday"].iter().any(|word| plain.contains(word));
    content.is_serial_like() && (is_date_role || is_date_word)
}

/// Does this column hold dates that the undecided order leaves open?
pub fn is_ambiguous(content: &ColumnContent) -> bool {
    content.dates.n_either > 0 && is_date_column(content)
}

pub fn is_date_column(content: &ColumnContent) -> bool {
    content.dates.n_dates > 0 && content.dates.n_dates * 2 >= content.n_filled
}

#[cfg(test)]
mod tests {
    use super::{HeaderPlace, find_header, join_names};

    fn rows(text: &str) -> Vec<Vec<String>> {
        text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect()
    }

    #[track_caller]
    fn check(text: &str, first: usize, n_rows: usize) {
        assert_eq!(find_header(&rows(text)), HeaderPlace { first, n_rows }, "{text}");
    }

    #[test]
    fn names_are_found_below_titles() {
        check("姓名,手机\n林雨晴,13800138017", 0, 1);
        check("林雨晴,13800138017\n赵明宇,13900139000", 0, 0);
        check("客户名单\n姓名,手机,城市\n林雨晴,13800138017,杭州", 1, 1);
        check("客户名单\n导出时间,2026-03-12\n姓名,手机,城市,等级\n林,13800138017,杭州,A", 2, 1);
        check("Report\n\nxx,yy,zz\n1,2,3", 2, 1);
        check("name,note\nAnn,x\nBob,y", 0, 1);
        // A sparse first row of data is data.
        check("林,13800138017,,,,\n赵,13900139000,杭州,A,x,y", 0, 0);
    }

    #[test]
    fn names_of_groups_are_names_too() {
        check("姓名,联系方式,,城市\n,手机,微信,\n林雨晴,13800138017,lyq,杭州", 0, 2);
        check("姓名,联系方式,,城市\n姓名,手机,微信,城市\n林雨晴,13800138017,lyq,杭州", 0, 2);
        check(
            "客户信息,,,订单信息,,\n姓名,手机,城市,日期,金额,备注\n林,138,杭州,2026-03-12,5,x",
            0,
            2,
        );
        check("name,,city\nAnn Lee,x,Leeds", 0, 1);
    }

    #[test]
    fn names_one_above_the_other_are_joined() {
        let joined = join_names(&rows("姓名,联系方式,,城市\n,手机,微信,"));
        assert_eq!(joined, ["姓名", "联系方式 / 手机", "联系方式 / 微信", "城市"]);
        let joined = join_names(&rows("姓名,联系方式,\n姓名,手机,微信"));
        assert_eq!(joined, ["姓名", "联系方式 / 手机", "联系方式 / 微信"]);
    }
}
