//! What is promised to guests, and what they tell others, in slices: the cost of prizes and gifts, and how
//! far word of mouth goes. Must not know how either is reckoned.

use super::host::Host;
use crate::domain::event::FunnelStage;
use crate::forecast::{GrowthRun, PrizeRun, Rates, expect_heads};
use crate::protocol::{EngineError, GetPrizeCost, GetWordOfMouth, Progress, ProgressUnit};
use crate::table::tables::Tables;
use crate::views::forecast::AudienceEntry;
use crate::views::prizes::PrizesAnswer;
use crate::views::word_of_mouth::GrowthAnswer;

/// A few milliseconds of work.
const DRAWS_PER_SLICE: u32 = 250;

pub async fn prize_cost(
    tables: &Tables,
    audience: &[AudienceEntry],
    ask: &GetPrizeCost,
    host: &impl Host,
) -> Result<PrizesAnswer, EngineError> {
    let mut run = match PrizeRun::new(tables, audience, &ask.event, &ask.plan)? {
        Ok(run) => run,
        Err(why) => return Ok(PrizesAnswer::None(why)),
    };
    while run.advance(DRAWS_PER_SLICE) {
        let progress =
            Progress { done: run.n_done(), total: run.n_total(), unit: ProgressUnit::Draws };
        host.breathe(progress).await?;
    }
    Ok(PrizesAnswer::Found(Box::new(run.finish())))
}

pub async fn word_of_mouth(
    tables: &Tables,
    audience: &[AudienceEntry],
    ask: &GetWordOfMouth,
    host: &impl Host,
) -> Result<GrowthAnswer, EngineError> {
    let n_expected = expected_orders(tables, audience, ask);
    let mut run = match GrowthRun::new(&ask.word, n_expected, ask.event.seed)? {
        Ok(run) => run,
        Err(open) => return Ok(GrowthAnswer::Open(open)),
    };
    while run.advance()? {
        let progress =
            Progress { done: run.n_done(), total: run.n_total(), unit: ProgressUnit::Draws };
        host.breathe(progress).await?;
    }
    Ok(GrowthAnswer::Found(Box::new(run.finish()?)))
}

/// `None` while any rate of the event rests on nothing.
fn expected_orders(
    tables: &Tables,
    audience: &[AudienceEntry],
    ask: &GetWordOfMouth,
) -> Option<f64> {
    let groups = ask.event.audience.iter().map(|choice| &choice.group);
    let missing: Vec<FunnelStage> = Rates::believe(tables, &ask.event).missing_for(groups);
    missing.is_empty().then(|| expect_heads(tables, audience, &ask.event).ordered)
}
