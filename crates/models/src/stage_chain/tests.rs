use super::{StageChain, StageChainError, StageDraws};
use crate::beta_rate::BetaRate;
use crate::count_distribution::CountDistribution;
use crate::funnel::{EventShock, FunnelInput, simulate};
use crate::funnel_draws::Stage;

fn rate(a: f64, b: f64) -> BetaRate {
    BetaRate::new(a, b).expect("positive")
}

/// Two segments through invited, applied, joined, active, renewed.
fn membership() -> StageChain {
    let mut chain = StageChain::new(vec![0.0; 4]).expect("four steps");
    let (join, active) = (rate(40.0, 10.0), rate(12.0, 6.0));
    chain.add_group_of_its_own(120, &[rate(9.0, 21.0), join, active, rate(7.0, 3.0)]).expect("ok");
    chain.add_group_of_its_own(60, &[rate(30.0, 20.0), join, active, rate(5.0, 2.0)]).expect("ok");
    chain
}

#[test]
fn exact_and_simulated_agree_at_every_stage() {
    let chain = membership();
    let n_draws = 20_000;
    let draws = chain.simulate(n_draws, 8);
    for stage in 0..=4 {
        let exact = chain.exact(stage).expect("independent");
        assert!((exact.chances().iter().sum::<f64>() - 1.0).abs() < 1e-10);
        for p in [0.1, 0.5, 0.9] {
            let n = exact.quantile(p);
            let (q, found) = (exact.p_at_least(n), draws.p_at_least(stage, n as u32));
            let error = 4.5 * (q * (1.0 - q) / n_draws as f64).sqrt() + 1e-9;
            assert!((found - q).abs() < error, "stage {stage}, {n}: {found}, exactly {q}");
        }
    }
}

#[test]
fn certain_rates_give_the_poisson_binomial() {
    let certain = |p: f64| rate(1e6 * p, 1e6 * (1.0 - p));
    let mut chain = StageChain::new(vec![0.0; 2]).expect("two steps");
    chain.add_group_of_its_own(40, &[certain(0.2), certain(0.5)]).expect("ok");
    chain.add_group_of_its_own(30, &[certain(0.6), certain(0.5)]).expect("ok");
    let (exact, known) = (
        chain.exact(2).expect("independent"),
        CountDistribution::of_groups(&[(40, 0.1), (30, 0.3)]),
    );
    for k in 0..=70 {
        assert!((exact.p_at_most(k) - known.p_at_most(k)).abs() < 1e-4, "{k}");
    }
}

#[test]
fn mean_is_the_product_of_mean_rates() {
    let mean = membership().exact(4).expect("independent").mean();
    let both = 0.8 * (12.0 / 18.0);
    let expected = 120.0 * 0.3 * both * 0.7 + 60.0 * 0.6 * both * (5.0 / 7.0);
    assert!((mean - expected).abs() < 1e-9, "{mean}, expected {expected}");
}

/// Invited, attended, negotiating, signed, first order, reorder.
#[test]
fn a_shared_rate_and_a_shared_day_widen_the_recruiting_of_dealers() {
    let width = |shared: bool, shock: f64| {
        let mut chain = StageChain::new(vec![shock, 0.0, 0.0, 0.0, 0.0]).expect("five steps");
        let sure = rate(900.0, 100.0);
        let common = chain.add_rate(rate(4.0, 6.0));
        for _ in 0..4 {
            let attend = if shared { common } else { chain.add_rate(rate(4.0, 6.0)) };
            let rest: Vec<_> = (0..4).map(|_| chain.add_rate(sure)).collect();
            chain
                .add_group(50, &[&[attend], rest.as_slice()].concat())
                .expect("rates of this chain");
        }
        let refused = chain.exact(5).err();
        let expected = (shared || shock > 0.0).then_some(StageChainError::NotIndependent);
        assert_eq!(refused, expected);
        let band = chain.simulate(3000, 2).summary(5).expect("draws").middle_90;
        band.high - band.low
    };
    assert!(width(true, 0.0) > 1.4 * width(false, 0.0));
    assert!(width(false, 0.8) > 1.2 * width(false, 0.0));
}

#[test]
fn the_first_steps_are_the_event_funnel_draw_by_draw() {
    let rates = [rate(30.0, 70.0), rate(60.0, 40.0), rate(10.0, 30.0)];
    let mut chain = StageChain::new(vec![0.0, 0.3, 0.2, 0.0]).expect("four steps");
    chain.add_group_of_its_own(300, &[&rates[..], &[rate(5.0, 5.0)]].concat()).expect("ok");
    let mut input = FunnelInput::new(EventShock { turn_out_sd: 0.3, ordering_sd: 0.2 });
    input.add_group_of_its_own(300, rates);
    let (whole, funnel) = (chain.simulate(4000, 5), simulate(&input, 4000, 5).expect("valid"));
    for (stage, named) in Stage::ALL.into_iter().enumerate() {
        assert_eq!(whole.total(stage), funnel.total(named), "{named:?}");
    }
    // The fourth step halves what the third leaves.
    let mean = |stage| whole.summary(stage).expect("draws").mean;
    assert!((mean(4) / mean(3) - 0.5).abs() < 0.02, "{}", mean(4) / mean(3));
    assert_eq!(whole.group(0, 3), whole.total(3));
    assert_eq!((whole.total(5).len(), whole.group(1, 0).len()), (0, 0));
    let mut slices = StageDraws::default();
    for n_more in [1, 999, 0, 3000] {
        chain.simulate_more(&mut slices, n_more, 5);
    }
    assert_eq!(slices, whole);
}

/// Of 1,000 in the room 20 % sign, half of those who negotiate: 40 % negotiate.
#[test]
fn a_stage_within_a_step_leaves_its_end_as_it_was() {
    let certain = |p: f64| rate(1e8 * p, 1e8 * (1.0 - p));
    let mut chain = StageChain::new(vec![0.0, 0.3]).expect("two steps");
    chain.add_group_of_its_own(600, &[certain(0.5), certain(0.2)]).expect("ok");
    chain.add_group_of_its_own(400, &[certain(0.5), certain(0.2)]).expect("ok");
    let draws = chain.simulate(4_000, 3);
    let before = draws.clone();
    let within = chain.within(&draws, 1, certain(0.5), 3);
    assert_eq!(draws, before);
    let mean = |column: &[u32]| column.iter().map(|n| f64::from(*n)).sum::<f64>() / 4_000.0;
    let share = mean(draws.total(2)) / mean(&within);
    assert!((share - 0.5).abs() < 0.005, "{share}");
    let places = within.iter().zip(draws.total(1)).zip(draws.total(2));
    assert!(places.clone().all(|((within, begin), end)| within <= begin && within >= end));
    // Where fewer go on than come to the end anyway, everybody is within.
    assert_eq!(chain.within(&draws, 1, certain(0.01), 3), draws.total(1));
    assert!(chain.within(&draws, 2, certain(0.5), 3).is_empty());
}

/// Of 400 half buy; of those 60 % buy again and 30 % bring somebody: 120 and 60, not 120 and 36.
#[test]
fn two_stages_may_follow_from_one() {
    let certain = |p: f64| rate(1e8 * p, 1e8 * (1.0 - p));
    let mut chain = StageChain::new(vec![0.0; 3]).expect("three steps");
    chain.branch(2, 1).expect("a stage before it");
    chain.add_group_of_its_own(400, &[certain(0.5), certain(0.6), certain(0.3)]).expect("ok");
    for (stage, mean) in [(1, 200.0), (2, 120.0), (3, 60.0)] {
        let exact = chain.exact(stage).expect("independent").mean();
        assert!((exact - mean).abs() < 0.01, "stage {stage}: {exact}");
    }
    let draws = chain.simulate(4_000, 6);
    for (stage, mean) in [(2, 120.0), (3, 60.0)] {
        let found = draws.summary(stage).expect("draws").mean;
        assert!((found - mean).abs() < 1.0, "stage {stage}: {found}");
    }
    // Who buys again and who brings somebody is drawn apart: given the 200, nothing ties the two.
    let (again, brings, bought) = (draws.total(2), draws.total(3), draws.total(1));
    let over = |column: &[u32], share: f64| -> Vec<f64> {
        column.iter().zip(bought).map(|(n, of)| f64::from(*n) - share * f64::from(*of)).collect()
    };
    let (again, brings) = (over(again, 0.6), over(brings, 0.3));
    let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let tie =
        product(&again, &brings) / (product(&again, &again) * product(&brings, &brings)).sqrt();
    assert!(tie.abs() < 0.08, "{tie}");

    assert_eq!(chain.branch(1, 2), Err(StageChainError::Branch { step: 1, from: 2 }));
    assert_eq!(chain.branch(3, 0), Err(StageChainError::Branch { step: 3, from: 0 }));
}

#[test]
fn a_step_from_as_many_is_the_same_and_from_fewer_never_more() {
    let mut chain = StageChain::new(vec![0.0, 0.3]).expect("two steps");
    let again = chain.add_rate(rate(4.0, 6.0));
    for n in [80, 40] {
        let buy = chain.add_rate(rate(9.0, 21.0));
        chain.add_group(n, &[buy, again]).expect("rates of this chain");
    }
    let draws = chain.simulate(500, 9);
    let whole = [draws.group(0, 1), draws.group(1, 1)];
    assert_eq!(chain.end_of_step(1, &whole, 9), draws.total(2));
    let half: Vec<Vec<u32>> =
        whole.iter().map(|column| column.iter().map(|n| n / 2).collect()).collect();
    let fewer = chain.end_of_step(1, &[&half[0], &half[1]], 9);
    assert_eq!(fewer.len(), 500);
    assert!(fewer.iter().zip(draws.total(2)).all(|(fewer, all)| fewer <= all));
    assert!(chain.end_of_step(2, &whole, 9).is_empty());
}

#[test]
fn one_person_more_never_brings_one_fewer() {
    let draws_with = |n| {
        let mut chain = StageChain::new(vec![0.2, 0.0, 0.3]).expect("three steps");
        let rates = [rate(3.0, 7.0), rate(12.0, 6.0), rate(4.0, 9.0)];
        chain.add_group_of_its_own(n, &rates).expect("ok");
        chain.simulate(200, 4)
    };
    for n in 90..100 {
        let (fewer, more) = (draws_with(n), draws_with(n + 1));
        for stage in 0..=3 {
            let pairs = fewer.total(stage).iter().zip(more.total(stage));
            assert!(pairs.clone().all(|(a, b)| a <= b), "{n} people, stage {stage}");
        }
    }
}

#[test]
fn refused_with_the_reason() {
    assert_eq!(StageChain::new(vec![]), Err(StageChainError::NoStep));
    assert_eq!(StageChain::new(vec![0.1, -1.0]), Err(StageChainError::Shock { sd: -1.0 }));
    let mut chain = StageChain::new(vec![0.0]).expect("one step");
    let steps = StageChainError::Steps { given: 2, expected: 1 };
    assert_eq!(chain.add_group_of_its_own(5, &[rate(1.0, 1.0); 2]), Err(steps));
    let id = membership().add_rate(rate(1.0, 1.0));
    assert!(matches!(chain.add_group(5, &[id]), Err(StageChainError::UnknownRate { .. })));
    chain.add_group_of_its_own(5000, &[rate(1.0, 1.0)]).expect("a group");
    let many = StageChainError::TooMany { n: 5000, max: 3000 };
    assert_eq!(chain.exact(1), Err(many));
    assert!(chain.exact(2).is_err());
}
