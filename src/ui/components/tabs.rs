//! Tabs with the keyboard use readers expect: arrows move, Home and End jump.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// One tab: its key, its name, and a figure beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    pub key: &'static str,
    pub label: String,
    pub n: Option<String>,
}

/// `prefix` makes the ids unique: the panel of key `k` must carry the id `{prefix}-panel-{k}`,
/// `role="tabpanel"` and `aria-labelledby="{prefix}-tab-{k}"`.
#[component]
pub fn Tabs(
    prefix: &'static str,
    #[prop(into)] label: Signal<String>,
    #[prop(into)] tabs: Signal<Vec<Tab>>,
    chosen: RwSignal<&'static str>,
) -> impl IntoView {
    let on_key = move |event: KeyboardEvent| {
        let keys: Vec<&'static str> = tabs.with(|tabs| tabs.iter().map(|tab| tab.key).collect());
        let Some(here) = keys.iter().position(|key| *key == chosen.get()) else { return };
        let there = match event.key().as_str() {
            "ArrowRight" => (here + 1) % keys.len(),
            "ArrowLeft" => (here + keys.len() - 1) % keys.len(),
            "Home" => 0,
            "End" => keys.len() - 1,
            _ => return,
        };
        event.prevent_default();
        chosen.set(keys[there]);
        let element = document().get_element_by_id(&format!("{prefix}-tab-{}", keys[there]));
        if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            let _ = element.focus();
        }
    };
    let tab_button = move |tab: Tab| {
        let Tab { key, label, n } = tab;
        let is_chosen = move || chosen.get() == key;
        view! {
            <button
                type="button"
                role="tab"
                id=format!("{prefix}-tab-{key}")
                aria-controls=format!("{prefix}-panel-{key}")
                aria-selected=move || if is_chosen() { "true" } else { "false" }
                tabindex=move || if is_chosen() { "0" } else { "-1" }
                on:click=move |_| chosen.set(key)
            >
                {label}
                {n.map(|n| view! { <span class="muted">{n}</span> })}
            </button>
        }
    };
    view! {
        <div class="tabs" role="tablist" aria-label=move || label.get() on:keydown=on_key>
            {move || tabs.get().into_iter().map(tab_button).collect_view()}
        </div>
    }
}
