//! Under which keys a customer is looked for, so that not everybody is compared with everybody: two
//! customers are compared only if they share a key. Must not know who is there.

use xxhash_rust::xxh3::xxh3_64;

use super::contact;
use super::profile::Profile;
use super::reading::fold_sound;

/// The hash of a key; two keys that share one by chance cost a comparison, nothing else.
pub type BlockKey = u64;

/// Every key of a customer, sorted, each once. Broad keys (a telephone number, a name's sound) come
/// with narrower ones of two facts each (the sound and the region, …), which stand in where a broad
/// block is too full to be compared through.
pub fn keys(profile: &Profile) -> Vec<BlockKey> {
    let mut keys = Keys::default();
    let sounds = name_sounds(profile);
    let initials = name_initials(profile);
    for phone in &profile.phones {
        keys.add(["phone", phone, ""]);
        // One wrong digit leaves either the end or the beginning whole.
        let digits = phone.trim_start_matches('+');
        if let Some(tail) = digits.len().checked_sub(6) {
            keys.add(["tail", &digits[tail..], ""]);
        }
        for pair in &initials {
            keys.add(["phone+initials", phone, pair]);
            if let Some(head) = digits.get(..7) {
                keys.add(["head+initials", head, pair]);
            }
        }
        let tail = &digits[digits.len().saturating_sub(4)..];
        sounds.iter().for_each(|sound| keys.add(["sound+tail", sound, tail]));
    }
    if !profile.email.is_empty() {
        keys.add(["email", &profile.email, ""]);
        let mailbox = contact::email_mailbox(&profile.email);
        keys.add(["mailbox", mailbox.split('@').next().unwrap_or_default(), ""]);
        for pair in &initials {
            keys.add(["email+initials", &profile.email, pair]);
        }
    }
    for (kind, id) in
        [("wechat", &profile.wechat), ("key", &profile.key), ("company id", &profile.company_id)]
    {
        if !id.is_empty() {
            keys.add([kind, id, ""]);
        }
    }
    let year = profile.birth_year.map(|year| year.to_string()).unwrap_or_default();
    let seconds = [("region", &profile.region), ("company", &profile.company), ("year", &year)];
    for (kind, second) in seconds.into_iter().filter(|(_, second)| !second.is_empty()) {
        for name in sounds.iter().chain(&initials) {
            keys.add([kind, second, name]);
        }
    }
    sounds.iter().for_each(|sound| keys.add(["sound", sound, ""]));
    keys.finish()
}

#[derive(Default)]
struct Keys {
    found: Vec<BlockKey>,
    text: String,
}

impl Keys {
    fn add(&mut self, parts: [&str; 3]) {
        self.text.clear();
        for part in parts {
            self.text.push_str(part);
            self.text.push('\u{1F}');
        }
        self.found.push(xxh3_64(self.text.as_bytes()));
    }

    fn finish(mut self) -> Vec<BlockKey> {
        self.found.sort_unstable();
        self.found.dedup();
        self.found
    }
}

/// The letters of a whole name in the order of the alphabet: the same whichever part comes first,
/// however it is split into words, and in characters as in letters.
fn name_sounds(profile: &Profile) -> Vec<String> {
    let name = &profile.name;
    if name.is_partial() {
        return Vec::new();
    }
    let sorted = |text: String| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters.into_iter().collect::<String>()
    };
    let mut all: Vec<String> = match name.sounds.is_empty() {
        false => name
            .sounds
            .iter()
            .map(|sound| sorted(fold_sound(&format!("{}{}", sound.family, sound.given), true)))
            .collect(),
        true if !name.han.is_empty() => vec![sorted(name.han.iter().collect())],
        true => Vec::new(),
    };
    if !name.words.is_empty() {
        let words = name.words.iter().map(|word| fold_sound(&fold_sound(word, false), true));
        all.push(sorted(words.collect()));
    }
    all.dedup();
    all
}

/// The first letters of family and given name, in the order of the alphabet.
fn name_initials(profile: &Profile) -> Vec<String> {
    let pair = |a: &str, b: &str| {
        let (a, b) = (a.chars().next(), b.chars().next());
        let mut pair: Vec<char> = a.into_iter().chain(b).collect();
        pair.sort_unstable();
        pair.into_iter().collect::<String>()
    };
    let mut all: Vec<String> =
        profile.name.sounds.iter().map(|sound| pair(&sound.family, &sound.given)).collect();
    match profile.name.words.as_slice() {
        [] => {}
        [single] => all.push(pair(single, "")),
        [first, .., last] => all.push(pair(first, last)),
    }
    if let [first, second, _, ..] = profile.name.words.as_slice() {
        all.push(pair(first, second));
    }
    all.sort_unstable();
    all.dedup();
    all
}
