//! One number on several days: one order, or one of each day, where a till starts its numbers anew every
//! morning? Only all rows of a file tell, so those of another day than their order's wait until then.
//!
//! Owns when a row waits and what decides. Must not know what the orders hold beside.

use std::collections::BTreeMap;

use super::{OrderBook, Place, write_name};
use crate::domain::day::Day;
use crate::domain::ids::{CustomerId, ProductId};
use crate::domain::money::Money;
use crate::ingest::order_rows::OrderRow;
use crate::table::orders::{ORDERS_PER_CHUNK, OrderColumns};

/// One number that comes again is a slip, however short the file.
const FEWEST_DAILY: usize = 2;
/// Of the numbers that come again, more than one in so many does so on other days.
const ONE_DAILY_IN: usize = 2;
/// Numbers counted per customer come again on other days too: there several customers share a number on one
/// day, which a till gives once. More than one in so many.
const ONE_SHARED_IN: usize = 10;
/// So many orders under other people's numbers of other days are no strangers' any more.
const FEWEST_OF_OTHERS: usize = 5;
/// So many orders show how numbers are given.
const MOST_WEIGHED: usize = 50_000;

/// What one number on several days means in this file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Days {
    /// Not all rows are read.
    Open,
    OneOrder,
    /// Each day has an order of its own.
    Apart,
}

/// Which order a row is of.
pub(super) enum OfRow {
    New,
    At(Place),
    /// Of this one or one of its own.
    Waits(Place),
    /// Several of other days are here: nobody can tell.
    Unclear,
}

/// A row under the number of an order of another day.
pub struct DayRow {
    pub customer: CustomerId,
    pub row: OrderRow<'static>,
    /// In the file.
    pub row_number: u64,
    pub product: Option<ProductId>,
    /// It counts for the order of another day, and has a sum of its own.
    pub is_doubtful: bool,
    first: Place,
}

impl DayRow {
    pub(super) fn new(
        customer: CustomerId,
        row: OrderRow<'static>,
        row_number: u64,
        product: Option<ProductId>,
        first: Place,
    ) -> Self {
        Self { customer, row, row_number, product, is_doubtful: false, first }
    }
}

/// An order's number, whoever has it. Sorted, those of one number stand together, by day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Sale<'a> {
    key: &'a [u8],
    day: Day,
    customer: CustomerId,
    /// The file has several rows of it, of one day, or one of what is known already.
    comes_again: bool,
}

impl<'a> Sale<'a> {
    /// Of what is paid back, and without a number, there is none.
    fn of((columns, at): (&'a OrderColumns, usize), comes_again: bool) -> Option<Self> {
        let start = at.checked_sub(1).map_or(0, |before| columns.key_ends[before]) as usize;
        let key = &columns.keys.as_bytes()[start..columns.key_ends[at] as usize];
        let (day, customer) = (Day(columns.days[at]), CustomerId(columns.customers[at]));
        let is_sale = !key.is_empty() && columns.amounts[at] >= 0;
        is_sale.then_some(Self { key, day, customer, comes_again })
    }
}

/// Do most numbers that come again do so on other days?
fn are_daily(mut sales: Vec<Sale<'_>>) -> bool {
    sales.sort_unstable();
    let (mut n_again, mut n_daily, mut n_shared) = (0, 0, 0);
    // None of these is empty.
    for of_number in sales.chunk_by(|one, other| one.key == other.key) {
        let mut pairs = of_number.iter().zip(&of_number[1..]);
        let is_daily = pairs.clone().any(|(one, next)| one.day != next.day);
        let is_shared =
            pairs.any(|(one, next)| one.day == next.day && one.customer != next.customer);
        let comes_again = of_number.len() > 1 || of_number[0].comes_again;
        n_again += usize::from(comes_again);
        n_daily += usize::from(is_daily);
        n_shared += usize::from(is_shared);
    }
    n_daily >= FEWEST_DAILY
        && n_daily * ONE_DAILY_IN > n_again
        && n_shared * ONE_SHARED_IN <= n_daily
}

impl OrderBook {
    /// Which order the row is of. A new one is known by its name from now on.
    pub(super) fn find_place(&mut self, customer: CustomerId, row: &OrderRow<'_>) -> OfRow {
        let new = Place::Here(self.n_new as u32);
        write_name(&mut self.name, customer, row.is_refund, row.key.as_bytes());
        let Some(first) = self.by_name.get_or_insert(&self.name, new) else { return OfRow::New };
        let (day, amount) = self.day_and_amount(first);
        if day == row.day {
            return OfRow::At(first);
        }
        write_day(&mut self.name, row.day);
        if let Some(place) = self.by_day.get(&self.name) {
            return OfRow::At(*place);
        }
        let has_several = matches!(first, Place::Before(at) if self.of_several_days.contains(&at));
        // A sale is paid back on whatever days; a total that is the order's is no other one.
        let has_own_sum = !row.is_refund
            && row.amount != Money::ZERO
            && !(row.says_total && row.amount == amount);
        if has_several && has_own_sum {
            return self.begin_day(new);
        }
        match self.days {
            Days::Open if !self.rows_stand_alone => {
                let waits = self.waiting_days.get(&self.name).is_some();
                if !waits && has_own_sum {
                    self.waiting_days.get_or_insert(&self.name, ());
                }
                if waits || has_own_sum {
                    return OfRow::Waits(first);
                }
            }
            Days::Apart if has_own_sum => return self.begin_day(new),
            Days::Open | Days::OneOrder | Days::Apart => {}
        }
        if has_several { OfRow::Unclear } else { OfRow::At(first) }
    }

    /// A new order, known by `self.name` with its day.
    fn begin_day(&mut self, new: Place) -> OfRow {
        self.by_day.get_or_insert(&self.name, new);
        self.n_apart += 1;
        OfRow::New
    }

    /// The order of before with this number, where there are several that of the day.
    pub(super) fn find_known(
        &mut self,
        customer: CustomerId,
        is_refund: bool,
        key: &str,
        day: Option<Day>,
    ) -> Option<u32> {
        write_name(&mut self.name, customer, is_refund, key.as_bytes());
        let Place::Before(first) = *self.by_name.get(&self.name)? else { return None };
        if !self.of_several_days.contains(&first) || day == Some(self.known.day_of(first)) {
            return Some(first);
        }
        write_day(&mut self.name, day?);
        match *self.by_day.get(&self.name)? {
            Place::Before(at) => Some(at),
            Place::Here(_) => None,
        }
    }

    /// All rows are read but for those that wait: decides what several days mean, and gives back the rows
    /// that waited for it, to be added once more.
    pub fn settle_days(&mut self) -> Vec<DayRow> {
        let mut rows = std::mem::take(&mut self.day_rows);
        if rows.is_empty() {
            self.days = Days::OneOrder;
            return rows;
        }
        let moved = self.find_moved(&rows);
        let has_moved = |row: &DayRow| match row.first {
            Place::Before(at) => moved.contains_key(&(at, row.row.day)),
            Place::Here(_) => false,
        };
        self.days = match are_daily(self.sales(&rows, has_moved)) {
            true => Days::Apart,
            false => Days::OneOrder,
        };
        if self.days == Days::OneOrder {
            for row in &mut rows {
                row.is_doubtful = row.row.amount != Money::ZERO && !has_moved(row);
            }
        }
        rows
    }

    /// Does the file as a rule give numbers that are here to other people on other days? So does a till whose
    /// days come in one by one.
    pub(super) fn are_given_anew(&mut self) -> bool {
        let places: Vec<usize> = self.foreign.iter().map(|foreign| foreign.order).collect();
        let mut n_daily = 0;
        for place in places {
            let (columns, at) = self.find_new(place);
            let order = columns.order(at);
            if order.amount < Money::ZERO {
                continue;
            }
            let owner = self.owners.owner_of(false, &order.key);
            let known = owner.and_then(|owner| self.find_known(owner, false, &order.key, None));
            n_daily += usize::from(known.is_some_and(|at| self.known.day_of(at) != order.day));
        }
        let is_so = n_daily >= FEWEST_OF_OTHERS && n_daily * ONE_DAILY_IN > self.owners.n_in_file();
        self.n_apart += if is_so { n_daily } else { 0 };
        is_so
    }

    /// How many new orders were told apart by their day.
    pub fn n_apart(&self) -> usize {
        self.n_apart
    }

    fn day_and_amount(&self, place: Place) -> (Day, Money) {
        let (columns, at) = match place {
            Place::Before(at) => self.known.find(at),
            Place::Here(order) => self.find_new(order as usize),
        };
        (Day(columns.days[at]), Money(columns.amounts[at]))
    }

    /// The columns in which the n-th new order stands, and where.
    fn find_new(&self, order: usize) -> (&OrderColumns, usize) {
        let place = self.n_open_before + order;
        (&self.open[place / ORDERS_PER_CHUNK], place % ORDERS_PER_CHUNK)
    }

    /// Known orders of which the file has the very sum on another day: their day was put right.
    fn find_moved(&self, rows: &[DayRow]) -> BTreeMap<(u32, Day), Money> {
        let mut sums: BTreeMap<(u32, Day), Money> = BTreeMap::new();
        for DayRow { row, first, .. } in rows {
            let Place::Before(at) = first else { continue };
            let sum = sums.entry((*at, row.day)).or_default();
            *sum = if row.says_total { row.amount.max(*sum) } else { *sum + row.amount };
        }
        sums.retain(|(at, _), sum| self.day_and_amount(Place::Before(*at)).1 == *sum);
        sums
    }

    /// The new orders and the known ones, the first of each, with the rows that wait.
    fn sales<'a>(
        &'a self,
        rows: &'a [DayRow],
        has_moved: impl Fn(&DayRow) -> bool,
    ) -> Vec<Sale<'a>> {
        let new = (0..self.n_new.min(MOST_WEIGHED)).filter_map(|order| {
            let has_rows = self.exact_repeats.has_several_rows(order as u32);
            Sale::of(self.find_new(order), has_rows)
        });
        let known = (0..self.known.len().min(MOST_WEIGHED as u32))
            .filter_map(|at| Sale::of(self.known.find(at), self.known.has_begun(at)));
        let mut sales: Vec<Sale<'a>> = new.chain(known).collect();
        for waiting in rows {
            if let Place::Before(at) = waiting.first {
                sales.extend(Sale::of(self.known.find(at), true));
            }
            if waiting.row.amount != Money::ZERO && !has_moved(waiting) {
                sales.push(Sale {
                    key: waiting.row.key.as_bytes(),
                    day: waiting.row.day,
                    customer: waiting.customer,
                    comes_again: false,
                });
            }
        }
        sales
    }
}

/// Behind a name: an order by number and day.
pub(super) fn write_day(name: &mut Vec<u8>, day: Day) {
    name.extend(day.0.to_le_bytes());
}
