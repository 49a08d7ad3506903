//! Beta rates, intervals, pooling.

use super::Figures;
use meadow_models::beta_rate::BetaRate;
use meadow_models::interval::{jeffreys, newcombe_difference, p_exceeds, wilson};
use meadow_models::james_stein::james_stein;
use meadow_models::pooling::{GroupCount, PooledRates, fit_likelihood, fit_moments};
use meadow_models::summary::Interval;

pub(super) fn rate(a: f64, b: f64) -> BetaRate {
    BetaRate::new(a, b).expect("positive")
}

pub(super) fn ends(interval: Interval) -> [f64; 2] {
    [interval.low, interval.high]
}

pub(super) fn add(figures: &mut Figures) {
    // From weak to strong, and almost all or nothing.
    for (name, rate) in [
        ("rate.prior", rate(2.0, 8.0)),
        ("rate.posterior", rate(2.0, 8.0).updated(81, 263).expect("81 of 263")),
        ("rate.jeffreys", BetaRate::JEFFREYS.updated(0, 20).expect("0 of 20")),
        ("rate.tiny", rate(1e-9, 1.0)),
        ("rate.near_one", rate(4e4, 0.3)),
        ("rate.strong", rate(3e6, 5e6)),
    ] {
        let quantiles = [0.001, 0.05, 0.5, 0.95, 0.999].map(|p| rate.quantile(p));
        figures.add_reals(name, quantiles.into_iter().chain([rate.mean(), rate.p_at_most(0.3)]));
        figures.add_reals(&format!("{name}.draws"), (0..40).map(|draw| rate.draw(3, draw, 2026)));
    }
    for (low, high) in [(0.25, 0.35), (0.001, 0.02), (1e-6, 0.5), (0.9, 0.999)] {
        let rate = BetaRate::from_90_percent_range(low, high).expect("a possible range");
        figures.add_reals(&format!("rate.of_range_{low}_{high}"), [rate.a(), rate.b()]);
    }
    let fits = rate(1.5, 148.5);
    figures.add_reals(
        "rate.predictive",
        [(20, 67), (3, 20), (0, 200)].map(|(k, n)| fits.predictive_p_value(k, n)),
    );

    for (successes, trials) in [(81, 263), (0, 20), (1, 29), (29, 29), (150_000, 1_000_000)] {
        let wilson = wilson(successes, trials, 0.95).expect("possible");
        let jeffreys = jeffreys(successes, trials, 0.95).expect("possible");
        let both = [wilson, jeffreys].into_iter().flat_map(ends);
        figures.add_reals(&format!("interval.{successes}_of_{trials}"), both);
    }
    let difference = newcombe_difference((56, 70), (48, 80), 0.95).expect("possible");
    figures.add_reals("interval.difference", ends(difference));
    let sides =
        [((201.0, 801.0), (251.0, 751.0)), ((4.0, 18.0), (8.0, 19.0)), ((1e5, 1e5), (1e5, 99e3))];
    figures.add_reals(
        "interval.p_exceeds",
        sides.map(|(a, b)| p_exceeds(rate(b.0, b.1), rate(a.0, a.1))),
    );

    let averages = [0.4, 0.378, 0.356, 0.333, 0.311, 0.289, 0.267, 0.244, 0.222];
    let shrunk = james_stein(&averages, 0.0043).expect("nine values");
    figures.add_reals("james_stein", shrunk.estimates);
    add_pooling(figures);
}

fn add_pooling(figures: &mut Figures) {
    let groups: Vec<GroupCount> = [
        (0, 20),
        (1, 18),
        (2, 25),
        (4, 14),
        (5, 50),
        (9, 48),
        (10, 49),
        (16, 52),
        (15, 47),
        (3, 23),
    ]
    .map(|(n_successes, n_trials)| GroupCount { n_successes, n_trials })
    .to_vec();
    let [moments, likelihood] =
        [fit_moments(&groups), fit_likelihood(&groups)].map(|fit| fit.expect("ten groups"));
    let parameters = [moments, likelihood].into_iter().flat_map(|rate| [rate.a(), rate.b()]);
    figures.add_reals("pooling.fits", parameters);
    let pooled = PooledRates::fit(&groups).expect("ten groups");
    let (a, b) = pooled.mean_parameters();
    figures.add_reals("pooling.posterior", [a, b, pooled.median_strength()]);
    let own = pooled.of_group(groups[3]).expect("4 of 14");
    let new = pooled.of_new_group();
    for (name, mixture) in [("pooling.group", own), ("pooling.new_group", new)] {
        let values = [mixture.mean(), mixture.sd(), mixture.p_at_most(0.2)];
        figures.add_reals(name, values.into_iter().chain(ends(mixture.interval(0.9))));
        figures.add_reals(&format!("{name}.draws"), mixture.draws(40, 7));
    }
}
