//! How long people stay who leave at every occasion with a chance θ of their own, Beta(γ, δ) between
//! people: S(t) = (δ)ₜ/(γ + δ)ₜ is the share that is left after t occasions.

use crate::rising::WithSlope;

/// ln (a)ₓ with its slope by a, for x from 0 to n.
pub(crate) fn ln_rising_table(a: f64, n: usize) -> Vec<WithSlope> {
    let mut table = Vec::with_capacity(n + 1);
    let mut last = WithSlope { value: 0.0, slope: 0.0 };
    table.push(last);
    for j in 0..n {
        let factor = a + j as f64;
        last = WithSlope { value: last.value + factor.ln(), slope: last.slope + 1.0 / factor };
        table.push(last);
    }
    table
}

/// Σ S(t)·(1 + d)^−t over t = 1 … n: occasions to come of somebody who has just been there, discounted by
/// d per occasion. All terms are positive: no closed form is better, and there is no hole at γ = 1.
pub(crate) fn occasions_to_come(gamma: f64, delta: f64, discount: f64, n: u64) -> f64 {
    let (mut left, mut sum) = (1.0, 0.0);
    for t in 0..n {
        let t = t as f64;
        left *= (delta + t) / (gamma + delta + t) / (1.0 + discount);
        sum += left;
        // The rest is at most a geometric series.
        if left <= 1e-17 * sum * discount {
            break;
        }
    }
    sum
}

/// More occasions than that change nothing at the least discount allowed.
const FOR_EVER: u64 = 50_000_000;
/// A smaller discount per occasion is none.
const MIN_DISCOUNT: f64 = 1e-6;

/// The same without end; None for a discount so small that the sum might not end.
pub(crate) fn occasions_for_ever(gamma: f64, delta: f64, discount: f64) -> Option<f64> {
    (discount >= MIN_DISCOUNT && discount.is_finite())
        .then(|| occasions_to_come(gamma, delta, discount, FOR_EVER))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rising::ln_rising;
    use crate::test_data::check_share;

    #[test]
    fn the_table_is_the_function() {
        for (x, entry) in ln_rising_table(0.7, 90).iter().enumerate() {
            let expected = ln_rising(0.7, x as f64);
            assert!((entry.value - expected.value).abs() < 1e-12 * expected.value.abs().max(1.0));
            assert!((entry.slope - expected.slope).abs() < 1e-12 * expected.slope.max(1.0));
        }
    }

    #[test]
    fn sums_as_the_hypergeometric_function_has_them() {
        // mpmath, 40 digits: δ/((γ + δ)(1 + d))·₂F₁(1, δ + 1; γ + δ + 1; 1/(1 + d))
        let table = [
            (0.657, 2.783, 0.1, 4.383_440_275_870_303),
            (0.657, 8.783, 0.01, 29.409364649429881),
            (1.0, 1.0, 0.05, 2.196_748_559_609_594),
            (0.001, 0.5, 0.001, 991.738_883_637_630_4),
            (40.0, 0.2, 0.1, 0.004_648_692_682_821_164),
            (1e-06, 1000000.0, 0.0001, 9_999.999_900_970_675),
        ];
        for (gamma, delta, discount, expected) in table {
            let found = occasions_for_ever(gamma, delta, discount).expect("a discount");
            check_share(found, expected, 1e-11);
        }
        assert_eq!(occasions_for_ever(1.0, 1.0, 0.0), None);
    }

    #[test]
    fn a_few_occasions_by_hand() {
        // S: 2/3, 2/3·3/4, ·4/5
        check_share(occasions_to_come(1.0, 2.0, 0.0, 3), 2.0 / 3.0 + 0.5 + 0.4, 1e-15);
        assert_eq!(occasions_to_come(1.0, 2.0, 0.0, 0), 0.0);
    }
}
