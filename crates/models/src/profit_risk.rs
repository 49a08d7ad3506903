//! How bad it can get: the lower end of a simulated profit. Knows draws only, in one unit of money.
//!
//! With the n draws in ascending order x₁ ≤ x₂ ≤ … and a tail of the share α = 1 − level: value at
//! risk −q, q the type-7 quantile at α; expected shortfall the mean of the worst α of the draws,
//! −(Σ of the ⌊nα⌋ worst + (nα − ⌊nα⌋)·the next)/(nα). C. Acerbi & D. Tasche (2002), *Journal of Banking
//! & Finance* 26, 1487. The standard error of a share of draws is √(p(1 − p)/n).

use crate::quantile::quantile_of_sorted;

/// Draws of a profit in ascending order, to be asked.
#[derive(Debug, Clone, PartialEq)]
pub struct ProfitRisk {
    sorted: Vec<f64>,
}

/// A chance read from draws.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DrawnChance {
    /// The share of draws.
    pub p: f64,
    /// Its standard error, from the number of draws alone.
    pub se: f64,
}

impl ProfitRisk {
    /// None for no draws or any that is not finite.
    pub fn of_draws(profits: &[f64]) -> Option<Self> {
        if profits.is_empty() || profits.iter().any(|x| !x.is_finite()) {
            return None;
        }
        let mut sorted = profits.to_vec();
        sorted.sort_by(f64::total_cmp);
        Some(ProfitRisk { sorted })
    }

    /// Expected profit.
    pub fn mean(&self) -> f64 {
        self.sorted.iter().sum::<f64>() / self.sorted.len() as f64
    }

    /// The profit that is not reached with chance `p`; `p` is held within 0 and 1.
    pub fn quantile(&self, p: f64) -> f64 {
        // Draws there are, by construction.
        quantile_of_sorted(&self.sorted, p).unwrap_or(f64::NAN)
    }

    /// Chance of a profit of at least `target`; with 0, of breaking even.
    pub fn p_at_least(&self, target: f64) -> DrawnChance {
        let n = self.sorted.len();
        let n_holding = n - self.sorted.partition_point(|&x| x < target);
        let p = n_holding as f64 / n as f64;
        DrawnChance { p, se: (p * (1.0 - p) / n as f64).sqrt() }
    }

    /// Value at risk: a loss that is not exceeded with the confidence `level` (0.95: in nineteen events
    /// of twenty). Negative where even that is a profit.
    pub fn value_at_risk(&self, level: f64) -> f64 {
        -self.quantile(1.0 - level)
    }

    /// Expected shortfall: the mean loss of the worst 1 − `level` of events. Never less than the value
    /// at risk by more than the draws' own steps. At a level of 1 it is the worst draw.
    pub fn expected_shortfall(&self, level: f64) -> f64 {
        let n = self.sorted.len();
        let in_tail = n as f64 * (1.0 - level).clamp(0.0, 1.0);
        let whole = (in_tail.floor() as usize).min(n);
        if in_tail <= 0.0 {
            return -self.sorted[0];
        }
        let rest = self.sorted.get(whole).map_or(0.0, |next| (in_tail - whole as f64) * next);
        -(self.sorted[..whole].iter().sum::<f64>() + rest) / in_tail
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_minus_ten_to_eighty_nine_by_hand() {
        let profits: Vec<f64> = (0..100).map(|i| f64::from(89 - i)).collect();
        let risk = ProfitRisk::of_draws(&profits).expect("draws");
        // Type 7 at 5 %: place 4.95 of −10, −9, …
        assert!((risk.value_at_risk(0.95) - 5.05).abs() < 1e-12);
        // −10 … −6
        assert!((risk.expected_shortfall(0.95) - 8.0).abs() < 1e-12);
        // The five worst and half of the sixth: (40 + 2.5)/5.5
        assert!((risk.expected_shortfall(0.945) - 42.5 / 5.5).abs() < 1e-9);
        assert_eq!(risk.expected_shortfall(1.0), 10.0);
        assert!((risk.expected_shortfall(0.0) + risk.mean()).abs() < 1e-12);
        let even = risk.p_at_least(0.0);
        assert!((even.p - 0.9).abs() < 1e-12 && (even.se - 0.03).abs() < 1e-12);
        assert_eq!((risk.p_at_least(90.0).p, risk.p_at_least(-10.0).p), (0.0, 1.0));
    }

    #[test]
    fn of_a_normal_it_is_the_closed_form() {
        use crate::stream::{Purpose, random_stream};
        use rand_distr::{Distribution, Normal};
        let normal = Normal::new(1000.0, 400.0).expect("positive");
        let profits: Vec<f64> = (0..40_000)
            .map(|draw| normal.sample(&mut random_stream(2, draw, Purpose::OrderValues)))
            .collect();
        let risk = ProfitRisk::of_draws(&profits).expect("draws");
        // μ − 1.644854σ, and μ − σ·φ(1.644854)/.05 = μ − 2.062713σ
        assert!((risk.value_at_risk(0.95) - (400.0 * 1.644_854 - 1000.0)).abs() < 20.0);
        assert!((risk.expected_shortfall(0.95) - (400.0 * 2.062_713 - 1000.0)).abs() < 25.0);
    }

    #[test]
    fn no_draws_no_risk() {
        assert_eq!(ProfitRisk::of_draws(&[]), None);
        assert_eq!(ProfitRisk::of_draws(&[1.0, f64::NAN]), None);
    }
}
