//! Whatever fails, what was saved stands.

use futures_executor::block_on;
use meadow_core::domain::text::Language;
use meadow_core::engine::{Fault, MemoryStore, Store};
use meadow_core::protocol::{
    CheckColumns, Command, EngineError, InspectFile, Outcome, PreviewImport, Reply, Request,
    WorkspaceRequest,
};
use meadow_core::saved::bundle;
use meadow_core::views::import::{ColumnRole, FileProblem, FirstFacts, ImportMapping};

use super::tab::{CancelsAt, NOW, Tab, add, named};

const CSV: &str =
    "customer_id,name,order_date,amount\nC1,Ann,2024-03-01,10.00\nC2,Bob,2024-03-02,20.00\n";

#[track_caller]
fn check(fault: Fault, expected: &EngineError) {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    add(&tab, "Ann");
    let before = tab.rows();
    store.fail_with(fault);
    let result = tab.run(Command::AddCustomer { customer: Box::new(named("Bob")) });
    assert_eq!(result.as_ref().unwrap_err(), expected);
    // What is open stays as it was, and so does what is stored.
    assert_eq!(tab.rows(), before);
    store.fail_with(Fault::None);
    assert_eq!(tab.another(&store).rows(), before);
    // And it goes on from there.
    add(&tab, "Bob");
    assert_eq!(tab.another(&store).rows(), tab.rows());
    assert_eq!(tab.rows().customers.len(), 2);
}

#[test]
fn a_full_disk_changes_nothing() {
    check(Fault::Full, &EngineError::StorageFull);
}

#[test]
fn stopped_between_chunks_and_head_the_old_head_stands() {
    check(Fault::BeforeHead, &EngineError::Storage { detail: "stopped".into() });
}

#[test]
fn storage_that_is_taken_away_changes_nothing() {
    check(Fault::Denied, &EngineError::StorageDenied { detail: "not allowed".into() });
}

#[test]
fn an_import_cancelled_at_any_moment_changes_nothing() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    add(&tab, "Someone");
    let before = tab.rows();
    let (source, mapping) = tab.attach_csv(CSV);
    for n in 0.. {
        let import = Command::Import {
            source,
            mapping: mapping.clone(),
            first_facts: None,
            remember_as: None,
        };
        match tab.request(&CancelsAt::pause(n), Request::Command(import)) {
            Err(EngineError::Cancelled) => {
                assert_eq!(tab.rows(), before, "cancelled at pause {n}");
                assert_eq!(tab.another(&store).rows(), before);
            }
            Ok(Reply::Done { .. }) => {
                assert!(
                    n >= 3,
                    "it pauses before it reads, after each slice, and before it writes"
                );
                break;
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(tab.rows().customers.len(), 3);
    tab.undo().unwrap();
    assert_eq!(tab.rows(), before);
}

#[test]
fn the_first_import_sets_name_and_currency_with_its_rows_or_not_at_all() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let before = tab.rows();
    let (source, mapping) = tab.attach_csv(CSV);
    let first = FirstFacts { name: "Willow Paws".into(), currency: "SGD".into() };
    let import = |mapping: &ImportMapping| Command::Import {
        source,
        mapping: mapping.clone(),
        first_facts: Some(first.clone()),
        remember_as: None,
    };
    let check_unchanged = |result: Result<Reply, EngineError>, expected: &EngineError| {
        assert_eq!(result.as_ref(), Err(expected));
        assert_eq!(tab.rows(), before);
        assert_eq!(tab.another(&store).rows(), before);
    };
    for n in 0..3 {
        let cancelled = tab.request(&CancelsAt::pause(n), Request::Command(import(&mapping)));
        check_unchanged(cancelled, &EngineError::Cancelled);
    }
    let nobody = vec![ColumnRole::Skip; mapping.columns.len()];
    let nobody = ImportMapping { columns: nobody, ..mapping.clone() };
    let refused = tab.request(&NOW, Request::Command(import(&nobody)));
    check_unchanged(refused, &EngineError::BadFile(FileProblem::NobodyNamed));
    store.fail_with(Fault::Full);
    let full = tab.request(&NOW, Request::Command(import(&mapping)));
    store.fail_with(Fault::None);
    check_unchanged(full, &EngineError::StorageFull);

    tab.run(import(&mapping)).unwrap();
    let after = tab.rows();
    assert_eq!((&*after.facts.name, &*after.facts.currency), ("Willow Paws", "SGD"));
    assert_eq!(after.customers.len(), 2);
    tab.undo().unwrap();
    assert_eq!(tab.rows(), before);
    assert_eq!(tab.undo().unwrap_err(), EngineError::NothingToUndo);
    tab.redo().unwrap();
    assert_eq!(tab.rows(), after);
}

#[test]
fn a_preview_counts_and_changes_nothing() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let before = (tab.rows(), tab.engine.position());
    let (source, mapping) = tab.attach_csv(CSV);
    let report = tab.ask(PreviewImport { source, mapping, currency: None }).unwrap();
    assert_eq!((report.n_rows, report.n_customers_new, report.n_orders), (2, 2, 2));
    assert_eq!((tab.rows(), tab.engine.position()), before);
}

#[test]
fn a_file_that_shrinks_while_it_is_read_is_refused() {
    struct Shrinking;
    impl meadow_core::engine::ByteSource for Shrinking {
        fn name(&self) -> String {
            "shrinking.csv".into()
        }
        fn n_bytes(&self) -> u64 {
            10_000
        }
        fn read(&self, offset: u64, _n_bytes: usize) -> meadow_core::engine::BoxedRead<'_> {
            let bytes = if offset == 0 { CSV.as_bytes().to_vec() } else { Vec::new() };
            Box::pin(async move { Ok(bytes) })
        }
    }
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let before = tab.rows();
    let (source, mapping) = tab.attach_csv(CSV);
    tab.engine.attach(source, std::rc::Rc::new(Shrinking));
    let result = tab.run(Command::Import { source, mapping, first_facts: None, remember_as: None });
    assert!(matches!(result, Err(EngineError::BadFile(FileProblem::Unreadable { .. }))));
    assert_eq!(tab.rows(), before);
}

#[test]
fn what_cannot_be_opened_can_be_exported_as_it_is_stored() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    add(&tab, "Ann");
    store.damage_chunks(|_, bytes| *bytes = b"damaged".to_vec());
    let export = Request::Workspace(WorkspaceRequest::ExportStored);
    let Ok(Reply::File(file)) = Tab::new(&store).request(&NOW, export) else { panic!("no file") };
    assert_eq!(file.name, "meadow-stored-2024-10-04.bin");
    let stored = block_on((&store).stored_records()).unwrap();
    let kinds: Vec<&str> = stored.iter().map(|record| record.store.as_str()).collect();
    assert_eq!(kinds, ["workspaces", "heads", "manifests", "manifests", "chunks", "chunks"]);
    assert_eq!(stored[4].bytes, b"damaged");
    assert_eq!(file.bytes, bundle(&stored).unwrap());
}

/// The currency chosen with the first file is the one that its sums are held against.
#[test]
fn sums_in_another_currency_than_the_one_chosen_are_told_by_row() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let file = "name,phone,order no,order date,amount\n\
                Ann,13800138001,A1,2024-05-01,HK$10\nBo,13800138002,A2,2024-05-02,HK$20\n";
    let import = |currency: &str| {
        let (source, mapping) = tab.attach_csv(file);
        let chosen = Some(currency.to_owned());
        let ask = PreviewImport { source, mapping: mapping.clone(), currency: chosen.clone() };
        let before = tab.ask(ask).unwrap().other_currencies;
        let ask = CheckColumns { source, mapping: mapping.clone(), currency: chosen };
        let amount = tab.ask(ask).unwrap().swap_remove(4);
        assert_eq!(amount.currencies.is_empty(), before.is_empty(), "{currency}");
        let first = FirstFacts { name: String::new(), currency: currency.into() };
        let first_facts = Some(first);
        let command = Command::Import { source, mapping, first_facts, remember_as: None };
        let Ok(Outcome::Imported(report)) = tab.run(command) else { panic!("not imported") };
        tab.undo().unwrap();
        assert_eq!(report.other_currencies, before, "the check says what comes of it");
        report.other_currencies.into_iter().map(|told| told.rows).collect::<Vec<_>>()
    };
    assert_eq!(import("CNY"), [[2, 3]]);
    assert!(import("HKD").is_empty());
    // The signs say which it is, as long as nobody is there.
    let written = || {
        let (source, _) = tab.attach_csv(file);
        tab.ask(InspectFile { source, dialect: None, language: Language::En }).unwrap().currency
    };
    assert_eq!(written().as_deref(), Some("HKD"));
    add(&tab, "Ann");
    assert_eq!(written(), None);
}
