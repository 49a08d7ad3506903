//! Which field of the user's own a column of a file is for. Must not know what the cells say.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::values::cell;
use crate::domain::workspace::{CustomField, WorkspaceFacts};
use crate::views::import::ColumnRole;

/// The field of each column that has one.
pub fn field_by_column<'a>(
    facts: &'a WorkspaceFacts,
    keys: &'a BTreeMap<usize, String>,
) -> impl Fn(usize) -> Option<&'a CustomField> {
    |at| {
        let key = keys.get(&at)?;
        facts.custom_fields.iter().find(|field| field.key == *key)
    }
}

/// Gives every custom column its field: one of the workspace with that label, or a new one. Returns
/// the field's key by column.
pub fn add_fields(
    facts: &mut Arc<WorkspaceFacts>,
    columns: &[ColumnRole],
) -> BTreeMap<usize, String> {
    let mut keys = BTreeMap::new();
    for (at, role) in columns.iter().enumerate() {
        let ColumnRole::Custom { label, kind } = role else { continue };
        let label = cell::clean_line(label);
        if label.is_empty() {
            continue;
        }
        let fields = &facts.custom_fields;
        if let Some(field) = fields.iter().find(|field| field.label == label) {
            keys.insert(at, field.key.clone());
            continue;
        }
        let mut key = label.to_lowercase();
        while fields.iter().any(|field| field.key == key) {
            key.push('\'');
        }
        keys.insert(at, key.clone());
        Arc::make_mut(facts).custom_fields.push(CustomField {
            key,
            label: label.into_owned(),
            kind: *kind,
        });
    }
    keys
}
