//! A symbol of the sprite, in the colour of the text around it. Always beside a word or in a
//! control with a name, hence hidden from readers.

use crate::platform::site::asset;
use leptos::prelude::*;

/// `name` is a symbol of `icons.svg` without `i-`; `class` adds `icon--sm`, `icon--lg`, `icon--mark`.
#[component]
pub fn Icon(
    #[prop(into)] name: Signal<&'static str>,
    #[prop(optional)] class: &'static str,
) -> impl IntoView {
    view! {
        <svg class=format!("icon {class}") aria-hidden="true">
            <use href=move || asset(&format!("icons.svg#i-{}", name.get()))></use>
        </svg>
    }
}
