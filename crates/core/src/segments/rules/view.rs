//! Saved segments and rules, counted: how many people, what they bring, how far the target is reached.

use std::collections::{BTreeMap, BTreeSet};

use super::super::Derived;
use super::{is_gone, members, order_sums, verdicts};
use crate::domain::ids::{CustomerId, DocumentId};
use crate::domain::money::Money;
use crate::table::became::Became;
use crate::table::documents::{SavedSegment, StoredPeople};
use crate::table::tables::Tables;
use crate::views::rule::{Goods, Rule};
use crate::views::segment::{
    OverlapPart, OverlapView, PeopleSum, RuleCount, SegmentEntry, SegmentKind, TargetAmount,
};

/// Of those who are in.
pub fn sum_of(derived: &Derived, is_in: impl IntoIterator<Item = bool>) -> PeopleSum {
    let mut sum = PeopleSum::default();
    for (facts, _) in derived.purchases.iter().zip(is_in).filter(|(_, is_in)| *is_in) {
        sum.n_people += 1;
        sum.n_buyers += u32::from(facts.has_bought());
        sum.value += facts.spend_total;
    }
    sum
}

/// Of everybody.
pub fn sum_of_all(derived: &Derived) -> PeopleSum {
    sum_of(derived, std::iter::repeat(true))
}

/// Who passes, with the first `n_first` of them.
pub fn count(
    tables: &Tables,
    derived: &Derived,
    rule: &Rule,
    is_in: &[bool],
    n_first: usize,
) -> RuleCount {
    let places = is_in.iter().enumerate().filter(|(_, is_in)| **is_in).map(|(place, _)| place);
    let first: Vec<usize> = places.take(n_first).collect();
    let conditions = rule.conditions().into_iter().zip(0..);
    RuleCount {
        sum: sum_of(derived, is_in.iter().copied()),
        all: sum_of_all(derived),
        first: verdicts(tables, derived, rule, &first),
        gone: conditions.filter(|(one, _)| is_gone(tables, one)).map(|(_, at)| at).collect(),
    }
}

pub fn entry(
    tables: &Tables,
    derived: &Derived,
    id: DocumentId,
    segment: &SavedSegment,
) -> SegmentEntry {
    let is_in = derived.members(tables, id).unwrap_or_default();
    SegmentEntry {
        id,
        about: segment.about.clone(),
        kind: match &segment.people {
            StoredPeople::Live(rule) => SegmentKind::Live(rule.clone()),
            StoredPeople::Listed(_) => SegmentKind::Listed,
            StoredPeople::Combined(how, of) => SegmentKind::Combined(*how, of.clone()),
        },
        made_on: segment.made_on,
        sum: sum_of(derived, is_in.iter().copied()),
        reached: reached(tables, segment),
        counted: segment
            .target_start
            .as_ref()
            .map(|start| (start.since, start.people.len() as u32)),
        used_by: members::users(tables, id),
    }
}

/// What those over whom the target counts have brought since it was set.
fn reached(tables: &Tables, segment: &SavedSegment) -> Option<TargetAmount> {
    let (target, start) = (segment.about.target?, segment.target_start.as_ref()?);
    let became = Became::of(tables);
    let people: BTreeSet<CustomerId> = start.people.iter().map(|id| became.now(*id)).collect();
    let span = (Some(start.since), target.by);
    let is_counted = |id: u32| people.contains(&CustomerId(id)).then_some(0);
    let sums = order_sums(tables, &Goods::Any, span, 1, is_counted)[0];
    Some(match target.amount {
        TargetAmount::Money(_) => TargetAmount::Money(sums.sum),
        TargetAmount::Orders(_) => TargetAmount::Orders(sums.n_orders),
    })
}

/// How many are in exactly which of these.
pub fn overlap(tables: &Tables, derived: &Derived, segments: &[DocumentId]) -> OverlapView {
    let sets: Vec<_> =
        segments.iter().map(|id| derived.members(tables, *id).unwrap_or_default()).collect();
    let mut parts: BTreeMap<Vec<bool>, PeopleSum> = BTreeMap::new();
    for (place, facts) in derived.purchases.iter().enumerate() {
        let is_in: Vec<bool> =
            sets.iter().map(|set| set.get(place).copied().unwrap_or_default()).collect();
        if is_in.contains(&true) {
            let sum = parts.entry(is_in).or_default();
            sum.n_people += 1;
            sum.n_buyers += u32::from(facts.has_bought());
            sum.value += facts.spend_total;
        }
    }
    let mut parts: Vec<OverlapPart> =
        parts.into_iter().map(|(is_in, sum)| OverlapPart { is_in, sum }).collect();
    parts.sort_by_key(|part| std::cmp::Reverse(part.sum.n_people));
    OverlapView { segments: segments.to_vec(), parts }
}

impl PeopleSum {
    /// Share of the value of `all`, 0–1; `None` where there is none to share.
    pub fn value_share(&self, all: &Self) -> Option<f64> {
        (all.value > Money::ZERO).then(|| self.value.major() / all.value.major())
    }
}
