//! What the document of a whole workspace says of the user's own fields, found while its records are
//! looked for. Must not know which of its lists is read.

use std::collections::BTreeMap;

use super::json_walk::{Place, RecordWalk};
use crate::domain::workspace::{CustomField, FieldKind};
use crate::export::WORKSPACE_HEAD;

/// Takes the document in slices. Of any other file, nothing but the first bytes is looked at.
pub struct OwnFields {
    head: Vec<u8>,
    walk: Option<RecordWalk>,
    /// By their labels, the kind that somebody has said.
    kinds: BTreeMap<String, Option<FieldKind>>,
}

impl Default for OwnFields {
    fn default() -> Self {
        let fields = Place::List(vec!["facts".to_owned(), "custom_fields".to_owned()]);
        let walk = Some(RecordWalk::new(fields));
        Self { head: Vec::new(), walk, kinds: BTreeMap::new() }
    }
}

impl OwnFields {
    pub fn feed(&mut self, bytes: &[u8]) {
        let Self { head, walk, kinds } = self;
        let n_missing = WORKSPACE_HEAD.len().saturating_sub(head.len());
        head.extend_from_slice(&bytes[..n_missing.min(bytes.len())]);
        if !WORKSPACE_HEAD.as_bytes().starts_with(head) {
            *walk = None;
        }
        // What is wrong with the file is said by whoever looks for its records.
        let is_read = walk.as_mut().is_some_and(|walk| {
            let taken = walk.feed(bytes, &mut |record| {
                if let Ok(field) = serde_json::from_slice::<CustomField>(record.bytes) {
                    kinds.insert(field.label, field.kind);
                }
                Ok(())
            });
            taken.is_ok()
        });
        if !is_read {
            *walk = None;
        }
    }

    pub fn finish(self) -> BTreeMap<String, Option<FieldKind>> {
        self.kinds
    }
}
