//! The telephone follow-up: one person after another, the next by what a call is expected to bring.

mod address;
mod choices;
mod files;
mod formula;
mod outcomes;
mod permission;
mod queue;
mod records;
mod script;
mod sheet;

use self::choices::Choices;
use self::formula::Formula;
use self::permission::PermissionNote;
use self::queue::Queue;
use self::records::Records;
use self::sheet::CallSheet;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::clock::minute_of_day;
use crate::platform::locale::Formatter;
use crate::state::call_session::CallSession;
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::page::declare_page;
use crate::state::settings::Settings;
use crate::state::shell_commands::{ShellCommand, ShellCommands};
use crate::state::words::agree;
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, ButtonKind, LinkButton};
use crate::ui::components::empty_state::EmptyState;
use crate::ui::components::error_note::{ErrorNote, Note, Tone};
use crate::ui::components::page_head::PageHead;
use crate::ui::components::skeleton::Skeleton;
use crate::ui::pages::customers::wording::Texts;
use crate::ui::wizards::bindings::write_minute;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use meadow_core::protocol::{GetFacts, GetSegments, GetViews};
use meadow_core::views::calls::{CallAudience, CallList};

#[component]
pub fn CallsPage() -> impl IntoView {
    let i18n = use_i18n();
    let name = Signal::derive(move || t_string!(i18n, shell.calls).to_owned());
    declare_page(name, Vec::new());
    let summary = Workspace::expect().summary();
    let has_people = Memo::new(move |_| {
        summary.with(|summary| summary.as_ref().map(|summary| summary.n_people > 0))
    });
    move || match has_people.get() {
        None => view! {
            <PageHead title=name />
            <Skeleton />
        }
        .into_any(),
        Some(false) => view! { <Nobody /> }.into_any(),
        Some(true) => view! { <Calling /> }.into_any(),
    }
}

#[component]
fn Nobody() -> impl IntoView {
    let i18n = use_i18n();
    let shell = ShellCommands::expect();
    let title = Signal::derive(move || t_string!(i18n, shell.calls).to_owned());
    let empty_title = Signal::derive(move || t_string!(i18n, calls.empty_title).to_owned());
    let empty_text = Signal::derive(move || t_string!(i18n, calls.empty_text).to_owned());
    view! {
        <PageHead title=title />
        <EmptyState title=empty_title text=empty_text>
            <LinkButton path="/import" icon="import" kind=ButtonKind::Primary>
                {t!(i18n, calls.bring_people)}
            </LinkButton>
            <Button icon="paw" on_press=move |()| shell.send(ShellCommand::OpenSample)>
                {t!(i18n, calls.open_sample)}
            </Button>
        </EmptyState>
    }
}

#[component]
fn Calling() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let language = Settings::expect().language;
    let audience = use_location().search.with_untracked(|query| address::read(query));
    let session = CallSession::open(audience);
    let title = Signal::derive(move || t_string!(i18n, shell.calls).to_owned());
    let lead = Signal::derive(move || {
        session.list.get().map(|list| progress(i18n, &formatter.get(), &list))
    });
    let problem = move || {
        session.list.error.get().map(|error| {
            let what = explain(&error).get(language.get()).to_owned();
            let safe = Signal::derive(move || t_string!(i18n, calls.error_safe).to_owned());
            view! { <ErrorNote what_happened=Signal::stored(what) what_is_safe=safe /> }
        })
    };
    let workspace = Workspace::expect();
    let (views, segments) =
        (workspace.asked(|| Some(GetViews {})), workspace.asked(|| Some(GetSegments {})));
    // A view or segment that an old address names, and that was deleted since.
    let is_gone = Memo::new(move |_| match session.audience.get() {
        CallAudience::View(id) => {
            views.get().is_some_and(|views| views.iter().all(|(own, _)| *own != id))
        }
        CallAudience::Segment(id) => {
            segments.get().is_some_and(|view| view.segments.iter().all(|own| own.id != id))
        }
        CallAudience::Everyone | CallAudience::Class(_) | CallAudience::Unplaced => false,
    });
    let current = Memo::new(move |_| session.current.get().map(|entry| entry.id));
    // The page's own title has the focus when it is opened; after that each call takes it.
    let is_first = StoredValue::new(true);
    let sheet = move || match (current.get(), session.list.answer.with(Option::is_some)) {
        (Some(id), _) => {
            let takes_focus = !is_first.get_value();
            is_first.set_value(false);
            view! { <CallSheet session=session id=id takes_focus=takes_focus /> }.into_any()
        }
        (None, false) => view! { <Skeleton /> }.into_any(),
        (None, true) => {
            let title = Signal::derive(move || {
                match is_gone.get() {
                    true => t_string!(i18n, calls.gone_title),
                    false => t_string!(i18n, calls.done_title),
                }
                .to_owned()
            });
            let text = Signal::derive(move || {
                match is_gone.get() {
                    true => t_string!(i18n, calls.gone_text),
                    false => t_string!(i18n, calls.done_text),
                }
                .to_owned()
            });
            view! {
                <EmptyState title=title text=text>
                    <LinkButton path="/segments" icon="meadow">
                        {t!(i18n, calls.to_meadow)}
                    </LinkButton>
                </EmptyState>
            }
            .into_any()
        }
    };
    view! {
        <PageHead title=title lead=lead />
        <Choices session=session />
        <PermissionNote session=session />
        <QuietNote session=session />
        {problem}
        <div class="split split--main">
            <div class="stack">{sheet}</div>
            <aside class="stack" aria-label=move || t_string!(i18n, calls.list)>
                <Queue session=session />
                <Formula session=session />
                <Records session=session />
            </aside>
        </div>
    }
}

/// "132 to call, 4 called today".
fn progress(i18n: Texts, f: &Formatter, list: &CallList) -> String {
    let n = f.fmt_int(list.n_callable.into());
    let today = f.fmt_int(list.called_today.len() as i64);
    agree(&t_string!(i18n, calls.progress, n = n, today = today).to_string())
}

/// Outside the hours in which the house rules let anybody be called.
#[component]
fn QuietNote(session: CallSession) -> impl IntoView {
    let i18n = use_i18n();
    let facts = Workspace::expect().asked(|| Some(GetFacts {}));
    let quiet = Memo::new(move |_| {
        // Looked at anew with every call.
        session.current.track();
        facts.get()?.contact.quiet.filter(|quiet| quiet.holds(minute_of_day()))
    });
    move || {
        quiet.get().map(|quiet| {
            let times = [quiet.from_minute, quiet.to_minute];
            let [from, to] = times.map(|minute| write_minute(minute.into()));
            let text = t_string!(i18n, calls.quiet, from = from, to = to).to_string();
            view! {
                <Note tone=Tone::Warn>
                    <p>{text}</p>
                </Note>
            }
        })
    }
}
