//! Telephone numbers and e-mail addresses in the one form by which people are matched.

use super::cell::half_width;

/// Digits only; a mainland mobile without its country code, other international numbers with `+`.
/// The first one where a cell holds several. `None` if this is no telephone number.
pub fn normalise_phone(text: &str) -> Option<String> {
    let text: String = text.chars().map(half_width).collect();
    let first =
        text.split(['/', '、', ',', ';', '\n']).find(|part| !part.trim().is_empty())?.trim();
    let first = first.split(['转', 'x', '#']).next()?;
    let is_filler = |c: char| matches!(c, ' ' | '-' | '(' | ')' | '.' | '\u{2013}' | '\u{2011}');
    let international = first.starts_with('+') || first.starts_with("00");
    let mut digits = String::with_capacity(first.len());
    for letter in first.trim_start_matches('+').chars() {
        match letter {
            '0'..='9' => digits.push(letter),
            _ if is_filler(letter) => {}
            _ => return None,
        }
    }
    if let Some(rest) = digits.strip_prefix("00").filter(|_| international) {
        digits = rest.to_owned();
    }
    if let Some(rest) = digits.strip_prefix("86").filter(|rest| is_mainland_mobile(rest)) {
        return Some(rest.to_owned());
    }
    if !(7..=15).contains(&digits.len()) {
        return None;
    }
    Some(if international && !is_mainland_mobile(&digits) { format!("+{digits}") } else { digits })
}

/// Would one take this for a telephone number without being told? Plain short digit strings are
/// more often ids or amounts.
pub fn looks_like_phone(text: &str) -> bool {
    let n_digits = text.chars().filter(|c| half_width(*c).is_ascii_digit()).count();
    let is_marked = text.starts_with('+') || text.contains(['-', ' ', '(']);
    normalise_phone(text)
        .is_some_and(|phone| is_mainland_mobile(&phone) || (is_marked && n_digits >= 9))
}

/// Lower case, trimmed. `None` if this is no e-mail address.
pub fn normalise_email(text: &str) -> Option<String> {
    let text: String = text.chars().map(half_width).collect::<String>().trim().to_lowercase();
    let (name, host) = text.split_once('@')?;
    let host_is_whole = host.contains('.')
        && host.split('.').all(|part| !part.is_empty())
        && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'));
    let name_is_whole = !name.is_empty()
        && !name
            .chars()
            .any(|c| c.is_whitespace() || matches!(c, ',' | ';' | '<' | '>' | '(' | ')'));
    (host_is_whole && name_is_whole).then_some(text)
}

fn is_mainland_mobile(digits: &str) -> bool {
    let bytes = digits.as_bytes();
    bytes.len() == 11 && bytes[0] == b'1' && (b'3'..=b'9').contains(&bytes[1])
}

#[cfg(test)]
mod tests {
    use super::{looks_like_phone, normalise_email, normalise_phone};

    #[track_caller]
    fn check_phone(text: &str, expected: &str) {
        assert_eq!(normalise_phone(text).unwrap_or_default(), expected, "{text}");
    }

    #[test]
    fn the_same_number_in_every_dress() {
        for dress in [
            "13800138000",
            "138 0013 8000",
            "138-0013-8000",
            "+86 138 0013 8000",
            "8613800138000",
            "0086-13800138000",
            "１３８００１３８０００",
            "+86（138）00138000",
            "13800138000/13900139000",
        ] {
            check_phone(dress, "13800138000");
        }
        check_phone("+44 20 7946 0958", "+442079460958");
        check_phone("0044 20 7946 0958", "+442079460958");
        check_phone("010-62345678转123", "01062345678");
        check_phone("(555) 010-9999", "5550109999");
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in ["", "1380013", "1.38001E+10", "同微信", "123456", "1234567890123456"] {
            let expected = if text == "1380013" { "1380013" } else { "" };
            check_phone(text, expected);
        }
        assert!(looks_like_phone("138 0013 8000"));
        assert!(looks_like_phone("+44 20 7946 0958"));
        assert!(!looks_like_phone("20260312"));
        assert!(!looks_like_phone("1234567890"));
    }

    #[test]
    fn addresses_ignore_case_and_width() {
        assert_eq!(normalise_email(" Lin@Example.COM ").as_deref(), Some("lin@example.com"));
        assert_eq!(normalise_email("lin＠example.com").as_deref(), Some("lin@example.com"));
        for text in [
            "lin",
            "lin@",
            "@example.com",
            "lin@example",
            "lin@example..com",
            "a b@c.de",
            "a@b@c.de",
        ] {
            assert_eq!(normalise_email(text), None, "{text}");
        }
    }
}
