//! Part of the buyers were leads first: they are known since some days before their first order, by where
//! they came from. What the shop did not write down stays as it is.
//!
//! Drawn from a stream of its own, after all that goes by the day somebody is known since.

use rand::{Rng, RngExt};

use super::people::{Habit, Person};
use crate::domain::customer::Customer;
use crate::table::tables::Tables;

/// By the beginning of a source: how many in a hundred of its buyers were noted as leads, and about how
/// long the slowest of them took, in days. Whoever walked in bought at once.
const SOURCES: [(&str, u32, i32); 5] = [
    ("Referral", 55, 60),
    ("Dog walks", 60, 110),
    ("WeChat group", 55, 130),
    ("Douyin", 45, 240),
    ("Gate stand", 50, 300),
];

/// The customers who were leads first, with the day they are known since by then.
pub fn note(rng: &mut impl Rng, people: &[Person], tables: &mut Tables) {
    let mut changed = Vec::new();
    for person in people.iter().filter(|person| person.habit != Habit::Lead) {
        let of_source =
            SOURCES.iter().find(|(name, ..)| person.customer.lead_source.starts_with(name));
        let Some((_, noted, slowest)) = of_source else { continue };
        // The lower of two draws: most buy soon, a few late.
        let draws = [rng.random_range(1..=*slowest), rng.random_range(1..=*slowest)];
        if rng.random_range(0..100) < *noted {
            let wait = draws[0].min(draws[1]);
            let known_since = Some(person.since.plus_days(-wait));
            changed.push(Customer { known_since, ..person.customer.clone() });
        }
    }
    tables.customers.replace(changed);
}
