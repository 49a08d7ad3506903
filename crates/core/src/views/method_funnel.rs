//! How far people come in the funnel of a method, with the stages that only it has: what follows from the
//! orders, and the whole way of membership and of the recruiting of dealers.

use serde::{Deserialize, Serialize};

use crate::domain::event::{AudienceGroup, FunnelStage};
use crate::domain::text::Text;
use crate::views::forecast::{RateSource, Spread};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum MethodFunnelAnswer {
    Found(Box<MethodFunnelView>),
    None(NoMethodFunnel),
}

/// Why there is nothing to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoMethodFunnel {
    NobodyInvited,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MethodFunnelView {
    pub n_invited: u32,
    /// Those that are invited, in the event's order.
    pub groups: Vec<AudienceGroup>,
    /// In the method's order, without those invited.
    pub stages: Vec<OwnStage>,
    /// Rates of the event itself that rest on nothing.
    pub missing_rates: Vec<FunnelStage>,
    /// `None`: the funnel ends in orders, which pay; or the stage that pays is not known.
    pub money: Option<OwnMoney>,
    /// Stages whose heads may bring the money, by key.
    pub may_pay: Vec<String>,
    pub n_draws: u32,
    pub seed: u64,
}

/// A stage of the method's own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OwnStage {
    pub key: String,
    pub name: Text,
    /// The event's stage that it is; `None`: only this funnel has it.
    pub counts_as: Option<FunnelStage>,
    /// `None`: a rate on the way is not known.
    pub heads: Option<Spread>,
    /// The same of every group; empty where it is not known.
    pub by_group: Vec<Spread>,
    /// How many where only guests with a seat order, of a stage that follows from the orders. `None`: no room
    /// was chosen, or it is not known.
    pub seated: Option<Spread>,
    pub rate: OwnRate,
}

/// The share that leads to a stage, or on from it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OwnRate {
    /// Of the people at this stage …
    pub of: Text,
    /// … so many come to this one.
    pub to: Text,
    /// Mean, and the range 9 in 10 lie in; `None`: not known.
    pub share: Option<(f64, f64, f64)>,
    /// Several groups have rates of their own: the event's general one is shown.
    pub sources: Vec<RateSource>,
}

/// What the event earns if each head of one stage brings one order's money.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OwnMoney {
    /// Key of the stage.
    pub at: String,
    pub heads: Spread,
    /// Major units.
    pub profit: Spread,
    pub p_profit: f64,
    /// Orders wanted, and the chance of as many heads.
    pub goal: u32,
    pub p_goal: f64,
}

impl MethodFunnelView {
    /// The stages that only the method's funnel has.
    pub fn of_its_own(&self) -> impl Iterator<Item = &OwnStage> {
        self.stages.iter().filter(|stage| stage.counts_as.is_none())
    }
}

impl OwnStage {
    /// How many of a group of `view`.
    pub fn heads_of(&self, view: &MethodFunnelView, group: &AudienceGroup) -> Option<Spread> {
        let place = view.groups.iter().position(|one| one == group)?;
        self.by_group.get(place).copied()
    }
}
