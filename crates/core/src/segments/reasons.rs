//! Why people have not bought, class by class, with what is done about each reason (A2).
//!
//! Owns the vocabulary of a workspace (the playbooks' reasons, the user's own, and words that stand
//! only on customers) and the counts. Must not know how reasons come to stand on a customer.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Derived;
use crate::domain::class::Class;
use crate::domain::customer::Customer;
use crate::playbooks::{Reason, own_playbook, own_reason};
use crate::table::tables::Tables;
use crate::views::playbook::{ClassReasons, GivenReason, ReasonCount, ReasonEntry};

/// Every reason that can be noted: by class as the playbooks have them, then other words that stand on
/// customers.
pub fn vocabulary(tables: &Tables) -> Vec<ReasonEntry> {
    let mut known: Vec<ReasonEntry> = Class::ALL
        .into_iter()
        .flat_map(|class| {
            let playbook = own_playbook(class, tables.facts.playbooks.get(&class));
            playbook.reasons.into_iter().map(move |reason| entry(Some(class), reason))
        })
        .collect();
    let noted = tables.customers.iter().flat_map(|row| &row.reasons);
    for reason in noted {
        if !known.iter().any(|entry| entry.key == reason.key) {
            known.push(entry(None, Reason::in_own_words(&reason.key)));
        }
    }
    known
}

/// What a customer has said, the latest first.
pub fn given_reasons(tables: &Tables, customer: &Customer) -> Vec<GivenReason> {
    let given = customer.reasons.iter().map(|one| {
        let (class, reason) = own_reason(&tables.facts.playbooks, &one.key);
        GivenReason { reason: entry(class, reason), day: one.day, source: one.source }
    });
    let mut given: Vec<GivenReason> = given.collect();
    given.sort_by_key(|one| Reverse(one.day));
    given
}

/// `class`: in whose playbook it stands.
pub fn entry(class: Option<Class>, reason: Reason) -> ReasonEntry {
    let Reason { key, label, play } = reason;
    ReasonEntry { key, name: label, play, class }
}

/// The four classes, then those about whom too little is known.
pub fn reason_mix(tables: &Tables, derived: &Derived) -> Vec<ClassReasons> {
    let vocabulary = vocabulary(tables);
    let groups = Class::ALL.into_iter().map(Some).chain([None]);
    groups.map(|class| of_class(tables, derived, &vocabulary, class)).collect()
}

fn of_class(
    tables: &Tables,
    derived: &Derived,
    vocabulary: &[ReasonEntry],
    class: Option<Class>,
) -> ClassReasons {
    let mut found =
        ClassReasons { class, n_customers: 0, n_leads: 0, n_with_reason: 0, reasons: Vec::new() };
    let mut counts: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for (place, customer) in tables.customers.iter().enumerate() {
        let placed = derived.standings[place].placed;
        if placed.map(|placed| placed.class) != class {
            continue;
        }
        let is_lead = placed.map_or(!derived.has_bought(place), |placed| placed.expected);
        let count = if is_lead { &mut found.n_leads } else { &mut found.n_customers };
        *count += 1;
        found.n_with_reason += u32::from(!customer.reasons.is_empty());
        for reason in &customer.reasons {
            let (n_customers, n_leads) = counts.entry(&reason.key).or_default();
            *if is_lead { n_leads } else { n_customers } += 1;
        }
    }
    let counted = vocabulary.iter().filter_map(|reason| {
        let given = counts.get(reason.key.as_str()).copied();
        let is_own = class.is_some() && reason.class == class;
        let (n_customers, n_leads) = given.or(is_own.then_some((0, 0)))?;
        Some(ReasonCount { reason: reason.clone(), n_customers, n_leads })
    });
    found.reasons = counted.collect();
    found.reasons.sort_by_key(|count| Reverse(count.n_customers + count.n_leads));
    found
}

#[cfg(test)]
mod tests {
    use super::reason_mix;
    use crate::domain::customer::Customer;
    use crate::domain::day::Day;
    use crate::domain::reason::{ReasonSource, RecordedReason};
    use crate::segments::derive;
    use crate::segments::test_tables::{add_orders, order, workspace};

    /// The weights go by regularity alone, which takes three purchase days.
    #[test]
    fn a_buyer_who_is_not_placed_is_no_lead() {
        let reason =
            RecordedReason { key: "too far".into(), day: Day(35), source: ReasonSource::Hand };
        let person = Customer { reasons: vec![reason], ..Customer::default() };
        let mut tables = workspace(vec![person.clone(), person, Customer::default()]);
        add_orders(&mut tables, vec![order(2, 30, 700)]);
        let board = &mut std::sync::Arc::make_mut(&mut tables.facts).board;
        (board.repeat_purchases, board.recency, board.engagement, board.membership) =
            (0.0, 0.0, 0.0, 0.0);
        let mix = reason_mix(&tables, &derive(&tables, Day(40)));
        let unplaced = mix.iter().find(|mix| mix.class.is_none()).unwrap();
        // The second has bought; the first and the third have not.
        assert_eq!((unplaced.n_customers, unplaced.n_leads, unplaced.n_with_reason), (1, 2, 2));
        let count = unplaced.reasons.iter().find(|one| one.reason.key == "too far").unwrap();
        assert_eq!((count.n_customers, count.n_leads), (1, 1));
    }
}
