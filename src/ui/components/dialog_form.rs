//! A form in the body of a dialog, sent by a button at its foot. Must not know what is filled in.

use leptos::prelude::*;

/// `id` ties the button to the form; no other element of the page has it.
#[component]
pub fn DialogForm(
    id: &'static str,
    #[prop(into)] on_submit: Callback<()>,
    children: Children,
) -> impl IntoView {
    view! {
        <form
            novalidate
            class="stack"
            id=id
            on:submit=move |event| {
                event.prevent_default();
                on_submit.run(());
            }
        >
            {children()}
        </form>
    }
}

/// Sends the form of this id; `children` is the label.
#[component]
pub fn SubmitButton(
    form: &'static str,
    #[prop(into, optional)] busy: Signal<bool>,
    children: Children,
) -> impl IntoView {
    view! {
        <button
            class="btn"
            data-variant="primary"
            type="submit"
            form=form
            aria-busy=move || busy.get().then_some("true")
        >
            {children()}
        </button>
    }
}
