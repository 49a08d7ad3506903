//! Every step that is kept, the way back to each, and two of them side by side.

use super::comparison::{CompareDialog, Pair};
use crate::i18n::{t, t_string, use_i18n};
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::state::toasts::Toasts;
use crate::state::workspace::Workspace;
use crate::ui::components::button::Button;
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::domain::ids::Revision;
use meadow_core::protocol::{EngineError, GetHistory};
use meadow_core::views::workspace::{HistoryEntry, StepPlace};
use std::future::Future;

/// Steps shown at first, and so many more with every wish for older ones.
const N_AT_ONCE: u32 = 20;

/// What a step in the list can be asked for.
#[derive(Clone, Copy)]
struct Acts {
    is_busy: RwSignal<bool>,
    go_back: Callback<Revision>,
    compare: Callback<Revision>,
}

#[component]
pub fn History() -> impl IntoView {
    let i18n = use_i18n();
    let workspace = Workspace::expect();
    let n_wanted = RwSignal::new(N_AT_ONCE);
    let history = workspace.asked(move || Some(GetHistory { n_skipped: 0, limit: n_wanted.get() }));
    let is_busy = RwSignal::new(false);
    let pair = RwSignal::new(None::<Pair>);
    let go_back = attempter(is_busy, move |revision| workspace.go_back(revision));
    let undo = attempter(is_busy, move |()| workspace.undo());
    let redo = attempter(is_busy, move |()| workspace.redo());
    let summary = workspace.summary();
    let here = move || summary.with(|summary| summary.as_ref().map(|summary| summary.state));
    let compare = Callback::new(move |before| {
        pair.set(here().map(|after| Pair { before, after }));
    });
    let acts = Acts { is_busy, go_back, compare };
    let can_undo = move || summary.with(|s| s.as_ref().is_some_and(|s| s.undo.is_some()));
    let can_redo = move || summary.with(|s| s.as_ref().is_some_and(|s| s.redo.is_some()));
    let entries =
        Signal::derive(move || history.get().map_or(Vec::new(), |page| page.entries.clone()));
    let list = move || {
        let rows = entries.get().into_iter();
        rows.map(|entry| view! { <Row entry=entry acts=acts /> }).collect_view()
    };
    let has_more =
        move || history.get().is_some_and(|page| page.entries.len() < page.n_steps as usize);
    view! {
        <section class="section" aria-labelledby="history">
            <div class="section__head">
                <h2 id="history" tabindex="-1">
                    {t!(i18n, settings.history)}
                </h2>
                <p class="section__note">{t!(i18n, settings.history_note)}</p>
            </div>
            <div class="row">
                <Button
                    icon="undo"
                    busy=is_busy
                    disabled=Signal::derive(move || !can_undo())
                    on_press=move |()| undo.run(())
                >
                    {t!(i18n, shell.undo)}
                </Button>
                <Button
                    busy=is_busy
                    disabled=Signal::derive(move || !can_redo())
                    on_press=move |()| redo.run(())
                >
                    {t!(i18n, shell.redo)}
                </Button>
            </div>
            <ol class="log">{list}</ol>
            <Show when=has_more>
                <Button size="sm" on_press=move |()| n_wanted.update(|n| *n += 5 * N_AT_ONCE)>
                    {t!(i18n, settings.older)}
                </Button>
            </Show>
            <CompareDialog pair=pair entries=entries />
        </section>
    }
}

/// Carries out a change of the workspace, and says so if it failed.
fn attempter<A: 'static, F>(
    is_busy: RwSignal<bool>,
    change: impl Fn(A) -> F + Send + Sync + 'static,
) -> Callback<A>
where
    F: Future<Output = Result<(), EngineError>> + 'static,
{
    let (toasts, settings) = (Toasts::expect(), Settings::expect());
    Callback::new(move |wish| {
        is_busy.set(true);
        let work = change(wish);
        spawn_local(async move {
            if let Err(error) = work.await {
                toasts.show(explain(&error).get(settings.language.get_untracked()));
            }
            let _ = is_busy.try_set(false);
        });
    })
}

#[component]
fn Row(entry: HistoryEntry, acts: Acts) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let settings = Settings::expect();
    let Acts { is_busy, go_back, compare } = acts;
    let HistoryEntry { revision, label, at_ms, place } = entry;
    let label = StoredValue::new(label);
    let text = move || label.with_value(|label| label.get(settings.language.get()).to_owned());
    let way_back =
        Signal::derive(move || t_string!(i18n, settings.go_to_step, what = text()).to_string());
    let comparing = Signal::derive(move || {
        t_string!(i18n, settings.compare_with_now, what = text()).to_string()
    });
    let (is_here, is_undone) =
        (place == StepPlace::Here, matches!(place, StepPlace::Ahead | StepPlace::Aside));
    view! {
        <li aria-current=is_here.then_some("step") data-undone=is_undone.then_some("")>
            <span>
                {text} " " <span class="fine">{move || formatter.get().fmt_datetime(at_ms)}</span>
            </span>
            <span class="row">
                {if is_here {
                    view! {
                        <span class="tag" data-tone="poppy">
                            {t!(i18n, settings.here)}
                        </span>
                    }
                        .into_any()
                } else {
                    view! {
                        {is_undone
                            .then(|| view! { <span class="tag">{t!(i18n, settings.undone)}</span> })}
                        <button
                            class="btn"
                            data-size="sm"
                            data-variant="quiet"
                            type="button"
                            aria-label=comparing
                            on:click=move |_| compare.run(revision)
                        >
                            {t!(i18n, settings.compare)}
                        </button>
                        <button
                            class="btn"
                            data-size="sm"
                            type="button"
                            aria-label=way_back
                            disabled=move || is_busy.get()
                            on:click=move |_| go_back.run(revision)
                        >
                            {t!(i18n, settings.go_here)}
                        </button>
                    }
                        .into_any()
                }}
            </span>
        </li>
    }
}
