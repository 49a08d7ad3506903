//! The user's own fields: adding, renaming, saying what they hold, and removing them with all that
//! stands in them. Must not touch values when only the kind changes.

use std::sync::Arc;

use super::Change;
use crate::domain::customer::Customer;
use crate::domain::customer_field::CustomerField;
use crate::domain::workspace::{CustomField, FieldKind};
use crate::engine::labels::shorten;
use crate::protocol::{EngineError, Outcome, Thing};
use crate::table::chunk::Chunk;
use crate::table::custom_column::fits;
use crate::table::documents::Document;
use crate::table::tables::Tables;
use crate::views::bulk::FieldFit;
use crate::views::table::{Column, TableQuery};
use crate::words::{commands, refusals};

/// An empty key adds. Values that do not fit a new kind stay as they are.
///
/// # Errors
/// No label, one that another field has, or no such field.
pub fn save_field(tables: &Tables, field: &CustomField) -> Result<Change, EngineError> {
    let label = field.label.trim();
    let refuse = |detail| Err(EngineError::BadInput { detail });
    if label.is_empty() {
        return refuse(refusals::give_name());
    }
    let known = &tables.facts.custom_fields;
    if known.iter().any(|other| other.key != field.key && other.label == label) {
        return refuse(refusals::field_name_taken());
    }
    let mut tables = tables.clone();
    let fields = &mut Arc::make_mut(&mut tables.facts).custom_fields;
    let (key, name) = if field.key.is_empty() {
        let key = free_key(fields, label);
        (key, commands::add_field(shorten(label)))
    } else {
        (field.key.clone(), commands::edit_field(shorten(label)))
    };
    let saved = CustomField { key, label: label.to_owned(), kind: field.kind };
    match fields.iter_mut().find(|known| known.key == saved.key) {
        Some(known) => *known = saved,
        None if field.key.is_empty() => fields.push(saved),
        None => return Err(EngineError::NotFound { what: Thing::Field }),
    }
    Ok(Change { tables, label: name, outcome: Outcome::Nothing })
}

/// The label in small letters, as an import names a field, and free.
fn free_key(fields: &[CustomField], label: &str) -> String {
    let mut key = label.to_lowercase();
    while fields.iter().any(|field| field.key == key) {
        key.push('\'');
    }
    key
}

/// Its values go with it, and what saved views ask of it.
///
/// # Errors
/// No such field.
pub fn remove_field(tables: &Tables, key: &str) -> Result<Change, EngineError> {
    let mut tables = tables.clone();
    let facts = Arc::make_mut(&mut tables.facts);
    let at = facts.custom_fields.iter().position(|field| field.key == key);
    let at = at.ok_or(EngineError::NotFound { what: Thing::Field })?;
    let removed = facts.custom_fields.remove(at);
    facts.joining.fields.remove(&CustomerField::Custom(key.to_owned()));
    let emptied: Vec<Customer> = tables
        .customers
        .iter()
        .filter(|customer| customer.fields.contains_key(key))
        .map(|customer| {
            let mut customer = customer.clone();
            customer.fields.remove(key);
            customer
        })
        .collect();
    tables.customers.replace(emptied);
    let column = Column::Custom(key.to_owned());
    for document in tables.documents.values_mut() {
        let Document::View(view) = document.data() else { continue };
        if asks_for(&view.query, &column) {
            let mut view = view.clone();
            forget_column(&mut view.query, &column);
            *document = Arc::new(Chunk::new(Document::View(view)));
        }
    }
    let label = commands::remove_field(shorten(&removed.label));
    Ok(Change { tables, label, outcome: Outcome::Nothing })
}

fn asks_for(query: &TableQuery, column: &Column) -> bool {
    query.columns.contains(column)
        || query.filters.iter().any(|filter| filter.column == *column)
        || query.sort.as_ref().is_some_and(|(sorted, _)| sorted == column)
}

fn forget_column(query: &mut TableQuery, column: &Column) {
    query.columns.retain(|shown| shown != column);
    query.filters.retain(|filter| filter.column != *column);
    query.sort.take_if(|(sorted, _)| sorted == column);
}

/// How well what stands in a field would fit each kind.
///
/// # Errors
/// No such field.
pub fn field_fit(tables: &Tables, key: &str) -> Result<FieldFit, EngineError> {
    if !tables.facts.custom_fields.iter().any(|field| field.key == key) {
        return Err(EngineError::NotFound { what: Thing::Field });
    }
    let mut fit = FieldFit { n_filled: 0, n_misfits: FieldKind::ALL.map(|kind| (kind, 0)).into() };
    let values = tables.customers.iter().filter_map(|customer| customer.fields.get(key));
    for value in values.filter(|value| !value.is_empty()) {
        fit.n_filled += 1;
        for (kind, n) in &mut fit.n_misfits {
            *n += u32::from(!fits(Some(*kind), value));
        }
    }
    Ok(fit)
}
