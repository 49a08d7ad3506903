//! From counted moves to a chain with its doubt: which states there are, what is known of each chance,
//! how many come anew.
//!
//! **Prior.** Every row begins with one person's weight, spread evenly over the moves that can be
//! (Dirichlet(1/k), J. Perks 1947; J. O. Berger, J. M. Bernardo & D. Sun 2015, *Bayesian Analysis* 10,
//! 189): so little that twenty people outvote it. Moves that cannot be have no weight unless they were
//! counted: who has bought is no lead again, time passed does not come back. Newcomers have Jeffreys'
//! prior, half a person in all rounds together. Must not know how anything is drawn.

use std::collections::BTreeSet;

use meadow_models::markov::{Arrivals, MarkovError, TransitionCounts};

use super::steps::Steps;
use crate::domain::care::CareLevel;
use crate::domain::class::Class;
use crate::domain::customer::Stage;
use crate::domain::day::Day;
use crate::domain::event::AudienceGroup;
use crate::domain::round::Stood;
use crate::segments::states::States;
use crate::views::mix_outlook::PlannedMove;
use crate::views::round::{MovementOf, State};

/// What newcomers weigh before any was seen, all states together.
const PRIOR_OF_ARRIVALS: f64 = 0.5;

/// What is known of all moves, and who is where now.
pub struct Chain {
    /// The last is [`State::Away`].
    pub states: Vec<State>,
    pub is_in_mix: Vec<bool>,
    pub counts: Vec<Vec<u64>>,
    pub known: TransitionCounts,
    pub n_new: Vec<u64>,
    /// `None` where nobody is to come anew.
    pub arrivals: Option<Arrivals>,
    pub n_now: Vec<u32>,
}

impl Chain {
    /// # Errors
    /// None that counts can bring about.
    pub fn new(
        of: MovementOf,
        steps: &Steps,
        now: (&[Stood], Day, States<'_>),
        plan: &[PlannedMove],
        with_newcomers: bool,
    ) -> Result<Self, MarkovError> {
        let (stood, today, reader) = now;
        let now: Vec<State> =
            stood.iter().filter_map(|one| reader.state(one.customer, one, today)).collect();
        let ends = steps.n_of.keys().flat_map(|(from, to)| [from, to]);
        let planned = plan.iter().flat_map(|planned| [&planned.from, &planned.to]);
        let mut found: BTreeSet<State> = ends.chain(planned).chain(&now).cloned().collect();
        found.extend(usual(of));
        found.remove(&State::Away);
        let states: Vec<State> = found.into_iter().chain([State::Away]).collect();
        let n_states = states.len();
        let place = |state: &State| states.iter().position(|one| one == state);

        let mut counts = vec![vec![0; n_states]; n_states];
        let mut n_new = vec![0; n_states];
        for ((from, to), n) in &steps.n_of {
            let (Some(from_place), Some(to_place)) = (place(from), place(to)) else { continue };
            match from {
                State::Away => n_new[to_place] += u64::from(*n),
                _ => counts[from_place][to_place] += u64::from(*n),
            }
        }
        let mut n_now = vec![0; n_states];
        for at in now.iter().filter_map(place) {
            n_now[at] += 1;
        }
        let priors: Vec<Vec<f64>> = states.iter().map(|from| prior_row(from, &states)).collect();
        let known = TransitionCounts::with_priors(&counts, &priors)?;
        let arrivals = with_newcomers
            .then(|| {
                let each = PRIOR_OF_ARRIVALS / (n_states - 1) as f64;
                let prior = |state: &State| if *state == State::Away { 0.0 } else { each };
                let priors: Vec<f64> = states.iter().map(prior).collect();
                Arrivals::new(&n_new, &priors, steps.n_counted())
            })
            .transpose()?;
        let is_in_mix = states.iter().map(is_in_mix).collect();
        Ok(Self { states, is_in_mix, counts, known, n_new, arrivals, n_now })
    }

    /// Whose share is told where nobody has said: the best there is of its kind.
    pub fn first_watched(&self, of: MovementOf) -> usize {
        let best = match of {
            MovementOf::Classes => State::Group(AudienceGroup::Class(Class::Bee)),
            MovementOf::Stages => State::Stage(Stage::Bought),
            MovementOf::Care => State::Care(CareLevel::Loyal),
        };
        self.place_of(&best).unwrap_or_default()
    }

    pub fn place_of(&self, state: &State) -> Option<usize> {
        self.states.iter().position(|one| one == state)
    }
}

/// Shown even where nobody is or was.
fn usual(of: MovementOf) -> Vec<State> {
    match of {
        MovementOf::Classes => {
            Class::ALL.map(|class| State::Group(AudienceGroup::Class(class))).to_vec()
        }
        MovementOf::Stages => vec![State::Stage(Stage::Bought), State::Stage(Stage::Lapsed)],
        MovementOf::Care => {
            let levels = CareLevel::ALL.into_iter().filter(|level| *level != CareLevel::NotYet);
            levels.map(State::Care).collect()
        }
    }
}

/// The mix of classes and of levels of care is of those who have bought; every stage is of the stages.
fn is_in_mix(state: &State) -> bool {
    match state {
        State::Group(group) => matches!(group, AudienceGroup::Class(_)),
        State::Stage(_) => true,
        State::Care(level) => *level != CareLevel::NotYet,
        State::Away => false,
    }
}

fn prior_row(from: &State, states: &[State]) -> Vec<f64> {
    let can_be: Vec<bool> = states.iter().map(|to| can_follow(from, to)).collect();
    let n_possible = can_be.iter().filter(|can_be| **can_be).count().max(1);
    can_be.iter().map(|can_be| if *can_be { 1.0 / n_possible as f64 } else { 0.0 }).collect()
}

/// Can somebody who was in one state be in the other a round later?
fn can_follow(from: &State, to: &State) -> bool {
    use CareLevel::{LongStanding, Loyal, New, NotYet, Regular};
    match (from, to) {
        (State::Away, to) => *to == State::Away,
        (State::Group(AudienceGroup::Class(_)), State::Group(to)) => {
            matches!(to, AudienceGroup::Class(_))
        }
        (State::Stage(from), State::Stage(to)) => {
            let has_bought = |stage| !matches!(stage, Stage::Lead | Stage::Interested);
            has_bought(*to) || !has_bought(*from)
        }
        (State::Care(from), State::Care(to)) => match to {
            NotYet => *from == NotYet,
            New => matches!(from, NotYet | New),
            Regular => !matches!(from, LongStanding | Loyal),
            LongStanding | Loyal | CareLevel::Lapsed => true,
        },
        _ => true,
    }
}
