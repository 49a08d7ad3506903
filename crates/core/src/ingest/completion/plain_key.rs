//! The form in which a table's keys and customers' values are compared. Must not know either.

use unicode_normalization::UnicodeNormalization;

use crate::domain::customer_field::CustomerField;
use crate::ingest::values::contact;
use crate::matching::is_han;

/// No key is longer; of a longer text the beginning counts.
pub const MAX_KEY_CHARS: usize = 200;

/// What of a text is compared where this field is joined on. Empty: nothing.
pub fn key_for(field: &CustomerField, text: &str) -> String {
    match field {
        CustomerField::Phone => contact::normalise_phone(text).map(|key| key.to_string()),
        CustomerField::Email => contact::normalise_email(text).map(|key| key.to_string()),
        _ => Some(plain_key(text)),
    }
    .unwrap_or_default()
}

/// Without regard to case and width. A space only counts between letters that are written in words:
/// `浦东 新区` is `浦东新区`, `New York` is not `Newyork`.
pub fn plain_key(text: &str) -> String {
    let mut key = String::new();
    let mut n_chars = 0;
    let mut has_space = false;
    let mut before = None;
    for letter in text.nfkc().flat_map(char::to_lowercase) {
        if letter.is_whitespace() || is_invisible(letter) {
            has_space = letter.is_whitespace() || has_space;
            continue;
        }
        if has_space && before.is_some_and(is_of_word) && is_of_word(letter) {
            key.push(' ');
            n_chars += 1;
        }
        if n_chars >= MAX_KEY_CHARS {
            break;
        }
        key.push(letter);
        n_chars += 1;
        (has_space, before) = (false, Some(letter));
    }
    key
}

/// Is this a letter or digit of a script that is written in words?
pub fn is_of_word(letter: char) -> bool {
    let is_kana = matches!(letter, '\u{3040}'..='\u{30FF}');
    letter.is_alphanumeric() && !is_han(letter) && !is_kana
}

/// Marks that copied cells bring along.
fn is_invisible(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::{MAX_KEY_CHARS, key_for, plain_key};
    use crate::domain::customer_field::CustomerField;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(plain_key(text), expected, "{text}");
        assert_eq!(plain_key(expected), expected);
    }

    #[test]
    fn case_space_and_width_do_not_count() {
        check(" 浦东\u{3000}新区 ", "浦东新区");
        check("ＰＵＤＯＮＧ", "pudong");
        check("New   York", "new york");
        check("Newyork", "newyork");
        check("静安 A 区", "静安a区");
        check("\u{FEFF}徐汇\u{200B}区", "徐汇区");
        check(" \t", "");
        assert_eq!(plain_key(&"区".repeat(900)).chars().count(), MAX_KEY_CHARS);
    }

    #[test]
    fn contacts_are_compared_as_contacts() {
        let phone = |text| key_for(&CustomerField::Phone, text);
        assert_eq!(phone("+86 138-0013-8000"), phone("13800138000"));
        assert_eq!(phone("none"), "");
        let email = |text| key_for(&CustomerField::Email, text);
        assert_eq!(email("Ann@Example.org"), email("ann@example.org "));
    }
}
