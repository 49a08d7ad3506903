//! Rows that a file could not bring in: brought in once they are repaired, or given up.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

use super::Change;
use super::import::{keep_blocks, note_people, with_source};
use crate::domain::day::Day;
use crate::domain::ids::DocumentId;
use crate::engine::labels::shorten;
use crate::ingest::{Imported, Importer, is_personal};
use crate::protocol::{EngineError, Outcome, RepairedRow, Thing};
use crate::table::chunk::Chunk;
use crate::table::documents::{Document, ImportRecord, QuarantinedRow};
use crate::table::tables::Tables;
use crate::views::import::{Dialect, ImportMapping, RejectReason};
use crate::words::{commands, write_count};

/// Reads the rows once more as their file was read. Those that are still wrong stay, as repaired so
/// far.
///
/// # Errors
/// The import or one of the rows is gone, or not one of them can be brought in.
pub fn repair(
    tables: &Tables,
    import: DocumentId,
    rows: &[RepairedRow],
    today: Day,
) -> Result<Change, EngineError> {
    let record = record_of(tables, import)?;
    let known: BTreeSet<u64> = record.quarantine.iter().map(|row| row.row).collect();
    if rows.iter().any(|row| !known.contains(&row.row)) {
        return Err(EngineError::NotFound { what: Thing::Row });
    }
    // How a date or a fraction is written stays; everything else is as the rows are written here.
    let Dialect { date_order, column_date_orders, decimal_mark, .. } =
        record.mapping.dialect.clone();
    let dialect = Dialect { date_order, column_date_orders, decimal_mark, ..Dialect::default() };
    let mapping = ImportMapping { dialect, ..record.mapping.clone() };
    let mapping = with_source(mapping, &record.file_name);
    let mut importer = Importer::new(tables, &mapping, today)?;
    let came_in: BTreeMap<u64, &QuarantinedRow> = record
        .quarantine
        .iter()
        .filter(|row| row.customer.is_some_and(|id| tables.customers.get(id).is_some()))
        .map(|row| (row.row, row))
        .collect();
    // The header is row 1 of what is read, so the first repaired row is row 2.
    let numbers = 2_u64..;
    let told = rows.iter().zip(numbers);
    let told = told.filter_map(|(row, number)| Some((number, came_in.get(&row.row)?.customer?)));
    // Whoever was asked whether the order is one more, and brings the row in as it stands, says so.
    let asked = record.quarantine.iter().filter(|row| row.reason == RejectReason::AlikeIsHere);
    let asked: BTreeMap<u64, &[String]> = asked.map(|row| (row.row, &row.cells[..])).collect();
    let numbered = rows.iter().zip(2_u64..);
    let one_more = numbered
        .filter_map(|(row, number)| is_same(&row.cells, asked.get(&row.row)?).then_some(number));
    importer.repair(told.collect(), one_more.collect());
    let to_read: Vec<RepairedRow> = rows
        .iter()
        .map(|row| match came_in.get(&row.row) {
            Some(before) => only_repaired(row, before, &record.mapping),
            None => row.clone(),
        })
        .collect();
    importer.feed(&write_rows(&record.headers, &to_read))?;
    let Imported {
        tables: mut changed,
        report,
        quarantine,
        customers_new,
        customers_updated,
        said_of_blocked,
        ..
    } = importer.finish()?;
    let still_wrong: BTreeMap<u64, QuarantinedRow> = quarantine
        .rows
        .into_iter()
        .filter_map(|wrong| {
            let RepairedRow { row, cells } =
                rows.get(usize::try_from(wrong.row).ok()?.checked_sub(2)?)?.clone();
            Some((row, QuarantinedRow { row, cells, ..wrong }))
        })
        .collect();
    let repaired: BTreeSet<u64> = rows.iter().map(|row| row.row).collect();
    let record = record_of(&changed, import)?;
    let left = record.quarantine.iter().filter_map(|row| match still_wrong.get(&row.row) {
        Some(wrong) => Some(wrong.clone()),
        None => (!repaired.contains(&row.row)).then(|| row.clone()),
    });
    let settled = hashes_of(record, &repaired);
    let file = shorten(&record.file_name);
    let label = match rows.len() - still_wrong.len() {
        // Every row waits on, with what was typed and what could be read of it.
        0 => commands::keep_typed_rows(write_count(rows.len() as i64), file),
        n => commands::repair_rows(write_count(n as i64), file),
    };
    let record = ImportRecord { quarantine: left.collect(), ..record.clone() };
    put(&mut changed, import, record);
    settle(&mut changed, settled);
    let label =
        keep_blocks(&mut changed, tables, &customers_updated, &said_of_blocked, label, today);
    note_people(&mut changed, tables, import, &customers_new, &customers_updated, today);
    Ok(Change { tables: changed, label, outcome: Outcome::Imported(Box::new(report)) })
}

/// Gives rows up: they stay what they are in their file, and go from the quarantine.
pub fn discard(tables: &Tables, import: DocumentId, rows: &[u64]) -> Result<Change, EngineError> {
    let record = record_of(tables, import)?;
    let rows: BTreeSet<u64> = rows.iter().copied().collect();
    let left: Vec<QuarantinedRow> =
        record.quarantine.iter().filter(|row| !rows.contains(&row.row)).cloned().collect();
    let n_gone = record.quarantine.len() - left.len();
    if n_gone == 0 {
        return Err(EngineError::NotFound { what: Thing::Row });
    }
    let label = commands::discard_rows(write_count(n_gone as i64), shorten(&record.file_name));
    let settled = hashes_of(record, &rows);
    let record = ImportRecord { quarantine: left, ..record.clone() };
    let mut tables = tables.clone();
    put(&mut tables, import, record);
    settle(&mut tables, settled);
    Ok(Change { tables, label, outcome: Outcome::Nothing })
}

pub fn record_of(tables: &Tables, import: DocumentId) -> Result<&ImportRecord, EngineError> {
    match tables.documents.get(&import).map(|document| document.data()) {
        Some(Document::Import(record)) => Ok(record),
        _ => Err(EngineError::NotFound { what: Thing::Import }),
    }
}

fn put(tables: &mut Tables, id: DocumentId, record: ImportRecord) {
    tables.documents.insert(id, Arc::new(Chunk::new(Document::Import(Box::new(record)))));
}

/// A row by what stands in it, under the names of its columns.
pub fn hash_of_row(headers: &[String], cells: &[String]) -> u64 {
    let mut bytes = Vec::new();
    for part in [headers, cells] {
        bytes.extend((part.len() as u64).to_le_bytes());
        for text in part {
            bytes.extend((text.len() as u64).to_le_bytes());
            bytes.extend(text.as_bytes());
        }
    }
    xxh3_64(&bytes)
}

/// Of those of these rows that wait, as they wait.
fn hashes_of(record: &ImportRecord, rows: &BTreeSet<u64>) -> Vec<u64> {
    let waiting = record.quarantine.iter().filter(|row| rows.contains(&row.row));
    waiting.map(|row| hash_of_row(&record.headers, &row.cells)).collect()
}

/// Remembers rows that somebody has decided on, also those that wait on as they were typed: their file
/// brings them as they were.
fn settle(tables: &mut Tables, hashes: Vec<u64>) {
    let known = tables.settled().map(|(id, known)| (id, known.to_vec()));
    let (id, known) = known.map_or((None, Vec::new()), |(id, known)| (Some(id), known));
    let all: BTreeSet<u64> = known.into_iter().chain(hashes).collect();
    let document = Document::Settled(all.into_iter().collect());
    match id {
        Some(id) => {
            tables.documents.insert(id, Arc::new(Chunk::new(document)));
        }
        None => {
            tables.add_document(document);
        }
    }
}

/// Of a row that came in before: what could not be read then and what was typed since. The rest of its
/// person may have been changed meanwhile, and stays.
fn only_repaired(
    row: &RepairedRow,
    before: &QuarantinedRow,
    mapping: &ImportMapping,
) -> RepairedRow {
    let is_repaired = |at: usize, cell: &String| {
        before.unread.contains(&(at as u32)) || before.cells.get(at) != Some(cell)
    };
    let cells = row.cells.iter().enumerate().map(|(at, cell)| {
        let is_personal = mapping.columns.get(at).is_some_and(is_personal);
        if is_personal && !is_repaired(at, cell) { String::new() } else { cell.clone() }
    });
    RepairedRow { row: row.row, cells: cells.collect() }
}

/// Cells that are missing at the end are empty.
fn is_same(one: &[String], other: &[String]) -> bool {
    let cell = |row: &[String], at: usize| row.get(at).cloned().unwrap_or_default();
    (0..one.len().max(other.len())).all(|at| cell(one, at) == cell(other, at))
}

/// The rows as a comma-separated file with every cell in quotes.
fn write_rows(headers: &[String], rows: &[RepairedRow]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut write = |cells: &mut dyn Iterator<Item = &str>| {
        for (at, cell) in cells.enumerate() {
            file.extend_from_slice(if at == 0 { b"\"" } else { b",\"" });
            file.extend_from_slice(cell.replace('"', "\"\"").as_bytes());
            file.push(b'"');
        }
        file.push(b'\n');
    };
    write(&mut headers.iter().map(String::as_str));
    for row in rows {
        let missing = headers.len().saturating_sub(row.cells.len());
        let cells = row.cells.iter().map(String::as_str);
        write(&mut cells.chain(std::iter::repeat_n("", missing)));
    }
    file
}
