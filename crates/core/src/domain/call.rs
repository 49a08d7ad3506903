//! What came of a telephone call, as salespeople note it (A5). Must not know what follows from it.

use serde::{Deserialize, Serialize};

use super::class::Class;
use super::day::Day;

/// How a call ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum CallOutcome {
    /// Reached, and wants to hear more.
    Interested,
    /// Reached, and will come.
    Registered,
    /// Reached, and ordered.
    Ordered,
    /// Reached, asks to be called again.
    NotNow,
    /// Reached, has no need.
    NotInterested,
    /// Nobody answered.
    NotReached,
    /// The number is somebody else's, or nobody's.
    WrongNumber,
    /// Wants no more calls; other ways are still open.
    NoMoreCalls,
    /// Wants nothing more from us by any way.
    NoContact,
}

impl CallOutcome {
    /// In the order of the keys 1 to 9.
    pub const ALL: [Self; 9] = [
        Self::Interested,
        Self::Registered,
        Self::Ordered,
        Self::NotNow,
        Self::NotInterested,
        Self::NotReached,
        Self::WrongNumber,
        Self::NoMoreCalls,
        Self::NoContact,
    ];

    /// Did somebody speak with the customer?
    pub fn is_reached(self) -> bool {
        !matches!(self, Self::NotReached | Self::WrongNumber)
    }

    /// Did they show interest, by word or deed?
    pub fn is_interest(self) -> bool {
        matches!(self, Self::Interested | Self::Registered | Self::Ordered)
    }

    pub fn is_refusal(self) -> bool {
        matches!(self, Self::NoMoreCalls | Self::NoContact)
    }
}

/// What is kept of a call beside its day and words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallRecord {
    pub outcome: CallOutcome,
    /// Whose script was followed.
    pub script: Option<Class>,
    /// For which reason it was worded, by its key; empty: as for the whole class.
    pub script_reason: String,
    /// Asked to be called again from this day on.
    pub again: Option<Day>,
    /// The number that was called, where it turned out to be wrong.
    pub wrong_number: String,
}
