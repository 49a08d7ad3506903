//! Says that this browser has lost data it once held, or cannot give back part of them. Must not
//! know how that was noticed.

use crate::i18n::{t, t_string, use_i18n};
use crate::state::workspace::Workspace;
use crate::ui::components::button::LinkButton;
use crate::ui::components::error_note::ErrorNote;
use leptos::prelude::*;

#[component]
pub fn StorageNotice() -> impl IntoView {
    let i18n = use_i18n();
    let workspace = Workspace::expect();
    let loss = workspace.loss();
    let summary = workspace.summary();
    let is_hurt =
        Memo::new(move |_| summary.with(|s| s.as_ref().is_some_and(|s| !s.hurt.is_empty())));
    let hurt = Signal::derive(move || t_string!(i18n, shell.hurt).to_owned());
    let hurt_safe = Signal::derive(move || t_string!(i18n, shell.hurt_safe).to_owned());
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
            <Show when=move || is_hurt.get()>
                <ErrorNote what_happened=hurt what_is_safe=hurt_safe>
                    <LinkButton path="/settings#storage">{t!(i18n, shell.hurt_see)}</LinkButton>
                </ErrorNote>
            </Show>
        </div>
    }
}
