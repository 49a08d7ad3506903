//! Every text by which somebody could be known again, for finding it where it should not stand.

use std::collections::{BTreeSet, HashMap};

use crate::table::tables::Tables;

/// A shorter text stands in others by chance: a family name, a number.
const SHORTEST_NAME: usize = 2;
const SHORTEST_KEY: usize = 5;
/// What stands where one was found.
const MASK: &str = "***";

pub struct Originals<'a> {
    /// The texts by their first letter, longest first.
    by_letter: HashMap<char, Vec<&'a str>>,
    /// What fields are kept under instead, where their own key gives somebody away.
    field_keys: HashMap<&'a str, String>,
}

impl<'a> Originals<'a> {
    pub fn of(tables: &'a Tables) -> Self {
        let mut all = BTreeSet::new();
        // Records that were merged are gone, and may still be spoken of.
        let merged = tables.merges().flat_map(|merge| merge.parts.iter().chain([&merge.merged]));
        for customer in tables.customers.iter().chain(merged) {
            let names = [
                &customer.name,
                &customer.phone,
                &customer.email,
                &customer.wechat,
                &customer.company,
                &customer.company_id,
            ];
            let keys = [&customer.key, &customer.referred_by_key];
            let names = names.into_iter().map(|name| (name, SHORTEST_NAME));
            for (text, shortest) in names.chain(keys.map(|key| (key, SHORTEST_KEY))) {
                let text = text.trim();
                if text.chars().count() >= shortest {
                    all.insert(text);
                }
            }
        }
        for (_, event) in tables.events() {
            let members = event.team.iter().map(|member| member.name.trim());
            all.extend(members.filter(|name| name.chars().count() >= SHORTEST_NAME));
        }
        let owners = tables.segments().map(|(_, segment)| segment.about.owner.trim());
        all.extend(owners.filter(|name| name.chars().count() >= SHORTEST_NAME));
        let mut by_letter: HashMap<char, Vec<&'a str>> = HashMap::new();
        for text in all {
            by_letter.entry(text.chars().next().unwrap_or_default()).or_default().push(text);
        }
        for texts in by_letter.values_mut() {
            texts.sort_by_key(|text| std::cmp::Reverse(text.len()));
        }
        let mut originals = Self { by_letter, field_keys: HashMap::new() };
        originals.field_keys = originals.plain_keys(tables);
        originals
    }

    /// A key is what the field was called first, in small letters.
    fn plain_keys(&self, tables: &'a Tables) -> HashMap<&'a str, String> {
        let fields = &tables.facts.custom_fields;
        let telling = fields
            .iter()
            .enumerate()
            .filter(|(_, field)| self.are_in(&field.label) || self.are_in(&field.key));
        let plain = telling.map(|(at, field)| {
            let mut key = format!("field {}", at + 1);
            while fields.iter().any(|other| other.key == key) {
                key.push('\'');
            }
            (field.key.as_str(), key)
        });
        plain.collect()
    }

    /// The key of one of the user's own fields in the copy.
    pub fn field_key<'k>(&'k self, key: &'k str) -> &'k str {
        self.field_keys.get(key).map_or(key, String::as_str)
    }

    /// The text with everything that gives somebody away masked.
    pub fn scrub(&self, text: &str) -> String {
        let mut scrubbed = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(letter) = rest.chars().next() {
            let n_bytes = match self.found_at_start(rest) {
                Some(found) => {
                    scrubbed.push_str(MASK);
                    found.len()
                }
                None => {
                    scrubbed.push(letter);
                    letter.len_utf8()
                }
            };
            rest = &rest[n_bytes..];
        }
        scrubbed
    }

    /// Does anything in it give somebody away?
    pub fn are_in(&self, text: &str) -> bool {
        text.char_indices().any(|(at, _)| self.found_at_start(&text[at..]).is_some())
    }

    fn found_at_start(&self, text: &str) -> Option<&'a str> {
        let texts = self.by_letter.get(&text.chars().next()?)?;
        texts.iter().copied().find(|original| text.starts_with(*original))
    }
}
