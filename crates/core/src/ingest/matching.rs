//! Is this somebody we know? By customer number, else telephone, else e-mail, else exact name.
//!
//! Owns the index of who can be found by what. Never takes two people with different customer
//! numbers for one, whatever telephone they share.

use std::collections::HashMap;

use super::values::contact;
use super::working_table::WorkingTable;
use crate::domain::customer::Customer;
use crate::domain::ids::CustomerId;
use crate::views::import::ColumnRole;

/// Between name and company in the index; no cell holds it.
const GAP: char = '\u{1F}';

/// Which columns the file tells people apart by.
#[derive(Clone, Copy, Debug)]
pub struct Identities {
    key: bool,
    phone: bool,
    email: bool,
    name: bool,
    company: bool,
}

impl Identities {
    pub fn of(columns: &[ColumnRole]) -> Self {
        let has = |role| columns.contains(&role);
        Self {
            key: has(ColumnRole::CustomerKey),
            phone: has(ColumnRole::Phone),
            email: has(ColumnRole::Email),
            name: has(ColumnRole::Name),
            company: has(ColumnRole::Company),
        }
    }

    /// Could anybody be told apart?
    pub fn any(self) -> bool {
        self.key || self.phone || self.email || self.name
    }

    fn name_only(self) -> bool {
        !(self.key || self.phone || self.email)
    }
}

/// Does anything of this row name a person?
pub fn names_somebody(customer: &Customer) -> bool {
    !(customer.key.is_empty()
        && customer.name.is_empty()
        && customer.phone.is_empty()
        && customer.email.is_empty())
}

/// Where to find the customers of a workspace and of the file so far.
pub struct CustomerIndex {
    identities: Identities,
    by_key: HashMap<String, CustomerId>,
    by_phone: HashMap<String, CustomerId>,
    by_email: HashMap<String, CustomerId>,
    by_name: HashMap<String, CustomerId>,
}

impl CustomerIndex {
    pub fn new<'a>(identities: Identities, customers: impl Iterator<Item = &'a Customer>) -> Self {
        let mut index = Self {
            identities,
            by_key: HashMap::new(),
            by_phone: HashMap::new(),
            by_email: HashMap::new(),
            by_name: HashMap::new(),
        };
        for customer in customers {
            index.note(customer.id, customer);
        }
        index
    }

    /// Remembers what this customer can be found by. Of several, the first stays.
    pub fn note(&mut self, id: CustomerId, customer: &Customer) {
        if self.identities.key
            && !customer.key.is_empty()
            && !self.by_key.contains_key(&customer.key)
        {
            self.by_key.insert(customer.key.clone(), id);
        }
        if self.identities.phone
            && let Some(phone) = contact::normalise_phone(&customer.phone)
        {
            self.by_phone.entry(phone).or_insert(id);
        }
        if self.identities.email
            && let Some(email) = contact::normalise_email(&customer.email)
        {
            self.by_email.entry(email).or_insert(id);
        }
        if let Some(name) = self.name_of(customer) {
            self.by_name.entry(name).or_insert(id);
        }
    }

    /// The known customer that a row of the file speaks of.
    pub fn find(&self, row: &Customer, customers: &WorkingTable<Customer>) -> Option<CustomerId> {
        if let Some(id) = self.by_key.get(&row.key) {
            return Some(*id);
        }
        let is_same = |id: &&CustomerId| {
            row.key.is_empty() || customers.get(**id).is_some_and(|known| known.key.is_empty())
        };
        let by_phone = || self.by_phone.get(&contact::normalise_phone(&row.phone)?);
        let by_email = || self.by_email.get(&contact::normalise_email(&row.email)?);
        let by_name = || self.by_name.get(&self.name_of(row)?);
        by_phone()
            .filter(is_same)
            .or_else(|| by_email().filter(is_same))
            .or_else(|| by_name().filter(is_same))
            .copied()
    }

    /// The name that somebody may be matched by: only where the file has nothing better, or where
    /// neither the row nor the known customer has.
    fn name_of(&self, customer: &Customer) -> Option<String> {
        let has_better =
            !customer.key.is_empty() || !customer.phone.is_empty() || !customer.email.is_empty();
        if !self.identities.name
            || customer.name.is_empty()
            || (has_better && !self.identities.name_only())
        {
            return None;
        }
        let company = if self.identities.company { customer.company.as_str() } else { "" };
        Some(format!("{}{GAP}{company}", customer.name))
    }
}
