//! Says that this browser has lost data it once held, cannot give back part of them, or will soon have
//! no room for more. Must not know how that was noticed.

use crate::i18n::{t, t_string, use_i18n};
use crate::state::storage_care::watch_room;
use crate::state::workspace::Workspace;
use crate::ui::components::button::LinkButton;
use crate::ui::components::error_note::{ErrorNote, Note, Tone};
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
    let is_tight = watch_room(workspace);
    let is_dismissed = RwSignal::new(false);
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
            <Show when=move || is_tight.get() && !is_dismissed.get()>
                <Note tone=Tone::Warn>
                    <p>{t!(i18n, shell.room_tight)}</p>
                    <div class="row">
                        <LinkButton path="/settings#storage">{t!(i18n, shell.make_room)}</LinkButton>
                        <button class="btn" type="button" on:click=move |_| is_dismissed.set(true)>
                            {t!(i18n, shell.room_later)}
                        </button>
                    </div>
                </Note>
            </Show>
        </div>
    }
}
