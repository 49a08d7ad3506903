//! Words that labels of commands share.

/// Longer names are cut in the undo list.
const MAX_CHARS: usize = 40;

/// A name as it fits on one line.
pub fn shorten(name: &str) -> String {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.chars().count() <= MAX_CHARS {
        return name;
    }
    name.chars().take(MAX_CHARS - 1).chain(['…']).collect()
}

/// `2,357`, which both languages write.
pub fn count(n: u64) -> String {
    let digits = n.to_string();
    let mut written = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    written
}

/// `1 customer`, `2,357 customers`.
pub fn counted(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", count(n), if n == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::{count, counted, shorten};

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(
            [0, 999, 1000, 2357, 1_234_567].map(count),
            ["0", "999", "1,000", "2,357", "1,234,567"]
        );
        assert_eq!(counted(1, "customer", "customers"), "1 customer");
    }

    #[test]
    fn long_names_are_cut_between_characters() {
        assert_eq!(shorten(" 春季  养宠课 "), "春季 养宠课");
        assert_eq!(shorten(&"宠".repeat(60)).chars().count(), 40);
    }
}
