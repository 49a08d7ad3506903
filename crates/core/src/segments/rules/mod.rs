//! Who passes a rule: condition by condition over everybody, then the groups.
//!
//! Owns the order of the work, in slices of one condition. What a condition finds is `condition`,
//! sums of orders and contacts are `sums`, the people of saved segments `members`, and why somebody
//! is in `because`. Must not know how a rule is built, stored or shown.

mod because;
mod condition;
pub mod members;
mod sums;
pub mod view;

#[cfg(test)]
pub(crate) mod arbitrary;
#[cfg(test)]
mod tests;

pub use self::because::verdicts;
pub use self::condition::is_gone;
pub use self::sums::{OrderSums, order_sums};

use super::Derived;
use crate::table::tables::Tables;
use crate::views::rule::{Condition, Join, Rule};

/// A rule being worked out for everybody.
pub struct Evaluation<'a> {
    tables: &'a Tables,
    derived: &'a Derived,
    rule: &'a Rule,
    conditions: Vec<&'a Condition>,
    /// Of each condition so far, whom it holds for, in the order of the customers.
    found: Vec<Vec<bool>>,
}

impl<'a> Evaluation<'a> {
    pub fn new(tables: &'a Tables, derived: &'a Derived, rule: &'a Rule) -> Self {
        let conditions = rule.conditions();
        Self { tables, derived, rule, found: Vec::with_capacity(conditions.len()), conditions }
    }

    /// Works out one more condition; `false` when none is left.
    pub fn advance(&mut self) -> bool {
        let Some(next) = self.conditions.get(self.found.len()) else { return false };
        self.found.push(condition::holds_for(self.tables, self.derived, next));
        true
    }

    /// Conditions done, and how many there are.
    pub fn progress(&self) -> (u64, u64) {
        (self.found.len() as u64, self.conditions.len() as u64)
    }

    /// Who passes, in the order of the customers; what was not worked out holds for nobody.
    pub fn finish(self) -> Vec<bool> {
        let n = self.derived.ids.len();
        let mut found = self.found.into_iter();
        join(self.rule, n, &mut found)
    }
}

/// All at once.
pub fn evaluate(tables: &Tables, derived: &Derived, rule: &Rule) -> Vec<bool> {
    let mut evaluation = Evaluation::new(tables, derived, rule);
    while evaluation.advance() {}
    evaluation.finish()
}

fn join(rule: &Rule, n: usize, found: &mut impl Iterator<Item = Vec<bool>>) -> Vec<bool> {
    let (how, parts) = match rule {
        Rule::Is(_) => return found.next().unwrap_or_else(|| vec![false; n]),
        Rule::Group(how, parts) => (*how, parts),
    };
    let mut all = vec![how == Join::All; n];
    for part in parts {
        let part = join(part, n, found);
        for (held, holds) in all.iter_mut().zip(part) {
            *held = if how == Join::All { *held && holds } else { *held || holds };
        }
    }
    if how == Join::None {
        all.iter_mut().for_each(|held| *held = !*held);
    }
    all
}
