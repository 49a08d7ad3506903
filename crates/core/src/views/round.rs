//! Rounds and the movement between them: what is kept of each, the mix, and who moved where.

use serde::{Deserialize, Serialize};

use crate::domain::care::CareLevel;
use crate::domain::class::Class;
use crate::domain::customer::Stage;
use crate::domain::day::Day;
use crate::domain::event::AudienceGroup;
use crate::domain::ids::{CustomerId, DocumentId};
use crate::domain::money::Money;
use crate::domain::round::{Asked, AskedHow};
use crate::views::forecast::Obstacle;

/// Whom a flow names at most.
pub const MOST_NAMED: usize = 200;
/// What a lead counts beside a customer of its class, where effort is shared out.
pub const OF_A_LEAD: f64 = 0.5;

/// A round that is to be kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NewRound {
    /// Where everybody stands today, or stood at the end of a day gone by, as far as that can be told by
    /// what is known today.
    Everybody { name: String, event: Option<DocumentId>, day: Option<Day> },
    /// What a sample said.
    Asked { name: String, day: Day, asked: Asked },
}

/// How many are where. The stages are those of everybody.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mix {
    /// Of those who have bought, in the order of [`Class::ALL`].
    pub n_of_class: [u32; Class::ALL.len()],
    /// Leads, by the class that they are expected to become.
    pub n_expected: [u32; Class::ALL.len()],
    pub n_unplaced: u32,
    /// In the order of [`Stage::ALL`].
    pub n_of_stage: [u32; Stage::ALL.len()],
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RoundEntry {
    pub id: DocumentId,
    pub name: String,
    pub day: Day,
    pub event: Option<String>,
    /// Kept after its day, with the settings of when it was kept.
    pub is_reconstructed: bool,
    pub found: EntryFound,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum EntryFound {
    Everybody(Mix),
    Sample { how: AskedHow, shares: Vec<ShareOfClass> },
}

/// A share known from a sample, 0–1, with its 95 % interval (Goodman: all classes at once).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShareOfClass {
    pub class: Class,
    pub n: u32,
    pub share: f64,
    pub low: f64,
    pub high: f64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RoundsView {
    pub now: Mix,
    /// The oldest first.
    pub rounds: Vec<RoundEntry>,
}

/// Between what people move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum MovementOf {
    Classes,
    Stages,
    /// Levels of care.
    Care,
}

/// Where somebody is, was, or no more is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum State {
    Group(AudienceGroup),
    Stage(Stage),
    Care(CareLevel),
    /// Not among the customers: not yet, or no more.
    Away,
}

/// How many went from where to where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flow {
    pub from: State,
    pub to: State,
    pub n: u32,
}

/// The movement of everybody between two rounds, or one and now. Only flows of somebody, by where they
/// begin and then where they end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MovementView {
    pub from_day: Day,
    pub to_day: Day,
    pub flows: Vec<Flow>,
    /// Were in both.
    pub n_in_both: u32,
    /// Of those, who are elsewhere now.
    pub n_moved: u32,
    /// Weights or cut-offs were others: part of the movement is theirs.
    pub is_measured_otherwise: bool,
}

/// The people behind a flow, by name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MovedPeople {
    pub n: u32,
    /// The first of them, at most 200; without those who are no more.
    pub first: Vec<NamedPerson>,
    /// All of them, without those who are no more.
    pub ids: Vec<CustomerId>,
}

/// The people behind a number of a kept round, by name. With those who are gone or joined they are as many
/// as the round counts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StoodPeople {
    /// The first of them, at most 200.
    pub first: Vec<NamedPerson>,
    /// All who are still here.
    pub ids: Vec<CustomerId>,
    /// Are no longer among the customers.
    pub n_gone: u32,
    /// Have become one with another of them.
    pub n_joined: u32,
}

/// Somebody in a list of names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedPerson {
    pub id: CustomerId,
    pub name: String,
    /// What speaks against inviting them.
    pub obstacle: Option<Obstacle>,
}

/// What a survey of the mix has to be, for a margin at a confidence.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct SurveyPlan {
    /// To know one share.
    pub n_for_one: u64,
    /// To know all four at once.
    pub n_for_all: u64,
}

/// What to spend on which class, for the shares there are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PromotionMix {
    pub parts: Vec<PromotionPart>,
    /// Who counts for nothing here: too little is known of them.
    pub n_unplaced: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PromotionPart {
    pub class: Class,
    /// Have bought.
    pub n_customers: u32,
    /// Are expected to become so.
    pub n_expected: u32,
    /// How much effort one of them is worth, beside the other classes.
    pub weight: f64,
    /// Of all effort, 0–1.
    pub share: f64,
    /// What one of them brought in a year, on average; `None` without customers.
    pub yearly_value: Option<Money>,
}
