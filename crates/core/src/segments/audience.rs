//! The groups of people that can be invited. Everybody is in exactly one.
//!
//! Consent and the blacklist are honoured here, in one place: nobody who is blocked, refused or opted
//! out may be asked to anything; they are only counted. What an event asks on top of that is
//! `contact::outreach`.

use super::Derived;
use crate::domain::class::Class;
use crate::domain::consent::Channel;
use crate::domain::contact_rules::NotAllowed;
use crate::domain::customer::Customer;
use crate::domain::event::AudienceGroup;
use crate::table::tables::Tables;
use crate::views::forecast::{AudienceEntry, Obstacle};

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
    let mut entries: Vec<AudienceEntry> = groups().map(AudienceEntry::empty).collect();
    for (place, customer) in tables.customers.iter().enumerate() {
        let group = derived.standings[place].group();
        if let Some(entry) = entries.iter_mut().find(|entry| entry.group == group) {
            entry.n_people += 1;
            match obstacle(tables, customer, derived, place) {
                None => entry.n_may_ask += 1,
                Some(obstacle) => entry.left_out.count(obstacle),
            }
        }
    }
    entries
}

/// What speaks against asking this customer at all.
pub fn obstacle(
    tables: &Tables,
    customer: &Customer,
    derived: &Derived,
    place: usize,
) -> Option<Obstacle> {
    if derived.blocked[place] {
        Some(Obstacle::Blocked)
    } else if customer.consent.opted_out() {
        Some(Obstacle::OptedOut)
    } else if !customer.consent.allows_invitation() {
        Some(Obstacle::Refused)
    } else {
        let rules = &tables.facts.contact;
        let hindered = Channel::ALL.map(|channel| rules.hindrance(&customer.consent, channel));
        // A channel that is open is enough; else what was agreed to says more than what was not asked.
        let all: Option<Vec<NotAllowed>> = hindered.into_iter().collect();
        let least = |whys: Vec<NotAllowed>| {
            let ranked = [NotAllowed::OtherPurpose, NotAllowed::NotAsked, NotAllowed::Refused];
            ranked.into_iter().find(|why| whys.contains(why))
        };
        all.and_then(least).map(Obstacle::from)
    }
}

/// What speaks against asking this customer today: what does at all, else the limit of contacts. For lists
/// of people; what an event plans for another day, `contact::outreach` judges by that day.
pub fn obstacle_today(
    tables: &Tables,
    customer: &Customer,
    derived: &Derived,
    place: usize,
) -> Option<Obstacle> {
    let rests = || derived.rests_until(tables)[place].is_some().then_some(Obstacle::OverCap);
    obstacle(tables, customer, derived, place).or_else(rests)
}

/// What speaks against each way of reaching this customer with an invitation today: what does at all, else
/// the limit of contacts, which every way counts against. A way that is open is not named.
pub fn channel_obstacles(
    tables: &Tables,
    customer: &Customer,
    derived: &Derived,
    place: usize,
) -> Vec<(Channel, Obstacle)> {
    let of_all = match (derived.blocked[place], customer.consent.opted_out()) {
        (true, _) => Some(Obstacle::Blocked),
        (false, true) => Some(Obstacle::OptedOut),
        (false, false) => None,
    };
    let hindrance = |channel| tables.facts.contact.hindrance(&customer.consent, channel);
    let rests = derived.rests_until(tables)[place].is_some().then_some(Obstacle::OverCap);
    let against = |channel| of_all.or_else(|| hindrance(channel).map(Obstacle::from)).or(rests);
    Channel::ALL.into_iter().filter_map(|channel| Some((channel, against(channel)?))).collect()
}

/// Contribution and loyalty together: a group invited in part is invited from its best end.
pub fn score(derived: &Derived, place: usize) -> f64 {
    let standing = &derived.standings[place];
    standing.contribution.unwrap_or(0.0) + standing.loyalty.unwrap_or(0.0)
}
