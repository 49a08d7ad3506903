//! Purchases at a Gamma(r, α) rate until dropping out, which happens after a purchase with a chance p
//! that is Beta(a, b) between people: the two models [`crate::bg_nbd`] and [`crate::mbg_nbd`], which
//! differ in whether one may drop out after the very first purchase.
//!
//! With k = chances of dropping out so far (x or x + 1) and n = r + x:
//! ln L = ln (r)ₓ + r ln α + ln (b)ₖ − ln (a + b)ₖ
//!        + ln [(α + T)^−n + \[k > 0\]·a/(b + k − 1)·(α + tₓ)^−n],
//! P(alive) = 1 / (1 + \[k > 0\]·a/(b + k − 1)·((α + T)/(α + tₓ))^n).
//! Given that somebody is alive, the rate is Gamma(n, α + T) and p is Beta(a, b + k), so that
//! E[purchases in t | alive] = E_p[(1 − (1 + p·t/(α + T))^−n)/p], see `expectation`.

use crate::estimate::{
    Fit, FitError, Likelihood, ParameterError, Parametric, check_parameters, maximise,
};
use crate::history_table::HistoryTable;
use crate::purchase_history::PurchaseHistory;
use crate::purchasing::PurchaseModel;
use crate::rising::{ln_add_exp, ln_rising};
use rand::{Rng, RngExt};
use rand_distr::{Beta, Distribution, Exp1, Gamma, Poisson};
use std::fmt::Debug;
use std::marker::PhantomData;

mod expectation;
#[cfg(test)]
pub(crate) mod tests;

use expectation::expected_while_alive;

/// When one may drop out.
pub trait DropOut: Debug + Clone + Copy + PartialEq {
    /// Chances of dropping out besides one for each repeat purchase: 0, or 1 with the first purchase.
    const N_FIRST: u32;
}

/// A Gamma rate of purchasing and a Beta chance of dropping out after a purchase.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BetaGeometric<D> {
    r: f64,
    alpha: f64,
    a: f64,
    b: f64,
    drop_out: PhantomData<D>,
}

impl<D: DropOut> BetaGeometric<D> {
    /// From r, α (in units of time), a, b.
    ///
    /// # Errors
    /// [`ParameterError::NotPositive`].
    pub fn new(r: f64, alpha: f64, a: f64, b: f64) -> Result<Self, ParameterError> {
        Self::from_parameters(&[r, alpha, a, b])
    }

    /// r, α, a, b.
    pub(crate) fn named(&self) -> [f64; 4] {
        [self.r, self.alpha, self.a, self.b]
    }

    /// Chances of dropping out there have been.
    fn n_chances(history: &PurchaseHistory) -> f64 {
        f64::from(history.frequency) + f64::from(D::N_FIRST)
    }

    /// ln of the odds that somebody has dropped out; −∞ without a chance to.
    fn ln_odds_gone(&self, history: &PurchaseHistory) -> f64 {
        let k = Self::n_chances(history);
        if k == 0.0 {
            return f64::NEG_INFINITY;
        }
        let silence = ((history.age - history.recency) / (self.alpha + history.recency)).ln_1p();
        let n = self.r + f64::from(history.frequency);
        self.a.ln() - (self.b + k - 1.0).ln() + n * silence
    }
}

impl<D: DropOut> Parametric for BetaGeometric<D> {
    const NAMES: &'static [&'static str] = &["r", "alpha", "a", "b"];

    fn parameters(&self) -> Vec<f64> {
        self.named().to_vec()
    }

    fn from_parameters(parameters: &[f64]) -> Result<Self, ParameterError> {
        let [r, alpha, a, b] = check_parameters::<Self, 4>(parameters)?;
        Ok(BetaGeometric { r, alpha, a, b, drop_out: PhantomData })
    }
}

impl<D: DropOut> PurchaseModel for BetaGeometric<D> {
    fn starts(table: &HistoryTable) -> Vec<Vec<f64>> {
        let time = table.mean_age();
        [[0.5, 0.3, 1.0, 2.0], [2.0, 1.0, 1.0, 5.0], [0.2, 0.1, 0.3, 0.5]]
            .map(|[r, alpha, a, b]| vec![r, alpha * time, a, b])
            .to_vec()
    }

    fn fit_from(table: &HistoryTable, starts: &[Vec<f64>]) -> Result<Fit<Self>, FitError> {
        let pilot = table.pilot();
        let of = |table| BetaGeometricLikelihood::<D> { table, drop_out: PhantomData };
        maximise(&of(table), pilot.as_ref().map(of).as_ref(), starts)
    }

    fn ln_likelihood(&self, history: &PurchaseHistory) -> f64 {
        let (x, k) = (f64::from(history.frequency), Self::n_chances(history));
        let alive = ln_rising(self.r, x).value
            - x * (self.alpha + history.age).ln()
            - self.r * (history.age / self.alpha).ln_1p()
            + ln_rising(self.b, k).value
            - ln_rising(self.a + self.b, k).value;
        alive + ln_add_exp(0.0, self.ln_odds_gone(history))
    }

    fn p_alive(&self, history: &PurchaseHistory) -> f64 {
        1.0 / (1.0 + self.ln_odds_gone(history).exp())
    }

    fn expected_purchases(&self, history: &PurchaseHistory, horizon: f64) -> f64 {
        let n = self.r + f64::from(history.frequency);
        let relative = horizon.max(0.0) / (self.alpha + history.age);
        let b = self.b + Self::n_chances(history);
        self.p_alive(history) * expected_while_alive(n, self.a, b, relative)
    }

    fn draw_while_alive(
        &self,
        history: &PurchaseHistory,
        horizon: f64,
        stream: &mut impl Rng,
    ) -> u32 {
        let n = self.r + f64::from(history.frequency);
        let rate = draw_gamma(n, stream) / (self.alpha + history.age);
        let p = draw_beta(self.a, self.b + Self::n_chances(history), stream);
        let n_purchases = draw_poisson(rate * horizon, stream);
        // The purchase after which one drops out is the first success of trials with chance p.
        let until_gone = 1.0 + ((1.0 - stream.random::<f64>()).ln() / (-p).ln_1p()).floor();
        n_purchases.min(until_gone) as u32
    }

    fn draw_history(&self, age: f64, stream: &mut impl Rng) -> PurchaseHistory {
        let rate = draw_gamma(self.r, stream) / self.alpha;
        let p = draw_beta(self.a, self.b, stream);
        let mut history = PurchaseHistory { age, ..PurchaseHistory::NEW };
        let mut is_gone = D::N_FIRST > 0 && stream.random::<f64>() < p;
        let mut time = 0.0;
        while !is_gone {
            time += stream.sample::<f64, _>(Exp1) / rate;
            if time > age || time.is_nan() {
                break;
            }
            history.frequency += 1;
            history.recency = time;
            is_gone = stream.random::<f64>() < p;
        }
        history
    }
}

/// Gamma of scale 1. Shapes are positive and finite in every model.
pub(crate) fn draw_gamma(shape: f64, stream: &mut impl Rng) -> f64 {
    Gamma::new(shape, 1.0).map_or(shape, |gamma| gamma.sample(stream))
}

/// Its mean where a parameter leaves what can be drawn.
pub(crate) fn draw_beta(a: f64, b: f64, stream: &mut impl Rng) -> f64 {
    Beta::new(a, b).map_or(a / (a + b), |beta| beta.sample(stream))
}

/// 0 for a mean of nought.
pub(crate) fn draw_poisson(mean: f64, stream: &mut impl Rng) -> f64 {
    Poisson::new(mean).map_or(0.0, |poisson| poisson.sample(stream))
}

struct BetaGeometricLikelihood<'a, D> {
    table: &'a HistoryTable,
    drop_out: PhantomData<D>,
}

impl<D: DropOut> Likelihood for BetaGeometricLikelihood<'_, D> {
    fn n_persons(&self) -> f64 {
        self.table.n_persons() as f64
    }

    fn evaluate(&self, parameters: &[f64], gradient: &mut [f64]) -> f64 {
        let [r, alpha, a, b] = [parameters[0], parameters[1], parameters[2], parameters[3]];
        // ln and reciprocal of α + t, of each different time once.
        let shifted: Vec<(f64, f64)> =
            self.table.times.iter().map(|t| ((alpha + t).ln(), 1.0 / (alpha + t))).collect();
        let ln_alpha = alpha.ln();
        let mut total = 0.0;
        gradient.fill(0.0);
        for group in &self.table.groups {
            let x = f64::from(group.frequency);
            let (k, n) = (x + f64::from(D::N_FIRST), r + x);
            let of_rate = ln_rising(r, x);
            let (kept, all) = (ln_rising(b, k), ln_rising(a + b, k));
            let can_be_gone = k > 0.0;
            let drop = a.ln() - (b + k - 1.0).ln();
            // Sums over the people of this frequency: of ln L's last part, of its slopes by n and α,
            // and of the chances of having dropped out.
            let (mut ln_sum, mut by_n, mut by_alpha, mut gone) = (0.0, 0.0, 0.0, 0.0);
            for row in &self.table.rows[group.rows.clone()] {
                let (ln_age, per_age) = shifted[row.age];
                if !can_be_gone {
                    ln_sum -= row.n * n * ln_age;
                    by_n -= row.n * ln_age;
                    by_alpha -= row.n * per_age;
                    continue;
                }
                let (ln_recency, per_recency) = shifted[row.recency];
                let odds = drop + n * (ln_age - ln_recency);
                let small = (-odds.abs()).exp();
                let (share, p_gone) = (1.0 / (1.0 + small), small / (1.0 + small));
                let (p_gone, p_alive) = if odds > 0.0 { (share, p_gone) } else { (p_gone, share) };
                ln_sum += row.n * (-n * ln_age + odds.max(0.0) + small.ln_1p());
                by_n -= row.n * (p_alive * ln_age + p_gone * ln_recency);
                by_alpha -= row.n * (p_alive * per_age + p_gone * per_recency);
                gone += row.n * p_gone;
            }
            total += ln_sum + group.n * (of_rate.value + r * ln_alpha + kept.value - all.value);
            gradient[0] += by_n + group.n * (of_rate.slope + ln_alpha);
            gradient[1] += n * by_alpha + group.n * r / alpha;
            gradient[2] += gone / a - group.n * all.slope;
            gradient[3] += group.n * (kept.slope - all.slope);
            if can_be_gone {
                gradient[3] -= gone / (b + k - 1.0);
            }
        }
        total
    }
}
