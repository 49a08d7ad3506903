//! Forecasts in slices, so that they can be cancelled and others get a word in.

use meadow_models::markov::MarkovError;

use super::host::Host;
use super::seating::method_funnel;
use crate::domain::event::Event;
use crate::forecast::mix::{MixAsk, MixRun};
use crate::forecast::recency::RecencyRun;
use crate::forecast::timing::TimingRun;
use crate::forecast::{BudgetRun, CountedEvent, ForecastRun};
use crate::protocol::{EngineError, GetMixOutlook, GetRecency, Progress, ProgressUnit};
use crate::segments::Derived;
use crate::table::tables::Tables;
use crate::views::budget::{BudgetAnswer, BudgetTerms};
use crate::views::forecast::{AudienceEntry, ForecastView, N_DRAWS, SKETCH_DRAWS};
use crate::views::method_funnel::MethodFunnelAnswer;
use crate::views::mix_outlook::{MixOutlookView, PlannedMove};
use crate::views::outcome::OutcomeView;
use crate::views::recency::RecencyView;
use crate::views::timing::TimingView;
use crate::words::refusals;

const MAX_DRAWS: u32 = 100_000;
/// A few milliseconds of work.
const DRAWS_PER_SLICE: u32 = 250;
const MIX_DRAWS_PER_SLICE: usize = 20;
const RECENCY_DRAWS_PER_SLICE: usize = 100;

pub async fn forecast(
    tables: &Tables,
    audience: &[AudienceEntry],
    event: &Event,
    n_draws: u32,
    host: &impl Host,
) -> Result<ForecastView, EngineError> {
    let mut run = ForecastRun::new(tables, audience, event, n_draws.clamp(1, MAX_DRAWS))?;
    if n_draws <= SKETCH_DRAWS {
        run = run.sketched();
    }
    while run.advance(DRAWS_PER_SLICE) {
        let progress =
            Progress { done: run.n_done(), total: run.n_total(), unit: ProgressUnit::Draws };
        host.breathe(progress).await?;
    }
    Ok(run.finish())
}

/// `None`: the event was not counted, or invited nobody.
pub async fn outcome(
    tables: &Tables,
    audience: &[AudienceEntry],
    event: &Event,
    host: &impl Host,
) -> Result<Option<OutcomeView>, EngineError> {
    let Some(counted) = CountedEvent::of(event, audience) else { return Ok(None) };
    let view = forecast(tables, &counted.audience, &counted.event, N_DRAWS, host).await?;
    let own = match method_funnel(tables, &counted.audience, &counted.event, host).await? {
        MethodFunnelAnswer::Found(own) => Some(own),
        MethodFunnelAnswer::None(_) => None,
    };
    Ok(Some(counted.compare(tables, &view, own.as_deref())))
}

pub async fn mix_outlook(
    tables: &Tables,
    derived: &Derived,
    ask: &GetMixOutlook,
    host: &impl Host,
) -> Result<MixOutlookView, EngineError> {
    check_plan(&ask.plan)?;
    let ask = MixAsk {
        of: ask.of,
        left_out: &ask.left_out,
        with_newcomers: ask.with_newcomers,
        watched: ask.watched.as_ref(),
        plan: &ask.plan,
    };
    let mut run = MixRun::new(tables, derived, &ask).map_err(refuse)?;
    while run.advance(MIX_DRAWS_PER_SLICE).map_err(refuse)? {
        let progress =
            Progress { done: run.n_done(), total: run.n_total(), unit: ProgressUnit::Draws };
        host.breathe(progress).await?;
    }
    run.finish().map_err(refuse)
}

pub async fn recency(
    tables: &Tables,
    derived: &Derived,
    ask: &GetRecency,
    host: &impl Host,
) -> Result<RecencyView, EngineError> {
    let mut run = RecencyRun::new(tables, derived, ask.period, &ask.inputs);
    while run.advance(RECENCY_DRAWS_PER_SLICE).map_err(refuse)? {
        let progress = Progress { done: run.n_done(), total: 0, unit: ProgressUnit::Draws };
        host.breathe(progress).await?;
    }
    run.finish().map_err(refuse)
}

pub async fn timing(
    tables: &Tables,
    derived: &Derived,
    host: &impl Host,
) -> Result<TimingView, EngineError> {
    let mut run = TimingRun::new(tables, derived);
    while run.step() {
        let (done, total) = run.progress();
        host.breathe(Progress { done, total, unit: ProgressUnit::Rows }).await?;
    }
    Ok(run.finish())
}

pub async fn budget_split(
    terms: &BudgetTerms,
    host: &impl Host,
) -> Result<BudgetAnswer, EngineError> {
    let mut run = match BudgetRun::new(terms)? {
        Ok(run) => run,
        Err(why) => return Ok(BudgetAnswer::None(why)),
    };
    while run.step()? {
        let (done, total) = run.progress();
        host.breathe(Progress { done, total, unit: ProgressUnit::Draws }).await?;
    }
    Ok(BudgetAnswer::Split(Box::new(run.finish())))
}

/// The page lets nobody type other shares.
fn check_plan(plan: &[PlannedMove]) -> Result<(), EngineError> {
    let is_share = |share: f64| (-1.0..=1.0).contains(&share);
    match plan.iter().all(|planned| is_share(planned.low) && is_share(planned.high)) {
        true => Ok(()),
        false => Err(EngineError::BadInput { detail: refusals::share_of_plan() }),
    }
}

fn refuse(error: MarkovError) -> EngineError {
    EngineError::BadInput { detail: refusals::no_chain(error.to_string()) }
}
