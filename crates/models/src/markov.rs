//! Movement between states (classes, stages, levels of care) from one round to the next. Knows states
//! by their place only.
//!
//! A chain: where somebody is next hangs on where they are now. Rows of counts make rows of rates;
//! a row is known as Dirichlet(prior + counts), drawn as Gammas made to sum to 1. J. G. Kemeny & J. L.
//! Snell (1976), *Finite Markov Chains*; Gelman et al., *Bayesian Data Analysis*, 3rd ed., 3.4.

use crate::beta_rate::{BetaRate, RateError};
use crate::stream::{Purpose, random_stream};
use crate::summary::Summary;
use rand_distr::{Distribution, Gamma};

mod absorbing;
mod lifetime;
mod movement;
mod recency;
#[cfg(test)]
mod tests;

pub use absorbing::AbsorbingChain;
pub use lifetime::{StopRule, best_stop, lifetime_value};
pub use movement::{Arrivals, MixForecast, forecast_mix};
pub use recency::{PeriodAccount, RecencyChain};

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

    /// The same chain where chances out of one state are raised (or lowered) by so much each. A chance
    /// stays between 0 and 1; those not named share what is left in the proportions they had, or else
    /// staying takes it. Where those named come to more than 1, they are cut in proportion.
    ///
    /// # Errors
    /// [`MarkovError::Shape`] for a state that is not there, [`MarkovError::Number`] for a change that is
    /// not finite.
    pub fn with_shifts(&self, state: usize, shifts: &[(usize, f64)]) -> Result<Self, MarkovError> {
        let n_states = self.n_states();
        let places = shifts.iter().map(|(to, _)| *to).chain([state]);
        if let Some(place) = places.into_iter().find(|place| *place >= n_states) {
            return Err(MarkovError::Shape { given: place + 1, expected: n_states });
        }
        if let Some((_, value)) = shifts.iter().find(|(_, shift)| !shift.is_finite()) {
            return Err(MarkovError::Number { value: *value });
        }
        let mut row = self.rows[state].clone();
        let mut is_named = vec![false; n_states];
        for (to, shift) in shifts {
            row[*to] = (row[*to] + shift).clamp(0.0, 1.0);
            is_named[*to] = true;
        }
        let sum_of = |row: &[f64], wanted: bool| -> f64 {
            let those = row.iter().zip(&is_named).filter(|(_, named)| **named == wanted);
            those.map(|(p, _)| p).sum()
        };
        let (named, others) = (sum_of(&row, true), sum_of(&row, false));
        let left = (1.0 - named).max(0.0);
        let (of_named, of_others) = (
            if named > 1.0 { 1.0 / named } else { 1.0 },
            if others > 0.0 { left / others } else { 0.0 },
        );
        for (p, named) in row.iter_mut().zip(&is_named) {
            *p *= if *named { of_named } else { of_others };
        }
        if others <= 0.0 {
            row[state] += left;
        }
        self.with_row(state, row)
    }

    /// The same chain where whoever comes into a state stays there: to ask when people get there.
    ///
    /// # Errors
    /// [`MarkovError::Shape`] for a state that is not there.
    pub fn ending_in(&self, state: usize) -> Result<Self, MarkovError> {
        let stay = (0..self.n_states()).map(|to| f64::from(u8::from(to == state))).collect();
        self.with_row(state, stay)
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
        Self::with_priors(counts, &vec![vec![prior; counts.len()]; counts.len()])
    }

    /// The same with a prior weight for every cell of its own, 0 for a move that cannot be.
    ///
    /// # Errors
    /// As [`TransitionCounts::new`], of both tables.
    pub fn with_priors(counts: &[Vec<u64>], priors: &[Vec<f64>]) -> Result<Self, MarkovError> {
        let expected = counts.len().max(1);
        if counts.is_empty() {
            return Err(MarkovError::Shape { given: 0, expected });
        }
        if priors.len() != expected {
            return Err(MarkovError::Shape { given: priors.len(), expected });
        }
        let mut weights = Vec::with_capacity(expected);
        for (state, (row, prior)) in counts.iter().zip(priors).enumerate() {
            for given in [row.len(), prior.len()] {
                if given != expected {
                    return Err(MarkovError::Shape { given, expected });
                }
            }
            let impossible = prior.iter().find(|prior| !(**prior >= 0.0 && prior.is_finite()));
            if let Some(&value) = impossible {
                return Err(MarkovError::Number { value });
            }
            let row: Vec<f64> = row.iter().zip(prior).map(|(&n, prior)| n as f64 + prior).collect();
            if row.iter().sum::<f64>() <= 0.0 {
                return Err(MarkovError::NeverSeen { state });
            }
            weights.push(row);
        }
        Ok(TransitionCounts { weights })
    }

    /// What is known of one chance: the margin of a Dirichlet distribution is a Beta.
    ///
    /// # Errors
    /// [`RateError::Parameters`] for a move that is ruled out, the only one that is not, or states that
    /// are not there.
    pub fn chance(&self, from: usize, to: usize) -> Result<BetaRate, RateError> {
        let row = self.weights.get(from).map(Vec::as_slice).unwrap_or_default();
        let weight = row.get(to).copied().unwrap_or_default();
        // Not the sum less this weight: that would lose the small ones.
        let others = row.iter().enumerate().filter(|(place, _)| *place != to);
        BetaRate::new(weight, others.map(|(_, weight)| weight).sum())
    }

    /// The same where one state keeps everybody for good (bought, gone), whatever was counted there.
    /// A state that is not there changes nothing.
    #[must_use]
    pub fn ending_in(mut self, state: usize) -> Self {
        if let Some(row) = self.weights.get_mut(state) {
            row.fill(0.0);
            row[state] = 1.0;
        }
        self
    }

    /// Number of states.
    pub fn n_states(&self) -> usize {
        self.weights.len()
    }

    /// What the doubt about the chances makes of anything that follows from a chain, number by number:
    /// the value of a customer in each state ([`lifetime_value`]), or chances of an end.
    ///
    /// # Errors
    /// What `of_chain` refuses, and [`MarkovError::Shape`] without draws or where it gives lists of
    /// different length, or [`MarkovError::Number`] where it gives what is not a number.
    pub fn bands(
        &self,
        of_chain: impl Fn(&TransitionMatrix) -> Result<Vec<f64>, MarkovError>,
        n_draws: usize,
        seed: u64,
    ) -> Result<Vec<Summary>, MarkovError> {
        let mut columns: Vec<Vec<f64>> = Vec::new();
        for draw in 0..n_draws {
            let values = of_chain(&self.draw(draw, seed))?;
            if draw == 0 {
                columns = vec![Vec::with_capacity(n_draws); values.len()];
            }
            let (given, expected) = (values.len(), columns.len());
            if given != expected {
                return Err(MarkovError::Shape { given, expected });
            }
            columns.iter_mut().zip(values).for_each(|(column, value)| column.push(value));
        }
        if columns.is_empty() {
            return Err(MarkovError::Shape { given: 0, expected: 1 });
        }
        let summary = |column: &Vec<f64>| {
            Summary::of_values(column).ok_or(MarkovError::Number { value: f64::NAN })
        };
        columns.iter().map(summary).collect()
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
