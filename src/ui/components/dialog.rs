//! A native modal dialog. It closes by Escape, by its button and by a press beside it.

use crate::i18n::{t_string, use_i18n};
use crate::platform::scrolling::is_phone_wide;
use crate::ui::components::icon::Icon;
use leptos::ev::MouseEvent;
use leptos::html;
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement};

/// Fields may wait for an answer before they are drawn: so often they are looked for, and so long
/// apart.
const N_LOOKS: u32 = 5;
const BETWEEN_LOOKS: Duration = Duration::from_millis(60);

/// A form is there to be typed into: its first field takes the focus from the closing button. On a
/// phone the keyboard would cover the form.
fn focus_first_field(dialog: HtmlDialogElement, n_looks: u32) {
    set_timeout(
        move || {
            let is_at_head =
                dialog.query_selector(".dialog__head :focus").is_ok_and(|found| found.is_some());
            let field = dialog.query_selector(
                ".dialog__body :is(input:not([type='checkbox']), select, textarea):not(:disabled)",
            );
            match field.ok().flatten().and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
                Some(field) if is_at_head => drop(field.focus()),
                None if n_looks > 1 => focus_first_field(dialog, n_looks - 1),
                _ => {}
            }
        },
        BETWEEN_LOOKS,
    );
}

/// The bare dialog: shows and hides `children` with `open`, without any head. `label` names it.
#[component]
pub fn ModalFrame(
    open: RwSignal<bool>,
    #[prop(into)] label: Signal<String>,
    #[prop(default = "dialog")] class: &'static str,
    children: ChildrenFn,
) -> impl IntoView {
    let element = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let wanted = open.get();
        let Some(dialog) = element.get() else { return };
        let dialog: &HtmlDialogElement = dialog.unchecked_ref();
        if wanted && !dialog.open() {
            // Fails only for a dialog that is out of the document, where nothing can be shown.
            let _ = dialog.show_modal();
            if !is_phone_wide() {
                focus_first_field(dialog.clone(), N_LOOKS);
            }
        } else if !wanted && dialog.open() {
            dialog.close();
        }
    });
    // A press whose target is the dialog itself fell on its backdrop.
    let close_from_backdrop = move |event: MouseEvent| {
        let is_backdrop = element.get_untracked().is_some_and(|dialog| {
            event
                .target()
                .is_some_and(|target| &target == dialog.unchecked_ref::<web_sys::EventTarget>())
        });
        if is_backdrop {
            open.set(false);
        }
    };
    view! {
        <dialog
            class=class
            node_ref=element
            aria-label=move || label.get()
            on:close=move |_| open.set(false)
            on:mousedown=close_from_backdrop
        >
            <Show when=move || open.get()>{children()}</Show>
        </dialog>
    }
}

/// A dialog with a title, a body, and buttons at its foot.
#[component]
pub fn Dialog(
    open: RwSignal<bool>,
    #[prop(into)] title: Signal<String>,
    /// The buttons, the one that acts last.
    #[prop(into)]
    foot: ViewFn,
    children: ChildrenFn,
) -> impl IntoView {
    let i18n = use_i18n();
    let children = StoredValue::new(children);
    let foot = StoredValue::new(foot);
    view! {
        <ModalFrame open=open label=title>
            <div class="dialog__head">
                <h2>{move || title.get()}</h2>
                <button
                    class="btn"
                    data-variant="quiet"
                    data-icon=""
                    type="button"
                    aria-label=move || t_string!(i18n, common.close)
                    on:click=move |_| open.set(false)
                >
                    <Icon name="close" />
                </button>
            </div>
            <div class="dialog__body">{children.with_value(|children| children())}</div>
            <div class="dialog__foot">{foot.with_value(|foot| foot.run())}</div>
        </ModalFrame>
    }
}
