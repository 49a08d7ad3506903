//! How much values vary within and between groups: variance components by the method of moments, for
//! groups of unequal size. Equations and source in [`crate::cycle`].

/// With fewer degrees of freedom within groups, what is within and what is between cannot be told apart.
const MIN_REPEATS: usize = 10;

pub(super) struct Components {
    pub(super) mean: f64,
    /// Variance of the mean as an estimate.
    pub(super) mean_variance: f64,
    pub(super) within: f64,
    pub(super) between: f64,
}

impl Components {
    /// At least two values in all, no group empty. The variance within is never below `least_within`.
    /// Where fewer than ten values are repeats in their group, or there is one group only, all variance
    /// counts as within.
    pub(super) fn estimate(groups: &[Vec<f64>], least_within: f64) -> Self {
        let n_all: usize = groups.iter().map(Vec::len).sum();
        let (n, n_groups) = (n_all as f64, groups.len() as f64);
        let grand_mean = groups.iter().flatten().sum::<f64>() / n;
        let means: Vec<f64> =
            groups.iter().map(|g| g.iter().sum::<f64>() / g.len() as f64).collect();
        let mut squares_within = 0.0;
        let mut squares_between = 0.0;
        for (group, mean) in groups.iter().zip(&means) {
            squares_within += group.iter().map(|y| (y - mean) * (y - mean)).sum::<f64>();
            squares_between += group.len() as f64 * (mean - grand_mean) * (mean - grand_mean);
        }
        let (within, between) = if n_all - groups.len() < MIN_REPEATS || groups.len() < 2 {
            ((squares_within + squares_between) / (n - 1.0), 0.0)
        } else {
            let within = squares_within / (n - n_groups);
            let squared_sizes: f64 = groups.iter().map(|g| (g.len() * g.len()) as f64).sum();
            let usual_size = (n - squared_sizes / n) / (n_groups - 1.0);
            let between = (squares_between / (n_groups - 1.0) - within) / usual_size;
            (within, between.max(0.0))
        };
        let within = within.max(least_within);
        let weight = |group: &Vec<f64>| 1.0 / (between + within / group.len() as f64);
        let all_weight: f64 = groups.iter().map(weight).sum();
        let weighted: f64 = groups.iter().zip(&means).map(|(g, mean)| weight(g) * mean).sum();
        Components { mean: weighted / all_weight, mean_variance: 1.0 / all_weight, within, between }
    }
}
