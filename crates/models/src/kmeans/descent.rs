//! One start of k-means: seeds, then assignment and means in turn until nothing changes.
//!
//! Seeds by k-means++ in its greedy form, the best of 2 + ⌊ln k⌋ candidates each time (Arthur &
//! Vassilvitskii 2007, section 7). Lloyd's iteration with Hamerly's bounds (2010, SIAM SDM): an upper
//! bound of the distance to the own centre and a lower bound of that to any other spare most distances
//! and change no assignment.

use crate::points::{Points, squared_distance};
use crate::stream::{Purpose, random_stream};
use rand::{Rng, RngExt};

/// What an iteration left to do.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Movement {
    /// Centres moved; the sum of the squares of their moves.
    Moved(f64),
    /// Nothing changes any more.
    AtRest,
}

pub(super) struct Descent {
    /// Centre after centre.
    pub(super) centres: Vec<f64>,
    pub(super) labels: Vec<u32>,
    pub(super) sizes: Vec<usize>,
    /// No less than the distance of a point to its centre.
    upper: Vec<f64>,
    /// No more than the distance of a point to any other centre.
    lower: Vec<f64>,
    is_fresh: bool,
}

impl Descent {
    /// Seeded and ready for the first iteration. There must be at least `k` different points, `k` ≥ 1.
    pub(super) fn new(points: &Points, k: usize, seed: u64, start: usize) -> Self {
        let n = points.n_points();
        let mut stream = random_stream(seed, start, Purpose::ClusterSeeds);
        Descent {
            centres: seed_centres(points, k, &mut stream),
            labels: vec![0; n],
            sizes: vec![0; k],
            upper: vec![f64::INFINITY; n],
            lower: vec![0.0; n],
            is_fresh: true,
        }
    }

    /// Assigns every point and moves the centres.
    pub(super) fn iterate(&mut self, points: &Points) -> Movement {
        let has_changed = self.assign(points) || self.is_fresh;
        let mut sums = self.sum_up(points);
        let was_repaired = self.fill_empty(points, &mut sums);
        let squared_moves = self.move_centres(points.n_dimensions(), &sums);
        if was_repaired {
            self.upper.fill(f64::INFINITY);
            self.lower.fill(0.0);
        }
        self.is_fresh = false;
        if was_repaired {
            Movement::Moved(f64::INFINITY)
        } else if has_changed {
            Movement::Moved(squared_moves)
        } else {
            Movement::AtRest
        }
    }

    /// Sum of squared distances of the points to their centres.
    pub(super) fn inertia(&self, points: &Points) -> f64 {
        let of = |(point, &label): (&[f64], &u32)| {
            squared_distance(point, centre(&self.centres, points.n_dimensions(), label as usize))
        };
        points.iter().zip(&self.labels).map(of).sum()
    }

    /// Whether any point changed its cluster.
    fn assign(&mut self, points: &Points) -> bool {
        let d = points.n_dimensions();
        let half_gaps = half_gaps(&self.centres, d);
        let mut has_changed = false;
        let bounds = self.upper.iter_mut().zip(self.lower.iter_mut());
        for ((point, label), (upper, lower)) in points.iter().zip(&mut self.labels).zip(bounds) {
            let own = *label as usize;
            let enough = half_gaps[own].max(*lower);
            if *upper <= enough {
                continue;
            }
            *upper = squared_distance(point, centre(&self.centres, d, own)).sqrt();
            if *upper <= enough {
                continue;
            }
            let (mut nearest, mut first, mut second) = (0, f64::INFINITY, f64::INFINITY);
            for (j, centre) in self.centres.chunks_exact(d).enumerate() {
                let squared = squared_distance(point, centre);
                if squared < first {
                    (nearest, second, first) = (j, first, squared);
                } else if squared < second {
                    second = squared;
                }
            }
            has_changed |= nearest != own;
            *label = nearest as u32;
            *upper = first.sqrt();
            *lower = second.sqrt();
        }
        has_changed
    }

    /// Coordinate sums of every cluster; counts the sizes.
    fn sum_up(&mut self, points: &Points) -> Vec<f64> {
        let d = points.n_dimensions();
        let mut sums = vec![0.0; self.centres.len()];
        self.sizes.fill(0);
        for (point, &label) in points.iter().zip(&self.labels) {
            let label = label as usize;
            self.sizes[label] += 1;
            for (sum, x) in sums[label * d..(label + 1) * d].iter_mut().zip(point) {
                *sum += x;
            }
        }
        sums
    }

    /// Gives every cluster that lost all its points the one farthest from its own centre.
    fn fill_empty(&mut self, points: &Points, sums: &mut [f64]) -> bool {
        let d = points.n_dimensions();
        let mut was_repaired = false;
        while let Some(empty) = self.sizes.iter().position(|&size| size == 0) {
            let mut farthest: Option<(usize, f64)> = None;
            for (i, point) in points.iter().enumerate() {
                let own = self.labels[i] as usize;
                let distance = squared_distance(point, centre(&self.centres, d, own));
                if self.sizes[own] > 1 && farthest.is_none_or(|(_, most)| distance > most) {
                    farthest = Some((i, distance));
                }
            }
            // Fewer clusters than points leave a cluster with two.
            let Some((i, _)) = farthest else { break };
            let donor = self.labels[i] as usize;
            for (axis, x) in points.point(i).iter().enumerate() {
                sums[donor * d + axis] -= x;
                sums[empty * d + axis] += x;
            }
            self.sizes[donor] -= 1;
            self.sizes[empty] += 1;
            self.labels[i] = empty as u32;
            was_repaired = true;
        }
        was_repaired
    }

    /// Puts every centre at the mean of its points and loosens the bounds by the moves; the sum of the
    /// squares of the moves.
    fn move_centres(&mut self, d: usize, sums: &[f64]) -> f64 {
        let mut moves = vec![0.0; self.sizes.len()];
        let means = sums.chunks_exact(d).zip(&self.sizes);
        for ((centre, (sum, &size)), moved) in
            self.centres.chunks_exact_mut(d).zip(means).zip(&mut moves)
        {
            let mut squared = 0.0;
            for (x, s) in centre.iter_mut().zip(sum) {
                let mean = s / size.max(1) as f64;
                squared += (mean - *x) * (mean - *x);
                *x = mean;
            }
            *moved = squared.sqrt();
        }
        let (mut farthest, mut most, mut next) = (0, 0.0, 0.0);
        for (j, &moved) in moves.iter().enumerate() {
            if moved > most {
                (farthest, next, most) = (j, most, moved);
            } else if moved > next {
                next = moved;
            }
        }
        for ((upper, lower), &label) in self.upper.iter_mut().zip(&mut self.lower).zip(&self.labels)
        {
            *upper += moves[label as usize];
            *lower -= if label as usize == farthest { next } else { most };
        }
        moves.iter().map(|moved| moved * moved).sum()
    }
}

fn centre(centres: &[f64], d: usize, j: usize) -> &[f64] {
    &centres[j * d..(j + 1) * d]
}

/// Half of the distance of every centre to the nearest other: no point closer than that has a nearer
/// centre. Infinite for a single centre.
fn half_gaps(centres: &[f64], d: usize) -> Vec<f64> {
    let nearest_other = |(j, centre): (usize, &[f64])| {
        let others = centres.chunks_exact(d).enumerate().filter(|&(i, _)| i != j);
        let nearest = others.map(|(_, other)| squared_distance(centre, other));
        0.5 * nearest.fold(f64::INFINITY, f64::min).sqrt()
    };
    centres.chunks_exact(d).enumerate().map(nearest_other).collect()
}

fn seed_centres(points: &Points, k: usize, stream: &mut impl Rng) -> Vec<f64> {
    let n_candidates = 2 + (k as f64).ln() as usize;
    let first = stream.random_range(0..points.n_points() as u64) as usize;
    let mut centres = points.point(first).to_vec();
    let mut squared: Vec<f64> =
        points.iter().map(|p| squared_distance(p, points.point(first))).collect();
    for _ in 1..k {
        let total: f64 = squared.iter().sum();
        let (mut best, mut least) = (0, f64::INFINITY);
        for _ in 0..n_candidates {
            let candidate = draw_in_proportion(&squared, total * stream.random::<f64>());
            let at = points.point(candidate);
            let left = points.iter().zip(&squared).map(|(p, &s)| squared_distance(p, at).min(s));
            let left: f64 = left.sum();
            if left < least {
                (best, least) = (candidate, left);
            }
        }
        let at = points.point(best);
        centres.extend_from_slice(at);
        for (point, s) in points.iter().zip(&mut squared) {
            *s = s.min(squared_distance(point, at));
        }
    }
    centres
}

/// The first place at which the cumulated weights exceed `target`; never one without weight, as long
/// as there is one with.
fn draw_in_proportion(weights: &[f64], target: f64) -> usize {
    let (mut sum, mut last) = (0.0, 0);
    for (i, &weight) in weights.iter().enumerate() {
        if weight > 0.0 {
            last = i;
            sum += weight;
            if sum > target {
                break;
            }
        }
    }
    last
}
