//! Where things stand in the window, and scrolling them into it. Must not know what scrolls.

use leptos::prelude::{
    LocalStorage, StoredValue, WithValue, document, on_cleanup, request_animation_frame, window,
};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{AddEventListenerOptions, Element, Event, HtmlElement};

/// A stretch of the window, in CSS pixels from its upper edge.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Stretch {
    pub top: f64,
    pub bottom: f64,
}

impl Stretch {
    /// Where an element stands.
    pub fn of(element: &Element) -> Self {
        let rect = element.get_bounding_client_rect();
        Self { top: rect.top(), bottom: rect.bottom() }
    }

    pub fn height(self) -> f64 {
        (self.bottom - self.top).max(0.0)
    }

    /// The part of it that the window shows.
    pub fn in_window(self) -> Self {
        let window_height =
            window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
        Self { top: self.top.max(0.0), bottom: self.bottom.min(window_height) }
    }
}

/// Calls `on_scroll` at most once a frame while anything scrolls or the window changes its size,
/// until the current owner is cleaned up.
pub fn observe_scrolling(on_scroll: impl Fn() + 'static) {
    let on_scroll = Rc::new(on_scroll);
    let is_due = Rc::new(Cell::new(false));
    let is_over = Rc::new(Cell::new(false));
    let over = Rc::clone(&is_over);
    let callback = Closure::<dyn Fn(Event)>::new(move |_| {
        if is_due.replace(true) {
            return;
        }
        let (on_scroll, is_due, over) =
            (Rc::clone(&on_scroll), Rc::clone(&is_due), Rc::clone(&over));
        request_animation_frame(move || {
            is_due.set(false);
            if !over.get() {
                on_scroll();
            }
        });
    });
    // Scrolling does not bubble, but it can be captured: one listener hears every box.
    let options = AddEventListenerOptions::new();
    options.set_capture(true);
    options.set_passive(true);
    for name in ["scroll", "resize"] {
        // Fails only for a listener that is no function.
        let _ = window().add_event_listener_with_callback_and_add_event_listener_options(
            name,
            callback.as_ref().unchecked_ref(),
            &options,
        );
    }
    let held = StoredValue::<_, LocalStorage>::new_local((callback, is_over));
    on_cleanup(move || {
        held.try_with_value(|(callback, is_over)| {
            is_over.set(true);
            for name in ["scroll", "resize"] {
                let _ = window().remove_event_listener_with_callback_and_bool(
                    name,
                    callback.as_ref().unchecked_ref(),
                    true,
                );
            }
        });
    });
}

/// Scrolls by so many pixels: the box where it has something to scroll, else the window.
pub fn scroll_by(scroll_box: &Element, distance: f64) {
    if scroll_box.scroll_height() > scroll_box.client_height() + 1 {
        scroll_box.set_scroll_top(scroll_box.scroll_top() + distance.round() as i32);
    } else {
        window().scroll_by_with_x_and_y(0.0, distance);
    }
}

/// Brings an item of a strip that scrolls sideways into its middle; the window stays where it is.
pub fn center_in_strip(strip: &HtmlElement, item: &HtmlElement) {
    let middle = item.offset_left() + item.offset_width() / 2;
    strip.set_scroll_left(middle - strip.client_width() / 2);
}

/// The size of a `rem` in CSS pixels, which the reader may have changed.
pub fn rem_px() -> f64 {
    document()
        .document_element()
        .and_then(|root| window().get_computed_style(&root).ok().flatten())
        .and_then(|style| style.get_property_value("font-size").ok())
        .and_then(|size| size.trim_end_matches("px").parse().ok())
        .unwrap_or(16.0)
}

/// Whether the window is as narrow as a phone's: the breakpoint of the style sheet.
pub fn is_phone_wide() -> bool {
    window().match_media("(max-width: 45rem)").ok().flatten().is_some_and(|query| query.matches())
}
