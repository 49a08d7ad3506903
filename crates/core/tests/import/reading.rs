//! A file in memory → inspection, import, report; as the engine does it, without the engine.

use meadow_core::domain::day::Day;
use meadow_core::ingest::{HEAD_BYTES, Importer, inspect};
use meadow_core::table::tables::Tables;
use meadow_core::views::import::{
    ColumnRole, FileProblem, ImportInspection, ImportMapping, ImportReport, RejectCount,
    RejectReason,
};

pub fn today() -> Day {
    Day::from_ymd(2026, 11, 21).expect("the day exists")
}

pub fn fixture(name: &str) -> Vec<u8> {
    let path = format!("{}/../../tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

pub fn look_at(bytes: &[u8]) -> Result<ImportInspection, FileProblem> {
    let head = bytes.get(..HEAD_BYTES).unwrap_or(bytes);
    inspect(head, bytes.len() as u64, "file.csv", None)
}

/// The mapping that is proposed, taken as it is.
pub fn proposed(seen: &ImportInspection) -> ImportMapping {
    let columns = seen.columns.iter().map(|column| column.guess.clone()).collect();
    ImportMapping::new(seen.dialect.clone(), columns)
}

pub fn bring_in(
    tables: &Tables,
    bytes: &[u8],
    mapping: &ImportMapping,
    slice: usize,
) -> Result<(Tables, ImportReport), FileProblem> {
    let mut importer = Importer::new(tables, mapping, today())?;
    for part in bytes.chunks(slice) {
        importer.feed(part)?;
    }
    importer.finish().map(|imported| (imported.tables, imported.report))
}

/// Looked at, then brought in as proposed.
pub fn import_into(tables: &Tables, bytes: &[u8]) -> Result<(Tables, ImportReport), FileProblem> {
    let seen = look_at(bytes)?;
    bring_in(tables, bytes, &proposed(&seen), 64 * 1024)
}

pub fn roles(seen: &ImportInspection) -> Vec<ColumnRole> {
    seen.columns.iter().map(|column| column.guess.clone()).collect()
}

/// Reason, row and value of every row left out.
pub fn rejected(report: &ImportReport) -> Vec<(RejectReason, u64, &str)> {
    examples(&report.rejected)
}

/// Reason, row and value of every row whose order was left out.
pub fn orders_rejected(report: &ImportReport) -> Vec<(RejectReason, u64, &str)> {
    examples(&report.orders_rejected)
}

fn examples(counts: &[RejectCount]) -> Vec<(RejectReason, u64, &str)> {
    let examples = counts.iter().flat_map(|count| {
        count.examples.iter().map(|example| (count.reason, example.row, example.value.as_str()))
    });
    examples.collect()
}

/// Every row of a workspace, for comparing two of them.
pub fn contents(tables: &Tables) -> String {
    let orders: Vec<_> = tables
        .orders
        .chunks()
        .iter()
        .flat_map(|chunk| (0..chunk.data().len()).map(|at| chunk.data().order(at)))
        .collect();
    format!(
        "{:?}\n{:?}\n{:#?}\n{:#?}\n{:#?}",
        tables.facts,
        tables.next_ids,
        tables.customers.iter().collect::<Vec<_>>(),
        orders,
        tables.products.iter().collect::<Vec<_>>(),
    )
}
