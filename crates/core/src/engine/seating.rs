//! Guests, seats and portions, and how far people come in a method's funnel, in slices. Must not know
//! how either is reckoned.

use super::host::Host;
use crate::domain::day::Day;
use crate::domain::event::Event;
use crate::forecast::{MethodFunnelRun, RoomRun};
use crate::protocol::{EngineError, GetRoom, Progress, ProgressUnit};
use crate::table::tables::Tables;
use crate::views::forecast::AudienceEntry;
use crate::views::method_funnel::MethodFunnelAnswer;
use crate::views::room::RoomAnswer;

/// A few milliseconds of work.
const DRAWS_PER_SLICE: u32 = 250;

pub async fn room(
    tables: &Tables,
    audience: &[AudienceEntry],
    ask: &GetRoom,
    host: &impl Host,
    today: Day,
) -> Result<RoomAnswer, EngineError> {
    let event = (&*ask.event, ask.saved);
    let terms = (&ask.terms, &ask.registrations);
    let mut run = match RoomRun::new(tables, audience, event, terms, today)? {
        Ok(run) => run,
        Err(why) => return Ok(RoomAnswer::None(why)),
    };
    while run.advance(DRAWS_PER_SLICE)? {
        let progress =
            Progress { done: run.n_done(), total: run.n_total(), unit: ProgressUnit::Draws };
        host.breathe(progress).await?;
    }
    Ok(RoomAnswer::Found(Box::new(run.finish()?)))
}

pub async fn method_funnel(
    tables: &Tables,
    audience: &[AudienceEntry],
    event: &Event,
    host: &impl Host,
) -> Result<MethodFunnelAnswer, EngineError> {
    let mut run = match MethodFunnelRun::new(tables, audience, event)? {
        Ok(run) => run,
        Err(why) => return Ok(MethodFunnelAnswer::None(why)),
    };
    while run.advance(DRAWS_PER_SLICE) {
        let progress =
            Progress { done: run.n_done(), total: run.n_total(), unit: ProgressUnit::Draws };
        host.breathe(progress).await?;
    }
    Ok(MethodFunnelAnswer::Found(Box::new(run.finish())))
}
