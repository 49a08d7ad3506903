//! Two years of orders, from each person's habit.

use rand::{Rng, RngExt};

use super::LAST_DAY;
use super::people::{Habit, Person};
use crate::domain::day::Day;
use crate::domain::ids::OrderId;
use crate::domain::money::Money;
use crate::domain::order::{Order, OrderLine};
use crate::domain::product::Product;

/// How a habit buys: mean days between orders, spread of that in percent, lines per order,
/// chance in percent that a line is discounted, and categories it prefers.
struct Pattern {
    gap_days: i32,
    gap_spread: i32,
    lines: std::ops::RangeInclusive<usize>,
    discounted: u32,
    /// Days before the end from which a person may have stopped, and the chance in percent.
    stops: (i32, u32),
}

fn pattern(habit: Habit) -> Option<Pattern> {
    let pattern = match habit {
        Habit::Devoted => {
            Pattern { gap_days: 14, gap_spread: 25, lines: 2..=5, discounted: 14, stops: (60, 8) }
        }
        Habit::Grand => {
            Pattern { gap_days: 62, gap_spread: 80, lines: 3..=8, discounted: 9, stops: (300, 46) }
        }
        Habit::Thrifty => {
            Pattern { gap_days: 21, gap_spread: 35, lines: 1..=3, discounted: 63, stops: (120, 20) }
        }
        Habit::Passing => Pattern {
            gap_days: 130,
            gap_spread: 90,
            lines: 1..=2,
            discounted: 38,
            stops: (500, 85),
        },
        Habit::Lead => return None,
    };
    Some(pattern)
}

/// Every order, by day, with ids from 1. Each person who is not a lead buys at least once.
pub fn orders(rng: &mut impl Rng, people: &[Person], products: &[Product]) -> Vec<Order> {
    let mut orders = Vec::new();
    for person in people {
        let Some(pattern) = pattern(person.habit) else { continue };
        // Each person's own pace.
        let pace = rng.random_range(70..=135);
        let stopped = rng.random_range(0..100) < pattern.stops.1;
        let last = if stopped {
            LAST_DAY.plus_days(-rng.random_range(pattern.stops.0 / 2..=pattern.stops.0 * 3 / 2))
        } else {
            LAST_DAY
        };
        let mut day = person.since;
        loop {
            orders.push(order(rng, person, &pattern, day, products));
            if rng.random_range(0..160) == 0 {
                orders.extend(refund(orders.last(), rng.random_range(1..9)));
            }
            let spread = pattern.gap_days * pattern.gap_spread / 100;
            let gap = (pattern.gap_days + rng.random_range(-spread..=spread)) * pace / 100;
            day = day.plus_days(gap.max(1));
            if day > last {
                break;
            }
        }
    }
    orders.sort_by_key(|order| (order.day, order.minute, order.customer));
    for (at, order) in orders.iter_mut().enumerate() {
        order.id = OrderId(at as u32 + 1);
        order.key = format!("S{:06}", at + 1);
    }
    orders
}

fn order(
    rng: &mut impl Rng,
    person: &Person,
    pattern: &Pattern,
    day: Day,
    products: &[Product],
) -> Order {
    let n_lines = rng.random_range(pattern.lines.clone());
    let lines: Vec<OrderLine> =
        (0..n_lines).map(|_| line(rng, person.habit, pattern.discounted, products)).collect();
    let weekend = day.weekday() >= 5;
    let hour = if weekend { rng.random_range(10..19) } else { rng.random_range(9..21) };
    Order {
        id: OrderId(0),
        key: String::new(),
        customer: person.customer.id,
        day,
        minute: Some(hour * 60 + rng.random_range(0..60)),
        amount: lines.iter().map(|line| line.amount).sum(),
        discount: lines.iter().map(|line| line.discount).sum(),
        cost: Some(lines.iter().filter_map(|line| line.cost).sum()),
        lines,
    }
}

fn line(rng: &mut impl Rng, habit: Habit, discounted: u32, products: &[Product]) -> OrderLine {
    let product = choose(rng, habit, products);
    let quantity = [1, 1, 1, 1, 2, 3][rng.random_range(0..6)];
    let price = product.price.unwrap_or_default().0;
    let full = price * quantity;
    let percent_off = if rng.random_range(0..100) < discounted {
        [5, 10, 12, 15, 20, 30][rng.random_range(0..6)]
    } else {
        0
    };
    let discount = full * percent_off / 100;
    // Goods cost what the list price leaves after the margin, whatever was paid.
    let cost_share = 1_000 - (product.margin.unwrap_or_default() * 1_000.0) as i64;
    OrderLine {
        product: Some(product.id),
        quantity_milli: quantity * 1_000,
        amount: Money(full - discount),
        discount: Money(discount),
        cost: Some(Money(full * cost_share / 1_000)),
    }
}

/// Grand buyers take services and large packs, thrifty ones what is cheap.
fn choose<'a>(rng: &mut impl Rng, habit: Habit, products: &'a [Product]) -> &'a Product {
    let mut best = &products[rng.random_range(0..products.len())];
    let n_looks = match habit {
        Habit::Grand => 2,
        Habit::Thrifty | Habit::Passing => 3,
        Habit::Devoted | Habit::Lead => 0,
    };
    for _ in 0..n_looks {
        let other = &products[rng.random_range(0..products.len())];
        let dearer = other.price > best.price;
        if dearer == (habit == Habit::Grand) {
            best = other;
        }
    }
    best
}

/// The first line of an order comes back some days later.
fn refund(order: Option<&Order>, days_later: i32) -> Option<Order> {
    let order = order?;
    let line = order.lines.first()?;
    let back = OrderLine {
        product: line.product,
        quantity_milli: -line.quantity_milli,
        amount: -line.amount,
        discount: -line.discount,
        cost: line.cost.map(|cost| -cost),
    };
    let day = order.day.plus_days(days_later).min(LAST_DAY);
    Some(Order {
        day,
        amount: back.amount,
        discount: back.discount,
        cost: back.cost,
        lines: vec![back],
        ..order.clone()
    })
}
