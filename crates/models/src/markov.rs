//! Movement between states (classes, stages, levels of care) from one round to the next. Knows states
//! by their place only.
//!
//! A chain: where somebody is next hangs on where they are now. Rows of counts make rows of rates;
//! a row is known as Dirichlet(prior + counts), drawn as Gammas made to sum to 1. J. G. Kemeny & J. L.
//! Snell (1976), *Finite Markov Chains*; Gelman et al., *Bayesian Data Analysis*, 3rd ed., 3.4.

use crate::stream::{Purpose, random_stream};
use rand_distr::{Distribution, Gamma};

mod absorbing;
mod lifetime;
mod movement;
#[cfg(test)]
mod tests;

pub use absorbing::AbsorbingChain;
pub use lifetime::{StopRule, best_stop, lifetime_value};
pub use movement::{MixForecast, forecast_mix};

/// How far a row of chances may be from summing to 1.
const SUM_TOLERANCE: f64 = 1e-9;

/// Why numbers make no chain.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum MarkovError {
    /// A table that is not square, a list of another length than there are states, or no states.
    #[error("{given} numbers were given where {expected} states need one each")]
    Shape {
        /// Numbers given.
        given: usize,
        /// States there are.
        expected: usize,
    },
    /// Chances that are negative or do not sum to 1.
    #[error("the chances out of state {state} sum to {sum}, not to 1, or one of them is negative")]
    Row {
        /// The state whose row it is.
        state: usize,
        /// The sum of the row.
        sum: f64,
    },
    /// Nobody was seen in a state, and no prior says where they would go.
    #[error("nobody was seen in state {state}: give a prior, or leave it out")]
    NeverSeen {
        /// The state.
        state: usize,
    },
    /// A prior or a discount that is negative or not finite.
    #[error("{value} is not a possible prior weight or discount rate; it must be 0 or more")]
    Number {
        /// The number given.
        value: f64,
    },
    /// No state that keeps everybody.
    #[error("no state keeps everybody for good")]
    NoEnd,
    /// A state from which no end can be reached.
    #[error("from state {state} no end can be reached")]
    NeverEnds {
        /// The state.
        state: usize,
    },
    /// Without discount over an endless horizon the value may grow without bound.
    #[error("without a discount an endless horizon has no finite value: give either")]
    Endless,
}

/// Chances of moving, a row for each state one comes from; rows sum to 1.
#[derive(Debug, Clone, PartialEq)]
pub struct TransitionMatrix {
    rows: Vec<Vec<f64>>,
}

impl TransitionMatrix {
    /// From rows of chances.
    ///
    /// # Errors
    /// [`MarkovError::Shape`] unless it is square, [`MarkovError::Row`] for a row that is none.
    pub fn new(rows: Vec<Vec<f64>>) -> Result<Self, MarkovError> {
        let n_states = rows.len();
        if n_states == 0 {
            return Err(MarkovError::Shape { given: 0, expected: 1 });
        }
        for (state, row) in rows.iter().enumerate() {
            check_row(row, state, n_states)?;
        }
        Ok(TransitionMatrix { rows })
    }

    /// Number of states.
    pub fn n_states(&self) -> usize {
        self.rows.len()
    }

    /// Chances out of a state; empty for a state that is not there.
    pub fn row(&self, state: usize) -> &[f64] {
        self.rows.get(state).map_or(&[], Vec::as_slice)
    }

    /// The same chain with other chances out of one state: what a plan is meant to do.
    ///
    /// # Errors
    /// [`MarkovError::Row`] or [`MarkovError::Shape`] for a row that is none, or a state that is not
    /// there.
    pub fn with_row(&self, state: usize, row: Vec<f64>) -> Result<Self, MarkovError> {
        check_row(&row, state, self.n_states())?;
        let mut rows = self.rows.clone();
        *rows
            .get_mut(state)
            .ok_or(MarkovError::Shape { given: state + 1, expected: self.n_states() })? = row;
        Ok(TransitionMatrix { rows })
    }

    /// One round on: numbers (or shares) of people per state.
    ///
    /// # Errors
    /// [`MarkovError::Shape`] unless there is one number for each state.
    pub fn next_mix(&self, mix: &[f64]) -> Result<Vec<f64>, MarkovError> {
        let n_states = self.n_states();
        if mix.len() != n_states {
            return Err(MarkovError::Shape { given: mix.len(), expected: n_states });
        }
        let into = |to: usize| mix.iter().zip(&self.rows).map(|(n, row)| n * row[to]).sum();
        Ok((0..n_states).map(into).collect())
    }

    /// The mix now and after every one of so many rounds.
    ///
    /// # Errors
    /// As [`TransitionMatrix::next_mix`].
    pub fn mixes(&self, mix: &[f64], n_rounds: usize) -> Result<Vec<Vec<f64>>, MarkovError> {
        let mut mixes = vec![mix.to_vec()];
        for round in 0..n_rounds {
            mixes.push(self.next_mix(&mixes[round])?);
        }
        Ok(mixes)
    }

    /// Chances after so many rounds together, Pⁿ.
    #[must_use]
    pub fn power(&self, n_rounds: usize) -> Self {
        let n_states = self.n_states();
        let one = |state: usize| (0..n_states).map(|to| f64::from(to == state)).collect();
        let mut rows: Vec<Vec<f64>> = (0..n_states).map(one).collect();
        for _ in 0..n_rounds {
            for row in &mut rows {
                let into = |to: usize| row.iter().zip(&self.rows).map(|(p, r)| p * r[to]).sum();
                *row = (0..n_states).map(into).collect();
            }
        }
        TransitionMatrix { rows }
    }
}

/// What is known of a chain from counted moves: one Dirichlet distribution a row.
#[derive(Debug, Clone, PartialEq)]
pub struct TransitionCounts {
    /// Prior + count of every move.
    weights: Vec<Vec<f64>>,
}

impl TransitionCounts {
    /// From counted moves, rows are where people were, and a prior weight of each cell: ½ is Jeffreys',
    /// 1 is even, 0 rules out moves that were never seen.
    ///
    /// # Errors
    /// [`MarkovError::Shape`] unless the table is square, [`MarkovError::Number`] for a prior that
    /// cannot be, [`MarkovError::NeverSeen`] for an empty row without prior.
    pub fn new(counts: &[Vec<u64>], prior: f64) -> Result<Self, MarkovError> {
        let expected = counts.len().max(1);
        if !(prior >= 0.0 && prior.is_finite()) {
            return Err(MarkovError::Number { value: prior });
        }
        if counts.is_empty() {
            return Err(MarkovError::Shape { given: 0, expected });
        }
        let mut weights = Vec::with_capacity(expected);
        for (state, row) in counts.iter().enumerate() {
            if row.len() != expected {
                return Err(MarkovError::Shape { given: row.len(), expected });
            }
            let row: Vec<f64> = row.iter().map(|&n| n as f64 + prior).collect();
            if row.iter().sum::<f64>() <= 0.0 {
                return Err(MarkovError::NeverSeen { state });
            }
            weights.push(row);
        }
        Ok(TransitionCounts { weights })
    }

    /// Number of states.
    pub fn n_states(&self) -> usize {
        self.weights.len()
    }

    /// Expected chances.
    pub fn mean(&self) -> TransitionMatrix {
        let share = |row: &Vec<f64>| {
            let sum: f64 = row.iter().sum();
            row.iter().map(|w| w / sum).collect()
        };
        TransitionMatrix { rows: self.weights.iter().map(share).collect() }
    }

    /// One draw of all chances; the same seed and draw number give the same.
    pub fn draw(&self, draw: usize, seed: u64) -> TransitionMatrix {
        let mut stream = random_stream(seed, draw, Purpose::Matrix);
        let mut draw_row = |row: &Vec<f64>| {
            let gammas: Vec<f64> = row
                .iter()
                // Only a weight of 0 is refused: that move never happens.
                .map(|&w| Gamma::new(w, 1.0).map_or(0.0, |gamma| gamma.sample(&mut stream)))
                .collect();
            let sum: f64 = gammas.iter().sum();
            if sum > 0.0 {
                gammas.iter().map(|g| g / sum).collect()
            } else {
                // Weights far below one may all underflow: then their means are what is left.
                let sum: f64 = row.iter().sum();
                row.iter().map(|w| w / sum).collect()
            }
        };
        TransitionMatrix { rows: self.weights.iter().map(&mut draw_row).collect() }
    }
}

fn check_row(row: &[f64], state: usize, n_states: usize) -> Result<(), MarkovError> {
    if row.len() != n_states {
        return Err(MarkovError::Shape { given: row.len(), expected: n_states });
    }
    let sum: f64 = row.iter().sum();
    let is_possible = row.iter().all(|&p| p >= 0.0) && (sum - 1.0).abs() <= SUM_TOLERANCE;
    if is_possible { Ok(()) } else { Err(MarkovError::Row { state, sum }) }
}
