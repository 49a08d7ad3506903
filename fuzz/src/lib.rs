//! What the targets share: a whole import, as the engine does it.

use meadow_core::domain::day::Day;
use meadow_core::ingest::{HEAD_BYTES, Importer, Prepared};
use meadow_core::table::tables::Tables;
use meadow_core::views::import::{FileProblem, ImportMapping};

/// Not the length of a line, so that slices end anywhere.
const SLICE_BYTES: usize = 997;
const TODAY: Day = Day(20_778);
const IS_CHINESE: bool = true;

/// Looks at a file made ready, and brings it in as proposed.
pub fn import(bytes: &[u8], ready: &Prepared) -> Result<(), FileProblem> {
    let head = &bytes[..bytes.len().min(HEAD_BYTES)];
    let seen = ready.inspect("file", bytes.len() as u64, head, IS_CHINESE, None)?;
    let columns = seen.columns.iter().map(|column| column.guess.clone()).collect();
    let mapping = ready.mapping_of_rows(&ImportMapping::new(seen.dialect.clone(), columns));
    let mut importer = Importer::new(&Tables::default(), &mapping, TODAY)?;
    for slice in ready.csv.as_deref().unwrap_or(bytes).chunks(SLICE_BYTES) {
        importer.feed(slice)?;
    }
    let report = importer.finish()?.report;
    assert!(report.n_rejected() <= report.n_rows, "every row is counted once");
    Ok(())
}
