//! A counted event beside its forecast, and what the next forecast learns from it.

use serde::{Deserialize, Serialize};

use crate::domain::event::FunnelStage;
use crate::domain::text::Text;
use crate::views::forecast::{RateView, Spread};
use crate::views::method_funnel::OwnRate;

/// Where what was counted lies in the 90 % range that was foretold; its ends are within.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fell {
    Below,
    Within,
    Above,
}

/// One stage: how many there were, how many were foretold, and its rate before and after.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StageOutcome {
    pub stage: FunnelStage,
    /// `None`: it was not counted.
    pub counted: Option<u32>,
    /// `None`: it would have rested on a rate of which nobody had said anything, or the event was open to all.
    pub foretold: Option<Spread>,
    /// `None`: one of the two is not known.
    pub fell: Option<Fell>,
    /// So many of so many. `None`: the counts give no share, and the rate learns nothing from them.
    pub share: Option<(u32, u32)>,
    /// The rate of everybody without a range of their own, as known before the event and with it.
    pub before: RateView,
    pub after: RateView,
}

/// A stage that only the method's own funnel has: the same of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OwnStageOutcome {
    pub name: Text,
    /// `None`: it was not counted, or not yet.
    pub counted: Option<u32>,
    /// `None`: no earlier event had counted it and nobody had bet on it, or a rate on the way rested on nothing.
    pub foretold: Option<Spread>,
    /// `None`: one of the two is not known.
    pub fell: Option<Fell>,
    /// So many of so many; `None`: the counts give no share.
    pub share: Option<(u32, u32)>,
    /// The share as told before the event, and as known with it whatever somebody bet.
    pub before: OwnRate,
    pub after: OwnRate,
}

/// What was left, in major units.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProfitOutcome {
    /// Margin × counted revenue − counted cost.
    pub counted: f64,
    /// The share after goods that the plan had, 0–1.
    pub margin: f64,
    pub revenue: f64,
    pub cost: f64,
    pub foretold: Spread,
    pub fell: Fell,
}

/// An event and its forecast of the day before, for as many as were invited, or were there where it was open to
/// all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OutcomeView {
    pub n_invited: u32,
    /// The event was open to all: what comes after this stage is foretold of those counted there. `None`: of
    /// those invited.
    pub open_from: Option<FunnelStage>,
    /// Too few for the orders that a seat for everybody brings: orders and profit were foretold of the guests in
    /// them alone. `None`: of all guests.
    pub seats: Option<u32>,
    /// The stage whose heads were to bring an order's money each. `None`: the orders.
    pub pays_at: Option<Text>,
    pub n_draws: u32,
    pub seed: u64,
    /// In the order of the funnel.
    pub stages: Vec<StageOutcome>,
    /// In the order of the method's funnel; what only it has.
    pub own_stages: Vec<OwnStageOutcome>,
    /// `None`: money was not counted, was not planned here, or rests on a missing rate.
    pub profit: Option<ProfitOutcome>,
    /// Figures of which both the range and the count are known, and those within.
    pub n_compared: u32,
    pub n_within: u32,
}
