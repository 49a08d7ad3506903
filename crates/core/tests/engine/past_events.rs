//! Past events from a table, through the engine: looked at, added in one step, undone, believed.

use std::rc::Rc;

use meadow_core::domain::event::{Event, EventStatus, FunnelStage};
use meadow_core::domain::method::Method;
use meadow_core::domain::text::Language;
use meadow_core::engine::MemoryStore;
use meadow_core::protocol::{
    Command, EngineError, ExportTable, GetEvent, GetEventDefaults, GetEvents, GetForecast,
    InspectFile, Outcome, PreviewPastEvents, ProposePastEvents, SourceId,
};
use meadow_core::views::forecast::RateSource;
use meadow_core::views::import::FileProblem;
use meadow_core::views::past_events::{PastEventColumn, PastEventsMapping, WhyNoEvent};
use meadow_core::views::shown_table::{ShownCell, ShownColumn, ShownTable};
use meadow_core::views::workspace::FileFormat;

use super::tab::Tab;

const TABLE: SourceId = SourceId(9);
const THREE: &str = "活动名称,日期,方式,邀约人数,报名人数,到场人数,成交人数\n\
    春季讲座,2023-03-12,主题研讨会,60,30,24,6\n\
    夏季讲座,2023-06-12,讲座,48,18,12,3\n\
    秋季讲座,2023-09-12,研讨会,40,13,9,2\n\
    冬季讲座,2023-12-12,研讨会,40,13,9,12\n";

fn attach(tab: &Tab<'_>, name: &str, bytes: Vec<u8>) -> PastEventsMapping {
    tab.engine.attach(TABLE, Rc::new((name.to_owned(), bytes)));
    let look = InspectFile { source: TABLE, dialect: None, language: Language::Zh };
    let dialect = tab.ask(look).unwrap().dialect;
    tab.ask(ProposePastEvents { source: TABLE, dialect }).unwrap()
}

#[test]
fn what_is_previewed_is_added_in_one_step_and_taken_back_in_one() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let mapping = attach(&tab, "往期.csv", THREE.as_bytes().to_vec());
    let before = tab.rows();
    let preview = tab.ask(PreviewPastEvents { source: TABLE, mapping: mapping.clone() }).unwrap();
    assert_eq!((preview.n_rows, preview.events.len()), (4, 3));
    let refused = &preview.refused[0];
    assert_eq!((refused.row, refused.name.as_str()), (5, "冬季讲座"));
    assert!(matches!(refused.why, WhyNoEvent::MoreThanBefore { n: 12, n_before: 9, .. }));
    assert_eq!(tab.rows(), before);
    let add = Command::AddPastEvents { source: TABLE, mapping: mapping.clone() };
    assert_eq!(tab.run(add.clone()), Ok(Outcome::PastEvents(Box::new(preview))));
    let events = tab.ask(GetEvents {}).unwrap();
    assert_eq!(events.len(), 3);
    let first = tab.ask(GetEvent { id: events[0].id }).unwrap().event;
    assert_eq!((first.status, first.method), (EventStatus::Past, Method::Seminar));
    assert_eq!(first.counts.unwrap().registered, 30);
    // The same table again brings nothing twice.
    let again = tab.ask(PreviewPastEvents { source: TABLE, mapping }).unwrap();
    assert!(again.events.is_empty());
    assert_eq!(again.refused[0].why, WhyNoEvent::AlreadyThere);
    assert!(matches!(tab.run(add), Err(EngineError::BadInput { .. })));
    let label = tab.undo().unwrap().redo.unwrap();
    assert_eq!(label.en, "Add 3 past events from 往期.csv");
    assert_eq!(label.zh, "从 往期.csv 补录 3 场往期活动");
    assert_eq!(tab.rows(), before);
}

#[test]
fn forecasts_believe_them() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let mapping = attach(&tab, "past.csv", THREE.as_bytes().to_vec());
    tab.run(Command::AddPastEvents { source: TABLE, mapping }).unwrap();
    let event: Event = tab.ask(GetEventDefaults { method: Method::Seminar }).unwrap();
    let (event, saved) = (Box::new(event), None);
    let view = tab.ask(GetForecast { event, saved, n_draws: 100 }).unwrap();
    let of_registered = view.rates.iter().find(|rate| rate.stage == FunnelStage::Registered);
    let own = of_registered.unwrap().sources.iter().find_map(|source| match source {
        RateSource::Own { n_success, n_trials, events, .. } => {
            Some((*n_success, *n_trials, events.len()))
        }
        _ => None,
    });
    // "Your 3 events: 61 of 148".
    assert_eq!(own, Some((61, 148, 3)));
}

/// 9 of 20 bought again; a membership event has no such stage.
#[test]
fn later_counts_are_kept_with_events_whose_method_has_the_stage() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let table = "活动名称,日期,方式,邀约人数,报名人数,到场人数,成交人数,复购人数\n\
        春季讲座,2023-03-12,主题研讨会,60,30,24,20,9\n\
        会员日,2023-06-12,会员俱乐部,48,18,12,3,2\n";
    let mapping = attach(&tab, "往期.csv", table.as_bytes().to_vec());
    tab.run(Command::AddPastEvents { source: TABLE, mapping }).unwrap();
    let events = tab.ask(GetEvents {}).unwrap();
    let counted = events.iter().map(|listed| {
        let event = tab.ask(GetEvent { id: listed.id }).unwrap().event;
        (event.name.clone(), event.counted_at("repurchased"), event.counted_at("referred"))
    });
    let mut counted: Vec<_> = counted.collect();
    counted.sort();
    let expected = [("会员日", None, None), ("春季讲座", Some(9), None)];
    assert_eq!(counted, expected.map(|(name, again, brought)| (name.to_owned(), again, brought)));
}

#[test]
fn a_workbook_is_read_as_well_and_columns_can_be_corrected() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let names = ["Name", "Date", "Mailed", "Registered", "Attended", "Ordered"];
    let columns = names.map(|name| ShownColumn { key: name.to_lowercase(), name: name.into() });
    let text = |text: &str| ShownCell::Text(text.into());
    let row = [300.0, 61.0, 40.0, 9.0].map(ShownCell::Number);
    let row = [text("Spring talk"), text("2024-03-12")].into_iter().chain(row).collect();
    let (name, rows) = ("past".to_owned(), vec![row]);
    let table = ShownTable { name, columns: columns.to_vec(), rows };
    let (format, language) = (FileFormat::Xlsx, Language::En);
    let file = tab.ask(ExportTable { table, format, language }).unwrap();
    let mut mapping = attach(&tab, "past.xlsx", file.bytes);
    let missing = tab.ask(PreviewPastEvents { source: TABLE, mapping: mapping.clone() }).unwrap();
    assert_eq!(missing.missing, [PastEventColumn::Invited]);
    let at = mapping.columns.iter().position(Option::is_none).unwrap();
    mapping.columns[at] = Some(PastEventColumn::Invited);
    mapping.method = Method::Training;
    let report = tab.ask(PreviewPastEvents { source: TABLE, mapping: mapping.clone() }).unwrap();
    assert_eq!((report.events[0].counts.invited, report.events[0].method), (300, Method::Training));
    // A mapping of another table is refused.
    mapping.columns.pop();
    let refused = tab.run(Command::AddPastEvents { source: TABLE, mapping });
    assert!(matches!(refused, Err(EngineError::BadFile(FileProblem::Unreadable { .. }))));
}
