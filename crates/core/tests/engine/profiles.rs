//! Next month's file is read like the last one, and who came in as somebody new and may be known is
//! told.

use std::rc::Rc;

use meadow_core::domain::day::Day;
use meadow_core::domain::text::Language;
use meadow_core::engine::MemoryStore;
use meadow_core::protocol::{
    CheckColumns, Command, GetDuplicates, GetProfiles, InspectFile, Outcome, PreviewImport,
    SourceId,
};
use meadow_core::views::import::{
    ColumnRole, ConsentNote, Dialect, Doubt, FieldPolicy, ImportInspection, ImportMapping, MatchKey,
};

use super::tab::Tab;

const SOURCE: SourceId = SourceId(9);

fn look(tab: &Tab, name: &str, text: &str, dialect: Option<Dialect>) -> ImportInspection {
    tab.engine.attach(SOURCE, Rc::new((name.to_owned(), text.as_bytes().to_vec())));
    tab.ask(InspectFile { source: SOURCE, dialect, language: Language::En }).unwrap()
}

fn proposed(seen: &ImportInspection) -> ImportMapping {
    let columns = seen.columns.iter().map(|column| column.guess.clone()).collect();
    ImportMapping::new(seen.dialect.clone(), columns)
}

fn import(tab: &Tab, mapping: ImportMapping, remember_as: &str) -> Outcome {
    let remember_as = Some(remember_as.to_owned());
    tab.run(Command::Import { source: SOURCE, mapping, first_facts: None, remember_as }).unwrap()
}

#[test]
fn a_file_of_a_known_source_is_read_like_the_last_one() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let seen = look(&tab, "march.csv", "name,phone,pet\nAnn,13800138001,cat\n", None);
    assert_eq!(seen.recalled, None);
    let mut mapping = proposed(&seen);
    mapping.columns[2] = ColumnRole::custom("Animal");
    mapping.rules.key = MatchKey::Phone;
    mapping.rules.otherwise = FieldPolicy::FillBlanks;
    import(&tab, mapping.clone(), "Till");
    let seen = look(&tab, "april.csv", "name,phone,pet\nBo,13800138002,dog\n", None);
    let recalled = seen.recalled.unwrap();
    assert_eq!((recalled.name.as_str(), recalled.mapping.columns), ("Till", mapping.columns));
    assert_eq!(recalled.mapping.rules, mapping.rules);
    // Somebody says how to read it: nothing is recalled then.
    let dialect = Some(seen.dialect);
    assert_eq!(look(&tab, "april.csv", "name,phone,pet\nBo,1,dog\n", dialect).recalled, None);
}

/// Those of April did not agree in March.
#[test]
fn the_day_of_consent_is_not_remembered() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let seen = look(&tab, "march.csv", "name,phone,sms consent\nAnn,13800138001,yes\n", None);
    let mut mapping = proposed(&seen);
    assert_eq!(mapping.columns[2], ColumnRole::ConsentSms);
    let (purpose, source) = ("offers".to_owned(), "till".to_owned());
    mapping.consent = ConsentNote { purpose, source, day: Day::from_ymd(2026, 3, 5) };
    import(&tab, mapping.clone(), "Till");
    let text = "name,phone,sms consent\nBo,13800138002,yes\n";
    let recalled = look(&tab, "april.csv", text, None).recalled.unwrap();
    assert_eq!(recalled.mapping.consent, ConsentNote { day: None, ..mapping.consent });
}

#[test]
fn one_profile_for_one_kind_of_file_and_undone_with_its_import() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    for name in ["Till", "Cash desk"] {
        let seen = look(&tab, "march.csv", "name,phone\nAnn,13800138001\n", None);
        import(&tab, proposed(&seen), name);
    }
    let names = |tab: &Tab| -> Vec<String> {
        tab.ask(GetProfiles {}).unwrap().into_iter().map(|(_, profile)| profile.name).collect()
    };
    assert_eq!(names(&tab), ["Cash desk"]);
    tab.undo().unwrap();
    assert_eq!(names(&tab), ["Till"]);
    tab.undo().unwrap();
    assert_eq!(names(&tab), [""; 0]);
}

/// The names stand where nothing would look for them.
#[test]
fn a_file_laid_out_by_hand_is_known_again() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let file = |rows: &str| format!("report,x,y\nof,the,shop\nname,phone,pet\n{rows}");
    let text = file("Ann,13800138001,cat\n");
    let found = look(&tab, "march.csv", &text, None).dialect;
    let dialect = Dialect { header_row: 3, n_header_rows: 1, has_header: true, ..found };
    let seen = look(&tab, "march.csv", &text, Some(dialect));
    assert_eq!(seen.columns[0].header, "name");
    import(&tab, proposed(&seen), "Report");
    let seen = look(&tab, "april.csv", &file("Bo,13800138002,dog\n"), None);
    assert_eq!(seen.recalled.map(|recalled| recalled.name), Some("Report".to_owned()));
    assert_eq!(seen.columns[0].header, "name");
}

#[test]
fn the_sample_check_reads_the_file_as_the_mapping_says() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let text = "name,phone,since\nAnn,13800138001,03/04/2024\nBo,12345,25/12/2023\nCy,,soon\n";
    let seen = look(&tab, "a.csv", text, None);
    let mut mapping = proposed(&seen);
    mapping.columns[2] = ColumnRole::KnownSince;
    let checks =
        tab.ask(CheckColumns { source: SOURCE, mapping: mapping.clone(), currency: None }).unwrap();
    let counts: Vec<_> =
        checks.iter().map(|c| (c.n_empty, c.n_valid, c.n_suspicious, c.n_invalid)).collect();
    assert_eq!(counts, [(0, 3, 0, 0), (1, 1, 0, 1), (0, 2, 0, 1)]);
    // As text, nothing of it is wrong.
    mapping.columns[2] = ColumnRole::custom("Since");
    mapping.columns[1] = ColumnRole::Skip;
    let checks = tab.ask(CheckColumns { source: SOURCE, mapping, currency: None }).unwrap();
    assert_eq!(checks.len(), 3);
}

#[test]
fn who_may_be_known_is_told_before_and_after() {
    let store = MemoryStore::default();
    let tab = Tab::with_workspace(&store);
    let seen = look(&tab, "a.csv", "name,phone,email\nWang Xiaoming,13800138001,wx@a.cn\n", None);
    import(&tab, proposed(&seen), "");
    // One digit off, the same name and mailbox host; and a namesake of nobody.
    let text = "name,phone,email\n王小明,13800138007,wx@b.cn\n赵明宇,13700137000,zhao@c.cn\n";
    let seen = look(&tab, "b.csv", text, None);
    let mapping = proposed(&seen);
    let preview = tab
        .ask(PreviewImport { source: SOURCE, mapping: mapping.clone(), currency: None })
        .unwrap();
    let told = |doubts: &[meadow_core::views::import::DoubtCount]| {
        doubts.iter().map(|d| (d.doubt, d.rows.clone())).collect::<Vec<_>>()
    };
    assert_eq!(preview.n_doubtful, 1);
    assert_eq!(told(&preview.doubts), [(Doubt::MaybeKnown, vec![2])]);
    let Outcome::Imported(report) = import(&tab, mapping, "") else { panic!("no import") };
    assert_eq!(told(&report.doubts), told(&preview.doubts));
    assert_eq!(tab.ask(GetDuplicates {}).unwrap().n_doubtful, 1);
}
