//! A field for one of a few choices.

use crate::ui::components::field::{Field, FieldTies};
use leptos::prelude::*;

/// One choice: what is stored and what is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub label: String,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

/// A labelled native select.
#[component]
pub fn SelectField(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] choices: Signal<Vec<Choice>>,
    value: RwSignal<String>,
    #[prop(into, optional)] hint: Signal<Option<String>>,
    #[prop(into, optional)] error: Signal<Option<String>>,
    #[prop(into, optional)] disabled: Signal<bool>,
    /// Called with the chosen value.
    #[prop(into, optional)]
    on_choose: Option<Callback<String>>,
) -> impl IntoView {
    let control = move |ties: FieldTies| {
        view! {
            <select
                class="select"
                id=ties.control_id()
                aria-describedby=move || ties.described_by()
                aria-invalid=move || ties.invalid()
                disabled=move || disabled.get()
                on:change=move |event| {
                    value.set(event_target_value(&event));
                    if let Some(on_choose) = on_choose {
                        on_choose.run(value.get_untracked());
                    }
                }
            >
                <ChoiceList choices=choices value=value />
            </select>
        }
    };
    view! { <Field label=label hint=hint error=error control=control /> }
}

/// The options of a native select, for places where the label is elsewhere, such as a table.
#[component]
pub fn ChoiceList(
    choices: Signal<Vec<Choice>>,
    #[prop(into)] value: Signal<String>,
) -> impl IntoView {
    move || {
        choices
            .get()
            .into_iter()
            .map(|choice| {
                let own = choice.value.clone();
                view! {
                    <option value=choice.value selected=move || value.with(|value| *value == own)>
                        {choice.label}
                    </option>
                }
            })
            .collect_view()
    }
}
