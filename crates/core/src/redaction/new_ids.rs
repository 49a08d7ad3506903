//! The numbers of the copy: whoever was merged since has the number of who they are by now, since the copy
//! has no merges to tell it.

use std::collections::{BTreeSet, HashMap};

use crate::domain::ids::CustomerId;
use crate::table::became::Became;
use crate::table::tables::Tables;

pub struct NewIds {
    ids: HashMap<CustomerId, CustomerId>,
    pub became: Became,
}

impl NewIds {
    /// From 1, in this order.
    pub fn of(tables: &Tables, new_order: &[CustomerId]) -> Self {
        let ids = new_order.iter().zip(1..).map(|(old, new)| (*old, CustomerId(new)));
        Self { ids: ids.collect(), became: Became::of(tables) }
    }

    /// `None` for somebody who is not there any more.
    pub fn get(&self, id: CustomerId) -> Option<CustomerId> {
        self.ids.get(&self.became.now(id)).copied()
    }

    /// Each person once, ascending.
    pub fn all(&self, ids: &[CustomerId]) -> Vec<CustomerId> {
        let new: BTreeSet<CustomerId> = ids.iter().filter_map(|id| self.get(*id)).collect();
        new.into_iter().collect()
    }
}
