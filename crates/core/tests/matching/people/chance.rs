//! Chances and choices.

use rand::{Rng, RngExt};

pub fn blank(rng: &mut impl Rng, percent: u32, value: String) -> String {
    if chance(rng, percent) { String::new() } else { value }
}

pub fn chance(rng: &mut impl Rng, percent: u32) -> bool {
    rng.random_range(0..100) < percent
}

pub fn pick<T: Copy>(rng: &mut impl Rng, from: &[T]) -> T {
    from[rng.random_range(0..from.len())]
}

pub fn word<'a>(rng: &mut impl Rng, from: &'a str) -> &'a str {
    let n = from.split_whitespace().count();
    from.split_whitespace().nth(rng.random_range(0..n)).unwrap_or_default()
}
