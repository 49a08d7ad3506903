//! What somebody's orders and contacts come to, in one pass over the rows. Must not know what is asked
//! of the sums.

use std::collections::BTreeSet;

use crate::domain::day::Day;
use crate::domain::ids::DocumentId;
use crate::domain::interaction::InteractionKind;
use crate::domain::money::Money;
use crate::table::orders::{NO_PRODUCT, OrderColumns};
use crate::table::tables::Tables;
use crate::views::rule::{Goods, is_within};

/// First and last day, ends included.
pub type Span = (Option<Day>, Option<Day>);

/// Orders of one person, as [`OrderTest`](crate::views::rule::OrderTest) reckons them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OrderSums {
    /// Without refunds.
    pub n_orders: u32,
    pub n_refunds: u32,
    /// Refunds subtracted; of the lines that are looked at, where it is not all of them.
    pub sum: Money,
    /// Without refunds.
    pub first: Option<Day>,
    pub last: Option<Day>,
}

impl OrderSums {
    pub fn has_any(&self) -> bool {
        self.n_orders + self.n_refunds > 0
    }
}

/// Sums for `n` people; `place_of` says which of them an order's customer is.
pub fn order_sums(
    tables: &Tables,
    goods: &Goods,
    span: Span,
    n: usize,
    place_of: impl Fn(u32) -> Option<usize>,
) -> Vec<OrderSums> {
    let wanted = wanted_products(tables, goods);
    let mut sums = vec![OrderSums::default(); n];
    for chunk in tables.orders.chunks() {
        let orders = chunk.data();
        for at in 0..orders.len() {
            let day = Day(orders.days[at]);
            if !is_within(day, span) {
                continue;
            }
            let Some(place) = place_of(orders.customers[at]) else { continue };
            let amount = Money(orders.amounts[at]);
            let Some(part) = part_of(orders, at, wanted.as_deref()) else { continue };
            let own = &mut sums[place];
            own.sum += part;
            if amount < Money::ZERO {
                own.n_refunds += 1;
                continue;
            }
            own.n_orders += 1;
            own.first = Some(own.first.map_or(day, |first| first.min(day)));
            own.last = own.last.max(Some(day));
        }
    }
    sums
}

/// The amount that is looked at; `None` where the order has none of the wanted products.
fn part_of(orders: &OrderColumns, at: usize, wanted: Option<&[bool]>) -> Option<Money> {
    let Some(wanted) = wanted else { return Some(Money(orders.amounts[at])) };
    let is_wanted = |line: &usize| {
        let product = orders.line_products[*line];
        product != NO_PRODUCT && wanted.get(product as usize).copied().unwrap_or_default()
    };
    let lines = orders.line_range(at).filter(is_wanted);
    lines.fold(None, |sum: Option<Money>, line| {
        Some(sum.unwrap_or_default() + Money(orders.line_amounts[line]))
    })
}

/// By product number; `None`: all orders, with lines or without.
fn wanted_products(tables: &Tables, goods: &Goods) -> Option<Vec<bool>> {
    let mut wanted = Vec::new();
    for product in tables.products.iter() {
        let is_wanted = match goods {
            Goods::Any => return None,
            Goods::Product(id) => product.id == *id,
            Goods::Category(category) => product.category == *category,
        };
        let at = product.id.0 as usize;
        if is_wanted && at < tables.next_ids.product.max(1) as usize {
            wanted.resize(wanted.len().max(at + 1), false);
            wanted[at] = true;
        }
    }
    (*goods != Goods::Any).then_some(wanted)
}

/// How many contacts each of `n` people had.
pub fn contact_counts(
    tables: &Tables,
    kinds: &[InteractionKind],
    event: Option<DocumentId>,
    span: Span,
    n: usize,
    place_of: impl Fn(u32) -> Option<usize>,
) -> Vec<u32> {
    let mut counts = vec![0; n];
    for contact in tables.interactions.iter() {
        let is_meant = (kinds.is_empty() || kinds.contains(&contact.kind))
            && (event.is_none() || contact.event == event)
            && is_within(contact.day, span);
        if is_meant && let Some(place) = place_of(contact.customer.0) {
            counts[place] += 1;
        }
    }
    counts
}

/// How many orders, refunds apart, each of `n` people placed on days on which they attended.
pub fn orders_at_events(
    tables: &Tables,
    event: Option<DocumentId>,
    span: Span,
    n: usize,
    place_of: impl Fn(u32) -> Option<usize>,
) -> Vec<u32> {
    let attended = tables.interactions.iter().filter(|contact| {
        contact.kind == InteractionKind::Attended
            && (event.is_none() || contact.event == event)
            && is_within(contact.day, span)
    });
    let there: BTreeSet<(u32, i32)> =
        attended.map(|contact| (contact.customer.0, contact.day.0)).collect();
    let mut counts = vec![0; n];
    for chunk in tables.orders.chunks() {
        let orders = chunk.data();
        for at in 0..orders.len() {
            let customer = orders.customers[at];
            if Money(orders.amounts[at]) >= Money::ZERO
                && there.contains(&(customer, orders.days[at]))
                && let Some(place) = place_of(customer)
            {
                counts[place] += 1;
            }
        }
    }
    counts
}
