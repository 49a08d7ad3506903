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
        let lines: [(&[&[&'static str]], &'static str); 15] = [
            (&[&[command, "K"]], t_string!(i18n, shell.shortcut_find)),
            (&[&[command, "Z"]], t_string!(i18n, shell.shortcut_undo)),
            (&[&[command, "Shift", "Z"], &[command, "Y"]], t_string!(i18n, shell.shortcut_redo)),
            (&[&["Tab"]], t_string!(i18n, shell.shortcut_tab)),
            (&[&["↑", "↓"], &["J", "K"]], t_string!(i18n, shell.shortcut_rows)),
            (&[&["PgUp", "PgDn"], &["Home", "End"]], t_string!(i18n, shell.shortcut_pages)),
            (&[&["Enter"]], t_string!(i18n, shell.shortcut_open)),
            (&[&["X"]], t_string!(i18n, shell.shortcut_select)),
            (&[&[command, "H"]], t_string!(i18n, shell.shortcut_replace)),
            (&[&["←", "→"], &["Home", "End"]], t_string!(i18n, shell.shortcut_tabs)),
            (&[&["←", "→"]], t_string!(i18n, shell.shortcut_slider)),
            (&[&["Alt", "←"], &["Alt", "→"]], t_string!(i18n, shell.shortcut_step)),
            (&[&["1 – 9"], &["N"]], t_string!(i18n, shell.shortcut_calls)),
            (&[&["Esc"]], t_string!(i18n, shell.shortcut_close)),
            (&[&["?"]], t_string!(i18n, shell.shortcut_help)),
        ];
        lines
            .into_iter()
            .map(|(ways, text)| {
                view! {
                    <div>
                        <dt>{ways.iter().enumerate().map(|(at, keys)| way(at, keys)).collect_view()}</dt>
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

/// Keys pressed together or in turn; from the second on, set off from the way before it.
fn way(at: usize, keys: &[&'static str]) -> impl IntoView + use<> {
    let keys = keys.iter().map(|key| view! { <kbd>{*key}</kbd> }).collect_view();
    view! {
        {(at > 0).then_some(" / ")}
        {keys}
    }
}
