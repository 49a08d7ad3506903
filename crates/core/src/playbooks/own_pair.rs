//! The playbook of a class, or of a class for one reason, as one workspace has it, with what it goes
//! back to. Must not know how the wordings are kept.

use std::collections::BTreeSet;

use super::class_playbook;
use super::class_playbook::Reason;
use super::own_playbook::{apply, own_playbook, part};
use super::pairs::{PairPlaybook, Speaker, for_reason, pair_words};
use crate::domain::class::Class;
use crate::domain::playbook_edits::OwnPlaybooks;
use crate::views::playbook::{PairView, PlaybookView, ReasonEntry};

/// A reason by its key, and in whose playbook it stands: in none where it is only in the words of a
/// customer.
pub fn own_reason(own: &OwnPlaybooks, key: &str) -> (Option<Class>, Reason) {
    let found = Class::ALL.into_iter().find_map(|class| {
        let reasons = own_playbook(class, own.get(&class)).reasons;
        Some((Some(class), reasons.into_iter().find(|reason| reason.key == key)?))
    });
    found.unwrap_or_else(|| (None, Reason::in_own_words(key)))
}

/// What the reasons are called that a workspace added.
pub fn own_labels(own: &OwnPlaybooks) -> BTreeSet<String> {
    let reasons = own.values().flat_map(|edits| &edits.reasons);
    reasons.map(|reason| reason.label.clone()).collect()
}

/// The playbook of a class, for those who gave a reason where one is named.
pub fn playbook_view(own: &OwnPlaybooks, class: Class, reason: Option<&str>) -> PlaybookView {
    let edits = own.get(&class);
    let of_class = own_playbook(class, edits);
    let edits = edits.cloned().unwrap_or_default();
    let Some(key) = reason else {
        let original = class_playbook(class).clone();
        return PlaybookView { playbook: of_class, original, edits, pair: None };
    };
    let (home, reason) = own_reason(own, key);
    let PairPlaybook { playbook: original, mut speakers } =
        for_reason(&of_class, &reason, home == Some(class));
    let mut playbook = original.clone();
    if let Some(texts) = edits.pairs.get(key) {
        apply(&mut playbook, texts);
        for (place, speaker) in &mut speakers {
            if part(&playbook, place) != part(&original, place) {
                *speaker = Speaker::Own;
            }
        }
    }
    let Reason { key, label: name, play } = reason;
    let why = pair_words(class, &key).map(|pair| pair.why.clone());
    let reason = ReasonEntry { key, name, play, class: home };
    PlaybookView { playbook, original, edits, pair: Some(PairView { reason, why, speakers }) }
}
