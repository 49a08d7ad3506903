//! Why somebody is in a class, as what can be said of them; the words are the page's.

use serde::{Deserialize, Serialize};

use super::table::{Cell, Measure};

/// On which side of a cut-off somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Level {
    High,
    Low,
    NotKnown,
}

/// The one measure that does most for the side of a score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Telling {
    pub measure: Measure,
    /// Of the score's side.
    pub is_high: bool,
    /// As in [`Reason`](super::table::Reason).
    pub found: Option<Cell>,
    /// Buyers of whom the measure is known and who have less of it, or more where it speaks for the
    /// low side: a share of 0–1, down to whole per cents.
    pub share: f64,
}

/// What the class rests on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum WhyClass {
    Lead {
        power: Level,
        attention: Level,
    },
    /// One for each score that is known, what speaks for somebody first.
    Buyer(Vec<Telling>),
}

/// How evenly somebody buys, in whole days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rhythm {
    /// Mean from one purchase day to the next.
    pub days_between: u32,
    /// Standard deviation.
    pub give_or_take: u32,
}
