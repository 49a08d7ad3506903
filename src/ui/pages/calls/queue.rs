//! Who comes next, who was called today, and who is left out and why.

use super::files::queue_file;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::site::link;
use crate::state::call_session::CallSession;
use crate::state::figures::use_formatter;
use crate::state::words::agree;
use crate::state::workspace::Workspace;
use crate::ui::components::class_badge::class_plural;
use crate::ui::components::no_invite_mark::NoInviteMark;
use crate::ui::components::section::Section;
use crate::ui::export_table::{ComingTable, ExportComingTableMenu};
use crate::ui::pages::customers::wording::outcome_name;
use leptos::prelude::*;
use meadow_core::domain::class::Class;
use meadow_core::protocol::GetWholeQueue;
use meadow_core::views::calls::{CallEntry, CalledToday, NotCalled};

const N_NEXT: usize = 6;
const N_TODAY: usize = 8;

#[component]
pub fn Queue(session: CallSession) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let title = Signal::derive(move || t_string!(i18n, calls.next_title).to_owned());
    let next = move || {
        let list = session.list.get()?;
        let current = session.current.get().map(|entry| entry.id);
        let others = list.queue.iter().filter(|entry| Some(entry.id) != current);
        let line = |entry: &CallEntry| {
            let id = entry.id;
            let worth = match entry.expected {
                Some(expected) => formatter.get().fmt_money_rounded(expected),
                None => t_string!(i18n, calls.value_unknown).to_owned(),
            };
            let name = name_or(entry.name.clone(), t_string!(i18n, customers.no_name));
            view! {
                <li class="callline">
                    <button class="why" type="button" on:click=move |_| session.pick(id)>
                        {name}
                    </button>
                    <span class="fine num">{worth}</span>
                </li>
            }
        };
        Some(others.take(N_NEXT).map(line).collect_view())
    };
    let unknown = move || {
        let n = session.list.get()?.n_unknown_value;
        let n = (n > 0).then(|| formatter.get().fmt_int(n.into()))?;
        Some(agree(&t_string!(i18n, calls.n_unknown, n = n).to_string()))
    };
    let today = move || {
        let list = session.list.get()?;
        let line = |called: &CalledToday| {
            let outcome = match called.outcome {
                Some(outcome) => outcome_name(i18n, outcome),
                None => t_string!(i18n, calls.noted_elsewhere).to_owned(),
            };
            let name = name_or(called.name.clone(), t_string!(i18n, customers.no_name));
            view! {
                <li class="callline">
                    <a href=link(&format!("/customers?open={}", called.id.0))>
                        {name}
                    </a>
                    <NoInviteMark obstacle=called.obstacle />
                    <span class="fine">{outcome}</span>
                </li>
            }
        };
        let lines = list.called_today.iter().take(N_TODAY).map(line).collect_view();
        (!list.called_today.is_empty()).then(|| {
            view! {
                <h3>{t!(i18n, calls.today_title)}</h3>
                <ul class="plain">{lines}</ul>
            }
        })
    };
    let workspace = Workspace::expect();
    let classes = Class::ALL.map(class_plural);
    // The page holds the first of them only.
    let whole = Callback::new(move |()| {
        let event = session.event.get_untracked().map(|event| event.id);
        let ask = GetWholeQueue { audience: session.audience.get_untracked(), event };
        Box::pin(async move {
            let queue = workspace.ask(ask).await?;
            Ok(Some(untrack(|| queue_file(i18n, classes, &queue))))
        }) as ComingTable
    });
    let has_any = Memo::new(move |_| session.list.get().is_some_and(|list| list.n_callable > 0));
    view! {
        <Section id="calls-next" title=title>
            <ol class="plain">{next}</ol>
            <p class="fine">{unknown}</p>
            <Show when=move || has_any.get()>
                <ExportComingTableMenu table=whole />
            </Show>
            {today}
            <LeftOut session=session />
        </Section>
    }
}

fn name_or(name: String, nobody: &str) -> String {
    if name.is_empty() { nobody.to_owned() } else { name }
}

#[component]
fn LeftOut(session: CallSession) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    move || {
        let not_called = session.list.get()?.not_called;
        if not_called.n_people() == 0 {
            return None;
        }
        let f = formatter.get();
        let NotCalled {
            n_blocked,
            n_refused,
            n_not_asked,
            n_other_purpose,
            n_no_phone,
            n_wrong_number,
            n_later,
            n_at_cap,
            n_held_out,
        } = not_called;
        let reasons = [
            (n_no_phone, t_string!(i18n, calls.no_phone)),
            (n_wrong_number, t_string!(i18n, calls.has_wrong_number)),
            (n_refused, t_string!(i18n, calls.refused)),
            (n_not_asked, t_string!(i18n, calls.not_asked)),
            (n_other_purpose, t_string!(i18n, calls.other_purpose)),
            (n_blocked, t_string!(i18n, calls.blocked)),
            (n_at_cap, t_string!(i18n, calls.at_cap)),
            (n_later, t_string!(i18n, calls.later)),
            (n_held_out, t_string!(i18n, calls.held_out)),
        ];
        let lines = reasons.into_iter().filter(|(n, _)| *n > 0).map(|(n, reason)| {
            view! {
                <li class="callline">
                    <span>{reason}</span>
                    <span class="num">{f.fmt_int(n.into())}</span>
                </li>
            }
        });
        let n = f.fmt_int(not_called.n_people().into());
        let title = agree(&t_string!(i18n, calls.left_out, n = n).to_string());
        Some(view! {
            <details class="later">
                <summary>{title}</summary>
                <ul class="plain">{lines.collect_view()}</ul>
            </details>
        })
    }
}
