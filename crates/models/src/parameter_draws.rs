//! How well parameters are known: sets of them drawn as the data leave them uncertain.
//!
//! Laplace: the log-parameters are normal around the maximum, their covariance the inverse of the negative
//! Hessian (Gelman et al., *Bayesian Data Analysis*, 4.1; flat priors in the logarithms). Where the
//! likelihood is flat or nearly so in some direction that is no picture of it, and it is refused; then
//! the bootstrap: people drawn with replacement, fitted anew (Efron & Tibshirani 1993, ch. 6).

use crate::estimate::{Fit, Parametric};
use crate::history_table::HistoryTable;
use crate::purchasing::PurchaseModel;
use crate::stream::{Purpose, random_stream};
use crate::summary::Summary;
use rand::RngExt;
use rand_distr::{Binomial, Distribution, StandardNormal};

/// A log-parameter less well known than this (a factor of 7 either way) is not normal any more.
pub const MAX_STANDARD_ERROR: f64 = 2.0;

/// How the draws were made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DrawSource {
    /// From the normal around the maximum.
    Laplace,
    /// From people drawn anew.
    Bootstrap,
}

/// Why there are no draws.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum DrawError {
    /// The likelihood is not curved downwards in every direction.
    #[error("the likelihood is flat: the data leave a parameter open")]
    Flat,
    /// A parameter hardly known.
    #[error("{name} is known to a factor of e^{standard_error:.1} only")]
    TooWide {
        /// Its name.
        name: &'static str,
        /// Standard error of its logarithm.
        standard_error: f64,
    },
    /// Too many samples drawn anew had no maximum.
    #[error("only {n_fitted} of {n_draws} samples could be fitted")]
    TooFewFits {
        /// Samples fitted.
        n_fitted: usize,
        /// Samples drawn.
        n_draws: usize,
    },
}

/// A model with sets of parameters, all as likely.
#[derive(Debug, Clone, PartialEq)]
pub struct ParameterDraws<M> {
    /// One model a draw.
    pub models: Vec<M>,
    /// How they were drawn.
    pub source: DrawSource,
}

impl<M: Parametric> ParameterDraws<M> {
    /// By Laplace's approximation.
    ///
    /// # Errors
    /// [`DrawError::Flat`] and [`DrawError::TooWide`].
    pub fn laplace(fit: &Fit<M>, n_draws: usize, seed: u64) -> Result<Self, DrawError> {
        let (Some(curvature), Some(errors)) = (&fit.curvature, fit.standard_errors_log()) else {
            return Err(DrawError::Flat);
        };
        let is_wide = |error: f64| error >= MAX_STANDARD_ERROR || error.is_nan();
        let wide = M::NAMES.iter().zip(&errors).find(|(_, error)| is_wide(**error));
        if let Some((name, &standard_error)) = wide {
            return Err(DrawError::TooWide { name, standard_error });
        }
        let centre = fit.model.parameters();
        let draw = |i| {
            let stream = &mut random_stream(seed, i, Purpose::Parameters);
            let z: Vec<f64> = centre.iter().map(|_| stream.sample(StandardNormal)).collect();
            let shift = curvature.solve_upper(z);
            let drawn: Vec<f64> = centre.iter().zip(&shift).map(|(p, s)| p * s.exp()).collect();
            M::from_parameters(&drawn).map_err(|_| DrawError::Flat)
        };
        let models = (0..n_draws).map(draw).collect::<Result<_, _>>()?;
        Ok(ParameterDraws { models, source: DrawSource::Laplace })
    }

    /// What a figure is over the draws; None without any, or where it is no number.
    pub fn summary(&self, figure: impl Fn(&M) -> f64) -> Option<Summary> {
        Summary::of_values(&self.models.iter().map(figure).collect::<Vec<f64>>())
    }
}

impl<M: PurchaseModel> ParameterDraws<M> {
    /// By fitting people drawn anew, as many as there are; a tenth of the samples may fail and is left
    /// out.
    ///
    /// # Errors
    /// [`DrawError::TooFewFits`].
    pub fn bootstrap(
        fit: &Fit<M>,
        table: &HistoryTable,
        n_draws: usize,
        seed: u64,
    ) -> Result<Self, DrawError> {
        let draw = |i| Self::bootstrap_draw(&fit.model, table, i, seed);
        Self::of_bootstrap((0..n_draws).filter_map(draw).collect(), n_draws)
    }

    /// The model of one sample drawn anew; None where it has no maximum.
    pub fn bootstrap_draw(model: &M, table: &HistoryTable, draw: usize, seed: u64) -> Option<M> {
        let sample = table.recounted(&resample(table, seed, draw));
        M::fit_from(&sample, &[model.parameters()]).ok().map(|fit| fit.model)
    }

    /// From the models that `n_draws` samples gave.
    ///
    /// # Errors
    /// [`DrawError::TooFewFits`].
    pub fn of_bootstrap(models: Vec<M>, n_draws: usize) -> Result<Self, DrawError> {
        let n_fitted = models.len();
        if 10 * n_fitted < 9 * n_draws {
            return Err(DrawError::TooFewFits { n_fitted, n_draws });
        }
        Ok(ParameterDraws { models, source: DrawSource::Bootstrap })
    }

    /// By Laplace's approximation where it holds, by the bootstrap otherwise.
    ///
    /// # Errors
    /// [`DrawError::TooFewFits`] where neither does.
    pub fn of(
        fit: &Fit<M>,
        table: &HistoryTable,
        n_draws: usize,
        seed: u64,
    ) -> Result<Self, DrawError> {
        Self::laplace(fit, n_draws, seed).or_else(|_| Self::bootstrap(fit, table, n_draws, seed))
    }
}

/// Multinomial counts of the rows, one binomial after another.
fn resample(table: &HistoryTable, seed: u64, draw: usize) -> Vec<u64> {
    let stream = &mut random_stream(seed, draw, Purpose::Resample);
    let (mut n_left, mut weight_left) = (table.n_persons(), table.n_persons());
    let count = |(_, n): (_, u64)| {
        let share = n as f64 / weight_left.max(1) as f64;
        // Only a share outside 0 to 1 is refused, and n is part of what is left.
        let taken = Binomial::new(n_left, share).map_or(0, |binomial| binomial.sample(stream));
        weight_left -= n;
        n_left -= taken;
        taken
    };
    table.rows().map(count).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::beta_geometric::tests::simulated;
    use crate::bg_nbd::BgNbd;
    use crate::purchase_history::PurchaseHistory;
    use crate::test_data::cdnow_table;

    #[test]
    fn draws_have_the_spread_of_the_fit() {
        let fit = BgNbd::fit(&cdnow_table()).expect("enough data");
        let draws = ParameterDraws::laplace(&fit, 4000, 1).expect("curved");
        let errors = fit.standard_errors_log().expect("curved");
        for (i, error) in errors.iter().enumerate() {
            let centre = fit.model.parameters()[i];
            let logs: Vec<f64> =
                draws.models.iter().map(|m| (m.parameters()[i] / centre).ln()).collect();
            let mean = logs.iter().sum::<f64>() / 4000.0;
            let sd = (logs.iter().map(|l| (l - mean).powi(2)).sum::<f64>() / 4000.0).sqrt();
            assert!(mean.abs() < 4.5 * error / 4000f64.sqrt(), "{i}: {mean}");
            assert!((sd / error - 1.0).abs() < 0.05, "{i}: {sd}, not {error}");
        }
        assert_eq!(draws, ParameterDraws::laplace(&fit, 4000, 1).expect("curved"));
    }

    #[test]
    fn both_ways_agree_where_there_are_many_people() {
        let table = cdnow_table();
        let fit = BgNbd::fit(&table).expect("enough data");
        let case = PurchaseHistory { frequency: 2, recency: 30.43, age: 38.86 };
        let width = |draws: Result<ParameterDraws<BgNbd>, DrawError>| {
            let draws = draws.expect("fitted");
            let expected = |m: &BgNbd| m.expected_purchases(&case, 39.0);
            let range = draws.summary(expected).expect("draws").middle_90;
            assert!(range.contains(fit.model.expected_purchases(&case, 39.0)), "{range:?}");
            range.high - range.low
        };
        let ratio = width(ParameterDraws::laplace(&fit, 300, 1))
            / width(ParameterDraws::bootstrap(&fit, &table, 100, 1));
        assert!((0.6..1.6).contains(&ratio), "{ratio}");
    }

    #[test]
    fn samples_keep_their_size() {
        let table = cdnow_table();
        let counts = resample(&table, 3, 0);
        assert_eq!(counts.iter().sum::<u64>(), table.n_persons());
        assert_ne!(counts, resample(&table, 3, 1));
    }

    /// Nine in ten intervals of what is expected hold the truth, whichever way they were drawn.
    #[test]
    fn intervals_of_expected_purchases_hold_the_truth() {
        let truth = BgNbd::new(0.6, 5.0, 0.9, 2.5).expect("positive");
        let cases = [(0, 0.0), (1, 8.0), (6, 28.0)].map(|(frequency, recency)| PurchaseHistory {
            frequency,
            recency,
            age: 30.0,
        });
        let (mut n_held, mut n_all) = (0, 0);
        for seed in 0..20 {
            let table = simulated(&truth, 600, 100 + seed);
            let fit = BgNbd::fit(&table).expect("enough data");
            let draws = ParameterDraws::of(&fit, &table, 200, seed).expect("fitted");
            for case in &cases {
                let range =
                    draws.summary(|m| m.expected_purchases(case, 30.0)).expect("draws").middle_90;
                n_held += u32::from(range.contains(truth.expected_purchases(case, 30.0)));
                n_all += 1;
            }
        }
        assert!(n_all == 60 && n_held >= 46, "{n_held} of {n_all}");
    }

    #[test]
    fn people_who_do_not_differ_leave_parameters_open() {
        // All buy at one rate: r and α may grow without end.
        let alike = BgNbd::new(1e5, 1e6, 1.0, 9.0).expect("positive");
        let table = simulated(&alike, 400, 1);
        let fit = BgNbd::fit(&table).expect("enough data");
        let refused = ParameterDraws::laplace(&fit, 10, 1);
        let is_refused = matches!(refused, Err(DrawError::Flat | DrawError::TooWide { .. }));
        assert!(is_refused, "{refused:?}");
        let draws = ParameterDraws::of(&fit, &table, 20, 1).expect("the bootstrap");
        let case = PurchaseHistory { frequency: 2, recency: 25.0, age: 30.0 };
        let range = draws.summary(|m| m.expected_purchases(&case, 10.0)).expect("draws").middle_90;
        let true_one = alike.expected_purchases(&case, 10.0);
        assert!((range.low..range.high).contains(&true_one), "{range:?}, {true_one}");
    }
}
