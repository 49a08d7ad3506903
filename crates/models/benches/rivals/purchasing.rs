//! BG/NBD fitted by Meadow, by lifetimes, and by a plain minimiser over the likelihood.

use crate::cases::{self, N_CUSTOMERS};
use crate::python::{Python, numbers};
use crate::rounds::{Times, tell as tell_times};
use crate::{Problem, ensure};
use meadow_models::bg_nbd::BgNbd;
use meadow_models::estimate::Parametric;
use meadow_models::purchase_history::PurchaseHistory;
use meadow_models::purchasing::PurchaseModel;
use serde_json::json;

const N_ROUNDS: usize = 7;

pub fn tell(python: &mut Python) -> Result<(), Problem> {
    let many = format!("{N_CUSTOMERS} generated customers");
    compare(python, "CDNOW, 2,357 customers", "cdnow", &cases::cdnow_customers())?;
    let by_day = cases::customers(N_CUSTOMERS, true);
    compare(python, &format!("{many}, known by the day"), "by_day", &by_day)?;
    let to_the_moment = cases::customers(N_CUSTOMERS, false);
    compare(python, &format!("{many}, no two alike"), "to_the_moment", &to_the_moment)
}

fn compare(
    python: &mut Python,
    what: &str,
    name: &str,
    customers: &[PurchaseHistory],
) -> Result<(), Problem> {
    python.load(name, &cases::columns(customers))?;
    let (mut meadow, mut lifetimes, mut scipy) =
        (Times::default(), Times::default(), Times::default());
    println!("\nBG/NBD, {what}:");
    let mut found = Vec::new();
    for round in 0..N_ROUNDS {
        let fit = meadow.take(|| cases::fit(customers))?;
        found = vec![("Meadow", fit.model.parameters())];
        for (name_of, does, times) in
            [("lifetimes", "lifetimes", &mut lifetimes), ("SciPy", "scipy", &mut scipy)]
        {
            let (answer, seconds) = python.ask(&json!({ "do": does, "name": name }))?;
            times.0.push(seconds);
            found.push((name_of, numbers(&answer, "parameters")?));
        }
        if round == 0 {
            check(customers, &found)?;
        }
    }
    for (name, parameters) in &found {
        let [r, alpha, a, b] = parameters[..] else { return Err("not four parameters".into()) };
        println!("  r {r:.4}, α {alpha:.4}, a {a:.4}, b {b:.4}: {name}");
    }
    tell_times(&meadow, &[("lifetimes 0.11.3", &lifetimes), ("plain SciPy (L-BFGS-B)", &scipy)]);
    Ok(())
}

/// Nobody's log-likelihood, all by the same formula, may be better than Meadow's, nor worse by more than a
/// minimiser's own tolerance; the parameters agree to a hundredth.
fn check(customers: &[PurchaseHistory], found: &[(&str, Vec<f64>)]) -> Result<(), Problem> {
    let ln_likelihood = |parameters: &[f64]| -> Result<f64, Problem> {
        let model = BgNbd::from_parameters(parameters)?;
        Ok(customers.iter().map(|customer| model.ln_likelihood(customer)).sum())
    };
    let (_, own) = &found[0];
    let best = ln_likelihood(own)?;
    for (name, parameters) in &found[1..] {
        let behind = best - ln_likelihood(parameters)?;
        ensure((-1e-6..0.05).contains(&behind), || {
            format!("the log-likelihood of {name} is {behind} behind, {best} is Meadow's")
        })?;
        let agree = own.iter().zip(parameters).all(|(p, q)| (p / q - 1.0).abs() < 0.01);
        ensure(agree, || format!("{name} finds {parameters:?}, Meadow {own:?}"))?;
    }
    println!("  log-likelihood {best:.3}; the others' within 0.05 below");
    Ok(())
}
