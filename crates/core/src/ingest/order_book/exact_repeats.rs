//! Rows under one order number that say the very same thing: two lines of an order, or one that stands
//! twice. Must not know which of both is meant: the rows stay, and somebody looks.
//!
//! Costs nothing for orders of one row: what the first row said is asked for when a second one comes.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::domain::day::Day;
use crate::domain::ids::ProductId;
use crate::domain::money::Money;

/// What a row says of its order.
#[derive(Clone, Copy, Debug, Hash)]
pub struct RowFacts {
    pub day: Day,
    /// Of the day.
    pub minute: Option<u16>,
    pub amount: Money,
    pub discount: Money,
    pub cost: Option<Money>,
    /// Product and thousandths of a piece; `None` where the row names neither.
    pub line: Option<(Option<ProductId>, i64)>,
}

/// The rows of the orders that have several.
#[derive(Default)]
pub struct ExactRepeats {
    /// Orders by their place among the new ones.
    with_several_rows: HashSet<u32>,
    /// A row by its hash: a million of them fit, and a chance likeness costs a needless look.
    seen: HashSet<u64>,
}

impl ExactRepeats {
    pub fn has_several_rows(&self, order: u32) -> bool {
        self.with_several_rows.contains(&order)
    }

    /// Takes a further row of an order. Did an earlier one say the same?
    pub fn take(&mut self, order: u32, row: RowFacts, first: impl FnOnce() -> RowFacts) -> bool {
        if self.with_several_rows.insert(order) {
            self.seen.insert(hash(order, first()));
        }
        !self.seen.insert(hash(order, row))
    }
}

fn hash(order: u32, row: RowFacts) -> u64 {
    let mut hasher = DefaultHasher::new();
    (order, row).hash(&mut hasher);
    hasher.finish()
}
