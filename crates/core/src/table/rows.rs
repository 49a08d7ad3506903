//! Tables of whole rows (customers, products, interactions), ordered by id.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::chunk::Chunk;
use crate::domain::customer::Customer;
use crate::domain::ids::{CustomerId, InteractionId, LogId, ProductId};
use crate::domain::interaction::Interaction;
use crate::domain::log::LogEntry;
use crate::domain::product::Product;

/// Rows per chunk: an edit rewrites one chunk, a scan touches few.
pub const ROWS_PER_CHUNK: usize = 2_000;

/// A row that knows its id.
pub trait Row: Clone {
    type Id: Copy + Ord;
    fn id(&self) -> Self::Id;
}

impl Row for Customer {
    type Id = CustomerId;
    fn id(&self) -> CustomerId {
        self.id
    }
}

impl Row for Product {
    type Id = ProductId;
    fn id(&self) -> ProductId {
        self.id
    }
}

impl Row for Interaction {
    type Id = InteractionId;
    fn id(&self) -> InteractionId {
        self.id
    }
}

impl Row for LogEntry {
    type Id = LogId;
    fn id(&self) -> LogId {
        self.id
    }
}

/// Rows in ascending order of id, in immutable chunks that revisions share. No chunk is empty.
#[derive(Debug)]
pub struct RowTable<R> {
    chunks: Vec<Arc<Chunk<Vec<R>>>>,
}

impl<R> Clone for RowTable<R> {
    fn clone(&self) -> Self {
        Self { chunks: self.chunks.clone() }
    }
}

impl<R> Default for RowTable<R> {
    fn default() -> Self {
        Self { chunks: Vec::new() }
    }
}

impl<R: Row> RowTable<R> {
    /// From storage. The caller has checked that ids ascend across the chunks.
    pub fn from_chunks(chunks: Vec<Arc<Chunk<Vec<R>>>>) -> Self {
        Self { chunks }
    }

    pub fn chunks(&self) -> &[Arc<Chunk<Vec<R>>>] {
        &self.chunks
    }

    pub fn len(&self) -> usize {
        self.chunks.iter().map(|chunk| chunk.data().len()).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.chunks.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = &R> {
        self.chunks.iter().flat_map(|chunk| chunk.data())
    }

    pub fn get(&self, id: R::Id) -> Option<&R> {
        let (chunk, row) = self.find(id)?;
        self.chunks.get(chunk)?.data().get(row)
    }

    /// Adds rows whose ids ascend and are larger than any here.
    pub fn append(&mut self, rows: impl IntoIterator<Item = R>) {
        let mut rows = rows.into_iter().peekable();
        if rows.peek().is_none() {
            return;
        }
        // Fill the last chunk up, so that many small additions do not leave many small chunks.
        let mut open = match self.chunks.last() {
            Some(last) if last.data().len() < ROWS_PER_CHUNK => {
                let data = last.data().clone();
                self.chunks.pop();
                data
            }
            _ => Vec::new(),
        };
        for row in rows {
            open.push(row);
            if open.len() == ROWS_PER_CHUNK {
                self.chunks.push(Arc::new(Chunk::new(std::mem::take(&mut open))));
            }
        }
        if !open.is_empty() {
            self.chunks.push(Arc::new(Chunk::new(open)));
        }
    }

    /// Puts rows back whose ids are not here, each into its place; each touched chunk once.
    pub fn insert(&mut self, mut rows: Vec<R>) {
        rows.sort_by_key(R::id);
        let mut rows = rows.into_iter().peekable();
        while let Some(row) = rows.next() {
            let after = self.chunks.partition_point(|chunk| {
                chunk.data().first().is_some_and(|first| first.id() <= row.id())
            });
            let Some(last) = self.chunks.len().checked_sub(1) else {
                self.append(std::iter::once(row).chain(rows));
                return;
            };
            // What lies before all belongs to the first chunk.
            let at = after.saturating_sub(1).min(last);
            let next_first =
                self.chunks.get(at + 1).and_then(|chunk| chunk.data().first()).map(R::id);
            let mut data = self.chunks[at].data().clone();
            data.push(row);
            while let Some(row) =
                rows.next_if(|row| next_first.is_none_or(|next_first| row.id() < next_first))
            {
                data.push(row);
            }
            data.sort_by_key(R::id);
            self.chunks[at] = Arc::new(Chunk::new(data));
        }
    }

    /// Replaces rows of the same ids, each touched chunk once; returns how many were found.
    pub fn replace(&mut self, rows: impl IntoIterator<Item = R>) -> usize {
        let mut places: Vec<(usize, usize, R)> = rows
            .into_iter()
            .filter_map(|row| self.find(row.id()).map(|(chunk, at)| (chunk, at, row)))
            .collect();
        places.sort_by_key(|(chunk, at, _)| (*chunk, *at));
        let n_found = places.len();
        let mut places = places.into_iter().peekable();
        while let Some((chunk, at, row)) = places.next() {
            let mut data = self.chunks[chunk].data().clone();
            data[at] = row;
            while let Some((_, at, row)) = places.next_if(|(next, _, _)| *next == chunk) {
                data[at] = row;
            }
            self.chunks[chunk] = Arc::new(Chunk::new(data));
        }
        n_found
    }

    /// Keeps the rows for which `keep` holds; untouched chunks stay shared. Returns how many went.
    pub fn retain(&mut self, keep: impl Fn(&R) -> bool) -> usize {
        let mut n_removed = 0;
        let mut chunks = Vec::with_capacity(self.chunks.len());
        for chunk in self.chunks.drain(..) {
            let n_gone = chunk.data().iter().filter(|row| !keep(row)).count();
            n_removed += n_gone;
            if n_gone == 0 {
                chunks.push(chunk);
            } else if n_gone < chunk.data().len() {
                let rest = chunk.data().iter().filter(|row| keep(row)).cloned().collect();
                chunks.push(Arc::new(Chunk::new(rest)));
            }
        }
        self.chunks = chunks;
        n_removed
    }

    /// Removes the rows with these ids; returns how many were found.
    pub fn remove(&mut self, ids: &BTreeSet<R::Id>) -> usize {
        self.retain(|row| !ids.contains(&row.id()))
    }

    fn find(&self, id: R::Id) -> Option<(usize, usize)> {
        let after = self
            .chunks
            .partition_point(|chunk| chunk.data().first().is_some_and(|row| row.id() <= id));
        let chunk = after.checked_sub(1)?;
        let row = self.chunks[chunk].data().binary_search_by_key(&id, R::id).ok()?;
        Some((chunk, row))
    }
}
