//! Whom to invite when money, seats and people are short: a linear programme over groups and channels at
//! the mean rates, then the plan found in simulated events, where rates are uncertain and the day moves
//! all. In slices, as a forecast.

mod cells;
mod events;
mod found;
mod terms;

use meadow_models::allocation::{
    Allocation, AllocationLimits, EvenInvitations, InvitableGroup, allocate, allocate_within_risk,
    invite_evenly,
};
use meadow_models::{EventEconomics, FunnelSimulation};

use self::cells::{Cell, caps_of, cells_of};
use self::events::PlanFunnel;
use self::found::price;
use self::terms::{
    assumed_rates, check_work, missing_rates, nothing_to_choose, own_registrations, refuse,
};
use super::accounts::draw_up_accounts;
use super::input_ranges::draw_seats;
use super::rates::Rates;
use super::run::{check_accounts, too_many_people};
use crate::domain::event::{AudienceGroup, Event, FunnelStage};
use crate::protocol::EngineError;
use crate::table::tables::Tables;
use crate::views::forecast::{N_DRAWS, RateView};
use crate::views::plan::ExpectedHeads;
use crate::views::whom::{EvenPlan, NoPlan, WhomLimits, WhomView};

/// A group, and how many of it may be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReachableGroup {
    pub group: AudienceGroup,
    /// Through any of the channels.
    pub n_may_ask: u32,
    /// Through each, in the order of the terms.
    pub by_channel: Vec<u32>,
}

/// A plan found, being tried in simulated events.
pub struct WhomRun {
    event: Event,
    limits: WhomLimits,
    groups: Vec<ReachableGroup>,
    cells: Vec<Cell>,
    economics: EventEconomics,
    found: Allocation,
    even: EvenInvitations,
    funnel: PlanFunnel,
    simulation: FunnelSimulation,
    /// Those of the event's forecast, where the room is not settled.
    seats_of_draws: Option<Vec<u32>>,
    rates: Vec<RateView>,
    are_alike: bool,
    assumed: Vec<FunnelStage>,
}

impl WhomRun {
    /// Finds the plan; nothing is drawn yet. `Ok(Err(why))`: there is none.
    ///
    /// # Errors
    /// [`EngineError::BadInput`] for limits or sums that cannot be, and for more people than can be
    /// reckoned with.
    pub fn new(
        tables: &Tables,
        groups: Vec<ReachableGroup>,
        event: &Event,
        limits: &WhomLimits,
    ) -> Result<Result<Self, NoPlan>, EngineError> {
        if let Some(why) = nothing_to_choose(&groups, limits) {
            return Ok(Err(why));
        }
        let rates = Rates::believe(tables, event);
        let missing = missing_rates(&rates, &groups, limits);
        if !missing.is_empty() {
            return Ok(Err(NoPlan::RatesMissing(missing)));
        }
        let own = own_registrations(limits)?;
        // The spread of single orders plays no part in what is expected: what is drawn has its own.
        let economics = draw_up_accounts(event, &ExpectedHeads::default());
        check_accounts(&economics)?;
        let cells = cells_of(&groups, limits, &rates, &own, &economics);
        let invitable: Vec<InvitableGroup> = cells.iter().map(|cell| cell.invitable).collect();
        check_work(&groups, event.seats)?;
        let within = AllocationLimits {
            budget: limits.budget.map(|budget| budget.major()),
            n_seats: event.seats,
            caps: caps_of(&groups, limits, &cells),
        };
        let p_over = limits.p_over_allowed.filter(|_| event.seats.is_some());
        let found = match p_over {
            Some(allowed) => allocate_within_risk(&invitable, &within, allowed),
            None => allocate(&invitable, &within),
        };
        let found = found.map_err(refuse)?;
        let even = invite_evenly(&invitable, &within, p_over).map_err(refuse)?;
        let believed = (&rates, own.as_slice());
        let funnel = PlanFunnel::new(event, &groups, &cells, believed, &found.n_by_group)?;
        let simulation =
            FunnelSimulation::new(&funnel.input, event.seed).map_err(|_| too_many_people())?;
        let first = cells.first().map(|cell| cell.rates);
        Ok(Ok(Self {
            are_alike: cells.iter().all(|cell| Some(cell.rates) == first),
            assumed: assumed_rates(&rates, &groups, limits),
            rates: rates.all().iter().map(|rate| rate.view()).collect(),
            seats_of_draws: draw_seats(event, N_DRAWS as usize),
            event: event.clone(),
            limits: limits.clone(),
            groups,
            cells,
            economics,
            found,
            even,
            funnel,
            simulation,
        }))
    }

    /// Tries the plan in up to so many more simulated events; says whether there is more to do.
    pub fn advance(&mut self, max_draws: u32) -> bool {
        let left = N_DRAWS as usize - self.simulation.draws().n_draws();
        self.simulation.run(left.min(max_draws.max(1) as usize));
        self.n_done() < self.n_total()
    }

    pub fn n_done(&self) -> u64 {
        self.simulation.draws().n_draws() as u64
    }

    pub fn n_total(&self) -> u64 {
        u64::from(N_DRAWS)
    }

    /// The plan, after making the draws still missing.
    pub fn finish(mut self) -> WhomView {
        while self.advance(N_DRAWS) {}
        let found = &self.found;
        let fixed_cost = self.economics.fixed_cost;
        let (groups, channels) = (self.group_plans(), self.channel_plans());
        WhomView {
            binding: self.binding(&groups, &channels),
            groups,
            channels,
            n_invited: found.n_by_group.iter().sum(),
            cost: found.cost,
            n_guests: found.n_guests,
            n_orders: self.n_orders(),
            profit: found.profit - fixed_cost,
            fixed_cost,
            lost_by_whole_people: (found.profit_bound - found.profit).max(0.0),
            one_more_of_budget: price(found.prices.budget),
            one_more_seat: price(found.prices.seat),
            seats: self.event.seats,
            p_over_allowed: self.limits.p_over_allowed.filter(|_| self.event.seats.is_some()),
            p_over: found.p_over,
            n_draws: N_DRAWS,
            seed: self.event.seed,
            goal_orders: self.event.goal_orders,
            goal_confidence: self.event.goal_confidence,
            drawn: self.drawn(),
            even: EvenPlan {
                n_invited: self.even.n_by_group.iter().sum(),
                cost: self.even.cost,
                n_guests: self.even.n_guests,
                profit: self.even.profit - fixed_cost,
                p_over: self.even.p_over,
            },
            gain: found.profit - self.even.profit,
            rates: self.rates.clone(),
            are_alike: self.are_alike,
            assumed: self.assumed.clone(),
        }
    }
}
