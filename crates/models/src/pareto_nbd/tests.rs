use super::{ParetoLikelihood, ParetoNbd, discounted_lifetime};
use crate::beta_geometric::tests::{check_coverage, check_simulated_means, check_sum};
use crate::estimate::Parametric;
use crate::purchase_history::PurchaseHistory;
use crate::purchasing::PurchaseModel;
use crate::test_data::{PURCHASE_CASES, cdnow_table, check_printed, check_share, columns};

fn model(r: f64, alpha: f64, s: f64, beta: f64) -> ParetoNbd {
    ParetoNbd::new(r, alpha, s, beta).expect("positive")
}

const fn history(frequency: u32, recency: f64, age: f64) -> PurchaseHistory {
    PurchaseHistory { frequency, recency, age }
}

#[test]
fn cdnow_fit_as_published() {
    let fit = ParetoNbd::fit(&cdnow_table()).expect("enough data");
    for (found, expected) in fit.model.parameters().into_iter().zip([0.553, 10.578, 0.606, 11.669])
    {
        check_share(found, expected, 0.005);
    }
    check_printed(fit.ln_likelihood, -9595.0, 0.1);
    assert!(fit.convergence.largest_gradient < 1e-9, "{:?}", fit.convergence);
    assert_eq!(fit.convergence.n_agreeing, 3);
}

#[test]
fn new_buyers_as_published() {
    let published = model(0.55, 10.56, 0.61, 11.64);
    check_printed(published.expected_of_new(1.0), 0.050_778_21, 1e-8);
    check_printed(published.expected_of_new(9.0), 0.389_092_11, 1e-8);
}

#[test]
fn alive_and_expected_as_in_the_reference() {
    let published = model(0.553, 10.578, 0.606, 11.669);
    for case in PURCHASE_CASES {
        check_printed(published.p_alive(&case.history), case.pareto_alive, 1e-6);
        let expected = published.expected_purchases(&case.history, 39.0);
        check_printed(expected, case.pareto_expected, 1e-6);
    }
}

#[test]
fn heavy_buyers_as_in_the_reference() {
    let hard = model(0.5143, 2.8845, 0.2856, 14.1087);
    let p = |x, recency, age| hard.p_alive(&history(x, recency, age));
    check_printed(p(221, 103.428_57, 103.571_43), 0.999_596_052, 1e-9);
    check_printed(p(161, 94.714_29, 98.0), 0.749_487_752, 1e-9);
}

#[test]
fn discounted_residual_as_in_the_reference() {
    let published = model(0.562_996_6, 12.559_037, 0.408_109_5, 10.514_804_8);
    let found = published.discounted_residual(&history(7, 35.0, 77.86), 0.0027);
    check_printed(found.expect("a rate above 0"), 1.864_183, 1e-6);
    assert_eq!(published.discounted_residual(&PurchaseHistory::NEW, 0.0), None);
}

#[test]
fn without_discount_the_residual_is_what_is_expected_for_ever() {
    let leaving = model(0.6, 10.0, 3.0, 12.0);
    let case = history(4, 20.0, 25.0);
    let for_ever = leaving.expected_purchases(&case, f64::INFINITY);
    check_share(leaving.expected_purchases(&case, 1e12), for_ever, 1e-9);
    let nearly = leaving.discounted_residual(&case, 1e-10).expect("a rate above 0");
    check_share(nearly, for_ever, 1e-7);
    let staying = model(0.6, 10.0, 1.0, 12.0);
    assert_eq!(staying.expected_purchases(&case, f64::INFINITY), f64::INFINITY);
}

#[test]
fn a_grid_of_silences_to_forty_digits() {
    let [r, alpha, s, beta, x, recency, age, ln_likelihood, alive] =
        columns("pareto_nbd.csv", [0, 1, 2, 3, 4, 5, 6, 7, 8]);
    for i in 0..r.len() {
        let model = model(r[i], alpha[i], s[i], beta[i]);
        let case = history(x[i] as u32, recency[i], age[i]);
        let found = model.ln_likelihood(&case);
        // A likelihood is good to nine digits where its logarithm is so absolutely.
        let is_near = (found - ln_likelihood[i]).abs() < 1e-9_f64.max(1e-12 * found.abs());
        assert!(is_near, "{model:?} {case:?}: {found}, not {}", ln_likelihood[i]);
        // Below what f64 holds nought is near enough.
        check_share(model.p_alive(&case).max(1e-300), alive[i].max(1e-300), 1e-9);
    }
}

#[test]
fn what_is_expected_to_forty_digits() {
    let [r, alpha, s, beta, x, recency, age, horizon, expected] =
        columns("pareto_nbd_mean.csv", [0, 1, 2, 3, 4, 5, 6, 7, 8]);
    for i in 0..r.len() {
        let model = model(r[i], alpha[i], s[i], beta[i]);
        let found = model.expected_purchases(&history(x[i] as u32, recency[i], age[i]), horizon[i]);
        // Below what f64 holds nought is near enough.
        check_share(found.max(1e-300), expected[i].max(1e-300), 1e-9);
    }
}

#[test]
fn discounted_lifetimes_to_forty_digits() {
    let [s, z, expected] = columns("discounted_lifetime.csv", [0, 1, 2]);
    for i in 0..s.len() {
        check_share(discounted_lifetime(s[i], z[i]), expected[i], 1e-11);
    }
}

#[test]
fn gradient_as_by_differences() {
    let table = cdnow_table();
    let likelihood = ParetoLikelihood { table: &table };
    for parameters in [[0.55, 10.6, 0.6, 11.7], [3.0, 0.5, 0.05, 40.0], [0.9, 30.0, 3.0, 0.2]] {
        check_sum::<ParetoNbd>(&likelihood, &table, &parameters);
    }
}

#[test]
fn simulated_people_give_their_parameters_back() {
    check_coverage(model(0.8, 6.0, 0.9, 12.0));
}

#[test]
fn expectations_as_simulated() {
    check_simulated_means(&model(0.8, 6.0, 1.2, 12.0), 5.0);
}
