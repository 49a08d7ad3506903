//! Contacts that are noted by hand: on the timeline, against the limit, and taken back.

use meadow_core::domain::consent::{Channel, ChannelConsent, OptOut, Permission};
use meadow_core::domain::contact_rules::ContactCap;
use meadow_core::domain::customer::Customer;
use meadow_core::domain::day::Day;
use meadow_core::domain::ids::CustomerId;
use meadow_core::domain::interaction::InteractionKind;
use meadow_core::domain::workspace::WorkspaceFacts;
use meadow_core::engine::MemoryStore;
use meadow_core::protocol::{
    Command, EngineError, GetCustomerCard, GetCustomerIds, GetCustomers, GetFacts, NewContact,
    Outcome, Thing,
};
use meadow_core::views::forecast::Obstacle;
use meadow_core::views::table::{Cell, Column, Filter, TableQuery, Test};

use super::tab::{TODAY, Tab, add};

fn call(day: Day) -> NewContact {
    let text = " wants a call back ".into();
    NewContact { day, kind: InteractionKind::Call, event: None, text }
}

fn note(tab: &Tab, ids: &[CustomerId], day: Day) -> Result<Outcome, EngineError> {
    tab.run(Command::NoteContact { ids: ids.to_vec(), contact: call(day) })
}

fn cells(tab: &Tab, columns: Vec<Column>) -> Vec<Vec<Cell>> {
    let table = TableQuery { columns, limit: 9, ..TableQuery::default() };
    let page = tab.ask(GetCustomers { table }).unwrap();
    page.rows.into_iter().map(|row| row.cells).collect()
}

#[test]
fn a_contact_stands_on_the_timeline_and_can_be_taken_back() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let ids = [add(&tab, "Ann"), add(&tab, "Bo")];
    let before = tab.rows();
    note(&tab, &[ids[0], ids[1], ids[0]], TODAY).unwrap();
    for id in ids {
        let contacts = tab.ask(GetCustomerCard { id }).unwrap().interactions;
        assert_eq!(contacts.len(), 1, "once, however often they are named");
        assert_eq!((contacts[0].day, contacts[0].text.as_str()), (TODAY, "wants a call back"));
    }
    let last = cells(&tab, vec![Column::LastContact]);
    assert_eq!(last, [[Cell::Date(TODAY)], [Cell::Date(TODAY)]]);
    let id = tab.ask(GetCustomerCard { id: ids[0] }).unwrap().interactions[0].id;
    tab.run(Command::RemoveContact { id }).unwrap();
    assert_eq!(tab.ask(GetCustomerCard { id: ids[0] }).unwrap().interactions, []);
    let gone = EngineError::NotFound { what: Thing::Contact };
    assert_eq!(tab.run(Command::RemoveContact { id }), Err(gone));
    tab.undo().unwrap();
    tab.undo().unwrap();
    assert_eq!(tab.rows(), before);
}

#[test]
fn what_cannot_have_happened_is_refused() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let ann = add(&tab, "Ann");
    let before = tab.rows();
    assert!(matches!(note(&tab, &[ann], Day(TODAY.0 + 1)), Err(EngineError::BadInput { .. })));
    let gone = Err(EngineError::NotFound { what: Thing::Customer });
    assert_eq!(note(&tab, &[ann, CustomerId(99)], TODAY), gone);
    assert_eq!(note(&tab, &[], TODAY), gone);
    assert_eq!(tab.rows(), before);
}

/// Two contacts in ten days are allowed: the list says who has had them, and until when.
#[test]
fn the_list_shows_who_is_at_the_limit() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let ids = [add(&tab, "Ann"), add(&tab, "Bo")];
    let mut facts: WorkspaceFacts = tab.ask(GetFacts {}).unwrap();
    facts.contact.cap = Some(ContactCap { n_contacts: 2, n_days: 10 });
    tab.run(Command::SetFacts { facts: Box::new(facts) }).unwrap();
    note(&tab, &ids, Day(TODAY.0 - 6)).unwrap();
    assert_eq!(cells(&tab, vec![Column::RestsUntil]), [[Cell::Empty], [Cell::Empty]]);
    note(&tab, &ids[..1], TODAY).unwrap();
    let until = Day(TODAY.0 + 4);
    let found = cells(&tab, vec![Column::RestsUntil, Column::MayInvite]);
    assert_eq!(found[0][0], Cell::Date(until));
    assert!(matches!(found[0][1], Cell::MayInvite { rests_until: Some(day), .. } if day == until));
    assert!(matches!(found[1][1], Cell::MayInvite { rests_until: None, .. }));
    let filter = Filter { column: Column::RestsUntil, test: Test::Filled(true) };
    let table = TableQuery { filters: vec![filter], ..TableQuery::default() };
    assert_eq!(tab.ask(GetCustomerIds { table }).unwrap(), [ids[0]]);
}

#[test]
fn a_permission_without_day_source_or_purpose_is_marked() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let whole = ChannelConsent {
        permission: Permission::Granted,
        day: Some(TODAY),
        source: "form".into(),
        purpose: "news".into(),
    };
    let no_purpose = ChannelConsent { purpose: String::new(), ..whole.clone() };
    let refused: ChannelConsent = Permission::Refused.into();
    for (name, said) in [("Ann", whole), ("Bo", no_purpose), ("Cy", refused)] {
        let mut customer = Customer { name: name.into(), ..Customer::default() };
        customer.consent.set(Channel::Sms, said);
        tab.run(Command::AddCustomer { customer: Box::new(customer) }).unwrap();
    }
    let found = cells(&tab, vec![Column::ConsentUnproven]);
    assert_eq!(found, [[Cell::YesNo(false)], [Cell::YesNo(true)], [Cell::Empty]]);
}

/// What a text that is filled in for somebody must say beside each way of sending it.
#[test]
fn a_card_says_what_speaks_against_each_way_of_inviting() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let of = |id: CustomerId| {
        let card = tab.ask(GetCustomerCard { id }).unwrap();
        (card.obstacle, card.channel_obstacles)
    };
    let with = |name: &str, change: &dyn Fn(&mut Customer)| {
        let mut customer = Customer { name: name.into(), ..Customer::default() };
        change(&mut customer);
        match tab.run(Command::AddCustomer { customer: Box::new(customer) }) {
            Ok(Outcome::Customer(id)) => id,
            other => panic!("{other:?}"),
        }
    };
    let ann = with("Ann", &|ann| {
        ann.consent.set(Channel::Sms, Permission::Refused);
        ann.consent.set(Channel::WeChat, Permission::Granted);
    });
    assert_eq!(of(ann), (None, vec![(Channel::Sms, Obstacle::Refused)]));
    let bo = with("Bo", &|bo| bo.consent.opt_out = Some(OptOut::default()));
    let all = |why| Channel::ALL.map(|channel| (channel, why)).to_vec();
    assert_eq!(of(bo), (Some(Obstacle::OptedOut), all(Obstacle::OptedOut)));
    let cy = with("Cy", &|cy| cy.phone = "13800138000".into());
    assert_eq!(of(cy), (None, vec![]));
    tab.run(Command::BlockCustomers { ids: vec![cy], reason: String::new() }).unwrap();
    assert_eq!(of(cy), (Some(Obstacle::Blocked), all(Obstacle::Blocked)));
}
