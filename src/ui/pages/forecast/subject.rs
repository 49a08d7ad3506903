//! What is forecast: the choice between a quick scenario and the events, and what becomes of it.

use super::shown::Shown;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::DateStyle;
use crate::state::actions::{Action, ActionGroup, Actions};
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::forecast::Subject;
use crate::state::settings::Settings;
use crate::state::toasts::Toasts;
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, ButtonKind, LinkButton};
use crate::ui::components::select_field::{Choice, SelectField};
use crate::ui::shell::questions::Question;
use crate::ui::wizards::say;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::{use_location, use_navigate, use_query_map};
use meadow_core::domain::event::{EventStatus, is_counted};
use meadow_core::domain::ids::DocumentId;
use meadow_core::protocol::{EngineError, GetEvents};

/// `?event=7`; anything else is the quick scenario.
pub fn subject_in_address() -> Signal<Subject> {
    let query = use_query_map();
    Memo::new(move |_| query.with(|query| subject_of(&query.get("event").unwrap_or_default())))
        .into()
}

fn subject_of(id: &str) -> Subject {
    id.parse().map_or(Subject::Scenario, |id| Subject::Event(DocumentId(id)))
}

fn value_of(subject: Subject) -> String {
    match subject {
        Subject::Scenario => String::new(),
        Subject::Event(id) => id.0.to_string(),
    }
}

#[component]
pub fn SubjectChoice(subject: Signal<Subject>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let events = Workspace::expect().asked(|| Some(GetEvents {}));
    let pathname = use_location().pathname;
    let question = move || pathname.with(|path| Question::of(path));
    let choices = Signal::derive(move || {
        let f = formatter.get();
        let mut choices =
            vec![Choice::new("", t_string!(i18n, forecast.quick_scenario_choice).to_owned())];
        let open = value_of(subject.get());
        // A counted event is held against its forecast; no other question is open of it.
        let compares = question() == Some(Question::Event);
        let events = events.get();
        let chosen = events.iter().flat_map(|events| events.iter()).filter(|event| {
            event.status != EventStatus::Past
                || event.id.0.to_string() == open
                || (compares && is_counted(event.status, event.counts.as_ref()))
        });
        choices.extend(chosen.map(|event| {
            let day = event.day.map(|day| f.fmt_date(day.0, DateStyle::Short));
            let label = [Some(event.name.clone()), day].into_iter().flatten();
            Choice::new(
                event.id.0.to_string(),
                label.collect::<Vec<_>>().join(t_string!(i18n, forecast.list_comma)),
            )
        }));
        choices
    });
    let value = RwSignal::new(value_of(subject.get_untracked()));
    Effect::new(move |_| value.set(value_of(subject.get())));
    let navigate = use_navigate();
    let choose = Callback::new(move |value: String| {
        // The same question about something else.
        let path = untrack(question).unwrap_or(Question::Event).path();
        navigate(&subject_of(&value).at(&path), Default::default());
    });
    view! {
        <SelectField
            label=say!(i18n, forecast.subject)
            choices=choices
            value=value
            on_choose=choose
        />
    }
}

/// The ways on: into a plan, into the event, or back to the start.
#[component]
pub fn UseInPlan(subject: Signal<Subject>) -> impl IntoView {
    let i18n = use_i18n();
    let forecast = Shown::expect().forecast;
    let (toasts, settings) = (Toasts::expect(), Settings::expect());
    let is_busy = RwSignal::new(false);
    let navigate = use_navigate();
    let report = move |error: EngineError| {
        toasts.show(explain(&error).get(settings.language.get_untracked()));
    };
    let begin = Callback::new({
        let navigate = navigate.clone();
        move |()| {
            let navigate = navigate.clone();
            is_busy.set(true);
            spawn_local(async move {
                match forecast.begin_plan().await {
                    Ok(key) => navigate(&key.path("goal"), Default::default()),
                    Err(error) => report(error),
                }
                let _ = is_busy.try_set(false);
            });
        }
    });
    let update = Callback::new(move |id: DocumentId| {
        is_busy.set(true);
        spawn_local(async move {
            match forecast.update_event(id).await {
                Ok(()) => toasts.show(untrack(|| t_string!(i18n, forecast.event_updated))),
                Err(error) => report(error),
            }
            let _ = is_busy.try_set(false);
        });
    });
    let reset = Callback::new(move |()| {
        spawn_local(async move {
            if let Err(error) = forecast.start_afresh().await {
                report(error);
            }
        });
    });
    register_actions(begin, reset);
    let is_changed = Memo::new(move |_| forecast.is_changed());
    move || match subject.get() {
        Subject::Scenario => view! {
            <Button icon="undo" on_press=reset>
                {t!(i18n, forecast.start_afresh)}
            </Button>
            <Button kind=ButtonKind::Primary icon="plan" busy=is_busy on_press=begin>
                {t!(i18n, forecast.use_in_plan)}
            </Button>
        }
        .into_any(),
        Subject::Event(id) if is_changed.get() => view! {
            <Button icon="undo" on_press=reset>
                {t!(i18n, forecast.back_to_event)}
            </Button>
            <Button
                kind=ButtonKind::Primary
                icon="check"
                busy=is_busy
                on_press=move |()| update.run(id)
            >
                {t!(i18n, forecast.update_event)}
            </Button>
        }
        .into_any(),
        Subject::Event(id) => view! {
            <LinkButton path=format!("/events/{}/audience", id.0) icon="edit">
                {t!(i18n, forecast.open_event)}
            </LinkButton>
            <LinkButton
                path=format!("/events/{}/plan", id.0)
                kind=ButtonKind::Primary
                icon="plan"
            >
                {t!(i18n, forecast.open_plan)}
            </LinkButton>
        }
        .into_any(),
    }
}

fn register_actions(begin: Callback<()>, reset: Callback<()>) {
    let i18n = use_i18n();
    let actions = Actions::expect();
    actions.add(Action {
        group: ActionGroup::Do,
        icon: "plan",
        label: say!(i18n, forecast.action_plan),
        keywords: "cehua plan event huodong",
        shortcut: None,
        run: begin,
    });
    actions.add(Action {
        group: ActionGroup::Do,
        icon: "undo",
        label: say!(i18n, forecast.action_reset),
        keywords: "chongzhi reset yuce",
        shortcut: None,
        run: reset,
    });
}
