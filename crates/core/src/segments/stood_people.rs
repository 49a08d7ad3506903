//! The people behind a number of a kept round: who stood there on its day, as far as they are still here.
//!
//! Owns who they are by now. Must not know where they stand today.

use std::collections::BTreeSet;

use super::Derived;
use super::movement::name_person;
use crate::domain::event::AudienceGroup;
use crate::domain::round::Stood;
use crate::table::became::Became;
use crate::table::tables::Tables;
use crate::views::round::{MOST_NAMED, State, StoodPeople};

/// Who stood in this class, expected class or stage; whoever was erased for good is not in the round any
/// more, and not in its numbers.
pub fn stood_people(
    tables: &Tables,
    derived: &Derived,
    stood: &[Stood],
    state: &State,
) -> StoodPeople {
    let became = Became::of(tables);
    let mut found = StoodPeople::default();
    let mut seen = BTreeSet::new();
    for one in stood.iter().filter(|one| is_in(one, state)) {
        let id = became.now(one.customer);
        let Some(customer) = tables.customers.get(id) else {
            found.n_gone += 1;
            continue;
        };
        if !seen.insert(id) {
            found.n_joined += 1;
            continue;
        }
        found.ids.push(id);
        if found.first.len() < MOST_NAMED {
            found.first.push(name_person(tables, derived, customer));
        }
    }
    found.first.sort_by(|one, other| one.name.cmp(&other.name));
    found
}

/// As the mix of a round counts.
fn is_in(one: &Stood, state: &State) -> bool {
    match state {
        State::Group(AudienceGroup::Unplaced) => {
            matches!(one.group, AudienceGroup::Unplaced | AudienceGroup::Outside)
        }
        State::Group(group) => one.group == *group,
        State::Stage(stage) => one.stage == *stage,
        State::Care(_) | State::Away => false,
    }
}
