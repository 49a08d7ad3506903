//! Drafts: of whatever is saved under a name (`kept_draft`), and of the event wizard: what is stored
//! of one, how it is named, which ones there are. Must not know how a draft is shown.

mod event_draft;
mod kept_draft;

pub use event_draft::{EventDraft, SaveOver};
pub use kept_draft::{KeptDraft, Typed};

use meadow_core::domain::event::{Event, EventBase};
use meadow_core::domain::ids::{DocumentId, DraftWriter};
use meadow_core::protocol::{DraftBase, EngineError};
use serde::{Deserialize, Serialize};

use super::workspace::Workspace;
use crate::platform::chance::draw_number;

/// The number rises with the form of `WizardDraft`: a draft in an older form is never misread.
const PREFIX: &str = "event.2/";
const NEW: &str = "new-";

/// A draft as stored.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WizardDraft {
    pub event: Event,
    /// Slug of the step that was open.
    pub step: String,
    /// The saved event it began from, which saving it replaces; `None` for a new one.
    pub base: Option<EventBase>,
}

/// One more hand that writes drafts.
pub fn new_writer() -> DraftWriter {
    DraftWriter(draw_number())
}

/// Which event a draft is of, as it stands in addresses: `7` for a saved one, `new-1` for one that
/// has never been saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftKey(String);

impl DraftKey {
    pub fn of_event(id: DocumentId) -> Self {
        Self(id.0.to_string())
    }

    /// `None` for what is neither.
    pub fn from_address(segment: &str) -> Option<Self> {
        let number = segment.strip_prefix(NEW).unwrap_or(segment);
        number.parse::<u32>().ok().map(|_| Self(segment.to_owned()))
    }

    /// The segment of the address.
    pub fn address(&self) -> &str {
        &self.0
    }

    /// The address of a step of the wizard.
    pub fn path(&self, step: &str) -> String {
        format!("/events/{}/{step}", self.0)
    }

    /// The saved event behind it.
    pub fn document(&self) -> Option<DocumentId> {
        self.0.parse().ok().map(DocumentId)
    }

    fn name(&self) -> String {
        format!("{PREFIX}{}", self.0)
    }

    fn from_name(name: &str) -> Option<Self> {
        Self::from_address(name.strip_prefix(PREFIX)?)
    }
}

/// All drafts of the open workspace that can be read, newest first.
pub async fn list_event_drafts(
    workspace: Workspace,
) -> Result<Vec<(DraftKey, WizardDraft)>, EngineError> {
    let mut drafts = Vec::new();
    for entry in workspace.drafts().await? {
        let Some(key) = DraftKey::from_name(&entry.name) else { continue };
        if let Some((draft, _)) = workspace.draft(&entry.name).await? {
            drafts.push((key, draft));
        }
    }
    Ok(drafts)
}

/// Stores a draft of a new event under the first free number.
pub async fn begin_event_draft(
    workspace: Workspace,
    draft: &WizardDraft,
) -> Result<DraftKey, EngineError> {
    let taken = workspace.drafts().await?;
    let is_free = |key: &DraftKey| !taken.iter().any(|entry| entry.name == key.name());
    let writer = new_writer();
    let mut number = 1;
    loop {
        let key = DraftKey(format!("{NEW}{number}"));
        if is_free(&key) {
            match put_event_draft(workspace, &key, draft, writer, DraftBase::Nothing).await {
                // Another tab has taken the number meanwhile.
                Err(EngineError::Conflict) => {}
                result => return result.map(|()| key),
            }
        }
        number += 1;
    }
}

/// Reads a draft and who wrote it last; `None` where there is none.
pub async fn read_event_draft(
    workspace: Workspace,
    key: &DraftKey,
) -> Result<Option<(WizardDraft, DraftWriter)>, EngineError> {
    workspace.draft(&key.name()).await
}

/// Stores a draft in place of the one named by `base`, or of the writer's own; else a conflict.
pub async fn put_event_draft(
    workspace: Workspace,
    key: &DraftKey,
    draft: &WizardDraft,
    writer: DraftWriter,
    base: DraftBase,
) -> Result<(), EngineError> {
    workspace.put_draft(&key.name(), draft, writer, base).await
}

/// Stores a draft that was discarded once more, unless there is another one by now.
pub async fn restore_event_draft(
    workspace: Workspace,
    key: &DraftKey,
    draft: &WizardDraft,
) -> Result<(), EngineError> {
    put_event_draft(workspace, key, draft, new_writer(), DraftBase::Nothing).await
}

/// Removes a draft and returns it as it was last; `None` where there was none.
pub async fn discard_event_draft(
    workspace: Workspace,
    key: &DraftKey,
) -> Result<Option<WizardDraft>, EngineError> {
    let Some((draft, writer)) = read_event_draft(workspace, key).await? else { return Ok(None) };
    workspace.delete_draft(&key.name(), DraftBase::By(writer)).await?;
    Ok(Some(draft))
}

#[cfg(test)]
mod tests {
    use super::DraftKey;
    use meadow_core::domain::ids::DocumentId;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn the_key_tells_saved_events_from_new_ones() {
        let saved = DraftKey::from_address("7").unwrap();
        assert_eq!(saved.document(), Some(DocumentId(7)));
        assert_eq!(saved, DraftKey::of_event(DocumentId(7)));
        let new = DraftKey::from_address("new-2").unwrap();
        assert_eq!(new.document(), None);
        assert_eq!(new.path("goal"), "/events/new-2/goal");
        assert_eq!(DraftKey::from_name(&new.name()), Some(new));
        assert_eq!(DraftKey::from_address("new-"), None);
        assert_eq!(DraftKey::from_address("plan"), None);
    }
}
