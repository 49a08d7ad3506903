//! What a table says, by key. Must not know which customers there are.

use std::collections::{BTreeSet, HashMap};

use super::plain_key::is_of_word;
use crate::domain::customer::Stage;
use crate::views::completion::KeyFit;
use crate::views::import::{FileProblem, Limited};

/// The text of keys and cells that is kept.
const MAX_KEPT_BYTES: u64 = 64 << 20;
/// What a key takes beside its text, roughly.
const BYTES_PER_KEY: usize = 200;
/// A key that is to be found within another text has at least so many letters.
const LEAST_WITHIN: usize = 2;
/// and at most so many, or none would ever be found in time.
const MOST_WITHIN: usize = 60;

/// What a row says of whoever has its key.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Said {
    /// By the place among the filled columns, ascending; never empty.
    pub values: Vec<(usize, String)>,
    pub stage: Option<Stage>,
    pub tags: Vec<String>,
}

impl Said {
    /// Takes over what another row of the key says; `false` if the two do not agree.
    fn join(&mut self, other: Self) -> bool {
        for (at, value) in other.values {
            match self.values.binary_search_by_key(&at, |(at, _)| *at) {
                Ok(place) if self.values[place].1 != value => return false,
                Ok(_) => {}
                Err(place) => self.values.insert(place, (at, value)),
            }
        }
        if self.stage.is_some() && other.stage.is_some() && self.stage != other.stage {
            return false;
        }
        self.stage = self.stage.or(other.stage);
        let new = other.tags.into_iter().filter(|tag| !self.tags.contains(tag));
        let new: Vec<String> = new.collect();
        self.tags.extend(new);
        true
    }

    fn n_bytes(&self) -> usize {
        let values = self.values.iter().map(|(_, value)| value.len());
        values.chain(self.tags.iter().map(String::len)).sum()
    }
}

/// A key with what its rows say.
#[derive(Debug)]
pub struct Key {
    /// As it stands in the table first.
    pub shown: String,
    pub said: Said,
    /// Rows of it do not agree.
    pub is_twice: bool,
}

/// What a text leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    Nothing,
    /// By place.
    Key(usize),
    /// Two keys fit equally well.
    Several,
}

#[derive(Default)]
pub struct KeyTable {
    pub keys: Vec<Key>,
    places: HashMap<String, usize>,
    /// In characters, of those that can be found within a text.
    lengths: BTreeSet<usize>,
    n_bytes: u64,
}

impl KeyTable {
    /// `plain` is the key in the form in which it is compared, not empty.
    ///
    /// # Errors
    /// The table says more than is kept.
    pub fn add(&mut self, plain: String, shown: &str, said: Said) -> Result<(), FileProblem> {
        if let Some(at) = self.places.get(&plain) {
            if let Some(key) = self.keys.get_mut(*at)
                && !key.is_twice
            {
                key.is_twice = !key.said.join(said);
            }
            return Ok(());
        }
        self.n_bytes += (plain.len() + shown.len() + said.n_bytes() + BYTES_PER_KEY) as u64;
        if self.n_bytes > MAX_KEPT_BYTES {
            return Err(FileProblem::TooLarge { what: Limited::TextBytes, limit: MAX_KEPT_BYTES });
        }
        let n_chars = plain.chars().count();
        if (LEAST_WITHIN..=MOST_WITHIN).contains(&n_chars) {
            self.lengths.insert(n_chars);
        }
        self.places.insert(plain, self.keys.len());
        self.keys.push(Key { shown: shown.to_owned(), said, is_twice: false });
        Ok(())
    }

    /// The key of a text that has the same form.
    pub fn find(&self, plain: &str, fit: KeyFit) -> Found {
        match (self.places.get(plain), fit) {
            (Some(at), _) => Found::Key(*at),
            (None, KeyFit::Whole) => Found::Nothing,
            (None, KeyFit::Within) => self.find_within(plain),
        }
    }

    /// The longest key that stands in the text, at the edges of words where it is of words.
    fn find_within(&self, plain: &str) -> Found {
        let starts: Vec<usize> = plain.char_indices().map(|(at, _)| at).collect();
        for n_chars in self.lengths.iter().rev().filter(|n| **n <= starts.len()) {
            let mut found = None;
            for first in 0..=starts.len() - n_chars {
                let start = starts[first];
                let end = starts.get(first + n_chars).copied().unwrap_or(plain.len());
                let Some(at) = self.places.get(&plain[start..end]) else { continue };
                if cuts_word(plain, start) || cuts_word(plain, end) {
                    continue;
                }
                if found.is_some_and(|found| found != *at) {
                    return Found::Several;
                }
                found = Some(*at);
            }
            if let Some(at) = found {
                return Found::Key(at);
            }
        }
        Found::Nothing
    }
}

/// Does a cut at this place part a word?
fn cuts_word(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at(at);
    before.chars().next_back().is_some_and(is_of_word)
        && after.chars().next().is_some_and(is_of_word)
}

#[cfg(test)]
mod tests {
    use super::super::plain_key::plain_key;
    use super::{Found, KeyTable, Said};
    use crate::views::completion::KeyFit;

    fn said(value: &str) -> Said {
        Said { values: vec![(0, value.to_owned())], ..Said::default() }
    }

    fn table(rows: &[(&str, &str)]) -> KeyTable {
        let mut table = KeyTable::default();
        for (key, value) in rows {
            table.add(plain_key(key), key, said(value)).unwrap();
        }
        table
    }

    #[track_caller]
    fn check(keys: &[&str], text: &str, expected: Option<&str>) {
        let rows: Vec<_> = keys.iter().map(|key| (*key, "1")).collect();
        let table = table(&rows);
        let found = match table.find(&plain_key(text), KeyFit::Within) {
            Found::Nothing => None,
            Found::Key(at) => Some(table.keys[at].shown.as_str()),
            Found::Several => Some("?"),
        };
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn the_longest_key_within_a_text_is_its_key() {
        check(&["浦东新区", "静安区"], "上海市浦东新区张江路1号", Some("浦东新区"));
        check(&["上海市", "浦东新区"], "上海市浦东新区张江路1号", Some("浦东新区"));
        check(&["新区", "浦东新区"], "浦东新区", Some("浦东新区"));
        check(&["西湖区", "滨江区"], "西湖区与滨江区之间", Some("?"));
        check(&["西湖区"], "西湖区，西湖区", Some("西湖区"));
        check(&["区"], "西湖区", None);
        check(&["西湖区"], "", None);
    }

    #[test]
    fn words_are_not_cut() {
        check(&["York"], "12 High St, York", Some("York"));
        check(&["York"], "New Yorkshire", None);
        check(&["New York"], "5 Main St, new  york 10001", Some("New York"));
        check(&["A区"], "一期A区3栋", Some("A区"));
    }

    #[test]
    fn rows_of_one_key_must_agree() {
        let mut table =
            table(&[("静安区", "70"), ("静安 区", "70"), ("徐汇区", "60"), ("徐汇区", "61")]);
        table.add(plain_key("静安区"), "静安区", Said::default()).unwrap();
        let told: Vec<_> =
            table.keys.iter().map(|key| (key.shown.as_str(), key.is_twice)).collect();
        assert_eq!(told, [("静安区", false), ("徐汇区", true)]);
        let more =
            Said { values: vec![(1, "x".into())], tags: vec!["近".into()], ..Said::default() };
        table.add(plain_key("静安区"), "静安区", more).unwrap();
        assert_eq!(table.keys[0].said.values, [(0, "70".to_owned()), (1, "x".to_owned())]);
        assert_eq!(table.keys[0].said.tags, ["近"]);
    }
}
