//! How weeks, days and their ranges are written on this page, and the parts both halves are shown with.
//! Call these inside a view or signal.

use super::super::why::{Explanation, Reasons};
use super::super::words::{write_share, write_shares};
use crate::i18n::{t_string, use_i18n};
use crate::platform::locale::{DateStyle, Formatter};
use leptos::prelude::*;
use meadow_core::domain::day::Day;
use meadow_core::guide::ModelTopic;
use meadow_core::views::timing::{BoughtBy, TimeTo};

/// A figure with the reasons it opens.
pub struct Told {
    pub name: String,
    pub written: String,
    pub formula: &'static str,
    pub inputs: Vec<(String, String)>,
    pub sample: String,
    pub source: &'static str,
}

/// The figures below each other.
pub fn figures(rows: Vec<Told>) -> AnyView {
    let i18n = use_i18n();
    let why = t_string!(i18n, forecast.why);
    let row = |told: Told| {
        let name = told.name.clone();
        let written = told.written.clone();
        let explain = move || Explanation {
            title: told.name.clone(),
            value: told.written.clone(),
            formula: told.formula.to_owned(),
            inputs: told.inputs.clone(),
            sample: told.sample.clone(),
            source: told.source.to_owned(),
            model: Some(ModelTopic::Timing),
        };
        let figure = Reasons::expect().figure(written, why, explain);
        view! {
            <div>
                <dt>{name}</dt>
                <dd>{figure}</dd>
            </div>
        }
    };
    let rows = rows.into_iter().map(row).collect_view();
    view! {
        <dl class="kv" data-wide="">
            {rows}
        </dl>
    }
    .into_any()
}

pub fn write_day(f: &Formatter, day: Day) -> String {
    f.fmt_date(day.0, DateStyle::DayMonth)
}

pub fn write_days(f: &Formatter, from: Day, until: Day) -> String {
    f.join_range(&write_day(f, from), &write_day(f, until))
}

/// A share with its range.
pub fn write_bought(f: &Formatter, bought: &BoughtBy) -> String {
    let range = write_shares(f, bought.low, bought.high);
    format!("{} ({range})", write_share(f, bought.share))
}

/// A number of days with its range, which may be open.
pub fn write_time(f: &Formatter, time: &TimeTo) -> String {
    let i18n = use_i18n();
    let day = |days: f64| f.fmt_number(days, 0);
    let days = day(time.days);
    match (time.low, time.high) {
        (Some(low), Some(high)) => {
            let range = f.join_range(&day(low), &day(high));
            t_string!(i18n, timing.day_range, days = days, range = range).to_string()
        }
        (Some(low), None) => {
            t_string!(i18n, timing.day_open, days = days, low = day(low)).to_string()
        }
        (None, _) => t_string!(i18n, timing.day_plain, days = days).to_string(),
    }
}
