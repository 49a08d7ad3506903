//! Moves the focus to the new page's title, so that keyboards and readers start there. Must not
//! know the pages.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// After every navigation but the first, the title of the page has the focus. Where a tab has an
/// address of its own, whoever walks along the tabs stays on them.
pub fn focus_heading_after_navigation() {
    let pathname = use_location().pathname;
    Effect::new(move |before: Option<String>| {
        let path = pathname.get();
        if before.is_some_and(|before| before != path) {
            // The new page is in the document one frame later.
            request_animation_frame(|| {
                if !is_on_tab() && !focus("#main h1") {
                    focus_main();
                }
            });
        }
        path
    });
}

fn is_on_tab() -> bool {
    let focused = document().active_element();
    focused.is_some_and(|element| element.matches("#main [role='tab']").unwrap_or(false))
}

/// A page that had to be fetched first takes the focus from the frame, where it was left meanwhile.
pub fn focus_heading_if_awaited() {
    let is_awaited = document()
        .active_element()
        .is_none_or(|element| element.id() == "main" || element.tag_name() == "BODY");
    if is_awaited {
        focus("#main h1");
    }
}

/// Where what had the focus is gone, because the page shows something else now, the title takes it.
/// Call it when that has been asked for; the new content is there a frame later.
pub fn focus_heading_if_lost() {
    focus_if_lost("#main h1");
}

/// The same with what takes the place of what is gone; the title where that is not there.
pub fn focus_if_lost(selector: &'static str) {
    request_animation_frame(move || {
        let is_lost =
            document().active_element().is_none_or(|element| element.tag_name() == "BODY");
        if is_lost && !focus(selector) {
            focus("#main h1");
        }
    });
}

/// Moves the focus to the page itself.
pub fn focus_main() {
    focus("#main");
}

fn focus(selector: &str) -> bool {
    document()
        .query_selector(selector)
        .ok()
        .flatten()
        .and_then(|element| element.dyn_into::<HtmlElement>().ok())
        .is_some_and(|element| element.focus().is_ok())
}
