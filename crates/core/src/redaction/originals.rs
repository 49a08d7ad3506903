//! Every text by which somebody could be known again, for finding it where it should not stand, also
//! where it is written otherwise.

use std::collections::HashMap;
use std::ops::Range;

use crate::domain::customer::is_distinct_name;
use crate::domain::letters::half_width;
use crate::domain::text::is_spaced_sign;
use crate::matching::contact::HomeCountry;
use crate::mentions::{AnyCase, Needles, Phones};
use crate::table::tables::Tables;

/// A shorter text stands in others by chance: a family name, a number.
const SHORTEST_NAME: usize = 2;
const SHORTEST_KEY: usize = 5;
/// A name of one word in another case; a shorter one is too often a word: `an`, `li`.
const SHORTEST_IN_ANY_CASE: usize = 4;
/// What stands where one was found.
const MASK: &str = "***";

#[derive(Default)]
pub struct Originals<'a> {
    /// Wherever they stand, also within a word.
    as_written: Needles<'a>,
    /// The same as whole words in another case or width.
    in_any_case: AnyCase<'a>,
    phones: Phones,
    /// What fields are kept under instead, where their own key gives somebody away.
    field_keys: HashMap<&'a str, String>,
}

impl<'a> Originals<'a> {
    pub fn of(tables: &'a Tables) -> Self {
        let home = HomeCountry::of_currency(&tables.facts.currency);
        let mut originals = Self { phones: Phones::of_home(home), ..Self::default() };
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
            names.into_iter().for_each(|name| originals.add(name, SHORTEST_NAME));
            for key in [&customer.key, &customer.referred_by_key] {
                originals.add(key, SHORTEST_KEY);
            }
            // Many a WeChat id is a telephone number.
            originals.phones.add(customer.phone.trim());
            originals.phones.add(customer.wechat.trim());
        }
        for (_, event) in tables.events() {
            event.team.iter().for_each(|member| originals.add(&member.name, SHORTEST_NAME));
        }
        for (_, segment) in tables.segments() {
            originals.add(&segment.about.owner, SHORTEST_NAME);
        }
        originals.field_keys = originals.plain_keys(tables);
        originals
    }

    fn add(&mut self, text: &'a str, shortest: usize) {
        let text = text.trim();
        let n_signs = text.chars().count();
        if n_signs < shortest {
            return;
        }
        self.as_written.add(text);
        // Chinese signs have neither case nor width.
        let may_differ = text.chars().any(|sign| is_spaced_sign(half_width(sign)));
        if may_differ && (n_signs >= SHORTEST_IN_ANY_CASE || is_distinct_name(text)) {
            self.in_any_case.add(text);
        }
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
        let mut end = 0;
        for place in self.find(text) {
            scrubbed.push_str(&text[end..place.start]);
            scrubbed.push_str(MASK);
            end = place.end;
        }
        scrubbed.push_str(&text[end..]);
        scrubbed
    }

    /// Does anything in it give somebody away?
    pub fn are_in(&self, text: &str) -> bool {
        !self.find(text).is_empty()
    }

    /// Places in order. Those that overlap are one: what is left of a name would tell it.
    fn find(&self, text: &str) -> Vec<Range<usize>> {
        let mut found = self.as_written.find(text);
        found.extend(self.in_any_case.find(text));
        found.extend(self.phones.find(text));
        found.sort_unstable_by_key(|place| place.start);
        let mut joined: Vec<Range<usize>> = Vec::new();
        for place in found {
            match joined.last_mut() {
                Some(last) if place.start < last.end => last.end = last.end.max(place.end),
                _ => joined.push(place),
            }
        }
        joined
    }
}
