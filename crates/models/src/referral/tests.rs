use super::{
    BadWord, ReferralError, ReferralPlan, expected_by_generation, expected_total, p_extinction,
    p_total,
};
use crate::beta_rate::BetaRate;
use crate::test_data::columns;

fn certain(p: f64) -> BetaRate {
    BetaRate::from_point(p, 1e9).expect("between 0 and 1")
}

/// One feeling reaches 8 people; of these one in twenty becomes a customer.
fn plan() -> ReferralPlan {
    ReferralPlan {
        n_first: 20,
        reach: vec![8],
        conversion: certain(0.05),
        discontent: None,
        n_market: None,
        n_generations: 30,
    }
}

#[test]
fn extinction_by_hand() {
    assert_eq!(
        (p_extinction(8, 0.05), p_extinction(8, 0.125), p_extinction(0, 0.5)),
        (1.0, 1.0, 1.0)
    );
    assert_eq!(p_extinction(3, 1.0), 0.0);
    // Two people with chance c: s = ((1 − c)/c)².
    for c in [0.55f64, 0.7, 0.95] {
        assert!((p_extinction(2, c) - ((1.0 - c) / c).powi(2)).abs() < 1e-12, "{c}");
    }
    // Barely above one: it is the root, and below 1.
    for (reach, c) in [(8, 0.1251), (25, 0.041), (25, 0.2), (400, 0.01)] {
        let s = p_extinction(reach, c);
        assert!((s - (1.0 - c + c * s).powi(reach as i32)).abs() < 1e-12 && s < 1.0, "{reach} {c}");
    }
}

#[test]
fn totals_are_a_distribution_with_the_closed_mean() {
    let (mut sum, mut mean) = (0.0, 0.0);
    for n in 0..2000 {
        let p = p_total(3, n, 8, 0.05);
        sum += p;
        mean += p * f64::from(n);
    }
    assert!((sum - 1.0).abs() < 1e-10, "{sum}");
    assert!((mean - 3.0 * expected_total(8, 0.05).expect("below one")).abs() < 1e-8, "{mean}");
    assert_eq!(expected_total(8, 0.2), None);
    // Above one what is missing is growth without end.
    let ends: f64 = (0..3000).map(|n| p_total(1, n, 2, 0.7)).sum();
    assert!((ends - p_extinction(2, 0.7)).abs() < 1e-9, "{ends}");
    // By hand: nobody of eight; one of eight, then nobody of eight.
    assert!((p_total(1, 1, 8, 0.05) - 0.95f64.powi(8)).abs() < 1e-14);
    assert!((p_total(1, 2, 8, 0.05) - 0.4 * 0.95f64.powi(15)).abs() < 1e-13);
    assert_eq!(
        (p_total(0, 0, 8, 0.1), p_total(2, 1, 8, 0.1), p_total(1, 2, 8, 0.0)),
        (1.0, 0.0, 0.0)
    );
    assert!((p_total(1, 1, 8, 0.0) - 1.0).abs() < 1e-12);
}

#[test]
fn totals_and_extinction_agree_with_forty_digits() {
    let [n_first, n_total, reach, c, total, extinction] =
        columns("branching.csv", [0, 1, 2, 3, 4, 5]);
    for i in 0..c.len() {
        let (k, n, r) = (n_first[i] as u32, n_total[i] as u32, reach[i] as u32);
        let found = p_total(k, n, r, c[i]);
        assert!((found - total[i]).abs() <= 1e-9 * total[i], "{k} {n} {r} {}: {found}", c[i]);
        let found = p_extinction(r, c[i]);
        assert!((found - extinction[i]).abs() <= 1e-9 * extinction[i], "{r} {}: {found}", c[i]);
    }
}

#[test]
fn reach_is_not_offspring() {
    // 8, then 25 people are reached; at one in a hundred that is .08 and .02 customers.
    let expected = expected_by_generation(&[8, 25], 0.01, 3);
    for (found, by_hand) in expected.iter().zip([1.0, 0.08, 0.02, 0.005]) {
        assert!((found - by_hand).abs() < 1e-12, "{expected:?}");
    }
}

#[test]
fn simulated_growth_is_the_exact_one() {
    let n_draws = 20_000;
    let draws = plan().simulate(n_draws, 6).expect("a plan");
    for n_won in [0, 8, 13, 20] {
        let found = draws.won.iter().filter(|&&w| w <= n_won).count() as f64 / n_draws as f64;
        let exact: f64 = (20..=20 + n_won).map(|n| p_total(20, n, 8, 0.05)).sum();
        let error = 4.5 * (exact * (1.0 - exact) / n_draws as f64).sqrt() + 1e-6;
        assert!((found - exact).abs() < error, "{n_won}: {found}, exactly {exact}");
    }
    let by_generation = expected_by_generation(&[8], 0.05, 2);
    let mean = draws.won_by_generation[1].iter().map(|&n| f64::from(n)).sum::<f64>() / 20_000.0;
    assert!((mean - 20.0 * by_generation[2]).abs() < 0.1, "{mean}");
    assert_eq!(plan().simulate(n_draws, 6), Ok(draws));
}

#[test]
fn growth_above_one_dies_out_as_often_as_it_should() {
    let growing = ReferralPlan { n_first: 1, reach: vec![2], conversion: certain(0.7), ..plan() };
    let draws = growing.simulate(4000, 2).expect("a plan");
    let exact = p_extinction(2, 0.7);
    assert!((draws.p_over() - exact).abs() < 4.5 * (exact * (1.0 - exact) / 4000.0).sqrt());
    let explosive = ReferralPlan { reach: vec![25], conversion: certain(0.5), ..plan() };
    let draws = explosive.simulate(5, 2).expect("a plan");
    assert_eq!((draws.n_stopped, draws.won[0]), (5, 200_000));
}

#[test]
fn an_uncertain_conversion_has_a_far_tail() {
    let vague = BetaRate::from_point(0.05, 20.0).expect("between 0 and 1");
    let known = plan().simulate(4000, 1).expect("a plan").summary_won().expect("draws");
    let wide = ReferralPlan { conversion: vague, ..plan() };
    let wide = wide.simulate(4000, 1).expect("a plan").summary_won().expect("draws");
    assert!(wide.middle_90.high > 3.0 * known.middle_90.high, "{wide:?} {known:?}");
    assert!(wide.median < known.median);
}

#[test]
fn a_market_has_an_end_and_bad_word_costs() {
    let small = ReferralPlan { conversion: certain(0.5), n_market: Some(60), ..plan() };
    let draws = small.simulate(200, 3).expect("a plan");
    assert!(draws.won.iter().all(|&w| w <= 60) && draws.n_stopped == 0);
    let bad = BadWord { share: certain(0.2), reach: vec![25], lost: certain(0.02) };
    let spoken_badly = ReferralPlan { discontent: Some(bad), ..plan() };
    let draws = spoken_badly.simulate(20_000, 3).expect("a plan");
    // Four fifths speak well: m = .32; all customers T = 20/(1 − .32); a fifth of them cost .5 each.
    let all = 20.0 / (1.0 - 0.32);
    let mean = |counts: &[u32]| counts.iter().map(|&n| f64::from(n)).sum::<f64>() / 20_000.0;
    assert!((mean(&draws.won) - (all - 20.0)).abs() < 0.15, "{}", mean(&draws.won));
    assert!((mean(&draws.lost) - 0.1 * all).abs() < 0.1, "{}", mean(&draws.lost));
    let net = draws.summary_net().expect("draws");
    assert!((net.mean - (0.9 * all - 20.0)).abs() < 0.2, "{net:?}");
    let both = ReferralPlan { n_market: Some(40), ..spoken_badly };
    let draws = both.simulate(500, 3).expect("a plan");
    assert!(draws.won.iter().zip(&draws.lost).all(|(w, l)| w + l <= 40));
}

#[test]
fn refused_with_the_reason() {
    let many = ReferralPlan { n_first: 200_001, ..plan() };
    let error = ReferralError::TooMany { n_first: 200_001, max: 200_000 };
    assert_eq!(many.simulate(1, 1), Err(error));
    let mute = ReferralPlan { reach: vec![], ..plan() };
    assert_eq!(mute.simulate(1, 1), Err(ReferralError::NoReach));
}
