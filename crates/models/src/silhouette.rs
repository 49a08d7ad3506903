//! How well points lie in their clusters. Knows points and labels, not how they were found.
//!
//! s = (b − a) / max(a, b), with a the mean distance to the others of the own cluster and b that to the
//! nearest other cluster: near 1 well inside, near 0 between two, below 0 closer to another. A point
//! alone in its cluster has 0. P. J. Rousseeuw (1987), *J. Comput. Appl. Math.* 20, 53.

use crate::points::{Points, squared_distance};
use crate::stream::{Purpose, random_stream, sample_places};

/// Up to so many points every distance is taken; more take time that grows with the square.
pub const DEFAULT_MAX_POINTS: usize = 3000;

/// Silhouettes in short.
#[derive(Debug, Clone, PartialEq)]
pub struct Silhouette {
    /// Mean over all points used, −1 to 1.
    pub mean: f64,
    /// Mean over each cluster's points, by label; None where none of them was used.
    pub cluster_means: Vec<Option<f64>>,
    /// Points used: all, or the size of the sample.
    pub n_used: usize,
    /// Points there are; where it is more than `n_used`, the figures are those of a sample.
    pub n_points: usize,
}

/// Silhouettes of labelled points, exactly for up to `max_points` of them, otherwise within a sample
/// of that size drawn by `seed`. None unless every point has a label and those used have two different
/// ones at least. Labels count from 0; one from the number of points on is refused with None.
pub fn silhouette(
    points: &Points,
    labels: &[u32],
    max_points: usize,
    seed: u64,
) -> Option<Silhouette> {
    let n_points = points.n_points();
    if labels.len() != n_points || labels.iter().any(|&label| label as usize >= n_points) {
        return None;
    }
    let n_clusters = 1 + *labels.iter().max()? as usize;
    if n_points <= max_points {
        return of_all(points, labels, n_clusters);
    }
    let rows =
        sample_places(n_points, max_points, &mut random_stream(seed, 0, Purpose::SilhouetteSample));
    if rows.is_empty() {
        return None;
    }
    let sampled: Vec<u32> = rows.iter().map(|&row| labels[row]).collect();
    let found = of_all(&points.pick(&rows), &sampled, n_clusters)?;
    Some(Silhouette { n_points, ..found })
}

fn of_all(points: &Points, labels: &[u32], n_clusters: usize) -> Option<Silhouette> {
    let n = points.n_points();
    let mut sizes = vec![0usize; n_clusters];
    for &label in labels {
        sizes[label as usize] += 1;
    }
    if sizes.iter().filter(|&&size| size > 0).count() < 2 {
        return None;
    }
    // Sum of the distances of every point to every cluster.
    let mut sums = vec![0.0; n * n_clusters];
    for i in 0..n {
        for j in 0..i {
            let distance = squared_distance(points.point(i), points.point(j)).sqrt();
            sums[i * n_clusters + labels[j] as usize] += distance;
            sums[j * n_clusters + labels[i] as usize] += distance;
        }
    }
    let mut totals = vec![0.0; n_clusters];
    for (sums, &label) in sums.chunks_exact(n_clusters).zip(labels) {
        totals[label as usize] += of_one(sums, &sizes, label as usize);
    }
    let mean_of = |(&total, &size): (&f64, &usize)| (size > 0).then(|| total / size as f64);
    Some(Silhouette {
        mean: totals.iter().sum::<f64>() / n as f64,
        cluster_means: totals.iter().zip(&sizes).map(mean_of).collect(),
        n_used: n,
        n_points: n,
    })
}

fn of_one(sums: &[f64], sizes: &[usize], own: usize) -> f64 {
    if sizes[own] < 2 {
        return 0.0;
    }
    let within = sums[own] / (sizes[own] - 1) as f64;
    let others = sums.iter().zip(sizes).enumerate().filter(|&(j, (_, &size))| j != own && size > 0);
    let nearest = others.map(|(_, (sum, &size))| sum / size as f64).fold(f64::INFINITY, f64::min);
    let larger = within.max(nearest);
    if larger > 0.0 { (nearest - within) / larger } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kmeans::cluster;
    use crate::test_data::columns;

    #[track_caller]
    fn check(points: &Points, k: usize, expected: f64) {
        let labels = cluster(points, k, 50, 1).expect("enough points").labels;
        let found = silhouette(points, &labels, DEFAULT_MAX_POINTS, 1).expect("k > 1");
        assert!((found.mean - expected).abs() < 1e-6, "k = {k}: {}", found.mean);
        assert_eq!(found.n_used, found.n_points);
    }

    #[test]
    fn iris_and_ruspini_as_published() {
        let iris = Points::from_columns(&columns("iris.csv", [1, 2, 3, 4])).expect("150 flowers");
        for (k, mean) in (2..).zip([0.681_046, 0.552_819, 0.498_051, 0.488_749]) {
            check(&iris, k, mean);
        }
        let ruspini = Points::from_columns(&columns("ruspini.csv", [1, 2])).expect("75 points");
        check(&ruspini, 4, 0.737_657);
    }

    #[test]
    fn by_hand() {
        // Point 0: a = 1, b = 9.5; point 1: a = 1, b = 8.5; 9 and 10: a = 1, b = 8.5 and 9.5.
        let points = Points::from_columns(&[[0.0, 1.0, 9.0, 10.0]]).expect("four points");
        let found = silhouette(&points, &[0, 0, 1, 1], 9, 1).expect("two clusters");
        let expected = (8.5 / 9.5 + 7.5 / 8.5) / 2.0;
        assert!((found.mean - expected).abs() < 1e-12);
        // Alone in a cluster: 0. Label 1 is not in use.
        let found = silhouette(&points, &[0, 0, 0, 2], 9, 1).expect("two clusters");
        assert_eq!((found.cluster_means[1], found.cluster_means[2]), (None, Some(0.0)));
    }

    #[test]
    fn nothing_to_compare_is_none() {
        let points = Points::from_columns(&[[0.0, 1.0]]).expect("two points");
        assert_eq!(silhouette(&points, &[0, 0], 9, 1), None);
        assert_eq!(silhouette(&points, &[0], 9, 1), None);
        assert_eq!(silhouette(&points, &[0, 7], 9, 1), None);
        assert_eq!(silhouette(&points, &[0, 1], 0, 1), None);
        let same = Points::from_columns(&[[1.0, 1.0, 1.0, 1.0]]).expect("four points");
        assert_eq!(silhouette(&same, &[0, 1, 0, 1], 9, 1).map(|s| s.mean), Some(0.0));
    }

    #[test]
    fn a_sample_says_so_and_is_close() {
        let iris = Points::from_columns(&columns("iris.csv", [1, 2, 3, 4])).expect("150 flowers");
        let labels = cluster(&iris, 2, 5, 1).expect("enough points").labels;
        let sampled = silhouette(&iris, &labels, 75, 1).expect("two clusters");
        assert_eq!((sampled.n_used, sampled.n_points), (75, 150));
        assert!((sampled.mean - 0.681).abs() < 0.05, "{}", sampled.mean);
        assert_eq!(silhouette(&iris, &labels, 75, 1), Some(sampled));
    }
}
