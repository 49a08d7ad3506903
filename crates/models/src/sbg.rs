//! sBG: how long contracts are renewed. At every renewal somebody leaves with a chance θ of their own,
//! Beta(α, β) between people, so that those who have stayed for long are the loyal ones and retention
//! rises without anybody changing.
//!
//! P(leaving at the t-th renewal) = α·(β)ₜ₋₁/(α + β)ₜ, S(t) = (β)ₜ/(α + β)ₜ, retention of those who are
//! left after t − 1: (β + t − 1)/(α + β + t − 1). Fader & Hardie (2007), "How to Project Customer
//! Retention", *Journal of Interactive Marketing* 21, 76; (2010), *Marketing Science* 29, 85.

use crate::estimate::{
    Fit, FitError, Likelihood, ParameterError, Parametric, check_parameters, maximise,
};
use crate::staying::{ln_rising_table, occasions_for_ever, occasions_to_come};

/// With fewer who left nothing is known of leaving.
pub const MIN_LOST: u64 = 30;
/// With fewer contracts, or fewer renewals, two parameters cannot be told.
pub const MIN_CONTRACTS: u64 = 100;
/// One renewal tells one share, not how people differ.
pub const MIN_RENEWALS: usize = 2;

/// The model with α, β.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sbg {
    alpha: f64,
    beta: f64,
}

/// How many left at which renewal, and how many are still there after how many.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Renewals {
    /// Place t − 1: so many left at their t-th renewal.
    pub n_lost: Vec<u64>,
    /// Place t: so many have renewed t times and may go on.
    pub n_staying: Vec<u64>,
}

impl Renewals {
    /// Of one cohort from its numbers left: at first, after one renewal, after two…
    ///
    /// # Errors
    /// [`FitError::Impossible`] where the number rises.
    pub fn of_survivors(n_left: &[u64]) -> Result<Self, FitError> {
        let lost = |(place, pair): (usize, &[u64])| {
            pair[0].checked_sub(pair[1]).ok_or(FitError::Impossible { place: place + 1 })
        };
        let n_lost: Vec<u64> = n_left.windows(2).enumerate().map(lost).collect::<Result<_, _>>()?;
        let mut n_staying = vec![0; n_left.len()];
        if let (Some(last), Some(&n)) = (n_staying.last_mut(), n_left.last()) {
            *last = n;
        }
        Ok(Renewals { n_lost, n_staying })
    }

    fn n_contracts(&self) -> u64 {
        self.n_lost.iter().sum::<u64>() + self.n_staying.iter().sum::<u64>()
    }
}

impl Sbg {
    /// From α, β.
    ///
    /// # Errors
    /// [`ParameterError::NotPositive`].
    pub fn new(alpha: f64, beta: f64) -> Result<Self, ParameterError> {
        Self::from_parameters(&[alpha, beta])
    }

    /// The parameters that make the renewals likeliest.
    ///
    /// # Errors
    /// [`FitError`]: too few contracts, losses or renewals, or no maximum found.
    pub fn fit(renewals: &Renewals) -> Result<Fit<Self>, FitError> {
        let n = renewals.n_contracts();
        if n < MIN_CONTRACTS {
            return Err(FitError::TooFewPersons { n, needed: MIN_CONTRACTS });
        }
        let n_lost = renewals.n_lost.iter().sum();
        if n_lost < MIN_LOST {
            return Err(FitError::TooFewLost { n: n_lost, needed: MIN_LOST });
        }
        let last = |counts: &[u64]| counts.iter().rposition(|n| *n > 0);
        let n_renewals =
            last(&renewals.n_lost).map_or(0, |t| t + 1).max(last(&renewals.n_staying).unwrap_or(0));
        if n_renewals < MIN_RENEWALS {
            let (longest, needed) = (n_renewals as f64, MIN_RENEWALS as f64);
            return Err(FitError::TooShort { longest, needed });
        }
        let starts = [vec![1.0, 3.0], vec![0.3, 0.6], vec![5.0, 30.0]];
        maximise(&SbgLikelihood { renewals }, None, &starts)
    }

    /// S(t): the share that is left after t renewals.
    pub fn survival(&self, n_renewals: u32) -> f64 {
        // Of many renewals the two rising factorials are too large to be told apart, their ratio is not.
        (0..n_renewals).map(|t| self.retention(t)).product()
    }

    /// The share of those with so many renewals behind them that renews once more.
    pub fn retention(&self, n_renewals: u32) -> f64 {
        let stays = self.beta + f64::from(n_renewals);
        stays / (self.alpha + stays)
    }

    /// Renewals to come, of the next `horizon`, of somebody with so many behind them; each discounted by
    /// `discount` per renewal, the next one once.
    pub fn renewals_to_come(&self, n_renewals: u32, horizon: u32, discount: f64) -> f64 {
        let stays = self.beta + f64::from(n_renewals);
        occasions_to_come(self.alpha, stays, discount, u64::from(horizon))
    }

    /// The same without end (discounted expected residual lifetime; Fader & Hardie 2010 leave the next
    /// renewal undiscounted, which is this times 1 + d). None for a discount below 1e-6.
    pub fn renewals_for_ever(&self, n_renewals: u32, discount: f64) -> Option<f64> {
        occasions_for_ever(self.alpha, self.beta + f64::from(n_renewals), discount)
    }
}

impl Parametric for Sbg {
    const NAMES: &'static [&'static str] = &["alpha", "beta"];

    fn parameters(&self) -> Vec<f64> {
        vec![self.alpha, self.beta]
    }

    fn from_parameters(parameters: &[f64]) -> Result<Self, ParameterError> {
        let [alpha, beta] = check_parameters::<Self, 2>(parameters)?;
        Ok(Sbg { alpha, beta })
    }
}

struct SbgLikelihood<'a> {
    renewals: &'a Renewals,
}

impl Likelihood for SbgLikelihood<'_> {
    fn n_persons(&self) -> f64 {
        self.renewals.n_contracts() as f64
    }

    fn evaluate(&self, parameters: &[f64], gradient: &mut [f64]) -> f64 {
        let (alpha, beta) = (parameters[0], parameters[1]);
        let n = self.renewals.n_lost.len().max(self.renewals.n_staying.len());
        let (stays, all) = (ln_rising_table(beta, n), ln_rising_table(alpha + beta, n));
        let mut total = 0.0;
        gradient.fill(0.0);
        for (t, &n) in self.renewals.n_lost.iter().enumerate() {
            let n = n as f64;
            total += n * (alpha.ln() + stays[t].value - all[t + 1].value);
            gradient[0] += n * (1.0 / alpha - all[t + 1].slope);
            gradient[1] += n * (stays[t].slope - all[t + 1].slope);
        }
        for (t, &n) in self.renewals.n_staying.iter().enumerate() {
            let n = n as f64;
            total += n * (stays[t].value - all[t].value);
            gradient[0] -= n * all[t].slope;
            gradient[1] += n * (stays[t].slope - all[t].slope);
        }
        total
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::beta_geometric::draw_beta;
    use crate::estimate::tests::check_gradient;
    use crate::stream::{Purpose, random_stream};
    use crate::test_data::{check_share, columns};
    use rand::RngExt;

    const HIGH_END: [u64; 13] = [1000, 869, 743, 653, 593, 551, 517, 491, 468, 445, 427, 409, 394];
    const REGULAR: [u64; 13] = [1000, 631, 468, 382, 326, 289, 262, 241, 223, 207, 194, 183, 173];

    /// Fitted to seven years; mean absolute error of the five that follow, in per cent.
    #[track_caller]
    fn check_cohort(n_left: &[u64; 13], parameters: [f64; 2], ln_likelihood: f64, error: f64) {
        let renewals = Renewals::of_survivors(&n_left[..8]).expect("falling");
        let fit = Sbg::fit(&renewals).expect("enough data");
        for (found, expected) in fit.model.parameters().into_iter().zip(parameters) {
            check_share(found, expected, 0.005);
        }
        assert!((fit.ln_likelihood - ln_likelihood).abs() < 0.005, "{}", fit.ln_likelihood);
        let off = |t: usize| {
            let n = n_left[t] as f64;
            (1000.0 * fit.model.survival(t as u32) - n).abs() / n
        };
        let mean = 100.0 * (8..13).map(off).sum::<f64>() / 5.0;
        assert!((mean - error).abs() < 0.006, "{mean} %");
    }

    #[test]
    fn high_end_as_published() {
        check_cohort(&HIGH_END, [0.6681, 3.8061], -1611.158, 2.83);
    }

    #[test]
    fn regular_as_published() {
        check_cohort(&REGULAR, [0.7041, 1.1820], -1680.265, 1.49);
    }

    #[test]
    fn a_grid_to_forty_digits() {
        let [alpha, beta, n, horizon, rate, survival, ln_leaving, retention, to_come, for_ever] =
            columns("sbg.csv", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        for i in 0..alpha.len() {
            let model = Sbg::new(alpha[i], beta[i]).expect("positive");
            let (n, horizon) = (n[i] as u32, horizon[i] as u32);
            // Below what f64 holds nought is near enough.
            check_share(model.survival(n).max(1e-300), survival[i].max(1e-300), 1e-9);
            check_share(model.retention(n), retention[i], 1e-12);
            check_share(model.renewals_to_come(n, horizon, 0.0), to_come[i], 1e-9);
            let found = model.renewals_for_ever(n, rate[i]).expect("a discount");
            check_share(found, for_ever[i], 1e-9);
            if n <= 1000 {
                let mut renewals = Renewals { n_lost: vec![0; n as usize + 1], n_staying: vec![] };
                renewals.n_lost[n as usize] = 1;
                let likelihood = SbgLikelihood { renewals: &renewals };
                let found = likelihood.evaluate(&model.parameters(), &mut [0.0; 2]);
                let is_near = (found - ln_leaving[i]).abs() <= 1e-9;
                assert!(is_near, "{model:?}, {n}: {found}, not {}", ln_leaving[i]);
            }
        }
    }

    #[test]
    fn retention_rises_and_multiplies_to_survival() {
        let model = Sbg::new(0.7, 1.2).expect("positive");
        let product: f64 = (0..5).map(|t| model.retention(t)).product();
        check_share(model.survival(5), product, 1e-14);
        assert!(model.retention(0) < model.retention(1) && model.survival(0) == 1.0);
        let sum: f64 = (1..=5).map(|t| model.survival(t)).sum();
        check_share(model.renewals_to_come(0, 5, 0.0), sum, 1e-14);
        let long = model.renewals_to_come(2, 2000, 0.1);
        check_share(model.renewals_for_ever(2, 0.1).expect("a discount"), long, 1e-12);
    }

    /// Contracts that came up for renewal four to nine times, all such numbers alike.
    fn simulated(truth: &Sbg, n: usize, seed: u64) -> Renewals {
        let mut renewals = Renewals { n_lost: vec![0; 9], n_staying: vec![0; 10] };
        for i in 0..n {
            let stream = &mut random_stream(seed, i, Purpose::Purchases);
            let leaves = draw_beta(truth.alpha, truth.beta, stream);
            let n_seen = 4 + i % 6;
            match (0..n_seen).find(|_| stream.random::<f64>() < leaves) {
                Some(renewal) => renewals.n_lost[renewal] += 1,
                None => renewals.n_staying[n_seen] += 1,
            }
        }
        renewals
    }

    /// Over 20 samples of 1,500 contracts, the 90 % intervals of the log-parameters hold the true ones
    /// often enough: of 20, 18 ± 1.3 each. The two of one sample go together.
    #[test]
    fn simulated_contracts_give_their_parameters_back() {
        let truth = Sbg::new(0.8, 1.6).expect("positive");
        let (mut n_held, mut off) = ([0; 2], [0.0; 2]);
        for seed in 0..20 {
            let fit = Sbg::fit(&simulated(&truth, 1500, seed)).expect("enough data");
            let errors = fit.standard_errors_log().expect("curved");
            let both = fit.model.parameters().into_iter().zip(truth.parameters());
            for (i, (found, true_one)) in both.enumerate() {
                let error = (found / true_one).ln();
                n_held[i] += usize::from(error.abs() <= 1.645 * errors[i]);
                off[i] += error / 20.0;
            }
        }
        assert!(n_held.iter().all(|n| *n >= 14), "{n_held:?}");
        // Their mean is off by less than a single fit is.
        assert!(off.iter().all(|off| f64::abs(*off) < 0.1), "{off:?}");
    }

    /// Within four and a half standard errors.
    #[test]
    fn survival_as_simulated() {
        let model = Sbg::new(0.8, 1.6).expect("positive");
        let renewals = simulated(&model, 30_000, 5);
        // Everybody came up for renewal four times.
        let mut n_left = 30_000;
        for t in 1..=4 {
            n_left -= renewals.n_lost[t - 1];
            let share = model.survival(t as u32);
            let error = (share * (1.0 - share) / 30_000.0).sqrt();
            assert!((n_left as f64 / 30_000.0 - share).abs() < 4.5 * error, "{t}: {n_left}");
        }
    }

    #[test]
    fn gradient_as_by_differences() {
        let renewals = Renewals { n_lost: vec![50, 20, 9], n_staying: vec![5, 10, 0, 30, 8] };
        for parameters in [[0.7, 1.2], [10.0, 0.1], [0.02, 80.0]] {
            check_gradient(&SbgLikelihood { renewals: &renewals }, &parameters);
        }
    }

    #[test]
    fn too_little_says_what_is_needed() {
        let fit = |n_left: &[u64]| Sbg::fit(&Renewals::of_survivors(n_left).expect("falling"));
        let few = FitError::TooFewPersons { n: 99, needed: 100 };
        assert_eq!(fit(&[99, 50, 30]), Err(few));
        assert_eq!(fit(&[500, 480, 471]), Err(FitError::TooFewLost { n: 29, needed: 30 }));
        let short = FitError::TooShort { longest: 1.0, needed: 2.0 };
        assert_eq!(fit(&[500, 300]), Err(short));
        assert_eq!(Renewals::of_survivors(&[5, 6]), Err(FitError::Impossible { place: 1 }));
    }
}
