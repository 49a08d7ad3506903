//! What inviting does, where it can be known: those invited against a hold-out drawn by lot. Knows
//! counts only.
//!
//! Difference of two shares with Newcombe's interval ([`crate::interval::newcombe_difference`]), and the
//! chance that it is above 0 under uniform priors. Among people who were chosen for being likely to buy
//! the same difference is not the effect of inviting (D. B. Rubin 1974, *Journal of Educational
//! Psychology* 66, 688): then there is no number, but the reason.

use crate::beta_rate::BetaRate;
use crate::interval::{newcombe_difference, p_exceeds, two_sided_z};
use crate::pooling::GroupCount;
use crate::stream::{Purpose, random_stream, sample_places};
use crate::summary::Interval;

/// Fewer on either side tell nothing.
pub const MIN_PER_SIDE: u64 = 30;

/// Who was left uninvited, and how they were chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HoldOut {
    /// Nobody.
    None,
    /// Somebody, but not by lot: not reached, not wanted, not found.
    NotByLot,
    /// Drawn by lot before anybody was invited, and what they did.
    ByLot(GroupCount),
}

/// What inviting did.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Uplift {
    /// Share of the invited less share of the hold-out.
    pub difference: f64,
    /// Newcombe's interval of it, at the level asked for.
    pub interval: Interval,
    /// Chance that inviting raised the share at all.
    pub p_positive: f64,
    /// Successes beyond what the invited would have shown uninvited: difference × invited.
    pub n_gained: f64,
}

/// Why there is no number.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum UpliftError {
    /// Everybody was invited.
    #[error("nobody was held out: draw a hold-out by lot next time")]
    NoHoldOut,
    /// The uninvited differ from the invited in more than the invitation.
    #[error("the uninvited were not drawn by lot: the difference is not the effect of inviting")]
    NotByLot,
    /// Too few on one side.
    #[error("{n} on one side are too few, {needed} are needed on each")]
    TooFew {
        /// The smaller side.
        n: u64,
        /// [`MIN_PER_SIDE`].
        needed: u64,
    },
    /// More successes than people, or a level outside 0 to 1.
    #[error("counts or confidence level are impossible")]
    Impossible,
}

/// The effect of inviting, with an interval at `level`.
///
/// # Errors
/// [`UpliftError`] where it cannot be known, with the reason.
pub fn uplift(invited: GroupCount, hold_out: HoldOut, level: f64) -> Result<Uplift, UpliftError> {
    let held_out = match hold_out {
        HoldOut::None => return Err(UpliftError::NoHoldOut),
        HoldOut::NotByLot => return Err(UpliftError::NotByLot),
        HoldOut::ByLot(counts) => counts,
    };
    let n = invited.n_trials.min(held_out.n_trials);
    if n < MIN_PER_SIDE {
        return Err(UpliftError::TooFew { n, needed: MIN_PER_SIDE });
    }
    let pair = |g: GroupCount| (g.n_successes, g.n_trials);
    let interval =
        newcombe_difference(pair(invited), pair(held_out), level).ok_or(UpliftError::Impossible)?;
    let share = |g: GroupCount| g.n_successes as f64 / g.n_trials as f64;
    let rate = |g: GroupCount| {
        BetaRate::UNIFORM.updated(g.n_successes, g.n_trials).map_err(|_| UpliftError::Impossible)
    };
    let difference = share(invited) - share(held_out);
    Ok(Uplift {
        difference,
        interval,
        p_positive: p_exceeds(rate(invited)?, rate(held_out)?),
        n_gained: difference * invited.n_trials as f64,
    })
}

/// A hold-out by lot: the places, ascending, of `share` of so many people (rounded to a whole number),
/// every such choice equally likely; the same seed gives the same. None unless the share lies between 0
/// and 1.
pub fn draw_hold_out(n_people: usize, share: f64, seed: u64) -> Option<Vec<usize>> {
    if !(0.0..=1.0).contains(&share) {
        return None;
    }
    let size = (n_people as f64 * share).round() as usize;
    Some(sample_places(n_people, size, &mut random_stream(seed, 0, Purpose::HoldOut)))
}

/// The effect on a mean, such as revenue per person: the mean of the invited less that of the hold-out,
/// with Welch's interval by the normal quantile. None with fewer than two values on a side, values that
/// are not finite, or a level outside 0 to 1.
///
/// Amounts are skewed: with fewer than some hundred people on each side a single large order decides.
/// B. L. Welch (1938), *Biometrika* 29, 350.
pub fn mean_effect(invited: &[f64], held_out: &[f64], level: f64) -> Option<(f64, Interval)> {
    let side = |values: &[f64]| {
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (n - 1.0);
        (values.len() > 1 && variance.is_finite()).then_some((mean, variance / n))
    };
    let ((one, of_one), (other, of_other)) = (side(invited)?, side(held_out)?);
    let is_level = level > 0.0 && level < 1.0;
    let half = is_level.then(|| two_sided_z(level) * (of_one + of_other).sqrt())?;
    let effect = one - other;
    Some((effect, Interval { low: effect - half, high: effect + half }))
}

/// The smallest effect on a share of about `share` that a hold-out of this size would show: with chance
/// `power`, by a two-sided test at 1 − `level`: (z + z′)·√(p(1 − p)·(1/n₁ + 1/n₂)), Fleiss (1981), 3.2, for
/// sides of unequal size. None unless share, level and power lie between 0 and 1 and nobody is missing.
pub fn smallest_shown(
    share: f64,
    n_invited: u64,
    n_held_out: u64,
    level: f64,
    power: f64,
) -> Option<f64> {
    let is_possible = [share, level, power].iter().all(|p| *p > 0.0 && *p < 1.0);
    if !is_possible || n_invited == 0 || n_held_out == 0 {
        return None;
    }
    let z = two_sided_z(level) + two_sided_z(2.0 * power - 1.0);
    let per_person = 1.0 / n_invited as f64 + 1.0 / n_held_out as f64;
    Some(z * (share * (1.0 - share) * per_person).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(n_successes: u64, n_trials: u64) -> GroupCount {
        GroupCount { n_successes, n_trials }
    }

    #[test]
    fn newcombes_example() {
        let found = uplift(counts(56, 70), HoldOut::ByLot(counts(48, 80)), 0.95).expect("by lot");
        assert!((found.difference - 0.2).abs() < 1e-12 && (found.n_gained - 14.0).abs() < 1e-9);
        assert!((found.interval.low - 0.052_4).abs() < 6e-5, "{found:?}");
        assert!((found.interval.high - 0.333_9).abs() < 6e-5, "{found:?}");
        assert!(found.p_positive > 0.99 && found.p_positive < 1.0);
        let even = uplift(counts(40, 80), HoldOut::ByLot(counts(40, 80)), 0.95).expect("by lot");
        assert!((even.p_positive - 0.5).abs() < 1e-9);
    }

    #[test]
    fn without_a_lot_there_is_no_number() {
        let invited = counts(56, 70);
        assert_eq!(uplift(invited, HoldOut::None, 0.95), Err(UpliftError::NoHoldOut));
        assert_eq!(uplift(invited, HoldOut::NotByLot, 0.95), Err(UpliftError::NotByLot));
        let few = UpliftError::TooFew { n: 29, needed: 30 };
        assert_eq!(uplift(invited, HoldOut::ByLot(counts(3, 29)), 0.95), Err(few));
        let wrong = uplift(invited, HoldOut::ByLot(counts(90, 80)), 0.95);
        assert_eq!(wrong, Err(UpliftError::Impossible));
    }

    #[test]
    fn a_hold_out_has_its_size_and_everybody_the_same_chance() {
        assert_eq!(draw_hold_out(1000, 0.1, 3).map(|places| places.len()), Some(100));
        assert_eq!(draw_hold_out(1000, 0.1, 3), draw_hold_out(1000, 0.1, 3));
        assert_ne!(draw_hold_out(1000, 0.1, 3), draw_hold_out(1000, 0.1, 4));
        let mut n_times = [0; 20];
        for seed in 0..2000 {
            let places = draw_hold_out(20, 0.25, seed).expect("a share");
            places.into_iter().for_each(|place| n_times[place] += 1);
        }
        // 500 each, give or take five standard deviations.
        assert!(n_times.iter().all(|n| (403..=597).contains(n)), "{n_times:?}");
        assert_eq!(draw_hold_out(10, 1.1, 1), None);
    }

    #[test]
    fn the_effect_on_a_mean() {
        let one = [
            27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7,
            21.4,
        ];
        let other = [
            27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 30.5,
            24.4,
        ];
        let (effect, interval) = mean_effect(&one, &other, 0.95).expect("two sides");
        let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
        assert!((effect - (mean(&one) - mean(&other))).abs() < 1e-12 && effect < 0.0);
        let half = 0.5 * (interval.high - interval.low);
        assert!((interval.low + half - effect).abs() < 1e-12 && half > 0.0);
        // Twice the values, twice the width; the same on both sides, no effect.
        let twice = |values: &[f64]| values.iter().map(|value| 2.0 * value).collect::<Vec<_>>();
        let (_, wide) = mean_effect(&twice(&one), &twice(&other), 0.95).expect("two sides");
        assert!((wide.high - wide.low - 4.0 * half).abs() < 1e-9);
        assert_eq!(mean_effect(&one, &one, 0.95).map(|found| found.0), Some(0.0));
        assert_eq!(mean_effect(&one, &[1.0], 0.95), None);
        assert_eq!(mean_effect(&one, &other, 1.0), None);
    }

    /// With sides of equal size it is the difference that the sample size was reckoned for.
    #[test]
    fn what_a_hold_out_would_show() {
        let shown = smallest_shown(0.1, 1_000, 1_000, 0.95, 0.8).expect("possible");
        // (1.959964 + 0.841621)·√(0.09·0.002).
        assert!((shown - 0.037_587).abs() < 1e-5, "{shown}");
        let fewer = smallest_shown(0.1, 1_900, 100, 0.95, 0.8).expect("possible");
        assert!(fewer > 2.0 * shown, "a small hold-out shows less: {fewer}");
        assert_eq!(smallest_shown(0.0, 10, 10, 0.95, 0.8), None);
        assert_eq!(smallest_shown(0.1, 10, 0, 0.95, 0.8), None);
    }
}
