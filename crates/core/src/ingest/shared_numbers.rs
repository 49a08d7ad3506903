//! Customer numbers, and whose a row's number is where several people have it: two branches may both count
//! from 001, and a shop may count its customers anew.
//!
//! Owns who has a number, whom the file names by one, and what is told of shared ones. Must not know what
//! else people are found by.

use std::collections::{HashMap, HashSet};

use super::customer_update::names_agree;
use super::key_index::KeyIndex;
use crate::domain::customer::Customer;
use crate::domain::ids::CustomerId;
use crate::matching::names_contradict;
use crate::views::import::SharedNumber;

/// Longer ones come from a system that gives none twice (3201045878784); nobody counts so far.
const MOST_SIGNS_COUNTED: usize = 12;
const MOST_TOLD: usize = 20;
/// A file counts anew where so many numbers are somebody else's here …
const FEWEST_ANEW: usize = 5;
/// … and more than one in so many of those that it shares with the workspace.
const ONE_ANEW_IN: usize = 10;

/// Heads of columns under which a number is an account, which is given to nobody twice, or a name is whoever
/// gets the parcel, or what somebody likes to be called: then another name is nobody else.
const ACCOUNTS: [&str; 7] = ["会员名", "账号", "帐号", "用户名", "昵称", "username", "login"];
const LOOSE_NAMES: [&str; 9] =
    ["收货", "收件", "提货", "昵称", "recipient", "consignee", "shipping", "ship to", "nickname"];

/// Does a column of numbers or of names with this head say that numbers are accounts?
pub fn speaks_of_accounts(number_head: Option<&str>, name_head: Option<&str>) -> bool {
    let has = |head: Option<&str>, words: &[&str]| {
        let head = head.unwrap_or_default().to_lowercase();
        words.iter().any(|word| head.contains(word))
    };
    has(number_head, &ACCOUNTS) || has(name_head, &LOOSE_NAMES)
}

/// Whose the number of a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    Nobody,
    One(CustomerId),
    /// Somebody's of another name.
    Another(CustomerId),
    /// Several have it, and nothing that the row says tells which.
    Several,
}

/// Customers by their number.
pub struct NumberHolders {
    first: KeyIndex<CustomerId>,
    others: HashMap<String, Vec<CustomerId>>,
    /// Whom a row of the file named beside their number.
    named_here: HashSet<CustomerId>,
    /// See [`speaks_of_accounts`].
    are_accounts: bool,
}

impl NumberHolders {
    pub fn new() -> Self {
        Self {
            first: KeyIndex::new(),
            others: HashMap::new(),
            named_here: HashSet::new(),
            are_accounts: false,
        }
    }

    pub fn take_for_accounts(&mut self) {
        self.are_accounts = true;
    }

    pub fn note(&mut self, number: &str, id: CustomerId) {
        let first = self.first.get_or_insert(number.as_bytes(), id);
        if first.is_some_and(|first| first != id) {
            let others = self.others.entry(number.to_owned()).or_default();
            if !others.contains(&id) {
                others.push(id);
            }
        }
    }

    /// A row says this person's name beside their number.
    pub fn note_named(&mut self, id: CustomerId) {
        self.named_here.insert(id);
    }

    pub fn first(&self, number: &str) -> Option<CustomerId> {
        self.first.get(number.as_bytes()).copied()
    }

    /// In the order in which they got it.
    pub fn all(&self, number: &str) -> impl Iterator<Item = CustomerId> {
        let others = self.others.get(number).into_iter().flatten().copied();
        self.first(number).into_iter().chain(others)
    }

    /// Whose the row's number is. `records`: all that is known of somebody, with what became them;
    /// `shares_contact`: has the row one of somebody's contacts?
    pub fn find<'a, R: Iterator<Item = &'a Customer>>(
        &self,
        row: &Customer,
        records: impl Fn(CustomerId) -> R,
        shares_contact: impl Fn(CustomerId) -> bool,
    ) -> Holder {
        let Some(first) = self.first(&row.key) else { return Holder::Nobody };
        if self.are_accounts || row.key.chars().count() > MOST_SIGNS_COUNTED {
            return Holder::One(first);
        }
        let is_shared = self.others.contains_key(&row.key);
        if row.name.is_empty() {
            return match is_shared {
                true => self.find_unnamed(row, first, records, shares_contact),
                false => Holder::One(first),
            };
        }
        let is_named_so = |id: CustomerId| {
            records(id).any(|known| !known.name.is_empty() && names_agree(&known.name, &row.name))
        };
        if !is_shared && is_named_so(first) {
            return Holder::One(first);
        }
        let may_be_named_so =
            |id: CustomerId| records(id).any(|known| !names_contradict(&known.name, &row.name));
        let mut all = self.all(&row.key);
        let found = all
            .find(|id| is_named_so(*id))
            .or_else(|| self.all(&row.key).find(|id| shares_contact(*id)))
            .or_else(|| self.all(&row.key).find(|id| may_be_named_so(*id)));
        found.map_or(Holder::Another(first), Holder::One)
    }

    /// Of a row without a name: whom the file has named so far, else whoever has it if all may be one.
    fn find_unnamed<'a, R: Iterator<Item = &'a Customer>>(
        &self,
        row: &Customer,
        first: CustomerId,
        records: impl Fn(CustomerId) -> R,
        shares_contact: impl Fn(CustomerId) -> bool,
    ) -> Holder {
        if let Some(id) = self.all(&row.key).find(|id| shares_contact(*id)) {
            return Holder::One(id);
        }
        let mut named = self.all(&row.key).filter(|id| self.named_here.contains(id));
        match (named.next(), named.next()) {
            (Some(id), None) => return Holder::One(id),
            (Some(_), Some(_)) => return Holder::Several,
            (None, _) => {}
        }
        let may_be_first = |id: CustomerId| {
            records(id).any(|other| {
                records(first).any(|known| !names_contradict(&known.name, &other.name))
            })
        };
        match self.all(&row.key).all(may_be_first) {
            true => Holder::One(first),
            false => Holder::Several,
        }
    }
}

/// What is told of the numbers that the file and the workspace share.
#[derive(Default)]
pub struct SharedNumbers {
    /// Those of before whose number the file has; of these, under another name.
    met: HashSet<CustomerId>,
    anew: HashSet<CustomerId>,
    n_parted: u32,
    told: Vec<SharedNumber>,
}

impl SharedNumbers {
    /// The file has a number that this person had before.
    pub fn note_met(&mut self, id: CustomerId) {
        self.met.insert(id);
    }

    /// Somebody new has the number of this one. `was_here`: before the file.
    pub fn note_parted(&mut self, known: &Customer, was_here: bool, person: &Customer, row: u64) {
        if was_here {
            self.met.insert(known.id);
            self.anew.insert(known.id);
        }
        self.n_parted += 1;
        if self.told.len() < MOST_TOLD {
            self.told.push(SharedNumber {
                row,
                number: person.key.clone(),
                name: person.name.clone(),
                known: known.name.clone(),
            });
        }
    }

    pub fn n_parted(&self) -> u32 {
        self.n_parted
    }

    /// Does the file seem to count its customers from one on again?
    pub fn are_anew(&self) -> bool {
        self.anew.len() >= FEWEST_ANEW && self.anew.len() * ONE_ANEW_IN > self.met.len()
    }

    /// The first of them.
    pub fn into_told(self) -> Vec<SharedNumber> {
        self.told
    }
}

#[cfg(test)]
mod tests {
    use super::{SharedNumbers, speaks_of_accounts};
    use crate::domain::customer::Customer;
    use crate::domain::ids::CustomerId;

    #[test]
    fn a_file_counts_anew_where_more_than_a_tenth_and_five_contradict() {
        let check = |n_met: u32, n_anew: u32, expected: bool| {
            let mut numbers = SharedNumbers::default();
            (0..n_met).for_each(|id| numbers.note_met(CustomerId(id)));
            for id in 0..n_anew {
                let known = Customer { id: CustomerId(id), ..Customer::default() };
                numbers.note_parted(&known, true, &Customer::default(), 2);
            }
            assert_eq!(numbers.are_anew(), expected, "{n_anew} of {n_met}");
        };
        check(4, 4, false);
        check(5, 5, true);
        check(49, 5, true);
        check(50, 5, false);
        check(50, 6, true);
    }

    #[test]
    fn a_member_is_no_shipment() {
        assert!(speaks_of_accounts(Some("买家会员名"), Some("姓名")));
        assert!(speaks_of_accounts(Some("id"), Some("收货人姓名")));
        assert!(!speaks_of_accounts(Some("Membership no"), Some("Name")));
        assert!(!speaks_of_accounts(None, None));
    }
}
