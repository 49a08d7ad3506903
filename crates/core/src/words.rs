//! What the core says itself, in both languages: one function per text of `locales/`, made by
//! `build.rs`, with one argument per `{{ value }}` in the order of the English text.
//!
//! Owns how a sentence is put together, and how numbers stand in it. Must not know who says it.

include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// "9,400", which both languages write.
pub fn write_count(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut written = String::new();
    if n < 0 {
        written.push('−');
    }
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::{commands, export, write_count};
    use crate::domain::text::Text;

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(
            [0, 999, 1000, 2357, 1_234_567, -1000].map(write_count),
            ["0", "999", "1,000", "2,357", "1,234,567", "−1,000"]
        );
    }

    #[test]
    fn values_stand_in_their_places_as_they_are() {
        let said = commands::import_orders("1", "[a|b] {{ n }}.csv");
        let expected = Text::new(
            "Import 1 order from [a|b] {{ n }}.csv",
            "从 [a|b] {{ n }}.csv 导入 1 笔订单",
        );
        assert_eq!(said, expected);
        assert_eq!(commands::import_orders("21", "a").en, "Import 21 orders from a");
        let both = export::consent(Text::new("Post", "信函"));
        assert_eq!(both, Text::new("Consent: Post", "授权：信函"));
    }
}
