//! Says that this browser has lost data it once held. Must not know how that was noticed.

use crate::i18n::{t, t_string, use_i18n};
use crate::state::workspace::Workspace;
use crate::ui::components::error_note::ErrorNote;
use leptos::prelude::*;

#[component]
pub fn StorageNotice() -> impl IntoView {
    let i18n = use_i18n();
    let workspace = Workspace::expect();
    let loss = workspace.loss();
    let happened = Signal::derive(move || t_string!(i18n, shell.data_lost).to_owned());
    let safe = Signal::derive(move || t_string!(i18n, shell.data_lost_safe).to_owned());
    view! {
        <div class="engine-notice">
            <Show when=move || loss.with(Option::is_some)>
                <ErrorNote what_happened=happened what_is_safe=safe>
                    <button class="btn" type="button" on:click=move |_| workspace.dismiss_loss()>
                        {t!(i18n, shell.data_lost_seen)}
                    </button>
                </ErrorNote>
            </Show>
        </div>
    }
}
