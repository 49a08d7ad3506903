//! Mix and movement (A4): how many are in each class and stage, in a round and now, and who went from
//! where to where between two of them.
//!
//! Owns the counting. Must not know how a round is taken, nor how flows are drawn.

use std::collections::BTreeMap;

use meadow_models::sample_size::{intervals_of_mix, n_for_all_shares, n_for_share};

use super::Derived;
use super::audience::obstacle_today;
use super::states::States;
use crate::domain::class::Class;
use crate::domain::customer::{Customer, Stage};
use crate::domain::day::Day;
use crate::domain::event::AudienceGroup;
use crate::domain::ids::{CustomerId, DocumentId};
use crate::domain::round::{Asked, Round, RoundFound, Stood};
use crate::domain::workspace::BoardSettings;
use crate::table::became::Became;
use crate::table::documents::Document;
use crate::table::tables::Tables;
use crate::views::round::{
    EntryFound, Flow, MOST_NAMED, Mix, MovedPeople, MovementView, NamedPerson, RoundEntry,
    RoundsView, ShareOfClass, State, SurveyPlan,
};

/// Of the intervals of a sample.
const LEVEL: f64 = 0.95;

/// Where everybody stands now, by their numbers, ascending.
pub fn stand(derived: &Derived) -> Vec<Stood> {
    let everybody = derived.ids.iter().zip(&derived.standings).zip(&derived.stages);
    everybody
        .map(|((customer, standing), stage)| Stood {
            customer: *customer,
            group: standing.group(),
            stage: *stage,
        })
        .collect()
}

/// The rounds of a workspace, the oldest first, and the mix of now.
pub fn rounds(tables: &Tables, derived: &Derived) -> RoundsView {
    let entry = |(id, round): (_, &Round)| RoundEntry {
        id,
        name: round.name.clone(),
        day: round.day,
        event: round.event.and_then(|event| event_name(tables, event)),
        is_reconstructed: round.is_reconstructed(),
        found: match &round.found {
            RoundFound::Everybody { stood, .. } | RoundFound::Reconstructed { stood, .. } => {
                EntryFound::Everybody(mix(stood))
            }
            RoundFound::Asked(asked) => {
                EntryFound::Sample { how: asked.how, shares: shares_of(asked) }
            }
        },
    };
    let mut rounds: Vec<RoundEntry> = tables.rounds().map(entry).collect();
    rounds.sort_by_key(|round| (round.day, round.id));
    RoundsView { now: mix(&stand(derived)), rounds }
}

fn event_name(tables: &Tables, id: DocumentId) -> Option<String> {
    match tables.documents.get(&id)?.data() {
        Document::Event(event) => Some(event.name.clone()),
        _ => None,
    }
}

fn mix(stood: &[Stood]) -> Mix {
    let mut mix = Mix::default();
    for Stood { group, stage, .. } in stood {
        match group {
            AudienceGroup::Class(class) => mix.n_of_class[place(*class)] += 1,
            AudienceGroup::Expected(class) => mix.n_expected[place(*class)] += 1,
            AudienceGroup::Unplaced | AudienceGroup::Outside => mix.n_unplaced += 1,
        }
        let at = Stage::ALL.iter().position(|one| one == stage).unwrap_or_default();
        mix.n_of_stage[at] += 1;
    }
    mix
}

/// In the order of [`Class::ALL`].
fn place(class: Class) -> usize {
    Class::ALL.iter().position(|one| *one == class).unwrap_or_default()
}

/// The shares that a sample tells, with their intervals; none where nobody was asked.
pub fn shares_of(asked: &Asked) -> Vec<ShareOfClass> {
    let counts = asked.n_of_class.map(u64::from);
    let n: u64 = counts.iter().sum();
    let intervals = intervals_of_mix(&counts, LEVEL).unwrap_or_default();
    let each = Class::ALL.into_iter().zip(asked.n_of_class).zip(intervals);
    each.map(|((class, n_of), interval)| ShareOfClass {
        class,
        n: n_of,
        share: f64::from(n_of) / n as f64,
        low: interval.low,
        high: interval.high,
    })
    .collect()
}

/// How many to ask for this margin at this confidence, both 0–1; `None` outside of that.
pub fn plan_survey(margin: f64, level: f64, population: Option<u64>) -> Option<SurveyPlan> {
    let population = population.filter(|n| *n > 0);
    Some(SurveyPlan {
        n_for_one: n_for_share(margin, 0.5, level, population)?,
        n_for_all: n_for_all_shares(margin, level, population)?,
    })
}

/// Each person once, by who they are now: of records that are one by now, where the one that stayed stood, if
/// it did.
pub fn each_person_once<'s>(
    became: &Became,
    stood: &'s [Stood],
) -> BTreeMap<CustomerId, &'s Stood> {
    let mut people = BTreeMap::new();
    for one in stood {
        let now = became.now(one.customer);
        let known = people.entry(now).or_insert(one);
        if one.customer == now {
            *known = one;
        }
    }
    people
}

/// A side of a comparison: its day, and where everybody stood.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    pub day: Day,
    pub board: &'a BoardSettings,
    pub stood: &'a [Stood],
}

/// Who was where, and who is.
pub struct Moves<'a> {
    pub before: &'a Side<'a>,
    pub after: &'a Side<'a>,
    pub became: &'a Became,
    pub states: States<'a>,
}

impl Moves<'_> {
    /// Hands over everybody who is in either, with where they were and are; says how many are left out,
    /// since that cannot be told of them.
    pub fn each(&self, mut take: impl FnMut(CustomerId, State, State)) -> u32 {
        let (before, after) = (
            each_person_once(self.became, self.before.stood),
            each_person_once(self.became, self.after.stood),
        );
        let was = |person, stood| self.states.state(person, stood, self.before.day);
        let is = |person, stood| self.states.state(person, stood, self.after.day);
        let mut n_left_out = 0;
        let mut told = |person, from: Option<State>, to: Option<State>| match from.zip(to) {
            Some((from, to)) => take(person, from, to),
            None => n_left_out += 1,
        };
        for (person, stood) in &before {
            let to = after.get(person).map_or(Some(State::Away), |now| is(*person, now));
            told(*person, was(*person, stood), to);
        }
        for (person, now) in after.iter().filter(|(person, _)| !before.contains_key(person)) {
            told(*person, Some(State::Away), is(*person, now));
        }
        n_left_out
    }

    /// Are classes of the two sides told by other weights or cut-offs?
    pub fn is_measured_otherwise(&self) -> bool {
        self.states.go_by_board() && !self.before.board.measures_like(self.after.board)
    }
}

pub fn movement(
    became: &Became,
    before: &Side<'_>,
    after: &Side<'_>,
    states: States<'_>,
) -> MovementView {
    let moves = Moves { before, after, became, states };
    let mut n_of: BTreeMap<(State, State), u32> = BTreeMap::new();
    let (mut n_in_both, mut n_moved) = (0, 0);
    moves.each(|_, from, to| {
        if from != State::Away && to != State::Away {
            n_in_both += 1;
            n_moved += u32::from(from != to);
        }
        *n_of.entry((from, to)).or_default() += 1;
    });
    let flows = n_of.into_iter().map(|((from, to), n)| Flow { from, to, n }).collect();
    MovementView {
        from_day: before.day,
        to_day: after.day,
        flows,
        n_in_both,
        n_moved,
        is_measured_otherwise: moves.is_measured_otherwise(),
    }
}

/// Who went that way, by name.
pub fn moved_people(
    tables: &Tables,
    derived: &Derived,
    before: &Side<'_>,
    after: &Side<'_>,
    states: States<'_>,
    (from, to): (&State, &State),
) -> MovedPeople {
    let became = &Became::of(tables);
    let mut moved = MovedPeople { n: 0, first: Vec::new(), ids: Vec::new() };
    Moves { before, after, became, states }.each(|id, was, is| {
        if was != *from || is != *to {
            return;
        }
        moved.n += 1;
        let Some(customer) = tables.customers.get(id) else { return };
        moved.ids.push(id);
        if moved.first.len() < MOST_NAMED {
            moved.first.push(name_person(tables, derived, customer));
        }
    });
    moved.first.sort_by(|one, other| one.name.cmp(&other.name));
    moved
}

/// Somebody in a list of names.
pub fn name_person(tables: &Tables, derived: &Derived, customer: &Customer) -> NamedPerson {
    let place = derived.place_of(customer.id);
    NamedPerson {
        id: customer.id,
        name: customer.name.clone(),
        obstacle: place.and_then(|place| obstacle_today(tables, customer, derived, place)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Side, movement, plan_survey, shares_of};
    use crate::domain::class::Class;
    use crate::domain::customer::Stage;
    use crate::domain::day::Day;
    use crate::domain::event::AudienceGroup;
    use crate::domain::ids::CustomerId;
    use crate::domain::round::{Asked, AskedHow, Stood};
    use crate::domain::workspace::BoardSettings;
    use crate::segments::derive;
    use crate::segments::states::States;
    use crate::table::became::Became;
    use crate::table::tables::Tables;
    use crate::views::round::{Flow, MovementOf, State};

    fn stood(customer: u32, group: AudienceGroup, stage: Stage) -> Stood {
        Stood { customer: CustomerId(customer), group, stage }
    }

    #[test]
    fn everybody_goes_from_somewhere_to_somewhere() {
        use AudienceGroup::{Class as Of, Expected, Unplaced};
        let before = [
            stood(1, Of(Class::Bee), Stage::Bought),
            stood(2, Of(Class::Butterfly), Stage::Bought),
            stood(3, Unplaced, Stage::Lead),
            stood(4, Of(Class::Mantis), Stage::Lapsed),
        ];
        let after = [
            stood(1, Of(Class::Bee), Stage::InService),
            stood(2, Of(Class::Bee), Stage::Bought),
            stood(3, Expected(Class::Bee), Stage::Interested),
            stood(9, Of(Class::Bee), Stage::Bought),
        ];
        let board = BoardSettings::default();
        let (before, after) = (
            Side { day: Day(10), board: &board, stood: &before },
            Side { day: Day(40), board: &board, stood: &after },
        );
        let nobody = Became::default();
        let derived = derive(&Tables::default(), Day(40));
        let by = |of| States::new(of, &derived);
        let found = movement(&nobody, &before, &after, by(MovementOf::Classes));
        assert_eq!((found.n_in_both, found.n_moved), (3, 2));
        let group = |group| State::Group(group);
        let flow = |from, to| Flow { from, to, n: 1 };
        let expected = vec![
            flow(group(Of(Class::Bee)), group(Of(Class::Bee))),
            flow(group(Of(Class::Butterfly)), group(Of(Class::Bee))),
            flow(group(Of(Class::Mantis)), State::Away),
            flow(group(Unplaced), group(Expected(Class::Bee))),
            flow(State::Away, group(Of(Class::Bee))),
        ];
        assert_eq!(found.flows, expected);
        assert!(!found.is_measured_otherwise);
        let moved = BoardSettings { loyalty_cut: 47.0, ..board.clone() };
        let later = Side { board: &moved, ..after };
        assert!(movement(&nobody, &before, &later, by(MovementOf::Classes)).is_measured_otherwise);
        assert!(!movement(&nobody, &before, &later, by(MovementOf::Stages)).is_measured_otherwise);
        let stages = movement(&nobody, &before, &later, by(MovementOf::Stages));
        assert_eq!((stages.n_in_both, stages.n_moved), (3, 2));
        assert_eq!(stages.flows.iter().map(|flow| flow.n).sum::<u32>(), 5);
        // The fourth became one with the ninth, who came later, and the third with the second.
        let joined = [(4, 9), (3, 2)].map(|(one, other)| (CustomerId(one), CustomerId(other)));
        let joined = Became::from(joined);
        let found = movement(&joined, &before, &later, by(MovementOf::Stages));
        assert_eq!((found.n_in_both, found.n_moved), (3, 2));
        let lapsed = found.flows.iter().find(|flow| flow.from == State::Stage(Stage::Lapsed));
        assert_eq!(lapsed.map(|flow| &flow.to), Some(&State::Stage(Stage::Bought)));
    }

    /// The limits themselves are tested with the model, by published values.
    #[test]
    fn a_sample_tells_shares_that_hold_together() {
        let asked = Asked { how: AskedHow::Survey, n_of_class: [10, 20, 30, 40] };
        let shares = shares_of(&asked);
        assert_eq!(shares.iter().map(|share| share.share).sum::<f64>(), 1.0);
        assert!(shares.iter().all(|share| share.low < share.share && share.share < share.high));
        assert!(shares_of(&Asked { how: AskedHow::Survey, n_of_class: [0; 4] }).is_empty());
    }

    #[test]
    fn to_know_four_shares_takes_more_than_to_know_one() {
        let plan = plan_survey(0.05, 0.95, None).unwrap();
        // Cochran's 385, Thompson's 510.
        assert_eq!((plan.n_for_one, plan.n_for_all), (385, 510));
        let few = plan_survey(0.05, 0.95, Some(100)).unwrap();
        assert!(few.n_for_all <= 100 && few.n_for_one < plan.n_for_one);
        assert_eq!(plan_survey(0.0, 0.95, None), None);
    }
}
