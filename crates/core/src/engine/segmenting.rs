//! Rules and segments in slices, so that a count can be cancelled and others get a word in.

use super::clustering;
use super::host::Host;
use super::outlooks;
use super::snapshot::Snapshot;
use crate::domain::day::Day;
use crate::domain::ids::{CustomerId, DocumentId};
use crate::domain::text::Language;
use crate::export::rule_sql;
use crate::protocol::{EngineError, Progress, ProgressUnit, Thing};
use crate::segments::Derived;
use crate::segments::portrait::Portrait;
use crate::segments::rules::view::{count, entry, overlap, sum_of_all};
use crate::segments::rules::{Evaluation, verdicts};
use crate::table::documents::StoredPeople;
use crate::table::tables::Tables;
use crate::views::portrait::PortraitView;
use crate::views::rule::{MAX_DEPTH, MAX_PARTS, Rule, RuleFault};
use crate::views::segment::{
    MAX_OVERLAP, OverlapView, RuleCount, RuleQuery, RuleVerdict, SegmentsView, SqlSubject,
};
use crate::words::refusals;

/// People told at once.
const MOST_FIRST: u32 = 50;

/// Whom a rule lets pass, in the order of the customers.
///
/// # Errors
/// The rule is too large, or the request was cancelled.
pub async fn passing(
    tables: &Tables,
    derived: &Derived,
    rule: &Rule,
    host: &impl Host,
) -> Result<Vec<bool>, EngineError> {
    check_rule(rule)?;
    clustering::prepare_rule(tables, derived, rule, host).await?;
    outlooks::prepare_rule(tables, derived, rule, host).await?;
    let mut evaluation = Evaluation::new(tables, derived, rule);
    while evaluation.advance() {
        let (done, total) = evaluation.progress();
        host.breathe(Progress { done, total, unit: ProgressUnit::Rows }).await?;
    }
    Ok(evaluation.finish())
}

/// # Errors
/// In the words of who made the rule.
pub fn check_rule(rule: &Rule) -> Result<(), EngineError> {
    let detail = match rule.check() {
        Ok(()) => return Ok(()),
        Err(RuleFault::Reversed) => refusals::rule_reversed(),
        Err(RuleFault::TooDeep) => refusals::rule_too_deep(MAX_DEPTH.to_string()),
        Err(RuleFault::TooLong | RuleFault::CutShort) => {
            refusals::rule_too_long(MAX_PARTS.to_string())
        }
    };
    Err(EngineError::BadInput { detail })
}

/// # Errors
/// As [`passing`].
pub async fn count_rule(
    open: &Snapshot,
    rule: &Rule,
    n_first: u32,
    host: &impl Host,
    today: Day,
) -> Result<RuleCount, EngineError> {
    let derived = open.derived(today);
    let is_in = passing(&open.tables, &derived, rule, host).await?;
    let n_first = n_first.min(MOST_FIRST) as usize;
    Ok(count(&open.tables, &derived, rule, &is_in, n_first))
}

/// What those who pass are like, against everybody else.
///
/// # Errors
/// As [`passing`].
pub async fn draw_portrait(
    open: &Snapshot,
    rule: &Rule,
    host: &impl Host,
    today: Day,
) -> Result<PortraitView, EngineError> {
    let derived = open.derived(today);
    let is_in = passing(&open.tables, &derived, rule, host).await?;
    let mut portrait = Portrait::new(&open.tables, &derived, rule, is_in);
    while portrait.advance() {
        let (done, total) = portrait.progress();
        host.breathe(Progress { done, total, unit: ProgressUnit::Rows }).await?;
    }
    Ok(portrait.finish())
}

/// Why one customer passes or not.
///
/// # Errors
/// The rule is too large, or there is no such customer.
pub fn explain_rule(
    open: &Snapshot,
    rule: &Rule,
    customer: CustomerId,
    today: Day,
) -> Result<RuleVerdict, EngineError> {
    check_rule(rule)?;
    let derived = open.derived(today);
    let gone = EngineError::NotFound { what: Thing::Customer };
    let place = derived.place_of(customer).ok_or(gone.clone())?;
    verdicts(&open.tables, &derived, rule, &[place]).pop().ok_or(gone)
}

/// # Errors
/// The request was cancelled.
pub async fn list_segments(
    open: &Snapshot,
    host: &impl Host,
    today: Day,
) -> Result<SegmentsView, EngineError> {
    let derived = open.derived(today);
    let mut segments = Vec::new();
    let total = open.tables.segments().count() as u64;
    for (id, segment) in open.tables.segments() {
        if let StoredPeople::Live(rule) = &segment.people {
            clustering::prepare_rule(&open.tables, &derived, rule, host).await?;
            outlooks::prepare_rule(&open.tables, &derived, rule, host).await?;
        }
        segments.push(entry(&open.tables, &derived, id, segment));
        let done = segments.len() as u64;
        host.breathe(Progress { done, total, unit: ProgressUnit::Rows }).await?;
    }
    Ok(SegmentsView { segments, all: sum_of_all(&derived) })
}

/// # Errors
/// One of the segments is gone, or there are too many to be compared.
pub async fn compare_segments(
    open: &Snapshot,
    segments: &[DocumentId],
    host: &impl Host,
    today: Day,
) -> Result<OverlapView, EngineError> {
    if segments.len() > MAX_OVERLAP {
        let detail = refusals::choose_segments(MAX_OVERLAP.to_string());
        return Err(EngineError::BadInput { detail });
    }
    let derived = open.derived(today);
    for id in segments {
        let members = derived.members(&open.tables, *id);
        members.ok_or(EngineError::NotFound { what: Thing::Document })?;
        host.breathe(Progress::default()).await?;
    }
    Ok(overlap(&open.tables, &derived, segments))
}

/// A query for a database that holds the tables of [`ExportTables`](crate::protocol::ExportTables).
///
/// # Errors
/// The rule is too large, or the segment is gone.
pub fn write_sql(
    open: &Snapshot,
    subject: &SqlSubject,
    language: Language,
    today: Day,
) -> Result<RuleQuery, EngineError> {
    match subject {
        SqlSubject::Rule(rule) => check_rule(rule)?,
        SqlSubject::Segment(id) => {
            open.tables.segment(*id).ok_or(EngineError::NotFound { what: Thing::Document })?;
        }
    }
    Ok(rule_sql::write(&open.tables, &open.derived(today), subject, language))
}
