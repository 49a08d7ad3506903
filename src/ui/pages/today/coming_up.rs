//! The events ahead: how many days off, and how far their plans have come.

use super::advice::upcoming;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::engine_client::today;
use crate::platform::locale::DateStyle;
use crate::platform::site::link;
use crate::state::engine::Asked;
use crate::state::figures::use_formatter;
use crate::ui::components::section::Section;
use crate::ui::wizards::labels::method_name;
use leptos::prelude::*;
use meadow_core::domain::event::EventStatus;
use meadow_core::planning::STEPS;
use meadow_core::views::workspace::EventEntry;

#[component]
pub fn ComingUp(events: Asked<Vec<EventEntry>>) -> impl IntoView {
    let i18n = use_i18n();
    let title = Signal::derive(move || t_string!(i18n, today.coming_title).to_owned());
    let ahead = move || -> Vec<EventEntry> {
        let Some(events) = events.get() else { return Vec::new() };
        upcoming(&events, today()).into_iter().cloned().collect()
    };
    view! {
        <Section id="coming" title=title>
            {move || match ahead() {
                ahead if ahead.is_empty() => {
                    view! {
                        <p class="muted">
                            {t!(i18n, today.coming_none)} " "
                            <a href=link("/events")>{t!(i18n, today.all_events)}</a>
                        </p>
                    }
                    .into_any()
                }
                ahead => view! {
                    <ul class="events">
                        {ahead
                            .into_iter()
                            .enumerate()
                            .map(|(at, event)| view! { <EventRow event=event is_next=at == 0 /> })
                            .collect_view()}
                    </ul>
                }
                .into_any(),
            }}
        </Section>
    }
}

#[component]
fn EventRow(event: EventEntry, is_next: bool) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let n_days = event.day.map_or(0, |day| day.days_since(today()));
    let date = event.day.map(|day| day.0);
    let is_planned = event.status == EventStatus::Planned;
    let path = match is_planned {
        true => format!("/events/{}/plan", event.id.0),
        false => format!("/events/{}/review", event.id.0),
    };
    let n_done = (event.n_steps_done as usize).min(STEPS.len());
    let facts = move || {
        let f = formatter.get();
        let date = date.map(|date| f.fmt_date(date, DateStyle::Long)).unwrap_or_default();
        let goal = f.fmt_int(i64::from(event.goal_orders));
        let method = method_name(event.method);
        t_string!(i18n, today.event_facts, date = date, method = method, goal = goal).to_string()
    };
    let ready = move || {
        let f = formatter.get();
        match is_planned {
            true => t_string!(i18n, today.planned).to_owned(),
            false => t_string!(
                i18n,
                today.steps_done,
                n = f.fmt_int(n_done as i64),
                all = f.fmt_int(STEPS.len() as i64)
            )
            .to_string(),
        }
    };
    let width = 100.0 / STEPS.len() as f64;
    view! {
        <li class="event" data-main=is_next.then_some("")>
            <p class="event__days">
                <b>{move || formatter.get().fmt_int(i64::from(n_days))}</b>
                " "
                {move || match n_days {
                    1 => t_string!(i18n, today.day),
                    _ => t_string!(i18n, today.days),
                }}
            </p>
            <div class="event__body">
                <h3>
                    <a href=link(&path)>{event.name}</a>
                </h3>
                <p>{facts}</p>
            </div>
            <div class="event__ready">
                <p>{ready}</p>
                <svg class="ticks" width="100%" height="12" aria-hidden="true">
                    {(0..STEPS.len())
                        .map(|step| {
                            let is_done = is_planned || step < n_done;
                            view! {
                                <rect
                                    class=if is_done { "ticks__on" } else { "ticks__off" }
                                    x=format!("{:.2}%", step as f64 * width)
                                    width=format!("{:.2}%", width * 0.7)
                                    height="12"
                                    rx="1"
                                ></rect>
                            }
                        })
                        .collect_view()}
                </svg>
            </div>
        </li>
    }
}
