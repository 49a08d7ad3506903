//! What belongs to a key: for looking up a million keys without keeping a million strings.
//!
//! Knows bytes only, not what they name. Keys are never taken out.

const NO_PLACE: u32 = u32::MAX;
const FEWEST_SLOTS: usize = 64;

/// A place in the list of keys, and a part of the key's hash that tells most others apart.
#[derive(Clone, Copy)]
struct Slot {
    hash: u32,
    place: u32,
}

const EMPTY: Slot = Slot { hash: 0, place: NO_PLACE };

/// Values by key. Of several values for one key, the first stays.
pub struct KeyIndex<T> {
    /// All keys, one after the other.
    keys: Vec<u8>,
    /// Where each ends.
    ends: Vec<usize>,
    values: Vec<T>,
    /// A power of two, never more than half of them taken: a key is in the first slot from its hash
    /// on that does not hold another.
    slots: Vec<Slot>,
}

impl<T: Copy> KeyIndex<T> {
    pub fn new() -> Self {
        let slots = vec![EMPTY; FEWEST_SLOTS];
        Self { keys: Vec::new(), ends: Vec::new(), values: Vec::new(), slots }
    }

    pub fn get(&self, key: &[u8]) -> Option<T> {
        self.look_up(key, hash_of(key)).ok()
    }

    /// What the key has already; `None` if it is new, and now has `value`.
    pub fn get_or_insert(&mut self, key: &[u8], value: T) -> Option<T> {
        let hash = hash_of(key);
        match self.look_up(key, hash) {
            Ok(known) => Some(known),
            Err(at) => {
                self.slots[at] = Slot { hash, place: self.ends.len() as u32 };
                self.keys.extend(key);
                self.ends.push(self.keys.len());
                self.values.push(value);
                if self.ends.len() * 2 > self.slots.len() {
                    self.grow();
                }
                None
            }
        }
    }

    /// The key's value, or the free slot it would take.
    fn look_up(&self, key: &[u8], hash: u32) -> Result<T, usize> {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            let slot = self.slots[at];
            if slot.place == NO_PLACE {
                return Err(at);
            }
            let place = slot.place as usize;
            if slot.hash == hash && self.key(place) == key {
                return Ok(self.values[place]);
            }
            at = (at + 1) & mask;
        }
    }

    fn key(&self, place: usize) -> &[u8] {
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.keys[start..self.ends[place]]
    }

    fn grow(&mut self) {
        let mut slots = vec![EMPTY; self.slots.len() * 2];
        let mask = slots.len() - 1;
        for slot in self.slots.iter().filter(|slot| slot.place != NO_PLACE) {
            let mut at = slot.hash as usize & mask;
            while slots[at].place != NO_PLACE {
                at = (at + 1) & mask;
            }
            slots[at] = *slot;
        }
        self.slots = slots;
    }
}

/// Multiplies eight bytes in at a time; the upper half is well mixed. Keys could be made to collide, but
/// whoever writes such a file slows down nobody else.
fn hash_of(key: &[u8]) -> u32 {
    const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
    let mix = |hash: u64, word: u64| {
        let mixed = (hash ^ word).wrapping_mul(ODD);
        mixed ^ (mixed >> 32)
    };
    let (words, rest) = key.as_chunks::<8>();
    let hash =
        words.iter().fold(key.len() as u64, |hash, word| mix(hash, u64::from_le_bytes(*word)));
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    (mix(hash, u64::from_le_bytes(last)).wrapping_mul(ODD) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::{prop_assert_eq, proptest};

    use super::KeyIndex;

    proptest! {
        #[test]
        fn it_keeps_the_first_value_of_every_key(
            keys in proptest::collection::vec(proptest::collection::vec(0..3u8, 0..20), 0..400),
        ) {
            let (mut index, mut expected) = (KeyIndex::new(), HashMap::new());
            for (value, key) in keys.iter().enumerate() {
                let known = expected.get(key).copied();
                prop_assert_eq!(index.get_or_insert(key, value), known);
                expected.entry(key.clone()).or_insert(value);
            }
            for (key, value) in &expected {
                prop_assert_eq!(index.get(key), Some(*value));
            }
            prop_assert_eq!(index.get(b"\x07"), None);
        }
    }

    #[test]
    fn it_grows_far_beyond_where_it_began() {
        let mut index = KeyIndex::new();
        for n in 0..100_000_u32 {
            assert_eq!(index.get_or_insert(format!("C{n:06}").as_bytes(), n), None);
        }
        for n in 0..100_000_u32 {
            assert_eq!(index.get(format!("C{n:06}").as_bytes()), Some(n));
        }
    }
}
