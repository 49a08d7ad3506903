//! What one can do with the plan, its parts to jump to, and how much of the preparation is done.

use super::PlanDocument;
use super::invited::NOTE_INVITED;
use super::sheet::PARTS;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::files::{print_page, save_file};
use crate::state::drafts::{DraftKey, read_event_draft};
use crate::state::engine_error::explain;
use crate::state::settings::Settings;
use crate::state::toasts::Toasts;
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, ButtonKind, LinkButton};
use crate::ui::wizards::{say, say_now};
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::protocol::{Ask, EngineError, ExportCalendar, ExportInvitations, Thing};
use meadow_core::views::workspace::ExportedFile;

#[component]
pub fn Contents() -> impl IntoView {
    let i18n = use_i18n();
    let plan = PlanDocument::expect();
    let edit_path = Signal::derive(move || {
        let id = plan.id.get().unwrap_or_default();
        DraftKey::of_event(id).path("review")
    });
    let ready = move || {
        let (n_done, n_all) = plan.plan.get()?.n_ready;
        (n_all > 0).then_some((n_done, n_all))
    };
    let label = say!(i18n, plan.contents);
    view! {
        <nav class="doc__toc" aria-label=label>
            <p class="doc__tocact">
                <Button kind=ButtonKind::Primary icon="print" on_press=move |()| print_page()>
                    {t!(i18n, plan.print)}
                </Button>
                <Button icon="export" on_press=save_calendar(plan)>
                    {t!(i18n, plan.calendar)}
                </Button>
                <Button icon="export" on_press=save_invitations(plan)>
                    {t!(i18n, plan.invitation_list)}
                </Button>
                <LinkButton icon="edit" path=edit_path>
                    {t!(i18n, plan.edit)}
                </LinkButton>
            </p>
            <UnsavedChanges />
            <ol>
                {PARTS
                    .into_iter()
                    .map(|part| {
                        view! {
                            <li>
                                // A plain fragment would lead away from `<base>`.
                                <a
                                    href=format!("#{}", part.anchor())
                                    on:click=move |event| {
                                        event.prevent_default();
                                        scroll_to(part.anchor());
                                    }
                                >
                                    {move || part.title()}
                                </a>
                            </li>
                        }
                    })
                    .collect_view()}
            </ol>
            {move || {
                ready()
                    .map(|(n_done, n_all)| {
                        view! {
                            <p class="fine">
                                {t_string!(i18n, plan.n_ready, n = n_done, all = n_all).to_string()}
                            </p>
                            <Ticks n_done=n_done n_all=n_all />
                        }
                    })
            }}
        </nav>
    }
}

/// A tick for each thing to do, filled where it is done.
#[component]
fn Ticks(n_done: u32, n_all: u32) -> impl IntoView {
    let step = 100.0 / f64::from(n_all);
    let tick = move |place: u32| {
        let class = if place < n_done { "ticks__on" } else { "ticks__off" };
        let x = format!("{:.2}%", f64::from(place) * step);
        let width = format!("{:.2}%", 0.66 * step);
        view! { <rect class=class x=x width=width height="12" rx="1"></rect> }
    };
    view! {
        <svg class="ticks" width="100%" height="12" aria-hidden="true">
            {(0..n_all).map(tick).collect_view()}
        </svg>
    }
}

/// A draft beside the saved plan is easily forgotten.
#[component]
fn UnsavedChanges() -> impl IntoView {
    let i18n = use_i18n();
    let plan = PlanDocument::expect();
    let workspace = Workspace::expect();
    let step = RwSignal::new(None::<String>);
    let revision = workspace.revision();
    Effect::new(move |_| {
        let (Some(id), Some(_)) = (plan.id.get(), revision.get()) else { return };
        spawn_local(async move {
            let draft = read_event_draft(workspace, &DraftKey::of_event(id)).await;
            let _ = step.try_set(draft.ok().flatten().map(|(draft, _)| draft.step));
        });
    });
    let path =
        move |step: String| DraftKey::of_event(plan.id.get().unwrap_or_default()).path(&step);
    view! {
        {move || {
            step.get()
                .map(|step| {
                    let path = path(step);
                    view! {
                        <p class="fine">
                            {t!(i18n, plan.unsaved)} " "
                            <a href=crate::platform::site::link(&path)>{t!(i18n, plan.go_on)}</a>
                        </p>
                    }
                })
        }}
    }
}

fn scroll_to(anchor: &str) {
    if let Some(part) = document().get_element_by_id(anchor) {
        part.scroll_into_view();
    }
}

/// Saves the calendar of the plan as a file.
pub fn save_calendar(plan: PlanDocument) -> Callback<()> {
    let language = Settings::expect().language;
    let query = move || {
        let id = plan.id.get_untracked()?;
        Some(ExportCalendar { id, language: language.get_untracked() })
    };
    save_export(query, || {})
}

/// Saves the list of those to invite as a file.
pub fn save_invitations(plan: PlanDocument) -> Callback<()> {
    let language = Settings::expect().language;
    let query = move || {
        let id = plan.id.get_untracked()?;
        Some(ExportInvitations { id, language: language.get_untracked() })
    };
    save_export(query, open_noting)
}

/// Whoever has the list will invite by it: shows where that is noted, if a wave has gone out.
fn open_noting() {
    if let Some(part) = document().get_element_by_id(NOTE_INVITED) {
        // Fails only for a name that is none.
        let _ = part.set_attribute("open", "");
    }
}

/// `after`: once the file is saved.
fn save_export<Q>(
    query: impl Fn() -> Option<Q> + Send + Sync + 'static,
    after: fn(),
) -> Callback<()>
where
    Q: Ask<Answer = ExportedFile> + 'static,
{
    let i18n = use_i18n();
    let (workspace, toasts) = (Workspace::expect(), Toasts::expect());
    let language = Settings::expect().language;
    Callback::new(move |()| {
        let query = query();
        spawn_local(async move {
            let answer = match query {
                Some(query) => workspace.ask(query).await,
                None => Err(EngineError::NotFound { what: Thing::Event }),
            };
            match answer {
                Ok(file) if save_file(&file.name, &file.media_type, &file.bytes) => {
                    toasts.show(say_now!(i18n, plan.file_saved, name = file.name.as_str()));
                    after();
                }
                Ok(_) => toasts.show(say_now!(i18n, plan.file_refused)),
                Err(error) => toasts.show(explain(&error).get(language.get_untracked())),
            }
        });
    })
}
