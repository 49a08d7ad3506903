//! Numbers and money as people write them, read exactly: no floating point on the way.

use super::cell::half_width;
use crate::domain::currency::{self, Sign};
use crate::domain::money::Money;
use crate::views::import::DecimalMark;

/// Nothing larger than this in major units is believed.
const LARGEST_MAJOR: i128 = 1_000_000_000_000_000;

const UNIT_WORDS: [&str; 18] = [
    "pcs", "pc", "kg", "x", "件", "个", "只", "盒", "包", "袋", "瓶", "份", "次", "斤", "套", "罐",
    "条", "张",
];

/// A number with what was written around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// In units of ten to the minus `n_decimals` asked for, rounded half away from zero.
    pub scaled: i64,
    pub has_fraction: bool,
    /// What was written of one.
    pub currency: Option<&'static Sign>,
}

/// An amount such as `¥1,234.50`, `(300)`, `1.234,56`, `1.2万`, `-120`, `１２０元`.
pub fn read_money(text: &str, mark: DecimalMark) -> Option<Money> {
    read(text, mark, 2).map(|number| Money(number.scaled))
}

/// Is this a number of something, such as 00123 or twenty digits, rather than an amount?
pub fn is_identifier(text: &str) -> bool {
    (text.starts_with('0') && text.len() > 1 && !text.contains(['.', ',']))
        || text.bytes().filter(u8::is_ascii_digit).count() > 15
}

/// A quantity in thousandths: `2`, `0.5`, `3件`.
pub fn read_quantity_milli(text: &str, mark: DecimalMark) -> Option<i64> {
    let text: String = text.chars().map(half_width).collect::<String>().to_lowercase();
    let bare = UNIT_WORDS.iter().find_map(|unit| text.strip_suffix(unit)).unwrap_or(&text);
    read(bare, mark, 3).filter(|number| number.currency.is_none()).map(|number| number.scaled)
}

/// Any of the above, as an integer of ten to the minus `n_decimals`. `None` for everything that is
/// not certainly a number in this notation: `1,5` with a decimal point, `12 34`, `1.2e5`, `12 apples`.
pub fn read(text: &str, mark: DecimalMark, n_decimals: u32) -> Option<Number> {
    if let Some(number) = read_plain(text, mark, n_decimals) {
        return Some(number);
    }
    let text: String = text.chars().map(half_width).collect::<String>().to_lowercase();
    let (text, negative_before) = strip_signs(text.trim());
    let (text, currency) = currency::strip(text);
    // The sign may also stand between the currency and the number.
    let (text, negative_after) = strip_signs(text);
    if negative_before && negative_after {
        return None;
    }
    let (text, zeros) = strip_ten_thousands(text);
    let (digits, n_fraction) = read_digits(text, mark)?;
    let shift = i64::from(n_decimals) + i64::from(zeros) - i64::from(n_fraction);
    let magnitude = if shift >= 0 {
        digits.checked_mul(10_i128.checked_pow(u32::try_from(shift).ok()?)?)?
    } else {
        let divisor = 10_i128.checked_pow(u32::try_from(-shift).ok()?)?;
        (digits + divisor / 2) / divisor
    };
    if magnitude > LARGEST_MAJOR.checked_mul(10_i128.checked_pow(n_decimals)?)? {
        return None;
    }
    let magnitude = i64::try_from(magnitude).ok()?;
    Some(Number {
        scaled: if negative_before || negative_after { -magnitude } else { magnitude },
        has_fraction: n_fraction > 0,
        currency,
    })
}

/// The form most cells have, `-1234.5`, without the detours the others need.
fn read_plain(text: &str, mark: DecimalMark, n_decimals: u32) -> Option<Number> {
    const MOST_WHOLE_DIGITS: u32 = 12;
    let own = if mark == DecimalMark::Comma { b',' } else { b'.' };
    let bytes = text.as_bytes();
    let magnitude = bytes.strip_prefix(b"-").unwrap_or(bytes);
    let (mut digits, mut n_digits, mut n_whole) = (0_i64, 0, None);
    for byte in magnitude {
        if byte.is_ascii_digit() {
            // The whole digits and the fraction's few: no overflow.
            if n_digits == MOST_WHOLE_DIGITS + 6 {
                return None;
            }
            digits = digits * 10 + i64::from(byte - b'0');
            n_digits += 1;
        } else if *byte == own && n_whole.is_none() {
            n_whole = Some(n_digits);
        } else {
            return None;
        }
    }
    let has_mark = n_whole.is_some();
    let n_whole = n_whole.unwrap_or(n_digits);
    let n_fraction = n_digits - n_whole;
    if !(1..=MOST_WHOLE_DIGITS).contains(&n_whole) || n_fraction > n_decimals.min(6) {
        return None;
    }
    if has_mark && n_fraction == 0 {
        return None;
    }
    let scaled = digits.checked_mul(10_i64.checked_pow(n_decimals - n_fraction)?)?;
    Some(Number {
        scaled: if bytes.len() > magnitude.len() { -scaled } else { scaled },
        has_fraction: n_fraction > 0,
        currency: None,
    })
}

/// What this cell says about the decimal mark, if it says anything: `1.234` does not.
pub fn decimal_mark_of(text: &str) -> Option<DecimalMark> {
    let text: String = text.chars().map(half_width).collect();
    let lower = text.to_lowercase();
    let (bare, _) = currency::strip(lower.trim());
    if bare.chars().any(char::is_alphabetic) && !bare.contains(['元', '万']) {
        return None;
    }
    let last = text.rfind(['.', ','])?;
    let n_after = text[last + 1..].chars().take_while(char::is_ascii_digit).count();
    let mark = if text[last..].starts_with(',') { DecimalMark::Comma } else { DecimalMark::Point };
    let both = text.contains('.') && text.contains(',');
    // No thousand begins with a zero: 0.125.
    let before = text[..last].strip_suffix('0');
    let is_below_one = before.is_some_and(|rest| !rest.ends_with(|c: char| c.is_ascii_digit()));
    let certain = both || (n_after != 3 && n_after != 0) || (is_below_one && n_after == 3);
    (certain && read(&text, mark, 2).is_some()).then_some(mark)
}

/// Is this a thousand and more or one and a fraction, `1.200`: one point, and exactly three digits behind it?
pub fn may_be_thousands(text: &str) -> bool {
    if !text.contains('.') {
        return false;
    }
    let text: String = text.chars().map(half_width).collect::<String>().to_lowercase();
    let (bare, _) = strip_signs(text.trim());
    let (bare, _) = currency::strip(bare);
    let (bare, _) = strip_signs(bare);
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    bare.split_once('.').is_some_and(|(whole, rest)| {
        (1..=3).contains(&whole.len())
            && !whole.starts_with('0')
            && rest.len() == 3
            && is_digits(whole)
            && is_digits(rest)
    })
}

/// `-120`, `120-`, `(120)`, and the typographer's minus signs.
fn strip_signs(text: &str) -> (&str, bool) {
    const MINUS: [char; 3] = ['-', '\u{2212}', '\u{2013}'];
    if let Some(inner) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        return (inner.trim(), true);
    }
    if let Some(rest) = text.strip_prefix(MINUS).or_else(|| text.strip_suffix(MINUS)) {
        return (rest.trim(), true);
    }
    (text.strip_prefix('+').unwrap_or(text).trim(), false)
}

/// `1.2万` and `3亿`: how many zeros the sign stands for.
fn strip_ten_thousands(text: &str) -> (&str, u32) {
    match (text.strip_suffix('万'), text.strip_suffix('亿')) {
        (Some(rest), _) => (rest.trim(), 4),
        (_, Some(rest)) => (rest.trim(), 8),
        _ => (text, 0),
    }
}

/// Digits with grouping and a fraction → all digits as one integer, and how many are the fraction's.
fn read_digits(text: &str, mark: DecimalMark) -> Option<(i128, u32)> {
    let (n_commas, n_points) = (text.matches(',').count(), text.matches('.').count());
    let own = if mark == DecimalMark::Comma { ',' } else { '.' };
    let n_own = if own == ',' { n_commas } else { n_points };
    let decimal = match (n_commas, n_points) {
        // With both, the last one is the decimal mark whatever the file's habit is.
        (1.., 1..) => text.chars().rev().find(|c| matches!(c, ',' | '.')),
        _ if n_own == 1 => Some(own),
        _ => None,
    };
    let (whole, fraction) = match decimal {
        Some(decimal) => text.split_once(decimal)?,
        None => (text, ""),
    };
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits(fraction) || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    let groups: Vec<&str> = whole.split([',', '.', ' ', '\'', '\u{2019}']).collect();
    let (first, others) = groups.split_first()?;
    let grouped = others.is_empty()
        || ((1..=3).contains(&first.len()) && others.iter().all(|group| group.len() == 3));
    // One kind of separator within a number.
    let n_kinds = [',', '.', ' ', '\'', '\u{2019}'].iter().filter(|c| whole.contains(**c)).count();
    if !grouped || n_kinds > 1 || !groups.iter().all(|group| all_digits(group)) {
        return None;
    }
    let digits: String = groups.concat() + fraction;
    if digits.len() > 30 {
        return None;
    }
    Some((digits.parse().ok()?, u32::try_from(fraction.len()).ok()?))
}

#[cfg(test)]
mod tests {
    use super::{decimal_mark_of, may_be_thousands, read_money, read_quantity_milli};
    use crate::domain::money::Money;
    use crate::views::import::DecimalMark::{self, Comma, Point};

    #[track_caller]
    fn check(text: &str, mark: DecimalMark, hundredths: impl Into<Option<i64>>) {
        assert_eq!(read_money(text, mark), hundredths.into().map(Money), "{text}");
    }

    #[test]
    fn the_money_of_every_workspace_is_read() {
        for code in crate::domain::currency::CODES {
            check(&format!("{code} 1,234.50"), Point, 123_450);
            check(&format!("1.234,50 {}", code.to_lowercase()), Comma, 123_450);
            assert_eq!(decimal_mark_of(&format!("{code} 12,5")), Some(Comma), "{code}");
        }
        for text in [
            "HK$9.50",
            "NT$ 9.50",
            "MOP$9.50",
            "US$9.50",
            "$9.50",
            "€9.50",
            "£9.50",
            "JP¥9.50",
            "₩9.50",
            "S$9.50",
            "RM9.50",
            "฿9.50",
            "A$9.50",
            "NZ$9.50",
            "C$9.50",
            "Fr. 9.50",
            "9.50 sFr.",
            "₹9.50",
            "Rs. 9.50",
            "Dh 9.50",
            "9.50港元",
            "9.50 日元",
            "人民币9.50",
            "9.50 zł",
            "9.50元人民币",
            "人民币9.50元",
            "CNY ¥9.50",
        ] {
            check(text, Point, 950);
        }
        check("-S$5", Point, -500);
        check("A$-5", Point, -500);
        check("CHF 1'234.50", Point, 123_450);
        check("RM101", Point, 10_100);
        check("USD 99", Point, 9_900);
        check("HKD1,200", Point, 120_000);
        check("5 kg", Point, None);
        check("X$5", Point, None);
    }

    #[test]
    fn money_as_people_write_it() {
        check("29.33", Point, 2933);
        check("¥1,234.50", Point, 123_450);
        check("￥1,234.50", Point, 123_450);
        check("1234元", Point, 123_400);
        check("１２０．５元", Point, 12_050);
        check("1.2万", Point, 1_200_000);
        check("1.2万元", Point, 1_200_000);
        check("$ 99", Point, 9_900);
        check("HK$99.90", Point, 9_990);
        check("99.90 EUR", Point, 9_990);
        check("(300)", Point, -30_000);
        check("(¥300.00)", Point, -30_000);
        check("-120", Point, -12_000);
        check("¥-120", Point, -12_000);
        check("-¥120", Point, -12_000);
        check("−120.00", Point, -12_000);
        check("120-", Point, -12_000);
        check("1.234,56", Comma, 123_456);
        check("1.234,56", Point, 123_456);
        check("1.234.567", Comma, 123_456_700);
        check("12,5", Comma, 1_250);
        check("1 234,50", Comma, 123_450);
        check("1'234.50", Point, 123_450);
        check(".5", Point, 50);
        check("0.005", Point, 1);
        check("0.0049", Point, 0);
        check("0", Point, 0);
    }

    #[test]
    fn what_is_not_certain_is_not_read() {
        check("", Point, None);
        check("-", Point, None);
        check("abc", Point, None);
        check("1,5", Point, None);
        check("1,23,4", Point, None);
        check("12 34", Point, None);
        check("1.2.3", Point, None);
        check("1.2e5", Point, None);
        check("--5", Point, None);
        check("35%", Point, None);
        check("NaN", Point, None);
        check("99999999999999999999", Point, None);
        check("1.234.567,8,9", Comma, None);
    }

    #[test]
    fn quantities_are_exact_to_a_thousandth() {
        assert_eq!(read_quantity_milli("2", Point), Some(2_000));
        assert_eq!(read_quantity_milli("0.5kg", Point), Some(500));
        assert_eq!(read_quantity_milli("3件", Point), Some(3_000));
        assert_eq!(read_quantity_milli("-1", Point), Some(-1_000));
        assert_eq!(read_quantity_milli("¥3", Point), None);
        assert_eq!(read_quantity_milli("some", Point), None);
    }

    #[test]
    fn a_cell_tells_the_decimal_mark_only_where_it_is_certain() {
        assert_eq!(decimal_mark_of("1.234,56"), Some(Comma));
        assert_eq!(decimal_mark_of("12,5"), Some(Comma));
        assert_eq!(decimal_mark_of("1,234.5"), Some(Point));
        assert_eq!(decimal_mark_of("¥9.90"), Some(Point));
        assert_eq!(decimal_mark_of("0.125"), Some(Point));
        assert_eq!(decimal_mark_of("0,125"), Some(Comma));
        assert_eq!(decimal_mark_of("10,000"), None);
        assert_eq!(decimal_mark_of("1.234"), None);
        assert_eq!(decimal_mark_of("1,234"), None);
        assert_eq!(decimal_mark_of("v1.2"), None);
        assert_eq!(decimal_mark_of("well, 12"), None);
        assert_eq!(decimal_mark_of("12.03.2026"), None);
    }

    #[test]
    fn a_point_before_three_digits_may_be_one_of_thousands() {
        for text in ["1.200", "-12.500", "€ 850.000", "1.200 €"] {
            assert!(may_be_thousands(text), "{text}");
        }
        for text in ["850", "1.20", "0.125", "1234.500", "1.234.567", "1.234,50", "v1.200", "1,200"]
        {
            assert!(!may_be_thousands(text), "{text}");
        }
    }
}
