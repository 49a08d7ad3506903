//! Registrations in the end, of an event with those who have registered noted on their cards: asked, not
//! done.

use meadow_core::domain::day::Day;
use meadow_core::domain::event::{AudienceChoice, AudienceGroup, FunnelStage, RateRange};
use meadow_core::domain::interaction::InteractionKind;
use meadow_core::domain::method::Method;
use meadow_core::engine::MemoryStore;
use meadow_core::protocol::{Command, GetEventDefaults, GetRegistrations, NewContact, Outcome};
use meadow_core::views::registrations::{RegistrationTerms, RegistrationsAnswer};

use super::tab::{TODAY, Tab, add};

#[test]
fn those_noted_with_the_event_are_counted() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let people = ["Ann", "Bo", "Cai"].map(|name| add(&tab, name));
    let mut event = tab.ask(GetEventDefaults { method: Method::Activity }).unwrap();
    event.day = Some(Day(TODAY.0 + 10));
    event.rates =
        vec![RateRange { group: None, stage: FunnelStage::Registered, low: 0.1, high: 0.3 }];
    event.audience =
        vec![AudienceChoice { group: AudienceGroup::Outside, n_invited: None, n_outside: 60 }];
    let event = Box::new(event);
    let saved = tab.run(Command::SaveEvent { base: None, event: event.clone() }).unwrap();
    let Outcome::Document(saved) = saved else { panic!("no event") };
    let contact = NewContact {
        day: TODAY,
        kind: InteractionKind::Registered,
        event: Some(saved),
        text: String::new(),
    };
    let here = {
        tab.run(Command::NoteContact { ids: people[..2].to_vec(), contact }).unwrap();
        tab.here()
    };
    let terms = RegistrationTerms { opens: Some(40), ..RegistrationTerms::default() };
    let ask = || tab.ask(GetRegistrations { event: event.clone(), saved: Some(saved), terms });
    let RegistrationsAnswer::Found(found) = ask().unwrap() else { panic!("all is said") };
    assert_eq!((found.n_now, found.is_counted, found.days_left), (2, true, 10));
    assert_eq!(found.n_invited, Some(60));
    assert!(found.in_the_end.p05 >= 2.0 && found.in_the_end.p95 < 60.0, "{found:?}");
    assert_eq!(ask(), Ok(RegistrationsAnswer::Found(found)));
    assert_eq!(tab.here(), here, "nothing was changed");
}
