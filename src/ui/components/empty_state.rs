//! What an empty place says: what goes here, and the one thing to do about it.

use leptos::prelude::*;

/// `children` are the action and, where it helps, the sample.
#[component]
pub fn EmptyState(
    #[prop(into)] title: Signal<String>,
    #[prop(into)] text: Signal<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="empty">
            <svg
                class="empty__art"
                viewBox="0 0 120 60"
                aria-hidden="true"
                fill="none"
                stroke="currentColor"
                stroke-width="1.4"
                stroke-linecap="round"
            >
                <path d="M4 56h112M30 56c1-12-1-20-5-28M60 56c-1-18 0-28 2-40M92 56c0-10 2-16 5-20"></path>
                <path d="M25 20l5 6-5 6-5-6ZM62 6l6 3.5v7L62 20l-6-3.5v-7ZM98 26l6 9H92Z"></path>
            </svg>
            <h2 class="empty__title">{move || title.get()}</h2>
            <p>{move || text.get()}</p>
            <div class="row">{children()}</div>
        </div>
    }
}
