use super::{CurveInterval, Survival, SurvivalError, Wait};

fn wait(time: f64, has_happened: bool) -> Wait {
    Wait { time, has_happened }
}

/// Remission in weeks under 6-MP.
fn six_mp() -> Survival {
    let text = std::fs::read_to_string("tests/fixtures/gehan_6mp.csv").expect("the fixture");
    let waits: Vec<Wait> = text
        .lines()
        .map(|line| line.split(',').collect::<Vec<&str>>())
        .filter(|cells| cells.last() == Some(&"6-MP"))
        .map(|cells| wait(cells[2].parse().expect("weeks"), cells[3] == "1"))
        .collect();
    assert_eq!(waits.len(), 21);
    Survival::fit(&waits).expect("21 patients")
}

#[test]
fn six_mp_as_published() {
    let curve = six_mp();
    let published = [
        (6.0, 21, 0.8571),
        (7.0, 17, 0.8067),
        (10.0, 15, 0.7529),
        (13.0, 12, 0.6902),
        (16.0, 11, 0.6275),
        (22.0, 7, 0.5378),
        (23.0, 6, 0.4482),
    ];
    assert_eq!(curve.steps().len(), published.len());
    for (step, (time, n_at_risk, survival)) in curve.steps().iter().zip(published) {
        assert_eq!((step.time, step.n_at_risk), (time, n_at_risk));
        assert!((step.survival - survival).abs() < 5.1e-5, "{step:?}");
    }
    assert_eq!(curve.median(), Some(23.0));
}

/// By the formulas in another language.
#[test]
fn greenwood_and_both_intervals() {
    let curve = six_mp();
    assert!((curve.steps()[0].se - 0.076_360).abs() < 5e-7);
    assert!((curve.steps()[6].se - 0.134_591).abs() < 5e-7);
    let check = |how, time, low: f64, high: f64| {
        let found = curve.interval_at(time, 0.95, how).expect("within the curve");
        assert!((found.low - low).abs() < 1e-5 && (found.high - high).abs() < 1e-5, "{found:?}");
    };
    check(CurveInterval::LogLog, 6.0, 0.619_718, 0.951_552);
    check(CurveInterval::LogLog, 15.9, 0.431_61, 0.849_066);
    check(CurveInterval::LogLog, 30.0, 0.188_052, 0.680_143);
    check(CurveInterval::Plain, 6.0, 0.707_48, 1.0);
    check(CurveInterval::Plain, 23.0, 0.184_38, 0.711_97);
    // The upper end of the curve never falls to one half.
    let ends = curve.quantile_interval(0.5, 0.95, CurveInterval::LogLog);
    assert_eq!(ends, (Some(13.0), None));
}

#[test]
fn without_censoring_it_is_the_share_still_waiting() {
    let waits: Vec<Wait> = (1..=10).map(|t| wait(f64::from(t), true)).collect();
    let curve = Survival::fit(&waits).expect("ten");
    assert!((curve.at(4.0).expect("within") - 0.6).abs() < 1e-12);
    assert_eq!((curve.at(0.5), curve.at(10.0), curve.at(99.0)), (Some(1.0), Some(0.0), Some(0.0)));
    assert!((curve.mean_up_to(10.0).expect("within") - 5.5).abs() < 1e-12);
    // Greenwood is then the binomial standard error.
    assert!((curve.steps()[3].se - (0.6f64 * 0.4 / 10.0).sqrt()).abs() < 1e-12);
    assert_eq!(curve.median(), Some(5.0));
    let sure = curve.interval_at(10.0, 0.95, CurveInterval::LogLog).expect("within");
    assert_eq!((sure.low, sure.high), (0.0, 0.0));
}

#[test]
fn the_censored_wait_on() {
    // Dropping the two who still wait would halve the time.
    let waits = [wait(2.0, true), wait(5.0, false), wait(5.0, true), wait(8.0, false)];
    let curve = Survival::fit(&waits).expect("four");
    assert_eq!(curve.steps()[1].n_at_risk, 3);
    assert!((curve.at(5.0).expect("within") - 0.75 * 2.0 / 3.0).abs() < 1e-12);
    assert_eq!((curve.at(8.0).is_some(), curve.at(8.1), curve.quantile(0.9)), (true, None, None));
    assert_eq!(curve.mean_up_to(9.0), None);
    assert_eq!((curve.n_people(), curve.last_time()), (4, 8.0));
    let open = Survival::fit(&[wait(3.0, false)]).expect("one");
    assert_eq!((open.at(3.0), open.median(), open.steps().len()), (Some(1.0), None, 0));
}

#[test]
fn refused_with_the_reason() {
    assert_eq!(Survival::fit(&[]), Err(SurvivalError::Nobody));
    let time = SurvivalError::Time { person: 1, time: -1.0 };
    assert_eq!(Survival::fit(&[wait(1.0, true), wait(-1.0, true)]), Err(time));
    assert_eq!(six_mp().interval_at(6.0, 1.0, CurveInterval::Plain), None);
}
