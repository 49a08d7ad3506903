//! The events: drafts, what is coming, what is past and what came of it.

mod counts_dialog;
mod draft_row;
mod event_row;
mod file;
mod past_events;

use crate::i18n::{t, t_string, use_i18n};
use crate::platform::engine_client::today;
use crate::state::actions::{Action, ActionGroup, Actions};
use crate::state::drafts::{DraftKey, WizardDraft, list_event_drafts};
use crate::state::engine_error::explain;
use crate::state::page::declare_page;
use crate::state::settings::Settings;
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, ButtonKind, LinkButton};
use crate::ui::components::empty_state::EmptyState;
use crate::ui::components::error_note::ErrorNote;
use crate::ui::components::page_head::PageHead;
use crate::ui::components::section::Section;
use crate::ui::export_table::ExportTableMenu;
use crate::ui::wizards::{say, say_some};
use counts_dialog::{CountsDialog, CountsOf};
use draft_row::DraftRow;
use event_row::EventRow;
use file::events_file;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_query_map;
use meadow_core::domain::event::EventStatus;
use meadow_core::protocol::GetEvents;
use meadow_core::views::workspace::EventEntry;
use past_events::PastEventsDialog;

/// What the rows of the page share.
#[derive(Clone, Copy)]
struct EventsList {
    drafts: RwSignal<Vec<(DraftKey, WizardDraft)>>,
    /// Whose counts are being entered.
    counts_of: RwSignal<Option<CountsOf>>,
    /// Past events are being added from a table.
    adds_past: RwSignal<bool>,
}

impl EventsList {
    fn expect() -> Self {
        // cannot fail: `EventsPage` provides the list above every row.
        use_context().expect("list of events in context")
    }

    fn read_drafts(self, workspace: Workspace) {
        spawn_local(async move {
            // Without storage there are no drafts to show; the shell says that it is not there.
            if let Ok(found) = list_event_drafts(workspace).await {
                let _ = self.drafts.try_set(found);
            }
        });
    }
}

#[component]
pub fn EventsPage() -> impl IntoView {
    let i18n = use_i18n();
    declare_page(say!(i18n, shell.events), Vec::new());
    let language = Settings::expect().language;
    let workspace = Workspace::expect();
    let list = EventsList {
        drafts: RwSignal::new(Vec::new()),
        counts_of: RwSignal::new(None),
        adds_past: RwSignal::new(false),
    };
    provide_context(list);
    register_actions(list);
    // Other pages lead straight to recording what happened.
    if use_query_map().with_untracked(|query| query.get("counts").is_some()) {
        list.counts_of.set(Some(CountsOf::Typed));
    }
    let events = workspace.asked(|| Some(GetEvents {}));
    let revision = workspace.revision();
    Effect::new(move |_| {
        if revision.get().is_some() {
            list.read_drafts(workspace);
        }
    });
    let of_status = move |is_past: bool| {
        let events = events.get()?;
        let mut chosen: Vec<EventEntry> = events
            .iter()
            .filter(|event| (event.status == EventStatus::Past) == is_past)
            .cloned()
            .collect();
        // What comes next stands first; of the past, the latest.
        chosen.sort_by_key(|event| {
            event.day.map_or(i32::MAX, |day| if is_past { -day.0 } else { day.0 })
        });
        Some(chosen)
    };
    let coming = Memo::new(move |_| of_status(false).unwrap_or_default());
    let past = Memo::new(move |_| of_status(true).unwrap_or_default());
    let new_drafts = Memo::new(move |_| {
        list.drafts.with(|drafts| {
            drafts.iter().filter(|(key, _)| key.document().is_none()).cloned().collect::<Vec<_>>()
        })
    });
    let is_empty = move || {
        events.get().is_some_and(|events| events.is_empty()) && new_drafts.with(Vec::is_empty)
    };
    let lead = Signal::derive(move || {
        let n = coming.with(Vec::len);
        let soonest = coming.with(|coming| {
            let days = coming.iter().filter_map(|event| Some(event.day?.days_since(today())));
            days.filter(|days| *days >= 0).min()
        });
        Some(match (n, soonest) {
            (0, _) => t_string!(i18n, events.lead_none).to_owned(),
            (_, None) => t_string!(i18n, events.lead_coming, n = n).to_string(),
            (_, Some(0)) => t_string!(i18n, events.lead_today).to_owned(),
            (_, Some(days)) => t_string!(i18n, events.lead_soonest, n = n, days = days).to_string(),
        })
    });
    let safe = say!(i18n, events.nothing_changed);
    view! {
        <PageHead title=say!(i18n, events.title) lead=lead>
            <Button icon="results" on_press=move |()| list.counts_of.set(Some(CountsOf::Typed))>
                {t!(i18n, events.record_past)}
            </Button>
            <Button icon="import" on_press=move |()| list.adds_past.set(true)>
                {t!(i18n, events.past_from_table)}
            </Button>
            <LinkButton path="/events/new".to_owned() kind=ButtonKind::Primary icon="plus">
                {t!(i18n, events.plan_event)}
            </LinkButton>
        </PageHead>
        {move || {
            events
                .error
                .get()
                .map(|error| {
                    let words = explain(&error).get(language.get()).to_owned();
                    view! { <ErrorNote what_happened=words what_is_safe=safe /> }
                })
        }}
        <Show when=is_empty>
            <EmptyState title=say!(i18n, events.empty_title) text=say!(i18n, events.empty_text)>
                <LinkButton path="/events/new".to_owned() kind=ButtonKind::Primary icon="plus">
                    {t!(i18n, events.plan_event)}
                </LinkButton>
                <SampleButton />
            </EmptyState>
        </Show>
        <Show when=move || !new_drafts.with(Vec::is_empty)>
            <Section id="h-drafts" title=say!(i18n, events.drafts) note=say_some!(i18n, events.drafts_note)>
                <ul class="events">
                    <For
                        each=move || new_drafts.get()
                        key=|(key, draft)| (key.address().to_owned(), draft.step.clone())
                        let((key, draft))
                    >
                        <DraftRow key=key draft=draft />
                    </For>
                </ul>
            </Section>
        </Show>
        <Show when=move || !coming.with(Vec::is_empty)>
            <Section id="h-coming" title=say!(i18n, events.coming)>
                <ul class="events">
                    {move || coming.get().into_iter().map(|event| view! { <EventRow event=event /> }).collect_view()}
                </ul>
            </Section>
        </Show>
        <Show when=move || !past.with(Vec::is_empty)>
            <Section id="h-past" title=say!(i18n, events.past) note=say_some!(i18n, events.past_note)>
                <ul class="events">
                    {move || past.get().into_iter().map(|event| view! { <EventRow event=event /> }).collect_view()}
                </ul>
            </Section>
        </Show>
        <Show when=move || coming.with(|coming| !coming.is_empty()) || past.with(|past| !past.is_empty())>
            <ExportTableMenu table=move || {
                Some(events_file(coming.get().iter().chain(&past.get())))
            } />
        </Show>
        <CountsDialog />
        <PastEventsDialog />
    }
}

#[component]
fn SampleButton() -> impl IntoView {
    let i18n = use_i18n();
    let commands = crate::state::shell_commands::ShellCommands::expect();
    view! {
        <Button on_press=move |()| {
            commands.send(crate::state::shell_commands::ShellCommand::OpenSample);
        }>{t!(i18n, shell.open_sample)}</Button>
    }
}

fn register_actions(list: EventsList) {
    let i18n = use_i18n();
    let actions = Actions::expect();
    actions.add(Action {
        group: ActionGroup::Do,
        icon: "results",
        label: say!(i18n, events.record_past),
        keywords: "luru jieguo past counts",
        shortcut: None,
        run: Callback::new(move |()| list.counts_of.set(Some(CountsOf::Typed))),
    });
    actions.add(Action {
        group: ActionGroup::Do,
        icon: "import",
        label: say!(i18n, events.past_from_table),
        keywords: "bulu wangqi biaoge past table csv xlsx",
        shortcut: None,
        run: Callback::new(move |()| list.adds_past.set(true)),
    });
}
