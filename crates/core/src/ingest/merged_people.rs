//! Who was merged into whom: a file may still speak of each record by itself, and what it says of one
//! as it was then has been decided on already.

use std::collections::{BTreeMap, HashMap};

use crate::domain::customer::Customer;
use crate::domain::ids::CustomerId;
use crate::table::documents::Document;
use crate::table::tables::Tables;

/// The records that became one, by who they are now.
#[derive(Debug, Default)]
pub struct MergedPeople(BTreeMap<CustomerId, Vec<Customer>>);

impl MergedPeople {
    /// From every merge that has not been parted, also those of customers who were merged again.
    pub fn of(tables: &Tables) -> Self {
        let records = tables.documents.values().filter_map(|document| match document.data() {
            Document::Merges(records) => Some(records),
            _ => None,
        });
        let records: Vec<_> = records.flatten().filter(|record| record.split.is_none()).collect();
        let mut went_to: HashMap<CustomerId, CustomerId> = HashMap::new();
        for record in &records {
            let others = record.parts.iter().filter(|part| part.id != record.merged.id);
            went_to.extend(others.map(|part| (part.id, record.merged.id)));
        }
        let mut people: BTreeMap<CustomerId, Vec<Customer>> = BTreeMap::new();
        for record in records {
            let mut now = record.merged.id;
            // No merge can lead back, but a stored one is not to be trusted with a loop.
            for _ in 0..went_to.len() {
                match went_to.get(&now) {
                    Some(next) if tables.customers.get(now).is_none() => now = *next,
                    _ => break,
                }
            }
            if tables.customers.get(now).is_some() {
                people.entry(now).or_default().extend(record.parts.iter().cloned());
            }
        }
        Self(people)
    }

    /// The records that became this customer; none for most.
    pub fn parts_of(&self, id: CustomerId) -> &[Customer] {
        self.0.get(&id).map_or(&[], Vec::as_slice)
    }

    pub fn iter(&self) -> impl Iterator<Item = (CustomerId, &Customer)> {
        self.0.iter().flat_map(|(id, parts)| parts.iter().map(move |part| (*id, part)))
    }
}
