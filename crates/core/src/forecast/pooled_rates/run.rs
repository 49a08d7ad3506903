//! The range of each group, one after the other, so that others get a word in.

use meadow_models::pooling::{GroupCount, PooledRates, PoolingError, RateMixture, fit_likelihood};
use meadow_models::{BetaRate, Interval};

use super::counts::{Counts, Group, GroupKey, count_groups, rho_of};
use crate::domain::day::Day;
use crate::domain::event::FunnelStage;
use crate::forecast::rates::widened;
use crate::protocol::GetPooledRates;
use crate::table::tables::Tables;
use crate::views::pooled_rates::{
    NotPooled, PooledPopulation, PooledRate, PooledRatesView, PooledRow,
};

/// What is shown.
const LEVEL: f64 = 0.8;
/// What an event takes: a bet of 9 to 1.
const LEVEL_TO_USE: f64 = 0.9;

/// The ranges under way.
pub struct PooledRun {
    view: PooledRatesView,
    pooled: Option<PooledRates>,
    /// For an event's rates. `None`: people are told apart by more or less than their group, of which alone an
    /// event has a rate each, or too little is known.
    to_use: Option<ToUse>,
    /// Rows that have their range.
    n_done: usize,
}

/// The same groups, for one event to come: people of one past event count for fewer, as in the event's own
/// rates.
struct ToUse {
    pooled: PooledRates,
    /// By group, in the order of the rows.
    counts: Vec<GroupCount>,
    /// How much an event's registering differs from the usual; the day moves what comes after by itself in
    /// the forecast.
    widening: Option<f64>,
}

impl ToUse {
    fn of(groups: &[(GroupKey, Group)], stage: FunnelStage) -> Option<Self> {
        let rho = rho_of(groups);
        let counts: Vec<GroupCount> =
            groups.iter().map(|(_, group)| group.independent(rho).for_model()).collect();
        let pooled = PooledRates::fit(&counts).ok()?;
        Some(Self { pooled, counts, widening: (stage == FunnelStage::Registered).then_some(rho) })
    }

    /// What one would bet on 9 to 1, outwards to tenths of a per cent: nobody bets on more digits.
    fn range(&self, place: usize) -> Option<(f64, f64)> {
        let mixture = self.pooled.of_group(*self.counts.get(place)?).ok()?;
        let range = match self.widening {
            Some(rho) => widened(mixture.as_beta().ok()?, rho).interval(LEVEL_TO_USE),
            None => mixture.interval(LEVEL_TO_USE),
        };
        Some(((range.low * 1e3).floor() / 1e3, (range.high * 1e3).ceil() / 1e3))
    }
}

impl PooledRun {
    pub fn new(tables: &Tables, ask: &GetPooledRates, today: Day) -> Self {
        let (groups, left_out) = count_groups(tables, ask, today);
        let counts: Vec<GroupCount> =
            groups.iter().map(|(_, group)| group.all().for_model()).collect();
        let fitted = PooledRates::fit(&counts).map_err(why_not);
        let population = fitted.as_ref().map(|pooled| population(pooled, &groups, &counts));
        let terms = ask.terms;
        let by_group_alone = terms.by_group && !terms.by_event && !terms.by_channel;
        let is_usable = by_group_alone && fitted.is_ok();
        let to_use = if is_usable { ToUse::of(&groups, terms.stage) } else { None };
        Self {
            view: PooledRatesView {
                terms,
                rows: groups.into_iter().map(|group| row(tables, group)).collect(),
                population: population.map_err(|why| *why),
                left_out,
            },
            pooled: fitted.ok(),
            to_use,
            n_done: 0,
        }
    }

    /// Finds the range of one more group; says whether there is more to do.
    pub fn step(&mut self) -> bool {
        let Some(row) = self.view.rows.get_mut(self.n_done) else { return false };
        let counts = Counts { n_successes: row.n_successes, n_trials: row.n_trials }.for_model();
        let mixture = self.pooled.as_ref().and_then(|pooled| pooled.of_group(counts).ok());
        match (mixture, self.view.population) {
            (Some(mixture), Ok(population)) => {
                let n = f64::from(row.n_trials);
                row.rate = rate_of(&mixture);
                row.own_part = Some(n / (n + population.strength));
                row.to_use = self.to_use.as_ref().and_then(|to_use| to_use.range(self.n_done));
            }
            _ => row.rate = alone(counts),
        }
        self.n_done += 1;
        self.n_done < self.view.rows.len()
    }

    /// Groups done, of all.
    pub fn progress(&self) -> (u64, u64) {
        (self.n_done as u64, self.view.rows.len() as u64)
    }

    pub fn finish(mut self) -> PooledRatesView {
        while self.step() {}
        self.view
    }
}

impl Counts {
    fn for_model(self) -> GroupCount {
        GroupCount {
            n_successes: self.n_successes.min(self.n_trials).into(),
            n_trials: self.n_trials.into(),
        }
    }
}

fn row(tables: &Tables, ((event, group, channel), people): (GroupKey, Group)) -> PooledRow {
    let counts = people.all();
    let name = |id| tables.event(id).map(|event| event.name.clone()).unwrap_or_default();
    PooledRow {
        event: event.map(|(day, id)| (name(id), day)),
        group,
        channel,
        n_successes: counts.n_successes,
        n_trials: counts.n_trials,
        share: f64::from(counts.n_successes) / f64::from(counts.n_trials),
        rate: PooledRate::default(),
        own_part: None,
        to_use: None,
    }
}

fn population(
    pooled: &PooledRates,
    groups: &[(GroupKey, Group)],
    counts: &[GroupCount],
) -> PooledPopulation {
    let sum = |of: fn(&Counts) -> u32| {
        groups.iter().fold(0_u32, |sum, (_, group)| sum.saturating_add(of(&group.all())))
    };
    PooledPopulation {
        new_group: rate_of(&pooled.of_new_group()),
        strength: pooled.median_strength(),
        differ: fit_likelihood(counts).is_ok(),
        n_successes: sum(|counts| counts.n_successes),
        n_trials: sum(|counts| counts.n_trials),
    }
}

fn rate_of(mixture: &RateMixture) -> PooledRate {
    with_range(mixture.mean(), mixture.interval(LEVEL))
}

/// By its own people only, starting from next to nothing (Jeffreys).
fn alone(counts: GroupCount) -> PooledRate {
    let start = BetaRate::JEFFREYS;
    let rate = start.updated(counts.n_successes, counts.n_trials).unwrap_or(start);
    with_range(rate.mean(), rate.interval(LEVEL))
}

fn with_range(mean: f64, range: Interval) -> PooledRate {
    PooledRate { mean, low: range.low, high: range.high }
}

fn why_not(error: PoolingError) -> NotPooled {
    match error {
        PoolingError::TooFewGroups { n_groups: 0, .. } => NotPooled::Nothing,
        PoolingError::TooFewGroups { n_groups: 1, .. } => NotPooled::OneGroup,
        PoolingError::TooFewGroups { n_groups, needed } => {
            NotPooled::TooFew { n: n_groups as u32, needed: needed as u32 }
        }
        // The last two do not come of a posterior of counts that were checked.
        PoolingError::AllOrNothing
        | PoolingError::NoDifference
        | PoolingError::MoreThanAll { .. } => NotPooled::AllOrNothing,
    }
}
