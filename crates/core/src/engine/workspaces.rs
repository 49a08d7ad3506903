//! Opening, making, removing whole workspaces, and reading a revision from storage.

use std::rc::Rc;

use super::Engine;
use super::commands::Change;
use super::host::Host;
use super::snapshot::Snapshot;
use super::store::{Store, StoreError};
use crate::domain::day::Day;
use crate::domain::ids::WorkspaceId;
use crate::domain::workspace::{WorkspaceFacts, WorkspaceKind};
use crate::protocol::{
    EngineError, Outcome, Progress, ProgressUnit, Reply, Thing, WorkspaceRequest,
};
use crate::sample;
use crate::saved::{Head, Manifest, SavedError, Unpacking, WorkspaceRecord, bundle};
use crate::table::tables::Tables;
use crate::views::workspace::{ExportedFile, WorkspaceSummary};
use crate::words;

/// A removed workspace is kept so long.
const MS_UNTIL_PURGED: f64 = 30.0 * 24.0 * 3_600.0 * 1_000.0;
/// Chunks read between two pauses.
const CHUNKS_PER_READ: usize = 16;

impl<S: Store> Engine<S> {
    pub(super) async fn manage_workspaces(
        &self,
        host: &impl Host,
        today: Day,
        request: WorkspaceRequest,
    ) -> Result<Reply, EngineError> {
        if request == WorkspaceRequest::List {
            let records = self.records().await?;
            return Ok(Reply::Workspaces(records.iter().map(WorkspaceRecord::entry).collect()));
        }
        let _turn = self.turns.take().await;
        let snapshot = match request {
            WorkspaceRequest::List => return Ok(Reply::Ok),
            WorkspaceRequest::Create { facts } => self.create(host, own(*facts)).await?,
            WorkspaceRequest::Open { id } => {
                self.purge_removed(host).await?;
                self.load(host, id, None).await?
            }
            WorkspaceRequest::OpenSample => match self.find_sample().await? {
                Some(id) => self.load(host, id, None).await?,
                None => self.create(host, sample::tables()).await?,
            },
            WorkspaceRequest::Remove { id } => {
                return self.mark_removed(id, Some(host.now_ms())).await;
            }
            WorkspaceRequest::Restore { id } => return self.mark_removed(id, None).await,
            WorkspaceRequest::ExportStored => return self.export_stored(today).await,
            WorkspaceRequest::Backup { passphrase, chance, redacted } => {
                let made = self.make_backup(host, today, &passphrase, chance, redacted).await;
                return made.map(Reply::File);
            }
            WorkspaceRequest::DescribeBackup { source } => {
                return self.describe_backup(source).await.map(Reply::Backup);
            }
            WorkspaceRequest::RestoreBackup { source, passphrase, language } => {
                self.restore_backup(host, source, &passphrase, language).await?
            }
        };
        self.show(snapshot.clone());
        Ok(Reply::Summary(Box::new(snapshot.summary(today))))
    }

    /// Reads the open workspace again if its head was moved elsewhere. `None`: it was not.
    pub async fn refresh(
        &self,
        host: &impl Host,
        today: Day,
    ) -> Result<Option<WorkspaceSummary>, EngineError> {
        let _turn = self.turns.take().await;
        if self.snapshot().is_err() {
            return Ok(None);
        }
        Ok(self.refresh_in_turn(host).await?.map(|snapshot| snapshot.summary(today)))
    }

    /// The same for one whose turn it is.
    pub(super) async fn refresh_in_turn(
        &self,
        host: &impl Host,
    ) -> Result<Option<Rc<Snapshot>>, EngineError> {
        let open = self.snapshot()?;
        let head = self.store.head(open.id).await?;
        if head.is_some_and(|head| head.revision == open.head.revision) {
            return Ok(None);
        }
        let snapshot = self.load(host, open.id, Some(&open)).await?;
        self.show(snapshot.clone());
        Ok(Some(snapshot))
    }

    /// The open workspace and its revision, for telling other tabs.
    pub fn position(&self) -> Option<(WorkspaceId, crate::domain::ids::Revision)> {
        self.open.borrow().as_ref().map(|open| (open.id, open.head.revision))
    }

    /// The revision the head stands at. Chunks that `known` holds are shared.
    pub(super) async fn load(
        &self,
        host: &impl Host,
        id: WorkspaceId,
        known: Option<&Snapshot>,
    ) -> Result<Rc<Snapshot>, EngineError> {
        let head = self.store.head(id).await?;
        let head = head.ok_or(EngineError::NotFound { what: Thing::Workspace })?;
        match self.store.manifest(id, head.manifest).await {
            Ok(Some(_)) => self.load_at(host, id, head, known).await.map(Rc::new),
            Ok(None) | Err(StoreError::Saved(SavedError::Damaged { .. })) => {
                self.load_newest_readable(host, id, head).await.map(Rc::new)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// The revision that `head` names.
    pub(super) async fn load_at(
        &self,
        host: &impl Host,
        id: WorkspaceId,
        head: Head,
        known: Option<&Snapshot>,
    ) -> Result<Snapshot, EngineError> {
        let manifest = self.store.manifest(id, head.manifest).await?.ok_or_else(|| {
            SavedError::Damaged { what: format!("manifest {}", head.manifest.0), detail: "missing" }
        })?;
        // A step that cannot be read is none that could be gone to.
        let undone = self.steps_of_undo(id, &manifest).await.ok().and_then(|mut steps| steps.pop());
        let undo = match undone.as_ref().and_then(|step| step.parent) {
            Some(parent) => self.store.manifest(id, parent).await.ok().flatten(),
            None => None,
        };
        let redo = match head.redo.last() {
            Some(next) => self.store.manifest(id, *next).await.ok().flatten(),
            None => None,
        };
        let undo = undo.and_then(|_| undone.map(|step| step.label));
        let redo = redo.map(|next| next.label);
        let nothing = Tables::default();
        let known = known.map_or(&nothing, |known| &known.tables);
        let (manifest, tables) = self.read_tables(host, id, manifest, known).await?;
        let next_ids = tables.next_ids.and_later(head.next_ids);
        let tables = Tables { next_ids, ..tables };
        Ok(Snapshot::new(id, head, manifest, tables, undo, redo))
    }

    /// The rows of a revision. Chunks that `known` holds are shared; what is damaged is left out and
    /// told in `Tables::lost`.
    pub(super) async fn read_tables(
        &self,
        host: &impl Host,
        id: WorkspaceId,
        manifest: Manifest,
        known: &Tables,
    ) -> Result<(Manifest, Tables), EngineError> {
        let mut unpacking = Unpacking::new(manifest, known);
        let total = unpacking.n_missing() as u64;
        while unpacking.n_missing() > 0 {
            let done = total - unpacking.n_missing() as u64;
            host.breathe(Progress { done, total, unit: ProgressUnit::Chunks }).await?;
            let ids = unpacking.next_missing(CHUNKS_PER_READ);
            for bytes in self.store.chunks(id, &ids).await? {
                match unpacking.take(bytes.as_deref()) {
                    Ok(()) | Err(SavedError::Damaged { .. }) => {}
                    Err(error) => return Err(error.into()),
                }
            }
        }
        Ok(unpacking.finish()?)
    }

    async fn create(&self, host: &impl Host, tables: Tables) -> Result<Rc<Snapshot>, EngineError> {
        let label = words::commands::new_workspace();
        let change = Change { tables, label, outcome: Outcome::Nothing };
        let mut id = self.next_workspace_id(host).await?;
        loop {
            match self.save(host, id, None, &change).await {
                // Another tab has just taken this number.
                Err(EngineError::Conflict) => id = WorkspaceId(id.0 + 1),
                result => return result,
            }
        }
    }

    /// Larger than any there is, and not one that was used and purged before.
    pub(super) async fn next_workspace_id(
        &self,
        host: &impl Host,
    ) -> Result<WorkspaceId, EngineError> {
        let newest = self.records().await?.iter().map(|record| record.id.0).max().unwrap_or(0);
        Ok(WorkspaceId((host.now_ms().max(0.0) as u64).max(newest + 1)))
    }

    async fn find_sample(&self) -> Result<Option<WorkspaceId>, EngineError> {
        let records = self.records().await?;
        let sample = records
            .iter()
            .find(|record| record.kind == WorkspaceKind::Sample && record.removed_ms.is_none());
        Ok(sample.map(|record| record.id))
    }

    async fn mark_removed(
        &self,
        id: WorkspaceId,
        at_ms: Option<f64>,
    ) -> Result<Reply, EngineError> {
        if at_ms.is_some() && self.position().is_some_and(|(open, _)| open == id) {
            return Err(EngineError::BadInput { detail: words::refusals::workspace_is_open() });
        }
        let records = self.records().await?;
        let record = records.into_iter().find(|record| record.id == id);
        let record = record.ok_or(EngineError::NotFound { what: Thing::Workspace })?;
        self.store.put_workspace(&WorkspaceRecord { removed_ms: at_ms, ..record }).await?;
        Ok(Reply::Ok)
    }

    async fn export_stored(&self, today: Day) -> Result<Reply, EngineError> {
        let records = self.store.stored_records().await?;
        let bytes =
            bundle(&records).map_err(|error| EngineError::Storage { detail: error.to_string() })?;
        Ok(Reply::File(ExportedFile {
            name: format!("meadow-stored-{today}.bin"),
            media_type: "application/octet-stream".to_owned(),
            bytes,
        }))
    }

    async fn purge_removed(&self, host: &impl Host) -> Result<(), EngineError> {
        for record in self.records().await? {
            if record.removed_ms.is_some_and(|at| host.now_ms() - at >= MS_UNTIL_PURGED) {
                self.store.purge_workspace(record.id).await?;
            }
        }
        Ok(())
    }

    async fn records(&self) -> Result<Vec<WorkspaceRecord>, StoreError> {
        let stored = self.store.workspaces().await?;
        let read = |(id, bytes): (WorkspaceId, Vec<u8>)| {
            WorkspaceRecord::from_bytes(&bytes).unwrap_or_else(|_| WorkspaceRecord::unreadable(id))
        };
        Ok(stored.into_iter().map(read).collect())
    }
}

/// An empty workspace of the user's own; only the engine makes samples.
fn own(facts: WorkspaceFacts) -> Tables {
    let facts = WorkspaceFacts { kind: WorkspaceKind::Own, ..facts };
    Tables { facts: facts.into(), ..Tables::default() }
}
