//! Every Beta(α, β) the groups may come from, with its weight. Equations in [`crate::pooling`].
//!
//! The grid follows the ridge: for each strength its own range of means. Strengths lie dense about the
//! peak and ever wider in the tails (a hyperbolic sine), which may be far longer than the peak is wide.
//! Both directions are summed by the trapezoid rule, which is exact far beyond need for a smooth bump
//! followed into its tails.

use super::likelihood::Likelihood;
use super::{
    GroupCount, LOGIT_REACH, PoolingError, RateMixture, STRENGTH_LIMITS, check, is_mixed,
    parameters,
};
use crate::beta_rate::{BetaRate, RateError};
use crate::root::find_root;

/// The grid ends where the density is e^−20 of its peak.
const DEPTH: f64 = 20.0;
/// Strengths up to this are always reckoned with.
const LEAST_REACH: f64 = 1e5;
const N_STRENGTHS: usize = 32;
const N_MEANS: usize = 20;
/// Points that weigh less than this part of the heaviest are left out.
const NEGLIGIBLE: f64 = 1e-9;

/// What all groups together tell of the population they come from, and through it of each of them.
#[derive(Debug, Clone, PartialEq)]
pub struct PooledRates {
    points: Vec<(BetaRate, f64)>,
}

impl PooledRates {
    /// From the counts of all groups; groups without trials are passed over.
    ///
    /// # Errors
    /// [`PoolingError`] for too few groups or impossible counts, [`PoolingError::AllOrNothing`] unless
    /// some group has both successes and failures (the posterior would not be one).
    pub fn fit(groups: &[GroupCount]) -> Result<Self, PoolingError> {
        let groups = check(groups)?;
        if !groups.iter().any(is_mixed) {
            return Err(PoolingError::AllOrNothing);
        }
        let density = Density(Likelihood::new(&groups));
        // Beyond ten times the largest group nothing tells strengths apart but the prior's thin tail.
        let largest = groups.iter().map(|g| g.n_trials).max().unwrap_or(0) as f64;
        let strongest = (10.0 * largest).clamp(LEAST_REACH, STRENGTH_LIMITS.1).ln();
        let weakest = STRENGTH_LIMITS.0.ln();
        let peak_strength = find_root(|v| density.slope_along_ridge(v), weakest, strongest);
        let peak = density.ln_at(density.best_mean(peak_strength), peak_strength);
        let is_deep = |v: f64| density.ln_at(density.best_mean(v), v) < peak - DEPTH;
        let low = end_of(is_deep, peak_strength, weakest);
        let high = end_of(is_deep, peak_strength, strongest);
        let mut points = Vec::with_capacity(N_STRENGTHS * N_MEANS);
        let width_of_peak = density.sd_along_ridge(peak_strength);
        let places = [low, high].map(|end| ((end - peak_strength) / width_of_peak).asinh());
        for place in even_steps(places[0], places[1], N_STRENGTHS) {
            let ln_strength = peak_strength + width_of_peak * place.sinh();
            let middle = density.best_mean(ln_strength);
            let floor = density.ln_at(middle, ln_strength) - DEPTH;
            let is_deep = |u: f64| density.ln_at(u, ln_strength) < floor;
            let ends = [-LOGIT_REACH, LOGIT_REACH].map(|limit| end_of(is_deep, middle, limit));
            // Where the tail is cut off and not at its end, the last step counts half.
            let is_end = place == places[0] || place == places[1];
            let width = (ends[1] - ends[0]) * place.cosh() * if is_end { 0.5 } else { 1.0 };
            for logit_mean in even_steps(ends[0], ends[1], N_MEANS) {
                let weight = width * (density.ln_at(logit_mean, ln_strength) - peak).exp();
                let (a, b) = parameters(logit_mean, ln_strength);
                if let Ok(rate) = BetaRate::new(a, b) {
                    points.push((rate, weight));
                }
            }
        }
        let heaviest = points.iter().map(|p| p.1).fold(0.0, f64::max);
        points.retain(|p| p.1 > NEGLIGIBLE * heaviest);
        let sum: f64 = points.iter().map(|p| p.1).sum();
        points.iter_mut().for_each(|p| p.1 /= sum);
        Ok(PooledRates { points })
    }

    /// Posterior means of α and β. They hang on the far tail where groups hardly differ (it ends at a
    /// strength of 100,000 or ten times the largest group); what is said of rates does not.
    pub fn mean_parameters(&self) -> (f64, f64) {
        self.points
            .iter()
            .fold((0.0, 0.0), |(a, b), (rate, w)| (a + w * rate.a(), b + w * rate.b()))
    }

    /// Median of α + β: how many observations belonging to the population weighs for each group.
    pub fn median_strength(&self) -> f64 {
        let mut strengths: Vec<(f64, f64)> =
            self.points.iter().map(|(rate, w)| (rate.strength(), *w)).collect();
        strengths.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut below = 0.0;
        let median = strengths.iter().find(|(_, w)| {
            below += w;
            below >= 0.5
        });
        median.map_or(f64::NAN, |(strength, _)| *strength)
    }

    /// The rate of a group that has not been seen: an event of next month, say.
    pub fn of_new_group(&self) -> RateMixture {
        RateMixture::new(self.points.clone())
    }

    /// The rate of one of the groups that were fitted, by its counts. (Of a group that was not among
    /// them too, where it is one of many and hardly moves the population.)
    ///
    /// # Errors
    /// [`RateError::MoreThanAll`] where there are more successes than trials.
    pub fn of_group(&self, group: GroupCount) -> Result<RateMixture, RateError> {
        let update = |&(rate, w): &(BetaRate, f64)| {
            Ok((rate.updated(group.n_successes, group.n_trials)?, w))
        };
        Ok(RateMixture::new(self.points.iter().map(update).collect::<Result<_, _>>()?))
    }
}

/// Posterior density over logit of the mean and ln of the strength: L·αβ·(α + β)^(−5/2).
struct Density(Likelihood);

impl Density {
    fn ln_at(&self, logit_mean: f64, ln_strength: f64) -> f64 {
        let (a, b) = parameters(logit_mean, ln_strength);
        self.0.ln_at(logit_mean, ln_strength) + a.ln() + b.ln() - 2.5 * ln_strength
    }

    fn best_mean(&self, ln_strength: f64) -> f64 {
        let slope = |u: f64| {
            // d/du of ln αβ is 1 − 2·mean.
            self.0.gradient(u, ln_strength).0 + 1.0 - 2.0 * crate::incomplete_beta::sigmoid(u)
        };
        find_root(slope, -LOGIT_REACH, LOGIT_REACH)
    }

    /// How wide the peak is, from its curvature.
    fn sd_along_ridge(&self, ln_strength: f64) -> f64 {
        let h = 0.05;
        let fall =
            self.slope_along_ridge(ln_strength - h) - self.slope_along_ridge(ln_strength + h);
        (fall / (2.0 * h)).max(0.04).sqrt().recip()
    }

    fn slope_along_ridge(&self, ln_strength: f64) -> f64 {
        self.0.gradient(self.best_mean(ln_strength), ln_strength).1 - 0.5
    }
}

/// From the peak outwards to where the density is deep, in growing steps; at most to the limit.
fn end_of(is_deep: impl Fn(f64) -> bool, peak: f64, limit: f64) -> f64 {
    let sign = (limit - peak).signum();
    let mut step = 1e-3;
    let mut place = peak;
    while (limit - place) * sign > 0.0 && !is_deep(place) {
        place += sign * step;
        step *= 1.3;
    }
    if (limit - place) * sign > 0.0 { place } else { limit }
}

fn even_steps(low: f64, high: f64, n: usize) -> impl Iterator<Item = f64> {
    let at = move |i: usize| low + (high - low) * i as f64 / (n - 1) as f64;
    (0..n).map(move |i| if i + 1 == n { high } else { at(i) })
}
