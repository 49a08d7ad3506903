//! How a number of people will be spread over states after some rounds: by lot, with everybody moving
//! for themselves and others coming anew, or as is to be expected. Must not know where chances are from.

use super::{MarkovError, TransitionCounts, TransitionMatrix};
use crate::binomial::draw_binomial;
use crate::stream::{Purpose, random_stream};
use crate::summary::Summary;
use rand_distr::{Distribution, Gamma, Poisson};

/// Numbers of people by round and state.
#[derive(Debug, Clone, PartialEq)]
pub struct MixForecast {
    /// Per round (the first is one round from now), per state: people, over the draws.
    pub rounds: Vec<Vec<Summary>>,
}

/// What is known of how many come anew in a round, by the state they come into.
///
/// Independent Poisson numbers; a rate is known as Gamma(prior + count, rounds seen). With priors that
/// sum to ½ the rate of all together has Jeffreys' prior. Gelman et al., *Bayesian Data Analysis*, 3rd
/// ed., 2.6.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrivals {
    weights: Vec<f64>,
    n_rounds: f64,
}

impl Arrivals {
    /// From those who came anew into each state in so many rounds together, and a prior weight of each.
    ///
    /// # Errors
    /// [`MarkovError::Shape`] unless there is one prior for each count, and at least one round;
    /// [`MarkovError::Number`] for a prior that cannot be.
    pub fn new(counts: &[u64], priors: &[f64], n_rounds: usize) -> Result<Self, MarkovError> {
        if priors.len() != counts.len() {
            return Err(MarkovError::Shape { given: priors.len(), expected: counts.len() });
        }
        if n_rounds == 0 {
            return Err(MarkovError::Shape { given: 0, expected: 1 });
        }
        if let Some(&value) = priors.iter().find(|prior| !(**prior >= 0.0 && prior.is_finite())) {
            return Err(MarkovError::Number { value });
        }
        let weights = counts.iter().zip(priors).map(|(&n, prior)| n as f64 + prior).collect();
        Ok(Self { weights, n_rounds: n_rounds as f64 })
    }

    /// Expected number a round, per state.
    pub fn mean(&self) -> Vec<f64> {
        self.weights.iter().map(|weight| weight / self.n_rounds).collect()
    }

    /// One draw of the expected numbers; the same seed and draw number give the same.
    pub fn draw(&self, draw: usize, seed: u64) -> Vec<f64> {
        let mut stream = random_stream(seed, draw, Purpose::ArrivalRates);
        // Only a weight of 0 is refused: nobody ever comes there.
        let rate = |&weight: &f64| {
            Gamma::new(weight, 1.0 / self.n_rounds).map_or(0.0, |gamma| gamma.sample(&mut stream))
        };
        self.weights.iter().map(rate).collect()
    }
}

impl TransitionMatrix {
    /// The mix now and after every one of so many rounds, where so many come anew in each: numbers to
    /// be expected.
    ///
    /// # Errors
    /// [`MarkovError::Shape`] unless there is one number of each for every state.
    pub fn mixes_with(
        &self,
        mix: &[f64],
        arrivals: &[f64],
        n_rounds: usize,
    ) -> Result<Vec<Vec<f64>>, MarkovError> {
        check_length(arrivals.len(), self.n_states())?;
        let mut mixes = vec![mix.to_vec()];
        for round in 0..n_rounds {
            let mut next = self.next_mix(&mixes[round])?;
            next.iter_mut().zip(arrivals).for_each(|(n, new)| *n += new);
            mixes.push(next);
        }
        Ok(mixes)
    }

    /// The same by lot: everybody moves for themselves, and a Poisson number comes anew into each state
    /// at the end of every round. The first entry is one round from now.
    ///
    /// # Errors
    /// As [`TransitionMatrix::mixes_with`].
    pub fn draw_mixes(
        &self,
        people: &[u32],
        arrivals: &[f64],
        n_rounds: usize,
        (draw, seed): (usize, u64),
    ) -> Result<Vec<Vec<u32>>, MarkovError> {
        let n_states = self.n_states();
        check_length(people.len(), n_states)?;
        check_length(arrivals.len(), n_states)?;
        let mut stream = random_stream(seed, draw, Purpose::Movement);
        // Of their own, so that a plan that moves people otherwise meets the same newcomers.
        let mut arriving = random_stream(seed, draw, Purpose::Arrivals);
        let mut rounds = Vec::with_capacity(n_rounds);
        let mut now = people.to_vec();
        for _ in 0..n_rounds {
            let mut next = vec![0; n_states];
            for (state, &n) in now.iter().enumerate() {
                let (mut n_left, mut p_left) = (n, 1.0);
                // A multinomial, one binomial after the other; the last possible state takes the rest.
                let last = self.row(state).iter().rposition(|p| *p > 0.0);
                for (to, &p) in self.row(state).iter().enumerate() {
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
            for (n, &rate) in next.iter_mut().zip(arrivals) {
                // Only a rate of 0 is refused: nobody comes.
                let n_new = Poisson::new(rate).map_or(0.0, |poisson| poisson.sample(&mut arriving));
                *n += n_new as u32;
            }
            rounds.push(next.clone());
            now = next;
        }
        Ok(rounds)
    }
}

/// Moves `people` (one number a state) through so many rounds, in so many draws. `plan` turns each
/// drawn chain into the one under the plan; leave it as it is where there is none. The chances of a
/// draw hold for all its rounds; nobody comes anew.
///
/// # Errors
/// [`MarkovError::Shape`] unless there is one number for each state (of the plan's chain too) and at
/// least one draw, and what the plan itself refuses.
pub fn forecast_mix(
    counts: &TransitionCounts,
    people: &[u32],
    plan: impl Fn(TransitionMatrix) -> Result<TransitionMatrix, MarkovError>,
    n_rounds: usize,
    n_draws: usize,
    seed: u64,
) -> Result<MixForecast, MarkovError> {
    let n_states = counts.n_states();
    check_length(people.len(), n_states)?;
    let nobody = vec![0.0; n_states];
    let mut columns = vec![vec![Vec::with_capacity(n_draws); n_states]; n_rounds];
    for draw in 0..n_draws {
        let matrix = plan(counts.draw(draw, seed))?;
        check_length(matrix.n_states(), n_states)?;
        let mixes = matrix.draw_mixes(people, &nobody, n_rounds, (draw, seed))?;
        for (round, mix) in columns.iter_mut().zip(&mixes) {
            round.iter_mut().zip(mix).for_each(|(column, &n)| column.push(n));
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

fn check_length(given: usize, expected: usize) -> Result<(), MarkovError> {
    if given == expected { Ok(()) } else { Err(MarkovError::Shape { given, expected }) }
}
