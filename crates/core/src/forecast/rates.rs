//! Which rate is believed for which group and stage, and why.
//!
//! Per stage: a prior, then the evidence of own past events added to it. The prior is the user's range
//! (the 5 % and 95 % points of a Beta distribution), else a cited default, else a range so wide that it
//! only keeps the arithmetic going, flagged as missing. Past events are recorded as totals and say
//! nothing of single groups: so a range given for one group stands as given, groups with the very same
//! range share it, and all groups without one share the rate of the whole audience.

use std::collections::BTreeMap;

use meadow_models::{BetaRate, DayShift, EventShock, FunnelInput, RateId};

use super::evidence::Evidence;
use crate::domain::event::{AudienceGroup, Event, FunnelStage, RateRange};
use crate::playbooks::{self, BenchmarkRate, Grade, Unit};
use crate::table::tables::Tables;
use crate::views::forecast::{RateSource, RateView};

/// Ends of a range nearer to certainty than this are drawn in.
const MARGIN_OF_CERTAINTY: f64 = 1e-4;
/// What a single number instead of a range weighs, in observations.
const STRENGTH_OF_A_NUMBER: f64 = 1_000.0;

/// The day's luck in standard deviations: every rate says itself how far one of them moves it.
pub(super) const DAY: EventShock = EventShock { turn_out_sd: 1.0, ordering_sd: 1.0 };

/// Own counts less likely than this under a cited default make it weigh less. A judgement: results
/// as far out happen once in ten times by chance.
const SURPRISING: f64 = 0.1;

/// One rate with its reasons.
#[derive(Clone, Debug, PartialEq)]
pub struct Rate {
    /// `None`: of every group that has no rate of its own.
    pub group: Option<AudienceGroup>,
    pub stage: FunnelStage,
    /// The rate the coming event will have, before the luck of its day.
    pub posterior: BetaRate,
    pub prior: BetaRate,
    /// Own events contradict the cited default, which therefore counts for little.
    pub is_contradicted: bool,
    pub sources: Vec<RateSource>,
}

/// Every rate of one event.
#[derive(Clone, Debug, PartialEq)]
pub struct Rates {
    all: Vec<Rate>,
    /// Per stage; `None`: no day moves it.
    rho_of_day: [Option<f64>; 3],
}

impl Rates {
    /// Puts together what is known for an event.
    pub fn believe(tables: &Tables, event: &Event) -> Self {
        let mut all = Vec::new();
        for stage in FunnelStage::ALL {
            all.push(believe_general(tables, event, stage));
            // The last range given for a group holds.
            let mut own: Vec<Rate> = Vec::new();
            for range in event.rates.iter().filter(|range| range.stage == stage) {
                let (Some(group), Some(rate)) = (&range.group, rate_of_range(range)) else {
                    continue;
                };
                own.retain(|rate| rate.group.as_ref() != Some(group));
                own.push(Rate {
                    group: Some(group.clone()),
                    stage,
                    posterior: rate,
                    prior: rate,
                    is_contradicted: false,
                    sources: vec![RateSource::Assumed],
                });
            }
            all.extend(own);
        }
        let rho_of_day = FunnelStage::ALL.map(|stage| {
            is_moved_by_day(stage).then(|| Evidence::collect(tables, event, stage).rho())
        });
        Self { all, rho_of_day }
    }

    /// How strongly the day moves all guests together at a stage: the correlation of people within one
    /// event. `None`: not at all.
    pub fn rho_of_day(&self, stage: FunnelStage) -> Option<f64> {
        self.rho_of_day[stage as usize]
    }

    /// What the day of `DAY` does to one of these rates: its mean stays, and rates of events spread about it
    /// as `rho_of_day` says.
    pub fn day_shift(&self, rate: &Rate) -> DayShift {
        let shift = |rho| DayShift::between_events(rate.posterior, rho);
        self.rho_of_day(rate.stage).map_or(DayShift::NONE, shift)
    }

    /// A funnel without groups that has every rate, in the order of `all`.
    pub fn start_funnel(&self) -> (FunnelInput, Vec<RateId>) {
        let mut input = FunnelInput::new(DAY);
        let add = |rate: &Rate| input.add_rate_on_day(rate.posterior, self.day_shift(rate));
        let ids = self.all.iter().map(add).collect();
        (input, ids)
    }

    /// The general rates and those of single groups, by stage.
    pub fn all(&self) -> &[Rate] {
        &self.all
    }

    /// Where in `all` the rate of a group's stage stands: its own, else the general one. The very same range
    /// given for several groups is one belief, so that they move as one: it stands at the first of them.
    pub fn place_of(&self, group: &AudienceGroup, stage: FunnelStage) -> usize {
        let of_stage = |wanted: Option<&AudienceGroup>| {
            self.all.iter().position(|rate| rate.stage == stage && rate.group.as_ref() == wanted)
        };
        let first_alike = |place: usize| {
            let own = &self.all[place];
            let is_alike = |rate: &Rate| {
                rate.stage == stage && rate.group.is_some() && rate.posterior == own.posterior
            };
            self.all.iter().position(is_alike)
        };
        // The general rate of every stage is always there.
        of_stage(Some(group)).and_then(first_alike).or_else(|| of_stage(None)).unwrap_or(0)
    }

    /// Means of the three rates of a group.
    pub fn means_of(&self, group: &AudienceGroup) -> [f64; 3] {
        FunnelStage::ALL.map(|stage| self.all[self.place_of(group, stage)].posterior.mean())
    }

    /// Stages at which some of these groups rest on nothing.
    pub fn missing_for<'a>(
        &self,
        groups: impl Iterator<Item = &'a AudienceGroup> + Clone,
    ) -> Vec<FunnelStage> {
        self.stages_resting_on(&RateSource::Missing, groups)
    }

    /// How many come of those invited rests on something for each of these groups.
    pub fn know_guests<'a>(&self, groups: impl Iterator<Item = &'a AudienceGroup> + Clone) -> bool {
        self.missing_for(groups).iter().all(|stage| *stage == FunnelStage::Ordered)
    }

    /// Stages at which some of these groups rest on the user's range and on nothing else.
    pub fn assumed_for<'a>(
        &self,
        groups: impl Iterator<Item = &'a AudienceGroup> + Clone,
    ) -> Vec<FunnelStage> {
        self.stages_resting_on(&RateSource::Assumed, groups)
    }

    fn stages_resting_on<'a>(
        &self,
        source: &RateSource,
        groups: impl Iterator<Item = &'a AudienceGroup> + Clone,
    ) -> Vec<FunnelStage> {
        let rests_on_it = |group: &AudienceGroup, stage| {
            let sources = &self.all[self.place_of(group, stage)].sources;
            sources.len() == 1 && sources.contains(source)
        };
        FunnelStage::ALL
            .into_iter()
            .filter(|stage| groups.clone().any(|group| rests_on_it(group, *stage)))
            .collect()
    }
}

impl Rate {
    pub fn view(&self) -> RateView {
        let interval = self.posterior.interval(0.9);
        let prior = self.prior.interval(0.9);
        RateView {
            group: self.group.clone(),
            stage: self.stage,
            mean: self.posterior.mean(),
            low: interval.low,
            high: interval.high,
            sources: self.sources.clone(),
            is_contradicted: self.is_contradicted,
            prior: (self.prior != self.posterior).then_some((prior.low, prior.high)),
            alpha: self.posterior.a(),
            beta: self.posterior.b(),
        }
    }
}

/// Whoever registers does so on a day of their own.
fn is_moved_by_day(stage: FunnelStage) -> bool {
    stage != FunnelStage::Registered
}

fn believe_general(tables: &Tables, event: &Event, stage: FunnelStage) -> Rate {
    let own_range = event
        .rates
        .iter()
        .rev()
        .filter(|range| range.stage == stage && range.group.is_none())
        .find_map(rate_of_range);
    let cited = || {
        let benchmark = playbooks::default_rate(event.method, stage)?;
        let source = RateSource::Cited {
            key: benchmark.key.clone(),
            grade: grade_letter(benchmark.grade),
            source: benchmark.source.clone(),
        };
        Some((rate_of_citation(benchmark)?, source))
    };
    let (prior, source) = own_range
        .map(|rate| (rate, RateSource::Assumed))
        .or_else(cited)
        .unwrap_or_else(|| (rate_of_nothing(stage), RateSource::Missing));
    let evidence = Evidence::collect(tables, event, stage);
    let (kept, is_contradicted) = match source {
        RateSource::Cited { .. } => {
            let (successes, failures) = evidence.pseudo_counts();
            keep_of_citation(prior, successes, failures)
        }
        _ => (prior, false),
    };
    let mut sources = vec![source];
    sources.extend(evidence.sources());
    let posterior = add_evidence(kept, &evidence, is_moved_by_day(stage));
    Rate { group: None, stage, posterior, prior, is_contradicted, sources }
}

/// What remains of a cited default beside own events. Somebody else's figure that foretells the own
/// counts keeps its weight; the less likely they are under it, the less it weighs, down to a single
/// observation (Kass & Wasserman 1995, *JASA* 90, 928): own events then speak alone. Says also
/// whether it was contradicted.
pub(crate) fn keep_of_citation(cited: BetaRate, successes: f64, failures: f64) -> (BetaRate, bool) {
    let n_counted = (successes + failures).round();
    let p = cited.predictive_p_value(successes.round() as u64, n_counted as u64);
    let weight = (p / SURPRISING).min(1.0);
    let strength = (cited.strength() * weight).max(1.0_f64.min(cited.strength()));
    let kept = BetaRate::from_point(cited.mean(), strength).unwrap_or(cited);
    (kept, weight < 0.5)
}

/// Adds what own events say. The rate of turn-out and of ordering is moved once more by the day's
/// shared shock in the simulation; a rate that is not, as registering, is widened here by the variation
/// between events.
pub(super) fn add_evidence(
    prior: BetaRate,
    evidence: &Evidence,
    is_moved_by_day: bool,
) -> BetaRate {
    if evidence.is_empty() {
        return prior;
    }
    let (successes, failures) = evidence.pseudo_counts();
    let Ok(rate) = BetaRate::new(prior.a() + successes, prior.b() + failures) else { return prior };
    if is_moved_by_day { rate } else { widened(rate, evidence.rho()) }
}

/// By the variation between events: of a rate with mean p and variance V, V + ρ·(p(1 − p) − V), which is
/// also what the day of a forecast makes of it. With V = p(1 − p)/(strength + 1) that is the Beta of the same
/// mean and a strength of strength·(1 − ρ)/(1 + ρ·strength).
pub(super) fn widened(rate: BetaRate, rho: f64) -> BetaRate {
    let part = (1.0 - rho) / (1.0 + rate.strength() * rho);
    BetaRate::new(rate.a() * part, rate.b() * part).unwrap_or(rate)
}

/// A range the user would bet on 9 to 1; a single number is taken as nearly certain. `None`: not
/// numbers, or outside 0–1.
fn rate_of_range(range: &RateRange) -> Option<BetaRate> {
    rate_between(range.low, range.high)
}

/// The same of its two ends, in any order.
pub(super) fn rate_between(low: f64, high: f64) -> Option<BetaRate> {
    let (low, high) = (low.min(high), low.max(high));
    if !(low >= 0.0 && high <= 1.0) {
        return None;
    }
    let inside = |share: f64| share.clamp(MARGIN_OF_CERTAINTY, 1.0 - MARGIN_OF_CERTAINTY);
    let (low, high) = (inside(low), inside(high));
    BetaRate::from_90_percent_range(low, high)
        .or_else(|_| BetaRate::from_point((low + high) / 2.0, STRENGTH_OF_A_NUMBER))
        .ok()
}

/// A cited figure: its point is the mean; it weighs as many observations as a 90 % range from its
/// lower to its upper end would, that range being at least as wide as the grade asks for.
pub(crate) fn rate_of_citation(rate: &BenchmarkRate) -> Option<BetaRate> {
    if rate.unit != Unit::Share || !(rate.point > 0.0 && rate.point < 1.0) {
        return None;
    }
    let odds = rate.point / (1.0 - rate.point);
    let factor = odds_factor(rate.grade);
    let share = |odds: f64| odds / (1.0 + odds);
    let low = rate.low.min(share(odds / factor)).max(MARGIN_OF_CERTAINTY);
    let high = rate.high.max(share(odds * factor)).min(1.0 - MARGIN_OF_CERTAINTY);
    let strength = BetaRate::from_90_percent_range(low, high).ok()?.strength();
    BetaRate::from_point(rate.point, strength).ok()
}

/// By what factor the odds of somebody else's event may differ from a published figure, 9 times in
/// 10. A judgement by grade, not a measurement: a large study still saw other events than ours.
fn odds_factor(grade: Grade) -> f64 {
    match grade {
        Grade::A => 1.5,
        Grade::B => 2.0,
        Grade::C => 3.0,
    }
}

pub(crate) fn grade_letter(grade: Grade) -> char {
    match grade {
        Grade::A => 'A',
        Grade::B => 'B',
        Grade::C => 'C',
    }
}

/// The share of people of several kinds together, as one Beta with its mean and variance. `parts` are shares
/// of all people, whose rates are known independently; what is missing to 1 does nothing. `None` where all
/// is certain.
fn rate_of_parts(parts: impl Iterator<Item = (f64, BetaRate)>) -> Option<BetaRate> {
    let (mut mean, mut variance) = (0.0, 0.0);
    for (part, rate) in parts {
        mean += part * rate.mean();
        variance += part * part * rate.mean() * (1.0 - rate.mean()) / (rate.strength() + 1.0);
    }
    BetaRate::from_point(mean, mean * (1.0 - mean) / variance - 1.0).ok()
}

/// One rate for people of several groups, and what it rests on.
pub(super) struct RateOfAll {
    pub rate: BetaRate,
    /// Some of them rest on nothing.
    pub is_missing: bool,
    /// Some rest on the user's range and on nothing else.
    pub is_assumed: bool,
}

/// The share of all these people who go on: one Beta with the mean and the variance of the groups' rates
/// together, groups that share a rate moving as one. `people` are how many of each group are at the stage
/// before. `None`: nobody is, or all is certain.
pub(super) fn rate_of_all<'a>(
    rates: &Rates,
    people: impl Iterator<Item = (&'a AudienceGroup, f64)>,
    stage: FunnelStage,
) -> Option<RateOfAll> {
    let mut by_rate: BTreeMap<usize, f64> = BTreeMap::new();
    for (group, n) in people.filter(|(_, n)| *n > 0.0) {
        *by_rate.entry(rates.place_of(group, stage)).or_default() += n;
    }
    let n_all: f64 = by_rate.values().sum();
    let of = |place: &usize| &rates.all[*place];
    let parts = by_rate.iter().map(|(place, n)| (n / n_all, of(place).posterior));
    let rest_on = |source: RateSource| {
        by_rate.keys().any(|place| of(place).sources.as_slice() == std::slice::from_ref(&source))
    };
    Some(RateOfAll {
        rate: rate_of_parts(parts)?,
        is_missing: rest_on(RateSource::Missing),
        is_assumed: rest_on(RateSource::Assumed),
    })
}

/// Where nobody has said anything. Rests on nothing, and is shown so.
fn rate_of_nothing(stage: FunnelStage) -> BetaRate {
    let (low, high) = match stage {
        FunnelStage::Registered => (0.01, 0.5),
        FunnelStage::Attended => (0.2, 0.9),
        FunnelStage::Ordered => (0.01, 0.5),
    };
    BetaRate::from_90_percent_range(low, high).unwrap_or(BetaRate::UNIFORM)
}
