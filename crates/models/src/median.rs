//! The median and how well it is known, whatever the values are like. Knows numbers only.
//!
//! The k-th smallest and the k-th largest of n values hold the median of their population between them
//! with a chance of 1 − 2·P(Bin(n, ½) < k), whatever its distribution: W. R. Thompson (1936), *Annals
//! of Mathematical Statistics* 7, 122; W. J. Conover (1999), *Practical Nonparametric Statistics*, 3.2.
//! With equal values among them the chance is higher still.

use crate::incomplete_beta::incomplete_beta;
use crate::quantile::quantile_of_sorted;
use crate::summary::Interval;

/// The median of values in ascending order, with the narrowest interval of this kind that has at
/// least the confidence `level`. None where there are too few values for that (below 6 for 95 %), or
/// for a level outside 0 to 1 (both excluded).
pub fn median_of_sorted(sorted: &[f64], level: f64) -> Option<(f64, Interval)> {
    let rank = rank_of_ends(sorted.len(), level)?;
    let interval = Interval { low: sorted[rank - 1], high: sorted[sorted.len() - rank] };
    Some((quantile_of_sorted(sorted, 0.5)?, interval))
}

/// The k of the ends, counted from 1: the largest with P(Bin(n, ½) < k) ≤ (1 − level)/2.
fn rank_of_ends(n: usize, level: f64) -> Option<usize> {
    if !(level > 0.0 && level < 1.0) {
        return None;
    }
    // P(Bin(n, ½) < k) = I_½(n − k + 1, k), which rises with k.
    let is_enough =
        |k: usize| incomplete_beta((n - k + 1) as f64, k as f64, 0.5) <= 0.5 - 0.5 * level;
    let (mut enough, mut too_many) = (0, n / 2 + 1);
    while too_many - enough > 1 {
        let middle = enough.midpoint(too_many);
        if is_enough(middle) {
            enough = middle;
        } else {
            too_many = middle;
        }
    }
    (enough > 0).then_some(enough)
}

#[cfg(test)]
mod tests {
    use super::{median_of_sorted, rank_of_ends};

    /// Altman, Machin, Bryant & Gardner (2000), *Statistics with Confidence*, table 18.4: ranks for
    /// about, and at least, 95 %.
    #[test]
    fn ranks_as_published() {
        let published = [
            (6, 1, 6),
            (8, 1, 8),
            (9, 2, 8),
            (10, 2, 9),
            (12, 3, 10),
            (15, 4, 12),
            (20, 6, 15),
            (25, 8, 18),
            (30, 10, 21),
            (50, 18, 33),
            (100, 40, 61),
        ];
        for (n, low, high) in published {
            assert_eq!(rank_of_ends(n, 0.95).map(|k| (k, n - k + 1)), Some((low, high)), "{n}");
        }
        assert_eq!(rank_of_ends(5, 0.95), None);
    }

    #[test]
    fn the_ends_are_values_that_were_seen() {
        let values: Vec<f64> = (1..=20).map(f64::from).collect();
        let (median, interval) = median_of_sorted(&values, 0.95).expect("enough");
        assert_eq!((median, interval.low, interval.high), (10.5, 6.0, 15.0));
        let (median, interval) = median_of_sorted(&[7.0; 9], 0.95).expect("enough");
        assert_eq!((median, interval.low, interval.high), (7.0, 7.0, 7.0));
    }

    #[test]
    fn too_few_or_no_level_has_no_interval() {
        assert_eq!(median_of_sorted(&[], 0.95), None);
        assert_eq!(median_of_sorted(&[1.0, 2.0, 3.0], 0.95), None);
        for level in [0.0, 1.0, f64::NAN] {
            assert_eq!(median_of_sorted(&[1.0; 50], level), None);
        }
    }
}
