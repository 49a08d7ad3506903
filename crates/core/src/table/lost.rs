//! Pieces of a workspace that storage could not give back whole. Must not know why.

use serde::{Deserialize, Serialize};

use super::chunk::ChunkId;
use crate::domain::ids::DocumentId;
use crate::views::workspace::{Damage, Part};

/// A chunk that cannot be read, by name and place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LostChunk {
    pub part: Part,
    pub chunk: ChunkId,
    pub n_rows: u32,
    /// How many rows of its table stood before it when it was first missed.
    pub n_rows_before: u64,
    /// Which document, for [`Part::Documents`].
    pub document: Option<DocumentId>,
}

impl LostChunk {
    pub fn damage(&self) -> Damage {
        let Self { part, n_rows, n_rows_before, .. } = *self;
        Damage { part, n_rows, n_rows_before }
    }
}
