//! Chains that end: where, and after how many steps.
//!
//! With Q the chances among the states that are left again, N = (I − Q)⁻¹ counts expected visits, N·1
//! steps until the end and N·R the chances of each end. Kemeny & Snell 1976, 3.2–3.3.

use super::{MarkovError, TransitionMatrix};
use crate::linear::solve;

/// A chain in which everybody ends in a state that keeps them (chance 1 of staying).
#[derive(Debug, Clone, PartialEq)]
pub struct AbsorbingChain {
    /// From every state, expected visits to every state that is left again; 0 for others.
    visits: Vec<Vec<f64>>,
    /// From every state, the chance of ending in every state.
    ends: Vec<Vec<f64>>,
}

impl AbsorbingChain {
    /// # Errors
    /// [`MarkovError::NoEnd`] where no state keeps everybody, [`MarkovError::NeverEnds`] for a state
    /// from which none of those can be reached.
    pub fn new(matrix: &TransitionMatrix) -> Result<Self, MarkovError> {
        let n_states = matrix.n_states();
        let is_end: Vec<bool> = (0..n_states).map(|s| matrix.row(s)[s] == 1.0).collect();
        if !is_end.contains(&true) {
            return Err(MarkovError::NoEnd);
        }
        let reaches = reach_end(matrix, is_end.clone());
        if let Some(state) = reaches.iter().position(|reaches| !reaches) {
            return Err(MarkovError::NeverEnds { state });
        }
        let left: Vec<usize> = (0..n_states).filter(|&s| !is_end[s]).collect();
        let system = left
            .iter()
            .map(|&i| left.iter().map(|&j| f64::from(i == j) - matrix.row(i)[j]).collect())
            .collect();
        let units = (0..left.len())
            .map(|column| (0..left.len()).map(|row| f64::from(row == column)).collect())
            .collect();
        // Columns of N. An end that is all but out of reach makes the system singular in f64.
        let unreachable = MarkovError::NeverEnds { state: left.first().copied().unwrap_or(0) };
        let columns = solve(system, units).ok_or(unreachable)?;
        let mut visits = vec![vec![0.0; n_states]; n_states];
        for (column, &to) in columns.iter().zip(&left) {
            for (n, &from) in column.iter().zip(&left) {
                visits[from][to] = *n;
            }
        }
        let end_in = |from: usize, to: usize| {
            if !is_end[to] {
                0.0
            } else if is_end[from] {
                f64::from(from == to)
            } else {
                left.iter().map(|&via| visits[from][via] * matrix.row(via)[to]).sum()
            }
        };
        let ends =
            (0..n_states).map(|from| (0..n_states).map(|to| end_in(from, to)).collect()).collect();
        Ok(AbsorbingChain { visits, ends })
    }

    /// The chance of ending in `end`, from `state`; 0 for states that are not there or no end.
    pub fn p_end(&self, state: usize, end: usize) -> f64 {
        self.ends.get(state).and_then(|row| row.get(end)).copied().unwrap_or(0.0)
    }

    /// Expected visits to `to` from `from`, the start included; ends count none.
    pub fn expected_visits(&self, from: usize, to: usize) -> f64 {
        self.visits.get(from).and_then(|row| row.get(to)).copied().unwrap_or(0.0)
    }

    /// Expected steps from a state until an end; 0 from an end.
    pub fn expected_steps(&self, state: usize) -> f64 {
        self.visits.get(state).map_or(0.0, |row| row.iter().sum())
    }

    /// Expected steps from a state until `end`, of those who end there: a chain seen by them alone moves
    /// with chances pᵢⱼ·bⱼ/bᵢ, b the chance of ending there. `None` where nobody does; 0 at the end.
    pub fn expected_steps_to(&self, state: usize, end: usize) -> Option<f64> {
        let p_end = self.p_end(state, end);
        let visits = self.visits.get(state).filter(|_| p_end > 0.0)?;
        let of_those = visits.iter().enumerate().map(|(via, n)| n * self.p_end(via, end));
        Some(of_those.sum::<f64>() / p_end)
    }
}

/// From which states an end can be reached.
fn reach_end(matrix: &TransitionMatrix, mut reaches: Vec<bool>) -> Vec<bool> {
    loop {
        let more: Vec<usize> = (0..reaches.len())
            .filter(|&s| {
                !reaches[s] && matrix.row(s).iter().zip(&reaches).any(|(&p, &r)| r && p > 0.0)
            })
            .collect();
        if more.is_empty() {
            return reaches;
        }
        more.into_iter().for_each(|s| reaches[s] = true);
    }
}
