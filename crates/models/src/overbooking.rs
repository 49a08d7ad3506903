//! How many to register for a room of given size, when not everyone comes.
//!
//! Guests come independently with one known chance. Where the chance is itself uncertain, or weather
//! moves all guests together, the true risk is larger: then ask the simulated funnel
//! ([`crate::FunnelDraws::p_more_than`]). The marginal rule is Littlewood's, as in K. Talluri & G. van
//! Ryzin (2004), *The Theory and Practice of Revenue Management*, 4.2.

use crate::count_distribution::CountDistribution;

/// Beyond this many registrations the search gives up: nobody comes, or nothing holds it back.
pub const MAX_REGISTERED: u32 = 10_000;

/// What a seated guest brings and what a guest without a seat costs, in one currency.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SeatValue {
    /// Value of a guest who finds a seat, v.
    pub per_seated: f64,
    /// Cost of a guest who finds none, cₒ.
    pub per_turned_away: f64,
}

/// The number of registrations that brings most on average: one more is worth taking while
/// v·P(Bin(n, p) ≤ c − 1) > cₒ·P(Bin(n, p) ≥ c). At least `n_seats` wherever a guest is worth anything.
///
/// `None` if one more is still worth taking at [`MAX_REGISTERED`].
pub fn most_valuable_registrations(n_seats: u32, p_attend: f64, value: SeatValue) -> Option<u32> {
    let mut arrivals = CountDistribution::of_groups(&[]);
    for n in 0..MAX_REGISTERED {
        let p_full = arrivals.p_at_least(n_seats as usize);
        if value.per_seated * (1.0 - p_full) <= value.per_turned_away * p_full {
            return Some(n);
        }
        arrivals.add(p_attend);
    }
    None
}

/// The largest number of registrations with P(more arrive than seats) ≤ `p_over_allowed`.
///
/// `None` if even [`MAX_REGISTERED`] are within that risk.
pub fn most_registrations_within_risk(
    n_seats: u32,
    p_attend: f64,
    p_over_allowed: f64,
) -> Option<u32> {
    let mut arrivals = CountDistribution::of_groups(&[]);
    for n in 0..MAX_REGISTERED {
        arrivals.add(p_attend);
        if arrivals.p_over(n_seats as usize) > p_over_allowed {
            return Some(n);
        }
    }
    None
}

/// Average value of `n_registered`: v·E[min(S, c)] − cₒ·E[max(S − c, 0)], S the arrivals.
pub fn expected_value(n_seats: u32, n_registered: u32, p_attend: f64, value: SeatValue) -> f64 {
    let arrivals = CountDistribution::of_groups(&[(n_registered, p_attend)]);
    (0..=n_registered)
        .map(|k| {
            let seated = f64::from(k.min(n_seats));
            let turned_away = f64::from(k.saturating_sub(n_seats));
            arrivals.p_exactly(k as usize)
                * (value.per_seated * seated - value.per_turned_away * turned_away)
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(n_seats: u32, p: f64, value: (f64, f64), best: u32, within_5_percent: u32) {
        let value = SeatValue { per_seated: value.0, per_turned_away: value.1 };
        assert_eq!(most_valuable_registrations(n_seats, p, value), Some(best));
        assert_eq!(most_registrations_within_risk(n_seats, p, 0.05), Some(within_5_percent));
        let worth = |n| expected_value(n_seats, n, p, value);
        assert!(worth(best) >= worth(best - 1) && worth(best) >= worth(best + 1));
    }

    #[test]
    fn as_published() {
        check(100, 0.85, (1.0, 2.0), 116, 111);
        check(50, 0.7, (1.0, 3.0), 68, 63);
        check(40, 0.6, (800.0, 1200.0), 65, 57);
    }

    #[test]
    fn expected_value_as_published() {
        let value = SeatValue { per_seated: 800.0, per_turned_away: 1200.0 };
        assert!((expected_value(40, 65, 0.6, value) - 28_967.40).abs() < 0.01);
    }

    #[test]
    fn the_ends() {
        let free = SeatValue { per_seated: 1.0, per_turned_away: 1.0 };
        assert_eq!(most_valuable_registrations(10, 1.0, free), Some(10));
        assert_eq!(most_registrations_within_risk(10, 1.0, 0.05), Some(10));
        assert_eq!(most_valuable_registrations(0, 0.5, free), Some(0));
        // Nobody ever comes: there is no end to what may be registered.
        assert_eq!(most_valuable_registrations(10, 0.0, free), None);
        assert_eq!(most_registrations_within_risk(10, 0.0, 0.05), None);
    }
}
