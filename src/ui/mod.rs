//! What is seen: the frame, the pages in it, and the parts both are made of. Asks the engine
//! through `state`; computes nothing about customers or events.

pub mod app;
pub mod charts;
pub mod components;
pub mod export_table;
pub mod model_link;
pub mod page_part;
pub mod pages;
pub mod part_in_address;
pub mod shell;
mod stopped;
pub mod wizards;

use leptos::prelude::*;
use page_part::PageParts;

/// Starts the page. Called once, by the page's binary.
pub fn mount(parts: PageParts) {
    stopped::watch_panics();
    leptos::mount::mount_to_body(move || view! { <app::App parts=parts /> });
    stopped::remove_loading_notice();
}
