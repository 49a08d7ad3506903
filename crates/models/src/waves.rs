//! Invitations sent in waves, with reminders to those who have not answered. Knows counts and rates.
//!
//! In a wave of n people the first message brings an answer at rate r₀, the k-th reminder at rate rₖ
//! among those still silent: silent ~ Bin(silent before, 1 − rₖ), so that a person answers at last with
//! chance 1 − Π(1 − rₖ). Rates of different messages are known independently; then the number of
//! answers is exact, by beta-binomial thinning of the silent, and waves add by convolution.
//! The same with censoring as a discrete-time hazard: P. D. Allison (1982), *Sociological Methodology*
//! 13, 61.
//!
//! Where nobody knows the reminders' own rates they are taken in proportion to the invitation's
//! ([`RemindedWave`]): rₖ = q·r₀, to a share sₖ of those still silent. (1 − r₀)·Π(1 − sₖ·q·r₀) is a
//! polynomial in r₀ and q, so that its mean and standard deviation follow exactly from their moments; so do
//! those of people of several kinds together ([`rate_of_kinds`]), who share q and may share r₀.

use crate::beta_rate::{BetaRate, RateError};
use crate::count_distribution::CountDistribution;

mod in_proportion;
mod of_kinds;

pub use in_proportion::RemindedWave;
pub(crate) use in_proportion::answered_at;
pub use of_kinds::{AnswersTo, KindAnswering, rate_of_kinds};

/// One wave.
#[derive(Debug, Clone, PartialEq)]
pub struct Wave {
    /// People it goes to.
    pub n_invited: u32,
    /// Answers to the invitation.
    pub first: BetaRate,
    /// Answers to each reminder among those still silent; empty without reminders.
    pub reminders: Vec<BetaRate>,
}

impl Wave {
    /// Chance of an answer after the invitation and the first `n_reminders` reminders, on average.
    pub fn mean_rate(&self, n_reminders: usize) -> f64 {
        let silent: f64 = self.messages(n_reminders).map(|rate| 1.0 - rate.mean()).product();
        1.0 - silent
    }

    /// The rate of an answer to all messages together as one Beta, with its exact mean and standard
    /// deviation: what a funnel takes as registered of invited.
    ///
    /// # Errors
    /// [`RateError::Parameters`] where the rates are all but certain.
    pub fn rate(&self) -> Result<BetaRate, RateError> {
        // Moments of the silent rate Π(1 − rₖ): independent factors multiply.
        let (mut mean, mut square) = (1.0, 1.0);
        for rate in self.messages(self.reminders.len()) {
            let (a, b) = (rate.a(), rate.b());
            mean *= b / (a + b);
            square *= b * (b + 1.0) / ((a + b) * (a + b + 1.0));
        }
        let strength = (mean - square) / (square - mean * mean);
        BetaRate::new((1.0 - mean) * strength, mean * strength)
    }

    /// The exact distribution of the number of answers after the first `n_reminders` reminders.
    pub fn answers(&self, n_reminders: usize) -> CountDistribution {
        let mut silent = CountDistribution::certain(self.n_invited);
        for rate in self.messages(n_reminders) {
            // Cannot be refused: the same two positive numbers, turned round.
            let stays_silent = BetaRate::new(rate.b(), rate.a()).unwrap_or(BetaRate::UNIFORM);
            silent = silent.thinned(stays_silent);
        }
        silent.taken_from(self.n_invited)
    }

    /// What one more reminder, answered at this rate, would bring on average.
    pub fn gain_of_reminder(&self, rate: BetaRate) -> f64 {
        let silent = 1.0 - self.mean_rate(self.reminders.len());
        f64::from(self.n_invited) * silent * rate.mean()
    }

    fn messages(&self, n_reminders: usize) -> impl Iterator<Item = BetaRate> + '_ {
        std::iter::once(self.first).chain(self.reminders.iter().copied().take(n_reminders))
    }
}

/// The answers to all waves together, each with all its reminders; waves are known independently
/// (people of one kind belong in one wave, else their common doubt would cancel out). Takes time in
/// proportion to the square of the number invited.
pub fn answers_of_waves(waves: &[Wave]) -> CountDistribution {
    waves.iter().fold(CountDistribution::certain(0), |sum, wave| {
        sum.plus(&wave.answers(wave.reminders.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::binomial::draw_binomial;
    use crate::stream::{Purpose, random_stream};

    fn rate(a: f64, b: f64) -> BetaRate {
        BetaRate::new(a, b).expect("positive")
    }

    fn wave() -> Wave {
        Wave { n_invited: 150, first: rate(12.0, 48.0), reminders: vec![rate(6.0, 54.0); 2] }
    }

    #[test]
    fn reminders_reach_those_who_are_silent() {
        let wave = wave();
        assert!((wave.mean_rate(0) - 0.2).abs() < 1e-12);
        assert!((wave.mean_rate(1) - 0.28).abs() < 1e-12);
        assert!((wave.mean_rate(9) - 0.352).abs() < 1e-12);
        assert!((wave.answers(2).mean() - 150.0 * 0.352).abs() < 1e-9);
        assert!((wave.gain_of_reminder(rate(5.0, 95.0)) - 150.0 * 0.648 * 0.05).abs() < 1e-9);
        let beta = wave.rate().expect("uncertain");
        assert!((beta.mean() - 0.352).abs() < 1e-12);
        // The one Beta spreads the count as the exact distribution is spread.
        let by_beta = CountDistribution::beta_binomial(150, beta);
        assert!((by_beta.sd() / wave.answers(2).sd() - 1.0).abs() < 1e-9);
    }

    #[test]
    fn exact_and_simulated_agree() {
        let (wave, n_draws) = (wave(), 20_000);
        let exact = wave.answers(2);
        let answers: Vec<u32> = (0..n_draws)
            .map(|draw| {
                let mut stream = random_stream(1, draw, Purpose::EventShock);
                let mut n_silent = wave.n_invited;
                for message in [wave.first, wave.reminders[0], wave.reminders[1]] {
                    let r = message.sample(&mut stream);
                    n_silent -= draw_binomial(n_silent, r, &mut stream);
                }
                wave.n_invited - n_silent
            })
            .collect();
        for p in [0.05, 0.5, 0.95] {
            let n = exact.quantile(p);
            let found = answers.iter().filter(|&&k| k as usize >= n).count() as f64;
            let (q, found) = (exact.p_at_least(n), found / n_draws as f64);
            assert!((found - q).abs() < 4.5 * (q * (1.0 - q) / n_draws as f64).sqrt(), "{n}");
        }
    }

    #[test]
    fn waves_add_up() {
        let second = Wave { n_invited: 40, first: rate(3.0, 7.0), reminders: vec![] };
        let both = answers_of_waves(&[wave(), second.clone()]);
        assert!((both.mean() - 150.0 * 0.352 - 12.0).abs() < 1e-9);
        let variance = wave().answers(2).sd().powi(2) + second.answers(0).sd().powi(2);
        assert!((both.sd().powi(2) - variance).abs() < 1e-8);
        assert_eq!(answers_of_waves(&[]).largest(), 0);
    }
}
