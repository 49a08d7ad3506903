//! A filter as a pill that is on or off.

use crate::ui::components::icon::Icon;
use leptos::prelude::*;
use meadow_core::domain::class::Class;

/// `n` is how many it holds, already written; a class lends its colours and insect.
#[component]
pub fn Chip(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] is_on: Signal<bool>,
    #[prop(into, optional)] n: Signal<Option<String>>,
    #[prop(optional)] class: Option<Class>,
    #[prop(into)] on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            class="chip"
            type="button"
            data-class=class.map(Class::slug)
            aria-pressed=move || if is_on.get() { "true" } else { "false" }
            on:click=move |_| on_press.run(())
        >
            {class.map(|class| view! { <Icon name=class.slug() /> })}
            {move || label.get()}
            {move || n.get().map(|n| view! { <span class="chip__n">{n}</span> })}
        </button>
    }
}
