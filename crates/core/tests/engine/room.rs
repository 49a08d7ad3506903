//! Guests and seats of an event with those who have registered noted on their cards: asked, not done.

use meadow_core::domain::day::Day;
use meadow_core::domain::event::{AudienceChoice, AudienceGroup, FunnelStage, RateRange};
use meadow_core::domain::interaction::InteractionKind;
use meadow_core::domain::method::Method;
use meadow_core::engine::MemoryStore;
use meadow_core::protocol::{Command, GetEventDefaults, GetRoom, NewContact, Outcome};
use meadow_core::views::registrations::RegistrationTerms;
use meadow_core::views::room::{GuestsFrom, RoomAnswer, RoomTerms};

use super::tab::{TODAY, Tab, add};

#[test]
fn registrations_noted_with_the_event_are_followed() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let people = ["Ann", "Bo", "Cai"].map(|name| add(&tab, name));
    let mut event = tab.ask(GetEventDefaults { method: Method::Activity }).unwrap();
    event.day = Some(Day(TODAY.0 + 10));
    event.seats = Some(12);
    event.rates = FunnelStage::ALL
        .map(|stage| RateRange { group: None, stage, low: 0.2, high: 0.4 })
        .to_vec();
    event.audience =
        vec![AudienceChoice { group: AudienceGroup::Outside, n_invited: None, n_outside: 60 }];
    let event = Box::new(event);
    let saved = tab.run(Command::SaveEvent { base: None, event: event.clone() }).unwrap();
    let Outcome::Document(saved) = saved else { panic!("no event") };
    let registrations = RegistrationTerms { opens: Some(40), ..RegistrationTerms::default() };
    let ask = |saved| {
        let terms = RoomTerms::default();
        let found = tab.ask(GetRoom { event: event.clone(), saved, terms, registrations });
        let Ok(RoomAnswer::Found(found)) = found else { panic!("{found:?}") };
        found
    };
    assert_eq!(ask(Some(saved)).from, GuestsFrom::Invited { n_invited: 60 });
    let contact = NewContact {
        day: TODAY,
        kind: InteractionKind::Registered,
        event: Some(saved),
        text: String::new(),
    };
    tab.run(Command::NoteContact { ids: people[..2].to_vec(), contact }).unwrap();
    let here = tab.here();
    let found = ask(Some(saved));
    assert_eq!(found.from, GuestsFrom::Registrations { n_now: 2, is_counted: true });
    assert!(found.seats.as_ref().is_some_and(|seats| seats.n_seats == 12), "{found:?}");
    assert_eq!(ask(Some(saved)), found);
    assert_eq!(tab.here(), here, "nothing was changed");
}
