//! A mark in localStorage while an import runs, for the page that is loaded next if this one goes away
//! meanwhile. Must not hold anything a workspace would miss.
//!
//! Each page has a mark and a lock of its own. The lock, which goes with its page, tells an import that was
//! cut off from one that another tab is at.

use std::collections::BTreeSet;

use gloo_storage::{LocalStorage, Storage};
use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::prelude::window;
use meadow_core::domain::ids::{Revision, WorkspaceId};
use serde::{Deserialize, Serialize};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::chance::draw_number;

/// What a mark and its lock are called, before the page's own number.
const NAME: &str = "meadow.begun-import";

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Mark {
    /// The one under way first, then those that wait for it.
    files: Vec<String>,
    workspace: u64,
    /// Before the import.
    revision: u64,
}

/// An import under way, for as long as this lives.
pub struct BegunImport {
    /// Of the mark and the lock.
    name: String,
    workspace: WorkspaceId,
    /// Before the import.
    revision: Revision,
    /// Lets go of the lock; `None` where the browser has none.
    release: Option<Function>,
}

impl BegunImport {
    /// Notes that the first of these files is coming into a workspace of this revision, and that the
    /// others wait for it.
    pub fn note(files: Vec<String>, workspace: WorkspaceId, revision: Revision) -> Self {
        let name = format!("{NAME}.{}", draw_number());
        let release = hold_lock(&name);
        let begun = Self { name, workspace, revision, release };
        begun.rewrite(files);
        begun
    }

    /// Other files wait now.
    pub fn rewrite(&self, files: Vec<String>) {
        if is_usable() {
            let mark = Mark { files, workspace: self.workspace.0, revision: self.revision.0 };
            // A full store costs a notice, never data.
            let _ = LocalStorage::set(&self.name, mark);
        }
    }
}

impl Drop for BegunImport {
    fn drop(&mut self) {
        forget(&self.name);
        if let Some(release) = self.release.take() {
            // A resolver takes whatever it is given.
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

/// The files of imports into this workspace that went away with their pages, told once. A later revision
/// than that before it shows that an import came in, or that much else has happened since. `all`: the
/// workspaces there are; marks of others go.
pub async fn take_cut_off(
    workspace: WorkspaceId,
    revision: Revision,
    all: Vec<WorkspaceId>,
) -> Vec<String> {
    let names = marks();
    if names.is_empty() {
        return Vec::new();
    }
    let running = running().await;
    let mut files: Vec<String> = Vec::new();
    for name in names.into_iter().filter(|name| !running.contains(name)) {
        match LocalStorage::get::<Mark>(&name) {
            // A list without the open one is not there yet.
            Ok(mark)
                if mark.workspace != workspace.0
                    && (!all.contains(&workspace)
                        || all.contains(&WorkspaceId(mark.workspace))) =>
            {
                continue;
            }
            // Its workspace is gone.
            Ok(mark) if mark.workspace != workspace.0 => {}
            Ok(mark) if mark.revision == revision.0 => {
                let new = mark.files.into_iter().filter(|file| !files.contains(file));
                let mut new: Vec<String> = new.collect();
                files.append(&mut new);
            }
            Ok(_) | Err(_) => {}
        }
        forget(&name);
    }
    files
}

/// The names of all marks; none where localStorage is blocked.
fn marks() -> Vec<String> {
    if !is_usable() {
        return Vec::new();
    }
    let storage = LocalStorage::raw();
    let keys = (0..LocalStorage::length()).filter_map(|at| storage.key(at).ok().flatten());
    keys.filter(|key| key.starts_with(NAME)).collect()
}

fn forget(name: &str) {
    if is_usable() {
        LocalStorage::delete(name);
    }
}

/// gloo-storage throws when storage is blocked, so it is asked for first.
fn is_usable() -> bool {
    matches!(window().local_storage(), Ok(Some(storage)) if storage.get_item(NAME).is_ok())
}

/// Holds the lock until the answer is called.
fn hold_lock(name: &str) -> Option<Function> {
    let (locks, request) = locks_and("request")?;
    let mut release = None;
    let ended = Promise::new(&mut |resolve, _| release = Some(resolve));
    let held = Closure::once_into_js(move |_lock: JsValue| JsValue::from(ended));
    let options = JsValue::from(Object::new());
    Reflect::set(&options, &"mode".into(), &"shared".into()).ok()?;
    request.call3(&locks, &name.into(), &options, &held).ok()?;
    release
}

/// The locks of all tabs that are at an import, or about to be. Where the browser cannot tell, none is.
async fn running() -> BTreeSet<String> {
    let answer = async {
        let (locks, query) = locks_and("query")?;
        let answer: Promise = query.call0(&locks).ok()?.dyn_into().ok()?;
        JsFuture::from(answer).await.ok()
    };
    let Some(answer) = answer.await else { return BTreeSet::new() };
    let name = |lock: JsValue| Reflect::get(&lock, &"name".into()).ok()?.as_string();
    let lists = ["held", "pending"]
        .into_iter()
        .filter_map(|list| Reflect::get(&answer, &list.into()).ok()?.dyn_into::<Array>().ok());
    lists.flat_map(|locks| locks.iter().filter_map(name).collect::<Vec<_>>()).collect()
}

/// The browser's locks and one of their functions; missing outside secure contexts.
fn locks_and(function: &str) -> Option<(JsValue, Function)> {
    let locks = Reflect::get(&window().navigator(), &"locks".into()).ok()?;
    let function = Reflect::get(&locks, &function.into()).ok()?.dyn_into().ok()?;
    Some((locks, function))
}
