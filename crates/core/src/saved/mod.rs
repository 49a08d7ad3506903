//! The stored form of a workspace.
//!
//! Owns how rows, manifests and heads become bytes and come back, under a version. A revision is a
//! manifest that names immutable chunks; a head names the manifest in force. Must not know where
//! bytes are kept, nor any clock. Wrong bytes are an error that names what is damaged, never a panic.

mod block;
mod bundle;
mod chunks;
mod draft_record;
mod form_1;
mod head;
mod manifest;
mod order_bytes;
mod packing;
mod retention;
mod revision;
mod workspace_record;

pub use self::block::FORM;
pub use self::bundle::{StoredRecord, bundle};
pub use self::chunks::name_of as chunk_name;
pub(crate) use self::chunks::{Stored, read_chunk};
pub use self::draft_record::DraftRecord;
pub use self::head::{BackupMark, Head};
pub use self::manifest::{ChunkRef, Manifest};
pub use self::packing::{NewChunk, Packed, Packing, WrittenChunks, mark_saved, pack};
pub use self::retention::{Retention, Sweep, plan_sweep};
pub use self::revision::Unpacking;
pub use self::workspace_record::WorkspaceRecord;

/// Why stored bytes cannot be used. They are never changed because of it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SavedError {
    #[error("form {found} is newer than this program knows ({FORM})")]
    NewerForm { found: u16 },
    #[error("{what}: {detail}")]
    Damaged { what: String, detail: &'static str },
}

impl SavedError {
    fn damaged(what: impl Into<String>, detail: &'static str) -> Self {
        Self::Damaged { what: what.into(), detail }
    }
}
