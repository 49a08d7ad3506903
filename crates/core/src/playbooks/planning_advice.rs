//! Advice that holds for every method.
//!
//! Owns why to gather at all, when not to, the seven ways to guide a customer, and what to do
//! when the day goes wrong. Must not know any plan.

use serde::{Deserialize, Serialize};

use crate::domain::text::Text;

/// What every plan may draw on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanningAdvice {
    /// The six gains of gathering customers.
    pub gains: Vec<Gain>,
    /// The answer "no event", for things of very high price and margin.
    pub no_event: Text,
    /// The seven ways to guide a customer: blocks a plan can include.
    pub ways_to_guide: Vec<WayToGuide>,
    /// What sets off a change of plan, and the change.
    pub triggers: Vec<Trigger>,
}

/// One gain of gathering.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gain {
    pub key: String,
    pub name: Text,
    pub explanation: Text,
    /// The figure or planned action that makes it real.
    pub shown_as: Text,
}

/// One way to guide a lead towards buying.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WayToGuide {
    pub key: String,
    pub name: Text,
    pub explanation: Text,
    /// What the user is asked to write.
    pub prompt: Text,
    pub example: Text,
}

/// A foreseeable trouble and its answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trigger {
    pub key: String,
    pub when: Text,
    pub then: Text,
}
