//! Draws the toasts and takes them away in time, unless the reader is at one.

use crate::i18n::{t_string, use_i18n};
use crate::state::toasts::{Toast, Toasts};
use crate::state::workspace::Workspace;
use crate::ui::components::icon::Icon;
use leptos::prelude::*;
use std::time::Duration;

/// Long enough to read a sentence and reach its button.
const SHOWN_FOR: Duration = Duration::from_secs(8);

#[component]
pub fn ToastList() -> impl IntoView {
    let i18n = use_i18n();
    let toasts = Toasts::expect();
    view! {
        // Always in the document, so that readers hear what is added.
        <div class="toasts" role="status" aria-label=move || t_string!(i18n, shell.notices)>
            <For each=move || toasts.items.get() key=|toast| toast.id let(toast)>
                <ToastLine toast=toast />
            </For>
        </div>
    }
}

#[component]
fn ToastLine(toast: Toast) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = Toasts::expect();
    let Toast { id, text, action, tells_of } = toast;
    let is_held = RwSignal::new(false);
    Effect::new(move |_| {
        if !is_held.get()
            && let Ok(timer) = set_timeout_with_handle(move || toasts.dismiss(id), SHOWN_FOR)
        {
            on_cleanup(move || timer.clear());
        }
    });
    if let Some((workspace, change)) = tells_of {
        let state = Workspace::expect().state();
        Effect::new(move |_| {
            let is_taken_back =
                state.get().is_some_and(|(own, now)| own == workspace && now < change);
            if is_taken_back {
                toasts.dismiss(id);
            }
        });
    }
    view! {
        <div
            class="toast"
            on:mouseenter=move |_| is_held.set(true)
            on:mouseleave=move |_| is_held.set(false)
            on:focusin=move |_| is_held.set(true)
            on:focusout=move |_| is_held.set(false)
        >
            <span>{text}</span>
            {action
                .map(|action| {
                    view! {
                        <button
                            class="btn"
                            data-size="sm"
                            type="button"
                            on:click=move |_| {
                                toasts.dismiss(id);
                                action.run.run(());
                            }
                        >
                            {action.label}
                            {action.shortcut.map(|keys| view! { <kbd>{keys}</kbd> })}
                        </button>
                    }
                })}
            <button
                class="btn toast__close"
                data-size="sm"
                data-icon=""
                type="button"
                aria-label=move || t_string!(i18n, shell.dismiss)
                on:click=move |_| toasts.dismiss(id)
            >
                <Icon name="close" class="icon--sm" />
            </button>
        </div>
    }
}
