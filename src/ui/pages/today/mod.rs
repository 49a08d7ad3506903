//! Today: the meadow as it stands, what is worth doing, what is coming up, and the evidence that
//! everything stays on this device.

mod advice;
mod coming_up;
mod docket;
mod evidence;
mod meadow_section;
mod no_customers;
mod opening;
mod sample_note;
mod stems;

use self::advice::{Advice, Facts, advise, upcoming};
use self::coming_up::ComingUp;
use self::docket::Docket;
use self::evidence::Evidence;
use self::meadow_section::MeadowSection;
use self::no_customers::NoCustomers;
use self::opening::Opening;
use self::sample_note::SampleNote;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::engine_client::today;
use crate::platform::locale::DateStyle;
use crate::state::actions::{Action, ActionGroup, Actions};
use crate::state::drafts::{DraftKey, WizardDraft, list_event_drafts};
use crate::state::figures::use_formatter;
use crate::state::page::declare_page;
use crate::state::shell_commands::{ShellCommand, ShellCommands};
use crate::state::workspace::Workspace;
use crate::ui::components::button::{ButtonKind, LinkButton};
use crate::ui::components::page_head::PageHead;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use meadow_core::domain::workspace::WorkspaceKind;
use meadow_core::protocol::{GetBoard, GetEvents, GetFacts};

/// So many things are worth a day's attention; the others can wait.
const N_FIRST: usize = 3;

#[component]
pub fn TodayPage() -> impl IntoView {
    let i18n = use_i18n();
    let name = Signal::derive(move || t_string!(i18n, shell.today).to_owned());
    declare_page(name, Vec::new());
    register_actions();
    let summary = Workspace::expect().summary();
    let has_people =
        Memo::new(move |_| summary.with(|s| s.as_ref().map(|summary| summary.n_people > 0)));
    move || match has_people.get() {
        None => view! { <Opening /> }.into_any(),
        Some(false) => view! { <NoCustomers /> }.into_any(),
        Some(true) => view! { <Overview /> }.into_any(),
    }
}

#[component]
fn Overview() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let workspace = Workspace::expect();
    let summary = workspace.summary();
    let board = workspace.asked(|| Some(GetBoard { settings: None }));
    let events = workspace.asked(|| Some(GetEvents {}));
    let facts = workspace.asked(|| Some(GetFacts {}));
    let drafts = follow_drafts(workspace);

    // `None` until everything it rests on is known, so that no advice is taken back.
    let advice = Memo::new(move |_| -> Option<Vec<Advice>> {
        let (board, events, facts) = (board.get()?, events.get()?, facts.get()?);
        let drafts = drafts.get()?;
        summary.with(|summary| {
            Some(advise(&Facts {
                today: today(),
                summary: summary.as_ref()?,
                events: &events,
                drafts: &drafts,
                n_borderline: board.n_borderline,
                knows_one_to_one_cost: facts.one_to_one.per_customer().is_some(),
            }))
        })
    });
    let over = Signal::derive(move || Some(formatter.get().fmt_date(today().0, DateStyle::Long)));
    let title = Signal::derive(move || {
        match advice.with(|advice| advice.as_ref().map(|all| all.len().min(N_FIRST))) {
            None => t_string!(i18n, today.title),
            Some(0) => t_string!(i18n, today.title_none),
            Some(1) => t_string!(i18n, today.title_one),
            Some(2) => t_string!(i18n, today.title_two),
            Some(_) => t_string!(i18n, today.title_three),
        }
        .to_owned()
    });
    let lead = Signal::derive(move || {
        let events = events.get()?;
        let Some(next) = upcoming(&events, today()).first().copied().cloned() else {
            return Some(t_string!(i18n, today.lead_none).to_owned());
        };
        let n_days = next.day?.days_since(today());
        Some(match n_days {
            0 => t_string!(i18n, today.lead_today, name = next.name).to_string(),
            1 => t_string!(i18n, today.lead_tomorrow, name = next.name).to_string(),
            n => {
                let n = formatter.get().fmt_int(i64::from(n));
                t_string!(i18n, today.lead_days, name = next.name, n = n).to_string()
            }
        })
    });
    let is_sample = Memo::new(move |_| {
        summary.with(|s| s.as_ref().is_some_and(|s| s.kind == WorkspaceKind::Sample))
    });
    view! {
        <PageHead title=title over=over lead=lead>
            <LinkButton path="/import" icon="import">
                {t!(i18n, today.bring_file)}
            </LinkButton>
            <LinkButton path="/events/new" icon="plus" kind=ButtonKind::Primary>
                {t!(i18n, today.plan_event)}
            </LinkButton>
        </PageHead>
        <Show when=move || is_sample.get()>
            <SampleNote />
        </Show>
        <MeadowSection board=board />
        <div class="split split--main">
            <div class="stack stack--8">
                <Docket advice=advice n_first=N_FIRST />
                <ComingUp events=events />
            </div>
            <div class="stack stack--8">
                <Evidence />
            </div>
        </div>
    }
}

/// The drafts of the wizard, listed again with every revision.
fn follow_drafts(workspace: Workspace) -> RwSignal<Option<Vec<(DraftKey, WizardDraft)>>> {
    let drafts = RwSignal::new(None);
    let revision = workspace.revision();
    Effect::new(move |_| {
        if revision.get().is_none() {
            return;
        }
        spawn_local(async move {
            // Drafts that cannot be read are not worth an error here; the events page tells.
            let listed = list_event_drafts(workspace).await.unwrap_or_default();
            let _ = drafts.try_set(Some(listed));
        });
    });
    drafts
}

fn register_actions() {
    let i18n = use_i18n();
    let actions = Actions::expect();
    let shell = ShellCommands::expect();
    let navigate = use_navigate();
    actions.add(Action {
        group: ActionGroup::Do,
        icon: "plus",
        label: Signal::derive(move || t_string!(i18n, today.plan_event).to_owned()),
        keywords: "cehua huodong new event",
        shortcut: None,
        run: Callback::new(move |()| navigate("/events/new", Default::default())),
    });
    actions.add(Action {
        group: ActionGroup::Do,
        icon: "paw",
        label: Signal::derive(move || t_string!(i18n, today.open_sample).to_owned()),
        keywords: "shili sample demo",
        shortcut: None,
        run: Callback::new(move |()| shell.send(ShellCommand::OpenSample)),
    });
}
