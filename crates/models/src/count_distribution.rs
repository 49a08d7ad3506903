//! The distribution of a whole number from 0 to some largest one, held as all its chances. Knows
//! nothing of what is counted.
//!
//! Thinning by an uncertain rate is the beta-binomial, C(n, k)·B(a + k, b + n − k)/B(a, b): N. L.
//! Johnson, A. W. Kemp & S. Kotz (2005), *Univariate Discrete Distributions*, 6.2.2. Sums of
//! independent counts are convolutions. Both only add and multiply positive terms: nothing cancels.

use crate::beta_rate::BetaRate;
use crate::incomplete_beta::ln_beta;
use crate::summary::Interval;

/// Chances of 0, 1, 2, … ; they sum to 1.
#[derive(Debug, Clone, PartialEq)]
pub struct CountDistribution {
    pub(crate) p_count: Vec<f64>,
}

impl CountDistribution {
    /// Always the same number.
    pub fn certain(n: u32) -> Self {
        let mut p_count = vec![0.0; n as usize + 1];
        p_count[n as usize] = 1.0;
        CountDistribution { p_count }
    }

    /// How many of `n` people do what each does at the same, not exactly known, rate.
    pub fn beta_binomial(n: u32, rate: BetaRate) -> Self {
        CountDistribution { p_count: beta_binomial_chances(n, rate) }
    }

    /// From weights of 0, 1, 2, … that need not sum to 1. None unless all are at least 0, none is
    /// infinite or NaN, and one is positive.
    pub fn of_weights(weights: Vec<f64>) -> Option<Self> {
        let sum: f64 = weights.iter().sum();
        let is_possible = sum > 0.0 && sum.is_finite() && weights.iter().all(|&w| w >= 0.0);
        is_possible
            .then(|| CountDistribution { p_count: weights.iter().map(|w| w / sum).collect() })
    }

    /// How many remain when each one counted remains at a rate that is drawn once for all of them. Takes
    /// time in proportion to the square of the largest number.
    #[must_use]
    pub fn thinned(&self, rate: BetaRate) -> Self {
        let mut p_count = vec![0.0; self.p_count.len()];
        for (n, &p) in self.p_count.iter().enumerate() {
            // What can never be seen costs most of the time and adds nothing.
            if p > 1e-18 {
                let of_n = beta_binomial_chances(n as u32, rate);
                p_count.iter_mut().zip(of_n).for_each(|(sum, chance)| *sum += p * chance);
            }
        }
        CountDistribution { p_count }
    }

    /// The sum of two independent counts.
    #[must_use]
    pub fn plus(&self, other: &CountDistribution) -> Self {
        let mut p_count = vec![0.0; self.p_count.len() + other.p_count.len() - 1];
        for (i, &p) in self.p_count.iter().enumerate().filter(|(_, p)| **p > 0.0) {
            for (j, &q) in other.p_count.iter().enumerate() {
                p_count[i + j] += p * q;
            }
        }
        CountDistribution { p_count }
    }

    /// `n` less the count, where the count is never above `n`; larger ones are taken as `n`.
    #[must_use]
    pub fn taken_from(&self, n: u32) -> Self {
        let n = n as usize;
        let mut p_count = vec![0.0; n + 1];
        for (k, &p) in self.p_count.iter().enumerate() {
            p_count[n - k.min(n)] += p;
        }
        CountDistribution { p_count }
    }

    /// The count or `n_max`, whichever is smaller.
    #[must_use]
    pub fn capped(&self, n_max: u32) -> Self {
        let mut p_count = vec![0.0; self.p_count.len().min(n_max as usize + 1)];
        let last = p_count.len() - 1;
        for (k, &p) in self.p_count.iter().enumerate() {
            p_count[k.min(last)] += p;
        }
        CountDistribution { p_count }
    }

    /// The largest number there is a chance for.
    pub fn largest(&self) -> usize {
        self.p_count.len() - 1
    }

    /// The chances of 0, 1, 2, …
    pub fn chances(&self) -> &[f64] {
        &self.p_count
    }

    /// P(N = k).
    pub fn p_exactly(&self, k: usize) -> f64 {
        self.p_count.get(k).copied().unwrap_or(0.0)
    }

    /// P(N ≤ k).
    pub fn p_at_most(&self, k: usize) -> f64 {
        self.p_count.iter().take(k.saturating_add(1)).sum::<f64>().min(1.0)
    }

    /// P(N > k), summed from the far end so that small tails keep their digits.
    pub fn p_over(&self, k: usize) -> f64 {
        self.p_count.iter().skip(k.saturating_add(1)).rev().sum::<f64>().min(1.0)
    }

    /// P(N ≥ k).
    pub fn p_at_least(&self, k: usize) -> f64 {
        k.checked_sub(1).map_or(1.0, |below| self.p_over(below))
    }

    /// Expected number.
    pub fn mean(&self) -> f64 {
        self.expected(|k| k as f64)
    }

    /// Standard deviation.
    pub fn sd(&self) -> f64 {
        let mean = self.mean();
        self.expected(|k| (k as f64 - mean).powi(2)).sqrt()
    }

    /// Expected value of something that depends on the count.
    pub fn expected(&self, value: impl Fn(usize) -> f64) -> f64 {
        self.p_count.iter().enumerate().map(|(k, p)| p * value(k)).sum()
    }

    /// The smallest possible k with P(N ≤ k) ≥ `p`.
    pub fn quantile(&self, p: f64) -> usize {
        let mut below = 0.0;
        // A hair of rounding must not move the answer to the far end.
        let wanted = p - 1e-12;
        for (k, chance) in self.p_count.iter().enumerate() {
            below += chance;
            if below > 0.0 && below >= wanted {
                return k;
            }
        }
        self.largest()
    }

    /// From the quantile at (1 − level)/2 to the one at (1 + level)/2: holds the count with at least
    /// the chance `level`.
    pub fn interval(&self, level: f64) -> Interval {
        let tail = 0.5 * (1.0 - level.clamp(0.0, 1.0));
        let at = |p| self.quantile(p) as f64;
        Interval { low: at(tail), high: at(1.0 - tail) }
    }
}

/// P(0), …, P(n) of the beta-binomial; each from its neighbour, outwards from near the mode, where
/// the terms are largest, and then made to sum to 1.
fn beta_binomial_chances(n: u32, rate: BetaRate) -> Vec<f64> {
    let (a, b, size) = (rate.a(), rate.b(), f64::from(n));
    let mut chances = vec![0.0; n as usize + 1];
    // P(k + 1)/P(k)
    let ratio = |k: f64| (size - k) / (k + 1.0) * (a + k) / (b + (size - k - 1.0));
    let start = if a < 1.0 || b < 1.0 {
        if a < b { 0 } else { n }
    } else {
        (size * rate.mean()).round() as u32
    };
    chances[start as usize] = 1.0;
    for k in start..n {
        chances[k as usize + 1] = chances[k as usize] * ratio(f64::from(k));
    }
    for k in (0..start).rev() {
        chances[k as usize] = chances[k as usize + 1] / ratio(f64::from(k));
    }
    let sum: f64 = chances.iter().sum();
    chances.iter_mut().for_each(|p| *p /= sum);
    chances
}

/// ln P(k of n) of the beta-binomial, C(n, k) included.
pub(crate) fn ln_beta_binomial(k: f64, n: f64, a: f64, b: f64) -> f64 {
    let ln_ways = -(n + 1.0).ln() - ln_beta(n - k + 1.0, k + 1.0);
    ln_ways + ln_beta(a + k, b + n - k) - ln_beta(a, b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_data::columns;

    fn rate(a: f64, b: f64) -> BetaRate {
        BetaRate::new(a, b).expect("positive")
    }

    #[test]
    fn beta_binomials_agree_with_forty_digits() {
        let [n, a, b, k, p_exactly, p_at_most] = columns("beta_binomial.csv", [0, 1, 2, 3, 4, 5]);
        for i in 0..n.len() {
            let counts = CountDistribution::beta_binomial(n[i] as u32, rate(a[i], b[i]));
            let (p, below) = (counts.p_exactly(k[i] as usize), counts.p_at_most(k[i] as usize));
            let case = (n[i], a[i], b[i], k[i]);
            assert!((p - p_exactly[i]).abs() <= 1e-9 * p_exactly[i], "{case:?}: {p}");
            assert!((below - p_at_most[i]).abs() <= 1e-9 * p_at_most[i], "{case:?}: {below}");
            let ln_p = ln_beta_binomial(k[i], n[i], a[i], b[i]);
            assert!((ln_p - p_exactly[i].ln()).abs() < 1e-7, "{case:?}: {ln_p}");
        }
    }

    #[test]
    fn what_is_nearly_certain_does_not_overflow() {
        for (a, b) in [(1e-9, 1e-9), (1e-9, 5.0), (5.0, 1e-9), (1e7, 1.0), (1.0, 1e7)] {
            let counts = CountDistribution::beta_binomial(5000, rate(a, b));
            assert!((counts.p_at_most(5000) - 1.0).abs() < 1e-12, "{a} {b}");
            let mean = 5000.0 * a / (a + b);
            assert!((counts.mean() - mean).abs() < 1e-6 * mean.max(1.0), "{a} {b}");
        }
    }

    #[test]
    fn thinning_and_adding_keep_the_moments() {
        let first = CountDistribution::beta_binomial(80, rate(6.0, 14.0));
        let thinned = first.thinned(rate(30.0, 20.0));
        assert!((thinned.mean() - 24.0 * 0.6).abs() < 1e-10);
        // Var = E[N]·E[q(1 − q)] + E[q²]·E[N²] − (E[N]·E[q])²
        let q2 = 0.6 * 31.0 / 51.0;
        let n2 = first.sd().powi(2) + 24.0 * 24.0;
        let variance = 24.0 * (0.6 - q2) + q2 * n2 - 14.4 * 14.4;
        assert!((thinned.sd().powi(2) - variance).abs() < 1e-9);
        let sum = thinned.plus(&CountDistribution::certain(5));
        assert!((sum.mean() - 19.4).abs() < 1e-10 && (sum.sd() - thinned.sd()).abs() < 1e-10);
        let rest = first.taken_from(80);
        assert!((rest.mean() - 56.0).abs() < 1e-10);
    }

    #[test]
    fn equal_to_the_poisson_binomial_where_the_rate_is_known() {
        let exact = CountDistribution::of_groups(&[(40, 0.3)]);
        let nearly = CountDistribution::beta_binomial(40, rate(3e9, 7e9));
        for k in 0..=40 {
            assert!((exact.p_at_most(k) - nearly.p_at_most(k)).abs() < 1e-7);
        }
        assert_eq!(exact.quantile(0.5), 12);
        let seven = CountDistribution::certain(7);
        assert_eq!((exact.quantile(0.0), seven.quantile(0.0), seven.quantile(1.0)), (0, 7, 7));
    }

    #[test]
    fn weights_that_are_none_are_refused() {
        assert_eq!(CountDistribution::of_weights(vec![]), None);
        assert_eq!(CountDistribution::of_weights(vec![0.0, 0.0]), None);
        assert_eq!(CountDistribution::of_weights(vec![1.0, f64::NAN]), None);
        let two = CountDistribution::of_weights(vec![1.0, 0.0, 3.0]).expect("weights");
        assert_eq!((two.mean(), two.p_at_least(1), two.p_at_least(0)), (1.5, 0.75, 1.0));
        assert_eq!(two.interval(0.5), Interval { low: 0.0, high: 2.0 });
    }
}
