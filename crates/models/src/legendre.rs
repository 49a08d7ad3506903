//! Integrals of smooth functions: the Gauss–Legendre rules with 8 and 16 points. DLMF 3.5.15.

/// Points of the upper half on −1 to 1, with their weights; the lower half mirrors them.
pub(crate) const SIXTEEN_POINTS: &[(f64, f64)] = &[
    (0.095_012_509_837_637_44, 0.189_450_610_455_068_5),
    (0.281_603_550_779_258_9, 0.182_603_415_044_923_59),
    (0.458_016_777_657_227_39, 0.169_156_519_395_002_54),
    (0.617_876_244_402_643_8, 0.149_595_988_816_576_73),
    (0.755_404_408_355_003, 0.124_628_971_255_533_87),
    (0.865_631_202_387_831_8, 0.095_158_511_682_492_79),
    (0.944_575_023_073_232_6, 0.062_253_523_938_647_893),
    (0.989_400_934_991_649_9, 0.027_152_459_411_754_095),
];

/// The same of the rule with 8 points.
pub(crate) const EIGHT_POINTS: &[(f64, f64)] = &[
    (0.183_434_642_495_649_8, 0.362_683_783_378_362),
    (0.525_532_409_916_329, 0.313_706_645_877_887_29),
    (0.796_666_477_413_626_7, 0.222_381_034_453_374_47),
    (0.960_289_856_497_536_2, 0.101_228_536_290_376_26),
];

/// Calls `visit` with every point of `n_panels` equal parts of low to high and its weight: Σ weight·f(point)
/// is the integral of f.
pub(crate) fn visit_points(
    upper_half: &[(f64, f64)],
    (low, high): (f64, f64),
    n_panels: u32,
    mut visit: impl FnMut(f64, f64),
) {
    let half = 0.5 * (high - low) / f64::from(n_panels);
    for panel in 0..n_panels {
        let middle = low + (2.0 * f64::from(panel) + 1.0) * half;
        for (point, weight) in upper_half {
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
        for (rule, power, rate) in [(EIGHT_POINTS, 15, 2.0), (SIXTEEN_POINTS, 31, 8.0)] {
            let mut sums = [0.0; 3];
            visit_points(rule, (0.0, 2.0), 1, |x, weight| {
                for (sum, value) in sums.iter_mut().zip([1.0, x.powi(power), (-rate * x).exp()]) {
                    *sum += weight * value;
                }
            });
            let of_power = 2f64.powi(power + 1) / f64::from(power + 1);
            let expected = [2.0, of_power, (1.0 - (-2.0 * rate).exp()) / rate];
            for (sum, expected) in sums.into_iter().zip(expected) {
                assert!((sum / expected - 1.0).abs() < 1e-12, "{sum}, not {expected}");
            }
        }
    }
}
