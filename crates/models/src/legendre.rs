//! Integrals of smooth functions: the Gauss–Legendre rule with 16 points. DLMF 3.5.15.

/// Points of the upper half on −1 to 1, with their weights; the lower half mirrors them.
const UPPER_HALF: [(f64, f64); 8] = [
    (0.095_012_509_837_637_44, 0.189_450_610_455_068_5),
    (0.281_603_550_779_258_9, 0.182_603_415_044_923_59),
    (0.458_016_777_657_227_39, 0.169_156_519_395_002_54),
    (0.617_876_244_402_643_75, 0.149_595_988_816_576_73),
    (0.755_404_408_355_003_03, 0.124_628_971_255_533_87),
    (0.865_631_202_387_831_74, 0.095_158_511_682_492_785),
    (0.944_575_023_073_232_58, 0.062_253_523_938_647_893),
    (0.989_400_934_991_649_93, 0.027_152_459_411_754_095),
];

/// Calls `visit` with every point of `n_panels` equal parts of low to high and its weight: Σ weight·f(point)
/// is the integral of f.
pub(crate) fn visit_points(low: f64, high: f64, n_panels: u32, mut visit: impl FnMut(f64, f64)) {
    let half = 0.5 * (high - low) / f64::from(n_panels);
    for panel in 0..n_panels {
        let middle = low + (2.0 * f64::from(panel) + 1.0) * half;
        for (point, weight) in UPPER_HALF {
            visit(middle - half * point, half * weight);
            visit(middle + half * point, half * weight);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn polynomials_are_exact_and_exponentials_nearly() {
        let mut sums = [0.0; 3];
        visit_points(0.0, 2.0, 1, |x, weight| {
            for (sum, value) in sums.iter_mut().zip([1.0, x.powi(31), (-8.0 * x).exp()]) {
                *sum += weight * value;
            }
        });
        let expected = [2.0, 2f64.powi(32) / 32.0, (1.0 - (-16f64).exp()) / 8.0];
        for (sum, expected) in sums.into_iter().zip(expected) {
            assert!((sum / expected - 1.0).abs() < 1e-13, "{sum}, not {expected}");
        }
    }
}
