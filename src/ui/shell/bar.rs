//! The bar above the page: where one is, whether it is saved, undo and redo, the palette, the
//! language and the theme.

use super::Overlays;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::keyboard::command_key_name;
use crate::platform::site::link;
use crate::state::figures::use_formatter;
use crate::state::page::OpenPage;
use crate::state::save_status::{SaveState, SaveStatus};
use crate::state::settings::{Settings, Theme};
use crate::state::shell_commands::{ShellCommand, ShellCommands};
use crate::state::shell_summary::ShellSummary;
use crate::ui::components::icon::Icon;
use leptos::prelude::*;
use meadow_core::domain::text::Language;

#[component]
pub fn Bar() -> impl IntoView {
    let i18n = use_i18n();
    let overlays = expect_context::<Overlays>();
    view! {
        <header class="bar">
            <Crumbs />
            <div class="bar__end">
                <Saved />
                <UndoButtons />
                <button
                    class="find"
                    type="button"
                    aria-haspopup="dialog"
                    on:click=move |_| overlays.is_palette_open.set(true)
                >
                    <Icon name="search" class="icon--sm" />
                    <span>{t!(i18n, shell.find)}</span>
                    <kbd>{command_key_name()} " K"</kbd>
                </button>
                <LanguageButton />
                <ThemeButton />
            </div>
        </header>
    }
}

#[component]
fn Crumbs() -> impl IntoView {
    let i18n = use_i18n();
    let page = OpenPage::expect();
    view! {
        <nav aria-label=move || t_string!(i18n, shell.you_are_here)>
            <ol class="bar__crumbs">
                {move || {
                    page.parents
                        .get()
                        .into_iter()
                        .map(|crumb| view! { <li><a href=link(&crumb.path)>{crumb.name}</a></li> })
                        .collect_view()
                }}
                <li>
                    <span aria-current="page">{move || page.name.get().get()}</span>
                </li>
            </ol>
        </nav>
    }
}

#[component]
fn Saved() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let state = SaveStatus::expect().state;
    let text = move || match state.get() {
        SaveState::Unchanged => String::new(),
        SaveState::Saving => t_string!(i18n, shell.saving).to_owned(),
        SaveState::Saved { at_ms } => {
            t_string!(i18n, shell.saved, time = formatter.get().fmt_time(at_ms)).to_string()
        }
        SaveState::Failed { reason } => {
            t_string!(i18n, shell.not_saved, reason = reason).to_string()
        }
    };
    let icon = Signal::derive(move || match state.get() {
        SaveState::Unchanged | SaveState::Saved { .. } => "check",
        SaveState::Saving => "clock",
        SaveState::Failed { .. } => "warn",
    });
    let name = move || match state.get() {
        SaveState::Unchanged => "unchanged",
        SaveState::Saving => "saving",
        SaveState::Saved { .. } => "saved",
        SaveState::Failed { .. } => "failed",
    };
    view! {
        <span class="saved" role="status" data-state=name>
            {move || (state.get() != SaveState::Unchanged).then(|| view! { <Icon name=icon /> })}
            <span class="saved__text">{text}</span>
        </span>
    }
}

#[component]
fn UndoButtons() -> impl IntoView {
    let i18n = use_i18n();
    let summary = ShellSummary::expect();
    let commands = ShellCommands::expect();
    let settings = Settings::expect();
    let undo = move || match summary.undo_label.get() {
        Some(label) => {
            let what = label.get(settings.language.get()).to_owned();
            t_string!(i18n, shell.undo_what, what = what).to_string()
        }
        None => t_string!(i18n, shell.nothing_to_undo).to_owned(),
    };
    let redo = move || match summary.redo_label.get() {
        Some(label) => {
            let what = label.get(settings.language.get()).to_owned();
            t_string!(i18n, shell.redo_what, what = what).to_string()
        }
        None => t_string!(i18n, shell.nothing_to_redo).to_owned(),
    };
    let can_undo = move || commands.is_answered() && summary.undo_label.get().is_some();
    let can_redo = move || commands.is_answered() && summary.redo_label.get().is_some();
    view! {
        <button
            class="btn bar__undo"
            data-variant="quiet"
            data-icon=""
            type="button"
            aria-label=undo
            title=undo
            disabled=move || !can_undo()
            on:click=move |_| commands.send(ShellCommand::Undo)
        >
            <Icon name="undo" />
        </button>
        <button
            class="btn bar__redo"
            data-variant="quiet"
            data-icon=""
            type="button"
            aria-label=redo
            title=redo
            disabled=move || !can_redo()
            on:click=move |_| commands.send(ShellCommand::Redo)
        >
            <Icon name="undo" class="icon--mirrored" />
        </button>
    }
}

#[component]
fn LanguageButton() -> impl IntoView {
    let i18n = use_i18n();
    let settings = Settings::expect();
    // The label is in the language it leads to.
    let lang = move || match settings.language.get() {
        Language::En => "zh-CN",
        Language::Zh => "en",
    };
    view! {
        <button
            class="btn"
            data-variant="quiet"
            type="button"
            lang=lang
            title=move || t_string!(i18n, shell.switch_language)
            on:click=move |_| settings.switch_language()
        >
            {t!(i18n, shell.other_language)}
        </button>
    }
}

/// Goes round: as the system, light, dark.
#[component]
fn ThemeButton() -> impl IntoView {
    let i18n = use_i18n();
    let settings = Settings::expect();
    let label = move || match settings.theme.get() {
        Theme::System => t_string!(i18n, shell.theme_system),
        Theme::Light => t_string!(i18n, shell.theme_light),
        Theme::Dark => t_string!(i18n, shell.theme_dark),
    };
    let icon = Signal::derive(move || match settings.theme.get() {
        Theme::System => "moon",
        Theme::Light => "sun",
        Theme::Dark => "moon",
    });
    view! {
        <button
            class="btn"
            data-variant="quiet"
            data-icon=""
            type="button"
            aria-label=label
            title=label
            on:click=move |_| settings.theme.update(|theme| *theme = theme.next())
        >
            <Icon name=icon />
        </button>
    }
}
