//! Whom to invite when money, seats and people are short: a linear programme over groups and channels at
//! the mean rates, then the plan found in simulated events, where rates are uncertain and the day moves
//! all. In slices, as a forecast.
//!
//! A channel's own share of registrations moves each group's by the same step on the logit scale:
//! logit r(g, c) = logit r(g) + logit r(c) − logit r. What a registration costs is paid by the guests.

use meadow_models::allocation::{
    Allocation, AllocationError, AllocationLimits, EvenInvitations, InvitableGroup, InvitationCap,
    allocate, allocate_within_risk, invite_evenly,
};
use meadow_models::{
    BetaRate, EconomicsDraws, EventEconomics, FunnelInput, FunnelSimulation, Stage, Summary,
};

use super::accounts::{draw_up_accounts, vary_amounts};
use super::rates::{Rates, rate_between};
use super::report::spread;
use super::run::{check_accounts, too_many_people};
use crate::domain::event::{AudienceGroup, CostDriver, Event, FunnelStage};
use crate::domain::money::{Money, MoneyRange};
use crate::protocol::EngineError;
use crate::table::tables::Tables;
use crate::views::forecast::{RateSource, Spread};
use crate::views::plan::ExpectedHeads;
use crate::views::whom::{
    Binding, ChannelPlan, ChannelTerms, EvenPlan, GroupPlan, NoPlan, WhomLimits, WhomView,
};
use crate::words;

/// Simulated events that the plan is tried in.
const N_DRAWS: usize = 4_000;
/// People × seats that the exact chance of too many guests may take.
const MAX_EXACT_WORK: u64 = 400_000_000;
/// A price below this is none.
const LEAST_PRICE: f64 = 1e-6;

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
    simulation: FunnelSimulation,
    are_alike: bool,
    assumed: Vec<FunnelStage>,
}

/// The people of a group who may be asked through a channel.
struct Cell {
    group: usize,
    channel: usize,
    rates: [f64; 3],
    invitable: InvitableGroup,
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
        // The spread of single orders plays no part in what is expected: `profit_drawn` has its own.
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
        let funnel = funnel_of(&groups, &cells, &rates, &own, &found)?;
        let simulation =
            FunnelSimulation::new(&funnel, event.seed).map_err(|_| too_many_people())?;
        let first = cells.first().map(|cell| cell.rates);
        Ok(Ok(Self {
            are_alike: cells.iter().all(|cell| Some(cell.rates) == first),
            assumed: assumed_rates(&rates, &groups, limits),
            event: event.clone(),
            limits: limits.clone(),
            groups,
            cells,
            economics,
            found,
            even,
            simulation,
        }))
    }

    /// Tries the plan in up to so many more simulated events; says whether there is more to do.
    pub fn advance(&mut self, max_draws: u32) -> bool {
        let left = N_DRAWS - self.simulation.draws().n_draws();
        self.simulation.run(left.min(max_draws.max(1) as usize));
        self.n_done() < self.n_total()
    }

    pub fn n_done(&self) -> u64 {
        self.simulation.draws().n_draws() as u64
    }

    pub fn n_total(&self) -> u64 {
        N_DRAWS as u64
    }

    /// The plan, after making the draws still missing.
    pub fn finish(mut self) -> WhomView {
        while self.advance(N_DRAWS as u32) {}
        let found = &self.found;
        let fixed_cost = self.economics.fixed_cost;
        let draws = self.simulation.draws();
        WhomView {
            groups: self.group_plans(),
            channels: self.channel_plans(),
            n_invited: found.n_by_group.iter().sum(),
            cost: found.cost,
            n_guests: found.n_guests,
            n_orders: self.n_orders(),
            profit: found.profit - fixed_cost,
            fixed_cost,
            lost_by_whole_people: (found.profit_bound - found.profit).max(0.0),
            one_more_of_budget: price(found.prices.budget),
            one_more_seat: price(found.prices.seat),
            binding: self.binding(),
            seats: self.event.seats,
            p_over_allowed: self.limits.p_over_allowed.filter(|_| self.event.seats.is_some()),
            p_over: found.p_over,
            p_over_drawn: self.event.seats.map(|seats| draws.p_more_than(Stage::Attended, seats)),
            n_draws: draws.n_draws() as u32,
            seed: self.event.seed,
            guests_drawn: spread(draws.summary(Stage::Attended)),
            profit_drawn: self.profit_drawn(),
            even: EvenPlan {
                n_invited: self.even.n_by_group.iter().sum(),
                cost: self.even.cost,
                n_guests: self.even.n_guests,
                profit: self.even.profit - fixed_cost,
                p_over: self.even.p_over,
            },
            are_alike: self.are_alike,
            assumed: self.assumed.clone(),
        }
    }

    fn group_plans(&self) -> Vec<GroupPlan> {
        let n_channels = self.limits.channels.len();
        let plan = |(place, of): (usize, &ReachableGroup)| {
            let mut plan = GroupPlan {
                group: of.group.clone(),
                n_may_ask: of.n_may_ask,
                n_invited: 0,
                by_channel: vec![0; n_channels],
                p_attend: vec![0.0; n_channels],
                value: vec![0.0; n_channels],
                one_more: self.found.prices.caps.get(place).copied().unwrap_or(0.0),
            };
            for (at, cell) in self.cells.iter().enumerate().filter(|(_, c)| c.group == place) {
                plan.by_channel[cell.channel] = self.found.n_by_group[at];
                plan.p_attend[cell.channel] = cell.invitable.p_attend;
                plan.value[cell.channel] = cell.invitable.profit_per_invitation();
                plan.n_invited += self.found.n_by_group[at];
                // One person more may be asked through every channel.
                plan.one_more += self.found.prices.people[at];
            }
            plan.one_more = price(plan.one_more);
            plan
        };
        self.groups.iter().enumerate().map(plan).collect()
    }

    fn channel_plans(&self) -> Vec<ChannelPlan> {
        let mut caps = self.found.prices.caps.iter().skip(self.groups.len());
        let plan = |(place, terms): (usize, &ChannelTerms)| {
            let cells = self.cells.iter().zip(&self.found.n_by_group);
            let n_invited: u32 =
                cells.filter(|(cell, _)| cell.channel == place).map(|(_, n)| n).sum();
            ChannelPlan {
                channel: terms.channel,
                n_invited,
                n_max: terms.n_max,
                cost: f64::from(n_invited) * cost_of(terms),
                one_more: price(terms.n_max.and_then(|_| caps.next().copied()).unwrap_or(0.0)),
            }
        };
        self.limits.channels.iter().enumerate().map(plan).collect()
    }

    fn binding(&self) -> Vec<Binding> {
        let mut binding = Vec::new();
        if price(self.found.prices.budget) > 0.0 {
            binding.push(Binding::Budget);
        }
        if price(self.found.prices.seat) > 0.0 {
            binding.push(Binding::Seats);
        }
        let full = self.channel_plans().into_iter().filter(|plan| plan.one_more > 0.0);
        binding.extend(full.map(|plan| Binding::Channel(plan.channel)));
        let all_asked = self.group_plans().into_iter().enumerate();
        binding.extend(
            all_asked.filter(|(_, plan)| plan.one_more > 0.0).map(|(at, _)| Binding::People(at)),
        );
        binding
    }

    /// Orders expected of the plan.
    fn n_orders(&self) -> f64 {
        let cells = self.cells.iter().zip(&self.found.n_by_group);
        cells.map(|(cell, &n)| f64::from(n) * cell.rates.iter().product::<f64>()).sum()
    }

    /// The accounts of every simulated event as a forecast draws them, at the orders of the plan and with
    /// its own costs of inviting, which are known.
    fn profit_drawn(&self) -> Spread {
        let mut event = self.event.clone();
        // The lines keep their places, and with them what they draw.
        let by_invitation =
            event.budget.iter_mut().filter(|line| line.driver == CostDriver::PerInvited);
        by_invitation.for_each(|line| line.amount = MoneyRange::exactly(Money::ZERO));
        let heads = ExpectedHeads { ordered: self.n_orders(), ..ExpectedHeads::default() };
        let economics = draw_up_accounts(&event, &heads);
        let funnel = self.simulation.draws();
        let draws = EconomicsDraws::draw(&economics, funnel, event.seed).ok();
        let profits = draws.map(|mut draws| {
            vary_amounts(&mut draws, &event, &economics, funnel);
            // Known, so that nothing is set aside for it: after the contingency has had its range.
            draws.profit.iter().map(|profit| profit - self.found.cost).collect::<Vec<f64>>()
        });
        spread(profits.and_then(|profits| Summary::of_values(&profits)))
    }
}

fn nothing_to_choose(groups: &[ReachableGroup], limits: &WhomLimits) -> Option<NoPlan> {
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
fn missing_rates(
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

fn own_registrations(limits: &WhomLimits) -> Result<Vec<Option<BetaRate>>, EngineError> {
    let own = |terms: &ChannelTerms| match terms.registered {
        None => Ok(None),
        Some((low, high)) => rate_between(low, high).map(Some).ok_or_else(impossible_limits),
    };
    limits.channels.iter().map(own).collect()
}

fn cells_of(
    groups: &[ReachableGroup],
    limits: &WhomLimits,
    rates: &Rates,
    own: &[Option<BetaRate>],
    economics: &EventEconomics,
) -> Vec<Cell> {
    let costs = economics.cost_per_head;
    let mut cells = Vec::new();
    for (group, of) in groups.iter().enumerate() {
        for (channel, terms) in limits.channels.iter().enumerate() {
            let mut means = rates.means_of(&of.group);
            if let Some(own) = own[channel] {
                means[0] = shifted(rates, &of.group, own).mean();
            }
            let [registers, attends, orders] = means;
            let per_order = economics.margin_per_order() - costs.ordered;
            let registrations_of_a_guest = if attends > 0.0 { 1.0 / attends } else { 0.0 };
            let invitable = InvitableGroup {
                n_available: of.by_channel[channel],
                p_attend: registers * attends,
                margin_per_guest: orders * per_order
                    - costs.attended
                    - costs.registered * registrations_of_a_guest,
                cost_per_invitation: cost_of(terms),
            };
            cells.push(Cell { group, channel, rates: means, invitable });
        }
    }
    cells
}

/// The channel's share of registrations for a group. Where all share the general rate, or that rests on
/// nothing, it is the channel's own.
fn shifted(rates: &Rates, group: &AudienceGroup, own: BetaRate) -> BetaRate {
    let all = rates.all();
    let general = all.iter().find(|r| r.stage == FunnelStage::Registered && r.group.is_none());
    let of_group = &all[rates.place_of(group, FunnelStage::Registered)];
    let Some(general) = general
        .filter(|general| of_group.group.is_some() && general.sources != [RateSource::Missing])
    else {
        return own;
    };
    let logit = |rate: f64| (rate / (1.0 - rate)).ln();
    let sum =
        logit(of_group.posterior.mean()) + logit(own.mean()) - logit(general.posterior.mean());
    BetaRate::from_point(1.0 / (1.0 + (-sum).exp()), own.strength()).unwrap_or(own)
}

/// Nobody is invited twice; then what the channels can carry, in the order of the terms.
fn caps_of(groups: &[ReachableGroup], limits: &WhomLimits, cells: &[Cell]) -> Vec<InvitationCap> {
    let cells_where = |is_in: &dyn Fn(&Cell) -> bool| -> Vec<usize> {
        (0..cells.len()).filter(|&at| is_in(&cells[at])).collect()
    };
    let of_groups = groups.iter().enumerate().map(|(place, group)| InvitationCap {
        groups: cells_where(&|cell| cell.group == place),
        n_max: group.n_may_ask,
    });
    let channels = limits.channels.iter().enumerate();
    let of_channels = channels.filter_map(|(place, terms)| {
        let groups = cells_where(&|cell| cell.channel == place);
        terms.n_max.map(|n_max| InvitationCap { groups, n_max })
    });
    of_groups.chain(of_channels).collect()
}

/// The plan as a funnel: a channel with a rate of its own has one for every rate of registering it moves.
fn funnel_of(
    groups: &[ReachableGroup],
    cells: &[Cell],
    rates: &Rates,
    own: &[Option<BetaRate>],
    found: &Allocation,
) -> Result<FunnelInput, EngineError> {
    let mut funnel = FunnelInput::new(rates.shock());
    let ids: Vec<_> = rates.all().iter().map(|rate| funnel.add_rate(rate.posterior)).collect();
    let mut moved = std::collections::BTreeMap::new();
    for (cell, &n_invited) in cells.iter().zip(&found.n_by_group) {
        let group = &groups[cell.group].group;
        let mut steps = FunnelStage::ALL.map(|stage| ids[rates.place_of(group, stage)]);
        if let Some(own) = own[cell.channel] {
            let key = (cell.channel, rates.place_of(group, FunnelStage::Registered));
            steps[0] =
                *moved.entry(key).or_insert_with(|| funnel.add_rate(shifted(rates, group, own)));
        }
        funnel.add_group(n_invited, steps).map_err(|_| too_many_people())?;
    }
    Ok(funnel)
}

fn assumed_rates(
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

fn check_work(groups: &[ReachableGroup], seats: Option<u32>) -> Result<(), EngineError> {
    let n_people: u64 = groups.iter().map(|group| u64::from(group.n_may_ask)).sum();
    let n_held = u64::from(seats.unwrap_or(0)).min(n_people);
    if n_people.saturating_mul(n_held.max(1)) > MAX_EXACT_WORK {
        return Err(too_many_people());
    }
    Ok(())
}

fn cost_of(terms: &ChannelTerms) -> f64 {
    terms.cost_per_contact.map_or(0.0, |cost| cost.major())
}

fn price(found: f64) -> f64 {
    if found > LEAST_PRICE { found } else { 0.0 }
}

fn refuse(error: AllocationError) -> EngineError {
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
