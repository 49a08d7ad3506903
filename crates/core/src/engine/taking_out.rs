//! Files that go out: lists, the whole workspace, backups; and a backup that comes back as a new
//! workspace. Works in slices; what fails or is cancelled has changed nothing.

use std::collections::HashMap;
use std::rc::Rc;

use super::Engine;
use super::host::Host;
use super::outlooks;
use super::snapshot::Snapshot;
use super::sources::{read_bytes, read_head};
use super::store::{HeadMove, Store};
use crate::backup::{
    Backup, BackupReader, BackupWriter, Chance, Description, KeyCost, WorkspaceBackup, describe,
    workspace_records,
};
use crate::domain::day::Day;
use crate::domain::ids::{Revision, WorkspaceId};
use crate::domain::text::Language;
use crate::domain::workspace::{WorkspaceFacts, WorkspaceKind};
use crate::export::Export;
use crate::protocol::{
    DraftBase, EngineError, ExportCustomers, ExportTable, ExportWorkspace, Progress, ProgressUnit,
    SourceId,
};
use crate::redaction::Redaction;
use crate::saved::{
    Head, Manifest, NewChunk, Packing, Retention, StoredRecord, Unpacking, WorkspaceRecord, pack,
};
use crate::segments::derive;
use crate::table::tables::Tables;
use crate::views::workspace::{BackupChance, BackupDescription, ExportedFile};
use crate::words::commands;

const ROWS_PER_SLICE: usize = 500;
/// Chunks read or written between two pauses.
const CHUNKS_PER_STEP: usize = 16;

/// The customers of a query.
///
/// # Errors
/// The file would be larger than its format allows, or the request was cancelled.
pub async fn export_customers(
    open: &Snapshot,
    host: &impl Host,
    today: Day,
    ask: &ExportCustomers,
) -> Result<ExportedFile, EngineError> {
    let ExportCustomers { table, format, language } = ask;
    let derived = open.derived(today);
    let now_ms = host.now_ms();
    let export = Export::of_customers(&open.tables, &derived, table, *format, *language, now_ms);
    write_out(export, host).await
}

/// A table as the page shows it.
///
/// # Errors
/// As [`export_customers`].
pub async fn export_table(
    open: &Snapshot,
    host: &impl Host,
    ask: &ExportTable,
) -> Result<ExportedFile, EngineError> {
    let ExportTable { table, format, language } = ask;
    write_out(Export::of_shown(&open.tables, table, *format, *language, host.now_ms()), host).await
}

/// All rows of the workspace, or of its redacted copy.
///
/// # Errors
/// As [`export_customers`].
pub async fn export_workspace(
    open: &Snapshot,
    host: &impl Host,
    today: Day,
    ask: &ExportWorkspace,
) -> Result<ExportedFile, EngineError> {
    let now_ms = host.now_ms();
    let (format, language) = (ask.format, ask.language);
    match ask.redacted {
        None => {
            let derived = open.derived(today);
            let tables = &open.tables;
            write_out(Export::of_workspace(tables, &derived, format, language, now_ms), host).await
        }
        Some(seed) => {
            let copy = redacted(&open.tables, seed, host).await?;
            let derived = derive(&copy, today);
            outlooks::work_out(&copy, &derived, host).await?;
            write_out(Export::of_workspace(&copy, &derived, format, language, now_ms), host).await
        }
    }
}

/// What queries for a database read.
///
/// # Errors
/// As [`export_customers`].
pub async fn export_tables(
    open: &Snapshot,
    host: &impl Host,
    today: Day,
) -> Result<ExportedFile, EngineError> {
    write_out(Export::of_tables(&open.tables, &open.derived(today)), host).await
}

async fn write_out(mut export: Export<'_>, host: &impl Host) -> Result<ExportedFile, EngineError> {
    while export.advance(ROWS_PER_SLICE)? {
        let (done, total) = export.progress();
        host.breathe(Progress { done, total, unit: ProgressUnit::Rows }).await?;
    }
    Ok(export.finish()?)
}

async fn redacted(tables: &Tables, seed: u64, host: &impl Host) -> Result<Tables, EngineError> {
    let mut redaction = Redaction::new(tables, seed);
    while redaction.advance() {
        let (done, total) = redaction.progress();
        host.breathe(Progress { done, total, unit: ProgressUnit::Chunks }).await?;
    }
    Ok(redaction.finish())
}

impl<S: Store> Engine<S> {
    /// The open workspace, or a redacted copy of it, in one encrypted file.
    pub(super) async fn make_backup(
        &self,
        host: &impl Host,
        today: Day,
        passphrase: &str,
        chance: BackupChance,
        redacted: bool,
    ) -> Result<ExportedFile, EngineError> {
        let open = self.snapshot()?;
        host.breathe(Progress::default()).await?;
        let records = match redacted {
            true => redacted_records(&open, chance, host).await?,
            false if open.tables.lost.is_empty() => self.records_of(&open, host).await?,
            false => self.usable_records(&open, host).await?,
        };
        let BackupChance { salt, nonce, .. } = chance;
        let chance = Chance { salt, nonce };
        let mut writer =
            BackupWriter::new(passphrase, KeyCost::default(), chance, host.now_ms(), records)?;
        let mut bytes = Vec::new();
        while let Some(slice) = writer.advance()? {
            bytes.extend_from_slice(&slice);
            let (done, total) = writer.progress();
            host.breathe(Progress { done, total, unit: ProgressUnit::Bytes }).await?;
        }
        Ok(ExportedFile {
            name: format!("meadow-{today}.meadow"),
            media_type: "application/octet-stream".to_owned(),
            bytes,
        })
    }

    async fn records_of(
        &self,
        open: &Snapshot,
        host: &impl Host,
    ) -> Result<Vec<StoredRecord>, EngineError> {
        let mut ids: Vec<_> = open.manifest.chunks().map(|chunk| chunk.id).collect();
        ids.sort_unstable();
        ids.dedup();
        let mut chunks = Vec::with_capacity(ids.len());
        for some in ids.chunks(CHUNKS_PER_STEP) {
            let read = self.store.chunks(open.id, some).await?;
            let found = some.iter().zip(read);
            chunks
                .extend(found.filter_map(|(id, bytes)| Some(NewChunk { id: *id, bytes: bytes? })));
            let (done, total) = (chunks.len() as u64, ids.len() as u64);
            host.breathe(Progress { done, total, unit: ProgressUnit::Chunks }).await?;
        }
        let drafts = self.store.drafts(open.id).await?;
        let record = Snapshot::record(open.id, &open.tables, open.head.at_ms);
        Ok(workspace_records(&record, &open.manifest, chunks, &drafts))
    }

    /// Of a hurt workspace: all that can be read. What cannot be is missed in the backup, and stays
    /// named where it is.
    async fn usable_records(
        &self,
        open: &Snapshot,
        host: &impl Host,
    ) -> Result<Vec<StoredRecord>, EngineError> {
        let tables = Tables { lost: Vec::new(), ..open.tables.clone() };
        let mut packing = Packing::of_all(&tables);
        let mut chunks = Vec::with_capacity(packing.n_new());
        while chunks.len() < packing.n_new() {
            chunks.extend(packing.pack_next(CHUNKS_PER_STEP));
            let (done, total) = (chunks.len() as u64, packing.n_new() as u64);
            host.breathe(Progress { done, total, unit: ProgressUnit::Chunks }).await?;
        }
        let label = open.manifest.label.clone();
        let manifest = packing.finish(Revision(1), None, label, open.head.at_ms);
        let drafts = self.store.drafts(open.id).await?;
        let record = Snapshot::record(open.id, &tables, open.head.at_ms);
        Ok(workspace_records(&record, &manifest, chunks, &drafts))
    }

    /// What a backup says of itself without its passphrase.
    pub(super) async fn describe_backup(
        &self,
        source: SourceId,
    ) -> Result<BackupDescription, EngineError> {
        let source = self.sources.get(source)?;
        let head = read_head(source.as_ref(), BACKUP_HEAD_BYTES).await?;
        let Description { made_ms, n_bytes } = describe(&head, source.n_bytes())?;
        Ok(BackupDescription { made_ms, n_bytes })
    }

    /// Opens a backup and stores what it holds as a workspace of its own.
    pub(super) async fn restore_backup(
        &self,
        host: &impl Host,
        source: SourceId,
        passphrase: &str,
        language: Language,
    ) -> Result<Rc<Snapshot>, EngineError> {
        let source = self.sources.get(source)?;
        let mut reader = BackupReader::new(passphrase);
        read_bytes(source.as_ref(), host, |bytes| Ok(reader.feed(bytes)?)).await?;
        let Backup { records, .. } = reader.finish()?;
        let WorkspaceBackup { record, manifest, chunks, drafts } = WorkspaceBackup::read(records)?;
        let tables = unpack(&manifest, &chunks, host).await?;
        let name = self.free_name(&record.name, language).await?;
        let id = self.store_restored(host, &name, manifest, chunks, &tables).await?;
        for (name, draft) in &drafts {
            self.store.put_draft(id, name, DraftBase::Anything, draft).await?;
        }
        self.load(host, id, None).await
    }

    async fn store_restored(
        &self,
        host: &impl Host,
        name: &str,
        manifest: Manifest,
        chunks: Vec<NewChunk>,
        tables: &Tables,
    ) -> Result<WorkspaceId, EngineError> {
        let at_ms = host.now_ms();
        // Its history stayed behind: this is the first revision here. A sample that comes back is
        // the user's own, and never the one that is made anew.
        let facts = WorkspaceFacts {
            kind: WorkspaceKind::Own,
            name: name.to_owned(),
            ..manifest.facts.clone()
        };
        let revision = Revision(1);
        let manifest = Manifest { revision, parent: None, facts, ..manifest };
        let next_ids = tables.next_ids;
        let head = Head { revision, manifest: revision, at_ms, next_ids, ..Head::default() };
        let mut id = self.next_workspace_id(host).await?;
        loop {
            let record = WorkspaceRecord {
                kind: WorkspaceKind::Own,
                name: name.to_owned(),
                ..Snapshot::record(id, tables, at_ms)
            };
            let head_move = HeadMove {
                workspace: id,
                expected: None,
                head: &head,
                manifest: Some(&manifest),
                chunks: &chunks,
                record: &record,
            };
            match self.store_whole(host, &chunks, head_move).await {
                Ok(()) => return Ok(id),
                // Another tab has just taken this number.
                Err(EngineError::Conflict) => id = WorkspaceId(id.0 + 1),
                Err(error) => {
                    // What was written so far must not take up room; nothing more can be done.
                    let _ = self.store.sweep(id, Retention::usual(at_ms)).await;
                    return Err(error);
                }
            }
        }
    }

    /// Beside a workspace of the same name, one that says that it was restored.
    async fn free_name(&self, name: &str, language: Language) -> Result<String, EngineError> {
        let there = self.store.workspaces().await?;
        // One that cannot be read has a name nobody knows.
        let names: Vec<String> = there
            .iter()
            .filter_map(|(_, bytes)| WorkspaceRecord::from_bytes(bytes).ok())
            .map(|record| record.name)
            .collect();
        let mut name = name.to_owned();
        while names.contains(&name) {
            name = commands::restored_name(name.as_str()).get(language).to_owned();
        }
        Ok(name)
    }

    async fn store_whole(
        &self,
        host: &impl Host,
        chunks: &[NewChunk],
        head_move: HeadMove<'_>,
    ) -> Result<(), EngineError> {
        let total = chunks.len() as u64;
        for (at, some) in chunks.chunks(CHUNKS_PER_STEP).enumerate() {
            let done = (at * CHUNKS_PER_STEP) as u64;
            host.breathe(Progress { done, total, unit: ProgressUnit::Chunks }).await?;
            self.store.put_chunks(head_move.workspace, some).await?;
        }
        Ok(self.store.move_head(head_move).await?)
    }
}

/// As much of a file as its description needs.
const BACKUP_HEAD_BYTES: usize = 4_096;

async fn redacted_records(
    open: &Snapshot,
    chance: BackupChance,
    host: &impl Host,
) -> Result<Vec<StoredRecord>, EngineError> {
    let copy = redacted(&open.tables, chance.seed, host).await?;
    let now_ms = host.now_ms();
    let packed = pack(&copy, Revision(1), None, commands::redacted_copy(), now_ms);
    let record = Snapshot::record(open.id, &copy, now_ms);
    Ok(workspace_records(&record, &packed.manifest, packed.new_chunks, &[]))
}

/// Reads everything once, so that nothing is stored that could not be opened.
async fn unpack(
    manifest: &Manifest,
    chunks: &[NewChunk],
    host: &impl Host,
) -> Result<Tables, EngineError> {
    let by_id: HashMap<_, _> =
        chunks.iter().map(|chunk| (chunk.id, chunk.bytes.as_slice())).collect();
    let mut unpacking = Unpacking::new(manifest.clone(), &Tables::default());
    let total = unpacking.n_missing() as u64;
    while unpacking.n_missing() > 0 {
        for id in unpacking.next_missing(CHUNKS_PER_STEP) {
            unpacking.take(by_id.get(&id).copied())?;
        }
        let done = total - unpacking.n_missing() as u64;
        host.breathe(Progress { done, total, unit: ProgressUnit::Chunks }).await?;
    }
    Ok(unpacking.finish()?.1)
}
