//! The stages of a method's funnel in their places, and what is known of the shares that only it has. Must
//! not draw.

use meadow_models::BetaRate;

use super::super::evidence::Evidence;
use super::super::rates::{add_evidence, rate_between};
use super::impossible;
use crate::domain::event::{Event, FunnelStage};
use crate::domain::method::Method;
use crate::playbooks::{self, FunnelStep};
use crate::protocol::EngineError;
use crate::table::tables::Tables;
use crate::views::forecast::RateSource;
use crate::views::method_funnel::OwnRate;

/// Steps of the event's own funnel.
pub(super) const N_OF_EVENT: usize = FunnelStage::ALL.len();
/// Where nobody has given a range but past events were counted, they alone speak: the prior only keeps the
/// arithmetic going.
pub(super) const NOTHING_KNOWN: (f64, f64) = (0.02, 0.95);

/// One stage after those invited.
pub(super) struct Step {
    pub stage: &'static FunnelStep,
    pub place: Place,
    /// The stage along the chain that its step starts from: those invited are 0.
    pub from: usize,
    /// Of the stages that only this funnel has; `None`: not known.
    pub own_rate: Option<(BetaRate, Vec<RateSource>)>,
}

/// Where a stage stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// So many steps along the chain.
    Along(usize),
    /// Within the step that ends so far along.
    Within(usize),
}

/// The stages after those invited, with the rates of those that only this funnel has.
pub(super) fn believe_steps(tables: &Tables, event: &Event) -> Result<Vec<Step>, EngineError> {
    let mut steps = place_steps(event.method);
    for place in 0..steps.len() {
        let stage = steps[place].stage;
        if stage.counts_as.is_some() {
            continue;
        }
        let (of, to) = ends_of_rate(event.method, &steps, place);
        // Repurchases are the same thing at a seminar and at an activity; renewals are a membership's alone.
        let evidence = Evidence::gather(tables, event, |past| {
            let funnel = &playbooks::method_guide(past.method).funnel;
            let has_stage = funnel.iter().any(|step| step.key == stage.key);
            share_at(past, of, to).filter(|_| has_stage)
        });
        let bet = match event.bet_on(&stage.key) {
            Some((low, high)) => Some(rate_between(low, high).ok_or_else(impossible)?),
            None => None,
        };
        if bet.is_none() && evidence.is_empty() {
            continue;
        }
        let source = if bet.is_some() { RateSource::Assumed } else { RateSource::Missing };
        let (low, high) = NOTHING_KNOWN;
        let prior = bet.or_else(|| rate_between(low, high)).ok_or_else(impossible)?;
        let mut sources = vec![source];
        sources.extend(evidence.sources());
        steps[place].own_rate = Some((add_evidence(prior, &evidence, false), sources));
    }
    Ok(steps)
}

fn place_steps(method: Method) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut along = 0;
    for stage in playbooks::method_guide(method).funnel.iter().skip(1) {
        // A stage the event does not have stands within the step to the event's next, or beyond the last.
        let (place, before) = match stage.counts_as {
            None if along < N_OF_EVENT => (Place::Within(along + 1), along),
            _ => {
                along += 1;
                (Place::Along(along), along - 1)
            }
        };
        let named = stage.of.as_ref().and_then(|of| {
            let found = steps.iter().find(|step| step.stage.key == *of)?;
            match found.place {
                Place::Along(along) => Some(along),
                Place::Within(_) => None,
            }
        });
        steps.push(Step { stage, place, from: named.unwrap_or(before), own_rate: None });
    }
    steps
}

/// A rate leads from the stage that its step starts from; of a stage within a step, on to that step's end.
pub(super) fn ends_of_rate(
    method: Method,
    steps: &[Step],
    place: usize,
) -> (&'static FunnelStep, &'static FunnelStep) {
    let at = |along: usize| {
        let found = steps.iter().find(|step| step.place == Place::Along(along));
        // Invited stands before the first step.
        found.map_or(&playbooks::method_guide(method).funnel[0], |step| step.stage)
    };
    let step = &steps[place];
    match step.place {
        Place::Along(_) => (at(step.from), step.stage),
        Place::Within(end) => (step.stage, at(end)),
    }
}

pub(super) fn view_of_rate(
    (of, to): (&FunnelStep, &FunnelStep),
    known: Option<(BetaRate, Vec<RateSource>)>,
) -> OwnRate {
    let (share, sources) = match known {
        Some((rate, sources)) => {
            let range = rate.interval(0.9);
            (Some((rate.mean(), range.low, range.high)), sources)
        }
        None => (None, vec![RateSource::Missing]),
    };
    OwnRate { of: of.name.clone(), to: to.name.clone(), share, sources }
}

/// What is known of a stage that only a method's own funnel has.
pub(in crate::forecast) struct OwnKnowledge {
    /// What the event itself counted: so many of so many.
    pub share: Option<(u32, u32)>,
    pub rate: OwnRate,
}

/// The same of each such stage, in the method's order.
pub(in crate::forecast) fn know_own_stages(tables: &Tables, event: &Event) -> Vec<OwnKnowledge> {
    // Only ranges that are bet on can be impossible, and the event's forecast has refused them.
    let steps = believe_steps(tables, event).unwrap_or_default();
    let own = (0..steps.len()).filter(|place| steps[*place].stage.counts_as.is_none());
    let known = own.map(|place| {
        let (of, to) = ends_of_rate(event.method, &steps, place);
        OwnKnowledge {
            share: share_at(event, of, to),
            rate: view_of_rate((of, to), steps[place].own_rate.clone()),
        }
    });
    known.collect()
}

/// `None`: one of the two was not counted, or they give no share.
fn share_at(past: &Event, of: &FunnelStep, to: &FunnelStep) -> Option<(u32, u32)> {
    let (n_trials, n_success) = (heads_at(past, of)?, heads_at(past, to)?);
    (n_trials > 0 && n_success <= n_trials).then_some((n_success, n_trials))
}

fn heads_at(past: &Event, stage: &FunnelStep) -> Option<u32> {
    let counts = past.counts.as_ref()?;
    Some(match stage.counts_as {
        Some(FunnelStage::Registered) => counts.registered,
        Some(FunnelStage::Attended) => counts.attended,
        Some(FunnelStage::Ordered) => counts.ordered,
        None => return past.counted_at(&stage.key),
    })
}
