//! The frame around every page: places, bar, notices and what lies over the page. Must not know
//! what a page shows.

mod bar;
mod engine_notice;
mod fuzzy;
pub mod import_notice;
pub mod navigation;
pub mod overlays;
mod palette;
mod places;
pub mod questions;
mod shortcuts;
mod side;
mod storage_notice;
mod tabbar;
mod toast_list;
mod workspaces;

use crate::i18n::{t, t_string, use_i18n};
use crate::platform::site;
use crate::state::page::OpenPage;
use crate::state::workspace::Workspace;
use crate::ui::page_part::{PageParts, show_when_here};
use bar::Bar;
use engine_notice::EngineNotice;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use meadow_core::domain::ids::WorkspaceId;
use shortcuts::listen_to_shortcuts;
use side::Side;
use storage_notice::StorageNotice;
use tabbar::Tabbar;
use toast_list::ToastList;
use workspaces::WorkspaceSwitcher;

/// What lies over the page and can be opened from more than one place.
#[derive(Clone, Copy)]
pub struct Overlays {
    pub is_palette_open: RwSignal<bool>,
    pub are_shortcuts_open: RwSignal<bool>,
}

/// The frame; `children` is the open page.
#[component]
pub fn Shell(parts: PageParts, children: Children) -> impl IntoView {
    let i18n = use_i18n();
    let overlays = Overlays {
        is_palette_open: RwSignal::new(false),
        are_shortcuts_open: RwSignal::new(false),
    };
    provide_context(overlays);
    listen_to_shortcuts(overlays);
    navigation::focus_heading_after_navigation();
    follow_workspace();
    title_the_tab();
    places::register_actions();
    questions::register_actions();
    crate::ui::pages::customers::register_actions();

    let pathname = use_location().pathname;
    let is_focused = move || pathname.with(|path| places::is_focused(site::path_inside(path)));
    view! {
        // A plain link would leave for `<base>#main`.
        <a
            class="skip"
            href="#main"
            on:click=move |event| {
                event.prevent_default();
                navigation::focus_main();
            }
        >
            {t!(i18n, shell.skip)}
        </a>
        <div class="app" data-focus=move || is_focused().then_some("")>
            <Side />
            <div class="main">
                <Bar />
                <EngineNotice />
                <StorageNotice />
                {show_when_here(parts.import_notice)}
                <main id="main" class="page" tabindex="-1">
                    {children()}
                </main>
            </div>
            <Tabbar />
        </div>
        <WorkspaceSwitcher />
        {show_when_here(parts.overlays)}
        <ToastList />
        <HatchPattern />
    }
}

/// The hatching of losses, which every chart on the page refers to by name.
#[component]
fn HatchPattern() -> impl IntoView {
    view! {
        <svg width="0" height="0" class="sr-only" aria-hidden="true" focusable="false">
            <defs>
                <pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                    <line class="hatch-line" x1="0" y1="0" x2="0" y2="5"></line>
                </pattern>
            </defs>
        </svg>
    }
}

/// Another workspace is another page, though the address stays.
fn follow_workspace() {
    let revision = Workspace::expect().revision();
    Effect::new(move |before: Option<Option<WorkspaceId>>| {
        let now = revision.get().map(|(id, _)| id);
        if before.flatten().is_some_and(|before| now.is_some_and(|now| now != before)) {
            navigation::focus_heading_if_lost();
        }
        now.or(before.flatten())
    });
}

fn title_the_tab() {
    let i18n = use_i18n();
    let page = OpenPage::expect();
    Effect::new(move |_| {
        let app = t_string!(i18n, shell.app);
        let name = page.name.get().get();
        site::set_title(&if name.is_empty() { app.to_owned() } else { format!("{name} · {app}") });
    });
}
