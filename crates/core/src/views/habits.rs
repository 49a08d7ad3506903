//! What a card says of somebody's activity, need and preferences.

use serde::{Deserialize, Serialize};

use super::customer_base::NextNeed;
use crate::domain::day::Day;
use crate::domain::lens::{Momentum, Relationship};
use crate::domain::money::Money;

/// The activity index (B4) on the last day of the data, and one half-life before.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActivityView {
    /// 0–100.
    pub now: f64,
    /// `None`: had not bought by then.
    pub before: Option<f64>,
    pub momentum: Momentum,
    pub until: Day,
    pub before_day: Day,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CategoryShare {
    pub category: String,
    pub spend: Money,
    /// Of all that is known line by line, 0–1.
    pub share: f64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PersonHabits {
    /// `None`: has not bought.
    pub activity: Option<ActivityView>,
    /// `None`: has not bought, or too few people came back to tell.
    pub need: Option<NextNeed>,
    pub has_bought: bool,
    /// What the data suggest of the relationship; `None`: has not bought.
    pub relationship: Option<Relationship>,
    /// The largest, at most three.
    pub categories: Vec<CategoryShare>,
}
