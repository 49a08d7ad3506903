//! The frame of the wizard and what its steps share: the draft, and the engine's view of it. Must
//! not know what a step asks.

use super::foot::Foot;
use super::rail::Rail;
use super::steps::step_view;
use super::summary::Summary;
use super::{say, say_now};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::site;
use crate::state::drafts::EventDraft;
use crate::state::engine::Asked;
use crate::state::engine_error::explain;
use crate::state::settings::Settings;
use crate::state::toasts::{ToastAction, Toasts};
use crate::state::workspace::Workspace;
use crate::ui::components::button::Button;
use crate::ui::components::error_note::ErrorNote;
use crate::ui::components::page_head::PageHead;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use meadow_core::planning::STEPS;
use meadow_core::playbooks::MethodGuide;
use meadow_core::protocol::{GetAudience, GetForecast, GetMethodGuide, GetPlan};
use meadow_core::views::forecast::{AudienceEntry, ForecastView, N_DRAWS};
use meadow_core::views::plan::{PlanIssue, PlanView, StepState};

/// What the steps share.
#[derive(Clone, Copy)]
pub struct Wizard {
    pub draft: EventDraft,
    /// Slug of the open step, always one of `STEPS`.
    pub step: Signal<&'static str>,
    pub plan: Asked<PlanView>,
    pub forecast: Asked<ForecastView>,
    pub audience: Asked<Vec<AudienceEntry>>,
    pub guide: Asked<MethodGuide>,
    /// Saving was tried while points were open: every missing field now says so.
    pub is_tried: RwSignal<bool>,
    settings: Settings,
}

impl Wizard {
    fn open(draft: EventDraft, step: Signal<&'static str>) -> Self {
        let workspace = Workspace::expect();
        let method = Memo::new(move |_| draft.event.with(|event| event.method));
        let event = move || Box::new(draft.settled.get());
        let saved = draft.key().document();
        Self {
            draft,
            step,
            plan: workspace.asked(move || Some(GetPlan { event: event(), saved })),
            forecast: workspace
                .asked(move || Some(GetForecast { event: event(), saved, n_draws: N_DRAWS })),
            audience: workspace.asked(move || Some(GetAudience { event: Some(event()), saved })),
            guide: workspace.asked(move || Some(GetMethodGuide { method: method.get() })),
            is_tried: RwSignal::new(false),
            settings: Settings::expect(),
        }
    }

    /// The wizard in context.
    pub fn expect() -> Self {
        // cannot fail: `WizardFrame` provides the wizard above every step.
        use_context().expect("wizard in context")
    }

    /// What the engine knows of a step.
    pub fn step_state(self, slug: &'static str) -> Memo<Option<StepState>> {
        Memo::new(move |_| {
            let plan = self.plan.get()?;
            plan.steps.iter().find(|step| step.slug == slug).cloned()
        })
    }

    /// What is wrong with a field, once its step has been gone through.
    pub fn error(self, step: &'static str, field: impl Into<String>) -> Signal<Option<String>> {
        let issue = self.issue(step, field.into());
        Signal::derive(move || {
            let issue = issue.get().filter(|issue| issue.required && self.is_strict(step))?;
            Some(issue.message.get(self.settings.language.get()).to_owned())
        })
    }

    /// What the engine has to say about a field that is not wrong, else `otherwise`.
    pub fn hint(
        self,
        step: &'static str,
        field: impl Into<String>,
        otherwise: Option<Signal<String>>,
    ) -> Signal<Option<String>> {
        let issue = self.issue(step, field.into());
        Signal::derive(move || match issue.get() {
            Some(issue) if issue.required && self.is_strict(step) => None,
            Some(issue) => Some(issue.message.get(self.settings.language.get()).to_owned()),
            None => otherwise.map(|text| text.get()),
        })
    }

    fn issue(self, step: &'static str, field: String) -> Memo<Option<PlanIssue>> {
        Memo::new(move |_| {
            let plan = self.plan.get()?;
            plan.issues.iter().find(|issue| issue.step == step && issue.field == field).cloned()
        })
    }

    fn is_strict(self, step: &'static str) -> bool {
        self.is_tried.get()
            || self.draft.event.with(|event| event.steps_done.iter().any(|done| done == step))
    }

    /// The step before or after the open one.
    pub fn neighbour(self, by: isize) -> Option<&'static str> {
        let here = STEPS.iter().position(|slug| *slug == self.step.get())?;
        STEPS.get(here.checked_add_signed(by)?).copied()
    }
}

/// The wizard over a draft.
#[component]
pub fn WizardFrame(draft: EventDraft, step: Signal<&'static str>) -> impl IntoView {
    let i18n = use_i18n();
    let wizard = Wizard::open(draft, step);
    provide_context(wizard);
    Effect::new(move |_| draft.go_to(step.get()));
    move_by_keyboard(wizard);
    let number = move || STEPS.iter().position(|slug| *slug == step.get()).map_or(1, |n| n + 1);
    let over = Signal::derive(move || {
        let n = number();
        Some(t_string!(i18n, events.step_n_of, n = n, all = STEPS.len()).to_string())
    });
    let question = Signal::derive(move || question_of(step.get()));
    let lead = Signal::derive(move || Some(lead_of(step.get())));
    let problem = move || wizard.plan.error.get().or_else(|| wizard.forecast.error.get());
    let settings = Settings::expect();
    let safe = say!(i18n, events.draft_is_safe);
    view! {
        <div class="wizard">
            <Rail />
            <div class="wizard__body">
                <PageHead title=question over=over lead=lead />
                {move || {
                    problem()
                        .map(|error| {
                            let words = explain(&error).get(settings.language.get()).to_owned();
                            view! { <ErrorNote what_happened=words what_is_safe=safe /> }
                        })
                }}
                <RivalNote draft=draft />
                {move || step_view(step.get())}
                <Foot />
            </div>
            <Summary />
        </div>
    }
}

/// Another tab has typed into the same draft: which text is to stand?
#[component]
fn RivalNote(draft: EventDraft) -> impl IntoView {
    let i18n = use_i18n();
    let (toasts, language) = (Toasts::expect(), Settings::expect().language);
    let take_theirs = move |()| {
        spawn_local(async move {
            if let Err(error) = draft.take_theirs().await {
                return toasts.show(explain(&error).get(language.get_untracked()));
            }
            let bring_back = move |()| {
                // Unless the wizard has been left.
                if draft.rival.try_get_untracked().is_some() {
                    draft.undo();
                }
            };
            let action = ToastAction {
                label: say_now!(i18n, common.undo),
                shortcut: None,
                run: Callback::new(bring_back),
            };
            toasts.show_with(say_now!(i18n, events.draft_theirs_shown), action);
        });
    };
    view! {
        <Show when=move || draft.rival.with(Option::is_some)>
            <ErrorNote
                what_happened=say!(i18n, events.draft_clash)
                what_is_safe=say!(i18n, events.draft_clash_safe)
            >
                <Button on_press=move |()| draft.keep_mine()>{t!(i18n, common.keep_mine)}</Button>
                <Button on_press=take_theirs>{t!(i18n, common.take_theirs)}</Button>
            </ErrorNote>
        </Show>
    }
}

/// Alt and an arrow lead to the step before or after.
fn move_by_keyboard(wizard: Wizard) {
    let navigate = use_navigate();
    let listener = window_event_listener(ev::keydown, move |event| {
        let by = match event.key().as_str() {
            "ArrowLeft" => -1,
            "ArrowRight" => 1,
            _ => return,
        };
        if !event.alt_key() || event.ctrl_key() || event.meta_key() || event.shift_key() {
            return;
        }
        // Also at the ends: the browser would leave the page.
        event.prevent_default();
        // What is being typed is taken over before its field goes.
        site::end_typing();
        if let Some(step) = untrack(|| wizard.neighbour(by)) {
            navigate(&wizard.draft.key().path(step), Default::default());
        }
    });
    on_cleanup(move || listener.remove());
}

fn question_of(step: &str) -> String {
    let i18n = use_i18n();
    match step {
        "goal" => t_string!(i18n, events.goal_question),
        "offer" => t_string!(i18n, events.offer_question),
        "method" => t_string!(i18n, events.method_question),
        "audience" => t_string!(i18n, events.audience_question),
        "when" => t_string!(i18n, events.when_question),
        "budget" => t_string!(i18n, events.budget_question),
        "team" => t_string!(i18n, events.team_question),
        "schedule" => t_string!(i18n, events.schedule_question),
        "runsheet" => t_string!(i18n, events.runsheet_question),
        _ => t_string!(i18n, events.review_question),
    }
    .to_owned()
}

fn lead_of(step: &str) -> String {
    let i18n = use_i18n();
    match step {
        "goal" => t_string!(i18n, events.goal_lead),
        "offer" => t_string!(i18n, events.offer_lead),
        "method" => t_string!(i18n, events.method_lead),
        "audience" => t_string!(i18n, events.audience_lead),
        "when" => t_string!(i18n, events.when_lead),
        "budget" => t_string!(i18n, events.budget_lead),
        "team" => t_string!(i18n, events.team_lead),
        "schedule" => t_string!(i18n, events.schedule_lead),
        "runsheet" => t_string!(i18n, events.runsheet_lead),
        _ => t_string!(i18n, events.review_lead),
    }
    .to_owned()
}
