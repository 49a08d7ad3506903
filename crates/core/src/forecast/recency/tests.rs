//! From orders to chances by recency and what they are worth.

use super::RecencyRun;
use super::periods::{Periods, Seen, margin, usual_period};
use crate::domain::day::Day;
use crate::domain::money::Money;
use crate::domain::order::Order;
use crate::segments::derive;
use crate::segments::test_tables::{add_orders, cdnow, order, workspace};
use crate::table::tables::Tables;
use crate::views::recency::{BuyingPeriod, FEWEST_SEEN, RecencyInputs, RecencyView};

fn value(
    tables: &Tables,
    today: Day,
    period: Option<BuyingPeriod>,
    inputs: RecencyInputs,
) -> RecencyView {
    let run = RecencyRun::new(tables, &derive(tables, today), period, &inputs);
    run.finish().unwrap()
}

const INPUTS: RecencyInputs = RecencyInputs {
    margin: None,
    contact_cost: Some((2.0, 2.0)),
    yearly_discount: Some((0.1, 0.1)),
};

#[test]
fn the_period_fits_how_often_people_come_back() {
    let of = |days: f64| usual_period(Some(days));
    assert_eq!([of(14.0), of(45.0), of(46.0), of(136.0)].map(|p| p.n_days()), [30, 30, 91, 91]);
    assert_eq!([of(200.0), of(900.0)].map(|p| p.n_days()), [182, 365]);
    assert_eq!(usual_period(None), BuyingPeriod::Quarter);
}

#[test]
fn every_period_after_the_first_purchase_is_counted_once() {
    // 40 alike: bought 4 periods ago and 2 periods ago, counted from the last day of the data.
    let mut tables = workspace(vec![Default::default(); 41]);
    let mut orders: Vec<Order> = Vec::new();
    for customer in 1..=40 {
        orders.push(order(customer, 10, 5_000));
        orders.push(order(customer, 12, 5_000));
        orders.push(order(customer, 80, 5_000));
    }
    // And one whose purchase is the end of the data.
    orders.push(order(41, 149, 5_000));
    add_orders(&mut tables, orders);
    let counted = Periods::count(&derive(&tables, Day(149)), BuyingPeriod::Month);
    assert_eq!((counted.n_customers, counted.n_periods), (41, 4));
    let seen = |n_seen, n_bought, n_now| Seen { n_seen, n_bought, n_now };
    // Day 10 is the fifth period back, day 80 the third: nothing in the fourth, then a purchase, then
    // none in the second and the first. Those of two and of three periods ago are one state.
    assert_eq!(counted.seen, [seen(80, 0, 1), seen(80, 40, 40)]);
    let found = margin(&tables, &derive(&tables, Day(149)), BuyingPeriod::Month);
    assert_eq!(found, None, "no cost of goods is known");
}

#[test]
fn a_margin_is_what_a_period_with_a_purchase_leaves() {
    let mut tables = workspace(vec![Default::default(); 2]);
    let with_cost = |order: Order, cost: i64| Order { cost: Some(Money(cost)), ..order };
    add_orders(
        &mut tables,
        vec![
            with_cost(order(1, 20, 10_000), 6_000),
            with_cost(order(1, 22, 10_000), 6_000),
            with_cost(order(1, 100, 10_000), 6_000),
            with_cost(order(2, 100, 30_000), 18_000),
            // Half of it came back.
            with_cost(order(2, 101, -15_000), -9_000),
        ],
    );
    let found = margin(&tables, &derive(&tables, Day(101)), BuyingPeriod::Month).unwrap();
    // 450 in three periods, of which 40 % is left.
    assert_eq!((found.revenue, found.n), (Money(15_000), 3));
    assert!((found.share - 0.4).abs() < 1e-12 && (found.mean - 60.0).abs() < 1e-9, "{found:?}");
    assert!(found.low < 60.0 && found.high > 60.0);
}

#[test]
fn too_little_is_told_as_too_little() {
    let mut tables = workspace(vec![Default::default(); 20]);
    let orders = (1..=20).flat_map(|c| [order(c, 0, 100), order(c, 200, 100)]).collect();
    add_orders(&mut tables, orders);
    let view = value(&tables, Day(200), Some(BuyingPeriod::Month), INPUTS);
    assert!(view.rows.is_empty() && !view.is_valued && view.n_draws == 0, "twenty people");
    assert_eq!((view.n_customers, view.n_periods), (20, 6));
    let nobody = value(&Tables::default(), Day(0), None, INPUTS);
    assert!(nobody.rows.is_empty() && nobody.n_customers == 0);
}

#[test]
fn the_longer_ago_the_less_likely_and_the_less_worth() {
    let tables = cdnow();
    let today = derive(&tables, Day(20_000)).data_end.unwrap();
    let margin = Some((10.0, 14.0));
    let inputs = RecencyInputs { margin, contact_cost: Some((0.4, 0.4)), ..INPUTS };
    let view = value(&tables, today, Some(BuyingPeriod::Month), inputs);
    assert!(view.is_valued && view.rows.len() > 3);
    let n_now: u32 = view.rows.iter().map(|row| row.n_now).sum();
    assert_eq!(n_now, view.n_customers);
    assert!(view.rows.iter().all(|row| row.n_seen >= FEWEST_SEEN));
    for row in &view.rows {
        assert!(row.low <= row.mean && row.mean <= row.high);
        let value = row.value.unwrap();
        assert!(value.best.mean >= value.going_on.mean - 1e-9 && value.best.p05 >= 0.0);
    }
    let (first, last) = (&view.rows[0], view.rows.last().unwrap());
    assert!(first.low > last.high && last.is_open && !first.is_open);
    let worth = |row: &crate::views::recency::RecencyRow| row.value.unwrap().best.mean;
    assert!(worth(first) > worth(last));
    assert!(view.of_a_new_customer.unwrap().mean > 10.0 + worth(first) - 1.0);
    // The same every time, in whatever slices.
    let derived = derive(&tables, today);
    let mut run = RecencyRun::new(&tables, &derived, Some(BuyingPeriod::Month), &inputs);
    while run.advance(13).unwrap() {}
    assert_eq!(run.finish().unwrap(), view);
    // A dear contact is worth it for nobody.
    let dear = RecencyInputs { contact_cost: Some((500.0, 500.0)), ..inputs };
    let view = value(&tables, today, Some(BuyingPeriod::Month), dear);
    assert!(view.rows.iter().all(|row| row.value.unwrap().p_stop == 1.0 && worth(row) == 0.0));
}

#[test]
fn without_costs_only_chances_are_told() {
    let tables = crate::sample::tables();
    let asked = RecencyInputs { contact_cost: None, ..INPUTS };
    let view = value(&tables, crate::sample::LAST_DAY, None, asked);
    assert!(!view.rows.is_empty() && !view.is_valued && view.margin.is_some());
    assert!(view.rows.iter().all(|row| row.value.is_none()));
    let view = value(&tables, crate::sample::LAST_DAY, None, INPUTS);
    assert!(view.is_valued && view.of_a_new_customer.is_some());
}
