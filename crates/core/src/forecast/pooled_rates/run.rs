//! The range of each group, one after the other, so that others get a word in.

use meadow_models::pooling::{GroupCount, PooledRates, PoolingError, RateMixture, fit_likelihood};
use meadow_models::{BetaRate, Interval};

use super::counts::{Counts, GroupKey, count_groups};
use crate::domain::day::Day;
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
    /// People are told apart by nothing but their group: an event has a rate for each of those.
    is_usable: bool,
    /// Rows that have their range.
    n_done: usize,
}

impl PooledRun {
    pub fn new(tables: &Tables, ask: &GetPooledRates, today: Day) -> Self {
        let (groups, left_out) = count_groups(tables, ask, today);
        let counts: Vec<GroupCount> = groups.iter().map(|(_, counts)| counts.for_model()).collect();
        let fitted = PooledRates::fit(&counts).map_err(why_not);
        let population = fitted.as_ref().map(|pooled| population(pooled, &groups, &counts));
        let terms = ask.terms;
        Self {
            view: PooledRatesView {
                terms,
                rows: groups.into_iter().map(|group| row(tables, group)).collect(),
                population: population.map_err(|why| *why),
                left_out,
            },
            pooled: fitted.ok(),
            is_usable: terms.by_group && !terms.by_event && !terms.by_channel,
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
                row.to_use = self.is_usable.then(|| {
                    let range = mixture.interval(LEVEL_TO_USE);
                    // Outwards to tenths of a per cent: nobody bets on more digits.
                    ((range.low * 1e3).floor() / 1e3, (range.high * 1e3).ceil() / 1e3)
                });
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

fn row(tables: &Tables, ((event, group, channel), counts): (GroupKey, Counts)) -> PooledRow {
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
    groups: &[(GroupKey, Counts)],
    counts: &[GroupCount],
) -> PooledPopulation {
    let sum = |of: fn(&Counts) -> u32| {
        groups.iter().fold(0_u32, |sum, (_, counts)| sum.saturating_add(of(counts)))
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
