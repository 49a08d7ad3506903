//! Simulated invitations with a known truth, the sample shop, hold-outs, and what is refused.

use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use super::past::pasts;
use super::run::ResponseRun;
use super::{features, hold_out_view};
use crate::domain::customer::Customer;
use crate::domain::day::Day;
use crate::domain::event::{Event, EventStatus};
use crate::domain::hold_out::HoldOut;
use crate::domain::ids::{CustomerId, DocumentId, InteractionId};
use crate::domain::interaction::{Interaction, InteractionKind};
use crate::domain::method::Method;
use crate::segments::derive;
use crate::segments::test_tables::{add_orders, order, workspace};
use crate::table::documents::Document;
use crate::table::tables::Tables;
use crate::views::lead_response::{
    Feature, LeadResponseView, NoEffect, NoResponse, ResponseFact, ResponseOutcome, ResponseReport,
    ResponseTerms,
};

const TODAY: Day = Day(20_400);
const MONTH: i32 = 30;

fn ask(tables: &Tables, terms: &ResponseTerms) -> LeadResponseView {
    let derived = derive(tables, TODAY);
    let mut run = ResponseRun::new(tables, &derived, terms);
    while run.advance() {}
    run.finish()
}

#[track_caller]
fn report(view: &LeadResponseView) -> &ResponseReport {
    view.found.as_ref().expect("enough is known")
}

fn contact(customer: u32, day: i32, kind: InteractionKind) -> Interaction {
    Interaction {
        id: InteractionId(0),
        customer: CustomerId(customer),
        day: Day(day),
        kind,
        event: None,
        text: String::new(),
        call: None,
    }
}

fn add_contacts(tables: &mut Tables, contacts: Vec<Interaction>) {
    let first = tables.interactions.len() as u32 + 1;
    let numbered = (first..).zip(contacts);
    tables
        .interactions
        .append(numbered.map(|(id, row)| Interaction { id: InteractionId(id), ..row }));
}

/// People with 0 to 15 purchases in the year before, invited on each of these days; the log-odds of coming
/// are `base + slope·ln(1 + purchases)`.
fn invited(n_people: u32, days: &[i32], base: f64, slope: f64) -> Tables {
    invited_by_luck(11, n_people, days, base, slope)
}

fn invited_by_luck(seed: u64, n_people: u32, days: &[i32], base: f64, slope: f64) -> Tables {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
    let customer = |at: u32| Customer {
        name: format!("Person {at}"),
        known_since: Some(Day(days[0] - 500)),
        tags: if at.is_multiple_of(3) { vec!["third".into()] } else { Vec::new() },
        ..Customer::default()
    };
    let mut tables = workspace((1..=n_people).map(customer).collect());
    let (mut orders, mut contacts) = (Vec::new(), Vec::new());
    for person in 1..=n_people {
        let n_purchases = rng.random_range(0..16);
        let first = days[0] - 400;
        let bought = (0..n_purchases).map(|at| order(person, first + 20 * at, 5_000));
        orders.extend(bought);
        for day in days {
            contacts.push(contact(person, *day, InteractionKind::Invited));
            let odds = base + slope * f64::from(n_purchases).ln_1p();
            if rng.random::<f64>() < 1.0 / (1.0 + (-odds).exp()) {
                contacts.push(contact(person, day + 10, InteractionKind::Attended));
            }
        }
    }
    // Data go on after the last weeks that count.
    orders.push(order(1, days[days.len() - 1] + 200, 1_000));
    orders.sort_by_key(|order| order.day);
    add_orders(&mut tables, orders);
    add_contacts(&mut tables, contacts);
    tables
}

fn attended() -> ResponseTerms {
    ResponseTerms { outcome: ResponseOutcome::Attended, ..ResponseTerms::default() }
}

#[test]
fn a_known_truth_is_found_again() {
    let days = [0, 2, 4, 6].map(|at| 19_000 + at * MONTH);
    let tables = invited(400, &days, -2.5, 1.0);
    let view = ask(&tables, &attended());
    assert_eq!((view.n_invitations, view.n_not_over), (1_600, 0));
    let report = report(&view);
    let trial = &report.trial;
    // Two thirds and no case lost between: the weeks of each month are over before the next.
    assert_eq!((trial.n_earlier, trial.n_later, trial.n_between), (1_200, 400, 0));
    // Three standard deviations of a share of 400.
    assert!(trial.is_better() && trial.bias.abs() < 0.075, "{trial:?}");
    assert!(trial.slope.is_some_and(|slope| (0.6..1.4).contains(&slope)), "{trial:?}");
    let n_inside = trial.bins.iter().filter(|bin| (bin.low..=bin.high).contains(&bin.said)).count();
    assert!(n_inside * 10 >= trial.bins.len() * 7, "{:?}", trial.bins);
    let purchases = report.effects.iter().find(|effect| effect.feature == Feature::Purchases);
    let purchases = purchases.expect("they differ in it");
    // Odds of the upper quartile against the lower, with slope 1 in ln(1 + n); a part may go to the times
    // they came before, which tell the same.
    let truth = (1.0 + purchases.to) / (1.0 + purchases.from);
    assert!(purchases.is_clear() && purchases.low > 1.0, "{purchases:?}");
    assert!(purchases.low < truth && purchases.odds > 0.5 * truth, "{truth}: {purchases:?}");
    let first = &report.people[0];
    assert!(first.low < first.chance && first.chance < first.high, "{first:?}");
    assert!(report.people.is_sorted_by(|a, b| a.chance >= b.chance));
    // Who bought 15 times comes with a chance of 0.57, who never did with 0.08.
    assert!((0.45..0.75).contains(&first.chance), "{first:?}");
    assert_eq!(ask(&tables, &attended()), view, "the same every time");
}

/// Four contacts in thirty days are the limit of a new workspace.
#[test]
fn who_is_at_the_limit_of_contacts_is_not_the_first_to_turn_to() {
    let days = [0, 2, 4, 6].map(|at| 19_000 + at * MONTH);
    let mut tables = invited(400, &days, -2.5, 1.0);
    let before = report(&ask(&tables, &attended())).clone();
    assert_eq!((before.n_ranked + before.n_unlike, before.n_not_asked), (400, 0));
    let first = before.people[0].id;
    let messages = |n: i32| {
        let days = TODAY.0 - n + 1..=TODAY.0;
        days.map(|day| contact(first.0, day, InteractionKind::Message)).collect::<Vec<_>>()
    };
    add_contacts(&mut tables, messages(3));
    assert_eq!(report(&ask(&tables, &attended())).n_not_asked, 0);
    add_contacts(&mut tables, messages(1));
    let after = report(&ask(&tables, &attended())).clone();
    assert_eq!(after.n_not_asked, 1);
    assert!(after.people.iter().all(|person| person.id != first), "{:?}", after.people);
}

#[test]
fn where_nothing_tells_nobody_is_ranked() {
    let days = [0, 2, 4].map(|at| 19_000 + at * MONTH);
    // Chance makes a trial in twenty look better than it is.
    let mut n_ranked = 0;
    for seed in 0..6 {
        let view = ask(&invited_by_luck(seed, 300, &days, -1.0, 0.0), &attended());
        let report = report(&view);
        let is_better = report.trial.is_better();
        assert_eq!(report.people.is_empty() && report.n_ranked == 0, !is_better);
        n_ranked += usize::from(is_better);
    }
    assert!(n_ranked <= 2, "{n_ranked} of 6");
}

/// What is told of somebody is what was known on the eve of the invitation.
#[test]
fn nothing_is_known_beforehand_that_came_later() {
    let mut tables = workspace(vec![Customer::default()]);
    add_orders(&mut tables, vec![order(1, 100, 1_000), order(1, 200, 3_000), order(1, 201, 9_000)]);
    add_contacts(
        &mut tables,
        vec![
            contact(1, 150, InteractionKind::Invited),
            contact(1, 160, InteractionKind::Attended),
            contact(1, 200, InteractionKind::Invited),
            contact(1, 200, InteractionKind::Reply),
        ],
    );
    let derived = derive(&tables, Day(400));
    let past = &pasts(&tables, &derived)[0];
    let measure = |feature| features::measure(&feature, past, 200, |_| None);
    assert_eq!(measure(Feature::Purchases), Some(1.0));
    assert_eq!(measure(Feature::SinceLast), Some(100.0));
    assert_eq!(measure(Feature::Attended), Some(1.0));
    assert_eq!(measure(Feature::Interest), Some(1.0));
    assert_eq!(measure(Feature::Invited), Some(1.0));
    assert_eq!(measure(Feature::OrderValue), Some(10.0));
    assert_eq!(measure(Feature::Known), Some(100.0));
    assert_eq!(features::measure(&Feature::SinceLast, past, 100, |_| None), None, "never by then");
}

/// A tag that was put on after the invitation was not known before it.
#[test]
fn what_the_log_says_came_later_is_taken_back() {
    use super::facts::Facts;
    use crate::domain::log::Happening;
    let person = Customer {
        tags: vec!["old".into(), "new".into()],
        lead_source: "B".into(),
        ..Customer::default()
    };
    let mut tables = workspace(vec![person]);
    let tagged = |added: &[&str], removed: &[&str]| Happening::Tagged {
        added: added.iter().map(|&tag| tag.to_owned()).collect(),
        removed: removed.iter().map(|&tag| tag.to_owned()).collect(),
    };
    let edited = Happening::Edited(Box::new([crate::domain::log::FieldChange {
        field: crate::domain::customer_field::CustomerField::LeadSource,
        from: "A".into(),
        to: "B".into(),
    }]));
    tables.note(Day(300), [(CustomerId(1), tagged(&["new"], &["gone"])), (CustomerId(1), edited)]);
    let facts = Facts::of(&tables);
    let customer = tables.customers.get(CustomerId(1)).expect("there");
    let said = |fact: ResponseFact, day| facts.said(&fact, customer, day);
    let tag = |tag: &str| ResponseFact::Tag(tag.to_owned());
    let yes = Some("yes".to_owned());
    assert_eq!((said(tag("old"), 200), said(tag("old"), 400)), (yes.clone(), yes.clone()));
    assert_eq!((said(tag("new"), 200), said(tag("new"), 400)), (Some(String::new()), yes.clone()));
    assert_eq!((said(tag("gone"), 200), said(tag("gone"), 400)), (yes, Some(String::new())));
    let source = |day| said(ResponseFact::Source, day);
    assert_eq!((source(200).as_deref(), source(400).as_deref()), (Some("A"), Some("B")));
}

#[test]
fn what_is_too_little_is_said_with_what_would_do() {
    let why =
        |tables: &Tables, terms: &ResponseTerms| ask(tables, terms).found.expect_err("too little");
    assert_eq!(why(&workspace(vec![Customer::default()]), &attended()), NoResponse::NobodyInvited);
    let one_time = invited(200, &[19_000], 0.0, 0.0);
    assert_eq!(why(&one_time, &attended()), NoResponse::OneTime);
    let few = why(&invited(40, &[19_000, 19_100], -1.0, 0.0), &attended());
    let NoResponse::TooFew { n_earlier, n_later, needed_earlier, needed_later } = few else {
        panic!("{few:?}")
    };
    assert!(n_earlier < needed_earlier, "{few:?}");
    assert_eq!((needed_earlier, needed_later), (30, 10));
    assert!(n_later <= 40);
    let mut open = workspace(vec![Customer::default()]);
    add_contacts(&mut open, vec![contact(1, 20_390, InteractionKind::Invited)]);
    let until = Day(20_390 + 28);
    assert_eq!(why(&open, &attended()), NoResponse::NotOver { until });
}

/// The features there are responses for are taken in the order that was set beforehand.
#[test]
fn few_responses_carry_few_features() {
    let days = [0, 2, 4].map(|at| 19_000 + at * MONTH);
    let tables = invited(160, &days, -1.9, 0.0);
    let facts = vec![ResponseFact::Tag("third".into())];
    let view = ask(&tables, &ResponseTerms { facts, ..attended() });
    let report = report(&view);
    let n_rarer = report.trial.n_earlier_responded as usize;
    assert_eq!(report.effects.len(), (n_rarer / 10).min(6), "{n_rarer} responses");
    assert!(report.effects.iter().any(|effect| effect.feature == Feature::Purchases));
    assert!(report.too_many.contains(&Feature::Known) || report.alike.contains(&Feature::Known));
    assert!(view.offered.contains(&ResponseFact::Tag("third".into())));
}

#[test]
fn the_sample_shop_tells_who_comes() {
    let sample = crate::sample::tables();
    let today = crate::sample::LAST_DAY;
    let derived = derive(&sample, today);
    for (outcome, is_better) in
        [(ResponseOutcome::Answered, true), (ResponseOutcome::Attended, true)]
    {
        let facts = vec![ResponseFact::Class];
        let terms = ResponseTerms { outcome, facts, ..ResponseTerms::default() };
        let mut run = ResponseRun::new(&sample, &derived, &terms);
        while run.advance() {}
        let view = run.finish();
        let report = report(&view);
        assert_eq!(report.trial.is_better(), is_better, "{outcome:?}: {:?}", report.trial);
        assert!(report.n_unlike > 1_000, "leads were never invited");
        assert_eq!(report.people.len(), 20);
        assert!(
            report.people.iter().all(|person| person.chance < 0.99 && person.place_by_points > 0)
        );
    }
}

/// An event on 20 100 with 1,000 people of whom 300 were left out; by the numbers so many of each order.
fn with_hold_out(n_invited_buy: u32, n_held_out_buy: u32) -> Tables {
    let mut tables = workspace(vec![Customer::default(); 1_000]);
    let mut event: Event =
        crate::planning::defaults_for_audience(&Tables::default(), &[], Method::Activity, TODAY);
    (event.name, event.day, event.status) = ("Fair".into(), Some(Day(20_100)), EventStatus::Past);
    let event = tables.add_document(Document::Event(Box::new(event)));
    let people: Vec<CustomerId> = (701..=1_000).map(CustomerId).collect();
    let hold_out = HoldOut {
        event,
        drawn_on: Day(20_080),
        percent: 30,
        seed: 1,
        among: (1..=1_000).map(CustomerId).collect(),
        people,
    };
    tables.add_document(Document::HoldOut(Box::new(hold_out)));
    let bought = (1..=n_invited_buy).chain(701..701 + n_held_out_buy);
    let mut orders: Vec<_> = bought.map(|person| order(person, 20_110, 10_000)).collect();
    // Before the lot, and too late: neither counts.
    orders.extend([order(900, 20_070, 1), order(901, 20_200, 1)]);
    orders.sort_by_key(|order| order.day);
    add_orders(&mut tables, orders);
    tables
}

#[test]
fn what_inviting_brought_is_the_difference_of_the_sides() {
    let view = ask(&with_hold_out(140, 30), &ResponseTerms::default());
    let [effect] = &view.hold_outs[..] else { panic!("{:?}", view.hold_outs) };
    assert_eq!((effect.n_invited, effect.n_held_out, effect.until), (700, 300, Day(20_128)));
    let found = effect.found.expect("by lot, and over");
    assert_eq!((found.n_ordered_invited, found.n_ordered_held_out), (140, 30));
    assert!((found.difference - 0.1).abs() < 1e-12 && (found.n_gained - 70.0).abs() < 1e-9);
    assert!(
        found.low > 0.04 && found.low < 0.1 && found.high > 0.1 && found.high < 0.15,
        "{found:?}"
    );
    let (each, low, high) = found.revenue_each;
    assert!((each - 10.0).abs() < 1e-9 && low < each && each < high, "¥100 an order: {found:?}");
    assert!(found.p_positive > 0.999);
    // 20 weeks: the data do not go so far.
    let long =
        ask(&with_hold_out(140, 30), &ResponseTerms { weeks: 26, ..ResponseTerms::default() });
    assert_eq!(long.hold_outs[0].found, Err(NoEffect::NotOver));
}

/// A call that names the event invites to it as a note of an invitation does.
#[test]
fn invitations_on_record_are_counted_on_both_sides() {
    let mut tables = with_hold_out(140, 30);
    let event = tables.events().map(|(id, _)| id).next().expect("one");
    let about =
        |customer, kind| Interaction { event: Some(event), ..contact(customer, 20_090, kind) };
    let mut contacts: Vec<_> =
        (1..=500).map(|person| about(person, InteractionKind::Invited)).collect();
    contacts.push(about(501, InteractionKind::Call));
    contacts.push(about(801, InteractionKind::Call));
    contacts.push(contact(802, 20_090, InteractionKind::Call));
    add_contacts(&mut tables, contacts);
    let view = ask(&tables, &ResponseTerms::default());
    let [effect] = &view.hold_outs[..] else { panic!("{:?}", view.hold_outs) };
    assert_eq!((effect.n_invited_on_record, effect.n_invited_anyway), (501, 1));
    assert_eq!((effect.n_invited, effect.n_held_out), (700, 300), "all count");
}

/// Whoever was invited long before can come until the day of the event.
#[test]
fn an_event_far_ahead_is_waited_for() {
    let mut tables = with_hold_out(140, 30);
    let event = tables.events().map(|(id, _)| id).next().expect("one");
    let about = |day, kind| Interaction { event: Some(event), ..contact(1, day, kind) };
    // The event is on 20 100, ten weeks after the invitation; four weeks count otherwise.
    let contacts =
        [about(20_030, InteractionKind::Invited), about(20_100, InteractionKind::Attended)];
    add_contacts(&mut tables, contacts.to_vec());
    let view = ask(&tables, &attended());
    assert_eq!((view.n_invitations, view.n_responded, view.n_not_over), (1, 1, 0));
    let cut = |end: i32| {
        let mut tables = workspace(vec![Customer::default(); 2]);
        let mut event: Event = crate::planning::defaults_for_audience(
            &Tables::default(),
            &[],
            Method::Activity,
            TODAY,
        );
        event.day = Some(Day(20_100));
        let event = tables.add_document(Document::Event(Box::new(event)));
        let invited =
            Interaction { event: Some(event), ..contact(1, 20_030, InteractionKind::Invited) };
        add_contacts(&mut tables, vec![invited, contact(2, end, InteractionKind::Visit)]);
        ask(&tables, &attended()).n_not_over
    };
    assert_eq!((cut(20_099), cut(20_100)), (1, 0));
}

/// Before it is drawn: a larger share shows smaller effects, and nobody is drawn once it is over.
#[test]
fn a_larger_hold_out_shows_more() {
    let mut tables = with_hold_out(140, 30);
    let (id, mut event) =
        tables.events().map(|(id, event)| (id, event.clone())).next().expect("one");
    let derived = derive(&tables, TODAY);
    assert!(hold_out_view(&tables, &derived, id, &event).too_late.is_some());
    (event.status, event.day) = (EventStatus::Planned, Some(Day(20_500)));
    event.waves.clear();
    let group = derived.standings[999].group();
    event.audience =
        vec![crate::domain::event::AudienceChoice { group, n_invited: None, n_outside: 0 }];
    tables.documents.insert(
        id,
        std::sync::Arc::new(crate::table::chunk::Chunk::new(Document::Event(Box::new(
            event.clone(),
        )))),
    );
    let view = hold_out_view(&tables, &derived, id, &event);
    assert!(view.too_late.is_none() && view.n_would_be_invited > 500, "{view:?}");
    assert!(view.would_show.is_sorted_by(|a, b| a.smallest > b.smallest), "{view:?}");
    assert_eq!(view.drawn.map(|drawn| (drawn.n_among, drawn.n_people)), Some((1_000, 300)));
    assert_eq!(tables.hold_out_of(DocumentId(77)), None);
}
