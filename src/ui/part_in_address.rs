//! `/settings#one-to-one` leads to the part with that heading. Must not know the parts.

use crate::ui::components::heading::show_heading;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// Leads to the part that the address names, once it is there. `is_there` is tracked.
pub fn go_to_part_in_address(is_there: impl Fn(&str) -> bool + Send + Sync + 'static) {
    let hash = use_location().hash;
    // Led there once: answers that come anew leave the focus where it is by then.
    let part = Memo::new(move |_| {
        let hash = hash.get();
        let part = hash.trim_start_matches('#');
        (!part.is_empty() && is_there(part)).then(|| part.to_owned())
    });
    Effect::new(move |_| {
        let Some(part) = part.get() else { return };
        // The part is in the document one frame later; the page's own heading takes the focus before
        // that.
        request_animation_frame(move || request_animation_frame(move || show_heading(&part)));
    });
}
