//! k-means by Meadow and by scikit-learn, on one core each, down to the same inertia.

use crate::cases::{self, N_CLUSTERS, N_CUSTOMERS, N_STARTS};
use crate::python::Python;
use crate::rounds::{Times, tell as tell_times};
use crate::{Problem, ensure};
use serde_json::json;

const N_ROUNDS: usize = 5;

pub fn tell(python: &mut Python) -> Result<(), Problem> {
    let points = cases::points(&cases::customers(N_CUSTOMERS, true));
    let columns: Vec<Vec<f64>> = (0..points.n_dimensions())
        .map(|axis| points.iter().map(|point| point[axis]).collect())
        .collect();
    python.load("points", &columns)?;
    println!(
        "\nk-means, {N_CUSTOMERS} points of 3 coordinates, {N_CLUSTERS} clusters, {N_STARTS} starts:"
    );
    let (mut meadow, mut sklearn) = (Times::default(), Times::default());
    let (mut own, mut other) = (0.0, 0.0);
    let request =
        json!({ "do": "kmeans", "name": "points", "k": N_CLUSTERS, "n_starts": N_STARTS });
    for _ in 0..N_ROUNDS {
        own = meadow.take(|| cases::inertia(&points, 1));
        let (answer, seconds) = python.ask(&request)?;
        sklearn.0.push(seconds);
        other = answer["inertia"].as_f64().ok_or("no inertia")?;
    }
    ensure((own / other - 1.0).abs() < 1e-3, || {
        format!("inertia {own}, scikit-learn's is {other}: nothing to compare")
    })?;
    println!("  inertia {own:.3}, scikit-learn's {other:.3}");
    tell_times(&meadow, &[("scikit-learn 1.3.2, one thread", &sklearn)]);
    Ok(())
}
