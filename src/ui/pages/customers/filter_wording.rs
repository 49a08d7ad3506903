//! A filter in words, for its chip.

use super::wording::{
    Texts, group_name, language_of, name_among, permission_name, stage_name, yes_or_no,
};
use crate::i18n::t_string;
use crate::platform::locale::{DateStyle, Formatter};
use meadow_core::domain::lens::LensGroup;
use meadow_core::domain::money::Money;
use meadow_core::domain::value_range::ValueRange;
use meadow_core::views::table::{Column, ColumnInfo, ColumnKind, Filter, Test};

/// The filter as a short phrase: "Region: Willow Court, Maple Grove".
pub fn filter_text(
    i18n: Texts,
    formatter: &Formatter,
    filter: &Filter,
    known: &[ColumnInfo],
) -> String {
    let column = name_among(i18n, &filter.column, known);
    let kind = known.iter().find(|info| info.column == filter.column).map(|info| info.kind);
    let named = |texts: &[String]| {
        let info = known.iter().find(|info| info.column == filter.column);
        let name = |text: &String| {
            let named = info?.names.iter().find(|(key, _)| key == text)?;
            Some(named.1.get(language_of(i18n)).to_owned())
        };
        join(i18n, texts.iter().map(|text| name(text).unwrap_or_else(|| text.clone())))
    };
    let test = match &filter.test {
        Test::Contains(word) => t_string!(i18n, customers.is_containing, word = word).to_string(),
        Test::AnyOf(texts) => named(texts),
        Test::OtherThan(texts) => {
            let values = named(texts);
            t_string!(i18n, customers.other_than, values = values).to_string()
        }
        Test::Between { low, high } => between(i18n, formatter, kind, *low, *high),
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
        Test::GroupIs(groups) => {
            let own = known.iter().find(|info| info.column == filter.column);
            let own_name = |group: &LensGroup| {
                let named = own?.groups.iter().find(|(known, ..)| known == group)?;
                named.1.clone()
            };
            let name =
                |group: &LensGroup| own_name(group).unwrap_or_else(|| group_name(i18n, *group));
            join(i18n, groups.iter().map(name))
        }
        Test::Filled(true) => t_string!(i18n, customers.is_filled).to_owned(),
        Test::Filled(false) => t_string!(i18n, customers.is_empty).to_owned(),
        Test::Unplaced | Test::ClassIs { .. } => String::new(),
    };
    t_string!(i18n, customers.filter_text, column = column, test = test).to_string()
}

fn between(
    i18n: Texts,
    formatter: &Formatter,
    kind: Option<ColumnKind>,
    low: Option<f64>,
    high: Option<f64>,
) -> String {
    let write = |number: f64| match kind {
        Some(ColumnKind::Money) => formatter.fmt_money(Money::from_major(number)),
        Some(ColumnKind::Date) => formatter.fmt_date(number as i32, DateStyle::Iso),
        _ => formatter.fmt_number(number, 2),
    };
    match (low.map(write), high.map(write)) {
        (Some(low), Some(high)) if low == high => low,
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
