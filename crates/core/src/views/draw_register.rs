//! The register of a draw in two phases: what is counted, and what it says of who will come, who will
//! order and what that costs. Money in major units.

use serde::{Deserialize, Serialize};

use crate::domain::event::FunnelStage;
use crate::views::word_of_mouth::Ranged;

/// Most people whose counts are worked out exactly.
pub const MAX_REGISTERED: u32 = 5_000;

/// What has been counted; `None`: not yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterTerms {
    /// Asked to register; `None`: those the event invites, where they are enough.
    pub n_invited: Option<u32>,
    pub n_registered: Option<u32>,
    /// Came to the second phase.
    pub n_came: Option<u32>,
    /// Ordered there.
    pub n_ordered: Option<u32>,
}

/// Why nothing can be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoRegister {
    /// Nobody has been counted as registered.
    NotCounted,
    /// Orders are counted, guests are not.
    GuestsOpen,
    /// More at this stage than at the one before.
    MoreThanBefore(FunnelStage),
    TooMany,
    /// Nothing is known of who comes.
    TurnOutMissing,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum RegisterAnswer {
    Found(Box<RegisterView>),
    None(NoRegister),
}

/// One rate of the event, without its counts and with them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct StepRateView {
    pub stage: FunnelStage,
    /// `None`: nothing was known before.
    pub before: Option<Ranged>,
    /// So many of so many; `None`: not over yet.
    pub counted: Option<(u32, u32)>,
    /// `None`: neither known before nor counted.
    pub after: Option<Ranged>,
}

/// What the register says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RegisterView {
    /// `None`: open to all, nobody knows how many were asked.
    pub n_invited: Option<u32>,
    pub n_registered: u32,
    pub n_came: Option<u32>,
    pub n_ordered: Option<u32>,
    /// One a stage, in their order.
    pub rates: Vec<StepRateView>,
    /// Who comes to the second phase; of no width where they are counted.
    pub guests: Ranged,
    /// The same as it stood before anybody had registered.
    pub guests_before: Option<Ranged>,
    /// `None`: nothing is known of ordering.
    pub orders: Option<Ranged>,
    /// By the event's budget, contingency included; `None`: it has no costs, or such that hang on orders
    /// of which nothing is known. The ends take the ends of
    /// guests, orders and amounts together.
    pub cost: Option<Ranged>,
    /// Expected cost by those registered, by expected guests and by expected orders.
    pub cost_per_registered: Option<f64>,
    pub cost_per_guest: Option<f64>,
    pub cost_per_order: Option<f64>,
    /// Stages to come of which nothing is known.
    pub missing: Vec<FunnelStage>,
    /// Stages whose rate rests on the user's own range alone.
    pub assumed: Vec<FunnelStage>,
}
