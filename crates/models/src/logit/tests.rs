use super::{Design, Logit, LogitError, LogitOptions};
use crate::incomplete_beta::sigmoid;
use crate::stream::{Purpose, random_stream};
use crate::test_data::columns;
use rand::RngExt;
use rand_distr::{Distribution, StandardNormal};

/// Grade average, an economics test, whether taught by the new method; whether the grade rose.
fn spector() -> (Vec<Vec<f64>>, Vec<bool>) {
    let [gpa, tuce, psi, rose] = columns("spector.csv", [0, 1, 2, 3]);
    let rows = (0..gpa.len()).map(|i| vec![gpa[i], tuce[i], psi[i]]).collect();
    (rows, rose.iter().map(|r| *r == 1.0).collect())
}

fn with_ridge(ridge: f64) -> LogitOptions {
    LogitOptions { ridge, min_events_per_column: 3 }
}

#[track_caller]
fn check(found: &[f64], expected: &[f64], tolerance: f64) {
    let is_close = found.len() == expected.len()
        && found.iter().zip(expected).all(|(f, e)| (f - e).abs() <= tolerance * e.abs());
    assert!(is_close, "{found:?}, expected {expected:?}");
}

#[test]
fn spector_and_mazzeo_as_published() {
    let (rows, rose) = spector();
    let model = Logit::fit(&rows, &rose, with_ridge(0.0)).expect("32 students");
    assert!((model.intercept + 13.021_347).abs() < 5.1e-7, "{}", model.intercept);
    check(&model.weights, &[2.826_113, 0.095_158, 2.378_688], 1e-5);
    assert!((model.log_likelihood + 12.889_634).abs() < 5.1e-7);
    // By statsmodels 0.14.
    check(&model.standard_errors, &[4.931_324_21, 1.262_941_08, 0.141_554_21, 1.064_564_25], 1e-7);
    assert_eq!((model.n_cases, model.n_events), (32, 11));
}

/// By SciPy's minimisers on the same penalty.
#[test]
fn a_ridge_draws_weights_together() {
    let (rows, rose) = spector();
    let model = Logit::fit(&rows, &rose, with_ridge(1.0)).expect("32 students");
    check(&model.weights, &[2.127_944_40, 0.085_176_75, 1.800_148_75], 1e-6);
    let model = Logit::fit(&rows, &rose, with_ridge(5.0)).expect("32 students");
    check(&model.weights, &[1.265_525_27, 0.065_155_76, 1.060_664_18], 1e-6);
    check(&[model.intercept], &[-6.601_994_96], 1e-6);
}

#[test]
fn gradients_agree_with_differences() {
    let (rows, rose) = spector();
    let design = Design::new(&rows, &rose, with_ridge(2.0)).expect("32 students");
    let beta = [-0.4, 0.9, -0.3, 1.4];
    let (gradient, curvature) = design.slopes(&beta);
    let h = 1e-5;
    for i in 0..4 {
        let moved = |by: f64| {
            let mut beta = beta;
            beta[i] += by;
            beta
        };
        let slope = (design.objective(&moved(h)) - design.objective(&moved(-h))) / (2.0 * h);
        assert!((slope - gradient[i]).abs() < 1e-7, "{i}: {slope} {gradient:?}");
        let (above, below) = (design.slopes(&moved(h)).0, design.slopes(&moved(-h)).0);
        for j in 0..4 {
            let bend = -(above[j] - below[j]) / (2.0 * h);
            assert!((bend - curvature[i][j]).abs() < 1e-7, "{i} {j}");
        }
    }
}

#[test]
fn known_weights_are_recovered() {
    let (mut n_held, truth) = (0, [0.8, -0.5]);
    for seed in 0..40 {
        let mut stream = random_stream(seed, 0, Purpose::EventShock);
        let (mut rows, mut responded) = (Vec::new(), Vec::new());
        for _ in 0..400 {
            let row: Vec<f64> = (0..2).map(|_| StandardNormal.sample(&mut stream)).collect();
            let p = sigmoid(-1.0 + truth[0] * row[0] + truth[1] * row[1]);
            responded.push(stream.random::<f64>() < p);
            rows.push(row);
        }
        let model = Logit::fit(&rows, &responded, with_ridge(0.0)).expect("400 cases");
        for (j, true_weight) in truth.iter().enumerate() {
            let z = (model.weights[j] - true_weight) / model.standard_errors[j + 1];
            n_held += u32::from(z.abs() < 1.281_552);
        }
    }
    // 64 of 80 expected within the 80 % interval; 4 standard deviations are 14.
    assert!((50..=78).contains(&n_held), "{n_held} of 80");
}

#[test]
fn the_scale_of_a_column_changes_nothing() {
    let (rows, rose) = spector();
    let scaled: Vec<Vec<f64>> = rows.iter().map(|r| vec![r[0] * 1e6, r[1] - 40.0, r[2]]).collect();
    let (a, b) = (
        Logit::fit(&rows, &rose, with_ridge(1.0)).expect("32 students"),
        Logit::fit(&scaled, &rose, with_ridge(1.0)).expect("32 students"),
    );
    for (row, other) in rows.iter().zip(&scaled) {
        assert!((a.p_response(row) - b.p_response(other)).abs() < 1e-9);
    }
}

#[test]
fn refused_with_the_reason() {
    let (rows, rose) = spector();
    let few = LogitError::TooFewEvents { n_events: 11, needed: 30 };
    assert_eq!(Logit::fit(&rows, &rose, LogitOptions::default()), Err(few));
    let shape = LogitError::Shape { row: 31, n_columns: 3 };
    assert_eq!(Logit::fit(&rows, &rose[..31], with_ridge(0.0)), Err(shape));
    let constant: Vec<Vec<f64>> = rows.iter().map(|r| vec![r[0], 7.0]).collect();
    let refused = Logit::fit(&constant, &rose, with_ridge(1.0));
    assert_eq!(refused, Err(LogitError::Constant { column: 1 }));
    // What is known beforehand: the outcome itself among the columns.
    let told: Vec<Vec<f64>> =
        rows.iter().zip(&rose).map(|(r, rose)| vec![r[0], f64::from(*rose)]).collect();
    assert_eq!(Logit::fit(&told, &rose, with_ridge(0.0)), Err(LogitError::NoOptimum));
    assert!(Logit::fit(&told, &rose, with_ridge(1.0)).is_ok());
    let twice: Vec<Vec<f64>> = rows.iter().map(|r| vec![r[0], 2.0 * r[0]]).collect();
    assert_eq!(Logit::fit(&twice, &rose, with_ridge(0.0)), Err(LogitError::NoOptimum));
    let unknown: Vec<Vec<f64>> = rows.iter().map(|_| vec![f64::NAN]).collect();
    assert!(matches!(Logit::fit(&unknown, &rose, with_ridge(1.0)), Err(LogitError::Number { .. })));
    assert!(Logit::fit(&rows, &rose, with_ridge(-1.0)).is_err());
}
