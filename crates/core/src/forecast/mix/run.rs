//! The mix ahead, drawn in slices so that it can report progress and be cancelled. The same rounds, plan
//! and people give the same figures however the draws are sliced.
//!
//! In every draw the chances are drawn once, and hold for all rounds and for both sides of a comparison.

use meadow_models::Summary;
use meadow_models::markov::{AbsorbingChain, MarkovError, TransitionMatrix};
use meadow_models::range_draw::draw_between;

use super::chain::Chain;
use super::steps::Steps;
use crate::domain::day::Day;
use crate::domain::ids::DocumentId;
use crate::forecast::report::spread;
use crate::segments::Derived;
use crate::segments::movement::stand;
use crate::segments::states::States;
use crate::table::tables::Tables;
use crate::views::forecast::Spread;
use crate::views::mix_outlook::{
    Chance, Doubt, LEVEL, MOST_PLANNED, MixOutlookView, MoveRow, N_ROUNDS_AHEAD, Outlook, Planned,
    PlannedMove, Reach, StateAhead,
};
use crate::views::round::{MovementOf, State};

const SEED: u64 = 2026;
/// Draws of a forecast, and the fewest of one of very many people.
const N_DRAWS: (usize, usize) = (2_000, 400);
/// People moved in all draws together, before draws are saved.
const WORK: usize = 40_000_000;
/// Draws in which it is asked when people get somewhere: each takes the solution of a system.
const N_REACH_DRAWS: usize = 400;

/// What was asked.
pub struct MixAsk<'a> {
    pub of: MovementOf,
    pub left_out: &'a [DocumentId],
    pub with_newcomers: bool,
    pub watched: Option<&'a State>,
    pub plan: &'a [PlannedMove],
}

/// A forecast under way.
pub struct MixRun {
    steps: Steps,
    drawn: Option<Drawn>,
}

/// The draws so far.
struct Drawn {
    chain: Chain,
    mean: TransitionMatrix,
    mean_arrivals: Vec<f64>,
    watched: usize,
    /// From, to, range.
    plan: Vec<(usize, usize, f64, f64)>,
    n_draws: usize,
    n_done: usize,
    ahead: Columns,
    planned: Columns,
    /// What the plan adds to what is to be expected.
    more: Columns,
    luck: Vec<f64>,
    rates: Vec<f64>,
    reach: ReachColumns,
    planned_reach: ReachColumns,
    planned_chances: Vec<Vec<f64>>,
}

impl MixRun {
    /// Prepares it; nothing is drawn yet.
    pub fn new(tables: &Tables, derived: &Derived, ask: &MixAsk<'_>) -> Result<Self, MarkovError> {
        let states = States::new(ask.of, derived);
        let steps = Steps::count(tables, states, ask.left_out);
        let stood = stand(derived);
        if steps.n_counted() == 0 || stood.is_empty() {
            return Ok(Self { steps, drawn: None });
        }
        // Where everybody is now is read off the data's own end, as their classes are.
        let now = derived.data_end.unwrap_or(derived.today);
        let plan = &ask.plan[..ask.plan.len().min(MOST_PLANNED)];
        let now: (_, Day, _) = (&stood[..], now, states);
        let chain = Chain::new(ask.of, &steps, now, plan, ask.with_newcomers)?;
        let drawn = Drawn::new(ask.of, chain, ask.watched, plan)?;
        Ok(Self { steps, drawn: Some(drawn) })
    }

    /// Makes up to so many more draws; says whether there is more to do.
    pub fn advance(&mut self, n_draws: usize) -> Result<bool, MarkovError> {
        let Some(drawn) = &mut self.drawn else { return Ok(false) };
        for _ in 0..n_draws.min(drawn.n_draws - drawn.n_done) {
            drawn.draw_once()?;
        }
        Ok(drawn.n_done < drawn.n_draws)
    }

    pub fn n_done(&self) -> u64 {
        self.drawn.as_ref().map_or(0, |drawn| drawn.n_done as u64)
    }

    pub fn n_total(&self) -> u64 {
        self.drawn.as_ref().map_or(0, |drawn| drawn.n_draws as u64)
    }

    /// What there is to tell, after making the draws still missing.
    pub fn finish(mut self) -> Result<MixOutlookView, MarkovError> {
        while self.advance(usize::MAX)? {}
        let outlook = self.drawn.map(Drawn::outlook);
        Ok(MixOutlookView { n_rounds: self.steps.n_rounds, steps: self.steps.steps, outlook })
    }
}

impl Drawn {
    fn new(
        of: MovementOf,
        chain: Chain,
        watched: Option<&State>,
        plan: &[PlannedMove],
    ) -> Result<Self, MarkovError> {
        let n_states = chain.states.len();
        let n_people = chain.n_now.iter().map(|n| *n as usize).sum::<usize>();
        let n_draws = (WORK / n_people.max(1)).clamp(N_DRAWS.1, N_DRAWS.0);
        let place = |planned: &PlannedMove| {
            let (from, to) = (chain.place_of(&planned.from)?, chain.place_of(&planned.to)?);
            // Nobody comes back from where all have gone for good.
            (from + 1 < n_states).then_some((from, to, planned.low, planned.high))
        };
        let plan: Vec<_> = plan.iter().filter_map(place).collect();
        let watched = watched.and_then(|state| chain.place_of(state));
        let watched = watched.unwrap_or_else(|| chain.first_watched(of));
        let mean_arrivals = match &chain.arrivals {
            Some(arrivals) => arrivals.mean(),
            None => vec![0.0; n_states],
        };
        Ok(Self {
            mean: chain.known.mean(),
            mean_arrivals,
            watched,
            plan,
            n_draws,
            n_done: 0,
            ahead: Columns::new(n_states, n_draws),
            planned: Columns::new(n_states, n_draws),
            more: Columns::new(n_states, n_draws),
            luck: Vec::with_capacity(n_draws),
            rates: Vec::with_capacity(n_draws),
            reach: ReachColumns::new(n_states),
            planned_reach: ReachColumns::new(n_states),
            planned_chances: vec![vec![0.0; n_states]; n_states],
            chain,
        })
    }

    fn draw_once(&mut self) -> Result<(), MarkovError> {
        let key = (self.n_done, SEED);
        let n_now = &self.chain.n_now;
        let start: Vec<f64> = n_now.iter().map(|n| f64::from(*n)).collect();
        let matrix = self.chain.known.draw(key.0, key.1);
        let arrivals = match &self.chain.arrivals {
            Some(arrivals) => arrivals.draw(key.0, key.1),
            None => self.mean_arrivals.clone(),
        };
        let is_in_mix = &self.chain.is_in_mix;
        let watched = |mix: &[f64]| figure(mix, is_in_mix, self.watched);

        let by_lot = matrix.draw_mixes(n_now, &arrivals, N_ROUNDS_AHEAD, key)?;
        self.ahead.add_counts(&by_lot, is_in_mix);
        let expected = matrix.mixes_with(&start, &arrivals, N_ROUNDS_AHEAD)?;
        self.rates.push(watched(&expected[N_ROUNDS_AHEAD]));
        let luck = self.mean.draw_mixes(n_now, &self.mean_arrivals, N_ROUNDS_AHEAD, key)?;
        let luck = luck.last().map(|last| last.iter().map(|n| f64::from(*n)).collect::<Vec<_>>());
        self.luck.push(watched(&luck.unwrap_or_default()));
        if self.n_done < N_REACH_DRAWS {
            self.reach.add(&matrix, self.watched)?;
        }
        if !self.plan.is_empty() {
            let planned = self.under_plan(&matrix)?;
            let by_lot = planned.draw_mixes(n_now, &arrivals, N_ROUNDS_AHEAD, key)?;
            self.planned.add_counts(&by_lot, is_in_mix);
            let then = planned.mixes_with(&start, &arrivals, N_ROUNDS_AHEAD)?;
            self.more.add_difference(&then[1..], &expected[1..], is_in_mix);
            if self.n_done < N_REACH_DRAWS {
                self.planned_reach.add(&planned, self.watched)?;
            }
            for (state, sums) in self.planned_chances.iter_mut().enumerate() {
                sums.iter_mut().zip(planned.row(state)).for_each(|(sum, p)| *sum += p);
            }
        }
        self.n_done += 1;
        Ok(())
    }

    /// All changes of one row at once, so that their order does not matter.
    fn under_plan(&self, matrix: &TransitionMatrix) -> Result<TransitionMatrix, MarkovError> {
        let mut planned = matrix.clone();
        for from in 0..self.chain.states.len() {
            let moves = self.plan.iter().enumerate().filter(|(_, (of, ..))| *of == from);
            let shifts: Vec<(usize, f64)> = moves
                .map(|(at, (_, to, low, high))| {
                    (*to, draw_between(*low, *high, at, (self.n_done, SEED)))
                })
                .collect();
            planned = planned.with_shifts(from, &shifts)?;
        }
        Ok(planned)
    }

    fn outlook(self) -> Outlook {
        let n_draws = self.n_done;
        let rows = self.rows();
        let is_in_mix = &self.chain.is_in_mix;
        let last = N_ROUNDS_AHEAD - 1;
        let both = match self.ahead.ahead(is_in_mix)[last][self.watched] {
            StateAhead { share: Some(share), .. } => share,
            StateAhead { people, .. } => people,
        };
        let doubt = Doubt { luck: spread_of(&self.luck), rates: spread_of(&self.rates), both };
        let planned = (!self.plan.is_empty()).then(|| Planned {
            ahead: self.planned.ahead(is_in_mix),
            more: self.more.ahead(is_in_mix),
            reach: self.planned_reach.tell(self.watched),
            chances: {
                let mean = |row: &Vec<f64>| row.iter().map(|sum| sum / n_draws as f64).collect();
                self.planned_chances[..self.chain.states.len() - 1].iter().map(mean).collect()
            },
        });
        Outlook {
            ahead: self.ahead.ahead(is_in_mix),
            reach: self.reach.tell(self.watched),
            planned,
            doubt,
            rows,
            n_now: self.chain.n_now,
            n_new: self.chain.n_new.iter().map(|n| *n as u32).collect(),
            new_per_round: self.mean_arrivals,
            is_in_mix: self.chain.is_in_mix,
            states: self.chain.states,
            watched: self.watched as u32,
            n_draws: n_draws as u32,
            seed: SEED,
        }
    }

    fn rows(&self) -> Vec<MoveRow> {
        let chain = &self.chain;
        let n_states = chain.states.len();
        let chance = |from: usize, to: usize| {
            let n = chain.counts[from][to] as u32;
            match chain.known.chance(from, to) {
                Ok(rate) => {
                    let interval = rate.interval(LEVEL);
                    Chance { n, mean: rate.mean(), low: interval.low, high: interval.high }
                }
                // Ruled out, or the only way there is.
                Err(_) => {
                    let p = self.mean.row(from)[to];
                    Chance { n, mean: p, low: p, high: p }
                }
            }
        };
        let row = |from: usize| MoveRow {
            n: chain.counts[from].iter().sum::<u64>() as u32,
            chances: (0..n_states).map(|to| chance(from, to)).collect(),
        };
        (0..n_states - 1).map(row).collect()
    }
}

/// The share of a state in the mix, or its number where it is none of it.
fn figure(mix: &[f64], is_in_mix: &[bool], state: usize) -> f64 {
    share(mix, is_in_mix, state).unwrap_or_else(|| mix.get(state).copied().unwrap_or_default())
}

/// `None` where the state is none of the mix; 0 of nobody.
fn share(mix: &[f64], is_in_mix: &[bool], state: usize) -> Option<f64> {
    let is_in = is_in_mix.get(state).copied().unwrap_or_default();
    is_in.then(|| {
        let each = mix.iter().zip(is_in_mix).filter(|(_, is_in)| **is_in);
        let all: f64 = each.map(|(n, _)| n).sum();
        if all > 0.0 { mix[state] / all } else { 0.0 }
    })
}

/// People and shares by round and state, a value a draw.
struct Columns {
    people: Vec<Vec<Vec<f64>>>,
    shares: Vec<Vec<Vec<f64>>>,
}

impl Columns {
    fn new(n_states: usize, n_draws: usize) -> Self {
        let empty = vec![vec![Vec::with_capacity(n_draws); n_states]; N_ROUNDS_AHEAD];
        Self { people: empty.clone(), shares: empty }
    }

    fn add_counts(&mut self, rounds: &[Vec<u32>], is_in_mix: &[bool]) {
        for (round, counts) in rounds.iter().enumerate() {
            let mix: Vec<f64> = counts.iter().map(|n| f64::from(*n)).collect();
            for (state, n) in mix.iter().enumerate() {
                self.people[round][state].push(*n);
                self.shares[round][state].extend(share(&mix, is_in_mix, state));
            }
        }
    }

    fn add_difference(&mut self, then: &[Vec<f64>], else_: &[Vec<f64>], is_in_mix: &[bool]) {
        for (round, (then, else_)) in then.iter().zip(else_).enumerate() {
            for state in 0..then.len() {
                self.people[round][state].push(then[state] - else_[state]);
                let shares = share(then, is_in_mix, state).zip(share(else_, is_in_mix, state));
                self.shares[round][state].extend(shares.map(|(then, else_)| then - else_));
            }
        }
    }

    fn ahead(&self, is_in_mix: &[bool]) -> Vec<Vec<StateAhead>> {
        let rounds = self.people.iter().zip(&self.shares);
        let of_round = |(people, shares): (&Vec<Vec<f64>>, &Vec<Vec<f64>>)| {
            let each = people.iter().zip(shares).zip(is_in_mix);
            each.map(|((people, shares), is_in)| StateAhead {
                people: spread_of(people),
                share: is_in.then(|| spread_of(shares)),
            })
            .collect()
        };
        rounds.map(of_round).collect()
    }
}

/// Chances of being there in time, and rounds until then, by where people start.
struct ReachColumns {
    within: Vec<Vec<f64>>,
    n_rounds: Vec<Vec<f64>>,
}

impl ReachColumns {
    fn new(n_states: usize) -> Self {
        let empty = vec![Vec::new(); n_states.saturating_sub(1)];
        Self { within: empty.clone(), n_rounds: empty }
    }

    fn add(&mut self, matrix: &TransitionMatrix, watched: usize) -> Result<(), MarkovError> {
        let ending = matrix.ending_in(watched)?;
        let soon = ending.power(N_ROUNDS_AHEAD);
        // A state that is never left has no time until an end; the others are told all the same.
        let ends = AbsorbingChain::new(&ending).ok();
        for state in 0..self.within.len() {
            self.within[state].push(soon.row(state)[watched]);
            let steps = ends.as_ref().and_then(|ends| ends.expected_steps_to(state, watched));
            self.n_rounds[state].extend(steps.filter(|steps| steps.is_finite()));
        }
        Ok(())
    }

    /// Nothing of those who are there already, nor where they cannot get there.
    fn tell(&self, watched: usize) -> Vec<Option<Reach>> {
        let each = self.within.iter().zip(&self.n_rounds).enumerate();
        each.map(|(state, (within, n_rounds))| {
            let is_told = state != watched && !n_rounds.is_empty();
            is_told.then(|| Reach { within: spread_of(within), n_rounds: spread_of(n_rounds) })
        })
        .collect()
    }
}

fn spread_of(values: &[f64]) -> Spread {
    spread(Summary::of_values(values))
}
