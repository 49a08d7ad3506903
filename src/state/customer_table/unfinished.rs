//! What was typed about people and neither saved nor cancelled: it is there again when the person
//! is. Must not know the fields it is typed into.

use leptos::prelude::{GetValue, StoredValue, UpdateValue, WithValue};
use meadow_core::domain::customer::Customer;
use meadow_core::domain::ids::CustomerId;
use std::collections::BTreeMap;

/// Facts as the fields began, and as they were typed.
#[derive(Clone)]
pub struct UnfinishedEdit {
    pub base: Customer,
    pub typed: Customer,
}

#[derive(Clone, Default)]
struct Kept {
    edits: BTreeMap<CustomerId, UnfinishedEdit>,
    notes: BTreeMap<CustomerId, String>,
    tags: BTreeMap<CustomerId, String>,
    new_person: Customer,
}

/// Kept while the page is open and the workspace stays the same.
#[derive(Clone, Copy)]
pub struct Unfinished(StoredValue<Kept>);

impl Unfinished {
    #[expect(clippy::new_without_default, reason = "makes a stored value, which needs an owner")]
    pub fn new() -> Self {
        Self(StoredValue::new(Kept::default()))
    }

    pub fn edit(self, id: CustomerId) -> Option<UnfinishedEdit> {
        self.0.with_value(|kept| kept.edits.get(&id).cloned())
    }

    /// Keeps an edit, or forgets it where nothing differs. Says whether there was something to keep.
    pub fn keep_edit(self, id: CustomerId, edit: Option<UnfinishedEdit>) -> bool {
        let edit = edit.filter(|edit| edit.base != edit.typed);
        let is_kept = edit.is_some();
        self.0.update_value(|kept| match edit {
            Some(edit) => drop(kept.edits.insert(id, edit)),
            None => drop(kept.edits.remove(&id)),
        });
        is_kept
    }

    pub fn note(self, id: CustomerId) -> String {
        self.0.with_value(|kept| kept.notes.get(&id).cloned().unwrap_or_default())
    }

    /// Keeps a note half written; an empty one is forgotten.
    pub fn keep_note(self, id: CustomerId, text: String) {
        self.0.update_value(|kept| keep_text(&mut kept.notes, id, text));
    }

    pub fn tag(self, id: CustomerId) -> String {
        self.0.with_value(|kept| kept.tags.get(&id).cloned().unwrap_or_default())
    }

    /// Keeps a tag half written; an empty one is forgotten.
    pub fn keep_tag(self, id: CustomerId, text: String) {
        self.0.update_value(|kept| keep_text(&mut kept.tags, id, text));
    }

    pub fn new_person(self) -> Customer {
        self.0.get_value().new_person
    }

    /// Keeps somebody who was being added.
    pub fn keep_new_person(self, typed: Customer) {
        self.0.update_value(|kept| kept.new_person = typed);
    }

    /// Forgets all about somebody who is erased.
    pub fn forget(self, id: CustomerId) {
        self.0.update_value(|kept| {
            kept.edits.remove(&id);
            kept.notes.remove(&id);
            kept.tags.remove(&id);
        });
    }

    /// Forgets everything, for another workspace.
    pub fn clear(self) {
        self.0.update_value(|kept| *kept = Kept::default());
    }
}

fn keep_text(texts: &mut BTreeMap<CustomerId, String>, id: CustomerId, text: String) {
    if text.trim().is_empty() {
        texts.remove(&id);
    } else {
        texts.insert(id, text);
    }
}
