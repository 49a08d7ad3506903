//! The regularised incomplete beta function and its inverse, for parameters from 1e-9 to 1e7.
//!
//! statrs has both, but stops its continued fraction after 140 terms (too few for the large samples
//! of a mailing) and its inverse may not end; hence our own.

use crate::root::find_root;
use statrs::function::gamma::ln_gamma;

/// ln B(a, b).
pub(crate) fn ln_beta(a: f64, b: f64) -> f64 {
    ln_gamma(a) + ln_gamma(b) - ln_gamma(a + b)
}

/// I_x(a, b): the chance that a Beta(a, b) variable is at most x. DLMF 8.17.22, the continued
/// fraction evaluated by Lentz's method, on the side of the mean where it converges fast.
pub(crate) fn incomplete_beta(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    let power = (a * x.ln() + b * (-x).ln_1p() - ln_beta(a, b)).exp();
    let value = if x < (a + 1.0) / (a + b + 2.0) {
        power * continued_fraction(a, b, x) / a
    } else {
        1.0 - power * continued_fraction(b, a, 1.0 - x) / b
    };
    value.clamp(0.0, 1.0)
}

fn continued_fraction(a: f64, b: f64, x: f64) -> f64 {
    // About √max(a, b) terms are needed: 20,000 suffice far beyond 1e7.
    const MAX_TERMS: u32 = 20_000;
    let away_from_zero = |v: f64| if v.abs() < 1e-300 { 1e-300 } else { v };
    let mut c = 1.0;
    let mut d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut value = d;
    for m in 1..=MAX_TERMS {
        let m = f64::from(m);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / away_from_zero(1.0 + even * d);
        c = away_from_zero(1.0 + even / c);
        value *= c * d;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / away_from_zero(1.0 + odd * d);
        c = away_from_zero(1.0 + odd / c);
        value *= c * d;
        if (c * d - 1.0).abs() <= f64::EPSILON {
            break;
        }
    }
    value
}

/// The x with I_x(a, b) = p, found on the logit scale so that tiny quantiles keep their digits.
pub(crate) fn inverse_incomplete_beta(a: f64, b: f64, p: f64) -> f64 {
    if p <= 0.0 {
        return 0.0;
    }
    if p >= 1.0 {
        return 1.0;
    }
    if p > incomplete_beta(a, b, 0.5) {
        return 1.0 - lower_half_quantile(b, a, 1.0 - p);
    }
    lower_half_quantile(a, b, p)
}

fn lower_half_quantile(a: f64, b: f64, p: f64) -> f64 {
    // e^-700 is about the smallest normal f64.
    let logit = find_root(|t| incomplete_beta(a, b, sigmoid(t)) - p, -700.0, 0.0);
    sigmoid(logit)
}

/// 1 / (1 + e^-t).
pub(crate) fn sigmoid(t: f64) -> f64 {
    1.0 / (1.0 + (-t).exp())
}

/// ln(p / (1 − p)); infinite at 0 and 1.
pub(crate) fn logit(p: f64) -> f64 {
    p.ln() - (-p).ln_1p()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(a: f64, b: f64, x: f64, expected: f64) {
        let got = incomplete_beta(a, b, x);
        assert!((got - expected).abs() <= 1e-12 * expected.max(1e-3), "I_{x}({a}, {b}) = {got}");
        let back = inverse_incomplete_beta(a, b, expected);
        assert!((back - x).abs() < 1e-9 * x.max(1e-3), "inverse {back}, expected {x}");
    }

    #[test]
    fn equals_its_closed_forms() {
        check(1.0, 1.0, 0.3, 0.3);
        check(3.0, 1.0, 0.3, 0.027);
        check(1.0, 4.0, 0.3, 1.0 - 0.7f64.powi(4));
        // arcsine law
        check(0.5, 0.5, 0.25, 1.0 / 3.0);
        // P(Bin(5, .4) ≥ 2) = I_.4(2, 4)
        check(2.0, 4.0, 0.4, 0.663_04);
    }

    #[test]
    fn is_half_in_the_middle_of_a_symmetric_beta_however_large() {
        for a in [0.01, 1.0, 50.0, 1e4, 1e6] {
            assert!((incomplete_beta(a, a, 0.5) - 0.5).abs() < 1e-8, "a = {a}");
        }
    }
}
