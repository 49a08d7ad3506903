//! What prizes and gifts may cost an event, in slices: the worst case, which asks for no probability, and
//! the cost in simulated events, with the heads of the event's own funnel or of a range typed.

use meadow_models::prizes::{Offer, OfferKind as ModelKind, Prize, check_costs};
use meadow_models::range_draw::draw_between;
use meadow_models::{BetaRate, FunnelSimulation, Stage, Summary};

use super::audience::choose_groups;
use super::rates::{Rates, rate_between};
use super::report::{bin_amounts, spread};
use super::run::{funnel_input, too_many_people};
use crate::domain::event::{Event, FunnelStage};
use crate::domain::money::Money;
use crate::protocol::EngineError;
use crate::table::tables::Tables;
use crate::views::forecast::{AmountBin, AudienceEntry, RateSource, Spread};
use crate::views::prizes::{
    BringTerms, CeilingView, DrawTerms, MAX_KINDS, N_PRIZE_DRAWS, NoPrizes, OfferCost, OfferKind,
    OpenTerm, PrizePlan, PrizeTerms, PrizesView, Sharing,
};
use crate::words;

/// Most heads a promise is reckoned with.
const MAX_HEADS: u32 = 500_000;
/// The place of the heads among the numbers of one draw.
const PLACE_OF_HEADS: usize = 0;
/// Bins added at most so that the budget stands in the picture.
const MAX_EMPTY_BINS: usize = 24;
/// Largest prize of a draw under China's rules against unfair competition, in hundredths of a yuan, as
/// commonly cited. Laws change: the page says to check it.
const USUAL_CEILING_CNY: Money = Money(5_000_000);

/// The cost being drawn.
pub struct PrizeRun {
    plan: PrizePlan,
    seed: u64,
    offers: Vec<(OfferKind, Offer)>,
    heads: Heads,
    n_heads_max: Option<u32>,
    ceiling: Option<CeilingView>,
    assumed: Vec<FunnelStage>,
    /// One column an offer, one value a draw.
    costs: Vec<Vec<f64>>,
    /// Rewarded for bringing others, one value a draw.
    rewarded: Vec<f64>,
    visits: Vec<f64>,
}

/// Where the number of heads comes from.
enum Heads {
    Funnel(Box<FunnelSimulation>),
    Typed(u32, u32),
}

impl PrizeRun {
    /// Prepares the draws; nothing is drawn yet. `Ok(Err(why))`: nothing can be said.
    ///
    /// # Errors
    /// [`EngineError::BadInput`] for costs, shares or numbers that cannot be.
    pub fn new(
        tables: &Tables,
        audience: &[AudienceEntry],
        event: &Event,
        plan: &PrizePlan,
    ) -> Result<Result<Self, NoPrizes>, EngineError> {
        check(plan)?;
        let offers = match offers_of(plan)? {
            Ok(offers) => offers,
            Err(why) => return Ok(Err(why)),
        };
        let only_offers: Vec<Offer> = offers.iter().map(|(_, offer)| offer.clone()).collect();
        check_costs(&only_offers).map_err(|_| impossible())?;
        let funnel = match plan.heads {
            Some((low, high)) => Ok((Heads::Typed(low.min(high), low.max(high)), None, Vec::new())),
            None => funnel_of(tables, audience, event, &offers)?,
        };
        let (heads, n_invited, assumed) = match funnel {
            Ok(funnel) => funnel,
            Err(why) => return Ok(Err(why)),
        };
        let n_heads_max = match (plan.n_heads_max, n_invited) {
            (Some(most), Some(invited)) => Some(most.min(invited)),
            (most, invited) => most.or(invited),
        };
        Ok(Ok(Self {
            ceiling: plan.draw.as_ref().and_then(|draw| {
                let typed = plan.ceiling.map(|ceiling| (ceiling, false));
                let usual = usual_ceiling(&tables.facts.currency).map(|ceiling| (ceiling, true));
                let (ceiling, is_usual) = typed.or(usual)?;
                let dearest = draw.prizes.iter().filter_map(|prize| prize.cost).max()?;
                Some(CeilingView { ceiling: ceiling.major(), is_usual, dearest: dearest.major() })
            }),
            plan: plan.clone(),
            seed: event.seed,
            costs: vec![Vec::with_capacity(N_PRIZE_DRAWS); offers.len()],
            offers,
            heads,
            n_heads_max,
            assumed,
            rewarded: Vec::new(),
            visits: Vec::with_capacity(N_PRIZE_DRAWS),
        }))
    }

    /// Draws the cost in up to so many more events; says whether there is more to do.
    pub fn advance(&mut self, max_draws: u32) -> bool {
        let first = self.visits.len();
        let until = (first + max_draws.max(1) as usize).min(N_PRIZE_DRAWS);
        if let Heads::Funnel(simulation) = &mut self.heads {
            simulation.run(until - first);
        }
        for draw in first..until {
            self.visits.push(f64::from(self.heads_in(Stage::Attended, draw)));
            for place in 0..self.offers.len() {
                let (kind, offer) = &self.offers[place];
                let n_heads = self.heads_in(offer.at, draw);
                self.costs[place].push(offer.cost_in_draw(n_heads, place, (draw, self.seed)));
                if *kind == OfferKind::Bring {
                    let counted = counting(offer);
                    self.rewarded.push(counted.cost_in_draw(n_heads, place, (draw, self.seed)));
                }
            }
        }
        until < N_PRIZE_DRAWS
    }

    pub fn n_done(&self) -> u64 {
        self.visits.len() as u64
    }

    pub fn n_total(&self) -> u64 {
        N_PRIZE_DRAWS as u64
    }

    /// What the promises may cost, after making the draws still missing.
    pub fn finish(mut self) -> PrizesView {
        while self.advance(N_PRIZE_DRAWS as u32) {}
        let n_draws = self.visits.len();
        let all: Vec<f64> =
            (0..n_draws).map(|draw| self.costs.iter().map(|costs| costs[draw]).sum()).collect();
        let offers: Vec<OfferCost> =
            self.offers.iter().zip(&self.costs).map(|(o, c)| self.cost_of(o, c)).collect();
        let budget = self.plan.budget.map(Money::major);
        let cost = spread_of(&all);
        let visits = spread_of(&self.visits);
        let sharing = self.sharing();
        let n_visits = visits.mean + sharing.map_or(0.0, |sharing| sharing.brought.mean);
        PrizesView {
            worst: offers.iter().map(|offer| offer.worst).sum(),
            offers,
            n_heads_max: self.n_heads_max,
            budget,
            p_over: budget.map(|budget| chance_over(&all, budget)),
            bins: bins_until(&all, budget),
            cost_per_visit: (n_visits > 0.0).then(|| cost.mean / n_visits),
            cost,
            visits,
            sharing,
            ceiling: self.ceiling,
            assumed: self.assumed,
            n_draws: n_draws as u32,
            seed: self.seed,
        }
    }

    fn heads_in(&self, stage: Stage, draw: usize) -> u32 {
        let n = match &self.heads {
            Heads::Funnel(simulation) => simulation.draws().total(stage)[draw],
            Heads::Typed(low, high) => {
                let ends = (f64::from(*low), f64::from(*high));
                draw_between(ends.0, ends.1, PLACE_OF_HEADS, (draw, self.seed)).round().max(0.0)
                    as u32
            }
        };
        n.min(self.plan.n_heads_max.unwrap_or(MAX_HEADS))
    }

    fn cost_of(&self, (kind, offer): &(OfferKind, Offer), costs: &[f64]) -> OfferCost {
        let at = match (&self.heads, offer.at) {
            (Heads::Typed(..), _) | (_, Stage::Invited) => None,
            (_, Stage::Registered) => Some(FunnelStage::Registered),
            (_, Stage::Attended) => Some(FunnelStage::Attended),
            (_, Stage::Ordered) => Some(FunnelStage::Ordered),
        };
        OfferCost {
            kind: *kind,
            at,
            worst: offer.worst_case(self.n_heads_max),
            cost: spread_of(costs),
        }
    }

    fn sharing(&self) -> Option<Sharing> {
        let n_brought = self.plan.bring.as_ref()?.n_brought?;
        let brought: Vec<f64> = self.rewarded.iter().map(|n| n * f64::from(n_brought)).collect();
        Some(Sharing { rewarded: spread_of(&self.rewarded), brought: spread_of(&brought) })
    }
}

/// What the currency's law is commonly said to allow for the dearest prize of a draw.
pub fn usual_ceiling(currency: &str) -> Option<Money> {
    (currency == "CNY").then_some(USUAL_CEILING_CNY)
}

/// The same offer at a cost of one a piece: its cost is the number rewarded, in the very same draws.
fn counting(offer: &Offer) -> Offer {
    let mut counted = offer.clone();
    if let ModelKind::Referral { cost_of_own, cost_of_brought, .. } = &mut counted.kind {
        (*cost_of_own, *cost_of_brought) = (1.0, 0.0);
    }
    counted
}

/// The event's funnel, how many it invites, and which stages rest on the user's own range.
type EventFunnel = (Heads, Option<u32>, Vec<FunnelStage>);

fn funnel_of(
    tables: &Tables,
    audience: &[AudienceEntry],
    event: &Event,
    offers: &[(OfferKind, Offer)],
) -> Result<Result<EventFunnel, NoPrizes>, EngineError> {
    let groups = choose_groups(audience, event);
    let n_invited: u64 = groups.iter().map(|group| u64::from(group.n_invited)).sum();
    if n_invited == 0 {
        return Ok(Err(NoPrizes::NobodyInvited));
    }
    if n_invited > u64::from(MAX_HEADS) {
        return Err(too_many_people());
    }
    let rates = Rates::believe(tables, event);
    // What a visit costs is told as well, so that at least those who come are needed.
    let is_needed = |stage: FunnelStage| {
        stage != FunnelStage::Ordered || offers.iter().any(|(_, offer)| offer.at == Stage::Ordered)
    };
    let mut missing = rates.missing_for(groups.iter().map(|group| &group.group));
    missing.retain(|stage| is_needed(*stage));
    if !missing.is_empty() {
        return Ok(Err(NoPrizes::RatesMissing(missing)));
    }
    let rests_on_range = |stage: &FunnelStage| {
        groups.iter().any(|group| {
            let place = rates.place_of(&group.group, *stage);
            rates.all()[place].sources == [RateSource::Assumed]
        })
    };
    let stages = FunnelStage::ALL.into_iter().filter(|stage| is_needed(*stage));
    let assumed = stages.filter(rests_on_range).collect();
    let funnel = funnel_input(&groups, &rates).map_err(|_| too_many_people())?;
    let simulation = FunnelSimulation::new(&funnel, event.seed).map_err(|_| too_many_people())?;
    Ok(Ok((Heads::Funnel(Box::new(simulation)), Some(n_invited as u32), assumed)))
}

/// The promises as the model has them, or what has not been said of them.
fn offers_of(plan: &PrizePlan) -> Result<Result<Vec<(OfferKind, Offer)>, NoPrizes>, EngineError> {
    let mut offers = Vec::new();
    let mut open = Vec::new();
    if let Some(terms) = &plan.draw {
        let claimed = terms.claimed.map(rate).transpose()?;
        match prizes_of(terms) {
            Ok(prizes) => {
                let kind = ModelKind::Draw { prizes, claimed };
                offers.push((OfferKind::Draw, Offer { at: stage(terms.at), kind }));
            }
            Err(term) => open.push((OfferKind::Draw, term)),
        }
    }
    if let Some(terms) = &plan.gifts {
        match prize(&terms.gifts) {
            Ok(gifts) => {
                let kind = ModelKind::FirstCome { gifts };
                offers.push((OfferKind::Gifts, Offer { at: stage(terms.at), kind }));
            }
            Err(term) => open.push((OfferKind::Gifts, term)),
        }
    }
    if let Some(terms) = &plan.voucher {
        match (terms.cost, terms.redeemed.map(rate).transpose()?) {
            (Some(cost), Some(redeemed)) => {
                let (cost, n_max) = (cost.major(), terms.n_max);
                let kind = ModelKind::Voucher { cost, redeemed, n_max };
                offers.push((OfferKind::Voucher, Offer { at: stage(terms.at), kind }));
            }
            (None, _) => open.push((OfferKind::Voucher, OpenTerm::Cost)),
            (_, None) => open.push((OfferKind::Voucher, OpenTerm::Redeemed)),
        }
    }
    if let Some(terms) = &plan.bring {
        match bringing(terms)? {
            Ok(kind) => offers.push((OfferKind::Bring, Offer { at: stage(terms.at), kind })),
            Err(term) => open.push((OfferKind::Bring, term)),
        }
    }
    Ok(match (open.is_empty(), offers.is_empty()) {
        (false, _) => Err(NoPrizes::Open(open)),
        (true, true) => Err(NoPrizes::NoOffer),
        (true, false) => Ok(offers),
    })
}

fn bringing(terms: &BringTerms) -> Result<Result<ModelKind, OpenTerm>, EngineError> {
    let Some(n_brought) = terms.n_brought.filter(|n| *n > 0) else {
        return Ok(Err(OpenTerm::NumberBrought));
    };
    let Some(cost) = terms.cost_of_own else { return Ok(Err(OpenTerm::Cost)) };
    let Some(brings) = terms.brings.map(rate).transpose()? else {
        return Ok(Err(OpenTerm::Brings));
    };
    Ok(Ok(ModelKind::Referral {
        brings,
        n_brought,
        cost_of_own: cost.major(),
        cost_of_brought: terms.cost_of_brought.map_or(0.0, Money::major),
        n_max: terms.n_max,
    }))
}

/// A kind of which nothing has been said is none, beside others.
fn prizes_of(terms: &DrawTerms) -> Result<Vec<Prize>, OpenTerm> {
    let said = terms.prizes.iter().filter(|kind| **kind != PrizeTerms::default());
    let prizes: Vec<Prize> = said.map(prize).collect::<Result<_, _>>()?;
    if prizes.is_empty() { Err(OpenTerm::Number) } else { Ok(prizes) }
}

fn prize(terms: &PrizeTerms) -> Result<Prize, OpenTerm> {
    let n = terms.n.ok_or(OpenTerm::Number)?;
    Ok(Prize { n, cost: terms.cost.ok_or(OpenTerm::Cost)?.major() })
}

fn rate((low, high): (f64, f64)) -> Result<BetaRate, EngineError> {
    let is_known = !low.is_nan() && !high.is_nan();
    is_known.then(|| rate_between(low, high)).flatten().ok_or_else(impossible)
}

fn check(plan: &PrizePlan) -> Result<(), EngineError> {
    let n_kinds = plan.draw.as_ref().map_or(0, |draw| draw.prizes.len());
    let amounts = [plan.budget, plan.ceiling];
    let is_possible =
        n_kinds <= MAX_KINDS && amounts.into_iter().flatten().all(|sum| sum >= Money::ZERO);
    if !is_possible {
        return Err(impossible());
    }
    let (_, high) = plan.heads.unwrap_or_default();
    if high.max(plan.heads.unwrap_or_default().0) > MAX_HEADS {
        return Err(too_many_people());
    }
    Ok(())
}

fn stage(at: FunnelStage) -> Stage {
    match at {
        FunnelStage::Registered => Stage::Registered,
        FunnelStage::Attended => Stage::Attended,
        FunnelStage::Ordered => Stage::Ordered,
    }
}

fn spread_of(values: &[f64]) -> Spread {
    spread(Summary::of_values(values))
}

/// Share of the draws above the budget, and its standard error.
fn chance_over(costs: &[f64], budget: f64) -> (f64, f64) {
    let n = costs.len().max(1) as f64;
    // Half a hundredth is rounding.
    let p = costs.iter().filter(|cost| **cost > budget + 0.005).count() as f64 / n;
    (p, (p * (1.0 - p) / n).sqrt())
}

/// Bins of the cost, with empty ones up to the budget where it is not far beyond.
fn bins_until(costs: &[f64], budget: Option<f64>) -> Vec<AmountBin> {
    let mut bins = bin_amounts(costs);
    let Some((budget, last)) = budget.zip(bins.last().copied()) else { return bins };
    let width = last.high - last.low;
    let n_more = ((budget - last.high) / width).floor() + 1.0;
    if n_more >= 1.0 && n_more <= MAX_EMPTY_BINS as f64 {
        bins.extend((0..n_more as usize).map(|more| AmountBin {
            low: last.high + more as f64 * width,
            high: last.high + (more + 1) as f64 * width,
            n_draws: 0,
        }));
    }
    bins
}

fn impossible() -> EngineError {
    EngineError::BadInput { detail: words::refusals::impossible_prizes() }
}
