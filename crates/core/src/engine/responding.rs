//! Who responds to invitations, and what the rates of many groups tell of each, in steps. Must not know how
//! either is found.

use super::host::Host;
use super::snapshot::Snapshot;
use crate::domain::day::Day;
use crate::forecast::lead_response::ResponseRun;
use crate::forecast::pooled_rates::PooledRun;
use crate::protocol::{EngineError, GetPooledRates, Progress, ProgressUnit};
use crate::table::tables::Tables;
use crate::views::lead_response::{LeadResponseView, RESPONSE_WEEKS, ResponseTerms};
use crate::views::pooled_rates::PooledRatesView;

pub async fn lead_response(
    open: &Snapshot,
    mut terms: ResponseTerms,
    host: &impl Host,
    today: Day,
) -> Result<LeadResponseView, EngineError> {
    terms.weeks = terms.weeks.clamp(*RESPONSE_WEEKS.start(), *RESPONSE_WEEKS.end());
    terms.facts.sort_unstable();
    terms.facts.dedup();
    let derived = open.derived(today);
    let mut run = ResponseRun::new(&open.tables, &derived, &terms);
    while run.advance() {
        let (done, total) = run.progress();
        host.breathe(Progress { done, total, unit: ProgressUnit::Draws }).await?;
    }
    Ok(run.finish())
}

pub async fn pooled_rates(
    tables: &Tables,
    ask: &GetPooledRates,
    host: &impl Host,
    today: Day,
) -> Result<PooledRatesView, EngineError> {
    let mut run = PooledRun::new(tables, ask, today);
    while run.step() {
        let (done, total) = run.progress();
        host.breathe(Progress { done, total, unit: ProgressUnit::Rows }).await?;
    }
    Ok(run.finish())
}
