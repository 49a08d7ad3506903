//! Filling in from a table, through the engine: previewed, done, undone, refused.

use std::rc::Rc;

use meadow_core::domain::customer_field::CustomerField;
use meadow_core::domain::log::Happening;
use meadow_core::domain::text::Language;
use meadow_core::engine::MemoryStore;
use meadow_core::protocol::{
    Ask, Command, EngineError, GetCustomerCard, GetHistory, InspectFile, Outcome,
    PreviewCompletion, ProposeCompletion, Request, SourceId,
};
use meadow_core::views::completion::{CompletionMapping, CompletionReport, KeyFit};
use meadow_core::views::import::{ColumnRole, FieldPolicy, FileProblem};
use meadow_core::views::table::RecordEvent;

use super::tab::{CancelsAt, Tab};

const TABLE: SourceId = SourceId(9);
const PEOPLE: &str = "客户编号,姓名,地区\n1,王丽,浦东新区\n2,李娜,静安区\n3,赵敏,崇明区\n";
const AREAS: &str = "区,消费力,均价\n浦东新区,72,60000\n静安区,88,95000\n黄浦区,90,120000\n";

fn with_people(store: &MemoryStore) -> Tab<'_> {
    let tab = Tab::with_workspace(store);
    let (source, mapping) = tab.attach_csv(PEOPLE);
    tab.run(Command::Import { source, mapping, first_facts: None, remember_as: None }).unwrap();
    tab
}

fn attach(tab: &Tab<'_>, bytes: &[u8]) {
    tab.engine.attach(TABLE, Rc::new(("areas.csv".to_owned(), bytes.to_vec())));
}

fn propose(tab: &Tab<'_>) -> Result<CompletionMapping, EngineError> {
    let look = InspectFile { source: TABLE, dialect: None, language: Language::Zh };
    let dialect = tab.ask(look)?.dialect;
    tab.ask(ProposeCompletion { source: TABLE, dialect })
}

fn complete(tab: &Tab<'_>, mapping: &CompletionMapping) -> Result<CompletionReport, EngineError> {
    let command = Command::CompleteCustomers { source: TABLE, mapping: mapping.clone() };
    match tab.run(command)? {
        Outcome::Completed(report) => Ok(report),
        other => panic!("a completion gave {other:?}"),
    }
}

#[test]
fn what_is_previewed_happens_and_is_undone_in_one_step() {
    let store = MemoryStore::default();
    let tab = with_people(&store);
    let (before, saved) = (tab.rows(), tab.saved(&store));
    attach(&tab, AREAS.as_bytes());
    let mapping = propose(&tab).unwrap();
    assert_eq!((mapping.key_column, &mapping.joins_on), (0, &CustomerField::Region));
    let preview = tab.ask(PreviewCompletion { source: TABLE, mapping: mapping.clone() }).unwrap();
    assert_eq!((preview.n_matched, preview.n_changed, preview.n_without_row), (2, 2, 1));
    assert_eq!(tab.rows(), before);
    assert_eq!(complete(&tab, &mapping).unwrap(), preview);

    let after = tab.rows();
    let told: Vec<_> = after
        .customers
        .iter()
        .map(|card| (card.customer.spending_power, card.customer.fields.get("均价").cloned()))
        .collect();
    let price = |text: &str| Some(text.to_owned());
    assert_eq!(told, [(Some(72), price("60000")), (Some(88), price("95000")), (None, None)]);
    let id = after.customers[0].customer.id;
    let card = tab.ask(GetCustomerCard { id }).unwrap();
    let RecordEvent::Logged(Happening::Edited(fields)) = &card.record[0].what else {
        panic!("not logged")
    };
    assert_eq!(fields.len(), 2);
    let history = tab.ask(GetHistory { n_skipped: 0, limit: 1 }).unwrap();
    assert_eq!(history.entries[0].label.zh, "用 areas.csv 补全 2 位客户的资料");

    tab.undo().unwrap();
    assert_eq!(tab.rows(), before);
    assert_eq!(tab.saved(&store), saved);
}

#[test]
fn the_same_table_twice_changes_nothing() {
    let store = MemoryStore::default();
    let tab = with_people(&store);
    attach(&tab, AREAS.as_bytes());
    for policy in [FieldPolicy::FillBlanks, FieldPolicy::Overwrite] {
        let mapping = CompletionMapping { policy, ..propose(&tab).unwrap() };
        complete(&tab, &mapping).unwrap();
        let once = tab.rows();
        let again = complete(&tab, &mapping).unwrap();
        assert_eq!((again.n_matched, again.n_changed), (2, 0));
        assert_eq!(tab.rows(), once);
    }
}

#[test]
fn a_table_in_another_encoding_and_an_address_that_holds_the_key() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let (source, mapping) = tab.attach_csv("客户编号,姓名,地区\n1,王丽,上海市浦东新区张江路1号\n");
    tab.run(Command::Import { source, mapping, first_facts: None, remember_as: None }).unwrap();
    let (bytes, _, _) = encoding_rs::GBK.encode(AREAS);
    attach(&tab, &bytes);
    let mapping = propose(&tab).unwrap();
    assert_eq!(mapping.fit, KeyFit::Within);
    assert_eq!(complete(&tab, &mapping).unwrap().n_changed, 1);
    assert_eq!(tab.rows().customers[0].customer.spending_power, Some(72));
}

/// Refused as `is_right` says, with nothing changed.
#[track_caller]
fn check_refused(
    csv: &str,
    change: impl FnOnce(&mut CompletionMapping),
    is_right: impl FnOnce(&EngineError) -> bool,
) {
    let store = MemoryStore::default();
    let tab = with_people(&store);
    let before = tab.rows();
    attach(&tab, AREAS.as_bytes());
    let mut mapping = propose(&tab).unwrap();
    change(&mut mapping);
    attach(&tab, csv.as_bytes());
    let preview = tab.ask(PreviewCompletion { source: TABLE, mapping: mapping.clone() });
    let refusal = complete(&tab, &mapping).unwrap_err();
    assert!(is_right(&refusal), "{refusal:?}");
    assert_eq!(preview, Err(refusal));
    assert_eq!(tab.rows(), before);
}

#[test]
fn what_cannot_be_is_refused() {
    let is_input = |error: &EngineError| matches!(error, EngineError::BadInput { .. });
    let role = |role: ColumnRole| {
        move |mapping: &mut CompletionMapping| mapping.fills = vec![(1, role.clone())]
    };
    check_refused(AREAS, role(ColumnRole::Phone), is_input);
    check_refused(AREAS, role(ColumnRole::ConsentSms), is_input);
    check_refused(AREAS, role(ColumnRole::OrderAmount), is_input);
    check_refused(AREAS, |mapping| mapping.key_column = 3, is_input);
    check_refused(AREAS, |mapping| mapping.fills = vec![(u32::MAX, ColumnRole::Region)], is_input);
    let gone = CustomerField::Custom("gone".into());
    check_refused(AREAS, |mapping| mapping.joins_on = gone, is_input);
    let twice = vec![(1, ColumnRole::Region), (2, ColumnRole::Region)];
    check_refused(
        AREAS,
        |mapping| mapping.fills = twice,
        |error| matches!(error, EngineError::BadFile(FileProblem::RoleTwice { .. })),
    );
    let is_file = |error: &EngineError| matches!(error, EngineError::BadFile(_));
    check_refused("", |_| {}, is_file);
    check_refused("区,消费力,均价\n", |_| {}, is_file);
    check_refused("区,消费力\n静安区,5\n", |_| {}, is_file);
    check_refused("\u{0}\u{1}\u{2}", |_| {}, is_file);
    check_refused(&format!("区,消费力,均价\n\"{}", "x".repeat(2 << 20)), |_| {}, is_file);
}

#[test]
fn given_up_half_way_it_has_changed_nothing() {
    let store = MemoryStore::default();
    let tab = with_people(&store);
    attach(&tab, AREAS.as_bytes());
    let mapping = propose(&tab).unwrap();
    let before = tab.rows();
    let command = Command::CompleteCustomers { source: TABLE, mapping: mapping.clone() };
    let refused = tab.request(&CancelsAt::pause(0), Request::Command(command));
    assert_eq!(refused, Err(EngineError::Cancelled));
    let query = PreviewCompletion { source: TABLE, mapping };
    let refused = tab.request(&CancelsAt::pause(1), Request::Query(query.pack()));
    assert_eq!(refused, Err(EngineError::Cancelled));
    assert_eq!(tab.rows(), before);
}

#[test]
fn what_another_tab_saved_is_not_written_over_unseen() {
    for (policy, is_made) in [(FieldPolicy::FillBlanks, true), (FieldPolicy::Overwrite, false)] {
        let store = MemoryStore::default();
        let tab = with_people(&store);
        attach(&tab, AREAS.as_bytes());
        let mapping = CompletionMapping { policy, ..propose(&tab).unwrap() };
        let other = tab.another(&store);
        let before = other.rows().customers.remove(0).customer;
        let mut customer = before.clone();
        customer.spending_power = Some(11);
        other
            .run(Command::EditCustomer { before: Box::new(before), customer: Box::new(customer) })
            .unwrap();
        let made = complete(&tab, &mapping);
        assert_eq!(made.is_ok(), is_made, "{made:?}");
        let kept = tab.another(&store).rows().customers.remove(0).customer;
        assert_eq!(kept.spending_power, Some(11));
    }
}
