//! The way to a heading of the page that is open. Must not know which there are.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Shows what stands below a heading and puts the focus on it, so that reading goes on there.
pub fn show_heading(id: &str) {
    let Some(heading) = document().get_element_by_id(id) else { return };
    heading.scroll_into_view();
    if let Ok(heading) = heading.dyn_into::<HtmlElement>() {
        heading.set_tab_index(-1);
        // Fails only for a heading that is gone.
        let _ = heading.focus();
    }
}
