//! The preparation worked back from the day, and what happens after it.

use crate::i18n::{t_string, use_i18n};
use crate::platform::locale::DateStyle;
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::ui::components::number_field::NumberField;
use crate::ui::components::section::Section;
use crate::ui::components::switch::CheckBox;
use crate::ui::components::text_field::TextField;
use crate::ui::wizards::field_list::{FieldList, ListEdits};
use crate::ui::wizards::row_key::new_row_key;
use crate::ui::wizards::say;
use crate::ui::wizards::wizard::Wizard;
use leptos::prelude::*;
use meadow_core::domain::event::{Event, FollowUp, ScheduleTask};
use meadow_core::domain::wording::Wording;

const STEP: &str = "schedule";
const HOURS_PER_DAY: u32 = 24;

#[component]
pub fn ScheduleStep() -> impl IntoView {
    let i18n = use_i18n();
    let wizard = Wizard::expect();
    let draft = wizard.draft;
    let tasks = ListEdits {
        n_rows: Memo::new(move |_| draft.event.with(|e| e.schedule.len())).into(),
        on_add: Callback::new(move |()| draft.change(add_task)),
        on_remove: Callback::new(move |place| draft.change(|e| drop(e.schedule.remove(place)))),
        on_raise: Some(Callback::new(move |place: usize| {
            draft.change(|e| e.schedule.swap(place, place - 1));
        })),
    };
    let task_heads = vec![
        say!(i18n, events.task),
        say!(i18n, events.days_before),
        say!(i18n, events.task_days),
        say!(i18n, events.owner),
        say!(i18n, events.task_dates),
    ];
    let after = ListEdits {
        n_rows: Memo::new(move |_| draft.event.with(|e| e.follow_ups.len())).into(),
        on_add: Callback::new(move |()| {
            draft.change(|e| {
                let hours_after =
                    e.follow_ups.last().map_or(HOURS_PER_DAY, |last| last.hours_after);
                let key = new_row_key(e);
                e.follow_ups.push(FollowUp { key, hours_after, what: Wording::default() });
            });
        }),
        on_remove: Callback::new(move |place| draft.change(|e| drop(e.follow_ups.remove(place)))),
        on_raise: None,
    };
    let after_heads = vec![say!(i18n, events.hours_after), say!(i18n, events.follow_up)];
    view! {
        <Section
            id="h-tasks"
            title=say!(i18n, events.tasks)
            note=wizard.hint(STEP, "schedule", Some(say!(i18n, events.tasks_note)))
        >
            <FieldList
                kind="schedule"
                label=say!(i18n, events.tasks)
                heads=task_heads
                edits=tasks
                add_label=say!(i18n, events.task_add)
                row=task_row
            />
        </Section>
        <Section id="h-after" title=say!(i18n, events.after) note=Signal::derive(move || Some(t_string!(i18n, events.after_note).to_owned()))>
            <FieldList
                kind="after"
                label=say!(i18n, events.after)
                heads=after_heads
                edits=after
                add_label=say!(i18n, events.after_add)
                row=follow_up_row
            />
        </Section>
    }
}

fn task_row(place: usize) -> impl IntoView {
    let i18n = use_i18n();
    let wizard = Wizard::expect();
    let draft = wizard.draft;
    let formatter = use_formatter();
    let language = Settings::expect().language;
    let label = draft.wording(
        move |e| e.schedule.get(place).map(|task| &task.label),
        move |e| e.schedule.get_mut(place).map(|task| &mut task.label),
    );
    let owner = draft.wording(
        move |e| e.schedule.get(place).map(|task| &task.owner),
        move |e| e.schedule.get_mut(place).map(|task| &mut task.owner),
    );
    let days_before = draft.signed(
        move |e| e.schedule.get(place).map_or(0, |task| task.days_before),
        move |e, n| {
            if let Some(task) = e.schedule.get_mut(place) {
                task.days_before = n;
            }
        },
    );
    let duration = draft.count(
        move |e| e.schedule.get(place).map_or(0, |task| u32::from(task.duration_days)),
        move |e, n| {
            if let Some(task) = e.schedule.get_mut(place) {
                task.duration_days = u16::try_from(n).unwrap_or(u16::MAX);
            }
        },
    );
    let done = draft.flag(
        move |e| e.schedule.get(place).is_some_and(|task| task.done),
        move |e, done| {
            if let Some(task) = e.schedule.get_mut(place) {
                task.done = done;
            }
        },
    );
    let row = Memo::new(move |_| {
        let key = draft.event.with(|e| e.schedule.get(place).map(|task| task.key.clone()))?;
        wizard.plan.get()?.schedule.iter().find(|row| row.key == key).cloned()
    });
    let dates = move || {
        let (row, f) = (row.get()?, formatter.get());
        let (start, end) = (
            f.fmt_date(row.start.0, DateStyle::DayMonth),
            f.fmt_date(row.end.0, DateStyle::DayMonth),
        );
        Some(if row.start == row.end { start } else { f.join_range(&start, &end) })
    };
    let trouble = move || {
        let row = row.get()?;
        match row.blocked_by {
            Some(before) => {
                let before = before.get(language.get()).to_owned();
                Some(t_string!(i18n, events.task_blocked, before = before).to_string())
            }
            None => row.late.then(|| t_string!(i18n, events.task_late).to_owned()),
        }
    };
    view! {
        <TextField label=say!(i18n, events.task) value=label />
        <NumberField label=say!(i18n, events.days_before) value=days_before />
        <NumberField label=say!(i18n, events.task_days) value=duration least=0.0 />
        <TextField label=say!(i18n, events.owner) value=owner />
        <div class="fieldlist__sum">
            <span>{dates}</span>
            <CheckBox label=say!(i18n, events.task_done) value=done />
            {move || trouble().map(|text| view! { <span class="fieldlist__warn">{text}</span> })}
        </div>
    }
}

fn follow_up_row(place: usize) -> impl IntoView {
    let i18n = use_i18n();
    let draft = Wizard::expect().draft;
    let hours = draft.count(
        move |e| e.follow_ups.get(place).map_or(0, |step| step.hours_after),
        move |e, n| {
            if let Some(step) = e.follow_ups.get_mut(place) {
                step.hours_after = n;
            }
        },
    );
    let what = draft.wording(
        move |e| e.follow_ups.get(place).map(|step| &step.what),
        move |e| e.follow_ups.get_mut(place).map(|step| &mut step.what),
    );
    view! {
        <NumberField label=say!(i18n, events.hours_after) value=hours />
        <TextField label=say!(i18n, events.follow_up) value=what />
    }
}

fn add_task(event: &mut Event) {
    event.schedule.push(ScheduleTask {
        key: new_row_key(event),
        label: Wording::default(),
        days_before: 7,
        duration_days: 1,
        owner: Wording::default(),
        after: Vec::new(),
        done: false,
    });
}
