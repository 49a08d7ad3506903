//! How much to order for guests whose number is not known: meals, gifts, chairs. Knows counts and what
//! too little and too much cost.
//!
//! The newsvendor: the smallest q with P(S ≤ q) ≥ cᵤ/(cᵤ + cₒ), cᵤ the cost of a guest who gets none
//! and cₒ that of a portion left over. K. J. Arrow, T. Harris & J. Marschak (1951), *Econometrica* 19, 250.

use crate::count_distribution::CountDistribution;

/// What a wrong number costs, in one currency.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PortionCosts {
    /// Of a guest who gets none, cᵤ.
    pub per_missing: f64,
    /// Of a portion left over, cₒ.
    pub per_left: f64,
}

/// A number to order and what it leads to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Portions {
    /// How many to order.
    pub n: u32,
    /// Chance that they are enough.
    pub p_enough: f64,
    /// Expected guests who get none.
    pub n_missing: f64,
    /// Expected portions left over.
    pub n_left: f64,
}

/// The number that costs least on average, for guests as distributed. None unless both costs are at
/// least 0 and finite, and one is positive.
pub fn best_portions(guests: &CountDistribution, costs: PortionCosts) -> Option<Portions> {
    let wanted = critical_share(costs)?;
    Some(describe(guests, guests.quantile(wanted)))
}

/// The same from draws of the number of guests; None without draws too.
pub fn best_portions_of_draws(guests: &[u32], costs: PortionCosts) -> Option<Portions> {
    let largest = *guests.iter().max()? as usize;
    let mut n_times = vec![0.0; largest + 1];
    guests.iter().for_each(|&n| n_times[n as usize] += 1.0);
    best_portions(&CountDistribution::of_weights(n_times)?, costs)
}

fn critical_share(costs: PortionCosts) -> Option<f64> {
    let PortionCosts { per_missing, per_left } = costs;
    let sum = per_missing + per_left;
    let is_possible = per_missing >= 0.0 && per_left >= 0.0 && sum > 0.0 && sum.is_finite();
    is_possible.then(|| per_missing / sum)
}

fn describe(guests: &CountDistribution, n: usize) -> Portions {
    Portions {
        n: n as u32,
        p_enough: guests.p_at_most(n),
        n_missing: guests.expected(|k| k.saturating_sub(n) as f64),
        n_left: guests.expected(|k| n.saturating_sub(k) as f64),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::beta_rate::BetaRate;

    const COSTS: PortionCosts = PortionCosts { per_missing: 30.0, per_left: 10.0 };

    #[test]
    fn no_other_number_costs_less() {
        let rate = BetaRate::new(12.0, 8.0).expect("positive");
        let guests = CountDistribution::beta_binomial(90, rate);
        let best = best_portions(&guests, COSTS).expect("possible costs");
        let cost = |n: usize| {
            let of = describe(&guests, n);
            30.0 * of.n_missing + 10.0 * of.n_left
        };
        assert!((0..=90).all(|n| cost(best.n as usize) <= cost(n) + 1e-9));
        assert!(best.p_enough >= 0.75 && guests.p_at_most(best.n as usize - 1) < 0.75);
        // More for fear of too few, fewer for fear of too many.
        let more = best_portions(&guests, PortionCosts { per_missing: 300.0, ..COSTS });
        assert!(more.is_some_and(|more| more.n > best.n));
    }

    #[test]
    fn from_draws_by_hand() {
        let found = best_portions_of_draws(&[10, 20, 30, 40], COSTS).expect("draws");
        assert_eq!((found.n, found.p_enough), (30, 0.75));
        assert_eq!((found.n_missing, found.n_left), (2.5, 7.5));
        assert_eq!(best_portions_of_draws(&[], COSTS), None);
        let free = PortionCosts { per_missing: 0.0, per_left: 0.0 };
        assert_eq!(best_portions_of_draws(&[10], free), None);
    }
}
