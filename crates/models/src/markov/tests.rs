use super::{
    AbsorbingChain, MarkovError, TransitionCounts, TransitionMatrix, best_stop, forecast_mix,
    lifetime_value,
};

#[track_caller]
fn check(found: &[f64], expected: &[f64], tolerance: f64) {
    let is_close = found.len() == expected.len()
        && found.iter().zip(expected).all(|(f, e)| (f - e).abs() <= tolerance);
    assert!(is_close, "{found:?}, expected {expected:?}");
}

fn matrix(rows: &[&[f64]]) -> TransitionMatrix {
    TransitionMatrix::new(rows.iter().map(|row| row.to_vec()).collect()).expect("rows of chances")
}

/// Bought 1, 2, 3, 4 periods ago, or gone.
fn catalogue_customers() -> TransitionMatrix {
    matrix(&[
        &[0.3, 0.7, 0.0, 0.0, 0.0],
        &[0.2, 0.0, 0.8, 0.0, 0.0],
        &[0.15, 0.0, 0.0, 0.85, 0.0],
        &[0.05, 0.0, 0.0, 0.0, 0.95],
        &[0.0, 0.0, 0.0, 0.0, 1.0],
    ])
}

const NETS: [f64; 5] = [36.0, -4.0, -4.0, -4.0, 0.0];

#[test]
fn migration_over_four_periods_as_published() {
    let values = lifetime_value(&catalogue_customers(), &NETS, 0.2, Some(4)).expect("a chain");
    check(&values, &[50.115, 4.220, 0.592, -1.980, 0.0], 5.1e-4);
}

#[test]
fn migration_without_end_as_published() {
    let values = lifetime_value(&catalogue_customers(), &NETS, 0.2, None).expect("a chain");
    check(&values, &[52.3196, 5.5538, 1.2508, -1.8200, 0.0], 5.1e-5);
    // What a long horizon comes to.
    let long = lifetime_value(&catalogue_customers(), &NETS, 0.2, Some(300)).expect("a chain");
    check(&long, &values, 1e-9);
}

#[test]
fn to_stop_after_recency_three_is_best_as_published() {
    let rule = best_stop(&catalogue_customers(), &NETS, 0.2).expect("a chain");
    assert_eq!(rule.stops, [false, false, false, true, false]);
    check(&rule.values, &[53.1494, 6.6207, 2.6437, 0.0, 0.0], 5.1e-5);
}

#[test]
fn the_best_rule_is_the_best_of_all() {
    // Every one of the 2⁴ rules on a chain with two doubtful states.
    let chain = matrix(&[
        &[0.2, 0.5, 0.3, 0.0],
        &[0.3, 0.1, 0.4, 0.2],
        &[0.1, 0.2, 0.3, 0.4],
        &[0.6, 0.1, 0.2, 0.1],
    ]);
    let nets = [10.0, -4.0, -7.0, -3.0];
    let rule = best_stop(&chain, &nets, 0.1).expect("a chain");
    for choice in 0..16u32 {
        let stops = |s: usize| choice >> s & 1 == 1;
        // A state that stops leads nowhere: one more state takes its people.
        let rows = (0..5)
            .map(|s| {
                if s == 4 || stops(s) {
                    vec![0.0, 0.0, 0.0, 0.0, 1.0]
                } else {
                    [chain.row(s), &[0.0]].concat()
                }
            })
            .collect();
        let chain = TransitionMatrix::new(rows).expect("rows of chances");
        let nets: Vec<f64> =
            (0..5).map(|s| if s == 4 || stops(s) { 0.0 } else { nets[s] }).collect();
        let values = lifetime_value(&chain, &nets, 0.1, None).expect("a chain");
        assert!(rule.values.iter().zip(&values).all(|(best, v)| *best >= v - 1e-9), "{choice:b}");
    }
}

#[test]
fn toy_chain_from_lead_to_deal() {
    // Lead, contacted, invited, registered, attended, deal, lost.
    let chain = matrix(&[
        &[0.0, 0.6, 0.0, 0.0, 0.0, 0.0, 0.4],
        &[0.0, 0.1, 0.5, 0.0, 0.0, 0.0, 0.4],
        &[0.0, 0.0, 0.0, 0.4, 0.0, 0.0, 0.6],
        &[0.0, 0.0, 0.0, 0.0, 0.7, 0.0, 0.3],
        &[0.0, 0.0, 0.0, 0.0, 0.0, 0.25, 0.75],
        &[0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0],
        &[0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0],
    ]);
    let ends = AbsorbingChain::new(&chain).expect("it ends");
    let p_deal: Vec<f64> = (0..5).map(|state| ends.p_end(state, 5)).collect();
    check(&p_deal, &[0.023_333, 0.038_889, 0.07, 0.175, 0.25], 5.1e-7);
    check(&[ends.expected_steps(0)], &[2.226_67], 5.1e-6);
    check(&[ends.expected_visits(0, 1)], &[0.6 / 0.9], 1e-12);
    for state in 0..7 {
        check(&[ends.p_end(state, 5) + ends.p_end(state, 6)], &[1.0], 1e-12);
    }
    assert_eq!((ends.expected_steps(6), ends.p_end(0, 3), ends.p_end(9, 5)), (0.0, 0.0, 0.0));
    // The far end of the powers says the same.
    check(&[chain.power(400).row(0)[5]], &[ends.p_end(0, 5)], 1e-12);
}

#[test]
fn a_plan_moves_the_mix() {
    let chain = matrix(&[&[0.8, 0.2], &[0.1, 0.9]]);
    let mixes = chain.mixes(&[100.0, 200.0], 2).expect("two states");
    check(&mixes[1], &[100.0, 200.0], 1e-12);
    let plan = chain.with_row(1, vec![0.3, 0.7]).expect("a row");
    let mixes = plan.mixes(&[100.0, 200.0], 2).expect("two states");
    check(&mixes[1], &[140.0, 160.0], 1e-12);
    check(&mixes[2], &[160.0, 140.0], 1e-12);
    check(plan.power(2).row(0), &[0.7, 0.3], 1e-12);
}

#[test]
fn a_forecast_has_the_mean_and_the_spread_of_its_counts() {
    // One row of Dirichlet(30, 10) for 50 people: a beta-binomial with known moments.
    let counts = TransitionCounts::new(&[vec![30, 10], vec![0, 5]], 0.0).expect("counts");
    let same = |matrix| Ok(matrix);
    let forecast = forecast_mix(&counts, &[50, 0], same, (3, 8000), 4).expect("two states");
    let first = forecast.rounds[0][1];
    assert!((first.mean - 12.5).abs() < 0.2, "{first:?}");
    let exact = crate::CountDistribution::beta_binomial(
        50,
        crate::BetaRate::new(10.0, 30.0).expect("positive"),
    );
    let band = exact.interval(0.9);
    assert!((first.middle_90.low - band.low).abs() <= 1.0, "{first:?} {band:?}");
    assert!((first.middle_90.high - band.high).abs() <= 1.0, "{first:?} {band:?}");
    // Nobody comes back from the second state.
    assert!(forecast.rounds[2][0].mean < forecast.rounds[1][0].mean);
    for round in &forecast.rounds {
        assert!((round[0].mean + round[1].mean - 50.0).abs() < 1e-9);
    }
    let again = forecast_mix(&counts, &[50, 0], same, (3, 8000), 4);
    assert_eq!(again, Ok(forecast));
}

#[test]
fn draws_keep_to_what_can_be() {
    let counts = TransitionCounts::new(&[vec![3, 0, 1], vec![0, 0, 0], vec![1, 1, 1]], 1e-9);
    let counts = counts.expect("counts");
    for draw in 0..200 {
        let matrix = counts.draw(draw, 1);
        for state in 0..3 {
            let sum: f64 = matrix.row(state).iter().sum();
            assert!((sum - 1.0).abs() < 1e-12 && matrix.row(state).iter().all(|p| *p >= 0.0));
        }
    }
    check(counts.mean().row(1), &[1.0 / 3.0; 3], 1e-12);
}

#[test]
fn refused_with_the_reason() {
    let ragged = TransitionMatrix::new(vec![vec![1.0], vec![0.5, 0.5]]);
    assert_eq!(ragged, Err(MarkovError::Shape { given: 1, expected: 2 }));
    let sum = TransitionMatrix::new(vec![vec![0.5, 0.4], vec![0.5, 0.5]]);
    assert_eq!(sum, Err(MarkovError::Row { state: 0, sum: 0.9 }));
    assert!(TransitionMatrix::new(vec![]).is_err());
    let empty = TransitionCounts::new(&[vec![1, 2], vec![0, 0]], 0.0);
    assert_eq!(empty, Err(MarkovError::NeverSeen { state: 1 }));
    assert!(TransitionCounts::new(&[vec![1]], f64::NAN).is_err());
    let restless = matrix(&[&[0.5, 0.5], &[0.5, 0.5]]);
    assert_eq!(AbsorbingChain::new(&restless), Err(MarkovError::NoEnd));
    let apart = matrix(&[&[0.5, 0.5, 0.0], &[0.5, 0.5, 0.0], &[0.0, 0.0, 1.0]]);
    assert_eq!(AbsorbingChain::new(&apart), Err(MarkovError::NeverEnds { state: 0 }));
    // Everybody stays where they are.
    let still = AbsorbingChain::new(&matrix(&[&[1.0, 0.0], &[0.0, 1.0]])).expect("ends only");
    assert_eq!((still.p_end(1, 1), still.p_end(1, 0), still.expected_steps(0)), (1.0, 0.0, 0.0));
    let endless = lifetime_value(&apart, &[1.0; 3], 0.0, None);
    assert_eq!(endless, Err(MarkovError::Endless));
    let shape = lifetime_value(&apart, &[1.0; 2], 0.1, None);
    assert_eq!(shape, Err(MarkovError::Shape { given: 2, expected: 3 }));
    assert!(restless.with_row(2, vec![0.5, 0.5]).is_err());
    assert!(restless.next_mix(&[1.0]).is_err());
}
