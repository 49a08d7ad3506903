//! What a share seen in a sample tells about the true one. Knows counts only.
//!
//! Wilson (1927) and Newcombe (1998), *Statistics in Medicine* 17, 873 (method 10 for the difference);
//! Jeffreys as in Brown, Cai & DasGupta (2001), *Statistical Science* 16, 101.

use crate::beta_rate::BetaRate;
use crate::incomplete_beta::{incomplete_betas, sigmoid};
use crate::summary::Interval;
use statrs::function::erf::erfc_inv;

/// Wilson's score interval of a share. None without trials, with more successes than trials, or for
/// a level outside 0 to 1 (both excluded).
///
/// With z the normal quantile: (x + z²/2 ± z·√(x(n − x)/n + z²/4)) / (n + z²); the lower end from the product
/// of the two, x²/(n(n + z²)), so that it keeps its digits and is 0 for x = 0.
pub fn wilson(n_successes: u64, n_trials: u64, level: f64) -> Option<Interval> {
    check_counts(n_successes, n_trials, level)?;
    wilson_of_sum(n_successes as f64, n_trials, level)
}

fn wilson_of_sum(x: f64, n_trials: u64, level: f64) -> Option<Interval> {
    let (n, z) = (n_trials as f64, two_sided_z(level));
    let is_possible = n_trials > 0 && (0.0..=n).contains(&x) && level > 0.0 && level < 1.0;
    let half = z * (x * (n - x) / n + 0.25 * z * z).sqrt();
    let centre = x + 0.5 * z * z;
    is_possible.then_some(Interval {
        // 0/0 where the level is next to nothing.
        low: (x * x / (n * (centre + half))).max(0.0),
        high: ((centre + half) / (n + z * z)).min(1.0),
    })
}

/// Jeffreys' interval of a share: the middle of Beta(x + ½, n − x + ½), reaching to 0 when no trial
/// and to 1 when every trial succeeded. None as for [`wilson`].
pub fn jeffreys(n_successes: u64, n_trials: u64, level: f64) -> Option<Interval> {
    check_counts(n_successes, n_trials, level)?;
    let mut interval = BetaRate::JEFFREYS.updated(n_successes, n_trials).ok()?.interval(level);
    if n_successes == 0 {
        interval.low = 0.0;
    }
    if n_successes == n_trials {
        interval.high = 1.0;
    }
    Some(interval)
}

/// Newcombe's interval of the difference of two shares, first − second, each as (successes, trials).
/// None as for [`wilson`].
///
/// With l, u the Wilson ends: d − √((p₁−l₁)² + (u₂−p₂)²) to d + √((u₁−p₁)² + (p₂−l₂)²).
pub fn newcombe_difference(first: (u64, u64), second: (u64, u64), level: f64) -> Option<Interval> {
    let real = |(n_successes, n_trials): (u64, u64)| (n_successes as f64, n_trials);
    difference_of_means(real(first), real(second), level)
}

/// The same for means of values between 0 and 1, each side as (sum of the values, how many there
/// are). Among all such values with one mean, those that are only 0 or 1 vary most, p(1 − p): for any
/// others the interval is wider than it need be, and never narrower. None for no values, or a sum
/// that they cannot have.
pub fn difference_of_means(first: (f64, u64), second: (f64, u64), level: f64) -> Option<Interval> {
    let side = |(sum, n): (f64, u64)| Some((sum / n as f64, wilson_of_sum(sum, n, level)?));
    Some(recover_difference(side(first)?, side(second)?))
}

/// The interval of a difference of two independent estimates, first − second, recovered from an
/// interval of each, at the same level. Zou & Donner (2008), *Statistics in Medicine* 27, 1693: of
/// shares with Wilson's ends it is Newcombe's.
pub fn recover_difference(first: (f64, Interval), second: (f64, Interval)) -> Interval {
    let ((p1, of_first), (p2, of_second)) = (first, second);
    Interval {
        low: p1 - p2 - (p1 - of_first.low).hypot(of_second.high - p2),
        high: p1 - p2 + (of_first.high - p1).hypot(p2 - of_second.low),
    }
}

/// The chance that rate `b` exceeds rate `a`: ∫ f_b(x)·F_a(x) dx, or ∫ f_a(x)·(1 − F_b(x)) dx, over the
/// density of the one that is better known.
///
/// On the logit scale the integrand is analytic and falls off exponentially, so that the trapezoid rule
/// converges faster than any power of its step (Trefethen & Weideman 2014, *SIAM Review* 56, 385). Where a
/// parameter is small the tail is long, but exactly exponential beyond e^±45 of the odds: its terms are a
/// geometric series, summed as such.
pub fn p_exceeds(b: BetaRate, a: BetaRate) -> f64 {
    const EXPONENTIAL_BEYOND: f64 = 45.0;
    let is_over_b = logit_sd(b) <= logit_sd(a);
    let (own, other) = if is_over_b { (b, a) } else { (a, b) };
    let sd = logit_sd(own);
    let middle = (own.a() / own.b()).ln();
    let reach = 10.0 * sd + 40.0 / own.a().min(own.b()).min(40.0);
    let start = (middle - reach).max(-EXPONENTIAL_BEYOND - own.b().max(other.b()).ln_1p());
    let end = (middle + reach).min(EXPONENTIAL_BEYOND + own.a().max(other.a()).ln_1p());
    let step = (0.25 * sd).max(reach / 50_000.0).min(0.25);
    let places = [((start - middle) / step).floor() as i64, ((end - middle) / step).ceil() as i64];
    // f(x)·dx/dt = x^a·(1 − x)^b / B, here without B
    let ln_weight = |t: f64| -own.a() * ln_1p_exp(-t) - own.b() * ln_1p_exp(t);
    let ln_highest = ln_weight(middle);
    let (mut below, mut above) = (0.0, 0.0);
    for place in places[0]..=places[1] {
        let t = middle + place as f64 * step;
        let weight = (ln_weight(t) - ln_highest).exp();
        let (other_below, other_above) =
            incomplete_betas(other.a(), other.b(), sigmoid(t), sigmoid(-t));
        below += weight * other_below;
        above += weight * other_above;
        if place == places[0] {
            let beyond = weight * other_below / ((own.a() + other.a()) * step).exp_m1();
            below += beyond;
            above += weight / (own.a() * step).exp_m1() - beyond;
        }
        if place == places[1] {
            let beyond = weight * other_above / ((own.b() + other.b()) * step).exp_m1();
            above += beyond;
            below += weight / (own.b() * step).exp_m1() - beyond;
        }
    }
    // Below and above: the other one, seen from the one that is integrated over.
    (if is_over_b { below } else { above }) / (below + above)
}

fn logit_sd(rate: BetaRate) -> f64 {
    // var(logit x) = ψ′(a) + ψ′(b), and ψ′(v) is close to 1/v + 1/(2v²).
    let trigamma = |v: f64| 1.0 / v + 0.5 / (v * v);
    (trigamma(rate.a()) + trigamma(rate.b())).sqrt()
}

fn ln_1p_exp(t: f64) -> f64 {
    t.max(0.0) + (-t.abs()).exp().ln_1p()
}

fn check_counts(n_successes: u64, n_trials: u64, level: f64) -> Option<()> {
    (n_trials > 0 && n_successes <= n_trials && level > 0.0 && level < 1.0).then_some(())
}

/// The z with the given probability between −z and z.
pub(crate) fn two_sided_z(level: f64) -> f64 {
    std::f64::consts::SQRT_2 * erfc_inv(1.0 - level)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_data::columns;

    #[track_caller]
    fn check(got: Option<Interval>, low: f64, high: f64) {
        let close = got.is_some_and(|i| (i.low - low).abs() < 6e-5 && (i.high - high).abs() < 6e-5);
        assert!(close, "{got:?}, expected {low} to {high}");
    }

    #[test]
    fn wilson_as_published() {
        check(wilson(81, 263, 0.95), 0.2553, 0.3662);
        check(wilson(15, 148, 0.95), 0.0624, 0.1605);
        check(wilson(0, 20, 0.95), 0.0, 0.1611);
        check(wilson(1, 29, 0.95), 0.0061, 0.1718);
    }

    #[test]
    fn jeffreys_as_published() {
        check(jeffreys(15, 148, 0.95), 0.0604, 0.1576);
        check(jeffreys(0, 20, 0.95), 0.0, 0.1166);
    }

    #[test]
    fn newcombe_as_published() {
        check(newcombe_difference((56, 70), (48, 80), 0.95), 0.0524, 0.3339);
    }

    #[test]
    fn of_means_it_is_newcombe_where_values_are_yes_and_no() {
        check(difference_of_means((56.0, 70), (48.0, 80), 0.95), 0.0524, 0.3339);
        // Between the counts on either side of it.
        let low = |sum| difference_of_means((sum, 70), (48.0, 80), 0.95).expect("possible").low;
        assert!(low(55.0) < low(55.5) && low(55.5) < low(56.0));
        for sum in [-0.1, 70.1, f64::NAN] {
            assert_eq!(difference_of_means((sum, 70), (48.0, 80), 0.95), None);
        }
    }

    #[test]
    fn no_interval_from_nothing() {
        assert_eq!(wilson(0, 0, 0.95), None);
        assert_eq!(jeffreys(3, 2, 0.95), None);
        assert_eq!(newcombe_difference((1, 2), (0, 0), 0.9), None);
    }

    #[test]
    fn shares_to_forty_digits() {
        let [x, n, level, wilson_low, wilson_high, jeffreys_low, jeffreys_high] =
            columns("shares.csv", [0, 1, 2, 3, 4, 5, 6]);
        for i in 0..x.len() {
            let (x, n) = (x[i] as u64, n[i] as u64);
            let by_wilson = wilson(x, n, level[i]).expect("possible");
            let by_jeffreys = jeffreys(x, n, level[i]).expect("possible");
            for (found, expected) in [
                (by_wilson.low, wilson_low[i]),
                (by_wilson.high, wilson_high[i]),
                (by_jeffreys.low, jeffreys_low[i]),
                (by_jeffreys.high, jeffreys_high[i]),
            ] {
                let is_near = (found - expected).abs() <= 1e-9 * expected;
                assert!(is_near, "{x} of {n} at {}: {found}, not {expected}", level[i]);
            }
        }
    }

    #[test]
    fn differences_of_shares_to_forty_digits() {
        let [x1, n1, x2, n2, level, low, high] =
            columns("share_differences.csv", [0, 1, 2, 3, 4, 5, 6]);
        for i in 0..low.len() {
            let first = (x1[i] as u64, n1[i] as u64);
            let second = (x2[i] as u64, n2[i] as u64);
            let found = newcombe_difference(first, second, level[i]).expect("possible");
            // Absolutely: a difference may be next to nought.
            let is_near =
                (found.low - low[i]).abs() <= 1e-12 && (found.high - high[i]).abs() <= 1e-12;
            assert!(is_near, "{first:?} − {second:?}: {found:?}, not {} to {}", low[i], high[i]);
        }
    }

    #[test]
    fn chances_of_exceeding_to_forty_digits() {
        let [prior_a, prior_b, x_b, n_b, x_a, n_a, expected] =
            columns("p_exceeds.csv", [0, 1, 2, 3, 4, 5, 6]);
        for i in 0..expected.len() {
            let prior = BetaRate::new(prior_a[i], prior_b[i]).expect("positive");
            let rate = |x: f64, n: f64| prior.updated(x as u64, n as u64).expect("possible counts");
            let (b, a) = (rate(x_b[i], n_b[i]), rate(x_a[i], n_a[i]));
            let (found, converse) = (p_exceeds(b, a), p_exceeds(a, b));
            // As a share even of the rarest that a figure shows.
            let is_near = (found - expected[i]).abs() <= 1e-9 * expected[i].max(1e-20);
            assert!(is_near, "{b:?} above {a:?}: {found}, not {}", expected[i]);
            assert!((found + converse - 1.0).abs() <= 1e-11, "{b:?} and {a:?}");
        }
    }

    #[track_caller]
    fn check_exceeds(a: (u64, u64), b: (u64, u64), expected: f64) {
        let rate = |(x, n)| BetaRate::UNIFORM.updated(x, n).expect("possible counts");
        let p = p_exceeds(rate(b), rate(a));
        assert!((p - expected).abs() < 1e-9, "{p}, expected {expected}");
        assert!((p + p_exceeds(rate(a), rate(b)) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn chance_of_exceeding_as_published() {
        check_exceeds((200, 1000), (250, 1000), 0.996_283_329_1);
        check_exceeds((50, 500), (65, 500), 0.930_839_568_4);
        check_exceeds((3, 20), (7, 25), 0.836_181_204_8);
    }

    #[test]
    fn a_rate_exceeds_its_like_half_of_the_time() {
        for (a, b) in [(0.2, 0.3), (0.5, 30.0), (1.0, 1.0), (2e4, 1e5)] {
            let rate = BetaRate::new(a, b).expect("positive");
            assert!((p_exceeds(rate, rate) - 0.5).abs() < 1e-9, "{rate:?}");
        }
    }
}
