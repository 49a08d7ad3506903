//! The groups of people that can be invited. Everybody is in exactly one.
//!
//! Consent is honoured here, in one place: nobody who refused or opted out is ever a member of a
//! group to be invited, only counted.

use super::Derived;
use crate::domain::class::Class;
use crate::domain::event::AudienceGroup;
use crate::domain::ids::CustomerId;
use crate::table::tables::Tables;
use crate::views::forecast::AudienceEntry;

/// Every group there is, empty ones too: the four classes, the three expected classes of leads (a
/// lead is never a bee), and those about whom too little is known.
pub fn groups() -> impl Iterator<Item = AudienceGroup> {
    let expected = [Class::Dragonfly, Class::Butterfly, Class::Mantis];
    let classes = Class::ALL.into_iter().map(AudienceGroup::Class);
    classes
        .chain(expected.into_iter().map(AudienceGroup::Expected))
        .chain([AudienceGroup::Unplaced])
}

/// How many people each group has, and how many of them may be asked.
pub fn entries(tables: &Tables, derived: &Derived) -> Vec<AudienceEntry> {
    let mut entries: Vec<AudienceEntry> =
        groups().map(|group| AudienceEntry { group, n_people: 0, n_may_ask: 0 }).collect();
    for (customer, standing) in tables.customers.iter().zip(&derived.standings) {
        let group = standing.group();
        if let Some(entry) = entries.iter_mut().find(|entry| entry.group == group) {
            entry.n_people += 1;
            entry.n_may_ask += u32::from(customer.consent.allows_invitation());
        }
    }
    entries
}

/// Those of a group who may be asked, the highest scores first (contribution and loyalty together),
/// so that a group invited in part is invited from its best end. People outside the workspace have
/// no rows.
pub fn members(tables: &Tables, derived: &Derived, group: &AudienceGroup) -> Vec<CustomerId> {
    let people = tables.customers.iter().zip(&derived.standings);
    let mut members: Vec<(f64, CustomerId)> = people
        .filter(|(_, standing)| standing.group() == *group)
        .filter(|(customer, _)| customer.consent.allows_invitation())
        .map(|(customer, standing)| {
            let score = standing.contribution.unwrap_or(0.0) + standing.loyalty.unwrap_or(0.0);
            (score, customer.id)
        })
        .collect();
    members.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    members.into_iter().map(|(_, id)| id).collect()
}
