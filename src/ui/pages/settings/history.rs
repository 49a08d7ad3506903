//! Every step that led here, and the way back to each.

use crate::i18n::{t, t_string, use_i18n};
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::state::toasts::Toasts;
use crate::state::workspace::Workspace;
use crate::ui::components::button::Button;
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::protocol::{EngineError, GetHistory};
use meadow_core::views::workspace::HistoryEntry;

/// Steps shown at first; older ones on request.
const N_AT_FIRST: u32 = 20;
const N_ALL: u32 = 400;

#[component]
pub fn History() -> impl IntoView {
    let i18n = use_i18n();
    let workspace = Workspace::expect();
    let n_wanted = RwSignal::new(N_AT_FIRST);
    let history = workspace.asked(move || Some(GetHistory { limit: n_wanted.get() }));
    let is_busy = RwSignal::new(false);
    let (toasts, settings) = (Toasts::expect(), Settings::expect());
    // Undo and redo, step by step: no step is skipped, so each can be taken back again.
    let go = Callback::new(move |n_steps: isize| {
        is_busy.set(true);
        spawn_local(async move {
            if let Err(error) = move_by(workspace, n_steps).await {
                toasts.show(explain(&error).get(settings.language.get_untracked()));
            }
            let _ = is_busy.try_set(false);
        });
    });
    let here = move || {
        history
            .get()
            .and_then(|entries| entries.iter().position(|entry| entry.current))
            .unwrap_or(0)
    };
    let can_undo = move || history.get().is_some_and(|entries| entries.len() > here() + 1);
    let can_redo = move || here() > 0;
    let list = move || {
        let entries = history.get()?;
        let here = here();
        let rows = entries.iter().enumerate().map(|(place, entry)| {
            let n_steps = place as isize - here as isize;
            view! { <Row entry=entry.clone() n_steps=n_steps is_busy=is_busy go=go /> }
        });
        Some(rows.collect_view())
    };
    let has_more = move || {
        history.get().is_some_and(|entries| entries.len() >= n_wanted.get() as usize)
            && n_wanted.get() < N_ALL
    };
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
                    on_press=move |()| go.run(1)
                >
                    {t!(i18n, shell.undo)}
                </Button>
                <Button
                    busy=is_busy
                    disabled=Signal::derive(move || !can_redo())
                    on_press=move |()| go.run(-1)
                >
                    {t!(i18n, shell.redo)}
                </Button>
            </div>
            <ol class="log">{list}</ol>
            <Show when=has_more>
                <Button size="sm" on_press=move |()| n_wanted.set(N_ALL)>
                    {t!(i18n, settings.older)}
                </Button>
            </Show>
        </section>
    }
}

/// Undoes so many steps, or repeats them where the number is negative.
async fn move_by(workspace: Workspace, n_steps: isize) -> Result<(), EngineError> {
    for _ in 0..n_steps.unsigned_abs() {
        if n_steps > 0 { workspace.undo().await? } else { workspace.redo().await? }
    }
    Ok(())
}

#[component]
fn Row(
    entry: HistoryEntry,
    n_steps: isize,
    is_busy: RwSignal<bool>,
    go: Callback<isize>,
) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let settings = Settings::expect();
    let HistoryEntry { label, at_ms, current, undone, .. } = entry;
    let label = StoredValue::new(label);
    let text = move || label.with_value(|label| label.get(settings.language.get()).to_owned());
    let name =
        Signal::derive(move || t_string!(i18n, settings.go_to_step, what = text()).to_string());
    view! {
        <li aria-current=current.then_some("step") data-undone=undone.then_some("")>
            <span>
                {text} " " <span class="fine">{move || formatter.get().fmt_datetime(at_ms)}</span>
            </span>
            <span class="row">
                {if current {
                    view! {
                        <span class="tag" data-tone="poppy">
                            {t!(i18n, settings.here)}
                        </span>
                    }
                        .into_any()
                } else {
                    view! {
                        {undone.then(|| view! { <span class="tag">{t!(i18n, settings.undone)}</span> })}
                        <button
                            class="btn"
                            data-size="sm"
                            type="button"
                            aria-label=name
                            disabled=move || is_busy.get()
                            on:click=move |_| go.run(n_steps)
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
