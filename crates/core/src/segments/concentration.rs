//! How unevenly value is spread over customers, products and regions (B2): what the data say, never 80/20
//! by habit. The figures themselves are `meadow_models::concentration`'s.

use std::collections::BTreeMap;

use meadow_models::breaks::value_cut;
use meadow_models::concentration::{abc_tiers, count_amounts, gini, lorenz_curve, share_of_top};

use super::Derived;
use super::purchases::PurchaseFacts;
use crate::domain::customer::Customer;
use crate::domain::lens::AbcTier;
use crate::domain::money::Money;
use crate::table::orders::NO_PRODUCT;
use crate::table::tables::Tables;
use crate::views::lens::{ConcentrationOf, ConcentrationView, LargestPart};

/// Points of the curve.
const N_STEPS: usize = 100;
const TOPS: [f64; 5] = [0.01, 0.05, 0.1, 0.2, 0.5];
const SHARES: [f64; 3] = [0.5, 0.8, 0.95];
const MOST_NAMED: usize = 10;

pub fn view(tables: &Tables, derived: &Derived, of: ConcentrationOf) -> ConcentrationView {
    let named = match of {
        ConcentrationOf::Customers => by_customer(tables, derived),
        ConcentrationOf::Products => by_product(tables),
        ConcentrationOf::Regions => by_region(tables, derived),
    };
    let amounts: Vec<f64> = named.iter().map(|part| part.value.major()).collect();
    let counts = count_amounts(&amounts);
    let percent = tables.facts.lenses.abc_percent;
    let (a, ab) = (f64::from(percent.0) / 100.0, f64::from(percent.1) / 100.0);
    let tiers = abc_tiers(&amounts, a, ab).map_or_else(Vec::new, |found| {
        let names = [AbcTier::A, AbcTier::B, AbcTier::C].into_iter();
        let sums = found.n.into_iter().zip(found.value);
        names.zip(sums).map(|(tier, (n, sum))| (tier, n as u32, Money::from_major(sum))).collect()
    });
    let top = TOPS.iter().filter_map(|part| {
        Some((*part, share_of_top(&amounts, *part)?, least_of_top(&amounts, *part)))
    });
    // Equal values stay together, so that it is the same people whom a list from that value on holds.
    let needed = SHARES.iter().filter_map(|share| {
        let cut = value_cut(&amounts, *share)?;
        let part = cut.n_above as f64 / amounts.len() as f64;
        Some((*share, part, Money::from_major(cut.at_least)))
    });
    let (top, needed) = (top.collect(), needed.collect());
    let n = named.len() as u32;
    let mut largest = named;
    largest.retain(|part| part.value > Money::ZERO);
    largest.sort_by(|a, b| (b.value, &a.name).cmp(&(a.value, &b.name)));
    largest.truncate(MOST_NAMED);
    ConcentrationView {
        of,
        n,
        total: Money::from_major(counts.positive),
        n_negative: counts.n_negative as u32,
        negative: Money::from_major(counts.negative),
        gini: gini(&amounts),
        lorenz: lorenz_curve(&amounts, N_STEPS),
        top,
        needed,
        tiers,
        largest,
        abc_percent: percent,
    }
}

/// The least value among the top `part`, where it parts them from all others.
fn least_of_top(amounts: &[f64], part: f64) -> Option<Money> {
    let mut descending = amounts.to_vec();
    descending.sort_by(|a, b| b.total_cmp(a));
    // As `share_of_top` counts them.
    let n_top = (part * descending.len() as f64 - 1e-9).ceil() as usize;
    let least = descending.get(n_top.checked_sub(1)?).copied().filter(|least| *least > 0.0)?;
    let is_parted = descending.get(n_top).is_none_or(|next| *next < least);
    is_parted.then(|| Money::from_major(least))
}

/// Spend less refunds of those who have bought.
fn by_customer(tables: &Tables, derived: &Derived) -> Vec<LargestPart> {
    let everybody = tables.customers.iter().zip(&derived.purchases);
    let buyers = everybody.filter(|(_, facts)| facts.has_bought());
    let part = |(customer, facts): (&Customer, &PurchaseFacts)| LargestPart {
        name: customer.name.clone(),
        value: facts.spend_total,
        customer: Some(customer.id),
    };
    buyers.map(part).collect()
}

/// What the lines of all orders say; an order that names no product is nobody's.
fn by_product(tables: &Tables) -> Vec<LargestPart> {
    let mut sums: BTreeMap<u32, Money> = BTreeMap::new();
    for chunk in tables.orders.chunks() {
        let orders = chunk.data();
        for (product, amount) in orders.line_products.iter().zip(&orders.line_amounts) {
            if *product != NO_PRODUCT {
                *sums.entry(*product).or_default() += Money(*amount);
            }
        }
    }
    let named = tables.products.iter();
    named
        .filter_map(|product| {
            let name = if product.name.is_empty() { &product.key } else { &product.name };
            let value = *sums.get(&product.id.0)?;
            Some(LargestPart { name: name.clone(), value, customer: None })
        })
        .collect()
}

/// Spend less refunds of the customers in each region; of no region, nobody's.
fn by_region(tables: &Tables, derived: &Derived) -> Vec<LargestPart> {
    let mut sums: BTreeMap<&str, Money> = BTreeMap::new();
    for (customer, facts) in tables.customers.iter().zip(&derived.purchases) {
        if !customer.region.is_empty() && facts.has_bought() {
            *sums.entry(&customer.region).or_default() += facts.spend_total;
        }
    }
    let part = |(region, value): (&str, Money)| LargestPart {
        name: region.to_owned(),
        value,
        customer: None,
    };
    sums.into_iter().map(part).collect()
}
