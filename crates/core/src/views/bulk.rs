//! What a change of many customers, or of a field of the user's own, would do.

use serde::{Deserialize, Serialize};

use crate::domain::ids::CustomerId;
use crate::domain::log::Happening;
use crate::domain::text::Text;
use crate::domain::workspace::FieldKind;

/// Shown before the change is made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BulkPreview {
    pub n_changed: u32,
    /// Those who are so already.
    pub n_same: u32,
    /// Of those who would change, how many make a move between stages that is not usual.
    pub n_unusual: u32,
    /// The first ones, at most 5.
    pub examples: Vec<BulkExample>,
    /// What the reasons in them are called, by key.
    pub reasons: Vec<(String, Text)>,
}

/// A customer with what would become of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BulkExample {
    pub id: CustomerId,
    pub name: String,
    pub changes: Vec<Happening>,
}

/// How well what stands in a field would fit each kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldFit {
    pub n_filled: u32,
    /// Values that a field of this kind could not hold, for every kind.
    pub n_misfits: Vec<(FieldKind, u32)>,
}
