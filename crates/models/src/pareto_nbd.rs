//! Pareto/NBD: people buy at a Gamma(r, α) rate until they leave, which they do at any time, at a
//! Gamma(s, β) rate.
//!
//! L = (r)ₓ·α^r·β^s·[(α + T)^−(r+x)·(β + T)^−s + s·∫ (α + y)^−(r+x)·(β + y)^−(s+1) dy], y from tₓ to T.
//! The textbook forms of the integral by ₂F₁ depend on which of α, β is larger and cancel where tₓ is
//! near T; the integral itself is smooth and positive, see `silence`.
//! E[purchases in t | alive] = (r + x)(β + T)/((α + T)(s − 1))·[1 − ((β + T)/(β + T + t))^(s−1)].
//! Schmittlein, Morrison & Colombo (1987), *Management Science* 33, 1; Fader & Hardie (2005), "A Note on
//! Deriving the Pareto/NBD Model"; Fader, Hardie & Lee (2005), *JMR* 42, 415, for discounting.

use crate::beta_geometric::{draw_gamma, draw_poisson};
use crate::estimate::{
    Fit, FitError, Likelihood, ParameterError, Parametric, check_parameters, maximise,
};
use crate::history_table::HistoryTable;
use crate::purchase_history::PurchaseHistory;
use crate::purchasing::PurchaseModel;
use crate::rising::{exp_m1_ratio, ln_rising};
use rand::{Rng, RngExt};
use rand_distr::Exp1;

mod silence;
#[cfg(test)]
mod tests;

use silence::Silence;

/// The model with r, α (in units of time), s, β (in units of time).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ParetoNbd {
    r: f64,
    alpha: f64,
    s: f64,
    beta: f64,
}

impl ParetoNbd {
    /// From r, α, s, β.
    ///
    /// # Errors
    /// [`ParameterError::NotPositive`].
    pub fn new(r: f64, alpha: f64, s: f64, beta: f64) -> Result<Self, ParameterError> {
        Self::from_parameters(&[r, alpha, s, beta])
    }

    fn silence(&self, history: &PurchaseHistory) -> Silence {
        let n = self.r + f64::from(history.frequency);
        Silence::of([n, self.alpha, self.s, self.beta], history.recency, history.age)
    }
}

/// ∫ e^(−zw)·(1 + w)^−s dw over w ≥ 0. With w = e^u the integrand is analytic and falls off on both
/// sides: exponentially on the left, doubly on the right.
fn discounted_lifetime(s: f64, z: f64) -> f64 {
    const STEP: f64 = 0.125;
    let last = ((750.0 / z).ln() / STEP).ceil() as i64;
    let mut sum = 0.0;
    let mut place = last;
    loop {
        let u = place as f64 * STEP;
        let w = u.exp();
        let term = (u - z * w - s * w.ln_1p()).exp();
        sum += term;
        // Left of both scales the integrand only falls.
        if w < 1.0 && z * w < 1.0 && term < 1e-18 * sum || u < -700.0 {
            return sum * STEP;
        }
        place -= 1;
    }
}

impl Parametric for ParetoNbd {
    const NAMES: &'static [&'static str] = &["r", "alpha", "s", "beta"];

    fn parameters(&self) -> Vec<f64> {
        vec![self.r, self.alpha, self.s, self.beta]
    }

    fn from_parameters(parameters: &[f64]) -> Result<Self, ParameterError> {
        let [r, alpha, s, beta] = check_parameters::<Self, 4>(parameters)?;
        Ok(ParetoNbd { r, alpha, s, beta })
    }
}

impl PurchaseModel for ParetoNbd {
    fn starts(table: &HistoryTable) -> Vec<Vec<f64>> {
        let time = table.mean_age();
        [[0.5, 0.3, 0.6, 0.4], [2.0, 1.0, 1.0, 1.0], [0.2, 0.1, 0.3, 0.1]]
            .map(|[r, alpha, s, beta]| vec![r, alpha * time, s, beta * time])
            .to_vec()
    }

    fn fit_from(table: &HistoryTable, starts: &[Vec<f64>]) -> Result<Fit<Self>, FitError> {
        let pilot = table.pilot();
        let of = |table| ParetoLikelihood { table };
        maximise(&of(table), pilot.as_ref().map(of).as_ref(), starts)
    }

    fn ln_likelihood(&self, history: &PurchaseHistory) -> f64 {
        let silence = self.silence(history);
        ln_rising(self.r, f64::from(history.frequency)).value
            + self.r * self.alpha.ln()
            + self.s * self.beta.ln()
            + silence.ln_sum
    }

    fn p_alive(&self, history: &PurchaseHistory) -> f64 {
        self.silence(history).p_alive
    }

    fn expected_purchases(&self, history: &PurchaseHistory, horizon: f64) -> f64 {
        let lifetime = self.beta + history.age;
        let rate = (self.r + f64::from(history.frequency)) / (self.alpha + history.age);
        let grown = (horizon.max(0.0) / lifetime).ln_1p();
        if grown == f64::INFINITY {
            let rest = if self.s > 1.0 { lifetime / (self.s - 1.0) } else { f64::INFINITY };
            return self.p_alive(history) * rate * rest;
        }
        // (1 − e^−(s−1)g)/(s − 1), without a hole at s = 1.
        let time = lifetime * grown * exp_m1_ratio(-(self.s - 1.0) * grown);
        self.p_alive(history) * rate * time
    }

    /// P(alive)·(r + x)(β + T)/(α + T)·∫ e^(−zw)·(1 + w)^−s dw over w ≥ 0, z = δ(β + T): Tricomi's
    /// function U(1, 2 − s, z), by the trapezoid rule in ln w.
    fn discounted_residual(&self, history: &PurchaseHistory, delta: f64) -> Option<f64> {
        if !(delta > 0.0 && delta.is_finite()) {
            return None;
        }
        let lifetime = self.beta + history.age;
        let rate = (self.r + f64::from(history.frequency)) / (self.alpha + history.age);
        let integral = discounted_lifetime(self.s, delta * lifetime);
        Some(self.p_alive(history) * rate * lifetime * integral)
    }

    fn draw_while_alive(
        &self,
        history: &PurchaseHistory,
        horizon: f64,
        stream: &mut impl Rng,
    ) -> u32 {
        let n = self.r + f64::from(history.frequency);
        let rate = draw_gamma(n, stream) / (self.alpha + history.age);
        let leaving = draw_gamma(self.s, stream) / (self.beta + history.age);
        let stays = stream.sample::<f64, _>(Exp1) / leaving;
        draw_poisson(rate * horizon.min(stays), stream) as u32
    }

    fn draw_history(&self, age: f64, stream: &mut impl Rng) -> PurchaseHistory {
        let rate = draw_gamma(self.r, stream) / self.alpha;
        let leaving = draw_gamma(self.s, stream) / self.beta;
        let until = age.min(stream.sample::<f64, _>(Exp1) / leaving);
        let mut history = PurchaseHistory { age, ..PurchaseHistory::NEW };
        let mut time = stream.sample::<f64, _>(Exp1) / rate;
        while time <= until {
            history.frequency += 1;
            history.recency = time;
            time += stream.sample::<f64, _>(Exp1) / rate;
        }
        history
    }
}

struct ParetoLikelihood<'a> {
    table: &'a HistoryTable,
}

impl Likelihood for ParetoLikelihood<'_> {
    fn n_persons(&self) -> f64 {
        self.table.n_persons() as f64
    }

    fn evaluate(&self, parameters: &[f64], gradient: &mut [f64]) -> f64 {
        let [r, alpha, s, beta] = [parameters[0], parameters[1], parameters[2], parameters[3]];
        let (ln_alpha, ln_beta) = (alpha.ln(), beta.ln());
        let mut total = 0.0;
        gradient.fill(0.0);
        for group in &self.table.groups {
            let of_rate = ln_rising(r, f64::from(group.frequency));
            total += group.n * (of_rate.value + r * ln_alpha + s * ln_beta);
            gradient[0] += group.n * (of_rate.slope + ln_alpha);
            gradient[1] += group.n * r / alpha;
            gradient[2] += group.n * ln_beta;
            gradient[3] += group.n * s / beta;
            let shape = [r + f64::from(group.frequency), alpha, s, beta];
            for row in &self.table.rows[group.rows.clone()] {
                let (recency, age) = (self.table.times[row.recency], self.table.times[row.age]);
                let silence = Silence::of(shape, recency, age);
                total += row.n * silence.ln_sum;
                gradient.iter_mut().zip(silence.slopes).for_each(|(g, s)| *g += row.n * s);
            }
        }
        total
    }
}
