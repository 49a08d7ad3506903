//! The vocabulary of reasons for not buying: those of the four playbooks by key, and any other as the
//! user's own words. Must not know who gave which.

use super::class_playbook;
use super::class_playbook::Reason;
use crate::domain::class::Class;
use crate::domain::text::Text;

/// The reason of this key, and whose it is.
pub fn find_reason(key: &str) -> Option<(Class, &'static Reason)> {
    Class::ALL.into_iter().find_map(|class| {
        let reasons = &class_playbook(class).reasons;
        reasons.iter().find(|reason| reason.key == key).map(|reason| (class, reason))
    })
}

/// Is it one of the playbooks'? Else it is in the user's own words.
pub fn is_known_reason(key: &str) -> bool {
    find_reason(key).is_some()
}

/// What a reason is called. Own words are called what they are.
pub fn reason_name(key: &str) -> Text {
    find_reason(key).map_or_else(|| key.into(), |(_, reason)| reason.label.clone())
}

/// The key of a reason by its key or what it is called in either language; the words themselves, on
/// one line, where it is none of the playbooks'.
pub fn reason_key(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_named = |reason: &&Reason| {
        [&reason.key, &reason.label.en, &reason.label.zh]
            .into_iter()
            .any(|name| name.eq_ignore_ascii_case(&words))
    };
    let known = Class::ALL.iter().find_map(|class| {
        class_playbook(*class).reasons.iter().find(is_named).map(|reason| reason.key.clone())
    });
    known.unwrap_or(words)
}

#[cfg(test)]
mod tests {
    use super::{reason_key, reason_name};

    #[test]
    fn a_reason_is_known_by_any_of_its_names() {
        for words in ["price", "finds the price  too high", "觉得价格高"] {
            assert_eq!(reason_key(words), "price");
        }
        assert_eq!(reason_key(" Moves \n away "), "Moves away");
        assert_eq!(reason_name("price").zh, "觉得价格高");
        assert_eq!(reason_name("Moves away").zh, "Moves away");
    }
}
