//! Pairs put together to groups: A~B and B~C are shown as one. Must not know why two are a pair.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::duplicates::CandidatePair;
use crate::domain::ids::CustomerId;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DuplicateGroup {
    /// The member of whom most is known.
    pub representative: CustomerId,
    /// Ascending, the representative among them; two at least.
    pub members: Vec<CustomerId>,
}

/// Follows the pairs in their order. A pair is left out if it would bring two into one group who may
/// not be together. Groups come in the order of their smallest member.
pub fn group<'a>(
    pairs: impl Iterator<Item = &'a CandidatePair>,
    n_known: impl Fn(CustomerId) -> u16,
    may_be_together: impl Fn(CustomerId, CustomerId) -> bool,
) -> Vec<DuplicateGroup> {
    let mut group_of: BTreeMap<CustomerId, usize> = BTreeMap::new();
    let mut groups: Vec<Vec<CustomerId>> = Vec::new();
    for pair in pairs {
        let mut group_at = |id: CustomerId| {
            *group_of.entry(id).or_insert_with(|| {
                groups.push(vec![id]);
                groups.len() - 1
            })
        };
        let (into, from) = (group_at(pair.one), group_at(pair.other));
        if into == from {
            continue;
        }
        let fits = |a: &CustomerId| groups[from].iter().all(|b| may_be_together(*a, *b));
        if !groups[into].iter().all(fits) {
            continue;
        }
        let (into, from) =
            if groups[into].len() >= groups[from].len() { (into, from) } else { (from, into) };
        let moved = std::mem::take(&mut groups[from]);
        for id in &moved {
            group_of.insert(*id, into);
        }
        groups[into].extend(moved);
    }
    let mut found: Vec<DuplicateGroup> = groups
        .into_iter()
        .filter(|members| members.len() > 1)
        .filter_map(|mut members| {
            members.sort_unstable();
            let fullest = members.iter().rev().max_by_key(|id| n_known(**id)).copied();
            Some(DuplicateGroup { representative: fullest?, members })
        })
        .collect();
    found.sort_by(|a, b| a.members.cmp(&b.members));
    found
}
