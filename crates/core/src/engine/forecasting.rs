//! A forecast in slices, so that it can be cancelled and others get a word in.

use super::host::Host;
use super::snapshot::Snapshot;
use crate::domain::consent::Channel;
use crate::domain::day::Day;
use crate::domain::event::{AudienceGroup, Event, Wave};
use crate::domain::wording::Wording;
use crate::forecast::{ForecastRun, ReachableGroup, WhomRun};
use crate::protocol::{EngineError, GetWhomToInvite, Progress, ProgressUnit};
use crate::table::tables::Tables;
use crate::views::forecast::{AudienceEntry, ForecastView};
use crate::views::whom::WhomAnswer;

const MAX_DRAWS: u32 = 100_000;
/// A few milliseconds of work.
const DRAWS_PER_SLICE: u32 = 250;

pub async fn forecast(
    tables: &Tables,
    audience: &[AudienceEntry],
    event: &Event,
    n_draws: u32,
    host: &impl Host,
) -> Result<ForecastView, EngineError> {
    let mut run = ForecastRun::new(tables, audience, event, n_draws.clamp(1, MAX_DRAWS))?;
    while run.advance(DRAWS_PER_SLICE) {
        let progress =
            Progress { done: run.n_done(), total: run.n_total(), unit: ProgressUnit::Draws };
        host.breathe(progress).await?;
    }
    Ok(run.finish())
}

/// Days before the event that an invitation goes out, where no wave says otherwise.
const USUAL_DAYS_BEFORE: i32 = 14;

pub async fn whom_to_invite(
    open: &Snapshot,
    ask: &GetWhomToInvite,
    host: &impl Host,
    today: Day,
) -> Result<WhomAnswer, EngineError> {
    let mut channels: Vec<Channel> = Vec::new();
    for terms in &ask.limits.channels {
        if channels.contains(&terms.channel) {
            return Err(EngineError::WrongProtocol);
        }
        channels.push(terms.channel);
    }
    let total = channels.len() as u64 + 1;
    let by_any = reachable(open, ask, today, &channels);
    let mut by_channel = Vec::new();
    for (done, channel) in channels.iter().enumerate() {
        host.breathe(Progress { done: done as u64, total, unit: ProgressUnit::Draws }).await?;
        by_channel.push(reachable(open, ask, today, std::slice::from_ref(channel)));
    }
    let groups = by_any.into_iter().map(|(group, n_may_ask)| {
        let through = |reached: &Vec<(AudienceGroup, u32)>| {
            reached.iter().find(|(other, _)| *other == group).map_or(0, |(_, n)| *n)
        };
        let by_channel = by_channel.iter().map(through).collect();
        ReachableGroup { group, n_may_ask, by_channel }
    });
    let mut run = match WhomRun::new(&open.tables, groups.collect(), &ask.event, &ask.limits)? {
        Ok(run) => run,
        Err(why) => return Ok(WhomAnswer::None(why)),
    };
    while run.advance(DRAWS_PER_SLICE) {
        let progress =
            Progress { done: run.n_done(), total: run.n_total(), unit: ProgressUnit::Draws };
        host.breathe(progress).await?;
    }
    Ok(WhomAnswer::Plan(Box::new(run.finish())))
}

/// Every group with anybody in it who may be asked through one of these channels. Those outside the
/// workspace are all reached through any.
fn reachable(
    open: &Snapshot,
    ask: &GetWhomToInvite,
    today: Day,
    channels: &[Channel],
) -> Vec<(AudienceGroup, u32)> {
    let mut event = (*ask.event).clone();
    let first = event.waves.first();
    let (days_before, minute) =
        first.map_or((USUAL_DAYS_BEFORE, 10 * 60), |wave| (wave.days_before, wave.minute));
    let everybody = open.outreach(today, &Event { waves: Vec::new(), ..event.clone() }, ask.saved);
    let groups: Vec<AudienceGroup> =
        everybody.groups.into_iter().map(|entry| entry.group).collect();
    let waves = channels.iter().enumerate().map(|(place, channel)| Wave {
        key: format!("channel-{place}"),
        days_before,
        minute,
        groups: groups.clone(),
        channel: *channel,
        message: Wording::default(),
    });
    event.waves = waves.collect();
    let reached = open.outreach(today, &event, ask.saved).groups.into_iter();
    let outside = event
        .audience
        .iter()
        .find(|choice| choice.group == AudienceGroup::Outside)
        .map_or(0, |choice| choice.n_outside);
    reached
        .map(|entry| (entry.group, entry.n_may_ask))
        .filter(|(group, _)| *group != AudienceGroup::Outside)
        .chain([(AudienceGroup::Outside, outside)])
        .filter(|(_, n_may_ask)| *n_may_ask > 0)
        .collect()
}
