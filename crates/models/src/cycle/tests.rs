use super::{CycleError, NeedCycle, PersonCycle};

/// Five persons with four intervals each: ln days = 3 + i/2 ± .3 for i = −2 … 2.
fn five_persons() -> Vec<Vec<f64>> {
    let of = |i: i32| {
        let mean = 3.0 + 0.5 * f64::from(i);
        [-0.3, 0.3, -0.3, 0.3].map(|d: f64| (mean + d).exp()).to_vec()
    };
    (-2..=2).map(of).collect()
}

#[track_caller]
fn check(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-9 * expected.abs().max(1.0), "{found}, not {expected}");
}

#[test]
fn components_by_hand() {
    let cycle = NeedCycle::fit(&five_persons()).expect("20 intervals");
    // SSW = 20·.09, on 15 degrees: .12. SSB = 4·10·.25, on 4: 2.5. τ² = (2.5 − .12)/4.
    check(cycle.sd_within.powi(2), 0.12);
    check(cycle.sd_between.powi(2), 0.595);
    check(cycle.mean_log, 3.0);
    check(cycle.typical_days(), 3f64.exp());
    assert_eq!((cycle.n_intervals, cycle.n_persons), (20, 5));
    let person = cycle.of_person(&five_persons()[4]).expect("possible");
    // w = .595/(.595 + .03), towards 4 from 3; var μ = .625/5.
    let (w, left) = (0.952, 0.048);
    check(person.own_weight, w);
    check(person.mean_log, 4.0 * w + 3.0 * left);
    check(person.sd_log.powi(2), 0.12 + 0.595 * left + left * left * 0.125);
    assert_eq!(person.n_intervals, 4);
}

#[test]
fn unequal_numbers_by_hand() {
    // Ten persons twice at ln days ±.1 about 0, one ten times at exactly 1 (in logs).
    let mut persons = vec![vec![(-0.1f64).exp(), 0.1f64.exp()]; 10];
    persons.push(vec![1f64.exp(); 10]);
    let cycle = NeedCycle::fit(&persons).expect("30 intervals");
    // SSW = 10·.02 on 19; means 0 and 1, grand mean ⅓: SSB = 20/9 + 10·4/9 on 10;
    // n₀ = (30 − (10·4 + 100)/30)/10.
    let within = 0.2 / 19.0;
    let between = (60.0 / 90.0 - within) / ((30.0 - 140.0 / 30.0) / 10.0);
    check(cycle.sd_within.powi(2), within);
    check(cycle.sd_between.powi(2), between);
    let (w2, w10) = (1.0 / (between + within / 2.0), 1.0 / (between + within / 10.0));
    check(cycle.mean_log, w10 / (10.0 * w2 + w10));
}

/// Mean of ln days 3, standard deviation ½.
const PERSON: PersonCycle =
    PersonCycle { mean_log: 3.0, sd_log: 0.5, own_weight: 0.0, n_intervals: 0 };

#[test]
fn right_after_a_purchase_the_quantiles_are_lognormal() {
    let next = PERSON.next_purchase(0.0, 5.0).expect("possible days");
    let at = |z: f64| (3.0 + 0.5 * z).exp();
    check(next.median, at(0.0));
    check(next.range_80.low, at(-1.281_551_565_544_6));
    check(next.range_80.high, at(1.281_551_565_544_6));
    check(next.peak.low, at(-0.674_489_750_196_1));
    check(next.peak.high, at(0.674_489_750_196_1));
    check(next.before.low, next.peak.low - 5.0);
    assert_eq!((next.before.high, next.p_longer), (next.peak.low, 1.0));
}

#[test]
fn what_has_passed_moves_the_rest() {
    // At the median half of the intervals are left: their median is the upper quartile of all.
    let elapsed = 3f64.exp();
    let next = PERSON.next_purchase(elapsed, 30.0).expect("possible days");
    check(next.p_longer, 0.5);
    check(next.median, (3.0 + 0.5 * 0.674_489_750_196_1f64).exp());
    // The lead time began before: what is left of it starts today.
    assert_eq!(next.before.low, elapsed);
    // Far overdue: still in order and after today, on both sides of where the tail is approximated.
    for z in [5.0f64, 29.9, 30.1, 45.0, 200.0] {
        let elapsed = (3.0 + 0.5 * z).exp();
        let next = PERSON.next_purchase(elapsed, 3.0).expect("possible days");
        let days = [
            elapsed,
            next.range_80.low,
            next.peak.low,
            next.median,
            next.peak.high,
            next.range_80.high,
        ];
        assert!(days.is_sorted() && next.median.is_finite() && next.p_longer < 1e-6, "{next:?}");
    }
    let around = [29.999_999, 30.000_001].map(|z: f64| {
        let elapsed = (3.0 + 0.5 * z).exp();
        PERSON.next_purchase(elapsed, 3.0).expect("possible days").median / elapsed
    });
    assert!((around[0] - around[1]).abs() < 2e-4, "{around:?}");
}

#[test]
fn nobody_differs_when_there_are_no_repeats_to_see_it_by() {
    let persons: Vec<Vec<f64>> = (1..=30).map(|i| vec![10.0 + f64::from(i)]).collect();
    let cycle = NeedCycle::fit(&persons).expect("30 intervals");
    assert_eq!(cycle.sd_between, 0.0);
    let (own, none) = (cycle.of_person(&[99.0; 5]), cycle.of_person(&[]));
    let (own, none) = (own.expect("possible"), none.expect("possible"));
    assert_eq!((own.own_weight, own.mean_log), (0.0, none.mean_log));
}

#[test]
fn perfect_regularity_is_not_certainty() {
    let cycle = NeedCycle::fit(&[[30.0; 25]]).expect("25 intervals");
    check(cycle.sd_within, 0.01);
    let next = cycle.of_person(&[30.0; 3]).expect("possible").next_purchase(0.0, 7.0);
    let next = next.expect("possible days");
    assert!(
        (next.median - 30.0).abs() < 1e-9 && next.range_80.low < 29.7 && next.range_80.high > 30.3
    );
}

#[test]
fn refused_with_the_reason() {
    let few = NeedCycle::fit(&[vec![30.0; 19], vec![]]);
    assert_eq!(few, Err(CycleError::TooFew { n_intervals: 19, needed: 20 }));
    let impossible = NeedCycle::fit(&[vec![30.0; 19], vec![7.0, 0.0]]);
    assert_eq!(impossible, Err(CycleError::Interval { person: 1, place: 1, days: 0.0 }));
    let cycle = NeedCycle::fit(&five_persons()).expect("20 intervals");
    assert!(cycle.of_person(&[f64::NAN]).is_err());
    assert_eq!(PERSON.next_purchase(-1.0, 3.0), Err(CycleError::Days { days: -1.0 }));
    assert!(PERSON.next_purchase(1.0, f64::INFINITY).is_err());
}

#[test]
fn the_error_of_the_groups_mean_is_that_of_a_mean() {
    // Nobody has a second interval, so that all differences count as one spread s: s²/n.
    let persons: Vec<Vec<f64>> =
        (0..20).map(|i| vec![if i % 2 == 0 { 10.0 } else { 40.0 }]).collect();
    let cycle = NeedCycle::fit(&persons).expect("20 intervals");
    check(cycle.mean_sd(), cycle.sd_within / 20f64.sqrt());
}
