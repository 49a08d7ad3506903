//! A section: a rule, a serif head, the matter. Nothing boxed.

use crate::ui::components::help::{Help, HelpButton};
use leptos::prelude::*;

/// `id` names the heading, beside which `help` stands; `note` stands at the end of the head.
#[component]
pub fn Section(
    id: &'static str,
    #[prop(into)] title: Signal<String>,
    #[prop(into, optional)] note: Signal<Option<String>>,
    #[prop(optional)] help: Option<Help>,
    children: Children,
) -> impl IntoView {
    let heading = view! { <h2 id=id>{move || title.get()}</h2> };
    let heading = match help {
        None => heading.into_any(),
        Some(help) => {
            view! { <div class="titled">{heading} <HelpButton help=help /></div> }.into_any()
        }
    };
    view! {
        <section class="section" aria-labelledby=id>
            <div class="section__head">
                {heading}
                {move || note.get().map(|text| view! { <p class="section__note">{text}</p> })}
            </div>
            {children()}
        </section>
    }
}
