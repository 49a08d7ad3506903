//! Why somebody passes a rule or does not: the conditions that decide it, and no others.

use super::super::Derived;
use super::super::audience::obstacle_today;
use super::condition::found_of;
use crate::table::tables::Tables;
use crate::views::rule::{Join, Rule};
use crate::views::segment::{RuleReason, RuleVerdict};

/// For some people, by their places in ascending order.
pub fn verdicts(
    tables: &Tables,
    derived: &Derived,
    rule: &Rule,
    places: &[usize],
) -> Vec<RuleVerdict> {
    let conditions = rule.conditions();
    let found: Vec<_> =
        conditions.iter().map(|one| found_of(tables, derived, one, places)).collect();
    let verdict = |(at, place): (usize, &usize)| {
        let customer = tables.customers.get(derived.ids[*place])?;
        let holds: Vec<bool> = found.iter().map(|found| found[at].0).collect();
        let (is_in, deciding) = decide(rule, &holds, &mut 0);
        let reason = |condition: usize| RuleReason {
            condition: conditions[condition].clone(),
            holds: holds[condition],
            found: found[condition][at].1.clone(),
        };
        Some(RuleVerdict {
            customer: customer.id,
            name: customer.name.clone(),
            obstacle: obstacle_today(tables, customer, derived, *place),
            is_in,
            reasons: deciding.into_iter().map(reason).collect(),
        })
    };
    places.iter().enumerate().filter_map(verdict).collect()
}

/// Whether the rule holds, and the conditions without which it would not be so: of "all", every one
/// where it holds, else those that fail; of "any", those that hold, else every one; of "none", the
/// same turned round.
fn decide(rule: &Rule, holds: &[bool], next: &mut usize) -> (bool, Vec<usize>) {
    let (how, parts) = match rule {
        Rule::Is(_) => {
            let at = *next;
            *next += 1;
            return (holds[at], vec![at]);
        }
        Rule::Group(how, parts) => (*how, parts),
    };
    let parts: Vec<_> = parts.iter().map(|part| decide(part, holds, next)).collect();
    // Of "all", one that fails decides; of the others, one that holds.
    let decisive = how != Join::All;
    let is_decided = parts.iter().any(|(holds, _)| *holds == decisive);
    let deciding = parts.into_iter().filter(|(holds, _)| !is_decided || *holds == decisive);
    let reasons = deciding.flat_map(|(_, reasons)| reasons).collect();
    (is_decided == (how == Join::Any), reasons)
}
