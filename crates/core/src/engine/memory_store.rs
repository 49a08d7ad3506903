//! Storage in memory: for use without a browser, and for trying what happens when storage fails.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use super::store::{HeadMove, Rewriting, Store, StoreError};
use crate::domain::ids::{Revision, WorkspaceId};
use crate::protocol::DraftBase;
use crate::saved::{
    DraftRecord, Head, Manifest, NewChunk, Retention, StoredRecord, WorkspaceRecord, plan_sweep,
};
use crate::table::chunk::ChunkId;

/// What the store is to fail at, until told otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fault {
    #[default]
    None,
    /// No room for chunks.
    Full,
    /// The chunks are written, the head is not moved: as after a crash in between.
    BeforeHead,
    /// Nothing may be stored at all.
    Denied,
}

/// All workspaces, as bytes, like any other store.
#[derive(Debug, Default)]
pub struct MemoryStore {
    fault: Cell<Fault>,
    kept: RefCell<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    workspaces: BTreeMap<WorkspaceId, Vec<u8>>,
    heads: BTreeMap<WorkspaceId, Vec<u8>>,
    manifests: BTreeMap<(WorkspaceId, Revision), Vec<u8>>,
    chunks: BTreeMap<(WorkspaceId, ChunkId), Vec<u8>>,
    drafts: BTreeMap<(WorkspaceId, String), DraftRecord>,
}

impl Kept {
    fn manifests_of(&self, workspace: WorkspaceId) -> Vec<(Revision, Vec<u8>)> {
        let own = self.manifests.iter().filter(|((id, _), _)| *id == workspace);
        own.map(|((_, revision), bytes)| (*revision, bytes.clone())).collect()
    }
}

impl MemoryStore {
    /// Fails from now on as `fault` says.
    pub fn fail_with(&self, fault: Fault) {
        self.fault.set(fault);
    }

    /// Chunks of all workspaces.
    pub fn n_chunks(&self) -> usize {
        self.kept.borrow().chunks.len()
    }

    /// Revisions kept of all workspaces.
    pub fn n_manifests(&self) -> usize {
        self.kept.borrow().manifests.len()
    }

    /// Changes stored chunks behind everybody's back, as a failing disk does.
    pub fn damage_chunks(&self, damage: impl Fn(ChunkId, &mut Vec<u8>)) {
        let mut kept = self.kept.borrow_mut();
        kept.chunks.iter_mut().for_each(|((_, name), bytes)| damage(*name, bytes));
    }

    /// The same for revisions.
    pub fn damage_manifests(&self, damage: impl Fn(Revision, &mut Vec<u8>)) {
        let mut kept = self.kept.borrow_mut();
        kept.manifests.iter_mut().for_each(|((_, at), bytes)| damage(*at, bytes));
    }

    fn check(&self, at: &[Fault]) -> Result<(), StoreError> {
        match self.fault.get() {
            Fault::Denied => Err(StoreError::Denied { detail: "not allowed".into() }),
            fault if !at.contains(&fault) => Ok(()),
            Fault::Full => Err(StoreError::Full),
            _ => Err(StoreError::Failed { detail: "stopped".into() }),
        }
    }
}

/// One store may serve several engines, as one database serves several tabs.
impl Store for &MemoryStore {
    async fn workspaces(&self) -> Result<Vec<(WorkspaceId, Vec<u8>)>, StoreError> {
        self.check(&[])?;
        let kept = self.kept.borrow();
        Ok(kept.workspaces.iter().map(|(id, bytes)| (*id, bytes.clone())).collect())
    }

    async fn put_workspace(&self, record: &WorkspaceRecord) -> Result<(), StoreError> {
        self.check(&[Fault::Full])?;
        self.kept.borrow_mut().workspaces.insert(record.id, record.to_bytes());
        Ok(())
    }

    async fn purge_workspace(&self, workspace: WorkspaceId) -> Result<(), StoreError> {
        self.check(&[])?;
        let mut kept = self.kept.borrow_mut();
        kept.workspaces.remove(&workspace);
        kept.heads.remove(&workspace);
        kept.manifests.retain(|(id, _), _| *id != workspace);
        kept.chunks.retain(|(id, _), _| *id != workspace);
        kept.drafts.retain(|(id, _), _| *id != workspace);
        Ok(())
    }

    async fn head(&self, workspace: WorkspaceId) -> Result<Option<Head>, StoreError> {
        self.check(&[])?;
        let kept = self.kept.borrow();
        Ok(kept.heads.get(&workspace).map(|bytes| Head::from_bytes(bytes)).transpose()?)
    }

    async fn manifest(
        &self,
        workspace: WorkspaceId,
        revision: Revision,
    ) -> Result<Option<Manifest>, StoreError> {
        self.check(&[])?;
        let kept = self.kept.borrow();
        let bytes = kept.manifests.get(&(workspace, revision));
        Ok(bytes.map(|bytes| Manifest::from_bytes(bytes)).transpose()?)
    }

    async fn manifests(
        &self,
        workspace: WorkspaceId,
    ) -> Result<Vec<(Revision, Vec<u8>)>, StoreError> {
        self.check(&[])?;
        Ok(self.kept.borrow().manifests_of(workspace))
    }

    async fn chunks(
        &self,
        workspace: WorkspaceId,
        ids: &[ChunkId],
    ) -> Result<Vec<Option<Vec<u8>>>, StoreError> {
        self.check(&[])?;
        let kept = self.kept.borrow();
        Ok(ids.iter().map(|id| kept.chunks.get(&(workspace, *id)).cloned()).collect())
    }

    async fn put_chunks(
        &self,
        workspace: WorkspaceId,
        chunks: &[NewChunk],
    ) -> Result<(), StoreError> {
        self.check(&[Fault::Full])?;
        let mut kept = self.kept.borrow_mut();
        for chunk in chunks {
            kept.chunks.insert((workspace, chunk.id), chunk.bytes.clone());
        }
        Ok(())
    }

    async fn move_head(&self, head_move: HeadMove<'_>) -> Result<(), StoreError> {
        self.check(&[Fault::Full, Fault::BeforeHead])?;
        let HeadMove { workspace, expected, head, manifest, chunks, record } = head_move;
        let there = self.head(workspace).await?.map(|head| head.revision);
        if there != expected {
            return Err(StoreError::Conflict);
        }
        let mut kept = self.kept.borrow_mut();
        for (n, id) in chunks.ids().into_iter().enumerate() {
            kept.chunks.entry((workspace, id)).or_insert_with(|| chunks.bytes(n).into_owned());
        }
        if let Some(manifest) = manifest {
            kept.manifests.insert((workspace, manifest.revision), manifest.to_bytes());
        }
        kept.heads.insert(workspace, head.to_bytes());
        kept.workspaces.insert(workspace, record.to_bytes());
        Ok(())
    }

    async fn sweep(&self, workspace: WorkspaceId, retention: Retention) -> Result<(), StoreError> {
        let head = self.head(workspace).await?;
        let mut kept = self.kept.borrow_mut();
        let Some(head) = head else {
            kept.chunks.retain(|(id, _), _| *id != workspace);
            return Ok(());
        };
        let sweep = plan_sweep(&head, &kept.manifests_of(workspace), &retention)?;
        let dropped: BTreeSet<Revision> = sweep.manifests;
        kept.manifests.retain(|(id, revision), _| *id != workspace || !dropped.contains(revision));
        kept.chunks.retain(|(id, chunk), _| *id != workspace || sweep.named_chunks.contains(chunk));
        Ok(())
    }

    async fn rewrite(&self, rewriting: Rewriting<'_>) -> Result<(), StoreError> {
        self.check(&[Fault::Full, Fault::BeforeHead])?;
        let Rewriting { workspace, expected, head, manifests, new_chunks, record, .. } = rewriting;
        let there = self.head(workspace).await?.map(|head| head.revision);
        if there != Some(expected) {
            return Err(StoreError::Conflict);
        }
        let mut kept = self.kept.borrow_mut();
        let named: BTreeSet<ChunkId> = manifests.iter().flat_map(Manifest::kept_chunks).collect();
        kept.manifests.retain(|(id, _), _| *id != workspace);
        for manifest in manifests {
            kept.manifests.insert((workspace, manifest.revision), manifest.to_bytes());
        }
        for chunk in new_chunks {
            kept.chunks.insert((workspace, chunk.id), chunk.bytes.clone());
        }
        kept.chunks.retain(|(id, chunk), _| *id != workspace || named.contains(chunk));
        for (name, draft) in rewriting.drafts {
            kept.drafts.insert((workspace, name.clone()), draft.clone());
        }
        kept.heads.insert(workspace, head.to_bytes());
        kept.workspaces.insert(workspace, record.to_bytes());
        Ok(())
    }

    async fn put_draft(
        &self,
        workspace: WorkspaceId,
        name: &str,
        base: DraftBase,
        draft: &DraftRecord,
    ) -> Result<(), StoreError> {
        self.check(&[Fault::Full])?;
        let mut kept = self.kept.borrow_mut();
        let key = (workspace, name.to_owned());
        let there = kept.drafts.get(&key).map(|draft| draft.writer);
        if !base.allows(there) && there != Some(draft.writer) {
            return Err(StoreError::Conflict);
        }
        kept.drafts.insert(key, draft.clone());
        Ok(())
    }

    async fn drafts(
        &self,
        workspace: WorkspaceId,
    ) -> Result<Vec<(String, DraftRecord)>, StoreError> {
        self.check(&[])?;
        let kept = self.kept.borrow();
        let own = kept.drafts.iter().filter(|((id, _), _)| *id == workspace);
        Ok(own.map(|((_, name), draft)| (name.clone(), draft.clone())).collect())
    }

    async fn draft(
        &self,
        workspace: WorkspaceId,
        name: &str,
    ) -> Result<Option<DraftRecord>, StoreError> {
        self.check(&[])?;
        Ok(self.kept.borrow().drafts.get(&(workspace, name.to_owned())).cloned())
    }

    async fn delete_draft(
        &self,
        workspace: WorkspaceId,
        name: &str,
        base: DraftBase,
    ) -> Result<(), StoreError> {
        self.check(&[])?;
        let mut kept = self.kept.borrow_mut();
        let key = (workspace, name.to_owned());
        match kept.drafts.get(&key).map(|draft| draft.writer) {
            there @ Some(_) if !base.allows(there) => Err(StoreError::Conflict),
            _ => {
                kept.drafts.remove(&key);
                Ok(())
            }
        }
    }

    async fn stored_records(&self) -> Result<Vec<StoredRecord>, StoreError> {
        self.check(&[])?;
        let kept = self.kept.borrow();
        let record = |store: &str, key: String, bytes: &[u8]| StoredRecord {
            store: store.to_owned(),
            key,
            bytes: bytes.to_vec(),
        };
        let mut records = Vec::new();
        let whole = [("workspaces", &kept.workspaces), ("heads", &kept.heads)];
        for (store, of_workspace) in whole {
            records.extend(of_workspace.iter().map(|(id, b)| record(store, id.0.to_string(), b)));
        }
        let named = |id: &WorkspaceId, name: String| format!("{}/{name}", id.0);
        records.extend(kept.manifests.iter().map(|((id, revision), bytes)| {
            record("manifests", named(id, revision.0.to_string()), bytes)
        }));
        records.extend(kept.chunks.iter().map(|((id, chunk), bytes)| {
            record("chunks", named(id, format!("{:032x}", chunk.0)), bytes)
        }));
        records.extend(kept.drafts.iter().map(|((id, name), draft)| {
            record("drafts", named(id, name.clone()), &draft.to_bytes())
        }));
        Ok(records)
    }
}
