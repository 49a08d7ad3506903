//! A whole revision into chunks and a manifest, and back.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::Arc;

use super::SavedError;
use super::chunks::{Stored, StoredRow, name_of, read_chunk};
use super::manifest::{ChunkRef, Manifest};
use crate::domain::customer::Customer;
use crate::domain::ids::Revision;
use crate::domain::interaction::Interaction;
use crate::domain::log::LogEntry;
use crate::domain::product::Product;
use crate::domain::text::Text;
use crate::table::chunk::{Chunk, ChunkId};
use crate::table::documents::Document;
use crate::table::orders::{OrderColumns, OrderTable};
use crate::table::rows::RowTable;
use crate::table::tables::Tables;

/// A chunk to be written under its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewChunk {
    pub id: ChunkId,
    pub bytes: Vec<u8>,
}

/// A revision ready to be committed: only what storage does not have yet is in `new_chunks`.
#[derive(Clone, Debug, PartialEq)]
pub struct Packed {
    pub manifest: Manifest,
    pub new_chunks: Vec<NewChunk>,
}

/// Packs a revision. Chunks that were saved before are only named.
pub fn pack(
    tables: &Tables,
    revision: Revision,
    parent: Option<Revision>,
    label: Text,
    at_ms: f64,
) -> Packed {
    let mut new_chunks = Vec::new();
    let documents = tables.documents.iter();
    let manifest = Manifest {
        revision,
        parent,
        label,
        at_ms,
        facts: tables.facts.as_ref().clone(),
        next_ids: tables.next_ids,
        customers: pack_all(tables.customers.chunks(), &mut new_chunks),
        orders: pack_all(tables.orders.chunks(), &mut new_chunks),
        products: pack_all(tables.products.chunks(), &mut new_chunks),
        interactions: pack_all(tables.interactions.chunks(), &mut new_chunks),
        log: pack_all(tables.log.chunks(), &mut new_chunks),
        documents: documents
            .map(|(id, document)| (*id, pack_one(document, &mut new_chunks)))
            .collect(),
    };
    Packed { manifest, new_chunks }
}

/// Tells every chunk of a committed revision its name, so that it is not written again.
pub fn mark_saved(tables: &Tables, manifest: &Manifest) {
    mark(tables.customers.chunks(), &manifest.customers);
    mark(tables.orders.chunks(), &manifest.orders);
    mark(tables.products.chunks(), &manifest.products);
    mark(tables.interactions.chunks(), &manifest.interactions);
    mark(tables.log.chunks(), &manifest.log);
    for (document, (_, saved)) in tables.documents.values().zip(&manifest.documents) {
        document.mark_saved(saved.id);
    }
}

fn mark<T>(chunks: &[Arc<Chunk<T>>], saved: &[ChunkRef]) {
    for (chunk, saved) in chunks.iter().zip(saved) {
        chunk.mark_saved(saved.id);
    }
}

fn pack_all<T: Stored>(chunks: &[Arc<Chunk<T>>], new_chunks: &mut Vec<NewChunk>) -> Vec<ChunkRef> {
    chunks.iter().map(|chunk| pack_one(chunk, new_chunks)).collect()
}

fn pack_one<T: Stored>(chunk: &Chunk<T>, new_chunks: &mut Vec<NewChunk>) -> ChunkRef {
    let n_rows = chunk.data().n_rows();
    if let Some(id) = chunk.id() {
        return ChunkRef { id, n_rows };
    }
    let bytes = chunk.data().write();
    let id = name_of(&bytes);
    new_chunks.push(NewChunk { id, bytes });
    ChunkRef { id, n_rows }
}

/// A revision being read: name by name, so that long reading can be done in slices.
#[derive(Debug)]
pub struct Unpacking {
    manifest: Manifest,
    missing: VecDeque<(Table, ChunkRef)>,
    customers: HashMap<ChunkId, Arc<Chunk<Vec<Customer>>>>,
    orders: HashMap<ChunkId, Arc<Chunk<OrderColumns>>>,
    products: HashMap<ChunkId, Arc<Chunk<Vec<Product>>>>,
    interactions: HashMap<ChunkId, Arc<Chunk<Vec<Interaction>>>>,
    log: HashMap<ChunkId, Arc<Chunk<Vec<LogEntry>>>>,
    documents: HashMap<ChunkId, Arc<Chunk<Document>>>,
}

#[derive(Clone, Copy, Debug)]
enum Table {
    Customers,
    Orders,
    Products,
    Interactions,
    Log,
    Documents,
}

impl Table {
    fn name(self) -> &'static str {
        match self {
            Self::Customers => "customers",
            Self::Orders => "orders",
            Self::Products => "products",
            Self::Interactions => "interactions",
            Self::Log => "log",
            Self::Documents => "document",
        }
    }
}

impl Unpacking {
    /// Chunks that `known` already holds are shared, not read again.
    pub fn new(manifest: Manifest, known: &Tables) -> Self {
        let mut unpacking = Self {
            missing: VecDeque::new(),
            customers: by_name(known.customers.chunks()),
            orders: by_name(known.orders.chunks()),
            products: by_name(known.products.chunks()),
            interactions: by_name(known.interactions.chunks()),
            log: by_name(known.log.chunks()),
            documents: by_name(known.documents.values()),
            manifest,
        };
        let Manifest { customers, orders, products, interactions, log, documents, .. } =
            &unpacking.manifest;
        let documents: Vec<ChunkRef> = documents.iter().map(|(_, chunk)| *chunk).collect();
        let wanted = [
            (Table::Customers, customers),
            (Table::Orders, orders),
            (Table::Products, products),
            (Table::Interactions, interactions),
            (Table::Log, log),
            (Table::Documents, &documents),
        ];
        let missing = wanted
            .into_iter()
            .flat_map(|(table, chunks)| chunks.iter().map(move |chunk| (table, *chunk)))
            .filter(|(table, chunk)| !unpacking.has(*table, chunk.id))
            .collect();
        unpacking.missing = missing;
        unpacking
    }

    pub fn n_missing(&self) -> usize {
        self.missing.len()
    }

    /// The names of the next chunks to be read, at most `n`.
    pub fn next_missing(&self, n: usize) -> Vec<ChunkId> {
        self.missing.iter().take(n).map(|(_, chunk)| chunk.id).collect()
    }

    /// Takes the bytes of the next missing chunk; `None` if storage does not have it.
    pub fn take(&mut self, bytes: Option<&[u8]>) -> Result<(), SavedError> {
        let Some((table, chunk)) = self.missing.pop_front() else { return Ok(()) };
        let Some(bytes) = bytes else {
            let what = format!("{} {:032x}", table.name(), chunk.id.0);
            return Err(SavedError::damaged(what, "missing"));
        };
        let (id, name) = (chunk.id, table.name());
        match table {
            Table::Customers => {
                self.customers.insert(id, read_chunk(name, &chunk, bytes)?).is_some()
            }
            Table::Orders => self.orders.insert(id, read_chunk(name, &chunk, bytes)?).is_some(),
            Table::Products => self.products.insert(id, read_chunk(name, &chunk, bytes)?).is_some(),
            Table::Interactions => {
                self.interactions.insert(id, read_chunk(name, &chunk, bytes)?).is_some()
            }
            Table::Log => self.log.insert(id, read_chunk(name, &chunk, bytes)?).is_some(),
            Table::Documents => {
                self.documents.insert(id, read_chunk(name, &chunk, bytes)?).is_some()
            }
        };
        Ok(())
    }

    /// The revision, once nothing is missing.
    pub fn finish(self) -> Result<(Manifest, Tables), SavedError> {
        let documents = self.manifest.documents.iter();
        let documents: Option<BTreeMap<_, _>> = documents
            .map(|(id, chunk)| Some((*id, self.documents.get(&chunk.id)?.clone())))
            .collect();
        let tables = Tables {
            facts: Arc::new(self.manifest.facts.clone()),
            next_ids: self.manifest.next_ids,
            customers: row_table("customers", &self.manifest.customers, &self.customers)?,
            orders: OrderTable::from_chunks(pick("orders", &self.manifest.orders, &self.orders)?),
            products: row_table("products", &self.manifest.products, &self.products)?,
            interactions: row_table(
                "interactions",
                &self.manifest.interactions,
                &self.interactions,
            )?,
            log: row_table("log", &self.manifest.log, &self.log)?,
            documents: documents.ok_or_else(|| SavedError::damaged("documents", "missing"))?,
        };
        let first_and_last = |chunk: &Arc<Chunk<OrderColumns>>| {
            let ids = &chunk.data().ids;
            Some((*ids.first()?, *ids.last()?))
        };
        ascend("orders", tables.orders.chunks().iter().map(first_and_last))?;
        Ok((self.manifest, tables))
    }

    fn has(&self, table: Table, id: ChunkId) -> bool {
        match table {
            Table::Customers => self.customers.contains_key(&id),
            Table::Orders => self.orders.contains_key(&id),
            Table::Products => self.products.contains_key(&id),
            Table::Interactions => self.interactions.contains_key(&id),
            Table::Log => self.log.contains_key(&id),
            Table::Documents => self.documents.contains_key(&id),
        }
    }
}

fn by_name<'a, T: 'a>(
    chunks: impl IntoIterator<Item = &'a Arc<Chunk<T>>>,
) -> HashMap<ChunkId, Arc<Chunk<T>>> {
    chunks.into_iter().filter_map(|chunk| Some((chunk.id()?, chunk.clone()))).collect()
}

fn pick<T>(
    table: &'static str,
    wanted: &[ChunkRef],
    chunks: &HashMap<ChunkId, Arc<Chunk<T>>>,
) -> Result<Vec<Arc<Chunk<T>>>, SavedError> {
    let found: Option<Vec<_>> = wanted.iter().map(|chunk| chunks.get(&chunk.id).cloned()).collect();
    found.ok_or_else(|| SavedError::damaged(table, "a chunk is missing"))
}

fn row_table<R: StoredRow>(
    table: &'static str,
    wanted: &[ChunkRef],
    chunks: &HashMap<ChunkId, Arc<Chunk<Vec<R>>>>,
) -> Result<RowTable<R>, SavedError> {
    let rows = RowTable::from_chunks(pick(table, wanted, chunks)?);
    ascend(
        table,
        rows.chunks()
            .iter()
            .map(|chunk| Some((chunk.data().first()?.id(), chunk.data().last()?.id()))),
    )?;
    Ok(rows)
}

/// No chunk is empty, and each begins after the one before it ends.
fn ascend<I: Copy + Ord>(
    table: &'static str,
    ends: impl Iterator<Item = Option<(I, I)>>,
) -> Result<(), SavedError> {
    let mut before: Option<I> = None;
    for ends in ends {
        let (first, last) = ends.ok_or_else(|| SavedError::damaged(table, "an empty chunk"))?;
        if before.is_some_and(|before| before >= first) {
            return Err(SavedError::damaged(table, "its chunks are out of order"));
        }
        before = Some(last);
    }
    Ok(())
}
