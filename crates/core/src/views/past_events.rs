//! Events that took place before Meadow was there, as a table of counts says.

use serde::{Deserialize, Serialize};

use super::import::Dialect;
use crate::domain::day::Day;
use crate::domain::event::EventCounts;
use crate::domain::method::Method;

/// What a column of the table says of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PastEventColumn {
    Name,
    Day,
    Method,
    Invited,
    Registered,
    Attended,
    Ordered,
    Cost,
    Revenue,
    /// Of those who ordered.
    Repurchased,
    /// Of those who ordered: whoever brought somebody.
    Referred,
}

impl PastEventColumn {
    pub const ALL: [Self; 11] = [
        Self::Name,
        Self::Day,
        Self::Method,
        Self::Invited,
        Self::Registered,
        Self::Attended,
        Self::Ordered,
        Self::Cost,
        Self::Revenue,
        Self::Repurchased,
        Self::Referred,
    ];

    /// People, in the order in which they drop out.
    pub const HEADS: [Self; 4] = [Self::Invited, Self::Registered, Self::Attended, Self::Ordered];

    /// People who follow from the orders, often counted long after.
    pub const LATER: [Self; 2] = [Self::Repurchased, Self::Referred];

    /// Without it no row is an event.
    pub fn is_needed(self) -> bool {
        matches!(self, Self::Name | Self::Day) || Self::HEADS.contains(&self)
    }

    /// The stage of a method's funnel that it counts, by its key, where only the method's funnel has it.
    pub fn later_stage(self) -> Option<&'static str> {
        match self {
            Self::Repurchased => Some("repurchased"),
            Self::Referred => Some("referred"),
            _ => None,
        }
    }
}

/// How a table of past events is read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PastEventsMapping {
    pub dialect: Dialect,
    /// One a column; `None` is passed over.
    pub columns: Vec<Option<PastEventColumn>>,
    /// Of rows that do not say theirs.
    pub method: Method,
}

/// What a table brings, or would bring.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PastEventsReport {
    /// Rows of the table, without the names.
    pub n_rows: u32,
    /// In the order of the table.
    pub events: Vec<PastEvent>,
    /// Rows that are no event, in the order of the table.
    pub refused: Vec<RefusedRow>,
    /// Columns that are needed and were not chosen: nothing is read then.
    pub missing: Vec<PastEventColumn>,
}

/// A row that is an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PastEvent {
    /// As a spreadsheet counts.
    pub row: u64,
    pub name: String,
    pub day: Day,
    pub method: Method,
    pub counts: EventCounts,
    /// At [`PastEventColumn::LATER`]; `None`: not counted.
    pub later: [Option<u32>; 2],
}

/// A row that is none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RefusedRow {
    /// As a spreadsheet counts.
    pub row: u64,
    /// As far as it says one.
    pub name: String,
    pub why: WhyNoEvent,
}

/// Why a row is no event; of several reasons the first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum WhyNoEvent {
    /// It holds characters that cannot be read, or more cells than the table has columns.
    Unusable,
    Empty(PastEventColumn),
    Unread {
        column: PastEventColumn,
        text: String,
    },
    /// Has not taken place yet.
    NotPast(Day),
    /// More people than at the step before.
    MoreThanBefore {
        column: PastEventColumn,
        n: u32,
        before: PastEventColumn,
        n_before: u32,
    },
    /// An event of this name and day is in the workspace.
    AlreadyThere,
    /// As a row above.
    SameAs {
        row: u64,
    },
    /// The table has more events than are taken at once.
    TooMany {
        limit: u32,
    },
}
