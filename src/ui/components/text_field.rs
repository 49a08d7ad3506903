//! Fields for text: one line, several lines, a date.

use crate::ui::components::field::{Field, FieldTies};
use leptos::prelude::*;
use meadow_core::domain::day::Day;

/// One line of text. `kind` is the input's type: `text`, `email`, `tel`, `date`, `time`, `search`.
#[component]
pub fn TextField(
    #[prop(into)] label: Signal<String>,
    value: RwSignal<String>,
    #[prop(into, optional)] hint: Signal<Option<String>>,
    #[prop(into, optional)] error: Signal<Option<String>>,
    #[prop(into, optional)] placeholder: Signal<String>,
    #[prop(into, optional)] disabled: Signal<bool>,
    #[prop(default = "text")] kind: &'static str,
    /// Takes the focus when its dialog opens.
    #[prop(optional)]
    autofocus: bool,
    /// Called with the text when the field is left or Enter is pressed.
    #[prop(into, optional)]
    on_commit: Option<Callback<String>>,
) -> impl IntoView {
    let control = move |ties: FieldTies| {
        view! {
            <input
                class="input"
                id=ties.control_id()
                type=kind
                autofocus=autofocus
                autocomplete="off"
                placeholder=move || placeholder.get()
                aria-describedby=move || ties.described_by()
                aria-invalid=move || ties.invalid()
                disabled=move || disabled.get()
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
                on:change=move |_| {
                    // Browsers also tell of a change as a field is taken away with its page.
                    if let (Some(on_commit), Some(value)) = (on_commit, value.try_get_untracked()) {
                        on_commit.run(value);
                    }
                }
            />
        }
    };
    view! { <Field label=label hint=hint error=error control=control /> }
}

/// Several lines of text.
#[component]
pub fn TextArea(
    #[prop(into)] label: Signal<String>,
    value: RwSignal<String>,
    #[prop(into, optional)] hint: Signal<Option<String>>,
    #[prop(into, optional)] error: Signal<Option<String>>,
    #[prop(default = 3)] n_rows: u32,
    #[prop(into, optional)] on_commit: Option<Callback<String>>,
) -> impl IntoView {
    let control = move |ties: FieldTies| {
        view! {
            <textarea
                class="textarea"
                id=ties.control_id()
                rows=n_rows
                aria-describedby=move || ties.described_by()
                aria-invalid=move || ties.invalid()
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
                on:change=move |_| {
                    // Browsers also tell of a change as a field is taken away with its page.
                    if let (Some(on_commit), Some(value)) = (on_commit, value.try_get_untracked()) {
                        on_commit.run(value);
                    }
                }
            ></textarea>
        }
    };
    view! { <Field label=label hint=hint error=error control=control /> }
}

/// What a date field holds; `None` while it is empty.
pub fn read_day(text: &str) -> Option<Day> {
    let mut parts = text.split('-').map(str::parse::<u32>);
    let (year, month, day) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    Day::from_ymd(year as i32, month, day)
}
