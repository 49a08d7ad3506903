//! Scenarios of a forecast: kept, branched, renamed, written into their event, removed and taken back;
//! forecast as they are; refused where another tab was faster; clean of whoever is erased.

use meadow_core::domain::event::{
    AudienceChoice, AudienceGroup, BudgetLine, CostDriver, Event, EventDocument,
};
use meadow_core::domain::ids::DocumentId;
use meadow_core::domain::method::Method;
use meadow_core::domain::money::MoneyRange;
use meadow_core::domain::text::Language;
use meadow_core::domain::wording::Wording;
use meadow_core::engine::MemoryStore;
use meadow_core::protocol::{
    Command, EngineError, ExportWorkspace, GetEvent, GetEventDefaults, GetForecast,
    GetScenarioEvent, GetScenarioForecast, GetScenarios, Outcome, Request, Thing,
};
use meadow_core::views::scenario::{ForecastInputs, KeptScenario, ScenarioBase};
use meadow_core::views::whom::WhomLimits;
use meadow_core::views::workspace::FileFormat;

use super::tab::{Tab, add};

fn defaults(tab: &Tab) -> Event {
    let mut event = tab.ask(GetEventDefaults { method: Method::Seminar }).unwrap();
    let (group, n_invited) = (AudienceGroup::Outside, Some(200));
    event.audience = vec![AudienceChoice { group, n_invited, n_outside: 400 }];
    event
}

fn save_event(tab: &Tab, name: &str) -> EventDocument {
    let event = Box::new(Event { name: name.into(), ..defaults(tab) });
    match tab.run(Command::SaveEvent { base: None, event }).unwrap() {
        Outcome::Document(id) => tab.ask(GetEvent { id }).unwrap(),
        other => panic!("{other:?}"),
    }
}

fn scenario(name: &str, of: Option<DocumentId>, event: &Event) -> KeptScenario {
    KeptScenario {
        name: name.into(),
        note: String::new(),
        of,
        branched_from: None,
        inputs: ForecastInputs::of(event),
        whom: WhomLimits::default(),
        seed: event.seed,
    }
}

fn keep(tab: &Tab, scenario: &KeptScenario) -> Result<DocumentId, EngineError> {
    save(tab, None, scenario)
}

fn save(
    tab: &Tab,
    base: Option<(DocumentId, &KeptScenario)>,
    scenario: &KeptScenario,
) -> Result<DocumentId, EngineError> {
    let base = base.map(|(id, seen)| ScenarioBase { id, scenario: Box::new(seen.clone()) });
    match tab.run(Command::SaveScenario { base, scenario: Box::new(scenario.clone()) })? {
        Outcome::Document(id) => Ok(id),
        other => panic!("{other:?}"),
    }
}

fn all(tab: &Tab, of: Option<DocumentId>) -> Vec<(DocumentId, KeptScenario)> {
    tab.ask(GetScenarios { of }).unwrap()
}

/// The label of the step that undo took back.
#[track_caller]
fn check_undone(tab: &Tab, en: &str, zh: &str) {
    let label = tab.undo().unwrap().redo.unwrap();
    assert_eq!((&*label.en, &*label.zh), (en, zh));
}

#[test]
fn a_scenario_is_kept_branched_renamed_and_brought_back() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let event = save_event(&tab, "Tasting");
    let small = scenario(" Small room ", Some(event.id), &event.event);
    let id = keep(&tab, &small).unwrap();
    let kept = KeptScenario { name: "Small room".into(), ..small };
    assert_eq!(all(&tab, Some(event.id)), [(id, kept.clone())]);
    // Of the quick scenario there is none.
    assert_eq!(all(&tab, None), []);
    let mut large = KeptScenario { name: "Hall".into(), branched_from: Some(id), ..kept.clone() };
    large.inputs.seats = Some(500);
    let branch = keep(&tab, &large).unwrap();
    check_undone(&tab, "Keep scenario Hall", "保存测算方案“Hall”");
    tab.redo().unwrap();
    let renamed = KeptScenario { name: "Great hall".into(), ..large.clone() };
    assert_eq!(save(&tab, Some((branch, &large)), &renamed), Ok(branch));
    check_undone(&tab, "Rename scenario Hall to Great hall", "将测算方案“Hall”改名为“Great hall”");
    let mut changed = large.clone();
    changed.inputs.margin = 0.2;
    save(&tab, Some((branch, &large)), &changed).unwrap();
    check_undone(&tab, "Change scenario Hall", "修改测算方案“Hall”");
    let before = all(&tab, Some(event.id));
    tab.run(Command::DeleteKept { id }).unwrap();
    assert_eq!(all(&tab, Some(event.id)), [(branch, large.clone())]);
    check_undone(&tab, "Remove scenario Small room", "删除测算方案“Small room”");
    assert_eq!(all(&tab, Some(event.id)), before);
    assert_eq!(all(&tab.another(&store), Some(event.id)), before);
}

#[test]
fn what_another_tab_has_saved_is_not_replaced_unseen() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let event = save_event(&tab, "Tasting");
    let seen = scenario("A", Some(event.id), &event.event);
    let id = keep(&tab, &seen).unwrap();
    let other = tab.another(&store);
    let mut theirs = seen.clone();
    theirs.inputs.goal_orders = 99;
    save(&other, Some((id, &seen)), &theirs).unwrap();
    let ours = KeptScenario { name: "B".into(), ..seen.clone() };
    assert_eq!(save(&tab, Some((id, &seen)), &ours), Err(EngineError::Conflict));
    assert_eq!(all(&tab, Some(event.id)), [(id, theirs.clone())]);
    // Nor removed unseen, alone or with its event, nor written into the event.
    let stale = tab.another(&store);
    save(&tab, Some((id, &theirs)), &KeptScenario { name: "C".into(), ..theirs.clone() }).unwrap();
    for command in [
        Command::DeleteKept { id },
        Command::DeleteEvent { id: event.id },
        Command::UseScenario { id, base: event.base() },
    ] {
        // Each in a tab that has not heard of the change yet.
        let (tab, stale) = (&tab, tab.another(&store));
        let (id, now) = all(tab, Some(event.id)).remove(0);
        let next = KeptScenario { note: format!("{}.", now.note), ..now.clone() };
        save(tab, Some((id, &now)), &next).unwrap();
        assert_eq!(stale.run(command.clone()), Err(EngineError::Conflict), "{command:?}");
    }
    assert_eq!(stale.run(Command::DeleteKept { id }), Err(EngineError::Conflict));
}

#[test]
fn a_scenario_is_written_into_its_event_and_the_plan_stays() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let event = save_event(&tab, "Tasting");
    let mut tried = scenario("Hall", Some(event.id), &event.event);
    tried.inputs.seats = Some(500);
    tried.inputs.margin = 0.25;
    tried.seed = event.event.seed + 70;
    let id = keep(&tab, &tried).unwrap();
    // The plan goes on meanwhile.
    let planned = Event { place: "Hall 3".into(), ..event.event.clone() };
    let command = Command::SaveEvent { base: Some(event.base()), event: Box::new(planned.clone()) };
    tab.run(command).unwrap();
    let stale = Command::UseScenario { id, base: event.base() };
    assert_eq!(tab.run(stale), Err(EngineError::Conflict));
    let now = tab.ask(GetEvent { id: event.id }).unwrap();
    tab.run(Command::UseScenario { id, base: now.base() }).unwrap();
    let written = tab.ask(GetEvent { id: event.id }).unwrap().event;
    let seed = tried.seed;
    assert_eq!(written, Event { seats: Some(500), margin: 0.25, seed, ..planned.clone() });
    check_undone(
        &tab,
        "Write scenario Hall into event Tasting",
        "将测算方案“Hall”写入活动“Tasting”",
    );
    assert_eq!(tab.ask(GetEvent { id: event.id }).unwrap().event, planned);
    // Not into another event.
    let other = save_event(&tab, "Other");
    let gone = Err(EngineError::NotFound { what: Thing::Document });
    assert_eq!(tab.run(Command::UseScenario { id, base: other.base() }), gone);
}

#[test]
fn a_scenario_is_forecast_as_it_is_kept() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let event = save_event(&tab, "Tasting");
    let mut tried = scenario("Fewer", Some(event.id), &event.event);
    tried.inputs.audience[0].n_invited = Some(50);
    let id = keep(&tab, &tried).unwrap();
    let n_draws = 400;
    let view = tab.ask(GetScenarioForecast { id, n_draws }).unwrap();
    assert_eq!(view.n_invited, 50);
    let as_event = tab.ask(GetScenarioEvent { id }).unwrap();
    assert_eq!(as_event, tried.tried_on(event.event.clone()));
    let (event, saved) = (Box::new(as_event), Some(event.id));
    assert_eq!(tab.ask(GetForecast { event, saved, n_draws }).unwrap(), view);
    // The same figures again, and the same from its own seed whatever the day proposes.
    assert_eq!(tab.ask(GetScenarioForecast { id, n_draws }).unwrap(), view);
    let quick = KeptScenario { of: None, seed: 99, ..tried };
    let id = keep(&tab, &quick).unwrap();
    let view = tab.ask(GetScenarioForecast { id, n_draws }).unwrap();
    assert_eq!((view.seed, view.n_invited), (99, 50));
}

#[test]
fn scenarios_go_and_come_with_their_event() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let event = save_event(&tab, "Tasting");
    keep(&tab, &scenario("A", Some(event.id), &event.event)).unwrap();
    let quick = keep(&tab, &scenario("Q", None, &event.event)).unwrap();
    let before = tab.rows();
    tab.run(Command::DeleteEvent { id: event.id }).unwrap();
    assert_eq!(all(&tab, Some(event.id)), []);
    assert_eq!(all(&tab, None)[0].0, quick);
    tab.undo().unwrap();
    assert_eq!(tab.rows(), before);
}

#[test]
fn what_makes_no_sense_is_refused() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let event = save_event(&tab, "Tasting");
    let kept = scenario("A", Some(event.id), &event.event);
    let nameless = KeptScenario { name: "  ".into(), ..kept.clone() };
    assert!(matches!(keep(&tab, &nameless), Err(EngineError::BadInput { .. })));
    let orphan = KeptScenario { of: Some(DocumentId(99)), ..kept.clone() };
    assert_eq!(keep(&tab, &orphan), Err(EngineError::NotFound { what: Thing::Event }));
    // An event is no scenario.
    let gone = Err(EngineError::NotFound { what: Thing::Document });
    assert_eq!(save(&tab, Some((event.id, &kept)), &kept), gone);
    assert_eq!(all(&tab, Some(event.id)), []);
}

#[test]
fn whoever_is_erased_is_in_no_scenario_and_in_no_redacted_copy() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let zora = add(&tab, "Zora Quillfeather");
    let event = save_event(&tab, "Tasting");
    let mut kept = scenario("As Zora Quillfeather said", Some(event.id), &event.event);
    kept.note = "Ask Zora Quillfeather again".into();
    kept.inputs.budget = vec![BudgetLine {
        label: Wording::Own("Fee of Zora Quillfeather".into()),
        driver: CostDriver::Fixed,
        amount: MoneyRange::default(),
        note: Wording::default(),
    }];
    keep(&tab, &kept).unwrap();
    let export = |redacted| {
        let (format, language) = (FileFormat::Json, Language::En);
        let file = tab.ask(ExportWorkspace { format, language, redacted }).unwrap();
        String::from_utf8(file.bytes).unwrap()
    };
    assert!(export(None).contains("As Zora Quillfeather said"));
    let copy = export(Some(7));
    assert!(copy.contains("\"Scenario\"") && !copy.contains("Quillfeather"), "{copy}");
    tab.step(Request::Erase { ids: vec![zora], as_words: false }).unwrap();
    let text = format!("{:?}", all(&tab, Some(event.id)));
    assert!(!text.contains("Quillfeather"), "{text}");
    assert_eq!(all(&tab, Some(event.id))[0].1.note, "Ask […] again");
}

#[test]
fn what_is_known_by_a_range_alone_is_kept_and_written_into_the_event() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let event = save_event(&tab, "Tasting");
    let mut unsure = event.event.clone();
    unsure.set_margin((0.3, 0.4));
    unsure.set_seats(Some((80, 120)));
    let id = keep(&tab, &scenario("Unsure", Some(event.id), &unsure)).unwrap();
    let again = tab.another(&store);
    let kept = all(&again, Some(event.id));
    assert_eq!(kept[0].1.inputs.ranges, unsure.ranges());
    again.run(Command::UseScenario { id, base: event.base() }).unwrap();
    let written = again.ask(GetEvent { id: event.id }).unwrap().event;
    assert_eq!((written.ranges(), written.seats), (unsure.ranges(), Some(100)));
}
