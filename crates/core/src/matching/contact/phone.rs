//! Telephone numbers. Mainland numbers in their national form (13800138000, 01062345678), all others
//! as E.164 (+442079460958), so that one line has one form wherever and however it was written.

use serde::{Deserialize, Serialize};

use crate::domain::letters::half_width;

/// Where numbers without a country code belong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HomeCountry {
    calling_code: u16,
    /// Is a 0 dialled before the area code within the country?
    has_trunk_zero: bool,
    /// Digits of a whole national number, without that 0.
    n_digits: (u8, u8),
}

impl HomeCountry {
    pub const CHINA: Self = Self { calling_code: 86, has_trunk_zero: true, n_digits: (9, 11) };

    /// The country of a currency (ISO 4217) that is spent in one country only.
    pub fn of_currency(currency: &str) -> Option<Self> {
        let (_, calling_code, trunk, least, most) =
            CURRENCIES.iter().find(|row| row.0.eq_ignore_ascii_case(currency))?;
        Some(Self {
            calling_code: *calling_code,
            has_trunk_zero: *trunk,
            n_digits: (*least, *most),
        })
    }

    /// By its calling code, for currencies of several countries; one that is not listed gets the
    /// usual form.
    pub fn of_calling_code(calling_code: u16) -> Self {
        let known = CURRENCIES.iter().find(|row| row.1 == calling_code);
        let usual = Self { calling_code, has_trunk_zero: true, n_digits: (7, 12) };
        known.and_then(|row| Self::of_currency(row.0)).unwrap_or(usual)
    }

    /// A number in international form as it is dialled within the country; `None` for another
    /// country's.
    pub fn national(self, phone: &str) -> Option<String> {
        let rest = phone.strip_prefix('+')?.strip_prefix(&self.calling_code.to_string())?;
        Some(if self.has_trunk_zero { format!("0{rest}") } else { rest.to_owned() })
    }

    fn is_north_american(self) -> bool {
        self.calling_code == 1
    }
}

/// Currency, calling code, whether a 0 is dialled first, digits of a national number (ITU-T E.164,
/// national numbering plans).
const CURRENCIES: [(&str, u16, bool, u8, u8); 31] = [
    ("CNY", 86, true, 9, 11),
    ("HKD", 852, false, 8, 8),
    ("MOP", 853, false, 8, 8),
    ("TWD", 886, true, 8, 9),
    ("JPY", 81, true, 9, 10),
    ("KRW", 82, true, 8, 10),
    ("SGD", 65, false, 8, 8),
    ("MYR", 60, true, 8, 10),
    ("THB", 66, true, 8, 9),
    ("VND", 84, true, 9, 10),
    ("IDR", 62, true, 8, 12),
    ("PHP", 63, true, 8, 10),
    ("INR", 91, true, 10, 10),
    ("USD", 1, false, 10, 10),
    ("CAD", 1, false, 10, 10),
    ("MXN", 52, false, 10, 10),
    ("BRL", 55, true, 10, 11),
    ("GBP", 44, true, 9, 10),
    ("CHF", 41, true, 9, 9),
    ("SEK", 46, true, 7, 9),
    ("NOK", 47, false, 8, 8),
    ("DKK", 45, false, 8, 8),
    ("PLN", 48, false, 9, 9),
    ("CZK", 420, false, 9, 9),
    ("TRY", 90, true, 10, 10),
    ("RUB", 7, false, 10, 10),
    ("AED", 971, true, 8, 9),
    ("ILS", 972, true, 8, 9),
    ("ZAR", 27, true, 9, 9),
    ("AUD", 61, true, 9, 9),
    ("NZD", 64, true, 8, 10),
];

/// The first number of a cell, read as in mainland China. `None` if this is no telephone number.
pub fn normalise_phone(text: &str) -> Option<String> {
    let text = plain(text);
    read(parts(&text).next()?, Some(HomeCountry::CHINA))
}

/// Every number of a cell. Where no home country is known, numbers without a country code stay as
/// they are.
pub fn normalise_phones(text: &str, home: Option<HomeCountry>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for number in parts(&plain(text)).filter_map(|part| read(part, home)) {
        if !found.contains(&number) {
            found.push(number);
        }
    }
    found
}

/// Would one take this for a telephone number without being told? Plain short digit strings are
/// more often ids or amounts.
pub fn looks_like_phone(text: &str) -> bool {
    let n_digits = text.chars().filter(|c| half_width(*c).is_ascii_digit()).count();
    let is_marked = text.starts_with('+') || text.contains(['-', ' ', '(']);
    normalise_phone(text)
        .is_some_and(|phone| is_mainland_mobile(&phone) || (is_marked && n_digits >= 9))
}

/// Is this normalised number likely to ring at a household or a firm rather than at one person? Fixed
/// mainland lines, hot lines, and numbers too short to be whole.
pub fn is_shared_line(phone: &str) -> bool {
    !phone.starts_with('+') && !is_mainland_mobile(phone)
}

/// Is this normalised number what people type where a form insists on one (00000000, 12345678)?
pub fn is_placeholder(phone: &str) -> bool {
    let digits = phone.trim_start_matches('+').as_bytes();
    let tail = &digits[digits.len().saturating_sub(8)..];
    // Within a longer number it is by chance: +49 151 23456789.
    let is_counted = digits.starts_with(b"12345678") || digits.ends_with(b"12345678");
    tail.windows(2).all(|pair| pair[0] == pair[1]) || is_counted
}

/// Is this the end of a number alone (`尾号8000`, `8000`), or one with digits hidden (`138****8000`)?
/// Nobody can be reached by it, and many have the same.
pub fn is_masked_phone(text: &str) -> bool {
    let text = plain(text);
    let text = text.trim();
    let is_sign = |c: char| matches!(c, '*' | 'x' | '•' | '·' | '#');
    let (n_digits, n_hidden) = text.chars().fold((0, 0), |(digits, hidden), letter| {
        (digits + usize::from(letter.is_ascii_digit()), hidden + usize::from(is_sign(letter)))
    });
    let is_only_those =
        text.chars().all(|c| c.is_ascii_digit() || is_sign(c) || matches!(c, ' ' | '-' | '+'));
    if is_only_those && n_hidden >= 3 {
        return (2..=12).contains(&n_digits) && n_digits + n_hidden <= 20;
    }
    let end = ["手机尾号", "尾号", "后四位", "尾数"]
        .iter()
        .find_map(|label| text.strip_prefix(label))
        .unwrap_or(text)
        .trim_start_matches([':', ' ']);
    end.len() == 4 && end.bytes().all(|byte| byte.is_ascii_digit())
}

/// May the masked number be this whole one: do the digits that it shows stand where they should?
pub fn fits_masked_phone(masked: &str, phone: &str) -> bool {
    let masked = plain(masked);
    let is_sign = |c: char| !c.is_ascii_digit() && !matches!(c, ' ' | '-');
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let whole = digits(&normalise_phone(phone).unwrap_or_else(|| plain(phone)));
    let end = digits(masked.rsplit(is_sign).next().unwrap_or_default());
    let start = match masked.trim_start().starts_with(|c: char| c.is_ascii_digit()) {
        true if masked.contains(is_sign) => {
            digits(masked.split(is_sign).next().unwrap_or_default())
        }
        _ => String::new(),
    };
    whole.ends_with(&end)
        && (whole.starts_with(&start) || whole.ends_with(&format!("{start}{end}")))
}

fn plain(text: &str) -> String {
    text.chars().map(half_width).flat_map(char::to_lowercase).collect()
}

fn parts(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(['/', '、', ',', ';', '\n', '|']).map(str::trim);
    parts.filter(|part| !part.is_empty())
}

/// `part` in half-width lower case.
fn read(part: &str, home: Option<HomeCountry>) -> Option<String> {
    let number = part.split(['转', 'x', '#']).next()?;
    // What is left of "ext. 12" where it was cut at the x.
    let number = number.strip_suffix(" e").unwrap_or(number).trim();
    // (+86) 138…
    let number = number.trim_start_matches('(').trim_start();
    let international = number.starts_with('+') || number.starts_with("00");
    let number = number.strip_prefix('+').unwrap_or(number);
    // The 0 that is dialled only within the country: +44 (0)20 …
    let number = if international { number.replacen("(0)", "", 1) } else { number.to_owned() };
    let mut digits = String::with_capacity(number.len());
    for letter in number.chars() {
        match letter {
            '0'..='9' => digits.push(letter),
            ' ' | '-' | '(' | ')' | '.' | '\u{2010}'..='\u{2015}' => {}
            _ => return None,
        }
    }
    if international && let Some(rest) = digits.strip_prefix("00") {
        digits = rest.to_owned();
    }
    let home_is_china = home == Some(HomeCountry::CHINA);
    if let Some(rest) = digits.strip_prefix("86")
        && let Some(mainland) = national_in_mainland(rest)
        && (international || is_mainland_mobile(&mainland) || (home_is_china && digits.len() > 11))
    {
        return Some(mainland);
    }
    let may_be_mobile = match international {
        true => home_is_china,
        false => !home.is_some_and(HomeCountry::is_north_american),
    };
    if may_be_mobile && is_mainland_mobile(&digits) {
        return Some(digits);
    }
    if !(7..=15).contains(&digits.len()) {
        return None;
    }
    match home {
        _ if international => Some(format!("+{digits}")),
        Some(home) if !home_is_china => Some(in_country(digits, home)),
        _ => Some(digits),
    }
}

/// What follows +86, as it is dialled within the mainland.
fn national_in_mainland(rest: &str) -> Option<String> {
    if is_mainland_mobile(rest) {
        return Some(rest.to_owned());
    }
    let bare = rest.strip_prefix('0').unwrap_or(rest);
    let is_hot_line = bare.len() == 10 && (bare.starts_with("400") || bare.starts_with("800"));
    match bare.len() {
        _ if is_hot_line => Some(bare.to_owned()),
        9..=11 if !bare.starts_with('0') => Some(format!("0{bare}")),
        _ => None,
    }
}

/// A number without `+`, of a home country other than China.
fn in_country(digits: String, home: HomeCountry) -> String {
    let is_whole =
        |n: usize| (usize::from(home.n_digits.0)..=usize::from(home.n_digits.1)).contains(&n);
    let code = home.calling_code.to_string();
    let bare = if home.has_trunk_zero { digits.strip_prefix('0') } else { None };
    match digits.strip_prefix(&code) {
        _ if bare.is_none() && is_whole(digits.len()) => format!("+{code}{digits}"),
        Some(rest) if is_whole(rest.len()) => format!("+{digits}"),
        _ => match bare {
            Some(bare) if is_whole(bare.len()) => format!("+{code}{bare}"),
            _ => digits,
        },
    }
}

fn is_mainland_mobile(digits: &str) -> bool {
    let bytes = digits.as_bytes();
    bytes.len() == 11 && bytes[0] == b'1' && (b'3'..=b'9').contains(&bytes[1])
}

#[cfg(test)]
mod tests {
    use super::{
        HomeCountry, is_masked_phone, is_placeholder, is_shared_line, looks_like_phone,
        normalise_phone, normalise_phones,
    };

    #[track_caller]
    fn check_phone(text: &str, expected: &str) {
        assert_eq!(normalise_phone(text).unwrap_or_default(), expected, "{text}");
    }

    #[track_caller]
    fn check_abroad(currency: &str, text: &str, expected: &str) {
        let home = HomeCountry::of_currency(currency);
        assert_eq!(normalise_phones(text, home), [expected], "{text}");
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
            "（+86）138 00138000",
            "13800138000/13900139000",
        ] {
            check_phone(dress, "13800138000");
        }
        for dress in ["+44 20 7946 0958", "0044 20 7946 0958", "+44 (0)20 7946 0958"] {
            check_phone(dress, "+442079460958");
        }
        for dress in ["010-62345678转123", "+86 10 6234 5678", "0086-010-62345678", "861062345678"]
        {
            check_phone(dress, "01062345678");
        }
        check_phone("(555) 010-9999", "5550109999");
        check_phone("+86 400-800-1234", "4008001234");
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
    fn what_is_left_of_a_number_is_none() {
        for text in [
            "138****8000",
            "138xxxx8000",
            "1380013＊＊＊＊",
            "尾号8000",
            "尾号：8000",
            "8000",
            "****8000",
        ] {
            assert!(is_masked_phone(text), "{text}");
            check_phone(text, "");
        }
        for text in ["13800138000", "010-62345678x123", "80001", "**", "a***b", "电话8000"] {
            assert!(!is_masked_phone(text), "{text}");
        }
    }

    #[test]
    fn a_number_without_country_code_belongs_to_the_home_country() {
        for dress in ["020 7946 0958", "+44 20 7946 0958", "442079460958", "2079460958"] {
            check_abroad("GBP", dress, "+442079460958");
        }
        // 380 is Ohio, not a mainland mobile.
        for dress in ["(380) 013-8000", "1 380 013 8000", "+1 380 013 8000"] {
            check_abroad("USD", dress, "+13800138000");
        }
        check_abroad("HKD", "2345 6789", "+85223456789");
        check_abroad("HKD", "138 0013 8000", "13800138000");
        check_abroad("EUR", "030 901820", "030901820");
        assert_eq!(HomeCountry::of_calling_code(86), HomeCountry::CHINA);
        assert_eq!(
            normalise_phones("030 901820", Some(HomeCountry::of_calling_code(49))),
            ["+4930901820"]
        );
    }

    #[test]
    fn a_cell_may_hold_several() {
        let home = Some(HomeCountry::CHINA);
        assert_eq!(
            normalise_phones("13800138000、+86 13900139000; 138-0013-8000", home),
            ["13800138000", "13900139000"]
        );
    }

    #[test]
    fn firms_and_forms_are_no_persons() {
        assert!(is_shared_line("01062345678") && is_shared_line("4008001234"));
        assert!(!is_shared_line("13800138000") && !is_shared_line("+442079460958"));
        assert!(is_placeholder("13800000000") && is_placeholder("12345678901"));
        assert!(!is_placeholder("13800138000") && !is_placeholder("+4915123456789"));
    }
}
