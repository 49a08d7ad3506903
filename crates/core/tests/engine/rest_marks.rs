//! Who is at the limit of contacts today, on every list of people that marks whom not to invite.

use meadow_core::domain::call::CallOutcome;
use meadow_core::domain::class::Class;
use meadow_core::domain::consent::Channel;
use meadow_core::domain::contact_rules::ContactCap;
use meadow_core::domain::customer::Customer;
use meadow_core::domain::ids::CustomerId;
use meadow_core::domain::interaction::InteractionKind;
use meadow_core::engine::MemoryStore;
use meadow_core::protocol::{
    Command, CountRule, ExplainRule, GetBoard, GetCalls, GetConcentration, GetCustomerBase,
    GetCustomerCard, GetCustomers, GetDuplicates, GetFacts, GetMovedPeople, GetMovement, NewCall,
    NewContact, Outcome,
};
use meadow_core::views::calls::CallAudience;
use meadow_core::views::forecast::Obstacle;
use meadow_core::views::lens::ConcentrationOf;
use meadow_core::views::round::{MovementOf, NewRound};
use meadow_core::views::rule::{Condition, Rule};
use meadow_core::views::table::{Column, Filter, TableQuery, Test};

use super::customer_base::with_regulars;
use super::tab::{TODAY, Tab, named};

const AT_LIMIT: Option<Obstacle> = Some(Obstacle::OverCap);

/// One contact in thirty days.
fn cap_at_one(tab: &Tab) {
    let mut facts = tab.ask(GetFacts {}).unwrap();
    facts.contact.cap = Some(ContactCap { n_contacts: 1, n_days: 30 });
    tab.run(Command::SetFacts { facts: Box::new(facts) }).unwrap();
}

fn note_message(tab: &Tab, ids: &[CustomerId]) {
    let contact =
        NewContact { day: TODAY, kind: InteractionKind::Message, event: None, text: String::new() };
    tab.run(Command::NoteContact { ids: ids.to_vec(), contact }).unwrap();
}

/// Of one list, what it says of one person and how many it marks.
#[track_caller]
fn of(
    list: impl IntoIterator<Item = (CustomerId, Option<Obstacle>)>,
    id: CustomerId,
) -> (Option<Obstacle>, usize) {
    let list: Vec<_> = list.into_iter().collect();
    let (_, said) = list.iter().find(|(one, _)| *one == id).expect("on the list");
    (*said, list.iter().filter(|(_, said)| said.is_some()).count())
}

#[test]
fn table_board_rules_movement_and_worth_mark_who_was_written_to() {
    let store = MemoryStore::default();
    let tab = with_regulars(&store);
    cap_at_one(&tab);
    let base = || tab.ask(GetCustomerBase {}).unwrap().found.expect("enough data");
    let first = base().best[0].id;
    let round = NewRound::Everybody { name: "First".into(), event: None, day: None };
    let Ok(Outcome::Document(round)) = tab.run(Command::SaveRound { round }) else {
        panic!("not kept")
    };
    // As many as bear the name, of whom theirs is the shortest.
    let theirs = Rule::Is(Condition::Field(Filter {
        column: Column::Name,
        test: Test::Contains(base().best[0].name.clone()),
    }));
    let check = |expected: (Option<Obstacle>, usize)| {
        let table = TableQuery { limit: 200, ..TableQuery::default() };
        let rows = tab.ask(GetCustomers { table }).unwrap().rows;
        assert_eq!(of(rows.into_iter().map(|row| (row.id, row.obstacle)), first), expected);
        let marks = tab.ask(GetBoard { settings: None }).unwrap().marks;
        assert_eq!(of(marks.into_iter().map(|mark| (mark.id, mark.obstacle)), first), expected);
        let rule = theirs.clone();
        let count = tab.ask(CountRule { rule: rule.clone(), n_first: 20 }).unwrap();
        let people = count.first.into_iter().map(|one| (one.customer, one.obstacle));
        assert_eq!(of(people, first), expected);
        let explained = tab.ask(ExplainRule { rule, customer: first }).unwrap();
        assert_eq!(explained.obstacle, expected.0);
        let of_classes = MovementOf::Classes;
        let flows = tab.ask(GetMovement { from: round, to: None, of: of_classes }).unwrap().flows;
        let people = flows.into_iter().flat_map(|flow| {
            let (was, is) = (flow.from, flow.to);
            let ask = GetMovedPeople { from: round, to: None, of: of_classes, was, is };
            tab.ask(ask).unwrap().first
        });
        assert_eq!(of(people.map(|one| (one.id, one.obstacle)), first), expected);
        let best = base().best;
        assert_eq!(of(best.into_iter().map(|row| (row.id, row.obstacle)), first), expected);
    };
    check((None, 0));
    note_message(&tab, &[first]);
    check((AT_LIMIT, 1));
}

#[test]
fn records_side_by_side_and_those_called_today_are_marked() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    cap_at_one(&tab);
    let add = |email: &str| {
        let customer =
            Customer { email: email.into(), phone: "13800138000".into(), ..named("Wang Wei") };
        match tab.run(Command::AddCustomer { customer: Box::new(customer) }) {
            Ok(Outcome::Customer(id)) => id,
            other => panic!("{other:?}"),
        }
    };
    let (written_to, other) = (add(""), add("wang@example.com"));
    note_message(&tab, &[written_to]);
    let found = tab.ask(GetDuplicates {}).unwrap();
    let parts: Vec<_> = found
        .certain
        .into_iter()
        .chain(found.doubtful)
        .flat_map(|group| group.parts)
        .map(|part| (part.customer.id, part.obstacle))
        .collect();
    assert_eq!(of(parts.clone(), written_to), (AT_LIMIT, 1));
    assert_eq!(of(parts, other).0, None);

    let call = NewCall {
        customer: other,
        outcome: CallOutcome::Interested,
        script: Some(Class::Dragonfly),
        script_reason: String::new(),
        event: None,
        again: None,
        reasons: Vec::new(),
        text: String::new(),
    };
    tab.run(Command::LogCall { call }).unwrap();
    let called = tab.ask(GetCalls { audience: CallAudience::Everyone, event: None }).unwrap();
    let called = called.called_today.into_iter().map(|one| (one.id, one.obstacle));
    assert_eq!(of(called, other), (AT_LIMIT, 1));
}

#[test]
fn the_largest_customers_and_those_somebody_brought_are_marked() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    cap_at_one(&tab);
    let csv = "customer_id,name,referrer,order_date,amount\n\
        C1,Ann,,2024-03-01,500\nC2,Bo,C1,2024-03-02,300\nC3,Cy,C1,2024-03-03,100\n";
    let (source, mapping) = tab.attach_csv(csv);
    tab.run(Command::Import { source, mapping, first_facts: None, remember_as: None }).unwrap();
    let ids: Vec<_> = tab.rows().customers.iter().map(|card| card.customer.id).collect();
    let [ann, bo, cy] = ids[..] else { panic!("{ids:?}") };
    let check = |expected: (Option<Obstacle>, usize)| {
        let spread = tab.ask(GetConcentration { of: ConcentrationOf::Customers }).unwrap();
        let people =
            spread.largest.into_iter().filter_map(|part| Some((part.customer?, part.obstacle)));
        assert_eq!(of(people, bo), expected);
        let brought = tab.ask(GetCustomerCard { id: ann }).unwrap().referred;
        let names: Vec<_> = brought.iter().map(|one| (one.id, one.name.as_str())).collect();
        assert_eq!(names, [(bo, "Bo"), (cy, "Cy")]);
        assert_eq!(of(brought.iter().map(|one| (one.id, one.obstacle)), bo), expected);
        // Every way counts against the limit.
        let ways = tab.ask(GetCustomerCard { id: bo }).unwrap().channel_obstacles;
        let closed = expected.0.map(|why| Channel::ALL.map(|channel| (channel, why)).to_vec());
        assert_eq!(ways, closed.unwrap_or_default());
    };
    check((None, 0));
    note_message(&tab, &[bo]);
    check((AT_LIMIT, 1));
    // What is nobody is not marked.
    let of = ConcentrationOf::Regions;
    assert!(
        tab.ask(GetConcentration { of }).unwrap().largest.iter().all(|one| one.obstacle.is_none())
    );
}
