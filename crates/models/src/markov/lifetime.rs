//! What customers are worth by the state they are in.
//!
//! V = Σₜ [P/(1 + d)]ᵗ·R over t = 0 … T, and (I − P/(1 + d))⁻¹·R without end, R the margin less the
//! cost of one period in each state. P. E. Pfeifer & R. L. Carraway (2000), *Journal of Interactive
//! Marketing* 14 (2), 43. To stop spending on a state is to take 0 for it from then on: the best such
//! rule by policy iteration, R. A. Howard (1960), *Dynamic Programming and Markov Processes*.

use super::{MarkovError, TransitionMatrix};
use crate::linear::solve;

/// Which states to go on with.
#[derive(Debug, Clone, PartialEq)]
pub struct StopRule {
    /// Whether to stop in a state: going on would cost more than it brings.
    pub stops: Vec<bool>,
    /// Value of a customer in each state under the rule; 0 where it stops.
    pub values: Vec<f64>,
}

/// Value of a customer in each state: `net_by_state` is what one period there brings, received at its
/// start, `discount` the rate per period, `horizon` the number of later periods that count, endless
/// without one.
///
/// # Errors
/// [`MarkovError::Shape`] unless there is one amount for each state, [`MarkovError::Number`] for a
/// negative discount or amounts that are not finite, [`MarkovError::Endless`] for an endless horizon
/// without discount.
pub fn lifetime_value(
    matrix: &TransitionMatrix,
    net_by_state: &[f64],
    discount: f64,
    horizon: Option<usize>,
) -> Result<Vec<f64>, MarkovError> {
    check(matrix, net_by_state, discount)?;
    let Some(n_periods) = horizon else {
        return value_without_end(matrix, net_by_state, discount, &vec![false; net_by_state.len()]);
    };
    let factor = 1.0 / (1.0 + discount);
    let mut values = net_by_state.to_vec();
    for _ in 0..n_periods {
        values = (0..values.len())
            .map(|state| net_by_state[state] + factor * expected(matrix.row(state), &values))
            .collect();
    }
    Ok(values)
}

/// The rule that makes customers most valuable where one may stop in any state for good, over an
/// endless horizon.
///
/// # Errors
/// As [`lifetime_value`].
pub fn best_stop(
    matrix: &TransitionMatrix,
    net_by_state: &[f64],
    discount: f64,
) -> Result<StopRule, MarkovError> {
    check(matrix, net_by_state, discount)?;
    let factor = 1.0 / (1.0 + discount);
    let mut stops = vec![false; net_by_state.len()];
    loop {
        let values = value_without_end(matrix, net_by_state, discount, &stops)?;
        let going_on =
            |state: usize| net_by_state[state] + factor * expected(matrix.row(state), &values);
        let better: Vec<bool> = (0..stops.len()).map(|state| going_on(state) < 0.0).collect();
        // Values never fall from one rule to the next, and there are finitely many rules. A tie in the
        // last digit must not swing for ever: a rule that is no better ends the search too.
        let next = value_without_end(matrix, net_by_state, discount, &better)?;
        let is_better = next.iter().zip(&values).any(|(n, v)| *n > v + 1e-12 * v.abs().max(1.0));
        if better == stops || !is_better {
            return Ok(StopRule { stops, values });
        }
        stops = better;
    }
}

fn value_without_end(
    matrix: &TransitionMatrix,
    net_by_state: &[f64],
    discount: f64,
    stops: &[bool],
) -> Result<Vec<f64>, MarkovError> {
    if discount == 0.0 {
        return Err(MarkovError::Endless);
    }
    let n_states = net_by_state.len();
    let factor = 1.0 / (1.0 + discount);
    let system = (0..n_states)
        .map(|i| {
            let going_on = |j: usize| if stops[i] { 0.0 } else { factor * matrix.row(i)[j] };
            (0..n_states).map(|j| f64::from(i == j) - going_on(j)).collect()
        })
        .collect();
    let nets = net_by_state.iter().zip(stops).map(|(&net, &stop)| if stop { 0.0 } else { net });
    let mut solutions = solve(system, vec![nets.collect()]).ok_or(MarkovError::Endless)?;
    Ok(solutions.remove(0))
}

fn expected(row: &[f64], values: &[f64]) -> f64 {
    row.iter().zip(values).map(|(p, v)| p * v).sum()
}

fn check(matrix: &TransitionMatrix, nets: &[f64], discount: f64) -> Result<(), MarkovError> {
    if nets.len() != matrix.n_states() {
        return Err(MarkovError::Shape { given: nets.len(), expected: matrix.n_states() });
    }
    if !(discount >= 0.0 && discount.is_finite()) {
        return Err(MarkovError::Number { value: discount });
    }
    match nets.iter().find(|net| !net.is_finite()) {
        Some(&value) => Err(MarkovError::Number { value }),
        None => Ok(()),
    }
}
