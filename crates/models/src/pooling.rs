//! Rates of many groups learnt together: each group's own counts, drawn towards what all groups show.
//! Knows counts only; what a group is (an event, a segment, a channel) is the caller's.
//!
//! yⱼ ~ Bin(nⱼ, θⱼ), θⱼ ~ Beta(α, β). Gelman et al., *Bayesian Data Analysis*, 3rd ed., 5.1–5.3.
//!
//! - Empirical Bayes takes one Beta(α, β) for certain, by moments of the shares or by the greatest
//!   likelihood Σ ln B(α + yⱼ, β + nⱼ − yⱼ) − ln B(α, β).
//! - The full posterior ([`PooledRates`]) keeps every (α, β) with its weight, under the prior
//!   p(α, β) ∝ (α + β)^(−5/2), on a grid over logit of the mean and ln of the strength.

use crate::beta_rate::BetaRate;
use crate::incomplete_beta::sigmoid;
use crate::root::find_root;

mod likelihood;
mod mixture;
mod posterior;
#[cfg(test)]
mod tests;

use likelihood::Likelihood;

pub use mixture::RateMixture;
pub use posterior::PooledRates;

/// With fewer groups the difference between them cannot be told from chance within them.
pub const MIN_GROUPS: usize = 3;

/// The least and the most that a group may weigh, as α + β.
const STRENGTH_LIMITS: (f64, f64) = (1e-6, 1e7);

/// What was seen in one group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GroupCount {
    /// How many did it.
    pub n_successes: u64,
    /// How many could have.
    pub n_trials: u64,
}

/// Why groups cannot be pooled.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum PoolingError {
    /// Too few groups with any trial.
    #[error("{n_groups} groups with trials are too few to pool, {needed} are needed")]
    TooFewGroups {
        /// Groups with trials.
        n_groups: usize,
        /// [`MIN_GROUPS`].
        needed: usize,
    },
    /// More successes than trials.
    #[error("group {group} counts {n_successes} of {n_trials}, which cannot be")]
    MoreThanAll {
        /// Place of the group, from 0.
        group: usize,
        /// Successes given.
        n_successes: u64,
        /// Trials given.
        n_trials: u64,
    },
    /// The groups differ by no more than chance: no finite strength fits better than one rate for all.
    #[error("the groups differ by no more than chance: treat them as one group")]
    NoDifference,
    /// Every group is all or nothing, so that no common level shows.
    #[error("in every group all or none succeeded: at least one group with both is needed")]
    AllOrNothing,
}

/// Beta(α, β) with the mean and standard deviation of the groups' shares, each group counting the same
/// whatever its size: simple and rough, it takes chance within groups for difference between them.
/// Standard deviation with n − 1.
///
/// # Errors
/// [`PoolingError`] for too few groups, impossible counts, groups that are all alike or all 0 and 1.
pub fn fit_moments(groups: &[GroupCount]) -> Result<BetaRate, PoolingError> {
    let groups = check(groups)?;
    let shares: Vec<f64> =
        groups.iter().map(|g| g.n_successes as f64 / g.n_trials as f64).collect();
    let n = shares.len() as f64;
    let mean = shares.iter().sum::<f64>() / n;
    let variance = shares.iter().map(|s| (s - mean).powi(2)).sum::<f64>() / (n - 1.0);
    let strength = mean * (1.0 - mean) / variance - 1.0;
    if variance <= 0.0 || strength > STRENGTH_LIMITS.1 {
        return Err(PoolingError::NoDifference);
    }
    BetaRate::new(mean * strength, (1.0 - mean) * strength).map_err(|_| PoolingError::AllOrNothing)
}

/// Beta(α, β) of the greatest likelihood.
///
/// # Errors
/// [`PoolingError`] for too few groups or impossible counts, [`PoolingError::NoDifference`] where the
/// likelihood still rises at a strength of ten million, [`PoolingError::AllOrNothing`] where it still
/// rises towards none.
pub fn fit_likelihood(groups: &[GroupCount]) -> Result<BetaRate, PoolingError> {
    let groups = check(groups)?;
    let likelihood = Likelihood::new(&groups);
    let (weakest, strongest) = (STRENGTH_LIMITS.0.ln(), STRENGTH_LIMITS.1.ln());
    // The best mean for a given strength, then the strength whose slope along that ridge is 0.
    let ridge = |ln_strength: f64| {
        find_root(|t| likelihood.gradient(t, ln_strength).0, -LOGIT_REACH, LOGIT_REACH)
    };
    let slope = |ln_strength: f64| likelihood.gradient(ridge(ln_strength), ln_strength).1;
    if !groups.iter().any(is_mixed) || slope(weakest) <= 0.0 {
        return Err(PoolingError::AllOrNothing);
    }
    if slope(strongest) > 0.0 || !differ_beyond_chance(&groups) {
        return Err(PoolingError::NoDifference);
    }
    let ln_strength = find_root(slope, weakest, strongest);
    let (a, b) = parameters(ridge(ln_strength), ln_strength);
    BetaRate::new(a, b).map_err(|_| PoolingError::AllOrNothing)
}

/// How far from an even chance the mean of the groups is looked for, on the logit scale.
const LOGIT_REACH: f64 = 25.0;

/// α and β of a mean (as its logit) and a strength (as its logarithm).
fn parameters(logit_mean: f64, ln_strength: f64) -> (f64, f64) {
    let strength = ln_strength.exp();
    (strength * sigmoid(logit_mean), strength * sigmoid(-logit_mean))
}

/// The groups with any trial.
fn check(groups: &[GroupCount]) -> Result<Vec<GroupCount>, PoolingError> {
    for (group, &GroupCount { n_successes, n_trials }) in groups.iter().enumerate() {
        if n_successes > n_trials {
            return Err(PoolingError::MoreThanAll { group, n_successes, n_trials });
        }
    }
    let known: Vec<GroupCount> = groups.iter().copied().filter(|g| g.n_trials > 0).collect();
    if known.len() < MIN_GROUPS {
        return Err(PoolingError::TooFewGroups { n_groups: known.len(), needed: MIN_GROUPS });
    }
    Ok(known)
}

fn is_mixed(group: &GroupCount) -> bool {
    group.n_successes > 0 && group.n_successes < group.n_trials
}

/// Whether the likelihood has its peak at a finite strength. Near infinite strength ln L behaves like
/// D/(2s) with D = Σ (y − np)² − np(1 − p), up to a factor: a peak lies below where D > 0 (Tarone 1979,
/// *Biometrika* 66, 585). Asked for beside the slope, which near the limit is as small as rounding.
fn differ_beyond_chance(groups: &[GroupCount]) -> bool {
    let (n_successes, n_trials) = groups
        .iter()
        .fold((0.0, 0.0), |(y, n), g| (y + g.n_successes as f64, n + g.n_trials as f64));
    let p = n_successes / n_trials;
    let excess: f64 = groups
        .iter()
        .map(|g| {
            let (y, n) = (g.n_successes as f64, g.n_trials as f64);
            (y - n * p).powi(2) / (p * (1.0 - p)) - n
        })
        .sum();
    excess > 0.0
}
