//! The queries against the engine: a database that has loaded the tables finds the same customers.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;
use std::process::Command;

use zip::ZipArchive;

use super::{select, write};
use crate::domain::text::Language;
use crate::export::Export;
use crate::segments::rules::arbitrary::{TODAY, rng, rule, workspace};
use crate::segments::rules::evaluate;
use crate::segments::{Derived, derive};
use crate::table::tables::Tables;
use crate::views::rule::{Condition, CountRange, DayRange, Goods, Join, OrderTest, Rule};
use crate::views::segment::SqlSubject;

const N_WORKSPACES: u64 = 8;
const N_RULES: usize = 90;

/// Set by scripts/with-tools: a Python that has DuckDB.
const PYTHON: &str = "MEADOW_DUCKDB_PYTHON";

/// Each with who passes.
fn subjects(tables: &Tables, derived: &Derived, seed: u64) -> Vec<(SqlSubject, Vec<u32>)> {
    let rng = &mut rng(1_000 + seed);
    let ids = |is_in: &[bool]| {
        let passing = derived.ids.iter().zip(is_in).filter(|(_, is_in)| **is_in);
        passing.map(|(id, _)| id.0).collect::<Vec<_>>()
    };
    let rules = (0..N_RULES).map(|_| {
        let rule = rule(rng, tables, derived, 3);
        let passing = ids(&evaluate(tables, derived, &rule));
        (SqlSubject::Rule(Box::new(rule)), passing)
    });
    let rules: Vec<_> = rules.collect();
    let segments = tables.segments().map(|(id, _)| {
        (SqlSubject::Segment(id), ids(&derived.members(tables, id).unwrap_or_default()))
    });
    rules.into_iter().chain(segments).collect()
}

#[test]
#[ignore = "needs DuckDB: make test-sql"]
fn duckdb_finds_the_same_customers() {
    let python =
        std::env::var(PYTHON).expect("scripts/setup test installs it, scripts/with-tools names it");
    let folder = std::env::temp_dir().join(format!("meadow-sql-{}", std::process::id()));
    let mut expected = BTreeMap::new();
    for seed in 0..N_WORKSPACES {
        let tables = workspace(seed);
        let derived = derive(&tables, TODAY);
        let own = folder.join(seed.to_string());
        unpack(&tables, &derived, &own);
        for (at, (subject, passing)) in subjects(&tables, &derived, seed).into_iter().enumerate() {
            let query = write(&tables, &derived, &subject, Language::Zh);
            fs::write(own.join(format!("{at}.sql")), query.file.bytes).unwrap();
            expected.insert(format!("{seed}/{at}.sql"), (passing, subject));
        }
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../scripts/run-queries.py");
    let run = Command::new(python).arg(script).arg(&folder).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let found: BTreeMap<String, Vec<u32>> = serde_json::from_slice(&run.stdout).unwrap();
    assert_eq!(found.len(), expected.len());
    let n_telling = expected.values().filter(|(passing, _)| !passing.is_empty()).count();
    assert!(n_telling > expected.len() / 2, "rules that nobody passes tell nothing");
    for (name, (passing, subject)) in &expected {
        assert_eq!(&found[name], passing, "{}/{name}: {subject:?}", folder.display());
    }
    fs::remove_dir_all(folder).unwrap();
}

fn unpack(tables: &Tables, derived: &Derived, folder: &Path) {
    fs::create_dir_all(folder).unwrap();
    let file = Export::of_tables(tables, derived).run().unwrap();
    let mut archive = ZipArchive::new(Cursor::new(file.bytes)).unwrap();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        fs::write(folder.join(entry.name().unwrap().as_ref()), bytes).unwrap();
    }
}

/// However deep the condition stands; fixed dates are nothing to point out.
#[test]
fn it_is_told_that_days_are_counted_from_today() {
    let tables = workspace(1);
    let derived = derive(&tables, TODAY);
    let counts_from = |days| {
        let n = CountRange { low: Some(1), high: None };
        let goods = Goods::Any;
        let orders = Rule::Is(Condition::Orders { goods, days, test: OrderTest::Count(n) });
        let rule = Rule::Group(Join::All, vec![Rule::Group(Join::None, vec![orders])]);
        let subject = SqlSubject::Rule(Box::new(rule));
        write(&tables, &derived, &subject, Language::En).counts_from
    };
    assert_eq!(counts_from(DayRange::Last(90)), Some(TODAY));
    assert_eq!(counts_from(DayRange::Between { from: Some(TODAY), to: None }), None);
    assert_eq!(counts_from(DayRange::Ever), None);
}

/// Functions that DuckDB, Spark SQL and BigQuery all have, under the same name and with the same
/// arguments.
const SHARED: [&str; 9] =
    ["COALESCE", "COUNT", "SUM", "MIN", "MAX", "INSTR", "CONCAT", "CHR", "DATE"];
/// Words before a bracket that are none.
const KEYWORDS: [&str; 8] = ["AND", "OR", "NOT", "IN", "AS", "FROM", "WHERE", "WITH"];

#[test]
fn queries_use_only_what_all_dialects_share() {
    for seed in 0..N_WORKSPACES {
        let tables = workspace(seed);
        let derived = derive(&tables, TODAY);
        for (subject, _) in subjects(&tables, &derived, seed) {
            let query = select(&tables, &derived, &subject).query;
            let outside: String = query.split('\'').step_by(2).collect();
            assert!(!outside.contains(['"', '`', '\\', '{', '[', ':']), "{query}");
            assert!(!query.contains("\'\'\'") && !query.contains('\\'), "{query}");
            for (before, _) in outside.match_indices('(').map(|(at, _)| outside.split_at(at)) {
                let word = before.rsplit(|sign: char| !sign.is_ascii_alphabetic()).next();
                let word = word.unwrap_or_default();
                let is_known =
                    word.is_empty() || SHARED.contains(&word) || KEYWORDS.contains(&word);
                assert!(is_known, "{word} in {query}");
            }
        }
    }
}

#[test]
fn the_head_says_what_is_read_and_a_name_cannot_end_it() {
    let mut tables = workspace(1);
    let (id, mut segment) =
        tables.segments().map(|(id, segment)| (id, segment.clone())).next().unwrap();
    segment.about.name = "a\nDROP TABLE x; --".into();
    let document = crate::table::documents::Document::Segment(Box::new(segment));
    let chunk = crate::table::chunk::Chunk::new(document);
    tables.documents.insert(id, std::sync::Arc::new(chunk));
    let derived = derive(&tables, TODAY);
    let file = write(&tables, &derived, &SqlSubject::Segment(id), Language::En);
    let query = String::from_utf8(file.file.bytes).unwrap();
    assert!(query.starts_with("-- Segment: a DROP TABLE x; --\n-- "), "{query}");
    assert!(query.contains("2024-10-04"), "{query}");
    let everybody = select(&tables, &derived, &SqlSubject::Rule(Box::default()));
    assert_eq!(
        everybody.query,
        "SELECT c.customer_id, c.customer_no, c.name\nFROM meadow_customers c\nWHERE TRUE\n\
         ORDER BY c.customer_id\n"
    );
}
