//! A rate and how well it is known, as a Beta distribution.
//!
//! Beta(a, b) has the density x^(a−1)·(1−x)^(b−1) / B(a, b); a and b count like successes and failures
//! seen, so evidence adds to them (conjugacy). Gelman et al., *Bayesian Data Analysis*, 3rd ed., 2.4.
//! Where the numbers come from (a cited default, a user's range, past events) is not known here.

use crate::incomplete_beta::{incomplete_beta, inverse_incomplete_beta, ln_beta, sigmoid};
use crate::root::find_root;
use crate::stream::{Purpose, random_stream};
use crate::summary::Interval;
use rand::Rng;
use rand_distr::Distribution;

/// A rate between 0 and 1, known as Beta(a, b). Both parameters are finite and at least 1e-9.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BetaRate {
    a: f64,
    b: f64,
}

/// Why numbers do not make a rate.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum RateError {
    /// A Beta parameter that is not positive and finite.
    #[error("the Beta parameters {a} and {b} must both be positive and finite")]
    Parameters {
        /// First parameter.
        a: f64,
        /// Second parameter.
        b: f64,
    },
    /// The lower end is not below the upper end.
    #[error("the range starts at {low} and must end above that, not at {high}")]
    Reversed {
        /// Lower end.
        low: f64,
        /// Upper end.
        high: f64,
    },
    /// An end of the range, or a point value, is not strictly between 0 and 1.
    #[error("{value} is not strictly between 0 and 1; a rate of 0 or 1 would be certainty")]
    OutsideUnit {
        /// The offending value.
        value: f64,
    },
    /// A range so narrow that it claims more than ten million observations.
    #[error("the range from {low} to {high} is too narrow to be believed")]
    TooNarrow {
        /// Lower end.
        low: f64,
        /// Upper end.
        high: f64,
    },
    /// A range so wide that it says next to nothing.
    #[error("the range from {low} to {high} is too wide to say anything")]
    TooWide {
        /// Lower end.
        low: f64,
        /// Upper end.
        high: f64,
    },
    /// An effective sample size that is not positive and finite.
    #[error("the sample size {n} must be positive")]
    SampleSize {
        /// The size given.
        n: f64,
    },
    /// More successes than trials.
    #[error("{n_successes} of {n_trials} cannot be")]
    MoreThanAll {
        /// Successes given.
        n_successes: u64,
        /// Trials given.
        n_trials: u64,
    },
}

const MIN_PARAMETER: f64 = 1e-9;
/// Strength (a + b) of the weakest and of the strongest belief a range may stand for. Knowing nothing is
/// a strength of 2; below a fifth the range speaks of all or nothing, not of a rate.
const STRENGTH_LIMITS: (f64, f64) = (0.2, 1e7);

impl BetaRate {
    /// Before any knowledge: every rate as likely as any other, Beta(1, 1).
    pub const UNIFORM: BetaRate = BetaRate { a: 1.0, b: 1.0 };
    /// Jeffreys' prior, Beta(½, ½).
    pub const JEFFREYS: BetaRate = BetaRate { a: 0.5, b: 0.5 };

    /// Beta(a, b).
    ///
    /// # Errors
    /// [`RateError::Parameters`] unless both are positive and finite.
    pub fn new(a: f64, b: f64) -> Result<Self, RateError> {
        let possible = |v: f64| v.is_finite() && v >= MIN_PARAMETER;
        if possible(a) && possible(b) {
            Ok(BetaRate { a, b })
        } else {
            Err(RateError::Parameters { a, b })
        }
    }

    /// The rate someone would bet on 9 to 1 to lie between `low` and `high`: its 5 % and 95 % quantiles
    /// are the two ends. For a given strength a + b one mean puts 5 % below `low`; the strength is then
    /// found that leaves 5 % above `high` (more strength, less above).
    ///
    /// # Errors
    /// [`RateError::OutsideUnit`] unless both ends lie between 0 and 1, [`RateError::Reversed`] unless
    /// `low` is the smaller, [`RateError::TooNarrow`] or [`RateError::TooWide`] where no Beta has them
    /// as its quantiles.
    pub fn from_90_percent_range(low: f64, high: f64) -> Result<Self, RateError> {
        for value in [low, high] {
            if !(value > 0.0 && value < 1.0) {
                return Err(RateError::OutsideUnit { value });
            }
        }
        if low >= high {
            return Err(RateError::Reversed { low, high });
        }
        let with_strength = |ln_strength: f64| {
            let strength = ln_strength.exp();
            let parameters = |logit_mean: f64| {
                let a = strength * sigmoid(logit_mean);
                let b = strength * sigmoid(-logit_mean);
                (a.max(MIN_PARAMETER), b.max(MIN_PARAMETER))
            };
            let excess_below = |logit_mean: f64| {
                let (a, b) = parameters(logit_mean);
                incomplete_beta(a, b, low) - 0.05
            };
            parameters(find_root(excess_below, -30.0, 30.0))
        };
        let missing_above = |ln_strength: f64| {
            let (a, b) = with_strength(ln_strength);
            incomplete_beta(a, b, high) - 0.95
        };
        let (weakest, strongest) = (STRENGTH_LIMITS.0.ln(), STRENGTH_LIMITS.1.ln());
        if missing_above(strongest) < 0.0 {
            return Err(RateError::TooNarrow { low, high });
        }
        if missing_above(weakest) > 0.0 {
            return Err(RateError::TooWide { low, high });
        }
        let (a, b) = with_strength(find_root(missing_above, weakest, strongest));
        BetaRate::new(a, b)
    }

    /// A point value that weighs as much as `n_effective` observations: a = value·n, b = (1 − value)·n.
    /// How many a cited figure is worth is a judgement of its source, made by the caller.
    ///
    /// # Errors
    /// [`RateError::OutsideUnit`] unless `value` lies between 0 and 1, [`RateError::SampleSize`] unless
    /// `n_effective` is positive and finite.
    pub fn from_point(value: f64, n_effective: f64) -> Result<Self, RateError> {
        if !(value > 0.0 && value < 1.0) {
            return Err(RateError::OutsideUnit { value });
        }
        if !(n_effective.is_finite() && n_effective > 0.0) {
            return Err(RateError::SampleSize { n: n_effective });
        }
        BetaRate::new(value * n_effective, (1.0 - value) * n_effective)
    }

    /// What is known after seeing `n_successes` in `n_trials`: Beta(a + successes, b + failures).
    ///
    /// # Errors
    /// [`RateError::MoreThanAll`] where there are more successes than trials.
    pub fn updated(self, n_successes: u64, n_trials: u64) -> Result<Self, RateError> {
        let Some(n_failures) = n_trials.checked_sub(n_successes) else {
            return Err(RateError::MoreThanAll { n_successes, n_trials });
        };
        BetaRate::new(self.a + n_successes as f64, self.b + n_failures as f64)
    }

    /// How well `n_successes` in `n_trials` fit what was known before: the chance, by the
    /// beta-binomial distribution that this knowledge predicts, of a result at least as far out on
    /// the same side, doubled (the prior predictive check of Box 1980, *JRSS A* 143, 383). 1 fits
    /// well; near 0 the two contradict each other. More successes than trials count as all.
    pub fn predictive_p_value(self, n_successes: u64, n_trials: u64) -> f64 {
        let n_successes = n_successes.min(n_trials);
        let p_exactly = |k: u64| {
            let (k, n) = (k as f64, n_trials as f64);
            let ln_ways = -(n + 1.0).ln() - ln_beta(n - k + 1.0, k + 1.0);
            (ln_ways + ln_beta(k + self.a, n - k + self.b) - ln_beta(self.a, self.b)).exp()
        };
        let p_here = p_exactly(n_successes);
        let p_below: f64 = (0..n_successes).map(p_exactly).sum();
        // The sum of the other tail: 1 − p_below loses every digit of a small one.
        let p_above: f64 = (n_successes + 1..=n_trials).map(p_exactly).sum();
        (2.0 * (p_below.min(p_above) + p_here)).min(1.0)
    }

    /// First parameter: like successes seen.
    pub fn a(self) -> f64 {
        self.a
    }

    /// Second parameter: like failures seen.
    pub fn b(self) -> f64 {
        self.b
    }

    /// a + b: how many observations the knowledge weighs.
    pub fn strength(self) -> f64 {
        self.a + self.b
    }

    /// a / (a + b).
    pub fn mean(self) -> f64 {
        self.a / (self.a + self.b)
    }

    /// Chance that the rate is at most `x`.
    pub fn p_at_most(self, x: f64) -> f64 {
        incomplete_beta(self.a, self.b, x)
    }

    /// The rate below which the true one lies with chance `p`.
    pub fn quantile(self, p: f64) -> f64 {
        inverse_incomplete_beta(self.a, self.b, p)
    }

    /// The middle part of the given probability, as much left out below as above: `interval(0.9)` goes
    /// from the 5 % to the 95 % quantile.
    pub fn interval(self, level: f64) -> Interval {
        let tail = 0.5 * (1.0 - level.clamp(0.0, 1.0));
        Interval { low: self.quantile(tail), high: self.quantile(1.0 - tail) }
    }

    /// One draw of the rate.
    pub fn sample<R: Rng>(self, stream: &mut R) -> f64 {
        self.sampler().sample(stream)
    }

    /// One draw of the rate by itself; the same seed, draw and place give the same. `place` tells apart
    /// the rates of one draw.
    pub fn draw(self, place: usize, draw: usize, seed: u64) -> f64 {
        self.sample(&mut random_stream(seed, draw, Purpose::Rate(place)))
    }

    /// The same, prepared once for many draws.
    pub(crate) fn sampler(self) -> rand_distr::Beta<f64> {
        rand_distr::Beta::new(self.a, self.b).expect("positive") // cannot fail: a, b ≥ 1e-9 by construction
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_range(low: f64, high: f64) {
        let rate = BetaRate::from_90_percent_range(low, high);
        let interval = rate.map(|r| r.interval(0.9));
        let close = interval.is_ok_and(|i| {
            (i.low / low - 1.0).abs() < 1e-7 && ((1.0 - i.high) / (1.0 - high) - 1.0).abs() < 1e-7
        });
        assert!(close, "{low}..{high}: {rate:?} has {interval:?}");
    }

    #[test]
    fn a_range_comes_back_as_the_90_percent_interval() {
        check_range(0.25, 0.35);
        check_range(0.001, 0.02);
        check_range(0.05, 0.95);
        check_range(0.9, 0.999);
        check_range(0.3, 0.301);
        check_range(1e-6, 0.5);
    }

    #[test]
    fn the_uniform_is_found_from_its_own_quantiles() {
        let rate = BetaRate::from_90_percent_range(0.05, 0.95).expect("a possible range");
        assert!((rate.a() - 1.0).abs() < 1e-7 && (rate.b() - 1.0).abs() < 1e-7, "{rate:?}");
    }

    #[test]
    fn impossible_ranges_are_refused_by_kind() {
        let refuse = |low, high| BetaRate::from_90_percent_range(low, high).err();
        assert_eq!(refuse(0.0, 0.1), Some(RateError::OutsideUnit { value: 0.0 }));
        assert_eq!(refuse(0.4, 1.0), Some(RateError::OutsideUnit { value: 1.0 }));
        assert!(matches!(refuse(f64::NAN, 0.2), Some(RateError::OutsideUnit { .. })));
        assert_eq!(refuse(0.3, 0.2), Some(RateError::Reversed { low: 0.3, high: 0.2 }));
        assert_eq!(refuse(0.3, 0.3), Some(RateError::Reversed { low: 0.3, high: 0.3 }));
        assert!(matches!(refuse(0.3, 0.300_000_1), Some(RateError::TooNarrow { .. })));
        let (nought, one) = (1e-300, 1.0 - 1e-16);
        assert!(matches!(refuse(nought, one), Some(RateError::TooWide { .. })));
    }

    #[test]
    fn evidence_adds_up() {
        let prior = BetaRate::from_point(0.28, 50.0).expect("a possible point");
        let posterior = prior.updated(60, 100).expect("60 of 100");
        assert!((posterior.mean() - 74.0 / 150.0).abs() < 1e-12);
        assert!((posterior.strength() - 150.0).abs() < 1e-12);
        let impossible = RateError::MoreThanAll { n_successes: 3, n_trials: 2 };
        assert_eq!(prior.updated(3, 2), Err(impossible));
        assert!(BetaRate::from_point(1.0, 5.0).is_err() && BetaRate::from_point(0.5, 0.0).is_err());
    }

    #[test]
    fn rat_tumour_71_as_in_bayesian_data_analysis() {
        // Table 5.1 and section 5.1: prior by moments (1.356, 8.615), 4 of 14 rats → mean .223
        let prior = BetaRate::new(1.356, 8.615).expect("positive");
        let rat = prior.updated(4, 14).expect("4 of 14");
        assert!((rat.mean() - 0.223).abs() < 0.0005, "{}", rat.mean());
    }

    #[test]
    fn draws_follow_the_distribution_even_when_it_is_nearly_all_or_nothing() {
        for (a, b) in [(3.0, 9.0), (0.01, 0.03), (1e-9, 1.0), (40.0, 1e5)] {
            let rate = BetaRate::new(a, b).expect("positive");
            let draws: Vec<f64> = (0..20_000)
                .map(|draw| rate.sample(&mut random_stream(1, draw, Purpose::Rate(0))))
                .collect();
            assert!(draws.iter().all(|x| (0.0..=1.0).contains(x)), "{rate:?}");
            let mean = draws.iter().sum::<f64>() / 20_000.0;
            let sd = (rate.mean() * (1.0 - rate.mean()) / (a + b + 1.0)).sqrt();
            assert!((mean - rate.mean()).abs() <= 5.0 * sd / 20_000f64.sqrt(), "{rate:?}: {mean}");
        }
    }

    /// Against sums in 40 digits: twice the smaller tail, the result itself included.
    #[test]
    fn predictive_p_values_are_those_of_the_beta_binomial() {
        let rate = |a, b| BetaRate::new(a, b).unwrap();
        let few = rate(1.5, 150.0).predictive_p_value(3, 20);
        assert!((few - 2.0 * 0.002_953_349_472_763_168).abs() < 1e-12, "{few}");
        let contradicted = rate(1.5, 148.5).predictive_p_value(20, 67);
        assert!((contradicted / (2.0 * 3.228_628_794_436_979e-11) - 1.0).abs() < 1e-6);
        let fits = rate(3.0, 7.0).predictive_p_value(30, 100);
        assert!((fits - 2.0 * 0.475_546_184_198_564_2).abs() < 1e-10, "{fits}");
        let none = rate(0.9, 4.1).predictive_p_value(0, 200);
        assert!((none - 2.0 * 0.029_385_553_845_179_095).abs() < 1e-10, "{none}");
        assert_eq!(rate(2.0, 3.0).predictive_p_value(0, 0), 1.0);
    }
}
