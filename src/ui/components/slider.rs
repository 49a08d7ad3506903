//! A slider with its name and value: arrows move by one step, Page keys by five.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

/// `shown` is the value as it is written.
#[component]
pub fn Slider(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] shown: Signal<String>,
    value: RwSignal<f64>,
    #[prop(into)] min: Signal<f64>,
    #[prop(into)] max: Signal<f64>,
    #[prop(default = 1.0)] step: f64,
    #[prop(into, optional)] note: Signal<Option<String>>,
    /// Called when the slider is let go.
    #[prop(into, optional)]
    on_commit: Option<Callback<f64>>,
) -> impl IntoView {
    let commit = move || {
        if let (Some(on_commit), Some(value)) = (on_commit, value.try_get_untracked()) {
            on_commit.run(value);
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let by = match event.key().as_str() {
            "PageUp" => 5.0 * step,
            "PageDown" => -5.0 * step,
            _ => return,
        };
        event.prevent_default();
        value
            .update(|value| *value = (*value + by).clamp(min.get_untracked(), max.get_untracked()));
        commit();
    };
    view! {
        <label class="lever">
            <div>
                <span>{move || label.get()}</span>
                <output>{move || shown.get()}</output>
            </div>
            <input
                class="slider"
                type="range"
                // The ends come first: a value outside them would be clipped.
                min=move || min.get().to_string()
                max=move || max.get().to_string()
                step=step.to_string()
                prop:value=move || value.get().to_string()
                aria-valuetext=move || shown.get()
                on:input=move |event| {
                    if let Ok(moved) = event_target_value(&event).parse() {
                        value.set(moved);
                    }
                }
                on:change=move |_| commit()
                on:keydown=on_key
            />
            {move || note.get().map(|text| view! { <small>{text}</small> })}
        </label>
    }
}
