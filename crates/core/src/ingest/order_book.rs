//! The orders of a workspace while an import adds to them: which are known already, and how rows of
//! one number become one order with lines.
//!
//! An order is known by its number, and changed where the file says something else of it, unless those
//! here are to be left (`known_orders` compares); one without a number is known by customer, day and
//! amount, as many times as they were there before. One that was here without a number and has one in the
//! file is known the same way, and gets it (`numbered_sales`). One whose number is somebody else's is not
//! added, unless numbers are counted per customer. So the same file again changes nothing, and what a
//! file has twice it has twice.
//!
//! Where numbers start anew every day, number and day make an order (`days`).
//!
//! Orders go into columns at once, so that a million of them take up no more room than they will
//! afterwards.

mod days;
mod exact_repeats;
mod known_sales;
mod numbered_sales;
mod repeated_sums;
mod rows_alike;
mod settled;
#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashSet};

pub use self::days::DayRow;
use self::days::{Days, OfRow, write_day};
use self::exact_repeats::ExactRepeats;
use self::known_sales::KnownSales;
use self::numbered_sales::NumberedRow;
use self::repeated_sums::RepeatedSums;
use super::key_index::KeyIndex;
use super::known_orders::KnownOrders;
use super::order_owners::OrderOwners;
use super::order_rows::{LastOrder, OrderRow, OrderSums};
use crate::domain::day::Day;
use crate::domain::ids::{CustomerId, OrderId, ProductId};
use crate::domain::money::Money;
use crate::domain::order::{Order, OrderLine};
use crate::table::orders::{ORDERS_PER_CHUNK, OrderColumns, OrderTable, known_cost};
use crate::views::import::OrderPolicy;

/// Where the order of a number is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// It was there before the import, as the n-th with a number.
    Before(u32),
    /// The n-th new one.
    Here(u32),
}

/// A line of an order after which others have come already.
struct LateLine {
    /// The n-th new one.
    order: usize,
    line: OrderLine,
}

/// A new order under a number that somebody else has.
struct Foreign {
    /// The n-th new one.
    order: usize,
    id: OrderId,
    /// Its first.
    row: u64,
}

/// What became of a row that was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddedRow {
    /// The first of this new order.
    New(OrderId),
    /// One more of a new order; `repeats`: an earlier one says the very same.
    Further { repeats: bool },
    /// Of an order that was here before.
    Known,
    /// Its order has another day: see [`OrderBook::settle_days`].
    Waits,
}

pub struct OrderBook {
    before: OrderTable,
    /// Made when the first order without a number asks for it, or the first new one with a number where
    /// some were here without.
    known_sales: Option<KnownSales>,
    n_known_sales: usize,
    /// Some of before have no number.
    has_unnumbered: bool,
    /// Empty unless `has_unnumbered`.
    numbered_rows: Vec<NumberedRow>,
    /// Sales of before without a number, each with the new order that has the number.
    numbered: Vec<(u32, OrderId)>,
    /// How many new orders these are.
    n_numbered: usize,
    /// As before; once there is something new, without the last chunk if that had room left.
    orders: OrderTable,
    /// That chunk, and all that is new. Every one but the last is full.
    open: Vec<OrderColumns>,
    /// How many orders of before are in `open`.
    n_open_before: usize,
    late_lines: Vec<LateLine>,
    exact_repeats: ExactRepeats,
    repeated_sums: RepeatedSums,
    by_name: KeyIndex<Place>,
    /// By name and day: orders whose name another of another day has.
    by_day: KeyIndex<Place>,
    /// Of before, whose name others of other days have.
    of_several_days: HashSet<u32>,
    days: Days,
    /// Names and days that some of `day_rows` have.
    waiting_days: KeyIndex<()>,
    day_rows: Vec<DayRow>,
    /// How many new orders were told apart by their day.
    n_apart: usize,
    name: Vec<u8>,
    owners: OrderOwners,
    foreign: Vec<Foreign>,
    taken_out: BTreeSet<OrderId>,
    /// Rows with another total than an earlier one of their order.
    other_totals: Vec<u64>,
    /// The orders before, by `Place::Before`.
    known: KnownOrders,
    /// The numbers of which a row was left out: the file does not have these orders whole.
    not_whole: KeyIndex<()>,
    /// Each row stands alone: of an order of several, the others are not in the file.
    rows_stand_alone: bool,
    policy: OrderPolicy,
    next_id: u32,
    n_new: usize,
    n_lines: usize,
}

impl OrderBook {
    /// `has_keys` tells whether the file numbers its orders.
    pub fn new(orders: &OrderTable, next_id: u32, has_keys: bool, policy: OrderPolicy) -> Self {
        let mut by_name = KeyIndex::new();
        let mut by_day = KeyIndex::new();
        let mut of_several_days = HashSet::new();
        let mut name = Vec::new();
        let mut known = KnownOrders::new(orders);
        let mut owners = OrderOwners::new();
        let mut has_unnumbered = false;
        let mut place = 0;
        let chunks = if has_keys { orders.chunks() } else { &[] };
        for columns in chunks.iter().map(|chunk| chunk.data()) {
            let mut start = 0;
            for (at, end) in columns.key_ends.iter().enumerate() {
                let key = &columns.keys.as_bytes()[start..*end as usize];
                start = *end as usize;
                has_unnumbered |= key.is_empty();
                if !key.is_empty() {
                    let customer = CustomerId(columns.customers[at]);
                    let is_refund = columns.amounts[at] < 0;
                    owners.add(customer, is_refund, key);
                    write_name(&mut name, customer, is_refund, key);
                    let day = Day(columns.days[at]);
                    match by_name.get_or_insert(&name, Place::Before(known.len())) {
                        Some(Place::Before(first)) if known.day_of(first) == day => {
                            known.add_namesake(first);
                        }
                        Some(Place::Before(first)) => {
                            of_several_days.insert(first);
                            write_day(&mut name, day);
                            match by_day.get_or_insert(&name, Place::Before(known.len())) {
                                Some(Place::Before(of_day)) => known.add_namesake(of_day),
                                _ => known.add(place),
                            }
                        }
                        _ => known.add(place),
                    }
                }
                place += 1;
            }
        }
        owners.close();
        Self {
            before: orders.clone(),
            known_sales: None,
            n_known_sales: 0,
            has_unnumbered,
            numbered_rows: Vec::new(),
            numbered: Vec::new(),
            n_numbered: 0,
            orders: orders.clone(),
            open: Vec::new(),
            n_open_before: 0,
            late_lines: Vec::new(),
            exact_repeats: ExactRepeats::default(),
            repeated_sums: RepeatedSums::default(),
            by_name,
            by_day,
            of_several_days,
            days: Days::Open,
            waiting_days: KeyIndex::new(),
            day_rows: Vec::new(),
            n_apart: 0,
            name,
            owners,
            foreign: Vec::new(),
            taken_out: BTreeSet::new(),
            other_totals: Vec::new(),
            known,
            not_whole: KeyIndex::new(),
            rows_stand_alone: false,
            policy,
            next_id,
            n_new: 0,
            n_lines: 0,
        }
    }

    /// Who alone has an order of this number, where numbers tell orders apart.
    pub fn owner_of(&mut self, is_refund: bool, key: &str) -> Option<CustomerId> {
        self.owners.owner_of(is_refund, key)
    }

    pub fn knows_no_owner(&self) -> bool {
        self.owners.is_empty()
    }

    /// The order that the file has had a row of under this number: a sale, or else a refund.
    pub fn begun(&self, customer: CustomerId, key: &str) -> Option<LastOrder> {
        let mut name = Vec::new();
        [false, true].into_iter().find_map(|is_refund| {
            write_name(&mut name, customer, is_refund, key.as_bytes());
            let (columns, at) = match *self.by_name.get(&name)? {
                Place::Before(at) => {
                    // A repaired row goes on with what its file brought.
                    let is_begun = self.rows_stand_alone || self.known.has_begun(at);
                    is_begun.then(|| self.known.find(at))?
                }
                Place::Here(order) => {
                    let place = self.n_open_before + order as usize;
                    (&self.open[place / ORDERS_PER_CHUNK], place % ORDERS_PER_CHUNK)
                }
            };
            let Order { day, minute, .. } = columns.order(at);
            let key = key.to_owned();
            let customer = Some(customer);
            Some(LastOrder { key, customer, day, minute, is_refund, closed_for: Vec::new() })
        })
    }

    /// Takes a row of an order, and its number in the file.
    pub fn add(
        &mut self,
        customer: CustomerId,
        mut row: OrderRow<'_>,
        row_number: u64,
        product: Option<ProductId>,
    ) -> AddedRow {
        let mut is_foreign = false;
        if !row.key.is_empty() {
            is_foreign = self.owners.claim(customer, row.is_refund, &row.key);
            match self.find_place(customer, &row) {
                OfRow::New => self.note_numbered(customer, &row, self.n_new as u32, row_number),
                OfRow::Unclear => return AddedRow::Known,
                OfRow::Waits(first) => {
                    let row = row.into_kept();
                    self.day_rows.push(DayRow::new(customer, row, row_number, product, first));
                    return AddedRow::Waits;
                }
                OfRow::At(Place::Before(at)) => {
                    if self.rows_stand_alone {
                        if row.says_total {
                            let counted = self.known.counted_with_known(at);
                            self.count_total_once(&mut row, row_number, counted);
                        }
                        self.known.add_repaired(at, &row, product);
                        return AddedRow::Known;
                    }
                    if row.says_total && self.known.has_begun(at) {
                        let counted = self.known.counted(at);
                        self.count_total_once(&mut row, row_number, counted);
                    }
                    self.known.take(at, &row, product);
                    return AddedRow::Known;
                }
                OfRow::At(Place::Here(order)) => {
                    self.note_numbered(customer, &row, order, row_number);
                    if row.says_total {
                        let counted = self.sums_of_new(order as usize);
                        self.count_total_once(&mut row, row_number, counted);
                    }
                    let repeats = self.repeats(order, &row, product);
                    if !repeats && !row.says_total {
                        self.note_sum(order, &row, row_number, product);
                    }
                    self.add_line(order as usize, &row, product);
                    return AddedRow::Further { repeats };
                }
            }
        } else if !self.before.is_empty() && !self.rows_stand_alone {
            let known = self.known_sales.get_or_insert_with(|| KnownSales::of(&self.before));
            if known.take(customer, row.day, row.amount) {
                self.n_known_sales += 1;
                return AddedRow::Known;
            }
        }
        let id = OrderId(self.next_id);
        let columns = self.make_room();
        let order = Order {
            id,
            key: String::new(),
            customer,
            day: row.day,
            minute: row.minute,
            amount: row.amount,
            discount: row.discount.unwrap_or_default(),
            cost: row.cost,
            lines: Vec::new(),
        };
        columns.push_head(&order, &row.key);
        if let Some(line) = line_of(&row, product) {
            columns.push_line(&line);
            self.n_lines += 1;
        }
        if is_foreign {
            self.foreign.push(Foreign { order: self.n_new, id: order.id, row: row_number });
        }
        self.next_id += 1;
        self.n_new += 1;
        AddedRow::New(id)
    }

    /// What the n-th new order comes to.
    fn sums_of_new(&self, order: usize) -> OrderSums {
        let place = self.n_open_before + order;
        let columns = &self.open[place / ORDERS_PER_CHUNK];
        let at = place % ORDERS_PER_CHUNK;
        OrderSums {
            amount: Money(columns.amounts[at]),
            discount: Money(columns.discounts[at]),
            cost: known_cost(columns.costs[at]),
        }
    }

    /// Of a further row with what the whole order comes to: only what was not counted is left.
    fn count_total_once(&mut self, row: &mut OrderRow<'_>, row_number: u64, counted: OrderSums) {
        if row.contradicts(counted) {
            self.other_totals.push(row_number);
        }
        row.drop_counted(counted);
    }

    fn add_line(&mut self, order: usize, row: &OrderRow<'_>, product: Option<ProductId>) {
        let is_last = order + 1 == self.n_new;
        let place = self.n_open_before + order;
        let columns = &mut self.open[place / ORDERS_PER_CHUNK];
        let discount = row.discount.unwrap_or_default();
        columns.add_to_sums(place % ORDERS_PER_CHUNK, row.amount, discount, row.cost);
        let Some(line) = line_of(row, product) else { return };
        self.n_lines += 1;
        if is_last {
            columns.push_line(&line);
        } else {
            self.late_lines.push(LateLine { order, line });
        }
    }

    /// A row says that this order brought no money. If it was there before, it goes.
    pub fn close(&mut self, customer: CustomerId, key: &str, day: Option<Day>, row: u64) {
        if let Some(at) = self.find_known(customer, false, key, day) {
            self.known.close(at, row);
        }
    }

    /// A row that came in before says more of its order, which follows where it still has such a line, or
    /// without several is of that day and amount.
    pub fn complete(
        &mut self,
        customer: CustomerId,
        row: &OrderRow<'_>,
        product: Option<ProductId>,
    ) {
        if let Some(at) = self.find_known(customer, row.is_refund, &row.key, Some(row.day)) {
            self.known.complete(at, row, product);
        }
    }

    /// The rows to come are some of a file's, each by itself: what its order has already came from the
    /// others, and gets this one too, whatever newer files may do to orders.
    pub fn let_rows_stand_alone(&mut self) {
        self.rows_stand_alone = true;
        self.policy = OrderPolicy::TakeFile;
    }

    /// A row with this number was left out.
    pub fn note_left_out(&mut self, key: &str) {
        if self.known.len() > 0 && !key.is_empty() {
            self.not_whole.get_or_insert(key.as_bytes(), ());
        }
    }

    /// The last of `open`, with room for one more.
    fn make_room(&mut self) -> &mut OrderColumns {
        if self.open.is_empty() {
            self.open.extend(self.orders.take_open());
            self.n_open_before = self.open.first().map_or(0, OrderColumns::len);
        }
        let has_room = self.open.last_mut().is_some_and(|last| {
            let has_room = last.len() < ORDERS_PER_CHUNK;
            if !has_room {
                last.shrink();
            }
            has_room
        });
        if !has_room {
            self.open.push(OrderColumns::with_capacity(ORDERS_PER_CHUNK));
        }
        let last = self.open.len() - 1;
        &mut self.open[last]
    }
}

fn line_of(row: &OrderRow<'_>, product: Option<ProductId>) -> Option<OrderLine> {
    row.quantity_milli.map(|quantity_milli| OrderLine {
        product,
        quantity_milli,
        amount: row.amount,
        discount: row.discount.unwrap_or_default(),
        cost: row.cost,
    })
}

/// An order's number is only unique per customer, and a refund under the same number is its own.
fn write_name(name: &mut Vec<u8>, customer: CustomerId, is_refund: bool, key: &[u8]) {
    name.clear();
    name.extend(customer.0.to_le_bytes());
    name.push(u8::from(is_refund));
    name.extend(key);
}
