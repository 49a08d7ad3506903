//! Storage of all workspaces in the browser's IndexedDB.
//!
//! One database, five object stores, all values sealed bytes under text keys: `workspace`,
//! `workspace/revision`, `workspace/chunk`, `workspace/name`. Every write is one transaction with
//! strict durability and an explicit commit; inside a transaction nothing but IndexedDB is awaited,
//! or it would end by itself. Must not know what the bytes mean beyond heads and sweeps.

mod connection;
mod transaction;

use meadow_core::domain::ids::{DraftWriter, Revision, WorkspaceId};
use meadow_core::engine::{HeadMove, Rewriting, Store, StoreError};
use meadow_core::protocol::DraftBase;
use meadow_core::saved::{
    DraftRecord, Head, Manifest, NewChunk, Retention, StoredRecord, WorkspaceRecord, plan_sweep,
};
use meadow_core::table::chunk::ChunkId;

use self::connection::Connection;
use self::transaction::{Access, OpenTransaction, key_within, keys_of};

/// Names of the object stores.
mod stores {
    pub const WORKSPACES: &str = "workspaces";
    pub const HEADS: &str = "heads";
    pub const MANIFESTS: &str = "manifests";
    pub const CHUNKS: &str = "chunks";
    pub const DRAFTS: &str = "drafts";
    pub const ALL: [&str; 5] = [WORKSPACES, HEADS, MANIFESTS, CHUNKS, DRAFTS];
}

/// The store of one database. It is opened when first used, and again after the browser closed it.
pub struct IndexedDb {
    connection: Connection,
}

impl IndexedDb {
    /// `name` of the database; made on first use.
    pub fn new(name: &str) -> Self {
        Self { connection: Connection::new(name) }
    }

    async fn read(&self, store: &'static str, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let database = self.connection.open().await?;
        let transaction = database.begin(&[store], Access::Read)?;
        transaction.get(store, key).await
    }

    async fn write(&self, store: &'static str, key: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let database = self.connection.open().await?;
        let transaction = database.begin(&[store], Access::Write)?;
        transaction.put(store, key, bytes).await?;
        transaction.commit().await
    }
}

impl Store for IndexedDb {
    async fn workspaces(&self) -> Result<Vec<(WorkspaceId, Vec<u8>)>, StoreError> {
        let database = self.connection.open().await?;
        let transaction = database.begin(&[stores::WORKSPACES], Access::Read)?;
        let keys = transaction.all_keys(stores::WORKSPACES).await?;
        let mut found = Vec::with_capacity(keys.len());
        for key in keys {
            let id = u64::from_str_radix(&key, 16).map(WorkspaceId);
            let bytes = transaction.get(stores::WORKSPACES, &key).await?;
            // A key that is no number was not written by us.
            found.extend(id.ok().zip(bytes));
        }
        Ok(found)
    }

    async fn put_workspace(&self, record: &WorkspaceRecord) -> Result<(), StoreError> {
        self.write(stores::WORKSPACES, &workspace_key(record.id), &record.to_bytes()).await
    }

    async fn purge_workspace(&self, workspace: WorkspaceId) -> Result<(), StoreError> {
        let database = self.connection.open().await?;
        let transaction = database.begin(&stores::ALL, Access::Write)?;
        let key = workspace_key(workspace);
        transaction.delete(stores::WORKSPACES, &key).await?;
        transaction.delete(stores::HEADS, &key).await?;
        for store in [stores::MANIFESTS, stores::CHUNKS, stores::DRAFTS] {
            transaction.delete_within(store, &key).await?;
        }
        transaction.commit().await
    }

    async fn head(&self, workspace: WorkspaceId) -> Result<Option<Head>, StoreError> {
        let bytes = self.read(stores::HEADS, &workspace_key(workspace)).await?;
        Ok(bytes.map(|bytes| Head::from_bytes(&bytes)).transpose()?)
    }

    async fn manifest(
        &self,
        workspace: WorkspaceId,
        revision: Revision,
    ) -> Result<Option<Manifest>, StoreError> {
        let bytes = self.read(stores::MANIFESTS, &manifest_key(workspace, revision)).await?;
        Ok(bytes.map(|bytes| Manifest::from_bytes(&bytes)).transpose()?)
    }

    async fn manifests(
        &self,
        workspace: WorkspaceId,
    ) -> Result<Vec<(Revision, Vec<u8>)>, StoreError> {
        let database = self.connection.open().await?;
        let transaction = database.begin(&[stores::MANIFESTS], Access::Read)?;
        all_manifests(&transaction, workspace).await
    }

    async fn chunks(
        &self,
        workspace: WorkspaceId,
        ids: &[ChunkId],
    ) -> Result<Vec<Option<Vec<u8>>>, StoreError> {
        let database = self.connection.open().await?;
        let transaction = database.begin(&[stores::CHUNKS], Access::Read)?;
        let keys: Vec<String> = ids.iter().map(|id| chunk_key(workspace, *id)).collect();
        transaction.get_many(stores::CHUNKS, &keys).await
    }

    async fn put_chunks(
        &self,
        workspace: WorkspaceId,
        chunks: &[NewChunk],
    ) -> Result<(), StoreError> {
        let database = self.connection.open().await?;
        let transaction = database.begin(&[stores::CHUNKS], Access::Write)?;
        let entries = chunks.iter().map(|chunk| (chunk_key(workspace, chunk.id), &chunk.bytes));
        transaction.put_many(stores::CHUNKS, entries).await?;
        transaction.commit().await
    }

    async fn move_head(&self, head_move: HeadMove<'_>) -> Result<(), StoreError> {
        let HeadMove { workspace, expected, head, manifest, chunks, record } = head_move;
        let key = workspace_key(workspace);
        let database = self.connection.open().await?;
        let names = [stores::WORKSPACES, stores::HEADS, stores::MANIFESTS, stores::CHUNKS];
        let transaction = database.begin(&names, Access::Write)?;
        let there = transaction.get(stores::HEADS, &key).await?;
        let there = there.map(|bytes| Head::from_bytes(&bytes)).transpose()?;
        if there.map(|head| head.revision) != expected {
            // Dropping the transaction aborts it.
            return Err(StoreError::Conflict);
        }
        let keys: Vec<String> = chunks.ids().iter().map(|id| chunk_key(workspace, *id)).collect();
        let there = transaction.have(stores::CHUNKS, &keys).await?;
        for (n, (key, is_there)) in keys.iter().zip(there).enumerate() {
            if !is_there {
                transaction.put(stores::CHUNKS, key, &chunks.bytes(n)).await?;
            }
        }
        if let Some(manifest) = manifest {
            let key = manifest_key(workspace, manifest.revision);
            transaction.put(stores::MANIFESTS, &key, &manifest.to_bytes()).await?;
        }
        transaction.put(stores::WORKSPACES, &key, &record.to_bytes()).await?;
        transaction.put(stores::HEADS, &key, &head.to_bytes()).await?;
        transaction.commit().await
    }

    async fn sweep(&self, workspace: WorkspaceId, retention: Retention) -> Result<(), StoreError> {
        let key = workspace_key(workspace);
        let database = self.connection.open().await?;
        let names = [stores::HEADS, stores::MANIFESTS, stores::CHUNKS];
        let transaction = database.begin(&names, Access::Write)?;
        let Some(head) = transaction.get(stores::HEADS, &key).await? else {
            transaction.delete_within(stores::CHUNKS, &key).await?;
            return transaction.commit().await;
        };
        let head = Head::from_bytes(&head)?;
        let manifests = all_manifests(&transaction, workspace).await?;
        let sweep = plan_sweep(&head, &manifests, &retention)?;
        for revision in sweep.manifests {
            transaction.delete(stores::MANIFESTS, &manifest_key(workspace, revision)).await?;
        }
        keep_chunks(&transaction, workspace, sweep.named_chunks).await?;
        transaction.commit().await
    }

    async fn rewrite(&self, rewriting: Rewriting<'_>) -> Result<(), StoreError> {
        let Rewriting { workspace, expected, head, manifests, new_chunks, record, .. } = rewriting;
        let key = workspace_key(workspace);
        let database = self.connection.open().await?;
        let transaction = database.begin(&stores::ALL, Access::Write)?;
        let there = transaction.get(stores::HEADS, &key).await?;
        let there = there.map(|bytes| Head::from_bytes(&bytes)).transpose()?;
        if there.map(|head| head.revision) != Some(expected) {
            // Dropping the transaction aborts it.
            return Err(StoreError::Conflict);
        }
        for chunk in new_chunks {
            transaction.put(stores::CHUNKS, &chunk_key(workspace, chunk.id), &chunk.bytes).await?;
        }
        transaction.delete_within(stores::MANIFESTS, &key).await?;
        for manifest in manifests {
            let key = manifest_key(workspace, manifest.revision);
            transaction.put(stores::MANIFESTS, &key, &manifest.to_bytes()).await?;
        }
        keep_chunks(&transaction, workspace, manifests.iter().flat_map(Manifest::kept_chunks))
            .await?;
        for (name, draft) in rewriting.drafts {
            let key = draft_key(workspace, name);
            transaction.put(stores::DRAFTS, &key, &draft.to_bytes()).await?;
        }
        transaction.put(stores::WORKSPACES, &key, &record.to_bytes()).await?;
        transaction.put(stores::HEADS, &key, &head.to_bytes()).await?;
        transaction.commit().await
    }

    async fn put_draft(
        &self,
        workspace: WorkspaceId,
        name: &str,
        base: DraftBase,
        draft: &DraftRecord,
    ) -> Result<(), StoreError> {
        let key = draft_key(workspace, name);
        let database = self.connection.open().await?;
        let transaction = database.begin(&[stores::DRAFTS], Access::Write)?;
        if base != DraftBase::Anything {
            let there = last_writer(transaction.get(stores::DRAFTS, &key).await?)?;
            if !base.allows(there) && there != Some(draft.writer) {
                // Dropping the transaction aborts it.
                return Err(StoreError::Conflict);
            }
        }
        transaction.put(stores::DRAFTS, &key, &draft.to_bytes()).await?;
        transaction.commit().await
    }

    async fn drafts(
        &self,
        workspace: WorkspaceId,
    ) -> Result<Vec<(String, DraftRecord)>, StoreError> {
        let database = self.connection.open().await?;
        let transaction = database.begin(&[stores::DRAFTS], Access::Read)?;
        let keys = transaction.keys_within(stores::DRAFTS, &workspace_key(workspace)).await?;
        let values = transaction.get_many(stores::DRAFTS, &keys).await?;
        let prefix_len = draft_key(workspace, "").len();
        let read = |(key, bytes): (&String, Option<Vec<u8>>)| {
            // One draft that cannot be read must not hide the others.
            let draft = DraftRecord::from_bytes(&bytes?).ok()?;
            Some((key.get(prefix_len..)?.to_owned(), draft))
        };
        Ok(keys.iter().zip(values).filter_map(read).collect())
    }

    async fn draft(
        &self,
        workspace: WorkspaceId,
        name: &str,
    ) -> Result<Option<DraftRecord>, StoreError> {
        let bytes = self.read(stores::DRAFTS, &draft_key(workspace, name)).await?;
        Ok(bytes.map(|bytes| DraftRecord::from_bytes(&bytes)).transpose()?)
    }

    async fn delete_draft(
        &self,
        workspace: WorkspaceId,
        name: &str,
        base: DraftBase,
    ) -> Result<(), StoreError> {
        let key = draft_key(workspace, name);
        let database = self.connection.open().await?;
        let transaction = database.begin(&[stores::DRAFTS], Access::Write)?;
        if base != DraftBase::Anything {
            let there = last_writer(transaction.get(stores::DRAFTS, &key).await?)?;
            if there.is_some() && !base.allows(there) {
                return Err(StoreError::Conflict);
            }
        }
        transaction.delete(stores::DRAFTS, &key).await?;
        transaction.commit().await
    }

    async fn stored_records(&self) -> Result<Vec<StoredRecord>, StoreError> {
        let database = self.connection.open_as_found().await?;
        let names = database.store_names();
        if names.is_empty() {
            // A transaction over nothing is refused.
            return Ok(Vec::new());
        }
        let transaction = database.begin(&names, Access::Read)?;
        let mut records = Vec::new();
        for store in &names {
            let keys = transaction.all_keys(store).await?;
            let values = transaction.get_many(store, &keys).await?;
            let found = keys.into_iter().zip(values);
            records.extend(found.filter_map(|(key, bytes)| {
                Some(StoredRecord { store: store.clone(), key, bytes: bytes? })
            }));
        }
        Ok(records)
    }
}

async fn all_manifests(
    transaction: &OpenTransaction<'_>,
    workspace: WorkspaceId,
) -> Result<Vec<(Revision, Vec<u8>)>, StoreError> {
    let within = workspace_key(workspace);
    let keys = transaction.keys_within(stores::MANIFESTS, &within).await?;
    let values = transaction.get_many(stores::MANIFESTS, &keys).await?;
    let prefix_len = key_within(&within, "").len();
    let read = |(key, bytes): (&String, Option<Vec<u8>>)| {
        let revision = u64::from_str_radix(key.get(prefix_len..)?, 16).ok()?;
        Some((Revision(revision), bytes?))
    };
    Ok(keys.iter().zip(values).filter_map(read).collect())
}

/// Deletes every other chunk of the workspace.
async fn keep_chunks(
    transaction: &OpenTransaction<'_>,
    workspace: WorkspaceId,
    kept: impl IntoIterator<Item = ChunkId>,
) -> Result<(), StoreError> {
    let kept = keys_of(kept.into_iter().map(|id| chunk_key(workspace, id)));
    for chunk in transaction.keys_within(stores::CHUNKS, &workspace_key(workspace)).await? {
        if !kept.contains(&chunk) {
            transaction.delete(stores::CHUNKS, &chunk).await?;
        }
    }
    Ok(())
}

/// Who wrote these bytes of a draft.
fn last_writer(bytes: Option<Vec<u8>>) -> Result<Option<DraftWriter>, StoreError> {
    Ok(bytes.map(|bytes| DraftRecord::from_bytes(&bytes)).transpose()?.map(|draft| draft.writer))
}

fn workspace_key(workspace: WorkspaceId) -> String {
    format!("{:016x}", workspace.0)
}

fn manifest_key(workspace: WorkspaceId, revision: Revision) -> String {
    key_within(&workspace_key(workspace), &format!("{:016x}", revision.0))
}

fn chunk_key(workspace: WorkspaceId, id: ChunkId) -> String {
    key_within(&workspace_key(workspace), &format!("{:032x}", id.0))
}

fn draft_key(workspace: WorkspaceId, name: &str) -> String {
    key_within(&workspace_key(workspace), name)
}
