//! Saying what was done, and offering to take exactly that back. Must not know what it was.

use leptos::prelude::{Callback, GetUntracked};
use leptos::task::spawn_local;

use super::engine_error::explain;
use super::settings::Settings;
use super::toasts::{ToastAction, Toasts};
use super::workspace::Workspace;
use crate::platform::keyboard::command_key_name;
use meadow_core::domain::text::{Language, Text};

/// What an offer needs; take it while a component is being made.
#[derive(Clone, Copy)]
pub struct UndoOffers {
    workspace: Workspace,
    toasts: Toasts,
    settings: Settings,
}

impl UndoOffers {
    /// From context.
    pub fn expect() -> Self {
        Self {
            workspace: Workspace::expect(),
            toasts: Toasts::expect(),
            settings: Settings::expect(),
        }
    }

    /// Says what the last command did. The offer holds only as long as nothing else was done.
    pub fn offer(self, what: String) {
        let language = self.settings.language.get_untracked();
        let done_at = self.workspace.revision().get_untracked();
        let label = match language {
            Language::En => "Undo",
            Language::Zh => "撤销",
        };
        let run = move |()| {
            if self.workspace.revision().get_untracked() != done_at {
                let later = Text::new(
                    "Something else was changed since. Take the changes back one by one with Undo.",
                    "之后又有其他更改，请用“撤销”逐步还原。",
                );
                self.toasts.show(later.get(self.settings.language.get_untracked()));
                return;
            }
            spawn_local(async move {
                if let Err(error) = self.workspace.undo().await {
                    self.say(&explain(&error));
                }
            });
        };
        let action = ToastAction {
            label: label.to_owned(),
            shortcut: Some(format!("{} Z", command_key_name())),
            run: Callback::new(run),
        };
        self.toasts.show_with(what, action);
    }

    /// Says something in the reader's language.
    pub fn say(self, text: &Text) {
        self.toasts.show(text.get(self.settings.language.get_untracked()));
    }
}
