//! Short notices at the foot of the page, each with at most one action. Must not know what the
//! action does.

use leptos::prelude::{Callback, RwSignal, Update, use_context};
use meadow_core::domain::ids::{Revision, WorkspaceId};

/// What a toast offers beside its sentence.
#[derive(Clone)]
pub struct ToastAction {
    pub label: String,
    /// Written behind the label, such as `Ctrl Z`.
    pub shortcut: Option<String>,
    pub run: Callback<()>,
}

/// One notice.
#[derive(Clone)]
pub struct Toast {
    pub id: u64,
    pub text: String,
    pub action: Option<ToastAction>,
    /// The change it tells of; once that is taken back there is nothing to tell.
    pub tells_of: Option<(WorkspaceId, Revision)>,
}

/// The notices on screen, oldest first.
#[derive(Clone, Copy)]
pub struct Toasts {
    pub items: RwSignal<Vec<Toast>>,
    next_id: RwSignal<u64>,
}

impl Toasts {
    /// More than this would cover the page; the oldest give way.
    const MOST_AT_ONCE: usize = 3;

    #[expect(clippy::new_without_default, reason = "makes signals, which needs an owner")]
    pub fn new() -> Self {
        Self { items: RwSignal::new(Vec::new()), next_id: RwSignal::new(0) }
    }

    /// The toasts in context.
    pub fn expect() -> Self {
        // cannot fail: `ui::app` provides the toasts above every component.
        use_context().expect("toasts in context")
    }

    /// Says something.
    pub fn show(self, text: impl Into<String>) {
        self.push(text.into(), None, None);
    }

    /// Says something and offers one thing to do about it.
    pub fn show_with(self, text: impl Into<String>, action: ToastAction) {
        self.push(text.into(), Some(action), None);
    }

    /// The same, as long as a change has not been taken back.
    pub fn show_of_change(
        self,
        text: impl Into<String>,
        action: ToastAction,
        change: Option<(WorkspaceId, Revision)>,
    ) {
        self.push(text.into(), Some(action), change);
    }

    /// Takes a notice away.
    pub fn dismiss(self, id: u64) {
        self.items.update(|items| items.retain(|toast| toast.id != id));
    }

    fn push(
        self,
        text: String,
        action: Option<ToastAction>,
        tells_of: Option<(WorkspaceId, Revision)>,
    ) {
        let mut id = 0;
        self.next_id.update(|next| {
            id = *next;
            *next += 1;
        });
        self.items.update(|items| {
            items.push(Toast { id, text, action, tells_of });
            let n_over = items.len().saturating_sub(Self::MOST_AT_ONCE);
            items.drain(..n_over);
        });
    }
}
