//! Who brought whom, by the referrer's own customer number.

use std::collections::HashMap;

use super::Derived;
use super::movement::name_person;
use crate::domain::customer::Customer;
use crate::table::tables::Tables;
use crate::views::round::NamedPerson;

/// Pairs of places (brought, by whom). A number that names nobody, or the customer itself, is left out.
pub fn referrers(tables: &Tables) -> Vec<(usize, usize)> {
    if tables.customers.iter().all(|customer| customer.referred_by_key.trim().is_empty()) {
        return Vec::new();
    }
    let mut by_key: HashMap<&str, usize> = HashMap::with_capacity(tables.customers.len());
    for (place, customer) in tables.customers.iter().enumerate() {
        let key = customer.key.trim();
        if !key.is_empty() {
            // The first of two with the same number keeps it.
            by_key.entry(key).or_insert(place);
        }
    }
    let named = tables.customers.iter().enumerate();
    named
        .filter_map(|(place, customer)| {
            let by = *by_key.get(customer.referred_by_key.trim())?;
            (by != place).then_some((place, by))
        })
        .collect()
}

/// Those this customer brought, in the order of the table.
pub fn referred_by(tables: &Tables, derived: &Derived, referrer: &Customer) -> Vec<NamedPerson> {
    let key = referrer.key.trim();
    if key.is_empty() {
        return Vec::new();
    }
    let others = tables.customers.iter().filter(|customer| customer.id != referrer.id);
    others
        .filter(|customer| customer.referred_by_key.trim() == key)
        .map(|customer| name_person(tables, derived, customer))
        .collect()
}
