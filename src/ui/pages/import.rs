//! Bringing in a file.

use crate::i18n::{t_string, use_i18n};
use crate::state::page::declare_page;
use crate::ui::components::page_head::PageHead;
use leptos::prelude::*;

#[component]
pub fn ImportPage() -> impl IntoView {
    let i18n = use_i18n();
    let name = Signal::derive(move || t_string!(i18n, shell.import).to_owned());
    declare_page(name, Vec::new());
    let title = Signal::derive(move || t_string!(i18n, import.title).to_owned());
    view! { <PageHead title=title /> }
}
