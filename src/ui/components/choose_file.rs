//! A button that opens the system's file chooser. Must not know what becomes of the files.

use crate::platform::files::chosen_files;
use leptos::html;
use leptos::prelude::*;
use web_sys::File;

/// What file choosers offer first where a table is wanted; any other file may still be chosen.
pub const TABLES: &str = ".xlsx,.xls,.ods,.csv,.tsv,.txt,.json,.jsonl";

#[component]
pub fn ChooseFile(
    accept: &'static str,
    #[prop(optional)] is_primary: bool,
    #[prop(into)] on_choose: Callback<Vec<File>>,
    children: Children,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let changed = move |_| {
        if let Some(input) = input.get_untracked() {
            on_choose.run(chosen_files(&input));
            // So that the same file, mended meanwhile, can be chosen again.
            input.set_value("");
        }
    };
    view! {
        <label class="btn choose-file" data-variant=is_primary.then_some("primary")>
            {children()}
            <input class="sr-only" type="file" accept=accept node_ref=input on:change=changed />
        </label>
    }
}
