//! Rates of events, groups and channels learnt together: what is asked, what each shows by itself, and how
//! far it was drawn to what all of them show.

use serde::{Deserialize, Serialize};

use crate::domain::consent::Channel;
use crate::domain::day::Day;
use crate::domain::event::{AudienceGroup, FunnelStage};

/// Which rate, and what tells groups of people apart. By nothing, everybody is one group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PooledTerms {
    pub stage: FunnelStage,
    pub by_event: bool,
    pub by_group: bool,
    pub by_channel: bool,
}

/// Past events are there before anybody notes who was invited.
impl Default for PooledTerms {
    fn default() -> Self {
        Self { stage: FunnelStage::Registered, by_event: true, by_group: false, by_channel: false }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PooledRatesView {
    /// What was asked.
    pub terms: PooledTerms,
    /// By event in the order of their days, then by group, then by channel.
    pub rows: Vec<PooledRow>,
    /// What all groups show, or why they stand alone.
    pub population: Result<PooledPopulation, NotPooled>,
    pub left_out: PooledLeftOut,
}

/// What one group shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PooledRow {
    /// Name and day, where events are told apart.
    pub event: Option<(String, Option<Day>)>,
    pub group: Option<AudienceGroup>,
    pub channel: Option<Channel>,
    /// So many of `n_trials` went on to the next stage.
    pub n_successes: u32,
    pub n_trials: u32,
    /// The plain share.
    pub share: f64,
    /// Drawn to what all show; alone where nothing is pooled.
    pub rate: PooledRate,
    /// Only where pooled: the part of `rate` that its own people decide, 0–1. The rest is what all show.
    pub own_part: Option<f64>,
    /// What an event would take for this group: the range one would bet on 9 to 1, people of one
    /// past event counting for fewer. Only where people are told apart by nothing but their group, and pooled.
    pub to_use: Option<(f64, f64)>,
}

impl PooledRow {
    /// Few of its own: what all show decides more of it.
    pub fn is_mostly_drawn(&self) -> bool {
        self.own_part.is_some_and(|part| part < 0.5)
    }
}

/// A rate with its 80 % range.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PooledRate {
    pub mean: f64,
    pub low: f64,
    pub high: f64,
}

/// What all groups show together.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PooledPopulation {
    /// Of a group that has not been seen yet: its middle is what the others are drawn to.
    pub new_group: PooledRate,
    /// How many people of its own weigh as much in a group as all the others do.
    pub strength: f64,
    /// The groups differ by more than chance.
    pub differ: bool,
    pub n_successes: u32,
    pub n_trials: u32,
}

/// Why groups are not drawn to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotPooled {
    /// Nothing was counted or noted.
    Nothing,
    OneGroup,
    TooFew {
        n: u32,
        needed: u32,
    },
    /// In every group all went on, or none.
    AllOrNothing,
}

/// What is on record and yet not in the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PooledLeftOut {
    /// Events that only totals are known of, where people are told apart by more than the event.
    pub n_totals_only: u32,
    /// Invitations before any round tells where the person stood.
    pub n_no_group: u32,
    /// Invitations whose channel nothing tells.
    pub n_no_channel: u32,
    /// Groups beyond the number that is shown, the smallest ones.
    pub n_groups: u32,
}
