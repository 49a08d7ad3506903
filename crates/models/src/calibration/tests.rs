use super::{Calibration, CalibrationError, interval_of_area, validate_by_time};
use crate::incomplete_beta::{logit, sigmoid};
use crate::logit::{Logit, LogitError, LogitOptions};
use crate::stream::{Purpose, random_stream};
use crate::test_data::columns;
use rand::RngExt;
use rand_distr::{Distribution, StandardNormal};

fn spector_forecasts() -> (Vec<f64>, Vec<bool>) {
    let [gpa, tuce, psi, rose] = columns("spector.csv", [0, 1, 2, 3]);
    let rows: Vec<Vec<f64>> = (0..gpa.len()).map(|i| vec![gpa[i], tuce[i], psi[i]]).collect();
    let rose: Vec<bool> = rose.iter().map(|r| *r == 1.0).collect();
    let options = LogitOptions { ridge: 0.0, min_events_per_column: 3 };
    let model = Logit::fit(&rows, &rose, options).expect("32 students");
    (rows.iter().map(|row| model.p_response(row)).collect(), rose)
}

/// By scikit-learn and statsmodels.
#[test]
fn scores_of_a_known_model() {
    let (forecasts, rose) = spector_forecasts();
    let found = Calibration::of(&forecasts, &rose, 11.0 / 32.0, 4).expect("32 cases");
    assert!((found.brier - 0.129_505_338_119).abs() < 1e-9, "{}", found.brier);
    assert!((found.area_under_curve.expect("both") - 0.883_116_883_117).abs() < 1e-12);
    let (intercept, slope) = found.intercept_and_slope.expect("enough");
    // On the cases it was fitted to, a model is always calibrated.
    assert!(intercept.abs() < 1e-8 && (slope - 1.0).abs() < 1e-8, "{intercept} {slope}");
    assert!(found.bias.abs() < 1e-10);
    assert!((found.brier_of_base_rate - 11.0 / 32.0 * 21.0 / 32.0).abs() < 1e-12);
    assert_eq!(found.bins.iter().map(|b| b.n_cases).sum::<u64>(), 32);
    assert!(found.bins.windows(2).all(|pair| pair[0].said < pair[1].said));
    // Forecasts pulled out: logit q = .3 + 1.7·logit p has slope 1/1.7.
    let out: Vec<f64> = forecasts.iter().map(|p| sigmoid(0.3 + 1.7 * logit(*p))).collect();
    let found = Calibration::of(&out, &rose, 0.5, 4).expect("32 cases");
    let (intercept, slope) = found.intercept_and_slope.expect("enough");
    assert!((intercept + 0.176_470_588).abs() < 1e-7 && (slope - 0.588_235_294).abs() < 1e-7);
}

#[test]
fn equal_forecasts_stay_together() {
    let responded: Vec<bool> = (0..60).map(|i| i % 3 == 0).collect();
    let found = Calibration::of(&[0.3; 60], &responded, 0.3, 5).expect("60 cases");
    assert_eq!((found.bins.len(), found.bins[0].n_cases), (1, 60));
    assert_eq!((found.area_under_curve, found.intercept_and_slope), (Some(0.5), None));
    assert!((found.bins[0].came - 1.0 / 3.0).abs() < 1e-12);
}

/// Half of the weight goes after the split: the model is then too sure of itself.
#[test]
fn later_cases_show_a_drift() {
    let mut stream = random_stream(5, 0, Purpose::EventShock);
    let (mut times, mut rows, mut responded) = (Vec::new(), Vec::new(), Vec::new());
    for i in 0..6000 {
        let x: f64 = StandardNormal.sample(&mut stream);
        let weight = if i < 3000 { 1.4 } else { 0.7 };
        responded.push(stream.random::<f64>() < sigmoid(-1.0 + weight * x));
        rows.push(vec![x]);
        times.push(f64::from(i / 10));
    }
    let whole = |share| {
        validate_by_time(&times, &rows, &responded, share, LogitOptions::default()).expect("enough")
    };
    let drifted = whole(0.5);
    assert_eq!((drifted.split_time, drifted.model.n_cases), (300.0, 3000));
    let slope = |found: &super::TimeValidation| found.later.intercept_and_slope.expect("enough").1;
    assert!((slope(&drifted) - 0.5).abs() < 0.1, "{}", slope(&drifted));
    assert!(drifted.later.bins.iter().any(|b| !b.interval.contains(b.said)));
    // Those of one time stay together.
    let split = whole(0.251);
    assert_eq!((split.model.n_cases, split.split_time), (1510, 151.0));
    assert!((slope(&split) - 0.75).abs() < 0.25);
}

#[test]
fn refused_with_the_reason() {
    let (forecasts, rose) = spector_forecasts();
    let shape = CalibrationError::Shape { n_forecasts: 31, n_outcomes: 32 };
    assert_eq!(Calibration::of(&forecasts[..31], &rose, 0.3, 4), Err(shape));
    let number = CalibrationError::Number { value: 1.5 };
    assert_eq!(Calibration::of(&[1.5; 32], &rose, 0.3, 4), Err(number));
    let few = Calibration::of(&forecasts[..4], &rose[..4], 0.3, 4);
    assert_eq!(few, Err(CalibrationError::TooFew { n_cases: 4, n_events: 0, needed: 10 }));
    let times: Vec<f64> = (0..32).map(f64::from).collect();
    let rows: Vec<Vec<f64>> = times.iter().map(|t| vec![*t]).collect();
    let fit = validate_by_time(&times, &rows, &rose, 0.5, LogitOptions::default());
    let error = LogitError::TooFewEvents { n_events: 3, needed: 10 };
    assert_eq!(fit, Err(CalibrationError::Fit(error)));
    let share = validate_by_time(&times, &rows, &rose, 1.0, LogitOptions::default());
    assert_eq!(share, Err(CalibrationError::Number { value: 1.0 }));
    let one_day = validate_by_time(&[0.0; 32], &rows, &rose, 0.5, LogitOptions::default());
    assert!(matches!(one_day, Err(CalibrationError::TooFew { n_cases: 0, .. })));
}

/// A = 0.893 of 51 abnormal and 58 normal pictures: standard error 0.032, Hanley & McNeil's own example.
#[test]
fn the_interval_of_an_area_as_published() {
    let interval = interval_of_area(0.893, 51, 58, 0.95).expect("both kinds");
    let error = (interval.high - 0.893) / 1.959_964;
    assert!((error - 0.032).abs() < 1e-3, "{error}");
    assert!((0.893 - interval.low - (interval.high - 0.893)).abs() < 1e-12);
    assert_eq!(interval_of_area(0.5, 0, 10, 0.95), None);
    assert_eq!(interval_of_area(1.2, 5, 10, 0.95), None);
}
