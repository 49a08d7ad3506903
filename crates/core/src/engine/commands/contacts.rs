//! Noting that somebody was contacted, or got in touch, and taking that back.

use std::collections::BTreeSet;

use super::Change;
use super::edit::name_of;
use crate::domain::day::Day;
use crate::domain::ids::{CustomerId, InteractionId};
use crate::domain::interaction::Interaction;
use crate::protocol::{EngineError, NewContact, Outcome, Thing};
use crate::table::tables::Tables;
use crate::words::{commands, refusals, write_count};

/// One contact with each of these, however often they are named.
///
/// # Errors
/// Nobody is named, somebody is gone, or the day is still to come.
pub fn note(
    tables: &Tables,
    ids: &[CustomerId],
    contact: &NewContact,
    today: Day,
) -> Result<Change, EngineError> {
    if contact.day > today {
        return Err(EngineError::BadInput { detail: refusals::contact_to_come() });
    }
    let ids: BTreeSet<CustomerId> = ids.iter().copied().collect();
    let gone = EngineError::NotFound { what: Thing::Customer };
    let first = ids.first().and_then(|id| tables.customers.get(*id)).ok_or(gone.clone())?;
    if !ids.iter().all(|id| tables.customers.get(*id).is_some()) {
        return Err(gone);
    }
    let label = match ids.len() {
        1 => commands::note_contact(name_of(first)),
        n => commands::note_contacts(write_count(n as i64)),
    };
    let mut tables = tables.clone();
    let next = &mut tables.next_ids.interaction;
    let rows: Vec<Interaction> = ids
        .into_iter()
        .map(|customer| {
            let id = InteractionId(*next);
            *next += 1;
            let NewContact { day, kind, event, text } = contact.clone();
            Interaction { id, customer, day, kind, event, text: text.trim().to_owned(), call: None }
        })
        .collect();
    tables.interactions.append(rows);
    Ok(Change { tables, label, outcome: Outcome::Nothing })
}

/// # Errors
/// There is no such contact.
pub fn remove(tables: &Tables, id: InteractionId) -> Result<Change, EngineError> {
    let gone = EngineError::NotFound { what: Thing::Contact };
    let customer = tables.interactions.get(id).ok_or(gone)?.customer;
    let label =
        commands::remove_contact(tables.customers.get(customer).map_or_else(String::new, name_of));
    let mut tables = tables.clone();
    tables.interactions.remove(&BTreeSet::from([id]));
    Ok(Change { tables, label, outcome: Outcome::Nothing })
}
