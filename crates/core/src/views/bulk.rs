//! What a change of many customers would do.

use serde::{Deserialize, Serialize};

use crate::domain::ids::CustomerId;
use crate::domain::log::Happening;

/// Shown before the change is made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BulkPreview {
    pub n_changed: u32,
    /// Those who are so already.
    pub n_same: u32,
    /// The first ones, at most 5.
    pub examples: Vec<BulkExample>,
}

/// A customer with what would become of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BulkExample {
    pub id: CustomerId,
    pub name: String,
    pub changes: Vec<Happening>,
}
