//! A word to add to what stands on a card, a tag or a reason, with those that are known offered.

use crate::ui::pages::customers::value_field::KnownField;
use leptos::prelude::*;

/// `place`: the class that tells this field from others on the card, for putting the focus there.
#[component]
pub fn AddWord(
    place: &'static str,
    #[prop(into)] label: Signal<String>,
    #[prop(into)] button: Signal<String>,
    typed: RwSignal<String>,
    known: Signal<Vec<String>>,
    #[prop(into)] on_add: Callback<()>,
) -> impl IntoView {
    view! {
        <form
            novalidate
            class=format!("addword {place}")
            on:submit=move |event| {
                event.prevent_default();
                on_add.run(());
            }
        >
            <KnownField label=label value=typed known=known />
            <button
                class="btn"
                data-size="sm"
                type="submit"
                disabled=move || typed.with(|typed| typed.trim().is_empty())
            >
                {move || button.get()}
            </button>
        </form>
    }
}
