//! How telephones and addresses are written down.

use rand::{Rng, RngExt};

use super::chance::chance;

pub fn dressed_phone(rng: &mut impl Rng, phone: &str) -> String {
    if !phone.starts_with('1') {
        return phone.to_owned();
    }
    let (a, b, c) = (&phone[..3], &phone[3..7], &phone[7..]);
    match rng.random_range(0..7) {
        0 => format!("+86 {a} {b} {c}"),
        1 => format!("{a}-{b}-{c}"),
        2 => format!("0086{phone}"),
        3 => phone.chars().map(|c| char::from_u32(c as u32 + 0xFEE0).unwrap_or(c)).collect(),
        4 => format!("86{phone}"),
        5 => format!("（+86）{a} {b}{c}"),
        _ => phone.to_owned(),
    }
}

pub fn dressed_email(rng: &mut impl Rng, email: &str) -> String {
    match rng.random_range(0..5) {
        0 => email.to_uppercase(),
        1 => format!(" <{email}>"),
        2 => email.replace('@', "＠"),
        3 => format!("mailto:{email}"),
        _ => email.to_owned(),
    }
}

pub fn slip_digit(rng: &mut impl Rng, phone: &str) -> String {
    let at = rng.random_range(2..phone.len());
    let mut digits: Vec<char> = phone.chars().collect();
    if chance(rng, 30) && at + 1 < digits.len() {
        digits.swap(at, at + 1);
    } else if let Some(value) = digits[at].to_digit(10) {
        let other = (value + rng.random_range(1..10)) % 10;
        digits[at] = char::from_digit(other, 10).unwrap_or('0');
    }
    digits.into_iter().collect()
}
