use super::{FinalPrior, PastRegistrations, RegistrationCurve, RegistrationError};
use crate::beta_rate::BetaRate;
use crate::binomial::draw_binomial;
use crate::count_distribution::CountDistribution;
use crate::stream::{Purpose, random_stream};

fn curve(strength: f64) -> RegistrationCurve {
    RegistrationCurve::from_anchors(60, 0.58, 0.25, strength).expect("anchors")
}

#[test]
fn the_default_shape_passes_through_its_anchors() {
    for opening in [8, 14, 30, 60, 365] {
        let curve = RegistrationCurve::from_anchors(opening, 0.58, 0.25, 50.0).expect("anchors");
        assert!((curve.share_in(0.0) - 0.75).abs() < 1e-12, "{opening}");
        assert!((curve.share_in(7.0) - 0.42).abs() < 1e-9, "{opening}: {}", curve.share_in(7.0));
        assert_eq!(curve.share_in(f64::from(opening) + 1.0), 0.0);
        let shares: Vec<f64> = (0..=opening).map(|t| curve.share_in(f64::from(t))).collect();
        assert!(shares.windows(2).all(|pair| pair[0] >= pair[1]), "{opening}");
    }
    assert_eq!(curve(50.0).share_in(-0.1), 1.0);
}

#[test]
fn of_a_known_curve_what_remains_is_negative_binomial() {
    // N ~ Poisson(λ), λ ~ Gamma(4, mean 100): given 50 in by a share of .42, the rest is
    // Gamma(54, rate .04 + .42)–Poisson thinned by .58.
    let prior = FinalPrior::Open { mean: 100.0, cv: 0.5 };
    let found = curve(1e9).final_number(50, 7.0, prior).expect("possible");
    let (shape, rate) = (54.0, (0.04 + 0.42) / 0.58);
    let p = rate / (1.0 + rate);
    let mut chance = f64::powf(p, shape);
    for k in 0..400 {
        let difference = (found.p_exactly(50 + k) - chance).abs();
        assert!(difference < 1e-10, "{k}: {} {chance}", found.p_exactly(50 + k));
        chance *= (shape + k as f64) / (k as f64 + 1.0) * (1.0 - p);
    }
    assert!((found.mean() - 50.0 - shape / rate).abs() < 1e-8);
    assert_eq!(found.p_at_most(49), 0.0);
}

#[test]
fn before_the_opening_the_answer_is_what_was_expected() {
    let rate = BetaRate::new(6.0, 14.0).expect("positive");
    let prior = FinalPrior::Invited { n_invited: 200, rate };
    let found = curve(50.0).final_number(0, 90.0, prior).expect("possible");
    let expected = CountDistribution::beta_binomial(200, rate);
    for k in 0..=200 {
        assert!((found.p_exactly(k) - expected.p_exactly(k)).abs() < 1e-9, "{k}");
    }
    let over = curve(50.0).final_number(70, -1.0, prior).expect("possible");
    assert_eq!((over.mean(), over.sd()), (70.0, 0.0));
}

#[test]
fn a_curve_that_varies_says_less() {
    let prior = FinalPrior::Open { mean: 100.0, cv: 0.8 };
    let width = |strength, days| {
        let interval =
            curve(strength).final_number(60, days, prior).expect("possible").interval(0.8);
        interval.high - interval.low
    };
    assert!(width(20.0, 7.0) > 1.5 * width(1e6, 7.0));
    // 60 so early mean many more to come, and less is known of how many.
    assert!(width(50.0, 7.0) > width(50.0, 1.0));
}

#[test]
fn final_numbers_fall_into_their_interval_as_often_as_it_says() {
    let (curve, prior) = (curve(40.0), FinalPrior::Open { mean: 120.0, cv: 0.5 });
    let shape = rand_distr::Gamma::new(4.0, 30.0).expect("positive");
    let mut n_held = 0;
    for event in 0..200 {
        let mut stream = random_stream(3, event, Purpose::EventShock);
        let mean: f64 = rand_distr::Distribution::sample(&shape, &mut stream);
        let thousandths = mean / 100_000.0;
        let n_final = draw_binomial(100_000, thousandths, &mut stream);
        let share = curve.share_in(7.0);
        let share = BetaRate::new(40.0 * share, 40.0 * (1.0 - share)).expect("positive");
        let n_now = draw_binomial(n_final, share.sample(&mut stream), &mut stream);
        let interval = curve.final_number(n_now, 7.0, prior).expect("possible").interval(0.8);
        n_held += u32::from(interval.contains(f64::from(n_final)));
    }
    // 160 expected, a little more for whole numbers; 4.5 standard deviations below is 135.
    assert!((135..=188).contains(&n_held), "{n_held} of 200");
}

#[test]
fn own_events_make_a_curve() {
    let event = |n_final, at_week, at_day| PastRegistrations {
        n_final,
        n_in: vec![(14.0, at_week / 2), (7.0, at_week), (0.0, at_day)],
    };
    let events = [event(100, 40, 80), event(200, 90, 170), event(100, 30, 70)];
    let curve = RegistrationCurve::of_events(&events, 30.0).expect("events");
    assert!((curve.share_in(7.0) - 0.4).abs() < 1e-12);
    assert!((curve.share_in(0.0) - 0.8).abs() < 1e-12);
    assert!((curve.share_in(10.5) - 0.3).abs() < 1e-12);
    assert_eq!(curve.share_in(16.0), 0.0);
    assert!(curve.strength() > 20.0 && curve.strength() < 1000.0, "{}", curve.strength());
    let two = RegistrationCurve::of_events(&events[..2], 30.0).expect("events");
    assert_eq!(two.strength(), 30.0);
    let alike = RegistrationCurve::of_events(
        &[event(100, 40, 80), event(100, 40, 80), event(100, 40, 80)],
        30.0,
    );
    assert_eq!(alike.expect("events").strength(), 1e6);
}

#[test]
fn how_much_events_stray_is_recovered() {
    let truth = curve(25.0);
    let events: Vec<PastRegistrations> = (0..60)
        .map(|event| {
            let mut stream = random_stream(9, event, Purpose::Rate(0));
            let share = truth.share_in(7.0);
            let share = BetaRate::new(25.0 * share, 25.0 * (1.0 - share)).expect("positive");
            let n_in = draw_binomial(300, share.sample(&mut stream), &mut stream);
            PastRegistrations { n_final: 300, n_in: vec![(7.0, n_in)] }
        })
        .collect();
    let found = RegistrationCurve::of_events(&events, 1.0).expect("events");
    assert!((found.share_in(7.0) - 0.42).abs() < 0.05);
    assert!(found.strength() > 13.0 && found.strength() < 60.0, "{}", found.strength());
}

#[test]
fn refused_with_the_reason() {
    let opening = RegistrationCurve::from_anchors(7, 0.58, 0.25, 50.0);
    assert_eq!(opening, Err(RegistrationError::Opening { days: 7.0 }));
    let anchors = RegistrationCurve::from_anchors(30, 0.2, 0.25, 50.0);
    let wrong = RegistrationError::Anchors { last_week: 0.2, on_the_day: 0.25 };
    assert_eq!(anchors, Err(wrong));
    assert!(RegistrationCurve::from_anchors(30, 0.58, 0.25, 0.0).is_err());
    assert_eq!(RegistrationCurve::of_events(&[], 30.0), Err(RegistrationError::NoEvent));
    let shrinking = PastRegistrations { n_final: 10, n_in: vec![(3.0, 6), (1.0, 5)] };
    let wrong = RegistrationError::Counts { event: 0 };
    assert_eq!(RegistrationCurve::of_events(&[shrinking], 30.0), Err(wrong));
    let rate = BetaRate::UNIFORM;
    let prior = FinalPrior::Invited { n_invited: 9, rate };
    let more = RegistrationError::MoreThanInvited { n_now: 10, n_invited: 9 };
    assert_eq!(curve(50.0).final_number(10, 3.0, prior), Err(more));
    let early = RegistrationError::TooEarly { n_now: 1, days_before: 90.0 };
    assert_eq!(curve(50.0).final_number(1, 90.0, prior), Err(early));
    let vague = FinalPrior::Open { mean: -1.0, cv: 0.5 };
    assert!(curve(50.0).final_number(1, 3.0, vague).is_err());
}
