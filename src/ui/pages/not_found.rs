//! What an unknown address shows.

use crate::i18n::{t, t_string, use_i18n};
use crate::platform::site::link;
use crate::state::page::declare_page;
use crate::ui::components::page_head::PageHead;
use leptos::prelude::*;

#[component]
pub fn NotFoundPage() -> impl IntoView {
    let i18n = use_i18n();
    let title = Signal::derive(move || t_string!(i18n, shell.not_found).to_owned());
    declare_page(title, Vec::new());
    let lead = Signal::derive(move || t_string!(i18n, shell.not_found_lead).to_owned());
    view! {
        <PageHead title=title lead=lead />
        <p>
            <a class="btn" data-variant="primary" href=link("/")>{t!(i18n, shell.go_today)}</a>
        </p>
    }
}
