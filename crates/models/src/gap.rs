//! How many clusters there are, if any: the gap statistic. Knows points only.
//!
//! Gap(k) = mean over B references of ln W*(k) − ln W(k), with W(k) the inertia of the data in k
//! clusters and W* that of points strewn evenly over the data's bounding box; s(k) = sd of ln W* (B in
//! the denominator)·√(1 + 1/B). The answer is the smallest k with Gap(k) ≥ Gap(k + 1) − s(k + 1): the
//! next cluster gains no more than it would where there are none. Tibshirani, Walther & Hastie (2001),
//! *J. R. Statist. Soc. B* 63, 411; references of their kind (a).

use crate::kmeans::{ClusterError, cluster};
use crate::points::Points;
use crate::stream::{Purpose, random_stream, sample_places};
use rand::RngExt;

/// How the search is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GapSettings {
    /// The largest number of clusters tried; the answer is below it.
    pub k_max: usize,
    /// B, the number of reference sets.
    pub n_references: usize,
    /// Starts of each k-means.
    pub n_starts: usize,
    /// Of more points than that a seeded sample is taken.
    pub max_points: usize,
}

impl Default for GapSettings {
    fn default() -> Self {
        GapSettings { k_max: 8, n_references: 20, n_starts: 5, max_points: 2000 }
    }
}

/// The statistic at one number of clusters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GapAt {
    /// Number of clusters.
    pub k: usize,
    /// Gap(k), in units of ln inertia.
    pub gap: f64,
    /// s(k), in the same unit: one standard error of the gap.
    pub error: f64,
}

/// What the search found.
#[derive(Debug, Clone, PartialEq)]
pub struct GapAnswer {
    /// Gap for k = 1, 2, …
    pub gaps: Vec<GapAt>,
    /// The number of clusters by the rule; 1 means that there are none to tell apart, None that no
    /// number tried fulfils it.
    pub k: Option<usize>,
    /// Points used: all, or the size of the sample.
    pub n_used: usize,
    /// Points there are.
    pub n_points: usize,
}

/// The search in small pieces, one k-means each, so that whoever runs it can yield or stop.
pub struct GapSearch {
    data: Points,
    n_points: usize,
    k_max: usize,
    settings: GapSettings,
    seed: u64,
    /// The set at work: 0 the data, then the references.
    set: usize,
    reference: Option<Points>,
    /// ln W for every set and every k from 1 on.
    logs: Vec<Vec<f64>>,
}

impl GapSearch {
    /// Ready to start. `k_max` is lowered to one less than the number of different points, and raised
    /// to 2; at least two references are made.
    ///
    /// # Errors
    /// [`ClusterError::TooFewDistinct`] for fewer than three different points.
    pub fn new(points: &Points, settings: GapSettings, seed: u64) -> Result<Self, ClusterError> {
        let n_points = points.n_points();
        let stream = &mut random_stream(seed, 0, Purpose::GapSample);
        let data = if n_points <= settings.max_points {
            points.clone()
        } else {
            points.pick(&sample_places(n_points, settings.max_points.max(1), stream))
        };
        let n_distinct = data.n_distinct(settings.k_max.max(2) + 1);
        if n_distinct < 3 {
            return Err(ClusterError::TooFewDistinct { n_distinct, k: 3 });
        }
        let k_max = settings.k_max.clamp(2, n_distinct - 1);
        let n_references = settings.n_references.max(2);
        let settings = GapSettings { n_references, ..settings };
        let (set, reference, logs) = (0, None, vec![Vec::new()]);
        Ok(GapSearch { data, n_points, k_max, settings, seed, set, reference, logs })
    }

    /// One k-means; false once all is done.
    pub fn step(&mut self) -> bool {
        if self.set > self.settings.n_references {
            return false;
        }
        let set_points = self.reference.as_ref().unwrap_or(&self.data);
        let k = self.logs[self.set].len() + 1;
        let seed = self.seed.wrapping_add(self.set as u64);
        // More different points than clusters in every set: W is there, and not zero.
        let inertia =
            cluster(set_points, k, self.settings.n_starts, seed).map_or(0.0, |c| c.inertia);
        self.logs[self.set].push(inertia.max(f64::MIN_POSITIVE).ln());
        if k == self.k_max {
            self.set += 1;
            if self.set <= self.settings.n_references {
                self.reference = Some(strew_evenly(&self.data, self.seed, self.set));
                self.logs.push(Vec::new());
            }
        }
        self.set <= self.settings.n_references
    }

    /// Clusterings done, and how many there are to be.
    pub fn progress(&self) -> (usize, usize) {
        let n_done = self.logs.iter().map(Vec::len).sum();
        (n_done, self.k_max * (self.settings.n_references + 1))
    }

    /// What was found; None before all is done.
    pub fn answer(&self) -> Option<GapAnswer> {
        if self.set <= self.settings.n_references {
            return None;
        }
        let (of_data, of_references) = self.logs.split_first()?;
        let n = of_references.len() as f64;
        let gap_at = |(at, log): (usize, &f64)| {
            let mean = of_references.iter().map(|logs| logs[at]).sum::<f64>() / n;
            let squares = of_references.iter().map(|logs| (logs[at] - mean).powi(2));
            let error = (squares.sum::<f64>() / n * (1.0 + 1.0 / n)).sqrt();
            GapAt { k: at + 1, gap: mean - log, error }
        };
        let gaps: Vec<GapAt> = of_data.iter().enumerate().map(gap_at).collect();
        let is_enough = |pair: &&[GapAt]| pair[0].gap >= pair[1].gap - pair[1].error;
        let k = gaps.windows(2).find(is_enough).map(|pair| pair[0].k);
        Some(GapAnswer { gaps, k, n_used: self.data.n_points(), n_points: self.n_points })
    }
}

/// The search in one go.
///
/// # Errors
/// As [`GapSearch::new`].
pub fn find_n_clusters(
    points: &Points,
    settings: GapSettings,
    seed: u64,
) -> Result<GapAnswer, ClusterError> {
    let mut search = GapSearch::new(points, settings, seed)?;
    while search.step() {}
    // All is done, so there is an answer.
    search.answer().ok_or(ClusterError::NoClusters)
}

/// As many points as the data has, uniform over its bounding box.
fn strew_evenly(data: &Points, seed: u64, set: usize) -> Points {
    let mut low = data.point(0).to_vec();
    let mut high = low.clone();
    for point in data {
        for ((low, high), &x) in low.iter_mut().zip(&mut high).zip(point) {
            *low = low.min(x);
            *high = high.max(x);
        }
    }
    let mut stream = random_stream(seed, set, Purpose::GapReference);
    let mut coordinates = Vec::with_capacity(data.n_points() * data.n_dimensions());
    for _ in 0..data.n_points() {
        for (low, high) in low.iter().zip(&high) {
            coordinates.push(low + (high - low) * stream.random::<f64>());
        }
    }
    Points::of_coordinates(coordinates, data.n_dimensions())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_data::columns;

    #[test]
    fn ruspini_has_four_as_published() {
        let points = Points::from_columns(&columns("ruspini.csv", [1, 2])).expect("75 points");
        for seed in 0..3 {
            let answer = find_n_clusters(&points, GapSettings::default(), seed).expect("enough");
            assert_eq!((answer.k, answer.n_used, answer.n_points), (Some(4), 75, 75));
        }
    }

    #[test]
    fn evenly_strewn_points_are_one_cluster() {
        let axes = Points::from_columns(&[[0.0, 1.0], [0.0, 1.0]]).expect("a square");
        let corners: Vec<usize> = (0..2).cycle().take(120).collect();
        let even = strew_evenly(&axes.pick(&corners), 5, 1);
        let answer = find_n_clusters(&even, GapSettings::default(), 5).expect("enough");
        assert_eq!(answer.k, Some(1));
    }

    #[test]
    fn in_pieces_and_from_a_sample() {
        let points = Points::from_columns(&columns("ruspini.csv", [1, 2])).expect("75 points");
        let settings = GapSettings { k_max: 3, n_references: 2, n_starts: 1, max_points: 50 };
        let mut search = GapSearch::new(&points, settings, 1).expect("enough");
        let mut n_steps = 0;
        while search.step() {
            assert_eq!(search.answer(), None);
            n_steps += 1;
            assert_eq!(search.progress(), (n_steps, 9));
        }
        let answer = search.answer().expect("all is done");
        assert_eq!((n_steps, answer.gaps.len()), (8, 3));
        assert_eq!((answer.n_used, answer.n_points), (50, 75));
        assert_eq!(find_n_clusters(&points, settings, 1), Ok(answer));
    }

    #[test]
    fn two_different_points_are_too_few() {
        let points = Points::from_columns(&[[1.0, 1.0, 2.0]]).expect("three points");
        let refused = find_n_clusters(&points, GapSettings::default(), 1);
        assert_eq!(refused, Err(ClusterError::TooFewDistinct { n_distinct: 2, k: 3 }));
        // With four different points, three clusters are the most that leave anything.
        let points = Points::from_columns(&[[1.0, 2.0, 4.0, 8.0]]).expect("four points");
        let answer = find_n_clusters(&points, GapSettings::default(), 1).expect("enough");
        assert_eq!(answer.gaps.len(), 3);
    }
}
