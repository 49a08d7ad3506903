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

/// I_x(a, b): the chance that a Beta(a, b) variable is at most x.
pub(crate) fn incomplete_beta(a: f64, b: f64, x: f64) -> f64 {
    incomplete_betas(a, b, x, 1.0 - x).0
}

/// I_x(a, b) and what is left to 1; y = 1 − x is given too, so that an x next to 1 keeps its digits. DLMF
/// 8.17.22, the continued fraction evaluated by Lentz's method, on the side of the mean where it converges
/// fast.
pub(crate) fn incomplete_betas(a: f64, b: f64, x: f64, y: f64) -> (f64, f64) {
    if x <= 0.0 {
        return (0.0, 1.0);
    }
    if y <= 0.0 {
        return (1.0, 0.0);
    }
    if x < (a + 1.0) / (a + b + 2.0) {
        let below = (density(a, b, x, y) * continued_fraction(a, b, x) / a).clamp(0.0, 1.0);
        (below, 1.0 - below)
    } else {
        let above = (density(a, b, x, y) * continued_fraction(b, a, y) / b).clamp(0.0, 1.0);
        (1.0 - above, above)
    }
}

/// From here on Stirling's series has all digits.
const LARGE: f64 = 10.0;

/// x^a·y^b/B(a, b), y = 1 − x. Of large parameters the logarithms are large and their sum is not: what
/// cancels is left out beforehand, as in C. Loader (2000), "Fast and Accurate Computation of Binomial
/// Probabilities", and in A. R. Didonato & A. H. Morris (1992), *ACM TOMS* 18, 360.
fn density(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let ln_x = if x <= 0.5 { x.ln() } else { (-y).ln_1p() };
    let ln_y = if y <= 0.5 { y.ln() } else { (-x).ln_1p() };
    let (small, large, all) = (a.min(b), a.max(b), a + b);
    if large < LARGE {
        return (a * ln_x + b * ln_y - ln_beta(a, b)).exp();
    }
    if small < LARGE {
        // ln Γ(large) − ln Γ(all) by Stirling's series.
        let ln_ratio = small - (large - 0.5) * (small / large).ln_1p() - small * all.ln()
            + stirling_rest(large)
            - stirling_rest(all);
        return (a * ln_x + b * ln_y - ln_gamma(small) - ln_ratio).exp();
    }
    // How far x and y are from their means a/all and b/all, as a share of these.
    let off = b * x - a * y;
    let (of_x, of_y) = (off / a, -off / b);
    let deviance = if of_x.abs() < 0.5 && of_y.abs() < 0.5 {
        a * excess(of_x) + b * excess(of_y)
    } else {
        a * ((a / all).ln() - ln_x) + b * ((b / all).ln() - ln_y)
    };
    let rest = stirling_rest(a) + stirling_rest(b) - stirling_rest(all);
    (a * (b / all) / std::f64::consts::TAU).sqrt() * (-deviance - rest).exp()
}

/// ln Γ(v) − [(v − ½) ln v − v + ½ ln 2π] for v ≥ 10; DLMF 5.11.1.
fn stirling_rest(v: f64) -> f64 {
    let w = 1.0 / (v * v);
    let tail = 1.0 / 1680.0 - w * (1.0 / 1188.0 - w * (691.0 / 360_360.0 - w / 156.0));
    (1.0 / 12.0 - w * (1.0 / 360.0 - w * (1.0 / 1260.0 - w * tail))) / v
}

/// e − ln(1 + e), without cancelling for small e: with s = e/(2 + e), ln(1 + e) is 2·artanh s.
fn excess(e: f64) -> f64 {
    if e.abs() > 0.3 {
        return e - e.ln_1p();
    }
    let s = e / (2.0 + e);
    let w = s * s;
    // w ≤ 0.032: twelve terms of Σ wʲ/(2j + 3) are all digits.
    let sum = (0..12).rev().fold(0.0, |sum, j| sum * w + 1.0 / f64::from(2 * j + 3));
    s * (e - 2.0 * w * sum)
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
    fn a_grid_to_forty_digits() {
        let [a, b, x, expected] = crate::test_data::columns("beta_rate.csv", [0, 1, 2, 3]);
        for i in 0..a.len() {
            let found = incomplete_beta(a[i], b[i], x[i]);
            // Below what any figure shows nought is near enough.
            let is_near = (found - expected[i]).abs() <= 1e-9 * expected[i].max(1e-100);
            assert!(is_near, "I_{}({}, {}) = {found}, not {}", x[i], a[i], b[i], expected[i]);
        }
    }

    #[test]
    fn is_half_in_the_middle_of_a_symmetric_beta_however_large() {
        for a in [0.01, 1.0, 9.9, 10.1, 50.0, 1e4, 1e6] {
            assert!((incomplete_beta(a, a, 0.5) - 0.5).abs() < 1e-11, "a = {a}");
        }
    }
}
