//! What the user, or the workspace for the user, decides about matching.

use serde::{Deserialize, Serialize};

use super::contact::HomeCountry;
use crate::domain::workspace::WorkspaceFacts;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MatchSettings {
    /// Where telephone numbers without a country code belong; `None`: not known.
    pub home: Option<HomeCountry>,
    /// From which probability on two records are put side by side, 0–1.
    pub doubtful_from: f64,
}

impl Default for MatchSettings {
    fn default() -> Self {
        Self { home: Some(HomeCountry::CHINA), doubtful_from: 0.5 }
    }
}

impl MatchSettings {
    /// The home country follows from the workspace's currency.
    pub fn of(facts: &WorkspaceFacts) -> Self {
        Self { home: HomeCountry::of_currency(&facts.currency), ..Self::default() }
    }
}
