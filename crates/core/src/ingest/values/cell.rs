//! The text of a cell without what programs put around it.

use std::borrow::Cow;

pub use crate::domain::letters::half_width;

/// In letters of other scripts than ours, the first byte of everything that is trimmed or dropped:
/// control characters, spaces, byte order marks. Also of other letters; those are looked at closely.
const SUSPECTS: [u8; 5] = [0xC2, 0xE1, 0xE2, 0xE3, 0xEF];

/// Trims space of every kind, unwraps `="00123"` and `'00123` (how spreadsheets keep an id from
/// turning into a number), and drops control characters. Line breaks stay.
pub fn clean(raw: &str) -> Cow<'_, str> {
    if is_clean(raw) {
        return Cow::Borrowed(raw);
    }
    let mut text = trim(raw);
    if let Some(inner) = text.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')) {
        text = trim(inner);
    }
    if let Some(rest) = text.strip_prefix('\'')
        && rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '=' | '+' | '-' | '@'))
    {
        text = rest;
    }
    if text.chars().any(is_unwanted) {
        return Cow::Owned(text.replace(is_unwanted, ""));
    }
    Cow::Borrowed(text)
}

/// `clean`, on one line.
pub fn clean_line(raw: &str) -> Cow<'_, str> {
    if is_clean(raw) {
        return Cow::Borrowed(raw);
    }
    let text = clean(raw);
    if text.contains(['\r', '\n']) {
        return Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    text
}

/// Is this what people and programs write into a cell for "nothing"? Words such as 无 are answers.
pub fn is_nothing(text: &str) -> bool {
    let is_dash =
        |c: char| matches!(half_width(c), '-' | '/' | '\u{2010}'..='\u{2015}' | '\u{2212}');
    text.chars().all(is_dash)
        || ["n/a", "#n/a", "null", "nil"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Is this what people write where there is no telephone and no e-mail? Elsewhere the words are answers.
pub fn is_no_contact(text: &str) -> bool {
    is_nothing(text)
        || ["none", "no", "na", "n.a.", "nil", "unknown", "无", "没有", "暂无", "未知", "不详"]
            .iter()
            .any(|word| text.eq_ignore_ascii_case(word))
}

/// At most `n` characters, for showing.
pub fn cut(text: &str, n: usize) -> String {
    text.chars().take(n).collect()
}

/// Is there certainly nothing to clean, on one line? So for most cells of most files, and quick to say.
fn is_clean(raw: &str) -> bool {
    let bytes = raw.as_bytes();
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else { return true };
    if *first == b' ' || *last == b' ' || matches!(first, b'=' | b'\'') {
        return false;
    }
    let (words, rest) = bytes.as_chunks::<8>();
    words.iter().all(|word| is_plain_ascii(*word) || word.iter().all(is_plain))
        && rest.iter().all(is_plain)
}

/// Eight bytes at once: none is a control character, none part of a letter beyond ASCII.
fn is_plain_ascii(word: [u8; 8]) -> bool {
    const ONE: u64 = 0x0101_0101_0101_0101;
    let word = u64::from_le_bytes(word);
    // In the highest bit of a byte: beyond ASCII, below the space, or 0x7F. A borrow or a carry between
    // bytes comes only from one that is found anyway.
    let found = word | word.wrapping_sub(ONE * 0x20) | word.wrapping_add(ONE);
    found & (ONE * 0x80) == 0
}

fn is_plain(byte: &u8) -> bool {
    *byte >= b' ' && *byte != 0x7F && !SUSPECTS.contains(byte)
}

fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || is_unwanted(c) || c == '\u{200B}')
}

/// Control characters other than line breaks and tabs, byte order marks, and what turns the direction of
/// writing, by which a name can be made to look like another.
fn is_unwanted(letter: char) -> bool {
    (letter.is_control() && !matches!(letter, '\n' | '\r' | '\t'))
        || matches!(letter, '\u{FEFF}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    use super::{clean, clean_line, is_clean, is_unwanted, trim};

    #[track_caller]
    fn check(raw: &str, expected: &str) {
        assert_eq!(clean(raw), expected);
    }

    #[test]
    fn only_the_wrapping_goes() {
        check(" \u{3000}林雨晴\u{a0}\t", "林雨晴");
        check("=\"00123\"", "00123");
        check("'00123", "00123");
        check("'+8613800138000", "+8613800138000");
        check("'tis a note", "'tis a note");
        check("a\0b", "ab");
        check("<b>x</b>", "<b>x</b>");
        check("=1+1", "=1+1");
        check("00123", "00123");
        check("two\nlines", "two\nlines");
        assert_eq!(clean_line("two \r\nlines"), "two lines");
    }

    proptest! {
        #[test]
        fn what_is_quickly_called_clean_has_nothing_to_clean(
            raw in "([ -~]|[\\x00-\\x20\\x7f-\\xa0]|[一-龥ぁ-ん、。“”\u{feff}\u{200b}\u{3000}]){0,20}",
        ) {
            if is_clean(&raw) {
                prop_assert_eq!(trim(&raw), &raw);
                prop_assert!(!raw.contains(|c| is_unwanted(c) || matches!(c, '\r' | '\n')));
                prop_assert!(!raw.starts_with(['=', '\'']));
            }
        }
    }

    #[test]
    fn most_cells_are_quickly_called_clean() {
        for text in
            ["", "C00123", "2026-03-12", "1,234.50", "Product 17", "林雨晴", "柳荫公寓 3 栋"]
        {
            assert!(is_clean(text), "{text}");
        }
    }
}
