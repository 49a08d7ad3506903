//! "Everything stays here", with what the browser itself says about it: requests to others, room
//! taken, and whether it may clear the data on its own.

use crate::i18n::{t, t_string, use_i18n};
use crate::platform::device_storage::{
    StorageRoom, ask_for_protection, estimate_room, is_protected,
};
use crate::state::figures::use_formatter;
use crate::state::foreign_requests::ForeignRequests;
use crate::state::workspace::Workspace;
use crate::ui::components::button::Button;
use crate::ui::components::icon::Icon;
use crate::ui::components::section::Section;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The browser's promise not to clear the data by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Protection {
    Unknown,
    Given,
    NotAsked,
    Asking,
    Refused,
}

#[component]
pub fn Evidence() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let requests = ForeignRequests::expect();
    let room: RwSignal<Option<StorageRoom>> = RwSignal::new(None);
    let protection = RwSignal::new(Protection::Unknown);
    let revision = Workspace::expect().revision();
    // Every change may take room.
    Effect::new(move |_| {
        revision.track();
        spawn_local(async move {
            let estimate = estimate_room().await;
            let _ = room.try_set(estimate);
        });
    });
    spawn_local(async move {
        let _ = protection.try_set(match is_protected().await {
            None => Protection::Unknown,
            Some(true) => Protection::Given,
            Some(false) => Protection::NotAsked,
        });
    });
    let protect = move |()| {
        protection.set(Protection::Asking);
        spawn_local(async move {
            let _ = protection.try_set(match ask_for_protection().await {
                Some(true) => Protection::Given,
                _ => Protection::Refused,
            });
        });
    };

    let title = Signal::derive(move || t_string!(i18n, today.proof_title).to_owned());
    let stored = move || {
        let f = formatter.get();
        match room.get() {
            None => t_string!(i18n, today.not_told).to_owned(),
            Some(room) => t_string!(
                i18n,
                today.stored_of,
                used = f.fmt_bytes(room.n_used_bytes),
                all = f.fmt_bytes(room.n_all_bytes)
            )
            .to_string(),
        }
    };
    let protected = move || match protection.get() {
        Protection::Given => view! {
            <span class="tag" data-tone="ok">
                <Icon name="check" />
                {t!(i18n, today.yes)}
            </span>
        }
        .into_any(),
        Protection::Unknown => t_string!(i18n, today.not_told).into_any(),
        Protection::NotAsked | Protection::Asking => t_string!(i18n, today.not_yet).into_any(),
        Protection::Refused => view! {
            <span class="tag" data-tone="warn">
                <Icon name="warn" />
                {t!(i18n, today.no)}
            </span>
        }
        .into_any(),
    };
    let may_ask = move || {
        matches!(protection.get(), Protection::NotAsked | Protection::Asking | Protection::Refused)
    };
    let is_asking = Signal::derive(move || protection.get() == Protection::Asking);
    let said = move || match protection.get() {
        Protection::Given => t_string!(i18n, today.protected_said),
        Protection::Refused => t_string!(i18n, today.refused_said),
        _ => t_string!(i18n, today.protect_hint),
    };
    view! {
        <Section id="proof" title=title>
            <p>{t!(i18n, today.proof_lead)}</p>
            <dl class="kv" data-wide="">
                <div>
                    <dt>
                        {move || {
                            let time = formatter.get().fmt_time(requests.since_ms);
                            t_string!(i18n, today.requests, time = time).to_string()
                        }}
                    </dt>
                    <dd>
                        <b>{move || formatter.get().fmt_int(i64::from(requests.n.get()))}</b>
                    </dd>
                </div>
                <div>
                    <dt>{t!(i18n, today.stored)}</dt>
                    <dd>{stored}</dd>
                </div>
                <div>
                    <dt>{t!(i18n, today.protected)}</dt>
                    <dd>{protected}</dd>
                </div>
            </dl>
            <Show when=may_ask>
                <div class="row">
                    <Button icon="shield" busy=is_asking on_press=protect>
                        {t!(i18n, today.protect)}
                    </Button>
                </div>
            </Show>
            <p class="fine" role="status">
                {said}
            </p>
        </Section>
    }
}
