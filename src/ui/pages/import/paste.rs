//! Cells copied in a spreadsheet come in without a file: pasted anywhere on the page, or into a
//! field.

use super::drop_zone::use_taker;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::files::{file_of_text, pasted_files, pasted_text};
use crate::platform::keyboard::{command_key_name, is_typing};
use crate::state::toasts::Toasts;
use crate::ui::components::button::{Button, ButtonKind};
use crate::ui::components::dialog::Dialog;
use crate::ui::components::text_field::TextArea;
use leptos::ev;
use leptos::prelude::*;

/// Takes what is pasted outside of fields while `is_wanted`.
#[component]
pub fn PasteAnywhere(is_wanted: Signal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = Toasts::expect();
    let take = use_taker();
    let take_text = use_text_taker();
    let handle = window_event_listener(ev::paste, move |event| {
        let is_ours = is_wanted.try_get_untracked().unwrap_or(false) && !is_typing(&event);
        if !is_ours || has_dialog() {
            return;
        }
        event.prevent_default();
        let files = pasted_files(&event);
        if !files.is_empty() {
            take(files);
        } else if !take_text(&pasted_text(&event)) {
            toasts.show(t_string!(i18n, import.nothing_pasted));
        }
    });
    on_cleanup(move || handle.remove());
}

/// Opens a field to paste cells into.
#[component]
pub fn PasteButton() -> impl IntoView {
    let i18n = use_i18n();
    let take_text = use_text_taker();
    let is_open = RwSignal::new(false);
    let text = RwSignal::new(String::new());
    let is_empty = RwSignal::new(false);
    let open = move |()| {
        text.set(String::new());
        is_empty.set(false);
        is_open.set(true);
    };
    let take = move |()| {
        if take_text(&text.get_untracked()) {
            is_open.set(false);
        } else {
            is_empty.set(true);
        }
    };
    let error = Signal::derive(move || {
        let is_still_empty = is_empty.get() && text.with(|text| text.trim().is_empty());
        is_still_empty.then(|| t_string!(i18n, import.nothing_to_paste).to_owned())
    });
    let hint = Signal::derive(move || {
        Some(
            t_string!(i18n, import.paste_hint, keys = format!("{} V", command_key_name()))
                .to_string(),
        )
    });
    view! {
        <Button on_press=open>{t!(i18n, import.paste_cells)}</Button>
        <Dialog
            open=is_open
            title=Signal::derive(move || t_string!(i18n, import.paste_cells).to_owned())
            foot=move || {
                view! {
                    <Button kind=ButtonKind::Quiet on_press=move |()| is_open.set(false)>
                        {t!(i18n, common.cancel)}
                    </Button>
                    <Button kind=ButtonKind::Primary on_press=take>
                        {t!(i18n, import.look_at_cells)}
                    </Button>
                }
            }
        >
            <div class="pasted">
                <TextArea
                    label=Signal::derive(move || t_string!(i18n, import.cells).to_owned())
                    value=text
                    hint=hint
                    error=error
                    n_rows=8
                />
            </div>
        </Dialog>
    }
}

/// Takes a text in hand as a file of its own. `false` where there is nothing in it.
fn use_text_taker() -> impl Fn(&str) -> bool + Copy + 'static {
    let i18n = use_i18n();
    let take = use_taker();
    move |text: &str| {
        if text.trim().is_empty() {
            return false;
        }
        let file = file_of_text(t_string!(i18n, import.pasted_file), text);
        take(file.into_iter().collect());
        true
    }
}

/// A dialog has the page's attention.
fn has_dialog() -> bool {
    document().query_selector("dialog[open]").is_ok_and(|found| found.is_some())
}
