//! A button with a short list of choices under it: pressed, it opens; Escape, a press elsewhere or
//! leaving it closes it.

use crate::ui::components::icon::Icon;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuChoice {
    pub value: &'static str,
    pub label: String,
    /// In small letters behind the label.
    pub note: String,
}

/// `children` is the label of the button.
#[component]
pub fn MenuButton(
    icon: &'static str,
    #[prop(optional_no_strip)] size: Option<&'static str>,
    #[prop(into)] choices: Signal<Vec<MenuChoice>>,
    #[prop(into)] on_choose: Callback<&'static str>,
    children: Children,
) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let whole = NodeRef::<html::Div>::new();
    let button = NodeRef::<html::Button>::new();
    let is_inside = move |target: Option<web_sys::EventTarget>| {
        let node = target.and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        whole.get_untracked().is_some_and(|whole| whole.contains(node.as_ref()))
    };
    // Not every browser gives a pressed button the focus, so leaving alone would not tell.
    let elsewhere = window_event_listener(leptos::ev::pointerdown, move |event| {
        if is_open.get_untracked() && !is_inside(event.target()) {
            is_open.set(false);
        }
    });
    on_cleanup(move || elsewhere.remove());
    let close = move || {
        is_open.set(false);
        if let Some(button) = button.get_untracked() {
            let _ = button.focus();
        }
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" && is_open.get_untracked() {
            event.stop_propagation();
            close();
        }
    };
    let leave = move |event: leptos::ev::FocusEvent| {
        if event.related_target().is_some() && !is_inside(event.related_target()) {
            is_open.set(false);
        }
    };
    let line = move |choice: MenuChoice| {
        let value = choice.value;
        view! {
            <li>
                <button
                    class="menu__item"
                    type="button"
                    data-value=value
                    on:click=move |_| {
                        close();
                        on_choose.run(value);
                    }
                >
                    {choice.label}
                    <small>{choice.note}</small>
                </button>
            </li>
        }
    };
    view! {
        <div class="menu-button" node_ref=whole on:keydown=on_key on:focusout=leave>
            <button
                class="btn"
                type="button"
                data-size=size
                aria-expanded=move || is_open.get().to_string()
                node_ref=button
                on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)
            >
                <Icon name=icon />
                {children()}
                <Icon name="down" class="icon--sm" />
            </button>
            <Show when=move || is_open.get()>
                <ul class="menu menu-button__list">
                    {move || choices.get().into_iter().map(line).collect_view()}
                </ul>
            </Show>
        </div>
    }
}
