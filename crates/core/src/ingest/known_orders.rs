//! Orders of a file that are here already by their number: is what the file says of them what is known?
//!
//! An order may stand in several rows, so it is compared when all of them are read. Until then it is
//! followed line by line: an order that reads as it is known takes up no room, one that does not is
//! written down as the file has it. Only what the file says is compared and replaced: a column that it
//! does not have and a cell that is blank leave what is known. Must not know how an order is found.

mod said;
mod settled;

pub use self::said::over_unnumbered;
pub use self::settled::KnownCounts;

use std::collections::BTreeMap;

use self::said::{SaidLine, SaidOrder, add_said};
use super::order_rows::{OrderRow, OrderSums};
use crate::domain::day::Day;
use crate::domain::ids::ProductId;
use crate::domain::money::Money;
use crate::domain::order::OrderLine;
use crate::table::orders::{OrderColumns, OrderTable};

/// What the file has had of an order so far.
#[derive(Clone, Copy)]
enum Seen {
    Nothing,
    /// So many rows, each as its line is known; or one, of an order without lines.
    AsKnown(u32),
    /// Something else: the n-th that was written down.
    Otherwise(u32),
    /// Several orders have this customer and number: nobody can tell which of them the file means.
    OneOfSeveral,
}

/// The orders of before that have a number, each known by when it was added.
pub struct KnownOrders {
    table: OrderTable,
    /// At which place of all orders each chunk begins.
    chunk_starts: Vec<u32>,
    /// Of each, its place among all orders.
    places: Vec<u32>,
    seen: Vec<Seen>,
    said: Vec<SaidOrder>,
    /// Those of which a row says that they were closed, with that row.
    closed: BTreeMap<u32, u64>,
}

impl KnownOrders {
    pub fn new(table: &OrderTable) -> Self {
        let mut start = 0;
        let chunk_starts = table.chunks().iter().map(|chunk| {
            let own = start;
            start += chunk.data().len() as u32;
            own
        });
        Self {
            chunk_starts: chunk_starts.collect(),
            table: table.clone(),
            places: Vec::new(),
            seen: Vec::new(),
            said: Vec::new(),
            closed: BTreeMap::new(),
        }
    }

    pub fn len(&self) -> u32 {
        self.places.len() as u32
    }

    pub fn add(&mut self, place: u32) {
        self.places.push(place);
        self.seen.push(Seen::Nothing);
    }

    /// Another order has the customer and number of this one.
    pub fn add_namesake(&mut self, at: u32) {
        self.seen[at as usize] = Seen::OneOfSeveral;
    }

    /// The columns in which an order stands, and where.
    pub fn find(&self, at: u32) -> (&OrderColumns, usize) {
        let place = self.places[at as usize];
        let chunk = self.chunk_starts.partition_point(|start| *start <= place) - 1;
        (self.table.chunks()[chunk].data(), (place - self.chunk_starts[chunk]) as usize)
    }

    pub fn day_of(&self, at: u32) -> Day {
        let (columns, place) = self.find(at);
        Day(columns.days[place])
    }

    /// Is the order still of this day and amount?
    pub fn is_of(&self, at: u32, day: Day, amount: Money) -> bool {
        let (columns, place) = self.find(at);
        columns.days[place] == day.0 && columns.amounts[place] == amount.0
    }

    /// Has the file had a row of this order?
    pub fn has_begun(&self, at: u32) -> bool {
        matches!(self.seen[at as usize], Seen::AsKnown(_) | Seen::Otherwise(_))
    }

    /// What the rows of this order came to so far.
    pub fn counted(&self, at: u32) -> OrderSums {
        match self.seen[at as usize] {
            Seen::Nothing | Seen::OneOfSeveral => OrderSums::default(),
            Seen::AsKnown(n) => self.said_so_far(at, n, false).sums(),
            Seen::Otherwise(said) => self.said[said as usize].sums(),
        }
    }

    /// The same where what is known counts too, as it does beside a repaired row.
    pub fn counted_with_known(&self, at: u32) -> OrderSums {
        match self.seen[at as usize] {
            Seen::Otherwise(said) => self.said[said as usize].sums(),
            _ => self.all_known(at).sums(),
        }
    }

    /// A row of the file has this order.
    pub fn take(&mut self, at: u32, row: &OrderRow<'_>, product: Option<ProductId>) {
        let said = match self.seen[at as usize] {
            Seen::OneOfSeveral => return,
            Seen::Otherwise(said) => said,
            Seen::Nothing if self.is_as_known(at, 0, row, product) => {
                self.seen[at as usize] = Seen::AsKnown(1);
                return;
            }
            Seen::AsKnown(n) if self.is_as_known(at, n, row, product) => {
                self.seen[at as usize] = Seen::AsKnown(n + 1);
                return;
            }
            Seen::Nothing => {
                let said = SaidOrder { at, day: row.day, minute: row.minute, ..Default::default() };
                self.write_down(said)
            }
            Seen::AsKnown(n) => self.write_down(self.said_so_far(at, n, row.says_total)),
        };
        self.add_said_row(said, row, product);
    }

    fn add_said_row(&mut self, said: u32, row: &OrderRow<'_>, product: Option<ProductId>) {
        let amounts = SaidLine {
            product: None,
            quantity_milli: None,
            amount: row.amount,
            discount: row.discount,
            cost: row.cost,
        };
        let said = &mut self.said[said as usize];
        said.of_total |= row.says_total;
        match row.quantity_milli {
            Some(quantity) => said.lines.push(SaidLine {
                product,
                quantity_milli: row.says_quantity.then_some(quantity),
                ..amounts
            }),
            None => {
                said.rest.amount += amounts.amount;
                add_said(&mut said.rest.discount, amounts.discount);
                add_said(&mut said.rest.cost, amounts.cost);
            }
        }
    }

    /// A repaired row is one more of an order that is here without it. Not where the order has what the
    /// row says: then another file brought it. Nor where nobody can tell which order is meant.
    pub fn add_repaired(&mut self, at: u32, row: &OrderRow<'_>, product: Option<ProductId>) {
        let has_it = self.line_like(at, row, product).is_some() || {
            let (columns, place) = self.find(at);
            columns.line_range(place).is_empty() && self.is_of(at, row.day, row.amount)
        };
        let Some(said) = self.write_down_known(at) else { return };
        if !has_it {
            self.add_said_row(said, row, product);
        }
    }

    /// A row that came in says more of its line than it did: the discount or the cost. Nothing is added,
    /// whatever became of the order since.
    pub fn complete(&mut self, at: u32, row: &OrderRow<'_>, product: Option<ProductId>) {
        let (columns, place) = self.find(at);
        let n_lines = columns.line_range(place).len();
        let is_of = self.is_of(at, row.day, row.amount);
        // Of one line it is clear which is meant, whatever was typed.
        let line = match n_lines {
            0 | 1 if !is_of => return,
            0 => None,
            1 => Some(0),
            _ => match self.line_like(at, row, product) {
                Some(line) => Some(line),
                None => return,
            },
        };
        // The whole order's, which another of its rows may have had.
        let counted = self.counted_with_known(at);
        let is_free = |is_none: bool| !row.says_total || n_lines <= 1 || is_none;
        let discount = row.discount.filter(|_| is_free(counted.discount == Money::ZERO));
        let cost = row.cost.filter(|_| is_free(counted.cost.is_none()));
        let Some(said) = self.write_down_known(at) else { return };
        let said = &mut self.said[said as usize];
        if n_lines <= 1 {
            said.minute = row.minute.or(said.minute);
        }
        let SaidOrder { lines, rest, .. } = said;
        let line = match line {
            Some(line) => &mut lines[line],
            None => rest,
        };
        line.discount = discount.or(line.discount);
        line.cost = cost.or(line.cost);
        line.product = product.or(line.product);
        if row.says_quantity {
            line.quantity_milli = row.quantity_milli.or(line.quantity_milli);
        }
    }

    /// The known line that the row is: of the same product, as many, for as much. The sums of a total are
    /// those of no line.
    fn line_like(&self, at: u32, row: &OrderRow<'_>, product: Option<ProductId>) -> Option<usize> {
        let quantity = row.quantity_milli?;
        let (columns, place) = self.find(at);
        let mut lines = columns.line_range(place);
        let start = lines.start;
        let is_like = |line: usize| {
            (row.says_total || columns.line_amounts[line] == row.amount.0)
                && product.is_none_or(|product| product.0 == columns.line_products[line])
                && columns.line_quantities_milli[line] == quantity
        };
        lines.find(|line| is_like(*line)).map(|line| line - start)
    }

    /// Writes the whole order down as it is known, if that was not done; `None`: nobody can tell which.
    fn write_down_known(&mut self, at: u32) -> Option<u32> {
        match self.seen[at as usize] {
            Seen::OneOfSeveral => None,
            Seen::Otherwise(said) => Some(said),
            Seen::Nothing | Seen::AsKnown(_) => {
                let known = self.all_known(at);
                Some(self.write_down(known))
            }
        }
    }

    fn write_down(&mut self, said: SaidOrder) -> u32 {
        let place = self.said.len() as u32;
        self.seen[said.at as usize] = Seen::Otherwise(place);
        self.said.push(said);
        place
    }

    /// Does the row say of the order's next line, after `n` of them, nothing but what is known?
    fn is_as_known(&self, at: u32, n: u32, row: &OrderRow<'_>, product: Option<ProductId>) -> bool {
        let (columns, place) = self.find(at);
        let is_first = n == 0;
        // An order is of the day of its first row.
        let is_same_day = columns.days[place] == row.day.0
            && row.minute.is_none_or(|minute| minute == columns.minutes[place]);
        let is_same = |said: Option<i64>, known: i64| said.is_none_or(|said| said == known);
        let money = |said: Option<Money>| said.map(|money| money.0);
        let lines = columns.line_range(place);
        let Some(quantity) = row.quantity_milli else {
            return is_first
                && is_same_day
                && lines.is_empty()
                && columns.amounts[place] == row.amount.0
                && is_same(money(row.discount), columns.discounts[place])
                && is_same(money(row.cost), columns.costs[place]);
        };
        let line = lines.start + n as usize;
        line < lines.end
            && (is_same_day || !is_first)
            && columns.line_amounts[line] == row.amount.0
            && is_same(money(row.discount), columns.line_discounts[line])
            && is_same(money(row.cost), columns.line_costs[line])
            && product.is_none_or(|product| product.0 == columns.line_products[line])
            && (!row.says_quantity || quantity == columns.line_quantities_milli[line])
    }

    /// All that is known of an order, as if its rows had said it.
    fn all_known(&self, at: u32) -> SaidOrder {
        let mut said = self.said_so_far(at, u32::MAX, false);
        said.is_repaired = true;
        let (columns, place) = self.find(at);
        let known = columns.order(place);
        if !known.lines.is_empty() {
            // What the order comes to beside its lines.
            let own = said.sums();
            said.rest.amount = known.amount - own.amount;
            said.rest.discount = Some(known.discount - own.discount);
            let beside = |cost: Money| cost - own.cost.unwrap_or_default();
            said.rest.cost = known.cost.map(beside).filter(|cost| *cost != Money::ZERO);
        }
        said
    }

    /// What an order's first `n` rows said, which was what is known. A total's sums are no line's: `of_total`
    /// leaves discount and cost to the known order.
    fn said_so_far(&self, at: u32, n: u32, of_total: bool) -> SaidOrder {
        let (columns, place) = self.find(at);
        let known = columns.order(place);
        let said = |line: &OrderLine| SaidLine {
            product: line.product,
            quantity_milli: Some(line.quantity_milli),
            amount: line.amount,
            discount: Some(line.discount).filter(|_| !of_total),
            cost: line.cost.filter(|_| !of_total),
        };
        let rest = match known.lines.is_empty() {
            true => SaidLine {
                amount: known.amount,
                discount: Some(known.discount),
                cost: known.cost,
                ..SaidLine::default()
            },
            false => SaidLine::default(),
        };
        let lines = known.lines.iter().take(n as usize).map(said).collect();
        let (day, minute) = (known.day, known.minute);
        SaidOrder { at, day, minute, lines, rest, of_total, is_repaired: false }
    }

    pub fn close(&mut self, at: u32, row: u64) {
        self.closed.entry(at).or_insert(row);
    }
}
