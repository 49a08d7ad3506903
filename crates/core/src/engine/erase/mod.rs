//! Erasing people for good: out of every revision that is kept, undone ones too, out of their labels
//! and out of drafts. The one exception to chunks and revisions that never change.
//!
//! Everything is worked out beside what is stored and put in its place in one transaction.

mod rows;
mod traces;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use self::rows::Erasable;
use self::traces::{Names, Traces};
use super::Engine;
use super::host::Host;
use super::snapshot::Snapshot;
use super::store::{Rewriting, Store, StoreError};
use crate::domain::customer::Customer;
use crate::domain::customer_field::CustomerField;
use crate::domain::day::Day;
use crate::domain::ids::{CustomerId, Revision, WorkspaceId};
use crate::domain::interaction::Interaction;
use crate::domain::log::LogEntry;
use crate::domain::product::Product;
use crate::domain::workspace::WorkspaceFacts;
use crate::matching::contact::HomeCountry;
use crate::protocol::{EngineError, Progress, ProgressUnit, Reply, Thing};
use crate::saved::{
    ChunkRef, DraftRecord, Head, Manifest, NewChunk, Stored, WorkspaceRecord, chunk_name,
    read_chunk,
};
use crate::table::chunk::{Chunk, ChunkId};
use crate::table::documents::Document;
use crate::table::orders::OrderColumns;
use crate::table::tables::Tables;
use crate::views::workspace::Part;
use crate::words::{self, write_count};

/// Chunks read between two pauses.
const CHUNKS_PER_READ: usize = 4;
/// Another tab may save meanwhile; then all is worked out once more.
const N_TRIES: usize = 4;

/// What is to be stored in the place of what there is.
struct Rewritten {
    head: Head,
    manifests: Vec<Manifest>,
    new_chunks: Vec<NewChunk>,
    drafts: Vec<(String, DraftRecord)>,
    /// What the workspace is called.
    name: String,
}

/// Chunks that change: what stands in their place, nothing where no row is left.
#[derive(Default)]
struct Replaced {
    by_name: BTreeMap<ChunkId, Option<ChunkRef>>,
    new_chunks: Vec<NewChunk>,
}

impl<S: Store> Engine<S> {
    pub(super) async fn erase(
        &self,
        host: &impl Host,
        today: Day,
        ids: &[CustomerId],
        as_words: bool,
    ) -> Result<Reply, EngineError> {
        let _turn = self.turns.take().await;
        for _ in 0..N_TRIES {
            let before = self.snapshot()?;
            let rewritten = self.rewrite_without(host, &before, ids, as_words).await?;
            let others = before.tables.customers.iter().filter(|row| !ids.contains(&row.id));
            let record = WorkspaceRecord {
                n_customers: others.count() as u32,
                name: rewritten.name.clone(),
                ..Snapshot::record(before.id, &before.tables, host.now_ms())
            };
            let stored = self.store.rewrite(Rewriting {
                workspace: before.id,
                expected: before.head.revision,
                head: &rewritten.head,
                manifests: &rewritten.manifests,
                new_chunks: &rewritten.new_chunks,
                drafts: &rewritten.drafts,
                record: &record,
            });
            match stored.await {
                Ok(()) => {
                    // What was compared before still holds them.
                    self.compared.borrow_mut().take();
                    let snapshot = self.load(host, before.id, Some(&before)).await?;
                    self.show(snapshot.clone());
                    return Ok(Reply::Summary(Box::new(snapshot.summary(today))));
                }
                Err(StoreError::Conflict) => {
                    let theirs = self.load(host, before.id, Some(&before)).await?;
                    self.show(theirs);
                }
                Err(error) => return Err(error.into()),
            }
        }
        Err(EngineError::Conflict)
    }

    async fn rewrite_without(
        &self,
        host: &impl Host,
        before: &Snapshot,
        ids: &[CustomerId],
        as_words: bool,
    ) -> Result<Rewritten, EngineError> {
        if !before.tables.lost.is_empty() {
            return Err(EngineError::BadInput { detail: words::refusals::erase_while_hurt() });
        }
        let there = ids.iter().filter(|id| before.tables.customers.get(**id).is_some());
        let asked: BTreeSet<CustomerId> = there.copied().collect();
        if asked.is_empty() {
            return Err(EngineError::NotFound { what: Thing::Customer });
        }
        let manifests = self.read_manifests(host, before.id).await?;
        let home = HomeCountry::of_currency(&before.tables.facts.currency);
        let mut traces = Traces::of(with_merged(&before.tables, &asked), as_words, home);
        self.learn(host, before.id, &manifests, &mut traces).await?;
        if self.find_again(host, before, &manifests, &mut traces).await? {
            self.learn(host, before.id, &manifests, &mut traces).await?;
        }
        let fields = manifests.values().flat_map(|manifest| &manifest.facts.custom_fields);
        traces.learn_field_keys(&fields.map(|field| field.key.as_str()).collect());
        let replaced = self.replace_chunks(host, before.id, &manifests, &traces).await?;
        let drafts = self.clean_drafts(before.id, &traces).await?;

        let erasure = Revision(before.head.revision.0 + 1);
        let mut rewritten: Vec<Manifest> = manifests
            .into_values()
            .map(|manifest| rewrite_manifest(manifest, &replaced, &traces))
            .collect();
        let gone = |revision: &Revision| !rewritten.iter().any(|m| m.revision == *revision);
        let mut redo = before.head.redo.clone();
        redo.retain(|revision| !gone(revision));
        // The way forward goes on from here.
        if let Some(next) = redo.last()
            && let Some(next) = rewritten.iter_mut().find(|manifest| manifest.revision == *next)
        {
            next.parent = Some(erasure);
        }
        let here = rewritten.iter().find(|m| m.revision == before.manifest.revision);
        let here = here.ok_or(EngineError::NotFound { what: Thing::Step })?;
        let label = words::commands::erase_customers(write_count(asked.len() as i64));
        let at_ms = host.now_ms();
        let newest = Manifest {
            revision: erasure,
            parent: Some(here.revision),
            label,
            at_ms,
            is_erasure: true,
            ..here.clone()
        };
        let name = newest.facts.name.clone();
        rewritten.push(newest);
        let before = before.head.clone();
        Ok(Rewritten {
            head: Head { revision: erasure, manifest: erasure, redo, at_ms, ..before },
            manifests: rewritten,
            new_chunks: replaced.new_chunks,
            drafts,
            name,
        })
    }

    /// What they were called in any revision.
    async fn learn(
        &self,
        host: &impl Host,
        id: WorkspaceId,
        manifests: &BTreeMap<Revision, Manifest>,
        traces: &mut Traces,
    ) -> Result<(), EngineError> {
        let parts = [Part::Customers, Part::Documents, Part::Log];
        let wanted: Vec<_> = chunks_of(manifests)
            .into_iter()
            .filter(|(_, (part, _))| parts.contains(part))
            .collect();
        let ids = traces.ids.clone();
        let is_theirs = |customer: &&Customer| ids.contains(&customer.id);
        self.read_each(host, id, &wanted, |part, chunk, bytes| {
            if part == Part::Customers {
                let Some(rows) = decode::<Vec<Customer>>(&chunk, bytes) else { return };
                rows.iter().filter(is_theirs).for_each(|customer| traces.learn(customer));
            } else if part == Part::Log {
                let Some(lines) = decode::<Vec<LogEntry>>(&chunk, bytes) else { return };
                let theirs = lines.iter().filter(|line| ids.contains(&line.customer));
                theirs.for_each(|line| traces.learn_log(line));
            } else if let Some(Document::Merges(merges)) = decode(&chunk, bytes) {
                merges.iter().for_each(|merge| traces.learn_merge(merge));
            }
        })
        .await
    }

    /// The same people under other numbers, as in states from before they were deleted or an import was
    /// undone: going back there must not bring them back. Says whether there were any.
    async fn find_again(
        &self,
        host: &impl Host,
        before: &Snapshot,
        manifests: &BTreeMap<Revision, Manifest>,
        traces: &mut Traces,
    ) -> Result<bool, EngineError> {
        let all = chunks_of(manifests).into_iter();
        let wanted: Vec<_> = all.filter(|(_, (part, _))| *part == Part::Customers).collect();
        let mut again = BTreeSet::new();
        self.read_each(host, before.id, &wanted, |_, chunk, bytes| {
            let Some(rows) = decode::<Vec<Customer>>(&chunk, bytes) else { return };
            // Who is somebody else in the open state has their own say.
            let gone = rows.iter().filter(|row| before.tables.customers.get(row.id).is_none());
            let theirs = gone.filter(|row| traces.knows_again(row)).map(|row| row.id);
            again.extend(theirs);
        })
        .await?;
        let n_known = traces.ids.len();
        traces.ids.extend(again);
        Ok(traces.ids.len() > n_known)
    }

    async fn replace_chunks(
        &self,
        host: &impl Host,
        id: WorkspaceId,
        manifests: &BTreeMap<Revision, Manifest>,
        traces: &Traces,
    ) -> Result<Replaced, EngineError> {
        let wanted: Vec<_> = chunks_of(manifests).into_iter().collect();
        let mut replaced = Replaced::default();
        self.read_each(host, id, &wanted, |part, chunk, bytes| match part {
            Part::Customers => replaced.replace::<Vec<Customer>>(&chunk, bytes, traces),
            Part::Orders => replaced.replace::<OrderColumns>(&chunk, bytes, traces),
            Part::Interactions => replaced.replace::<Vec<Interaction>>(&chunk, bytes, traces),
            Part::Log => replaced.replace::<Vec<LogEntry>>(&chunk, bytes, traces),
            Part::Documents => replaced.replace::<Document>(&chunk, bytes, traces),
            Part::Products => replaced.replace::<Vec<Product>>(&chunk, bytes, traces),
            Part::Step => {}
        })
        .await?;
        Ok(replaced)
    }

    /// Hands over each of these chunks; no bytes for one that is not there.
    async fn read_each(
        &self,
        host: &impl Host,
        id: WorkspaceId,
        wanted: &[(ChunkId, (Part, ChunkRef))],
        mut take: impl FnMut(Part, ChunkRef, Option<&[u8]>),
    ) -> Result<(), EngineError> {
        let (mut done, total) = (0, wanted.len() as u64);
        for slice in wanted.chunks(CHUNKS_PER_READ) {
            host.breathe(Progress { done, total, unit: ProgressUnit::Chunks }).await?;
            let names: Vec<ChunkId> = slice.iter().map(|(name, _)| *name).collect();
            let read = self.store.chunks(id, &names).await?;
            for ((_, (part, chunk)), bytes) in slice.iter().zip(read) {
                take(*part, *chunk, bytes.as_deref());
            }
            done += slice.len() as u64;
        }
        Ok(())
    }

    /// Drafts that speak of them, without what they say.
    async fn clean_drafts(
        &self,
        id: WorkspaceId,
        traces: &Traces,
    ) -> Result<Vec<(String, DraftRecord)>, EngineError> {
        let mut drafts = self.store.drafts(id).await?;
        drafts.retain_mut(|(_, draft)| traces.cover(&mut draft.bytes));
        Ok(drafts)
    }
}

impl Replaced {
    fn replace<T: Stored + Erasable>(
        &mut self,
        chunk: &ChunkRef,
        bytes: Option<&[u8]>,
        traces: &Traces,
    ) {
        let Some(data) = decode::<T>(chunk, bytes) else {
            // Nobody can tell whom it holds.
            self.by_name.insert(chunk.id, None);
            return;
        };
        let Some(rest) = data.without(traces) else { return };
        let n_rows = rest.n_rows();
        let stays = (n_rows > 0).then(|| {
            let bytes = rest.write();
            let id = chunk_name(&bytes);
            self.new_chunks.push(NewChunk { id, bytes });
            ChunkRef { id, n_rows }
        });
        self.by_name.insert(chunk.id, stays);
    }

    fn follow(&self, chunk: &ChunkRef) -> Option<ChunkRef> {
        self.by_name.get(&chunk.id).copied().unwrap_or(Some(*chunk))
    }

    fn follow_all(&self, chunks: &[ChunkRef]) -> Vec<ChunkRef> {
        chunks.iter().filter_map(|chunk| self.follow(chunk)).collect()
    }
}

/// Those who became one with them, and have not been parted again, are the same people.
fn with_merged(tables: &Tables, asked: &BTreeSet<CustomerId>) -> BTreeSet<CustomerId> {
    let mut ids = asked.clone();
    let together = tables.merges().filter(|merge| merge.split.is_none());
    // Newest first: what was merged may have been merged before.
    for merge in together.rev().filter(|merge| !merge.parts.is_empty()) {
        if ids.contains(&merge.merged.id) {
            ids.extend(merge.parts.iter().map(|part| part.id));
        }
    }
    ids
}

/// Every chunk that any revision names, once.
fn chunks_of(manifests: &BTreeMap<Revision, Manifest>) -> BTreeMap<ChunkId, (Part, ChunkRef)> {
    let named = manifests.values().flat_map(|manifest| {
        let tables = [
            (Part::Customers, &manifest.customers),
            (Part::Orders, &manifest.orders),
            (Part::Products, &manifest.products),
            (Part::Interactions, &manifest.interactions),
            (Part::Log, &manifest.log),
        ];
        let rows = tables
            .into_iter()
            .flat_map(|(part, chunks)| chunks.iter().map(move |chunk| (chunk.id, (part, *chunk))));
        let documents = manifest.documents.iter();
        rows.chain(documents.map(|(_, chunk)| (chunk.id, (Part::Documents, *chunk))))
    });
    named.collect()
}

fn decode<T: Stored>(chunk: &ChunkRef, bytes: Option<&[u8]>) -> Option<T> {
    let read = read_chunk::<T>("chunk", chunk, bytes?);
    read.ok().and_then(Arc::into_inner).map(Chunk::into_data)
}

fn scrub_facts(facts: &mut WorkspaceFacts, traces: &Traces) {
    let WorkspaceFacts { name, custom_fields, contact, joining, .. } = facts;
    for field in custom_fields.iter_mut() {
        traces.replace_field_key(&mut field.key);
    }
    let rules = std::mem::take(&mut joining.fields).into_iter();
    let rules = rules.map(|(mut field, rule)| {
        if let CustomerField::Custom(key) = &mut field {
            traces.replace_field_key(key);
        }
        (field, rule)
    });
    joining.fields = rules.collect();
    let labels = custom_fields.iter_mut().map(|field| &mut field.label);
    let texts = [name, &mut contact.sms_signature, &mut contact.sms_opt_out];
    for text in texts.into_iter().chain(labels) {
        traces.scrub(text, traces.in_texts);
    }
    for edits in facts.playbooks.values_mut() {
        edits.rewrite(|text| _ = traces.scrub(text, traces.in_texts));
    }
    // As in the permissions that were given for them.
    let purposes = std::mem::take(&mut facts.contact.other_purposes).into_iter();
    let scrubbed = purposes.map(|mut purpose| {
        traces.scrub(&mut purpose, Names::All);
        purpose
    });
    facts.contact.other_purposes = scrubbed.collect();
}

fn rewrite_manifest(mut manifest: Manifest, replaced: &Replaced, traces: &Traces) -> Manifest {
    let label = match traces.is_in_label(&manifest.label) {
        true => words::commands::change_somebody_erased(),
        false => manifest.label,
    };
    scrub_facts(&mut manifest.facts, traces);
    let documents = manifest.documents.into_iter();
    Manifest {
        label,
        customers: replaced.follow_all(&manifest.customers),
        orders: replaced.follow_all(&manifest.orders),
        products: replaced.follow_all(&manifest.products),
        interactions: replaced.follow_all(&manifest.interactions),
        log: replaced.follow_all(&manifest.log),
        documents: documents
            .filter_map(|(id, chunk)| Some((id, replaced.follow(&chunk)?)))
            .collect(),
        // What could not be read cannot be searched.
        lost: Vec::new(),
        ..manifest
    }
}
