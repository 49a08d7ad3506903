//! What each person has bought, from the order columns.
//!
//! Owns the facts (days, sums, shares, intervals); must not know points, weights or classes.
//! Scans whole columns and allocates per customer, never per order.
//!
//! Rules: an order that is not a refund makes its day a purchase day, and several on one day are one.
//! Refunds subtract from money and make no day. The last 12 months are the 365 days up to the data's
//! own end; no clock is read.

use super::positions::Positions;
use crate::domain::day::Day;
use crate::domain::money::Money;
use crate::table::orders::{NO_PRODUCT, OrderColumns, known_cost};
use crate::table::tables::Tables;

/// Length of "the last 12 months".
pub const YEAR_DAYS: i32 = 365;

/// What one person has bought; all zero and `None` for somebody without orders.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PurchaseFacts {
    /// Without refunds.
    pub n_orders: u32,
    pub n_refunds: u32,
    pub n_purchase_days: u32,
    pub first_purchase: Option<Day>,
    pub last_purchase: Option<Day>,
    /// Refunds subtracted.
    pub spend_total: Money,
    pub spend_last_year: Money,
    /// Of the latest stretch of the trend, and of the one before it.
    pub spend_lately: Money,
    pub spend_before: Money,
    /// Without refunds subtracted: what the discount share is a share of.
    pub bought: Money,
    /// The part of `bought` that had a discount; `None` where the workspace records no discounts.
    pub discounted: Option<Money>,
    /// Share of spend left after the goods are paid, over what has a known cost; `None`: no cost known.
    pub margin_share: Option<f64>,
    /// Mean days between purchase days, from two on.
    pub mean_interval_days: Option<f64>,
    /// Standard deviation of the intervals divided by their mean, from three purchase days on.
    /// 0: like clockwork; 1: as by chance.
    pub interval_variation: Option<f64>,
    /// Purchase days of the customers this one brought; `None` where no referral is recorded at all.
    pub n_referred_orders: Option<u32>,
}

impl PurchaseFacts {
    pub fn has_bought(&self) -> bool {
        self.n_purchase_days > 0
    }

    /// Purchase days after the first.
    pub fn n_repeats(&self) -> u32 {
        self.n_purchase_days.saturating_sub(1)
    }

    /// Share of what was bought that had a discount (price sensitivity), 0–1.
    pub fn discount_share(&self) -> Option<f64> {
        let share = self.discounted?.0 as f64 / self.bought.0 as f64;
        share.is_finite().then(|| share.clamp(0.0, 1.0))
    }
}

/// The days on which each person bought, ascending and each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PurchaseDays {
    days: Vec<i32>,
    /// Where each person's days end.
    ends: Vec<u32>,
}

impl PurchaseDays {
    /// Days since 1970 of the person at this position.
    pub fn of(&self, place: usize) -> &[i32] {
        let end = self.ends.get(place).copied().unwrap_or_default() as usize;
        let start = place.checked_sub(1).and_then(|before| self.ends.get(before)).copied();
        self.days.get(start.unwrap_or_default() as usize..end).unwrap_or_default()
    }
}

/// The facts of everybody, by position, and what the typical order is.
pub struct Purchases {
    pub facts: Vec<PurchaseFacts>,
    pub days: PurchaseDays,
    /// Median of the orders above zero.
    pub typical_order: Option<Money>,
    pub trend: Option<Trend>,
}

/// Two stretches of time of equal length, one after the other up to the data's end: what is spent in
/// them is compared. A year each, or half of what there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trend {
    pub n_days: i32,
    /// Their last day.
    pub end: Day,
}

/// With shorter stretches a week's chance would be a trend.
const SHORTEST_STRETCH_DAYS: i32 = 28;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stretch {
    Latest,
    Before,
}

impl Trend {
    fn of(first: Option<Day>, end: Day) -> Option<Self> {
        let n_days = (end.days_since(first?).saturating_add(1) / 2).min(YEAR_DAYS);
        (n_days >= SHORTEST_STRETCH_DAYS).then_some(Self { n_days, end })
    }

    fn stretch_of(self, day: Day) -> Option<Stretch> {
        let age = self.end.days_since(day);
        if age < 0 {
            None
        } else if age < self.n_days {
            Some(Stretch::Latest)
        } else {
            (age < 2 * self.n_days).then_some(Stretch::Before)
        }
    }

    /// First days of the stretch before and of the latest.
    pub fn begins(self) -> (Day, Day) {
        (self.end.plus_days(1 - 2 * self.n_days), self.end.plus_days(1 - self.n_days))
    }
}

fn first_order_day(tables: &Tables) -> Option<Day> {
    let days = tables.orders.chunks().iter().flat_map(|chunk| &chunk.data().days);
    days.min().copied().map(Day)
}

/// The last day any order speaks of, up to `latest`.
pub fn last_order_day(tables: &Tables, latest: Day) -> Option<Day> {
    let days = tables.orders.chunks().iter().flat_map(|chunk| &chunk.data().days);
    days.filter(|day| **day <= latest.0).max().copied().map(Day)
}

/// Is the day one of the last 12 months? One still to come is not.
pub fn is_last_year(day: Day, data_end: Day) -> bool {
    (0..YEAR_DAYS).contains(&data_end.days_since(day))
}

/// Sums up the orders of everybody. `data_end` is the day the last 12 months end with.
pub fn scan(tables: &Tables, positions: &Positions, data_end: Day) -> Purchases {
    let margins = product_margins(tables);
    let trend = Trend::of(first_order_day(tables), data_end);
    let mut facts = vec![PurchaseFacts::default(); positions.n_customers()];
    let mut known = vec![KnownCost::default(); positions.n_customers()];
    let mut discounted = vec![Money::ZERO; positions.n_customers()];
    let mut order_amounts = Vec::new();
    for chunk in tables.orders.chunks() {
        let orders = chunk.data();
        for at in 0..orders.len() {
            let Some(person) = positions.find(orders.customers[at]) else { continue };
            let amount = Money(orders.amounts[at]);
            let fact = &mut facts[person];
            fact.spend_total += amount;
            let day = Day(orders.days[at]);
            if is_last_year(day, data_end) {
                fact.spend_last_year += amount;
            }
            match trend.and_then(|trend| trend.stretch_of(day)) {
                Some(Stretch::Latest) => fact.spend_lately += amount,
                Some(Stretch::Before) => fact.spend_before += amount,
                None => {}
            }
            known[person].add_order(orders, at, &margins);
            if is_refund(amount) {
                fact.n_refunds += 1;
                continue;
            }
            fact.n_orders += 1;
            fact.bought += amount;
            discounted[person] += discounted_part(orders, at);
            if amount > Money::ZERO {
                order_amounts.push(amount.0);
            }
        }
    }
    let records_discounts = discounted.iter().any(|part| *part != Money::ZERO);
    for ((fact, known), discounted) in facts.iter_mut().zip(known).zip(discounted) {
        fact.margin_share = known.share();
        fact.discounted = (records_discounts && fact.n_orders > 0).then_some(discounted);
    }
    let days = add_purchase_days(tables, positions, &mut facts);
    add_referred_orders(tables, &mut facts);
    Purchases { facts, days, typical_order: median_money(order_amounts), trend }
}

/// An order of nothing (paid by voucher, a free gift) is still an order.
fn is_refund(amount: Money) -> bool {
    amount < Money::ZERO
}

/// Sums over the orders and lines whose cost is known.
#[derive(Clone, Copy, Default)]
struct KnownCost {
    amount: f64,
    cost: f64,
}

impl KnownCost {
    /// The order's own cost where it is known, else the cost of its lines, else their products' margin.
    fn add_order(&mut self, orders: &OrderColumns, at: usize, margins: &[Option<f64>]) {
        if let Some(cost) = known_cost(orders.costs[at]) {
            self.amount += orders.amounts[at] as f64;
            self.cost += cost.0 as f64;
            return;
        }
        for line in orders.line_range(at) {
            let amount = orders.line_amounts[line] as f64;
            let product = orders.line_products[line];
            let by_margin = || {
                let known =
                    (product != NO_PRODUCT).then(|| margins.get(product as usize)).flatten();
                known.copied().flatten().map(|margin| amount * (1.0 - margin))
            };
            let cost = known_cost(orders.line_costs[line]).map(|cost| cost.0 as f64);
            if let Some(cost) = cost.or_else(by_margin) {
                self.amount += amount;
                self.cost += cost;
            }
        }
    }

    fn share(self) -> Option<f64> {
        (self.amount > 0.0).then(|| (self.amount - self.cost) / self.amount)
    }
}

/// The amount bought at a discount: the discounted lines, or the whole order where only it says so.
fn discounted_part(orders: &OrderColumns, at: usize) -> Money {
    let lines = orders.line_range(at).filter(|line| orders.line_discounts[*line] > 0);
    let by_line: Money = lines.map(|line| Money(orders.line_amounts[line])).sum();
    if by_line == Money::ZERO && orders.discounts[at] > 0 {
        Money(orders.amounts[at])
    } else {
        by_line
    }
}

/// Margins by product number. Numbers are given one after the other, so the list is short.
fn product_margins(tables: &Tables) -> Vec<Option<f64>> {
    let mut margins = Vec::new();
    for product in tables.products.iter().filter(|product| product.margin.is_some()) {
        let at = product.id.0 as usize;
        if at < tables.next_ids.product.max(1) as usize {
            margins.resize(margins.len().max(at + 1), None);
            margins[at] = product.margin;
        }
    }
    margins
}

/// Sorts all purchase days by customer (counting sort, then each customer's own few) and reads the
/// intervals off them.
fn add_purchase_days(
    tables: &Tables,
    positions: &Positions,
    facts: &mut [PurchaseFacts],
) -> PurchaseDays {
    let mut next = Vec::with_capacity(facts.len());
    let mut n_days = 0;
    for fact in facts.iter() {
        next.push(n_days);
        n_days += fact.n_orders as usize;
    }
    let mut days = vec![0_i32; n_days];
    for chunk in tables.orders.chunks() {
        let orders = chunk.data();
        for at in 0..orders.len() {
            let Some(person) = positions.find(orders.customers[at]) else { continue };
            if !is_refund(Money(orders.amounts[at])) {
                days[next[person]] = orders.days[at];
                next[person] += 1;
            }
        }
    }
    let (mut start, mut n_kept) = (0, 0);
    let mut ends = Vec::with_capacity(facts.len());
    for fact in facts {
        let end = start + fact.n_orders as usize;
        let own = &mut days[start..end];
        own.sort_unstable();
        let n_distinct = move_distinct_to_front(own);
        read_intervals(&own[..n_distinct], fact);
        days.copy_within(start..start + n_distinct, n_kept);
        n_kept += n_distinct;
        ends.push(n_kept as u32);
        start = end;
    }
    days.truncate(n_kept);
    days.shrink_to_fit();
    PurchaseDays { days, ends }
}

/// Of ascending days; returns how many distinct ones now stand in front.
fn move_distinct_to_front(days: &mut [i32]) -> usize {
    let mut n_distinct = days.len().min(1);
    for at in 1..days.len() {
        if days[at] != days[n_distinct - 1] {
            days[n_distinct] = days[at];
            n_distinct += 1;
        }
    }
    n_distinct
}

fn read_intervals(days: &[i32], fact: &mut PurchaseFacts) {
    fact.n_purchase_days = days.len() as u32;
    fact.first_purchase = days.first().copied().map(Day);
    fact.last_purchase = days.last().copied().map(Day);
    let (Some(first), Some(last), true) = (days.first(), days.last(), days.len() > 1) else {
        return;
    };
    let n_intervals = (days.len() - 1) as f64;
    let mean = (f64::from(*last) - f64::from(*first)) / n_intervals;
    fact.mean_interval_days = Some(mean);
    if days.len() > 2 {
        let deviation = |pair: &[i32]| (f64::from(pair[1]) - f64::from(pair[0]) - mean).powi(2);
        let variance = days.windows(2).map(deviation).sum::<f64>() / (n_intervals - 1.0);
        fact.interval_variation = Some(variance.sqrt() / mean);
    }
}

fn add_referred_orders(tables: &Tables, facts: &mut [PurchaseFacts]) {
    let referrers = super::referrals::referrers(tables);
    if referrers.is_empty() {
        return;
    }
    for fact in facts.iter_mut() {
        fact.n_referred_orders = Some(0);
    }
    for (brought, by) in referrers {
        let n_days = facts[brought].n_purchase_days;
        if let Some(n_orders) = &mut facts[by].n_referred_orders {
            *n_orders += n_days;
        }
    }
}

/// The middle amount (the lower of two middles), `None` of none.
pub fn median_money(mut amounts: Vec<i64>) -> Option<Money> {
    let middle = amounts.len().checked_sub(1)? / 2;
    Some(Money(*amounts.select_nth_unstable(middle).1))
}
