//! Where files come in: dropped anywhere on the page, or chosen.

use super::paste::PasteButton;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::files::{carries_files, chosen_files, dropped_files};
use crate::state::import_session::ImportSession;
use crate::state::toasts::Toasts;
use crate::ui::components::icon::Icon;
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use web_sys::File;

/// What file choosers offer first; any other file may still be chosen.
const ACCEPTED: &str = ".csv,.tsv,.txt,.tab,.xlsx,.xlsm,.xls,.ods,.json,.jsonl,.ndjson,\
    text/csv,text/tab-separated-values,text/plain,application/json";

/// The wide field one sees before there is a file.
#[component]
pub fn DropZone() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="dropzone">
            <Icon name="import" class="icon--lg" />
            <p class="dropzone__title">{t!(i18n, import.drop_here)}</p>
            <div class="row dropzone__ways">
                <ChooseFile is_primary=true label=move || view! { {t!(i18n, import.choose_file)} } />
                <PasteButton />
            </div>
            <p class="fine">{t!(i18n, import.drop_kinds)}</p>
        </div>
    }
}

/// A button that opens the system's file chooser.
#[component]
pub fn ChooseFile(
    #[prop(optional)] is_primary: bool,
    #[prop(into)] label: ViewFn,
) -> impl IntoView {
    let take = use_taker();
    let input = NodeRef::<html::Input>::new();
    let changed = move |_| {
        if let Some(input) = input.get_untracked() {
            take(chosen_files(&input));
            // So that the same file, mended meanwhile, can be chosen again.
            input.set_value("");
        }
    };
    view! {
        <label class="btn choose-file" data-variant=is_primary.then_some("primary")>
            {label.run()}
            <input
                class="sr-only"
                type="file"
                multiple
                accept=ACCEPTED
                node_ref=input
                on:change=changed
            />
        </label>
    }
}

/// Takes files dropped anywhere while the page is open, and shows that it would.
#[component]
pub fn DropVeil() -> impl IntoView {
    let i18n = use_i18n();
    let take = use_taker();
    // Entering a child leaves its parent: only when all are left is the file gone.
    let depth = RwSignal::new(0i32);
    let handles = [
        window_event_listener(ev::dragenter, move |event| {
            if carries_files(event.data_transfer()) {
                depth.update(|depth| *depth += 1);
            }
        }),
        window_event_listener(ev::dragleave, move |event| {
            if carries_files(event.data_transfer()) {
                depth.update(|depth| *depth = (*depth - 1).max(0));
            }
        }),
        window_event_listener(ev::dragover, move |event| {
            if carries_files(event.data_transfer()) {
                event.prevent_default();
            }
        }),
        window_event_listener(ev::drop, move |event| {
            depth.set(0);
            let files = dropped_files(event.data_transfer());
            if !files.is_empty() {
                event.prevent_default();
                take(files);
            }
        }),
    ];
    on_cleanup(move || handles.into_iter().for_each(WindowListenerHandle::remove));
    view! {
        <Show when=move || depth.with(|depth| *depth > 0)>
            <div class="dropveil" aria-hidden="true">
                <p>{t!(i18n, import.drop_now)}</p>
            </div>
        </Show>
    }
}

/// Takes files in hand. Where one is coming in or others wait, they wait too, which is said.
pub fn use_taker() -> impl Fn(Vec<File>) + Copy + 'static {
    let i18n = use_i18n();
    let session = ImportSession::expect();
    let toasts = Toasts::expect();
    move |files: Vec<File>| {
        if !files.is_empty() && session.choose(&files) {
            toasts.show(t_string!(i18n, import.comes_after));
        }
    }
}
