//! Views, import profiles, segments, canvases and scenarios: documents that are saved under a name, replaced and deleted.

use std::sync::Arc;

use super::{Change, segments};
use crate::domain::day::Day;
use crate::domain::ids::DocumentId;
use crate::domain::text::Text;
use crate::engine::labels::shorten;
use crate::engine::segmenting::check_rule;
use crate::protocol::{EngineError, Outcome, Thing};
use crate::table::chunk::Chunk;
use crate::table::documents::{Document, ImportProfile, SavedView};
use crate::table::tables::Tables;
use crate::views::canvas::Canvas;
use crate::views::import::ImportMapping;
use crate::words::{commands, refusals};

/// `id: None` adds.
pub fn save_view(
    tables: &Tables,
    id: Option<DocumentId>,
    view: &SavedView,
) -> Result<Change, EngineError> {
    must_be_named(&view.name)?;
    let label = commands::save_view(shorten(&view.name));
    save(tables, id, Document::View(Box::new(view.clone())), label)
}

pub fn save_profile(
    tables: &Tables,
    id: Option<DocumentId>,
    profile: &ImportProfile,
) -> Result<Change, EngineError> {
    must_be_named(&profile.name)?;
    let label = commands::save_profile(shorten(&profile.name));
    save(tables, id, Document::Profile(Box::new(profile.clone())), label)
}

/// `id: None` adds.
///
/// # Errors
/// No name, a rule that is too large, or no such canvas.
pub fn save_canvas(
    tables: &Tables,
    id: Option<DocumentId>,
    canvas: &Canvas,
) -> Result<Change, EngineError> {
    must_be_named(&canvas.name)?;
    canvas.fish.who.as_ref().map_or(Ok(()), check_rule)?;
    let mut canvas = canvas.clone();
    canvas.waters.retain(|chosen| !chosen.is_empty());
    canvas.habits.retain(|chosen| !chosen.is_empty());
    let label = commands::save_canvas(shorten(&canvas.name));
    save(tables, id, Document::Canvas(Box::new(canvas)), label)
}

/// Keeps how files with these columns are read, in place of what was kept for them before.
pub fn remember(
    tables: &mut Tables,
    name: &str,
    headers: Vec<String>,
    mapping: &ImportMapping,
    today: Day,
) {
    let same = tables.profiles().into_iter().find(|(_, profile)| profile.headers == headers);
    let profile =
        ImportProfile { name: name.to_owned(), headers, mapping: mapping.clone(), used: today };
    let document = Document::Profile(Box::new(profile));
    match same {
        Some((id, _)) => {
            tables.documents.insert(id, Arc::new(Chunk::new(document)));
        }
        None => {
            tables.add_document(document);
        }
    }
}

pub fn save(
    tables: &Tables,
    id: Option<DocumentId>,
    document: Document,
    label: Text,
) -> Result<Change, EngineError> {
    let mut tables = tables.clone();
    let id = match id {
        Some(id) => {
            let known = tables.documents.get_mut(&id).filter(|known| {
                std::mem::discriminant(known.data()) == std::mem::discriminant(&document)
            });
            let known = known.ok_or(EngineError::NotFound { what: Thing::Document })?;
            *known = Arc::new(Chunk::new(document));
            id
        }
        None => tables.add_document(document),
    };
    Ok(Change { tables, label, outcome: Outcome::Document(id) })
}

/// A view, a profile, a round, a canvas, a scenario or a segment; anything else has a command of its own.
pub fn delete(tables: &Tables, id: DocumentId) -> Result<Change, EngineError> {
    let document = tables.documents.get(&id).map(|document| document.data());
    let label = match document {
        Some(Document::View(view)) => commands::delete_view(shorten(&view.name)),
        Some(Document::Profile(profile)) => commands::delete_profile(shorten(&profile.name)),
        Some(Document::Round(round)) => commands::delete_round(shorten(&round.name)),
        Some(Document::Canvas(canvas)) => commands::delete_canvas(shorten(&canvas.name)),
        Some(Document::Scenario(scenario)) => commands::delete_scenario(shorten(&scenario.name)),
        Some(Document::Segment(segment)) => segments::deletion(tables, id, segment)?,
        _ => return Err(EngineError::NotFound { what: Thing::Document }),
    };
    let mut tables = tables.clone();
    tables.documents.remove(&id);
    Ok(Change { tables, label, outcome: Outcome::Nothing })
}

pub fn must_be_named(name: &str) -> Result<(), EngineError> {
    match name.trim() {
        "" => Err(EngineError::BadInput { detail: refusals::give_name() }),
        _ => Ok(()),
    }
}
