//! Quantiles and percentile ranks. The quantile type and the rule for ties are part of the answer:
//! type 7 of Hyndman & Fan (1996), *The American Statistician* 50, 361 (the default of R, NumPy and
//! spreadsheets), and mid-ranks.

/// The type-7 quantile of values in ascending order: with h = (n − 1)·p, the value at place ⌊h⌋ and
/// the part h − ⌊h⌋ of the way to the next. None for no values. `p` is held within 0 and 1.
pub fn quantile_of_sorted(sorted: &[f64], p: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = last as f64 * p.clamp(0.0, 1.0);
    let below = place.floor() as usize;
    let part = place - place.floor();
    let low = *sorted.get(below)?;
    let high = sorted[(below + 1).min(last)];
    // Infinite values must not turn into NaN.
    Some(if part == 0.0 || low == high { low } else { low + part * (high - low) })
}

/// The type-7 quantile of values in any order; None for no values or any NaN.
pub fn quantile(values: &[f64], p: f64) -> Option<f64> {
    if values.iter().any(|v| v.is_nan()) {
        return None;
    }
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    quantile_of_sorted(&sorted, p)
}

/// Percentile rank of every value among all: (number smaller + half the number equal, itself
/// included) / n, between 0 and 1, in the order given. Equal values share one rank; the ranks of any
/// data average one half. Values must not be NaN.
pub fn percentile_ranks(values: &[f64]) -> Vec<f64> {
    let n = values.len();
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by(|&i, &j| values[i].total_cmp(&values[j]));
    let mut ranks = vec![0.0; n];
    let mut start = 0;
    while start < n {
        let tied = values[order[start]];
        let end = start + order[start..].iter().take_while(|&&i| values[i] == tied).count().max(1);
        let rank = (start + end) as f64 / (2.0 * n as f64);
        for &i in &order[start..end] {
            ranks[i] = rank;
        }
        start = end;
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn type_7_as_in_r() {
        // R: quantile(c(1, 2, 3, 4, 10), c(0, .1, .25, .5, .9, 1))
        let values = [10.0, 3.0, 1.0, 4.0, 2.0];
        let expected = [(0.0, 1.0), (0.1, 1.4), (0.25, 2.0), (0.5, 3.0), (0.9, 7.6), (1.0, 10.0)];
        for (p, q) in expected {
            assert!((quantile(&values, p).unwrap_or(f64::NAN) - q).abs() < 1e-12, "p = {p}");
        }
        assert_eq!(quantile(&[], 0.5), None);
        assert_eq!(quantile(&[1.0, f64::NAN], 0.5), None);
        assert_eq!(quantile(&[1.0, f64::INFINITY], 0.0), Some(1.0));
    }

    #[test]
    fn ties_share_their_middle_rank() {
        assert_eq!(percentile_ranks(&[5.0, 1.0, 5.0, 9.0]), [0.5, 0.125, 0.5, 0.875]);
        assert_eq!(percentile_ranks(&[0.0, -0.0]), [0.5, 0.5]);
        assert!(percentile_ranks(&[]).is_empty());
    }
}
