//! Cleaning up the base: who may be here twice, rows that wait to be repaired, and a table
//! that fills in what is missing. Survives leaving
//! the page. Must not know how any of it looks.

pub mod completion;
pub mod repairs;
pub mod search;

use self::completion::Completion;
use self::repairs::RowRepairs;
use self::search::DuplicateSearch;
use super::workspace::Workspace;
use leptos::prelude::{Effect, Get, use_context};
use meadow_core::domain::ids::WorkspaceId;

/// What is under way.
#[derive(Clone, Copy)]
pub struct CleanUp {
    pub search: DuplicateSearch,
    pub repairs: RowRepairs,
    pub completion: Completion,
}

impl CleanUp {
    /// Nothing begun. What concerns one workspace is forgotten when another one is opened.
    pub fn new(workspace: Workspace) -> Self {
        let care = Self {
            search: DuplicateSearch::new(workspace),
            repairs: RowRepairs::new(workspace),
            completion: Completion::new(workspace),
        };
        let revision = workspace.revision();
        Effect::new(move |before: Option<Option<WorkspaceId>>| {
            let now = revision.get().map(|(id, _)| id);
            let before = before.flatten();
            if before.is_some() && now.is_some() && before != now {
                care.search.clear();
                care.repairs.clear();
                care.completion.clear();
            }
            now.or(before)
        });
        care
    }

    /// The clean-up in context.
    pub fn expect() -> Self {
        // cannot fail: `ui::app` provides it above every component.
        use_context().expect("clean-up in context")
    }
}
