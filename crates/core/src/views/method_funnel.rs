//! How far people come in the funnel of a method that has stages of its own: membership, the recruiting of
//! dealers. What is asked, and what comes of it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::event::FunnelStage;
use crate::domain::text::Text;
use crate::views::forecast::{RateSource, Spread};

/// What is typed beside the event.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MethodFunnelTerms {
    /// Ranges one would bet on 9 to 1, by the key of the stage they lead to, or of one within a step: how
    /// many of it come to the step's end.
    pub rates: BTreeMap<String, (f64, f64)>,
    /// The stage whose heads bring an order's money each, by key; `None`: where the event counts orders.
    pub pays_at: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum MethodFunnelAnswer {
    Found(Box<MethodFunnelView>),
    None(NoMethodFunnel),
}

/// Why there is nothing to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoMethodFunnel {
    /// The method's stages are those of every event.
    NotOfItsOwn,
    NobodyInvited,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MethodFunnelView {
    pub n_invited: u32,
    /// In the method's order, without those invited.
    pub stages: Vec<OwnStage>,
    /// Rates of the event itself that rest on nothing.
    pub missing_rates: Vec<FunnelStage>,
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
