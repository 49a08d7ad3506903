//! Positioning canvases: saved, changed, deleted and taken back; refused where they make no sense;
//! clean of whoever is erased. And the portrait that stands beside them, asked of the engine.

use meadow_core::domain::customer::Customer;
use meadow_core::domain::ids::DocumentId;
use meadow_core::engine::MemoryStore;
use meadow_core::protocol::{
    Ask, Command, EngineError, GetCanvases, GetPortrait, Outcome, Request, Thing,
};
use meadow_core::views::canvas::{Bait, Canvas, Chosen, Fish};
use meadow_core::views::rule::{Condition, Join, MAX_DEPTH, Rule};
use meadow_core::views::segment::{SegmentAbout, SegmentPeople};
use meadow_core::views::table::{Column, Filter, Test};

use super::tab::{CancelsAt, NOW, Tab, add};

fn named_so(word: &str) -> Rule {
    let filter = Filter { column: Column::Name, test: Test::Contains(word.into()) };
    Rule::Is(Condition::Field(filter))
}

fn chosen(what: &str, why: &str) -> Chosen {
    Chosen { what: what.into(), why: why.into() }
}

fn canvas(name: &str) -> Canvas {
    Canvas {
        name: name.into(),
        fish: Fish {
            product: "Weekend boarding".into(),
            who: Some(named_so("an")),
            why: "They asked for it".into(),
        },
        waters: vec![chosen("The park", "31 % live there"), chosen(" ", "")],
        habits: vec![chosen("", ""), chosen("Saturdays", "")],
        bait: Bait { message: "Leave the dog with us".into(), ..Bait::default() },
    }
}

fn save(tab: &Tab, id: Option<DocumentId>, canvas: &Canvas) -> Result<DocumentId, EngineError> {
    match tab.run(Command::SaveCanvas { id, canvas: Box::new(canvas.clone()) })? {
        Outcome::Document(id) => Ok(id),
        other => panic!("{other:?}"),
    }
}

fn all(tab: &Tab) -> Vec<(DocumentId, Canvas)> {
    tab.ask(GetCanvases {}).unwrap()
}

#[test]
fn a_canvas_is_kept_changed_and_brought_back() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let id = save(&tab, None, &canvas("Boarding")).unwrap();
    let kept = all(&tab)[0].1.clone();
    // What is empty is not kept.
    assert_eq!(kept.waters, [chosen("The park", "31 % live there")]);
    assert_eq!(kept.habits, [chosen("Saturdays", "")]);
    let copy = save(&tab, None, &Canvas { name: "Copy".into(), ..kept.clone() }).unwrap();
    let renamed = Canvas { name: "Boarding 2".into(), ..kept.clone() };
    assert_eq!(save(&tab, Some(id), &renamed).unwrap(), id);
    assert_eq!(all(&tab), [(id, renamed), (copy, Canvas { name: "Copy".into(), ..kept })]);
    let before = all(&tab);
    tab.run(Command::DeleteKept { id }).unwrap();
    assert_eq!(all(&tab).len(), 1);
    let summary = tab.undo().unwrap();
    assert_eq!(all(&tab), before);
    let label = summary.redo.unwrap();
    assert_eq!((&*label.en, &*label.zh), ("Delete canvas Boarding 2", "删除定位画布 Boarding 2"));
    assert_eq!(all(&tab.another(&store)), before);
}

#[test]
fn a_canvas_that_makes_no_sense_is_refused() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let refused = |canvas: Canvas, id: Option<DocumentId>| save(&tab, id, &canvas).unwrap_err();
    assert!(matches!(refused(canvas("  "), None), EngineError::BadInput { .. }));
    let mut deep = Rule::default();
    for _ in 0..=MAX_DEPTH {
        deep = Rule::Group(Join::All, vec![deep]);
    }
    let mut too_deep = canvas("Deep");
    too_deep.fish.who = Some(deep);
    assert!(matches!(refused(too_deep, None), EngineError::BadInput { .. }));
    let gone = EngineError::NotFound { what: Thing::Document };
    assert_eq!(refused(canvas("Gone"), Some(DocumentId(99))), gone);
    // A segment is no canvas.
    let about = SegmentAbout { name: "Segment".into(), ..SegmentAbout::default() };
    let people = Box::new(SegmentPeople::Live(Rule::default()));
    let command = Command::SaveSegment { id: None, about: Box::new(about), people };
    let Ok(Outcome::Document(segment)) = tab.run(command) else { panic!("not saved") };
    assert_eq!(refused(canvas("Other"), Some(segment)), gone);
    assert_eq!(all(&tab), []);
}

#[test]
fn whoever_is_erased_is_on_no_canvas() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let zora = add(&tab, "Zora Quillfeather");
    let mut canvas = canvas("For Zora Quillfeather");
    canvas.fish.who = Some(named_so("Zora Quillfeather"));
    canvas.waters[0].why = "Zora Quillfeather walks there".into();
    canvas.bait.offer = "As Zora Quillfeather had".into();
    save(&tab, None, &canvas).unwrap();
    tab.step(Request::Erase { ids: vec![zora], as_words: false }).unwrap();
    let text = format!("{:?}", all(&tab));
    assert!(!text.contains("Quillfeather"), "{text}");
    let (_, cleaned) = all(&tab).remove(0);
    assert_eq!(cleaned.name, "For […]");
    assert_eq!(cleaned.waters[0].why, "[…] walks there");
}

#[test]
fn a_portrait_tells_who_they_are_and_can_be_cancelled() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    for at in 0..80 {
        let region = if at % 8 < 4 { "North" } else { "South" };
        let name = if at % 8 < 3 { format!("Ann {at}") } else { format!("Bob {at}") };
        let customer = Customer { name, region: region.into(), ..Customer::default() };
        tab.run(Command::AddCustomer { customer: Box::new(customer) }).unwrap();
    }
    let before = tab.here();
    let ask = || GetPortrait { rule: named_so("ann") };
    let view = tab.ask(ask()).unwrap();
    assert_eq!((view.people.segment.n_people, view.people.others.n_people), (30, 50));
    assert_eq!(view.named.len(), 1);
    for pause in 0..4 {
        let host = CancelsAt::pause(pause);
        let cancelled = tab.request(&host, Request::Query(ask().pack()));
        assert_eq!(cancelled, Err(EngineError::Cancelled));
    }
    // A question makes no step.
    assert_eq!(tab.here(), before);
    tab.request(&NOW, Request::Undo).unwrap();
}
