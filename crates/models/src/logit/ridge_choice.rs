//! How strong the ridge: by how well the cases left out are foretold. Knows numbers only.
//!
//! Each fold is left out in turn; the ridge is the one under which −ln L of the cases left out is least,
//! and of those within 1e-9 the strongest. M. Stone (1974), *J. Royal Statistical Society B* 36, 111;
//! le Cessie & van Houwelingen (1992), section 4. Cases of one person belong in one fold: else the person
//! is learnt, not the rule.

use super::{Logit, LogitError, LogitOptions};

/// What was chosen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RidgeChoice {
    /// λ.
    pub ridge: f64,
    /// Mean −ln L of a case left out, under it.
    pub loss: f64,
}

impl RidgeChoice {
    /// The better of the two; of two that foretell equally well the stronger ridge.
    pub fn or_better(self, other: Self) -> Self {
        let is_better = other.loss < self.loss - 1e-9
            || (other.loss <= self.loss + 1e-9 && other.ridge > self.ridge);
        if is_better { other } else { self }
    }
}

/// Chooses among `candidates`; `folds` says of each case which fold it is in. A candidate that cannot be
/// fitted without every fold is passed over.
///
/// # Errors
/// [`LogitError::Shape`] for lists that do not match or no candidate, else what kept the last candidate
/// from being fitted where none could be.
pub fn choose_ridge(
    rows: &[Vec<f64>],
    responded: &[bool],
    folds: &[usize],
    candidates: &[f64],
) -> Result<RidgeChoice, LogitError> {
    let n_columns = rows.first().map_or(0, Vec::len);
    let mut best: Result<RidgeChoice, _> = Err(LogitError::Shape { row: rows.len(), n_columns });
    for ridge in candidates {
        best = match (best, try_ridge(rows, responded, folds, *ridge)) {
            (Ok(best), Ok(tried)) => Ok(best.or_better(tried)),
            (Ok(best), Err(_)) => Ok(best),
            (Err(_), tried) => tried,
        };
    }
    best
}

/// How well one ridge does: a slice of [`choose_ridge`], for who must not work on for long.
///
/// # Errors
/// As [`choose_ridge`].
pub fn try_ridge(
    rows: &[Vec<f64>],
    responded: &[bool],
    folds: &[usize],
    ridge: f64,
) -> Result<RidgeChoice, LogitError> {
    if folds.len() != rows.len() || responded.len() != rows.len() {
        let n_columns = rows.first().map_or(0, Vec::len);
        let row = folds.len().min(rows.len()).min(responded.len());
        return Err(LogitError::Shape { row, n_columns });
    }
    loss_left_out(rows, responded, folds, ridge).map(|loss| RidgeChoice { ridge, loss })
}

fn loss_left_out(
    rows: &[Vec<f64>],
    responded: &[bool],
    folds: &[usize],
    ridge: f64,
) -> Result<f64, LogitError> {
    let mut names: Vec<usize> = folds.to_vec();
    names.sort_unstable();
    names.dedup();
    let options = LogitOptions { ridge, min_events_per_column: 0 };
    let mut sum = 0.0;
    for fold in names {
        let kept: Vec<usize> = (0..rows.len()).filter(|i| folds[*i] != fold).collect();
        let kept_rows: Vec<Vec<f64>> = kept.iter().map(|i| rows[*i].clone()).collect();
        let kept_outcomes: Vec<bool> = kept.iter().map(|i| responded[*i]).collect();
        let model = Logit::fit(&kept_rows, &kept_outcomes, options)?;
        for i in (0..rows.len()).filter(|i| folds[*i] == fold) {
            let eta = model.log_odds(&rows[i]);
            let signed = if responded[i] { -eta } else { eta };
            // ln(1 + eˣ) that neither overflows nor loses its digits.
            sum += signed.max(0.0) + (-signed.abs()).exp().ln_1p();
        }
    }
    Ok(sum / rows.len().max(1) as f64)
}

#[cfg(test)]
mod tests {
    use super::choose_ridge;
    use crate::logit::{Logit, LogitError, LogitOptions};
    use crate::stream::{Purpose, random_stream};
    use rand::RngExt;

    const CANDIDATES: [f64; 5] = [0.1, 1.0, 10.0, 100.0, 1_000.0];

    /// Columns uniform between −1 and 1, of which the first tells with this weight.
    fn cases(n: usize, n_columns: usize, weight: f64) -> (Vec<Vec<f64>>, Vec<bool>, Vec<usize>) {
        let mut rng = random_stream(5, 0, Purpose::Resample);
        let mut draw = || 2.0 * rng.random::<f64>() - 1.0;
        let rows: Vec<Vec<f64>> =
            (0..n).map(|_| (0..n_columns).map(|_| draw()).collect()).collect();
        let outcomes =
            rows.iter().map(|row| (draw() + 1.0) / 2.0 < 1.0 / (1.0 + (-weight * row[0]).exp()));
        let outcomes = outcomes.collect();
        (rows, outcomes, (0..n).map(|i| i % 5).collect())
    }

    #[test]
    fn columns_that_tell_nothing_are_drawn_to_nothing() {
        let (rows, outcomes, folds) = cases(150, 8, 0.0);
        let found = choose_ridge(&rows, &outcomes, &folds, &CANDIDATES).expect("cases");
        assert!(found.ridge >= 100.0, "{found:?}");
        // No better than a coin, and hardly worse.
        assert!((found.loss - 2f64.ln()).abs() < 0.02, "{found:?}");
    }

    #[test]
    fn a_column_that_tells_much_is_let_speak() {
        let (rows, outcomes, folds) = cases(600, 3, 3.0);
        let found = choose_ridge(&rows, &outcomes, &folds, &CANDIDATES).expect("cases");
        assert!(found.ridge <= 10.0 && found.loss < 0.55, "{found:?}");
        assert_eq!(
            choose_ridge(&rows, &outcomes, &folds, &CANDIDATES),
            Ok(found),
            "no chance in it"
        );
    }

    /// A fold whose outcomes are all alike in what is left cannot be fitted without one.
    #[test]
    fn what_cannot_be_fitted_is_said() {
        let (rows, _, folds) = cases(20, 2, 0.0);
        let nobody = vec![false; 20];
        let found = choose_ridge(&rows, &nobody, &folds, &CANDIDATES);
        assert_eq!(found, Err(LogitError::TooFewEvents { n_events: 0, needed: 1 }));
        let short = choose_ridge(&rows, &nobody, &folds[1..], &CANDIDATES);
        assert!(matches!(short, Err(LogitError::Shape { .. })));
    }

    #[test]
    fn the_error_of_log_odds_is_that_of_the_weights() {
        let (rows, outcomes, _) = cases(400, 2, 1.0);
        let model = Logit::fit(&rows, &outcomes, LogitOptions::default()).expect("cases");
        assert!((model.log_odds_error(&[0.0, 0.0]) - model.standard_errors[0]).abs() < 1e-12);
        let own = |row: &[f64]| model.log_odds_error(row).powi(2);
        let (far, back) = (own(&[1.0, 0.0]), own(&[-1.0, 0.0]));
        // Var(b₀ + b₁) + Var(b₀ − b₁) = 2·(Var b₀ + Var b₁).
        let sum = 2.0 * (model.standard_errors[0].powi(2) + model.standard_errors[1].powi(2));
        assert!((far + back - sum).abs() < 1e-12, "{far} + {back}, {sum}");
    }
}
