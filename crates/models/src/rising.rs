//! Ratios of gamma functions and other small functions that the models of purchasing share, in forms
//! that keep their digits.
//!
//! ln (a)ₓ = lnΓ(a + x) − lnΓ(a) with its derivative ψ(a + x) − ψ(a). For few factors the product is
//! taken itself: the difference of two ln Γ loses digits where a is large (DLMF 5.5.1).

use statrs::function::gamma::{digamma, ln_gamma};

/// Up to so many factors are multiplied out.
const MAX_FACTORS: f64 = 64.0;

/// A value and its derivative.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct WithSlope {
    pub(crate) value: f64,
    pub(crate) slope: f64,
}

/// ln (a)ₓ = ln [a·(a + 1)⋯(a + x − 1)] and its derivative by a; a > 0, x ≥ 0 a whole number.
pub(crate) fn ln_rising(a: f64, x: f64) -> WithSlope {
    if x > MAX_FACTORS {
        return WithSlope {
            value: ln_gamma(a + x) - ln_gamma(a),
            slope: digamma(a + x) - digamma(a),
        };
    }
    let (mut ln, mut product, mut slope, mut j) = (0.0, 1.0f64, 0.0, 0.0);
    while j < x {
        product *= a + j;
        slope += 1.0 / (a + j);
        // No product of 64 such factors leaves f64 if it is taken back in time.
        if !(1e-200..=1e200).contains(&product) {
            ln += product.ln();
            product = 1.0;
        }
        j += 1.0;
    }
    WithSlope { value: ln + product.ln(), slope }
}

/// ln (eᵃ + eᵇ).
pub(crate) fn ln_add_exp(a: f64, b: f64) -> f64 {
    let (high, low) = if a > b { (a, b) } else { (b, a) };
    // Both −∞: nothing is there to be added.
    if high == f64::NEG_INFINITY { high } else { high + (low - high).exp().ln_1p() }
}

/// (eᵘ − 1)/u, 1 at u = 0.
pub(crate) fn exp_m1_ratio(u: f64) -> f64 {
    if u.abs() < 1e-300 { 1.0 } else { u.exp_m1() / u }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(found: f64, expected: f64) {
        assert!((found / expected - 1.0).abs() < 1e-12, "{found}, not {expected}");
    }

    #[test]
    fn rising_factorials_to_forty_digits() {
        // mpmath at 40 digits: a, x, ln (a)ₓ, ψ(a + x) − ψ(a)
        let table = [
            (0.25, 1.0, -1.3862943611198906, 4.0),
            (0.25, 7.0, 5.764162926040462, 6.137_907_060_260_002),
            (0.001, 64.0, 194.106_288_572_010_3, 1004.7266379181966),
            (1000000.0, 3.0, 41.446_534_673_890_32, 2.999997000005e-6),
            (1000000.0, 64.0, 884.1946916670429, 6.399_798_408_533_994e-5),
            (2.5, 65.0, 215.34803927945994, 3.501_545_260_332_383),
            (0.25, 1000.0, 5_905.659_245_746_419, 11.134958822790694),
            (3000.0, 1000.0, 8_156.952_009_476_7, 0.28772374316937345),
            (12.5, 20000.0, 178170.78108957239, 7.418_891_721_437_225),
        ];
        for (a, x, ln, slope) in table {
            let found = ln_rising(a, x);
            check(found.value, ln);
            check(found.slope, slope);
        }
    }

    #[test]
    fn sums_of_exponentials_far_apart() {
        check(ln_add_exp(-1000.0, -1000.0), -1000.0 + 2f64.ln());
        assert_eq!(ln_add_exp(3.0, f64::NEG_INFINITY), 3.0);
        assert_eq!(ln_add_exp(f64::NEG_INFINITY, f64::NEG_INFINITY), f64::NEG_INFINITY);
        check(ln_add_exp(-5000.0, 2.0), 2.0);
    }

    #[test]
    fn the_ratio_has_no_hole_at_nought() {
        assert_eq!(exp_m1_ratio(0.0), 1.0);
        check(exp_m1_ratio(1e-9), 1.0 + 5e-10);
        check(exp_m1_ratio(1.0), 1f64.exp() - 1.0);
        check(exp_m1_ratio(-50.0), 0.02);
    }
}
