//! The workspace switcher: the list, a new one, another name, the sample. Must not know how
//! workspaces are stored.

use crate::i18n::{t, t_string, use_i18n};
use crate::state::shell_commands::{ShellCommand, ShellCommands};
use crate::state::shell_summary::{ShellSummary, WorkspaceEntry};
use crate::ui::components::dialog::Dialog;
use crate::ui::components::icon::Icon;
use crate::ui::components::text_field::TextField;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// What the name that is asked for is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Create,
    Rename,
}

#[component]
pub fn WorkspaceSwitcher() -> impl IntoView {
    let i18n = use_i18n();
    let summary = ShellSummary::expect();
    let commands = ShellCommands::expect();
    let asked = RwSignal::new(Purpose::Create);
    let is_asking = RwSignal::new(false);
    let name = RwSignal::new(String::new());
    let menu = NodeRef::<html::Div>::new();
    let close_menu = move || {
        if let Some(menu) = menu.get_untracked() {
            let _ = menu.unchecked_ref::<web_sys::HtmlElement>().hide_popover();
        }
    };
    let send = move |command: ShellCommand| {
        close_menu();
        commands.send(command);
    };
    let ask = move |purpose: Purpose| {
        close_menu();
        asked.set(purpose);
        name.set(match purpose {
            Purpose::Create => String::new(),
            Purpose::Rename => {
                summary.open_workspace.get_untracked().map(|w| w.name).unwrap_or_default()
            }
        });
        is_asking.set(true);
    };
    let is_open = move |id: &str| summary.open_workspace.get().is_some_and(|open| open.id == id);
    let entry = move |workspace: WorkspaceEntry| {
        let WorkspaceEntry { id, name, is_sample } = workspace;
        let is_current = is_open(&id);
        view! {
            <li>
                <button
                    class="menu__item"
                    type="button"
                    aria-current=is_current.then_some("true")
                    on:click=move |_| send(ShellCommand::OpenWorkspace { id: id.clone() })
                >
                    <Icon name=if is_current { "check" } else { "meadow" } />
                    {name}
                    {is_sample.then(|| view! { <small>{t!(i18n, shell.sample)}</small> })}
                </button>
            </li>
        }
    };
    let is_unanswered = move || !commands.is_answered();
    view! {
        <div
            class="workspaces"
            id="workspaces"
            popover="auto"
            node_ref=menu
            role="region"
            aria-label=move || t_string!(i18n, shell.workspaces)
        >
            <ul class="menu">
                {move || summary.workspaces.get().into_iter().map(entry).collect_view()}
                <li>
                    <button
                        class="menu__item"
                        type="button"
                        disabled=is_unanswered
                        on:click=move |_| ask(Purpose::Create)
                    >
                        <Icon name="plus" />
                        {t!(i18n, shell.new_workspace)}
                    </button>
                </li>
                <li>
                    <button
                        class="menu__item"
                        type="button"
                        disabled=move || is_unanswered() || summary.open_workspace.get().is_none()
                        on:click=move |_| ask(Purpose::Rename)
                    >
                        <Icon name="edit" />
                        {t!(i18n, shell.rename_workspace)}
                    </button>
                </li>
                <li>
                    <button
                        class="menu__item"
                        type="button"
                        disabled=is_unanswered
                        on:click=move |_| send(ShellCommand::OpenSample)
                    >
                        <Icon name="paw" />
                        {t!(i18n, shell.open_sample)}
                    </button>
                </li>
            </ul>
        </div>
        <NameDialog open=is_asking purpose=asked name=name />
    }
}

#[component]
fn NameDialog(
    open: RwSignal<bool>,
    purpose: RwSignal<Purpose>,
    name: RwSignal<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let summary = ShellSummary::expect();
    let commands = ShellCommands::expect();
    let was_tried = RwSignal::new(false);
    let title = Signal::derive(move || {
        match purpose.get() {
            Purpose::Create => t_string!(i18n, shell.new_workspace_title),
            Purpose::Rename => t_string!(i18n, shell.rename_title),
        }
        .to_owned()
    });
    let label = Signal::derive(move || t_string!(i18n, shell.workspace_name).to_owned());
    let hint = Signal::derive(move || {
        match purpose.get() {
            Purpose::Create => t_string!(i18n, shell.new_workspace_hint),
            Purpose::Rename => t_string!(i18n, shell.workspace_name_hint),
        }
        .to_owned()
    });
    let error = Signal::derive(move || {
        let is_missing = was_tried.get() && name.with(|name| name.trim().is_empty());
        is_missing.then(|| t_string!(i18n, shell.workspace_name_missing).to_owned())
    });
    let submit = move || {
        let wanted = name.get_untracked().trim().to_owned();
        was_tried.set(wanted.is_empty());
        if wanted.is_empty() {
            return;
        }
        open.set(false);
        match purpose.get_untracked() {
            Purpose::Create => commands.send(ShellCommand::CreateWorkspace { name: wanted }),
            Purpose::Rename => {
                if let Some(workspace) = summary.open_workspace.get_untracked() {
                    commands.send(ShellCommand::RenameWorkspace { id: workspace.id, name: wanted });
                }
            }
        }
    };
    let foot = move || {
        view! {
            <button class="btn" type="button" on:click=move |_| open.set(false)>
                {t!(i18n, common.cancel)}
            </button>
            <button class="btn" data-variant="primary" type="button" on:click=move |_| submit()>
                {move || match purpose.get() {
                    Purpose::Create => t_string!(i18n, shell.create),
                    Purpose::Rename => t_string!(i18n, shell.rename),
                }}
            </button>
        }
    };
    view! {
        <Dialog open=open title=title foot=foot>
            <form novalidate on:submit=move |event| {
                event.prevent_default();
                submit();
            }>
                <TextField label=label value=name hint=hint error=error autofocus=true />
            </form>
        </Dialog>
    }
}
