//! A filter in words, for its chip.

use super::cell::write_bound;
use super::wording::{
    Texts, blocked_name, class_word, name_among, named_group, permission_name, stage_name,
    value_name, yes_or_no,
};
use crate::i18n::t_string;
use crate::platform::locale::Formatter;
use meadow_core::domain::class::Class;
use meadow_core::domain::money::Money;
use meadow_core::domain::value_range::ValueRange;
use meadow_core::views::table::{Column, ColumnInfo, ColumnKind, Filter, Test};

/// Between the parts of one text, in both languages.
pub const DOT: &str = " · ";

/// The filter as a short phrase: "Region: Willow Court, Maple Grove".
pub fn filter_text(
    i18n: Texts,
    formatter: &Formatter,
    filter: &Filter,
    known: &[ColumnInfo],
) -> String {
    let column = name_among(i18n, &filter.column, known);
    let info = known.iter().find(|info| info.column == filter.column);
    let named = |texts: &[String]| {
        join(i18n, texts.iter().map(|text| value_name(i18n, &filter.column, text, info)))
    };
    let test = match &filter.test {
        Test::Contains(word) => t_string!(i18n, customers.is_containing, word = word).to_string(),
        Test::AnyOf(texts) => named(texts),
        Test::OtherThan(texts) => {
            let values = named(texts);
            t_string!(i18n, customers.other_than, values = values).to_string()
        }
        Test::Between { low, high } => {
            between(i18n, formatter, known, &filter.column, [*low, *high])
        }
        Test::IsYes(yes) => match &filter.column {
            Column::BehindValue(range) => {
                let value = value_range(i18n, formatter, *range);
                match yes {
                    true => value,
                    false => t_string!(i18n, customers.not_value, value = value).to_string(),
                }
            }
            _ => yes_or_no(i18n, *yes),
        },
        Test::StageIs(stages) => join(i18n, stages.iter().map(|stage| stage_name(i18n, *stage))),
        Test::PermissionIs(permissions) => {
            join(i18n, permissions.iter().map(|permission| permission_name(i18n, *permission)))
        }
        Test::BlockedOr(permissions) => {
            let names = permissions.iter().map(|permission| permission_name(i18n, *permission));
            join(i18n, std::iter::once(blocked_name(i18n)).chain(names))
        }
        Test::GroupIs(groups) => {
            join(i18n, groups.iter().map(|group| named_group(i18n, *group, info)))
        }
        Test::Filled(true) => t_string!(i18n, customers.is_filled).to_owned(),
        Test::Filled(false) => t_string!(i18n, customers.is_empty).to_owned(),
        Test::Unplaced => t_string!(i18n, customers.unplaced).to_owned(),
        Test::ClassIs { classes, expected, borderline } => {
            class_text(i18n, classes, *expected, *borderline)
        }
    };
    t_string!(i18n, customers.filter_text, column = column, test = test).to_string()
}

fn between(
    i18n: Texts,
    formatter: &Formatter,
    known: &[ColumnInfo],
    column: &Column,
    [low, high]: [Option<f64>; 2],
) -> String {
    let kind = known.iter().find(|info| info.column == *column).map(|info| info.kind);
    let kind = kind.unwrap_or(ColumnKind::Number);
    let write = |end: f64| write_bound(i18n, formatter, kind, column, end);
    match (low.map(write), high.map(write)) {
        (Some(low), Some(high)) => formatter.join_range(&low, &high),
        (Some(low), None) => t_string!(i18n, customers.from_value, value = low).to_string(),
        (None, Some(high)) => t_string!(i18n, customers.up_to_value, value = high).to_string(),
        (None, None) => t_string!(i18n, customers.is_filled).to_owned(),
    }
}

fn value_range(i18n: Texts, formatter: &Formatter, range: ValueRange) -> String {
    let write = |money: Money| formatter.fmt_money(money);
    match (range.at_least, range.below) {
        // The upper end is not in: what lies a hundredth below it is one value.
        (Some(low), Some(high)) if high == low + Money(1) => write(low),
        (Some(low), Some(high)) => {
            t_string!(i18n, customers.from_to_under, low = write(low), high = write(high))
                .to_string()
        }
        (Some(low), None) => t_string!(i18n, customers.from_value, value = write(low)).to_string(),
        (None, Some(high)) => {
            t_string!(i18n, customers.under_value, value = write(high)).to_string()
        }
        (None, None) => t_string!(i18n, customers.is_filled).to_owned(),
    }
}

/// Which classes, of whom, and how close to a line: "Bee, Butterfly · leads, not bought · borderline".
fn class_text(
    i18n: Texts,
    classes: &[Class],
    expected: Option<bool>,
    borderline: Option<bool>,
) -> String {
    let names: Vec<&str> = classes.iter().map(|class| class_word(i18n, *class)).collect();
    let names = names.join(t_string!(i18n, customers.list_comma));
    let whom = match expected {
        Some(false) => t_string!(i18n, customers.class_buyers),
        Some(true) => t_string!(i18n, customers.class_leads),
        None => t_string!(i18n, customers.class_both),
    };
    let borderline = borderline.map(|only| match only {
        true => t_string!(i18n, customers.borderline_only),
        false => t_string!(i18n, customers.borderline_without),
    });
    let parts = [Some(names.as_str()).filter(|names| !names.is_empty()), Some(whom), borderline];
    parts.into_iter().flatten().collect::<Vec<_>>().join(DOT)
}

/// More than three are counted.
fn join(i18n: Texts, words: impl Iterator<Item = String>) -> String {
    const MOST: usize = 3;
    let words: Vec<String> = words.collect();
    let shown = words[..words.len().min(MOST)].join(t_string!(i18n, customers.list_comma));
    match words.len().saturating_sub(MOST) {
        0 => shown,
        more => t_string!(i18n, customers.and_more, shown = shown, n = more).to_string(),
    }
}
