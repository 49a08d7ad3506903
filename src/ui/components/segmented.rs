//! A few choices side by side, one of them taken.

use crate::ui::components::select_field::Choice;
use leptos::prelude::*;

/// Radios in one strip; `label` names the group.
#[component]
pub fn Segmented(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] choices: Signal<Vec<Choice>>,
    value: RwSignal<String>,
    #[prop(into, optional)] on_choose: Option<Callback<String>>,
) -> impl IntoView {
    let choose = move |chosen: String| {
        value.set(chosen.clone());
        if let Some(on_choose) = on_choose {
            on_choose.run(chosen);
        }
    };
    let radio = move |choice: Choice| {
        let own = choice.value.clone();
        view! {
            <label>
                // No name: every radio is its own group, and the signal keeps them exclusive.
                <input
                    type="radio"
                    prop:checked=move || value.with(|value| *value == own)
                    on:change=move |_| choose(choice.value.clone())
                />
                {choice.label}
            </label>
        }
    };
    view! {
        <div class="segmented" role="radiogroup" aria-label=move || label.get()>
            {move || choices.get().into_iter().map(radio).collect_view()}
        </div>
    }
}
