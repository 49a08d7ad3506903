//! What the parts, rows and measures of a portrait are called, and its figures. Must not know the
//! widgets.

use super::super::saved::placed_text;
use crate::i18n::t_string;
use crate::platform::locale::Formatter;
use crate::state::words::agree;
use crate::ui::pages::customers::cell::write_cell;
use crate::ui::pages::customers::wording::{Texts, channel_name, column_name, interaction_name};
use meadow_core::domain::money::Money;
use meadow_core::views::portrait::{
    Estimate, PortraitKey, PortraitPart, PortraitSubject, ValueMeasure, Verdict,
};
use meadow_core::views::table::{Cell, Column};

pub fn part_name(i18n: Texts, part: &PortraitPart) -> String {
    match &part.of {
        PortraitSubject::Column(column) => {
            return column_name(i18n, column, part.label.as_deref());
        }
        PortraitSubject::Categories => t_string!(i18n, portrait.categories),
        PortraitSubject::Months => t_string!(i18n, portrait.months),
        PortraitSubject::Weekdays => t_string!(i18n, portrait.weekdays),
        PortraitSubject::Hours => t_string!(i18n, portrait.hours),
        PortraitSubject::Contacts => t_string!(i18n, portrait.contacts),
        PortraitSubject::Channels => t_string!(i18n, portrait.channels),
    }
    .to_owned()
}

pub fn row_name(i18n: Texts, f: &Formatter, part: &PortraitPart, key: &PortraitKey) -> String {
    match key {
        PortraitKey::Value(Cell::Class(placed)) => placed_text(i18n, *placed),
        PortraitKey::Value(cell) => {
            let column = match &part.of {
                PortraitSubject::Column(column) => column,
                _ => &Column::Notes,
            };
            write_cell(i18n, f, cell, column)
        }
        PortraitKey::Category(name) => name.clone(),
        PortraitKey::Others { n_values } => {
            t_string!(i18n, lenses.others, n = f.fmt_int((*n_values).into())).to_string()
        }
        PortraitKey::Month(month) => f.fmt_month(*month),
        PortraitKey::Weekday(day) => f.fmt_weekday(*day),
        PortraitKey::Hours { from, to } => f.join_range(&format!("{from}:00"), &format!("{to}:00")),
        PortraitKey::Contact(kind) => interaction_name(i18n, *kind),
        PortraitKey::Channel(channel) => channel_name(i18n, *channel).to_owned(),
    }
}

pub fn verdict_text(i18n: Texts, verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::More => t_string!(i18n, portrait.more),
        Verdict::Less => t_string!(i18n, portrait.less),
        Verdict::Unclear => t_string!(i18n, portrait.unclear),
        Verdict::TooFew => t_string!(i18n, portrait.too_few),
    }
}

/// Small shares with a decimal.
pub fn percent(f: &Formatter, share: f64) -> String {
    f.fmt_percent_with(share, if share.abs() < 0.1 { 1 } else { 0 })
}

/// Points of percent, of a difference or one of its ends.
pub fn points(f: &Formatter, difference: f64) -> String {
    let points = 100.0 * difference;
    f.fmt_number(points, if points.abs() < 10.0 { 1 } else { 0 })
}

/// "17 points (9 to 25)".
pub fn points_text(i18n: Texts, f: &Formatter, difference: &Estimate) -> String {
    let [is, low, high] =
        [difference.is, difference.low, difference.high].map(|end| points(f, end));
    agree(&t_string!(i18n, portrait.points, n = is, low = low, high = high).to_string())
}

pub fn measure_name(i18n: Texts, measure: ValueMeasure) -> &'static str {
    match measure {
        ValueMeasure::SpendTotal => t_string!(i18n, portrait.spend_total),
        ValueMeasure::SpendLastYear => t_string!(i18n, portrait.spend_last_year),
        ValueMeasure::AverageOrder => t_string!(i18n, portrait.average_order),
        ValueMeasure::PurchaseDays => t_string!(i18n, portrait.purchase_days),
        ValueMeasure::Interval => t_string!(i18n, portrait.interval),
        ValueMeasure::DiscountShare => t_string!(i18n, portrait.discount_share),
    }
}

/// A figure in the unit of its measure.
pub fn write_measure(f: &Formatter, measure: ValueMeasure, value: f64) -> String {
    match measure {
        ValueMeasure::SpendTotal | ValueMeasure::SpendLastYear | ValueMeasure::AverageOrder => {
            f.fmt_money_rounded(Money::from_major(value))
        }
        ValueMeasure::PurchaseDays | ValueMeasure::Interval => f.fmt_number(value, 1),
        ValueMeasure::DiscountShare => percent(f, value),
    }
}

/// "¥310 (¥280 to ¥350)".
pub fn estimate_text(
    i18n: Texts,
    f: &Formatter,
    measure: ValueMeasure,
    found: &Estimate,
) -> String {
    let write = |value: f64| write_measure(f, measure, value);
    let (is, low, high) = (write(found.is), write(found.low), write(found.high));
    t_string!(i18n, portrait.estimate, is = is, low = low, high = high).to_string()
}
