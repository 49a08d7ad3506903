//! Filling in what is known of customers from a table that is joined to them.

use std::collections::BTreeSet;

use super::Change;
use crate::domain::customer_field::CustomerField;
use crate::domain::day::Day;
use crate::domain::text::Language;
use crate::engine::host::{ByteSource, Host};
use crate::engine::labels::shorten;
use crate::engine::sources::{ReadySource, read_all, read_head};
use crate::ingest::completion::{Completed, Filling, Proposer, TableReader};
use crate::ingest::{HEAD_BYTES, MAX_COLUMNS};
use crate::protocol::{EngineError, Outcome, Progress, ProgressUnit};
use crate::table::tables::Tables;
use crate::views::completion::{CompletionMapping, can_fill};
use crate::views::import::{
    ColumnInspection, ColumnRole, Dialect, FieldPolicy, FileProblem, ImportMapping,
};
use crate::words::{commands, refusals, write_count};

/// Customers between two pauses.
const N_AT_ONCE: usize = 500;

/// # Errors
/// The table cannot be read, or the mapping does not fit it; nothing is changed.
pub async fn complete(
    tables: &Tables,
    source: &ReadySource,
    mapping: &CompletionMapping,
    host: &impl Host,
    today: Day,
) -> Result<Change, EngineError> {
    let completed = work_out(tables, source, mapping, host, today).await?;
    let Completed { customers, lines, facts, report } = completed;
    let mut tables = Tables { facts, ..tables.clone() };
    let file = shorten(&source.name());
    let label = match report.n_changed {
        0 => commands::complete_nothing(file),
        n => commands::complete_customers(write_count(i64::from(n)), file),
    };
    tables.note(today, lines);
    tables.customers.replace(customers);
    Ok(Change { tables, label, outcome: Outcome::Completed(report) })
}

/// What the table would make of the customers, with nothing changed.
///
/// # Errors
/// As [`complete`].
pub async fn work_out(
    tables: &Tables,
    source: &ReadySource,
    mapping: &CompletionMapping,
    host: &impl Host,
    today: Day,
) -> Result<Completed, EngineError> {
    let (dialect, columns) = look(source, &mapping.dialect).await?;
    check(tables, mapping, &columns)?;
    let mapping = CompletionMapping { dialect, ..mapping.clone() };
    let mut reader = TableReader::new(&tables.facts, &mapping, &columns, today);
    read_all(source, host, |bytes| reader.feed(bytes)).await?;
    let mut filling = Filling::new(reader.finish()?, &mapping, &tables.facts);
    let total = tables.customers.len() as u64;
    let pause = async |n: usize| match (n + 1) % N_AT_ONCE {
        0 => host.breathe(Progress { done: n as u64 + 1, total, unit: ProgressUnit::Rows }).await,
        _ => Ok(()),
    };
    if filling.must_count() {
        for (n, customer) in tables.customers.iter().enumerate() {
            filling.count(customer);
            pause(n).await?;
        }
    }
    for (n, customer) in tables.customers.iter().enumerate() {
        filling.take(customer);
        pause(n).await?;
    }
    Ok(filling.finish())
}

/// How the table is probably meant.
///
/// # Errors
/// The table cannot be read.
pub async fn propose(
    tables: &Tables,
    source: &ReadySource,
    dialect: &Dialect,
    host: &impl Host,
) -> Result<CompletionMapping, EngineError> {
    let (of_rows, columns) = look(source, dialect).await?;
    let head = read_head(source, HEAD_BYTES).await?;
    let mut proposer = Proposer::new(&tables.facts, &of_rows, columns, &head);
    for (n, customer) in tables.customers.iter().enumerate() {
        if proposer.is_sure() {
            break;
        }
        proposer.take(customer);
        if (n + 1) % N_AT_ONCE == 0 {
            host.breathe(Progress::default()).await?;
        }
    }
    Ok(CompletionMapping { dialect: dialect.clone(), ..proposer.finish() })
}

/// The dialect in which the rows are read, and the columns.
pub(super) async fn look(
    source: &ReadySource,
    dialect: &Dialect,
) -> Result<(Dialect, Vec<ColumnInspection>), EngineError> {
    // Which encoding is meant, the dialect says: the language has no part in it any more.
    let seen = source.inspect(Some(dialect), Language::default()).await?;
    let mapping = ImportMapping::new(seen.dialect, Vec::new());
    Ok((source.prepared.mapping_of_rows(&mapping).dialect, seen.columns))
}

fn check(
    tables: &Tables,
    mapping: &CompletionMapping,
    columns: &[ColumnInspection],
) -> Result<(), EngineError> {
    let refuse = |detail| Err(EngineError::BadInput { detail });
    if columns.len() != mapping.n_columns as usize || columns.len() > MAX_COLUMNS {
        let detail = format!("{} columns, not {}", columns.len(), mapping.n_columns);
        return Err(FileProblem::Unreadable { detail }.into());
    }
    let is_there = |at: u32| at < mapping.n_columns;
    if !is_there(mapping.key_column) || !mapping.fills.iter().all(|(at, _)| is_there(*at)) {
        return refuse(refusals::no_such_column());
    }
    if let CustomerField::Custom(key) = &mapping.joins_on
        && !tables.facts.custom_fields.iter().any(|field| field.key == *key)
    {
        return refuse(refusals::no_such_field());
    }
    let mut columns_seen = BTreeSet::new();
    let mut roles_seen = BTreeSet::new();
    for (at, role) in &mapping.fills {
        if !can_fill(role) {
            return refuse(refusals::cannot_complete());
        }
        // Fields of one name are one field, of whatever kind.
        let role = match role {
            ColumnRole::Custom { label, .. } => ColumnRole::custom(label.trim()),
            role => role.clone(),
        };
        if !columns_seen.insert(at) || !roles_seen.insert(role.clone()) {
            return Err(FileProblem::RoleTwice { role }.into());
        }
    }
    Ok(())
}

/// May the completion be made on what another tab has saved meanwhile? Blanks are filled whoever else
/// filled others; what is written over must be what the user saw.
pub fn still_applies(mapping: &CompletionMapping, seen: &Tables, now: &Tables) -> bool {
    match mapping.policy {
        FieldPolicy::FillBlanks | FieldPolicy::Keep => true,
        FieldPolicy::Overwrite => {
            seen.customers.len() == now.customers.len()
                && seen.customers.iter().eq(now.customers.iter())
        }
    }
}
