//! What the day does to a rate: logit r′ = logit r + δ + σ·z, z ~ N(0, 1) common to everybody on that day.
//!
//! Events of one rate r differ from day to day: their rates spread about r with variance ρ·r(1 − r), ρ the
//! correlation of people within one event (Williams 1982, *Applied Statistics* 31, 144). A σ that is the same
//! for every rate says so at one half only, and without δ the day would draw the mean towards one half. So δ
//! and σ are found for each rate once: averaged over what is not known of the rate, Beta with mean m and
//! variance V, and over the day, r′ has the mean m and the variance V + ρ·(m(1 − m) − V), that of all events
//! (law of total variance).
//!
//! Both averages are sums over equal steps, of the rate on the logit scale and of z: for such smooth, falling
//! integrands the error falls exponentially with the step (Trefethen & Weideman 2014, *SIAM Review* 56, 385).

use crate::beta_rate::BetaRate;
use crate::incomplete_beta::{logit, sigmoid};

/// How the day moves one rate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DayShift {
    centre: f64,
    sd: f64,
}

/// A rate weaker than this at one end is all or nothing, which no shift on the logit scale can widen.
const LEAST_PARAMETER: f64 = 0.05;
/// Shifts wider than this leave nothing but 0 and 1.
const MOST_SD: f64 = 20.0;
/// The mean and the mean square are met to this part of m(1 − m).
const TOLERANCE: f64 = 1e-9;
const MOST_STEPS: usize = 60;
const MOST_HALVINGS: usize = 30;
/// Steps of z, and as many of them either way: 6 standard deviations.
const Z_STEP: f64 = 0.375;
const N_Z_EITHER_WAY: i32 = 16;
/// Steps of the logit of a rate, at least and at most so many; at most this wide if that many suffice.
const N_RATE_STEPS: (usize, usize) = (48, 400);
const RATE_STEP: f64 = 1.5;
/// Where the density of the rate is below e^−16 of its peak, nothing is left.
const LN_NOTHING: f64 = 16.0;

impl Default for DayShift {
    /// By the day's own shift and no further: δ = 0, σ = 1.
    fn default() -> Self {
        DayShift { centre: 0.0, sd: 1.0 }
    }
}

impl DayShift {
    /// The day leaves the rate as it is.
    pub const NONE: DayShift = DayShift { centre: 0.0, sd: 0.0 };

    /// As events differ whose people correlate by `rho` (0–1), z being the day's luck in standard deviations.
    /// A rate that is all or nothing (a parameter below 0.05) is moved as if its mean were known; ρ = 0, or no
    /// number, moves nothing.
    pub fn between_events(rate: BetaRate, rho: f64) -> Self {
        if !(rho > 0.0 && rho < 1.0) {
            return Self::NONE;
        }
        let is_spread = rate.a().min(rate.b()) >= LEAST_PARAMETER;
        let spread = || is_spread.then(|| find(&points_of_rate(rate), rho)).flatten();
        let at_mean = || find(&[(logit(rate.mean()), 1.0)], rho);
        spread().or_else(at_mean).unwrap_or(Self::NONE)
    }

    /// δ: where the middle day has the rate, on the logit scale.
    pub fn centre(self) -> f64 {
        self.centre
    }

    /// σ: one standard deviation of the day, on the logit scale.
    pub fn sd(self) -> f64 {
        self.sd
    }

    /// The rate on a day of this luck. 0 and 1 stay.
    pub fn apply(self, rate: f64, luck: f64) -> f64 {
        let shift = self.centre + self.sd * luck;
        if shift == 0.0 { rate } else { sigmoid(logit(rate) + shift) }
    }
}

/// Logits of the rate in equal steps, each with its weight; the weights sum to 1.
fn points_of_rate(rate: BetaRate) -> Vec<(f64, f64)> {
    let (a, b) = (rate.a(), rate.b());
    // Of the logit u: r^a·(1 − r)^b, up to a factor; it has one peak and falls to both sides.
    let ln_density = |u: f64| -a * ln_1p_exp(-u) - b * ln_1p_exp(u);
    let mode = (a / b).ln();
    let peak = ln_density(mode);
    let reach = |side: f64| {
        let mut far = 0.1 * (1.0 / a + 1.0 / b).sqrt();
        while peak - ln_density(mode + side * far) < LN_NOTHING {
            far *= 1.5;
        }
        far
    };
    let (low, high) = (mode - reach(-1.0), mode + reach(1.0));
    let n_steps = (((high - low) / RATE_STEP) as usize).clamp(N_RATE_STEPS.0, N_RATE_STEPS.1);
    let step = (high - low) / n_steps as f64;
    let point = |place: usize| {
        let u = low + step * place as f64;
        (u, (ln_density(u) - peak).exp())
    };
    normed((0..=n_steps).map(point).collect())
}

fn points_of_luck() -> Vec<(f64, f64)> {
    let point = |place: i32| {
        let z = Z_STEP * f64::from(place);
        (z, (-0.5 * z * z).exp())
    };
    normed((-N_Z_EITHER_WAY..=N_Z_EITHER_WAY).map(point).collect())
}

fn normed(mut points: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    let sum: f64 = points.iter().map(|(_, weight)| weight).sum();
    points.iter_mut().for_each(|(_, weight)| *weight /= sum);
    points
}

/// ln(1 + e^t).
fn ln_1p_exp(t: f64) -> f64 {
    t.max(0.0) + (-t.abs()).exp().ln_1p()
}

/// Mean and mean square of the rate on its day, each with its slopes along δ and σ.
struct Moments {
    mean: [f64; 3],
    square: [f64; 3],
}

impl Moments {
    fn of(shift: DayShift, rate: &[(f64, f64)], luck: &[(f64, f64)]) -> Self {
        let (mut mean, mut square) = ([0.0; 3], [0.0; 3]);
        for (u, of_rate) in rate {
            for (z, of_day) in luck {
                let r = sigmoid(u + shift.centre + shift.sd * z);
                let weight = of_rate * of_day;
                let slope = weight * r * (1.0 - r);
                mean[0] += weight * r;
                mean[1] += slope;
                mean[2] += slope * z;
                square[0] += weight * r * r;
                square[1] += 2.0 * slope * r;
                square[2] += 2.0 * slope * r * z;
            }
        }
        Moments { mean, square }
    }

    fn off(&self, (mean, square): (f64, f64)) -> f64 {
        (self.mean[0] - mean).abs() + (self.square[0] - square).abs()
    }

    /// Newton's step of δ and σ towards this mean and mean square.
    fn step_to(&self, (mean, square): (f64, f64)) -> (f64, f64) {
        let (off_mean, off_square) = (self.mean[0] - mean, self.square[0] - square);
        let [_, mean_by_centre, mean_by_sd] = self.mean;
        let [_, square_by_centre, square_by_sd] = self.square;
        let determinant = mean_by_centre * square_by_sd - mean_by_sd * square_by_centre;
        let centre = (mean_by_sd * off_square - square_by_sd * off_mean) / determinant;
        let sd = (square_by_centre * off_mean - mean_by_centre * off_square) / determinant;
        (centre, sd)
    }
}

/// The shift that leaves the mean and spreads the rates at these points by ρ. `None`: none was found.
fn find(rate: &[(f64, f64)], rho: f64) -> Option<DayShift> {
    let luck = points_of_luck();
    let unmoved = Moments::of(DayShift::NONE, rate, &[(0.0, 1.0)]);
    let (mean, square) = (unmoved.mean[0], unmoved.square[0]);
    // V + ρ·(m(1 − m) − V) + m², with V = E[r²] − m².
    let wanted = (mean, square + rho * (mean - square));
    let even = mean * (1.0 - mean);
    // Right for a small ρ, and for a rate next to 0 or 1.
    let variance = (rho / even).ln_1p();
    let mut shift = DayShift { centre: -0.5 * variance * (1.0 - 2.0 * mean), sd: variance.sqrt() };
    let mut moments = Moments::of(shift, rate, &luck);
    for _ in 0..MOST_STEPS {
        let off = moments.off(wanted);
        if off <= TOLERANCE * even {
            return (shift.sd <= MOST_SD).then_some(shift);
        }
        let (centre, sd) = moments.step_to(wanted);
        // Newton's step, halved until it brings the two nearer.
        let mut part = 1.0;
        let nearer = (0..MOST_HALVINGS).find_map(|_| {
            let next = DayShift { centre: shift.centre + part * centre, sd: shift.sd + part * sd };
            part *= 0.5;
            let found = (next.sd > 0.0).then(|| Moments::of(next, rate, &luck))?;
            (found.off(wanted) < off).then_some((next, found))
        });
        (shift, moments) = nearer?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::funnel::{EventShock, FunnelInput};
    use crate::uncertain_overbooking::UncertainTurnOut;

    fn rate(mean: f64, strength: f64) -> BetaRate {
        BetaRate::from_point(mean, strength).expect("between 0 and 1")
    }

    /// Mean and variance of a known rate over the days, by the midpoint rule on 16,000 luck values.
    fn over_days(shift: DayShift, rate: f64) -> (f64, f64) {
        let luck = (0..16_000).map(|place| -8.0 + (f64::from(place) + 0.5) / 1_000.0);
        let (mut sum, mut mean, mut square) = (0.0, 0.0, 0.0);
        for z in luck {
            let (weight, r) = ((-0.5 * z * z).exp(), shift.apply(rate, z));
            sum += weight;
            mean += weight * r;
            square += weight * r * r;
        }
        mean /= sum;
        (mean, square / sum - mean * mean)
    }

    #[test]
    fn the_mean_stays_and_the_variance_is_that_between_events() {
        for mean in [0.1, 0.5, 0.8] {
            for rho in [0.01, 0.1, 0.5] {
                let shift = DayShift::between_events(rate(mean, 1e7), rho);
                let (found, variance) = over_days(shift, mean);
                assert!((found - mean).abs() < 1e-5, "{mean} {rho}: {found}");
                let part = variance / (rho * mean * (1.0 - mean));
                assert!((part - 1.0).abs() < 1e-3, "{mean} {rho}: {part}");
            }
        }
    }

    /// δ and σ by a program of its own. At one half a small ρ needs about σ = √(ρ/¼), and no δ.
    #[test]
    fn shifts_worked_out_elsewhere() {
        let known = [
            (0.5, 0.01, 0.0, 0.2020),
            (0.5, 0.1, 0.0, 0.7007),
            (0.1, 0.1, -0.3973, 1.0442),
            (0.8, 0.01, 0.0187, 0.2512),
            (0.8, 0.1, 0.1927, 0.8413),
            (0.167, 0.1, -0.2388, 0.8886),
        ];
        for (mean, rho, centre, sd) in known {
            let found = DayShift::between_events(rate(mean, 1e6), rho);
            assert!((found.centre() - centre).abs() < 2e-4, "{mean} {rho}: {found:?}");
            assert!((found.sd() - sd).abs() < 2e-4, "{mean} {rho}: {found:?}");
        }
        let mirrored = DayShift::between_events(rate(0.2, 27.0), 0.1);
        let other = DayShift::between_events(rate(0.8, 27.0), 0.1);
        assert!((mirrored.centre() + other.centre()).abs() < 1e-6, "{mirrored:?} {other:?}");
        assert!((mirrored.sd() - other.sd()).abs() < 1e-6, "{mirrored:?} {other:?}");
    }

    /// Of 27 observations, ρ = 0.1: V = p(1 − p)/28, in all p(1 − p)·(1 + 0.1·27)/28.
    #[test]
    fn what_is_not_known_of_the_rate_is_counted_once() {
        let unsure = rate(0.167, 27.0);
        let day = EventShock { turn_out_sd: 1.0, ordering_sd: 1.0 };
        let mut input = FunnelInput::new(day);
        let (register, order) = (input.add_rate(rate(0.5, 1e6)), input.add_rate(rate(0.5, 1e6)));
        let come = input.add_rate_on_day(unsure, DayShift::between_events(unsure, 0.1));
        input.add_group(100, [register, come, order]).expect("rates of this input");
        let found = UncertainTurnOut::of_funnel(&input, 40_000, 3).expect("valid").expect("people");
        let rates = found.rates();
        let n = rates.len() as f64;
        let mean = rates.iter().sum::<f64>() / n;
        let variance = rates.iter().map(|r| (r - mean).powi(2)).sum::<f64>() / n;
        let expected = 0.167 * 0.833 * 3.7 / 28.0;
        assert!((mean - 0.167).abs() < 4.5 * (expected / n).sqrt(), "{mean}");
        assert!((variance / expected - 1.0).abs() < 0.05, "{variance}, expected {expected}");
    }

    #[test]
    fn without_correlation_and_at_the_ends_nothing_moves() {
        for rho in [0.0, -0.1, 1.0, f64::NAN] {
            assert_eq!(DayShift::between_events(rate(0.3, 20.0), rho), DayShift::NONE, "{rho}");
        }
        assert_eq!(DayShift::NONE.apply(0.3, 2.5), 0.3);
        let shift = DayShift::between_events(rate(0.3, 20.0), 0.1);
        for luck in [-3.0, 0.0, 3.0] {
            assert_eq!((shift.apply(0.0, luck), shift.apply(1.0, luck)), (0.0, 1.0));
        }
        // Next to nothing is next to nothing, and no rate is too odd.
        assert!(DayShift::between_events(rate(0.3, 20.0), 1e-9).sd() < 1e-3);
        for (mean, strength) in [(1e-4, 1e3), (0.9999, 1e3), (0.02, 0.3), (0.5, 0.2), (1e-9, 5.0)] {
            let found = DayShift::between_events(rate(mean, strength), 0.5);
            assert!(found.centre().is_finite() && found.sd() <= MOST_SD, "{mean}: {found:?}");
        }
    }

    /// One z moves every rate, each as far as its own events differ.
    #[test]
    fn a_good_day_is_good_for_everybody() {
        let day = EventShock { turn_out_sd: 1.0, ordering_sd: 1.0 };
        let shares = |own: f64| {
            let mut input = FunnelInput::new(day);
            let known = input.add_rate(rate(0.5, 1e9));
            let of = rate(own, 1e9);
            let come = input.add_rate_on_day(of, DayShift::between_events(of, 0.05));
            input.add_group(100, [known, come, known]).expect("rates of this input");
            let found = UncertainTurnOut::of_funnel(&input, 500, 8).expect("valid");
            found.expect("people").rates().to_vec()
        };
        let (few, many) = (shares(0.1), shares(0.7));
        let middle = |own: f64| DayShift::between_events(rate(own, 1e9), 0.05).apply(own, 0.0);
        let is_alike = |(a, b): (&f64, &f64)| (*a > middle(0.1)) == (*b > middle(0.7));
        let n_alike = few.iter().zip(&many).filter(|pair| is_alike(*pair)).count();
        // Rates drawn a hair beside their means turn the odd day next to the middle.
        assert!(n_alike >= 498, "{n_alike}");
    }
}
