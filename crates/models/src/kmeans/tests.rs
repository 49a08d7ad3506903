use super::*;
use crate::standardise::{Transform, standardise};
use crate::stream::{Purpose, random_stream};
use crate::test_data::{CdnowCustomer, cdnow_customers, columns};
use rand::RngExt;

fn iris() -> [Vec<f64>; 4] {
    columns("iris.csv", [1, 2, 3, 4])
}

#[track_caller]
fn check_inertia(points: &Points, k: usize, expected: f64) {
    let found = cluster(points, k, 50, 1).expect("enough points").inertia;
    assert!((found - expected).abs() < 2e-6, "k = {k}: {found}, expected {expected}");
}

#[test]
fn iris_as_published() {
    let points = Points::from_columns(&iris()).expect("150 flowers");
    let published = [152.347_952, 78.851_441, 57.228_473, 46.446_182];
    for (k, inertia) in (2..).zip(published) {
        check_inertia(&points, k, inertia);
    }
    let (points, _) = standardise(&iris(), &[Transform::Plain; 4]).expect("150 flowers");
    check_inertia(&points, 3, 139.820_496);
}

#[test]
fn ruspini_as_published() {
    let points = Points::from_columns(&columns("ruspini.csv", [1, 2])).expect("75 points");
    check_inertia(&points, 4, 12_881.051_236);
    let mut sizes = cluster(&points, 4, DEFAULT_N_STARTS, 3).expect("75 points").sizes;
    sizes.sort_unstable();
    assert_eq!(sizes, [15, 17, 20, 23]);
}

#[test]
fn cdnow_as_published() {
    let customers = cdnow_customers();
    let column = |f: fn(&CdnowCustomer) -> f64| customers.iter().map(f).collect::<Vec<f64>>();
    let columns = [column(|c| c.days_since_last), column(|c| c.n_purchases), column(|c| c.spend)];
    let transforms = [Transform::Ln1p, Transform::Ln, Transform::Ln1p];
    let (points, scales) = standardise(&columns, &transforms).expect("finite");
    for (k, published) in (3..).zip([2181.0957, 1747.5968, 1386.9809]) {
        let found = cluster(&points, k, 50, 1).expect("2,357 points");
        // As a share: minima lie as near each other as 1747.5968, 1747.5988 and 1747.6067, and of 50 starts
        // hardly one in two sets finds the first of them.
        assert!((found.inertia / published - 1.0).abs() < 1e-4, "k = {k}: {}", found.inertia);
        // Centres told back in their own units lie among the data.
        for centre in &found.centres {
            let days = scales[0].undo(centre[0]);
            assert!((0.0..273.0).contains(&days), "{days} days");
        }
    }
}

#[test]
fn one_cluster_is_the_mean_and_as_many_as_points_leave_nothing() {
    let points = Points::from_columns(&[[0.0, 2.0, 4.0, 10.0]]).expect("four points");
    let one = cluster(&points, 1, 1, 5).expect("a cluster");
    assert_eq!((one.centres, one.inertia), (vec![vec![4.0]], 56.0));
    let all = cluster(&points, 4, 3, 5).expect("four clusters");
    assert_eq!((all.inertia, &all.sizes), (0.0, &vec![1; 4]));
    assert_eq!(all.labels, [0, 1, 2, 3]);
    assert_eq!((all.nearest(&[3.0]), all.nearest(&[9.0])), (Some(1), Some(3)));
    assert_eq!((all.nearest(&[1.0, 1.0]), all.nearest(&[f64::NAN])), (None, None));
}

#[test]
fn an_empty_cluster_takes_the_farthest_point() {
    let points = Points::from_columns(&[[0.0, 0.0, 0.0, 1.0, 9.0]]).expect("five points");
    let mut descent = Descent::new(&points, 3, 1, 0);
    // Two seeds on one spot, as no seeding would choose them.
    descent.centres = vec![0.0, 0.0, 2.0];
    while descent.iterate(&points) != Movement::AtRest {}
    assert!(descent.sizes.iter().all(|&size| size > 0), "{:?}", descent.sizes);
    assert_eq!(descent.inertia(&points), 0.0);
}

#[test]
fn too_few_points_are_refused() {
    let points = Points::from_columns(&[[1.0, 1.0, 2.0]]).expect("three points");
    assert_eq!(cluster(&points, 0, 1, 1), Err(ClusterError::NoClusters));
    let refused = cluster(&points, 3, 1, 1);
    assert_eq!(refused, Err(ClusterError::TooFewDistinct { n_distinct: 2, k: 3 }));
}

#[test]
fn in_pieces_as_in_one_go_and_again_the_same() {
    let points = Points::from_columns(&iris()).expect("150 flowers");
    let mut runs = KMeansRuns::new(&points, 3, 4, 9).expect("enough points");
    assert_eq!(runs.best(), None);
    let mut n_steps = 1;
    while runs.step() {
        n_steps += 1;
    }
    assert!(n_steps >= 8 && runs.progress() == (4, 4) && !runs.step());
    assert_eq!(runs.best(), cluster(&points, 3, 4, 9).ok());
}

/// What is chosen on a sample holds for all: its centres lose hardly anything against those of all.
#[test]
fn a_sample_finds_nearly_the_centres_of_all() {
    let mut stream = random_stream(4, 0, Purpose::PointSample);
    // Four overlapping clouds of different size and width.
    let clouds = [
        (0.0, 0.0, 1.0, 9_000),
        (4.0, 1.0, 0.7, 5_000),
        (1.5, 5.0, 1.3, 4_000),
        (6.0, 5.0, 0.9, 2_000),
    ];
    let mut columns = [Vec::new(), Vec::new()];
    for (x, y, width, n) in clouds {
        for _ in 0..n {
            // The sum of a few even draws is round enough.
            let mut around = |middle: f64| {
                let sum: f64 = (0..4).map(|_| stream.random::<f64>() - 0.5).sum();
                middle + width * 1.7 * sum
            };
            columns[0].push(around(x));
            columns[1].push(around(y));
        }
    }
    let all = Points::from_columns(&columns).expect("even columns");
    let sample = all.sample(10_000, 9);
    for k in [2, 4, 6] {
        let of_all = cluster(&all, k, DEFAULT_N_STARTS, 9).expect("enough points");
        let of_sample = cluster(&sample, k, DEFAULT_N_STARTS, 9).expect("enough points");
        let nearest = |point: &[f64]| {
            let own = of_sample.nearest(point).expect("a place among the points");
            squared_distance(point, &of_sample.centres[own])
        };
        let inertia: f64 = all.iter().map(nearest).sum();
        let ratio = inertia / of_all.inertia;
        assert!((1.0 - 1e-4..1.01).contains(&ratio), "k = {k}: {ratio}");
        assert_eq!(cluster(&sample, k, DEFAULT_N_STARTS, 9), Ok(of_sample));
    }
}
