//! Which page is open, for the bar above it and the browser's tab. Must not know the pages.

use leptos::prelude::{RwSignal, Set, Signal, use_context};

/// A step of the way to the open page.
#[derive(Clone)]
pub struct Crumb {
    pub name: Signal<String>,
    /// Path inside the application, such as `/events`.
    pub path: String,
}

/// The open page.
#[derive(Clone, Copy)]
pub struct OpenPage {
    pub name: RwSignal<Signal<String>>,
    pub parents: RwSignal<Vec<Crumb>>,
}

impl OpenPage {
    #[expect(clippy::new_without_default, reason = "makes signals, which needs an owner")]
    pub fn new() -> Self {
        Self {
            name: RwSignal::new(Signal::stored(String::new())),
            parents: RwSignal::new(Vec::new()),
        }
    }

    /// The open page in context.
    pub fn expect() -> Self {
        // cannot fail: `ui::app` provides the open page above every component.
        use_context().expect("open page in context")
    }
}

/// Says which page is open; every page calls it first. `name` is short ("Customers"), the page's
/// own heading may be longer.
pub fn declare_page(name: Signal<String>, parents: Vec<Crumb>) {
    let page = OpenPage::expect();
    page.name.set(name);
    page.parents.set(parents);
}
