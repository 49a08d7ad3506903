//! Whom to invite to an event and what each wave brings, in slices: who may be asked through each channel, and
//! the invitations that bring the most. Must not know how they are found.

use super::host::Host;
use super::snapshot::Snapshot;
use crate::domain::consent::Channel;
use crate::domain::day::Day;
use crate::domain::event::{AudienceGroup, Event, Wave};
use crate::domain::wording::Wording;
use crate::forecast::{ReachableGroup, WavesRun, WhomRun};
use crate::protocol::{EngineError, GetWaves, GetWhomToInvite, Progress, ProgressUnit};
use crate::table::tables::Tables;
use crate::views::forecast::AudienceEntry;
use crate::views::waves::WavesAnswer;
use crate::views::whom::WhomAnswer;

/// A few milliseconds of work.
const DRAWS_PER_SLICE: u32 = 250;
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

pub async fn waves(
    tables: &Tables,
    audience: &[AudienceEntry],
    ask: &GetWaves,
    host: &impl Host,
) -> Result<WavesAnswer, EngineError> {
    let mut run = match WavesRun::new(tables, audience, &ask.event, &ask.terms)? {
        Ok(run) => run,
        Err(why) => return Ok(WavesAnswer::None(why)),
    };
    while run.advance(DRAWS_PER_SLICE) {
        let progress =
            Progress { done: run.n_done(), total: run.n_total(), unit: ProgressUnit::Draws };
        host.breathe(progress).await?;
    }
    Ok(WavesAnswer::Found(Box::new(run.finish())))
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
