//! E_p[(1 − (1 + p·τ)^−n)/p] for p ~ Beta(a, b): purchases to come of somebody who is alive.
//!
//! Gauss's ₂F₁ of the textbook form overflows and cancels. By Euler's transformation (DLMF 15.8.1), with
//! z = τ/(1 + τ), ε = a − 1, c = a + b − 1, it is c/ε·[1 − (1 − z)^ε·₂F₁(c − n, ε; c; z)]; written as
//! −c·ln(1 − z)·φ(ε ln(1 − z)) − (1 − z)^ε·S with φ(u) = (eᵘ − 1)/u and
//! S = Σ_{j≥1} (c − n)ⱼ·(ε + 1)ⱼ₋₁ / ((c + 1)ⱼ₋₁·j!)·zʲ it has no hole at a = 1 and none at c = 0.
//! Where z is near 1 or digits would cancel, the mean over p is taken directly instead: all its terms
//! are positive, and on the logit scale the trapezoid rule converges faster than any power of its step
//! (Trefethen & Weideman 2014).

use crate::rising::exp_m1_ratio;

/// Beyond this z the series would be long.
const MAX_Z: f64 = 0.9;
/// A result so much smaller than what it is the difference of has lost three digits.
const CANCELLED: f64 = 1e-3;
const MAX_TERMS: u32 = 1000;

/// n, a, b > 0; τ = horizon/(α + T) ≥ 0, which may be infinite.
pub(super) fn expected_while_alive(n: f64, a: f64, b: f64, tau: f64) -> f64 {
    if tau <= 0.0 {
        return 0.0;
    }
    if tau == f64::INFINITY {
        // Everybody buys until they drop out: E[1/p].
        return if a > 1.0 { (a + b - 1.0) / (a - 1.0) } else { f64::INFINITY };
    }
    let z = tau / (1.0 + tau);
    let by_series = if z <= MAX_Z { series(n, a, b, tau) } else { None };
    by_series.unwrap_or_else(|| mean_over_p(n, a, b, tau))
}

/// None where too many digits cancel or terms do not end.
fn series(n: f64, a: f64, b: f64, tau: f64) -> Option<f64> {
    let (z, c, epsilon) = (tau / (1.0 + tau), a + b - 1.0, a - 1.0);
    let ln_rest = -tau.ln_1p();
    let mut term = (c - n) * z;
    let (mut sum, mut largest, mut j) = (0.0, 0.0f64, 1.0);
    for _ in 0..MAX_TERMS {
        sum += term;
        largest = largest.max(term.abs());
        if term.abs() <= 1e-17 * sum.abs().max(f64::MIN_POSITIVE) {
            let first = -c * ln_rest * exp_m1_ratio(epsilon * ln_rest);
            let weight = (epsilon * ln_rest).exp();
            let value = first - weight * sum;
            let is_sound = value > CANCELLED * first.abs().max(weight * largest);
            return is_sound.then_some(value);
        }
        term *= (c - n + j) * (epsilon + j) / ((c + j) * (j + 1.0)) * z;
        j += 1.0;
    }
    None
}

/// Below this a tail of the weights on the logit scale, e^(a·u) or e^(−b·u), would be long.
const LONG_TAIL: f64 = 0.3;

/// Where a tail is long, what the integrand f tends to there is taken out of it and has its mean by hand:
/// with s(p) = (f(0) − f(p))/p, E_{a,b}\[f\] = f(0) − a/(a + b)·E_{a+1,b}\[s\], and likewise at p = 1;
/// at both ends the straight line from f(0) to f(1) is taken out.
fn mean_over_p(n: f64, a: f64, b: f64, tau: f64) -> f64 {
    let f = |p: f64| if p > 0.0 { -(-n * (p * tau).ln_1p()).exp_m1() / p } else { n * tau };
    let s = |p: f64| tau * tau * shortfall(n, p * tau);
    let (at_0, at_1, all) = (n * tau, f(1.0), a + b);
    match (a < LONG_TAIL, b < LONG_TAIL) {
        (false, false) => beta_mean(a, b, |p, _| f(p)),
        (true, false) => at_0 - a / all * beta_mean(a + 1.0, b, |p, _| s(p)),
        (false, true) => at_1 + b / all * beta_mean(a, b + 1.0, |p, q| (f(p) - at_1) / q),
        (true, true) => {
            let at_end = s(1.0);
            let bent = beta_mean(a + 1.0, b + 1.0, |p, q| (at_end - s(p)) / q);
            (b * at_0 + a * at_1 + a * b / (all + 1.0) * bent) / all
        }
    }
}

/// (n·y − 1 + (1 + y)^−n)/y².
fn shortfall(n: f64, y: f64) -> f64 {
    if (n + 9.0) * y > 0.1 {
        return (n * y + (-n * y.ln_1p()).exp_m1()) / (y * y);
    }
    // Σ (−y)ʲ·(n)ⱼ₊₂/(j + 2)!: each term is a tenth of the one before, or less.
    let (mut term, mut sum) = (0.5 * n * (n + 1.0), 0.0);
    for j in (0..16).map(f64::from) {
        sum += term;
        term *= -y * (n + 2.0 + j) / (3.0 + j);
    }
    sum
}

/// E\[g(p, 1 − p)\] for p ~ Beta(a, b), g of one sign; both are given, so that neither loses its digits.
fn beta_mean(a: f64, b: f64, g: impl Fn(f64, f64) -> f64) -> f64 {
    let trigamma = |v: f64| 1.0 / v + 0.5 / (v * v);
    // Half a standard deviation errs by e^−79 where weights are normal, as they are in narrow ones.
    let step = (0.5 * (trigamma(a) + trigamma(b)).sqrt()).min(0.25);
    let mode = (a / b).ln();
    // ln of p^a·(1 − p)^b at the mode, so that weights are at most about 1.
    let ln_weight = |u: f64| -a * ln_1p_exp(-u) - b * ln_1p_exp(u);
    let scale = ln_weight(mode);
    let (mut weights, mut sum) = (0.0, 0.0f64);
    // Weights rise up to the mode and fall after it.
    for (start, direction) in [(0.0, 1.0), (-1.0, -1.0)] {
        let mut place = start;
        for _ in 0..MAX_STEPS {
            let u = mode + place * step;
            let weight = (ln_weight(u) - scale).exp();
            let value = weight * g(1.0 / (1.0 + (-u).exp()), 1.0 / (1.0 + u.exp()));
            weights += weight;
            sum += value;
            if weight <= 1e-18 * weights && value.abs() <= 1e-18 * sum.abs() {
                break;
            }
            place += direction;
        }
    }
    sum / weights
}

/// More than any tail that is left takes.
const MAX_STEPS: u32 = 10_000;

fn ln_1p_exp(t: f64) -> f64 {
    t.max(0.0) + (-t.abs()).exp().ln_1p()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Both ways agree, and with 40 digits.
    #[test]
    fn a_grid_to_forty_digits() {
        let [n, a, b, tau, expected] =
            crate::test_data::columns("beta_geometric_mean.csv", [0, 1, 2, 3, 4]);
        let mut n_by_series = 0;
        for i in 0..n.len() {
            let (n, a, b, tau, expected) = (n[i], a[i], b[i], tau[i], expected[i]);
            let found = expected_while_alive(n, a, b, tau);
            assert!((found / expected - 1.0).abs() < 1e-10, "{n} {a} {b} {tau}: {found}");
            let direct = mean_over_p(n, a, b, tau);
            assert!(
                (direct / expected - 1.0).abs() < 1e-10,
                "{n} {a} {b} {tau}: {direct} directly"
            );
            n_by_series += usize::from(tau < 9.0 && series(n, a, b, tau).is_some());
        }
        assert!(n_by_series > 50, "{n_by_series}");
    }

    #[test]
    fn without_end_everybody_drops_out() {
        assert_eq!(expected_while_alive(2.0, 3.0, 5.0, f64::INFINITY), 3.5);
        assert_eq!(expected_while_alive(2.0, 1.0, 5.0, f64::INFINITY), f64::INFINITY);
        assert!((expected_while_alive(2.0, 3.0, 5.0, 1e12) - 3.5).abs() < 1e-9);
        assert_eq!(expected_while_alive(2.0, 3.0, 5.0, 0.0), 0.0);
    }
}
