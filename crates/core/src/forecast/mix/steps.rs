//! From the rounds that are kept to counted moves: who went from where to where between each round and
//! the next. Must not know what is made of the counts.

use std::collections::BTreeMap;

use crate::domain::ids::DocumentId;
use crate::segments::movement::{Moves, Side};
use crate::segments::states::States;
use crate::table::became::Became;
use crate::table::tables::Tables;
use crate::views::mix_outlook::Step;
use crate::views::round::State;

/// Every step between two rounds, and the moves of those that are counted.
pub struct Steps {
    pub n_rounds: u32,
    pub steps: Vec<Step>,
    pub n_of: BTreeMap<(State, State), u32>,
}

impl Steps {
    pub fn n_counted(&self) -> usize {
        self.steps.iter().filter(|step| step.is_counted).count()
    }

    /// `left_out`: steps that begin with these rounds are told, and not counted. Of several rounds of
    /// one day only the last is compared: nobody has had time to move.
    pub fn count(tables: &Tables, states: States<'_>, left_out: &[DocumentId]) -> Self {
        let became = &Became::of(tables);
        let mut rounds: Vec<(DocumentId, &str, Side<'_>)> = tables
            .rounds()
            .filter_map(|(id, round)| {
                let side =
                    Side { day: round.day, board: round.board()?, stood: round.everybody()? };
                Some((id, round.name.as_str(), side))
            })
            .collect();
        let n_rounds = rounds.len() as u32;
        rounds.sort_by_key(|(id, _, side)| (side.day, *id));
        rounds.reverse();
        rounds.dedup_by_key(|(_, _, side)| side.day);
        rounds.reverse();

        let mut n_of: BTreeMap<(State, State), u32> = BTreeMap::new();
        let steps = rounds.windows(2).map(|pair| {
            let [(from, from_name, before), (_, to_name, after)] = pair else {
                unreachable!("windows of two")
            };
            let is_counted = !left_out.contains(from);
            let (mut n_in_both, mut n_new, mut n_gone) = (0, 0, 0);
            let moves = Moves { before, after, became, states };
            let n_left_out = moves.each(|_, was, is| {
                match (&was, &is) {
                    (State::Away, _) => n_new += 1,
                    (_, State::Away) => n_gone += 1,
                    _ => n_in_both += 1,
                }
                if is_counted {
                    *n_of.entry((was, is)).or_default() += 1;
                }
            });
            Step {
                from: *from,
                from_name: (*from_name).to_owned(),
                from_day: before.day,
                to_name: (*to_name).to_owned(),
                to_day: after.day,
                n_in_both,
                n_new,
                n_gone,
                n_left_out,
                is_measured_otherwise: moves.is_measured_otherwise(),
                is_counted,
            }
        });
        let steps = steps.collect();
        Self { n_rounds, steps, n_of }
    }
}
