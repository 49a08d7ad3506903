//! Keys as the page understands them. Must not know what a shortcut does.

use leptos::prelude::window;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, KeyboardEvent};

/// Whether the command key of this system is held: Cmd on Apple systems, Ctrl elsewhere.
pub fn has_command_key(event: &KeyboardEvent) -> bool {
    if is_apple() { event.meta_key() } else { event.ctrl_key() }
}

/// How the command key is written on this system.
pub fn command_key_name() -> &'static str {
    if is_apple() { "⌘" } else { "Ctrl" }
}

/// Whether the key, or what is pasted, goes into a field, so that shortcuts must stay silent.
pub fn is_typing(event: &Event) -> bool {
    let Some(element) = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok())
    else {
        return false;
    };
    let is_field = matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT");
    is_field || element.is_content_editable()
}

fn is_apple() -> bool {
    window()
        .navigator()
        .platform()
        .is_ok_and(|platform| platform.starts_with("Mac") || platform.starts_with("iP"))
}
