//! In a file of orders the same person stands in many rows, mostly with the very same cells: such a row
//! says nothing new of its person, and need not be read for it again.
//!
//! Knows cells as bytes, not what they mean. A row that said something else of the same person in between
//! makes it worth reading again.

use std::collections::HashMap;

use super::key_index::KeyIndex;
use crate::domain::ids::CustomerId;

/// What rows with the same cells came to.
struct Person {
    id: CustomerId,
    /// Of rows that were joined to this customer under another name: which.
    join: Option<u32>,
    /// No row since has said anything else of this customer.
    was_last: bool,
}

pub struct RepeatedPeople {
    by_cells: KeyIndex<Person>,
    /// The place in `by_cells` of what was said last.
    last_of: HashMap<CustomerId, usize>,
    cells: Vec<u8>,
}

impl RepeatedPeople {
    pub fn new() -> Self {
        Self { by_cells: KeyIndex::new(), last_of: HashMap::new(), cells: Vec::new() }
    }

    /// Whose cells these are, if they were also the last that was said of that customer. They are
    /// remembered until the next call, for `note`.
    pub fn recall<'a>(
        &mut self,
        cells: impl Iterator<Item = &'a str>,
    ) -> Option<(CustomerId, Option<u32>)> {
        self.cells.clear();
        for cell in cells {
            self.cells.extend(cell.as_bytes());
            self.cells.extend((cell.len() as u32).to_le_bytes());
        }
        let person = self.by_cells.get(&self.cells)?;
        person.was_last.then_some((person.id, person.join))
    }

    /// The cells asked about last are this customer's, and a row like this one would change nothing.
    pub fn note(&mut self, id: CustomerId, join: Option<u32>) {
        self.forget(id);
        let (place, is_new) =
            self.by_cells.find_or_insert(&self.cells, Person { id, join, was_last: true });
        if !is_new {
            *self.by_cells.at_mut(place) = Person { id, join, was_last: true };
        }
        self.last_of.insert(id, place);
    }

    /// Something was said of this customer that would have to be read again.
    pub fn forget(&mut self, id: CustomerId) {
        if let Some(place) = self.last_of.remove(&id) {
            self.by_cells.at_mut(place).was_last = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RepeatedPeople;
    use crate::domain::ids::CustomerId;

    #[test]
    fn only_what_was_said_last_is_recalled() {
        let mut people = RepeatedPeople::new();
        let (ann, bob) = (CustomerId(1), CustomerId(2));
        assert_eq!(people.recall(["1", "Ann"].into_iter()), None);
        people.note(ann, None);
        assert_eq!(people.recall(["1", "Ann"].into_iter()), Some((ann, None)));
        assert_eq!(people.recall(["1A", "nn"].into_iter()), None);
        people.note(bob, Some(3));
        assert_eq!(people.recall(["1", "Ann"].into_iter()), Some((ann, None)));
        // Another row of hers, then the first again.
        assert_eq!(people.recall(["1", "Anne"].into_iter()), None);
        people.note(ann, None);
        assert_eq!(people.recall(["1", "Ann"].into_iter()), None);
        people.note(ann, None);
        assert_eq!(people.recall(["1", "Ann"].into_iter()), Some((ann, None)));
        people.forget(ann);
        assert_eq!(people.recall(["1", "Ann"].into_iter()), None);
        assert_eq!(people.recall(["1A", "nn"].into_iter()), Some((bob, Some(3))));
    }
}
