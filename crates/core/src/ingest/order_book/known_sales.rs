//! Orders without a number that were here before: known by customer, day and amount, as many times as they
//! were there. Must not know those with a number.

use crate::domain::day::Day;
use crate::domain::ids::CustomerId;
use crate::domain::money::Money;
use crate::ingest::key_index::KeyIndex;
use crate::table::orders::OrderTable;

/// Orders that were there before, by what tells those without a number apart.
pub struct KnownSales {
    /// Customer, day and amount.
    by_sale: KeyIndex<u32>,
    /// How many of each the file has not had yet.
    n_left: Vec<u32>,
}

impl KnownSales {
    pub fn of(orders: &OrderTable) -> Self {
        let mut known = Self { by_sale: KeyIndex::new(), n_left: Vec::new() };
        for columns in orders.chunks().iter().map(|chunk| chunk.data()) {
            for (at, customer) in columns.customers.iter().enumerate() {
                let sale = sale_key(
                    CustomerId(*customer),
                    Day(columns.days[at]),
                    Money(columns.amounts[at]),
                );
                match known.by_sale.get_or_insert(&sale, known.n_left.len() as u32) {
                    Some(place) => known.n_left[place as usize] += 1,
                    None => known.n_left.push(1),
                }
            }
        }
        known
    }

    /// Was there such an order before, and has the file not had it yet? Now it has.
    pub fn take(&mut self, customer: CustomerId, day: Day, amount: Money) -> bool {
        let sale = sale_key(customer, day, amount);
        let Some(place) = self.by_sale.get(&sale) else { return false };
        let n_left = &mut self.n_left[*place as usize];
        let is_known = *n_left > 0;
        *n_left = n_left.saturating_sub(1);
        is_known
    }
}

fn sale_key(customer: CustomerId, day: Day, amount: Money) -> [u8; 16] {
    let mut key = [0; 16];
    key[..4].copy_from_slice(&customer.0.to_le_bytes());
    key[4..8].copy_from_slice(&day.0.to_le_bytes());
    key[8..].copy_from_slice(&amount.0.to_le_bytes());
    key
}
