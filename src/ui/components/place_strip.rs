//! A strip of places that scrolls sideways where it is longer than the page is wide: the one chosen
//! stays in sight. Must not know the places.

use crate::platform::scrolling::center_in_strip;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Brings the link that is `aria-current` into the middle of the strip whenever `place` changes: it may
/// stand beyond a phone's edge. Nothing happens while there is no place.
pub fn keep_chosen_in_view<T>(strip: NodeRef<html::Nav>, place: Memo<Option<T>>)
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    Effect::new(move |_| {
        let (Some(_), Some(strip)) = (place.get(), strip.get()) else { return };
        request_animation_frame(move || {
            let chosen = strip.query_selector("[aria-current]").ok().flatten();
            if let Some(chosen) = chosen.and_then(|chosen| chosen.dyn_into::<HtmlElement>().ok()) {
                center_in_strip(&strip, &chosen);
            }
        });
    });
}
