//! How the columns of a file are read at first: as files with these columns were the last time, or
//! as guessed; and under which name it is remembered.

use std::sync::Arc;

use leptos::prelude::{GetUntracked, Set, Update};
use meadow_core::views::import::{ConsentNote, ImportInspection, UpdateRules};

use super::ImportSession;

impl ImportSession {
    /// Puts the profile aside: every column is read as guessed.
    pub fn guess_afresh(self) {
        let Some(inspection) = self.inspection.get_untracked() else { return };
        self.recalled.set(None);
        self.roles.set(inspection.columns.iter().map(|column| column.guess.clone()).collect());
        self.rules.set(UpdateRules::default());
        self.consent.set(ConsentNote::default());
        self.preview_later();
    }

    /// The columns are others than before, or seen for the first time.
    pub(super) fn read_columns(self, inspection: &ImportInspection, is_first: bool) {
        let n_columns = inspection.columns.len();
        let recalled = inspection.recalled.clone();
        let recalled = recalled.filter(|profile| profile.mapping.columns.len() == n_columns);
        match &recalled {
            Some(profile) => {
                self.roles.set(profile.mapping.columns.clone());
                self.rules.set(profile.mapping.rules.clone());
                self.consent.set(profile.mapping.consent.clone());
                self.profile_name.set(profile.name.clone());
            }
            None => {
                self.roles
                    .set(inspection.columns.iter().map(|column| column.guess.clone()).collect());
                // They name columns by where they stand, and the columns are others now.
                self.rules.update(|rules| {
                    rules.columns.clear();
                    rules.blanks_erase.clear();
                });
                if is_first {
                    self.profile_name.set(name_of_source(&inspection.file_name));
                }
            }
        }
        self.recalled.set(recalled.map(Arc::new));
    }

    /// The name to remember by, if it is to be remembered.
    pub(super) fn name_to_remember(self) -> Option<String> {
        let name = self.profile_name.get_untracked().trim().to_owned();
        (self.remembers.get_untracked() && !name.is_empty()).then_some(name)
    }
}

/// What files of one source have in common in their names: no ending, no day, no number of a copy.
pub fn name_of_source(file_name: &str) -> String {
    let stem = match file_name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => file_name,
    };
    let letters: Vec<char> = stem.chars().collect();
    let mut kept = String::new();
    let mut at = 0;
    while at < letters.len() {
        let n_digits = letters[at..].iter().take_while(|letter| letter.is_ascii_digit()).count();
        if n_digits == 0 {
            kept.push(letters[at]);
            at += 1;
            continue;
        }
        let follows_letter = at > 0 && letters[at - 1].is_alphanumeric();
        let after = letters.get(at + n_digits);
        let is_named = after.is_some_and(|letter| "年月日号".contains(*letter));
        // One digit in a word, as in B2B or Q3, is part of it.
        if n_digits == 1 && follows_letter && !is_named {
            kept.push(letters[at]);
        }
        at += n_digits + usize::from(is_named);
    }
    let is_mark = |letter: char| letter.is_whitespace() || "-_.()（）[]【】~,，:".contains(letter);
    let words: Vec<&str> = kept.split(is_mark).filter(|word| !word.is_empty()).collect();
    if words.is_empty() { stem.trim().to_owned() } else { words.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::name_of_source;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[track_caller]
    fn check(file_name: &str, name: &str) {
        assert_eq!(name_of_source(file_name), name, "{file_name}");
    }

    #[test]
    fn files_of_one_source_share_a_name() {
        check("会员导出_2026-11.csv", "会员导出");
        check("会员导出_2026-12 (1).csv", "会员导出");
        check("2026年3月订单.xlsx", "订单");
        check("orders-20261103.csv", "orders");
        check("B2B customers.csv", "B2B customers");
        check("20261103.csv", "20261103");
        check(".csv", "csv");
    }
}
