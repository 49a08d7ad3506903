//! How the runs are doing, and what stands in their way.

use super::shown::Shown;
use crate::i18n::{t, t_string, use_i18n};
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::ui::components::button::{Button, ButtonKind, LinkButton};
use crate::ui::components::error_note::ErrorNote;
use crate::ui::components::icon::Icon;
use crate::ui::components::skeleton::Loading;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::protocol::EngineError;
use meadow_core::views::forecast::N_DRAWS;

/// "10,000 runs, seed 2026", or how far they are, with a way to stop them.
#[component]
pub fn RunStatus() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let shown = Shown::expect();
    let is_running = move || shown.asked.is_asking.get();
    let words = move || {
        let f = formatter.get();
        let n_shown = shown.view.with(|view| view.as_ref().map(|view| view.n_draws));
        let sketch = n_shown.filter(|n| *n < N_DRAWS).map(|n| f.fmt_int(n.into()));
        if is_running() {
            let n = f.fmt_int(N_DRAWS.into());
            return match sketch {
                None => t_string!(i18n, forecast.running, n = n).to_string(),
                Some(sketch) => {
                    t_string!(i18n, forecast.running_sketch, n = n, sketch = sketch).to_string()
                }
            };
        }
        if shown.is_stopped.get() {
            return match sketch {
                None => t_string!(i18n, forecast.stopped).to_owned(),
                Some(n) => t_string!(i18n, forecast.stopped_sketch, n = n).to_string(),
            };
        }
        shown.view.with(|view| {
            view.as_ref().map_or_else(String::new, |view| {
                let n = f.fmt_int(view.n_draws.into());
                t_string!(i18n, forecast.runs, n = n, seed = view.seed).to_string()
            })
        })
    };
    let done = move || {
        let progress = shown.asked.progress.get()?;
        (progress.total > 0).then(|| (progress.done as f64 / progress.total as f64).to_string())
    };
    view! {
        <div class="runs" data-running=move || is_running().then_some("")>
            <p role="status">
                <Icon name="dice" class="icon--sm" />
                {words}
            </p>
            <Show when=is_running>
                <progress
                    class="progress__bar"
                    value=done
                    max="1"
                    aria-label=move || t_string!(i18n, forecast.progress)
                ></progress>
                <Button
                    kind=ButtonKind::Quiet
                    size="sm"
                    on_press=move |()| shown.is_stopped.set(true)
                >
                    {t!(i18n, forecast.stop)}
                </Button>
            </Show>
            <Show when=move || shown.is_stopped.get()>
                <Button size="sm" on_press=move |()| shown.is_stopped.set(false)>
                    {t!(i18n, forecast.run_again)}
                </Button>
            </Show>
        </div>
    }
}

/// What happened, what is safe, what to do.
#[component]
pub fn Trouble() -> impl IntoView {
    let i18n = use_i18n();
    let shown = Shown::expect();
    let settings = Settings::expect();
    let words = move |error| explain(&error).get(settings.language.get()).to_owned();
    let safe = say!(i18n, forecast.what_is_safe);
    let waiting = move || {
        let is_waiting = shown.forecast.scenario.with(Option::is_none)
            && shown.forecast.problem.with(Option::is_none);
        is_waiting.then(|| {
            view! {
                <Loading />
            }
        })
    };
    view! {
        {move || {
            shown.forecast.problem.get().map(|error| {
                view! {
                    <ErrorNote what_happened=words(error) what_is_safe=safe>
                        <LinkButton path="/forecast">{t!(i18n, forecast.quick_scenario_choice)}</LinkButton>
                    </ErrorNote>
                }
            })
        }}
        {move || {
            shown
                .asked
                .error
                .get()
                .map(|error| view! { <ErrorNote what_happened=words(error) what_is_safe=safe /> })
        }}
        {waiting}
    }
}

/// What happened, and what is safe.
#[component]
pub fn Problem(error: RwSignal<Option<EngineError>>) -> impl IntoView {
    let i18n = use_i18n();
    let language = Settings::expect().language;
    move || {
        error.get().map(|error| {
            let what = explain(&error).get(language.get()).to_owned();
            let safe = say!(i18n, forecast.what_is_safe);
            view! { <ErrorNote what_happened=Signal::stored(what) what_is_safe=safe /> }
        })
    }
}
