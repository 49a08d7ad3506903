//! The description of an event as read from JSON. Its fields are told in `event.rs`.

use meadow_models::{BetaRate, RateError};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Description {
    #[serde(default = "default_seed")]
    pub(crate) seed: u64,
    #[serde(default = "default_draws")]
    pub(crate) draws: usize,
    #[serde(default)]
    pub(crate) shock: Shock,
    pub(crate) groups: Vec<Group>,
    pub(crate) costs: Costs,
    pub(crate) order_value: Order,
    pub(crate) margin_rate: f64,
    pub(crate) one_to_one: Option<Alternative>,
    pub(crate) room: Option<Seats>,
    pub(crate) budget: Option<f64>,
    pub(crate) target: Option<Target>,
    pub(crate) registrations: Option<Registrations>,
}

fn default_seed() -> u64 {
    1
}

fn default_draws() -> usize {
    10_000
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Shock {
    pub(crate) turn_out_sd: f64,
    pub(crate) ordering_sd: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Group {
    pub(crate) name: String,
    pub(crate) invited: u32,
    pub(crate) available: Option<u32>,
    pub(crate) register: Rate,
    pub(crate) attend: Rate,
    pub(crate) order: Rate,
}

#[derive(Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub(crate) enum Rate {
    Range { low: f64, high: f64 },
    Point { value: f64, worth: f64 },
    Counts { successes: u64, trials: u64, prior: Option<Box<Rate>> },
    Beta { a: f64, b: f64 },
}

impl Rate {
    pub(crate) fn known(&self) -> Result<BetaRate, RateError> {
        match self {
            Rate::Range { low, high } => BetaRate::from_90_percent_range(*low, *high),
            Rate::Point { value, worth } => BetaRate::from_point(*value, *worth),
            Rate::Counts { successes, trials, prior } => {
                let prior = prior.as_ref().map_or(Ok(BetaRate::UNIFORM), |prior| prior.known())?;
                prior.updated(*successes, *trials)
            }
            Rate::Beta { a, b } => BetaRate::new(*a, *b),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Costs {
    #[serde(default)]
    pub(crate) fixed: f64,
    #[serde(default)]
    pub(crate) invited: f64,
    #[serde(default)]
    pub(crate) registered: f64,
    #[serde(default)]
    pub(crate) attended: f64,
    #[serde(default)]
    pub(crate) ordered: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Order {
    pub(crate) mean: f64,
    #[serde(default)]
    pub(crate) cv: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Alternative {
    pub(crate) cost_per_customer: f64,
    pub(crate) order_rate: Option<f64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Seats {
    pub(crate) seats: u32,
    #[serde(default)]
    pub(crate) cost_per_turned_away: f64,
    #[serde(default = "default_risk")]
    pub(crate) risk: f64,
}

fn default_risk() -> f64 {
    0.05
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Target {
    pub(crate) orders: u32,
    pub(crate) confidence: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Registrations {
    pub(crate) now: u32,
    pub(crate) days_before: f64,
    pub(crate) opens_days_before: u32,
    pub(crate) curve_strength: f64,
    #[serde(default = "default_last_week")]
    pub(crate) last_week: f64,
    #[serde(default = "default_on_the_day")]
    pub(crate) on_the_day: f64,
}

fn default_last_week() -> f64 {
    0.58
}

fn default_on_the_day() -> f64 {
    0.25
}
