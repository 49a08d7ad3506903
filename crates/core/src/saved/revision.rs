//! A whole revision back from its chunks and manifest.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::sync::Arc;

use super::SavedError;
use super::chunks::{StoredRow, read_chunk};
use super::manifest::{ChunkRef, Manifest};
use crate::domain::customer::Customer;
use crate::domain::interaction::Interaction;
use crate::domain::log::LogEntry;
use crate::domain::product::Product;
use crate::table::chunk::{Chunk, ChunkId};
use crate::table::documents::Document;
use crate::table::lost::LostChunk;
use crate::table::orders::{OrderColumns, OrderTable};
use crate::table::rows::RowTable;
use crate::table::tables::Tables;
use crate::views::workspace::Part;

/// A revision being read: name by name, so that long reading can be done in slices.
#[derive(Debug)]
pub struct Unpacking {
    manifest: Manifest,
    missing: VecDeque<(Part, ChunkRef)>,
    /// What could not be read.
    unreadable: HashSet<ChunkId>,
    customers: HashMap<ChunkId, Arc<Chunk<Vec<Customer>>>>,
    orders: HashMap<ChunkId, Arc<Chunk<OrderColumns>>>,
    products: HashMap<ChunkId, Arc<Chunk<Vec<Product>>>>,
    interactions: HashMap<ChunkId, Arc<Chunk<Vec<Interaction>>>>,
    log: HashMap<ChunkId, Arc<Chunk<Vec<LogEntry>>>>,
    documents: HashMap<ChunkId, Arc<Chunk<Document>>>,
}

/// The name of a part in errors.
fn name_of_part(part: Part) -> &'static str {
    match part {
        Part::Customers => "customers",
        Part::Orders => "orders",
        Part::Products => "products",
        Part::Interactions => "interactions",
        Part::Log => "log",
        Part::Documents => "document",
        Part::Step => "step",
    }
}

impl Unpacking {
    /// Chunks that `known` already holds are shared, not read again.
    pub fn new(manifest: Manifest, known: &Tables) -> Self {
        let mut unpacking = Self {
            missing: VecDeque::new(),
            unreadable: HashSet::new(),
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
            (Part::Customers, customers),
            (Part::Orders, orders),
            (Part::Products, products),
            (Part::Interactions, interactions),
            (Part::Log, log),
            (Part::Documents, &documents),
        ];
        let missing = wanted
            .into_iter()
            .flat_map(|(part, chunks)| chunks.iter().map(move |chunk| (part, *chunk)))
            .filter(|(part, chunk)| !unpacking.has(*part, chunk.id))
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

    /// Takes the bytes of the next missing chunk; `None` if storage does not have it. Where they are
    /// damaged one may go on all the same: the revision then comes without those rows.
    pub fn take(&mut self, bytes: Option<&[u8]>) -> Result<(), SavedError> {
        let Some((part, chunk)) = self.missing.pop_front() else { return Ok(()) };
        let taken = self.read(part, &chunk, bytes);
        if matches!(taken, Err(SavedError::Damaged { .. })) {
            self.unreadable.insert(chunk.id);
        }
        taken
    }

    fn read(
        &mut self,
        part: Part,
        chunk: &ChunkRef,
        bytes: Option<&[u8]>,
    ) -> Result<(), SavedError> {
        let (id, name) = (chunk.id, name_of_part(part));
        let Some(bytes) = bytes else {
            return Err(SavedError::damaged(format!("{name} {:032x}", id.0), "missing"));
        };
        match part {
            Part::Customers => {
                self.customers.insert(id, read_chunk(name, chunk, bytes)?);
            }
            Part::Orders => {
                self.orders.insert(id, read_chunk(name, chunk, bytes)?);
            }
            Part::Products => {
                self.products.insert(id, read_chunk(name, chunk, bytes)?);
            }
            Part::Interactions => {
                self.interactions.insert(id, read_chunk(name, chunk, bytes)?);
            }
            Part::Log => {
                self.log.insert(id, read_chunk(name, chunk, bytes)?);
            }
            Part::Documents => {
                self.documents.insert(id, read_chunk(name, chunk, bytes)?);
            }
            // Is no chunk.
            Part::Step => {}
        }
        Ok(())
    }

    /// The revision, once nothing is missing. What could not be read is told in `Tables::lost`.
    pub fn finish(self) -> Result<(Manifest, Tables), SavedError> {
        let documents = self.manifest.documents.iter();
        let documents: BTreeMap<_, _> = documents
            .filter_map(|(id, chunk)| Some((*id, self.documents.get(&chunk.id)?.clone())))
            .collect();
        let tables = Tables {
            facts: Arc::new(self.manifest.facts.clone()),
            next_ids: self.manifest.next_ids,
            customers: row_table("customers", &self.manifest.customers, &self.customers)?,
            orders: OrderTable::from_chunks(pick(&self.manifest.orders, &self.orders)),
            products: row_table("products", &self.manifest.products, &self.products)?,
            interactions: row_table(
                "interactions",
                &self.manifest.interactions,
                &self.interactions,
            )?,
            log: row_table("log", &self.manifest.log, &self.log)?,
            documents,
            lost: self.lost_chunks(),
        };
        let first_and_last = |chunk: &Arc<Chunk<OrderColumns>>| {
            let ids = &chunk.data().ids;
            Some((*ids.first()?, *ids.last()?))
        };
        ascend("orders", tables.orders.chunks().iter().map(first_and_last))?;
        Ok((self.manifest, tables))
    }

    /// What was lost before, and what could not be read now.
    fn lost_chunks(&self) -> Vec<LostChunk> {
        let Manifest { customers, orders, products, interactions, log, documents, lost, .. } =
            &self.manifest;
        let tables = [
            (Part::Customers, customers),
            (Part::Orders, orders),
            (Part::Products, products),
            (Part::Interactions, interactions),
            (Part::Log, log),
        ];
        let mut found = lost.clone();
        for (part, chunks) in tables {
            let mut n_rows_before = 0;
            for chunk in chunks {
                if self.unreadable.contains(&chunk.id) {
                    let ChunkRef { id, n_rows } = *chunk;
                    let document = None;
                    found.push(LostChunk { part, chunk: id, n_rows, n_rows_before, document });
                }
                n_rows_before += u64::from(chunk.n_rows);
            }
        }
        let unread = documents.iter().filter(|(_, chunk)| self.unreadable.contains(&chunk.id));
        found.extend(unread.map(|(id, chunk)| LostChunk {
            part: Part::Documents,
            chunk: chunk.id,
            n_rows: 1,
            n_rows_before: 0,
            document: Some(*id),
        }));
        found
    }

    fn has(&self, part: Part, id: ChunkId) -> bool {
        match part {
            Part::Customers => self.customers.contains_key(&id),
            Part::Orders => self.orders.contains_key(&id),
            Part::Products => self.products.contains_key(&id),
            Part::Interactions => self.interactions.contains_key(&id),
            Part::Log => self.log.contains_key(&id),
            Part::Documents => self.documents.contains_key(&id),
            Part::Step => true,
        }
    }
}

fn by_name<'a, T: 'a>(
    chunks: impl IntoIterator<Item = &'a Arc<Chunk<T>>>,
) -> HashMap<ChunkId, Arc<Chunk<T>>> {
    chunks.into_iter().filter_map(|chunk| Some((chunk.id()?, chunk.clone()))).collect()
}

/// Those that could be read, in order.
fn pick<T>(wanted: &[ChunkRef], chunks: &HashMap<ChunkId, Arc<Chunk<T>>>) -> Vec<Arc<Chunk<T>>> {
    wanted.iter().filter_map(|chunk| chunks.get(&chunk.id).cloned()).collect()
}

fn row_table<R: StoredRow>(
    table: &'static str,
    wanted: &[ChunkRef],
    chunks: &HashMap<ChunkId, Arc<Chunk<Vec<R>>>>,
) -> Result<RowTable<R>, SavedError> {
    let rows = RowTable::from_chunks(pick(wanted, chunks));
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
