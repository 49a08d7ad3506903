//! A mark in localStorage while an import runs, for the page that is loaded next if this one goes away
//! meanwhile. Must not hold anything a workspace would miss.
//!
//! A lock of the browser, which goes with its page, tells an import that was cut off from one that
//! another tab is at.

use gloo_storage::{LocalStorage, Storage};
use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::prelude::window;
use meadow_core::domain::ids::{Revision, WorkspaceId};
use serde::{Deserialize, Serialize};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

const STORAGE_KEY: &str = "meadow.begun-import";
const LOCK: &str = "meadow.import";

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Mark {
    file_name: String,
    workspace: u64,
    /// Before the import.
    revision: u64,
}

/// An import under way, for as long as this lives.
pub struct BegunImport {
    /// Lets go of the lock; `None` where the browser has none.
    release: Option<Function>,
}

impl BegunImport {
    /// Notes that this file is coming into a workspace of this revision.
    pub fn note(file_name: &str, workspace: WorkspaceId, revision: Revision) -> Self {
        if is_usable() {
            let file_name = file_name.to_owned();
            let mark = Mark { file_name, workspace: workspace.0, revision: revision.0 };
            // A full store costs a notice, never data.
            let _ = LocalStorage::set(STORAGE_KEY, mark);
        }
        Self { release: hold_lock() }
    }
}

impl Drop for BegunImport {
    fn drop(&mut self) {
        forget();
        if let Some(release) = self.release.take() {
            // A resolver takes whatever it is given.
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

/// The file of an import into this workspace that went away with its page, told once. A later revision
/// than that before it shows that it came in, or that much else has happened since.
pub async fn take_cut_off(workspace: WorkspaceId, revision: Revision) -> Option<String> {
    let mark = read().filter(|mark| mark.workspace == workspace.0)?;
    if is_running().await {
        return None;
    }
    forget();
    (mark.revision == revision.0).then_some(mark.file_name)
}

/// Nothing where localStorage is blocked or holds something else.
fn read() -> Option<Mark> {
    is_usable().then(|| LocalStorage::get(STORAGE_KEY).ok()).flatten()
}

fn forget() {
    if is_usable() {
        LocalStorage::delete(STORAGE_KEY);
    }
}

/// gloo-storage throws when storage is blocked, so it is asked for first.
fn is_usable() -> bool {
    matches!(window().local_storage(), Ok(Some(storage)) if storage.get_item(STORAGE_KEY).is_ok())
}

/// Holds the lock until the answer is called; several tabs may hold it at once.
fn hold_lock() -> Option<Function> {
    let (locks, request) = locks_and("request")?;
    let mut release = None;
    let ended = Promise::new(&mut |resolve, _| release = Some(resolve));
    let held = Closure::once_into_js(move |_lock: JsValue| JsValue::from(ended));
    let options = JsValue::from(Object::new());
    Reflect::set(&options, &"mode".into(), &"shared".into()).ok()?;
    request.call3(&locks, &LOCK.into(), &options, &held).ok()?;
    release
}

/// Is any tab at an import? Where the browser cannot tell, none is.
async fn is_running() -> bool {
    let held = async {
        let (locks, query) = locks_and("query")?;
        let answer: Promise = query.call0(&locks).ok()?.dyn_into().ok()?;
        let answer = JsFuture::from(answer).await.ok()?;
        Reflect::get(&answer, &"held".into()).ok()?.dyn_into::<Array>().ok()
    };
    let name = |lock: JsValue| Reflect::get(&lock, &"name".into()).ok()?.as_string();
    held.await.is_some_and(|held| held.iter().any(|lock| name(lock).as_deref() == Some(LOCK)))
}

/// The browser's locks and one of their functions; missing outside secure contexts.
fn locks_and(function: &str) -> Option<(JsValue, Function)> {
    let locks = Reflect::get(&window().navigator(), &"locks".into()).ok()?;
    let function = Reflect::get(&locks, &function.into()).ok()?.dyn_into().ok()?;
    Some((locks, function))
}
