//! Columns made comparable before clustering, and told back in their own units afterwards.
//!
//! z = (t(x) − mean) / sd, with t the logarithm for amounts and counts that span orders of magnitude;
//! mean and sd of t(x), sd with n in the denominator. Milligan & Cooper (1988), *Journal of
//! Classification* 5, 181, on why to standardise at all.

use crate::points::{Points, PointsError};

/// What is done to a value before it is standardised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transform {
    /// Nothing.
    Plain,
    /// ln x, for counts from 1 on.
    Ln,
    /// ln(1 + x), for days and amounts from 0 on.
    Ln1p,
}

impl Transform {
    fn apply(self, x: f64) -> f64 {
        match self {
            Transform::Plain => x,
            Transform::Ln => x.ln(),
            Transform::Ln1p => x.ln_1p(),
        }
    }

    fn undo(self, t: f64) -> f64 {
        match self {
            Transform::Plain => t,
            Transform::Ln => t.exp(),
            Transform::Ln1p => t.exp_m1(),
        }
    }
}

/// How far to one side values lean: g₁ = m₃/m₂^{3/2}, 0 where they lie evenly, above 0 for a long tail
/// of large ones. None for no values, any that is not finite, or all alike.
///
/// Joanes & Gill (1998), *The Statistician* 47, 183.
pub fn skewness(values: &[f64]) -> Option<f64> {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let moment = |power: i32| values.iter().map(|x| (x - mean).powi(power)).sum::<f64>() / n;
    let skewness = moment(3) / moment(2).powf(1.5);
    (mean.is_finite() && skewness.is_finite()).then_some(skewness)
}

/// Why columns cannot be standardised.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum ScaleError {
    /// No values.
    #[error("there are no values to standardise")]
    Empty,
    /// A value without a finite logarithm, or not finite itself.
    #[error("value {row}, {value}, cannot be transformed by {transform:?}")]
    OutOfRange {
        /// Place of the value, from 0.
        row: usize,
        /// The value.
        value: f64,
        /// What was asked of it.
        transform: Transform,
    },
    /// As many transforms as columns are needed.
    #[error("{n_columns} columns, but {n_transforms} transforms")]
    Transforms {
        /// Columns given.
        n_columns: usize,
        /// Transforms given.
        n_transforms: usize,
    },
    /// The columns do not make points.
    #[error(transparent)]
    Points(#[from] PointsError),
}

/// How one column was standardised.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// Done first.
    pub transform: Transform,
    /// Mean of the transformed values.
    pub mean: f64,
    /// Standard deviation of the transformed values (n in the denominator); 0 where all are alike.
    pub sd: f64,
}

impl Scale {
    /// The scale of a column.
    ///
    /// # Errors
    /// [`ScaleError::Empty`], or [`ScaleError::OutOfRange`] at the first value that cannot be
    /// transformed (NaN, infinite, ln of 0 or less).
    pub fn fit(values: &[f64], transform: Transform) -> Result<Self, ScaleError> {
        if values.is_empty() {
            return Err(ScaleError::Empty);
        }
        let transformed: Vec<f64> = values.iter().map(|&x| transform.apply(x)).collect();
        if let Some(row) = transformed.iter().position(|t| !t.is_finite()) {
            return Err(ScaleError::OutOfRange { row, value: values[row], transform });
        }
        let n = values.len() as f64;
        let mean = transformed.iter().sum::<f64>() / n;
        let variance = transformed.iter().map(|t| (t - mean) * (t - mean)).sum::<f64>() / n;
        // Equal values may leave a rounding error, which must not be blown up to a difference.
        let is_noise = variance.sqrt() <= 1e-12 * mean.abs();
        Ok(Scale { transform, mean, sd: if is_noise { 0.0 } else { variance.sqrt() } })
    }

    /// A value in standard deviations from the mean; 0 where the column was all alike. None where the
    /// value cannot be transformed.
    pub fn apply(self, x: f64) -> Option<f64> {
        let t = self.transform.apply(x);
        let z = if self.sd > 0.0 { (t - self.mean) / self.sd } else { 0.0 };
        (t.is_finite() && z.is_finite()).then_some(z)
    }

    /// The value in its own unit. A mean of logarithms comes back as a geometric mean: what is typical,
    /// and for amounts usually less than their average.
    pub fn undo(self, z: f64) -> f64 {
        self.transform.undo(self.mean + self.sd * z)
    }
}

/// All columns standardised, each with its own transform, and the scale of each to tell back with.
///
/// # Errors
/// [`ScaleError`] where a column cannot be transformed or the columns do not make points.
pub fn standardise<C: AsRef<[f64]>>(
    columns: &[C],
    transforms: &[Transform],
) -> Result<(Points, Vec<Scale>), ScaleError> {
    if columns.len() != transforms.len() {
        let (n_columns, n_transforms) = (columns.len(), transforms.len());
        return Err(ScaleError::Transforms { n_columns, n_transforms });
    }
    let mut scales = Vec::with_capacity(columns.len());
    let mut scaled: Vec<Vec<f64>> = Vec::with_capacity(columns.len());
    for (column, &transform) in columns.iter().zip(transforms) {
        let scale = Scale::fit(column.as_ref(), transform)?;
        scales.push(scale);
        scaled.push(column.as_ref().iter().filter_map(|&x| scale.apply(x)).collect());
    }
    Ok((Points::from_columns(&scaled)?, scales))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_has_mean_0_and_sd_1_and_comes_back() {
        let values = [2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0];
        let scale = Scale::fit(&values, Transform::Plain).expect("finite");
        assert_eq!((scale.mean, scale.sd, scale.apply(9.0)), (5.0, 2.0, Some(2.0)));
        for transform in [Transform::Plain, Transform::Ln, Transform::Ln1p] {
            let scale = Scale::fit(&values, transform).expect("positive");
            for x in values {
                let back = scale.apply(x).map(|z| scale.undo(z));
                assert!(back.is_some_and(|b| (b - x).abs() < 1e-12), "{x} came back as {back:?}");
            }
        }
    }

    #[test]
    fn skewness_by_hand() {
        // Mean 2, deviations −1, −1, −1, 3: m₂ = 3, m₃ = 6, 6/3^1.5 = 2/√3.
        let leaning = skewness(&[1.0, 1.0, 1.0, 5.0]).expect("not all alike");
        assert!((leaning - 2.0 / 3f64.sqrt()).abs() < 1e-12);
        assert_eq!(skewness(&[1.0, 2.0, 3.0]), Some(0.0));
        assert_eq!(skewness(&[2.0, 2.0]), None);
        assert_eq!(skewness(&[]), None);
        assert_eq!(skewness(&[1.0, f64::NAN]), None);
    }

    #[test]
    fn a_constant_column_tells_nothing_apart() {
        let scale = Scale::fit(&[0.1; 7], Transform::Ln1p).expect("finite");
        assert_eq!((scale.sd, scale.apply(0.1), scale.apply(50.0)), (0.0, Some(0.0), Some(0.0)));
        assert!((scale.undo(0.0) - 0.1).abs() < 1e-15);
    }

    #[test]
    fn what_cannot_be_transformed_is_named() {
        let refused = Scale::fit(&[1.0, 0.0], Transform::Ln);
        let expected = ScaleError::OutOfRange { row: 1, value: 0.0, transform: Transform::Ln };
        assert_eq!(refused, Err(expected));
        assert!(Scale::fit(&[f64::NAN], Transform::Plain).is_err());
        assert!(Scale::fit(&[-1.0], Transform::Ln1p).is_err());
        assert_eq!(Scale::fit(&[], Transform::Plain), Err(ScaleError::Empty));
        let refused = standardise(&[[1.0, 2.0]], &[]);
        assert_eq!(refused, Err(ScaleError::Transforms { n_columns: 1, n_transforms: 0 }));
    }
}
