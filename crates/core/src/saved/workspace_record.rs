//! What is kept about a workspace outside its revisions: its line in the switcher.

use serde::{Deserialize, Serialize};

use super::SavedError;
use super::block::{Kind, open_value, seal_value};
use crate::domain::ids::WorkspaceId;
use crate::domain::workspace::WorkspaceKind;
use crate::views::workspace::WorkspaceEntry;

/// Written together with every move of the head, so that the list is never out of date.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WorkspaceRecord {
    pub id: WorkspaceId,
    pub name: String,
    pub kind: WorkspaceKind,
    pub n_customers: u32,
    /// Milliseconds since 1970.
    pub changed_ms: f64,
    /// When it was marked removed; its rows go 30 days later.
    pub removed_ms: Option<f64>,
}

impl WorkspaceRecord {
    /// A record that cannot be read must not hide the workspace: it is listed without a name.
    pub fn unreadable(id: WorkspaceId) -> Self {
        Self {
            id,
            name: String::new(),
            kind: WorkspaceKind::Own,
            n_customers: 0,
            changed_ms: 0.0,
            removed_ms: None,
        }
    }

    pub fn entry(&self) -> WorkspaceEntry {
        WorkspaceEntry {
            id: self.id,
            name: self.name.clone(),
            kind: self.kind,
            n_customers: self.n_customers,
            changed_ms: self.changed_ms,
            removed: self.removed_ms.is_some(),
        }
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        seal_value(Kind::Workspace, 0, self)
    }

    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SavedError> {
        open_value(Kind::Workspace, "workspace record", bytes)
    }
}
