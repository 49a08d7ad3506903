//! What the browser says about the room this site takes, and whether it may clear it on its own.
//! Must not know what is stored.

use leptos::prelude::window;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{StorageEstimate, StorageManager};

/// Room taken and room there is, in bytes; browsers round both.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StorageRoom {
    pub n_used_bytes: f64,
    pub n_all_bytes: f64,
}

/// `None` where the browser does not tell.
pub async fn estimate_room() -> Option<StorageRoom> {
    let answer = JsFuture::from(manager()?.estimate().ok()?).await.ok()?;
    let estimate: StorageEstimate = answer.unchecked_into();
    Some(StorageRoom { n_used_bytes: estimate.get_usage()?, n_all_bytes: estimate.get_quota()? })
}

/// Whether the browser has promised not to clear this site's data by itself.
pub async fn is_protected() -> Option<bool> {
    JsFuture::from(manager()?.persisted().ok()?).await.ok()?.as_bool()
}

/// Asks for that promise; the answer is the browser's, some ask the reader first.
pub async fn ask_for_protection() -> Option<bool> {
    JsFuture::from(manager()?.persist().ok()?).await.ok()?.as_bool()
}

/// Missing outside secure contexts.
fn manager() -> Option<StorageManager> {
    let manager = window().navigator().storage();
    (!manager.is_undefined()).then_some(manager)
}
