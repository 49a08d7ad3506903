//! How unevenly value is spread over customers, products and regions (B2): what the data say, never 80/20
//! by habit. The figures themselves are `meadow_models::concentration`'s.

use meadow_models::breaks::value_cut;
use meadow_models::concentration::{abc_tiers, count_amounts, gini, lorenz_curve, share_of_top};

use super::Derived;
use super::audience::obstacle_today;
use super::behind_value::{product_sums, region_sums};
use super::purchases::PurchaseFacts;
use crate::domain::customer::Customer;
use crate::domain::lens::{AbcTier, LensColumn, LensGroup};
use crate::domain::money::Money;
use crate::domain::value_range::{SharedBy, ValueRange};
use crate::table::tables::Tables;
use crate::views::lens::{
    ConcentrationOf, ConcentrationView, LargestPart, NeededPart, TierPart, TopPart,
};
use crate::views::table::{Column, Filter, Test};

/// Points of the curve.
const N_STEPS: usize = 100;
const TOPS: [f64; 5] = [0.01, 0.05, 0.1, 0.2, 0.5];
const SHARES: [f64; 3] = [0.5, 0.8, 0.95];
const MOST_NAMED: usize = 10;
/// The least by which amounts differ.
const ONE: Money = Money(1);

pub fn view(tables: &Tables, derived: &Derived, of: ConcentrationOf) -> ConcentrationView {
    let named = match of {
        ConcentrationOf::Customers => by_customer(tables, derived),
        ConcentrationOf::Products => by_product(tables),
        ConcentrationOf::Regions => by_region(tables, derived),
    };
    let amounts: Vec<f64> = named.iter().map(|part| part.value.major()).collect();
    let mut descending: Vec<Money> = named.iter().map(|part| part.value).collect();
    descending.sort_unstable_by(|a, b| b.cmp(a));
    let counts = count_amounts(&amounts);
    let (n_negative, negative) = match of {
        ConcentrationOf::Customers => below_zero(derived),
        _ => (counts.n_negative as u32, Money::from_major(counts.negative)),
    };
    let top = TOPS.iter().filter_map(|part| {
        let least = least_of_top(&descending, *part);
        Some(TopPart {
            part: *part,
            brings: share_of_top(&amounts, *part)?,
            filter: least.map(|least| behind(of, Some(least), None)),
        })
    });
    // Equal values stay together, so that it is the same people whom a list from that value on holds.
    let needed = SHARES.iter().filter_map(|share| {
        let cut = value_cut(&amounts, *share)?;
        let least = Money::from_major(cut.at_least);
        Some(NeededPart {
            share: *share,
            part: cut.n_above as f64 / amounts.len() as f64,
            filter: behind(of, Some(least), None),
        })
    });
    let (top, needed) = (top.collect(), needed.collect());
    let abc_percent = tables.facts.lenses.abc_percent;
    ConcentrationView {
        of,
        n: named.len() as u32,
        total: Money::from_major(counts.positive),
        n_negative,
        negative,
        negative_filter: behind(of, None, Some(Money::ZERO)),
        gini: gini(&amounts),
        lorenz: lorenz_curve(&amounts, N_STEPS),
        top,
        needed,
        tiers: tiers(of, &amounts, &descending, abc_percent),
        largest: largest(tables, derived, of, named, &descending),
        abc_percent,
    }
}

/// How many gave back more than they bought, and how much: also those of whom only refunds are known, whom
/// the list shows too, though they are no buyers.
fn below_zero(derived: &Derived) -> (u32, Money) {
    let spent = derived.purchases.iter().map(|purchases| purchases.spend_total);
    let below: Vec<Money> = spent.filter(|total| *total < Money::ZERO).collect();
    (below.len() as u32, below.into_iter().sum())
}

/// Lists the customers who bring so much, or who stand behind what does.
fn behind(of: ConcentrationOf, at_least: Option<Money>, below: Option<Money>) -> Filter {
    let range = |of| Filter {
        column: Column::BehindValue(ValueRange { of, at_least, below }),
        test: Test::IsYes(true),
    };
    match of {
        ConcentrationOf::Products => range(SharedBy::Products),
        ConcentrationOf::Regions => range(SharedBy::Regions),
        ConcentrationOf::Customers => {
            let low = at_least.map(Money::major);
            let high = below.map(|below| (below - ONE).major());
            Filter { column: Column::SpendTotal, test: Test::Between { low, high } }
        }
    }
}

/// The least value among the top `part`, where it parts them from all others.
fn least_of_top(descending: &[Money], part: f64) -> Option<Money> {
    // As `share_of_top` counts them.
    let n_top = (part * descending.len() as f64 - 1e-9).ceil() as usize;
    let least = *descending.get(n_top.checked_sub(1)?)?;
    let is_parted = descending.get(n_top).is_none_or(|next| *next < least);
    (least > Money::ZERO && is_parted).then_some(least)
}

fn tiers(
    of: ConcentrationOf,
    amounts: &[f64],
    descending: &[Money],
    percent: (u8, u8),
) -> Vec<TierPart> {
    let (a, ab) = (f64::from(percent.0) / 100.0, f64::from(percent.1) / 100.0);
    let Some(found) = abc_tiers(amounts, a, ab) else { return Vec::new() };
    let mut start = 0;
    let each =
        [AbcTier::A, AbcTier::B, AbcTier::C].into_iter().zip(found.n.into_iter().zip(found.value));
    each.map(|(tier, (n, value))| {
        let begins = start;
        start += n;
        let filter = match of {
            ConcentrationOf::Customers => Some(Filter {
                column: Column::Lens(LensColumn::ValueTier),
                test: Test::GroupIs(vec![LensGroup::Value(tier)]),
            }),
            _ if n == 0 => None,
            _ => parted(descending, begins, start).map(|(low, below)| behind(of, low, below)),
        };
        TierPart { tier, n: n as u32, value: Money::from_major(value), filter }
    })
    .collect()
}

/// From where to below which value those from `begins` to before `ends` reach; `None` where one of
/// the others brings as much as one of them.
fn parted(
    descending: &[Money],
    begins: usize,
    ends: usize,
) -> Option<(Option<Money>, Option<Money>)> {
    let above = begins.checked_sub(1).and_then(|last| descending.get(last));
    let (first, last) = (descending.get(begins)?, descending.get(ends.checked_sub(1)?)?);
    let next = descending.get(ends);
    let is_parted = above.is_none_or(|above| above > first) && next.is_none_or(|next| next < last);
    let low = next.map(|_| *last);
    is_parted.then_some((low, above.copied()))
}

fn largest(
    tables: &Tables,
    derived: &Derived,
    of: ConcentrationOf,
    mut named: Vec<LargestPart>,
    descending: &[Money],
) -> Vec<LargestPart> {
    named.retain(|part| part.value > Money::ZERO);
    named.sort_by(|a, b| (b.value, &a.name).cmp(&(a.value, &b.name)));
    named.truncate(MOST_NAMED);
    for part in &mut named {
        let whom = part.customer.and_then(|id| tables.customers.get(id).zip(derived.place_of(id)));
        part.obstacle =
            whom.and_then(|(customer, place)| obstacle_today(tables, customer, derived, place));
    }
    if of == ConcentrationOf::Products {
        for part in &mut named {
            // Of two that bring as much, a value names neither.
            let n_alike = descending.iter().filter(|value| **value == part.value).count();
            part.filter =
                (n_alike == 1).then(|| behind(of, Some(part.value), Some(part.value + ONE)));
        }
    }
    named
}

/// Spend less refunds of those who have bought.
fn by_customer(tables: &Tables, derived: &Derived) -> Vec<LargestPart> {
    let everybody = tables.customers.iter().zip(&derived.purchases);
    let buyers = everybody.filter(|(_, facts)| facts.has_bought());
    let part = |(customer, facts): (&Customer, &PurchaseFacts)| LargestPart {
        name: customer.name.clone(),
        value: facts.spend_total,
        customer: Some(customer.id),
        obstacle: None,
        filter: None,
    };
    buyers.map(part).collect()
}

/// What the lines of all orders say; an order that names no product is nobody's.
fn by_product(tables: &Tables) -> Vec<LargestPart> {
    let sums = product_sums(tables);
    let named = tables.products.iter();
    named
        .filter_map(|product| {
            let name = if product.name.is_empty() { &product.key } else { &product.name };
            let value = *sums.get(&product.id.0)?;
            let name = name.clone();
            Some(LargestPart { name, value, customer: None, obstacle: None, filter: None })
        })
        .collect()
}

/// Spend less refunds of the customers in each region; of no region, nobody's.
fn by_region(tables: &Tables, derived: &Derived) -> Vec<LargestPart> {
    let part = |(region, value): (&str, Money)| {
        let test = Test::AnyOf(vec![region.to_owned()]);
        LargestPart {
            name: region.to_owned(),
            value,
            customer: None,
            obstacle: None,
            filter: Some(Filter { column: Column::Region, test }),
        }
    };
    region_sums(tables, derived).into_iter().map(part).collect()
}
