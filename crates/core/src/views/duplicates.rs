//! Customers who may be the same person, side by side.

use serde::{Deserialize, Serialize};

use super::forecast::Obstacle;
use crate::domain::customer::Customer;
use crate::domain::day::Day;
use crate::domain::ids::{CustomerId, DocumentId};
use crate::domain::money::Money;
use crate::matching::CandidatePair;

/// Who may be the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DuplicatesView {
    pub n_customers: u32,
    /// Groups that are one person by rule; only counted groups are listed, at most 500.
    pub certain: Vec<DuplicateGroupView>,
    pub n_certain: u32,
    /// Groups to be decided, the likeliest first, at most 500.
    pub doubtful: Vec<DuplicateGroupView>,
    pub n_doubtful: u32,
}

/// Customers who may be one person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DuplicateGroupView {
    /// The one whose id would stay first.
    pub parts: Vec<DuplicatePart>,
    /// Why, pair by pair.
    pub pairs: Vec<CandidatePair>,
}

/// One record of a group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DuplicatePart {
    pub customer: Customer,
    /// What speaks against inviting them.
    pub obstacle: Option<Obstacle>,
    pub n_orders: u32,
    pub spend_total: Money,
    pub last_purchase: Option<Day>,
}

/// A merge that can be taken apart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MergeEntry {
    pub merge: DocumentId,
    pub at: u32,
    pub day: Day,
    pub survivor: CustomerId,
    pub name: String,
    /// The names of all parts.
    pub parts: Vec<String>,
}
