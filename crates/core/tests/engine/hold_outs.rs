//! A hold-out is drawn once and again the same, keeps its people from every invitation of its event, goes
//! back with undo, and follows people who are erased, joined and parted.

use std::collections::BTreeSet;

use meadow_core::domain::consent::{Channel, Permission};
use meadow_core::domain::customer::Customer;
use meadow_core::domain::day::Day;
use meadow_core::domain::event::{AudienceChoice, AudienceGroup, Event, Wave};
use meadow_core::domain::ids::{CustomerId, DocumentId};
use meadow_core::domain::interaction::InteractionKind;
use meadow_core::domain::method::Method;
use meadow_core::domain::text::Language;
use meadow_core::domain::wording::Wording;
use meadow_core::engine::MemoryStore;
use meadow_core::protocol::{
    Command, EngineError, ExportInvitations, ExportWorkspace, GetAudience, GetCalls,
    GetCustomerCard, GetEvent, GetEventDefaults, GetHeldOut, GetHoldOut, GetPlan, GetWaveInvitees,
    GetWholeQueue, MergeChoice, NewContact, Outcome, Request,
};
use meadow_core::views::calls::CallAudience;
use meadow_core::views::forecast::Obstacle;
use meadow_core::views::workspace::FileFormat;

use super::tab::{TODAY, Tab, named};

const N_PEOPLE: usize = 40;

/// Forty leads, all of them invited by one wave.
fn with_event(tab: &Tab) -> (DocumentId, Event) {
    for at in 0..N_PEOPLE {
        let customer =
            Customer { phone: format!("138000{at:05}"), ..named(&format!("Person {at:02}")) };
        tab.run(Command::AddCustomer { customer: Box::new(customer) }).unwrap();
    }
    let mut event = tab.ask(GetEventDefaults { method: Method::Activity }).unwrap();
    (event.name, event.day) = ("Open day".into(), Some(Day(TODAY.0 + 30)));
    event.audience =
        vec![AudienceChoice { group: AudienceGroup::Unplaced, n_invited: None, n_outside: 0 }];
    event.waves = vec![Wave {
        key: "first".into(),
        days_before: 14,
        minute: 600,
        groups: vec![AudienceGroup::Unplaced],
        channel: Channel::Phone,
        message: Wording::default(),
    }];
    let save = Command::SaveEvent { base: None, event: Box::new(event.clone()) };
    let Ok(Outcome::Document(id)) = tab.run(save) else { panic!("not saved") };
    (id, event)
}

fn draw(tab: &Tab, event: DocumentId, percent: u8, seed: u32) -> Result<Outcome, EngineError> {
    tab.run(Command::DrawHoldOut { event, percent, seed })
}

/// Those of the list with telephone column and all, and those marked at its end.
fn listed(tab: &Tab, id: DocumentId) -> (BTreeSet<String>, BTreeSet<String>) {
    let file = tab.ask(ExportInvitations { id, language: Language::En }).unwrap();
    let text = String::from_utf8(file.bytes).unwrap();
    let rows = text.lines().skip(1).filter(|row| row.contains("Person"));
    let name = |row: &str| row[row.find("Person").unwrap()..][..9].to_owned();
    let (marked, invited): (Vec<&str>, Vec<&str>) = rows.partition(|row| row.contains("hold-out"));
    let names = |rows: Vec<&str>| rows.into_iter().map(name).collect();
    (names(invited), names(marked))
}

fn n_held_out(tab: &Tab, id: DocumentId, event: &Event) -> (u32, u32) {
    let event = Box::new(event.clone());
    let groups = tab.ask(GetAudience { event: Some(event), saved: Some(id) }).unwrap();
    let leads = groups.iter().find(|entry| entry.group == AudienceGroup::Unplaced).unwrap();
    (leads.n_may_ask, leads.left_out.get(Obstacle::HeldOut))
}

#[test]
fn those_left_out_are_in_no_wave_and_marked_on_the_list() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let (id, event) = with_event(&tab);
    assert_eq!(n_held_out(&tab, id, &event), (40, 0));
    draw(&tab, id, 20, 7).unwrap();
    assert_eq!(n_held_out(&tab, id, &event), (32, 8));
    let plan = tab.ask(GetPlan { event: Box::new(event.clone()), saved: Some(id) }).unwrap();
    let wave = &plan.waves[0];
    assert_eq!((wave.n_people, wave.left_out.get(Obstacle::HeldOut)), (32, 8));
    let (invited, marked) = listed(&tab, id);
    assert_eq!((invited.len(), marked.len()), (32, 8));
    assert!(invited.is_disjoint(&marked));
    // Another event knows nothing of it.
    let other = Command::SaveEvent { base: None, event: Box::new(event.clone()) };
    let Ok(Outcome::Document(other)) = tab.run(other) else { panic!("not saved") };
    assert_eq!(n_held_out(&tab, other, &event), (40, 0));
    tab.undo().unwrap();
    tab.undo().unwrap();
    assert_eq!(n_held_out(&tab, id, &event), (40, 0));
    tab.redo().unwrap();
    assert_eq!(listed(&tab, id).1, marked);
    // The same seed draws the same; another, others; dropped, all are invited.
    draw(&tab, id, 20, 8).unwrap();
    assert_ne!(listed(&tab, id).1, marked);
    draw(&tab, id, 20, 7).unwrap();
    assert_eq!(listed(&tab, id).1, marked);
    tab.run(Command::DropHoldOut { event: id }).unwrap();
    assert_eq!(listed(&tab, id).0.len(), N_PEOPLE);
    assert!(tab.run(Command::DropHoldOut { event: id }).is_err());
}

/// Eight of forty are left out of the one event: that is said of them, and of nobody and nothing else.
#[test]
fn whoever_is_left_out_is_told_before_they_are_invited() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let (id, event) = with_event(&tab);
    draw(&tab, id, 20, 7).unwrap();
    let past = Event { day: Some(Day(TODAY.0 - 1)), ..event.clone() };
    let ask = |ids: &[u32], event: Option<DocumentId>| {
        let ids = ids.iter().copied().map(CustomerId).collect();
        let found = tab.ask(GetHeldOut { ids, event }).unwrap();
        found.into_iter().map(|from| (from.event, from.name, from.n)).collect::<Vec<_>>()
    };
    let everybody: Vec<u32> = (1..=N_PEOPLE as u32).collect();
    assert_eq!(ask(&everybody, None), [(id, "Open day".to_owned(), 8)]);
    let is_held = |one: &u32| !ask(&[*one], None).is_empty();
    let (held, invited): (Vec<u32>, Vec<u32>) = everybody.iter().partition(|one| is_held(one));
    assert_eq!((held.len(), invited.len()), (8, 32));
    assert_eq!(ask(&held[..1], Some(id)), [(id, "Open day".to_owned(), 1)]);
    assert_eq!(ask(&invited, Some(id)), []);
    assert_eq!(ask(&held, Some(DocumentId(999))), []);
    // Once it is over, it is said only where that very event is meant.
    let base = Some(tab.ask(GetEvent { id }).unwrap().base());
    tab.run(Command::SaveEvent { base, event: Box::new(past) }).unwrap();
    assert_eq!(ask(&held, None), []);
    assert_eq!(ask(&held, Some(id)).len(), 1);
}

#[test]
fn a_lot_that_would_be_none_is_refused() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let (id, event) = with_event(&tab);
    let here = tab.here();
    let refused = |found: Result<Outcome, EngineError>| {
        assert!(matches!(found, Err(EngineError::BadInput { .. })), "{found:?}");
    };
    refused(draw(&tab, id, 0, 1));
    refused(draw(&tab, id, 51, 1));
    refused(draw(&tab, id, 1, 1));
    assert!(matches!(draw(&tab, DocumentId(99), 10, 1), Err(EngineError::NotFound { .. })));
    let late = Command::DrawHoldOut { event: id, percent: 10, seed: 1 };
    refused(tab.run_on(Day(TODAY.0 + 31), late));
    assert_eq!(tab.here(), here, "nothing was changed");
    let contact = NewContact {
        day: TODAY,
        kind: InteractionKind::Invited,
        event: Some(id),
        text: String::new(),
    };
    tab.run(Command::NoteContact { ids: vec![CustomerId(1)], contact }).unwrap();
    refused(draw(&tab, id, 10, 1));
    assert!(tab.ask(GetHoldOut { event: id }).unwrap().too_late.is_some());
    assert_eq!(n_held_out(&tab, id, &event), (40, 0));
}

#[test]
fn those_a_wave_reached_are_noted_as_invited_in_one_step() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let (id, _) = with_event(&tab);
    let reached: Vec<(String, CustomerId)> = (60..72)
        .map(|at| {
            let (name, phone) = (format!("Person {at}"), format!("139000000{at}"));
            let mut customer = Customer { name: name.clone(), phone, ..Customer::default() };
            if at == 60 {
                customer.consent.set(Channel::Phone, Permission::Refused);
            }
            match tab.run(Command::AddCustomer { customer: Box::new(customer) }) {
                Ok(Outcome::Customer(id)) => (name, id),
                other => panic!("adding {name} gave {other:?}"),
            }
        })
        .collect();
    draw(&tab, id, 20, 7).unwrap();
    let (_, marked) = listed(&tab, id);
    let day = Day(TODAY.0 + 16);
    let still = |wave| tab.ask(GetWaveInvitees { event: id, wave, day }).unwrap();
    let due = still(0);
    assert!(!due.contains(&reached[0].1), "one who refused the channel");
    for (name, id) in &reached[1..] {
        assert_eq!(due.contains(id), !marked.contains(name), "{name}");
    }
    assert_eq!(still(1), [], "there is no such wave");
    let text = String::new();
    let contact = NewContact { day, kind: InteractionKind::Invited, event: Some(id), text };
    tab.run_on(day, Command::NoteContact { ids: still(0), contact }).unwrap();
    assert_eq!(still(0), [], "nobody is noted twice");
    let noted = tab.ask(GetCustomerCard { id: due[0] }).unwrap().interactions;
    assert_eq!((noted[0].event, noted[0].day), (Some(id), day));
    tab.undo().unwrap();
    assert_eq!(still(0), due);
    let gone = tab.ask(GetWaveInvitees { event: DocumentId(99), wave: 0, day });
    assert!(matches!(gone, Err(EngineError::NotFound { .. })));
}

#[test]
fn calls_about_the_event_leave_the_lot_alone() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let (id, event) = with_event(&tab);
    draw(&tab, id, 20, 7).unwrap();
    let list = |event| {
        let audience = CallAudience::Everyone;
        let list = tab.ask(GetCalls { audience, event }).unwrap();
        let whole = tab.ask(GetWholeQueue { audience, event }).unwrap();
        assert_eq!(list.n_callable as usize, whole.len());
        (list.n_callable, list.not_called.n_held_out)
    };
    assert_eq!((list(None), list(Some(id))), ((40, 0), (32, 8)));
    // A lot of before the first wave stands from its day on, and no call lets another be drawn.
    let again = Command::DrawHoldOut { event: id, percent: 20, seed: 8 };
    assert!(tab.run_on(Day(TODAY.0 + 15), again.clone()).is_ok());
    let refused = tab.run_on(Day(TODAY.0 + 16), again.clone());
    assert!(matches!(refused, Err(EngineError::BadInput { .. })), "{refused:?}");
    tab.run(Command::DropHoldOut { event: id }).unwrap();
    let contact = NewContact {
        day: TODAY,
        kind: InteractionKind::Call,
        event: Some(id),
        text: String::new(),
    };
    tab.run(Command::NoteContact { ids: vec![CustomerId(1)], contact }).unwrap();
    let refused = tab.run(again);
    assert!(matches!(refused, Err(EngineError::BadInput { .. })), "{refused:?}");
    assert_eq!(n_held_out(&tab, id, &event), (40, 0));
}

#[test]
fn the_lot_follows_people() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let (id, event) = with_event(&tab);
    draw(&tab, id, 20, 7).unwrap();
    let (invited, marked) = listed(&tab, id);
    let number = |name: &String| CustomerId(name[7..].parse::<u32>().unwrap() + 1);
    let (one, other) = (number(invited.first().unwrap()), number(marked.first().unwrap()));
    // Whoever became one with somebody left out is left out; parted, each is what they were.
    let choices = vec![MergeChoice { parts: vec![one, other], merged: None }];
    let Ok(Outcome::Document(merge)) = tab.run(Command::MergeCustomers { choices }) else {
        panic!("not merged")
    };
    assert_eq!(n_held_out(&tab, id, &event), (31, 8));
    assert_eq!(listed(&tab, id).1.len(), 8);
    tab.run(Command::SplitCustomer { merge, at: 0 }).unwrap();
    assert_eq!(listed(&tab, id), (invited, marked));
    // Erased for good, they are in no list of any state.
    tab.step(Request::Erase { ids: vec![other], as_words: false }).unwrap();
    assert_eq!(n_held_out(&tab, id, &event), (32, 7));
    let file = ExportWorkspace { format: FileFormat::Json, language: Language::En, redacted: None };
    let text = String::from_utf8(tab.ask(file).unwrap().bytes).unwrap();
    let at = text.find("\"HoldOut\"").expect("the export names the lot");
    let people = &text[at..][..text[at..].find('}').unwrap()];
    let numbers: Vec<u32> =
        people.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect();
    assert!(!numbers[4..].contains(&other.0), "{people}");
    // A copy for others leaves as many out, under other numbers.
    let copy =
        ExportWorkspace { format: FileFormat::Json, language: Language::En, redacted: Some(3) };
    let copy = String::from_utf8(tab.ask(copy).unwrap().bytes).unwrap();
    let at = copy.find("\"people\":[").expect("the copy keeps the lot") + "\"people\":[".len();
    let list = &copy[at..][..copy[at..].find(']').unwrap()];
    assert_eq!(list.split(',').count(), 7, "{list}");
    // It goes with its event, and comes back with it.
    tab.run(Command::DeleteEvent { id }).unwrap();
    tab.undo().unwrap();
    assert_eq!(n_held_out(&tab, id, &event), (32, 7));
}
