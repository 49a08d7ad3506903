//! What measures are called here, their values in their own units, and a cluster in a sentence.

use crate::i18n::t_string;
use crate::platform::locale::Formatter;
use crate::ui::pages::customers::wording::Texts;
use meadow_core::domain::cluster::ClusterMeasure;
use meadow_core::domain::money::Money;
use meadow_core::views::cluster::{ClusterRow, Trait};
use meadow_core::views::shown_table::ShownCell;

pub fn measure_name(i18n: Texts, measure: ClusterMeasure) -> &'static str {
    match measure {
        ClusterMeasure::Recency => t_string!(i18n, clusters.recency),
        ClusterMeasure::Frequency => t_string!(i18n, clusters.frequency),
        ClusterMeasure::Money => t_string!(i18n, clusters.money),
        ClusterMeasure::Tenure => t_string!(i18n, clusters.tenure),
        ClusterMeasure::Interval => t_string!(i18n, clusters.interval),
        ClusterMeasure::OrderValue => t_string!(i18n, clusters.order_value),
        ClusterMeasure::Margin => t_string!(i18n, clusters.margin),
        ClusterMeasure::Discounts => t_string!(i18n, clusters.discounts),
        ClusterMeasure::Engagement => t_string!(i18n, clusters.engagement),
        ClusterMeasure::Age => t_string!(i18n, clusters.age),
    }
}

/// A value in the measure's own unit.
pub fn value_text(i18n: Texts, f: &Formatter, measure: ClusterMeasure, value: f64) -> String {
    match measure {
        ClusterMeasure::Recency
        | ClusterMeasure::Tenure
        | ClusterMeasure::Interval
        | ClusterMeasure::Engagement => {
            t_string!(i18n, clusters.n_days, n = f.fmt_number(value, 0)).to_string()
        }
        ClusterMeasure::Money | ClusterMeasure::OrderValue => {
            f.fmt_money_rounded(Money::from_major(value))
        }
        ClusterMeasure::Margin | ClusterMeasure::Discounts => f.fmt_percent(value),
        ClusterMeasure::Frequency => f.fmt_number(value, 1),
        ClusterMeasure::Age => f.fmt_number(value, 0),
    }
}

/// The same as a file has it: whole, and an amount as one.
pub fn value_cell(measure: ClusterMeasure, value: f64) -> ShownCell {
    match measure {
        ClusterMeasure::Money | ClusterMeasure::OrderValue => ShownCell::amount(value),
        ClusterMeasure::Recency
        | ClusterMeasure::Frequency
        | ClusterMeasure::Tenure
        | ClusterMeasure::Interval
        | ClusterMeasure::Margin
        | ClusterMeasure::Discounts
        | ClusterMeasure::Engagement
        | ClusterMeasure::Age => value.into(),
    }
}

/// What sets a cluster apart, as a sentence.
pub fn sentence(i18n: Texts, row: &ClusterRow) -> String {
    let said = |is_strong: bool| {
        let told = row.traits.iter().filter(|one| one.is_strong == is_strong);
        list(i18n, told.map(|one| trait_text(i18n, one)).collect())
    };
    match (said(true), said(false)) {
        (None, None) => t_string!(i18n, clusters.typical).to_owned(),
        (Some(strong), None) => t_string!(i18n, clusters.strong, what = strong).to_string(),
        (None, Some(weak)) => t_string!(i18n, clusters.weak, what = weak).to_string(),
        (Some(strong), Some(weak)) => {
            t_string!(i18n, clusters.strong_and_weak, strong = strong, weak = weak).to_string()
        }
    }
}

/// The same as a name for a segment: the two largest differences.
pub fn short_name(i18n: Texts, row: &ClusterRow, number: usize) -> String {
    let told = row.traits.iter().take(2).map(|one| trait_text(i18n, one)).collect();
    match list(i18n, told) {
        Some(what) => t_string!(i18n, clusters.name_with, n = number, what = what).to_string(),
        None => t_string!(i18n, clusters.name, n = number).to_string(),
    }
}

fn list(i18n: Texts, parts: Vec<&'static str>) -> Option<String> {
    (!parts.is_empty()).then(|| parts.join(t_string!(i18n, customers.list_comma)))
}

fn trait_text(i18n: Texts, one: &Trait) -> &'static str {
    match (one.measure, one.is_high) {
        (ClusterMeasure::Recency, true) => t_string!(i18n, clusters.recency_high),
        (ClusterMeasure::Recency, false) => t_string!(i18n, clusters.recency_low),
        (ClusterMeasure::Frequency, true) => t_string!(i18n, clusters.frequency_high),
        (ClusterMeasure::Frequency, false) => t_string!(i18n, clusters.frequency_low),
        (ClusterMeasure::Money, true) => t_string!(i18n, clusters.money_high),
        (ClusterMeasure::Money, false) => t_string!(i18n, clusters.money_low),
        (ClusterMeasure::Tenure, true) => t_string!(i18n, clusters.tenure_high),
        (ClusterMeasure::Tenure, false) => t_string!(i18n, clusters.tenure_low),
        (ClusterMeasure::Interval, true) => t_string!(i18n, clusters.interval_high),
        (ClusterMeasure::Interval, false) => t_string!(i18n, clusters.interval_low),
        (ClusterMeasure::OrderValue, true) => t_string!(i18n, clusters.order_value_high),
        (ClusterMeasure::OrderValue, false) => t_string!(i18n, clusters.order_value_low),
        (ClusterMeasure::Margin, true) => t_string!(i18n, clusters.margin_high),
        (ClusterMeasure::Margin, false) => t_string!(i18n, clusters.margin_low),
        (ClusterMeasure::Discounts, true) => t_string!(i18n, clusters.discounts_high),
        (ClusterMeasure::Discounts, false) => t_string!(i18n, clusters.discounts_low),
        (ClusterMeasure::Engagement, true) => t_string!(i18n, clusters.engagement_high),
        (ClusterMeasure::Engagement, false) => t_string!(i18n, clusters.engagement_low),
        (ClusterMeasure::Age, true) => t_string!(i18n, clusters.age_high),
        (ClusterMeasure::Age, false) => t_string!(i18n, clusters.age_low),
    }
}
