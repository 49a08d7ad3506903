//! The root: what is in context for every page, and which address shows which page.

use crate::i18n::I18nSubContextProvider;
use crate::platform::locale::{document_tag, locale_of};
use crate::platform::site;
use crate::state::actions::Actions;
use crate::state::clean_up::CleanUp;
use crate::state::customer_table::CustomerTable;
use crate::state::figures::provide_formatter;
use crate::state::forecast::Forecast;
use crate::state::foreign_requests::ForeignRequests;
use crate::state::import_session::ImportSession;
use crate::state::page::OpenPage;
use crate::state::save_status::SaveStatus;
use crate::state::settings::{Settings, Theme};
use crate::state::shell_commands::ShellCommands;
use crate::state::shell_summary::ShellSummary;
use crate::state::storage_care::remind_of_backups;
use crate::state::toasts::Toasts;
use crate::state::workspace::{Workspace, provide_workspace};
use crate::ui::page_part::{PageParts, show_part};
use crate::ui::pages::not_found::NotFoundPage;
use crate::ui::shell::Shell;
use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::path;

/// The whole page.
#[component]
pub fn App(parts: PageParts) -> impl IntoView {
    let settings = Settings::open();
    let summary = ShellSummary::new();
    provide_context(settings);
    provide_context(summary);
    provide_formatter(settings, summary);
    provide_context(SaveStatus::new());
    provide_context(Toasts::new());
    provide_context(ShellCommands::new());
    provide_context(Actions::new());
    provide_context(OpenPage::new());
    provide_context(ForeignRequests::count());
    provide_workspace();
    remind_of_backups(Workspace::expect());
    provide_context(CustomerTable::new(Workspace::expect()));
    provide_context(CleanUp::new(Workspace::expect()));
    provide_context(ImportSession::new(Workspace::expect(), Settings::expect().language));
    provide_context(Forecast::new(Workspace::expect()));
    follow_settings(settings);
    parts.fetch_ahead();

    let locale = Signal::derive(move || locale_of(settings.language.get()));
    view! {
        <I18nSubContextProvider initial_locale=locale>
            <Router base=site::base_path()>
                <Shell parts=parts>
                    <FlatRoutes fallback=NotFoundPage>
                        <Route path=path!("/") view=move || show_part(parts.today) />
                        <Route path=path!("/customers") view=move || show_part(parts.customers) />
                        <Route
                            path=path!("/customers/clean-up/:tab?")
                            view=move || show_part(parts.clean_up)
                        />
                        <Route path=path!("/import") view=move || show_part(parts.import) />
                        <Route path=path!("/segments/:lens?") view=move || show_part(parts.segments) />
                        <Route
                            path=path!("/segments/groups/:id")
                            view=move || show_part(parts.segments)
                        />
                        <Route
                            path=path!("/segments/canvas/:id")
                            view=move || show_part(parts.segments)
                        />
                        <Route
                            path=path!("/segments/canvas/:id/summary")
                            view=move || show_part(parts.segments)
                        />
                        <Route path=path!("/calls") view=move || show_part(parts.calls) />
                        <Route
                            path=path!("/forecast/:question?")
                            view=move || show_part(parts.forecast)
                        />
                        <Route path=path!("/events") view=move || show_part(parts.events) />
                        <Route path=path!("/events/new") view=move || show_part(parts.wizard) />
                        <Route path=path!("/events/:id/plan") view=move || show_part(parts.plan) />
                        <Route path=path!("/events/:id/:step") view=move || show_part(parts.wizard) />
                        <Route path=path!("/settings") view=move || show_part(parts.settings) />
                        <Route path=path!("/help/models") view=move || show_part(parts.help) />
                    </FlatRoutes>
                </Shell>
            </Router>
        </I18nSubContextProvider>
    }
}

/// Keeps the document itself in the chosen language and theme.
fn follow_settings(settings: Settings) {
    Effect::new(move |_| site::set_document_language(document_tag(settings.language.get())));
    Effect::new(move |_| {
        site::set_document_theme(match settings.theme.get() {
            Theme::System => None,
            Theme::Light => Some("light"),
            Theme::Dark => Some("dark"),
        });
    });
}
