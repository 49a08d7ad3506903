//! Orders that were here without a number and that the file has with one: each gets its number, instead of
//! standing here twice.
//!
//! A new order is such a one where each of its rows was an order of its own, or where one order was as much
//! as all of its rows. Must not know what the orders hold beside.

use std::collections::BTreeSet;

use super::OrderBook;
use super::known_sales::{KnownSales, has_number};
use crate::domain::day::Day;
use crate::domain::ids::{CustomerId, OrderId};
use crate::domain::money::Money;
use crate::domain::order::Order;
use crate::ingest::known_orders::over_unnumbered;
use crate::ingest::order_rows::OrderRow;
use crate::table::orders::{ORDERS_PER_CHUNK, OrderTable};
use crate::views::import::OrderPolicy;

/// A row of a new order with a number.
pub(super) struct NumberedRow {
    /// The n-th new one.
    order: u32,
    /// The sale without a number that the row may be.
    sale: Option<u32>,
    /// In the file.
    row: u64,
}

impl OrderBook {
    /// Notes which order of before the row may be, by what it says before anything is made of it.
    pub(super) fn note_numbered(
        &mut self,
        customer: CustomerId,
        row: &OrderRow<'_>,
        order: u32,
        row_number: u64,
    ) {
        // A repaired row is one that its file did not bring.
        if !self.has_unnumbered || self.rows_stand_alone {
            return;
        }
        let known = self.known_sales.get_or_insert_with(|| KnownSales::of(&self.before));
        let sale = known.without_number(customer, row.day, row.amount);
        // Without a number, a line that costs nothing may have been no order.
        if sale.is_some() || row.amount != Money::ZERO {
            self.numbered_rows.push(NumberedRow { order, sale, row: row_number });
        }
    }

    /// All rows are read, and those of somebody else are taken out: the new orders that were here without a
    /// number, with their first rows. They are not new. Where what is here is to be left, they do not come in.
    pub fn find_numbered(&mut self) -> Vec<(OrderId, u64)> {
        let mut rows = std::mem::take(&mut self.numbered_rows);
        let Some(known) = &mut self.known_sales else { return Vec::new() };
        // Rows of one order stay as they came.
        rows.sort_by_key(|row| row.order);
        let mut found = Vec::new();
        let mut places = Vec::new();
        for rows in rows.chunk_by(|one, other| one.order == other.order) {
            let [first, ..] = rows else { continue };
            let place = self.n_open_before + first.order as usize;
            let (columns, at) = (&self.open[place / ORDERS_PER_CHUNK], place % ORDERS_PER_CHUNK);
            let id = OrderId(columns.ids[at]);
            if self.taken_out.contains(&id) {
                continue;
            }
            let each: Option<Vec<u32>> = rows.iter().map(|row| row.sale).collect();
            let mut sales = each.filter(|sales| known.take_without_number(sales));
            if sales.is_none() {
                let customer = CustomerId(columns.customers[at]);
                let (day, amount) = (Day(columns.days[at]), Money(columns.amounts[at]));
                let whole = known.without_number(customer, day, amount).map(|sale| vec![sale]);
                sales = whole.filter(|sales| known.take_without_number(sales));
            }
            let Some(sales) = sales else { continue };
            found.push((id, first.row));
            places.push(first.order as usize);
            self.numbered.extend(sales.into_iter().map(|sale| (sale, id)));
        }
        let places: BTreeSet<usize> = places.into_iter().collect();
        self.n_lines -= self.n_lines_of(&places);
        match self.policy {
            OrderPolicy::TakeFile => self.n_numbered = found.len(),
            OrderPolicy::Leave => {
                self.numbered.clear();
                self.n_known_sales += found.len();
                self.late_lines.retain(|late| !places.contains(&late.order));
                self.taken_out.extend(found.iter().map(|(id, _)| *id));
            }
        }
        found
    }

    /// Which orders of before have a number now, by which new order and where they stand: chunk and place.
    /// Ascending by new order.
    pub(super) fn now_numbered(&mut self) -> Vec<NowNumbered> {
        let mut numbered = std::mem::take(&mut self.numbered);
        let Some(known) = self.known_sales.as_ref().filter(|_| !numbered.is_empty()) else {
            return Vec::new();
        };
        numbered.sort_unstable();
        // Of each sale, which of `numbered` is next to get an order.
        let mut next = vec![usize::MAX; known.len()];
        for (at, (sale, _)) in numbered.iter().enumerate().rev() {
            next[*sale as usize] = at;
        }
        let mut all = Vec::with_capacity(numbered.len());
        for (chunk, columns) in self.before.chunks().iter().map(|chunk| chunk.data()).enumerate() {
            for at in (0..columns.len()).filter(|at| !has_number(columns, *at)) {
                let Some(sale) = known.place_of(columns, at) else { continue };
                let next = &mut next[sale as usize];
                let Some((of, by)) = numbered.get(*next) else { continue };
                if *of == sale {
                    *next += 1;
                    all.push(NowNumbered { by: *by, chunk: chunk as u32, at: at as u32 });
                }
            }
        }
        all.sort_by_key(|one| one.by);
        all
    }
}

/// An order of before that has a number now.
pub(super) struct NowNumbered {
    /// The new order that it is.
    by: OrderId,
    chunk: u32,
    at: u32,
}

impl NowNumbered {
    fn order(&self, before: &OrderTable) -> Order {
        before.chunks()[self.chunk as usize].data().order(self.at as usize)
    }

    /// The number that it had here.
    pub(super) fn id(&self, before: &OrderTable) -> OrderId {
        OrderId(before.chunks()[self.chunk as usize].data().ids[self.at as usize])
    }
}

/// The new orders to which what was known of them adds something, ascending by id.
pub(super) fn with_what_was_known(
    orders: &OrderTable,
    before: &OrderTable,
    numbered: &[NowNumbered],
) -> Vec<Order> {
    let complete = |known: &[NowNumbered]| {
        let id = known.first()?.by;
        let chunks = orders.chunks();
        let chunk =
            chunks.partition_point(|chunk| chunk.data().ids.last().is_none_or(|last| *last < id.0));
        let columns = chunks.get(chunk)?.data();
        let new = columns.order(columns.ids.binary_search(&id.0).ok()?);
        let known: Vec<Order> = known.iter().map(|known| known.order(before)).collect();
        let whole = over_unnumbered(&new, &known);
        (whole != new).then_some(whole)
    };
    numbered.chunk_by(|one, other| one.by == other.by).filter_map(complete).collect()
}
