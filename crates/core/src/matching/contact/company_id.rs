//! The number a company is registered under: the unified social credit code (统一社会信用代码,
//! GB 32100-2015), or any other as text.

use crate::domain::letters::half_width;

/// The code's digits and letters in the order of their values; I, O, S, V and Z are not used.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Capital letters and digits only. `None` if nothing is left to tell a company by.
pub fn normalise_company_id(text: &str) -> Option<String> {
    let id: String = text
        .chars()
        .map(half_width)
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .collect();
    (id.chars().count() >= 5).then_some(id)
}

/// Is this normalised id a unified social credit code whose check digit is right? The check digit
/// makes Σ value × 3^place ≡ 0 (mod 31), places from 0, its own weight 1.
pub fn is_credit_code(id: &str) -> bool {
    let value = |byte: &u8| ALPHABET.iter().position(|letter| letter == byte);
    let Some(values) = id.as_bytes().iter().map(value).collect::<Option<Vec<usize>>>() else {
        return false;
    };
    let [first @ .., check] = values.as_slice() else { return false };
    let mut weight = 1;
    let mut sum = 0;
    for value in first {
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    values.len() == 18 && (sum + check) % 31 == 0
}

#[cfg(test)]
mod tests {
    use super::{is_credit_code, normalise_company_id};

    #[test]
    fn a_wrong_letter_is_noticed() {
        // A code often quoted in explanations of the standard.
        let code = "91350100M000100Y43";
        assert_eq!(normalise_company_id(" ９１350100-m000100y43 ").as_deref(), Some(code));
        assert!(is_credit_code(code));
        assert!(!is_credit_code("91350100M000100Y44"));
        assert!(!is_credit_code("91350100M000100Y4"));
        assert!(!is_credit_code("9I350100M000100Y43"));
        assert_eq!(normalise_company_id("HRB 12345").as_deref(), Some("HRB12345"));
        assert_eq!(normalise_company_id("无"), None);
    }
}
