//! Saving and deleting events with their plans.

use std::sync::Arc;

use super::Change;
use super::scenarios::remove_scenarios_of;
use crate::domain::event::{Event, EventBase};
use crate::domain::ids::{DocumentId, EventVersion};
use crate::engine::labels::shorten;
use crate::protocol::{EngineError, Outcome, Thing};
use crate::table::chunk::Chunk;
use crate::table::documents::Document;
use crate::table::tables::Tables;
use crate::words;

/// `base: None` adds. Only what was seen is replaced: what another tab has saved since must not go
/// unnoticed.
pub fn save_event(
    tables: &Tables,
    base: Option<EventBase>,
    event: &Event,
) -> Result<Change, EngineError> {
    let mut tables = tables.clone();
    let name = name_of(event);
    let (id, label) = match base {
        Some(EventBase { id, .. }) if event_of(&tables, id).is_none() => {
            return Err(EngineError::NotFound { what: Thing::Event });
        }
        Some(EventBase { id, version }) if version_of(&tables, id) != Some(version) => {
            return Err(EngineError::Conflict);
        }
        Some(EventBase { id, .. }) => (id, words::commands::edit_event(name)),
        None => {
            let id = DocumentId(tables.next_ids.document);
            tables.next_ids.document += 1;
            (id, words::commands::add_event(name))
        }
    };
    let document = Document::Event(Box::new(event.clone()));
    tables.documents.insert(id, Arc::new(Chunk::new(document)));
    Ok(Change { tables, label, outcome: Outcome::Document(id) })
}

pub fn delete_event(tables: &Tables, id: DocumentId) -> Result<Change, EngineError> {
    let event = event_of(tables, id).ok_or(EngineError::NotFound { what: Thing::Event })?;
    let name = name_of(event);
    let mut tables = tables.clone();
    tables.documents.remove(&id);
    remove_scenarios_of(&mut tables, id);
    if let Some((hold_out, _)) = tables.hold_out_of(id) {
        tables.documents.remove(&hold_out);
    }
    let label = words::commands::delete_event(name);
    Ok(Change { tables, label, outcome: Outcome::Nothing })
}

/// The event of this document, if it is one.
pub fn event_of(tables: &Tables, id: DocumentId) -> Option<&Event> {
    tables.event(id)
}

/// The version of this document; `None` also before it has been saved.
pub fn version_of(tables: &Tables, id: DocumentId) -> Option<EventVersion> {
    tables.documents.get(&id)?.id().map(|chunk| EventVersion(chunk.0))
}

fn name_of(event: &Event) -> String {
    shorten(&event.name)
}
