//! Whom the list names, in which order, and what its figures rest on.

use std::sync::Arc;

use super::call_list;
use super::chance::Chances;
use super::record::script_records;
use crate::domain::call::{CallOutcome, CallRecord};
use crate::domain::class::Class;
use crate::domain::consent::{Channel, OptOut, Permission};
use crate::domain::contact_rules::ContactCap;
use crate::domain::customer::{ClassOverride, Customer};
use crate::domain::day::Day;
use crate::domain::ids::{CustomerId, InteractionId};
use crate::domain::interaction::{Interaction, InteractionKind};
use crate::domain::money::Money;
use crate::playbooks::reason_name;
use crate::segments::derive;
use crate::segments::test_tables::{add_orders, order, workspace};
use crate::table::documents::{Document, SavedSegment, SavedView, StoredPeople};
use crate::table::tables::Tables;
use crate::views::calls::{CallAudience, CallList, CallShares, NotCalled, ValueOf};
use crate::views::segment::SegmentAbout;
use crate::views::table::{Column, Filter, TableQuery, Test};

const TODAY: Day = Day(20_000);

fn person(name: &str, class: Class) -> Customer {
    let class_override = Some(ClassOverride { class, note: String::new() });
    Customer { name: name.into(), phone: "1".into(), class_override, ..Customer::default() }
}

fn call(customer: u32, day: Day, outcome: CallOutcome) -> (u32, Day, CallRecord) {
    let script = Some(Class::Bee);
    let (script_reason, wrong_number) = (String::new(), String::new());
    (customer, day, CallRecord { outcome, script, script_reason, again: None, wrong_number })
}

fn add_calls(tables: &mut Tables, calls: impl IntoIterator<Item = (u32, Day, CallRecord)>) {
    let rows = calls.into_iter().zip(1..).map(|((customer, day, record), id)| Interaction {
        id: InteractionId(id),
        customer: CustomerId(customer),
        day,
        kind: InteractionKind::Call,
        event: None,
        text: String::new(),
        call: Some(Box::new(record)),
    });
    tables.interactions.append(rows);
}

fn list(tables: &Tables, audience: CallAudience) -> CallList {
    call_list(tables, &derive(tables, TODAY), audience, None)
}

fn names(list: &CallList) -> Vec<&str> {
    list.queue.iter().map(|entry| entry.name.as_str()).collect()
}

#[test]
fn the_dearest_call_comes_first_and_the_unknown_last() {
    let people = [
        person("Poor", Class::Bee),
        person("Rich", Class::Bee),
        Customer { name: "New".into(), phone: "1".into(), ..Customer::default() },
        person("Rich too", Class::Bee),
    ];
    let mut tables = workspace(people.to_vec());
    let day = TODAY.0 - 30;
    let amounts = [(1, 1_000), (1, 3_000), (1, 90_000), (2, 50_000), (4, 50_000)];
    add_orders(&mut tables, amounts.map(|(id, amount)| order(id, day - id as i32, amount)).into());
    let found = list(&tables, CallAudience::Everyone);
    assert_eq!(names(&found), ["Rich", "Rich too", "Poor", "New"]);
    assert_eq!((found.n_callable, found.n_unknown_value), (4, 1));
    let poor = &found.queue[2];
    assert_eq!(poor.value, Some((Money(3_000), ValueOf::Own { n_orders: 3 })));
    assert_eq!(poor.expected, Some(Money::from_major(30.0 * poor.chance)));
    let new = found.queue.last().unwrap();
    assert_eq!((new.value, new.expected), (None, None));
}

#[test]
fn somebody_without_orders_is_worth_what_the_class_orders() {
    let mut people = vec![person("Has none", Class::Butterfly)];
    people.extend((0..3).map(|n| person(&format!("Buyer {n}"), Class::Butterfly)));
    let mut tables = workspace(people);
    let amounts = [(2, 100), (2, 200), (3, 300), (3, 400), (4, 500)];
    add_orders(&mut tables, amounts.map(|(id, amount)| order(id, 19_000, amount)).into());
    let found = list(&tables, CallAudience::Class(Class::Butterfly));
    let none = found.queue.iter().find(|entry| entry.name == "Has none").unwrap();
    let class = Class::Butterfly;
    assert_eq!(none.value, Some((Money(300), ValueOf::Class { class, n_orders: 5 })));
}

#[test]
fn whoever_must_not_be_called_is_counted_and_left_out() {
    let mut refused = person("Refused", Class::Bee);
    refused.consent.set(Channel::Phone, Permission::Refused);
    let mut out = person("Out", Class::Bee);
    out.consent.opt_out = Some(OptOut::default());
    let people = vec![
        refused,
        out,
        Customer { phone: String::new(), ..person("No phone", Class::Bee) },
        person("Wrong", Class::Bee),
        person("Later", Class::Bee),
        person("Capped", Class::Bee),
        person("Called", Class::Bee),
        person("Due", Class::Bee),
        person("Free", Class::Bee),
    ];
    let mut tables = workspace(people);
    Arc::make_mut(&mut tables.facts).contact.cap = Some(ContactCap { n_contacts: 2, n_days: 10 });
    let earlier = Day(TODAY.0 - 3);
    let again = |id, day: i32| {
        let (id, on, record) = call(id, Day(TODAY.0 - 20), CallOutcome::NotNow);
        (id, on, CallRecord { again: Some(Day(day)), ..record })
    };
    let mut wrong = call(4, earlier, CallOutcome::WrongNumber);
    wrong.2.wrong_number = "1".into();
    let calls = [
        wrong,
        again(5, TODAY.0 + 1),
        call(6, earlier, CallOutcome::NotReached),
        call(6, earlier, CallOutcome::NotReached),
        call(7, TODAY, CallOutcome::Interested),
        again(8, TODAY.0),
        // Not reached since: what was asked for still holds.
        call(8, Day(TODAY.0 - 19), CallOutcome::NotReached),
    ];
    add_calls(&mut tables, calls);
    let found = list(&tables, CallAudience::Everyone);
    assert_eq!(names(&found), ["Due", "Free"]);
    assert_eq!(found.queue[0].due, Some(TODAY));
    let expected = NotCalled {
        n_refused: 2,
        n_no_phone: 1,
        n_wrong_number: 1,
        n_later: 1,
        n_at_cap: 1,
        ..NotCalled::default()
    };
    assert_eq!(found.not_called, expected);
    assert_eq!(found.called_today.len(), 1);
    assert_eq!(found.called_today[0].outcome, Some(CallOutcome::Interested));
    // With another number they can be called.
    let corrected =
        Customer { phone: "2".into(), ..tables.customers.get(CustomerId(4)).unwrap().clone() };
    tables.customers.replace([corrected]);
    assert!(names(&list(&tables, CallAudience::Everyone)).contains(&"Wrong"));
}

/// Two said yes to calls, three were never asked, one refused: five may be called, and two where the
/// house rules want a permission.
#[test]
fn who_said_yes_is_told_apart_from_who_was_never_asked() {
    let mut people = vec![person("Any", Class::Bee); 6];
    for customer in &mut people[..2] {
        customer.consent.set(Channel::Phone, Permission::Granted);
    }
    people[5].consent.set(Channel::Phone, Permission::Refused);
    let mut tables = workspace(people);
    let found = list(&tables, CallAudience::Everyone);
    assert_eq!((found.n_callable, found.n_permitted, found.n_unasked), (5, 2, 3));
    assert_eq!((found.not_called.n_refused, found.not_called.n_not_asked), (1, 0));
    Arc::make_mut(&mut tables.facts).contact.only_permitted = true;
    let found = list(&tables, CallAudience::Everyone);
    assert_eq!((found.n_callable, found.n_permitted, found.n_unasked), (2, 2, 0));
    assert_eq!(found.not_called.n_not_asked, 3);
}

#[test]
fn a_saved_view_chooses_whom_to_call() {
    let mut tables = workspace(vec![person("Ann", Class::Bee), person("Bo", Class::Bee)]);
    let filters = vec![Filter { column: Column::Name, test: Test::Contains("bo".into()) }];
    let query = TableQuery { filters, ..TableQuery::default() };
    let view = SavedView { name: "Bos".into(), query };
    let id = tables.add_document(Document::View(Box::new(view)));
    assert_eq!(names(&list(&tables, CallAudience::View(id))), ["Bo"]);
    tables.documents.remove(&id);
    assert!(list(&tables, CallAudience::View(id)).queue.is_empty());
}

/// Without calls every script is believed to be the published figure; with many, what they brought.
#[test]
fn own_calls_outweigh_the_published_figure() {
    let mut tables = workspace(vec![person("Ann", Class::Bee)]);
    let before = Chances::of(&tables);
    assert!((before.mean(None) - 0.0821).abs() < 1e-9);
    assert!((before.mean(Some(Class::Mantis)) - 0.0821).abs() < 1e-9);
    let outcomes = (0..400).map(|n| match n % 4 {
        0 => CallOutcome::Ordered,
        1 => CallOutcome::WrongNumber,
        _ => CallOutcome::NotReached,
    });
    add_calls(&mut tables, outcomes.map(|outcome| call(1, Day(19_000), outcome)));
    let after = Chances::of(&tables);
    let views = after.views();
    assert_eq!((views[0].n_calls, views[0].n_ordered), (300, 100), "wrong numbers are no calls");
    assert!((after.mean(Some(Class::Bee)) - 1.0 / 3.0).abs() < 0.02);
    let cited = after.cited.as_ref().unwrap();
    assert!(cited.is_contradicted && cited.n_calls_worth < 2.0);
    assert!(after.mean(Some(Class::Mantis)) < after.mean(None) + 1e-9);
    for view in views {
        assert!(view.low < view.mean && view.mean < view.high);
    }
}

#[test]
fn shares_of_few_calls_are_not_told() {
    let mut tables = workspace(vec![person("Ann", Class::Bee)]);
    let outcomes = [
        CallOutcome::Registered,
        CallOutcome::Ordered,
        CallOutcome::Interested,
        CallOutcome::NoMoreCalls,
        CallOutcome::NotInterested,
        CallOutcome::WrongNumber,
    ];
    let unreached = std::iter::repeat_n(CallOutcome::NotReached, 5);
    let all = outcomes.into_iter().chain(unreached);
    add_calls(&mut tables, all.map(|outcome| call(1, Day(19_000), outcome)));
    let records = script_records(&tables);
    let [record] = &records[..] else { panic!("one script") };
    assert_eq!((record.script, record.all.n_calls), (Class::Bee, 10));
    assert!(record.by_reason.is_empty());
    let record = &record.all;
    assert_eq!((record.reached.n, record.reached.of), (5, 10));
    let (low, high) = record.reached.range.unwrap();
    assert!(low > 0.2 && low < 0.5 && high > 0.5 && high < 0.8);
    assert_eq!((record.interested.n, record.won.n, record.refused.n), (3, 2, 1));
    assert_eq!(record.won.range, None, "of five reached");
}

/// A script worded for a reason has figures of its own beside those of the whole script.
#[test]
fn scripts_are_told_apart_by_the_reason_they_were_worded_for() {
    let mut tables = workspace(vec![person("Ann", Class::Bee)]);
    let with = |reason: &str, outcome| {
        let (id, day, record) = call(1, Day(19_000), outcome);
        (id, day, CallRecord { script_reason: reason.into(), ..record })
    };
    let calls = [
        with("price", CallOutcome::Ordered),
        with("price", CallOutcome::NotReached),
        with("price", CallOutcome::WrongNumber),
        with("Moves away", CallOutcome::NoMoreCalls),
        with("", CallOutcome::Interested),
    ];
    add_calls(&mut tables, calls);
    let records = script_records(&tables);
    let [record] = &records[..] else { panic!("one script") };
    assert_eq!(record.all.n_calls, 4);
    let told = record.by_reason.iter().map(|of| {
        let CallShares { n_calls, reached, won, refused, .. } = of.shares;
        (of.reason.en.as_str(), n_calls, reached.n, won.n, refused.n)
    });
    let price = reason_name("price").en;
    assert_eq!(
        told.collect::<Vec<_>>(),
        [(price.as_str(), 2, 1, 1, 0), ("Moves away", 1, 1, 0, 1)]
    );
}

#[test]
fn a_saved_segment_chooses_whom_to_call() {
    let mut tables = workspace(vec![person("Ann", Class::Bee), person("Bo", Class::Bee)]);
    let segment = SavedSegment {
        about: SegmentAbout::default(),
        people: StoredPeople::Listed(vec![CustomerId(2)]),
        made_on: TODAY,
        target_start: None,
    };
    let id = tables.add_document(Document::Segment(Box::new(segment)));
    assert_eq!(names(&list(&tables, CallAudience::Segment(id))), ["Bo"]);
    tables.documents.remove(&id);
    assert!(list(&tables, CallAudience::Segment(id)).queue.is_empty());
}
