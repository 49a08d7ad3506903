//! Files of every format through the engine: looked at, read another way, brought in, given up.

use std::rc::Rc;

use meadow_core::domain::text::Language;
use meadow_core::engine::MemoryStore;
use meadow_core::protocol::{
    Ask, Command, EngineError, InspectFile, Outcome, PreviewImport, Request, SourceId,
};
use meadow_core::views::import::{
    Dialect, FileProblem, ImportInspection, ImportMapping, ImportReport, SourceKind, TextEncoding,
};

use crate::tab::{CancelsAt, Tab};

const SOURCE: SourceId = SourceId(7);

fn attach(tab: &Tab<'_>, name: &str) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/awkward");
    let bytes = std::fs::read(format!("{folder}/{name}")).unwrap();
    tab.engine.attach(SOURCE, Rc::new((name.to_owned(), bytes)));
}

fn look(tab: &Tab<'_>, dialect: Option<Dialect>) -> Result<ImportInspection, EngineError> {
    tab.ask(InspectFile { source: SOURCE, dialect, language: Language::Zh })
}

fn proposed(seen: &ImportInspection) -> ImportMapping {
    let columns = seen.columns.iter().map(|column| column.guess.clone()).collect();
    ImportMapping::new(seen.dialect.clone(), columns)
}

fn import(tab: &Tab<'_>, seen: &ImportInspection) -> ImportReport {
    let command = Command::Import {
        source: SOURCE,
        mapping: proposed(seen),
        first_facts: None,
        remember_as: None,
    };
    match tab.run(command).unwrap() {
        Outcome::Imported(report) => *report,
        other => panic!("an import gave {other:?}"),
    }
}

/// What is previewed is what comes in.
#[track_caller]
fn check(name: &str, kind: SourceKind, n_customers: u32, n_orders: u32) {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    attach(&tab, name);
    let seen = look(&tab, None).unwrap();
    assert_eq!(seen.kind, kind);
    let mapping = proposed(&seen);
    let preview = tab.ask(PreviewImport { source: SOURCE, mapping, currency: None }).unwrap();
    let report = import(&tab, &seen);
    assert_eq!((report.n_customers_new, report.n_orders), (n_customers, n_orders));
    assert_eq!(preview.n_rows, report.n_rows);
    assert_eq!(tab.rows().customers.len() as u32, n_customers);
}

#[test]
fn every_kind_of_file_comes_in() {
    check("gbk_chinese_excel.csv", SourceKind::Text, 2, 0);
    check("utf16le_unicode_text.txt", SourceKind::Text, 2, 0);
    check("values.xlsx", SourceKind::Workbook, 3, 2);
    check("excel97.xls", SourceKind::Workbook, 2, 0);
    check("plain.ods", SourceKind::Workbook, 2, 0);
    check("gbk_table.xls", SourceKind::Html, 2, 2);
    check("lines.jsonl", SourceKind::JsonLines, 3, 0);
    check("answer_of_a_service.json", SourceKind::Json, 2, 0);
}

#[test]
fn another_sheet_can_be_chosen_and_a_missing_one_is_refused() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    attach(&tab, "several_sheets.xlsx");
    let seen = look(&tab, None).unwrap();
    assert_eq!(seen.dialect.sheet.as_deref(), Some("客户 名单"));
    let other = |name: &str| Dialect {
        sheet: Some(name.to_owned()),
        header_row: 0,
        ..seen.dialect.clone()
    };
    let hidden = look(&tab, Some(other("字典"))).unwrap();
    assert_eq!((hidden.dialect.has_header, hidden.columns.len()), (false, 3));
    let gone = FileProblem::NoSuchSheet { name: "x".to_owned() };
    assert_eq!(look(&tab, Some(other("x"))), Err(EngineError::BadFile(gone)));
    // The sheet looked at last is not the one that is brought in.
    assert_eq!(import(&tab, &seen).n_customers_new, 1);
}

#[test]
fn another_encoding_is_seen_at_once() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    attach(&tab, "gbk_chinese_excel.csv");
    let seen = look(&tab, None).unwrap();
    let as_latin = Dialect { encoding: TextEncoding::Windows1252, ..seen.dialect.clone() };
    let latin = look(&tab, Some(as_latin)).unwrap();
    assert_eq!(latin.dialect.encoding, TextEncoding::Windows1252);
    assert_eq!(latin.columns[1].header, "ÐÕÃû");
}

#[test]
fn a_workbook_given_up_half_way_has_changed_nothing() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    attach(&tab, "excel97.xls");
    for n_pauses in 0..2 {
        let query = InspectFile { source: SOURCE, dialect: None, language: Language::Zh };
        let host = CancelsAt::pause(n_pauses);
        let refused = tab.request(&host, Request::Query(query.pack()));
        assert_eq!(refused, Err(EngineError::Cancelled));
    }
    assert!(look(&tab, None).is_ok());
}

#[test]
fn what_cannot_be_used_is_refused_by_its_reason() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let refuse = |name: &str| {
        attach(&tab, name);
        match look(&tab, None) {
            Err(EngineError::BadFile(problem)) => problem,
            other => panic!("{name}: {other:?}"),
        }
    };
    assert_eq!(refuse("locked.xlsx"), FileProblem::Encrypted);
    assert!(matches!(refuse("bomb.xlsx"), FileProblem::Bomb { .. }));
    assert!(matches!(refuse("cut_off.xlsx"), FileProblem::Damaged { .. }));
    assert!(matches!(refuse("broken.json"), FileProblem::BadJson { line: 3, .. }));
    assert_eq!(refuse("no_records.json"), FileProblem::NoRecords);
    assert_eq!(refuse("page_without_table.xls"), FileProblem::NoTable);
    assert_eq!(refuse("document.docx"), FileProblem::Binary);
}
