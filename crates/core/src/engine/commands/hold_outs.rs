//! Hold-outs: leaving people uninvited to an event by lot, and inviting them after all. Must not know
//! what came of it.

use std::sync::Arc;

use meadow_models::uplift::draw_hold_out;

use super::Change;
use super::events::event_of;
use crate::contact::hold_out::{too_late, would_be_invited};
use crate::domain::day::Day;
use crate::domain::hold_out::{HOLD_OUT_PERCENT, HoldOut};
use crate::domain::ids::{CustomerId, DocumentId};
use crate::engine::labels::shorten;
use crate::protocol::{EngineError, Outcome, Thing};
use crate::segments::derive;
use crate::table::chunk::Chunk;
use crate::table::documents::Document;
use crate::table::tables::Tables;
use crate::words::{commands, refusals, write_count};

/// Draws among those whom the event would invite as it is saved.
///
/// # Errors
/// No such event, a share outside [`HOLD_OUT_PERCENT`], an event that is over or has been invited to
/// already, or too few people to leave anybody out.
pub fn draw(
    tables: &Tables,
    event_id: DocumentId,
    percent: u8,
    seed: u32,
    today: Day,
) -> Result<Change, EngineError> {
    let refuse = |detail| Err(EngineError::BadInput { detail });
    let event = event_of(tables, event_id).ok_or(EngineError::NotFound { what: Thing::Event })?;
    if !HOLD_OUT_PERCENT.contains(&percent) {
        return refuse(refusals::hold_out_share());
    }
    if let Some(why) = too_late(tables, event_id, event, today) {
        return refuse(why);
    }
    let among = would_be_invited(tables, &derive(tables, today), event_id, event);
    let places = draw_hold_out(among.len(), f64::from(percent) / 100.0, u64::from(seed));
    let people: Vec<CustomerId> =
        places.unwrap_or_default().into_iter().map(|place| among[place]).collect();
    if people.is_empty() {
        return refuse(refusals::hold_out_of_nobody(
            percent.to_string(),
            write_count(among.len() as i64),
        ));
    }
    let n = write_count(people.len() as i64);
    let label = commands::draw_hold_out(n, shorten(&event.name));
    let hold_out = HoldOut { event: event_id, drawn_on: today, percent, seed, among, people };
    let document = Document::HoldOut(Box::new(hold_out));
    let known = tables.hold_out_of(event_id).map(|(id, _)| id);
    let mut tables = tables.clone();
    let id = match known {
        Some(id) => {
            tables.documents.insert(id, Arc::new(Chunk::new(document)));
            id
        }
        None => tables.add_document(document),
    };
    Ok(Change { tables, label, outcome: Outcome::Document(id) })
}

/// # Errors
/// Nothing was drawn for this event.
pub fn drop(tables: &Tables, event: DocumentId) -> Result<Change, EngineError> {
    let gone = EngineError::NotFound { what: Thing::Document };
    let (id, _) = tables.hold_out_of(event).ok_or(gone)?;
    let name = event_of(tables, event).map_or_else(String::new, |event| shorten(&event.name));
    let mut tables = tables.clone();
    tables.documents.remove(&id);
    Ok(Change { tables, label: commands::drop_hold_out(name), outcome: Outcome::Nothing })
}
