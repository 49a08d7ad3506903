//! The order of rows under a column. Keys are taken once, then sorted.

use std::cmp::Ordering;

use super::columns::{Value, value};
use super::tables::Tables;
use crate::domain::consent::Permission;
use crate::segments::Derived;
use crate::views::table::Column;

/// Numbers come before words (a stray word in a column of numbers), smaller first.
enum SortKey {
    Number(f64),
    Text(String),
}

impl SortKey {
    fn of(value: Value, column: &Column) -> Option<Self> {
        Some(match value {
            Value::Empty | Value::Unplaced => return None,
            Value::Number(number) => Self::Number(number),
            Value::Money(money) => Self::Number(money.major()),
            Value::Date(day) => Self::Number(f64::from(day.0)),
            Value::YesNo(yes) => Self::Number(f64::from(u8::from(yes))),
            // Measured before expected.
            Value::Class(placed) => {
                Self::Number(placed.class as u8 as f64 * 2.0 + f64::from(u8::from(placed.expected)))
            }
            Value::Stage(stage) => Self::Number(f64::from(stage as u8)),
            Value::Group(group) => Self::Number(f64::from(group.rank())),
            Value::Permission(permission) => Self::Number(f64::from(permission as u8)),
            // After the refusals.
            Value::Blocked => Self::Number(f64::from(Permission::Refused as u8) + 1.0),
            Value::Text(text) if *column == Column::Key => Self::Text(counting_key(text)),
            Value::Text(_) | Value::Tags(_) | Value::Notes(_) | Value::Reasons(_) => {
                Self::Text(value.text()?.to_lowercase())
            }
        })
    }

    fn compare(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => a.total_cmp(b),
            (Self::Text(a), Self::Text(b)) => a.cmp(b),
            (Self::Number(_), Self::Text(_)) => Ordering::Less,
            (Self::Text(_), Self::Number(_)) => Ordering::Greater,
        }
    }
}

/// Customer numbers in counting order: C-9 before C-10. Runs of digits are written with their length
/// in front.
fn counting_key(key: &str) -> String {
    let mut counting = String::with_capacity(key.len() + 4);
    let mut rest = key;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from_digits) = rest.split_at(start);
        let end = from_digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(from_digits.len());
        let (digits, after) = from_digits.split_at(end);
        let significant = digits.trim_start_matches('0');
        counting.push_str(&before.to_lowercase());
        counting.push('0');
        counting.push(char::from_u32(significant.len() as u32 + 0x100).unwrap_or(char::MAX));
        counting.push_str(significant);
        rest = after;
    }
    counting.push_str(&rest.to_lowercase());
    counting
}

/// Sorts places by a column; equal rows keep their order, empty cells come last either way.
pub fn sort_places(
    tables: &Tables,
    derived: &Derived,
    places: &mut Vec<u32>,
    column: &Column,
    ascending: bool,
) {
    let mut wanted = places.iter().copied().peekable();
    let mut filled = Vec::with_capacity(places.len());
    let mut empty = Vec::new();
    for (place, customer) in tables.customers.iter().enumerate() {
        if wanted.next_if_eq(&(place as u32)).is_none() {
            continue;
        }
        match SortKey::of(value(tables, customer, derived, place, column), column) {
            Some(key) => filled.push((key, place as u32)),
            None => empty.push(place as u32),
        }
    }
    filled.sort_by(|(a, _), (b, _)| if ascending { a.compare(b) } else { b.compare(a) });
    places.clear();
    places.extend(filled.into_iter().map(|(_, place)| place));
    places.append(&mut empty);
}

#[cfg(test)]
mod tests {
    use super::counting_key;

    #[test]
    fn numbers_within_keys_count() {
        let ordered = ["9", "10", "00123", "124", "A", "C-9", "c-10", "C-10b"];
        let keys = ordered.map(counting_key);
        assert!(keys.is_sorted(), "{keys:?}");
    }
}
