//! Many means drawn towards their common mean. Knows numbers only.
//!
//! z = ȳ + c·(y − ȳ) with c = 1 − (k − 3)·σ²/Σ(y − ȳ)², not below 0, for k ≥ 4 values that each vary
//! with the known variance σ² about a mean of their own. B. Efron & C. Morris (1975), *JASA* 70, 311;
//! (1977), *Scientific American* 236 (5), 119. Together the z are nearer to the true means than the y,
//! whatever those are; a single one need not be.

/// Values drawn together.
#[derive(Debug, Clone, PartialEq)]
pub struct Shrunk {
    /// ȳ, what they are drawn towards.
    pub grand_mean: f64,
    /// c, what is left of each one's distance from it: 0 (all are alike) to 1.
    pub factor: f64,
    /// z, in the order given.
    pub estimates: Vec<f64>,
}

/// Why values cannot be drawn together.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum ShrinkError {
    /// Too few values.
    #[error("{n_values} values are too few, {needed} are needed")]
    TooFew {
        /// Values given.
        n_values: usize,
        /// 4.
        needed: usize,
    },
    /// A value that is not finite, or a variance that is not positive and finite.
    #[error("values must be finite and their variance positive, not {value}")]
    Number {
        /// The offending number.
        value: f64,
    },
}

/// The estimate of James and Stein about the grand mean, its positive part.
///
/// # Errors
/// [`ShrinkError`] for fewer than four values, or numbers that cannot be.
pub fn james_stein(values: &[f64], variance: f64) -> Result<Shrunk, ShrinkError> {
    const NEEDED: usize = 4;
    if values.len() < NEEDED {
        return Err(ShrinkError::TooFew { n_values: values.len(), needed: NEEDED });
    }
    if let Some(&value) = values.iter().find(|v| !v.is_finite()) {
        return Err(ShrinkError::Number { value });
    }
    if !(variance > 0.0 && variance.is_finite()) {
        return Err(ShrinkError::Number { value: variance });
    }
    let k = values.len() as f64;
    let grand_mean = values.iter().sum::<f64>() / k;
    let squares: f64 = values.iter().map(|y| (y - grand_mean).powi(2)).sum();
    // Equal values divide by 0: the factor is −∞, and then 0.
    let factor = (1.0 - (k - 3.0) * variance / squares).max(0.0);
    let estimates = values.iter().map(|y| grand_mean + factor * (y - grand_mean)).collect();
    Ok(Shrunk { grand_mean, factor, estimates })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_data::columns;

    #[test]
    fn batting_averages_as_published() {
        let [early, rest] = columns("efron_morris.csv", [5, 7]);
        let mean = early.iter().sum::<f64>() / 18.0;
        let shrunk = james_stein(&early, mean * (1.0 - mean) / 45.0).expect("18 values");
        assert!((shrunk.factor - 0.212_39).abs() < 5e-6, "{}", shrunk.factor);
        assert!((shrunk.estimates[0] - 0.294).abs() < 5e-4, "Clemente {}", shrunk.estimates[0]);
        let error = |estimates: &[f64]| -> f64 {
            estimates.iter().zip(&rest).map(|(e, p)| (e - p).powi(2)).sum()
        };
        assert!((error(&early) - 0.075_37).abs() < 5e-6);
        assert!((error(&shrunk.estimates) - 0.021_31).abs() < 5e-6);
    }

    #[test]
    fn values_that_differ_less_than_chance_become_one() {
        let shrunk = james_stein(&[1.0, 1.1, 0.9, 1.0], 1.0).expect("four values");
        assert_eq!((shrunk.factor, shrunk.estimates[1]), (0.0, 1.0));
        let equal = james_stein(&[2.0; 5], 1.0).expect("five values");
        assert_eq!((equal.factor, equal.estimates[0]), (0.0, 2.0));
    }

    #[test]
    fn refused_with_the_reason() {
        let few = ShrinkError::TooFew { n_values: 3, needed: 4 };
        assert_eq!(james_stein(&[1.0; 3], 1.0), Err(few));
        assert_eq!(james_stein(&[1.0; 4], 0.0), Err(ShrinkError::Number { value: 0.0 }));
        assert!(james_stein(&[1.0, 2.0, f64::NAN, 3.0], 1.0).is_err());
    }
}
