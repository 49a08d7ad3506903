//! Until the workspace is there, or why it is not. What cannot be opened can be taken away as it is.

use crate::i18n::{t, t_string, use_i18n};
use crate::platform::site;
use crate::state::engine_error::explain;
use crate::state::settings::Settings;
use crate::state::workspace::Workspace;
use crate::ui::components::button::Button;
use crate::ui::components::error_note::ErrorNote;
use crate::ui::components::page_head::PageHead;
use crate::ui::components::skeleton::Skeleton;
use crate::ui::pages::settings::export_stored::ExportStored;
use leptos::prelude::*;
use meadow_core::protocol::EngineError;

#[component]
pub fn Opening() -> impl IntoView {
    let i18n = use_i18n();
    let problem = Workspace::expect().problem();
    let title = Signal::derive(move || {
        match problem.with(Option::is_some) {
            true => t_string!(i18n, today.not_opened),
            false => t_string!(i18n, today.opening),
        }
        .to_owned()
    });
    view! {
        <PageHead title=title />
        {move || match problem.get() {
            None => view! {
                <Skeleton />
            }
            .into_any(),
            Some(error) => view! { <NotOpened error=error /> }.into_any(),
        }}
    }
}

#[component]
fn NotOpened(error: EngineError) -> impl IntoView {
    let i18n = use_i18n();
    let settings = Settings::expect();
    let is_there = matches!(error, EngineError::NewerForm { .. } | EngineError::Damaged { .. });
    let what_happened = explain(&error);
    let what_happened =
        Signal::derive(move || what_happened.get(settings.language.get()).to_owned());
    let safe = Signal::derive(move || t_string!(i18n, today.not_opened_safe).to_owned());
    view! {
        <ErrorNote what_happened=what_happened what_is_safe=safe>
            <Button on_press=move |()| site::reload()>{t!(i18n, today.reload)}</Button>
            {is_there.then(|| view! { <ExportStored /> })}
        </ErrorNote>
    }
}
