//! Rows that a contact shows to be somebody's though the name is written otherwise (case, order, pinyin,
//! traditional characters): joined by rule, told, and kept so that each can be parted again.
//!
//! Owns what each of the two would be by itself. Must not know how they were found to be one.

use std::collections::HashMap;

use crate::domain::customer::Customer;
use crate::domain::day::Day;
use crate::domain::ids::{CustomerId, OrderId};
use crate::table::documents::{Belongings, MergeRecord};
use crate::table::tables::Tables;
use crate::views::import::{JoinedName, MatchKey};

/// Whoever comes after so many is not joined: nothing is that could not be parted again.
const MOST_JOINS: usize = 20_000;
const MOST_TOLD: usize = 20;

/// Are these the same letters? Space is only how a table is laid out (李 娜).
pub fn is_written_so(one: &str, other: &str) -> bool {
    let letters = |name: &str| name.chars().filter(|c| !c.is_whitespace()).collect::<Vec<_>>();
    one == other || letters(one) == letters(other)
}

struct ContactJoin {
    known: CustomerId,
    /// The one who was here, without what the rows of the other name say.
    kept: Customer,
    /// What these rows say; without a number of its own as yet.
    person: Customer,
    /// New orders in these rows.
    orders: Vec<OrderId>,
}

#[derive(Default)]
pub struct ContactJoins {
    joins: Vec<ContactJoin>,
    by_known: HashMap<CustomerId, Vec<u32>>,
    told: Vec<JoinedName>,
}

impl ContactJoins {
    pub fn is_full(&self) -> bool {
        self.joins.len() >= MOST_JOINS
    }

    pub fn len(&self) -> usize {
        self.joins.len()
    }

    /// The first of them, as they are told.
    pub fn take_told(&mut self) -> Vec<JoinedName> {
        std::mem::take(&mut self.told)
    }

    /// The join of this customer with rows of this name.
    pub fn find(&self, known: CustomerId, name: &str) -> Option<u32> {
        let own = self.by_known.get(&known)?;
        own.iter().copied().find(|at| is_written_so(&self.joins[*at as usize].person.name, name))
    }

    /// A row of another name is the first that speaks of this customer so.
    pub fn begin(&mut self, known: &Customer, person: Customer, by: MatchKey, row: u64) -> u32 {
        if self.told.len() < MOST_TOLD {
            let (name, known) = (person.name.clone(), known.name.clone());
            self.told.push(JoinedName { row, name, known, by });
        }
        let at = self.joins.len() as u32;
        self.by_known.entry(known.id).or_default().push(at);
        self.joins.push(ContactJoin {
            known: known.id,
            kept: known.clone(),
            person,
            orders: Vec::new(),
        });
        at
    }

    pub fn person_mut(&mut self, at: u32) -> &mut Customer {
        &mut self.joins[at as usize].person
    }

    /// A row of the customer's own name: it holds for the one who was here also when they are parted.
    pub fn update_kept(&mut self, known: CustomerId, update: impl Fn(&mut Customer)) {
        for at in self.by_known.get(&known).into_iter().flatten() {
            update(&mut self.joins[*at as usize].kept);
        }
    }

    pub fn has(&self, known: CustomerId) -> bool {
        self.by_known.contains_key(&known)
    }

    /// These orders did not come in after all.
    pub fn forget_orders(&mut self, gone: &[OrderId]) {
        if !gone.is_empty() {
            self.joins.iter_mut().for_each(|join| join.orders.retain(|id| !gone.contains(id)));
        }
    }

    pub fn add_order(&mut self, at: u32, order: OrderId) {
        self.joins[at as usize].orders.push(order);
    }

    /// As merges; each of the other people gets the number that it has once it is parted.
    pub fn into_records(self, tables: &mut Tables, today: Day) -> Vec<MergeRecord> {
        let record = |join: ContactJoin| {
            let ContactJoin { known, kept, mut person, orders } = join;
            let merged = tables.customers.get(known)?.clone();
            person.id = CustomerId(tables.next_ids.customer);
            tables.next_ids.customer += 1;
            Some(MergeRecord {
                day: today,
                parts: vec![kept, person],
                merged,
                belongings: vec![Belongings { orders, ..Belongings::default() }],
                referrals: Vec::new(),
                came_into: Vec::new(),
                was_blocked: false,
                newly_blocked: Vec::new(),
                split: None,
            })
        };
        self.joins.into_iter().filter_map(record).collect()
    }
}
