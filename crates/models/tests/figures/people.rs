//! Who is who: clusters, scores, movement between states, waits, cycles, who responds.

use super::{Figures, cdnow};
use meadow_models::calibration::Calibration;
use meadow_models::concentration::{gini, share_of_top};
use meadow_models::cycle::NeedCycle;
use meadow_models::gap::{GapSettings, find_n_clusters};
use meadow_models::kmeans::cluster;
use meadow_models::logit::{Logit, LogitOptions};
use meadow_models::markov::{
    AbsorbingChain, PeriodAccount, RecencyChain, TransitionCounts, TransitionMatrix, forecast_mix,
};
use meadow_models::points::Points;
use meadow_models::rfm::{ScoreRule, score_rfm};
use meadow_models::silhouette::silhouette;
use meadow_models::standardise::{Transform, standardise};
use meadow_models::survival::{CurveInterval, Survival, Wait};
use meadow_models::uplift::draw_hold_out;
use std::collections::BTreeMap;

pub(super) fn add(figures: &mut Figures) {
    let [days, counts, spend] = customers();
    let (rfm, _) = score_rfm(&days, &counts, &spend, ScoreRule::Quantiles).expect("customers");
    let scores = rfm.iter().step_by(30).flat_map(|r| [r.recency, r.frequency, r.money]);
    figures.add_whole("rfm", scores.collect::<Vec<_>>());
    let top = share_of_top(&spend, 0.2).expect("amounts");
    figures.add_reals("concentration", [gini(&spend).expect("amounts"), top]);
    let columns = [days, counts, spend];
    let transforms = [Transform::Ln1p, Transform::Ln, Transform::Ln1p];
    let (points, scales) = standardise(&columns, &transforms).expect("positive");
    figures.add_reals("scales", scales.iter().flat_map(|scale| [scale.mean, scale.sd]));
    add_clusters(figures, &points);
    add_movement(figures);
    add_waits(figures);
    add_response(figures);
    figures.add_whole(
        "hold_out",
        draw_hold_out(500, 0.1, 8).expect("a share").into_iter().map(|place| place as u64),
    );
}

/// Days since the last purchase, purchases, spend of the CDNOW sample at the end of its 39 weeks.
fn customers() -> [Vec<f64>; 3] {
    let mut orders = BTreeMap::<usize, BTreeMap<i32, f64>>::new();
    for order in cdnow::orders().iter().filter(|order| order.day <= cdnow::END_DAY) {
        *orders.entry(order.customer).or_default().entry(order.day).or_default() += order.amount;
    }
    let since = |days: &BTreeMap<i32, f64>| {
        days.keys().last().map_or(f64::NAN, |day| f64::from(cdnow::END_DAY - day))
    };
    [
        orders.values().map(since).collect(),
        orders.values().map(|days| days.len() as f64).collect(),
        orders.values().map(|days| days.values().sum()).collect(),
    ]
}

fn add_clusters(figures: &mut Figures, points: &Points) {
    for k in [3, 5] {
        let found = cluster(points, k, 5, 2).expect("enough points");
        figures.add_whole(&format!("clusters.{k}"), found.labels.iter().step_by(9).copied());
        let centres = found.centres.iter().flatten().copied();
        figures.add_reals(&format!("clusters.{k}.centres"), centres.chain([found.inertia]));
        let silhouette = silhouette(points, &found.labels, 400, 2).expect("clusters");
        figures.add_reals(&format!("clusters.{k}.silhouette"), [silhouette.mean]);
    }
    let sample = points.sample(300, 6);
    figures.add_reals("clusters.sample", sample.iter().flatten().copied().step_by(50));
    let settings = GapSettings { k_max: 4, n_references: 5, n_starts: 2, max_points: 300 };
    let answer = find_n_clusters(points, settings, 6).expect("enough points");
    figures.add_reals("clusters.gaps", answer.gaps.iter().flat_map(|at| [at.gap, at.error]));
    // Many equal points and one far away.
    let columns =
        [vec![1.0; 60], (0..60).map(|i| if i < 57 { 0.1 } else { f64::from(i).exp2() }).collect()];
    let hard = Points::from_columns(&columns).expect("finite");
    let found = cluster(&hard, 4, 3, 1).expect("four different points");
    figures.add_whole("clusters.hard", found.labels);
    figures.add_reals("clusters.hard.inertia", [found.inertia]);
}

fn add_movement(figures: &mut Figures) {
    let counts = [vec![40, 25, 5], vec![12, 60, 28], vec![0, 3, 97]];
    let counts = TransitionCounts::new(&counts, 0.5).expect("three states");
    let mix = forecast_mix(&counts, &[400, 250, 900], Ok, 4, 100, 9).expect("possible");
    let ends =
        mix.rounds.iter().flatten().flat_map(|s| [s.mean, s.middle_90.low, s.middle_90.high]);
    figures.add_reals("movement.mix", ends);
    figures.add_reals("movement.power", counts.mean().power(17).row(1).iter().copied());
    let drawn = counts.draw(3, 9);
    figures.add_reals("movement.drawn", (0..3).flat_map(|state| drawn.row(state).to_vec()));
    let rows = vec![
        vec![0.0, 0.6, 0.0, 0.4],
        vec![0.0, 0.1, 0.5, 0.4],
        vec![0.0, 0.0, 1.0, 0.0],
        vec![0.0, 0.0, 0.0, 1.0],
    ];
    let matrix = TransitionMatrix::new(rows).expect("four states");
    let chain = AbsorbingChain::new(&matrix).expect("two ends");
    figures.add_reals(
        "movement.ends",
        [chain.p_end(0, 2), chain.p_end(1, 3), chain.expected_steps(0)],
    );
    let chain = RecencyChain::new(&[0.3, 0.2, 0.15, 0.05]).expect("chances");
    let account = PeriodAccount { margin: 40.0, contact_cost: 4.0, discount: 0.2 };
    figures.add_reals("movement.value", chain.values(account).expect("possible"));
    let stop = chain.best_stop(account).expect("possible");
    figures.add_reals("movement.stop", stop.values);
}

fn add_waits(figures: &mut Figures) {
    let waits: Vec<Wait> = (0..120_u32)
        .map(|i| Wait { time: f64::from(1 + i * 37 % 61), has_happened: i % 3 != 0 })
        .collect();
    let curve = Survival::fit(&waits).expect("waits");
    figures.add_reals("survival", curve.steps().iter().flat_map(|step| [step.survival, step.se]));
    for how in [CurveInterval::Plain, CurveInterval::LogLog] {
        let interval = curve.interval_at(20.0, 0.95, how).expect("within the curve");
        figures.add_reals(&format!("survival.{how:?}"), [interval.low, interval.high]);
    }
    let days = |person: u32| -> Vec<f64> {
        (0..person % 5).map(|i| 20.0 + f64::from(person * 13 % 40 + i * 29 % 17)).collect()
    };
    let persons: Vec<Vec<f64>> = (0..40).map(days).collect();
    let cycle = NeedCycle::fit(&persons).expect("enough intervals");
    figures.add_reals("cycle", [cycle.mean_log, cycle.sd_within, cycle.sd_between]);
    for elapsed in [0.0, 45.0, 400.0] {
        let person = cycle.of_person(&persons[4]).expect("possible");
        let next = person.next_purchase(elapsed, 10.0).expect("possible");
        let ends = [next.median, next.range_80.low, next.range_80.high, next.p_longer];
        figures.add_reals(&format!("cycle.next.{elapsed}"), ends);
    }
}

fn add_response(figures: &mut Figures) {
    // Plain arithmetic instead of chance.
    let row = |i: u32| vec![f64::from(i * 37 % 101) / 50.0, f64::from(i * 53 % 89) / 9.0];
    let rows: Vec<Vec<f64>> = (0..400).map(row).collect();
    let responded: Vec<bool> = rows
        .iter()
        .enumerate()
        .map(|(i, row)| row[0] + row[1] / 10.0 > f64::from(i as u32 * 71 % 97) / 40.0)
        .collect();
    for ridge in [0.0, 3.0] {
        let options = LogitOptions { ridge, ..LogitOptions::default() };
        let model = Logit::fit(&rows, &responded, options).expect("enough cases");
        let values = [model.intercept, model.log_likelihood].into_iter();
        let values = values.chain(model.weights.iter().copied());
        figures.add_reals(
            &format!("logit.{ridge}"),
            values.chain(model.standard_errors.iter().copied()),
        );
        let forecasts: Vec<f64> = rows.iter().map(|row| model.p_response(row)).collect();
        let found = Calibration::of(&forecasts, &responded, 0.5, 5).expect("enough cases");
        let area = found.area_under_curve.expect("both outcomes");
        figures.add_reals(&format!("calibration.{ridge}"), [found.brier, area]);
    }
}
