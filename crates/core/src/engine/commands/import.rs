//! Taking a file in.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::board::with_first_facts;
use super::quarantine::hash_of_row;
use super::{Change, kept};
use crate::contact::lasting::LastingBlocks;
use crate::domain::consent::ConsentFact;
use crate::domain::customer::Customer;
use crate::domain::day::Day;
use crate::domain::ids::{CustomerId, DocumentId};
use crate::domain::log::{Happening, changes};
use crate::domain::text::Text;
use crate::engine::data_care::find_doubtful;
use crate::engine::host::{ByteSource, Host};
use crate::engine::labels::shorten;
use crate::engine::sources::{ReadySource, read_all};
use crate::ingest::{Imported, Importer};
use crate::protocol::{EngineError, Outcome};
use crate::segments::pace::found_by_import;
use crate::table::chunk::Chunk;
use crate::table::documents::{Document, ImportRecord, QuarantinedRow};
use crate::table::tables::Tables;
use crate::views::import::{ColumnRole, FirstFacts, ImportMapping, ImportReport};
use crate::words::{commands, write_count};

/// All good rows of the file as one step, with a report on the others. `first`: the facts of the workspace
/// were chosen with it.
pub async fn import(
    tables: &Tables,
    source: &ReadySource,
    mapping: &ImportMapping,
    first: Option<&FirstFacts>,
    remember_as: Option<&str>,
    host: &impl Host,
    today: Day,
) -> Result<Change, EngineError> {
    let tables = match first {
        Some(first) => &with_first_facts(tables, first),
        None => tables,
    };
    let is_settled = first.is_some();
    let mut imported = read_file(tables, source, mapping, is_settled, host, today).await?;
    let label = label(&imported.report, &shorten(&source.name()));
    let headers = imported.headers.clone();
    let label = keep_blocks(
        &mut imported.tables,
        tables,
        &imported.customers_updated,
        &imported.said_of_blocked,
        label,
        today,
    );
    let (mut tables, report) = record(tables, imported, source.name(), mapping, today);
    let name = remember_as.map(str::trim).filter(|name| !name.is_empty());
    if let Some(name) = name.filter(|_| mapping.dialect.has_header) {
        kept::remember(&mut tables, name, headers, mapping, today);
    }
    Ok(Change { tables, label, outcome: Outcome::Imported(Box::new(report)) })
}

/// Whoever was blocked before the file, or is so by what one of its rows says, stays blocked, whichever
/// contacts the file left them. `said` as in [`Imported`]; gives back the label, which tells of it.
pub fn keep_blocks(
    tables: &mut Tables,
    before: &Tables,
    updated: &[CustomerId],
    said: &[Customer],
    label: Text,
    today: Day,
) -> Text {
    let mut lasting = LastingBlocks::of(before, today);
    if lasting.is_idle() {
        return label;
    }
    let mut changed = follow_joins(tables, before, &mut lasting);
    let mut was: BTreeMap<CustomerId, Vec<&Customer>> = BTreeMap::new();
    let known = updated.iter().filter_map(|id| before.customers.get(*id));
    known.chain(said).for_each(|row| was.entry(row.id).or_default().push(row));
    for (id, rows) in was {
        let Some(now) = tables.customers.get(id) else { continue };
        let mut after = now.clone();
        lasting.follow(rows, &mut after);
        if after != *now {
            changed.push(after);
        }
    }
    tables.customers.replace(changed);
    lasting.put_into(tables, label)
}

/// Those whom the file joined by a contact; gives back who is another by it.
fn follow_joins(
    tables: &mut Tables,
    before: &Tables,
    lasting: &mut LastingBlocks<'_>,
) -> Vec<Customer> {
    let mut changed = Vec::new();
    let new = tables.documents.iter_mut().filter(|(id, _)| !before.documents.contains_key(id));
    for (_, document) in new {
        let Document::Merges(records) = document.data() else { continue };
        let mut records = records.clone();
        for record in &mut records {
            let joined = record.merged.clone();
            lasting.follow_merge(record);
            if record.merged != joined {
                changed.push(record.merged.clone());
            }
        }
        *document = Arc::new(Chunk::new(Document::Merges(records)));
    }
    changed
}

/// What the file would make of the tables. `is_settled`: their currency is chosen, though nobody may be in
/// them.
pub async fn read_file(
    tables: &Tables,
    source: &ReadySource,
    mapping: &ImportMapping,
    is_settled: bool,
    host: &impl Host,
    today: Day,
) -> Result<Imported, EngineError> {
    let started_ms = host.now_ms();
    let mapping = with_source(source.prepared.mapping_of_rows(mapping), &source.name());
    let mut importer = Importer::new(tables, &mapping, today)?;
    if is_settled {
        importer.settle_currency();
    }
    read_all(source, host, |bytes| importer.feed(bytes)).await?;
    let mut imported = importer.finish()?;
    let settled = settled_rows(tables);
    let rows = imported.quarantine.rows.iter();
    let rows = rows.filter(|row| is_among(settled, &imported.headers, row));
    imported.report.n_rows_settled = rows.count() as u64;
    match find_doubtful(&imported, host).await? {
        Some(doubtful) => imported.note_doubtful(&doubtful),
        None => imported.report.n_not_compared = imported.report.n_customers_new,
    }
    imported.report.seconds = ((host.now_ms() - started_ms) / 1_000.0).max(0.0);
    Ok(imported)
}

/// A permission came from somewhere: where nobody says from where, it came with the file. A file that
/// has a column for it, and leaves it blank, says that nobody knows.
pub fn with_source(mut mapping: ImportMapping, file_name: &str) -> ImportMapping {
    let is_source =
        |role: &ColumnRole| matches!(role, ColumnRole::ConsentFact(_, ConsentFact::Source));
    let is_told = mapping.columns.iter().any(is_source);
    if !is_told && mapping.consent.source.trim().is_empty() {
        mapping.consent.source = file_name.to_owned();
    }
    mapping
}

/// Rows that somebody has decided on, repaired or given up, when their file came in before: their hashes,
/// ascending.
fn settled_rows(tables: &Tables) -> &[u64] {
    tables.settled().map_or(&[], |(_, rows)| rows)
}

fn is_among(settled: &[u64], headers: &[String], row: &QuarantinedRow) -> bool {
    !settled.is_empty() && settled.binary_search(&hash_of_row(headers, &row.cells)).is_ok()
}

/// Writes into the logs whom the file brought, and what it changed of whom from what to what.
pub fn note_people(
    tables: &mut Tables,
    before: &Tables,
    import: DocumentId,
    new: &[CustomerId],
    updated: &[CustomerId],
    today: Day,
) {
    let mut lines: Vec<(CustomerId, Happening)> = Vec::with_capacity(new.len() + updated.len());
    lines.extend(new.iter().map(|id| (*id, Happening::Imported { import, is_new: true })));
    lines.extend(new.iter().filter_map(|id| {
        let stage = tables.customers.get(*id)?.stage?;
        Some((*id, Happening::Stage { from: None, to: Some(stage) }))
    }));
    for id in updated {
        lines.push((*id, Happening::Imported { import, is_new: false }));
        let both = before.customers.get(*id).zip(tables.customers.get(*id));
        let changed = both.map_or_else(Vec::new, |(before, after)| changes(before, after));
        lines.extend(changed.into_iter().map(|line| (*id, line)));
    }
    tables.note(today, lines);
}

/// Keeps how the file was read and what it left, and writes it into the customers' logs.
fn record(
    before: &Tables,
    imported: Imported,
    file_name: String,
    mapping: &ImportMapping,
    today: Day,
) -> (Tables, ImportReport) {
    let Imported {
        mut tables, report, headers, quarantine, customers_new, customers_updated, ..
    } = imported;
    let waiting: HashSet<&[String]> = tables
        .imports()
        .filter(|(_, known)| known.headers == headers)
        .flat_map(|(_, known)| known.quarantine.iter().map(|row| &row.cells[..]))
        .collect();
    let settled = settled_rows(before);
    // The same file again brings the same bad rows again; they wait already, or somebody has decided on them.
    let is_fresh = |row: &QuarantinedRow| {
        !waiting.contains(&row.cells[..]) && !is_among(settled, &headers, row)
    };
    let quarantine_rows = quarantine.rows.into_iter().filter(is_fresh).collect();
    let record = ImportRecord {
        file_name,
        day: today,
        headers,
        mapping: mapping.clone(),
        n_rows: report.n_rows,
        n_customers_new: report.n_customers_new,
        n_customers_updated: report.n_customers_updated,
        n_orders: report.n_orders,
        quarantine: quarantine_rows,
        n_not_kept: quarantine.n_not_kept,
        interval: found_by_import(before, &tables, today),
    };
    let import = tables.add_document(Document::Import(Box::new(record)));
    note_people(&mut tables, before, import, &customers_new, &customers_updated, today);
    (tables, report)
}

/// What came in, by what there was most of: customers where the file told of any, else orders.
fn label(report: &ImportReport, file: &str) -> Text {
    let n_customers = i64::from(report.n_customers_new + report.n_customers_updated);
    let n_orders = i64::from(report.n_orders + report.n_orders_changed + report.n_orders_numbered);
    if n_customers > 0 {
        commands::import_customers(write_count(n_customers), file)
    } else if n_orders > 0 {
        commands::import_orders(write_count(n_orders), file)
    } else {
        commands::import_nothing(file)
    }
}
