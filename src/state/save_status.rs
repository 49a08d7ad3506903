//! Whether what was changed is safe on disk. Must not know how it gets there.

use leptos::prelude::{RwSignal, use_context};

/// The last thing known about saving.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum SaveState {
    /// Nothing was changed since the page was opened.
    #[default]
    Unchanged,
    Saving,
    /// Durable on disk since this moment, in milliseconds since 1970.
    Saved {
        at_ms: f64,
    },
    /// Not on disk; the reason is a sentence for the reader.
    Failed {
        reason: String,
    },
}

/// The save status the top bar shows.
#[derive(Clone, Copy)]
pub struct SaveStatus {
    pub state: RwSignal<SaveState>,
}

impl SaveStatus {
    #[expect(clippy::new_without_default, reason = "makes signals, which needs an owner")]
    pub fn new() -> Self {
        Self { state: RwSignal::new(SaveState::default()) }
    }

    /// The save status in context.
    pub fn expect() -> Self {
        // cannot fail: `ui::app` provides the status above every component.
        use_context().expect("save status in context")
    }
}
