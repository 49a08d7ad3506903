//! Whether what is asked can be planned at all: what is missing, what is impossible, what rests on the user's
//! range alone.

use meadow_models::BetaRate;
use meadow_models::allocation::AllocationError;

use super::super::rates::{Rates, rate_between};
use super::super::run::too_many_people;
use super::ReachableGroup;
use crate::domain::event::FunnelStage;
use crate::protocol::EngineError;
use crate::views::whom::{ChannelTerms, NoPlan, WhomLimits};
use crate::words;

/// People × seats that the exact chance of too many guests may take.
const MAX_EXACT_WORK: u64 = 400_000_000;

pub(super) fn nothing_to_choose(groups: &[ReachableGroup], limits: &WhomLimits) -> Option<NoPlan> {
    if limits.channels.is_empty() {
        return Some(NoPlan::NoChannel);
    }
    let without_cost = limits.channels.iter().filter(|terms| terms.cost_per_contact.is_none());
    let without_cost: Vec<_> = without_cost.map(|terms| terms.channel).collect();
    if !without_cost.is_empty() {
        return Some(NoPlan::NoCost(without_cost));
    }
    groups.iter().all(|group| group.n_may_ask == 0).then_some(NoPlan::NobodyToAsk)
}

/// A channel's own range needs the general rate beside it only to be compared with.
pub(super) fn missing_rates(
    rates: &Rates,
    groups: &[ReachableGroup],
    limits: &WhomLimits,
) -> Vec<FunnelStage> {
    let mut missing = rates.missing_for(groups.iter().map(|group| &group.group));
    if limits.channels.iter().all(|terms| terms.registered.is_some()) {
        missing.retain(|stage| *stage != FunnelStage::Registered);
    }
    missing
}

pub(super) fn own_registrations(limits: &WhomLimits) -> Result<Vec<Option<BetaRate>>, EngineError> {
    let own = |terms: &ChannelTerms| match terms.registered {
        None => Ok(None),
        Some((low, high)) => rate_between(low, high).map(Some).ok_or_else(impossible_limits),
    };
    limits.channels.iter().map(own).collect()
}

pub(super) fn assumed_rates(
    rates: &Rates,
    groups: &[ReachableGroup],
    limits: &WhomLimits,
) -> Vec<FunnelStage> {
    let mut assumed = rates.assumed_for(groups.iter().map(|group| &group.group));
    let by_channel = limits.channels.iter().any(|terms| terms.registered.is_some());
    if by_channel && !assumed.contains(&FunnelStage::Registered) {
        assumed.insert(0, FunnelStage::Registered);
    }
    assumed
}

pub(super) fn check_work(groups: &[ReachableGroup], seats: Option<u32>) -> Result<(), EngineError> {
    let n_people: u64 = groups.iter().map(|group| u64::from(group.n_may_ask)).sum();
    let n_held = u64::from(seats.unwrap_or(0)).min(n_people);
    if n_people.saturating_mul(n_held.max(1)) > MAX_EXACT_WORK {
        return Err(too_many_people());
    }
    Ok(())
}

pub(super) fn refuse(error: AllocationError) -> EngineError {
    match error {
        AllocationError::Solver { .. } => {
            EngineError::BadInput { detail: words::refusals::plan_not_found() }
        }
        _ => impossible_limits(),
    }
}

fn impossible_limits() -> EngineError {
    EngineError::BadInput { detail: words::refusals::impossible_limits() }
}
