//! How a number of people will be spread over states after some rounds, with both kinds of doubt: the
//! chances are drawn from what is known of them, then everybody moves by lot.

use super::{MarkovError, TransitionCounts, TransitionMatrix};
use crate::binomial::draw_binomial;
use crate::stream::{Purpose, random_stream};
use crate::summary::Summary;

/// Numbers of people by round and state.
#[derive(Debug, Clone, PartialEq)]
pub struct MixForecast {
    /// Per round (the first is one round from now), per state: people, over the draws.
    pub rounds: Vec<Vec<Summary>>,
}

/// Moves `people` (one number a state) through so many rounds, in so many draws. `plan` turns each
/// drawn chain into the one under the plan; leave it as it is where there is none. The chances of a
/// draw hold for all its rounds.
///
/// # Errors
/// [`MarkovError::Shape`] unless there is one number for each state (of the plan's chain too) and at
/// least one draw, and what the plan itself refuses.
pub fn forecast_mix(
    counts: &TransitionCounts,
    people: &[u32],
    plan: impl Fn(TransitionMatrix) -> Result<TransitionMatrix, MarkovError>,
    (n_rounds, n_draws): (usize, usize),
    seed: u64,
) -> Result<MixForecast, MarkovError> {
    let n_states = counts.n_states();
    if people.len() != n_states {
        return Err(MarkovError::Shape { given: people.len(), expected: n_states });
    }
    let mut columns = vec![vec![Vec::with_capacity(n_draws); n_states]; n_rounds];
    for draw in 0..n_draws {
        let matrix = plan(counts.draw(draw, seed))?;
        if matrix.n_states() != n_states {
            return Err(MarkovError::Shape { given: matrix.n_states(), expected: n_states });
        }
        let mut stream = random_stream(seed, draw, Purpose::Movement);
        let mut now = people.to_vec();
        for round in &mut columns {
            let mut next = vec![0; n_states];
            for (state, &n) in now.iter().enumerate() {
                let (mut n_left, mut p_left) = (n, 1.0);
                // A multinomial, one binomial after the other; the last possible state takes the rest.
                let last = matrix.row(state).iter().rposition(|p| *p > 0.0);
                for (to, &p) in matrix.row(state).iter().enumerate() {
                    let share = if p_left > 0.0 { (p / p_left).min(1.0) } else { 0.0 };
                    let n_to = if Some(to) == last {
                        n_left
                    } else {
                        draw_binomial(n_left, share, &mut stream)
                    };
                    next[to] += n_to;
                    n_left -= n_to;
                    p_left -= p;
                }
            }
            round.iter_mut().zip(&next).for_each(|(column, &n)| column.push(n));
            now = next;
        }
    }
    let summaries = |round: &Vec<Vec<u32>>| {
        let each = round.iter().map(|column| Summary::of_counts(column));
        each.collect::<Option<Vec<Summary>>>()
    };
    let rounds: Option<Vec<Vec<Summary>>> = columns.iter().map(summaries).collect();
    let rounds = rounds.ok_or(MarkovError::Shape { given: 0, expected: n_states })?;
    Ok(MixForecast { rounds })
}
