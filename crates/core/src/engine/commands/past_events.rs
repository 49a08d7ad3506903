//! Past events from a table of their counts, all in one step.

use super::Change;
use super::complete::look;
use crate::domain::day::Day;
use crate::domain::event::{Event, EventStatus};
use crate::domain::method::Method;
use crate::engine::host::{ByteSource, Host};
use crate::engine::labels::shorten;
use crate::engine::sources::{ReadySource, read_all};
use crate::ingest::past_events::{KnownEvents, PastEventsReader, guess_columns};
use crate::planning::defaults_for_audience;
use crate::playbooks::method_guide;
use crate::protocol::{EngineError, Outcome};
use crate::segments::{audience, derive};
use crate::table::documents::Document;
use crate::table::tables::Tables;
use crate::views::import::{Dialect, FileProblem};
use crate::views::past_events::{PastEventColumn, PastEventsMapping, PastEventsReport};
use crate::words::{commands, refusals, write_count};

/// # Errors
/// The table cannot be read, the mapping does not fit it, or no row of it is an event; nothing is
/// changed.
pub async fn add_past_events(
    tables: &Tables,
    source: &ReadySource,
    mapping: &PastEventsMapping,
    host: &impl Host,
    today: Day,
) -> Result<Change, EngineError> {
    let report = read(tables, source, mapping, host, today).await?;
    if report.events.is_empty() {
        return Err(EngineError::BadInput { detail: refusals::no_past_events() });
    }
    let mut next = tables.clone();
    let groups = audience::entries(tables, &derive(tables, today));
    // What an event of a method starts from is the same for all of them.
    let mut starts: Vec<(Method, Event)> = Vec::new();
    for past in &report.events {
        if !starts.iter().any(|(method, _)| *method == past.method) {
            let start = defaults_for_audience(tables, &groups, past.method, today);
            starts.push((past.method, start));
        }
        let start = starts.iter().find(|(method, _)| *method == past.method);
        let Some((_, start)) = start else { continue };
        let mut event = Event {
            name: past.name.clone(),
            day: Some(past.day),
            status: EventStatus::Past,
            counts: Some(past.counts.clone()),
            ..start.clone()
        };
        let funnel = &method_guide(past.method).funnel;
        for (column, n) in PastEventColumn::LATER.into_iter().zip(past.later) {
            // A method without the stage has nothing to count there.
            let stage = column.later_stage();
            let stage = stage.filter(|stage| funnel.iter().any(|step| step.key == *stage));
            if let Some(stage) = stage {
                event.count_at(stage, n);
            }
        }
        next.add_document(Document::Event(Box::new(event)));
    }
    let n = write_count(report.events.len() as i64);
    let label = commands::add_past_events(n, shorten(&source.name()));
    Ok(Change { tables: next, label, outcome: Outcome::PastEvents(Box::new(report)) })
}

/// What the table says, with nothing changed.
///
/// # Errors
/// The table cannot be read, or the mapping does not fit it.
pub async fn read(
    tables: &Tables,
    source: &ReadySource,
    mapping: &PastEventsMapping,
    host: &impl Host,
    today: Day,
) -> Result<PastEventsReport, EngineError> {
    let (dialect, columns) = look(source, &mapping.dialect).await?;
    if columns.len() != mapping.columns.len() {
        let detail = format!("{} columns, not {}", columns.len(), mapping.columns.len());
        return Err(FileProblem::Unreadable { detail }.into());
    }
    let mapping = PastEventsMapping { dialect, ..mapping.clone() };
    let known = tables.events().filter_map(|(_, event)| Some((event.name.clone(), event.day?)));
    let known: KnownEvents = known.map(|event| (event, None)).collect();
    let mut reader = PastEventsReader::new(&mapping, known, today);
    read_all(source, host, |bytes| reader.feed(bytes)).await?;
    Ok(reader.finish()?)
}

/// How the table is probably meant.
///
/// # Errors
/// The table cannot be read.
pub async fn propose(
    source: &ReadySource,
    dialect: &Dialect,
) -> Result<PastEventsMapping, EngineError> {
    let (_, columns) = look(source, dialect).await?;
    let columns = guess_columns(columns.iter().map(|column| column.header.as_str()));
    Ok(PastEventsMapping { dialect: dialect.clone(), columns, method: Method::Activity })
}
