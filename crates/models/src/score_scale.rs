//! Log-odds told as points. Knows numbers only.
//!
//! score = offset + factor·ln odds, factor = PDO/ln 2 (points that double the odds), offset =
//! points − factor·ln(odds) at an anchor. N. Siddiqi (2006), *Credit Risk Scorecards*, ch. 6.

use crate::logit::Logit;

/// A scale of points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScoreScale {
    /// Points for one unit of log-odds.
    pub factor: f64,
    /// Points at even odds.
    pub offset: f64,
}

impl ScoreScale {
    /// The scale on which `points_to_double` more points double the odds, and `points` stand for
    /// `odds` to one. None unless the first and the odds are positive and all are finite.
    pub fn new(points_to_double: f64, points: f64, odds: f64) -> Option<Self> {
        let is_possible = points_to_double > 0.0 && odds > 0.0;
        let factor = points_to_double / std::f64::consts::LN_2;
        let offset = points - factor * odds.ln();
        (is_possible && factor.is_finite() && offset.is_finite())
            .then_some(ScoreScale { factor, offset })
    }

    /// Points of log-odds.
    pub fn points(self, log_odds: f64) -> f64 {
        self.offset + self.factor * log_odds
    }

    /// Log-odds of points.
    pub fn log_odds(self, points: f64) -> f64 {
        (points - self.offset) / self.factor
    }

    /// The points of a case, taken apart: those everybody has, and those of every column, measured
    /// from `usual` (a column's mean, say, which then gives none).
    pub fn parts(self, model: &Logit, row: &[f64], usual: &[f64]) -> (f64, Vec<f64>) {
        let parts = model.weights.iter().zip(row.iter().zip(usual));
        let parts = parts.map(|(b, (x, u))| self.factor * b * (x - u)).collect();
        (self.points(model.log_odds(usual)), parts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn factor_and_offset_as_published() {
        let scale = ScoreScale::new(20.0, 600.0, 50.0).expect("a scale");
        assert!((scale.factor - 28.853_9).abs() < 5.1e-5);
        assert!((scale.offset - 487.122_9).abs() < 5.1e-5);
        assert!((scale.points(100f64.ln()) - 620.0).abs() < 1e-9);
        assert!((scale.log_odds(580.0) - 25f64.ln()).abs() < 1e-12);
    }

    #[test]
    fn the_parts_make_the_whole() {
        let model = Logit {
            intercept: -1.0,
            weights: vec![0.5, -2.0],
            standard_errors: vec![],
            covariance: vec![],
            log_likelihood: 0.0,
            n_cases: 0,
            n_events: 0,
        };
        let scale = ScoreScale::new(20.0, 600.0, 50.0).expect("a scale");
        let (row, usual) = ([3.0, 0.25], [1.0, 0.5]);
        let (base, parts) = scale.parts(&model, &row, &usual);
        let whole = scale.points(model.log_odds(&row));
        assert!((base + parts.iter().sum::<f64>() - whole).abs() < 1e-9);
        assert!(parts[0] > 0.0 && parts[1] > 0.0);
    }

    #[test]
    fn no_scale_from_nothing() {
        assert_eq!(ScoreScale::new(0.0, 600.0, 50.0), None);
        assert_eq!(ScoreScale::new(20.0, 600.0, 0.0), None);
        assert_eq!(ScoreScale::new(20.0, f64::NAN, 50.0), None);
    }
}
