//! A piece of a table that never changes once made.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

/// A chunk's name in storage: the hash of its stored bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ChunkId(pub u128);

/// Data with the name it was saved under, once it has been.
#[derive(Debug)]
pub struct Chunk<T> {
    data: T,
    saved_as: OnceLock<ChunkId>,
}

impl<T> Chunk<T> {
    /// Not saved yet.
    pub fn new(data: T) -> Self {
        Self { data, saved_as: OnceLock::new() }
    }

    /// Read back from storage.
    pub fn saved(data: T, id: ChunkId) -> Self {
        Self { data, saved_as: OnceLock::from(id) }
    }

    pub fn data(&self) -> &T {
        &self.data
    }

    pub fn into_data(self) -> T {
        self.data
    }

    pub fn id(&self) -> Option<ChunkId> {
        self.saved_as.get().copied()
    }

    /// Told by storage after the chunk's transaction has been committed. A second name is ignored:
    /// the bytes are the same, hence the name.
    pub fn mark_saved(&self, id: ChunkId) {
        let _ = self.saved_as.set(id);
    }
}
