//! A drawer beside the page's matter: one thing looked at closely. It closes by its button and by
//! Escape while the focus is inside.

use crate::i18n::{t_string, use_i18n};
use crate::ui::components::icon::Icon;
use leptos::prelude::*;

/// `children` are the parts, each a `div.drawer__part`; `head` stands under the title.
#[component]
pub fn Drawer(
    #[prop(into)] title: Signal<String>,
    #[prop(into, optional)] head: ViewFn,
    #[prop(into)] on_close: Callback<()>,
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <aside
            class="drawer"
            id="drawer"
            aria-label=move || title.get()
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    event.stop_propagation();
                    on_close.run(());
                }
            }
        >
            <div class="drawer__head">
                <div>
                    <h2 tabindex="-1">{move || title.get()}</h2>
                    {head.run()}
                </div>
                <button
                    class="btn"
                    data-variant="quiet"
                    data-icon=""
                    type="button"
                    aria-label=move || t_string!(i18n, common.close)
                    on:click=move |_| on_close.run(())
                >
                    <Icon name="close" />
                </button>
            </div>
            {children()}
        </aside>
    }
}
