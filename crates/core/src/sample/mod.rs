//! The generated sample workspace: the pet-shop case (domain E7) with about 3,500 invented people,
//! some 100,000 order lines over two years, two past events and four rounds.
//!
//! Deterministic: integers and basic arithmetic only, so that it is the same on every machine.
//! Nothing here describes a real person; phone numbers use an unassigned block and addresses
//! `example.com`.

mod first_contacts;
mod goods;
mod names;
mod natures;
mod past_events;
mod people;
mod purchases;
mod rounds;

use std::sync::Arc;

use rand::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;

use crate::domain::day::Day;
use crate::domain::money::Money;
use crate::domain::text::Language;
use crate::domain::workspace::{CustomField, OneToOneCost, WorkspaceFacts, WorkspaceKind};
use crate::table::tables::{NextIds, Tables};

const SEED: u64 = 2026;
/// Of what the shop has noted of people.
const NATURES_SEED: u64 = 2027;
/// Of who was a lead first.
const FIRST_CONTACTS_SEED: u64 = 2028;

/// The last day the sample speaks of: 2026-11-20.
pub const LAST_DAY: Day = Day(20_777);
/// Two years before: 2024-11-21.
const FIRST_DAY: Day = Day(LAST_DAY.0 - 729);

/// The whole sample workspace.
pub fn tables() -> Tables {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(SEED);
    let products = goods::products();
    let mut people = people::people(&mut rng);
    natures::note_natures(&mut Xoshiro256PlusPlus::seed_from_u64(NATURES_SEED), &mut people);
    let orders = purchases::orders(&mut rng, &people, &products);
    let interactions = people::interactions(&mut rng, &people, &orders);
    let documents = past_events::documents();

    let next_ids = NextIds {
        customer: people.len() as u32 + 1,
        order: orders.len() as u32 + 1,
        product: products.len() as u32 + 1,
        interaction: interactions.len() as u32 + 1,
        document: documents.len() as u32 + 1,
        log: 1,
    };
    let mut tables = Tables { facts: Arc::new(facts()), next_ids, documents, ..Tables::default() };
    tables.customers.append(people.iter().map(|person| person.customer.clone()));
    tables.orders.append(&orders);
    tables.products.append(products);
    tables.interactions.append(interactions);
    rounds::add(&mut tables);
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(FIRST_CONTACTS_SEED);
    first_contacts::note(&mut rng, &people, &mut tables);
    tables
}

fn facts() -> WorkspaceFacts {
    let field =
        |key: &str, label: &str| CustomField { key: key.into(), label: label.into(), kind: None };
    WorkspaceFacts {
        name: "Paws & Meadow 爪爪草甸".into(),
        kind: WorkspaceKind::Sample,
        currency: "CNY".into(),
        time_zone: "Asia/Shanghai".into(),
        languages: vec![Language::Zh, Language::En],
        one_to_one: OneToOneCost {
            hours_per_customer: 1.5,
            hourly_cost: Money::from_major(60.0),
            material: Money::from_major(26.0),
            travel: Money::from_major(40.0),
        },
        custom_fields: vec![
            field("pet", "Pet 宠物名"),
            field("breed", "Breed 品种"),
            field("distance_km", "Distance, km 距离（公里）"),
        ],
        ..WorkspaceFacts::default()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::{LAST_DAY, tables};
    use crate::domain::customer::Customer;
    use crate::domain::day::Day;
    use crate::domain::personality::Personality;
    use crate::playbooks::is_known_reason;

    #[test]
    fn has_the_size_of_the_case() {
        let sample = tables();
        assert_eq!(Day::from_ymd(2026, 11, 20), Some(LAST_DAY));
        assert_eq!(sample.customers.len(), 3_486);
        assert_eq!(sample.products.len(), 412);
        let mut buyers: Vec<u32> = sample
            .orders
            .chunks()
            .iter()
            .flat_map(|chunk| chunk.data().customers.clone())
            .collect();
        buyers.sort_unstable();
        buyers.dedup();
        assert_eq!(sample.customers.len() - buyers.len(), 1_338, "leads");
        let n_lines = sample.orders.n_lines();
        assert!((95_000..=110_000).contains(&n_lines), "{n_lines} lines");
        assert_eq!(sample.events().filter(|(_, event)| event.counts.is_some()).count(), 2);
        let days =
            || sample.orders.chunks().iter().flat_map(|chunk| chunk.data().days.iter().copied());
        assert_eq!(days().max(), Some(LAST_DAY.0));
        assert!(days().min().is_some_and(|first| first >= LAST_DAY.0 - 729));
        for chunk in sample.orders.chunks() {
            assert!(chunk.data().is_consistent());
            assert!(chunk.data().ids.is_sorted());
        }
    }

    #[test]
    fn is_the_same_every_time() {
        let (first, second) = (tables(), tables());
        assert!(first.customers.iter().eq(second.customers.iter()));
        let same_orders = first.orders.chunks().iter().zip(second.orders.chunks());
        assert!(same_orders.into_iter().all(|(a, b)| a.data() == b.data()));
    }

    #[test]
    fn part_of_the_people_are_known_more_closely() {
        let sample = tables();
        let of = |read: fn(&Customer) -> &String| {
            let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
            for customer in sample.customers.iter().filter(|customer| !read(customer).is_empty()) {
                *counts.entry(read(customer)).or_default() += 1;
            }
            counts
        };
        let n = sample.customers.len();
        let occupations = of(|customer| &customer.occupation);
        let n_known: usize = occupations.values().sum();
        assert!(n_known > n / 3 && n_known < n * 2 / 3, "{n_known} occupations");
        assert!(occupations.len() >= 12 && occupations.values().all(|n| *n >= 30));
        let personalities = of(|customer| &customer.personality);
        let n_known: usize = personalities.values().sum();
        assert!(n_known > n / 6 && n_known < n / 2, "{n_known} personalities");
        assert_eq!(personalities.len(), Personality::ALL.len());
        assert!(personalities.values().all(|n| *n >= 100), "{personalities:?}");
        for customer in sample.customers.iter() {
            let days = customer.reasons.iter().map(|reason| reason.day);
            assert!(days.into_iter().all(|day| day <= LAST_DAY));
        }
        let reasons = sample.customers.iter().flat_map(|customer| &customer.reasons);
        let reasons: BTreeSet<_> = reasons.map(|reason| reason.key.as_str()).collect();
        assert!(reasons.len() >= 10 && reasons.iter().all(|key| is_known_reason(key)));
    }

    #[test]
    fn people_can_be_told_apart() {
        let sample = tables();
        let mut phones: Vec<_> = sample.customers.iter().map(|c| c.phone.clone()).collect();
        phones.sort_unstable();
        phones.dedup();
        assert_eq!(phones.len(), sample.customers.len());
    }
}
