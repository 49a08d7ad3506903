//! From cases with features to a judged model: which invitations are learnt from and which judged, which
//! features there are responses enough for, how strong the ridge, how the chances did.

use std::collections::BTreeMap;

use meadow_models::calibration::{Calibration, area_under_curve, interval_of_area};
use meadow_models::logit::{EVENTS_PER_COLUMN, Logit, LogitError, LogitOptions};
use meadow_models::quantile::quantile;

use super::cases::Case;
use super::features::transform;
use crate::domain::day::Day;
use crate::views::lead_response::{Feature, FeatureEffect, NoResponse, ResponseTrial, TrialBin};

/// Responses (or, where these are commoner, their absence) without which nothing is learnt: ten for
/// each of three features; and without which nothing is judged.
pub const LEAST_EARLIER: usize = 3 * EVENTS_PER_COLUMN;
pub const LEAST_LATER: usize = meadow_models::calibration::MIN_EVENTS;
/// So much is learnt from, of the time there are invitations of; as near as their days allow.
const SHARE_EARLIER: f64 = 2.0 / 3.0;
/// Cases that must differ from the others in a feature.
const LEAST_DIFFERENT: usize = 20;
/// Of weights per standard deviation, known beforehand to be 0 give or take 1.8 down to 0.06.
pub const RIDGES: [f64; 7] = [0.3, 1.0, 3.0, 10.0, 30.0, 100.0, 300.0];
const LEVEL: f64 = 0.95;
const Z_95: f64 = 1.959_964;

/// Which cases are learnt from and which judged; the cases run by day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Split {
    /// The first day that is judged.
    pub day: i32,
    /// The first cases, whose weeks were over by then.
    pub n_earlier: usize,
    /// From here on judged.
    pub later_from: usize,
}

impl Split {
    /// At the day that leaves about two thirds before it and enough on both sides.
    pub fn of(cases: &[Case]) -> Result<Self, NoResponse> {
        let mut n_responded = vec![0; cases.len() + 1];
        for (at, case) in cases.iter().enumerate() {
            n_responded[at + 1] = n_responded[at] + usize::from(case.responded);
        }
        let rarer = |from: usize, to: usize| {
            let n = n_responded[to] - n_responded[from];
            n.min(to - from - n)
        };
        let mut days: Vec<i32> = cases.iter().map(|case| case.day).collect();
        days.dedup();
        // Of each case and all before it: who can still come to an event far ahead holds up those after.
        let mut latest = i32::MIN;
        let over_after: Vec<i32> = cases
            .iter()
            .map(|case| {
                latest = latest.max(case.until);
                latest
            })
            .collect();
        let splits = days.iter().skip(1).map(|day| Self {
            day: *day,
            n_earlier: over_after.partition_point(|until| until < day),
            later_from: cases.partition_point(|case| case.day < *day),
        });
        let splits: Vec<Self> = splits.filter(|split| split.n_earlier > 0).collect();
        let found =
            |split: &Self| (rarer(0, split.n_earlier), rarer(split.later_from, cases.len()));
        let is_enough = |split: &&Self| {
            let (n_earlier, n_later) = found(split);
            n_earlier >= LEAST_EARLIER && n_later >= LEAST_LATER
        };
        let off =
            |split: &&Self| (split.later_from as f64 / cases.len() as f64 - SHARE_EARLIER).abs();
        let nearest = |one: &&Self, other: &&Self| off(one).total_cmp(&off(other));
        if let Some(split) = splits.iter().filter(is_enough).min_by(nearest) {
            return Ok(*split);
        }
        let split = splits.iter().min_by(nearest).ok_or(NoResponse::OneTime)?;
        let (n_earlier, n_later) = found(split);
        Err(NoResponse::TooFew {
            n_earlier: n_earlier as u32,
            n_later: n_later as u32,
            needed_earlier: LEAST_EARLIER as u32,
            needed_later: LEAST_LATER as u32,
        })
    }
}

/// A feature as a column of numbers.
#[derive(Clone, Debug)]
pub struct Column {
    pub feature: Feature,
    /// Among all candidates.
    at: usize,
    /// Stands for what is not known: the mean of the earlier cases of which it is.
    fill: f64,
    /// What was seen; beyond it nobody knows how things go on, so more counts as the most.
    low: f64,
    high: f64,
}

/// Which features are used, and why others are not.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    pub used: Vec<Column>,
    pub too_many: Vec<Feature>,
    pub alike: Vec<Feature>,
}

impl Columns {
    /// As many of the candidates, in their order, as the earlier cases have responses for.
    pub fn choose(candidates: &[Feature], earlier: &[Vec<Option<f64>>], n_rarer: usize) -> Self {
        let mut columns = Self::default();
        for (at, feature) in candidates.iter().enumerate() {
            let known: Vec<f64> = earlier
                .iter()
                .filter_map(|row| row[at])
                .map(|value| transform(feature, value))
                .collect();
            if n_different(&known) < LEAST_DIFFERENT {
                columns.alike.push(feature.clone());
            } else if columns.used.len() >= n_rarer / EVENTS_PER_COLUMN {
                columns.too_many.push(feature.clone());
            } else {
                columns.used.push(Column {
                    feature: feature.clone(),
                    at,
                    fill: known.iter().sum::<f64>() / known.len() as f64,
                    low: known.iter().copied().fold(f64::INFINITY, f64::min),
                    high: known.iter().copied().fold(f64::NEG_INFINITY, f64::max),
                });
            }
        }
        columns
    }

    pub fn row(&self, measured: &[Option<f64>]) -> Vec<f64> {
        let value = |column: &Column| {
            let known = measured[column.at].map(|value| transform(&column.feature, value));
            known.unwrap_or(column.fill).clamp(column.low, column.high)
        };
        self.used.iter().map(value).collect()
    }
}

/// How many are not as most are.
fn n_different(values: &[f64]) -> usize {
    let mut n_of: BTreeMap<u64, usize> = BTreeMap::new();
    values.iter().for_each(|value| *n_of.entry(value.to_bits()).or_default() += 1);
    values.len() - n_of.values().max().copied().unwrap_or_default()
}

pub fn fit(rows: &[Vec<f64>], responded: &[bool], ridge: f64) -> Result<Logit, LogitError> {
    Logit::fit(rows, responded, LogitOptions { ridge, min_events_per_column: 0 })
}

/// How the model of the earlier cases does with the later ones. None only where it cannot be judged,
/// which `Split` has ruled out.
pub fn judge(
    model: &Logit,
    columns: &Columns,
    measured: &[Vec<Option<f64>>],
    cases: &[Case],
    split: Split,
) -> Option<ResponseTrial> {
    let later = &cases[split.later_from..];
    let of_later = &measured[split.later_from..];
    let outcomes: Vec<bool> = later.iter().map(|case| case.responded).collect();
    let forecasts: Vec<f64> =
        of_later.iter().map(|row| model.p_response(&columns.row(row))).collect();
    let n_yes = outcomes.iter().filter(|came| **came).count();
    let n_no = outcomes.len() - n_yes;
    let base_rate = model.n_events as f64 / model.n_cases as f64;
    let n_bins = (n_yes.min(n_no) / 10).clamp(2, 10);
    let found = Calibration::of(&forecasts, &outcomes, base_rate, n_bins).ok()?;
    let area = found.area_under_curve.and_then(|area| {
        let interval = interval_of_area(area, n_yes, n_no, LEVEL)?;
        Some((area, interval.low, interval.high))
    });
    // The first of all candidates: how often they bought.
    let purchases: Vec<f64> = of_later.iter().map(|row| row[0].unwrap_or_default()).collect();
    let bins = found.bins.iter().map(|bin| TrialBin {
        n: bin.n_cases as u32,
        said: bin.said,
        came: bin.came,
        low: bin.interval.low,
        high: bin.interval.high,
    });
    Some(ResponseTrial {
        split: Day(split.day),
        n_earlier: model.n_cases as u32,
        n_earlier_responded: model.n_events as u32,
        n_later: found.n_cases as u32,
        n_later_responded: found.n_events as u32,
        n_between: (split.later_from - split.n_earlier) as u32,
        brier: found.brier,
        brier_of_same: found.brier_of_base_rate,
        area,
        area_of_purchases: area_under_curve(&purchases, &outcomes),
        bias: found.bias,
        slope: found.intercept_and_slope.map(|(_, slope)| slope),
        bins: bins.collect(),
    })
}

/// What each feature says, the strongest first.
pub fn effects(
    model: &Logit,
    columns: &Columns,
    measured: &[Vec<Option<f64>>],
) -> Vec<FeatureEffect> {
    let effect = |(place, column): (usize, &Column)| {
        let known: Vec<f64> = measured.iter().filter_map(|row| row[column.at]).collect();
        let (from, to) = ends(&column.feature, &known)?;
        let step = transform(&column.feature, to) - transform(&column.feature, from);
        let odds = model.weights[place] * step;
        let doubt = Z_95 * model.standard_errors[place + 1] * step.abs();
        Some(FeatureEffect {
            feature: column.feature.clone(),
            from,
            to,
            odds: odds.exp(),
            low: (odds - doubt).exp(),
            high: (odds + doubt).exp(),
        })
    };
    let mut effects: Vec<FeatureEffect> =
        columns.used.iter().enumerate().filter_map(effect).collect();
    effects.sort_by(|a, b| b.odds.ln().abs().total_cmp(&a.odds.ln().abs()));
    effects
}

/// The quartiles; the ends where these are the same.
fn ends(feature: &Feature, known: &[f64]) -> Option<(f64, f64)> {
    if matches!(feature, Feature::Is(..)) {
        return Some((0.0, 1.0));
    }
    let pairs = [(0.25, 0.75), (0.1, 0.9), (0.0, 1.0)];
    let ends = pairs.map(|(low, high)| Some((quantile(known, low)?, quantile(known, high)?)));
    ends.into_iter().flatten().find(|(low, high)| low < high)
}
