//! What is seen: the frame, the pages in it, and the parts both are made of. Asks the engine
//! through `state`; computes nothing about customers or events.

pub mod app;
pub mod charts;
pub mod components;
pub mod pages;
pub mod shell;
mod stopped;
pub mod wizards;

/// Starts the page. Called once, by the page's binary.
pub fn mount() {
    stopped::watch_panics();
    leptos::mount::mount_to_body(app::App);
    stopped::remove_loading_notice();
}
