//! What is shown when the page itself has stopped. Written without Leptos, which has stopped too.

use crate::i18n::{Locale, td_string};
use leptos::prelude::{document, window};
use std::panic;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlDialogElement};

/// From now on a panic is written to the console and said on the page.
pub fn watch_panics() {
    panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        show_notice();
    }));
}

/// Removes the element `loading` that index.html may show until the page runs.
pub fn remove_loading_notice() {
    if let Some(element) = document().get_element_by_id("loading") {
        element.remove();
    }
}

/// Puts the notice above everything. Every step may fail in a broken page, and then nothing more
/// can be done: hence the quiet `Option`.
fn show_notice() -> Option<()> {
    let document = document();
    if document.get_element_by_id("stopped").is_some() {
        return None;
    }
    let is_chinese = document
        .document_element()
        .and_then(|root| root.get_attribute("lang"))
        .is_some_and(|tag| tag.starts_with("zh"));
    let locale = if is_chinese { Locale::zh_CN } else { Locale::en };
    let title = td_string!(locale, errors.page_stopped);
    let safe = td_string!(locale, errors.page_stopped_safe);
    let remedy = td_string!(locale, errors.reload);
    // A modal dialog stands above any other that is open.
    let notice = child(&document.body()?.into(), "dialog", "dialog stopped")?;
    notice.set_id("stopped");
    notice.set_attribute("role", "alertdialog").ok()?;
    notice.set_attribute("aria-label", title).ok()?;
    child(&notice, "h2", "")?.set_text_content(Some(title));
    child(&notice, "p", "")?.set_text_content(Some(safe));
    let button = child(&notice, "button", "btn")?;
    button.set_attribute("data-variant", "primary").ok()?;
    button.set_text_content(Some(remedy));
    let reload = Closure::<dyn Fn()>::new(|| {
        let _ = window().location().reload();
    });
    button.add_event_listener_with_callback("click", reload.as_ref().unchecked_ref()).ok()?;
    reload.forget();
    notice.dyn_ref::<HtmlDialogElement>()?.show_modal().ok()
}

fn child(parent: &Element, tag: &str, class: &str) -> Option<Element> {
    let element = document().create_element(tag).ok()?;
    if !class.is_empty() {
        element.set_class_name(class);
    }
    parent.append_child(&element).ok()?;
    Some(element)
}
