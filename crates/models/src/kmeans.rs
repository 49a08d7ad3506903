//! Groups of points that lie close together: k-means, the best of many seeded starts. Knows points
//! only; make columns comparable before, with [`crate::standardise`].
//!
//! Minimises the inertia Σ ‖xᵢ − c(xᵢ)‖² over k centres, c(x) the nearest. S. P. Lloyd (1982), *IEEE
//! Trans. Inf. Theory* 28, 129; seeds by Arthur & Vassilvitskii (2007), *k-means++*, SODA. The least
//! inertia is not found for certain, and a single start often misses it: hence many, 20 as a rule. Every
//! start goes on until its centres hardly move, and the best of them until nothing changes.

use crate::points::{Points, squared_distance};

mod descent;
#[cfg(test)]
mod tests;

use descent::{Descent, Movement};

/// As many starts as a clustering should have.
pub const DEFAULT_N_STARTS: usize = 20;

/// A start is done when the squares of the centres' moves sum to less than this part of the mean
/// variance of a coordinate: what inertia still loses from there on is seldom in its first three digits.
const HARDLY_MOVING: f64 = 1e-4;
/// Iterations of a start, and of the best one after that: a bound no data are known to reach.
const MAX_ITERATIONS: usize = 1000;

/// Why points cannot be clustered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ClusterError {
    /// No clusters asked for.
    #[error("at least one cluster is needed")]
    NoClusters,
    /// Fewer different points than clusters.
    #[error("{n_distinct} different points cannot make {k} clusters")]
    TooFewDistinct {
        /// Different points there are.
        n_distinct: usize,
        /// Clusters asked for.
        k: usize,
    },
}

/// The best clustering found.
#[derive(Debug, Clone, PartialEq)]
pub struct Clustering {
    /// The means of the clusters, ordered by the first coordinate, then the next: the number of a
    /// cluster does not hang on the seed.
    pub centres: Vec<Vec<f64>>,
    /// For every point in order, the place of its centre.
    pub labels: Vec<u32>,
    /// How many points each cluster has, never none.
    pub sizes: Vec<usize>,
    /// Sum of squared distances to the centres.
    pub inertia: f64,
}

impl Clustering {
    /// The cluster whose centre is nearest to a new point; of equally near ones the first. None for
    /// another number of coordinates or one that is not finite.
    pub fn nearest(&self, point: &[f64]) -> Option<usize> {
        let fits = |c: &Vec<f64>| c.len() == point.len();
        if !self.centres.iter().all(fits) || point.iter().any(|x| !x.is_finite()) {
            return None;
        }
        let distances = self.centres.iter().map(|c| squared_distance(c, point)).enumerate();
        distances.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(j, _)| j)
    }
}

/// k-means in small pieces, so that whoever runs it can yield, tell how far it is, or stop: every
/// [`step`](KMeansRuns::step) seeds a start or runs one iteration over the points. The result is that
/// of [`cluster`].
pub struct KMeansRuns<'a> {
    points: &'a Points,
    k: usize,
    n_starts: usize,
    seed: u64,
    /// Below this sum of squared moves a start is done.
    enough: f64,
    n_done: usize,
    n_iterations: usize,
    current: Option<Descent>,
    best: Option<(f64, Descent)>,
    is_finished: bool,
}

impl<'a> KMeansRuns<'a> {
    /// `n_starts` starts (at least one), each with a stream of its own derived from `seed`: more
    /// starts never change the earlier ones.
    ///
    /// # Errors
    /// [`ClusterError`] for `k` = 0 or fewer than `k` different points.
    pub fn new(
        points: &'a Points,
        k: usize,
        n_starts: usize,
        seed: u64,
    ) -> Result<Self, ClusterError> {
        if k == 0 {
            return Err(ClusterError::NoClusters);
        }
        let n_distinct = points.n_distinct(k);
        if n_distinct < k {
            return Err(ClusterError::TooFewDistinct { n_distinct, k });
        }
        Ok(KMeansRuns {
            points,
            k,
            n_starts: n_starts.max(1),
            seed,
            enough: HARDLY_MOVING * mean_variance(points),
            n_done: 0,
            n_iterations: 0,
            current: None,
            best: None,
            is_finished: false,
        })
    }

    /// One piece of work; false once all is done.
    pub fn step(&mut self) -> bool {
        if self.is_finished {
            return false;
        }
        if self.n_done == self.n_starts {
            self.refine_best();
        } else if let Some(descent) = &mut self.current {
            self.n_iterations += 1;
            let is_done = match descent.iterate(self.points) {
                Movement::Moved(squared) => squared <= self.enough,
                Movement::AtRest => true,
            };
            if is_done || self.n_iterations >= MAX_ITERATIONS {
                self.end_start();
            }
        } else {
            self.current = Some(Descent::new(self.points, self.k, self.seed, self.n_done));
        }
        !self.is_finished
    }

    fn end_start(&mut self) {
        if let Some(descent) = self.current.take() {
            let inertia = descent.inertia(self.points);
            if self.best.as_ref().is_none_or(|(least, _)| inertia < *least) {
                self.best = Some((inertia, descent));
            }
        }
        self.n_done += 1;
        self.n_iterations = 0;
    }

    fn refine_best(&mut self) {
        self.n_iterations += 1;
        let Some((inertia, descent)) = &mut self.best else {
            self.is_finished = true;
            return;
        };
        let is_at_rest = descent.iterate(self.points) == Movement::AtRest;
        if is_at_rest || self.n_iterations >= MAX_ITERATIONS {
            *inertia = descent.inertia(self.points);
            self.is_finished = true;
        }
    }

    /// Starts that are done, and how many there are to be.
    pub fn progress(&self) -> (usize, usize) {
        (self.n_done, self.n_starts)
    }

    /// The best of the starts done so far, final once [`step`](KMeansRuns::step) returns false; None
    /// before the first is done.
    pub fn best(&self) -> Option<Clustering> {
        let (inertia, descent) = self.best.as_ref()?;
        let centres: Vec<&[f64]> =
            descent.centres.chunks_exact(self.points.n_dimensions()).collect();
        let mut order: Vec<usize> = (0..self.k).collect();
        order.sort_by(|&i, &j| {
            let axes = centres[i].iter().zip(centres[j]);
            axes.map(|(a, b)| a.total_cmp(b)).find(|o| o.is_ne()).unwrap_or(i.cmp(&j))
        });
        let mut new_place = vec![0; self.k];
        for (place, &j) in order.iter().enumerate() {
            new_place[j] = place as u32;
        }
        Some(Clustering {
            centres: order.iter().map(|&j| centres[j].to_vec()).collect(),
            labels: descent.labels.iter().map(|&label| new_place[label as usize]).collect(),
            sizes: order.iter().map(|&j| descent.sizes[j]).collect(),
            inertia: *inertia,
        })
    }
}

/// k-means in one go: the best of `n_starts` starts.
///
/// # Errors
/// As [`KMeansRuns::new`].
pub fn cluster(
    points: &Points,
    k: usize,
    n_starts: usize,
    seed: u64,
) -> Result<Clustering, ClusterError> {
    let mut runs = KMeansRuns::new(points, k, n_starts, seed)?;
    while runs.step() {}
    // All starts are done, and there is at least one.
    runs.best().ok_or(ClusterError::NoClusters)
}

fn mean_variance(points: &Points) -> f64 {
    let n = points.n_points() as f64;
    let mut means = vec![0.0; points.n_dimensions()];
    for point in points {
        for (mean, x) in means.iter_mut().zip(point) {
            *mean += x / n;
        }
    }
    let total: f64 = points.iter().map(|point| squared_distance(point, &means)).sum();
    total / n / points.n_dimensions() as f64
}
