//! What this browser last saw of every workspace, kept in localStorage, apart from the data
//! themselves: so that data that went missing are never mistaken for a first visit.
//! Must not hold anything a workspace would miss.

use std::collections::BTreeMap;

use gloo_storage::{LocalStorage, Storage};
use leptos::prelude::window;
use meadow_core::domain::ids::{Revision, WorkspaceId};
use serde::{Deserialize, Serialize};

const STORAGE_KEY: &str = "meadow.last-seen";

/// What was last known to be saved.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LastSeen {
    /// The workspace that was open.
    pub open: Option<u64>,
    /// The newest revision of each workspace.
    pub revisions: BTreeMap<u64, u64>,
}

impl LastSeen {
    /// Nothing where localStorage is blocked or holds something else.
    pub fn read() -> Self {
        if is_usable() {
            LocalStorage::get(STORAGE_KEY).unwrap_or_default()
        } else {
            Self::default()
        }
    }

    pub fn open_workspace(&self) -> Option<WorkspaceId> {
        self.open.map(WorkspaceId)
    }

    /// Did this browser once save a newer revision than the one that is there now?
    pub fn knows_newer(&self, workspace: WorkspaceId, revision: Revision) -> bool {
        self.revisions.get(&workspace.0).is_some_and(|seen| *seen > revision.0)
    }

    /// Notes what has just been opened or saved.
    pub fn note(workspace: WorkspaceId, revision: Revision) {
        if !is_usable() {
            return;
        }
        let mut seen = Self::read();
        seen.open = Some(workspace.0);
        seen.revisions.insert(workspace.0, revision.0);
        seen.write();
    }

    /// Forgets a workspace that is known to be gone, so that its loss is told once.
    pub fn forget(workspace: WorkspaceId) {
        if !is_usable() {
            return;
        }
        let mut seen = Self::read();
        seen.revisions.remove(&workspace.0);
        seen.open = seen.open.filter(|open| *open != workspace.0);
        seen.write();
    }

    fn write(&self) {
        // A full store costs a warning one day, never data.
        let _ = LocalStorage::set(STORAGE_KEY, self);
    }
}

/// gloo-storage throws when storage is blocked, so it is asked for first.
fn is_usable() -> bool {
    matches!(window().local_storage(), Ok(Some(storage)) if storage.get_item(STORAGE_KEY).is_ok())
}
