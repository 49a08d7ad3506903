//! People of several kinds who get different messages, together. The share w of each kind answers by a
//! polynomial f in its invitation's rate and q (equations in [`crate::waves`]): of all of them Σ w·f do. Its
//! mean and the mean of its square, Σ Σ w·w′·E[f·f′], follow exactly: moments of the same rate go together,
//! those of different ones multiply.

use super::in_proportion::{RemindedWave, Term, moment};
use crate::beta_rate::{BetaRate, RateError};

/// People of one kind among all.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct KindAnswering<'a> {
    /// Their share of all, 0–1.
    pub part: f64,
    /// Whose the invitation's rate is: kinds of the same number share it, and what is not known of it.
    pub origin: usize,
    /// What they are sent; q is the same for all kinds.
    pub wave: &'a RemindedWave,
    /// Which answers are counted.
    pub to: AnswersTo,
}

/// Which answers are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswersTo {
    /// Those to the invitation and the first so many reminders.
    First(usize),
    /// Those to just this reminder, from 0.
    Reminder(usize),
}

/// The rate of an answer among people of all these kinds as one Beta, with its exact mean and standard
/// deviation.
///
/// # Errors
/// [`RateError::Parameters`] where it is all but certain, or nobody is asked.
pub fn rate_of_kinds(kinds: &[KindAnswering<'_>]) -> Result<BetaRate, RateError> {
    let kinds: Vec<(&KindAnswering<'_>, Vec<Term>)> =
        kinds.iter().map(|kind| (kind, kind.answered())).collect();
    let (mut mean, mut square) = (0.0, 0.0);
    for (kind, terms) in &kinds {
        mean += kind.part * kind.wave.expected(terms);
        for (other, other_terms) in &kinds {
            let both = expected_product(kind, terms, other, other_terms);
            square += kind.part * other.part * both;
        }
    }
    let strength = (mean - square) / (square - mean * mean);
    BetaRate::new(mean * strength, (1.0 - mean) * strength)
}

impl KindAnswering<'_> {
    fn answered(&self) -> Vec<Term> {
        match self.to {
            AnswersTo::First(n_reminders) => self.wave.answered_after(n_reminders),
            AnswersTo::Reminder(reminder) => self.wave.answered_by(reminder),
        }
    }
}

/// E[f·f′].
fn expected_product(
    kind: &KindAnswering<'_>,
    terms: &[Term],
    other: &KindAnswering<'_>,
    other_terms: &[Term],
) -> f64 {
    let is_shared = kind.origin == other.origin;
    let of_first = |i: u32, k: u32| match is_shared {
        true => moment(kind.wave.first, i + k),
        false => moment(kind.wave.first, i) * moment(other.wave.first, k),
    };
    let mut sum = 0.0;
    for &(c, i, j) in terms {
        for &(d, k, l) in other_terms {
            sum += c * d * of_first(i, k) * moment(kind.wave.relative, j + l);
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uniform(shares: &[f64]) -> RemindedWave {
        let (first, relative) = (BetaRate::UNIFORM, BetaRate::UNIFORM);
        RemindedWave { first, relative, shares: shares.to_vec() }
    }

    /// Two halves: whose rate each has, what it is sent, and what is counted.
    #[track_caller]
    fn check(halves: [(usize, &RemindedWave, AnswersTo); 2], mean: f64, variance: f64) {
        let kinds = halves.map(|(origin, wave, to)| KindAnswering { part: 0.5, origin, wave, to });
        let rate = rate_of_kinds(&kinds).expect("uncertain");
        let found = rate.mean() * (1.0 - rate.mean()) / (rate.strength() + 1.0);
        assert!((rate.mean() - mean).abs() < 1e-12, "{rate:?}");
        assert!((found - variance).abs() < 1e-12, "{found} is not {variance}");
    }

    /// With r and q uniform, E[rⁱ] = 1/(i + 1) and one half answers the invitation, the other the invitation
    /// and a reminder, g = r + q·r·(1 − r): E[r·g] = 3/8, E[g²] = 77/180.
    #[test]
    fn kinds_of_one_rate_move_together() {
        let (once, twice) = (uniform(&[]), uniform(&[1.0]));
        let first = AnswersTo::First(0);
        // As many as of everybody, and as widely.
        check([(0, &once, first), (0, &twice, first)], 0.5, 1.0 / 12.0);
        check([(0, &once, first), (1, &once, first)], 0.5, 1.0 / 24.0);
        let mean = 13.0 / 24.0;
        let square = (1.0 / 3.0 + 2.0 * 3.0 / 8.0 + 77.0 / 180.0) / 4.0;
        let reminded = AnswersTo::First(1);
        check([(0, &once, first), (0, &twice, reminded)], mean, square - mean * mean);
    }

    /// q·r·(1 − r): E = 1/12, its square 1/90; of two rates E[q²]·(1/6)² = 1/108, wider than (1/12)².
    #[test]
    fn how_a_reminder_does_is_shared_by_all() {
        let wave = uniform(&[1.0]);
        let reminder = AnswersTo::Reminder(0);
        let square = (1.0 / 90.0 + 1.0 / 108.0) / 2.0;
        check([(0, &wave, reminder), (1, &wave, reminder)], 1.0 / 12.0, square - 1.0 / 144.0);
    }

    #[test]
    fn nobody_answers_what_is_not_sent() {
        assert!(rate_of_kinds(&[]).is_err());
        let (wave, to) = (uniform(&[]), AnswersTo::Reminder(0));
        assert!(rate_of_kinds(&[KindAnswering { part: 1.0, origin: 0, wave: &wave, to }]).is_err());
    }
}
