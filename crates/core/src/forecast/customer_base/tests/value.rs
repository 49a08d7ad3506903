//! What purchases to come are worth: with everything given, and why not where something is missing.

use std::collections::BTreeSet;

use super::{TODAY, check_holds, check_near, report, with_settings, with_value};
use crate::domain::customer::Customer;
use crate::domain::ids::CustomerId;
use crate::domain::money::Money;
use crate::domain::order::Order;
use crate::domain::outlook::OutlookSettings;
use crate::forecast::customer_base::{person_outlook, view};
use crate::segments::derive;
use crate::segments::test_tables::{add_orders, cdnow, workspace};
use crate::table::tables::Tables;
use crate::views::customer_base::{NoAmounts, NoValue, PersonOutlookView};

/// Why nobody's worth is told, and whether a person's card says the same.
fn why_no_value(tables: &Tables) -> Option<NoValue> {
    let derived = derive(tables, TODAY);
    let of_all = report(&view(tables, &derived)).value.err();
    let PersonOutlookView::Told(person) =
        person_outlook(tables, &derived, CustomerId(1)).expect("is there")
    else {
        panic!("has bought");
    };
    assert_eq!(person.value.err(), of_all);
    of_all
}

#[test]
fn without_margin_or_interest_there_is_no_value_and_both_say_what_is_missing() {
    let mut tables = cdnow();
    let mut why = |margin_percent, discount_percent| {
        let usual = OutlookSettings::default();
        with_settings(&mut tables, OutlookSettings { margin_percent, discount_percent, ..usual });
        why_no_value(&tables)
    };
    let (margin, interest) = (Some((30.0, 30.0)), Some(8.0));
    assert_eq!(why(None, None), Some(NoValue::NoMarginNorInterest));
    assert_eq!(why(None, interest), Some(NoValue::NoMargin));
    assert_eq!(why(margin, None), Some(NoValue::NoInterest));
    // A margin from more to less is none.
    assert_eq!(why(Some((40.0, 20.0)), interest), Some(NoValue::NoMargin));
    assert_eq!(why(margin, interest), None);
}

/// Nothing that is given then helps, nor is it asked for.
#[test]
fn where_every_purchase_is_of_the_same_sum_amounts_are_why_there_is_no_value() {
    let why = NoValue::Amounts(NoAmounts::AllAlike);
    assert!(!why.is_to_give());
    let tables = cdnow_paid(|_| 5_000);
    assert_eq!(why_no_value(&tables), Some(why));
    assert_eq!(why_no_value(&with_value(tables)), Some(why));
}

#[test]
fn a_longer_time_and_less_interest_are_worth_more() {
    let value = |horizon_months, discount| {
        let mut tables = cdnow();
        let settings = OutlookSettings {
            horizon_months,
            margin_percent: Some((50.0, 50.0)),
            discount_percent: Some(discount),
        };
        with_settings(&mut tables, settings);
        let derived = derive(&tables, TODAY);
        let view = view(&tables, &derived);
        let found = report(&view);
        (found.purchases.value, found.value.unwrap().value)
    };
    let (n, plain) = value(12, 0.0);
    let (same, discounted) = value(12, 20.0);
    let (more, longer) = value(24, 20.0);
    assert_eq!(n, same, "interest changes no purchases");
    assert!(discounted < plain && discounted > plain / 1.2);
    assert!(more > n && longer > discounted);
}

#[test]
fn where_all_pay_alike_value_has_a_range_all_the_same() {
    // Amounts differ by chance alone: nothing tells people apart.
    let tables = with_value(cdnow_paid(|at| 5_000 + ((at * 7_919) % 1_000) as i64));
    let derived = derive(&tables, TODAY);
    let view = view(&tables, &derived);
    let found = report(&view);
    let amounts = found.amounts.as_ref().unwrap();
    check_near(amounts.mean, 55.0, 1.0);
    assert!(!amounts.people_differ, "{:?}", amounts.parameters);
    check_holds(&found.value.unwrap());
}

/// CDNOW's days with other sums, by their place among the orders. Two orders of one day would be one
/// purchase of twice as much, by which whoever has made one would stand out.
fn cdnow_paid(amount: impl Fn(usize) -> i64) -> Tables {
    let tables = cdnow();
    let mut days = BTreeSet::new();
    let orders: Vec<Order> = tables
        .orders
        .chunks()
        .iter()
        .flat_map(|chunk| (0..chunk.data().len()).map(|at| chunk.data().order(at)))
        .filter(|order| days.insert((order.customer, order.day)))
        .enumerate()
        .map(|(at, order)| Order { amount: Money(amount(at)), ..order })
        .collect();
    let mut paid = workspace(vec![Customer::default(); tables.customers.len()]);
    add_orders(&mut paid, orders);
    paid
}
