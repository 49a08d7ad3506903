//! Binomial counts that never fall when the number of trials rises.
//!
//! Inversion of one uniform number gives such a count, but its start (1 − p)ⁿ underflows for large n.
//! So the trials are cut into blocks of 256, each with its own uniform number from the same stream:
//! a sum of exact binomials, hence exactly binomial, and with the same stream one trial more never
//! gives a smaller count. L. Devroye (1986), *Non-Uniform Random Variate Generation*, X.4.

use crate::incomplete_beta::incomplete_beta;
use rand::{Rng, RngExt};

const BLOCK: u32 = 256;

/// Successes in `n` trials of chance `p` each.
pub(crate) fn draw_binomial<R: Rng>(n: u32, p: f64, stream: &mut R) -> u32 {
    if n == 0 || p <= 0.0 {
        return 0;
    }
    if p >= 1.0 {
        return n;
    }
    let trials = Trials::new(p);
    let mut count = 0;
    if n >= BLOCK {
        let p_none = trials.p_none(BLOCK);
        for _ in 0..n / BLOCK {
            count += trials.quantile(BLOCK, p_none, stream.random());
        }
    }
    match n % BLOCK {
        0 => count,
        rest => count + trials.quantile(rest, trials.p_none(rest), stream.random()),
    }
}

/// P(Bin(n, p) ≥ k) = I_p(k, n − k + 1).
pub(crate) fn p_binomial_at_least(n: u32, k: u32, p: f64) -> f64 {
    if k == 0 {
        1.0
    } else if k > n {
        0.0
    } else {
        incomplete_beta(f64::from(k), f64::from(n - k) + 1.0, p)
    }
}

/// Trials of one chance. Counts failures instead where successes are the rule: (1 − p)^256 stays above
/// 1e-78.
struct Trials {
    flipped: bool,
    p_other: f64,
    odds: f64,
}

impl Trials {
    fn new(p: f64) -> Self {
        let flipped = p > 0.5;
        let rare = if flipped { 1.0 - p } else { p };
        Trials { flipped, p_other: 1.0 - rare, odds: rare / (1.0 - rare) }
    }

    /// (1 − p)ⁿ by squaring: a third of the time that a logarithm and its inverse take, and the same on
    /// every machine.
    fn p_none(&self, n: u32) -> f64 {
        let (mut power, mut square, mut left) = (1.0, self.p_other, n);
        while left > 1 {
            if left & 1 == 1 {
                power *= square;
            }
            square *= square;
            left >>= 1;
        }
        power * square
    }

    /// The count of `n` ≥ 1 trials that a uniform number stands for.
    fn quantile(&self, n: u32, p_none: f64, uniform: f64) -> u32 {
        let mut left = if self.flipped { 1.0 - uniform } else { uniform };
        let mut p_count = p_none;
        let mut count = 0;
        while left > p_count && count < n {
            left -= p_count;
            p_count *= self.odds * f64::from(n - count) / f64::from(count + 1);
            count += 1;
        }
        if self.flipped { n - count } else { count }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stream::{Purpose, random_stream};

    fn draws(n: u32, p: f64) -> Vec<u32> {
        (0..40_000)
            .map(|draw| draw_binomial(n, p, &mut random_stream(7, draw, Purpose::EventShock)))
            .collect()
    }

    #[track_caller]
    fn check(n: u32, p: f64) {
        let counts = draws(n, p);
        let n_draws = counts.len() as f64;
        let mean = counts.iter().map(|&c| f64::from(c)).sum::<f64>() / n_draws;
        let var = counts.iter().map(|&c| (f64::from(c) - mean).powi(2)).sum::<f64>() / n_draws;
        let (true_mean, true_var) = (f64::from(n) * p, f64::from(n) * p * (1.0 - p));
        assert!((mean - true_mean).abs() < 4.5 * (true_var / n_draws).sqrt(), "mean {mean}");
        assert!((var / true_var - 1.0).abs() < 0.04, "variance {var}, expected {true_var}");
    }

    #[test]
    fn has_the_mean_and_variance_of_a_binomial() {
        check(20, 0.03);
        check(256, 0.4);
        check(700, 0.2);
        check(3000, 0.85);
    }

    #[test]
    fn is_sure_at_the_ends() {
        assert_eq!(draws(300, 0.0).iter().max(), Some(&0));
        assert_eq!(draws(300, 1.0).iter().min(), Some(&300));
    }

    #[test]
    fn never_falls_with_more_trials() {
        for p in [0.02, 0.5, 0.73] {
            for draw in 0..40 {
                let counts: Vec<u32> = (0..800)
                    .map(|n| draw_binomial(n, p, &mut random_stream(3, draw, Purpose::OrderValues)))
                    .collect();
                assert!(counts.is_sorted(), "p = {p}, draw {draw}");
            }
        }
    }
}
