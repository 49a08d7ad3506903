//! Orders that were here before, by customer, day and amount: how one without a number is known, as many
//! times as it was there. Must not know what is in them.

use crate::domain::day::Day;
use crate::domain::ids::CustomerId;
use crate::domain::money::Money;
use crate::ingest::key_index::KeyIndex;
use crate::table::orders::{OrderColumns, OrderTable};

/// How many of a sale the file has not had yet.
#[derive(Clone, Copy, Default)]
struct Left {
    with_number: u32,
    without: u32,
}

/// Orders that were there before, by what tells those without a number apart. A sale is all those of one
/// customer, day and amount, known by its place among all sales.
pub struct KnownSales {
    /// Customer, day and amount.
    by_sale: KeyIndex<u32>,
    left: Vec<Left>,
}

impl KnownSales {
    pub fn of(orders: &OrderTable) -> Self {
        let mut known = Self { by_sale: KeyIndex::new(), left: Vec::new() };
        for columns in orders.chunks().iter().map(|chunk| chunk.data()) {
            for at in 0..columns.len() {
                let new = known.left.len() as u32;
                let place = known.by_sale.get_or_insert(&key_at(columns, at), new).unwrap_or(new);
                if place == new {
                    known.left.push(Left::default());
                }
                let left = &mut known.left[place as usize];
                match has_number(columns, at) {
                    true => left.with_number += 1,
                    false => left.without += 1,
                }
            }
        }
        known
    }

    /// How many sales there are.
    pub fn len(&self) -> usize {
        self.left.len()
    }

    /// Was there such an order before?
    pub fn has(&self, customer: CustomerId, day: Day, amount: Money) -> bool {
        self.by_sale.get(&sale_key(customer, day, amount)).is_some()
    }

    /// Was there such an order before, and has the file not had it yet? Now it has.
    pub fn take(&mut self, customer: CustomerId, day: Day, amount: Money) -> bool {
        let sale = sale_key(customer, day, amount);
        let Some(place) = self.by_sale.get(&sale) else { return false };
        let Left { with_number, without } = &mut self.left[*place as usize];
        // One with a number may still be had by it.
        let n_left = if *without > 0 { without } else { with_number };
        let is_known = *n_left > 0;
        *n_left = n_left.saturating_sub(1);
        is_known
    }

    /// The place of such a sale of which there is an order without a number that the file has not had yet.
    pub fn without_number(&self, customer: CustomerId, day: Day, amount: Money) -> Option<u32> {
        let place = *self.by_sale.get(&sale_key(customer, day, amount))?;
        (self.left[place as usize].without > 0).then_some(place)
    }

    /// Takes an order without a number of each of these sales; `false`: there are not so many, and none is
    /// taken.
    pub fn take_without_number(&mut self, sales: &[u32]) -> bool {
        for (n, sale) in sales.iter().enumerate() {
            let without = &mut self.left[*sale as usize].without;
            if *without == 0 {
                sales[..n].iter().for_each(|taken| self.left[*taken as usize].without += 1);
                return false;
            }
            *without -= 1;
        }
        true
    }

    /// Of which sale an order of before is.
    pub fn place_of(&self, columns: &OrderColumns, at: usize) -> Option<u32> {
        self.by_sale.get(&key_at(columns, at)).copied()
    }
}

/// Has the order a number?
pub fn has_number(columns: &OrderColumns, at: usize) -> bool {
    let start = at.checked_sub(1).map_or(0, |before| columns.key_ends[before]);
    columns.key_ends[at] > start
}

fn key_at(columns: &OrderColumns, at: usize) -> [u8; 16] {
    let customer = CustomerId(columns.customers[at]);
    sale_key(customer, Day(columns.days[at]), Money(columns.amounts[at]))
}

fn sale_key(customer: CustomerId, day: Day, amount: Money) -> [u8; 16] {
    let mut key = [0; 16];
    key[..4].copy_from_slice(&customer.0.to_le_bytes());
    key[4..8].copy_from_slice(&day.0.to_le_bytes());
    key[8..].copy_from_slice(&amount.0.to_le_bytes());
    key
}
