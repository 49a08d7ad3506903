//! What is stored on this device, whether the browser promises to keep it, and the evidence that
//! nothing leaves.

use super::export_stored::ExportStored;
use super::forget_steps::ForgetSteps;
use super::hurt::Hurt;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::clock::now_ms;
use crate::platform::device_storage::{
    StorageRoom, ask_for_protection, estimate_room, is_protected,
};
use crate::platform::locale::Formatter;
use crate::platform::observe::list_requests;
use crate::state::figures::use_formatter;
use crate::state::foreign_requests::ForeignRequests;
use crate::state::storage_care::{BackupDue, backup_due, shortage};
use crate::state::words::agree;
use crate::state::workspace::Workspace;
use crate::ui::components::button::Button;
use crate::ui::components::error_note::{Note, Tone};
use crate::ui::pages::customers::wording::Texts;
use leptos::prelude::*;
use leptos::task::spawn_local;

#[component]
pub fn StorageAndPrivacy() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class="section" aria-labelledby="storage">
            <div class="section__head">
                <h2 id="storage" tabindex="-1">
                    {t!(i18n, settings.storage)}
                </h2>
                <p class="section__note">{t!(i18n, settings.storage_note)}</p>
            </div>
            <Hurt />
            <div class="grid-2">
                <Kept />
                <Requests />
            </div>
        </section>
    }
}

#[component]
fn Kept() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let workspace = Workspace::expect();
    let (revision, summary) = (workspace.revision(), workspace.summary());
    let room = RwSignal::new(None::<StorageRoom>);
    let is_kept_for_good = RwSignal::new(false);
    let measure = move || {
        spawn_local(async move {
            let estimate = estimate_room().await;
            let _ = room.try_set(estimate);
            let promised = is_protected().await.unwrap_or(false);
            let _ = is_kept_for_good.try_set(promised);
        });
    };
    Effect::new(move |_| {
        revision.track();
        measure();
    });
    // The browser's real answer to the last asking.
    let answer = RwSignal::new(None::<bool>);
    let is_asking = RwSignal::new(false);
    let ask = move |()| {
        is_asking.set(true);
        spawn_local(async move {
            let granted = ask_for_protection().await.unwrap_or(false);
            let _ = answer.try_set(Some(granted));
            let _ = is_asking.try_set(false);
            measure();
        });
    };
    let used = move || {
        let f = formatter.get();
        room.get().map_or_else(
            || t_string!(i18n, settings.unknown).to_owned(),
            |room| {
                t_string!(
                    i18n,
                    settings.used_of,
                    used = f.fmt_bytes(room.n_used_bytes),
                    quota = f.fmt_bytes(room.n_all_bytes)
                )
                .to_string()
            },
        )
    };
    let rows = move || {
        let f = formatter.get();
        summary.get().map_or_else(String::new, |summary| {
            t_string!(
                i18n,
                settings.in_workspace,
                people = f.fmt_int(summary.n_people.into()),
                orders = f.fmt_int(summary.n_orders.into()),
                events = f.fmt_int(summary.n_events.into())
            )
            .to_string()
        })
    };
    let due = Memo::new(move |_| {
        summary.with(|summary| summary.as_ref().and_then(|summary| backup_due(summary, now_ms())))
    });
    let last_backup = move || {
        let at_ms = summary.with(|summary| summary.as_ref().and_then(|s| s.backup_ms));
        match at_ms {
            Some(at_ms) => formatter.get().fmt_datetime(at_ms),
            None => t_string!(i18n, settings.no_backup).to_owned(),
        }
    };
    let is_tight = move || room.get().is_some_and(|room| shortage(room, 0.0).is_some());
    let promise = move || match (is_kept_for_good.get(), answer.get()) {
        (true, _) => t_string!(i18n, settings.persistent),
        (false, Some(false)) => t_string!(i18n, settings.persist_refused),
        (false, _) => t_string!(i18n, settings.not_persistent),
    };
    view! {
        <div class="stack">
            <h3>{t!(i18n, settings.kept_here)}</h3>
            <p>{t!(i18n, settings.what_is_stored)}</p>
            <dl class="kv" data-wide="">
                <div>
                    <dt>{t!(i18n, settings.this_workspace)}</dt>
                    <dd>{rows}</dd>
                </div>
                <div>
                    <dt>{t!(i18n, settings.used)}</dt>
                    <dd>{used}</dd>
                </div>
                <div>
                    <dt>{t!(i18n, settings.last_backup)}</dt>
                    <dd>{last_backup}</dd>
                </div>
            </dl>
            {move || {
                due.get()
                    .map(|due| {
                        view! {
                            <Note tone=Tone::Warn>
                                <p>{move || say_due(i18n, &formatter.get(), due)}</p>
                            </Note>
                        }
                    })
            }}
            <Show when=is_tight>
                <Note tone=Tone::Warn>
                    <p>{t!(i18n, settings.room_tight)}</p>
                </Note>
            </Show>
            {move || {
                let is_kept = is_kept_for_good.get();
                let tone = if is_kept { Tone::Good } else { Tone::Warn };
                view! {
                    <Note tone=tone>
                        <p role="status">{promise}</p>
                        {(!is_kept)
                            .then(|| {
                                view! {
                                    <Button size="sm" busy=is_asking on_press=ask>
                                        {t!(i18n, settings.ask_persist)}
                                    </Button>
                                }
                            })}
                    </Note>
                }
            }}
            <div class="row">
                <ExportStored />
                <ForgetSteps />
            </div>
        </div>
    }
}

/// Why a backup would be good.
fn say_due(i18n: Texts, f: &Formatter, due: BackupDue) -> String {
    match due {
        BackupDue::NoneYet => t_string!(i18n, settings.backup_none_yet).to_owned(),
        BackupDue::Old { days } => {
            let n = f.fmt_int(days as i64);
            agree(&t_string!(i18n, settings.backup_old, n = n).to_string())
        }
        BackupDue::ManyChanges { n } => {
            let n = f.fmt_int(n as i64);
            agree(&t_string!(i18n, settings.backup_many_changes, n = n).to_string())
        }
    }
}

#[component]
fn Requests() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let foreign = ForeignRequests::expect();
    let requests = RwSignal::new(list_requests());
    // What was just counted may be more by now.
    Effect::new(move |_| {
        foreign.n.track();
        requests.set(list_requests());
    });
    let n_foreign = move || formatter.get().fmt_int(foreign.n.get().into());
    let n_own = move || {
        let n_all = requests.with(Vec::len) as i64;
        formatter.get().fmt_int(n_all - i64::from(foreign.n.get()))
    };
    let since = move || formatter.get().fmt_time(foreign.since_ms);
    view! {
        <div class="stack">
            <h3>{t!(i18n, settings.leaves_nothing)}</h3>
            <dl class="kv" data-wide="">
                <div>
                    <dt>{move || t_string!(i18n, settings.requests_others, time = since()).to_string()}</dt>
                    <dd>
                        <b>{n_foreign}</b>
                    </dd>
                </div>
                <div>
                    <dt>{t!(i18n, settings.requests_own)}</dt>
                    <dd>{n_own}</dd>
                </div>
            </dl>
            <details class="later">
                <summary>{t!(i18n, settings.which_requests)}</summary>
                <ul class="plain requests">
                    {move || {
                        requests
                            .get()
                            .into_iter()
                            .map(|address| view! { <li><code>{address}</code></li> })
                            .collect_view()
                    }}
                </ul>
            </details>
            <h3>{t!(i18n, settings.how_to_check)}</h3>
            <ul class="plain">
                <li>{t!(i18n, settings.check_network)}</li>
                <li>{t!(i18n, settings.check_offline)}</li>
                <li>{t!(i18n, settings.check_policy)}</li>
            </ul>
        </div>
    }
}
