//! Which orders were told as closed: each once, in however many rows it stands. Must not know what orders
//! hold.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// By a hash of number and buyer: a chance likeness costs one in a count.
#[derive(Default)]
pub(super) struct ClosedOrders(HashSet<u64>);

impl ClosedOrders {
    /// Returns whether the order is new here.
    pub fn insert<'a>(&mut self, key: &str, buyer: impl Iterator<Item = &'a str>) -> bool {
        self.0.insert(hash_of(key, buyer))
    }

    pub fn has<'a>(&self, key: &str, buyer: impl Iterator<Item = &'a str>) -> bool {
        !self.0.is_empty() && self.0.contains(&hash_of(key, buyer))
    }
}

fn hash_of<'a>(key: &str, buyer: impl Iterator<Item = &'a str>) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    buyer.for_each(|cell| cell.hash(&mut hasher));
    hasher.finish()
}
