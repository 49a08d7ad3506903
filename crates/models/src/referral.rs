//! Growth by word of mouth, good and bad. Knows numbers of people and rates.
//!
//! A customer speaks to so many people (reach); each of them becomes a customer at a rate c that
//! hardly anybody knows (conversion). Offspring is reach × conversion, Bin(reach, c), never reach
//! itself: that one feeling reaches 8 people, then 25, says nothing of how many buy. T. E. Harris (1963),
//! *The Theory of Branching Processes*, ch. I.
//!
//! - Mean offspring m = reach·c; generation g has mᵍ customers for every first one, all together
//!   1/(1 − m) where m < 1.
//! - Extinction: the smallest s with s = (1 − c + c·s)^reach; 1 where m ≤ 1.
//! - All customers T from k first ones, where they die out: P(T = n) = k/n·P(Bin(n·reach, c) = n − k).
//!   M. Dwass (1969), *Journal of Applied Probability* 6, 682.
//! - With uncertain rates, a market that has an end, and unhappy customers who cost others: simulated
//!   ([`ReferralPlan::simulate`]).

use crate::incomplete_beta::ln_beta;
use crate::root::find_root;

mod simulation;
#[cfg(test)]
mod tests;

pub use simulation::{BadWord, ReferralDraws, ReferralError, ReferralPlan};

/// Chance that growth from one customer dies out, when each speaks to `reach` people of whom each
/// becomes a customer with chance `conversion` (held within 0 and 1).
pub fn p_extinction(reach: u32, conversion: f64) -> f64 {
    let (r, c) = (f64::from(reach), conversion.clamp(0.0, 1.0));
    if r * c <= 1.0 {
        return 1.0;
    }
    if c == 1.0 {
        return 0.0;
    }
    // Below where the curve's slope is 1 it crosses the diagonal once. As m > 1, reach is 2 or more.
    let turning = ((1.0 / (r * c)).powf(1.0 / (r - 1.0)) - (1.0 - c)) / c;
    let above = |s: f64| (1.0 - c + c * s).powf(r) - s;
    find_root(above, 0.0, turning.max(0.0))
}

/// Customers expected in every generation for one first customer, who is generation 0. Reach by
/// generation: the last one given holds for all that follow.
pub fn expected_by_generation(reach: &[u32], conversion: f64, n_generations: usize) -> Vec<f64> {
    let mut customers = vec![1.0];
    for generation in 0..n_generations {
        let r = f64::from(reach_of(reach, generation));
        customers.push(customers[generation] * r * conversion.clamp(0.0, 1.0));
    }
    customers
}

/// Customers expected in all, the first one included: 1/(1 − m). None where m ≥ 1: growth without end,
/// until the market is used up.
pub fn expected_total(reach: u32, conversion: f64) -> Option<f64> {
    let m = f64::from(reach) * conversion.clamp(0.0, 1.0);
    (m < 1.0).then(|| 1.0 / (1.0 - m))
}

/// Chance that `n_first` customers grow to exactly `n_total` in all, themselves included.
pub fn p_total(n_first: u32, n_total: u32, reach: u32, conversion: f64) -> f64 {
    let c = conversion.clamp(0.0, 1.0);
    if n_first == 0 || n_total < n_first {
        return f64::from(n_first == 0 && n_total == 0);
    }
    let spoken_to = f64::from(n_total) * f64::from(reach);
    let won = f64::from(n_total - n_first);
    if won > spoken_to || (c == 0.0 && won > 0.0) || (c == 1.0 && won < spoken_to) {
        return 0.0;
    }
    let power = |p: f64, times: f64| if times == 0.0 { 0.0 } else { times * p };
    let ln_ways = if spoken_to > 1e5 {
        // ln Γ of such numbers has lost the digits that the difference needs.
        (1..=n_total - n_first).map(|j| ((spoken_to - won) / f64::from(j)).ln_1p()).sum::<f64>()
    } else {
        -(spoken_to + 1.0).ln() - ln_beta(spoken_to - won + 1.0, won + 1.0)
    };
    let ln_p = ln_ways + power(c.ln(), won) + power((-c).ln_1p(), spoken_to - won);
    f64::from(n_first) / f64::from(n_total) * ln_p.exp()
}

fn reach_of(reach: &[u32], generation: usize) -> u32 {
    reach.get(generation).or(reach.last()).copied().unwrap_or(0)
}
