//! Finding customers by words typed into the search box.
//!
//! Every word must occur in the name, number, phone, e-mail, WeChat, company, a custom field or a
//! note, whatever its case. Occurring anywhere is enough, so Chinese needs no word breaks. A word of
//! digits also finds a phone number written with other separators.

use crate::domain::customer::Customer;

/// Fewer digits than this would find nearly every phone number.
const FEWEST_PHONE_DIGITS: usize = 3;

/// A search made ready for many customers.
pub struct Search {
    words: Vec<Word>,
}

struct Word {
    lowercase: String,
    /// The digits alone, of a word of nothing but digits and separators.
    phone_digits: Option<String>,
}

impl Search {
    pub fn new(typed: &str) -> Self {
        let words = typed
            .split_whitespace()
            .map(|word| Word { lowercase: word.to_lowercase(), phone_digits: phone_digits(word) });
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
        ];
        let notes = customer.notes.iter().map(|note| &note.text);
        let mut texts = own.into_iter().chain(customer.fields.values()).chain(notes);
        texts.any(|text| contains(text, &self.lowercase))
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

/// Does `text` contain this word, whatever the case of `text`?
pub fn contains(text: &str, lowercase: &str) -> bool {
    if !text.is_ascii() {
        return text.to_lowercase().contains(lowercase);
    }
    // Most cells: no copy is made.
    let (text, word) = (text.as_bytes(), lowercase.as_bytes());
    word.is_empty() || text.windows(word.len()).any(|part| part.eq_ignore_ascii_case(word))
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
            "00123",
            "老年犬 FOOD",
        ] {
            check(typed, true);
        }
        for typed in ["zhao milo", "宇明", "latte2"] {
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
