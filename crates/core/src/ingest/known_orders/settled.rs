//! What came of the known orders once all rows are read: which go, and which the file has otherwise.

use super::{KnownOrders, Seen};
use crate::domain::ids::OrderId;
use crate::domain::money::Money;
use crate::domain::order::{Order, OrderLine};
use crate::views::import::{OrderChange, OrderFacts};

/// The most changed orders that are shown one by one.
const MOST_SHOWN: usize = 20;

/// What came of the orders that the file and the workspace both have.
#[derive(Debug, Default)]
pub struct KnownCounts {
    /// Also those that differ.
    pub n_known: usize,
    pub n_different: usize,
    /// The first of these.
    pub different: Vec<OrderChange>,
}

impl KnownOrders {
    /// Orders that go, with the rows that say so. An order of which the file also has a line that was
    /// paid for stays.
    pub fn taken_back(&self) -> impl Iterator<Item = (OrderId, u64)> {
        let is_unseen =
            |at: u32| matches!(self.seen[at as usize], Seen::Nothing | Seen::OneOfSeveral);
        let gone = self.closed.iter().filter(move |(at, _)| is_unseen(**at));
        gone.map(|(at, row)| {
            let (columns, place) = self.find(*at);
            (OrderId(columns.ids[place]), *row)
        })
    }

    /// The orders of which the file says something else, as it says, by id; all its rows are read. Not
    /// those that it does not have whole: `is_whole` tells of which it does.
    pub fn settle(&mut self, is_whole: impl Fn(&Order) -> bool) -> (Vec<Order>, KnownCounts) {
        let mut counts = KnownCounts::default();
        for at in 0..self.len() {
            match self.seen[at as usize] {
                Seen::Nothing => continue,
                // Fewer lines than are known; or more than its lines were paid for.
                Seen::AsKnown(n) if !self.is_all(at, n) => {
                    let said = self.said_so_far(at, n, false);
                    self.write_down(said);
                }
                _ => {}
            }
            counts.n_known += 1;
        }
        let mut said = std::mem::take(&mut self.said);
        said.sort_by_key(|said| self.places[said.at as usize]);
        let mut changed = Vec::new();
        for said in said {
            let (columns, place) = self.find(said.at);
            let known = columns.order(place);
            let (of_total, is_repaired) = (said.of_total, said.is_repaired);
            let now = said.over(&known);
            if is_equal(&known, &now, of_total) || !(is_repaired || is_whole(&known)) {
                continue;
            }
            if counts.different.len() < MOST_SHOWN {
                counts.different.push(OrderChange {
                    key: known.key.clone(),
                    before: facts(&known),
                    after: facts(&now),
                });
            }
            changed.push(now);
        }
        counts.n_different = changed.len();
        (changed, counts)
    }

    /// Were the first `n` rows, each as known, the whole order?
    fn is_all(&self, at: u32, n: u32) -> bool {
        let (columns, place) = self.find(at);
        let lines = columns.line_range(place);
        lines.is_empty()
            || (lines.len() == n as usize
                && columns.line_amounts[lines].iter().map(|amount| Money(*amount)).sum::<Money>()
                    == Money(columns.amounts[place]))
    }
}

/// In whatever order the lines stand, and for a total with whichever of them it stands.
fn is_equal(one: &Order, other: &Order, of_total: bool) -> bool {
    let sorted = |order: &Order| {
        let mut lines: Vec<_> = order
            .lines
            .iter()
            .map(|line| {
                let OrderLine { product, quantity_milli, amount, discount, cost } = line;
                let sums = (!of_total).then_some((*amount, *discount, *cost));
                (*product, *quantity_milli, sums)
            })
            .collect();
        lines.sort_unstable();
        lines
    };
    let head = |order: &Order| (order.day, order.minute, order.amount, order.discount, order.cost);
    head(one) == head(other) && sorted(one) == sorted(other)
}

fn facts(order: &Order) -> OrderFacts {
    OrderFacts {
        day: order.day,
        minute: order.minute,
        amount: order.amount,
        discount: order.discount,
        cost: order.cost,
        n_lines: order.lines.len() as u32,
    }
}
