//! The text of a cell without what programs put around it.

use std::borrow::Cow;

/// Trims space of every kind, unwraps `="00123"` and `'00123` (how spreadsheets keep an id from
/// turning into a number), and drops control characters. Line breaks stay.
pub fn clean(raw: &str) -> Cow<'_, str> {
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
    let text = clean(raw);
    if text.contains(['\r', '\n']) {
        return Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    text
}

/// Full-width digits, letters and signs, as Chinese keyboards write them, to plain ones.
pub fn half_width(letter: char) -> char {
    match letter {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(letter) - 0xFEE0).unwrap_or(letter),
        '\u{3000}' | '\u{A0}' | '\u{202F}' | '\u{2009}' => ' ',
        _ => letter,
    }
}

/// Is this what people and programs write into a cell for "nothing"? Words such as 无 are answers.
pub fn is_nothing(text: &str) -> bool {
    let is_dash =
        |c: char| matches!(half_width(c), '-' | '/' | '\u{2010}'..='\u{2015}' | '\u{2212}');
    text.chars().all(is_dash)
        || ["n/a", "#n/a", "null", "nil"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// At most `n` characters, for showing.
pub fn cut(text: &str, n: usize) -> String {
    text.chars().take(n).collect()
}

fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || is_unwanted(c) || c == '\u{200B}')
}

/// Control characters other than line breaks and tabs, and byte order marks.
fn is_unwanted(letter: char) -> bool {
    (letter.is_control() && !matches!(letter, '\n' | '\r' | '\t')) || letter == '\u{FEFF}'
}

#[cfg(test)]
mod tests {
    use super::{clean, clean_line};

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
}
