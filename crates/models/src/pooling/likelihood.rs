//! The beta-binomial likelihood of many groups, in the logit of their mean and ln of their strength.
//! Equation in [`crate::pooling`].

use super::{GroupCount, parameters};
use crate::incomplete_beta::ln_beta;
use statrs::function::gamma::{digamma, ln_gamma};
use std::collections::BTreeMap;

/// Like counts are summed up together: (value, how many groups have it).
type Tally = Vec<(f64, f64)>;

pub(super) struct Likelihood {
    n_groups: f64,
    successes: Tally,
    failures: Tally,
    trials: Tally,
}

impl Likelihood {
    pub(super) fn new(groups: &[GroupCount]) -> Self {
        let tally = |value: fn(&GroupCount) -> u64| {
            let mut n_groups_by_value = BTreeMap::<u64, f64>::new();
            for group in groups {
                *n_groups_by_value.entry(value(group)).or_default() += 1.0;
            }
            n_groups_by_value.into_iter().map(|(value, n)| (value as f64, n)).collect()
        };
        Likelihood {
            n_groups: groups.len() as f64,
            successes: tally(|g| g.n_successes),
            failures: tally(|g| g.n_trials - g.n_successes),
            trials: tally(|g| g.n_trials),
        }
    }

    /// ln L without the numbers of ways, which do not hang on the parameters.
    pub(super) fn ln_at(&self, logit_mean: f64, ln_strength: f64) -> f64 {
        let (a, b) = parameters(logit_mean, ln_strength);
        let sum = |tally: &Tally, parameter: f64| -> f64 {
            tally.iter().map(|&(value, n)| n * ln_gamma(parameter + value)).sum()
        };
        sum(&self.successes, a) + sum(&self.failures, b)
            - sum(&self.trials, a + b)
            - self.n_groups * ln_beta(a, b)
    }

    /// Slopes of ln L along the logit of the mean and along ln of the strength.
    pub(super) fn gradient(&self, logit_mean: f64, ln_strength: f64) -> (f64, f64) {
        let (a, b) = parameters(logit_mean, ln_strength);
        let sum = |tally: &Tally, parameter: f64| -> f64 {
            let at_none = digamma(parameter);
            tally
                .iter()
                .filter(|(value, _)| *value > 0.0)
                .map(|&(value, n)| n * (digamma(parameter + value) - at_none))
                .sum()
        };
        let (along_a, along_b) = (sum(&self.successes, a), sum(&self.failures, b));
        let along_mean = a * b / (a + b) * (along_a - along_b);
        let along_strength = a * along_a + b * along_b - (a + b) * sum(&self.trials, a + b);
        (along_mean, along_strength)
    }
}
