//! What must be done before the day: bars on a calendar, and a list to tick off.

use super::PlanDocument;
use super::gantt::{Gantt, GanttLayout};
use super::sheet::{Part, SheetPart};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::engine_client::today;
use crate::platform::locale::DateStyle;
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::state::toasts::Toasts;
use crate::state::workspace::Workspace;
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::protocol::Command;
use meadow_core::views::plan::ScheduleRow;

#[component]
pub fn Preparation() -> impl IntoView {
    let i18n = use_i18n();
    let plan = PlanDocument::expect();
    let language = Settings::expect().language;
    let rows =
        Memo::new(move |_| plan.plan.get().map(|plan| plan.schedule.clone()).unwrap_or_default());
    let gantt = move |layout: GanttLayout| {
        let day = plan.with_event(|event| event.day).flatten()?;
        let gantt = Gantt::lay_out(&rows.get(), day, today(), layout, language.get())?;
        Some(gantt_chart(gantt))
    };
    view! {
        <SheetPart part=Part::Preparation>
            <Show
                when=move || rows.with(|rows| !rows.is_empty())
                fallback=move || view! { <p class="muted">{t!(i18n, plan.no_schedule)}</p> }
            >
                <div class="only-wide">{move || gantt(GanttLayout::Wide)}</div>
                <div class="only-phone">{move || gantt(GanttLayout::Narrow)}</div>
                <p class="fine">{t!(i18n, plan.gantt_key)}</p>
                <ul class="checklist">
                    {move || rows.get().into_iter().map(task).collect_view()}
                </ul>
            </Show>
        </SheetPart>
    }
}

/// Ticking a task off is a change of the plan like any other, with undo.
fn task(row: ScheduleRow) -> impl IntoView {
    let i18n = use_i18n();
    let plan = PlanDocument::expect();
    let (workspace, toasts) = (Workspace::expect(), Toasts::expect());
    let language = Settings::expect().language;
    let f = use_formatter().get();
    let by = f.fmt_date(row.end.0, DateStyle::DayMonth);
    let what = row.label.get(language.get()).to_owned();
    let owner = row.owner.get(language.get()).to_owned();
    let words = t_string!(i18n, plan.task_by, what = what, day = by).to_string();
    let note = match (&row.blocked_by, row.late) {
        (Some(before), _) => {
            let before = before.get(language.get()).to_owned();
            Some(t_string!(i18n, events.task_blocked, before = before).to_string())
        }
        (None, true) => Some(t_string!(i18n, events.task_late).to_owned()),
        (None, false) => None,
    };
    let key = row.key.clone();
    let tick = move |event: leptos::ev::Event| {
        let done = event_target_checked(&event);
        let Some(document) = plan.document.answer.get_untracked() else { return };
        let mut changed = document.event.clone();
        for task in changed.schedule.iter_mut().filter(|task| task.key == key) {
            task.done = done;
        }
        let base = Some(document.base());
        let command = Command::SaveEvent { base, event: Box::new(changed) };
        spawn_local(async move {
            if let Err(error) = workspace.run(command).await {
                toasts.show(explain(&error).get(language.get_untracked()));
            }
        });
    };
    view! {
        <li>
            <label class="check">
                <input type="checkbox" prop:checked=row.done on:change=tick />
                <span>
                    {words} " "
                    <span class="fine">{owner}</span>
                    {note.map(|note| view! { <span class="fieldlist__warn">{note}</span> })}
                </span>
            </label>
        </li>
    }
}

fn gantt_chart(gantt: Gantt) -> impl IntoView {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let label = t_string!(i18n, plan.gantt_label);
    let (top, bottom) = (gantt.top, gantt.height - 4.0);
    let px = |value: f64| format!("{value:.1}");
    view! {
        <svg
            class="chart gantt"
            viewBox=format!("0 0 {} {}", gantt.width, gantt.height)
            role="img"
            aria-label=label
        >
            {gantt
                .ticks
                .into_iter()
                .map(|tick| {
                    view! {
                        <line class="gridline" x1=px(tick.x) x2=px(tick.x) y1=px(top) y2=px(bottom)></line>
                        <text class=tick.anchor x=px(tick.x) y="13">
                            {f.fmt_date(tick.day.0, DateStyle::DayMonth)}
                        </text>
                    }
                })
                .collect_view()}
            {gantt
                .bars
                .into_iter()
                .map(|bar| {
                    view! {
                        <text class="label-2" x=px(bar.label_x) y=px(bar.label_y)>
                            {bar.label}
                        </text>
                        <rect
                            class="gantt__bar"
                            data-k=bar.kind
                            x=px(bar.x)
                            width=px(bar.width)
                            y=px(bar.y)
                            height=px(bar.height)
                            rx="2"
                        ></rect>
                        {bar
                            .owner
                            .map(|owner| {
                                view! {
                                    <text class=owner.anchor x=px(owner.x) y=px(owner.y)>
                                        {owner.text}
                                    </text>
                                }
                            })}
                    }
                })
                .collect_view()}
            {gantt
                .today_x
                .map(|x| view! { <line class="threshold" x1=px(x) x2=px(x) y1=px(top) y2=px(bottom)></line> })}
            <path
                class="threshold-dot"
                d=format!("M{:.1} {:.1}l5-7 5 7-5 7Z", gantt.day_x - 5.0, bottom - 6.0)
            ></path>
        </svg>
    }
}
