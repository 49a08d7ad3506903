//! A workspace's own copy of a class's playbook: kept as what differs from the original.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Change;
use crate::domain::class::Class;
use crate::domain::playbook_edits::{OwnReason, OwnText, OwnTexts, PlaybookEdits, PlaybookPart};
use crate::domain::text::Text;
use crate::export::class_name;
use crate::playbooks::{
    ClassPlaybook, class_playbook, is_known_reason, part, playbook_view, reason_key,
};
use crate::protocol::{EngineError, Outcome};
use crate::segments::reasons::vocabulary;
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
    let mut own = tables.facts.playbooks.clone();
    let of_class = PlaybookEdits {
        texts: differences(class_playbook(class), &edits.texts),
        reasons: own_reasons(&edits.reasons, taken.collect())?,
        ..PlaybookEdits::default()
    };
    own.insert(class, of_class);
    // Compared with what class and reason come to from now on.
    let pairs = edits.pairs.iter().map(|(reason, texts)| {
        // The reason itself is the class's where it stands.
        let original = playbook_view(&own, class, Some(reason)).original;
        let original = ClassPlaybook { reasons: Vec::new(), ..original };
        (reason.clone(), differences(&original, texts))
    });
    let pairs: BTreeMap<String, OwnTexts> = pairs.collect();
    let mut tables = tables.clone();
    Arc::make_mut(&mut tables.facts).playbooks = own;
    // What was written for a reason that stands nowhere any more goes with it.
    let known = vocabulary(&tables);
    let is_known = |reason: &String| known.iter().any(|entry| entry.key == *reason);
    let own = &mut Arc::make_mut(&mut tables.facts).playbooks;
    let edits = own.entry(class).or_default();
    edits.pairs = pairs;
    edits.pairs.retain(|reason, texts| !texts.is_empty() && is_known(reason));
    if edits.is_empty() {
        own.remove(&class);
    }
    let label = commands::change_playbook(class_name(class));
    Ok(Change { tables, label, outcome: Outcome::Nothing })
}

/// Blank words, or the original's, are none of the user's own.
fn differences(original: &ClassPlaybook, texts: &[(PlaybookPart, OwnText)]) -> OwnTexts {
    let mut kept = OwnTexts::new();
    for (place, own) in texts {
        let Some(Text { en, zh }) = part(original, place) else { continue };
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
