//! The whole way from orders to outlooks, on published data and at its edges.

mod value;

use std::collections::BTreeSet;

use super::totals::Totals;
use super::{CustomerBase, PersonOutlook, person_outlook, view};
use crate::domain::customer::Customer;
use crate::domain::day::Day;
use crate::domain::ids::CustomerId;
use crate::domain::order::Order;
use crate::domain::outlook::{OutlookColumn, OutlookSettings};
use crate::segments::test_tables::{add_orders, cdnow, order, workspace};
use crate::segments::{Derived, derive};
use crate::table::query::{TableOrder, matching_ids};
use crate::table::tables::Tables;
use crate::views::customer_base::{
    BaseReport, ChoiceReason, CustomerBaseView, Expected, NoOutlook, PersonOutlookView,
    PersonReport, PurchaseModelName, TimeUnit,
};
use crate::views::table::{Column, Filter, TableQuery, Test};

const TODAY: Day = Day(20_000);

fn with_settings(tables: &mut Tables, settings: OutlookSettings) {
    let mut facts = tables.facts.as_ref().clone();
    facts.outlook = settings;
    tables.facts = facts.into();
}

/// 30 % margin, give or take 5, and 15 % interest a year.
fn with_value(mut tables: Tables) -> Tables {
    let settings = OutlookSettings {
        margin_percent: Some((25.0, 35.0)),
        discount_percent: Some(15.0),
        ..OutlookSettings::default()
    };
    with_settings(&mut tables, settings);
    tables
}

fn report(view: &CustomerBaseView) -> &BaseReport {
    view.found.as_ref().expect("enough data")
}

#[track_caller]
fn check_near(found: f64, expected: f64, within: f64) {
    assert!((found - expected).abs() <= within, "{found} is not {expected} ± {within}");
}

#[track_caller]
fn check_holds(expected: &Expected) {
    let (low, high) = expected.range.expect("a range");
    assert!(low <= expected.value && expected.value <= high && low < high, "{expected:?}");
}

#[test]
fn cdnow_from_its_orders_is_as_published() {
    let tables = with_value(cdnow());
    let derived = derive(&tables, TODAY);
    let view = view(&tables, &derived);
    assert_eq!((view.n_people, view.n_bought), (2357, 2357));
    let found = report(&view);
    // The first 39 weeks are what was known, the other 39 are held out.
    assert_eq!(found.model.unit, TimeUnit::Weeks);
    let published = [
        (PurchaseModelName::MbgNbd, -9582.1327, 1.6080),
        (PurchaseModelName::ParetoNbd, -9595.0, 1.6028),
        (PurchaseModelName::BgNbd, -9582.4256, 1.6080),
    ];
    for (tried, (name, ln_likelihood, rmse)) in found.model.tried.iter().zip(published) {
        assert_eq!(tried.name, name);
        check_near(tried.ln_likelihood.unwrap(), ln_likelihood, 0.05);
        check_near(tried.rmse.unwrap(), rmse, 0.002);
    }
    // BG/NBD alone takes all who bought once to be active.
    let [mbg, pareto, bg] = [0, 1, 2].map(|at| found.model.tried[at].active.expect("it fits"));
    assert_eq!(mbg, found.active.value);
    let n_once = f64::from(view.n_bought - view.n_returned);
    assert!(pareto < bg && n_once < bg && bg < 2357.0, "{mbg}, {pareto}, {bg}");
    let (fewest, most) = found.model.active_apart().expect("widely apart");
    assert_eq!((fewest, most), (mbg.min(pareto), bg));
    assert_eq!(found.model.name, PurchaseModelName::MbgNbd);
    let [ChoiceReason::HigherLikelihood { by }, ChoiceReason::TellsOneTimeBuyersApart] =
        found.model.reasons[..]
    else {
        panic!("{:?}", found.model.reasons);
    };
    check_near(by, 12.9, 0.2);
    let holdout = found.holdout.as_ref().expect("long enough");
    assert_eq!(holdout.from, Day::from_iso("1997-10-01").unwrap());
    assert_eq!(holdout.until, Day::from_iso("1998-06-30").unwrap());
    assert_eq!((holdout.n_people, holdout.actual), (2357, 1882.0));
    check_near(holdout.same_rate.total, 2930.0, 0.5);
    check_near(holdout.same_rate.rmse, 2.2119, 5e-5);
    check_near(holdout.nobody_returns.bias, -0.7985, 5e-5);
    assert_eq!(holdout.by_frequency.len(), 8);
    assert_eq!(holdout.by_frequency[0].n_people, 1411);
    assert!(holdout.by_frequency[7].is_open);
}

#[test]
fn cdnow_of_its_first_weeks_has_the_published_parameters() {
    let mut tables = cdnow();
    let end = Day::from_iso("1997-09-30").unwrap();
    let orders: Vec<Order> = tables
        .orders
        .chunks()
        .iter()
        .flat_map(|chunk| (0..chunk.data().len()).map(|at| chunk.data().order(at)))
        .filter(|order| order.day <= end)
        .collect();
    tables = workspace(vec![Customer::default(); tables.customers.len()]);
    add_orders(&mut tables, orders);
    let derived = derive(&tables, end);
    let view = view(&tables, &derived);
    let found = report(&view);
    assert_eq!(found.model.name, PurchaseModelName::MbgNbd);
    // Batislam, Denizel & Filiztekin 2007.
    let values: Vec<f64> = found.model.parameters.iter().map(|own| own.estimate.value).collect();
    for (found, published) in values.iter().zip([0.525, 6.183, 0.891, 1.614]) {
        check_near(*found, published, 0.005 * published);
    }
    found.model.parameters.iter().for_each(|own| check_holds(&own.estimate));
    let amounts = found.amounts.as_ref().expect("enough data");
    let values = amounts.parameters.iter().map(|own| own.estimate.value);
    for (found, published) in values.zip([6.25, 3.74, 15.44]) {
        check_near(found, published, 0.01 * published);
    }
    assert!(amounts.people_differ);
    assert_eq!(amounts.n_fitted, 946);
    check_near(amounts.correlation.unwrap(), 0.114, 0.001);
}

#[test]
fn everything_sums_up_and_lies_in_its_range() {
    let tables = with_value(cdnow());
    let derived = derive(&tables, TODAY);
    let view = view(&tables, &derived);
    let found = report(&view);
    for total in [found.active, found.purchases, found.value.expect("margin and interest")] {
        check_holds(&total);
    }
    assert_eq!(found.by_chance.iter().sum::<u32>(), 2357);
    let bands = found.bands.iter().map(|band| band.sum);
    let classes = found.by_class.iter().map(|(_, sum)| *sum);
    let stages = found.by_stage.iter().map(|(_, sum)| *sum);
    for sums in [bands.collect::<Vec<_>>(), classes.collect(), stages.collect()] {
        assert_eq!(sums.iter().map(|sum| sum.n_people).sum::<u32>(), 2357);
        let active: f64 = sums.iter().map(|sum| sum.active.value).sum();
        check_near(active, found.active.value, 1e-6);
        let value: f64 = sums.iter().map(|sum| sum.value.expect("known").value).sum();
        check_near(value, found.value.unwrap().value, 1e-6 * value);
        for sum in sums.iter().filter(|sum| sum.n_people > 0) {
            let Expected { value, range } = sum.active;
            let (low, high) = range.expect("a range");
            assert!(low <= value && value <= high && high <= sum.n_people.into(), "{sum:?}");
            check_holds(&sum.purchases);
            check_holds(&sum.value.expect("known"));
        }
    }
    // The lists behind the figures hold whom they count.
    for band in &found.bands {
        let filters = vec![band.filter.clone()];
        let listed = matching_ids(&tables, &derived, &TableQuery { filters, ..query() });
        assert_eq!(listed.len() as u32, band.sum.n_people);
    }
    let values: Vec<f64> = found.best.iter().map(|row| row.value.unwrap().value).collect();
    assert!(values.is_sorted_by(|a, b| a >= b) && values.len() == 10);
    assert!(found.fading.iter().all(|row| row.active < 0.5) && !found.fading.is_empty());
    // The same as the table sorts.
    let by_value = (Column::Outlook(OutlookColumn::Value), false);
    let sorted = TableQuery { sort: Some(by_value), limit: 1, ..query() };
    let first = TableOrder::new(&tables, &derived, &sorted).ids(&derived)[0];
    let PersonOutlookView::Told(person) = person_outlook(&tables, &derived, first).unwrap() else {
        panic!("has bought");
    };
    check_near(person.value.unwrap().value, values[0], 0.01);
    check_holds(&person.purchases);
    assert_eq!(person.horizon_months, 12);
}

/// Chance evens out over many: a tenth of the people knows its purchases less well, and the same people
/// looked at as a group about as well as all of them are.
#[test]
fn a_group_is_as_well_known_as_its_size_allows() {
    let tables = with_value(cdnow());
    let derived = derive(&tables, TODAY);
    let base = derived.customer_base(&tables);
    let found = base.found.as_ref().expect("enough data");
    let of = |is_in: &dyn Fn(usize, &PersonOutlook) -> bool| {
        Totals::of_group(&found.fitted, found.plan, &found.people, is_in)
    };
    let width = |expected: &Expected| {
        let (low, high) = expected.range.expect("a range");
        (high - low) / expected.value
    };
    let (all, everybody) = (&found.totals, of(&|_, _| true));
    assert_eq!((all.n_people, everybody.n_people), (2357, 2357));
    assert_eq!(all.purchases.value, everybody.purchases.value);
    let ratio = width(&everybody.purchases) / width(&all.purchases);
    assert!((0.6..1.7).contains(&ratio), "{ratio}");
    let tenth = of(&|place, _| place % 10 == 0);
    assert_eq!(tenth.n_people, 236);
    assert!(width(&tenth.purchases) > 1.3 * width(&all.purchases));
    assert!(width(&tenth.active) > width(&all.active));
    let nobody = of(&|_, _| false);
    assert_eq!((nobody.n_people, nobody.active.value, nobody.active.range), (0, 0.0, None));
}

fn query() -> TableQuery {
    TableQuery::default()
}

#[test]
fn a_person_is_told_with_reasons() {
    let tables = with_value(cdnow());
    let derived = derive(&tables, TODAY);
    let of = |id| match person_outlook(&tables, &derived, CustomerId(id)).unwrap() {
        PersonOutlookView::Told(person) => *person,
        other => panic!("{other:?}"),
    };
    // Orders on 1997-01-01, 01-18, 08-02 and 12-12; the data end on 1998-06-30.
    let PersonReport { n_purchases, silent_days, interval_days, own_amount, amount, .. } = of(1);
    assert_eq!((n_purchases, silent_days), (4, 200));
    check_near(interval_days.unwrap(), 345.0 / 3.0, 1e-9);
    check_near(own_amount.unwrap(), (29.73 + 14.96 + 26.48) / 3.0, 1e-9);
    // Drawn towards everybody's.
    let mean = report(&view(&tables, &derived)).amounts.as_ref().unwrap().mean;
    assert!(own_amount.unwrap() < amount.unwrap() && amount.unwrap() < mean);
    let person = of(1);
    // Came back three times within 345 days of 545, in weeks; the model is the whole base's.
    let view = view(&tables, &derived);
    let model = &report(&view).model;
    assert_eq!((person.model, person.unit), (model.name, TimeUnit::Weeks));
    assert_eq!((person.n_fitted, person.n_bought), (model.n_fitted, view.n_bought));
    assert_eq!(person.n_repeat, 3);
    check_near(person.recency, 345.0 / 7.0, 1e-9);
    check_near(person.age, 545.0 / 7.0, 1e-9);
    let (low, high) = person.outcome.unwrap();
    assert!(low <= person.purchases.value && person.purchases.value <= high);
    assert!(!person.is_alive_by_rule);
    assert_eq!(person_outlook(&tables, &derived, CustomerId(9_999)), None);
}

#[test]
fn too_little_is_told_with_what_would_be_enough() {
    let base = |n_once: u32, n_twice: u32, end: i32| {
        let n = (n_once + n_twice) as usize;
        let mut tables = workspace(vec![Customer::default(); n.max(1)]);
        let spread = |person: u32| (person % 17) as i32;
        let mut orders: Vec<Order> =
            (1..=n_once + n_twice).map(|person| order(person, spread(person), 1_000)).collect();
        orders.extend((1..=n_twice).map(|person| order(person, end - spread(person), 2_000)));
        add_orders(&mut tables, orders);
        let derived = derive(&tables, TODAY);
        view(&tables, &derived).found.err()
    };
    assert_eq!(base(0, 0, 400), Some(NoOutlook::NobodyBought));
    let people = NoOutlook::TooFewPeople { n: 80, needed: 100 };
    assert_eq!(base(40, 40, 400), Some(people));
    let returned = NoOutlook::TooFewReturned { n: 20, needed: 30 };
    assert_eq!(base(100, 20, 400), Some(returned));
    let short = base(100, 40, 400);
    assert!(
        matches!(short, Some(NoOutlook::TooShort { longest, needed }) if longest < needed),
        "{short:?}"
    );
}

#[test]
fn columns_are_offered_where_there_may_be_enough() {
    let few = workspace(vec![Customer::default(); 3]);
    let offered = |tables: &Tables| {
        let all = crate::table::columns::all(tables);
        all.into_iter().filter(|column| matches!(column, Column::Outlook(_))).count()
    };
    assert_eq!((offered(&few), offered(&cdnow()), offered(&with_value(cdnow()))), (0, 2, 3));
    // Nothing is told of people who have not bought.
    let mut tables = cdnow();
    tables.customers.append([Customer { id: CustomerId(9_000), ..Customer::default() }]);
    let derived = derive(&tables, TODAY);
    let column = Column::Outlook(OutlookColumn::Active);
    let filters = vec![Filter { column, test: Test::Filled(false) }];
    let empty = matching_ids(&tables, &derived, &TableQuery { filters, ..query() });
    assert_eq!(empty, [CustomerId(9_000)]);
    let nothing = person_outlook(&tables, &derived, CustomerId(9_000));
    assert_eq!(nothing, Some(PersonOutlookView::HasNotBought));
}

#[test]
fn the_same_figures_on_every_run() {
    let tables = with_value(cdnow());
    let of = |derived: &Derived| view(&tables, derived);
    assert_eq!(of(&derive(&tables, TODAY)), of(&derive(&tables, TODAY)));
}

#[test]
fn whoever_is_gone_is_gone_from_it() {
    let mut tables = with_value(cdnow());
    let best = report(&view(&tables, &derive(&tables, TODAY))).best[0].id;
    let gone = BTreeSet::from([best]);
    tables.orders.remove_of_customers(&gone);
    tables.customers.remove(&gone);
    let derived = derive(&tables, TODAY);
    let after = view(&tables, &derived);
    assert_eq!((after.n_people, after.n_bought), (2356, 2356));
    assert!(report(&after).best.iter().all(|row| row.id != best));
    assert_eq!(person_outlook(&tables, &derived, best), None);
}

#[test]
fn a_market_every_week_is_counted_in_occasions() {
    let tables = market(300, 60);
    let derived = derive(&tables, TODAY);
    let view = view(&tables, &derived);
    let found = report(&view);
    assert_eq!(found.model.unit, TimeUnit::Occasions { days: 7 });
    assert_eq!(found.model.name, PurchaseModelName::BgBb);
    assert_eq!(found.model.reasons, [ChoiceReason::Occasions]);
    // A year holds 52 of them.
    assert!(found.purchases.value < 300.0 * 52.0);
    check_holds(&found.purchases);
}

/// People of different habits who come on Saturdays, and stop at some time.
fn market(n_people: u32, n_weeks: u32) -> Tables {
    let mut tables = workspace(vec![Customer::default(); n_people as usize]);
    let mut orders = Vec::new();
    for person in 1..=n_people {
        // Two sequences without a common rhythm.
        let (habit, stay) = (2 + person * 7 % 11, 10 + person * 13 % 97);
        let weeks = (person % 9..n_weeks).filter(|week| {
            (week * 31 + person * 17 + week * week % 7) % habit == 0 && *week < stay
        });
        orders.push(order(person, (person % 9 * 7) as i32, 900));
        orders.extend(weeks.map(|week| order(person, (week * 7) as i32, i64::from(500 + person))));
    }
    add_orders(&mut tables, orders);
    tables
}

#[test]
fn in_steps_or_in_one_go_it_is_the_same() {
    let tables = with_value(cdnow());
    let (one, other) = (derive(&tables, TODAY), derive(&tables, TODAY));
    let mut run = super::CustomerBaseRun::new(&tables, &one);
    let mut n_steps = 0;
    while run.step() {
        n_steps += 1;
        let (done, total) = run.progress();
        assert!(done <= total);
    }
    assert!(n_steps >= 2357 / 500);
    one.note_customer_base(run.finish());
    let at_once = CustomerBase::of(&tables, &other);
    for place in 0..one.ids.len() {
        assert_eq!(one.customer_base(&tables).of_person(place), at_once.of_person(place));
    }
}
