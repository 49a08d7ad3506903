//! A workspace's own copy of a class's playbook: kept as what differs from the original.

use std::sync::Arc;

use super::Change;
use crate::domain::class::Class;
use crate::domain::playbook_edits::{OwnReason, OwnText, PlaybookEdits, PlaybookPart};
use crate::domain::text::Text;
use crate::export::class_name;
use crate::playbooks::{class_playbook, is_known_reason, part, reason_key};
use crate::protocol::{EngineError, Outcome};
use crate::table::tables::Tables;
use crate::words::{commands, refusals};

/// Keeps what differs; without a difference the playbook is as it came.
///
/// # Errors
/// A reason without a name, or one that is there already, in this class or another.
pub fn save_playbook(
    tables: &Tables,
    class: Class,
    edits: &PlaybookEdits,
) -> Result<Change, EngineError> {
    let others = tables.facts.playbooks.iter().filter(|(other, _)| **other != class);
    let taken = others.flat_map(|(_, edits)| edits.reasons.iter().map(|own| own.label.clone()));
    let edits = PlaybookEdits {
        texts: differences(class, &edits.texts),
        reasons: own_reasons(&edits.reasons, taken.collect())?,
    };
    let mut tables = tables.clone();
    let own = &mut Arc::make_mut(&mut tables.facts).playbooks;
    match edits.is_empty() {
        true => _ = own.remove(&class),
        false => _ = own.insert(class, edits),
    }
    let label = commands::change_playbook(class_name(class));
    Ok(Change { tables, label, outcome: Outcome::Nothing })
}

/// Blank words, or the original's, are none of the user's own.
fn differences(class: Class, texts: &[(PlaybookPart, OwnText)]) -> Vec<(PlaybookPart, OwnText)> {
    let mut kept: Vec<(PlaybookPart, OwnText)> = Vec::new();
    for (place, own) in texts {
        let Some(Text { en, zh }) = part(class_playbook(class), place) else { continue };
        let differs = |own: &Option<String>, original: &str| {
            let own = own.as_deref().map(str::trim);
            own.filter(|own| !own.is_empty() && *own != original).map(str::to_owned)
        };
        let own = OwnText { en: differs(&own.en, en), zh: differs(&own.zh, zh) };
        kept.retain(|(known, _)| known != place);
        if !own.is_empty() {
            kept.push((place.clone(), own));
        }
    }
    kept.sort();
    kept
}

fn own_reasons(
    reasons: &[OwnReason],
    mut taken: Vec<String>,
) -> Result<Vec<OwnReason>, EngineError> {
    let mut kept = Vec::new();
    for own in reasons {
        // On one line, as customers have it.
        let label = reason_key(&own.label);
        let refuse = |detail| Err(EngineError::BadInput { detail });
        if label.is_empty() {
            return refuse(refusals::give_name());
        }
        if is_known_reason(&label) || taken.contains(&label) {
            return refuse(refusals::reason_is_there(own.label.trim()));
        }
        taken.push(label.clone());
        kept.push(OwnReason { label, play: own.play.map(|text| text.trim().to_owned()) });
    }
    Ok(kept)
}
