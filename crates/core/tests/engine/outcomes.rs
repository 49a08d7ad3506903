//! A counted event beside its forecast: asked, not done.

use meadow_core::domain::day::Day;
use meadow_core::domain::event::{EventCounts, EventStatus, FunnelStage, RateRange};
use meadow_core::domain::method::Method;
use meadow_core::engine::MemoryStore;
use meadow_core::protocol::{Command, GetEventDefaults, GetOutcome, Outcome};
use meadow_core::views::outcome::Fell;

use super::tab::{TODAY, Tab};

#[test]
fn a_counted_event_is_held_against_its_forecast_and_nothing_changes() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let mut event = tab.ask(GetEventDefaults { method: Method::Activity }).unwrap();
    event.name = "Coat Day".into();
    event.day = Some(Day(TODAY.0 - 10));
    let exactly = |(stage, rate)| RateRange { group: None, stage, low: rate, high: rate };
    event.rates = FunnelStage::ALL.into_iter().zip([0.5, 0.8, 0.5]).map(exactly).collect();
    let save = |event| match tab.run(Command::SaveEvent { base: None, event: Box::new(event) }) {
        Ok(Outcome::Document(id)) => id,
        other => panic!("no event: {other:?}"),
    };
    let uncounted = save(event.clone());
    event.status = EventStatus::Past;
    event.counts = Some(EventCounts {
        invited: 500,
        registered: 250,
        attended: 200,
        ordered: 190,
        ..EventCounts::default()
    });
    let counted = save(event);
    let here = tab.here();
    let view = tab.ask(GetOutcome { event: counted }).unwrap().expect("counted");
    let fell: Vec<_> = view.stages.iter().map(|stage| stage.fell).collect();
    assert_eq!(fell, [Some(Fell::Within), Some(Fell::Within), Some(Fell::Above)], "{view:?}");
    assert_eq!((view.n_invited, view.n_compared, view.n_within), (500, 3, 2));
    assert_eq!(tab.ask(GetOutcome { event: counted }).unwrap(), Some(view), "the same each time");
    assert_eq!(tab.ask(GetOutcome { event: uncounted }).unwrap(), None);
    assert_eq!(tab.here(), here, "nothing was changed");
}
