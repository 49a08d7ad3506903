//! BG/BB: where buying is possible only on occasions (a yearly appeal, an event, a weekly market). On
//! each, whoever is still there buys with a chance p of their own, Beta(α, β) between people; before
//! each, they may drop out with a chance θ, Beta(γ, δ).
//!
//! Of n occasions x were used, the last of them the tₓ-th:
//! L = (α)ₓ(β)ₙ₋ₓ/(α + β)ₙ·(δ)ₙ/(γ + δ)ₙ + Σ (α)ₓ(β)ⱼ₋ₓ/(α + β)ⱼ·γ(δ)ⱼ/(γ + δ)ⱼ₊₁ over j from tₓ to n − 1.
//! P(alive) is of the next occasion, n + 1, as in the source's tables. Fader, Hardie & Shang (2010),
//! "Customer-Base Analysis in a Discrete-Time Noncontractual Setting", *Marketing Science* 29, 1086.
//! Histories hold occasions in the place of time: x ≤ tₓ ≤ T = n, all whole.

use crate::beta_geometric::draw_beta;
use crate::estimate::{
    Fit, FitError, Likelihood, ParameterError, Parametric, check_parameters, maximise,
};
use crate::history_table::HistoryTable;
use crate::purchase_history::PurchaseHistory;
use crate::purchasing::PurchaseModel;
use crate::rising::WithSlope;
use crate::staying::{ln_rising_table, occasions_for_ever, occasions_to_come};
use rand::{Rng, RngExt};

/// The model with α, β of buying and γ, δ of dropping out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BgBb {
    alpha: f64,
    beta: f64,
    gamma: f64,
    delta: f64,
}

impl BgBb {
    /// From α, β, γ, δ.
    ///
    /// # Errors
    /// [`ParameterError::NotPositive`].
    pub fn new(alpha: f64, beta: f64, gamma: f64, delta: f64) -> Result<Self, ParameterError> {
        Self::from_parameters(&[alpha, beta, gamma, delta])
    }

    /// ln of the part of L where somebody is still there, and ln L, after so many occasions.
    fn parts(&self, history: &PurchaseHistory) -> Parts {
        let tables = Tables::new(&self.parameters(), history.age as usize);
        tables.parts(history.frequency as usize, history.recency as usize, history.age as usize)
    }

    /// Purchases per occasion as long as somebody with this history is there.
    fn rate(&self, history: &PurchaseHistory) -> f64 {
        (self.alpha + f64::from(history.frequency)) / (self.alpha + self.beta + history.age)
    }
}

impl Parametric for BgBb {
    const NAMES: &'static [&'static str] = &["alpha", "beta", "gamma", "delta"];

    fn parameters(&self) -> Vec<f64> {
        vec![self.alpha, self.beta, self.gamma, self.delta]
    }

    fn from_parameters(parameters: &[f64]) -> Result<Self, ParameterError> {
        let [alpha, beta, gamma, delta] = check_parameters::<Self, 4>(parameters)?;
        Ok(BgBb { alpha, beta, gamma, delta })
    }
}

/// Whether a history counts occasions.
fn counts_occasions(history: &PurchaseHistory) -> bool {
    history.recency.fract() == 0.0
        && history.age.fract() == 0.0
        && f64::from(history.frequency) <= history.recency
}

impl PurchaseModel for BgBb {
    fn starts(_table: &HistoryTable) -> Vec<Vec<f64>> {
        [[1.0, 1.0, 1.0, 3.0], [0.3, 1.0, 0.3, 1.0], [3.0, 6.0, 2.0, 20.0]]
            .map(|start| start.to_vec())
            .to_vec()
    }

    fn fit_from(table: &HistoryTable, starts: &[Vec<f64>]) -> Result<Fit<Self>, FitError> {
        if let Some((history, _)) = table.rows().find(|(history, _)| !counts_occasions(history)) {
            return Err(FitError::NotOccasions { history });
        }
        maximise(&BgBbLikelihood { table }, None, starts)
    }

    fn ln_likelihood(&self, history: &PurchaseHistory) -> f64 {
        self.parts(history).ln_all
    }

    /// The chance of being there at the next occasion.
    fn p_alive(&self, history: &PurchaseHistory) -> f64 {
        let parts = self.parts(history);
        let stays = (self.delta + history.age) / (self.gamma + self.delta + history.age);
        (parts.ln_alive - parts.ln_all).exp() * stays
    }

    /// The horizon is a number of occasions; part of one counts for nothing.
    fn expected_purchases(&self, history: &PurchaseHistory, horizon: f64) -> f64 {
        if horizon < 1.0 || horizon.is_nan() {
            return 0.0;
        }
        let after_next = self.delta + history.age + 1.0;
        let more = occasions_to_come(self.gamma, after_next, 0.0, horizon as u64 - 1);
        self.p_alive(history) * self.rate(history) * (1.0 + more)
    }

    /// The occasion next to come is discounted once. None for δ below 1e-6 per occasion.
    fn discounted_residual(&self, history: &PurchaseHistory, delta: f64) -> Option<f64> {
        let discount = delta.exp_m1();
        let after_next = self.delta + history.age + 1.0;
        let more = occasions_for_ever(self.gamma, after_next, discount)?;
        Some(self.p_alive(history) * self.rate(history) * (1.0 + more) / (1.0 + discount))
    }

    fn draw_while_alive(
        &self,
        history: &PurchaseHistory,
        horizon: f64,
        stream: &mut impl Rng,
    ) -> u32 {
        let x = f64::from(history.frequency);
        let p = draw_beta(self.alpha + x, self.beta + history.age - x, stream);
        let theta = draw_beta(self.gamma, self.delta + history.age + 1.0, stream);
        let mut n_purchases = 0;
        for _ in 0..horizon as u32 {
            n_purchases += u32::from(stream.random::<f64>() < p);
            if stream.random::<f64>() < theta {
                break;
            }
        }
        n_purchases
    }

    fn draw_history(&self, age: f64, stream: &mut impl Rng) -> PurchaseHistory {
        let p = draw_beta(self.alpha, self.beta, stream);
        let theta = draw_beta(self.gamma, self.delta, stream);
        let mut history = PurchaseHistory { age, ..PurchaseHistory::NEW };
        for occasion in 1..=age as u32 {
            if stream.random::<f64>() < theta {
                break;
            }
            if stream.random::<f64>() < p {
                history.frequency += 1;
                history.recency = f64::from(occasion);
            }
        }
        history
    }
}

/// ln L, its part of those who are still there, and the slopes of ln L by α, β, γ, δ.
struct Parts {
    ln_all: f64,
    ln_alive: f64,
    slopes: [f64; 4],
}

/// ln of rising factorials of all that occurs.
struct Tables {
    buys: Vec<WithSlope>,
    passes: Vec<WithSlope>,
    either: Vec<WithSlope>,
    stays: Vec<WithSlope>,
    leaves_or_stays: Vec<WithSlope>,
    gamma: f64,
}

impl Tables {
    fn new(parameters: &[f64], n: usize) -> Self {
        let [alpha, beta, gamma, delta] =
            [parameters[0], parameters[1], parameters[2], parameters[3]];
        Tables {
            buys: ln_rising_table(alpha, n),
            passes: ln_rising_table(beta, n),
            either: ln_rising_table(alpha + beta, n),
            stays: ln_rising_table(delta, n),
            leaves_or_stays: ln_rising_table(gamma + delta, n + 1),
            gamma,
        }
    }

    /// Of whoever bought on x of the first j occasions, stayed for j and then left, or may yet leave.
    fn term(&self, x: usize, j: usize, has_left: bool) -> (f64, [f64; 4]) {
        let (buys, passes, either) = (self.buys[x], self.passes[j - x], self.either[j]);
        let stays = self.stays[j];
        let all = self.leaves_or_stays[j + usize::from(has_left)];
        let (ln_left, by_left) =
            if has_left { (self.gamma.ln(), 1.0 / self.gamma) } else { (0.0, 0.0) };
        let ln = buys.value + passes.value - either.value + stays.value - all.value + ln_left;
        let slopes = [
            buys.slope - either.slope,
            passes.slope - either.slope,
            by_left - all.slope,
            stays.slope - all.slope,
        ];
        (ln, slopes)
    }

    fn parts(&self, x: usize, recency: usize, n: usize) -> Parts {
        let alive = self.term(x, n, false);
        let terms: Vec<(f64, [f64; 4])> =
            (recency..n).map(|j| self.term(x, j, true)).chain([alive]).collect();
        let most = terms.iter().map(|term| term.0).fold(f64::NEG_INFINITY, f64::max);
        let sum: f64 = terms.iter().map(|term| (term.0 - most).exp()).sum();
        let ln_all = most + sum.ln();
        let mut slopes = [0.0; 4];
        for (ln, own) in &terms {
            let weight = (ln - ln_all).exp();
            slopes.iter_mut().zip(own).for_each(|(slope, own)| *slope += weight * own);
        }
        Parts { ln_all, ln_alive: alive.0, slopes }
    }
}

struct BgBbLikelihood<'a> {
    table: &'a HistoryTable,
}

impl Likelihood for BgBbLikelihood<'_> {
    fn n_persons(&self) -> f64 {
        self.table.n_persons() as f64
    }

    fn evaluate(&self, parameters: &[f64], gradient: &mut [f64]) -> f64 {
        let times = &self.table.times;
        let tables = Tables::new(parameters, times.last().map_or(0, |&n| n as usize));
        let mut total = 0.0;
        gradient.fill(0.0);
        for group in &self.table.groups {
            for row in &self.table.rows[group.rows.clone()] {
                let (recency, n) = (times[row.recency] as usize, times[row.age] as usize);
                let parts = tables.parts(group.frequency as usize, recency, n);
                total += row.n * parts.ln_all;
                gradient.iter_mut().zip(parts.slopes).for_each(|(g, s)| *g += row.n * s);
            }
        }
        total
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::beta_geometric::tests::{check_coverage, check_simulated_means, check_sum};
    use crate::test_data::{check_printed, check_share, columns};

    fn donors() -> HistoryTable {
        let [frequency, recency, periods, weights] = columns("bgbb_donations.csv", [0, 1, 2, 3]);
        let rows: Vec<_> = (0..frequency.len())
            .map(|i| (history(frequency[i] as u32, recency[i], periods[i]), weights[i] as u64))
            .collect();
        HistoryTable::with_counts(&rows).expect("possible")
    }

    const fn history(frequency: u32, recency: f64, age: f64) -> PurchaseHistory {
        PurchaseHistory { frequency, recency, age }
    }

    #[test]
    fn donors_as_published() {
        let fit = BgBb::fit(&donors()).expect("enough data");
        for (found, expected) in fit.model.parameters().into_iter().zip([1.204, 0.75, 0.657, 2.783])
        {
            check_share(found, expected, 0.005);
        }
        assert!((fit.ln_likelihood + 33_225.58).abs() < 0.005, "{}", fit.ln_likelihood);
        assert_eq!((fit.n_persons, fit.convergence.n_agreeing), (11_104, 3));
        let printed = [
            0.4985, 0.9233, 1.2969, 1.6323, 1.9381, 2.2202, 2.4826, 2.7285, 2.9603, 3.1798, 3.3887,
        ];
        for (n, expected) in (1..=11).zip(printed) {
            check_printed(fit.model.expected_of_new(f64::from(n)), expected, 1e-4);
        }
        for ((x, recency), expected) in
            [(0, 0.0), (2, 4.0), (6, 6.0)].into_iter().zip([0.11, 0.59, 0.93])
        {
            let p = fit.model.p_alive(&history(x, recency, 6.0));
            check_printed(p, expected, 0.01);
        }
    }

    #[test]
    fn a_grid_to_forty_digits() {
        let [alpha, beta, gamma, delta, x, recency, n] =
            columns("bg_bb.csv", [0, 1, 2, 3, 4, 5, 6]);
        let [horizon, rate, ln_likelihood, p_alive, expected, discounted] =
            columns("bg_bb.csv", [7, 8, 9, 10, 11, 12]);
        for i in 0..alpha.len() {
            let model = BgBb::new(alpha[i], beta[i], gamma[i], delta[i]).expect("positive");
            let case = history(x[i] as u32, recency[i], n[i]);
            let found = model.ln_likelihood(&case);
            let is_near = (found - ln_likelihood[i]).abs() < 1e-9_f64.max(1e-12 * found.abs());
            assert!(is_near, "{model:?} {case:?}: {found}, not {}", ln_likelihood[i]);
            // Below what f64 holds nought is near enough.
            let check = |found: f64, of: f64| check_share(found.max(1e-300), of.max(1e-300), 1e-9);
            check(model.p_alive(&case), p_alive[i]);
            check(model.expected_purchases(&case, horizon[i]), expected[i]);
            let residual = model.discounted_residual(&case, rate[i].ln_1p());
            check(residual.expect("a discount"), discounted[i]);
        }
    }

    #[test]
    fn chances_of_all_histories_sum_to_one() {
        let model = BgBb::new(1.2, 0.75, 0.66, 2.8).expect("positive");
        // Those with x purchases of which the last is the t-th: C(t − 1, x − 1) orders of them.
        let mut sum = model.ln_likelihood(&history(0, 0.0, 6.0)).exp();
        for t in 1..=6u32 {
            let mut orders = 1.0;
            for x in 1..=t {
                sum += orders * model.ln_likelihood(&history(x, f64::from(t), 6.0)).exp();
                orders *= f64::from(t - x) / f64::from(x);
            }
        }
        check_share(sum, 1.0, 1e-13);
    }

    #[test]
    fn the_discounted_residual_is_the_sum_of_what_is_expected() {
        let model = BgBb::new(1.2, 0.75, 0.66, 2.8).expect("positive");
        let case = history(2, 4.0, 6.0);
        let until = |n: i32| model.expected_purchases(&case, f64::from(n));
        let sum: f64 = (1..=600).map(|n| (until(n) - until(n - 1)) / 1.1f64.powi(n)).sum();
        let found = model.discounted_residual(&case, 1.1f64.ln()).expect("a discount");
        check_share(found, sum, 1e-10);
        assert_eq!(model.discounted_residual(&case, 0.0), None);
    }

    #[test]
    fn occasions_are_whole() {
        let rows = [(history(3, 3.5, 6.0), 200)];
        let table = HistoryTable::with_counts(&rows).expect("possible");
        assert_eq!(BgBb::fit(&table), Err(FitError::NotOccasions { history: rows[0].0 }));
    }

    #[test]
    fn gradient_as_by_differences() {
        let table = donors();
        for parameters in [[1.2, 0.75, 0.66, 2.8], [0.1, 30.0, 4.0, 0.3], [20.0, 0.2, 0.01, 50.0]] {
            check_sum::<BgBb>(&BgBbLikelihood { table: &table }, &table, &parameters);
        }
    }

    #[test]
    fn simulated_people_give_their_parameters_back() {
        check_coverage(BgBb::new(1.2, 3.0, 0.7, 6.0).expect("positive"));
    }

    #[test]
    fn expectations_as_simulated() {
        check_simulated_means(&BgBb::new(1.2, 0.75, 0.66, 2.8).expect("positive"), 1.0);
    }
}
