//! When a need comes round: the interval to the next purchase, from a person's own intervals as far as
//! there are any and from the group's otherwise. Knows intervals in days only.
//!
//! ln interval ~ N(μᵢ, σ²) with μᵢ ~ N(μ, τ²) over persons. σ² and τ² by moments from the analysis of
//! variance with unequal numbers: σ² = SSW/(N − a), τ² = (SSB/(a − 1) − σ²)/n₀ with
//! n₀ = (N − Σnᵢ²/N)/(a − 1), not below 0; μ weighs each person's mean by 1/(τ² + σ²/nᵢ). Searle,
//! Casella & McCulloch (1992), *Variance Components*, 3.6. A person's mean is then shrunk by
//! w = τ²/(τ² + σ²/n) (Efron & Morris 1975), and the next interval is normal in the logarithm with
//! variance σ² + τ²(1 − w) + (1 − w)²·var μ, given that it is longer than what has already passed.

use crate::summary::Interval;
use statrs::function::erf::{erfc, erfc_inv};
use std::f64::consts::SQRT_2;

mod components;
#[cfg(test)]
mod tests;

use components::Components;

/// Fewer intervals in the whole group tell nothing.
pub const MIN_INTERVALS: usize = 20;

/// No one is more regular than a hundredth of the interval: it keeps equal intervals from claiming
/// certainty.
const MIN_SD_LOG: f64 = 0.01;

/// Why there is no cycle.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum CycleError {
    /// Too few intervals in the group.
    #[error("{n_intervals} intervals are too few, {needed} are needed")]
    TooFew {
        /// Intervals there are.
        n_intervals: usize,
        /// [`MIN_INTERVALS`].
        needed: usize,
    },
    /// An interval that is not positive and finite; purchases of one day are one.
    #[error("interval {place} of person {person} is {days} days, which cannot be")]
    Interval {
        /// Place of the person, from 0.
        person: usize,
        /// Place of the interval, from 0.
        place: usize,
        /// The interval given.
        days: f64,
    },
    /// Days that are negative or not finite.
    #[error("{days} days cannot have passed or be led")]
    Days {
        /// The days given.
        days: f64,
    },
}

/// What is known of a group's intervals.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NeedCycle {
    /// μ, mean of ln days over persons.
    pub mean_log: f64,
    /// σ, how much one person's intervals vary, in ln days.
    pub sd_within: f64,
    /// τ, how much persons differ, in ln days. 0 where the intervals show no difference, or too few
    /// persons have more than one to show any: then everyone has the group's cycle.
    pub sd_between: f64,
    /// Intervals it rests on.
    pub n_intervals: usize,
    /// Persons with an interval.
    pub n_persons: usize,
    /// Variance of μ as estimated.
    mean_variance: f64,
}

/// What is known of one person's next interval before any time has passed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PersonCycle {
    /// Mean of ln days, shrunk towards the group's.
    pub mean_log: f64,
    /// Standard deviation of ln days for the next interval.
    pub sd_log: f64,
    /// w, the weight of the person's own mean, 0 to 1.
    pub own_weight: f64,
    /// The person's own intervals.
    pub n_intervals: usize,
}

/// When the next purchase is due. All in days since the last purchase.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NextPurchase {
    /// As likely earlier as later.
    pub median: f64,
    /// Four times in five: quantiles 10 % and 90 %.
    pub range_80: Interval,
    /// The middle half, quantiles 25 % and 75 %: the need is at its peak, offers on the spot.
    pub peak: Interval,
    /// The lead time before the peak, as far as it has not passed: sell in advance, be in mind.
    pub before: Interval,
    /// The chance that an interval is as long as what has passed already; when that is small, the
    /// purchase is overdue and may not come at all.
    pub p_longer: f64,
}

impl NeedCycle {
    /// From every person's completed intervals in days; persons without any are passed over.
    ///
    /// # Errors
    /// [`CycleError::Interval`] for one that is not positive and finite, [`CycleError::TooFew`] for
    /// fewer than [`MIN_INTERVALS`] in all.
    pub fn fit<P: AsRef<[f64]>>(persons: &[P]) -> Result<Self, CycleError> {
        let mut logs = Vec::with_capacity(persons.len());
        for (person, intervals) in persons.iter().enumerate() {
            let own = take_logs(intervals.as_ref(), person)?;
            if !own.is_empty() {
                logs.push(own);
            }
        }
        let n_intervals = logs.iter().map(Vec::len).sum();
        if n_intervals < MIN_INTERVALS {
            return Err(CycleError::TooFew { n_intervals, needed: MIN_INTERVALS });
        }
        let found = Components::estimate(&logs, MIN_SD_LOG * MIN_SD_LOG);
        Ok(NeedCycle {
            mean_log: found.mean,
            sd_within: found.within.sqrt(),
            sd_between: found.between.sqrt(),
            n_intervals,
            n_persons: logs.len(),
            mean_variance: found.mean_variance,
        })
    }

    /// The typical interval of the group in days: the median over persons and intervals.
    pub fn typical_days(self) -> f64 {
        self.mean_log.exp()
    }

    /// How well μ is known, as the standard deviation of its estimate in ln days: all persons share this
    /// error.
    pub fn mean_sd(self) -> f64 {
        self.mean_variance.sqrt()
    }

    /// One person's cycle from the own intervals in days; without any it is the group's.
    ///
    /// # Errors
    /// [`CycleError::Interval`] (of person 0) for one that is not positive and finite.
    pub fn of_person(self, intervals: &[f64]) -> Result<PersonCycle, CycleError> {
        let logs = take_logs(intervals, 0)?;
        let n = logs.len() as f64;
        let (within, between) = (self.sd_within.powi(2), self.sd_between.powi(2));
        // τ²/(τ² + σ²/n), without dividing by n = 0; σ² is never 0.
        let own_weight = n * between / (n * between + within);
        let own_mean = if logs.is_empty() { 0.0 } else { logs.iter().sum::<f64>() / n };
        let left = 1.0 - own_weight;
        let variance = within + between * left + left * left * self.mean_variance;
        Ok(PersonCycle {
            mean_log: own_weight * own_mean + left * self.mean_log,
            sd_log: variance.sqrt(),
            own_weight,
            n_intervals: logs.len(),
        })
    }
}

impl PersonCycle {
    /// When the next purchase is due, given that `elapsed_days` have passed since the last one without
    /// another. `lead_days` is how long before the peak one must be in mind.
    ///
    /// # Errors
    /// [`CycleError::Days`] for days that are negative or not finite.
    pub fn next_purchase(
        self,
        elapsed_days: f64,
        lead_days: f64,
    ) -> Result<NextPurchase, CycleError> {
        for days in [elapsed_days, lead_days] {
            if !days.is_finite() || days < 0.0 {
                return Err(CycleError::Days { days });
            }
        }
        let at = |p| self.quantile_after(elapsed_days, p);
        let peak = Interval { low: at(0.25), high: at(0.75) };
        Ok(NextPurchase {
            median: at(0.5),
            range_80: Interval { low: at(0.1), high: at(0.9) },
            peak,
            before: Interval { low: (peak.low - lead_days).max(elapsed_days), high: peak.low },
            p_longer: self.p_longer(elapsed_days),
        })
    }

    /// The chance that an interval is longer than these days.
    pub fn p_longer(self, days: f64) -> f64 {
        if days > 0.0 { 0.5 * erfc(self.z(days) / SQRT_2) } else { 1.0 }
    }

    fn z(self, days: f64) -> f64 {
        (days.ln() - self.mean_log) / self.sd_log
    }

    /// The quantile of the interval given that it is longer than `elapsed`; from the upper tail, which
    /// keeps its digits far out.
    fn quantile_after(self, elapsed: f64, p: f64) -> f64 {
        let z_elapsed = if elapsed > 0.0 { self.z(elapsed) } else { f64::NEG_INFINITY };
        let z = if z_elapsed < 30.0 {
            SQRT_2 * erfc_inv(2.0 * (1.0 - p) * self.p_longer(elapsed))
        } else {
            // The tail runs out of f64; out here it falls like exp(−z²/2).
            (z_elapsed * z_elapsed - 2.0 * (1.0 - p).ln()).sqrt()
        };
        (self.mean_log + self.sd_log * z).exp().max(elapsed)
    }
}

fn take_logs(intervals: &[f64], person: usize) -> Result<Vec<f64>, CycleError> {
    let log = |(place, &days): (usize, &f64)| {
        let is_possible = days.is_finite() && days > 0.0;
        if is_possible { Ok(days.ln()) } else { Err(CycleError::Interval { person, place, days }) }
    };
    intervals.iter().enumerate().map(log).collect()
}
