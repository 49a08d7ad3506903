//! A table of rows while an import goes on: what was there, what changes, what is new. Nothing is
//! rewritten before the end, and chunks without a change stay shared.

use std::collections::BTreeMap;

use crate::table::rows::{ROWS_PER_CHUNK, Row, RowTable};

pub struct WorkingTable<R: Row> {
    base: RowTable<R>,
    changed: BTreeMap<R::Id, R>,
    fresh_ids: Vec<R::Id>,
    /// In the order of their ids, all blocks but the last full: a table grows without being moved, and is
    /// given back block by block.
    fresh: Vec<Vec<R>>,
}

impl<R: Row> WorkingTable<R> {
    pub fn new(base: RowTable<R>) -> Self {
        Self { base, changed: BTreeMap::new(), fresh_ids: Vec::new(), fresh: Vec::new() }
    }

    /// The row as it would be now.
    pub fn get(&self, id: R::Id) -> Option<&R> {
        match self.find_fresh(id) {
            Some(at) => self.fresh.get(at / ROWS_PER_CHUNK)?.get(at % ROWS_PER_CHUNK),
            None => self.changed.get(&id).or_else(|| self.base.get(id)),
        }
    }

    /// Adds a row whose id is larger than any here.
    pub fn add(&mut self, row: R) {
        if self.fresh_ids.len().is_multiple_of(ROWS_PER_CHUNK) {
            self.fresh.push(Vec::new());
        }
        self.fresh_ids.push(row.id());
        if let Some(last) = self.fresh.last_mut() {
            last.push(row);
        }
    }

    /// Lets `change` alter a row and say whether it did.
    pub fn update(&mut self, id: R::Id, change: impl FnOnce(&mut R) -> bool) {
        if let Some(at) = self.find_fresh(id) {
            change(&mut self.fresh[at / ROWS_PER_CHUNK][at % ROWS_PER_CHUNK]);
        } else if let Some(row) = self.changed.get_mut(&id) {
            change(row);
        } else if let Some(mut row) = self.base.get(id).cloned()
            && change(&mut row)
        {
            self.changed.insert(id, row);
        }
    }

    pub fn n_fresh(&self) -> usize {
        self.fresh_ids.len()
    }

    pub fn n_changed(&self) -> usize {
        self.changed.len()
    }

    pub fn fresh_ids(&self) -> impl Iterator<Item = R::Id> {
        self.fresh_ids.iter().copied()
    }

    pub fn changed_ids(&self) -> impl Iterator<Item = R::Id> {
        self.changed.keys().copied()
    }

    pub fn finish(self) -> RowTable<R> {
        let mut table = self.base;
        table.replace(self.changed.into_values());
        table.append(self.fresh.into_iter().flatten());
        table
    }

    fn find_fresh(&self, id: R::Id) -> Option<usize> {
        let is_fresh = self.fresh_ids.first().is_some_and(|first| *first <= id);
        is_fresh.then(|| self.fresh_ids.binary_search(&id).ok()).flatten()
    }
}
