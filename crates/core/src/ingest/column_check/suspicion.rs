//! What is odd about a text, a name, a telephone number or an address.

use crate::ingest::values::cell::half_width;
use crate::ingest::values::contact;
use crate::views::import_check::CellTrouble;

/// Shared by those who give no name.
const NO_NAMES: [&str; 12] = [
    "test",
    "测试",
    "匿名",
    "匿名用户",
    "无名",
    "无名氏",
    "xxx",
    "aaa",
    "asdf",
    "none",
    "unknown",
    "未知",
];
const NO_MAILBOXES: [&str; 14] = [
    "test",
    "a",
    "aa",
    "aaa",
    "abc",
    "asdf",
    "xxx",
    "no",
    "none",
    "noemail",
    "nomail",
    "123",
    "123456",
    "123456789",
];
/// Slips of the finger in hosts that millions have.
const SLIPS: [&str; 12] = [
    "gamil.com",
    "gmial.com",
    "gmai.com",
    "gmail.con",
    "gmail.co",
    "hotmial.com",
    "hotmail.con",
    "yahoo.con",
    "qq.con",
    "qq.co",
    "163.con",
    "126.con",
];

/// Of any text.
pub fn of_text(text: &str) -> Option<CellTrouble> {
    has_lost_characters(text).then_some(CellTrouble::LostCharacters)
}

/// Of what a person, a firm or a product is called.
pub fn of_name(text: &str) -> Option<CellTrouble> {
    let plain: String = text.chars().map(half_width).collect::<String>().to_lowercase();
    let plain = plain.trim();
    let is_digit_or_gap = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '.');
    if has_lost_characters(text) {
        Some(CellTrouble::LostCharacters)
    } else if plain.chars().all(is_digit_or_gap) && plain.contains(|c: char| c.is_ascii_digit()) {
        Some(CellTrouble::NumberAsName)
    } else if NO_NAMES.contains(&plain) {
        Some(CellTrouble::Placeholder)
    } else {
        plain.split_whitespace().any(mixes_scripts).then_some(CellTrouble::MixedScripts)
    }
}

/// Of a telephone number.
pub fn of_phone(text: &str) -> Option<CellTrouble> {
    if contact::is_masked_phone(text) {
        return Some(CellTrouble::MaskedPhone);
    }
    let Some(phone) = contact::normalise_phone(text) else {
        return Some(CellTrouble::NotAPhone);
    };
    if contact::is_placeholder(&phone) {
        Some(CellTrouble::Placeholder)
    } else {
        (!has_usual_length(&phone)).then_some(CellTrouble::PhoneLength)
    }
}

/// Has a normalised number as many digits as its beginning promises?
fn has_usual_length(phone: &str) -> bool {
    let bytes = phone.as_bytes();
    match bytes {
        // The shortest numbers of the smallest countries.
        [b'+', ..] => (9..=16).contains(&bytes.len()),
        // A mobile, all of eleven digits; no local number begins so.
        [b'1', b'3'..=b'9', ..] => bytes.len() == 11,
        // Area code and local number.
        [b'0', ..] => (10..=12).contains(&bytes.len()),
        _ => true,
    }
}

/// Of an e-mail address.
pub fn of_email(text: &str) -> Option<CellTrouble> {
    let Some(email) = contact::normalise_email(text) else {
        return Some(CellTrouble::NotAnEmail);
    };
    let (name, host) = email.split_once('@').unwrap_or((&email, ""));
    let end = host.rsplit('.').next().unwrap_or(host);
    let has_odd_host =
        SLIPS.contains(&host) || end.len() < 2 || end.bytes().any(|byte| byte.is_ascii_digit());
    let has_odd_name = name.contains('@') || name.contains("..") || name.len() > 64;
    if NO_MAILBOXES.contains(&name) {
        Some(CellTrouble::Placeholder)
    } else if !email.is_ascii()
        || host.contains('@')
        || has_odd_host
        || has_odd_name
        || contact::is_shared_mailbox(&email)
    {
        Some(CellTrouble::OddEmail)
    } else {
        None
    }
}

/// Signs of a wrong turn between encodings, after which nothing brings the letters back: replacement
/// characters, what those become when read as GBK, question marks for half of the text or more.
fn has_lost_characters(text: &str) -> bool {
    if text.contains('\u{FFFD}') || text.contains("锟斤拷") {
        return true;
    }
    let n_lost = text.chars().filter(|c| *c == '?').count();
    let n_letters = text.chars().filter(|c| !c.is_whitespace()).count();
    n_lost >= 2 && n_lost * 2 >= n_letters
}

/// Latin, Greek and Cyrillic letters look alike, and no word of any language mixes them.
fn mixes_scripts(word: &str) -> bool {
    let (mut latin, mut greek, mut cyrillic) = (false, false, false);
    for letter in word.chars().filter(|c| c.is_alphabetic()) {
        match letter {
            'a'..='z' | '\u{C0}'..='\u{24F}' => latin = true,
            '\u{370}'..='\u{3FF}' => greek = true,
            '\u{400}'..='\u{52F}' => cyrillic = true,
            _ => {}
        }
    }
    usize::from(latin) + usize::from(greek) + usize::from(cyrillic) > 1
}

#[cfg(test)]
mod tests {
    use super::{CellTrouble, of_email, of_name, of_phone, of_text};
    use CellTrouble::{
        LostCharacters, MaskedPhone, MixedScripts, NotAPhone, NotAnEmail, NumberAsName, OddEmail,
        PhoneLength, Placeholder,
    };

    #[track_caller]
    fn check(
        find: fn(&str) -> Option<CellTrouble>,
        expected: impl Into<Option<CellTrouble>>,
        texts: &[&str],
    ) {
        let expected = expected.into();
        for text in texts {
            assert_eq!(find(text), expected, "{text}");
        }
    }

    #[test]
    fn telephones() {
        let usual =
            ["138 0013 8017", "+86 13900139000", "0571-88886666", "+44 20 7946 0958", "62345678"];
        check(of_phone, None, &usual);
        check(of_phone, PhoneLength, &["1380013", "1380013801", "138001380177", "0571-888"]);
        check(of_phone, MaskedPhone, &["138****8000", "尾号8000", "8000"]);
        check(of_phone, Placeholder, &["12345678", "00000000000", "13800000000", "12345678901"]);
        check(of_phone, NotAPhone, &["同微信", "123456", "1.38001E+10"]);
    }

    #[test]
    fn addresses() {
        check(of_email, None, &["lin@example.com", "Anna.Fischer@example.de", "y+z@mail.cn"]);
        let odd = ["sales@example.com", "lin@gamil.com", "lin@qq.con", "lín@example.com", "l@a.c"];
        check(of_email, OddEmail, &odd);
        check(of_email, Placeholder, &["test@test.com", "123456@qq.com"]);
        check(of_email, NotAnEmail, &["lin.example.com", "无"]);
    }

    #[test]
    fn names() {
        check(of_name, None, &["林雨晴", "Anna Fischer", "A陈老板", "O'Neil", "Анна", "Müller"]);
        check(of_name, NumberAsName, &["13800138000", "１２３", "00-12"]);
        check(of_name, MixedScripts, &["Аnna", "Ivan Ивaнов"]);
        check(of_name, Placeholder, &["测试", "Test"]);
        check(of_name, LostCharacters, &["???", "林??", "锟斤拷", "A\u{FFFD}"]);
        check(of_text, None, &["Really?", "真的？？"]);
        check(of_text, LostCharacters, &["?? ??"]);
    }
}
