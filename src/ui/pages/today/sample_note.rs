//! Says that the open workspace is the generated sample, and leads back to the reader's own.

use crate::i18n::{t, use_i18n};
use crate::state::settings::Settings;
use crate::state::shell_commands::{ShellCommand, ShellCommands};
use crate::state::workspace::Workspace;
use crate::ui::components::button::Button;
use crate::ui::components::error_note::Note;
use leptos::prelude::*;
use meadow_core::domain::workspace::{WorkspaceKind, first_name};

#[component]
pub fn SampleNote() -> impl IntoView {
    let i18n = use_i18n();
    let workspaces = Workspace::expect().workspaces();
    let shell = ShellCommands::expect();
    let language = Settings::expect().language;
    // The reader's own workspace changed last, else a new one.
    let go = move |()| {
        let own = workspaces.with_untracked(|all| {
            all.iter()
                .filter(|entry| entry.kind == WorkspaceKind::Own && !entry.removed)
                .max_by(|a, b| a.changed_ms.total_cmp(&b.changed_ms))
                .map(|entry| entry.id.0.to_string())
        });
        shell.send(match own {
            Some(id) => ShellCommand::OpenWorkspace { id },
            None => {
                let name = first_name().get(language.get_untracked()).to_owned();
                ShellCommand::CreateWorkspace { name }
            }
        });
    };
    view! {
        <Note>
            <p>
                <b>{t!(i18n, today.sample_title)}</b>
                " "
                {t!(i18n, today.sample_text)}
            </p>
            <Button size="sm" on_press=go>
                {t!(i18n, today.sample_leave)}
            </Button>
        </Note>
    }
}
