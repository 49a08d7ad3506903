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

/// A key and what belongs to it, in one place: looking there is what takes the time.
struct Entry<T> {
    start: usize,
    len: usize,
    value: T,
}

/// Values by key. Of several values for one key, the first stays.
pub struct KeyIndex<T> {
    /// All keys, one after the other.
    keys: Vec<u8>,
    entries: Vec<Entry<T>>,
    /// A power of two, never more than half of them taken: a key is in the first slot from its hash
    /// on that does not hold another.
    slots: Vec<Slot>,
}

impl<T> KeyIndex<T> {
    pub fn new() -> Self {
        Self { keys: Vec::new(), entries: Vec::new(), slots: vec![EMPTY; FEWEST_SLOTS] }
    }

    pub fn get(&self, key: &[u8]) -> Option<&T> {
        let place = self.look_up(key, hash_of(key)).ok()?;
        Some(&self.entries[place].value)
    }

    pub fn get_mut(&mut self, key: &[u8]) -> Option<&mut T> {
        let place = self.look_up(key, hash_of(key)).ok()?;
        Some(&mut self.entries[place].value)
    }

    /// The value at a place that `find_or_insert` gave.
    pub fn at_mut(&mut self, place: usize) -> &mut T {
        &mut self.entries[place].value
    }

    /// The place of a key, and whether it is new and now has `value`.
    pub fn find_or_insert(&mut self, key: &[u8], value: T) -> (usize, bool) {
        let hash = hash_of(key);
        match self.look_up(key, hash) {
            Ok(place) => (place, false),
            Err(slot) => {
                let place = self.entries.len();
                self.slots[slot] = Slot { hash, place: place as u32 };
                self.entries.push(Entry { start: self.keys.len(), len: key.len(), value });
                self.keys.extend(key);
                if self.entries.len() * 2 > self.slots.len() {
                    self.grow();
                }
                (place, true)
            }
        }
    }

    /// The key's place, or the free slot it would take.
    fn look_up(&self, key: &[u8], hash: u32) -> Result<usize, usize> {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            let slot = self.slots[at];
            if slot.place == NO_PLACE {
                return Err(at);
            }
            if slot.hash == hash {
                let place = slot.place as usize;
                let Entry { start, len, .. } = self.entries[place];
                if is_same(&self.keys[start..start + len], key) {
                    return Ok(place);
                }
            }
            at = (at + 1) & mask;
        }
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

impl<T: Copy> KeyIndex<T> {
    /// What the key has already; `None` if it is new, and now has `value`.
    pub fn get_or_insert(&mut self, key: &[u8], value: T) -> Option<T> {
        let (place, is_new) = self.find_or_insert(key, value);
        (!is_new).then(|| self.entries[place].value)
    }
}

/// Without the call that comparing slices makes, which for short ones takes longer than the comparing.
fn is_same(one: &[u8], other: &[u8]) -> bool {
    let (words, rest) = one.as_chunks::<8>();
    let (other_words, other_rest) = other.as_chunks::<8>();
    one.len() == other.len()
        && words.iter().zip(other_words).all(|(one, other)| one == other)
        && rest.iter().zip(other_rest).all(|(one, other)| one == other)
}

/// Multiplies eight bytes in at a time; the upper half is well mixed. The last byte is only laid over the
/// lowest bits, so that numbers which follow each other are found beside each other in memory. Keys could
/// be made to collide, but whoever writes such a file slows down nobody else.
fn hash_of(key: &[u8]) -> u32 {
    const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
    let Some((last, before)) = key.split_last() else { return 0 };
    let mix = |hash: u64, word: u64| {
        let mixed = (hash ^ word).wrapping_mul(ODD);
        mixed ^ (mixed >> 32)
    };
    let (words, rest) = before.as_chunks::<8>();
    let hash =
        words.iter().fold(key.len() as u64, |hash, word| mix(hash, u64::from_le_bytes(*word)));
    let rest = rest.iter().fold(0, |word, byte| word << 8 | u64::from(*byte));
    (mix(hash, rest).wrapping_mul(ODD) >> 32) as u32 ^ u32::from(*last)
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
                prop_assert_eq!(index.get(key), Some(value));
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
            assert_eq!(index.get(format!("C{n:06}").as_bytes()), Some(&n));
        }
    }
}
