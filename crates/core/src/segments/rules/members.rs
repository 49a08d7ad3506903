//! The people of saved segments, each worked out once per revision and day.
//!
//! A segment may ask for another. None may ask for itself, however far round: saving refuses it, and
//! where it should come about all the same, the one that closes the circle is treated as not there.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::super::Derived;
use super::evaluate;
use crate::domain::ids::{CustomerId, DocumentId};
use crate::table::documents::{SavedSegment, StoredPeople};
use crate::table::tables::Tables;
use crate::views::rule::{Condition, Join, Rule};
use crate::views::segment::SetOperation;
use crate::views::table::{Column, Filter, Test};

/// For everybody, in the order of the customers, whether they are in it.
pub type Members = Rc<[bool]>;

/// What has been worked out so far; `None` where there is no such segment, or it is in hand.
#[derive(Default)]
pub struct KnownMembers {
    by_segment: RefCell<BTreeMap<DocumentId, Option<Members>>>,
}

impl KnownMembers {
    /// `None`: there is no such segment.
    pub fn of(&self, tables: &Tables, derived: &Derived, id: DocumentId) -> Option<Members> {
        if let Some(known) = self.by_segment.borrow().get(&id) {
            return known.clone();
        }
        self.by_segment.borrow_mut().insert(id, None);
        let members = work_out(tables, derived, tables.segment(id)?);
        self.by_segment.borrow_mut().insert(id, Some(members.clone()));
        Some(members)
    }
}

fn work_out(tables: &Tables, derived: &Derived, segment: &SavedSegment) -> Members {
    match &segment.people {
        StoredPeople::Live(rule) => evaluate(tables, derived, rule).into(),
        StoredPeople::Listed(ids) => listed(derived, ids).into(),
        StoredPeople::Combined(how, of) => {
            evaluate(tables, derived, &combined_rule(*how, of)).into()
        }
    }
}

fn listed(derived: &Derived, ids: &[CustomerId]) -> Vec<bool> {
    let mut members = vec![false; derived.ids.len()];
    for place in ids.iter().filter_map(|id| derived.place_of(*id)) {
        members[place] = true;
    }
    members
}

/// Segments put together, as a rule. One that is not there is empty.
pub fn combined_rule(how: SetOperation, of: &[DocumentId]) -> Rule {
    let is_in = |id: &DocumentId| {
        let filter = Filter { column: Column::Segment(*id), test: Test::IsYes(true) };
        Rule::Is(Condition::Field(filter))
    };
    let mut parts: Vec<Rule> = of.iter().map(is_in).collect();
    match how {
        SetOperation::Union => Rule::Group(Join::Any, parts),
        SetOperation::Intersection => Rule::Group(Join::All, parts),
        SetOperation::Difference => {
            let others = parts.split_off(parts.len().min(1));
            parts.push(Rule::Group(Join::None, others));
            Rule::Group(Join::All, parts)
        }
    }
}

/// Would `id` ask for itself, however far round, if it asked for these?
pub fn goes_round(tables: &Tables, id: DocumentId, asks_for: &[DocumentId]) -> bool {
    let mut seen = BTreeSet::new();
    let mut waiting = asks_for.to_vec();
    while let Some(next) = waiting.pop() {
        if next == id {
            return true;
        }
        if seen.insert(next) {
            waiting.extend(tables.segment(next).into_iter().flat_map(SavedSegment::asks_for));
        }
    }
    false
}

/// The names of the segments that ask for this one.
pub fn users(tables: &Tables, id: DocumentId) -> Vec<String> {
    let asking = tables.segments().filter(|(_, other)| other.asks_for().contains(&id));
    asking.map(|(_, other)| other.about.name.clone()).collect()
}
