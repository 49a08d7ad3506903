//! Where a workspace stands: which manifest is in force, and the way forward after an undo.

use serde::{Deserialize, Serialize};

use super::SavedError;
use super::block::{Kind, open_upgraded, seal_value};
use super::form_1::Head1;
use crate::domain::ids::Revision;
use crate::table::tables::NextIds;

/// Moved by every command, undo and redo, always to a larger revision, so that two tabs can tell
/// who was first without any clock.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Head {
    pub revision: Revision,
    /// The manifest in force: that of this revision after a command, an older one after an undo.
    pub manifest: Revision,
    /// Manifests that were undone, the next to redo last.
    pub redo: Vec<Revision>,
    /// When it was moved here, in milliseconds since 1970; for display.
    pub at_ms: f64,
    /// The newest backup file that was made of this workspace.
    pub backup: Option<BackupMark>,
    /// What no state has given away, those that were undone included: they can still be gone back to,
    /// so that nobody else may have their numbers.
    pub next_ids: NextIds,
}

/// What a backup file holds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct BackupMark {
    /// The head it was made of.
    pub revision: Revision,
    /// When, in milliseconds since 1970; for display and reminders.
    pub at_ms: f64,
}

impl Head {
    pub fn to_bytes(&self) -> Vec<u8> {
        seal_value(Kind::Head, 0, self)
    }

    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SavedError> {
        open_upgraded::<Head1, Self>(Kind::Head, "head", bytes)
    }
}
