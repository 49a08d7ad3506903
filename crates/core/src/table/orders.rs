//! Orders as columns. There may be a million, and every scan is over whole columns.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::chunk::Chunk;
use crate::domain::day::Day;
use crate::domain::ids::{CustomerId, OrderId, ProductId};
use crate::domain::money::Money;
use crate::domain::order::{Order, OrderLine};

/// Orders per chunk.
pub const ORDERS_PER_CHUNK: usize = 8_192;

/// An absent minute.
pub const NO_MINUTE: u16 = u16::MAX;
/// An absent cost.
pub const NO_COST: i64 = i64::MIN;
/// An absent product.
pub const NO_PRODUCT: u32 = u32::MAX;

/// Columns of equal length, one entry per order, and one entry per line. The lines of order `i` are
/// `line_starts[i]..line_starts[i + 1]`; `key_ends[i]` is where its key ends within `keys`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OrderColumns {
    pub ids: Vec<u32>,
    pub customers: Vec<u32>,
    pub days: Vec<i32>,
    pub minutes: Vec<u16>,
    pub amounts: Vec<i64>,
    pub discounts: Vec<i64>,
    pub costs: Vec<i64>,
    pub keys: String,
    pub key_ends: Vec<u32>,
    /// One longer than the orders.
    pub line_starts: Vec<u32>,
    pub line_products: Vec<u32>,
    pub line_quantities_milli: Vec<i64>,
    pub line_amounts: Vec<i64>,
    pub line_discounts: Vec<i64>,
    pub line_costs: Vec<i64>,
}

impl OrderColumns {
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    pub fn n_lines(&self) -> usize {
        self.line_amounts.len()
    }

    /// With room for as many orders of one line each.
    pub fn with_capacity(n_orders: usize) -> Self {
        Self {
            ids: Vec::with_capacity(n_orders),
            customers: Vec::with_capacity(n_orders),
            days: Vec::with_capacity(n_orders),
            minutes: Vec::with_capacity(n_orders),
            amounts: Vec::with_capacity(n_orders),
            discounts: Vec::with_capacity(n_orders),
            costs: Vec::with_capacity(n_orders),
            keys: String::new(),
            key_ends: Vec::with_capacity(n_orders),
            line_starts: Vec::with_capacity(n_orders + 1),
            line_products: Vec::with_capacity(n_orders),
            line_quantities_milli: Vec::with_capacity(n_orders),
            line_amounts: Vec::with_capacity(n_orders),
            line_discounts: Vec::with_capacity(n_orders),
            line_costs: Vec::with_capacity(n_orders),
        }
    }

    /// Gives back the room that is left over: a chunk that is full never grows again.
    pub fn shrink(&mut self) {
        for column in [&mut self.amounts, &mut self.discounts, &mut self.costs] {
            column.shrink_to_fit();
        }
        self.ids.shrink_to_fit();
        self.customers.shrink_to_fit();
        self.days.shrink_to_fit();
        self.minutes.shrink_to_fit();
        self.keys.shrink_to_fit();
        self.key_ends.shrink_to_fit();
        self.line_starts.shrink_to_fit();
        self.line_products.shrink_to_fit();
        self.line_quantities_milli.shrink_to_fit();
        self.line_amounts.shrink_to_fit();
        self.line_discounts.shrink_to_fit();
        self.line_costs.shrink_to_fit();
    }

    pub fn push(&mut self, order: &Order) {
        self.push_head(order, &order.key);
        for line in &order.lines {
            self.push_line(line);
        }
    }

    /// An order under this key instead of its own, as yet without its lines.
    pub fn push_head(&mut self, order: &Order, key: &str) {
        if self.line_starts.is_empty() {
            self.line_starts.push(0);
        }
        self.ids.push(order.id.0);
        self.customers.push(order.customer.0);
        self.days.push(order.day.0);
        self.minutes.push(order.minute.unwrap_or(NO_MINUTE));
        self.amounts.push(order.amount.0);
        self.discounts.push(order.discount.0);
        self.costs.push(order.cost.map_or(NO_COST, |cost| cost.0));
        self.keys.push_str(key);
        self.key_ends.push(self.keys.len() as u32);
        self.line_starts.push(self.line_amounts.len() as u32);
    }

    /// One more line of the last order. Its amounts are its own: see `add_to_sums`.
    pub fn push_line(&mut self, line: &OrderLine) {
        self.line_products.push(line.product.map_or(NO_PRODUCT, |product| product.0));
        self.line_quantities_milli.push(line.quantity_milli);
        self.line_amounts.push(line.amount.0);
        self.line_discounts.push(line.discount.0);
        self.line_costs.push(line.cost.map_or(NO_COST, |cost| cost.0));
        if let Some(end) = self.line_starts.last_mut() {
            *end = self.line_amounts.len() as u32;
        }
    }

    /// Makes an order larger by what one more line of it comes to. Panics beyond `len()`.
    pub fn add_to_sums(&mut self, at: usize, amount: Money, discount: Money, cost: Option<Money>) {
        let more = |known: &mut i64, more: Money| *known = (Money(*known) + more).0;
        more(&mut self.amounts[at], amount);
        more(&mut self.discounts[at], discount);
        match (known_cost(self.costs[at]), cost) {
            (Some(_), Some(cost)) => more(&mut self.costs[at], cost),
            (None, Some(cost)) => self.costs[at] = cost.0,
            (_, None) => {}
        }
    }

    /// The order at a position. Panics beyond `len()`, as a slice does.
    pub fn order(&self, at: usize) -> Order {
        let key_start = at.checked_sub(1).map_or(0, |before| self.key_ends[before] as usize);
        let lines = self.line_range(at);
        Order {
            id: OrderId(self.ids[at]),
            key: self.keys[key_start..self.key_ends[at] as usize].to_owned(),
            customer: CustomerId(self.customers[at]),
            day: Day(self.days[at]),
            minute: Some(self.minutes[at]).filter(|minute| *minute != NO_MINUTE),
            amount: Money(self.amounts[at]),
            discount: Money(self.discounts[at]),
            cost: known_cost(self.costs[at]),
            lines: lines
                .map(|line| OrderLine {
                    product: Some(self.line_products[line])
                        .filter(|product| *product != NO_PRODUCT)
                        .map(ProductId),
                    quantity_milli: self.line_quantities_milli[line],
                    amount: Money(self.line_amounts[line]),
                    discount: Money(self.line_discounts[line]),
                    cost: known_cost(self.line_costs[line]),
                })
                .collect(),
        }
    }

    pub fn line_range(&self, at: usize) -> std::ops::Range<usize> {
        self.line_starts[at] as usize..self.line_starts[at + 1] as usize
    }

    /// Do the columns fit together? Checked on everything read from storage.
    pub fn is_consistent(&self) -> bool {
        let n = self.ids.len();
        let n_lines = self.line_amounts.len();
        let orders_match = [self.customers.len(), self.days.len(), self.minutes.len()] == [n; 3]
            && [self.amounts.len(), self.discounts.len(), self.costs.len(), self.key_ends.len()]
                == [n; 4];
        let lines_match = [
            self.line_products.len(),
            self.line_quantities_milli.len(),
            self.line_discounts.len(),
            self.line_costs.len(),
        ] == [n_lines; 4];
        let starts_match = (n == 0 && self.line_starts.len() <= 1)
            || (self.line_starts.len() == n + 1
                && self.line_starts.first() == Some(&0)
                && self.line_starts.last() == Some(&(n_lines as u32))
                && self.line_starts.is_sorted());
        let keys_match = self.key_ends.is_sorted()
            && self.key_ends.last().copied().unwrap_or(0) as usize == self.keys.len()
            && self.key_ends.iter().all(|end| self.keys.is_char_boundary(*end as usize));
        orders_match && lines_match && starts_match && keys_match
    }
}

/// A cost as stored, `None` where it is not known.
pub fn known_cost(stored: i64) -> Option<Money> {
    (stored != NO_COST).then_some(Money(stored))
}

/// All orders, in ascending order of id, in immutable chunks that revisions share.
#[derive(Clone, Debug, Default)]
pub struct OrderTable {
    chunks: Vec<Arc<Chunk<OrderColumns>>>,
}

impl OrderTable {
    /// From storage. The caller has checked each chunk's consistency.
    pub fn from_chunks(chunks: Vec<Arc<Chunk<OrderColumns>>>) -> Self {
        Self { chunks }
    }

    pub fn chunks(&self) -> &[Arc<Chunk<OrderColumns>>] {
        &self.chunks
    }

    pub fn len(&self) -> usize {
        self.chunks.iter().map(|chunk| chunk.data().len()).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.chunks.is_empty()
    }

    pub fn n_lines(&self) -> usize {
        self.chunks.iter().map(|chunk| chunk.data().n_lines()).sum()
    }

    /// Takes the last chunk out if it has room for more orders: what is added then begins with its.
    pub fn take_open(&mut self) -> Option<OrderColumns> {
        let last = self.chunks.pop_if(|last| last.data().len() < ORDERS_PER_CHUNK)?;
        Some(last.data().clone())
    }

    /// Adds a chunk whose ids ascend and are larger than any here; one of nothing adds nothing.
    pub fn push_chunk(&mut self, columns: OrderColumns) {
        if !columns.is_empty() {
            self.chunks.push(Arc::new(Chunk::new(columns)));
        }
    }

    /// Adds orders whose ids ascend and are larger than any here.
    pub fn append<'a>(&mut self, orders: impl IntoIterator<Item = &'a Order>) {
        let mut orders = orders.into_iter().peekable();
        if orders.peek().is_none() {
            return;
        }
        let mut open = self.take_open().unwrap_or_default();
        for order in orders {
            open.push(order);
            if open.len() == ORDERS_PER_CHUNK {
                self.push_chunk(std::mem::take(&mut open));
            }
        }
        self.push_chunk(open);
    }

    /// Every order of one customer, oldest id first.
    pub fn of_customer(&self, customer: CustomerId) -> Vec<Order> {
        let mut found = Vec::new();
        for chunk in &self.chunks {
            let columns = chunk.data();
            let places = columns.customers.iter().enumerate();
            found
                .extend(places.filter(|(_, c)| **c == customer.0).map(|(at, _)| columns.order(at)));
        }
        found
    }

    /// Gives orders to other customers: `heir` says to whom an order goes, or that it stays. Returns
    /// which went, with whose they were; untouched chunks stay shared.
    pub fn reassign(
        &mut self,
        heir: impl Fn(OrderId, CustomerId) -> Option<CustomerId>,
    ) -> Vec<(OrderId, CustomerId)> {
        let mut moved = Vec::new();
        for chunk in &mut self.chunks {
            let columns = chunk.data();
            let places = columns.ids.iter().zip(&columns.customers).enumerate();
            let heirs: Vec<(usize, CustomerId)> = places
                .filter_map(|(at, (id, customer))| {
                    Some((at, heir(OrderId(*id), CustomerId(*customer))?))
                })
                .collect();
            if heirs.is_empty() {
                continue;
            }
            let mut columns = columns.clone();
            for (at, heir) in heirs {
                let from = std::mem::replace(&mut columns.customers[at], heir.0);
                moved.push((OrderId(columns.ids[at]), CustomerId(from)));
            }
            *chunk = Arc::new(Chunk::new(columns));
        }
        moved
    }

    /// Puts these orders, whose ids ascend, in the place of those of the same ids; untouched chunks stay
    /// shared.
    pub fn replace(&mut self, orders: &[Order]) {
        let mut rest = orders;
        for chunk in &mut self.chunks {
            let columns = chunk.data();
            let last = columns.ids.last().copied().unwrap_or_default();
            let (own, after) = rest.split_at(rest.partition_point(|order| order.id.0 <= last));
            rest = after;
            if own.is_empty() {
                continue;
            }
            let mut own = own.iter().peekable();
            let mut whole = OrderColumns::with_capacity(columns.len());
            for (at, id) in columns.ids.iter().enumerate() {
                while own.next_if(|order| order.id.0 < *id).is_some() {}
                match own.next_if(|order| order.id.0 == *id) {
                    Some(order) => whole.push(order),
                    None => whole.push(&columns.order(at)),
                }
            }
            whole.shrink();
            *chunk = Arc::new(Chunk::new(whole));
        }
    }

    /// Removes every order of these customers; untouched chunks stay shared.
    pub fn remove_of_customers(&mut self, customers: &BTreeSet<CustomerId>) -> usize {
        self.remove_where(|columns, at| customers.contains(&CustomerId(columns.customers[at])))
    }

    /// Removes these orders; untouched chunks stay shared.
    pub fn remove(&mut self, orders: &BTreeSet<OrderId>) -> usize {
        if orders.is_empty() {
            return 0;
        }
        self.remove_where(|columns, at| orders.contains(&OrderId(columns.ids[at])))
    }

    /// Removes every order of a later day; untouched chunks stay shared.
    pub fn remove_after(&mut self, day: Day) -> usize {
        self.remove_where(|columns, at| columns.days[at] > day.0)
    }

    fn remove_where(&mut self, is_gone: impl Fn(&OrderColumns, usize) -> bool) -> usize {
        let mut n_removed = 0;
        let mut chunks = Vec::with_capacity(self.chunks.len());
        for chunk in self.chunks.drain(..) {
            let columns = chunk.data();
            let gone = |at: &usize| is_gone(columns, *at);
            let n_gone = (0..columns.len()).filter(|at| gone(at)).count();
            n_removed += n_gone;
            if n_gone == 0 {
                chunks.push(chunk);
            } else if n_gone < columns.len() {
                let mut rest = OrderColumns::default();
                for at in (0..columns.len()).filter(|at| !gone(at)) {
                    rest.push(&columns.order(at));
                }
                chunks.push(Arc::new(Chunk::new(rest)));
            }
        }
        self.chunks = chunks;
        n_removed
    }
}
