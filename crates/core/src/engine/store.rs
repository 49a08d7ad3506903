//! Where saved bytes are kept. Implemented over IndexedDB by the page's worker, and in memory here.

use crate::domain::ids::{Revision, WorkspaceId};
use crate::protocol::DraftBase;
use crate::saved::{
    DraftRecord, Head, Manifest, NewChunk, Retention, SavedError, StoredRecord, WorkspaceRecord,
    WrittenChunks,
};
use crate::table::chunk::ChunkId;

/// Why storage did not do it. Unless it says so, nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// What is there is not what was expected: somebody else has moved the head or written the draft.
    #[error("another writer was first")]
    Conflict,
    #[error("storage is full")]
    Full,
    #[error("storage is not allowed: {detail}")]
    Denied { detail: String },
    #[error("storage failed: {detail}")]
    Failed { detail: String },
    #[error(transparent)]
    Saved(#[from] SavedError),
}

/// A move of a workspace's head, to be made whole or not at all.
#[derive(Clone, Copy, Debug)]
pub struct HeadMove<'a> {
    pub workspace: WorkspaceId,
    /// The revision the head must still have; `None`: there must be no head yet.
    pub expected: Option<Revision>,
    pub head: &'a Head,
    /// The manifest a command has made; an undo or redo goes to one that is there.
    pub manifest: Option<&'a Manifest>,
    /// The chunks written for it. A sweep may have taken them away again: what is missing is
    /// written once more, within the same transaction.
    pub chunks: &'a dyn WrittenChunks,
    pub record: &'a WorkspaceRecord,
}

/// All that is kept of a workspace, written anew, whole or not at all: the one exception to chunks
/// and revisions that never change, for people who are erased for good.
#[derive(Clone, Copy, Debug)]
pub struct Rewriting<'a> {
    pub workspace: WorkspaceId,
    /// The revision the head must still have.
    pub expected: Revision,
    pub head: &'a Head,
    /// All revisions that stay; what else is there goes.
    pub manifests: &'a [Manifest],
    pub new_chunks: &'a [NewChunk],
    /// In the place of drafts of the same names.
    pub drafts: &'a [(String, DraftRecord)],
    pub record: &'a WorkspaceRecord,
}

/// Storage of all workspaces. Every write is durable when its future is done.
#[expect(async_fn_in_trait, reason = "the engine lives on one thread; no Send bound is wanted")]
pub trait Store {
    /// The records of all workspaces, undecoded: one that cannot be read must not hide the others.
    async fn workspaces(&self) -> Result<Vec<(WorkspaceId, Vec<u8>)>, StoreError>;
    async fn put_workspace(&self, record: &WorkspaceRecord) -> Result<(), StoreError>;
    /// Deletes everything of a workspace: record, head, manifests, chunks, drafts.
    async fn purge_workspace(&self, workspace: WorkspaceId) -> Result<(), StoreError>;

    async fn head(&self, workspace: WorkspaceId) -> Result<Option<Head>, StoreError>;
    async fn manifest(
        &self,
        workspace: WorkspaceId,
        revision: Revision,
    ) -> Result<Option<Manifest>, StoreError>;
    /// All revisions that are kept, undecoded: one that cannot be read must not hide the others.
    async fn manifests(
        &self,
        workspace: WorkspaceId,
    ) -> Result<Vec<(Revision, Vec<u8>)>, StoreError>;
    /// In the order asked for; `None` for a chunk that is not there.
    async fn chunks(
        &self,
        workspace: WorkspaceId,
        ids: &[ChunkId],
    ) -> Result<Vec<Option<Vec<u8>>>, StoreError>;

    /// Writes chunks that no manifest names yet.
    async fn put_chunks(
        &self,
        workspace: WorkspaceId,
        chunks: &[NewChunk],
    ) -> Result<(), StoreError>;
    /// Compares the head and moves it, in one strict transaction.
    async fn move_head(&self, head_move: HeadMove<'_>) -> Result<(), StoreError>;
    /// Deletes what `plan_sweep` allows, in one transaction; every chunk where no head was ever put.
    async fn sweep(&self, workspace: WorkspaceId, retention: Retention) -> Result<(), StoreError>;
    /// Compares the head, puts other revisions in the place of all there are and deletes every chunk
    /// they do not name, in one strict transaction.
    async fn rewrite(&self, rewriting: Rewriting<'_>) -> Result<(), StoreError>;

    /// Compares what is there and writes, in one strict transaction: a conflict unless `base` allows
    /// it or it is the writer's own.
    async fn put_draft(
        &self,
        workspace: WorkspaceId,
        name: &str,
        base: DraftBase,
        draft: &DraftRecord,
    ) -> Result<(), StoreError>;
    async fn drafts(
        &self,
        workspace: WorkspaceId,
    ) -> Result<Vec<(String, DraftRecord)>, StoreError>;
    async fn draft(
        &self,
        workspace: WorkspaceId,
        name: &str,
    ) -> Result<Option<DraftRecord>, StoreError>;
    /// Compares and deletes in the same way; a missing one is fine.
    async fn delete_draft(
        &self,
        workspace: WorkspaceId,
        name: &str,
        base: DraftBase,
    ) -> Result<(), StoreError>;

    /// Every record of every workspace as it is. Nothing is decoded, so that what is damaged or of
    /// a newer program comes out too.
    async fn stored_records(&self) -> Result<Vec<StoredRecord>, StoreError>;
}
