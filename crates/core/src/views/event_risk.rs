//! How bad an event can get, what moves its profit, and what one more of something would bring. Money in
//! major units.

use serde::{Deserialize, Serialize};

use crate::domain::event::{AudienceGroup, FunnelStage};

/// The lower end of a forecast's profit, from the same draws as the rest.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RiskView {
    /// Chance of less than nothing.
    pub p_loss: f64,
    /// Standard error of it, from the number of draws alone.
    pub p_loss_error: f64,
    /// At 90 and at 95 %.
    pub tails: Vec<TailView>,
}

/// The worst events: one in ten, one in twenty.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct TailView {
    /// 0.9: the worst one in ten.
    pub level: f64,
    /// The profit that they stay below; the value at risk is its negative.
    pub at_most: f64,
    /// Their mean profit; the expected shortfall is its negative.
    pub mean: f64,
}

/// What moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Moved {
    /// A rate, by its place among the forecast's rates.
    Rate(usize),
    /// The luck of the day with turn-out.
    TurnOut,
    /// The luck of the day with ordering.
    Ordering,
    Revenue,
    FixedCost,
    /// What is paid for every person invited.
    CostOfInvited,
    /// What is paid for every head at this stage.
    CostOf(FunnelStage),
    /// Share of the revenue left after goods.
    Margin,
    /// What is set aside on top of the budget.
    Contingency,
}

/// What one input does to the expected profit, all others at their medians.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct SwingView {
    pub moved: Moved,
    /// The input itself at 5 and 95 %: a share, an amount; of the day its luck in standard deviations.
    pub low: f64,
    pub high: f64,
    /// The profit there.
    pub at_low: f64,
    pub at_high: f64,
}

/// An expected value, and where it would lie nine times in ten were the rates and the day known.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Worth {
    pub value: f64,
    pub low: f64,
    pub high: f64,
}

/// One more invitation of a group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MoreInvitations {
    pub group: AudienceGroup,
    /// Where a guest without a seat buys nothing.
    pub worth: Worth,
    /// The same were there always a seat.
    pub with_seat: f64,
}

/// One more seat.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct MoreSeats {
    pub worth: Worth,
    /// Chance that somebody needs it.
    pub p_needed: f64,
}

/// All of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EventRisk {
    pub risk: RiskView,
    /// Profit with every input at its median.
    pub at_medians: f64,
    /// The widest first; what is known for certain is not among them.
    pub swings: Vec<SwingView>,
    pub invitations: Vec<MoreInvitations>,
    /// `None`: no room chosen, or nobody invited.
    pub seat: Option<MoreSeats>,
}
