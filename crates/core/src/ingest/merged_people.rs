//! Who was merged into whom: a file may still speak of each record by itself, and what it says of one
//! as it was then has been decided on already.

use std::collections::BTreeMap;

use crate::domain::customer::Customer;
use crate::domain::ids::CustomerId;
use crate::table::became::Became;
use crate::table::tables::Tables;

/// The records that became one, by who they are now.
#[derive(Debug, Default)]
pub struct MergedPeople(BTreeMap<CustomerId, Vec<Customer>>);

impl MergedPeople {
    /// From every merge that has not been parted, also those of customers who were merged again.
    pub fn of(tables: &Tables) -> Self {
        let became = Became::of(tables);
        let mut people: BTreeMap<CustomerId, Vec<Customer>> = BTreeMap::new();
        for record in tables.merges().filter(|record| record.split.is_none()) {
            let now = became.now(record.merged.id);
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
