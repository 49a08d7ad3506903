//! The head of a page: the finding as title, a line above, a lead below, at most one primary
//! action. The title takes the focus when the page is opened.

use leptos::prelude::*;

/// `children` are the actions, buttons or links.
#[component]
pub fn PageHead(
    #[prop(into)] title: Signal<String>,
    #[prop(into, optional)] over: Signal<Option<String>>,
    #[prop(into, optional)] lead: Signal<Option<String>>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <header class="head">
            <div class="head__text">
                {move || over.get().map(|text| view! { <p class="head__over">{text}</p> })}
                <h1 tabindex="-1">{move || title.get()}</h1>
                {move || lead.get().map(|text| view! { <p class="head__lead">{text}</p> })}
            </div>
            {children.map(|children| view! { <div class="head__actions">{children()}</div> })}
        </header>
    }
}
