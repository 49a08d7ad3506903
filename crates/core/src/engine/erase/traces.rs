//! What a person can be known by in texts, and taking it out of them. Must not know where the texts
//! are kept.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::domain::blacklist::{BlockedBy, BlockedContact};
use crate::domain::customer::{Customer, is_distinct_name};
use crate::domain::customer_field::CustomerField;
use crate::domain::ids::CustomerId;
use crate::domain::log::{Happening, LogEntry};
use crate::domain::text::{Text, is_spaced_sign};
use crate::engine::labels::shorten;
use crate::matching::contact::HomeCountry;
use crate::mentions::{AnyCase, Phones, is_whole_word};
use crate::table::documents::{Belongings, MergeRecord};

/// What stands where something was taken out, in any language.
const PLACEHOLDER: &str = "[…]";
/// Shorter ones stand in texts by chance.
const N_CHARS_OF_CONTACT_AT_LEAST: usize = 5;

/// What follows a name where somebody else is called after that person.
const GOES_WITH: [&str; 16] = [
    "介绍", "推荐", "转介", "太太", "先生", "夫人", "爱人", "老公", "老婆", "家属", "朋友", "同事",
    "妈妈", "爸爸", "儿子", "女儿",
];
/// No Chinese name is commonly longer.
const N_SIGNS_OF_NAME_AT_MOST: usize = 4;

/// How freely a name is looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Names {
    /// As whole words.
    All,
    /// Only those that are no ordinary word.
    #[default]
    Distinct,
    None,
}

/// Everything known of the people who are erased, from every revision.
#[derive(Clone, Debug, Default)]
pub struct Traces {
    pub ids: BTreeSet<CustomerId>,
    /// How freely names are looked for in texts that are about nobody: events, playbooks, drafts.
    pub in_texts: Names,
    /// What hung on them when some revision had made them one with somebody else.
    pub belongings: Belongings,
    /// That somebody else: as they were by themselves, and as they were together.
    pub mixed: BTreeMap<CustomerId, (Customer, Vec<Customer>)>,
    keys: BTreeSet<String>,
    names: BTreeSet<String>,
    /// Mail addresses and WeChat ids.
    contacts: AnyCase<'static>,
    phones: Phones,
    /// Of the user's own fields that were called after one of them: the key each is kept under, and the
    /// one it gets instead.
    field_keys: BTreeMap<String, String>,
}

impl Traces {
    /// Nothing is known of them yet but who they are.
    pub fn of(ids: BTreeSet<CustomerId>, as_words: bool, home: Option<HomeCountry>) -> Self {
        let in_texts = if as_words { Names::All } else { Names::Distinct };
        Self { ids, in_texts, phones: Phones::of_home(home), ..Self::default() }
    }

    /// Takes note of one more record of one of them.
    pub fn learn(&mut self, customer: &Customer) {
        let kept = |set: &mut BTreeSet<String>, text: &str, n_chars: usize| {
            if text.trim().chars().count() >= n_chars {
                set.insert(text.trim().to_owned());
            }
        };
        kept(&mut self.keys, &customer.key, 1);
        kept(&mut self.names, &customer.name, 2);
        for contact in [&customer.email, &customer.wechat].map(|contact| contact.trim()) {
            if contact.chars().count() >= N_CHARS_OF_CONTACT_AT_LEAST {
                self.contacts.add(contact.to_owned());
            }
        }
        self.phones.add(&customer.phone);
        self.phones.add(&customer.wechat);
    }

    /// What they were called before, as their log tells.
    pub fn learn_log(&mut self, entry: &LogEntry) {
        let Happening::Edited(changes) = &entry.what else { return };
        for change in changes {
            let mut known = Customer::default();
            let cell = match change.field {
                CustomerField::Name => &mut known.name,
                CustomerField::Key => &mut known.key,
                CustomerField::Phone => &mut known.phone,
                CustomerField::Email => &mut known.email,
                CustomerField::WeChat => &mut known.wechat,
                _ => continue,
            };
            change.from.clone_into(cell);
            self.learn(&known);
        }
    }

    /// Takes note of what a merge that some revision knows says of them.
    pub fn learn_merge(&mut self, merge: &MergeRecord) {
        for (place, part) in merge.parts.iter().enumerate() {
            if !self.ids.contains(&part.id) {
                continue;
            }
            self.learn(part);
            // The first part's own stayed with it.
            if let Some(theirs) = place.checked_sub(1).and_then(|at| merge.belongings.get(at)) {
                self.belongings.orders.extend(&theirs.orders);
                self.belongings.interactions.extend(&theirs.interactions);
                self.belongings.log.extend(&theirs.log);
            }
            let own = merge.parts.iter().find(|part| part.id == merge.merged.id);
            if let Some(own) = own.filter(|own| !self.ids.contains(&own.id)) {
                let mixed = self.mixed.entry(own.id).or_insert_with(|| (own.clone(), Vec::new()));
                mixed.1.push(merge.merged.clone());
            }
        }
        if self.ids.contains(&merge.merged.id) {
            self.learn(&merge.merged);
        }
    }

    /// Who this record is without them, where it is one with them.
    pub fn unmixed(&self, customer: &Customer) -> Option<&Customer> {
        let (own, together) = self.mixed.get(&customer.id)?;
        let is_theirs = |theirs: &str, own: &str| theirs != own && self.is_in(theirs, Names::None);
        let is_mixed = together.contains(customer)
            || (customer.name != own.name && self.is_name(&customer.name))
            || (customer.key != own.key && self.is_key(&customer.key))
            || is_theirs(&customer.phone, &own.phone)
            || is_theirs(&customer.email, &own.email)
            || is_theirs(&customer.wechat, &own.wechat);
        is_mixed.then_some(own)
    }

    /// Is a record of another number one of them? Two of name, customer number and contact must be
    /// theirs, or the name alone where nothing else is known.
    pub fn knows_again(&self, customer: &Customer) -> bool {
        let is_key = self.is_key(&customer.key);
        let is_name = self.is_name(&customer.name);
        let contacts = [&customer.phone, &customer.email, &customer.wechat];
        let is_contact = contacts.iter().any(|contact| self.is_in(contact, Names::None));
        let is_only_name =
            customer.key.is_empty() && contacts.iter().all(|contact| contact.is_empty());
        let n_theirs = [is_key, is_name, is_contact].into_iter().filter(|is| *is).count();
        n_theirs >= 2 || (is_name && is_only_name && is_distinct_name(&customer.name))
    }

    /// Is it the number of one of them?
    pub fn is_key(&self, text: &str) -> bool {
        self.keys.contains(text.trim())
    }

    pub fn is_name(&self, text: &str) -> bool {
        self.names.contains(text.trim())
    }

    pub fn blocks(&self, entry: &BlockedContact) -> bool {
        match entry.by {
            BlockedBy::Key => self.is_key(&entry.value),
            BlockedBy::Phone => !self.phones.find(&entry.value).is_empty(),
            BlockedBy::Email | BlockedBy::WeChat => self.contacts.holds(entry.value.trim()),
        }
    }

    /// Does a label speak of one of them? Names stand there cut short.
    pub fn is_in_label(&self, label: &Text) -> bool {
        let is_in = |label: &str| {
            let mut names = self.names.iter().chain(&self.keys).map(|name| shorten(name));
            self.is_in(label, Names::None) || names.any(|name| !find_words(label, &name).is_empty())
        };
        is_in(&label.en) || is_in(&label.zh)
    }

    pub fn is_in(&self, text: &str, names: Names) -> bool {
        !self.find(text, names).is_empty()
    }

    /// Takes out all that names one of them; says whether there was anything.
    pub fn scrub(&self, text: &mut String, names: Names) -> bool {
        let found = self.find(text, names);
        take_out(text, &found)
    }

    /// As [`Self::scrub`], for what somebody else is called: the same name stays, and so does a longer
    /// Chinese name that begins alike, unless it goes on as a mention does (`张三太太`).
    pub fn scrub_name(&self, text: &mut String) -> bool {
        let whole = text.trim();
        let is_own = |name: &String| match whole.strip_prefix(name.as_str()) {
            Some("") => true,
            Some(rest) => is_chinese_name(whole) && !GOES_WITH.contains(&rest),
            None => false,
        };
        !self.names.iter().any(is_own) && self.scrub(text, Names::Distinct)
    }

    /// Covers what names one of them, byte by byte, so that nothing moves; says whether there was
    /// anything. For bytes whose form is another's.
    pub fn cover(&self, bytes: &mut [u8]) -> bool {
        let texts = bytes.utf8_chunks();
        let mut at = 0;
        let mut written = Vec::new();
        for text in texts {
            let places = self.find(text.valid(), self.in_texts).into_iter();
            written.extend(places.map(|place| at + place.start..at + place.end));
            at += text.valid().len() + text.invalid().len();
        }
        let is_written = !written.is_empty();
        written.into_iter().for_each(|place| bytes[place].fill(b'*'));
        // The byte before a text may tell its length, and so look like a letter that goes before.
        let (names, words): (Vec<_>, Vec<_>) =
            self.names.iter().partition(|name| is_distinct_name(name));
        let mut was_found = false;
        for word in words.into_iter().filter(|_| self.in_texts == Names::All) {
            for at in begins_of_texts(bytes, word) {
                bytes[at..at + word.len()].fill(b'*');
                was_found = true;
            }
        }
        // A field that is gone is asked for under its key.
        let keys = self.field_keys.keys().chain(names).map(String::as_str);
        for text in keys.chain(self.contacts.all()).chain(self.phones.all()) {
            let text = text.as_bytes();
            let mut from = 0;
            while let Some(at) = position(&bytes[from..], text) {
                bytes[from + at..from + at + text.len()].fill(b'*');
                from += at + text.len();
                was_found = true;
            }
        }
        was_found || is_written
    }

    /// Takes note of the keys of all the user's own fields, of every revision; once all else is known.
    pub fn learn_field_keys(&mut self, known: &BTreeSet<&str>) {
        self.field_keys.clear();
        for key in known {
            // A key is what the field was called first, in small letters.
            let names = self.names_for(self.in_texts);
            let small: Vec<String> = names.map(|name| name.to_lowercase()).collect();
            let names = small.iter().chain(self.names_for(self.in_texts));
            let mut instead = (*key).to_owned();
            if !take_out(&mut instead, &self.find_called(key, names)) {
                continue;
            }
            while known.contains(instead.as_str())
                || self.field_keys.values().any(|other| *other == instead)
            {
                instead.push('\'');
            }
            self.field_keys.insert((*key).to_owned(), instead);
        }
    }

    /// Puts the key that a field gets in the place of its own; says whether that is another.
    pub fn replace_field_key(&self, key: &mut String) -> bool {
        let instead = self.field_keys.get(key.as_str());
        if let Some(instead) = instead {
            instead.clone_into(key);
        }
        instead.is_some()
    }

    /// As [`Self::replace_field_key`], of all that stands in a customer's own fields.
    pub fn replace_field_keys(&self, fields: &mut BTreeMap<String, String>) -> bool {
        let mut is_changed = false;
        for (key, instead) in &self.field_keys {
            if let Some(value) = fields.remove(key) {
                fields.insert(instead.clone(), value);
                is_changed = true;
            }
        }
        is_changed
    }

    fn names_for(&self, names: Names) -> impl Iterator<Item = &String> {
        self.names.iter().filter(move |name| match names {
            Names::All => true,
            Names::Distinct => is_distinct_name(name),
            Names::None => false,
        })
    }

    /// Places without overlap, in order.
    fn find(&self, text: &str, names: Names) -> Vec<Range<usize>> {
        self.find_called(text, self.names_for(names))
    }

    fn find_called<'n>(
        &self,
        text: &str,
        names: impl Iterator<Item = &'n String>,
    ) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = names.flat_map(|name| find_words(text, name)).collect();
        found.extend(self.contacts.find(text));
        found.extend(self.phones.find(text));
        found.sort_by_key(|place| (place.start, std::cmp::Reverse(place.end)));
        let mut end = 0;
        found.retain(|place| {
            let is_free = place.start >= end;
            end = if is_free { place.end } else { end };
            is_free
        });
        found
    }
}

/// Says whether there was anything.
fn take_out(text: &mut String, found: &[Range<usize>]) -> bool {
    for place in found.iter().rev() {
        text.replace_range(place.clone(), PLACEHOLDER);
    }
    !found.is_empty()
}

fn is_chinese_name(text: &str) -> bool {
    let is_han = |sign: char| ('\u{4E00}'..='\u{9FFF}').contains(&sign);
    text.chars().all(is_han) && text.chars().count() <= N_SIGNS_OF_NAME_AT_MOST
}

/// Where `wanted` stands and no word goes on beyond it.
fn find_words(text: &str, wanted: &str) -> Vec<Range<usize>> {
    let places = text.match_indices(wanted).map(|(at, found)| at..at + found.len());
    places.filter(|place| is_whole_word(text, place)).collect()
}

/// Where a text begins with this word whose length is told by the byte before it.
fn begins_of_texts(bytes: &[u8], word: &str) -> Vec<usize> {
    let is_begin = |at: &usize| {
        let (before, rest) = bytes.split_at(*at);
        let n_bytes = before.last().map_or(0, |length| usize::from(*length));
        let text = rest.get(..n_bytes).and_then(|text| std::str::from_utf8(text).ok());
        let after = text.and_then(|text| text.strip_prefix(word));
        after.is_some_and(|after| !after.chars().next().is_some_and(is_spaced_sign))
    };
    (1..bytes.len()).filter(is_begin).collect()
}

fn position(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::{Names, Traces};
    use crate::domain::blacklist::{BlockedBy, BlockedContact};
    use crate::domain::customer::Customer;
    use crate::domain::day::Day;

    fn traces(name: &str) -> Traces {
        let mut traces = Traces::default();
        traces.learn(&Customer {
            key: "007".into(),
            name: name.into(),
            phone: "13800138000".into(),
            email: "Ann.Lee@Example.com".into(),
            wechat: "ann_lee88".into(),
            ..Customer::default()
        });
        traces
    }

    #[track_caller]
    fn check(name: &str, names: Names, text: &str, expected: &str) {
        let mut scrubbed = text.to_owned();
        let was_found = traces(name).scrub(&mut scrubbed, names);
        assert_eq!((scrubbed.as_str(), was_found), (expected, text != expected));
    }

    #[test]
    fn names_are_taken_out_as_whole_words() {
        check("Ann", Names::All, "Ann likes Anna's plan; ann?", "[…] likes Anna's plan; ann?");
        check("Ann", Names::Distinct, "Ann likes it", "Ann likes it");
        check("Ann Lee", Names::Distinct, "brought by Ann Lee.", "brought by […].");
        check("王丽", Names::Distinct, "是王丽的朋友", "是[…]的朋友");
        check("王丽", Names::None, "是王丽的朋友", "是王丽的朋友");
    }

    #[test]
    fn contacts_are_taken_out_however_they_are_written() {
        check("x", Names::All, "mail ann.lee@example.COM", "mail […]");
        check("x", Names::All, "微信Ann_Lee88。", "微信[…]。");
        check("x", Names::All, "joann_lee88", "joann_lee88");
        check("x", Names::All, "微信 ANN_LEE88，电话13800138000。", "微信 […]，电话[…]。");
        check("x", Names::All, "138-0013 8000 or +86 138 0013 8000", "[…] or +86 […]");
        check("x", Names::All, "13800138 and 001", "13800138 and 001");
    }

    #[test]
    fn each_number_of_a_cell_is_known_however_it_was_written() {
        let mut traces = Traces::default();
        let phone = "0086 138 0013 8001 / 13900139000".into();
        traces.learn(&Customer { phone, ..Customer::default() });
        let mut text = "13800138001, +86-139 0013 9000; 13800138002".to_owned();
        assert!(traces.scrub(&mut text, Names::None));
        assert_eq!(text, "[…], +86-[…]; 13800138002");
        let mut abroad = Traces::default();
        abroad.learn(&Customer { phone: "+49 151 2345 6780".into(), ..Customer::default() });
        let mut text = "4915123456780".to_owned();
        assert!(abroad.scrub(&mut text, Names::None));
    }

    #[test]
    fn others_keep_what_they_are_called_but_for_mentions() {
        let called = |text: &str| {
            let mut text = text.to_owned();
            traces("王丽").scrub_name(&mut text);
            text
        };
        assert_eq!(called("王丽"), "王丽", "somebody of the same name");
        assert_eq!(called("王丽华"), "王丽华", "a longer name");
        assert_eq!(called("孙悦（王丽介绍）"), "孙悦（[…]介绍）");
        assert_eq!(called("王丽太太"), "[…]太太");
        assert_eq!(called("王丽工作室"), "[…]工作室");
        assert_eq!(called("孙悦 13800138000"), "孙悦 […]");
    }

    #[test]
    fn a_block_goes_with_its_person() {
        let blocked = |by, value: &str| {
            let entry =
                BlockedContact { by, value: value.into(), reason: String::new(), day: Day(0) };
            traces("x").blocks(&entry)
        };
        assert!(blocked(BlockedBy::Phone, "+8613800138000"));
        assert!(blocked(BlockedBy::Email, "ann.lee@example.com"));
        assert!(blocked(BlockedBy::Key, "007"));
        assert!(!blocked(BlockedBy::Key, "0070") && !blocked(BlockedBy::Phone, "13800138001"));
    }

    #[test]
    fn covered_bytes_stay_as_many() {
        let mut bytes = "\u{3}王丽 \u{b}13800138000!".as_bytes().to_vec();
        let n_bytes = bytes.len();
        assert!(traces("王丽").cover(&mut bytes));
        assert_eq!(String::from_utf8(bytes.clone()).unwrap(), "\u{3}****** \u{b}***********!");
        assert_eq!(bytes.len(), n_bytes);
        assert!(!traces("王丽").cover(&mut bytes));
        let mut grouped = b"\x1c138-0013 8000, ANN.lee@example.com".to_vec();
        assert!(traces("x").cover(&mut grouped));
        assert_eq!(grouped, b"\x1c*************, *******************");
    }

    #[test]
    fn a_name_that_is_a_word_is_covered_where_that_is_asked_for() {
        let text = format!("Rose likes it; Rosemary{}", " does".repeat(9));
        assert_eq!(text.len(), usize::from(b'D'), "its length looks like a letter");
        let draft = [b"D", text.as_bytes(), b"\x05Rose!"].concat();
        let mut rose = traces("Rose");
        let mut bytes = draft.clone();
        assert!(!rose.cover(&mut bytes));
        rose.in_texts = Names::All;
        assert!(rose.cover(&mut bytes));
        let covered = String::from_utf8(draft).unwrap();
        let covered = covered.replacen("Rose", "****", 1).replace("Rose!", "****!");
        assert_eq!(String::from_utf8(bytes).unwrap(), covered);
    }
}
