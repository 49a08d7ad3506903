use super::{HillFit, ResponseCurve, ResponseError, fit_hill, slopes_at, split_budget};
use crate::stream::{Purpose, random_stream};
use rand_distr::{Distribution, StandardNormal};

fn hill(top: f64, half: f64, shape: f64) -> ResponseCurve {
    ResponseCurve::Hill { top, half, shape }
}

fn log(scale: f64, spread: f64) -> ResponseCurve {
    ResponseCurve::Log { scale, spread }
}

#[track_caller]
fn check(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "{found}, expected {expected}");
}

#[test]
fn hill_values_as_published() {
    let curve = hill(1.0, 100.0, 1.5);
    for (x, published) in [(50.0, 0.261_204), (100.0, 0.5), (200.0, 0.738_796)] {
        check(curve.value(x), published, 5.1e-7);
    }
    assert_eq!((curve.value(0.0), curve.value(-5.0), curve.marginal(0.0)), (0.0, 0.0, 0.0));
    check(curve.value(1e300), 1.0, 1e-12);
    assert_eq!((curve.marginal(1e-300), hill(1.0, 9.0, 0.5).marginal(0.0)), (0.0, f64::INFINITY));
}

#[test]
fn budget_split_as_published() {
    let curves = [log(50.0, 20.0), log(30.0, 10.0), log(20.0, 40.0)];
    let split = split_budget(&curves, 100.0).expect("possible");
    for (found, published) in split.spending.iter().zip([61.25, 38.75, 0.0]) {
        check(*found, published, 1e-9);
    }
    check(split.value, 117.613_531, 5.1e-7);
    check(split.marginal, 50.0 / 81.25, 1e-12);
    // What a little more brings is that.
    let more = split_budget(&curves, 101.0).expect("possible");
    check(more.value - split.value, split.marginal, 0.01);
}

#[test]
fn marginals_agree_with_differences() {
    for curve in [hill(30.0, 80.0, 0.6), hill(30.0, 80.0, 2.5), log(12.0, 40.0)] {
        for x in [0.5, 20.0, 79.0, 400.0] {
            let h = 1e-4;
            let slope = (curve.value(x + h) - curve.value(x - h)) / (2.0 * h);
            check(curve.marginal(x), slope, 1e-6 * slope);
        }
        // The return is highest at the inflection.
        let at = curve.inflection();
        for by in [0.5, 5.0] {
            assert!(at == 0.0 || curve.marginal(at) > curve.marginal(at + by));
            assert!(at == 0.0 || curve.marginal(at) > curve.marginal(at - by));
        }
    }
    let (at, h) = ([3.1, 4.2, 0.4], 1e-5);
    for i in 0..3 {
        let moved = |by: f64| {
            let mut at = at;
            at[i] += by;
            super::curve_of(at).value(55.0)
        };
        check(slopes_at(55.0, at)[i], (moved(h) - moved(-h)) / (2.0 * h), 1e-8);
    }
}

#[test]
fn s_shaped_curves_must_be_worth_their_slow_start() {
    // With 60 either one of two like curves gets all; with 400 both get half.
    let curves = [hill(100.0, 50.0, 4.0), hill(100.0, 50.0, 4.0)];
    let little = split_budget(&curves, 60.0).expect("possible");
    let largest = little.spending.iter().copied().fold(0.0, f64::max);
    check(largest, 60.0, 1e-9);
    let much = split_budget(&curves, 400.0).expect("possible");
    check(much.spending[0], 200.0, 1e-6);
    // Against every split in steps of a tenth.
    let mixed = [hill(80.0, 30.0, 3.0), log(25.0, 15.0), hill(60.0, 40.0, 0.8)];
    for budget in [10.0, 35.0, 90.0] {
        let found = split_budget(&mixed, budget).expect("possible");
        check(found.spending.iter().sum(), budget, 1e-9);
        let n = (budget * 10.0) as usize;
        let mut best: f64 = 0.0;
        for i in 0..=n {
            for j in 0..=n - i {
                let x = [i, j, n - i - j].map(|k| k as f64 / 10.0);
                best = best.max(mixed.iter().zip(x).map(|(c, x)| c.value(x)).sum());
            }
        }
        assert!(found.value >= best - 1e-9, "{budget}: {} below {best}", found.value);
        assert!(found.value <= best + 0.02, "{budget}: {} above {best}", found.value);
    }
}

#[test]
fn a_curve_is_recovered_from_what_was_seen() {
    let truth = hill(200.0, 60.0, 1.8);
    let amounts = [5.0, 10.0, 20.0, 40.0, 60.0, 90.0, 150.0, 250.0];
    let exact: Vec<(f64, f64)> = amounts.iter().map(|&x| (x, truth.value(x))).collect();
    let HillFit { curve, rms_error } = fit_hill(&exact).expect("eight amounts");
    let ResponseCurve::Hill { top, half, shape } = curve else { panic!("a Hill curve") };
    check(top, 200.0, 1e-4);
    check(half, 60.0, 1e-4);
    check(shape, 1.8, 1e-5);
    assert!(rms_error < 1e-6);
    let mut noise = random_stream(1, 0, Purpose::EventShock);
    let noisy: Vec<(f64, f64)> = exact
        .iter()
        .map(|&(x, y)| {
            let z: f64 = StandardNormal.sample(&mut noise);
            (x, (y + 4.0 * z).max(0.0))
        })
        .collect();
    let fit = fit_hill(&noisy).expect("eight amounts");
    for x in [15.0, 60.0, 200.0] {
        check(fit.curve.value(x), truth.value(x), 10.0);
    }
    assert!(fit.rms_error > 0.5 && fit.rms_error < 6.0, "{}", fit.rms_error);
}

#[test]
fn points_that_do_not_rise_have_no_curve() {
    let of = |results: [f64; 5]| {
        let seen: Vec<(f64, f64)> =
            results.iter().zip(1..).map(|(y, k)| (1_000.0 * f64::from(k), *y)).collect();
        fit_hill(&seen).map(|fit| fit.curve)
    };
    assert_eq!(of([60.0, 55.0, 50.0, 40.0, 45.0]), Err(ResponseError::NoRise));
    assert_eq!(of([42.0, 55.0, 38.0, 50.0, 47.0]), Err(ResponseError::NoRise));
    assert_eq!(of([50.0; 5]), Err(ResponseError::NoRise));
    // All of them on the level that was reached before the least of them.
    let level = hill(100.0, 100.0, 1.0);
    let seen = [1_000.0, 2_000.0, 3_000.0, 4_000.0, 5_000.0].map(|x| (x, level.value(x)));
    assert_eq!(fit_hill(&seen), Err(ResponseError::NoRise));
    // A clear rise passes with few points.
    assert!(of([12.0, 22.0, 28.0, 33.0, 35.0]).is_ok());
}

#[test]
fn refused_with_the_reason() {
    let few = fit_hill(&[(1.0, 2.0), (2.0, 3.0), (2.0, 3.1), (0.0, 0.0), (4.0, 4.0)]);
    assert_eq!(few, Err(ResponseError::TooFew { n_amounts: 3, needed: 4 }));
    let straight: Vec<(f64, f64)> = (1..9).map(|i| (f64::from(i), 3.0 * f64::from(i))).collect();
    assert_eq!(fit_hill(&straight), Err(ResponseError::NoTop));
    let nothing: Vec<(f64, f64)> = (1..9).map(|i| (f64::from(i), 0.0)).collect();
    assert_eq!(fit_hill(&nothing), Err(ResponseError::NoTop));
    let negative = fit_hill(&[(1.0, -2.0)]);
    assert_eq!(negative, Err(ResponseError::Number { value: -2.0 }));
    let budget = split_budget(&[log(1.0, 1.0)], -1.0);
    assert_eq!(budget, Err(ResponseError::Number { value: -1.0 }));
    assert!(split_budget(&[log(1.0, 0.0)], 5.0).is_err());
    assert_eq!(split_budget(&[], 5.0).expect("nothing to spend on").value, 0.0);
}
