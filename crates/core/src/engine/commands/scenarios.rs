//! Scenarios of an event's forecast: kept, changed, and written into their event.

use std::sync::Arc;

use super::Change;
use super::events::{event_of, save_event};
use super::kept::{must_be_named, save};
use crate::domain::event::EventBase;
use crate::domain::ids::DocumentId;
use crate::engine::labels::shorten;
use crate::protocol::{EngineError, Thing};
use crate::table::chunk::Chunk;
use crate::table::documents::Document;
use crate::table::tables::Tables;
use crate::views::scenario::{KeptScenario, ScenarioBase};
use crate::words::commands;

/// `base: None` adds. Only what was seen is replaced: what another tab has saved since must not go
/// unnoticed.
///
/// # Errors
/// No name; its event or what it replaces is gone; what it replaces is not what was seen.
pub fn save_scenario(
    tables: &Tables,
    base: Option<&ScenarioBase>,
    scenario: &KeptScenario,
) -> Result<Change, EngineError> {
    must_be_named(&scenario.name)?;
    if scenario.of.is_some_and(|event| event_of(tables, event).is_none()) {
        return Err(EngineError::NotFound { what: Thing::Event });
    }
    let mut scenario = scenario.clone();
    scenario.name = scenario.name.trim().to_owned();
    let name = shorten(&scenario.name);
    let label = match base {
        None => commands::keep_scenario(name),
        Some(ScenarioBase { id, scenario: seen }) => {
            let stored =
                tables.scenario(*id).ok_or(EngineError::NotFound { what: Thing::Document })?;
            if stored != seen.as_ref() {
                return Err(EngineError::Conflict);
            }
            let renamed = KeptScenario { name: scenario.name.clone(), ..stored.clone() };
            match renamed == scenario && stored.name != scenario.name {
                true => commands::rename_scenario(shorten(&stored.name), name),
                false => commands::change_scenario(name),
            }
        }
    };
    save(tables, base.map(|base| base.id), Document::Scenario(Box::new(scenario)), label)
}

/// Writes the inputs of a scenario and its seed into its event, in place of those it has, so that the event is
/// forecast as the scenario was; its plan stays.
///
/// # Errors
/// The scenario or its event is gone, or the event is not what was seen.
pub fn use_scenario(
    tables: &Tables,
    id: DocumentId,
    base: EventBase,
) -> Result<Change, EngineError> {
    let gone = EngineError::NotFound { what: Thing::Document };
    let scenario =
        tables.scenario(id).filter(|scenario| scenario.of == Some(base.id)).ok_or(gone)?;
    let event = event_of(tables, base.id).ok_or(EngineError::NotFound { what: Thing::Event })?;
    let event = scenario.tried_on(event.clone());
    let label = commands::use_scenario(shorten(&scenario.name), shorten(&event.name));
    let change = save_event(tables, Some(base), &event)?;
    Ok(Change { label, ..change })
}

/// The scenarios of an event go with it, and come back with it.
pub fn remove_scenarios_of(tables: &mut Tables, event: DocumentId) {
    let is_of = |document: &Arc<Chunk<Document>>| match document.data() {
        Document::Scenario(scenario) => scenario.of == Some(event),
        _ => false,
    };
    tables.documents.retain(|_, document| !is_of(document));
}

/// Does an event have the same scenarios in both?
pub fn same_scenarios_of(event: DocumentId, seen: &Tables, now: &Tables) -> bool {
    let of = |tables: &Tables| {
        let all = tables.scenarios().filter(|(_, scenario)| scenario.of == Some(event));
        all.map(|(id, scenario)| (id, scenario.clone())).collect::<Vec<_>>()
    };
    of(seen) == of(now)
}
