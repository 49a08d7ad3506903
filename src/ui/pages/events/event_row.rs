//! A saved event in the list: when, how far, what to do next, what came of it.

use super::EventsList;
use super::counts_dialog::CountsOf;
use super::draft_row::step_number;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::engine_client::today;
use crate::platform::locale::DateStyle;
use crate::platform::site::link;
use crate::state::drafts::DraftKey;
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::forecast::Subject;
use crate::state::undo_offer::UndoOffers;
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, IconButton, LinkButton};
use crate::ui::wizards::labels::method_name;
use crate::ui::wizards::{say, say_now};
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::domain::event::{EventCounts, EventStatus, is_counted};
use meadow_core::planning::STEPS;
use meadow_core::protocol::Command;
use meadow_core::views::workspace::EventEntry;

#[component]
pub fn EventRow(event: EventEntry) -> impl IntoView {
    let i18n = use_i18n();
    let list = EventsList::expect();
    let formatter = use_formatter();
    let EventEntry { id, name, method, status, day, goal_orders, n_steps_done, counts } = event;
    let days_left = day.map(|day| day.days_since(today()));
    let title = Signal::derive(move || match name.trim() {
        "" => t_string!(i18n, events.unnamed).to_owned(),
        name => name.to_owned(),
    });
    let key = DraftKey::of_event(id);
    let plan_path = format!("/events/{}/plan", key.address());
    let has_taken_place = status == EventStatus::Past || days_left.is_some_and(|days| days < 0);
    let facts = move || {
        let f = formatter.get();
        let day = day.map(|day| f.fmt_date(day.0, DateStyle::Short));
        let goal = (goal_orders > 0 && status != EventStatus::Past).then(|| {
            t_string!(i18n, events.goal_of, n = f.fmt_int(goal_orders.into())).to_string()
        });
        let parts = [day, Some(method_name(method)), goal];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    // Where its draft was left; else the first step not gone through.
    let draft_key = key.clone();
    let step = Memo::new(move |_| {
        list.drafts.with(|drafts| {
            let draft = drafts.iter().find(|(key, _)| *key == draft_key).map(|(_, draft)| draft);
            draft.map(|draft| draft.step.clone())
        })
    });
    let edit_key = key.clone();
    let edit_path = Signal::derive(move || {
        let first_open = STEPS.get(n_steps_done as usize).copied().unwrap_or("review");
        edit_key.path(step.get().as_deref().unwrap_or(first_open))
    });
    let edit_words = move || match step.get() {
        Some(slug) => t_string!(i18n, events.continue_step, n = step_number(&slug)).to_string(),
        None => t_string!(i18n, events.edit).to_owned(),
    };
    let has_counts = counts.is_some();
    let can_compare = is_counted(status, counts.as_ref());
    let next = move || match status {
        _ if has_counts => None,
        _ if has_taken_place => Some(t_string!(i18n, events.next_record).to_owned()),
        EventStatus::Draft if (n_steps_done as usize) < STEPS.len() => Some(
            t_string!(i18n, events.n_steps_done, n = n_steps_done, all = STEPS.len()).to_string(),
        ),
        EventStatus::Draft => Some(t_string!(i18n, events.next_review).to_owned()),
        _ => None,
    };
    let record_words = move || {
        if has_counts {
            t_string!(i18n, events.change_counts)
        } else {
            t_string!(i18n, events.record_counts)
        }
    };
    view! {
        <li class="event">
            <p class="event__days">{days_view(status, days_left)}</p>
            <div class="event__body">
                <h3>
                    <a href=link(&plan_path)>{title}</a>
                </h3>
                <p>{facts}</p>
                {counts.map(|counts| view! { <CountsLine counts=counts /> })}
            </div>
            <div class="event__ready">
                <p>{next}</p>
                <div class="row">
                    {can_compare.then(|| {
                        view! {
                            <LinkButton path=Subject::Event(id).at("/forecast") size="sm" icon="results">
                                {t!(i18n, events.compare)}
                            </LinkButton>
                        }
                    })}
                    {if has_taken_place {
                        view! {
                            <Button
                                size="sm"
                                on_press=move |()| list.counts_of.set(Some(CountsOf::Event(id)))
                            >
                                {record_words}
                            </Button>
                        }
                            .into_any()
                    } else {
                        view! {
                            <LinkButton path=edit_path size="sm">
                                {edit_words}
                            </LinkButton>
                        }
                            .into_any()
                    }}
                    <DeleteButton id=id title=title />
                </div>
            </div>
        </li>
    }
}

fn days_view(status: EventStatus, days_left: Option<i32>) -> impl IntoView {
    let i18n = use_i18n();
    let words = move || match (status, days_left) {
        (EventStatus::Past, _) => t_string!(i18n, events.status_past),
        (_, Some(0)) => t_string!(i18n, events.today),
        (_, Some(days)) if days < 0 => t_string!(i18n, events.status_past),
        (_, Some(1)) => t_string!(i18n, events.day_left),
        (_, Some(_)) => t_string!(i18n, events.days_left),
        (EventStatus::Draft, None) => t_string!(i18n, events.status_draft),
        (EventStatus::Planned, None) => t_string!(i18n, events.status_planned),
    };
    let is_counted = status != EventStatus::Past && days_left.is_some_and(|days| days > 0);
    let n = days_left.filter(|_| is_counted);
    view! {
        {n.map(|n| view! { <b>{n}</b> " " })}
        {if is_counted {
            view! { <span>{words}</span> }.into_any()
        } else {
            view! { <span class="tag">{words}</span> }.into_any()
        }}
    }
}

/// What came of it, as a line.
#[component]
fn CountsLine(counts: EventCounts) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let words = move || {
        let f = formatter.get();
        let n = |count: u32| f.fmt_int(count.into());
        t_string!(
            i18n,
            events.counts_line,
            invited = n(counts.invited),
            registered = n(counts.registered),
            attended = n(counts.attended),
            ordered = n(counts.ordered),
            cost = f.fmt_money_rounded(counts.cost),
            revenue = f.fmt_money_rounded(counts.revenue)
        )
        .to_string()
    };
    view! { <p class="event__counts">{words}</p> }
}

#[component]
fn DeleteButton(id: meadow_core::domain::ids::DocumentId, title: Signal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let (workspace, offers) = (Workspace::expect(), UndoOffers::expect());
    let label = say!(i18n, events.delete_named, name = title.get());
    let delete = move |()| {
        let name = title.get_untracked();
        spawn_local(async move {
            match workspace.run(Command::DeleteEvent { id }).await {
                Ok(_) => offers.offer(say_now!(i18n, events.deleted, name = name)),
                Err(error) => offers.say(&explain(&error)),
            }
        });
    };
    view! { <IconButton icon="trash" label=label on_press=delete /> }
}
