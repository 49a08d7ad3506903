//! A section: a rule, a serif head, the matter. Nothing boxed.

use leptos::prelude::*;

/// `id` names the heading; `note` stands at the end of the head.
#[component]
pub fn Section(
    id: &'static str,
    #[prop(into)] title: Signal<String>,
    #[prop(into, optional)] note: Signal<Option<String>>,
    children: Children,
) -> impl IntoView {
    view! {
        <section class="section" aria-labelledby=id>
            <div class="section__head">
                <h2 id=id>{move || title.get()}</h2>
                {move || note.get().map(|text| view! { <p class="section__note">{text}</p> })}
            </div>
            {children()}
        </section>
    }
}
