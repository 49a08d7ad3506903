//! The rules on small workspaces, on the CDNOW sample, and on made-up data of every kind.

use proptest::prelude::*;

use super::board::{MAX_MARKS, view};
use super::card::card;
use super::points::{N_CONTRIBUTION, weights};
use super::standing::Measured;
use super::summary::class_summary;
use super::test_tables::{add_interactions, add_orders, cdnow, order, workspace};
use super::{Derived, audience, derive};
use crate::domain::class::Class;
use crate::domain::consent::{Channel, OptOut, Permission};
use crate::domain::customer::{ClassOverride, Customer, Stage};
use crate::domain::day::Day;
use crate::domain::event::AudienceGroup;
use crate::domain::ids::{CustomerId, ProductId};
use crate::domain::interaction::InteractionKind;
use crate::domain::log::Happening;
use crate::domain::money::Money;
use crate::domain::order::OrderLine;
use crate::domain::product::Product;
use crate::domain::workspace::BoardSettings;
use crate::table::filter::Sieve;
use crate::table::tables::Tables;
use crate::views::table::{Cell, Filter, Measure, RecordEvent};
use crate::views::workspace::ClassCounts;

const TODAY: Day = Day(20_000);

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-4
}

#[test]
fn frequency_counts_days_and_refunds_only_subtract_money() {
    let mut tables = workspace(vec![Customer::default(), Customer::default()]);
    let orders =
        [(1, 100, 500), (1, 100, 700), (1, 110, -300), (1, 130, 100), (1, 130, 0), (9, 5, 5)];
    add_orders(&mut tables, orders.map(|(c, day, amount)| order(c, day, amount)).to_vec());
    let derived = derive(&tables, TODAY);
    let facts = &derived.purchases[0];
    assert_eq!((facts.n_orders, facts.n_refunds, facts.n_purchase_days), (4, 1, 2));
    assert_eq!((facts.first_purchase, facts.last_purchase), (Some(Day(100)), Some(Day(130))));
    assert_eq!((facts.spend_total, facts.bought), (Money(1_000), Money(1_300)));
    assert_eq!((facts.mean_interval_days, facts.interval_variation), (Some(30.0), None));
    assert_eq!(derived.data_end, Some(Day(130)));
    assert!(!derived.has_bought(1));
}

#[test]
fn the_last_12_months_end_with_the_data() {
    let mut tables = workspace(vec![Customer::default()]);
    add_orders(&mut tables, vec![order(1, 0, 100), order(1, 1, 20), order(1, 365, 3)]);
    let facts = &derive(&tables, TODAY).purchases[0];
    assert_eq!((facts.spend_total, facts.spend_last_year), (Money(123), Money(23)));
    // That we called after the last order says nothing of how far the data go; a visit does.
    add_interactions(&mut tables, &[(1, 366, InteractionKind::Call)]);
    assert_eq!(derive(&tables, TODAY).purchases[0].spend_last_year, Money(23));
    let mut visited = tables.clone();
    visited.interactions = Default::default();
    add_interactions(&mut visited, &[(1, 366, InteractionKind::Visit)]);
    assert_eq!(derive(&visited, TODAY).purchases[0].spend_last_year, Money(3));
}

#[test]
fn an_order_dated_ahead_makes_nobody_else_a_customer_of_long_ago() {
    let ahead = Day(TODAY.0 + 70 * 365);
    let mut tables = workspace(vec![Customer::default(), Customer::default()]);
    let days = [1, 2].into_iter().flat_map(|who| (1..8).map(move |n| (who, TODAY.0 - 20 * n)));
    add_orders(&mut tables, days.map(|(who, day)| order(who, day, 100)).collect());
    let before = derive(&tables, TODAY);
    assert_eq!(before.data_end, Some(Day(TODAY.0 - 20)));
    add_orders(&mut tables, vec![order(1, ahead.0, 1_000)]);
    let after = derive(&tables, TODAY);
    assert_eq!((after.data_end, after.stages[1]), (before.data_end, Stage::Bought));
    assert_eq!(after.purchases[1], before.purchases[1]);
    assert_eq!(after.stages[0], Stage::Bought);
    // It counts as bought, but not in the last 12 months.
    assert_eq!(after.purchases[0].spend_total, Money(1_700));
    assert_eq!(after.purchases[0].spend_last_year, Money(700));
    // Once the day has come it is the data's end; and a clock before all data is not believed.
    for today in [ahead, Day(0)] {
        assert_eq!(derive(&tables, today).data_end, Some(ahead), "{today}");
    }
}

#[test]
fn margin_from_costs_and_products_and_discounts_by_line() {
    let mut tables = workspace(vec![Customer::default()]);
    let margin = Some(0.25);
    tables.products.append([Product { id: ProductId(1), margin, ..Product::default() }]);
    tables.next_ids.product = 2;
    let line = |product: Option<u32>, amount: i64, discount: i64, cost: Option<i64>| OrderLine {
        product: product.map(ProductId),
        quantity_milli: 1_000,
        amount: Money(amount),
        discount: Money(discount),
        cost: cost.map(Money),
    };
    let mut with_lines = order(1, 10, 700);
    // By cost 100 of 200 left, by product 100 of 400, and 100 of which nothing is known.
    with_lines.lines =
        vec![line(None, 200, 0, Some(100)), line(Some(1), 400, 50, None), line(None, 100, 0, None)];
    let mut with_cost = order(1, 11, 400);
    with_cost.cost = Some(Money(200));
    with_cost.discount = Money(10);
    add_orders(&mut tables, vec![with_lines, with_cost]);
    let facts = &derive(&tables, TODAY).purchases[0];
    assert!(close(facts.margin_share.unwrap(), 400.0 / 1_000.0));
    assert!(close(facts.discount_share().unwrap(), 800.0 / 1_100.0));
}

#[test]
fn unknown_measures_are_left_out_and_their_weight_is_spread() {
    let mut tables = workspace(vec![Customer::default(), Customer::default()]);
    add_orders(&mut tables, vec![order(1, 0, 100), order(1, 10, 100), order(2, 20, 50)]);
    let derived = derive(&tables, TODAY);
    let card = card(&tables, &derived, CustomerId(1)).unwrap();
    let known = |measure: Measure| {
        let reasons = card.contribution.reasons.iter().chain(&card.loyalty.reasons);
        let reason = reasons.clone().find(|reason| reason.measure == measure).unwrap();
        reason.found.as_ref().map(|found| (found.clone(), reason.points, reason.weight))
    };
    // Two buyers: the better stands at three quarters of the ranks, the other at one quarter.
    assert_eq!(known(Measure::Spend), Some((Cell::Money(Money(200)), 75.0, 100.0)));
    assert_eq!(known(Measure::RepeatPurchases), Some((Cell::Number(1.0), 45.0, 60.0)));
    assert_eq!(known(Measure::Recency), Some((Cell::Number(10.0), 10.0, 40.0)));
    // Counted to the newest order, whatever day it is.
    assert_eq!(card.data_end, Some(tables.orders.of_customer(CustomerId(2))[0].day));
    for unknown in [
        Measure::ReferredOrders,
        Measure::Margin,
        Measure::Regularity,
        Measure::Engagement,
        Measure::Membership,
    ] {
        assert_eq!(known(unknown), None, "{unknown:?}");
    }
    assert_eq!((card.contribution.score, card.loyalty.score), (Some(75.0), Some(55.0)));
    assert_eq!(card.placed.unwrap().class, Class::Bee);
}

#[test]
fn referrals_count_the_purchase_days_of_those_brought() {
    let key = |key: &str, by: &str| Customer {
        key: key.into(),
        referred_by_key: by.into(),
        ..Customer::default()
    };
    let mut tables = workspace(vec![
        key("007", ""),
        key("8", "007"),
        key("9", "007"),
        key("10", "10"),
        key("11", "?"),
    ]);
    add_orders(&mut tables, vec![order(2, 1, 5), order(2, 1, 5), order(2, 2, 5), order(3, 1, 5)]);
    let derived = derive(&tables, TODAY);
    let referred: Vec<_> = derived.purchases.iter().map(|fact| fact.n_referred_orders).collect();
    assert_eq!(referred, [Some(3), Some(0), Some(0), Some(0), Some(0)]);
    let card = card(&tables, &derived, CustomerId(1)).unwrap();
    assert_eq!(card.referred.iter().map(|one| one.id.0).collect::<Vec<_>>(), [2, 3]);
}

/// Purchasing power, contacts, and the class they lead to; a cut-off is 60 and 50.
#[track_caller]
fn check_lead(power: Option<u8>, contacts: &[(i32, InteractionKind)], expected: Option<Class>) {
    let lead = Customer { spending_power: power, known_since: Some(Day(0)), ..Customer::default() };
    let mut tables = workspace(vec![lead]);
    let contacts: Vec<_> = contacts.iter().map(|(day, kind)| (1, *day, *kind)).collect();
    add_interactions(&mut tables, &contacts);
    let standing = derive(&tables, Day(200)).standings[0];
    assert_eq!(standing.placed.map(|placed| placed.class), expected);
    assert!(standing.placed.is_none_or(|placed| placed.expected));
}

#[test]
fn expected_class_of_a_lead() {
    use InteractionKind::{Invited, Reply, Visit};
    let sustained = [(190, Visit), (195, Reply)];
    let silent = [(190, Invited)];
    check_lead(Some(80), &sustained, Some(Class::Dragonfly));
    check_lead(Some(80), &silent, Some(Class::Dragonfly));
    check_lead(Some(80), &[], Some(Class::Dragonfly));
    check_lead(Some(20), &sustained, Some(Class::Butterfly));
    check_lead(Some(20), &silent, Some(Class::Mantis));
    check_lead(Some(20), &[], None);
    check_lead(None, &sustained, Some(Class::Butterfly));
    check_lead(None, &silent, None);
    check_lead(None, &[], None);
    // Two contacts on one day are one day of attention.
    check_lead(None, &[(190, Visit), (190, Reply)], None);
}

/// Without any order there is no board, but every lead is counted where its class is expected.
#[test]
fn leads_alone_are_counted_by_what_they_may_become() {
    let lead = |power| Customer { spending_power: power, ..Customer::default() };
    let mut tables = workspace(vec![lead(Some(80)), lead(Some(20)), lead(None), lead(Some(20))]);
    add_interactions(&mut tables, &[(4, 190, InteractionKind::Invited)]);
    let summary = class_summary(&derive(&tables, Day(200)));
    let expected = ClassCounts { dragonfly: 1, mantis: 1, ..ClassCounts::default() };
    assert_eq!((summary.expected, summary.counts), (expected, ClassCounts::default()));
    // Of the second only that it cannot pay is known, of the third nothing.
    assert_eq!((summary.n_unplaced, summary.n_unplaced_buyers), (2, 0));
    assert_eq!((summary.n_people, summary.n_leads), (4, 4));
}

#[test]
fn a_budget_is_measured_against_the_typical_order() {
    let lead = Customer { budget: Some(Money(15_000)), ..Customer::default() };
    let mut tables = workspace(vec![lead, Customer::default()]);
    add_orders(&mut tables, vec![order(2, 1, 10_000), order(2, 2, 9_000), order(2, 3, 90_000)]);
    let derived = derive(&tables, TODAY);
    assert!(close(derived.standings[0].contribution.unwrap(), 60.0));
}

#[test]
fn the_users_own_class_stands_and_a_bee_has_bought() {
    let by_hand = |class| Customer {
        class_override: Some(ClassOverride { class, note: String::new() }),
        ..Customer::default()
    };
    let mut tables = workspace(vec![by_hand(Class::Bee), by_hand(Class::Bee), Customer::default()]);
    add_orders(&mut tables, vec![order(1, 1, 1), order(3, 2, 500)]);
    let placed: Vec<_> =
        derive(&tables, TODAY).standings.iter().map(|s| s.placed.unwrap()).collect();
    assert_eq!((placed[0].class, placed[0].expected, placed[0].by_hand), (Class::Bee, false, true));
    assert_eq!((placed[1].class, placed[1].expected), (Class::Dragonfly, true));
    assert!(!placed[2].by_hand);
}

#[test]
fn stages_follow_from_orders_and_contacts() {
    let by_hand = Customer { stage: Some(Stage::InService), ..Customer::default() };
    let mut tables = workspace(vec![Customer::default(); 6].into_iter().chain([by_hand]).collect());
    // 1 buys every 10 days and has been silent for 100; 2 every 60 days, silent for 100;
    // 3 bought once 100 days ago, and the typical interval is 60; 4 asked; 5 was only called.
    let days = [(1, 980), (1, 990), (1, 1_000), (2, 880), (2, 940), (2, 1_000), (3, 1_000), (7, 1)];
    add_orders(&mut tables, days.map(|(customer, day)| order(customer, day, 100)).to_vec());
    add_interactions(
        &mut tables,
        &[(4, 1_100, InteractionKind::Enquiry), (5, 1_100, InteractionKind::Call)],
    );
    let mut derived = derive(&tables, TODAY);
    let expected = [
        Stage::Lapsed,
        Stage::Bought,
        Stage::Lapsed,
        Stage::Interested,
        Stage::Lead,
        Stage::Lead,
        Stage::InService,
    ];
    // The typical interval is the lower middle of 10 and 60.
    assert_eq!(derived.stages, expected);
    tables.orders = Default::default();
    add_orders(&mut tables, vec![order(3, 1_000, 100)]);
    derived = derive(&tables, TODAY);
    assert_eq!(derived.stages[2], Stage::Bought, "nobody ever came back: a year's patience");
}

#[test]
fn consent_is_honoured() {
    let mut refused = Customer::default();
    refused.consent.set(Channel::Sms, Permission::Refused);
    let mut opted_out = Customer::default();
    opted_out.consent.opt_out = Some(OptOut::default());
    let tables = workspace(vec![Customer::default(), refused, opted_out]);
    let derived = derive(&tables, TODAY);
    let entries = audience::entries(&tables, &derived);
    let unplaced = entries.iter().find(|entry| entry.group == AudienceGroup::Unplaced).unwrap();
    assert_eq!((unplaced.n_people, unplaced.n_may_ask), (3, 1));
}

#[test]
fn cdnow_has_a_minority_of_bees_with_most_of_the_value() {
    let tables = cdnow();
    let derived = derive(&tables, TODAY);
    assert_eq!((derived.ids.len(), tables.orders.len()), (2_357, 6_919));
    assert_eq!(derived.data_end, Day::from_ymd(1998, 6, 30));
    let summary = class_summary(&derived);
    assert_eq!((summary.n_leads, summary.n_unplaced), (0, 0));
    let board = view(&tables, &derived, &BoardSettings::default());
    let ClassCounts { bee, dragonfly, butterfly, mantis } = board.counts;
    assert_eq!([bee, dragonfly, butterfly, mantis], [800, 142, 281, 1_134]);
    let expected_shares = [0.784, 0.062, 0.046, 0.108];
    let shares = board.value_shares.iter().zip(expected_shares);
    assert!(shares.clone().all(|(a, b)| (a - b).abs() < 5e-4), "{:?}", board.value_shares);
    let unknown =
        [Measure::ReferredOrders, Measure::Margin, Measure::Engagement, Measure::Membership];
    assert_eq!(board.unknown_measures, unknown);
    assert_eq!(board.loyalty_histogram.iter().sum::<u32>(), 2_357);
}

#[test]
fn the_sample_tells_all_four_classes_apart() {
    let tables = crate::sample::tables();
    let derived = derive(&tables, TODAY);
    let board = view(&tables, &derived, &BoardSettings::default());
    let n_customers = f64::from(board.counts.total());
    let share = |class| f64::from(board.counts.get(class)) / n_customers;
    assert!(board.unknown_measures.is_empty(), "{:?}", board.unknown_measures);
    assert!(Class::ALL.into_iter().all(|class| share(class) > 0.04), "{:?}", board.counts);
    assert!(share(Class::Bee) < 0.35, "{:?}", board.counts);
    let largest = board.value_shares.iter().copied().fold(0.0, f64::max);
    assert_eq!(board.value_shares[Class::Bee as usize], largest, "{:?}", board.value_shares);
    assert!(board.expected.total() > 0 && board.expected.bee == 0);
}

#[test]
fn marks_picture_the_whole_board() {
    let tables = cdnow();
    let derived = derive(&tables, TODAY);
    let board = view(&tables, &derived, &BoardSettings::default());
    assert!(board.marks.len() <= MAX_MARKS && board.people_per_mark == 10);
    for class in Class::ALL {
        let n_marks = board.marks.iter().filter(|mark| mark.placed.class == class).count();
        let share_of_marks = n_marks as f64 / board.marks.len() as f64;
        let share = f64::from(board.counts.get(class)) / f64::from(board.counts.total());
        assert!((share_of_marks - share).abs() < 0.03, "{class:?}: {share_of_marks} for {share}");
    }
}

/// A workspace of up to 12 people with orders, contacts, facts and overrides of every kind.
fn any_workspace() -> impl Strategy<Value = Tables> {
    let class = prop::option::weighted(0.2, 0..4_usize);
    let power = prop::option::of(0..=100_u8);
    let customer =
        (class, power, any::<Option<bool>>(), prop::option::of(0..13_u32), any::<bool>());
    let customers = prop::collection::vec(customer, 0..12);
    let orders = prop::collection::vec((0..14_u32, 0..900, -5_000..100_000_i64, 0..3_i64), 0..60);
    let contacts = prop::collection::vec((0..14_u32, 0..900, 0..8_usize), 0..30);
    (customers, orders, contacts).prop_map(|(customers, orders, contacts)| {
        let named = customers.into_iter().zip(1..);
        let mut tables = workspace(
            named
                .map(|((class, spending_power, member, by, opted_out), key)| {
                    let mut customer = Customer {
                        key: key.to_string(),
                        spending_power,
                        member,
                        referred_by_key: by.map(|by: u32| by.to_string()).unwrap_or_default(),
                        class_override: class
                            .map(|at| ClassOverride { class: Class::ALL[at], note: String::new() }),
                        ..Customer::default()
                    };
                    customer.consent.opt_out = opted_out.then(OptOut::default);
                    customer
                })
                .collect(),
        );
        let with_cost = |(customer, day, amount, cost): (u32, i32, i64, i64)| {
            let mut order = order(customer, day, amount);
            order.cost = (cost > 0).then_some(Money(amount / (cost + 1)));
            order.discount = Money(cost);
            order
        };
        add_orders(&mut tables, orders.into_iter().map(with_cost).collect());
        let kinds = [
            InteractionKind::Visit,
            InteractionKind::Enquiry,
            InteractionKind::Reply,
            InteractionKind::Call,
            InteractionKind::Message,
            InteractionKind::Invited,
            InteractionKind::Registered,
            InteractionKind::Attended,
        ];
        let contacts: Vec<_> =
            contacts.into_iter().map(|(c, day, at)| (c, day, kinds[at])).collect();
        add_interactions(&mut tables, &contacts);
        tables
    })
}

fn any_settings() -> impl Strategy<Value = BoardSettings> {
    let weight = prop_oneof![Just(0.0), 0.0..100.0, Just(-1.0), Just(f64::NAN)];
    (prop::collection::vec(weight, 8), 0.0..100.0, 0.0..100.0).prop_map(
        |(w, contribution, loyalty)| BoardSettings {
            spend: w[0],
            referred_orders: w[1],
            margin: w[2],
            repeat_purchases: w[3],
            regularity: w[4],
            recency: w[5],
            engagement: w[6],
            membership: w[7],
            contribution_cut: contribution,
            loyalty_cut: loyalty,
            ..BoardSettings::default()
        },
    )
}

/// Has, of contribution and of loyalty, a measure that is known of all buyers any weight?
fn scores_every_buyer(derived: &Derived) -> bool {
    let weights = weights(&derived.board);
    let is_known_of_all = |at: usize| {
        derived.measured.iter().all(|measured| match measured {
            Measured::Buyer(points) => !points[at].is_nan(),
            Measured::Lead(_) => true,
        })
    };
    [0..N_CONTRIBUTION, N_CONTRIBUTION..weights.len()]
        .into_iter()
        .all(|mut measures| measures.any(|at| weights[at] > 0.0 && is_known_of_all(at)))
}

/// Weights may go by what only some buyers have: these are counted and found, not lost.
#[test]
fn buyers_without_anything_that_has_a_weight_are_counted_apart() {
    let mut tables = workspace(vec![Customer::default(), Customer::default(), Customer::default()]);
    // Regularity takes three purchase days; the third person has not bought.
    let orders = [(1, 10, 100), (1, 20, 100), (1, 30, 100), (2, 30, 700)];
    add_orders(&mut tables, orders.map(|(who, day, amount)| order(who, day, amount)).to_vec());
    let board = &mut std::sync::Arc::make_mut(&mut tables.facts).board;
    (board.repeat_purchases, board.recency, board.engagement, board.membership) =
        (0.0, 0.0, 0.0, 0.0);
    let derived = derive(&tables, TODAY);
    let board = view(&tables, &derived, &tables.facts.board);
    assert_eq!((board.counts.total(), board.n_unplaced_buyers, board.n_buyers()), (1, 1, 2));
    assert_eq!((board.n_unplaced_leads(), board.unplaced_value), (1, Money(700)));
    assert_eq!(board.value.into_iter().sum::<Money>(), Money(300));
    let found = |has_bought| -> Vec<u32> {
        let filters = Filter::unplaced(has_bought);
        let sieves: Vec<Sieve> = filters.iter().map(Sieve::new).collect();
        let people = tables.customers.iter().enumerate().filter(|(place, customer)| {
            sieves.iter().all(|sieve| sieve.passes(&tables, customer, &derived, *place))
        });
        people.map(|(_, customer)| customer.id.0).collect()
    };
    assert_eq!((found(true), found(false)), (vec![2], vec![3]));
    // With a little weight on what every buyer has, nobody is left out.
    let some = BoardSettings { recency: 1.0, ..tables.facts.board.clone() };
    assert_eq!(view(&tables, &derived, &some).n_unplaced_buyers, 0);
}

fn scores(derived: &Derived) -> impl Iterator<Item = f64> {
    derived
        .standings
        .iter()
        .flat_map(|standing| [standing.contribution, standing.loyalty])
        .flatten()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn everybody_is_placed_once_and_bees_have_bought(mut tables in any_workspace(), board in any_settings()) {
        std::sync::Arc::make_mut(&mut tables.facts).board = board.clone();
        let derived = derive(&tables, TODAY);
        prop_assert!(scores(&derived).all(|score| (0.0..=100.0).contains(&score)));
        let all_buyers_are_placed = scores_every_buyer(&derived);
        for (place, standing) in derived.standings.iter().enumerate() {
            let Some(placed) = standing.placed else {
                prop_assert!(!(all_buyers_are_placed && derived.has_bought(place)));
                continue;
            };
            prop_assert_eq!(placed.expected, !derived.has_bought(place));
            prop_assert!(placed.class != Class::Bee || derived.has_bought(place));
        }
        // The groups that can be invited share everybody out, and those who may be asked are members.
        let entries = audience::entries(&tables, &derived);
        let n_people: u32 = entries.iter().map(|entry| entry.n_people).sum();
        prop_assert_eq!(n_people as usize, tables.customers.len());
        let mut n_may_ask = 0;
        for entry in &entries {
            prop_assert_eq!(entry.n_may_ask + entry.left_out.total(), entry.n_people);
            n_may_ask += entry.n_may_ask;
        }
        let may_ask = tables.customers.iter().filter(|c| c.consent.allows_invitation());
        prop_assert_eq!(n_may_ask as usize, may_ask.count());
    }

    #[test]
    fn the_board_agrees_with_a_fresh_derivation(mut tables in any_workspace(), board in any_settings()) {
        let moved = view(&tables, &derive(&tables, TODAY), &board);
        std::sync::Arc::make_mut(&mut tables.facts).board = board.clone();
        let derived = derive(&tables, TODAY);
        let summary = class_summary(&derived);
        prop_assert_eq!(moved.counts, summary.counts);
        prop_assert_eq!(moved.expected, summary.expected);
        prop_assert_eq!(moved.n_unplaced, summary.n_unplaced);
        let n_buyers = tables.customers.len() as u32 - summary.n_leads;
        prop_assert_eq!(moved.n_buyers(), n_buyers);
        let of_buyers = derived.purchases.iter().filter(|facts| facts.has_bought());
        let spent: Money = of_buyers.map(|facts| facts.spend_total).sum();
        prop_assert_eq!(moved.value.into_iter().sum::<Money>() + moved.unplaced_value, spent);
        let n_placed = moved.counts.total() + moved.expected.total() + moved.n_unplaced;
        prop_assert_eq!(n_placed as usize, tables.customers.len());
        let total: f64 = moved.value_shares.iter().sum();
        prop_assert!(total == 0.0 || close(total, 1.0));
    }

    #[test]
    fn reasons_add_up_to_the_score(mut tables in any_workspace(), board in any_settings()) {
        std::sync::Arc::make_mut(&mut tables.facts).board = board;
        let derived = derive(&tables, TODAY);
        for id in derived.ids.clone() {
            let card = card(&tables, &derived, id).unwrap();
            for side in [&card.contribution, &card.loyalty] {
                let points: f64 = side.reasons.iter().map(|reason| reason.points).sum();
                let weight: f64 = side.reasons.iter().map(|reason| reason.weight).sum();
                match side.score {
                    Some(score) => prop_assert!(close(points, score) && close(weight, 100.0)),
                    None => prop_assert!(points == 0.0 && weight == 0.0),
                }
                for reason in &side.reasons {
                    prop_assert!(reason.found.is_some() || reason.weight == 0.0);
                    prop_assert!(reason.points <= reason.weight + 1e-9);
                }
            }
        }
    }

    #[test]
    fn one_more_order_never_lowers_a_customers_own_score(
        tables in any_workspace(), customer in 0..12_usize, amount in 1..100_000_i64
    ) {
        prop_assume!(customer < tables.customers.len());
        let before = derive(&tables, TODAY);
        // On a day already bought on, so that neither intervals nor the end of the data move.
        let Some(day) = before.purchases[customer].first_purchase else { return Ok(()) };
        let mut more = tables.clone();
        let mut order = order(customer as u32 + 1, day.0, amount);
        order.id.0 = 1_000;
        more.orders.append(&[order]);
        let after = derive(&more, TODAY);
        let spend = |derived: &Derived| match derived.measured[customer] {
            Measured::Buyer(points) => points[0],
            Measured::Lead(_) => f32::NAN,
        };
        prop_assert!(spend(&after) >= spend(&before));
    }
}

#[test]
fn who_fell_silent_and_came_back_has_both_on_the_timeline() {
    let mut tables = workspace(vec![Customer::default()]);
    let days = (0..10).map(|n| 10 * n).chain([700]);
    add_orders(&mut tables, days.map(|day| order(1, day, 100)).collect());
    let reached = |tables: &Tables| {
        let card = card(tables, &derive(tables, TODAY), CustomerId(1)).unwrap();
        let reached = card.record.into_iter().filter_map(|line| match line.what {
            RecordEvent::StageReached(stage) => Some((line.day, stage)),
            _ => None,
        });
        reached.collect::<Vec<_>>()
    };
    // Every ten days until then, so that more than 30 days of silence were a lapse.
    let expected = [(Day(700), Stage::Bought), (Day(121), Stage::Lapsed), (Day(0), Stage::Bought)];
    assert_eq!(reached(&tables), expected);
    // A stage set by hand holds from then on: nobody came back from a lapse to something else.
    let mut person = tables.customers.get(CustomerId(1)).cloned().unwrap();
    person.stage = Some(Stage::InService);
    tables.customers.replace([person]);
    let set = |from, to| (CustomerId(1), Happening::Stage { from, to });
    tables.note(Day(50), [set(None, Some(Stage::Lead))]);
    tables.note(Day(60), [set(Some(Stage::Lead), None)]);
    tables.note(Day(130), [set(None, Some(Stage::InService))]);
    assert_eq!(reached(&tables), expected[1..]);
}
