//! What is still open, by step, and saving.

use crate::i18n::{t, t_string, use_i18n};
use crate::platform::site::link;
use crate::state::drafts::{SaveOver, restore_event_draft};
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::state::toasts::{ToastAction, Toasts};
use crate::state::words::agree;
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, ButtonKind, LinkButton};
use crate::ui::components::error_note::{ErrorNote, Note, Tone};
use crate::ui::components::icon::Icon;
use crate::ui::components::section::Section;
use crate::ui::wizards::wizard::Wizard;
use crate::ui::wizards::{say, say_now, say_some};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use meadow_core::domain::event::EventStatus;
use meadow_core::domain::ids::DocumentId;
use meadow_core::planning::STEPS;
use meadow_core::protocol::EngineError;
use meadow_core::views::plan::PlanIssue;

#[component]
pub fn ReviewStep() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Section id="h-open" title=say!(i18n, events.review_open) note=say_some!(i18n, events.review_open_note)>
            <Outlook />
            <OpenPoints />
        </Section>
        <Section id="h-save" title=say!(i18n, events.review_save)>
            <Saving />
        </Section>
    }
}

/// Where the forecast says that the plan as it stands will not do what it is for.
#[component]
fn Outlook() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let wizard = Wizard::expect();
    move || {
        let forecast = wizard.forecast.get().filter(|forecast| forecast.is_money_known())?;
        let f = formatter.get();
        let (goal, wanted) =
            wizard.draft.event.with(|event| (event.goal_orders, event.goal_confidence));
        let of_goal = (goal > 0 && forecast.p_goal < wanted).then(|| {
            let (chance, wanted) = (f.fmt_percent(forecast.p_goal), f.fmt_percent(wanted));
            t_string!(i18n, events.outlook_goal, chance = chance, wanted = wanted).to_string()
        });
        let of_profit = (forecast.p_profit < 0.5).then(|| {
            let chance = f.fmt_percent(forecast.p_profit);
            t_string!(i18n, events.outlook_profit, chance = chance).to_string()
        });
        let said: Vec<_> = [of_goal, of_profit].into_iter().flatten().collect();
        (!said.is_empty()).then(|| {
            let lines = said.into_iter().map(|line| view! { <p>{line}</p> }).collect_view();
            view! { <Note tone=Tone::Warn>{lines}</Note> }
        })
    }
}

#[component]
fn OpenPoints() -> impl IntoView {
    let i18n = use_i18n();
    let wizard = Wizard::expect();
    let language = Settings::expect().language;
    let steps = Memo::new(move |_| {
        let Some(plan) = wizard.plan.get() else { return Vec::new() };
        let of_step = |slug: &str| {
            let title = plan.steps.iter().find(|step| step.slug == slug)?.title.clone();
            let issues: Vec<PlanIssue> =
                plan.issues.iter().filter(|issue| issue.step == slug).cloned().collect();
            (!issues.is_empty()).then_some((title, issues))
        };
        STEPS
            .iter()
            .filter_map(|slug| of_step(slug).map(|(title, issues)| (*slug, title, issues)))
            .collect()
    });
    let is_clean = move || steps.with(Vec::is_empty) && wizard.plan.get().is_some();
    let point = move |issue: PlanIssue| {
        view! {
            <li data-required=issue.required.then_some("")>
                {issue.message.get(language.get()).to_owned()}
            </li>
        }
    };
    view! {
        <Show when=is_clean>
            <Note tone=Tone::Good>{t!(i18n, events.nothing_open)}</Note>
        </Show>
        <ul class="openpoints">
            {move || {
                steps
                    .get()
                    .into_iter()
                    .map(|(slug, title, issues)| {
                        let is_required = issues.iter().any(|issue| issue.required);
                        view! {
                            <li data-required=is_required.then_some("")>
                                <a href=link(&wizard.draft.key().path(slug))>
                                    <Icon name=if is_required { "warn" } else { "info" } class="icon--sm" />
                                    {title.get(language.get()).to_owned()}
                                </a>
                                <ul>{issues.into_iter().map(point).collect_view()}</ul>
                            </li>
                        }
                    })
                    .collect_view()
            }}
        </ul>
    }
}

#[component]
fn Saving() -> impl IntoView {
    let i18n = use_i18n();
    let wizard = Wizard::expect();
    let draft = wizard.draft;
    let (workspace, toasts) = (Workspace::expect(), Toasts::expect());
    let language = Settings::expect().language;
    let is_saving = RwSignal::new(false);
    let n_required = Memo::new(move |_| {
        wizard.plan.get().map_or(0, |plan| plan.issues.iter().filter(|i| i.required).count())
    });
    let status = move || draft.event.with(|event| event.status);
    let say_error = move |error| toasts.show(explain(&error).get(language.get_untracked()));
    let navigate = use_navigate();
    // Owned, not a callback of this page: the notice that undoes a discard outlives it.
    let go = move |path: &str| navigate(path, Default::default());
    let go_after_saving = go.clone();
    // The saved event is no longer the one this began from: which status was to be saved.
    let clash = RwSignal::new(None::<Clash>);
    let save_over = Callback::new(move |(status, over): (EventStatus, SaveOver)| {
        clash.set(None);
        is_saving.set(true);
        let go = go_after_saving.clone();
        spawn_local(async move {
            match draft.save(status, over).await {
                Ok(id) => {
                    let text = match status {
                        EventStatus::Draft => say_now!(i18n, events.saved_as_draft),
                        EventStatus::Planned | EventStatus::Past => {
                            say_now!(i18n, events.saved_as_planned)
                        }
                    };
                    toasts.show(text);
                    go(&format!("/events/{}/plan", id.0));
                }
                Err(error) => match (error, draft.key().document()) {
                    (EngineError::Conflict, Some(id)) => {
                        let _ = clash.try_set(Some(Clash { status, changed: Some(id) }));
                    }
                    (EngineError::NotFound { .. }, Some(_)) => {
                        let _ = clash.try_set(Some(Clash { status, changed: None }));
                    }
                    (error, _) => say_error(error),
                },
            }
            let _ = is_saving.try_set(false);
        });
    });
    let save = move |status: EventStatus| save_over.run((status, SaveOver::Seen));
    let save_planned = move |()| {
        if n_required.get_untracked() > 0 {
            wizard.is_tried.set(true);
            toasts.show(say_now!(i18n, events.points_open));
        } else if draft.event.with_untracked(|event| event.status == EventStatus::Past) {
            save(EventStatus::Past);
        } else {
            save(EventStatus::Planned);
        }
    };
    let discard = Callback::new(move |()| {
        let go = go.clone();
        spawn_local(async move {
            match draft.discard().await {
                Ok((key, thrown_away)) => {
                    let go_back = go.clone();
                    let bring_back = move |()| {
                        let (key, thrown_away) = (key.clone(), thrown_away.clone());
                        let go = go_back.clone();
                        spawn_local(async move {
                            match restore_event_draft(workspace, &key, &thrown_away).await {
                                Ok(()) => go(&key.path(&thrown_away.step)),
                                Err(error) => say_error(error),
                            }
                        });
                    };
                    let action = ToastAction {
                        label: say_now!(i18n, common.undo),
                        shortcut: None,
                        run: Callback::new(bring_back),
                    };
                    toasts.show_with(say_now!(i18n, events.draft_discarded), action);
                    go("/events");
                }
                Err(error) => say_error(error),
            }
        });
    });
    view! {
        <Show when=move || n_required.get() != 0>
            <Note tone=Tone::Warn>
                {move || agree(&t_string!(i18n, events.n_points_open, n = n_required.get()).to_string())}
            </Note>
        </Show>
        {move || clash.get().map(|clash| view! { <ClashNote clash=clash save_over=save_over /> })}
        <div class="row">
            <Button kind=ButtonKind::Primary icon="check" size="lg" busy=is_saving on_press=save_planned>
                {move || match status() {
                    EventStatus::Draft => t_string!(i18n, events.save_planned),
                    EventStatus::Planned | EventStatus::Past => t_string!(i18n, events.save_changes),
                }}
            </Button>
            <Show when=move || status() == EventStatus::Draft>
                <Button size="lg" disabled=is_saving on_press=move |()| save(EventStatus::Draft)>
                    {t!(i18n, events.save_draft)}
                </Button>
            </Show>
            <Show when=move || draft.is_changed.get()>
                <Button kind=ButtonKind::Quiet icon="trash" size="lg" on_press=discard>
                    {t!(i18n, events.discard)}
                </Button>
            </Show>
        </div>
    }
}

/// The saved event is no longer the one the draft began from.
#[derive(Clone, Copy)]
struct Clash {
    /// What was to be saved.
    status: EventStatus,
    /// The event as it is now; `None` if it has been deleted.
    changed: Option<DocumentId>,
}

/// What happened, that nothing is lost, and the ways out.
#[component]
fn ClashNote(clash: Clash, save_over: Callback<(EventStatus, SaveOver)>) -> impl IntoView {
    let i18n = use_i18n();
    let what = Signal::derive(move || match clash.changed {
        Some(_) => t_string!(i18n, events.clash_changed).to_owned(),
        None => t_string!(i18n, events.clash_deleted).to_owned(),
    });
    view! {
        <ErrorNote what_happened=what what_is_safe=say!(i18n, events.clash_safe)>
            <Button on_press=move |()| save_over.run((clash.status, SaveOver::Nothing))>
                {t!(i18n, events.save_copy)}
            </Button>
            {clash
                .changed
                .map(|id| {
                    view! {
                        <Button on_press=move |()| save_over.run((clash.status, SaveOver::Newest))>
                            {t!(i18n, events.replace_theirs)}
                        </Button>
                        <LinkButton path=format!("/events/{}/plan", id.0)>
                            {t!(i18n, events.look_at_theirs)}
                        </LinkButton>
                    }
                })}
        </ErrorNote>
    }
}
