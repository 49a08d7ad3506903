//! Whether forecasts of yes and no are to be believed: against what came, on cases that came later.
//! Knows chances, outcomes and times as numbers.
//!
//! - Brier score: mean of (p − y)²; beside it that of saying the same chance of everybody.
//! - Calibration: y regressed on logit p; intercept 0 and slope 1 are perfect, a slope below 1 means
//!   forecasts too far out. D. R. Cox (1958), *Biometrika* 45, 562.
//! - Reliability: cases in bins of like forecast, what was said beside what came with Wilson's interval.
//! - Discrimination: the chance that one who responded had the higher forecast (area under the ROC
//!   curve), by mid-ranks. J. A. Hanley & B. J. McNeil (1982), *Radiology* 143, 29.
//!
//! Random splits hide drift: the earlier cases are fitted, the later judged.

use crate::incomplete_beta::logit as logit_of;
use crate::interval::{two_sided_z, wilson};
use crate::logit::{Logit, LogitError, LogitOptions};
use crate::quantile::percentile_ranks;
use crate::summary::Interval;

#[cfg(test)]
mod tests;

/// Cases of like forecast.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ReliabilityBin {
    /// Cases in it.
    pub n_cases: u64,
    /// Mean forecast.
    pub said: f64,
    /// Share that responded.
    pub came: f64,
    /// Wilson's 95 % interval of that share.
    pub interval: Interval,
}

/// How forecasts fared.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration {
    /// Cases judged.
    pub n_cases: usize,
    /// Of these, how many responded.
    pub n_events: usize,
    /// Mean squared error of the forecasts.
    pub brier: f64,
    /// The same of forecasting `base_rate` for everybody.
    pub brier_of_base_rate: f64,
    /// Mean forecast less share that responded.
    pub bias: f64,
    /// Intercept and slope of the outcomes on the logit of the forecasts; None where too few, or where
    /// they have no optimum.
    pub intercept_and_slope: Option<(f64, f64)>,
    /// Area under the ROC curve; None where all outcomes are alike.
    pub area_under_curve: Option<f64>,
    /// From the lowest forecasts to the highest.
    pub bins: Vec<ReliabilityBin>,
}

/// Why nothing can be judged.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum CalibrationError {
    /// Lists of unequal length.
    #[error("{n_forecasts} forecasts and {n_outcomes} outcomes do not match")]
    Shape {
        /// Forecasts (or times) given.
        n_forecasts: usize,
        /// Outcomes given.
        n_outcomes: usize,
    },
    /// A forecast that is no chance, a time that is not finite, or a share that leaves one side empty.
    #[error("{value} is no possible chance, time or share")]
    Number {
        /// The number given.
        value: f64,
    },
    /// Too few cases to judge by.
    #[error(
        "{n_cases} cases to judge by, {n_events} of the rarer outcome, are too few: {needed} of it are needed"
    )]
    TooFew {
        /// Cases there are.
        n_cases: usize,
        /// Of the rarer outcome.
        n_events: usize,
        /// [`MIN_EVENTS`].
        needed: usize,
    },
    /// The earlier cases cannot be fitted.
    #[error(transparent)]
    Fit(#[from] LogitError),
}

/// Cases of the rarer outcome below which nothing is judged.
pub const MIN_EVENTS: usize = 10;

impl Calibration {
    /// Judges forecasts by what came, in at most `n_bins` bins of about equal size; equal forecasts stay
    /// together. `base_rate` is the share known beforehand, for comparison.
    ///
    /// # Errors
    /// [`CalibrationError`] for lists that do not match, forecasts that are no chances, or too few cases.
    pub fn of(
        forecasts: &[f64],
        responded: &[bool],
        base_rate: f64,
        n_bins: usize,
    ) -> Result<Self, CalibrationError> {
        let (n_forecasts, n_outcomes) = (forecasts.len(), responded.len());
        if n_forecasts != n_outcomes {
            return Err(CalibrationError::Shape { n_forecasts, n_outcomes });
        }
        if let Some(&value) =
            forecasts.iter().chain([&base_rate]).find(|p| !(0.0..=1.0).contains(*p))
        {
            return Err(CalibrationError::Number { value });
        }
        let n_events = responded.iter().filter(|r| **r).count();
        let rarer = n_events.min(n_outcomes - n_events);
        if rarer < MIN_EVENTS {
            let (n_cases, needed) = (n_outcomes, MIN_EVENTS);
            return Err(CalibrationError::TooFew { n_cases, n_events: rarer, needed });
        }
        let n = n_outcomes as f64;
        let outcome = |responded: &bool| f64::from(*responded);
        let mean_over = |of: &dyn Fn(f64, f64) -> f64| {
            forecasts.iter().zip(responded).map(|(p, r)| of(*p, outcome(r))).sum::<f64>() / n
        };
        Ok(Calibration {
            n_cases: n_outcomes,
            n_events,
            brier: mean_over(&|p, y| (p - y).powi(2)),
            brier_of_base_rate: mean_over(&|_, y| (base_rate - y).powi(2)),
            bias: mean_over(&|p, y| p - y),
            intercept_and_slope: line_of(forecasts, responded),
            area_under_curve: area_under_curve(forecasts, responded),
            bins: bins_of(forecasts, responded, n_bins),
        })
    }
}

fn line_of(forecasts: &[f64], responded: &[bool]) -> Option<(f64, f64)> {
    // A forecast of 0 or 1 has no logit; one in a million stands for it.
    let rows: Vec<Vec<f64>> =
        forecasts.iter().map(|p| vec![logit_of(p.clamp(1e-6, 1.0 - 1e-6))]).collect();
    let options = LogitOptions { ridge: 0.0, min_events_per_column: MIN_EVENTS };
    let line = Logit::fit(&rows, responded, options).ok()?;
    Some((line.intercept, line.weights[0]))
}

/// The chance that one who responded had the higher forecast, by mid-ranks; any score that orders cases
/// will do as a forecast. None where all outcomes are alike, or for lists of unequal length.
pub fn area_under_curve(forecasts: &[f64], responded: &[bool]) -> Option<f64> {
    if forecasts.len() != responded.len() {
        return None;
    }
    let n = forecasts.len() as f64;
    let n_yes = responded.iter().filter(|r| **r).count() as f64;
    let n_no = n - n_yes;
    // A percentile mid-rank is (rank − ½)/n.
    let ranks = percentile_ranks(forecasts);
    let of_yes: f64 =
        ranks.iter().zip(responded).filter(|(_, r)| **r).map(|(rank, _)| rank * n + 0.5).sum();
    (n_yes > 0.0 && n_no > 0.0).then(|| (of_yes - n_yes * (n_yes + 1.0) / 2.0) / (n_yes * n_no))
}

/// The interval of an area under the curve at `level`, cut to 0–1, from the cases it rests on: variance
/// (A(1 − A) + (n₁ − 1)(Q₁ − A²) + (n₀ − 1)(Q₂ − A²))/(n₁n₀) with Q₁ = A/(2 − A), Q₂ = 2A²/(1 + A). Hanley &
/// McNeil (1982), equation 2. None without cases of both kinds, or for a level outside 0 to 1.
pub fn interval_of_area(area: f64, n_yes: usize, n_no: usize, level: f64) -> Option<Interval> {
    let is_possible =
        n_yes > 0 && n_no > 0 && (0.0..=1.0).contains(&area) && level > 0.0 && level < 1.0;
    let (yes, no) = (n_yes as f64, n_no as f64);
    let (q_yes, q_no) = (area / (2.0 - area), 2.0 * area * area / (1.0 + area));
    let within = (yes - 1.0) * (q_yes - area * area) + (no - 1.0) * (q_no - area * area);
    let variance = (area * (1.0 - area) + within) / (yes * no);
    let half = two_sided_z(level) * variance.max(0.0).sqrt();
    is_possible.then_some(Interval { low: (area - half).max(0.0), high: (area + half).min(1.0) })
}

fn bins_of(forecasts: &[f64], responded: &[bool], n_bins: usize) -> Vec<ReliabilityBin> {
    let mut order: Vec<usize> = (0..forecasts.len()).collect();
    order.sort_by(|&i, &j| forecasts[i].total_cmp(&forecasts[j]));
    let per_bin = forecasts.len().div_ceil(n_bins.max(1));
    let mut bins = Vec::new();
    let mut start = 0;
    while start < order.len() {
        let mut end = (start + per_bin).min(order.len());
        while end < order.len() && forecasts[order[end]] == forecasts[order[end - 1]] {
            end += 1;
        }
        let members = &order[start..end];
        let n_cases = members.len() as u64;
        let n_came = members.iter().filter(|&&i| responded[i]).count() as u64;
        let said = members.iter().map(|&i| forecasts[i]).sum::<f64>() / n_cases as f64;
        if let Some(interval) = wilson(n_came, n_cases, 0.95) {
            let came = n_came as f64 / n_cases as f64;
            bins.push(ReliabilityBin { n_cases, said, came, interval });
        }
        start = end;
    }
    bins
}

/// A model fitted to earlier cases and judged by later ones.
#[derive(Debug, Clone, PartialEq)]
pub struct TimeValidation {
    /// The model of the earlier cases.
    pub model: Logit,
    /// How it fared with the later ones; the base rate is that of the earlier.
    pub later: Calibration,
    /// The first time that was judged: all cases before it were fitted.
    pub split_time: f64,
}

/// Fits the earlier `share_fitted` of the cases (those of one time stay together, with the earlier) and
/// judges the model by the rest.
///
/// # Errors
/// [`CalibrationError`] where lists do not match, either part is too small, or there is no model.
pub fn validate_by_time(
    times: &[f64],
    rows: &[Vec<f64>],
    responded: &[bool],
    share_fitted: f64,
    options: LogitOptions,
) -> Result<TimeValidation, CalibrationError> {
    let n = responded.len();
    for length in [times.len(), rows.len()] {
        if length != n {
            return Err(CalibrationError::Shape { n_forecasts: length, n_outcomes: n });
        }
    }
    if let Some(&value) = times.iter().find(|time| !time.is_finite()) {
        return Err(CalibrationError::Number { value });
    }
    if !(share_fitted > 0.0 && share_fitted < 1.0) {
        return Err(CalibrationError::Number { value: share_fitted });
    }
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by(|&i, &j| times[i].total_cmp(&times[j]));
    let mut n_fitted = (n as f64 * share_fitted).ceil() as usize;
    while n_fitted > 0 && n_fitted < n && times[order[n_fitted]] == times[order[n_fitted - 1]] {
        n_fitted += 1;
    }
    let (earlier, later) = order.split_at(n_fitted.min(n));
    let Some(&first_later) = later.first() else {
        return Err(CalibrationError::TooFew { n_cases: 0, n_events: 0, needed: MIN_EVENTS });
    };
    let rows_of =
        |part: &[usize]| -> Vec<Vec<f64>> { part.iter().map(|&i| rows[i].clone()).collect() };
    let outcomes_of =
        |part: &[usize]| -> Vec<bool> { part.iter().map(|&i| responded[i]).collect() };
    let model = Logit::fit(&rows_of(earlier), &outcomes_of(earlier), options)?;
    let forecasts: Vec<f64> = later.iter().map(|&i| model.p_response(&rows[i])).collect();
    let base_rate = model.n_events as f64 / model.n_cases as f64;
    let later = Calibration::of(&forecasts, &outcomes_of(later), base_rate, 10)?;
    Ok(TimeValidation { model, later, split_time: times[first_later] })
}
