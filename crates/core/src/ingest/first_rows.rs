//! Where in its file somebody was spoken of first. Must not know what was said.

use std::collections::HashMap;

use crate::domain::ids::CustomerId;

/// Everybody of whom the file has spoken so far, with the row that did so first.
pub struct FirstRows {
    first_new: CustomerId,
    /// Of those who are new, in the order of their ids.
    new: Vec<u64>,
    known: HashMap<CustomerId, u64>,
}

impl FirstRows {
    /// New people get their ids one after the other from `next_id` on, each with its first row.
    pub fn new(next_id: u32) -> Self {
        Self { first_new: CustomerId(next_id), new: Vec::new(), known: HashMap::new() }
    }

    pub fn of(&self, id: CustomerId) -> Option<u64> {
        match self.place_among_new(id) {
            Some(place) => self.new.get(place).copied(),
            None => self.known.get(&id).copied(),
        }
    }

    /// Of several rows, the first stays.
    pub fn note(&mut self, id: CustomerId, row: u64) {
        match self.place_among_new(id) {
            Some(place) if place == self.new.len() => self.new.push(row),
            Some(_) => {}
            None => {
                self.known.entry(id).or_insert(row);
            }
        }
    }

    pub fn n_known_before(&self) -> usize {
        self.known.len()
    }

    /// Of everybody new, in the order of their ids.
    pub fn into_rows_of_new(self) -> Vec<u64> {
        self.new
    }

    fn place_among_new(&self, id: CustomerId) -> Option<usize> {
        id.0.checked_sub(self.first_new.0).map(|place| place as usize)
    }
}
