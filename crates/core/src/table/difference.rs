//! What two revisions of a table do not have in common, row by row. Chunks that both share are not
//! looked into. Must not know what a change means.

use std::sync::Arc;

use super::chunk::Chunk;
use super::orders::OrderColumns;
use super::rows::Row;

/// Ids of rows, ascending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference<I> {
    pub added: Vec<I>,
    pub removed: Vec<I>,
    pub changed: Vec<I>,
}

impl<I> Default for Difference<I> {
    fn default() -> Self {
        Self { added: Vec::new(), removed: Vec::new(), changed: Vec::new() }
    }
}

/// Rows of a chunk as they are compared, ids ascending.
pub trait ComparedRows {
    type Id: Copy + Ord;
    fn n_rows(&self) -> usize;
    fn id_at(&self, at: usize) -> Self::Id;
    fn same(&self, at: usize, other: &Self, other_at: usize) -> bool;
}

impl<R: Row + PartialEq> ComparedRows for Vec<R> {
    type Id = R::Id;

    fn n_rows(&self) -> usize {
        self.len()
    }

    fn id_at(&self, at: usize) -> R::Id {
        self[at].id()
    }

    fn same(&self, at: usize, other: &Self, other_at: usize) -> bool {
        self[at] == other[other_at]
    }
}

impl ComparedRows for OrderColumns {
    type Id = u32;

    fn n_rows(&self) -> usize {
        self.len()
    }

    fn id_at(&self, at: usize) -> u32 {
        self.ids[at]
    }

    fn same(&self, at: usize, other: &Self, other_at: usize) -> bool {
        self.order(at) == other.order(other_at)
    }
}

/// Two tables being compared, a chunk's worth of rows at a time.
#[derive(Debug)]
pub struct Comparing<'a, T: ComparedRows> {
    before: &'a [Arc<Chunk<T>>],
    after: &'a [Arc<Chunk<T>>],
    at_before: usize,
    at_after: usize,
    found: Difference<T::Id>,
}

impl<'a, T: ComparedRows> Comparing<'a, T> {
    pub fn new(before: &'a [Arc<Chunk<T>>], after: &'a [Arc<Chunk<T>>]) -> Self {
        Self { before, after, at_before: 0, at_after: 0, found: Difference::default() }
    }

    /// Compares up to the end of a chunk; `None` while there is more to do.
    pub fn advance(&mut self) -> Option<Difference<T::Id>> {
        match (self.before.first(), self.after.first()) {
            (None, None) => return Some(std::mem::take(&mut self.found)),
            (Some(chunk), None) => {
                let rows = self.at_before..chunk.data().n_rows();
                self.found.removed.extend(rows.map(|at| chunk.data().id_at(at)));
                self.pass_before();
            }
            (None, Some(chunk)) => {
                let rows = self.at_after..chunk.data().n_rows();
                self.found.added.extend(rows.map(|at| chunk.data().id_at(at)));
                self.pass_after();
            }
            (Some(before), Some(after)) => {
                let at_starts = (self.at_before, self.at_after) == (0, 0);
                if at_starts && is_shared(before, after) {
                    self.pass_before();
                    self.pass_after();
                } else {
                    self.compare(before.data(), after.data());
                }
            }
        }
        None
    }

    fn compare(&mut self, before: &T, after: &T) {
        while self.at_before < before.n_rows() && self.at_after < after.n_rows() {
            let (gone, new) = (before.id_at(self.at_before), after.id_at(self.at_after));
            if gone < new {
                self.found.removed.push(gone);
                self.at_before += 1;
            } else if new < gone {
                self.found.added.push(new);
                self.at_after += 1;
            } else {
                if !before.same(self.at_before, after, self.at_after) {
                    self.found.changed.push(new);
                }
                self.at_before += 1;
                self.at_after += 1;
            }
        }
        if self.at_before >= before.n_rows() {
            self.pass_before();
        }
        if self.at_after >= after.n_rows() {
            self.pass_after();
        }
    }

    fn pass_before(&mut self) {
        (self.before, self.at_before) = (self.before.get(1..).unwrap_or_default(), 0);
    }

    fn pass_after(&mut self) {
        (self.after, self.at_after) = (self.after.get(1..).unwrap_or_default(), 0);
    }
}

/// Is it the same chunk, in memory or by name?
pub fn is_shared<T>(one: &Arc<Chunk<T>>, other: &Arc<Chunk<T>>) -> bool {
    Arc::ptr_eq(one, other) || (one.id().is_some() && one.id() == other.id())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::{prop_assert_eq, proptest};

    use super::{Comparing, Difference};
    use crate::domain::customer::Customer;
    use crate::domain::ids::CustomerId;
    use crate::table::rows::RowTable;

    fn differ(before: &RowTable<Customer>, after: &RowTable<Customer>) -> Difference<CustomerId> {
        let mut comparing = Comparing::new(before.chunks(), after.chunks());
        loop {
            if let Some(found) = comparing.advance() {
                return found;
            }
        }
    }

    proptest! {
        #[test]
        fn what_was_done_is_found(
            n in 0..5_000u32,
            removed: BTreeSet<u16>,
            edited: BTreeSet<u16>,
            n_added in 0..30u32,
        ) {
            let customer = |id: u32, name: &str| {
                Customer { id: CustomerId(id), name: name.into(), ..Customer::default() }
            };
            let mut before = RowTable::default();
            before.append((1..=n).map(|id| customer(id, "")));
            let mut after = before.clone();
            let there = |ids: &BTreeSet<u16>| -> BTreeSet<u32> {
                ids.iter().map(|id| u32::from(*id) % 5_000 + 1).filter(|id| *id <= n).collect()
            };
            let (removed, mut edited) = (there(&removed), there(&edited));
            edited.retain(|id| !removed.contains(id));
            after.replace(edited.iter().map(|id| customer(*id, "new")));
            after.remove(&removed.iter().copied().map(CustomerId).collect());
            after.append((n + 1..=n + n_added).map(|id| customer(id, "")));
            let ids = |ids: &BTreeSet<u32>| ids.iter().copied().map(CustomerId).collect::<Vec<_>>();
            let expected = Difference {
                added: (n + 1..=n + n_added).map(CustomerId).collect(),
                removed: ids(&removed),
                changed: ids(&edited),
            };
            prop_assert_eq!(differ(&before, &after), expected);
        }
    }
}
