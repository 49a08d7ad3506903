//! Numbers that a spreadsheet has cut short: it keeps fifteen digits of a number and shows long ones with an
//! exponent, so that a file saved by it has `4.13262E+18` where the number of an order was. What is left is the
//! same for many. Knows nothing of what the number is of.

/// Digits that a spreadsheet keeps of a number.
const N_KEPT: usize = 15;
/// One or two zeros may be a number's own; with three after the digits kept, one in a thousand is.
const N_SURE: usize = N_KEPT + 3;
/// From so many digits on a spreadsheet shows an exponent by itself: 1.23457E+11; in a narrow column earlier.
const LEAST_EXPONENT: u16 = 9;
/// What we write with an exponent ourselves, of a workbook's numbers.
const LEAST_UNSIGNED: u16 = 21;

/// Have digits of this number been lost?
pub fn is_cut_short(text: &str) -> bool {
    has_exponent(text) || ends_in_zeros(text, N_SURE)
}

/// Are all digits that a spreadsheet would not have kept zeros? Of a number alone this may be chance.
pub fn may_be_cut_short(text: &str) -> bool {
    is_long(text) && ends_in_zeros(text, N_KEPT + 1)
}

/// More digits, and nothing but digits, than a spreadsheet keeps.
pub fn is_long(text: &str) -> bool {
    text.len() > N_KEPT && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The number of a customer or an order as far as it tells one from another: nothing, if digits are lost.
pub fn telling(number: &str) -> &str {
    if is_cut_short(number) { "" } else { number }
}

/// A zero in front would be gone too.
fn ends_in_zeros(text: &str, fewest_digits: usize) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= fewest_digits
        && bytes.len() > N_KEPT
        && bytes[0] != b'0'
        && bytes[N_KEPT..].iter().all(|byte| *byte == b'0')
        && bytes[..N_KEPT].iter().all(u8::is_ascii_digit)
}

/// `4.13262E+18`, `4,13262E+18`: more digits before the point than are written.
fn has_exponent(text: &str) -> bool {
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else { return false };
    let (whole, fraction) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, ""));
    let (digits, least) = match exponent.strip_prefix('+') {
        Some(digits) => (digits, LEAST_EXPONENT),
        // Without a sign and a point it is rather a name: 1E21.
        None if fraction.is_empty() => return false,
        None => (exponent, LEAST_UNSIGNED),
    };
    whole.len() == 1
        && is_digits(whole)
        && whole != "0"
        && is_digits(fraction)
        && (2..=3).contains(&digits.len())
        && is_digits(digits)
        && digits
            .parse::<u16>()
            .is_ok_and(|exponent| exponent >= least && usize::from(exponent) > fraction.len())
}

#[cfg(test)]
mod tests {
    use super::{is_cut_short, may_be_cut_short, telling};

    #[test]
    fn what_a_spreadsheet_leaves_of_a_long_number() {
        for text in ["4.13262E+18", "4,13262e+18", "1E+12", "1.38001E+10", "1.23457e21"] {
            assert!(is_cut_short(text), "{text}");
        }
        assert!(is_cut_short("123456789012345000"));
        assert!(is_cut_short("12345678901234500000"));
        assert_eq!(telling("4.13262E+18"), "");
    }

    #[test]
    fn whole_numbers_stay() {
        // The last zeros of the fourth and fifth may be their own; the sixth kept its zero in front.
        for text in [
            "4132621234567890123",
            "12345678901234567890",
            "100000000000000",
            "1234567890123450",
            "12345678901234500",
            "012345678901234000",
            "1E10",
            "1E21",
            "2E+05",
            "1.38001380001E+10",
            "C4.13262E+18",
            "4.13E+18x",
            "E+18",
            "12.3E+18",
            "110101199003078515",
            "",
        ] {
            assert!(!is_cut_short(text), "{text}");
            assert_eq!(telling(text), text);
        }
        assert!(may_be_cut_short("1234567890123450") && !may_be_cut_short("1234567890123456"));
        assert!(!may_be_cut_short("100000000000000"));
    }
}
