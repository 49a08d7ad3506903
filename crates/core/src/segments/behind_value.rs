//! The customers behind what products or regions bring: who had orders of those products, who of those
//! regions has bought. Worked out once per revision and day for each range that is asked for.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::Derived;
use super::rules::members::Members;
use crate::domain::ids::CustomerId;
use crate::domain::money::Money;
use crate::domain::value_range::{SharedBy, ValueRange};
use crate::table::orders::NO_PRODUCT;
use crate::table::tables::Tables;

/// What has been worked out so far.
#[derive(Default)]
pub struct KnownBehindValue(RefCell<BTreeMap<ValueRange, Members>>);

impl KnownBehindValue {
    /// In the order of the customers.
    pub fn of(&self, tables: &Tables, derived: &Derived, range: ValueRange) -> Members {
        let known = self.0.borrow().get(&range).cloned();
        known.unwrap_or_else(|| {
            let found: Members = match range.of {
                SharedBy::Products => with_products(tables, derived, range),
                SharedBy::Regions => in_regions(tables, derived, range),
            }
            .into();
            self.0.borrow_mut().insert(range, found.clone());
            found
        })
    }
}

/// By product number, what the lines of all orders come to; a line that names no product is nobody's.
pub fn product_sums(tables: &Tables) -> BTreeMap<u32, Money> {
    let mut sums: BTreeMap<u32, Money> = BTreeMap::new();
    for chunk in tables.orders.chunks() {
        let orders = chunk.data();
        for (product, amount) in orders.line_products.iter().zip(&orders.line_amounts) {
            if *product != NO_PRODUCT {
                *sums.entry(*product).or_default() += Money(*amount);
            }
        }
    }
    sums
}

/// Spend less refunds of the customers in each region; of no region, nobody's.
pub fn region_sums<'t>(tables: &'t Tables, derived: &Derived) -> BTreeMap<&'t str, Money> {
    let mut sums: BTreeMap<&str, Money> = BTreeMap::new();
    for (customer, facts) in tables.customers.iter().zip(&derived.purchases) {
        if !customer.region.is_empty() && facts.has_bought() {
            *sums.entry(&customer.region).or_default() += facts.spend_total;
        }
    }
    sums
}

/// Who bought one of them or gave it back: both are in the sum.
fn with_products(tables: &Tables, derived: &Derived, range: ValueRange) -> Vec<bool> {
    let mut sums = product_sums(tables);
    sums.retain(|_, sum| range.holds(*sum));
    let mut found = vec![false; derived.ids.len()];
    for chunk in tables.orders.chunks() {
        let orders = chunk.data();
        for at in 0..orders.len() {
            let mut lines = orders.line_range(at);
            if lines.any(|line| sums.contains_key(&orders.line_products[line]))
                && let Some(place) = derived.place_of(CustomerId(orders.customers[at]))
            {
                found[place] = true;
            }
        }
    }
    found
}

fn in_regions(tables: &Tables, derived: &Derived, range: ValueRange) -> Vec<bool> {
    let mut sums = region_sums(tables, derived);
    sums.retain(|_, sum| range.holds(*sum));
    let everybody = tables.customers.iter().zip(&derived.purchases);
    everybody
        .map(|(customer, facts)| facts.has_bought() && sums.contains_key(customer.region.as_str()))
        .collect()
}
