//! How many to ask, and what the answers tell of every class at once. Knows counts and shares only.
//!
//! One share: n = z²·p(1 − p)/e², W. G. Cochran (1977), *Sampling Techniques*, 4.4. All classes of a
//! mix at once, whatever their shares: S. K. Thompson (1987), *The American Statistician* 41, 42.
//! Intervals for all classes at once: L. A. Goodman (1965), *Technometrics* 7, 247. Whoever is asked is
//! drawn as if by lot, and answers.

use crate::interval::{two_sided_z, wilson};
use crate::summary::Interval;

/// How many to ask so that a share near `p` is known within ±`margin` at a confidence `level`; p = ½ is
/// the safe guess. Of a `population` of known size fewer are enough: n / (1 + (n − 1)/N), and never
/// more than all. Rounded up.
///
/// None unless `margin` and `level` lie between 0 and 1, `p` from 0 to 1, and the population is not 0.
pub fn n_for_share(margin: f64, p: f64, level: f64, population: Option<u64>) -> Option<u64> {
    if !is_between(margin) || !is_between(level) || !(0.0..=1.0).contains(&p) {
        return None;
    }
    let z = two_sided_z(level);
    round_up(z * z * p * (1.0 - p) / (margin * margin), population)
}

/// How many to ask so that the shares of all classes are known within ±`margin` each, all at once with
/// a confidence of `level`, however many classes there are and whatever their shares. Population and
/// None as for [`n_for_share`].
pub fn n_for_all_shares(margin: f64, level: f64, population: Option<u64>) -> Option<u64> {
    if !is_between(margin) {
        return None;
    }
    round_up(worst_mix(level)?.n_times_squared_margin / (margin * margin), population)
}

/// How many to take on each side so that a difference between shares `p_first` and `p_second` is seen
/// with chance `power` by a two-sided test at 1 − `level`: n = (z + z′)²·(p₁q₁ + p₂q₂)/(p₁ − p₂)².
/// J. L. Fleiss (1981), *Statistical Methods for Rates and Proportions*, 3.2, without correction for
/// continuity. Rounded up.
///
/// None unless shares, `level` and `power` lie between 0 and 1, and the shares differ.
pub fn n_per_side_for_difference(
    p_first: f64,
    p_second: f64,
    level: f64,
    power: f64,
) -> Option<u64> {
    let are_possible = [p_first, p_second, level, power].into_iter().all(is_between);
    if !are_possible || p_first == p_second {
        return None;
    }
    let z = two_sided_z(level) + two_sided_z(2.0 * power - 1.0);
    let spread = p_first * (1.0 - p_first) + p_second * (1.0 - p_second);
    round_up(z * z * spread / (p_first - p_second).powi(2), None)
}

/// The mix of classes that is hardest to learn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WorstMix {
    /// So many classes with equal shares and none else.
    pub n_classes: u32,
    /// n·d²: divided by the squared margin it gives the number to ask.
    pub n_times_squared_margin: f64,
}

/// Thompson's worst case: the largest over m of z²·(1/m)(1 − 1/m), with α/(2m) above z. None for a
/// level outside 0 to 1 (both excluded).
pub fn worst_mix(level: f64) -> Option<WorstMix> {
    if !is_between(level) {
        return None;
    }
    let with_classes = |n_classes: u32| {
        let m = f64::from(n_classes);
        let z = two_sided_z(1.0 - (1.0 - level) / m);
        WorstMix { n_classes, n_times_squared_margin: z * z * (m - 1.0) / (m * m) }
    };
    // z² grows like ln m, the share's variance falls like 1/m: the peak lies at few classes.
    let worse = |a: WorstMix, b: WorstMix| {
        if b.n_times_squared_margin > a.n_times_squared_margin { b } else { a }
    };
    (2..=64).map(with_classes).reduce(worse)
}

/// Goodman's intervals for the shares of all classes at once: Wilson's, each at the level
/// 1 − (1 − `level`)/k for k classes, so that all hold together with `level` at least. In the order of
/// the counts; a class nobody named counts as a class. None without any count, or for a level outside
/// 0 to 1 (both excluded).
pub fn intervals_of_mix(counts: &[u64], level: f64) -> Option<Vec<Interval>> {
    let n = counts.iter().try_fold(0u64, |sum, &count| sum.checked_add(count))?;
    if n == 0 || !is_between(level) {
        return None;
    }
    let each = 1.0 - (1.0 - level) / counts.len() as f64;
    counts.iter().map(|&count| wilson(count, n, each)).collect()
}

fn is_between(x: f64) -> bool {
    x > 0.0 && x < 1.0
}

/// Corrected for a population of known size, rounded up; at least one.
fn round_up(n: f64, population: Option<u64>) -> Option<u64> {
    // A hair above a whole number is rounding, not one person more.
    let whole = |n: f64| (n * (1.0 - 1e-9)).ceil().max(1.0) as u64;
    match population {
        None => Some(whole(n)),
        Some(0) => None,
        Some(all) => Some(whole(n / (1.0 + (n - 1.0).max(0.0) / all as f64)).min(all)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_share_as_published() {
        // Cochran's classic 385; Krejcie & Morgan (1970): 278 of 1,000 and 370 of 10,000.
        assert_eq!(n_for_share(0.05, 0.5, 0.95, None), Some(385));
        assert_eq!(n_for_share(0.05, 0.5, 0.95, Some(1000)), Some(278));
        assert_eq!(n_for_share(0.05, 0.5, 0.95, Some(10_000)), Some(370));
        assert_eq!(n_for_share(0.03, 0.2, 0.95, None), Some(683));
        assert_eq!(n_for_share(0.05, 0.5, 0.95, Some(3)), Some(3));
        assert_eq!(n_for_share(0.05, 0.0, 0.95, Some(30)), Some(1));
    }

    #[test]
    fn two_arms_as_published() {
        assert_eq!(n_per_side_for_difference(0.10, 0.12, 0.95, 0.8), Some(3839));
        assert_eq!(n_per_side_for_difference(0.12, 0.10, 0.95, 0.8), Some(3839));
        // An even chance of seeing it asks for nothing beyond the test's own z.
        let even = n_per_side_for_difference(0.10, 0.12, 0.95, 0.5).expect("possible");
        assert!((even as f64 / 3839.0 - (1.959_964f64 / 2.801_585).powi(2)).abs() < 1e-3);
        assert_eq!(n_per_side_for_difference(0.1, 0.1, 0.95, 0.8), None);
        assert_eq!(n_per_side_for_difference(0.1, 0.2, 0.95, 1.0), None);
    }

    #[test]
    fn worst_mix_as_in_thompsons_table() {
        let table = [
            (0.50, 0.441_29, 4),
            (0.40, 0.507_29, 4),
            (0.30, 0.601_23, 3),
            (0.20, 0.747_39, 3),
            (0.10, 1.006_35, 3),
            (0.05, 1.273_59, 3),
            (0.025, 1.559_63, 2),
            (0.02, 1.658_72, 2),
            (0.01, 1.969_86, 2),
            (0.005, 2.285_14, 2),
            (0.001, 3.028_92, 2),
        ];
        for (alpha, published, n_classes) in table {
            let worst = worst_mix(1.0 - alpha).expect("a level");
            let difference = (worst.n_times_squared_margin - published).abs();
            assert!(difference < 1.5e-5 && worst.n_classes == n_classes, "{alpha}: {worst:?}");
        }
        assert_eq!(n_for_all_shares(0.05, 0.95, None), Some(510));
        assert_eq!(n_for_all_shares(0.10, 0.95, None), Some(128));
    }

    /// May & Johnson (2000), *Journal of Statistical Software* 5(6), Goodman's column.
    #[test]
    fn intervals_of_a_mix_as_published() {
        let found = intervals_of_mix(&[56, 72, 73, 59, 62, 87, 58], 0.95).expect("counts");
        let published = [
            (0.085, 0.166),
            (0.115, 0.204),
            (0.116, 0.207),
            (0.091, 0.173),
            (0.096, 0.181),
            (0.143, 0.239),
            (0.089, 0.171),
        ];
        assert_eq!(found.len(), published.len());
        for (found, (low, high)) in found.iter().zip(published) {
            let differs = (found.low - low).abs() > 6e-4 || (found.high - high).abs() > 6e-4;
            assert!(!differs, "{found:?}, expected {low} to {high}");
        }
    }

    #[test]
    fn what_makes_no_sense_has_no_answer() {
        for margin in [0.0, 1.0, f64::NAN] {
            assert_eq!(n_for_share(margin, 0.5, 0.95, None), None);
            assert_eq!(n_for_all_shares(margin, 0.95, None), None);
        }
        assert_eq!(n_for_share(0.05, 1.5, 0.95, None), None);
        assert_eq!(n_for_share(0.05, 0.5, 1.0, None), None);
        assert_eq!(n_for_all_shares(0.05, 0.95, Some(0)), None);
        assert_eq!(worst_mix(f64::NAN), None);
        assert_eq!(intervals_of_mix(&[0, 0], 0.95), None);
        assert_eq!(intervals_of_mix(&[], 0.95), None);
        assert_eq!(intervals_of_mix(&[1, u64::MAX], 0.95), None);
    }
}
