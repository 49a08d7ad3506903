//! Whose the known orders are, by their number alone: a platform hides its buyers once some time has
//! passed, and the number is then all that is left to know them by.
//!
//! Owns when a number says so at all. Where numbers are counted per customer (1, 2, 3 …), in the
//! workspace or in the file, they say nothing by themselves. Must not know what orders hold.

use super::key_index::KeyIndex;
use crate::domain::ids::CustomerId;

/// Numbers are counted per customer where more than one in so many is shared by several; one alone is
/// a slip or a stranger's, however short the file.
const ONE_SHARED_IN: usize = 10;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Whose {
    Nobodys,
    Of(CustomerId),
    Several,
}

impl Whose {
    /// Also this customer's; returns whether it is now for the first time that of several.
    fn add(&mut self, customer: CustomerId) -> bool {
        let before = *self;
        *self = match before {
            Self::Nobodys => Self::Of(customer),
            Self::Of(one) if one == customer => before,
            _ => Self::Several,
        };
        *self == Self::Several && before != Self::Several
    }
}

#[derive(Clone, Copy)]
struct Owner {
    here: Whose,
    /// By the file so far.
    in_file: Whose,
}

/// The numbers of the orders that were there before a file.
pub struct OrderOwners {
    by_number: KeyIndex<Owner>,
    n_numbers: usize,
    n_shared: usize,
    n_in_file: usize,
    n_shared_in_file: usize,
    number: Vec<u8>,
}

impl OrderOwners {
    pub fn new() -> Self {
        Self {
            by_number: KeyIndex::new(),
            n_numbers: 0,
            n_shared: 0,
            n_in_file: 0,
            n_shared_in_file: 0,
            number: Vec::new(),
        }
    }

    /// An order of before.
    pub fn add(&mut self, customer: CustomerId, is_refund: bool, key: &[u8]) {
        write_number(&mut self.number, is_refund, key);
        let owner = Owner { here: Whose::Of(customer), in_file: Whose::Nobodys };
        let (place, is_new) = self.by_number.find_or_insert(&self.number, owner);
        if is_new {
            self.n_numbers += 1;
        } else if self.by_number.at_mut(place).here.add(customer) {
            self.n_shared += 1;
        }
    }

    /// All orders of before are there.
    pub fn close(&mut self) {
        if is_rule(self.n_shared, self.n_numbers) {
            *self = Self::new();
        }
    }

    pub fn is_empty(&self) -> bool {
        self.n_numbers == 0
    }

    /// The only customer who has an order of this number.
    pub fn owner_of(&mut self, is_refund: bool, key: &str) -> Option<CustomerId> {
        if self.is_empty() || key.is_empty() {
            return None;
        }
        write_number(&mut self.number, is_refund, key.as_bytes());
        match self.by_number.get(&self.number)?.here {
            Whose::Of(owner) => Some(owner),
            Whose::Nobodys | Whose::Several => None,
        }
    }

    /// A row gives an order of this number to a customer; returns whether it is somebody else's.
    pub fn claim(&mut self, customer: CustomerId, is_refund: bool, key: &str) -> bool {
        if self.is_empty() {
            return false;
        }
        write_number(&mut self.number, is_refund, key.as_bytes());
        let Some(owner) = self.by_number.get_mut(&self.number) else { return false };
        self.n_in_file += usize::from(owner.in_file == Whose::Nobodys);
        self.n_shared_in_file += usize::from(owner.in_file.add(customer));
        matches!(owner.here, Whose::Of(other) if other != customer)
    }

    /// How many numbers of before the file has.
    pub fn n_in_file(&self) -> usize {
        self.n_in_file
    }

    /// Does the file give numbers that are here to several customers as a rule?
    pub fn file_counts_per_customer(&self) -> bool {
        is_rule(self.n_shared_in_file, self.n_in_file)
    }
}

fn is_rule(n_shared: usize, n_numbers: usize) -> bool {
    n_shared > 1 && n_shared * ONE_SHARED_IN > n_numbers
}

/// A refund under the number of a sale is an order of its own.
fn write_number(number: &mut Vec<u8>, is_refund: bool, key: &[u8]) {
    number.clear();
    number.push(u8::from(is_refund));
    number.extend(key);
}
