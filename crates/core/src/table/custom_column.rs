//! What the cells of a custom field look like, and reading them.
//!
//! A field is what the user said it is. Where nobody has, it is a number or a date if nearly all its
//! filled cells are, a choice if few values repeat, else text. The cells themselves are text: an import
//! writes numbers and dates in the forms that are read here, and keeps what it cannot read.

use std::collections::{BTreeMap, HashSet};

use super::tables::Tables;
use crate::domain::day::Day;
use crate::domain::letters::half_width;
use crate::domain::workspace::FieldKind;
use crate::views::table::ColumnKind;

/// A stray "n/a" does not turn a column of numbers into text.
const NEARLY_ALL: f64 = 0.95;
/// More values than this are no list to choose from.
pub const MAX_CHOICES: usize = 50;

#[derive(Default)]
struct Cells<'a> {
    n_filled: usize,
    n_numbers: usize,
    n_dates: usize,
    /// At most one more than `MAX_CHOICES`.
    distinct: HashSet<&'a str>,
}

impl<'a> Cells<'a> {
    fn add(&mut self, cell: &'a str) {
        self.n_filled += 1;
        self.n_numbers += usize::from(read_number(cell).is_some());
        self.n_dates += usize::from(read_date(cell).is_some());
        if self.distinct.len() <= MAX_CHOICES {
            self.distinct.insert(cell);
        }
    }

    fn kind(&self) -> ColumnKind {
        let nearly_all = |n: usize| n > 0 && n as f64 >= NEARLY_ALL * self.n_filled as f64;
        if nearly_all(self.n_dates) {
            ColumnKind::Date
        } else if nearly_all(self.n_numbers) {
            ColumnKind::Number
        } else if self.distinct.len() <= MAX_CHOICES && self.n_filled >= 2 * self.distinct.len() {
            ColumnKind::Choice
        } else {
            ColumnKind::Text
        }
    }
}

/// The kind of every custom field of the workspace, by its key.
pub fn kinds(tables: &Tables) -> BTreeMap<String, ColumnKind> {
    let fields = tables.facts.custom_fields.iter();
    let declared = fields
        .clone()
        .filter_map(|field| Some((field.key.clone(), column_kind(field.kind?))))
        .collect::<Vec<_>>();
    let mut cells: BTreeMap<&str, Cells> = fields
        .filter(|field| field.kind.is_none())
        .map(|field| (field.key.as_str(), Cells::default()))
        .collect();
    for customer in tables.customers.iter() {
        for (key, cell) in &customer.fields {
            if let (Some(cells), false) = (cells.get_mut(key.as_str()), cell.is_empty()) {
                cells.add(cell);
            }
        }
    }
    let found = cells.into_iter().map(|(key, cells)| (key.to_owned(), cells.kind()));
    found.chain(declared).collect()
}

/// How the column of a field of this kind is compared and filtered.
pub fn column_kind(kind: FieldKind) -> ColumnKind {
    match kind {
        FieldKind::Text => ColumnKind::Text,
        FieldKind::Number => ColumnKind::Number,
        FieldKind::Money => ColumnKind::Money,
        FieldKind::Date => ColumnKind::Date,
        FieldKind::Choice => ColumnKind::Choice,
        FieldKind::YesNo => ColumnKind::YesNo,
    }
}

/// May this text stand in a field of this kind? Empty always may.
pub fn fits(kind: Option<FieldKind>, text: &str) -> bool {
    text.is_empty()
        || match kind {
            Some(FieldKind::Number | FieldKind::Money) => read_number(text).is_some(),
            Some(FieldKind::Date) => read_date(text).is_some(),
            Some(FieldKind::YesNo) => read_yes_no(text).is_some(),
            Some(FieldKind::Text | FieldKind::Choice) | None => true,
        }
}

/// Does a field of this kind hold words?
pub fn is_text(kind: Option<FieldKind>) -> bool {
    matches!(kind, None | Some(FieldKind::Text | FieldKind::Choice))
}

/// `yes` and `no`, whatever the language of the interface.
pub fn read_yes_no(cell: &str) -> Option<bool> {
    match cell {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

/// A plain decimal number, in letters of any width. `007` and twenty digits are numbers of things, not
/// amounts: they stay text.
pub fn read_number(cell: &str) -> Option<f64> {
    if !cell.is_ascii() {
        let narrow: String = cell.chars().map(half_width).collect();
        return narrow.is_ascii().then(|| read_number(&narrow)).flatten();
    }
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let leading_zero = whole.len() > 1 && whole.starts_with('0');
    if !all_digits(whole) || !all_digits(fraction) || leading_zero || digits.len() > 15 {
        return None;
    }
    cell.parse().ok()
}

/// A date that names its year first, the only form that cannot be read two ways: 2026-03-04,
/// 2026/3/4, 2026.3.4, 2026年3月4日. A time behind it is passed over.
pub fn read_date(cell: &str) -> Option<Day> {
    let cell = match cell.split_once([' ', 'T']) {
        Some((date, time)) if time.contains(':') => date,
        _ => cell,
    };
    let cell = cell.strip_suffix('日').unwrap_or(cell);
    let mut parts = cell.split(['-', '/', '.', '年', '月']);
    let year = parts.next().filter(|year| year.len() == 4)?;
    let (month, day) = (parts.next()?, parts.next()?);
    let plain =
        |part: &&str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    if parts.next().is_some() || ![month, day].iter().all(plain) {
        return None;
    }
    Day::from_ymd(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::{read_date, read_number};
    use crate::domain::day::Day;

    #[test]
    fn numbers_of_things_stay_text() {
        for (cell, number) in
            [("0", 0.0), ("-12.50", -12.5), ("0.5", 0.5), ("1200", 1200.0), ("２０２６", 2026.0)]
        {
            assert_eq!(read_number(cell), Some(number), "{cell}");
        }
        for cell in ["007", "13800138000138001", "1e5", "", "-", ".5", "5.", "1,200", "inf", "+1"] {
            assert_eq!(read_number(cell), None, "{cell}");
        }
    }

    #[test]
    fn dates_name_their_year_first() {
        let fourth = Day::from_ymd(2026, 3, 4);
        for cell in ["2026-03-04", "2026/3/4", "2026.3.4", "2026年3月4日", "2026-03-04 14:05"] {
            assert_eq!(read_date(cell), fourth, "{cell}");
        }
        for cell in [
            "2026-02-30",
            "03/04/2026",
            "2026-03",
            "2026-3-4-5",
            "2026-+3-4",
            "26-3-4",
            "2026-03-04 noon",
        ] {
            assert_eq!(read_date(cell), None, "{cell}");
        }
    }
}
