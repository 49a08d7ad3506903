//! A round “?” that opens what stands behind a page or a part of it: what it goes by, how that is worked
//! out, and when not to trust it. It is the browser's own popover: Escape or a press elsewhere closes it,
//! and the focus is back on the button. Must not know what it explains.

use crate::i18n::{t, t_string, use_i18n};
use crate::ui::components::heading::show_heading;
use crate::ui::components::icon::Icon;
use leptos::ev::MouseEvent;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// What one button explains: `Help::new("canvas-help", name, goes_by, formula, doubt)`, then as `help` of a
/// page's head or a section.
#[derive(Clone)]
pub struct Help {
    /// Of the popover; no other element of the page has it.
    id: &'static str,
    /// What is explained, for those who hear the button.
    name: Signal<String>,
    goes_by: Signal<String>,
    formula: Signal<String>,
    doubt: Signal<String>,
    link: Option<(&'static str, Signal<String>)>,
    /// The address of what explains it in full.
    in_full: Option<String>,
}

impl Help {
    pub fn new(
        id: &'static str,
        name: Signal<String>,
        goes_by: Signal<String>,
        formula: Signal<String>,
        doubt: Signal<String>,
    ) -> Self {
        Self { id, name, goes_by, formula, doubt, link: None, in_full: None }
    }

    /// Leads to the part of the page with this heading, where the model is shown or set.
    pub fn leading_to(self, heading: &'static str, label: Signal<String>) -> Self {
        Self { link: Some((heading, label)), ..self }
    }

    /// Leads to the page at this address, which explains the model in full.
    pub fn in_full_at(self, href: String) -> Self {
        Self { in_full: Some(href), ..self }
    }
}

#[component]
pub fn HelpButton(help: Help) -> impl IntoView {
    let i18n = use_i18n();
    let Help { id, name, goes_by, formula, doubt, link, in_full } = help;
    let panel = NodeRef::<html::Div>::new();
    let label =
        Signal::derive(move || t_string!(i18n, common.help_about, name = name.get()).to_string());
    let go = move |event: MouseEvent, heading: &str| {
        // A plain fragment would lead away from `<base>`.
        event.prevent_default();
        if let Some(panel) = panel.get_untracked() {
            // Fails only where it is closed already.
            let _ = panel.unchecked_ref::<HtmlElement>().hide_popover();
        }
        show_heading(heading);
    };
    let link = link.map(|(heading, label)| {
        view! {
            <p>
                <a href=format!("#{heading}") on:click=move |event| go(event, heading)>
                    {move || label.get()}
                </a>
            </p>
        }
    });
    let in_full =
        in_full.map(|href| view! { <p><a href=href>{t!(i18n, common.model_in_full)}</a></p> });
    view! {
        <div class="help">
            <button
                class="help__button"
                type="button"
                popovertarget=id
                aria-label=move || label.get()
            >
                "?"
            </button>
            <div
                class="help__panel"
                id=id
                popover="auto"
                role="group"
                aria-label=move || label.get()
                node_ref=panel
            >
                <dl>
                    <dt>{t!(i18n, common.help_goes_by)}</dt>
                    <dd>{move || goes_by.get()}</dd>
                    <dt>{t!(i18n, common.help_formula)}</dt>
                    <dd>{move || formula.get()}</dd>
                    <dt>{t!(i18n, common.help_doubt)}</dt>
                    <dd>{move || doubt.get()}</dd>
                </dl>
                {link}
                {in_full}
                <button
                    class="btn help__close"
                    type="button"
                    data-size="sm"
                    data-variant="quiet"
                    data-icon=""
                    popovertarget=id
                    popovertargetaction="hide"
                    aria-label=move || t_string!(i18n, common.close)
                >
                    <Icon name="close" class="icon--sm" />
                </button>
            </div>
        </div>
    }
}
