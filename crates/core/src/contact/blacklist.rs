//! Who is blocked: customers one of whose contacts, in normal form, stands on the blacklist. A block
//! holds for every record with that contact, those of the next file too.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::domain::blacklist::{BlockedBy, BlockedContact};
use crate::domain::customer::Customer;
use crate::domain::ids::DocumentId;
use crate::matching::contact::{self, HomeCountry};
use crate::table::chunk::Chunk;
use crate::table::documents::Document;
use crate::table::tables::Tables;
use crate::views::blacklist::BlacklistRow;

/// What a contact is known by, whoever wrote it. `None` if it is no such contact.
pub fn normalise(by: BlockedBy, value: &str) -> Option<String> {
    match by {
        BlockedBy::Phone => contact::normalise_phone(value),
        BlockedBy::Email => contact::normalise_email(value),
        BlockedBy::WeChat => contact::normalise_wechat(value),
        BlockedBy::Key => Some(value.trim().to_owned()).filter(|key| !key.is_empty()),
    }
}

/// Everything a customer could be blocked by. Of several telephones each, and one that stands for a
/// WeChat id; not what is only typed to fill a form, which is many people's.
pub fn contacts_of(customer: &Customer) -> Vec<(BlockedBy, String)> {
    let mut contacts = Vec::new();
    for cell in [&customer.phone, &customer.wechat] {
        // As imports read them, whatever the currency is by then: a block must not be lost with it.
        let phones = contact::normalise_phones(cell, Some(HomeCountry::CHINA));
        let real = phones.into_iter().filter(|phone| !contact::is_placeholder(phone));
        contacts.extend(real.map(|phone| (BlockedBy::Phone, phone)));
    }
    let others = [
        (BlockedBy::Email, &customer.email),
        (BlockedBy::WeChat, &customer.wechat),
        (BlockedBy::Key, &customer.key),
    ];
    contacts.extend(others.into_iter().filter_map(|(by, cell)| Some((by, normalise(by, cell)?))));
    contacts.sort_unstable();
    contacts.dedup();
    contacts
}

/// The blacklist of a workspace, ready to be asked.
pub struct Blacklist<'a> {
    entries: &'a [BlockedContact],
    home: Option<HomeCountry>,
}

impl<'a> Blacklist<'a> {
    pub fn of(tables: &'a Tables) -> Self {
        Self {
            entries: find(tables).map_or(&[], |(_, entries)| entries),
            home: HomeCountry::of_currency(&tables.facts.currency),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Does this contact, in normal form, stand on it?
    pub fn lists(&self, by: BlockedBy, value: &str) -> bool {
        self.place(by, value).is_ok()
    }

    /// Is this customer blocked?
    pub fn blocks(&self, customer: &Customer) -> bool {
        !self.entries.is_empty() && !self.hits(customer).is_empty()
    }

    /// The entries that block this customer.
    pub fn hits(&self, customer: &Customer) -> Vec<&'a BlockedContact> {
        if self.entries.is_empty() {
            return Vec::new();
        }
        self.places(customer).into_iter().map(|place| &self.entries[place]).collect()
    }

    /// Each entry with how many customers it keeps from being invited.
    pub fn rows(&self, tables: &Tables) -> Vec<BlacklistRow> {
        let mut n_customers = vec![0; self.entries.len()];
        if !self.entries.is_empty() {
            for customer in tables.customers.iter() {
                self.places(customer).into_iter().for_each(|place| n_customers[place] += 1);
            }
        }
        let rows = self.entries.iter().cloned().zip(n_customers);
        rows.map(|(entry, n_customers)| BlacklistRow { entry, n_customers }).collect()
    }

    /// Where the entries stand that this customer is blocked by. A number holds with the country's
    /// code and without.
    fn places(&self, customer: &Customer) -> BTreeSet<usize> {
        let mut contacts = contacts_of(customer);
        if let Some(home) = self.home.filter(|home| *home != HomeCountry::CHINA) {
            for cell in [&customer.phone, &customer.wechat] {
                let phones = contact::normalise_phones(cell, Some(home));
                let real = phones.into_iter().filter(|phone| !contact::is_placeholder(phone));
                for phone in real {
                    contacts.extend(home.national(&phone).map(|phone| (BlockedBy::Phone, phone)));
                    contacts.push((BlockedBy::Phone, phone));
                }
            }
        }
        contacts.iter().filter_map(|(by, value)| self.place(*by, value).ok()).collect()
    }

    fn place(&self, by: BlockedBy, value: &str) -> Result<usize, usize> {
        self.entries.binary_search_by(|entry| (entry.by, entry.value.as_str()).cmp(&(by, value)))
    }
}

/// The tables with other entries on the blacklist: ordered, each contact once, its first entry kept.
pub fn replace(tables: &Tables, mut entries: Vec<BlockedContact>) -> Tables {
    entries.sort_by(|a, b| (a.by, &a.value).cmp(&(b.by, &b.value)));
    entries.dedup_by(|later, first| (later.by, &later.value) == (first.by, &first.value));
    let mut tables = tables.clone();
    let id = find(&tables).map(|(id, _)| id);
    match id {
        Some(id) if entries.is_empty() => drop(tables.documents.remove(&id)),
        Some(id) => {
            let document = Arc::new(Chunk::new(Document::Blacklist(entries)));
            tables.documents.insert(id, document);
        }
        None if entries.is_empty() => {}
        None => drop(tables.add_document(Document::Blacklist(entries))),
    }
    tables
}

/// The entries as they are stored.
pub fn entries(tables: &Tables) -> &[BlockedContact] {
    Blacklist::of(tables).entries
}

fn find(tables: &Tables) -> Option<(DocumentId, &[BlockedContact])> {
    tables.documents.iter().find_map(|(id, document)| match document.data() {
        Document::Blacklist(entries) => Some((*id, entries.as_slice())),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::{Blacklist, contacts_of, replace};
    use crate::domain::blacklist::{BlockedBy, BlockedContact};
    use crate::domain::customer::Customer;
    use crate::domain::day::Day;
    use crate::segments::test_tables::workspace;

    fn entry(by: BlockedBy, value: &str) -> BlockedContact {
        BlockedContact { by, value: value.into(), reason: String::new(), day: Day(1) }
    }

    #[test]
    fn a_block_is_by_contact_however_it_is_written() {
        let person = |phone: &str, wechat: &str, key: &str| Customer {
            phone: phone.into(),
            wechat: wechat.into(),
            key: key.into(),
            ..Customer::default()
        };
        let tables = workspace(vec![
            person("+86 138-0013-8000", "", "1"),
            person("010-62345678、13800138000", "", "2"),
            person("", "Lin_88", "3"),
            person("13900139000", "lin_88", "4"),
            person("13900139001", "", "04"),
            person("", "13800138000", "5"),
        ]);
        let listed = vec![
            entry(BlockedBy::Key, "4"),
            entry(BlockedBy::WeChat, "lin_88"),
            entry(BlockedBy::Phone, "13800138000"),
            entry(BlockedBy::Phone, "13800138000"),
        ];
        let tables = replace(&tables, listed);
        let blacklist = Blacklist::of(&tables);
        let blocked: Vec<bool> = tables.customers.iter().map(|c| blacklist.blocks(c)).collect();
        assert_eq!(blocked, [true, true, true, true, false, true]);
        let n_customers: Vec<u32> =
            blacklist.rows(&tables).iter().map(|row| row.n_customers).collect();
        assert_eq!(n_customers, [3, 2, 1], "telephone, WeChat, number");
        let form_filler = Customer { phone: "00000000".into(), ..Customer::default() };
        assert_eq!(contacts_of(&form_filler), [], "many people's");
        assert_eq!(contacts_of(&Customer::default()), []);
        let emptied = replace(&tables, Vec::new());
        assert!(emptied.documents.is_empty());
    }
}
