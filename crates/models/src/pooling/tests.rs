use super::likelihood::Likelihood;
use super::{GroupCount, PooledRates, PoolingError, fit_likelihood, fit_moments};
use crate::beta_rate::BetaRate;
use crate::binomial::draw_binomial;
use crate::stream::{Purpose, random_stream};
use crate::test_data::columns;

fn group(n_successes: u64, n_trials: u64) -> GroupCount {
    GroupCount { n_successes, n_trials }
}

/// 70 historical groups and the 71st.
fn rats() -> Vec<GroupCount> {
    let [y, n] = columns("bda3_rat_tumors.csv", [0, 1]);
    y.iter().zip(&n).map(|(&y, &n)| group(y as u64, n as u64)).collect()
}

#[track_caller]
fn check(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "{found}, expected {expected}");
}

#[test]
fn rat_tumours_by_moments_as_published() {
    let rate = fit_moments(&rats()[..70]).expect("70 groups");
    check(rate.a(), 1.356, 5e-4);
    check(rate.b(), 8.615, 5e-4);
}

#[test]
fn rat_tumours_by_likelihood() {
    let rate = fit_likelihood(&rats()).expect("71 groups");
    check(rate.a(), 2.341_6, 5e-5);
    check(rate.b(), 14.114_8, 5e-5);
}

#[test]
fn rat_tumours_full_posterior_as_published() {
    let pooled = PooledRates::fit(&rats()).expect("71 groups");
    let (a, b) = pooled.mean_parameters();
    check(a, 2.403, 1e-3);
    check(b, 14.320, 1e-3);
    let last = pooled.of_group(group(4, 14)).expect("4 of 14");
    check(last.mean(), 0.210_9, 5e-5);
    // By SciPy on a grid of 1201 × 1201 points.
    check(last.mean(), 0.210_856_84, 1e-7);
    check(last.p_at_most(0.2), 0.483_083_78, 1e-7);
    let new = pooled.of_new_group();
    check(new.mean(), 0.144_297_31, 1e-7);
    check(new.p_at_most(0.1), 0.359_250_09, 1e-7);
    check(new.p_at_most(new.quantile(0.9)), 0.9, 1e-12);
    assert!(pooled.median_strength() > 10.0 && pooled.median_strength() < 20.0);
    let beta = new.as_beta().expect("uncertain");
    check(beta.mean(), new.mean(), 1e-12);
    let draws = new.draws(4000, 3);
    check(draws.iter().sum::<f64>() / 4000.0, new.mean(), 4.5 * new.sd() / 4000f64.sqrt());
}

#[test]
fn gradients_agree_with_differences() {
    let likelihood = Likelihood::new(&rats());
    // Where ln L is a difference of numbers near 1e6, the step must be wider for its digits.
    for (u, v, h) in [
        (-1.8, 2.8, 1e-5),
        (0.5, 0.0, 1e-5),
        (-3.0, 6.0, 1e-5),
        (2.0, -3.0, 1e-5),
        (-1.0, 12.0, 1e-3),
    ] {
        let along = |du: f64, dv: f64| {
            (likelihood.ln_at(u + du, v + dv) - likelihood.ln_at(u - du, v - dv)) / (2.0 * h)
        };
        let (along_mean, along_strength) = likelihood.gradient(u, v);
        check(along(h, 0.0), along_mean, 1e-5 * along_mean.abs().max(1.0));
        check(along(0.0, h), along_strength, 1e-5 * along_strength.abs().max(1.0));
    }
}

/// What is true lies in the 80 % interval of the new group's rate about as often as that says.
#[test]
fn known_parameters_are_recovered() {
    let population = BetaRate::new(4.0, 12.0).expect("positive");
    let (mut n_held, mut n_new_held) = (0, 0);
    for seed in 0..30 {
        let rates: Vec<f64> = (0..21)
            .map(|i| population.sample(&mut random_stream(seed, i, Purpose::Rate(0))))
            .collect();
        let groups: Vec<GroupCount> = (0..20)
            .map(|i| {
                let mut stream = random_stream(seed, i, Purpose::OrderValues);
                group(u64::from(draw_binomial(60, rates[i], &mut stream)), 60)
            })
            .collect();
        let pooled = PooledRates::fit(&groups).expect("20 groups");
        let is_held = |p: f64| u32::from((0.1..=0.9).contains(&p));
        let first = pooled.of_group(groups[0]).expect("possible");
        n_held += is_held(first.p_at_most(rates[0]));
        n_new_held += is_held(pooled.of_new_group().p_at_most(rates[20]));
    }
    // 24 expected; fewer than 17 come about less than once in a thousand times.
    assert!(n_held >= 17 && n_new_held >= 17, "{n_held} and {n_new_held} of 30");
}

#[test]
fn groups_that_do_not_differ_are_pooled_whole_and_not_fitted_wildly() {
    let alike = [group(30, 100), group(31, 100), group(29, 100), group(30, 100)];
    assert_eq!(fit_likelihood(&alike), Err(PoolingError::NoDifference));
    assert_eq!(fit_moments(&[group(3, 10); 4]), Err(PoolingError::NoDifference));
    // The posterior says what can be said: near 30 % with doubt, and less doubt than one group alone.
    let pooled = PooledRates::fit(&alike).expect("four groups");
    let (one, alone) = (pooled.of_group(alike[1]).expect("possible"), 0.31f64);
    assert!((one.mean() - 0.3).abs() < 0.005, "{}", one.mean());
    assert!(one.sd() < (alone * (1.0 - alone) / 101.0).sqrt());
    assert!(pooled.median_strength() > 50.0);
}

#[test]
fn hard_corners_stay_sane() {
    // By SciPy on grids of 2001 × 2001 points: nearly all nothing, then no difference at all.
    let rare = [group(0, 40), group(0, 35), group(1, 50), group(0, 60), group(0, 20)];
    let pooled = PooledRates::fit(&rare).expect("a mixed group");
    let mean = |pooled: &PooledRates, of| pooled.of_group(of).expect("possible").mean();
    check(pooled.of_new_group().mean(), 0.188_18, 1e-4);
    check(mean(&pooled, rare[0]), 0.000_989_18, 1e-6);
    check(mean(&pooled, rare[2]), 0.020_371, 1e-5);
    let alike = [group(30, 100), group(31, 100), group(29, 100), group(30, 100)];
    let pooled = PooledRates::fit(&alike).expect("mixed groups");
    check(pooled.of_new_group().mean(), 0.304_939_6, 1e-5);
    check(mean(&pooled, alike[1]), 0.304_802_7, 1e-5);
    let sizes = [group(100_000, 1_000_000), group(1, 2), group(130_000, 1_000_000), group(0, 3)];
    let pooled = PooledRates::fit(&sizes).expect("mixed groups");
    let large = pooled.of_group(sizes[0]).expect("possible");
    assert!((large.mean() - 0.1).abs() < 1e-4, "{}", large.mean());
    let rate = fit_likelihood(&sizes).expect("they differ");
    assert!(rate.mean() > 0.05 && rate.mean() < 0.3, "{rate:?}");
}

#[test]
fn refused_with_the_reason() {
    let few = PoolingError::TooFewGroups { n_groups: 2, needed: 3 };
    let two = [group(1, 2), group(0, 0), group(3, 5)];
    assert_eq!(fit_moments(&two), Err(few));
    assert_eq!(fit_likelihood(&two), Err(few));
    assert_eq!(PooledRates::fit(&two), Err(few));
    let impossible = PoolingError::MoreThanAll { group: 1, n_successes: 6, n_trials: 5 };
    assert_eq!(PooledRates::fit(&[group(1, 2), group(6, 5), group(1, 2)]), Err(impossible));
    let sure = [group(0, 9), group(9, 9), group(0, 4)];
    assert_eq!(PooledRates::fit(&sure), Err(PoolingError::AllOrNothing));
    assert_eq!(fit_likelihood(&sure), Err(PoolingError::AllOrNothing));
}
