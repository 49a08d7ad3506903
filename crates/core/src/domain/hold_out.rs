//! A hold-out (对照组): people left uninvited to an event by lot, so that what inviting brings can be
//! seen. Owns who was drawn among whom; must not know what came of it.

use serde::{Deserialize, Serialize};

use super::day::Day;
use super::ids::{CustomerId, DocumentId};

/// Percent of those who would be invited that may be left out.
pub const HOLD_OUT_PERCENT: std::ops::RangeInclusive<u8> = 1..=50;

/// People are kept by the numbers they had when the lot was drawn: who they are by now, their merges
/// tell ([`Became`](crate::table::became::Became)), so that joining records and parting them again needs
/// no change here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldOut {
    pub event: DocumentId,
    pub drawn_on: Day,
    pub percent: u8,
    /// The same seed among the same people draws the same.
    pub seed: u32,
    /// Everybody who would have been invited, those left out too; ascending.
    pub among: Vec<CustomerId>,
    /// Those left out; ascending.
    pub people: Vec<CustomerId>,
}
