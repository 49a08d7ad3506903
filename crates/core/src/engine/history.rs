//! The steps that led to the open revision, and those that were undone.

use super::Engine;
use super::snapshot::Snapshot;
use super::store::Store;
use crate::protocol::EngineError;
use crate::saved::Manifest;
use crate::views::workspace::HistoryEntry;

impl<S: Store> Engine<S> {
    /// Newest first: what redo would repeat, where we stand, what undo would take back.
    pub(super) async fn list_history(
        &self,
        open: &Snapshot,
        limit: u32,
    ) -> Result<Vec<HistoryEntry>, EngineError> {
        let mut entries = Vec::new();
        // Leave room for where we stand and what led there.
        let n_undone = open.head.redo.len().min(limit as usize / 2);
        for revision in &open.head.redo[open.head.redo.len() - n_undone..] {
            if let Some(manifest) = self.store.manifest(open.id, *revision).await? {
                entries.push(entry(&manifest, false, true));
            }
        }
        let mut parent = open.manifest.parent;
        entries.push(entry(&open.manifest, true, false));
        while entries.len() < limit as usize {
            let Some(revision) = parent else { break };
            // Older steps are not kept.
            let Some(manifest) = self.store.manifest(open.id, revision).await? else { break };
            entries.push(entry(&manifest, false, false));
            parent = manifest.parent;
        }
        entries.truncate(limit as usize);
        Ok(entries)
    }
}

fn entry(manifest: &Manifest, current: bool, undone: bool) -> HistoryEntry {
    HistoryEntry {
        revision: manifest.revision,
        label: manifest.label.clone(),
        at_ms: manifest.at_ms,
        current,
        undone,
    }
}
