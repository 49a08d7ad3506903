//! What lies over the page when it is called for; fetched apart from the frame, which shows without it.

use super::palette::Palette;
use super::shortcuts::ShortcutSheet;
use leptos::prelude::*;

#[component]
pub fn ShellOverlays() -> impl IntoView {
    view! {
        <Palette />
        <ShortcutSheet />
    }
}
