use super::{
    AbsorbingChain, Arrivals, MarkovError, TransitionCounts, TransitionMatrix, best_stop,
    forecast_mix, lifetime_value,
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
    let forecast = forecast_mix(&counts, &[50, 0], same, 3, 8000, 4).expect("two states");
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
    let again = forecast_mix(&counts, &[50, 0], same, 3, 8000, 4);
    assert_eq!(again, Ok(forecast));
}

#[test]
fn doubt_about_the_chances_is_carried_on() {
    // Lead, deal, lost: the chance of a deal is Dirichlet's share, here Beta(12, 28), in one step.
    let counts = TransitionCounts::new(&[vec![0, 12, 28], vec![0, 0, 0], vec![0, 0, 0]], 1e-6);
    let counts = counts.expect("counts").ending_in(1).ending_in(2);
    let p_deal = |chain: &TransitionMatrix| Ok(vec![AbsorbingChain::new(chain)?.p_end(0, 1)]);
    let bands = counts.bands(p_deal, 4000, 2).expect("it ends");
    let exact = crate::BetaRate::new(12.0, 28.0).expect("positive");
    assert!((bands[0].mean - exact.mean()).abs() < 0.005, "{bands:?}");
    let range = exact.interval(0.9);
    assert!((bands[0].middle_90.low - range.low).abs() < 0.01, "{bands:?} {range:?}");
    assert!((bands[0].middle_90.high - range.high).abs() < 0.01, "{bands:?} {range:?}");
    // Many counts: hardly any doubt about what the mail-order customers are worth.
    let rows: Vec<Vec<u64>> = (0..5)
        .map(|s| catalogue_customers().row(s).iter().map(|p| (p * 1e8).round() as u64).collect())
        .collect();
    let counts = TransitionCounts::new(&rows, 0.0).expect("counts");
    let worth = |chain: &TransitionMatrix| lifetime_value(chain, &NETS, 0.2, None);
    let bands = counts.bands(worth, 50, 2).expect("a chain");
    let medians: Vec<f64> = bands.iter().map(|band| band.median).collect();
    check(&medians, &[52.3196, 5.5538, 1.2508, -1.8200, 0.0], 0.01);
    assert!(counts.bands(worth, 0, 2).is_err());
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
fn steps_of_those_who_get_there() {
    // From the first state half go straight to the second; a tenth give up each round.
    let chain = matrix(&[&[0.4, 0.5, 0.1], &[0.0, 1.0, 0.0], &[0.0, 0.0, 1.0]]);
    let ends = AbsorbingChain::new(&chain).expect("it ends");
    check(&[ends.p_end(0, 1)], &[5.0 / 6.0], 1e-12);
    // Both ends are left for at the same pace: 1 / 0.6.
    let steps = [ends.expected_steps_to(0, 1), ends.expected_steps_to(0, 2)].map(Option::unwrap);
    check(&steps, &[1.0 / 0.6, 1.0 / 0.6], 1e-12);
    assert_eq!((ends.expected_steps_to(1, 1), ends.expected_steps_to(1, 2)), (Some(0.0), None));
    // The mixture over the ends is the time until any, on the longer chain too.
    let chain = matrix(&[
        &[0.2, 0.5, 0.2, 0.1],
        &[0.3, 0.3, 0.1, 0.3],
        &[0.0, 0.0, 1.0, 0.0],
        &[0.0, 0.0, 0.0, 1.0],
    ]);
    let ends = AbsorbingChain::new(&chain).expect("it ends");
    for state in 0..2 {
        let of = |end: usize| ends.p_end(state, end) * ends.expected_steps_to(state, end).unwrap();
        check(&[of(2) + of(3)], &[ends.expected_steps(state)], 1e-12);
    }
    // By counting it out: Σ t·P(there at t for the first time) / P(ever there).
    let mut first = (0.0, 0.0);
    for step in 1..200 {
        let there = |n: usize| chain.power(n).row(0)[2];
        let p = there(step) - there(step - 1);
        first = (first.0 + step as f64 * p, first.1 + p);
    }
    check(&[ends.expected_steps_to(0, 2).unwrap()], &[first.0 / first.1], 1e-9);
}

#[test]
fn more_of_one_leaves_less_of_the_others() {
    let chain = matrix(&[&[0.2, 0.5, 0.3], &[0.0, 1.0, 0.0], &[0.0, 0.0, 1.0]]);
    let moved = |shifts: &[(usize, f64)]| chain.with_shifts(0, shifts).unwrap().row(0).to_vec();
    check(&moved(&[]), &[0.2, 0.5, 0.3], 1e-15);
    check(&moved(&[(0, 0.0)]), &[0.2, 0.5, 0.3], 1e-15);
    check(&moved(&[(0, 0.1)]), &[0.3, 0.4375, 0.2625], 1e-12);
    check(&moved(&[(0, -0.5)]), &[0.0, 0.625, 0.375], 1e-12);
    // Two at once do not hang on their order.
    check(&moved(&[(0, 0.1), (2, 0.1)]), &[0.3, 0.3, 0.4], 1e-12);
    check(&moved(&[(2, 0.1), (0, 0.1)]), &[0.3, 0.3, 0.4], 1e-12);
    // More than all, and all of them less.
    check(&moved(&[(0, 0.8), (1, 0.5)]), &[0.5, 0.5, 0.0], 1e-12);
    check(&moved(&[(0, -0.1), (1, -0.1), (2, -0.1)]), &[0.4, 0.4, 0.2], 1e-12);
    let whole = chain.with_shifts(1, &[(1, -0.25)]).unwrap();
    check(whole.row(1), &[0.0, 1.0, 0.0], 1e-12);
    assert!(chain.with_shifts(0, &[(3, 0.1)]).is_err());
    assert!(chain.with_shifts(0, &[(1, f64::NAN)]).is_err());
    let ends = chain.ending_in(0).unwrap();
    check(ends.row(0), &[1.0, 0.0, 0.0], 0.0);
    assert!(chain.ending_in(3).is_err());
}

#[test]
fn newcomers_come_at_the_pace_they_came() {
    let arrivals = Arrivals::new(&[30, 0, 9], &[0.25, 0.0, 0.25], 3).expect("counts");
    check(&arrivals.mean(), &[30.25 / 3.0, 0.0, 9.25 / 3.0], 1e-12);
    let still = matrix(&[&[1.0, 0.0, 0.0], &[0.0, 1.0, 0.0], &[0.0, 0.0, 1.0]]);
    let expected = still.mixes_with(&[5.0, 0.0, 0.0], &[2.0, 0.0, 1.0], 3).expect("three states");
    check(&expected[3], &[11.0, 0.0, 3.0], 1e-12);
    // Negative-binomial numbers: mean w/k, variance w/k + w/k² in a round, of Gamma(w, k) rates.
    let firsts: Vec<f64> = (0..20_000)
        .map(|draw| {
            let rates = arrivals.draw(draw, 5);
            assert_eq!(rates[1], 0.0);
            let mixes = still.draw_mixes(&[0, 4, 0], &rates, 2, (draw, 5)).expect("three states");
            assert_eq!((mixes[0][1], mixes[1][1]), (4, 4));
            f64::from(mixes[0][0])
        })
        .collect();
    let n = firsts.len() as f64;
    let mean = firsts.iter().sum::<f64>() / n;
    let variance = firsts.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / n;
    let (w, k) = (30.25, 3.0);
    assert!((mean - w / k).abs() < 0.13, "{mean}");
    assert!((variance / (w / k + w / (k * k)) - 1.0).abs() < 0.06, "{variance}");
    assert_eq!(arrivals.draw(7, 5), arrivals.draw(7, 5));
    assert!(Arrivals::new(&[1], &[0.5], 0).is_err());
    assert!(Arrivals::new(&[1], &[0.5, 0.5], 1).is_err());
    assert!(Arrivals::new(&[1], &[-0.5], 1).is_err());
    assert!(still.draw_mixes(&[1], &[0.0; 3], 1, (0, 1)).is_err());
    assert!(still.mixes_with(&[1.0; 3], &[0.0], 1).is_err());
}

#[test]
fn one_chance_of_a_row_is_a_beta() {
    let priors = [vec![0.5, 0.5, 0.0], vec![0.5; 3], vec![0.5; 3]];
    let counts = [vec![12, 6, 0], vec![0, 0, 0], vec![0, 3, 1]];
    let counts = TransitionCounts::with_priors(&counts, &priors).expect("counts");
    let chance = counts.chance(0, 1).expect("a chance");
    assert_eq!((chance.a(), chance.b()), (6.5, 12.5));
    assert!(counts.chance(0, 2).is_err() && counts.chance(3, 0).is_err());
    let draws: Vec<f64> = (0..4000).map(|draw| counts.draw(draw, 3).row(0)[1]).collect();
    let below = draws.iter().filter(|p| **p <= chance.quantile(0.05)).count() as f64 / 4000.0;
    assert!((below - 0.05).abs() < 0.017, "{below}");
    assert!((0..50).all(|draw| counts.draw(draw, 3).row(0)[2] == 0.0));
    assert!(TransitionCounts::with_priors(&[vec![1]], &[]).is_err());
    assert!(TransitionCounts::with_priors(&[vec![1]], &[vec![-1.0]]).is_err());
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
