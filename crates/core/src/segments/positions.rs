//! From a customer's number to its place among the customers, fast enough to ask once per order.

use crate::domain::ids::CustomerId;
use crate::table::tables::Tables;

const NOBODY: u32 = u32::MAX;

/// Places of all customers in the order of the table.
pub struct Positions {
    /// By number. Numbers are given one after the other and never again, so few entries are empty.
    dense: Vec<u32>,
    /// Ascending; asked where the numbers turn out to be too far apart for `dense`.
    ids: Vec<CustomerId>,
}

impl Positions {
    pub fn of(tables: &Tables) -> Self {
        let ids: Vec<CustomerId> = tables.customers.iter().map(|customer| customer.id).collect();
        let largest = ids.last().map_or(0, |id| id.0 as usize);
        let mut dense = Vec::new();
        if largest <= ids.len().saturating_mul(8) + 1_000_000 {
            dense.resize(largest + 1, NOBODY);
            for (place, id) in ids.iter().enumerate() {
                dense[id.0 as usize] = place as u32;
            }
        }
        Self { dense, ids }
    }

    pub fn n_customers(&self) -> usize {
        self.ids.len()
    }

    /// The place of the customer with this number, if there is one.
    pub fn find(&self, customer: u32) -> Option<usize> {
        if self.dense.is_empty() {
            return self.ids.binary_search(&CustomerId(customer)).ok();
        }
        let place = *self.dense.get(customer as usize)?;
        (place != NOBODY).then_some(place as usize)
    }

    pub fn into_ids(self) -> Vec<CustomerId> {
        self.ids
    }
}
