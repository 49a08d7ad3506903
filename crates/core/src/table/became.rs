//! Who the records that were merged are by now. Must not know why they were merged, nor by whom.

use std::collections::HashMap;

use super::tables::Tables;
use crate::domain::ids::CustomerId;

/// Records that have become one with another, by what they have become. Those that were parted again
/// are themselves.
#[derive(Debug, Default)]
pub struct Became(HashMap<CustomerId, CustomerId>);

impl Became {
    pub fn of(tables: &Tables) -> Self {
        let together = tables.merges().filter(|merge| merge.split.is_none());
        let went = together.flat_map(|merge| {
            let parts = merge.parts.iter().map(|part| (part.id, merge.merged.id));
            parts.filter(|(part, whole)| part != whole && tables.customers.get(*part).is_none())
        });
        Self(went.collect())
    }

    /// Who this record is by now: itself, where it has become nobody else.
    pub fn now(&self, mut id: CustomerId) -> CustomerId {
        // No merge can lead back, but a stored one is not to be trusted with a loop.
        for _ in 0..self.0.len() {
            let Some(next) = self.0.get(&id) else { break };
            id = *next;
        }
        id
    }
}

#[cfg(test)]
impl<const N: usize> From<[(CustomerId, CustomerId); N]> for Became {
    fn from(pairs: [(CustomerId, CustomerId); N]) -> Self {
        Self(pairs.into())
    }
}
