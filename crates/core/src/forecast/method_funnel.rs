//! The funnel of a method with stages of its own, in slices. Its stages that every event has are the
//! event's, draw by draw; beyond the orders it goes on, and a stage between two of the event's is placed
//! within their step. Nobody has published how many go on: the user gives ranges, own past counts add to
//! them.

use meadow_models::stage_chain::{StageChain, StageDraws};
use meadow_models::{BetaRate, EconomicsDraws, EventEconomics, FunnelSimulation, Stage, Summary};

use super::accounts::{draw_up_accounts, vary_amounts};
use super::audience::{InvitedGroup, choose_groups};
use super::evidence::Evidence;
use super::expect_heads;
use super::input_ranges::draw_margins;
use super::rates::{DAY, Rate, Rates, add_evidence, rate_between};
use super::report::spread;
use super::run::{check_accounts, funnel_input, too_many_people};
use crate::domain::event::{Event, FunnelStage};
use crate::domain::method::Method;
use crate::playbooks::{self, FunnelStep};
use crate::protocol::EngineError;
use crate::table::tables::Tables;
use crate::views::forecast::{AudienceEntry, N_DRAWS, RateSource};
use crate::views::method_funnel::{
    MethodFunnelTerms, MethodFunnelView, NoMethodFunnel, OwnMoney, OwnRate, OwnStage,
};
use crate::words;

/// Steps of the event's own funnel.
const N_OF_EVENT: usize = FunnelStage::ALL.len();
/// Most heads that are reckoned with.
const MAX_HEADS: u64 = 500_000;
/// Where nobody has given a range but past events were counted, they alone speak: the prior only keeps the
/// arithmetic going.
const NOTHING_KNOWN: (f64, f64) = (0.02, 0.95);

/// A method's funnel being drawn.
pub struct MethodFunnelRun {
    event: Event,
    terms: MethodFunnelTerms,
    rates: Rates,
    groups: Vec<InvitedGroup>,
    n_invited: u32,
    economics: EventEconomics,
    simulation: FunnelSimulation,
    steps: Vec<Step>,
    chain: StageChain,
    draws: StageDraws,
}

/// One stage after those invited.
struct Step {
    stage: &'static FunnelStep,
    place: Place,
    /// Of the stages that only this funnel has; `None`: not known.
    own_rate: Option<(BetaRate, Vec<RateSource>)>,
}

/// Where a stage stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// So many steps along the chain.
    Along(usize),
    /// Within the step that ends so far along.
    Within(usize),
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
        terms: &MethodFunnelTerms,
    ) -> Result<Result<Self, NoMethodFunnel>, EngineError> {
        if !has_own_funnel(event.method) {
            return Ok(Err(NoMethodFunnel::NotOfItsOwn));
        }
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
        let steps = believe_steps(tables, event, terms)?;
        let chain = chain_of(&groups, &rates, &steps).ok_or_else(impossible)?;
        let input = funnel_input(&groups, &rates).map_err(|_| too_many_people())?;
        let simulation =
            FunnelSimulation::new(&input, event.seed).map_err(|_| too_many_people())?;
        Ok(Ok(Self {
            event: event.clone(),
            terms: terms.clone(),
            rates,
            groups,
            n_invited: n_invited as u32,
            economics,
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
        let stages = (0..self.steps.len()).map(|place| self.own_stage(place)).collect();
        let may_pay = self.steps.iter().filter(|step| self.may_pay(step));
        let may_pay = may_pay.map(|step| step.stage.key.clone()).collect();
        MethodFunnelView {
            n_invited: self.n_invited,
            stages,
            missing_rates: self.rates.missing_for(self.groups.iter().map(|group| &group.group)),
            money: self.money(),
            may_pay,
            n_draws: N_DRAWS,
            seed: self.event.seed,
        }
    }

    fn own_stage(&self, place: usize) -> OwnStage {
        let step = &self.steps[place];
        let heads = match step.place {
            Place::Along(along) => Summary::of_counts(self.draws.total(along)),
            Place::Within(end) => step.own_rate.as_ref().and_then(|(reach, _)| {
                let seed = self.event.seed;
                Summary::of_counts(&self.chain.within(&self.draws, end - 1, *reach, seed))
            }),
        };
        let general = |stage: FunnelStage| {
            let all = self.rates.all().iter();
            all.filter(|rate| rate.group.is_none()).find(|rate| rate.stage == stage)
        };
        let known = match step.stage.counts_as {
            Some(stage) => general(stage).map(|rate| (rate.posterior, rate.sources.clone())),
            None => step.own_rate.clone(),
        };
        let ends = ends_of_rate(self.event.method, &self.steps, place);
        OwnStage {
            key: step.stage.key.clone(),
            name: step.stage.name.clone(),
            counts_as: step.stage.counts_as,
            heads: heads.map(|heads| spread(Some(heads))),
            rate: view_of_rate(ends, known),
        }
    }

    /// Whoever joins may pay, and whoever comes as far as an order or beyond.
    fn may_pay(&self, step: &Step) -> bool {
        match step.place {
            Place::Along(along) if along >= N_OF_EVENT => true,
            Place::Along(_) => {
                step.stage.counts_as == Some(FunnelStage::Attended)
                    && self.event.method == Method::Membership
            }
            Place::Within(_) => false,
        }
    }

    /// The event's accounts, with an order's money for every head of the stage instead of for every order.
    fn money(&self) -> Option<OwnMoney> {
        let asked = self.terms.pays_at.as_deref();
        let step = self.steps.iter().find(|step| match asked {
            Some(key) => step.stage.key == key && self.may_pay(step),
            None => step.stage.counts_as == Some(FunnelStage::Ordered),
        })?;
        let Place::Along(along) = step.place else { return None };
        let heads = self.draws.total(along);
        let summary = Summary::of_counts(heads)?;
        let draws = self.simulation.draws();
        let mut accounts = EconomicsDraws::draw(&self.economics, draws, self.event.seed).ok()?;
        vary_amounts(&mut accounts, &self.event, &self.economics, draws);
        let margins = draw_margins(&self.event, draws.n_draws());
        let mean_order = self.economics.order_value.mean;
        let orders = draws.total(Stage::Ordered);
        let profits: Vec<f64> = (0..draws.n_draws())
            .map(|draw| {
                let n_orders = f64::from(orders[draw]);
                // What an order brings in this draw; the mean where there is none.
                let value =
                    if n_orders > 0.0 { accounts.revenue[draw] / n_orders } else { mean_order };
                let margin =
                    margins.as_ref().map_or(self.economics.margin_rate, |margins| margins[draw]);
                let per_order = value * margin - self.economics.cost_per_head.ordered;
                accounts.profit[draw] + (f64::from(heads[draw]) - n_orders) * per_order
            })
            .collect();
        let n_profitable = profits.iter().filter(|profit| **profit > 0.0).count();
        let goal = self.event.goal_orders;
        let p_goal = self.draws.p_at_least(along, goal);
        Some(OwnMoney {
            at: step.stage.key.clone(),
            heads: spread(Some(summary)),
            profit: spread(Summary::of_values(&profits)),
            p_profit: n_profitable as f64 / profits.len().max(1) as f64,
            goal,
            p_goal,
        })
    }
}

/// The funnels of the other methods end where every event's does.
pub fn has_own_funnel(method: Method) -> bool {
    matches!(method, Method::Membership | Method::DealerRecruitment)
}

/// The stages after those invited, with the rates of those that only this funnel has.
fn believe_steps(
    tables: &Tables,
    event: &Event,
    terms: &MethodFunnelTerms,
) -> Result<Vec<Step>, EngineError> {
    let funnel = &playbooks::method_guide(event.method).funnel;
    let mut steps = Vec::new();
    let mut along = 0;
    for stage in funnel.iter().skip(1) {
        // A stage the event does not have stands within the step to the event's next, or beyond the last.
        let place = match stage.counts_as {
            None if along < N_OF_EVENT => Place::Within(along + 1),
            _ => {
                along += 1;
                Place::Along(along)
            }
        };
        steps.push(Step { stage, place, own_rate: None });
    }
    for place in 0..steps.len() {
        if steps[place].stage.counts_as.is_some() {
            continue;
        }
        let (of, to) = ends_of_rate(event.method, &steps, place);
        let evidence = Evidence::gather(tables, event, |past| {
            let is_same = past.method == event.method;
            share_at(past, of, to).filter(|_| is_same)
        });
        let typed = match terms.rates.get(&steps[place].stage.key) {
            Some((low, high)) => Some(rate_between(*low, *high).ok_or_else(impossible)?),
            None => None,
        };
        if typed.is_none() && evidence.is_empty() {
            continue;
        }
        let source = if typed.is_some() { RateSource::Assumed } else { RateSource::Missing };
        let (low, high) = NOTHING_KNOWN;
        let prior = typed.or_else(|| rate_between(low, high)).ok_or_else(impossible)?;
        let mut sources = vec![source];
        sources.extend(evidence.sources());
        steps[place].own_rate = Some((add_evidence(prior, &evidence, false), sources));
    }
    Ok(steps)
}

/// A rate leads from the stage before along the chain; of a stage within a step, on to that step's end.
fn ends_of_rate(
    method: Method,
    steps: &[Step],
    place: usize,
) -> (&'static FunnelStep, &'static FunnelStep) {
    let at = |along: usize| {
        let found = steps.iter().find(|step| step.place == Place::Along(along));
        // Invited stands before the first step.
        found.map_or(&playbooks::method_guide(method).funnel[0], |step| step.stage)
    };
    match steps[place].place {
        Place::Along(along) => (at(along - 1), steps[place].stage),
        Place::Within(end) => (steps[place].stage, at(end)),
    }
}

fn view_of_rate(
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
pub(super) struct OwnKnowledge {
    /// What the event itself counted: so many of so many.
    pub share: Option<(u32, u32)>,
    /// By the counts of earlier events alone.
    pub rate: OwnRate,
}

/// The same of each such stage, in the method's order.
pub(super) fn know_own_stages(tables: &Tables, event: &Event) -> Vec<OwnKnowledge> {
    // Only ranges that are typed can be impossible.
    let steps = believe_steps(tables, event, &MethodFunnelTerms::default()).unwrap_or_default();
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

/// The event's funnel, and beyond it as far as rates are known.
fn chain_of(groups: &[InvitedGroup], rates: &Rates, steps: &[Step]) -> Option<StageChain> {
    let beyond =
        steps.iter().filter(|step| matches!(step.place, Place::Along(along) if along > N_OF_EVENT));
    let beyond: Vec<BetaRate> =
        beyond.map_while(|step| step.own_rate.as_ref().map(|(rate, _)| *rate)).collect();
    let mut shocks = vec![0.0, DAY.turn_out_sd, DAY.ordering_sd];
    shocks.resize(N_OF_EVENT + beyond.len(), 0.0);
    let mut chain = StageChain::new(shocks).ok()?;
    // In the order of the event's funnel: the same rates are drawn from the same streams.
    let on_day = |rate: &Rate| chain.add_rate_on_day(rate.posterior, rates.day_shift(rate));
    let ids: Vec<_> = rates.all().iter().map(on_day).collect();
    let beyond: Vec<_> = beyond.into_iter().map(|rate| chain.add_rate(rate)).collect();
    for group in groups {
        let mut of_group =
            FunnelStage::ALL.map(|stage| ids[rates.place_of(&group.group, stage)]).to_vec();
        of_group.extend(&beyond);
        chain.add_group(group.n_invited, &of_group).ok()?;
    }
    Some(chain)
}

fn impossible() -> EngineError {
    EngineError::BadInput { detail: words::refusals::impossible_share() }
}
