//! One event simulated by Meadow and by NumPy: rates, the day, people, money.

use crate::cases::{self, N_DRAWS};
use crate::python::{Python, numbers};
use crate::rounds::{Times, tell as tell_times};
use crate::{Problem, ensure};
use serde_json::json;

const N_ROUNDS: usize = 9;

pub fn tell(python: &mut Python) -> Result<(), Problem> {
    let event = cases::event();
    let told = cases::event_told(&event);
    println!("\n{N_DRAWS} draws of an event, 900 invited in three groups, with its profit:");
    let (mut meadow, mut numpy) = (Times::default(), Times::default());
    for round in 0..N_ROUNDS as u64 {
        let own = meadow.take(|| cases::simulate_event(&event, round));
        let request = json!({ "do": "simulate", "event": told, "n_draws": N_DRAWS, "seed": round });
        let (answer, seconds) = python.ask(&request)?;
        numpy.0.push(seconds);
        let other = numbers(&answer, "found")?;
        check(&own, &other)?;
        if round == 0 {
            println!(
                "  mean profit {:.1}, NumPy's {:.1}; orders {:.2}, {:.2}",
                own[0], other[0], own[4], other[4]
            );
        }
    }
    tell_times(&meadow, &[("NumPy 1.24.4", &numpy)]);
    Ok(())
}

/// Means and quantiles of both agree within what so many draws leave open: the spread of the profit over
/// √draws, times five for a mean, and twelve for the quantiles at 5 % and 95 %.
fn check(own: &[f64; 5], other: &[f64]) -> Result<(), Problem> {
    let [.., orders, spread] = other[..] else { return Err("too few numbers from NumPy".into()) };
    let error = spread * (2.0 / N_DRAWS as f64).sqrt();
    for (place, wide) in [(0, 5.0), (1, 12.0), (2, 7.0), (3, 12.0)] {
        let off = own[place] - other[place];
        ensure(off.abs() < wide * error, || format!("profits differ: {own:?}, NumPy's {other:?}"))?;
    }
    ensure((own[4] / orders - 1.0).abs() < 0.01, || format!("orders differ: {own:?}, {other:?}"))
}
