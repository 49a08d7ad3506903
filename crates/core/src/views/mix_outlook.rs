//! How the mix will look after some rounds: what the rounds so far tell of each move, the mix ahead with
//! its range, the same under a plan, and when people get where they are wanted.

use serde::{Deserialize, Serialize};

use crate::domain::day::Day;
use crate::domain::ids::DocumentId;
use crate::views::forecast::Spread;
use crate::views::round::State;

/// Rounds that are looked ahead.
pub const N_ROUNDS_AHEAD: usize = 3;
/// Of every range here: nine times in ten.
pub const LEVEL: f64 = 0.9;
/// A row with fewer people says little, and is marked.
pub const FEW_PEOPLE: u32 = 20;
/// Changes of one plan at most.
pub const MOST_PLANNED: usize = 20;

/// Of those in `from`, this share more (or, below 0, less) goes to `to` in every round: −1 to 1, as the
/// range one would bet on 9 to 1, or a number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlannedMove {
    pub from: State,
    pub to: State,
    pub low: f64,
    pub high: f64,
}

/// From one round to the next.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// The round it begins with.
    pub from: DocumentId,
    pub from_name: String,
    pub from_day: Day,
    pub to_name: String,
    pub to_day: Day,
    pub n_in_both: u32,
    pub n_new: u32,
    pub n_gone: u32,
    /// Of whom the state cannot be told.
    pub n_left_out: u32,
    /// Weights or cut-offs were others: part of the movement is theirs.
    pub is_measured_otherwise: bool,
    /// Counted here; not where it was left out.
    pub is_counted: bool,
}

impl Step {
    pub fn n_days(&self) -> i32 {
        self.to_day.days_since(self.from_day)
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MixOutlookView {
    /// Rounds of everybody that are kept.
    pub n_rounds: u32,
    /// The oldest first.
    pub steps: Vec<Step>,
    /// `None` while no step is counted, or nobody is here.
    pub outlook: Option<Outlook>,
}

/// Everything here is in the order of `states`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outlook {
    /// The last is [`State::Away`]: gone since now.
    pub states: Vec<State>,
    /// Which of them the shares are shares of: leads and who is gone are none of the mix of classes.
    pub is_in_mix: Vec<bool>,
    pub n_now: Vec<u32>,
    /// Of each state, but for the last.
    pub rows: Vec<MoveRow>,
    /// Who came anew, in all counted steps together.
    pub n_new: Vec<u32>,
    /// Expected to come anew in a round; 0 where they are left out.
    pub new_per_round: Vec<f64>,
    /// The first entry is one round from now.
    pub ahead: Vec<Vec<StateAhead>>,
    pub planned: Option<Planned>,
    /// The state that is watched, by its place.
    pub watched: u32,
    /// Its share, or number where it is none of the mix, after the last round.
    pub doubt: Doubt,
    /// How people get to the watched state, from each state but the last.
    pub reach: Vec<Option<Reach>>,
    pub n_draws: u32,
    pub seed: u64,
}

/// Where the people of one state went.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MoveRow {
    /// Who was there at the beginning of a counted step.
    pub n: u32,
    pub chances: Vec<Chance>,
}

/// A chance of moving, 0–1, with its range.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Chance {
    /// How many did.
    pub n: u32,
    pub mean: f64,
    pub low: f64,
    pub high: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct StateAhead {
    pub people: Spread,
    /// Of the mix, 0–1; `None` where the state is none of it.
    pub share: Option<Spread>,
}

/// What a plan makes of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Planned {
    pub ahead: Vec<Vec<StateAhead>>,
    /// What the plan adds to what is to be expected; the luck of who moves falls on both alike and is
    /// none of it.
    pub more: Vec<Vec<StateAhead>>,
    pub reach: Vec<Option<Reach>>,
    /// The chances under the plan, on average, a row for each state but the last.
    pub chances: Vec<Vec<f64>>,
}

/// Two kinds of doubt, apart and together.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Doubt {
    /// Where every chance were known exactly: only luck is left.
    pub luck: Spread,
    /// Where luck evened out: only the chances are not known exactly.
    pub rates: Spread,
    pub both: Spread,
}

/// How people of a state get to the watched one.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reach {
    /// Chance of having been there within the rounds looked ahead.
    pub within: Spread,
    /// Rounds until they are there for the first time, of those who get there at all.
    pub n_rounds: Spread,
}
