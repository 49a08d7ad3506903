//! The steps of the plan with what each holds: done, open, or with points to mend.

use super::say;
use super::wizard::Wizard;
use crate::i18n::{t_string, use_i18n};
use crate::platform::locale::DateStyle;
use crate::platform::site::link;
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::ui::components::icon::Icon;
use leptos::prelude::*;
use meadow_core::planning::STEPS;

#[component]
pub fn Rail() -> impl IntoView {
    let i18n = use_i18n();
    let wizard = Wizard::expect();
    let formatter = use_formatter();
    let label = say!(i18n, events.steps_of_plan);
    let name = move || match wizard.draft.event.with(|event| event.name.trim().to_owned()) {
        name if name.is_empty() => t_string!(i18n, events.unnamed).to_owned(),
        name => name,
    };
    let day = move || {
        let day = wizard.draft.event.with(|event| event.day)?;
        Some(formatter.get().fmt_date(day.0, DateStyle::Short))
    };
    view! {
        <nav class="rail" aria-label=label>
            <p class="rail__title">
                {name} " " <span class="fine">{day}</span>
            </p>
            <ol class="rail__list">
                {STEPS.iter().enumerate().map(|(place, slug)| rail_step(place + 1, slug)).collect_view()}
            </ol>
        </nav>
    }
}

fn rail_step(number: usize, slug: &'static str) -> impl IntoView {
    let i18n = use_i18n();
    let wizard = Wizard::expect();
    let language = Settings::expect().language;
    let state = wizard.step_state(slug);
    let is_here = move || wizard.step.get() == slug;
    let mark = Memo::new(move |_| match state.get() {
        Some(step) if step.done && step.n_required > 0 => Some("attention"),
        Some(step) if step.done => Some("done"),
        _ => None,
    });
    let summary = move || {
        let state = state.get()?;
        let text = state.summary.get(language.get());
        (!text.is_empty()).then(|| text.to_owned())
    };
    let spoken = move || match mark.get() {
        Some("attention") => t_string!(i18n, events.step_attention),
        Some(_) => t_string!(i18n, events.step_done),
        None => "",
    };
    view! {
        <li data-state=move || mark.get()>
            <a
                href=move || link(&wizard.draft.key().path(slug))
                aria-current=move || is_here().then_some("step")
            >
                <span class="rail__mark">
                    {move || match (mark.get(), is_here()) {
                        (Some("attention"), false) => view! { <Icon name="warn" class="icon--sm" /> }.into_any(),
                        (Some(_), false) => view! { <Icon name="check" class="icon--sm" /> }.into_any(),
                        _ => number.into_any(),
                    }}
                </span>
                <span>
                    <b>
                        {move || state.get().map(|step| step.title.get(language.get()).to_owned())}
                    </b>
                    <span class="sr-only">{spoken}</span>
                    <small>{summary}</small>
                </span>
            </a>
        </li>
    }
}
