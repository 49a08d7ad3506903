//! The steps that are kept, and the way back to each of them.

use std::collections::BTreeMap;

use super::Engine;
use super::commands::Change;
use super::host::Host;
use super::snapshot::Snapshot;
use super::store::Store;
use crate::contact::refusals::keep_refusals;
use crate::domain::day::Day;
use crate::domain::ids::{Revision, WorkspaceId};
use crate::domain::text::{Language, Text};
use crate::protocol::{EngineError, Outcome, Progress, Reply, Thing};
use crate::saved::{Manifest, Retention};
use crate::table::tables::Tables;
use crate::views::workspace::{HistoryEntry, HistoryPage, StepPlace};
use crate::words;

/// Manifests decoded between two pauses.
const MANIFESTS_PER_SLICE: usize = 32;

impl<S: Store> Engine<S> {
    /// Newest first, beginning after `n_skipped` steps. A step that cannot be read is left out.
    pub(super) async fn list_history(
        &self,
        host: &impl Host,
        open: &Snapshot,
        n_skipped: u32,
        limit: u32,
    ) -> Result<HistoryPage, EngineError> {
        let manifests = self.read_manifests(host, open.id).await?;
        let mut places: BTreeMap<Revision, StepPlace> = BTreeMap::new();
        let mut step = manifests.get(&open.manifest.revision).and_then(|here| here.parent);
        while let Some(manifest) = step.and_then(|revision| manifests.get(&revision)) {
            places.insert(manifest.revision, StepPlace::Behind);
            step = manifest.parent;
        }
        places.extend(open.head.redo.iter().map(|revision| (*revision, StepPlace::Ahead)));
        places.insert(open.manifest.revision, StepPlace::Here);
        let entry = |manifest: &Manifest| HistoryEntry {
            revision: manifest.revision,
            label: manifest.label.clone(),
            at_ms: manifest.at_ms,
            place: places.get(&manifest.revision).copied().unwrap_or(StepPlace::Aside),
        };
        let shown = manifests.values().rev().skip(n_skipped as usize).take(limit as usize);
        let entries = shown.map(entry).collect();
        Ok(HistoryPage { n_steps: manifests.len() as u32, entries })
    }

    /// Makes an earlier state the newest one: a step like any other. What people have refused since is kept:
    /// nobody gives it back by going back.
    pub(super) async fn restore(
        &self,
        host: &impl Host,
        today: Day,
        revision: Revision,
    ) -> Result<Reply, EngineError> {
        let _turn = self.turns.take().await;
        let before = self.snapshot()?;
        if revision == before.manifest.revision {
            return Ok(Reply::Summary(Box::new(before.summary(today))));
        }
        let manifest = self.find_manifest(before.id, revision).await?;
        let (manifest, tables) =
            self.read_tables(host, before.id, manifest, &before.tables).await?;
        let next_ids = before.tables.next_ids;
        let mut tables = Tables { next_ids, ..tables };
        let label = back_to(&manifest.label);
        let label = keep_refusals(&before.tables, &mut tables, label, today);
        let change = Change { tables, label, outcome: Outcome::Nothing };
        match self.commit(host, &before, &change).await {
            Ok(snapshot) => Ok(Reply::Summary(Box::new(snapshot.summary(today)))),
            Err(EngineError::Conflict) => {
                // What the user saw is not what is there: it is shown before it is left behind.
                let theirs = self.load(host, before.id, Some(&before)).await?;
                self.show(theirs);
                Err(EngineError::Conflict)
            }
            Err(error) => Err(error),
        }
    }

    /// Deletes steps that are older, but never the way forward.
    pub(super) async fn forget_steps(
        &self,
        host: &impl Host,
        today: Day,
        older_than_ms: f64,
    ) -> Result<Reply, EngineError> {
        let _turn = self.turns.take().await;
        let open = self.snapshot()?;
        let retention = Retention::younger_than(host.now_ms(), older_than_ms);
        self.store.sweep(open.id, retention).await?;
        // Undo may end here now.
        let snapshot = self.load(host, open.id, Some(&open)).await?;
        self.show(snapshot.clone());
        Ok(Reply::Summary(Box::new(snapshot.summary(today))))
    }

    pub(super) async fn find_manifest(
        &self,
        id: WorkspaceId,
        revision: Revision,
    ) -> Result<Manifest, EngineError> {
        let found = self.store.manifest(id, revision).await?;
        found.ok_or(EngineError::NotFound { what: Thing::Step })
    }

    /// All revisions that are kept and can be read.
    pub(super) async fn read_manifests(
        &self,
        host: &impl Host,
        id: WorkspaceId,
    ) -> Result<BTreeMap<Revision, Manifest>, EngineError> {
        let stored = self.store.manifests(id).await?;
        let mut manifests = BTreeMap::new();
        for slice in stored.chunks(MANIFESTS_PER_SLICE) {
            host.breathe(Progress::default()).await?;
            let read = slice.iter().filter_map(|(_, bytes)| Manifest::from_bytes(bytes).ok());
            manifests.extend(read.map(|manifest| (manifest.revision, manifest)));
        }
        Ok(manifests)
    }
}

/// The label of going back to a step; going back to where one went back to says so once, and so does what was
/// kept or lost then.
fn back_to(label: &Text) -> Text {
    let prefix = words::commands::back_to("");
    // As they were put on, the last one first.
    let suffixes = [words::commands::refusals_kept(""), words::commands::refusals_gone("")];
    let once = |language: Language| {
        let label = label.get(language);
        let Some(step) = label.strip_prefix(prefix.get(language)) else { return label.to_owned() };
        let step = suffixes
            .iter()
            .fold(step, |step, suffix| step.strip_suffix(suffix.get(language)).unwrap_or(step));
        step.to_owned()
    };
    words::commands::back_to(Text::new(once(Language::En), once(Language::Zh)))
}
