//! Time cut into periods of one length, back from the last day of the data: who bought again in a period,
//! by how many periods ago they had bought before, and what a period with a purchase brought.
//!
//! Owns the counting. Must not know what anything is worth.

use std::collections::HashMap;

use crate::domain::money::Money;
use crate::segments::Derived;
use crate::segments::positions::Positions;
use crate::table::tables::Tables;
use crate::views::recency::{BuyingPeriod, FEWEST_PERIODS, FEWEST_SEEN, MOST_STATES, MarginFound};

/// The 95 % quantile of the standard normal distribution.
const Z_95: f64 = 1.644_853_626_951_472_7;
/// A longer interval between purchases than this many periods calls for longer periods.
const INTERVALS_A_PERIOD: f64 = 1.5;

/// One state: who last bought so many periods ago.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// At the beginning of a period.
    pub n_seen: u32,
    /// Of those, bought in it.
    pub n_bought: u32,
    /// Are there today.
    pub n_now: u32,
}

/// What the orders tell, period by period.
#[derive(Clone, Debug, PartialEq)]
pub struct Periods {
    pub n_customers: u32,
    pub n_periods: u32,
    /// By recency, from one period ago; the last is of all who bought longer ago. Empty where too little
    /// is known.
    pub seen: Vec<Seen>,
}

/// The shortest in which most who come back do so.
pub fn usual_period(typical_interval_days: Option<f64>) -> BuyingPeriod {
    let Some(interval) = typical_interval_days else { return BuyingPeriod::Quarter };
    let fits = |period: &BuyingPeriod| interval <= INTERVALS_A_PERIOD * f64::from(period.n_days());
    BuyingPeriod::ALL.into_iter().find(fits).unwrap_or(BuyingPeriod::Year)
}

impl Periods {
    pub fn count(derived: &Derived, period: BuyingPeriod) -> Self {
        let end = derived.data_end.unwrap_or(derived.today);
        let ages = |place: usize| {
            // Periods before the last day of the data; a day still to come is in none.
            let days = derived.purchase_days.of(place).iter();
            days.map(move |day| end.0.saturating_sub(*day)).filter(|age| *age >= 0)
        };
        let n_places = derived.ids.len();
        let oldest = (0..n_places).filter_map(|place| ages(place).next()).max();
        let n_periods = oldest.map_or(0, |age| (age + 1) / period.n_days()) as u32;
        let mut all = Vec::new();
        let mut n_customers = 0;
        for place in 0..n_places {
            // Ascending days are descending ages.
            let mut bought: Vec<i32> = ages(place).map(|age| age / period.n_days()).collect();
            bought.dedup();
            let Some(first) = bought.first().copied() else { continue };
            n_customers += 1;
            let mut last = first;
            let mut after = bought.into_iter().skip(1).peekable();
            for at in (0..first).rev() {
                let has_bought = after.next_if_eq(&at).is_some();
                add(&mut all, last - at, |seen| {
                    seen.n_seen += 1;
                    seen.n_bought += u32::from(has_bought);
                });
                if has_bought {
                    last = at;
                }
            }
            add(&mut all, last + 1, |seen| seen.n_now += 1);
        }
        Self { n_customers, n_periods, seen: close(all, n_periods) }
    }
}

/// `recency` counts from 1.
fn add(all: &mut Vec<Seen>, recency: i32, note: impl FnOnce(&mut Seen)) {
    let place = recency.max(1) as usize - 1;
    if all.len() <= place {
        all.resize(place + 1, Seen::default());
    }
    note(&mut all[place]);
}

/// States of too few, and those after them, become one: of all who bought longer ago.
fn close(mut all: Vec<Seen>, n_periods: u32) -> Vec<Seen> {
    let n_enough = all.iter().take_while(|seen| seen.n_seen >= FEWEST_SEEN).count();
    if n_periods < FEWEST_PERIODS || n_enough == 0 {
        return Vec::new();
    }
    let mut rest = all.split_off(n_enough.min(MOST_STATES - 1));
    // The last of enough may have to take in what is left.
    let of_rest: u32 = rest.iter().map(|seen| seen.n_seen).sum();
    if of_rest < FEWEST_SEEN && all.len() > 1 && !rest.is_empty() {
        rest.extend(all.pop());
    }
    let closing = rest.into_iter().reduce(|one, other| Seen {
        n_seen: one.n_seen + other.n_seen,
        n_bought: one.n_bought + other.n_bought,
        n_now: one.n_now + other.n_now,
    });
    all.extend(closing);
    all
}

/// What a period with a purchase brought after the goods were paid.
pub fn margin(tables: &Tables, derived: &Derived, period: BuyingPeriod) -> Option<MarginFound> {
    let end = derived.data_end.unwrap_or(derived.today);
    let positions = Positions::of(tables);
    let mut sums: HashMap<(usize, i32), i64> = HashMap::new();
    let mut total = 0_i64;
    for chunk in tables.orders.chunks() {
        let orders = chunk.data();
        for at in 0..orders.len() {
            let Some(person) = positions.find(orders.customers[at]) else { continue };
            let age = end.0.saturating_sub(orders.days[at]);
            if age < 0 {
                continue;
            }
            total += orders.amounts[at];
            if orders.amounts[at] >= 0 {
                *sums.entry((person, age / period.n_days())).or_default() += orders.amounts[at];
            }
        }
    }
    let n = sums.len();
    let share = margin_share(derived)?;
    if n < 2 {
        return None;
    }
    let major = |minor: f64| minor / 100.0;
    // Refunds come off the mean; how purchases vary is read off the purchases. Sums of whole numbers
    // do not hang on the order of the map.
    let bought: i64 = sums.values().sum();
    let squares: i128 = sums.values().map(|sum| i128::from(*sum) * i128::from(*sum)).sum();
    let mean_bought = bought as f64 / n as f64;
    let variance = (squares as f64 / n as f64 - mean_bought * mean_bought).max(0.0);
    let error = share * major((variance / (n - 1) as f64).sqrt());
    let revenue = total as f64 / n as f64;
    let mean = share * major(revenue);
    Some(MarginFound {
        revenue: Money(revenue.round() as i64),
        share,
        mean,
        low: mean - Z_95 * error,
        high: mean + Z_95 * error,
        n: n as u32,
    })
}

/// Of all revenue with a known cost, by who spent it.
fn margin_share(derived: &Derived) -> Option<f64> {
    let known = derived.purchases.iter().filter_map(|facts| {
        let weight = facts.spend_total.0 as f64;
        facts.margin_share.filter(|_| weight > 0.0).map(|share| (share * weight, weight))
    });
    let (margin, spend) = known.fold((0.0, 0.0), |sums, one| (sums.0 + one.0, sums.1 + one.1));
    (spend > 0.0).then(|| margin / spend)
}
