//! A revision by name: which chunks and documents it is made of, and the step that led to it.

use serde::{Deserialize, Serialize};

use super::SavedError;
use super::block::{Kind, open_upgraded, seal_value};
use super::form_1::Manifest1;
use crate::domain::ids::{DocumentId, Revision};
use crate::domain::text::Text;
use crate::domain::workspace::WorkspaceFacts;
use crate::table::chunk::ChunkId;
use crate::table::lost::LostChunk;
use crate::table::tables::NextIds;

/// A chunk with the rows it must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChunkRef {
    pub id: ChunkId,
    pub n_rows: u32,
}

/// Written once, never changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Its number; later ones are larger. An undo takes a number too but needs no manifest.
    pub revision: Revision,
    /// The manifest it was made from, which undo goes back to; `None` for the first.
    pub parent: Option<Revision>,
    /// The command that made it.
    pub label: Text,
    /// Milliseconds since 1970; for display and for how long it is kept, never for order.
    pub at_ms: f64,
    pub facts: WorkspaceFacts,
    pub next_ids: NextIds,
    pub customers: Vec<ChunkRef>,
    pub orders: Vec<ChunkRef>,
    pub products: Vec<ChunkRef>,
    pub interactions: Vec<ChunkRef>,
    pub log: Vec<ChunkRef>,
    pub documents: Vec<(DocumentId, ChunkRef)>,
    /// What could not be read when this was made: named so that it stays as it is until the user
    /// lets go of it.
    pub lost: Vec<LostChunk>,
    /// Made by erasing people for good: undo passes over it.
    pub is_erasure: bool,
}

impl Manifest {
    /// Every chunk its rows are in, each table in its order.
    pub fn chunks(&self) -> impl Iterator<Item = &ChunkRef> {
        let tables = [&self.customers, &self.orders, &self.products, &self.interactions, &self.log];
        tables.into_iter().flatten().chain(self.documents.iter().map(|(_, chunk)| chunk))
    }

    /// Every chunk that must be kept for it, also those that cannot be read.
    pub fn kept_chunks(&self) -> impl Iterator<Item = ChunkId> {
        let lost = self.lost.iter().map(|lost| lost.chunk);
        self.chunks().map(|chunk| chunk.id).chain(lost)
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        seal_value(Kind::Manifest, self.chunks().count() as u32, self)
    }

    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SavedError> {
        open_upgraded::<Manifest1, Self>(Kind::Manifest, "manifest", bytes)
    }
}
