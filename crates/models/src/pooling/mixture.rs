//! A rate known as one of many Beta distributions, each with its weight. Knows no groups.

use crate::beta_rate::{BetaRate, RateError};
use crate::root::find_root;
use crate::stream::{Purpose, random_stream};
use crate::summary::Interval;
use rand::RngExt;

/// A weighted mixture of Beta distributions; weights are positive and sum to 1.
#[derive(Debug, Clone, PartialEq)]
pub struct RateMixture {
    parts: Vec<(BetaRate, f64)>,
}

impl RateMixture {
    pub(super) fn new(parts: Vec<(BetaRate, f64)>) -> Self {
        RateMixture { parts }
    }

    /// Expected rate.
    pub fn mean(&self) -> f64 {
        self.parts.iter().map(|(rate, w)| w * rate.mean()).sum()
    }

    /// Standard deviation of the rate.
    pub fn sd(&self) -> f64 {
        let mean = self.mean();
        let variance = |rate: BetaRate| {
            let m = rate.mean();
            m * (1.0 - m) / (rate.strength() + 1.0) + (m - mean).powi(2)
        };
        self.parts.iter().map(|(rate, w)| w * variance(*rate)).sum::<f64>().sqrt()
    }

    /// Chance that the rate is at most `x`.
    pub fn p_at_most(&self, x: f64) -> f64 {
        self.parts.iter().map(|(rate, w)| w * rate.p_at_most(x)).sum::<f64>().min(1.0)
    }

    /// The rate below which the true one lies with chance `p`.
    pub fn quantile(&self, p: f64) -> f64 {
        // Nearly always near the mean; wherever it is, the search is exact.
        let (mean, sd) = (self.mean(), self.sd());
        let (mut low, mut high) = ((mean - 4.0 * sd).max(0.0), (mean + 4.0 * sd).min(1.0));
        if self.p_at_most(low) > p {
            low = 0.0;
        }
        if self.p_at_most(high) < p {
            high = 1.0;
        }
        find_root(|x| self.p_at_most(x) - p, low, high)
    }

    /// The middle part of the given probability, as much left out below as above.
    pub fn interval(&self, level: f64) -> Interval {
        let tail = 0.5 * (1.0 - level.clamp(0.0, 1.0));
        Interval { low: self.quantile(tail), high: self.quantile(1.0 - tail) }
    }

    /// The one Beta distribution of the same mean and standard deviation: what a funnel takes.
    ///
    /// # Errors
    /// [`RateError::Parameters`] where the mixture is all but certain.
    pub fn as_beta(&self) -> Result<BetaRate, RateError> {
        let (mean, variance) = (self.mean(), self.sd().powi(2));
        let strength = mean * (1.0 - mean) / variance - 1.0;
        BetaRate::new(mean * strength, (1.0 - mean) * strength)
    }

    /// Draws of the rate, the same for the same seed.
    pub fn draws(&self, n_draws: usize, seed: u64) -> Vec<f64> {
        let one = |draw| {
            let mut stream = random_stream(seed, draw, Purpose::Rate(0));
            let mut left: f64 = stream.random();
            let part = self.parts.iter().find(|(_, w)| {
                left -= w;
                left < 0.0
            });
            // Rounding may leave a hair at the end: the last part has it.
            part.or(self.parts.last()).map_or(f64::NAN, |(rate, _)| rate.sample(&mut stream))
        };
        (0..n_draws).map(one).collect()
    }
}
