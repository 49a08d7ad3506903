//! What today's registrations say about the final number. Knows counts and days only.
//!
//! A curve F(t) tells which share of all registrations is in by t days before the event; those still
//! to come are censored, not lost. Given the final number N, what is in by then is
//! x | N ~ BetaBin(N, κF, κ(1 − F)): a binomial thinning whose share varies from event to event as if κ
//! registrations decided it. With what was expected of N before (a beta-binomial of those invited, or a
//! Gamma–Poisson), P(N | x) ∝ P(N)·P(x | N) for N = x, x + 1, …, exactly. Where κ is large and N is
//! Gamma–Poisson, what remains is negative binomial: Gelman et al., *Bayesian Data Analysis*, 3rd ed.,
//! 2.6. The forecasting of partly reported counts: J. F. Lawless (1994), *Canadian Journal of
//! Statistics* 22, 15.

use crate::beta_rate::BetaRate;
use crate::count_distribution::{CountDistribution, ln_beta_binomial};
use crate::root::find_root;
use statrs::function::gamma::ln_gamma;

#[cfg(test)]
mod tests;

/// Above this κ the share counts as known.
const MAX_STRENGTH: f64 = 1e6;
/// Most registrations that may be expected.
const MAX_FINAL: u32 = 500_000;

/// Share of all registrations that is in, by days before the event.
#[derive(Debug, Clone, PartialEq)]
pub struct RegistrationCurve {
    /// Share in at the start of the day so many whole days before the event; it falls with the place.
    share_by_day: Vec<f64>,
    /// κ: how many registrations the curve weighs for one event.
    strength: f64,
}

/// The registrations of a past event.
#[derive(Debug, Clone, PartialEq)]
pub struct PastRegistrations {
    /// All of them in the end.
    pub n_final: u32,
    /// How many were in at the start of the day so many days before the event; between two, evenly.
    pub n_in: Vec<(f64, u32)>,
}

/// What was expected of the final number before anybody registered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum FinalPrior {
    /// So many are invited, and register at this rate.
    Invited {
        /// People invited: there cannot be more registrations.
        n_invited: u32,
        /// Registered of invited.
        rate: BetaRate,
    },
    /// Open to all: a mean, and the standard deviation of that mean divided by it.
    Open {
        /// Expected registrations.
        mean: f64,
        /// How well that is known: 0.5 is give or take a half.
        cv: f64,
    },
}

/// Why nothing can be said.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum RegistrationError {
    /// A curve that opens too late for its anchors.
    #[error("registration must open more than 7 days before the event, not {days}")]
    Opening {
        /// Days given.
        days: f64,
    },
    /// Shares of the last week and the day that cannot be.
    #[error(
        "of {last_week} in the last week, {on_the_day} on the day: both must be shares, the second the smaller"
    )]
    Anchors {
        /// Share of the last seven days and the day itself.
        last_week: f64,
        /// Share of the day itself.
        on_the_day: f64,
    },
    /// A strength, mean or spread that is not positive and finite.
    #[error("{value} must be positive and finite")]
    Number {
        /// The number given.
        value: f64,
    },
    /// No past event with registrations.
    #[error("a curve of one's own needs a past event with registrations")]
    NoEvent,
    /// An event that counts more before the end than at the end, or fewer later than earlier.
    #[error("event {event} has counts that do not grow up to its final number")]
    Counts {
        /// Place of the event, from 0.
        event: usize,
    },
    /// More registered than invited.
    #[error("{n_now} registered of {n_invited} invited cannot be")]
    MoreThanInvited {
        /// Registered by now.
        n_now: u32,
        /// Invited.
        n_invited: u32,
    },
    /// Registrations before the curve begins.
    #[error("{n_now} registered {days_before} days before, when the curve knows of none yet")]
    TooEarly {
        /// Registered by now.
        n_now: u32,
        /// Days before the event.
        days_before: f64,
    },
    /// More than a forecast can hold.
    #[error("{n} registrations are more than the {max} a forecast can hold")]
    TooMany {
        /// Registrations expected or given.
        n: f64,
        /// Registrations allowed.
        max: u32,
    },
}

impl RegistrationCurve {
    /// A shape for want of own events: registration opens at an even pace that quickens (or slows)
    /// exponentially, so that the share of the last seven days with the day itself, and the share of
    /// the day itself, are as given: F(t) = (1 − day)·(e^−kt − e^−kT)/(1 − e^−kT), T the opening.
    ///
    /// # Errors
    /// [`RegistrationError::Opening`], [`RegistrationError::Anchors`] or [`RegistrationError::Number`].
    pub fn from_anchors(
        opens_days_before: u32,
        last_week: f64,
        on_the_day: f64,
        strength: f64,
    ) -> Result<Self, RegistrationError> {
        let opening = f64::from(opens_days_before);
        if opens_days_before <= 7 || opens_days_before > 3660 {
            return Err(RegistrationError::Opening { days: opening });
        }
        if !(0.0 <= on_the_day && on_the_day < last_week && last_week < 1.0) {
            return Err(RegistrationError::Anchors { last_week, on_the_day });
        }
        check_positive(strength)?;
        let before = |t: f64, k: f64| {
            // Without quickening the pace is even.
            if k.abs() * opening < 1e-9 {
                1.0 - t / opening
            } else {
                ((-k * t).exp_m1() - (-k * opening).exp_m1()) / -(-k * opening).exp_m1()
            }
        };
        let wanted = (1.0 - last_week) / (1.0 - on_the_day);
        let widest = 600.0 / opening;
        let k = find_root(|k| before(7.0, k) - wanted, -widest, widest);
        let share_by_day = (0..=opens_days_before)
            .map(|t| (1.0 - on_the_day) * before(f64::from(t), k).clamp(0.0, 1.0))
            .collect();
        Ok(RegistrationCurve { share_by_day, strength: strength.min(MAX_STRENGTH) })
    }

    /// From past events of one's own, each registration counting the same. κ is found by moments from
    /// how far events strayed from the common curve; below three events it is `default_strength`.
    ///
    /// # Errors
    /// [`RegistrationError::NoEvent`], [`RegistrationError::Counts`] or [`RegistrationError::Number`].
    pub fn of_events(
        events: &[PastRegistrations],
        default_strength: f64,
    ) -> Result<Self, RegistrationError> {
        check_positive(default_strength)?;
        let mut histories = Vec::with_capacity(events.len());
        for (event, past) in events.iter().enumerate() {
            if past.n_final > 0 {
                histories.push((history(past, event)?, f64::from(past.n_final)));
            }
        }
        let opening = histories.iter().map(|(days, _)| days.len()).max();
        let n_days = opening.ok_or(RegistrationError::NoEvent)?;
        let at = |days: &Vec<f64>, t: usize| days.get(t).copied().unwrap_or(0.0);
        let all: f64 = histories.iter().map(|(_, n)| n).sum();
        let share_by_day: Vec<f64> = (0..n_days)
            .map(|t| histories.iter().map(|(days, _)| at(days, t)).sum::<f64>() / all)
            .collect();
        let mut curve = RegistrationCurve { share_by_day, strength: default_strength };
        if histories.len() >= 3 {
            curve.strength = curve.strength_by_moments(events);
        }
        curve.strength = curve.strength.min(MAX_STRENGTH);
        Ok(curve)
    }

    /// κ from how far events strayed: E Σ (x − NF)²/(NF(1 − F)) = Σ 1 + (N − 1)/(κ + 1), where one
    /// event's worth is lost to F. Only days that were counted tell; those between are made up.
    fn strength_by_moments(&self, events: &[PastRegistrations]) -> f64 {
        let n_events = events.iter().filter(|past| past.n_final > 0).count() as f64;
        let (mut excess, mut weight) = (0.0, 0.0);
        for past in events.iter().filter(|past| past.n_final > 0) {
            let n = f64::from(past.n_final);
            for &(days, n_in) in &past.n_in {
                let share = self.share_in(days);
                let spread = share * (1.0 - share);
                if spread > 1e-3 {
                    let strayed = (f64::from(n_in) - n * share).powi(2) / (n * spread);
                    excess += strayed * n_events / (n_events - 1.0) - 1.0;
                    weight += n - 1.0;
                }
            }
        }
        if excess <= 0.0 { MAX_STRENGTH } else { (weight / excess - 1.0).max(1.0) }
    }

    /// Share of all registrations that is in at the start of the day so many days before the event
    /// (0: as the day begins); between whole days by a straight line, 1 once it is over.
    pub fn share_in(&self, days_before: f64) -> f64 {
        if days_before < 0.0 {
            return 1.0;
        }
        let at = |t: f64| self.share_by_day.get(t as usize).copied().unwrap_or(0.0);
        let (day, part) = (days_before.floor(), days_before - days_before.floor());
        at(day) * (1.0 - part) + at(day + 1.0) * part
    }

    /// κ, how many registrations the curve weighs.
    pub fn strength(&self) -> f64 {
        self.strength
    }

    /// The distribution of the final number, now that `n_now` have registered so many days before.
    ///
    /// # Errors
    /// [`RegistrationError`] for numbers that cannot be together.
    pub fn final_number(
        &self,
        n_now: u32,
        days_before: f64,
        prior: FinalPrior,
    ) -> Result<CountDistribution, RegistrationError> {
        let share = self.share_in(days_before);
        if share >= 1.0 {
            return Ok(CountDistribution::certain(n_now));
        }
        if share <= 0.0 && n_now > 0 {
            return Err(RegistrationError::TooEarly { n_now, days_before });
        }
        let ln_weight = |n: u32| ln_prior(prior, n) + self.ln_seen(n_now, n, share);
        // The last number to reckon with, and from where on weights may be left off in the tail.
        let (last, tail) = match prior {
            FinalPrior::Invited { n_invited, .. } => {
                if n_now > n_invited {
                    return Err(RegistrationError::MoreThanInvited { n_now, n_invited });
                }
                (n_invited, f64::from(n_invited))
            }
            FinalPrior::Open { mean, cv } => {
                check_positive(mean)?;
                check_positive(cv)?;
                (u32::MAX, mean.max(f64::from(n_now) / share.max(1e-9)))
            }
        };
        let too_many = RegistrationError::TooMany { n: tail, max: MAX_FINAL };
        if tail > f64::from(MAX_FINAL) {
            return Err(too_many);
        }
        let (mut ln_weights, mut peak) = (vec![f64::NEG_INFINITY; n_now as usize], f64::MIN);
        for n in n_now..=last {
            let ln_w = ln_weight(n);
            peak = peak.max(ln_w);
            ln_weights.push(ln_w);
            // Past the peak of a Gamma–Poisson weights fall for good, and at least exponentially.
            if f64::from(n) > tail && ln_w < peak - 40.0 {
                break;
            }
        }
        let weights = ln_weights.iter().map(|ln_w| (ln_w - peak).exp()).collect();
        // None only where every weight underflowed, far from anything expected.
        CountDistribution::of_weights(weights).ok_or(too_many)
    }

    /// ln P(x in by now | N in the end).
    fn ln_seen(&self, n_now: u32, n_final: u32, share: f64) -> f64 {
        let (x, n) = (f64::from(n_now), f64::from(n_final));
        if share <= 0.0 {
            return 0.0;
        }
        if self.strength >= MAX_STRENGTH {
            let ln_ways = ln_gamma(n + 1.0) - ln_gamma(x + 1.0) - ln_gamma(n - x + 1.0);
            return ln_ways + x * share.ln() + (n - x) * (-share).ln_1p();
        }
        ln_beta_binomial(x, n, self.strength * share, self.strength * (1.0 - share))
    }
}

fn ln_prior(prior: FinalPrior, n_final: u32) -> f64 {
    let n = f64::from(n_final);
    match prior {
        FinalPrior::Invited { n_invited, rate } => {
            ln_beta_binomial(n, f64::from(n_invited), rate.a(), rate.b())
        }
        FinalPrior::Open { mean, cv } => {
            // Negative binomial; beyond a million the Gamma is as good as known.
            let shape = (1.0 / (cv * cv)).min(1e6);
            ln_gamma(n + shape)
                - ln_gamma(shape)
                - ln_gamma(n + 1.0)
                - shape * (mean / shape).ln_1p()
                - n * (shape / mean).ln_1p()
        }
    }
}

fn check_positive(value: f64) -> Result<(), RegistrationError> {
    if value > 0.0 && value.is_finite() { Ok(()) } else { Err(RegistrationError::Number { value }) }
}

/// How many were in on every whole day before the event, by straight lines between the days known; the
/// day after the earliest one known has none.
fn history(past: &PastRegistrations, event: usize) -> Result<Vec<f64>, RegistrationError> {
    let wrong = RegistrationError::Counts { event };
    let mut known: Vec<(f64, f64)> = Vec::with_capacity(past.n_in.len() + 1);
    for &(days, n) in &past.n_in {
        if !(0.0..=3660.0).contains(&days) || n > past.n_final {
            return Err(wrong);
        }
        known.push((days, f64::from(n)));
    }
    known.sort_by(|a, b| a.0.total_cmp(&b.0));
    let grows = known.windows(2).all(|pair| pair[0].1 >= pair[1].1);
    let Some((&(latest, n_latest), &(earliest, n_earliest))) = known.first().zip(known.last())
    else {
        return Err(wrong);
    };
    if !grows {
        return Err(wrong);
    }
    // Evenly from the latest day known to the end of the event's own day.
    let n_final = f64::from(past.n_final);
    let at = |t: f64| {
        if t <= latest {
            n_final - (n_final - n_latest) * (t + 1.0) / (latest + 1.0)
        } else if t >= earliest {
            n_earliest * (1.0 - (t - earliest)).max(0.0)
        } else {
            let next = known.partition_point(|(days, _)| *days <= t);
            let ((d0, n0), (d1, n1)) = (known[next - 1], known[next]);
            n0 + (n1 - n0) * (t - d0) / (d1 - d0)
        }
    };
    Ok((0..=earliest.ceil() as usize + 1).map(|t| at(t as f64)).collect())
}
