//! What storage cannot give back: opening the rest, and finding a state that is whole.

use std::collections::BTreeMap;

use super::Engine;
use super::host::Host;
use super::snapshot::Snapshot;
use super::store::Store;
use crate::domain::ids::WorkspaceId;
use crate::protocol::{EngineError, Progress, ProgressUnit};
use crate::saved::{Head, Manifest, SavedError, chunk_name};
use crate::table::chunk::ChunkId;
use crate::table::lost::LostChunk;
use crate::table::tables::Tables;
use crate::views::workspace::{HistoryEntry, Part, StepPlace};

/// Chunks read between two pauses.
const CHUNKS_PER_READ: usize = 16;

impl<S: Store> Engine<S> {
    /// Where the step the head stands at cannot be read: the newest one that can, which the next
    /// change goes on top of. What cannot be read stays as it is.
    pub(super) async fn load_newest_readable(
        &self,
        host: &impl Host,
        id: WorkspaceId,
        head: Head,
    ) -> Result<Snapshot, EngineError> {
        let missed = head.manifest;
        let manifests = self.read_manifests(host, id).await?;
        let newest = manifests.range(..missed).next_back().or_else(|| manifests.last_key_value());
        let (revision, _) = newest.ok_or_else(|| SavedError::Damaged {
            what: format!("manifest {}", missed.0),
            detail: "missing, and so are all others",
        })?;
        let head = Head { manifest: *revision, ..head };
        let mut snapshot = self.load_at(host, id, head, None).await?;
        snapshot.tables.lost.push(LostChunk {
            part: Part::Step,
            // The name of nothing.
            chunk: ChunkId(0),
            n_rows: 1,
            n_rows_before: 0,
            document: None,
        });
        Ok(snapshot)
    }

    /// Every chunk of a state is read before it is called whole.
    pub(super) async fn find_whole_state(
        &self,
        host: &impl Host,
        open: &Snapshot,
    ) -> Result<Option<HistoryEntry>, EngineError> {
        let manifests = self.read_manifests(host, open.id).await?;
        let mut whole = known_whole(&open.tables);
        let others = manifests.values().rev().filter(|m| m.revision != open.manifest.revision);
        for manifest in others.filter(|manifest| manifest.lost.is_empty()) {
            if self.is_whole(host, open.id, manifest, &mut whole).await? {
                return Ok(Some(HistoryEntry {
                    revision: manifest.revision,
                    label: manifest.label.clone(),
                    at_ms: manifest.at_ms,
                    place: StepPlace::Behind,
                }));
            }
        }
        Ok(None)
    }

    async fn is_whole(
        &self,
        host: &impl Host,
        id: WorkspaceId,
        manifest: &Manifest,
        whole: &mut BTreeMap<ChunkId, bool>,
    ) -> Result<bool, EngineError> {
        let names: Vec<ChunkId> = manifest.chunks().map(|chunk| chunk.id).collect();
        if names.iter().any(|name| whole.get(name) == Some(&false)) {
            return Ok(false);
        }
        let unknown: Vec<ChunkId> =
            names.into_iter().filter(|name| !whole.contains_key(name)).collect();
        let (mut done, total) = (0, unknown.len() as u64);
        for slice in unknown.chunks(CHUNKS_PER_READ) {
            host.breathe(Progress { done, total, unit: ProgressUnit::Chunks }).await?;
            let read = self.store.chunks(id, slice).await?;
            for (name, bytes) in slice.iter().zip(read) {
                // The name is the hash of the bytes that were written.
                whole.insert(*name, bytes.is_some_and(|bytes| chunk_name(&bytes) == *name));
            }
            if slice.iter().any(|name| whole.get(name) == Some(&false)) {
                return Ok(false);
            }
            done += slice.len() as u64;
        }
        Ok(true)
    }
}

/// What is in memory was read whole; what is lost was not.
fn known_whole(tables: &Tables) -> BTreeMap<ChunkId, bool> {
    let orders = tables.orders.chunks().iter().filter_map(|chunk| chunk.id());
    let customers = tables.customers.chunks().iter().filter_map(|chunk| chunk.id());
    let lost = tables.lost.iter().map(|lost| (lost.chunk, false));
    orders.chain(customers).map(|name| (name, true)).chain(lost).collect()
}
