//! Fields of the page tied to values of the scenario, as the number field wants them.

use crate::state::forecast::Forecast;
use crate::state::forecast::scenario::Scenario;
use crate::ui::components::number_input::Quantity;
use leptos::prelude::*;
use meadow_core::domain::money::{Money, MoneyRange};

/// Shares are compared in millionths, so that what is typed as percent comes back the same.
const MILLIONTHS: f64 = 1e6;

/// A whole number that may be left out.
pub fn bind_count(
    forecast: Forecast,
    get: impl Fn(&Scenario) -> Option<u32> + Send + Sync + 'static,
    set: impl Fn(&mut Scenario, Option<u32>) + 'static,
) -> RwSignal<Option<Quantity>> {
    let to = |n: Option<u32>| n.map(|n| Quantity::Exact(n.into()));
    forecast.bind(get, set, to, |typed| typed.map(whole))
}

/// A whole number or a range of them, that may be left out.
pub fn bind_count_range(
    forecast: Forecast,
    get: impl Fn(&Scenario) -> Option<(u32, u32)> + Send + Sync + 'static,
    set: impl Fn(&mut Scenario, Option<(u32, u32)>) + 'static,
) -> RwSignal<Option<Quantity>> {
    forecast.bind(
        get,
        set,
        |range| range.map(|(low, high)| quantity(low.into(), high.into())),
        |typed| typed.map(whole_ends),
    )
}

/// A share, or a range of shares, as percent; an empty field leaves it as it is.
pub fn bind_share(
    forecast: Forecast,
    get: impl Fn(&Scenario) -> (f64, f64) + Send + Sync + 'static,
    set: impl Fn(&mut Scenario, (f64, f64)) + 'static,
) -> RwSignal<Option<Quantity>> {
    bind_percent_range(
        forecast,
        move |scenario| Some(get(scenario)),
        move |scenario, range| {
            if let Some((low, high)) = range {
                set(scenario, (low.clamp(0.0, 1.0), high.clamp(0.0, 1.0)));
            }
        },
    )
}

/// A range of shares as percent; `None` while the user has said nothing.
pub fn bind_percent_range(
    forecast: Forecast,
    get: impl Fn(&Scenario) -> Option<(f64, f64)> + Send + Sync + 'static,
    set: impl Fn(&mut Scenario, Option<(f64, f64)>) + 'static,
) -> RwSignal<Option<Quantity>> {
    let share = |millionths: i64| millionths as f64 / MILLIONTHS;
    forecast.bind(
        move |scenario| get(scenario).map(|(low, high)| (to_millionths(low), to_millionths(high))),
        move |scenario, range: Option<(i64, i64)>| {
            set(scenario, range.map(|(low, high)| (share(low), share(high))));
        },
        |range| range.map(|(low, high)| quantity(as_percent(low), as_percent(high))),
        |typed| {
            typed.map(|typed| {
                let (low, high) = ends(typed);
                (to_millionths(low / 100.0), to_millionths(high / 100.0))
            })
        },
    )
}

/// An amount or a range of amounts; an empty field is 0.
pub fn bind_money(
    forecast: Forecast,
    get: impl Fn(&Scenario) -> MoneyRange + Send + Sync + 'static,
    set: impl Fn(&mut Scenario, MoneyRange) + 'static,
) -> RwSignal<Option<Quantity>> {
    forecast.bind(
        get,
        set,
        |range| Some(quantity(range.low.major(), range.high.major())),
        |typed| {
            let (low, high) = typed.map_or((0.0, 0.0), ends);
            MoneyRange { low: Money::from_major(low), high: Money::from_major(high) }
        },
    )
}

/// An amount that may be left out.
pub fn bind_amount(
    forecast: Forecast,
    get: impl Fn(&Scenario) -> Option<Money> + Send + Sync + 'static,
    set: impl Fn(&mut Scenario, Option<Money>) + 'static,
) -> RwSignal<Option<Quantity>> {
    let to = |amount: Option<Money>| amount.map(|amount| Quantity::Exact(amount.major()));
    forecast.bind(get, set, to, |typed| typed.map(|typed| Money::from_major(typed.middle())))
}

/// A typed number as a count; saturates.
pub fn whole(typed: Quantity) -> u32 {
    typed.middle().round().max(0.0) as u32
}

/// A typed range as counts; saturates.
pub fn whole_ends(typed: Quantity) -> (u32, u32) {
    let (low, high) = ends(typed);
    (whole(Quantity::Exact(low)), whole(Quantity::Exact(high)))
}

pub fn quantity(low: f64, high: f64) -> Quantity {
    if low == high { Quantity::Exact(low) } else { Quantity::Range { low, high } }
}

pub fn ends(typed: Quantity) -> (f64, f64) {
    match typed {
        Quantity::Exact(value) => (value, value),
        Quantity::Range { low, high } => (low, high),
    }
}

fn to_millionths(share: f64) -> i64 {
    (share * MILLIONTHS).round() as i64
}

fn as_percent(millionths: i64) -> f64 {
    millionths as f64 / (MILLIONTHS / 100.0)
}
