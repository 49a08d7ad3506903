//! Weeks of need and waits of leads, on small cases worked out by hand and on the sample.

use std::collections::BTreeSet;

use super::TimingRun;
use super::leads::MIN_BOUGHT;
use super::need::N_WEEKS;
use crate::contact::blacklist::replace;
use crate::domain::blacklist::{BlockedBy, BlockedContact};
use crate::domain::customer::{Customer, Stage};
use crate::domain::day::Day;
use crate::domain::ids::{CustomerId, InteractionId, OrderId};
use crate::domain::interaction::{Interaction, InteractionKind};
use crate::domain::order::Order;
use crate::sample;
use crate::segments::derive;
use crate::segments::test_tables::{add_interactions, add_orders, cdnow, order, workspace};
use crate::table::query::matching_ids;
use crate::table::tables::Tables;
use crate::views::table::TableQuery;
use crate::views::timing::{NeedCalendar, NeedCourse, NoLeads, NoNeed, NoWaits, TimingView};

const TODAY: Day = Day(20_700);

fn view_on(tables: &Tables, today: Day) -> TimingView {
    let derived = derive(tables, today);
    let mut run = TimingRun::new(tables, &derived);
    while run.step() {}
    run.finish()
}

fn view(tables: &Tables) -> TimingView {
    view_on(tables, TODAY)
}

fn block(key: &str, day: Day) -> BlockedContact {
    BlockedContact { by: BlockedBy::Key, value: key.into(), reason: String::new(), day }
}

/// Customers who each bought so many times, every 28 days, the last time so many days ago.
fn regulars(last: &[i32], n_purchases: i32) -> Tables {
    let mut tables = workspace(vec![Customer::default(); last.len()]);
    let orders = last.iter().zip(1..).flat_map(|(ago, customer)| {
        (0..n_purchases).map(move |k| order(customer, TODAY.0 - ago - 28 * k, 1_000))
    });
    add_orders(&mut tables, orders.collect());
    tables
}

fn calendar(tables: &Tables) -> NeedCalendar {
    *view(tables).need.expect("enough intervals")
}

#[test]
fn the_clockwork_buyer_needs_it_in_the_week_the_interval_ends() {
    // Intervals of exactly 28 days: due in 28 − ago days, as good as surely (σ is held at 1 %).
    let found = calendar(&regulars(&[0, 3, 10, 11, 12, 24], 6));
    // Due in 28, 25, 18, 17, 16 and 4 days: weeks 5, 4, 3, 3, 3 and 1. Of the first, half the chance lies
    // on either side of day 28.
    let expected: Vec<f64> = found.weeks.iter().map(|week| week.expected).collect();
    let by_hand = [1.0, 0.0, 3.0, 1.5, 0.5];
    for (week, by_hand) in by_hand.into_iter().enumerate() {
        assert!((expected[week] - by_hand).abs() < 0.02, "week {week}: {expected:?}");
    }
    assert!((expected.iter().sum::<f64>() + found.later - 6.0).abs() < 1e-9);
    let halves = (expected[..6].iter().sum::<f64>(), expected[6..].iter().sum::<f64>());
    assert_eq!((found.halves, found.course, found.fullest), (halves, NeedCourse::Falling, 2));
    assert_eq!((found.n_people, found.n_once, found.n_returned, found.n_intervals), (6, 0, 6, 30));
    assert!((found.typical_days - 28.0).abs() < 1e-9);
    // The week of three, and sold in advance for seven days before it: a quarter of the interval.
    assert_eq!(found.peak, Some(2));
    let pre_sale = found.pre_sale.expect("a week ahead");
    assert_eq!((pre_sale.week, pre_sale.from.0, pre_sale.until.0), (2, TODAY.0 + 7, TODAY.0 + 13));
}

#[test]
fn without_a_model_of_who_comes_back_no_range_is_told() {
    // One person of 22 purchases bears no model.
    let found = calendar(&regulars(&[0], 22));
    let week = &found.weeks[4];
    assert!((week.expected - 0.5).abs() < 0.02, "{week:?}");
    assert!(found.is_if_all_return && found.weeks.iter().all(|week| week.range.is_none()));
}

#[test]
fn cdnow_promises_no_more_people_than_came() {
    let all = cdnow();
    let end = Day::from_iso("1997-06-30").unwrap();
    let orders: Vec<Order> = all
        .orders
        .chunks()
        .iter()
        .flat_map(|chunk| (0..chunk.data().len()).map(|at| chunk.data().order(at)))
        .collect();
    let (known, later): (Vec<Order>, Vec<Order>) =
        orders.into_iter().partition(|order| order.day <= end);
    let mut tables = workspace(vec![Customer::default(); all.customers.len()]);
    add_orders(&mut tables, known);
    let today = end.plus_days(1);
    let derived = derive(&tables, today);
    let found = *view_on(&tables, today).need.expect("enough intervals");
    assert!(!found.is_if_all_return, "{found:?}");
    // Lapsed people are in no week.
    let last = today.plus_days(7 * N_WEEKS as i32 - 1);
    let is_counted = |order: &&Order| {
        let place = derived.place_of(order.customer);
        order.day <= last && place.is_some_and(|at| derived.stages[at] != Stage::Lapsed)
    };
    let came: BTreeSet<CustomerId> =
        later.iter().filter(is_counted).map(|order| order.customer).collect();
    let sum: f64 = found.weeks.iter().map(|week| week.expected).sum::<f64>() + found.before;
    let ratio = sum / came.len() as f64;
    assert!((ratio - 1.0).abs() < 0.25, "{sum} for {} who came", came.len());
    // Wider than chance alone.
    for week in &found.weeks {
        let (low, high) = week.range.expect("a model");
        assert!(low < week.expected && week.expected < high, "{week:?}");
        let luck = 2.0 * 1.645 * (week.expected * 0.5).sqrt();
        assert!(high - low > luck, "{week:?}");
    }
}

#[test]
fn the_fullest_week_is_the_peak() {
    // Ten are due in each of the first four weeks, and ten more in the second.
    let mut last = Vec::new();
    for week in 0..4 {
        last.extend(std::iter::repeat_n(28 - 3 - 7 * week, if week == 1 { 20 } else { 10 }));
    }
    assert_eq!(calendar(&regulars(&last, 4)).peak, Some(1));
}

#[test]
fn who_has_lapsed_or_bought_once_or_is_blocked_is_told_apart() {
    let mut tables = regulars(&[5, 6, 7, 8, 9], 6);
    let derived = derive(&tables, TODAY);
    let last_id = derived.ids.last().expect("five").0;
    let (once, lapsed, none) = (last_id + 1, last_id + 2, last_id + 3);
    let customer =
        |id, key: &str| Customer { id: CustomerId(id), key: key.into(), ..Customer::default() };
    tables.customers.append(vec![
        customer(once, "K6"),
        Customer { stage: Some(Stage::Lapsed), ..customer(lapsed, "") },
        customer(none, ""),
    ]);
    let mut more = vec![order(once, TODAY.0 - 10, 500), order(lapsed, TODAY.0 - 12, 500)];
    for (order, id) in more.iter_mut().zip(900..) {
        order.id = OrderId(id);
    }
    tables.orders.append(&more);
    let found = calendar(&replace(&tables, vec![block("K6", TODAY)]));
    let told = (found.n_people, found.n_once, found.n_blocked, found.n_lapsed, found.n_not_bought);
    assert_eq!(told, (6, 1, 1, 1, 1));
}

#[test]
fn too_few_intervals_are_refused_with_what_would_do() {
    let found = view(&regulars(&[5, 6, 7], 7)).need;
    assert_eq!(found, Err(NoNeed::TooFewIntervals { n: 18, needed: 20 }));
}

#[test]
fn what_came_since_the_data_end_lies_before_the_first_week() {
    // Four are due 14 days after the data's end, one 28 days after it; today is 20 days after it.
    let tables = regulars(&[0, 14, 14, 14, 14], 6);
    let found = *view_on(&tables, TODAY.plus_days(20)).need.expect("enough intervals");
    assert!((found.before - 4.0).abs() < 0.1, "{found:?}");
    assert_eq!((found.weeks[0].first, found.is_after_data), (TODAY.plus_days(20), false));
    assert!((found.weeks[1].expected - 1.0).abs() < 0.05, "{:?}", found.weeks[1]);
}

#[test]
fn the_weeks_follow_data_that_ended_long_ago() {
    let tables = regulars(&[0, 14, 14, 14, 14], 6);
    let found = *view_on(&tables, TODAY.plus_days(200)).need.expect("enough intervals");
    assert_eq!((found.weeks[0].first, found.is_after_data), (TODAY.plus_days(1), true));
    assert!(found.before < 0.01);
    // Due 14 days after the end, which are 13 after the first day: in the second week.
    assert!((found.weeks[1].expected - 4.0).abs() < 0.05, "{found:?}");
}

/// Leads known since so many days ago, who bought after so many days, or not yet.
fn leads(rows: &[(i32, Option<i32>, &str)]) -> Tables {
    let customers = rows.iter().map(|(ago, _, source)| Customer {
        known_since: Some(TODAY.plus_days(-ago)),
        lead_source: (*source).to_owned(),
        ..Customer::default()
    });
    let mut tables = workspace(customers.collect());
    let bought = rows.iter().zip(1..).filter_map(|((ago, wait, _), customer)| {
        Some(order(customer, TODAY.0 - ago + (*wait)?, 1_000))
    });
    add_orders(&mut tables, bought.collect());
    // The data reach to today: somebody came in.
    let visitor = rows.len() as u32 + 1;
    tables.customers.append([Customer { id: CustomerId(visitor), ..Customer::default() }]);
    add_interactions(&mut tables, &[(visitor, TODAY.0, InteractionKind::Visit)]);
    tables
}

#[test]
fn leads_that_have_not_bought_still_wait() {
    // Twenty buy after 10, 20, … 200 days; ten more were known for 100 days and have not bought.
    let mut rows: Vec<(i32, Option<i32>, &str)> =
        (1..=20).map(|n| (400, Some(10 * n), "Fair")).collect();
    rows.extend((0..10).map(|_| (100, None, "Fair")));
    let found = *view(&leads(&rows)).leads.expect("twenty bought");
    // And the visitor of today, who has waited 0 days.
    assert_eq!((found.n_leads, found.n_bought), (31, 20));
    // By hand: after 100 days 10 of 30 have bought. Then 10 wait, and one buys every 10 days.
    let at = |days: f64| {
        found.curve.iter().rev().find(|point| point.days <= days).expect("a point").share
    };
    assert!((at(100.0) - 1.0 / 3.0).abs() < 1e-9, "{}", at(100.0));
    // Ten still wait on day 110, the last of which that is true; the curve says nothing beyond.
    assert_eq!(found.at_end.days, 110.0);
    assert!((found.at_end.share - (1.0 - 2.0 / 3.0 * 0.9)).abs() < 1e-9);
    assert_eq!(found.median, None, "half of them lies beyond what is known");
    // Half of the 40 % are 20 %: six of thirty, on day 60.
    assert_eq!(found.half.days, 60.0);
    let ends = (found.half.low.expect("known"), found.half.high);
    assert!(ends.0 < 60.0 && ends.1.is_none_or(|high| high > 60.0), "{ends:?}");
    assert!(found.at_end.low < found.at_end.share && found.at_end.share < found.at_end.high);
    assert!(found.sources.is_empty(), "one source is nothing to compare");
}

#[test]
fn half_of_all_is_told_where_the_curve_gets_there() {
    let rows: Vec<(i32, Option<i32>, &str)> = (1..=40).map(|n| (400, Some(n), "")).collect();
    let found = *view(&leads(&rows)).leads.expect("forty bought");
    // Of 41, 20 have bought by day 20 of the 40 who wait longer than 0 days.
    assert_eq!(found.median.map(|median| median.days), Some(20.0));
    assert_eq!(found.at_end.days, 31.0);
}

#[test]
fn sources_are_compared_where_two_have_ten_who_bought() {
    let mut rows: Vec<(i32, Option<i32>, &str)> = Vec::new();
    for n in 1..=15 {
        rows.push((400, Some(n), "Fair"));
        rows.push((400, Some(10 * n), " Shop "));
        rows.push((400, None, "Shop"));
    }
    rows.extend((1..=9).map(|n| (400, Some(n), "Web")));
    let found = *view(&leads(&rows)).leads.expect("enough bought");
    let told: Vec<_> =
        found.sources.iter().map(|s| (s.name.as_str(), s.n_leads, s.n_bought)).collect();
    assert_eq!(told, [("Shop", 30, 15), ("Fair", 15, 15)]);
    assert_eq!((found.n_small_sources, found.n_no_source), (1, 1));
    // The fair's curve ends on day 6, where ten of its fifteen still wait: both are told by then.
    let by_then: Vec<f64> = found.sources.iter().map(|source| source.bought.days).collect();
    assert_eq!(by_then, [6.0, 6.0]);
    assert!((found.sources[1].bought.share - 6.0 / 15.0).abs() < 1e-9);
    assert_eq!((found.sources[0].bought.share, found.sources[0].half), (0.0, None));
}

#[test]
fn who_came_as_a_buyer_is_no_lead() {
    let mut tables = leads(&(1..=12).map(|n| (300, Some(n), "")).collect::<Vec<_>>());
    let n = tables.customers.iter().count() as u32;
    let known =
        |ago: i32| Customer { known_since: Some(TODAY.plus_days(-ago)), ..Customer::default() };
    let more = [
        known(50),
        known(50),
        Customer::default(),
        Customer { stage: Some(Stage::InService), ..known(50) },
        known(-3),
        known(50),
    ];
    let numbered = more.into_iter().zip(n + 1..);
    tables
        .customers
        .append(numbered.map(|(customer, id)| Customer { id: CustomerId(id), ..customer }));
    // The first bought before, the second on the very day; the last had asked that day.
    let orders = [(n + 1, -60), (n + 2, -50), (n + 6, -50)];
    let orders = orders.iter().zip(500..).map(|((customer, day), id)| {
        let made = order(*customer, TODAY.0 + day, 1_000);
        Order { id: OrderId(id), ..made }
    });
    tables.orders.append(&orders.collect::<Vec<_>>());
    let visit = tables.interactions.iter().next().expect("today's visit").clone();
    tables.interactions.append([Interaction {
        id: InteractionId(2),
        customer: CustomerId(n + 6),
        day: TODAY.plus_days(-50),
        kind: InteractionKind::Enquiry,
        ..visit
    }]);
    let found = *view(&tables).leads.expect("twelve bought");
    let left_out = NoLeads { n_no_start: 1, n_came_as_buyers: 2, n_too_new: 1, n_no_order: 1 };
    assert_eq!(found.left_out, left_out);
    // Twelve, today's visitor, and the one who asked first: a wait of 0 days.
    assert_eq!((found.n_leads, found.n_bought), (14, 13));
    assert!(found.curve[0].days == 0.0 && found.curve[0].share > 0.0);
}

#[test]
fn the_wait_of_a_blocked_lead_ends_with_the_block() {
    let mut rows: Vec<(i32, Option<i32>, &str)> = (0..12).map(|_| (300, Some(50), "")).collect();
    rows.extend((0..12).map(|_| (300, None, "")));
    let mut tables = leads(&rows);
    for id in 13..=24 {
        let customer = tables.customers.get(CustomerId(id)).expect("there").clone();
        tables.customers.replace([Customer { key: format!("K{id}"), ..customer }]);
    }
    let block =
        |day: Day| replace(&tables, (13..=24).map(|id| block(&format!("K{id}"), day)).collect());
    let share = |tables: &Tables| {
        let found = *view(tables).leads.expect("twelve bought");
        (found.n_blocked, found.at_end.share)
    };
    let (n_blocked, late) = share(&block(TODAY));
    assert_eq!(n_blocked, 12);
    assert!((late - 0.5).abs() < 1e-9, "twelve of twenty-four, {late}");
    // Blocked before anybody bought they tell nothing of it.
    let (_, early) = share(&block(TODAY.plus_days(-290)));
    assert!((early - 1.0).abs() < 1e-9, "{early}");
}

#[test]
fn too_few_who_bought_are_refused_with_what_would_do() {
    let few: Vec<(i32, Option<i32>, &str)> =
        (1..MIN_BOUGHT as i32).map(|n| (300, Some(n), "")).collect();
    let refused = NoWaits::TooFewBought { n: 9, needed: 10, n_leads: 10 };
    assert_eq!(view(&leads(&few)).leads, Err(refused));
    assert_eq!(view(&Tables::default()).leads, Err(NoWaits::NoStarts));
}

#[test]
fn the_sample_tells_both() {
    let tables = sample::tables();
    let today = sample::LAST_DAY.plus_days(1);
    let found = view_on(&tables, today);
    let need = found.need.expect("regular buyers");
    assert_eq!(need.weeks.len(), N_WEEKS);
    let counted = need.n_people + need.n_not_bought + need.n_lapsed + need.n_overdue;
    assert_eq!(counted as usize, tables.customers.iter().count());
    let sum: f64 = need.weeks.iter().map(|week| week.expected).sum();
    assert!((sum + need.before + need.later - f64::from(need.n_people)).abs() < 1e-6);
    assert!(need.pre_sale.is_some());
    let derived = derive(&tables, today);
    for week in &need.weeks {
        let is_within = |(low, high): (f64, f64)| low <= week.expected && week.expected <= high;
        assert!(week.range.is_none_or(is_within), "{week:?}");
        // What the link lists is what was counted.
        let query = TableQuery { filters: week.filters.clone(), ..TableQuery::default() };
        assert_eq!(matching_ids(&tables, &derived, &query).len(), week.n_listed as usize);
    }
    let leads = found.leads.expect("hundreds bought");
    assert!(leads.n_bought > 100 && leads.sources.len() >= 2, "{leads:?}");
    assert!(leads.curve.is_sorted_by(|a, b| a.days < b.days && a.share <= b.share));
    assert!(leads.curve.iter().all(|p| p.low <= p.share && p.share <= p.high));
    let left = leads.left_out;
    let told = left.n_no_start + left.n_came_as_buyers + left.n_too_new + left.n_no_order;
    assert_eq!((leads.n_leads + told) as usize, tables.customers.iter().count());
}
