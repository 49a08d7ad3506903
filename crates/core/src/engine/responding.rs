//! Who responds to invitations, in steps. Must not know how it is found.

use super::host::Host;
use super::snapshot::Snapshot;
use crate::domain::day::Day;
use crate::forecast::lead_response::ResponseRun;
use crate::protocol::{EngineError, Progress, ProgressUnit};
use crate::views::lead_response::{LeadResponseView, RESPONSE_WEEKS, ResponseTerms};

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
