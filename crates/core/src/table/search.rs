//! Finding customers by words typed into the search box.
//!
//! Every word must occur in the name, number, phone, e-mail, WeChat, company, area, source, a tag, a
//! custom field or a note, whatever its case and accents. Occurring anywhere is enough, so Chinese
//! needs no word breaks. A word of digits also finds a phone number written with other separators, one
//! of letters a Chinese name by its sound.

use crate::domain::customer::Customer;
use crate::matching::name::push_folded;
use crate::matching::reading::is_spelled;
use crate::table::personality::personality_name;

/// Fewer digits than this would find nearly every phone number.
const FEWEST_PHONE_DIGITS: usize = 3;

/// A search made ready for many customers.
pub struct Search {
    words: Vec<Word>,
}

struct Word {
    folded: String,
    /// Letters that may spell a Chinese name.
    is_spelling: bool,
    /// The digits alone, of a word of nothing but digits and separators.
    phone_digits: Option<String>,
}

impl Search {
    pub fn new(typed: &str) -> Self {
        let words = typed.split_whitespace().map(|word| Word {
            folded: fold(word),
            is_spelling: word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_alphabetic()),
            phone_digits: phone_digits(word),
        });
        Self { words: words.collect() }
    }

    pub fn finds(&self, customer: &Customer) -> bool {
        self.words.iter().all(|word| word.is_in(customer))
    }
}

impl Word {
    fn is_in(&self, customer: &Customer) -> bool {
        let own = [
            &customer.name,
            &customer.key,
            &customer.phone,
            &customer.email,
            &customer.wechat,
            &customer.company,
            &customer.region,
            &customer.lead_source,
            &customer.occupation,
        ];
        let personality = personality_name(&customer.personality);
        let notes = customer.notes.iter().map(|note| &note.text);
        let fields = customer.fields.values();
        let reasons = customer.reasons.iter().map(|reason| &reason.key);
        let texts = own.into_iter().chain(&customer.tags).chain(fields).chain(notes).chain(reasons);
        let mut texts = texts.chain([&personality.en, &personality.zh]);
        texts.any(|text| contains(text, &self.folded))
            || self.is_spelling && is_spelled(&customer.name, &self.folded)
            || self.phone_digits.as_ref().is_some_and(|digits| phone_has(&customer.phone, digits))
    }
}

fn phone_digits(word: &str) -> Option<String> {
    let is_separator = |c: char| matches!(c, '-' | '.' | '(' | ')' | '+' | '/');
    let digits: String = word.chars().filter(char::is_ascii_digit).collect();
    let plain = word.chars().all(|c| c.is_ascii_digit() || is_separator(c));
    (plain && digits.len() >= FEWEST_PHONE_DIGITS).then_some(digits)
}

fn phone_has(phone: &str, digits: &str) -> bool {
    let of_phone: String = phone.chars().filter(char::is_ascii_digit).collect();
    of_phone.contains(digits)
}

/// In lower case and without accents.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    text.chars().for_each(|letter| push_folded(&mut folded, letter));
    folded
}

/// Does `text` contain this folded word, whatever the case and accents of `text`?
pub fn contains(text: &str, folded: &str) -> bool {
    // Most cells: no copy is made.
    let is_caseless = |c: char| c.is_ascii() || ('\u{4E00}'..='\u{9FFF}').contains(&c);
    if text.is_ascii() {
        let (text, word) = (text.as_bytes(), folded.as_bytes());
        return word.is_empty() || text.windows(word.len()).any(|p| p.eq_ignore_ascii_case(word));
    }
    if text.chars().all(|c| is_caseless(c) && !c.is_ascii_uppercase()) {
        return text.contains(folded);
    }
    fold(text).contains(folded)
}

#[cfg(test)]
mod tests {
    use super::Search;
    use crate::domain::customer::{Customer, CustomerNote};
    use crate::domain::day::Day;

    #[track_caller]
    fn check(typed: &str, found: bool) {
        let customer = Customer {
            key: "C-00123".into(),
            name: "Zhao Mingyu 赵明宇".into(),
            phone: "+86 138-0013-8000".into(),
            email: "Ming@Example.com".into(),
            company: "ÉCOLE du Chien".into(),
            region: "杭州市".into(),
            tags: vec!["VIP".into()],
            fields: [("pet".to_owned(), "Latte".to_owned())].into(),
            notes: vec![CustomerNote { day: Day(0), text: "Asked about 老年犬 food".into() }],
            ..Customer::default()
        };
        assert_eq!(Search::new(typed).finds(&customer), found, "{typed}");
    }

    #[test]
    fn every_word_somewhere_in_any_case() {
        for typed in [
            "",
            "  ",
            "zhao",
            "MINGYU latte",
            "明宇",
            "赵明宇 example.COM",
            "école",
            "ecole",
            "vip 杭州",
            "zhaomingyu",
            "zmy",
            "mingyu",
            "zhaomy",
            "00123",
            "老年犬 FOOD",
        ] {
            check(typed, true);
        }
        for typed in ["zhao milo", "宇明", "latte2", "yuming", "hangzhou"] {
            check(typed, false);
        }
    }

    #[test]
    fn phones_with_or_without_separators() {
        for typed in ["13800138000", "138 0013 8000", "138-00138000", "+86 138", "0013.8000"] {
            check(typed, true);
        }
        for typed in ["13800138001", "--"] {
            check(typed, false);
        }
    }
}
