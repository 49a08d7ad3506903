//! The head of a page: the finding as title, a line above, a lead below, at most one primary
//! action. The title takes the focus when the page is opened.

use crate::ui::components::help::{Help, HelpButton};
use leptos::prelude::*;

/// `help` stands beside the title; `children` are the actions, buttons or links.
#[component]
pub fn PageHead(
    #[prop(into)] title: Signal<String>,
    #[prop(into, optional)] over: Signal<Option<String>>,
    #[prop(into, optional)] lead: Signal<Option<String>>,
    #[prop(optional)] help: Option<Help>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let heading = view! { <h1 tabindex="-1">{move || title.get()}</h1> };
    let heading = match help {
        None => heading.into_any(),
        Some(help) => {
            view! { <div class="titled">{heading} <HelpButton help=help /></div> }.into_any()
        }
    };
    view! {
        <header class="head">
            <div class="head__text">
                {move || over.get().map(|text| view! { <p class="head__over">{text}</p> })}
                {heading}
                {move || lead.get().map(|text| view! { <p class="head__lead">{text}</p> })}
            </div>
            {children.map(|children| view! { <div class="head__actions">{children()}</div> })}
        </header>
    }
}
