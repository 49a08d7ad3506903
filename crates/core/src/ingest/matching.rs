//! Is this somebody we know? By customer number, else telephone, else e-mail.
//!
//! Owns the index of who can be found by what. Never takes two people with different customer
//! numbers for one, whatever telephone they share.
//!
//! A name is no identity: where a row has nothing better, it depends on the file. In a list of people
//! two rows of one name are two people, and the row is somebody known only if everything that the file
//! says is what is known already; each known person is taken once, so that the same file again brings
//! nobody twice and namesakes stay apart. In a list of orders the name is the only way to tell whose
//! order it is, so it decides, and the report says so.

use std::collections::{HashMap, VecDeque};

use super::customer_rows::{CustomerReader, merge};
use super::key_index::KeyIndex;
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

    /// Is the name all there is to tell this person by, in the columns that the file has?
    fn only_name_of(self, customer: &Customer) -> bool {
        let has_better = (self.key && !customer.key.is_empty())
            || (self.phone && !customer.phone.is_empty())
            || (self.email && !customer.email.is_empty());
        self.name && !customer.name.is_empty() && !has_better
    }

    /// May an order with nothing but a name be this customer's? Not where the file knows better ways
    /// and the customer could be found by one.
    fn takes_orders_by_name(self, customer: &Customer) -> bool {
        let has_better =
            !customer.key.is_empty() || !customer.phone.is_empty() || !customer.email.is_empty();
        let name_only = !(self.key || self.phone || self.email);
        self.name && !customer.name.is_empty() && (name_only || !has_better)
    }

    /// The name, and the company where the file has it.
    fn name_of(self, customer: &Customer) -> String {
        let company = if self.company { customer.company.as_str() } else { "" };
        format!("{}{GAP}{company}", customer.name)
    }
}

/// Does anything of this row name a person?
pub fn names_somebody(customer: &Customer) -> bool {
    !(customer.key.is_empty()
        && customer.name.is_empty()
        && customer.phone.is_empty()
        && customer.email.is_empty())
}

/// What a customer was found by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoundBy {
    Key,
    Contact,
    /// The name, of an order.
    Name,
    /// The name and everything else that the file has of the person.
    WholeRow,
}

/// How the name of a row without number, telephone and e-mail is taken.
enum ByName {
    /// Of a list of orders: the first customer of that name.
    Order(HashMap<String, CustomerId>),
    /// Of a list of people: the customers known before this file, by everything the file has of them.
    Person(HashMap<String, VecDeque<CustomerId>>),
}

/// Where to find the customers of a workspace and of the file so far.
pub struct CustomerIndex {
    identities: Identities,
    by_key: KeyIndex<CustomerId>,
    by_phone: HashMap<String, CustomerId>,
    by_email: HashMap<String, CustomerId>,
    by_name: ByName,
}

impl CustomerIndex {
    /// `reader` tells what the file has of a person; `has_orders`, whether its rows are orders.
    pub fn new<'a>(
        identities: Identities,
        reader: &CustomerReader,
        has_orders: bool,
        customers: impl Iterator<Item = &'a Customer>,
    ) -> Self {
        let by_name =
            if has_orders { ByName::Order(HashMap::new()) } else { ByName::Person(HashMap::new()) };
        let mut index = Self {
            identities,
            by_key: KeyIndex::new(),
            by_phone: HashMap::new(),
            by_email: HashMap::new(),
            by_name,
        };
        for customer in customers {
            index.note(customer.id, customer);
            if let ByName::Person(known) = &mut index.by_name
                && identities.only_name_of(customer)
            {
                known.entry(reader.fingerprint(customer)).or_default().push_back(customer.id);
            }
        }
        index
    }

    /// Remembers what this customer can be found by. Of several, the first stays.
    pub fn note(&mut self, id: CustomerId, customer: &Customer) {
        if self.identities.key && !customer.key.is_empty() {
            self.by_key.get_or_insert(customer.key.as_bytes(), id);
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
        if let ByName::Order(known) = &mut self.by_name
            && self.identities.takes_orders_by_name(customer)
        {
            known.entry(self.identities.name_of(customer)).or_insert(id);
        }
    }

    /// The customer of this number, where the file tells people apart by numbers.
    pub fn find_by_key(&self, key: &str) -> Option<CustomerId> {
        self.by_key.get(key.as_bytes()).copied()
    }

    /// The known customer that a row of the file speaks of. One found by its whole row is not found
    /// again.
    pub fn find(
        &mut self,
        row: &Customer,
        reader: &CustomerReader,
        customers: &WorkingTable<Customer>,
    ) -> Option<(CustomerId, FoundBy)> {
        if let Some(id) = self.find_by_key(&row.key) {
            return Some((id, FoundBy::Key));
        }
        let is_same = |id: &&CustomerId| {
            row.key.is_empty() || customers.get(**id).is_some_and(|known| known.key.is_empty())
        };
        let by_phone = || self.by_phone.get(&contact::normalise_phone(&row.phone)?);
        let by_email = || self.by_email.get(&contact::normalise_email(&row.email)?);
        let by_contact = by_phone().filter(is_same).or_else(|| by_email().filter(is_same));
        if let Some(id) = by_contact {
            return Some((*id, FoundBy::Contact));
        }
        if !self.identities.only_name_of(row) {
            return None;
        }
        match &mut self.by_name {
            ByName::Order(known) => {
                Some((*known.get(&self.identities.name_of(row))?, FoundBy::Name))
            }
            ByName::Person(known) => {
                let alike = known.get_mut(&reader.fingerprint(row))?;
                let says_nothing_new = |id: &CustomerId| {
                    let known = customers.get(*id).cloned();
                    known.is_some_and(|mut known| !merge(&mut known, row.clone()))
                };
                let at = alike.iter().position(says_nothing_new)?;
                Some((alike.remove(at)?, FoundBy::WholeRow))
            }
        }
    }
}
