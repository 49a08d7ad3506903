//! Which input moves a result most. Knows numbers only; what they mean is the caller's.
//!
//! Two ways to ask. A tornado moves one input at a time from its 5 % to its 95 % value, the others at
//! their medians, and needs nothing but the formula. Draws of all inputs and of the result together
//! tell the same with everything moving at once: Spearman's rank correlation (the direction), and the
//! share of the result's variance that goes when an input becomes known, Var(E[y | x])/Var(y), here as
//! the correlation ratio over equal bins of x, corrected for their number by 1 − (1 − η²)(n − 1)/(n − k)
//! (T. L. Kelley 1935, *PNAS* 21, 554). A. Saltelli et al. (2008), *Global Sensitivity Analysis*, 1.2.

use crate::quantile::percentile_ranks;

/// An input as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct InputRange {
    /// Its 5 % value.
    pub low: f64,
    /// Its median.
    pub middle: f64,
    /// Its 95 % value.
    pub high: f64,
}

/// What one input does to the result.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Swing {
    /// Place of the input.
    pub input: usize,
    /// The result with this input at its 5 % value.
    pub at_low: f64,
    /// The result with this input at its 95 % value.
    pub at_high: f64,
}

impl Swing {
    /// How far the result moves.
    pub fn width(&self) -> f64 {
        (self.at_high - self.at_low).abs()
    }
}

/// One swing an input, the widest first; equal ones in the order given.
pub fn tornado(inputs: &[InputRange], result: impl Fn(&[f64]) -> f64) -> Vec<Swing> {
    let medians: Vec<f64> = inputs.iter().map(|range| range.middle).collect();
    let with = |input: usize, value: f64| {
        let mut values = medians.clone();
        values[input] = value;
        result(&values)
    };
    let mut swings: Vec<Swing> = inputs
        .iter()
        .enumerate()
        .map(|(input, range)| Swing {
            input,
            at_low: with(input, range.low),
            at_high: with(input, range.high),
        })
        .collect();
    swings.sort_by(|a, b| b.width().total_cmp(&a.width()).then(a.input.cmp(&b.input)));
    swings
}

/// What draws tell of one input.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Importance {
    /// Place of the input.
    pub input: usize,
    /// Spearman's rank correlation with the result, −1 to 1; 0 for an input that does not move.
    pub rank_correlation: f64,
    /// Share of the result's variance that would go were this input known, 0 to 1. What inputs do only
    /// together is in none of them, so shares may sum to less than 1.
    pub variance_share: f64,
}

/// Fewer draws tell nothing.
pub const MIN_DRAWS: usize = 100;

/// The importance of every input, the largest share first. `inputs` are columns, one value a draw, as
/// is the result. None for fewer than [`MIN_DRAWS`] draws, columns of other lengths, or a value that is
/// not finite.
pub fn importance(inputs: &[Vec<f64>], result: &[f64]) -> Option<Vec<Importance>> {
    let is_column = |column: &[f64]| {
        column.len() == result.len() && column.iter().all(|value| value.is_finite())
    };
    if result.len() < MIN_DRAWS || !is_column(result) || !inputs.iter().all(|c| is_column(c)) {
        return None;
    }
    let mut all: Vec<Importance> = inputs
        .iter()
        .enumerate()
        .map(|(input, column)| Importance {
            input,
            rank_correlation: rank_correlation(column, result),
            variance_share: variance_share(column, result),
        })
        .collect();
    all.sort_by(|a, b| b.variance_share.total_cmp(&a.variance_share).then(a.input.cmp(&b.input)));
    Some(all)
}

fn rank_correlation(x: &[f64], y: &[f64]) -> f64 {
    let (rx, ry) = (percentile_ranks(x), percentile_ranks(y));
    // Ranks of any data average one half.
    let sum =
        |a: &[f64], b: &[f64]| -> f64 { a.iter().zip(b).map(|(p, q)| (p - 0.5) * (q - 0.5)).sum() };
    let spread = (sum(&rx, &rx) * sum(&ry, &ry)).sqrt();
    if spread > 0.0 { (sum(&rx, &ry) / spread).clamp(-1.0, 1.0) } else { 0.0 }
}

fn variance_share(x: &[f64], y: &[f64]) -> f64 {
    let n = y.len() as f64;
    let mean = y.iter().sum::<f64>() / n;
    let all: f64 = y.iter().map(|v| (v - mean).powi(2)).sum();
    let mut order: Vec<usize> = (0..x.len()).collect();
    order.sort_by(|&i, &j| x[i].total_cmp(&x[j]));
    if all <= 0.0 || x[order[0]] == x[order[order.len() - 1]] {
        return 0.0;
    }
    let per_bin = x.len().div_ceil(n_bins(x.len()));
    let (mut between, mut k) = (0.0, 0.0);
    for bin in order.chunks(per_bin) {
        let mean_of_bin = bin.iter().map(|&i| y[i]).sum::<f64>() / bin.len() as f64;
        between += bin.len() as f64 * (mean_of_bin - mean).powi(2);
        k += 1.0;
    }
    (1.0 - (1.0 - between / all) * (n - 1.0) / (n - k)).clamp(0.0, 1.0)
}

/// Enough bins to follow a curve, few enough that chance within them does not pass for one.
fn n_bins(n_draws: usize) -> usize {
    ((n_draws as f64).sqrt() as usize).clamp(5, 200)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stream::{Purpose, random_stream};
    use rand_distr::{Distribution, StandardNormal};

    #[test]
    fn a_tornado_by_hand() {
        // Profit = heads · rate · margin − cost
        let range = |low, middle, high| InputRange { low, middle, high };
        let inputs = [
            range(90.0, 100.0, 110.0),
            range(0.1, 0.2, 0.4),
            range(45.0, 50.0, 55.0),
            range(1.0, 1.0, 1.0),
        ];
        let swings = tornado(&inputs, |v| v[0] * v[1] * v[2] - 500.0 * v[3]);
        assert_eq!(swings.iter().map(|s| s.input).collect::<Vec<_>>(), [1, 0, 2, 3]);
        assert_eq!((swings[0].at_low, swings[0].at_high), (0.0, 1500.0));
        assert_eq!((swings[1].width(), swings[3].width()), (200.0, 0.0));
    }

    #[test]
    fn shares_of_a_linear_result_are_those_of_its_variance() {
        // y = 3a + 2b² … b² has variance 2, c does nothing.
        let column = |purpose| -> Vec<f64> {
            (0..20_000)
                .map(|draw| StandardNormal.sample(&mut random_stream(4, draw, purpose)))
                .collect()
        };
        let (a, b, c) =
            (column(Purpose::Rate(0)), column(Purpose::Rate(1)), column(Purpose::Rate(2)));
        let y: Vec<f64> = a.iter().zip(&b).map(|(a, b)| 3.0 * a - 2.0 * b * b).collect();
        let found = importance(&[c, b, a], &y).expect("draws");
        let share = |input: usize| {
            found.iter().find(|f| f.input == input).map(|f| f.variance_share).expect("there")
        };
        // 9 of 17, 8 of 17, nothing.
        assert!((share(2) - 9.0 / 17.0).abs() < 0.02, "{found:?}");
        assert!((share(1) - 8.0 / 17.0).abs() < 0.03, "{found:?}");
        assert!(share(0) < 0.01, "{found:?}");
        assert_eq!(found[0].input, 2);
        assert!(found[0].rank_correlation > 0.6);
        // A rank correlation alone does not see what rises and falls.
        assert!(found[1].rank_correlation.abs() < 0.1);
    }

    #[test]
    fn ranks_in_the_same_order_agree_wholly() {
        let x: Vec<f64> = (0..200).map(f64::from).collect();
        let y: Vec<f64> = x.iter().map(|v| -(v * v)).collect();
        let found = importance(&[x, vec![7.0; 200]], &y).expect("draws");
        assert!((found[0].rank_correlation + 1.0).abs() < 1e-12);
        assert_eq!((found[1].rank_correlation, found[1].variance_share), (0.0, 0.0));
    }

    #[test]
    fn too_few_or_ragged_draws_tell_nothing() {
        assert_eq!(importance(&[vec![1.0; 99]], &[1.0; 99]), None);
        assert_eq!(importance(&[vec![1.0; 100]], &[1.0; 101]), None);
        assert_eq!(importance(&[vec![f64::NAN; 100]], &[1.0; 100]), None);
    }
}
