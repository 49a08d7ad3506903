//! What people buy and when: everybody counts once, spread over their orders, or over the lines of
//! them. So one who buys every week weighs no more than one who came twice, and the people of a side
//! are independent of each other, which their orders are not.
//!
//! Two passes over the orders, in slices: how many each person has, then the part of each. Refunds do
//! not count.

use super::super::positions::Positions;
use super::tally::{Place, Tally};
use crate::domain::day::Day;
use crate::table::orders::{NO_MINUTE, NO_PRODUCT, OrderColumns};
use crate::table::tables::Tables;
use crate::views::portrait::{PortraitKey, PortraitSubject, Sides};

/// Chunks of orders per slice.
const CHUNKS_PER_SLICE: usize = 4;
/// Where the parts of a day begin, and where the last ends.
const HOURS: [u8; 8] = [0, 6, 9, 12, 14, 17, 20, 24];

/// A habit being counted.
pub struct HabitCount<'a> {
    tables: &'a Tables,
    positions: Positions,
    habit: Habit,
    /// How many orders or lines each person has that tell something.
    n_of: Vec<u32>,
    /// By the number of the row.
    sums: Vec<Sides<f64>>,
    /// Chunks done, over both passes.
    n_done: usize,
}

enum Habit {
    /// Names, and which of them each product has, by its number.
    Categories {
        names: Vec<String>,
        of_product: Vec<Option<u32>>,
    },
    Months,
    Weekdays,
    Hours,
}

impl<'a> HabitCount<'a> {
    /// Of a subject that is about orders.
    pub fn new(tables: &'a Tables, subject: &PortraitSubject) -> Self {
        let habit = match subject {
            PortraitSubject::Months => Habit::Months,
            PortraitSubject::Weekdays => Habit::Weekdays,
            PortraitSubject::Hours => Habit::Hours,
            _ => categories(tables),
        };
        let positions = Positions::of(tables);
        Self {
            n_of: vec![0; positions.n_customers()],
            sums: vec![Sides::default(); habit.n_rows()],
            n_done: 0,
            tables,
            positions,
            habit,
        }
    }

    /// Does some more; `false` when nothing is left.
    pub fn advance(&mut self, is_in: &[bool]) -> bool {
        let chunks = self.tables.orders.chunks();
        let end = (self.n_done + CHUNKS_PER_SLICE).min(2 * chunks.len());
        if self.n_done == end {
            return false;
        }
        for at in self.n_done..end {
            let orders = chunks[at % chunks.len()].data();
            self.read(orders, is_in, at >= chunks.len());
        }
        self.n_done = end;
        true
    }

    fn read(&mut self, orders: &OrderColumns, is_in: &[bool], is_second_pass: bool) {
        for at in 0..orders.len() {
            let Some(place) = self.positions.find(orders.customers[at]) else { continue };
            if orders.amounts[at] < 0 {
                continue;
            }
            self.habit.rows_of(orders, at, |row| {
                if is_second_pass {
                    *self.sums[row].of_mut(is_in[place]) += 1.0 / f64::from(self.n_of[place]);
                } else {
                    self.n_of[place] += 1;
                }
            });
        }
    }

    /// Once `advance` has said that nothing is left.
    pub fn finish(self, is_in: &[bool]) -> Tally {
        let mut tally = Tally::default();
        for (n, is_in) in self.n_of.iter().zip(is_in) {
            tally.add_person(*is_in, *n > 0);
        }
        if self.n_of.iter().all(|n| *n == 0) {
            return tally;
        }
        for (row, sums) in self.sums.iter().enumerate() {
            let (place, key) = self.habit.row(row);
            for is_in in [true, false] {
                tally.add(is_in, *sums.of(is_in), place.clone(), || key.clone());
            }
        }
        tally
    }
}

/// Every category that a product has.
fn categories(tables: &Tables) -> Habit {
    let mut names: Vec<String> = tables.products.iter().map(|one| one.category.clone()).collect();
    names.retain(|name| !name.is_empty());
    names.sort_unstable();
    names.dedup();
    let mut of_product = Vec::new();
    for product in tables.products.iter() {
        let at = product.id.0 as usize;
        let Ok(name) = names.binary_search(&product.category) else { continue };
        // Numbers are given one after the other, so the list is short.
        if at < tables.next_ids.product.max(1) as usize {
            of_product.resize(of_product.len().max(at + 1), None);
            of_product[at] = Some(name as u32);
        }
    }
    Habit::Categories { names, of_product }
}

impl Habit {
    fn n_rows(&self) -> usize {
        match self {
            Self::Categories { names, .. } => names.len(),
            Self::Months => 12,
            Self::Weekdays => 7,
            Self::Hours => HOURS.len() - 1,
        }
    }

    /// Tells the row of the order, or of each of its lines, as far as it is known.
    fn rows_of(&self, orders: &OrderColumns, at: usize, mut tell: impl FnMut(usize)) {
        let day = Day(orders.days[at]);
        match self {
            Self::Categories { of_product, .. } => {
                for line in orders.line_range(at) {
                    let product = orders.line_products[line];
                    let known = (product != NO_PRODUCT).then(|| of_product.get(product as usize));
                    if let Some(Some(Some(row))) = known {
                        tell(*row as usize);
                    }
                }
            }
            Self::Months => {
                if let Some((_, month, _)) = day.ymd() {
                    tell(month as usize - 1);
                }
            }
            Self::Weekdays => tell(usize::from(day.weekday())),
            Self::Hours => {
                let minute = orders.minutes[at];
                let hour = minute / 60;
                let row = HOURS.windows(2).position(|ends| hour < u16::from(ends[1]));
                if let Some(row) = row.filter(|_| minute != NO_MINUTE) {
                    tell(row);
                }
            }
        }
    }

    fn row(&self, row: usize) -> (Place, PortraitKey) {
        let ranked = |key| (Place::Ranked(row as i32), key);
        match self {
            Self::Categories { names, .. } => {
                let name = names[row].clone();
                (Place::Word(name.clone()), PortraitKey::Category(name))
            }
            Self::Months => ranked(PortraitKey::Month(row as u8 + 1)),
            Self::Weekdays => ranked(PortraitKey::Weekday(row as u8)),
            Self::Hours => ranked(PortraitKey::Hours { from: HOURS[row], to: HOURS[row + 1] }),
        }
    }
}
