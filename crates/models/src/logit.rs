//! Which leads respond: logistic regression with a ridge. Knows numbers only; what the columns mean is
//! the caller's.
//!
//! ln(p/(1 − p)) = b₀ + Σ bⱼxⱼ, at the greatest of ln L − ½λ·Σ (bⱼ·sdⱼ)²: the penalty is on columns
//! made comparable, never on b₀. Newton's method (iteratively reweighted least squares) with halved
//! steps; the problem is convex, so what it ends at is the one optimum. S. le Cessie & J. C. van
//! Houwelingen (1992), *Applied Statistics* 41, 191; P. McCullagh & J. A. Nelder (1989), *Generalized
//! Linear Models*, 2.5. With fewer than ten of the rarer outcome for each column the weights are
//! not to be believed (P. Peduzzi et al. 1996, *Journal of Clinical Epidemiology* 49, 1373).

use crate::incomplete_beta::sigmoid;
use crate::linear::solve;

mod ridge_choice;
#[cfg(test)]
mod tests;

pub use ridge_choice::{RidgeChoice, choose_ridge, try_ridge};

/// Cases of the rarer outcome that each column asks for.
pub const EVENTS_PER_COLUMN: usize = 10;

/// How to fit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LogitOptions {
    /// λ, 0 for none: as if every weight per standard deviation were known beforehand to be 0 give or
    /// take 1/√λ.
    pub ridge: f64,
    /// Cases of the rarer outcome asked for each column: [`EVENTS_PER_COLUMN`] unless there is a reason.
    pub min_events_per_column: usize,
}

impl Default for LogitOptions {
    fn default() -> Self {
        LogitOptions { ridge: 1.0, min_events_per_column: EVENTS_PER_COLUMN }
    }
}

/// A fitted model.
#[derive(Debug, Clone, PartialEq)]
pub struct Logit {
    /// b₀.
    pub intercept: f64,
    /// bⱼ, one a column, on the columns' own scales.
    pub weights: Vec<f64>,
    /// Standard errors of b₀ and of every bⱼ, from the curvature at the optimum; with a ridge they
    /// are of the drawn-together weights, and too small by what the ridge hides.
    pub standard_errors: Vec<f64>,
    /// What the standard errors are the diagonal's roots of: b₀ first, on the columns' own scales.
    pub covariance: Vec<Vec<f64>>,
    /// ln L without the penalty.
    pub log_likelihood: f64,
    /// Cases it rests on.
    pub n_cases: usize,
    /// Of these, how many responded.
    pub n_events: usize,
}

/// Why there is no model.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum LogitError {
    /// Rows of unequal length, another number of outcomes, or no column.
    #[error("row {row} does not have one number for each of {n_columns} columns and an outcome")]
    Shape {
        /// Place of the row, from 0.
        row: usize,
        /// Columns there are.
        n_columns: usize,
    },
    /// A number that is not finite, or a negative ridge.
    #[error("{value} in row {row} cannot be")]
    Number {
        /// Place of the row, from 0.
        row: usize,
        /// The number given.
        value: f64,
    },
    /// Too few of the rarer outcome.
    #[error("{n_events} cases of the rarer outcome are too few, {needed} are needed")]
    TooFewEvents {
        /// Cases of the rarer outcome.
        n_events: usize,
        /// How many would do.
        needed: usize,
    },
    /// A column that is all alike.
    #[error("column {column} is the same in every row: leave it out")]
    Constant {
        /// Place of the column, from 0.
        column: usize,
    },
    /// The outcome is told by the columns without error, or columns repeat each other: no finite
    /// weights are best.
    #[error(
        "the columns tell the outcome without error, or repeat each other: a ridge above 0 is needed"
    )]
    NoOptimum,
}

impl Logit {
    /// Fits rows of numbers to what came of them.
    ///
    /// # Errors
    /// [`LogitError`] for data that cannot be, are too few, or have no optimum.
    pub fn fit(
        rows: &[Vec<f64>],
        responded: &[bool],
        options: LogitOptions,
    ) -> Result<Self, LogitError> {
        let design = Design::new(rows, responded, options)?;
        let n_parameters = design.n_columns() + 1;
        let share = design.n_events as f64 / rows.len() as f64;
        let mut beta = vec![0.0; n_parameters];
        beta[0] = (share / (1.0 - share)).ln();
        let mut objective = design.objective(&beta);
        let mut is_done = false;
        // Newton doubles its correct digits every step: far fewer are needed where there is an optimum.
        for _ in 0..100 {
            let (gradient, curvature) = design.slopes(&beta);
            let step = solve(curvature, vec![gradient]).ok_or(LogitError::NoOptimum)?.remove(0);
            let mut length = 1.0;
            let (next, reached) = loop {
                let next: Vec<f64> = beta.iter().zip(&step).map(|(b, s)| b + length * s).collect();
                let reached = design.objective(&next);
                if reached >= objective - 1e-12 * objective.abs() || length < 1e-6 {
                    break (next, reached);
                }
                length *= 0.5;
            };
            let moved = beta.iter().zip(&next).map(|(b, n)| (n - b).abs()).fold(0.0, f64::max);
            (beta, objective) = (next, reached);
            if moved < 1e-11 * beta.iter().fold(1.0, |m: f64, b| m.max(b.abs())) {
                is_done = true;
                break;
            }
        }
        // Of data that are told apart without error the weights grow for ever.
        if !is_done || beta.iter().any(|b| b.abs() > MAX_STANDARD_WEIGHT) {
            return Err(LogitError::NoOptimum);
        }
        design.model(&beta).ok_or(LogitError::NoOptimum)
    }

    /// Log-odds of a response. Columns that are missing count as 0.
    pub fn log_odds(&self, row: &[f64]) -> f64 {
        self.intercept + self.weights.iter().zip(row).map(|(b, x)| b * x).sum::<f64>()
    }

    /// Chance of a response.
    pub fn p_response(&self, row: &[f64]) -> f64 {
        sigmoid(self.log_odds(row))
    }

    /// Standard error of the log-odds of a row: how well the weights are known, not how outcomes scatter.
    /// With a ridge it is that of the normal curve at the optimum, the ridge being the prior.
    pub fn log_odds_error(&self, row: &[f64]) -> f64 {
        let at =
            |place: usize| if place == 0 { 1.0 } else { row.get(place - 1).map_or(0.0, |x| *x) };
        let of = |(i, own): (usize, &Vec<f64>)| {
            own.iter().enumerate().map(|(j, c)| at(i) * c * at(j)).sum::<f64>()
        };
        self.covariance.iter().enumerate().map(of).sum::<f64>().max(0.0).sqrt()
    }
}

/// Odds of e²⁵ per standard deviation: only outcomes told without error ask for such weights.
const MAX_STANDARD_WEIGHT: f64 = 25.0;

/// The columns made comparable.
struct Design {
    means: Vec<f64>,
    sds: Vec<f64>,
    /// 1 and the z-scores of a row.
    rows: Vec<Vec<f64>>,
    outcomes: Vec<f64>,
    n_events: usize,
    ridge: f64,
}

impl Design {
    fn new(
        rows: &[Vec<f64>],
        responded: &[bool],
        options: LogitOptions,
    ) -> Result<Self, LogitError> {
        let n_columns = rows.first().map_or(0, Vec::len);
        if n_columns == 0 || rows.len() != responded.len() {
            return Err(LogitError::Shape { row: rows.len().min(responded.len()), n_columns });
        }
        for (place, row) in rows.iter().enumerate() {
            if row.len() != n_columns {
                return Err(LogitError::Shape { row: place, n_columns });
            }
            if let Some(&value) = row.iter().find(|value| !value.is_finite()) {
                return Err(LogitError::Number { row: place, value });
            }
        }
        if !(options.ridge >= 0.0 && options.ridge.is_finite()) {
            return Err(LogitError::Number { row: 0, value: options.ridge });
        }
        let n_events = responded.iter().filter(|r| **r).count();
        let rarer = n_events.min(rows.len() - n_events);
        let needed = (options.min_events_per_column * n_columns).max(1);
        if rarer < needed {
            return Err(LogitError::TooFewEvents { n_events: rarer, needed });
        }
        let n = rows.len() as f64;
        let (mut means, mut sds) = (Vec::new(), Vec::new());
        for column in 0..n_columns {
            let mean = rows.iter().map(|row| row[column]).sum::<f64>() / n;
            let variance = rows.iter().map(|row| (row[column] - mean).powi(2)).sum::<f64>() / n;
            if variance.sqrt() <= 1e-12 * mean.abs() {
                return Err(LogitError::Constant { column });
            }
            means.push(mean);
            sds.push(variance.sqrt());
        }
        let scale = |row: &Vec<f64>| {
            let scores = row.iter().zip(means.iter().zip(&sds)).map(|(x, (m, s))| (x - m) / s);
            std::iter::once(1.0).chain(scores).collect()
        };
        let scaled = rows.iter().map(scale).collect();
        let outcomes = responded.iter().map(|&r| f64::from(r)).collect();
        Ok(Design { rows: scaled, means, sds, outcomes, n_events, ridge: options.ridge })
    }

    fn n_columns(&self) -> usize {
        self.means.len()
    }

    fn log_likelihood(&self, beta: &[f64]) -> f64 {
        let of = |(row, y): (&Vec<f64>, &f64)| {
            let eta = dot(beta, row);
            y * eta - eta.max(0.0) - (-eta.abs()).exp().ln_1p()
        };
        self.rows.iter().zip(&self.outcomes).map(of).sum()
    }

    fn objective(&self, beta: &[f64]) -> f64 {
        let penalty: f64 = beta[1..].iter().map(|b| b * b).sum();
        self.log_likelihood(beta) - 0.5 * self.ridge * penalty
    }

    /// Gradient and negative curvature of the objective.
    fn slopes(&self, beta: &[f64]) -> (Vec<f64>, Vec<Vec<f64>>) {
        let k = beta.len();
        let mut gradient = vec![0.0; k];
        let mut curvature = vec![vec![0.0; k]; k];
        for (row, y) in self.rows.iter().zip(&self.outcomes) {
            let p = sigmoid(dot(beta, row));
            for i in 0..k {
                gradient[i] += (y - p) * row[i];
                for (cell, x) in curvature[i].iter_mut().zip(row) {
                    *cell += p * (1.0 - p) * row[i] * x;
                }
            }
        }
        for i in 1..k {
            gradient[i] -= self.ridge * beta[i];
            curvature[i][i] += self.ridge;
        }
        (gradient, curvature)
    }

    /// Back on the columns' own scales; None where the curvature is singular.
    fn model(&self, beta: &[f64]) -> Option<Logit> {
        let k = beta.len();
        let (_, curvature) = self.slopes(beta);
        let units = (0..k).map(|i| (0..k).map(|j| f64::from(i == j)).collect()).collect();
        let covariance = solve(curvature, units)?;
        let weights: Vec<f64> = beta[1..].iter().zip(&self.sds).map(|(b, s)| b / s).collect();
        let intercept = beta[0] - weights.iter().zip(&self.means).map(|(b, m)| b * m).sum::<f64>();
        // Every weight on the old scale is a sum of those on the new one.
        let to_old = |i: usize, j: usize| match (i, j) {
            (0, 0) => 1.0,
            (0, j) => -self.means[j - 1] / self.sds[j - 1],
            (i, j) if i == j => 1.0 / self.sds[i - 1],
            _ => 0.0,
        };
        let half: Vec<Vec<f64>> = (0..k)
            .map(|i| {
                let row = |j: usize| (0..k).map(|l| to_old(i, l) * covariance[l][j]).sum::<f64>();
                (0..k).map(row).collect()
            })
            .collect();
        let covariance: Vec<Vec<f64>> = (0..k)
            .map(|i| {
                let cell = |j: usize| (0..k).map(|l| half[i][l] * to_old(j, l)).sum::<f64>();
                (0..k).map(cell).collect()
            })
            .collect();
        Some(Logit {
            intercept,
            weights,
            standard_errors: (0..k).map(|i| f64::max(covariance[i][i], 0.0).sqrt()).collect(),
            covariance,
            log_likelihood: self.log_likelihood(beta),
            n_cases: self.rows.len(),
            n_events: self.n_events,
        })
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}
