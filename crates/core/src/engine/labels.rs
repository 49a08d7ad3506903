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

#[cfg(test)]
mod tests {
    use super::shorten;

    #[test]
    fn long_names_are_cut_between_characters() {
        assert_eq!(shorten(" 春季  养宠课 "), "春季 养宠课");
        assert_eq!(shorten(&"宠".repeat(60)).chars().count(), 40);
    }
}
