//! Planning an event step by step.

use crate::i18n::{t_string, use_i18n};
use crate::state::page::{Crumb, declare_page};
use crate::ui::components::page_head::PageHead;
use leptos::prelude::*;

#[component]
pub fn WizardPage() -> impl IntoView {
    let i18n = use_i18n();
    let events = Signal::derive(move || t_string!(i18n, shell.events).to_owned());
    let name = Signal::derive(move || t_string!(i18n, shell.new_event).to_owned());
    declare_page(name, vec![Crumb { name: events, path: "/events".to_owned() }]);
    let title = Signal::derive(move || t_string!(i18n, events.title).to_owned());
    view! { <PageHead title=title /> }
}
