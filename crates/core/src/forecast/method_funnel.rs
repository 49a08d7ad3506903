//! The funnel of a method, in slices. Its stages that every event has are the event's, draw by draw; beyond
//! the orders it goes on, and a stage between two of the event's is placed within their step. Nobody has
//! published how many go on: the user bets on ranges, which the event keeps, and own past counts add to them.

mod money;
mod steps;

use meadow_models::seated::seat_guests;
use meadow_models::stage_chain::{StageChain, StageDraws};
use meadow_models::{
    BetaRate, EventEconomics, FunnelDraws, FunnelInput, FunnelSimulation, Stage, Summary,
};

pub(super) use self::steps::know_own_stages;
use self::steps::{
    N_OF_EVENT, NOTHING_KNOWN, Place, Step, believe_steps, ends_of_rate, view_of_rate,
};
use super::accounts::draw_up_accounts;
use super::audience::{InvitedGroup, choose_groups};
use super::expect_heads;
use super::input_ranges::draw_seats;
use super::rates::{DAY, Rate, Rates, rate_between};
use super::report::spread;
use super::risk::room_of;
use super::run::{check_accounts, funnel_input, too_many_people};
use crate::domain::event::{Event, FunnelStage};
use crate::domain::method::Method;
use crate::protocol::EngineError;
use crate::table::tables::Tables;
use crate::views::forecast::{AudienceEntry, N_DRAWS, RateSource, Spread};
use crate::views::method_funnel::{MethodFunnelView, NoMethodFunnel, OwnStage};
use crate::words;

/// Most heads that are reckoned with.
const MAX_HEADS: u64 = 500_000;

/// A method's funnel being drawn.
pub struct MethodFunnelRun {
    event: Event,
    rates: Rates,
    groups: Vec<InvitedGroup>,
    n_invited: u32,
    /// Rates of the event itself that rest on nothing.
    missing_rates: Vec<FunnelStage>,
    economics: EventEconomics,
    funnel: FunnelInput,
    simulation: FunnelSimulation,
    steps: Vec<Step>,
    chain: StageChain,
    draws: StageDraws,
}

/// How many come to a stage.
struct Heads {
    total: Spread,
    /// Of every group that is invited, in the event's order.
    by_group: Vec<Spread>,
}

impl MethodFunnelRun {
    /// Prepares the draws; nothing is drawn yet. `Ok(Err(why))`: there is nothing to tell.
    ///
    /// # Errors
    /// [`EngineError::BadInput`] for shares, sums or numbers that cannot be.
    pub fn new(
        tables: &Tables,
        audience: &[AudienceEntry],
        event: &Event,
    ) -> Result<Result<Self, NoMethodFunnel>, EngineError> {
        let groups = choose_groups(audience, event);
        let n_invited: u64 = groups.iter().map(|group| u64::from(group.n_invited)).sum();
        if n_invited == 0 {
            return Ok(Err(NoMethodFunnel::NobodyInvited));
        }
        if n_invited > MAX_HEADS {
            return Err(too_many_people());
        }
        let economics = draw_up_accounts(event, &expect_heads(tables, audience, event));
        check_accounts(&economics)?;
        let rates = Rates::believe(tables, event);
        let steps = believe_steps(tables, event)?;
        let chain = chain_of(&groups, &rates, &steps).ok_or_else(impossible)?;
        let funnel = funnel_input(&groups, &rates).map_err(|_| too_many_people())?;
        let simulation =
            FunnelSimulation::new(&funnel, event.seed).map_err(|_| too_many_people())?;
        let missing_rates = rates.missing_for(groups.iter().map(|group| &group.group));
        Ok(Ok(Self {
            event: event.clone(),
            rates,
            groups,
            n_invited: n_invited as u32,
            missing_rates,
            economics,
            funnel,
            simulation,
            steps,
            chain,
            draws: StageDraws::default(),
        }))
    }

    /// Draws up to so many more events; says whether there is more to do.
    pub fn advance(&mut self, max_draws: u32) -> bool {
        let n_left = N_DRAWS as usize - self.draws.n_draws();
        let n_more = n_left.min(max_draws.max(1) as usize);
        self.simulation.run(n_more);
        self.chain.simulate_more(&mut self.draws, n_more, self.event.seed);
        self.draws.n_draws() < N_DRAWS as usize
    }

    pub fn n_done(&self) -> u64 {
        self.draws.n_draws() as u64
    }

    pub fn n_total(&self) -> u64 {
        u64::from(N_DRAWS)
    }

    /// The funnel, after making the draws still missing.
    pub fn finish(mut self) -> MethodFunnelView {
        while self.advance(N_DRAWS) {}
        let seated = self.seated();
        let stages = (0..self.steps.len()).map(|place| self.own_stage(place, seated.as_ref()));
        let stages = stages.collect();
        let may_pay = self.steps.iter().filter(|step| self.may_pay(step));
        let may_pay = may_pay.map(|step| step.stage.key.clone()).collect();
        MethodFunnelView {
            n_invited: self.n_invited,
            groups: self.groups.iter().map(|group| group.group.clone()).collect(),
            stages,
            money: self.money(),
            may_pay,
            n_draws: N_DRAWS,
            seed: self.event.seed,
            missing_rates: self.missing_rates,
        }
    }

    fn own_stage(&self, place: usize, seated: Option<&FunnelDraws>) -> OwnStage {
        let step = &self.steps[place];
        let (heads, by_group) = match self.heads(step) {
            Some(Heads { total, by_group }) => (Some(total), by_group),
            None => (None, Vec::new()),
        };
        let general = |stage: FunnelStage| {
            let all = self.rates.all().iter();
            all.filter(|rate| rate.group.is_none()).find(|rate| rate.stage == stage)
        };
        let known = match step.stage.counts_as {
            // What only keeps the arithmetic going is nobody's share.
            Some(stage) => general(stage)
                .map(|rate| (rate.posterior, rate.sources.clone()))
                .filter(|(_, sources)| *sources != [RateSource::Missing]),
            None => step.own_rate.clone(),
        };
        let ends = ends_of_rate(self.event.method, &self.steps, place);
        OwnStage {
            key: step.stage.key.clone(),
            name: step.stage.name.clone(),
            counts_as: step.stage.counts_as,
            heads,
            by_group,
            seated: seated.and_then(|seated| self.seated_heads(step, seated)),
            rate: view_of_rate(ends, known),
        }
    }

    /// `None`: a rate on the way is not known.
    fn heads(&self, step: &Step) -> Option<Heads> {
        if !self.is_known(step) {
            return None;
        }
        let of = |column: &[u32]| spread(Summary::of_counts(column));
        Some(match step.place {
            Place::Along(along) => Heads {
                total: of(self.draws.total(along)),
                by_group: (0..self.groups.len())
                    .map(|group| of(self.draws.group(group, along)))
                    .collect(),
            },
            Place::Within(end) => {
                let (reach, _) = step.own_rate.as_ref()?;
                let seed = self.event.seed;
                let by_group = self.chain.within_by_group(&self.draws, end - 1, *reach, seed);
                let sum_in = |draw: usize| by_group.iter().map(|column| column[draw]).sum::<u32>();
                let total: Vec<u32> = (0..self.draws.n_draws()).map(sum_in).collect();
                Heads {
                    total: of(&total),
                    by_group: by_group.iter().map(|column| of(column)).collect(),
                }
            }
        })
    }

    /// Is a stage's share known, and all those before it?
    fn is_known(&self, step: &Step) -> bool {
        match step.place {
            Place::Along(along) if along <= N_OF_EVENT => {
                let stage = FunnelStage::ALL[along - 1];
                self.missing_rates.iter().all(|missing| *missing > stage)
            }
            Place::Along(_) => step.own_rate.is_some() && self.is_known_along(step.from),
            Place::Within(end) => step.own_rate.is_some() && self.is_known_along(end),
        }
    }

    fn is_known_along(&self, along: usize) -> bool {
        let found = self.steps.iter().find(|step| step.place == Place::Along(along));
        // Those invited are known; they are no step.
        found.is_none_or(|step| self.is_known(step))
    }

    /// The event's draws where only guests with a seat order. `None`: no room was chosen, a rate rests on
    /// nothing, or the funnel does not end in orders and is told without a room.
    fn seated(&self) -> Option<FunnelDraws> {
        if has_own_funnel(self.event.method) || !self.missing_rates.is_empty() {
            return None;
        }
        let draws = self.simulation.draws();
        let seats = draw_seats(&self.event, draws.n_draws());
        let room = room_of(&self.event, seats.as_deref())?;
        seat_guests(&self.funnel, draws, self.event.seed, room).ok()
    }

    /// How many come to a stage that follows from the orders, where only these order.
    fn seated_heads(&self, step: &Step, seated: &FunnelDraws) -> Option<Spread> {
        let Place::Along(along) = step.place else { return None };
        if along <= N_OF_EVENT || step.from != N_OF_EVENT || !self.is_known(step) {
            return None;
        }
        let orders: Vec<&[u32]> =
            (0..self.groups.len()).map(|group| seated.group(group, Stage::Ordered)).collect();
        let heads = self.chain.end_of_step(along - 1, &orders, self.event.seed);
        Some(spread(Summary::of_counts(&heads)))
    }
}

/// Stages of its own take the place of the event's: its funnel does not end in orders, and is told in its own
/// words. That of every other method goes on after the orders.
pub fn has_own_funnel(method: Method) -> bool {
    matches!(method, Method::Membership | Method::DealerRecruitment)
}

/// The event's funnel, and beyond it every stage of the method's, each from the stage its share is of. What is
/// not known is drawn from anything, so that the other stages keep their random numbers, and shown nowhere.
fn chain_of(groups: &[InvitedGroup], rates: &Rates, steps: &[Step]) -> Option<StageChain> {
    let beyond: Vec<&Step> = steps
        .iter()
        .filter(|step| matches!(step.place, Place::Along(along) if along > N_OF_EVENT))
        .collect();
    let mut shocks = vec![0.0, DAY.turn_out_sd, DAY.ordering_sd];
    shocks.resize(N_OF_EVENT + beyond.len(), 0.0);
    let mut chain = StageChain::new(shocks).ok()?;
    // In the order of the event's funnel: the same rates are drawn from the same streams.
    let on_day = |rate: &Rate| chain.add_rate_on_day(rate.posterior, rates.day_shift(rate));
    let ids: Vec<_> = rates.all().iter().map(on_day).collect();
    let (low, high) = NOTHING_KNOWN;
    let anything = rate_between(low, high)?;
    let mut ids_beyond = Vec::new();
    for (place, step) in beyond.into_iter().enumerate() {
        let known: Option<BetaRate> = step.own_rate.as_ref().map(|(rate, _)| *rate);
        ids_beyond.push(chain.add_rate(known.unwrap_or(anything)));
        chain.branch(N_OF_EVENT + place, step.from).ok()?;
    }
    for group in groups {
        let mut of_group =
            FunnelStage::ALL.map(|stage| ids[rates.place_of(&group.group, stage)]).to_vec();
        of_group.extend(&ids_beyond);
        chain.add_group(group.n_invited, &of_group).ok()?;
    }
    Some(chain)
}

fn impossible() -> EngineError {
    EngineError::BadInput { detail: words::refusals::impossible_share() }
}
