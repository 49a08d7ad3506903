//! When two words that somebody typed are one: where they differ only in case, width, spaces and
//! hyphens. Must not know what the words are of.

use unicode_normalization::UnicodeNormalization;

/// What of a word tells it from others. A space or hyphen between two figures does, and so does a hyphen
/// at an end: `1-2` is not `12`, nor `A-` an `A`.
pub fn spelling_key(word: &str) -> String {
    let letters: Vec<char> = word.nfkc().flat_map(char::to_lowercase).collect();
    let mut key = String::with_capacity(word.len());
    let mut before: Option<char> = None;
    let mut at = 0;
    while let Some(letter) = letters.get(at) {
        if !is_separator(*letter) {
            key.push(*letter);
            before = Some(*letter);
            at += 1;
            continue;
        }
        let n = letters[at..].iter().take_while(|letter| is_separator(**letter)).count();
        let after = letters.get(at + n).copied();
        let has_hyphen = letters[at..at + n].iter().any(|letter| is_hyphen(*letter));
        let (is_inside, is_between_figures) = match (before, after) {
            (Some(before), Some(after)) => (
                before.is_alphanumeric() && after.is_alphanumeric(),
                before.is_numeric() && after.is_numeric(),
            ),
            _ => (false, false),
        };
        if has_hyphen && (!is_inside || is_between_figures) {
            key.push('-');
        } else if is_between_figures {
            key.push(' ');
        }
        at += n;
    }
    key
}

fn is_separator(letter: char) -> bool {
    letter.is_whitespace() || is_hyphen(letter)
}

fn is_hyphen(letter: char) -> bool {
    matches!(letter, '-' | '_' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

#[cfg(test)]
mod tests {
    use super::spelling_key;

    #[test]
    fn words_that_differ_in_case_width_spaces_and_hyphens_are_one() {
        #[track_caller]
        fn check(one: &str, other: &str, is_same: bool) {
            assert_eq!(spelling_key(one) == spelling_key(other), is_same, "{one} / {other}");
        }
        for same in
            ["walk in", "WALK-IN", "Walkin", " walk\u{2013}in ", "Ｗａｌｋ－ｉｎ", "walk - in"]
        {
            check("Walk-in", same, true);
        }
        check("小红书", "小 红 书", true);
        check("WeChat 2", "wechat-2", true);
        check("1-2", "12", false);
        check("1 2", "12", false);
        check("1 - 2", "1-2", true);
        check("A-", "A", false);
        check("-5", "5", false);
        check("Walk-in", "Walk-out", false);
        assert_eq!(spelling_key("  "), "");
    }
}
