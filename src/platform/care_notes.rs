//! What this browser was asked and told about its storage, kept in localStorage. Must not hold
//! anything a workspace would miss.

use gloo_storage::{LocalStorage, Storage};
use leptos::prelude::window;
use serde::{Deserialize, Serialize};

const STORAGE_KEY: &str = "meadow.storage-care";

#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CareNotes {
    /// The browser was asked by itself to keep the data: it is not asked twice.
    pub was_asked: bool,
    /// When a backup was last called to mind, in milliseconds since 1970.
    pub reminded_ms: f64,
}

impl CareNotes {
    /// Nothing where localStorage is blocked or holds something else.
    pub fn read() -> Self {
        match is_usable() {
            true => LocalStorage::get(STORAGE_KEY).unwrap_or_default(),
            false => Self::default(),
        }
    }

    pub fn write(self) {
        if is_usable() {
            // A full store costs a second asking, never data.
            let _ = LocalStorage::set(STORAGE_KEY, self);
        }
    }
}

/// gloo-storage throws when storage is blocked, so it is asked for first.
fn is_usable() -> bool {
    matches!(window().local_storage(), Ok(Some(storage)) if storage.get_item(STORAGE_KEY).is_ok())
}
