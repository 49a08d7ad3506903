//! A wave whose reminders are answered in proportion to its invitation. Equations in [`crate::waves`].

use std::collections::BTreeMap;

use crate::beta_rate::{BetaRate, RateError};

/// People invited together and reminded, where nobody knows the reminders' own rates: the k-th is answered
/// at q·r₀ by those it goes to, q the same for all of them and r₀ the invitation's rate.
#[derive(Debug, Clone, PartialEq)]
pub struct RemindedWave {
    /// Answers to the invitation, r₀.
    pub first: BetaRate,
    /// A reminder's rate as a part of the invitation's, q.
    pub relative: BetaRate,
    /// The share of those still silent that each reminder goes to, 0–1.
    pub shares: Vec<f64>,
}

/// c·r₀ⁱ·qʲ, by c, i and j; a list of them is their sum.
pub(super) type Term = (f64, u32, u32);

impl RemindedWave {
    /// Chance that somebody is still silent after the invitation and the first `n_reminders` reminders, on
    /// average.
    pub fn mean_silent(&self, n_reminders: usize) -> f64 {
        self.expected(&self.silent(n_reminders))
    }

    /// The rate of an answer to the invitation and the first `n_reminders` reminders together as one Beta,
    /// with its exact mean and standard deviation.
    ///
    /// # Errors
    /// [`RateError::Parameters`] where the rates are all but certain.
    pub fn rate_after(&self, n_reminders: usize) -> Result<BetaRate, RateError> {
        let silent = self.beta_of(&self.silent(n_reminders))?;
        BetaRate::new(silent.b(), silent.a())
    }

    /// The chance of an answer to just this reminder, from 0, of everybody invited: likewise.
    ///
    /// # Errors
    /// [`RateError::Parameters`] where the rates are all but certain, or the reminder goes to nobody.
    pub fn rate_of_reminder(&self, reminder: usize) -> Result<BetaRate, RateError> {
        self.beta_of(&self.answered_by(reminder))
    }

    /// An answer to the invitation or one of the first `n_reminders` reminders: 1 − (1 − r₀)·Π(1 − sₖ·q·r₀).
    pub(super) fn answered_after(&self, n_reminders: usize) -> Vec<Term> {
        let not_silent = self.silent(n_reminders).into_iter().map(|(c, i, j)| (-c, i, j));
        add_up(std::iter::once((1.0, 0, 0)).chain(not_silent))
    }

    /// An answer to just this reminder, from 0; nothing, where there is none.
    pub(super) fn answered_by(&self, reminder: usize) -> Vec<Term> {
        let share = self.shares.get(reminder).copied().unwrap_or(0.0);
        let silent = self.silent(reminder).into_iter();
        silent.map(|(c, i, j)| (c * share, i + 1, j + 1)).collect()
    }

    /// (1 − r₀)·Π(1 − sₖ·q·r₀).
    fn silent(&self, n_reminders: usize) -> Vec<Term> {
        let none = vec![(1.0, 0, 0), (-1.0, 1, 0)];
        self.shares.iter().take(n_reminders).fold(none, |silent, share| {
            let answered = silent.iter().map(|(c, i, j)| (-c * share, i + 1, j + 1));
            add_up(silent.iter().copied().chain(answered))
        })
    }

    /// r₀ and q are known independently: moments multiply.
    pub(super) fn expected(&self, terms: &[Term]) -> f64 {
        let one = |&(c, i, j): &Term| c * moment(self.first, i) * moment(self.relative, j);
        terms.iter().map(one).sum()
    }

    fn beta_of(&self, terms: &[Term]) -> Result<BetaRate, RateError> {
        let by_each = |(c, i, j): &Term| {
            let (c, i, j) = (*c, *i, *j);
            terms.iter().map(move |(d, k, l)| (c * d, i + k, j + l))
        };
        let squared: Vec<Term> = terms.iter().flat_map(by_each).collect();
        let (mean, square) = (self.expected(terms), self.expected(&squared));
        let strength = (mean - square) / (square - mean * mean);
        BetaRate::new(mean * strength, (1.0 - mean) * strength)
    }
}

/// An answer to the invitation or a reminder, were r₀ and q known.
pub(crate) fn answered_at(shares: &[f64], first: f64, relative: f64) -> f64 {
    let still_silent = |silent: f64, share: &f64| silent * (1.0 - share * relative * first);
    1.0 - shares.iter().fold(1.0 - first, still_silent)
}

/// Terms of the same powers in one.
fn add_up(terms: impl Iterator<Item = Term>) -> Vec<Term> {
    let mut by_powers: BTreeMap<(u32, u32), f64> = BTreeMap::new();
    for (c, i, j) in terms {
        *by_powers.entry((i, j)).or_default() += c;
    }
    by_powers.into_iter().map(|((i, j), c)| (c, i, j)).collect()
}

/// E[rⁱ].
pub(super) fn moment(rate: BetaRate, power: u32) -> f64 {
    let (a, strength) = (rate.a(), rate.strength());
    (0..power).map(|t| (a + f64::from(t)) / (strength + f64::from(t))).product()
}

#[cfg(test)]
mod tests {
    use super::super::Wave;
    use super::*;
    use crate::stream::{Purpose, random_stream};

    fn uniform(shares: &[f64]) -> RemindedWave {
        let (first, relative) = (BetaRate::UNIFORM, BetaRate::UNIFORM);
        RemindedWave { first, relative, shares: shares.to_vec() }
    }

    #[track_caller]
    fn check(found: f64, wanted: f64) {
        assert!((found - wanted).abs() < 1e-12, "{found} is not {wanted}");
    }

    /// With r and q uniform, E[rⁱ] = 1/(i + 1): E[(1 − r)(1 − qr)] = 5/12, of its square 47/180.
    #[test]
    fn moments_by_hand() {
        let wave = uniform(&[1.0]);
        check(wave.mean_silent(0), 0.5);
        check(wave.mean_silent(1), 5.0 / 12.0);
        let rate = wave.rate_after(1).expect("uncertain");
        check(rate.mean(), 7.0 / 12.0);
        let variance = rate.mean() * (1.0 - rate.mean()) / (rate.strength() + 1.0);
        check(variance, 47.0 / 180.0 - 25.0 / 144.0);
        // E[(1 − r)·qr] = ½·(½ − ⅓).
        check(wave.rate_of_reminder(0).expect("uncertain").mean(), 1.0 / 12.0);
        // To half of the silent: half as many.
        check(uniform(&[0.5]).rate_of_reminder(0).expect("uncertain").mean(), 1.0 / 24.0);
        assert!(uniform(&[0.0]).rate_of_reminder(0).is_err());
        check(uniform(&[]).rate_after(0).expect("uncertain").strength(), 2.0);
    }

    #[test]
    fn several_reminders_agree_with_simulation() {
        let first = BetaRate::new(12.0, 48.0).expect("positive");
        let relative = BetaRate::new(6.0, 6.0).expect("positive");
        let wave = RemindedWave { first, relative, shares: vec![1.0, 0.8, 0.5] };
        let rate = wave.rate_after(3).expect("uncertain");
        let n = 40_000;
        let drawn: Vec<f64> = (0..n)
            .map(|draw| {
                let mut stream = random_stream(5, draw, Purpose::Rate(0));
                let (r, q) = (first.sample(&mut stream), relative.sample(&mut stream));
                1.0 - wave.shares.iter().fold(1.0 - r, |silent, s| silent * (1.0 - s * q * r))
            })
            .collect();
        let mean = drawn.iter().sum::<f64>() / n as f64;
        let sd = (drawn.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / n as f64).sqrt();
        assert!((mean - rate.mean()).abs() < 4.5 * sd / (n as f64).sqrt(), "{mean}: {rate:?}");
        let own_sd = (rate.mean() * (1.0 - rate.mean()) / (rate.strength() + 1.0)).sqrt();
        assert!((sd / own_sd - 1.0).abs() < 0.03, "{sd}: {own_sd}");
    }

    /// What moves the invitation's rate moves the reminder's with it: known apart, their doubts would
    /// partly cancel.
    #[test]
    fn doubt_is_wider_than_of_rates_known_apart() {
        let first = BetaRate::new(12.0, 48.0).expect("positive");
        let relative = BetaRate::new(5e5, 5e5).expect("positive");
        let together = RemindedWave { first, relative, shares: vec![1.0] };
        let together = together.rate_after(1).expect("uncertain");
        // Half of the first's mean and standard deviation.
        let half = BetaRate::from_point(0.1, 0.09 / (0.16 / 61.0 / 4.0) - 1.0).expect("a rate");
        let apart = Wave { n_invited: 1, first, reminders: vec![half] }.rate().expect("uncertain");
        assert!((together.mean() - apart.mean()).abs() < 2e-3);
        assert!(together.strength() < 0.8 * apart.strength(), "{together:?} {apart:?}");
    }
}
