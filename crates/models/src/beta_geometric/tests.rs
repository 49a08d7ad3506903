//! What is checked of several models of purchasing alike.

use super::{BetaGeometric, BetaGeometricLikelihood, DropOut};
use crate::estimate::tests::check_gradient;
use crate::estimate::{Likelihood, Parametric};
use crate::history_table::HistoryTable;
use crate::purchase_history::PurchaseHistory;
use crate::purchasing::PurchaseModel;
use crate::stream::{Purpose, random_stream};
use crate::test_data::{cdnow_table, check_share, columns};
use std::marker::PhantomData;

/// The likelihood of a table is the sum of those of its histories, and its gradient is right.
pub(crate) fn check_fit_gradient<D: DropOut>() {
    let table = cdnow_table();
    let likelihood = BetaGeometricLikelihood::<D> { table: &table, drop_out: PhantomData };
    for parameters in [[0.24, 4.4, 0.79, 2.4], [3.0, 40.0, 0.05, 0.2], [0.9, 0.5, 30.0, 200.0]] {
        check_sum::<BetaGeometric<D>>(&likelihood, &table, &parameters);
    }
}

/// Against 50 digits; the log-likelihood of the model stands at `place`, its P(alive) after it.
pub(crate) fn check_grid<D: DropOut>(place: usize) {
    let [r, alpha, a, b, x, recency, age, ln_likelihood, alive] =
        columns("beta_geometric.csv", [0, 1, 2, 3, 4, 5, 6, place, place + 1]);
    for i in 0..r.len() {
        let model = BetaGeometric::<D>::new(r[i], alpha[i], a[i], b[i]).expect("positive");
        let frequency = x[i] as u32;
        let history = PurchaseHistory { frequency, recency: recency[i], age: age[i] };
        let found = model.ln_likelihood(&history);
        let is_near = (found - ln_likelihood[i]).abs() < 1e-9_f64.max(1e-12 * found.abs());
        assert!(is_near, "{model:?} {history:?}: {found}, not {}", ln_likelihood[i]);
        // Below what f64 holds nought is near enough.
        check_share(model.p_alive(&history).max(1e-300), alive[i].max(1e-300), 1e-9);
    }
}

pub(crate) fn check_sum<M: PurchaseModel>(
    likelihood: &impl Likelihood,
    table: &HistoryTable,
    parameters: &[f64],
) {
    let model = M::from_parameters(parameters).expect("positive");
    let one_by_one: f64 =
        table.rows().map(|(history, n)| n as f64 * model.ln_likelihood(&history)).sum();
    check_share(likelihood.evaluate(parameters, &mut [0.0; 4]), one_by_one, 1e-11);
    check_gradient(likelihood, parameters);
}

/// Weeks told in days: α is seven times as large, ln L less by Σx·ln 7, all else as it was.
pub(crate) fn check_scale_of_time<D: DropOut>() {
    let weeks = cdnow_table();
    let in_days =
        |h: PurchaseHistory| PurchaseHistory { recency: 7.0 * h.recency, age: 7.0 * h.age, ..h };
    let rows: Vec<_> = weeks.rows().map(|(history, n)| (in_days(history), n)).collect();
    let days = HistoryTable::with_counts(&rows).expect("possible");
    let n_repeats: f64 = rows.iter().map(|(h, n)| f64::from(h.frequency) * *n as f64).sum();
    let [by_week, by_day] =
        [&weeks, &days].map(|table| BetaGeometric::<D>::fit(table).expect("enough data"));
    let shift = by_week.ln_likelihood - by_day.ln_likelihood;
    check_share(shift, n_repeats * 7f64.ln(), 1e-9);
    let scales = [1.0, 7.0, 1.0, 1.0];
    for (i, scale) in scales.into_iter().enumerate() {
        check_share(by_day.model.parameters()[i], scale * by_week.model.parameters()[i], 1e-6);
    }
}

/// Observed for 30 to 60, all such times alike.
pub(crate) fn simulated(model: &impl PurchaseModel, n: usize, seed: u64) -> HistoryTable {
    let draw = |i: usize| {
        let stream = &mut random_stream(seed, i, Purpose::Purchases);
        model.draw_history((30 + i % 31) as f64, stream)
    };
    let histories: Vec<PurchaseHistory> = (0..n).map(draw).collect();
    HistoryTable::new(&histories).expect("possible")
}

/// Over 20 samples of 1,500 people, the 90 % intervals of the log-parameters hold the true ones often
/// enough: of 80, 72 ± 2.7 if all were independent; those of one sample are not.
pub(crate) fn check_coverage<M: PurchaseModel>(truth: M) {
    let mut n_held = [0; 4];
    for seed in 0..20 {
        let fit = M::fit(&simulated(&truth, 1500, seed)).expect("enough data");
        let errors = fit.standard_errors_log().expect("curved");
        let both = fit.model.parameters().into_iter().zip(truth.parameters());
        for (i, (found, true_one)) in both.enumerate() {
            n_held[i] += usize::from((found / true_one).ln().abs() <= 1.645 * errors[i]);
        }
    }
    assert!(n_held.iter().all(|n| *n >= 14) && n_held.iter().sum::<usize>() >= 64, "{n_held:?}");
}

/// What is expected of somebody is the mean of what is drawn for them. Whole times in units of `unit`.
pub(crate) fn check_simulated_means(model: &impl PurchaseModel, unit: f64) {
    let histories = [
        PurchaseHistory::NEW,
        PurchaseHistory { frequency: 0, recency: 0.0, age: 2.0 * unit },
        PurchaseHistory { frequency: 3, recency: 3.0 * unit, age: 4.0 * unit },
    ];
    for history in histories {
        let stream = &mut random_stream(3, 0, Purpose::Purchases);
        let draws: Vec<f64> = (0..40_000)
            .map(|_| f64::from(model.draw_purchases(&history, 3.0 * unit, stream)))
            .collect();
        check_mean(&draws, model.expected_purchases(&history, 3.0 * unit));
    }
    let stream = &mut random_stream(4, 0, Purpose::Purchases);
    let draws: Vec<f64> =
        (0..40_000).map(|_| f64::from(model.draw_history(5.0 * unit, stream).frequency)).collect();
    check_mean(&draws, model.expected_of_new(5.0 * unit));
}

/// Within four and a half standard errors.
#[track_caller]
fn check_mean(draws: &[f64], expected: f64) {
    let n = draws.len() as f64;
    let mean = draws.iter().sum::<f64>() / n;
    let variance = draws.iter().map(|d| (d - mean).powi(2)).sum::<f64>() / n;
    assert!((mean - expected).abs() < 4.5 * (variance / n).sqrt(), "{mean}, not {expected}");
}
