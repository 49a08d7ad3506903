//! All workspaces of this browser: open, rename, add, remove and bring back.

use crate::i18n::{t, t_string, use_i18n};
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::state::toasts::{ToastAction, Toasts};
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, ButtonKind};
use crate::ui::components::dialog::Dialog;
use crate::ui::components::text_field::TextField;
use crate::ui::wizards::say;
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::domain::ids::WorkspaceId;
use meadow_core::domain::workspace::WorkspaceKind;
use meadow_core::protocol::EngineError;
use meadow_core::views::workspace::WorkspaceEntry;
use std::future::Future;

/// What a name is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Naming {
    New,
    Rename(WorkspaceId),
}

/// Carries out something that may fail, and says so if it did.
fn attempt(work: impl Future<Output = Result<(), EngineError>> + 'static) {
    let (toasts, settings) = (Toasts::expect(), Settings::expect());
    spawn_local(async move {
        if let Err(error) = work.await {
            toasts.show(explain(&error).get(settings.language.get_untracked()));
        }
    });
}

/// Lets handlers, which run outside any component, attempt things.
fn attempter() -> Callback<WorkspaceAct> {
    let workspace = Workspace::expect();
    let owner = Owner::current();
    Callback::new(move |act: WorkspaceAct| {
        let run = move || {
            attempt(async move {
                match act {
                    WorkspaceAct::Open(id) => workspace.open(id).await,
                    WorkspaceAct::OpenSample => workspace.open_sample().await,
                    WorkspaceAct::Create(name) => workspace.create_named(name).await,
                    WorkspaceAct::Rename(id, name) => workspace.rename(id, name).await,
                    WorkspaceAct::Remove(id) => workspace.remove(id).await,
                    WorkspaceAct::Restore(id) => workspace.restore(id).await,
                }
            });
        };
        match &owner {
            Some(owner) => owner.with(run),
            None => run(),
        }
    })
}

/// Something to do with workspaces.
#[derive(Clone, Debug)]
enum WorkspaceAct {
    Open(WorkspaceId),
    OpenSample,
    Create(String),
    Rename(WorkspaceId, String),
    Remove(WorkspaceId),
    Restore(WorkspaceId),
}

#[component]
pub fn Workspaces() -> impl IntoView {
    let i18n = use_i18n();
    let workspace = Workspace::expect();
    let entries = workspace.workspaces();
    let act = attempter();
    let naming = RwSignal::new(None::<Naming>);
    let name = RwSignal::new(String::new());
    let add = move |()| {
        name.set(String::new());
        naming.set(Some(Naming::New));
    };
    let rows = move || {
        let rows = entries.get().into_iter();
        rows.map(|entry| view! { <Row entry=entry act=act naming=naming name=name /> })
            .collect_view()
    };
    view! {
        <section class="section" aria-labelledby="workspaces-list">
            <div class="section__head">
                <h2 id="workspaces-list" tabindex="-1">
                    {t!(i18n, settings.workspaces)}
                </h2>
                <p class="section__note">{t!(i18n, settings.workspaces_note)}</p>
            </div>
            <ul class="log">{rows}</ul>
            <div class="row">
                <Button icon="plus" on_press=add>
                    {t!(i18n, settings.new_workspace)}
                </Button>
                <Button icon="paw" on_press=move |()| act.run(WorkspaceAct::OpenSample)>
                    {t!(i18n, shell.open_sample)}
                </Button>
            </div>
            <NameDialog naming=naming name=name act=act />
        </section>
    }
}

#[component]
fn Row(
    entry: WorkspaceEntry,
    act: Callback<WorkspaceAct>,
    naming: RwSignal<Option<Naming>>,
    name: RwSignal<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let toasts = Toasts::expect();
    let open = Workspace::expect().revision();
    let WorkspaceEntry { id, kind, n_customers, changed_ms, removed, .. } = entry;
    let is_open = move || open.get().is_some_and(|(open, _)| open == id);
    let entry_name = StoredValue::new(entry.name.clone());
    let about = move || {
        let f = formatter.get();
        t_string!(
            i18n,
            settings.workspace_about,
            n = f.fmt_int(n_customers.into()),
            time = f.fmt_datetime(changed_ms)
        )
        .to_string()
    };
    let rename = move |()| {
        name.set(entry_name.get_value());
        naming.set(Some(Naming::Rename(id)));
    };
    let remove = move |()| {
        act.run(WorkspaceAct::Remove(id));
        let text = t_string!(i18n, settings.workspace_removed, name = entry_name.get_value());
        let undo = ToastAction {
            label: t_string!(i18n, common.undo).to_owned(),
            shortcut: None,
            run: Callback::new(move |()| act.run(WorkspaceAct::Restore(id))),
        };
        toasts.show_with(text.to_string(), undo);
    };
    let acts = move || {
        if removed {
            view! {
                <Button size="sm" on_press=move |()| act.run(WorkspaceAct::Restore(id))>
                    {t!(i18n, settings.restore)}
                </Button>
            }
            .into_any()
        } else if is_open() {
            view! {
                <span class="tag" data-tone="poppy">
                    {t!(i18n, settings.is_open)}
                </span>
                <Button size="sm" on_press=rename>
                    {t!(i18n, shell.rename)}
                </Button>
            }
            .into_any()
        } else {
            view! {
                <Button size="sm" on_press=move |()| act.run(WorkspaceAct::Open(id))>
                    {t!(i18n, settings.open)}
                </Button>
                <Button size="sm" kind=ButtonKind::Danger on_press=remove>
                    {t!(i18n, settings.remove)}
                </Button>
            }
            .into_any()
        }
    };
    view! {
        <li>
            <span>
                <b>{entry.name}</b>
                " "
                {(kind == WorkspaceKind::Sample)
                    .then(|| view! { <span class="tag">{t!(i18n, shell.sample)}</span> })}
                {removed
                    .then(|| {
                        view! {
                            <span class="tag" data-tone="warn">
                                {t!(i18n, settings.removed)}
                            </span>
                        }
                    })}
                <br />
                <span class="fine">{about}</span>
            </span>
            <span class="row">{acts}</span>
        </li>
    }
}

#[component]
fn NameDialog(
    naming: RwSignal<Option<Naming>>,
    name: RwSignal<String>,
    act: Callback<WorkspaceAct>,
) -> impl IntoView {
    let i18n = use_i18n();
    let open = RwSignal::new(false);
    let was_tried = RwSignal::new(false);
    Effect::new(move |_| {
        let is_named = naming.with(Option::is_some);
        was_tried.set(false);
        if open.get_untracked() != is_named {
            open.set(is_named);
        }
    });
    Effect::new(move |_| {
        if !open.get() && naming.with_untracked(Option::is_some) {
            naming.set(None);
        }
    });
    let title = Signal::derive(move || match naming.get() {
        Some(Naming::Rename(_)) => t_string!(i18n, shell.rename_title).to_owned(),
        _ => t_string!(i18n, shell.new_workspace_title).to_owned(),
    });
    let missing = Signal::derive(move || {
        (was_tried.get() && name.with(|name| name.trim().is_empty()))
            .then(|| t_string!(i18n, shell.workspace_name_missing).to_owned())
    });
    let submit = move || {
        let wanted = name.get_untracked().trim().to_owned();
        was_tried.set(true);
        if wanted.is_empty() {
            return;
        }
        match naming.get_untracked() {
            Some(Naming::New) => act.run(WorkspaceAct::Create(wanted)),
            Some(Naming::Rename(id)) => act.run(WorkspaceAct::Rename(id, wanted)),
            None => {}
        }
        open.set(false);
    };
    let foot = move || {
        view! {
            <Button on_press=move |()| open.set(false)>{t!(i18n, common.cancel)}</Button>
            <Button kind=ButtonKind::Primary on_press=move |()| submit()>
                {t!(i18n, common.save)}
            </Button>
        }
    };
    view! {
        <Dialog open=open title=title foot=foot>
            <form novalidate on:submit=move |event| {
                event.prevent_default();
                submit();
            }>
                <TextField
                    label=say!(i18n, shell.workspace_name)
                    hint=say!(i18n, shell.workspace_name_hint)
                    value=name
                    error=missing
                    autofocus=true
                />
            </form>
        </Dialog>
    }
}
