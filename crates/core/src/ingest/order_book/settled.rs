//! All rows are read: which orders are somebody else's or gone, and all of them as a table.

use std::collections::BTreeSet;

use super::days::Days;
use super::numbered_sales::with_what_was_known;
use super::{LateLine, OrderBook};
use crate::domain::ids::OrderId;
use crate::domain::money::Money;
use crate::domain::order::{Order, OrderLine};
use crate::ingest::known_orders::KnownCounts;
use crate::table::orders::{ORDERS_PER_CHUNK, OrderColumns, OrderTable};
use crate::views::import::OrderPolicy;

impl OrderBook {
    /// All rows are read: takes out the new orders that are somebody else's by their number, and
    /// returns them with their rows. Only now is it known how the file numbers its orders.
    pub fn take_out_foreign(&mut self) -> Vec<(OrderId, u64)> {
        let is_rule = self.owners.file_counts_per_customer() || self.days == Days::Apart;
        if self.foreign.is_empty() || is_rule || self.are_given_anew() {
            return Vec::new();
        }
        let foreign = std::mem::take(&mut self.foreign);
        let places: BTreeSet<usize> = foreign.iter().map(|foreign| foreign.order).collect();
        self.n_lines -= self.n_lines_of(&places);
        self.late_lines.retain(|late| !places.contains(&late.order));
        self.taken_out = foreign.iter().map(|foreign| foreign.id).collect();
        foreign.into_iter().map(|foreign| (foreign.id, foreign.row)).collect()
    }

    /// Without those that were here without a number.
    pub fn n_new(&self) -> usize {
        self.n_new - self.taken_out.len() - self.n_numbered
    }

    /// What these come to that are new.
    pub fn sum_of_new(&self) -> Money {
        let numbered: BTreeSet<OrderId> = self.numbered.iter().map(|(_, id)| *id).collect();
        let open = self.open.iter().flat_map(|columns| columns.ids.iter().zip(&columns.amounts));
        let new = open.skip(self.n_open_before).filter(|(id, _)| {
            let id = OrderId(**id);
            !self.taken_out.contains(&id) && !numbered.contains(&id)
        });
        new.map(|(_, amount)| Money(*amount)).sum()
    }

    pub fn n_lines(&self) -> usize {
        self.n_lines
    }

    /// How many lines these of the new orders have, late ones with them.
    pub(super) fn n_lines_of(&self, orders: &BTreeSet<usize>) -> usize {
        let own = orders.iter().map(|order| {
            let place = self.n_open_before + order;
            let columns = &self.open[place / ORDERS_PER_CHUNK];
            columns.line_range(place % ORDERS_PER_CHUNK).len()
        });
        let n_late = self.late_lines.iter().filter(|late| orders.contains(&late.order)).count();
        own.sum::<usize>() + n_late
    }

    /// As if no row had brought a new order: so that a file which leads to nothing changes nothing.
    fn forget_new(&mut self) {
        self.orders = self.before.clone();
        self.open.clear();
        self.late_lines.clear();
        self.next_id -= self.n_new as u32;
        self.taken_out.clear();
    }

    /// Orders that go, with the rows that say so.
    pub fn taken_back(&self) -> impl Iterator<Item = (OrderId, u64)> {
        self.known.taken_back()
    }

    /// All orders, the next free number, and what came of those that were there already, by number or
    /// without. Those that differ are changed if they are not to be left.
    pub fn finish(mut self) -> (OrderTable, u32, KnownCounts) {
        let mut gone: BTreeSet<OrderId> = self.taken_back().map(|(order, _)| order).collect();
        if !self.taken_out.is_empty() && self.n_new == self.taken_out.len() {
            self.forget_new();
        }
        gone.append(&mut self.taken_out);
        let numbered = self.now_numbered();
        gone.extend(numbered.iter().map(|known| known.id(&self.before)));
        let not_whole = &self.not_whole;
        let is_whole = |known: &Order| not_whole.get(known.key.as_bytes()).is_none();
        let (changed, mut counts) = self.known.settle(is_whole);
        counts.n_known += self.n_known_sales;
        // Lines of one order stay as they came.
        self.late_lines.sort_by_key(|late| late.order);
        let mut late_lines = self.late_lines.as_slice();
        let mut start = 0;
        for mut columns in self.open {
            let end = start + columns.len();
            let place = |late: &LateLine| self.n_open_before + late.order;
            let n_own = late_lines.partition_point(|late| place(late) < end);
            let (own, after) = late_lines.split_at(n_own);
            late_lines = after;
            if !own.is_empty() {
                let places = own.iter().map(|late| (place(late) - start, &late.line));
                columns = with_lines(&columns, places);
            }
            start = end;
            columns.shrink();
            self.orders.push_chunk(columns);
        }
        self.orders.remove(&gone);
        let numbered = with_what_was_known(&self.orders, &self.before, &numbered);
        self.orders.replace(&numbered);
        if self.policy == OrderPolicy::TakeFile {
            self.orders.replace(&changed);
        }
        (self.orders, self.next_id, counts)
    }
}

/// The orders with more lines, in order of their places; the sums have them already.
fn with_lines<'a>(
    columns: &OrderColumns,
    late_lines: impl Iterator<Item = (usize, &'a OrderLine)>,
) -> OrderColumns {
    let mut late_lines = late_lines.peekable();
    let mut whole = OrderColumns::with_capacity(columns.len());
    for at in 0..columns.len() {
        let mut order = columns.order(at);
        while let Some((_, line)) = late_lines.next_if(|(place, _)| *place == at) {
            order.lines.push(line.clone());
        }
        whole.push(&order);
    }
    whole
}
