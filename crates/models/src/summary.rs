//! What is said of many draws: mean, median, inner and outer interval. Knows nothing of what was drawn.

use crate::quantile::quantile_of_sorted;

/// A range of values, both ends included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Interval {
    /// Whether the value lies inside, ends included.
    pub fn contains(self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }
}

/// Draws in short. All in the unit of the draws; quantiles are of type 7 (see [`crate::quantile`]).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Summary {
    /// Arithmetic mean.
    pub mean: f64,
    /// Half of the draws lie below.
    pub median: f64,
    /// The middle half: quantiles 25 % and 75 %.
    pub middle_50: Interval,
    /// Nine of ten: quantiles 5 % and 95 %.
    pub middle_90: Interval,
}

impl Summary {
    /// None for no draws or any NaN.
    pub fn of_values(values: &[f64]) -> Option<Self> {
        if values.iter().any(|v| v.is_nan()) {
            return None;
        }
        let mut sorted = values.to_vec();
        sorted.sort_unstable_by(f64::total_cmp);
        let at = |p| quantile_of_sorted(&sorted, p);
        Some(Summary {
            mean: sorted.iter().sum::<f64>() / sorted.len() as f64,
            median: at(0.5)?,
            middle_50: Interval { low: at(0.25)?, high: at(0.75)? },
            middle_90: Interval { low: at(0.05)?, high: at(0.95)? },
        })
    }

    /// None for no draws.
    pub fn of_counts(counts: &[u32]) -> Option<Self> {
        let values: Vec<f64> = counts.iter().map(|&c| f64::from(c)).collect();
        Self::of_values(&values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_zero_to_a_hundred() {
        let counts: Vec<u32> = (0..=100).rev().collect();
        let expected = Summary {
            mean: 50.0,
            median: 50.0,
            middle_50: Interval { low: 25.0, high: 75.0 },
            middle_90: Interval { low: 5.0, high: 95.0 },
        };
        assert_eq!(Summary::of_counts(&counts), Some(expected));
        assert_eq!(Summary::of_counts(&[]), None);
    }
}
