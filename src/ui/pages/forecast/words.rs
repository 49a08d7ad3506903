//! Names and figures of a forecast as they are written. Call these inside a view or signal, so
//! that they follow the language.

use super::shown::Shown;
use crate::i18n::{t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::settings::Settings;
use leptos::prelude::{Get, use_context};
use meadow_core::domain::event::{CostDriver, Event, FunnelStage};
use meadow_core::domain::money::Money;
use meadow_core::views::forecast::{RateView, Spread};

/// Stands where there is no figure.
pub const NO_FIGURE: &str = "–";

/// People at a stage: "Registered".
pub fn stage_name(stage: FunnelStage) -> String {
    let i18n = use_i18n();
    if let Some(own) = own_name(Some(stage)) {
        return own;
    }
    match stage {
        FunnelStage::Registered => t_string!(i18n, forecast.registered),
        FunnelStage::Attended => t_string!(i18n, forecast.attended),
        FunnelStage::Ordered => t_string!(i18n, forecast.ordered),
    }
    .to_owned()
}

/// What a method with stages of its own calls this one, on a page of the forecast.
fn own_name(stage: Option<FunnelStage>) -> Option<String> {
    let name = use_context::<Shown>()?.own_name(stage)?;
    Some(name.get(Settings::expect().language.get()).to_owned())
}

/// The share that reaches a stage: "Registered of invited".
pub fn rate_name(stage: FunnelStage) -> String {
    let i18n = use_i18n();
    let before = match stage {
        FunnelStage::Registered => None,
        FunnelStage::Attended => Some(FunnelStage::Registered),
        FunnelStage::Ordered => Some(FunnelStage::Attended),
    };
    if let Some((of, to)) = own_name(before).zip(own_name(Some(stage))) {
        return t_string!(i18n, forecast.share_of, of = of, to = to).to_string();
    }
    match stage {
        FunnelStage::Registered => t_string!(i18n, forecast.rate_registered),
        FunnelStage::Attended => t_string!(i18n, forecast.rate_attended),
        FunnelStage::Ordered => t_string!(i18n, forecast.rate_ordered),
    }
    .to_owned()
}

/// What a cost is paid for: "Fixed costs", "Per guest who comes".
pub fn driver_name(driver: CostDriver) -> String {
    let i18n = use_i18n();
    match driver {
        CostDriver::Fixed => t_string!(i18n, forecast.cost_fixed),
        CostDriver::PerInvited => t_string!(i18n, forecast.cost_invited),
        CostDriver::PerRegistered => t_string!(i18n, forecast.cost_registered),
        CostDriver::PerAttended => t_string!(i18n, forecast.cost_attended),
        CostDriver::PerOrdered => t_string!(i18n, forecast.cost_ordered),
        CostDriver::PerStaff => t_string!(i18n, forecast.cost_staff),
        CostDriver::PerDay => t_string!(i18n, forecast.cost_day),
    }
    .to_owned()
}

/// The same with how many are paid, where that is a number of the event.
pub fn driver_of_event(f: &Formatter, driver: CostDriver, event: &Event) -> String {
    let i18n = use_i18n();
    let n = match driver {
        CostDriver::PerStaff => event.n_staff,
        CostDriver::PerDay => event.n_days,
        _ => return driver_name(driver),
    };
    let (name, n) = (driver_name(driver), f.fmt_int(n.into()));
    t_string!(i18n, forecast.times, name = name, n = n).to_string()
}

/// An estimated amount in major units; infinite where nobody got so far.
pub fn write_amount(f: &Formatter, major: f64) -> String {
    if major.is_finite() {
        f.fmt_money_rounded(Money::from_major(major))
    } else {
        NO_FIGURE.to_owned()
    }
}

/// Nine times in ten between these amounts.
pub fn write_amounts(f: &Formatter, spread: &Spread) -> String {
    if spread.p05.is_finite() && spread.p95.is_finite() {
        f.join_range(&write_amount(f, spread.p05), &write_amount(f, spread.p95))
    } else {
        NO_FIGURE.to_owned()
    }
}

/// The mean, and between which amounts nine times in ten.
pub fn write_money(f: &Formatter, spread: &Spread) -> String {
    if spread.mean.is_finite() {
        format!("{} ({})", write_amount(f, spread.mean), write_amounts(f, spread))
    } else {
        NO_FIGURE.to_owned()
    }
}

/// Nine times in ten between these counts.
pub fn write_counts(f: &Formatter, spread: &Spread) -> String {
    f.fmt_range(spread.p05, spread.p95)
}

/// The middle count, and between which nine times in ten.
pub fn write_heads(f: &Formatter, spread: &Spread) -> String {
    format!("{} ({})", f.fmt_number(spread.median, 0), write_counts(f, spread))
}

/// A share with a decimal where it is small.
pub fn write_share(f: &Formatter, share: f64) -> String {
    f.fmt_percent_with(share, if share < 0.1 { 1 } else { 0 })
}

/// A range of shares: 27 to 45 %.
pub fn write_shares(f: &Formatter, low: f64, high: f64) -> String {
    let n_decimals = if low < 0.1 { 1 } else { 0 };
    f.join_range(&f.fmt_number(low * 100.0, n_decimals), &f.fmt_percent_with(high, n_decimals))
}

/// A rate with its range; none where it rests on nothing.
pub fn write_rate(f: &Formatter, rate: &RateView) -> String {
    if rate.is_missing() {
        return NO_FIGURE.to_owned();
    }
    format!("{} ({})", write_share(f, rate.mean), write_shares(f, rate.low, rate.high))
}

/// A share that may be known by a range alone.
pub fn write_share_or_range(f: &Formatter, share: f64, range: Option<(f64, f64)>) -> String {
    range.map_or_else(|| f.fmt_percent(share), |(low, high)| write_shares(f, low, high))
}

/// A count that may be known by a range alone.
pub fn write_count_or_range(f: &Formatter, n: u32, range: Option<(u32, u32)>) -> String {
    range.map_or_else(
        || f.fmt_int(n.into()),
        |(low, high)| f.join_range(&f.fmt_int(low.into()), &f.fmt_int(high.into())),
    )
}

/// A chance, never rounded to certainty.
pub fn write_chance(f: &Formatter, chance: f64) -> String {
    match chance {
        c if c > 0.0 && c < 0.005 => format!("< {}", f.fmt_percent(0.01)),
        c if c < 1.0 && c > 0.995 => format!("> {}", f.fmt_percent(0.99)),
        c => f.fmt_percent(c),
    }
}
