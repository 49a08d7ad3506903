//! The keys that work on every page, and the sheet that lists them.

use super::Overlays;
use crate::i18n::{t_string, use_i18n};
use crate::platform::keyboard::{command_key_name, has_command_key, is_typing};
use crate::state::shell_commands::{ShellCommand, ShellCommands};
use crate::ui::components::dialog::Dialog;
use leptos::ev;
use leptos::prelude::*;

/// Listens for as long as the page lives.
pub fn listen_to_shortcuts(overlays: Overlays) {
    let commands = ShellCommands::expect();
    let listener = window_event_listener(ev::keydown, move |event| {
        let with_command = has_command_key(&event);
        let key = event.key().to_lowercase();
        match key.as_str() {
            "k" if with_command => overlays.is_palette_open.update(|open| *open = !*open),
            "?" if !with_command && !is_typing(&event) => overlays.are_shortcuts_open.set(true),
            // In a text field these belong to the text.
            "z" if with_command && !is_typing(&event) => {
                commands.send(if event.shift_key() {
                    ShellCommand::Redo
                } else {
                    ShellCommand::Undo
                });
            }
            "y" if with_command && !is_typing(&event) => commands.send(ShellCommand::Redo),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || listener.remove());
}

#[component]
pub fn ShortcutSheet() -> impl IntoView {
    let i18n = use_i18n();
    let open = expect_context::<Overlays>().are_shortcuts_open;
    let title = Signal::derive(move || t_string!(i18n, shell.shortcuts).to_owned());
    let lines = move || {
        let command = command_key_name();
        [
            (vec![command, "K"], t_string!(i18n, shell.shortcut_find)),
            (vec![command, "Z"], t_string!(i18n, shell.shortcut_undo)),
            (vec![command, "Shift", "Z"], t_string!(i18n, shell.shortcut_redo)),
            (vec!["Tab"], t_string!(i18n, shell.shortcut_tab)),
            (vec!["↑", "↓"], t_string!(i18n, shell.shortcut_rows)),
            (vec!["←", "→"], t_string!(i18n, shell.shortcut_slider)),
            (vec!["Esc"], t_string!(i18n, shell.shortcut_close)),
            (vec!["?"], t_string!(i18n, shell.shortcut_help)),
        ]
        .into_iter()
        .map(|(keys, text)| {
            let keys = keys.into_iter().map(|key| view! { <kbd>{key}</kbd> }).collect_view();
            view! {
                <div>
                    <dt>{keys}</dt>
                    <dd>{text}</dd>
                </div>
            }
        })
        .collect_view()
    };
    let close = move || {
        view! {
            <button class="btn" type="button" on:click=move |_| open.set(false)>
                {t_string!(i18n, common.close)}
            </button>
        }
    };
    view! {
        <Dialog open=open title=title foot=close>
            <dl class="keys">{lines}</dl>
        </Dialog>
    }
}
