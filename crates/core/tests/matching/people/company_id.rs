//! The numbers companies are registered under: one for each company, however many work there.

use rand::{Rng, RngExt};

/// Digits and letters of the unified social credit code, in the order of their values.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// A valid code for the company of this name, always the same one.
pub fn credit_code(company: &str) -> String {
    // FNV-1a: the same on every machine and with every compiler.
    let mut rest = company.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let mut code = "91".to_owned();
    let (mut sum, mut weight) = (9 + 3, 9);
    for place in 2..17 {
        // The place of registration is digits.
        let value = (rest % if place < 8 { 10 } else { 31 }) as usize;
        rest = rest / 31 + (rest % 31) * 7_919;
        code.push(char::from(ALPHABET[value]));
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    code.push(char::from(ALPHABET[(31 - sum % 31) % 31]));
    code
}

/// As it is typed off a licence.
pub fn dressed_company_id(rng: &mut impl Rng, code: &str) -> String {
    match rng.random_range(0..4) {
        0 => code.to_lowercase(),
        1 => format!("{} {}", &code[..8], &code[8..]),
        2 => format!(" {code}"),
        _ => code.to_owned(),
    }
}
