//! A whole revision into chunks and a manifest, a few chunks at a time: all of a large workspace's bytes
//! at once would take up as much room again as its rows.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use super::chunks::{Stored, name_of};
use super::manifest::{ChunkRef, Manifest};
use crate::domain::ids::Revision;
use crate::domain::text::Text;
use crate::table::chunk::{Chunk, ChunkId};
use crate::table::tables::Tables;

/// A chunk to be written under its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewChunk {
    pub id: ChunkId,
    pub bytes: Vec<u8>,
}

/// Chunks that have been written, and can be once more where somebody took them away meanwhile.
pub trait WrittenChunks: fmt::Debug {
    fn ids(&self) -> Vec<ChunkId>;
    /// The bytes of the n-th of them.
    fn bytes(&self, n: usize) -> Cow<'_, [u8]>;
}

/// None.
impl WrittenChunks for () {
    fn ids(&self) -> Vec<ChunkId> {
        Vec::new()
    }

    fn bytes(&self, _n: usize) -> Cow<'_, [u8]> {
        Cow::Borrowed(&[])
    }
}

impl WrittenChunks for Vec<NewChunk> {
    fn ids(&self) -> Vec<ChunkId> {
        self.iter().map(|chunk| chunk.id).collect()
    }

    fn bytes(&self, n: usize) -> Cow<'_, [u8]> {
        Cow::Borrowed(&self[n].bytes)
    }
}

/// A chunk of any table.
trait AnyChunk {
    fn n_rows(&self) -> u32;
    fn write(&self) -> Vec<u8>;
}

impl<T: Stored> AnyChunk for Chunk<T> {
    fn n_rows(&self) -> u32 {
        self.data().n_rows()
    }

    fn write(&self) -> Vec<u8> {
        self.data().write()
    }
}

/// A revision being packed. Chunks that were saved before are only named.
pub struct Packing<'a> {
    tables: &'a Tables,
    /// All chunks in the order of the manifest, those packed so far with their names.
    chunks: Vec<(&'a dyn AnyChunk, Option<ChunkId>)>,
    /// Places of the chunks that are to be packed.
    new: Vec<usize>,
    n_packed: usize,
}

impl<'a> Packing<'a> {
    pub fn new(tables: &'a Tables) -> Self {
        let mut packing = Self::of_all(tables);
        packing.new.retain(|place| packing.chunks[*place].1.is_none());
        packing
    }

    /// To be packed as a whole, as if storage had none of it.
    pub fn of_all(tables: &'a Tables) -> Self {
        let mut chunks = Vec::new();
        list(&mut chunks, tables.customers.chunks());
        list(&mut chunks, tables.orders.chunks());
        list(&mut chunks, tables.products.chunks());
        list(&mut chunks, tables.interactions.chunks());
        list(&mut chunks, tables.log.chunks());
        list(&mut chunks, tables.documents.values());
        let new = (0..chunks.len()).collect();
        Self { tables, chunks, new, n_packed: 0 }
    }

    /// How many chunks are to be packed.
    pub fn n_new(&self) -> usize {
        self.new.len()
    }

    /// Packs the next of them, at most `n`; none are left once this is empty.
    pub fn pack_next(&mut self, n: usize) -> Vec<NewChunk> {
        let end = self.new.len().min(self.n_packed + n);
        let mut packed = Vec::with_capacity(end - self.n_packed);
        for place in &self.new[self.n_packed..end] {
            let (chunk, id) = &mut self.chunks[*place];
            let bytes = chunk.write();
            let name = name_of(&bytes);
            *id = Some(name);
            packed.push(NewChunk { id: name, bytes });
        }
        self.n_packed = end;
        packed
    }

    /// The manifest, once all are packed.
    pub fn finish(
        &self,
        revision: Revision,
        parent: Option<Revision>,
        label: Text,
        at_ms: f64,
    ) -> Manifest {
        let name = |(chunk, id): &(&dyn AnyChunk, Option<ChunkId>)| ChunkRef {
            id: id.unwrap_or_else(|| name_of(&chunk.write())),
            n_rows: chunk.n_rows(),
        };
        let mut names = self.chunks.iter().map(name);
        let mut take = |n: usize| names.by_ref().take(n).collect::<Vec<ChunkRef>>();
        let tables = self.tables;
        Manifest {
            revision,
            parent,
            label,
            at_ms,
            facts: tables.facts.as_ref().clone(),
            next_ids: tables.next_ids,
            customers: take(tables.customers.chunks().len()),
            orders: take(tables.orders.chunks().len()),
            products: take(tables.products.chunks().len()),
            interactions: take(tables.interactions.chunks().len()),
            log: take(tables.log.chunks().len()),
            documents: tables.documents.keys().copied().zip(take(tables.documents.len())).collect(),
            lost: tables.lost.clone(),
            is_erasure: false,
        }
    }
}

impl WrittenChunks for Packing<'_> {
    fn ids(&self) -> Vec<ChunkId> {
        self.new[..self.n_packed].iter().filter_map(|place| self.chunks[*place].1).collect()
    }

    fn bytes(&self, n: usize) -> Cow<'_, [u8]> {
        Cow::Owned(self.chunks[self.new[n]].0.write())
    }
}

impl fmt::Debug for Packing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Packing({} of {} new chunks)", self.n_packed, self.new.len())
    }
}

fn list<'a, T: Stored + 'a>(
    all: &mut Vec<(&'a dyn AnyChunk, Option<ChunkId>)>,
    chunks: impl IntoIterator<Item = &'a Arc<Chunk<T>>>,
) {
    all.extend(chunks.into_iter().map(|chunk| (chunk.as_ref() as &dyn AnyChunk, chunk.id())));
}

/// A revision packed at once: only what storage does not have yet is in `new_chunks`.
#[derive(Clone, Debug, PartialEq)]
pub struct Packed {
    pub manifest: Manifest,
    pub new_chunks: Vec<NewChunk>,
}

/// Packs a revision that is known to be small.
pub fn pack(
    tables: &Tables,
    revision: Revision,
    parent: Option<Revision>,
    label: Text,
    at_ms: f64,
) -> Packed {
    let mut packing = Packing::new(tables);
    let new_chunks = packing.pack_next(packing.n_new());
    Packed { manifest: packing.finish(revision, parent, label, at_ms), new_chunks }
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
