//! Everything the command palette can do or open. The shell adds the places, pages add their own
//! while they are on screen. Must not know how the palette looks.

use leptos::prelude::{Callback, RwSignal, Signal, Update, on_cleanup, use_context};

/// Under which heading of the palette an action stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionGroup {
    Do,
    GoTo,
}

/// One line of the palette.
#[derive(Clone)]
pub struct Action {
    pub group: ActionGroup,
    /// Name of a symbol in `icons.svg`, without `i-`.
    pub icon: &'static str,
    pub label: Signal<String>,
    /// Other words to find it by, such as its pinyin; never shown.
    pub keywords: &'static str,
    /// The shortcut that does the same, as it is written.
    pub shortcut: Option<String>,
    pub run: Callback<()>,
}

/// The registered actions, in order of registration.
#[derive(Clone, Copy)]
pub struct Actions {
    pub items: RwSignal<Vec<(u64, Action)>>,
    next_id: RwSignal<u64>,
}

impl Actions {
    #[expect(clippy::new_without_default, reason = "makes signals, which needs an owner")]
    pub fn new() -> Self {
        Self { items: RwSignal::new(Vec::new()), next_id: RwSignal::new(0) }
    }

    /// The actions in context.
    pub fn expect() -> Self {
        // cannot fail: `ui::app` provides the actions above every component.
        use_context().expect("actions in context")
    }

    /// Adds an action for as long as the calling component is on screen.
    pub fn add(self, action: Action) {
        let mut id = 0;
        self.next_id.update(|next| {
            id = *next;
            *next += 1;
        });
        self.items.update(|items| items.push((id, action)));
        on_cleanup(move || {
            self.items.try_update(|items| items.retain(|(other, _)| *other != id));
        });
    }
}
