//! What the register of a draw in two phases says of the event in hand: its own rates as far as they are
//! counted, who will come and order, and what that costs by its budget.
//!
//! The day moves all guests of an event together: a rate of turn-out or of ordering is widened by that
//! before counts are added, so that the register of one day is not foretold more surely than days differ: to
//! the mean and the variance it has in the event's forecast.

use meadow_models::two_phase::{Register, StepRates};
use meadow_models::{BetaRate, CountDistribution};

use super::accounts::{draw_up_accounts, fixed_cost_range, head_cost_range};
use super::audience::{InvitedGroup, choose_groups};
use super::rates::{RateOfAll, Rates, rate_of_all, widened};
use super::run::check_accounts;
use crate::domain::event::{AudienceGroup, CostDriver, Event, FunnelStage};
use crate::protocol::EngineError;
use crate::table::tables::Tables;
use crate::views::draw_register::{
    MAX_REGISTERED, NoRegister, RegisterAnswer, RegisterTerms, RegisterView, StepRateView,
};
use crate::views::forecast::{AudienceEntry, RateSource};
use crate::views::plan::ExpectedHeads;
use crate::views::word_of_mouth::Ranged;

/// What the counts say of turn-out, orders and cost.
///
/// # Errors
/// [`EngineError::BadInput`] for sums that are no sums.
pub fn read_draw_register(
    tables: &Tables,
    audience: &[AudienceEntry],
    event: &Event,
    terms: &RegisterTerms,
) -> Result<RegisterAnswer, EngineError> {
    check_accounts(&draw_up_accounts(event, &ExpectedHeads::default()))?;
    let groups = choose_groups(audience, event);
    Ok(match read(tables, &groups, event, terms) {
        Ok(view) => RegisterAnswer::Found(Box::new(view)),
        Err(why) => RegisterAnswer::None(why),
    })
}

fn read(
    tables: &Tables,
    groups: &[InvitedGroup],
    event: &Event,
    terms: &RegisterTerms,
) -> Result<RegisterView, NoRegister> {
    let counts = Counts::of(terms, groups)?;
    let rates = Rates::believe(tables, event);
    let known = FunnelStage::ALL.map(|stage| known_of(&rates, groups, stage));
    let is_missing = |stage: FunnelStage| known[stage as usize].is_missing;
    let to_come = [
        (FunnelStage::Attended, counts.n_came.is_none()),
        (FunnelStage::Ordered, counts.n_ordered.is_none()),
    ];
    let to_come = to_come.into_iter().filter_map(|(stage, is_open)| is_open.then_some(stage));
    let missing: Vec<FunnelStage> = to_come.filter(|stage| is_missing(*stage)).collect();
    if missing.contains(&FunnelStage::Attended) {
        return Err(NoRegister::TurnOutMissing);
    }
    let of_day = |stage: FunnelStage| {
        let rate = known[stage as usize].rate;
        rates.rho_of_day(stage).map_or(rate, |rho| widened(rate, rho))
    };
    let before = StepRates {
        // Widened already where own events speak.
        register: known[FunnelStage::Registered as usize].rate,
        come: of_day(FunnelStage::Attended),
        order: of_day(FunnelStage::Ordered),
    };
    let after = counts.added_to(before)?;
    let (guests, orders) = counts.second_phase(before);
    let guests_before = counts
        .n_invited
        .filter(|n| *n <= MAX_REGISTERED && !is_missing(FunnelStage::Registered))
        .filter(|_| !is_missing(FunnelStage::Attended))
        .map(|n| CountDistribution::beta_binomial(n, before.register).thinned(before.come));
    let guests = range_of(&guests);
    let orders = missing.is_empty().then(|| range_of(&orders));
    let cost = cost(event, &counts, guests, orders);
    let per = |n: f64| cost.filter(|_| n > 0.0).map(|cost| cost.mean / n);
    let step = |stage: FunnelStage, before: BetaRate, after: BetaRate, counted| {
        let is_counted = Option::<(u32, u32)>::is_some(&counted);
        StepRateView {
            stage,
            before: (!is_missing(stage)).then(|| range_of_rate(before)),
            counted,
            after: (is_counted || !is_missing(stage)).then(|| range_of_rate(after)),
        }
    };
    let Counts { n_invited, n_registered, n_came, n_ordered } = counts;
    Ok(RegisterView {
        n_invited,
        n_registered,
        n_came,
        n_ordered,
        rates: vec![
            step(
                FunnelStage::Registered,
                before.register,
                after.register,
                n_invited.map(|all| (n_registered, all)),
            ),
            step(FunnelStage::Attended, before.come, after.come, n_came.map(|n| (n, n_registered))),
            step(FunnelStage::Ordered, before.order, after.order, n_ordered.zip(n_came)),
        ],
        guests,
        guests_before: guests_before.as_ref().map(range_of),
        orders,
        cost,
        cost_per_registered: per(f64::from(n_registered)),
        cost_per_guest: per(guests.mean),
        cost_per_order: orders.and_then(|orders| per(orders.mean)),
        missing,
        assumed: FunnelStage::ALL
            .into_iter()
            .filter(|stage| known[*stage as usize].is_assumed)
            .collect(),
    })
}

/// Counts that fit together.
struct Counts {
    n_invited: Option<u32>,
    n_registered: u32,
    n_came: Option<u32>,
    n_ordered: Option<u32>,
}

impl Counts {
    fn of(terms: &RegisterTerms, groups: &[InvitedGroup]) -> Result<Self, NoRegister> {
        let RegisterTerms { n_invited, n_registered, n_came, n_ordered } = *terms;
        let n_registered = n_registered.ok_or(NoRegister::NotCounted)?;
        if n_registered > MAX_REGISTERED {
            return Err(NoRegister::TooMany);
        }
        if n_invited.is_some_and(|n| n < n_registered) {
            return Err(NoRegister::MoreThanBefore(FunnelStage::Registered));
        }
        if n_came.is_some_and(|n| n > n_registered) {
            return Err(NoRegister::MoreThanBefore(FunnelStage::Attended));
        }
        if let Some(n_ordered) = n_ordered {
            let n_came = n_came.ok_or(NoRegister::GuestsOpen)?;
            if n_ordered > n_came {
                return Err(NoRegister::MoreThanBefore(FunnelStage::Ordered));
            }
        }
        // More than were invited: the draw is open to all.
        let of_event = groups.iter().fold(0, |sum: u32, group| sum.saturating_add(group.n_invited));
        let of_event = (of_event > 0 && of_event >= n_registered).then_some(of_event);
        Ok(Self { n_invited: n_invited.or(of_event), n_registered, n_came, n_ordered })
    }

    /// The event's rates after these counts; what is not over yet teaches nothing.
    fn added_to(&self, before: StepRates) -> Result<StepRates, NoRegister> {
        let came_and_ordered = self.n_came.zip(self.n_ordered);
        let register = Register {
            n_invited: u64::from(self.n_invited.unwrap_or(self.n_registered)),
            n_registered: u64::from(self.n_registered),
            came_and_ordered: came_and_ordered
                .map(|(came, ordered)| (u64::from(came), u64::from(ordered))),
        };
        let mut after = before
            .updated(register)
            .map_err(|_| NoRegister::MoreThanBefore(FunnelStage::Ordered))?;
        if self.n_invited.is_none() {
            after.register = before.register;
        }
        if let (Some(n_came), None) = (self.n_came, self.n_ordered) {
            let updated = before.come.updated(u64::from(n_came), u64::from(self.n_registered));
            after.come = updated.map_err(|_| NoRegister::MoreThanBefore(FunnelStage::Attended))?;
        }
        Ok(after)
    }

    /// Who comes and who orders: counted, or foretold from the register.
    fn second_phase(&self, rates: StepRates) -> (CountDistribution, CountDistribution) {
        match (self.n_came, self.n_ordered) {
            (Some(came), Some(ordered)) => {
                (CountDistribution::certain(came), CountDistribution::certain(ordered))
            }
            (Some(came), None) => (
                CountDistribution::certain(came),
                CountDistribution::beta_binomial(came, rates.order),
            ),
            (None, _) => rates.second_phase(self.n_registered),
        }
    }
}

/// The rate of all who are invited, each group by as many as are to be expected at the stage before; of
/// everybody where nobody is.
fn known_of(rates: &Rates, groups: &[InvitedGroup], stage: FunnelStage) -> RateOfAll {
    let people = groups.iter().map(|group| {
        let until_here = &rates.means_of(&group.group)[..stage as usize];
        (&group.group, f64::from(group.n_invited) * until_here.iter().product::<f64>())
    });
    rate_of_all(rates, people, stage).unwrap_or_else(|| {
        let rate = &rates.all()[rates.place_of(&AudienceGroup::Outside, stage)];
        RateOfAll {
            rate: rate.posterior,
            is_missing: rate.sources == [RateSource::Missing],
            is_assumed: rate.sources == [RateSource::Assumed],
        }
    })
}

fn range_of(count: &CountDistribution) -> Ranged {
    let range = count.interval(0.9);
    Ranged { low: range.low, mean: count.mean(), high: range.high }
}

fn range_of_rate(rate: BetaRate) -> Ranged {
    let range = rate.interval(0.9);
    Ranged { low: range.low, mean: rate.mean(), high: range.high }
}

/// Of whoever was invited, registered, comes and orders; `None`: nothing costs anything, or nobody knows.
fn cost(event: &Event, counts: &Counts, guests: Ranged, orders: Option<Ranged>) -> Option<Ranged> {
    let economics = draw_up_accounts(event, &ExpectedHeads::default());
    let costs = economics.cost_per_head;
    let orders = match orders {
        None if costs.ordered > 0.0 => return None,
        orders => orders.unwrap_or_default(),
    };
    let certain = |n: u32| {
        let n = f64::from(n);
        Ranged { low: n, mean: n, high: n }
    };
    let heads = [
        (CostDriver::PerInvited, costs.invited, certain(counts.n_invited.unwrap_or(0))),
        (CostDriver::PerRegistered, costs.registered, certain(counts.n_registered)),
        (CostDriver::PerAttended, costs.attended, guests),
        (CostDriver::PerOrdered, costs.ordered, orders),
    ];
    let fixed = fixed_cost_range(event);
    let mut sum = Ranged { low: fixed.low, mean: economics.fixed_cost, high: fixed.high };
    for (driver, each, n) in heads {
        let range = head_cost_range(event, driver);
        sum.low += range.low * n.low;
        sum.mean += each * n.mean;
        sum.high += range.high * n.high;
    }
    (sum.high > 0.0).then_some(sum)
}
