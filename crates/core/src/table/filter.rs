//! Whether a customer passes a filter.

use super::columns::{Value, reason_words, value};
use super::search::{contains, fold};
use super::tables::Tables;
use crate::domain::consent::Permission;
use crate::domain::customer::Customer;
use crate::segments::Derived;
use crate::views::table::{Column, Filter, Test};

/// A filter made ready for many customers.
pub struct Sieve<'q> {
    column: &'q Column,
    test: &'q Test,
    /// Of `Test::Contains`.
    folded: String,
}

impl<'q> Sieve<'q> {
    pub fn new(filter: &'q Filter) -> Self {
        let folded = match &filter.test {
            Test::Contains(word) => fold(word),
            _ => String::new(),
        };
        Self { column: &filter.column, test: &filter.test, folded }
    }

    /// A test that does not fit the column's values lets nobody pass.
    pub fn passes(
        &self,
        tables: &Tables,
        customer: &Customer,
        derived: &Derived,
        place: usize,
    ) -> bool {
        let value = value(tables, customer, derived, place, self.column);
        match self.test {
            Test::Contains(_) => match value {
                Value::Tags(tags) => tags.iter().any(|tag| contains(tag, &self.folded)),
                Value::Notes(notes) => notes.iter().any(|n| contains(&n.text, &self.folded)),
                Value::Reasons(reasons) => {
                    reasons.iter().any(|one| contains(&reason_words(one), &self.folded))
                }
                _ => as_written(customer, self.column, &value)
                    .is_some_and(|text| contains(text, &self.folded)),
            },
            Test::AnyOf(texts) => match value {
                Value::Tags(tags) => tags.iter().any(|tag| texts.contains(tag)),
                Value::Reasons(reasons) => reasons.iter().any(|one| texts.contains(&one.key)),
                Value::Empty => texts.iter().any(String::is_empty),
                _ => as_written(customer, self.column, &value)
                    .is_some_and(|text| texts.iter().any(|wanted| wanted == text)),
            },
            Test::Between { low, high } => comparable(&value).is_some_and(|number| {
                low.is_none_or(|low| number >= low) && high.is_none_or(|high| number <= high)
            }),
            Test::IsYes(wanted) => match value {
                Value::YesNo(yes) => yes == *wanted,
                // Only a refusal speaks against inviting.
                Value::Blocked => !*wanted,
                Value::Permission(permission) => (permission != Permission::Refused) == *wanted,
                _ => false,
            },
            Test::ClassIs { classes, expected, borderline } => match value {
                Value::Class(placed) => {
                    (classes.is_empty() || classes.contains(&placed.class))
                        && expected.is_none_or(|expected| expected == placed.expected)
                        && borderline.is_none_or(|borderline| borderline == placed.borderline)
                }
                _ => false,
            },
            Test::Unplaced => value == Value::Unplaced,
            Test::StageIs(stages) => match value {
                Value::Stage(stage) => stages.contains(&stage),
                _ => false,
            },
            Test::PermissionIs(permissions) => match value {
                Value::Permission(permission) => permissions.contains(&permission),
                _ => false,
            },
            Test::BlockedOr(permissions) => match value {
                Value::Blocked => true,
                Value::Permission(permission) => permissions.contains(&permission),
                _ => false,
            },
            Test::GroupIs(groups) => match value {
                Value::Group(group) => groups.contains(&group),
                _ => false,
            },
            Test::Filled(wanted) => value.is_filled() == *wanted,
            Test::OtherThan(texts) => match value {
                Value::Tags(tags) => tags.iter().any(|tag| !texts.contains(tag)),
                Value::Reasons(reasons) => reasons.iter().any(|one| !texts.contains(&one.key)),
                Value::Text(text) => texts.iter().all(|known| known != text),
                _ => false,
            },
        }
    }
}

/// The text of a cell: also of a custom number or date, as it came in.
fn as_written<'a>(customer: &'a Customer, column: &Column, value: &Value<'a>) -> Option<&'a str> {
    match (column, value) {
        (Column::Custom(_), Value::Empty) => None,
        (Column::Custom(key), _) => customer.fields.get(key).map(String::as_str),
        (_, Value::Text(text)) => Some(text),
        _ => None,
    }
}

/// As a number, money in major units and dates as days since 1970.
fn comparable(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => Some(*number),
        Value::Money(money) => Some(money.major()),
        Value::Date(day) => Some(f64::from(day.0)),
        _ => None,
    }
}
