//! The figures the frame around the pages shows, filled by whoever talks to the engine.
//! Must not know where they come from.

use leptos::prelude::{RwSignal, use_context};
use meadow_core::domain::text::Text;

/// How the engine is.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum EngineState {
    /// Its file is being loaded, or the stored workspace opened.
    #[default]
    Loading,
    Ready,
    /// It stopped; the shell offers to start it again.
    Down,
    Restarting,
}

/// One workspace in the switcher.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkspaceEntry {
    pub id: String,
    pub name: String,
    /// The generated sample, which is never mixed with real data.
    pub is_sample: bool,
}

/// What the frame shows of the open workspace. `None` means not known yet, and nothing is shown.
#[derive(Clone, Copy)]
pub struct ShellSummary {
    pub engine: RwSignal<EngineState>,
    pub workspaces: RwSignal<Vec<WorkspaceEntry>>,
    pub open_workspace: RwSignal<Option<WorkspaceEntry>>,
    /// ISO 4217 code of the workspace.
    pub currency: RwSignal<String>,
    pub n_customers: RwSignal<Option<u64>>,
    pub n_events: RwSignal<Option<u64>>,
    /// Those who have bought, by class in the order of `Class::ALL`.
    pub n_by_class: RwSignal<Option<[u64; 4]>>,
    /// Leads by the class they are expected to have; counted apart.
    pub n_expected: RwSignal<Option<[u64; 4]>>,
    /// The command that undo would take back; `None` when there is none.
    pub undo_label: RwSignal<Option<Text>>,
    /// The command that redo would bring back; `None` when there is none.
    pub redo_label: RwSignal<Option<Text>>,
}

impl ShellSummary {
    #[expect(clippy::new_without_default, reason = "makes signals, which needs an owner")]
    pub fn new() -> Self {
        Self {
            engine: RwSignal::new(EngineState::default()),
            workspaces: RwSignal::new(Vec::new()),
            open_workspace: RwSignal::new(None),
            currency: RwSignal::new("CNY".to_owned()),
            n_customers: RwSignal::new(None),
            n_events: RwSignal::new(None),
            n_by_class: RwSignal::new(None),
            n_expected: RwSignal::new(None),
            undo_label: RwSignal::new(None),
            redo_label: RwSignal::new(None),
        }
    }

    /// The summary in context.
    pub fn expect() -> Self {
        // cannot fail: `ui::app` provides the summary above every component.
        use_context().expect("shell summary in context")
    }
}
