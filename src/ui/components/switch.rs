//! On or off, at once: a switch for settings, a check box for choosing among things.

use leptos::prelude::*;

/// A switch with its label.
#[component]
pub fn Switch(
    #[prop(into)] label: Signal<String>,
    value: RwSignal<bool>,
    #[prop(into, optional)] on_turn: Option<Callback<bool>>,
) -> impl IntoView {
    let turn = turn_with(value, on_turn);
    view! {
        <label class="switch">
            <input type="checkbox" role="switch" prop:checked=move || value.get() on:change=turn />
            {move || label.get()}
        </label>
    }
}

/// A check box with its label.
#[component]
pub fn CheckBox(
    #[prop(into)] label: Signal<String>,
    value: RwSignal<bool>,
    #[prop(into, optional)] on_turn: Option<Callback<bool>>,
) -> impl IntoView {
    let turn = turn_with(value, on_turn);
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=move || value.get() on:change=turn />
            {move || label.get()}
        </label>
    }
}

fn turn_with(value: RwSignal<bool>, on_turn: Option<Callback<bool>>) -> impl Fn(leptos::ev::Event) {
    move |event| {
        value.set(event_target_checked(&event));
        if let Some(on_turn) = on_turn {
            on_turn.run(value.get_untracked());
        }
    }
}
