//! Saying what was done, and offering to take exactly that back. Must not know what it was.

use leptos::prelude::{Callback, GetUntracked};
use leptos::task::spawn_local;

use super::engine_error::explain;
use super::settings::Settings;
use super::toasts::{ToastAction, Toasts};
use super::words::both;
use super::workspace::Workspace;
use crate::i18n::td_string;
use crate::platform::keyboard::command_key_name;
use crate::platform::locale::locale_of;
use meadow_core::domain::text::Text;
use meadow_core::protocol::Command;

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

    /// Says what the last command did. The offer holds only as long as nothing else was done,
    /// and what was taken back otherwise is not spoken of any more.
    pub fn offer(self, what: String) {
        let language = self.settings.language.get_untracked();
        let done_at = self.workspace.revision().get_untracked();
        let label = td_string!(locale_of(language), shell.undo);
        let run = move |()| {
            if self.workspace.revision().get_untracked() != done_at {
                return self.say(&both!(errors.changed_since));
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
        let change = self.workspace.state().get_untracked();
        self.toasts.show_of_change(what, action, change);
    }

    /// Carries a command out, and offers to take it back; says why where it was refused.
    pub fn run(self, command: Command, done: String) {
        spawn_local(async move {
            match self.workspace.run(command).await {
                Ok(_) => self.offer(done),
                Err(error) => self.say(&explain(&error)),
            }
        });
    }

    /// Says something in the reader's language.
    pub fn say(self, text: &Text) {
        self.toasts.show(text.get(self.settings.language.get_untracked()));
    }
}
