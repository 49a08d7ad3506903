//! How the event gathers its guests, the questions only this method asks, and its risks.

use crate::i18n::{t, t_string, use_i18n};
use crate::state::engine_error::explain;
use crate::state::settings::Settings;
use crate::state::toasts::Toasts;
use crate::state::workspace::Workspace;
use crate::ui::components::button::Button;
use crate::ui::components::icon::Icon;
use crate::ui::components::section::Section;
use crate::ui::components::select_field::SelectField;
use crate::ui::components::text_field::TextArea;
use crate::ui::wizards::labels::method_choices;
use crate::ui::wizards::wizard::Wizard;
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::domain::event::Event;
use meadow_core::domain::event_ranges::InputRanges;
use meadow_core::domain::method::Method;
use meadow_core::playbooks::{Question, Risk};
use meadow_core::protocol::GetEventDefaults;

#[component]
pub fn MethodStep() -> impl IntoView {
    let i18n = use_i18n();
    let wizard = Wizard::expect();
    let language = Settings::expect().language;
    let draft = wizard.draft;
    let slug = Memo::new(move |_| draft.event.with(|event| event.method.slug().to_owned()));
    let chosen = RwSignal::new(slug.get_untracked());
    Effect::new(move |_| chosen.set(slug.get()));
    let (workspace, toasts) = (Workspace::expect(), Toasts::expect());
    let choose = move |slug: String| {
        let Some(method) = Method::from_slug(&slug) else { return };
        spawn_local(async move {
            match workspace.ask(GetEventDefaults { method }).await {
                Ok(defaults) => draft.change(|event| take_over(event, defaults)),
                Err(error) => toasts.show(explain(&error).get(language.get_untracked())),
            }
        });
    };
    let about = move || {
        let guide = wizard.guide.get()?;
        let language = language.get();
        let line = |text: &meadow_core::domain::text::Text| text.get(language).to_owned();
        Some(view! {
            <p>{line(&guide.summary)}</p>
            <dl class="kv" data-align="start">
                <div><dt>{t!(i18n, events.fits)}</dt><dd>{line(&guide.fits)}</dd></div>
                <div><dt>{t!(i18n, events.strengths)}</dt><dd>{line(&guide.strengths)}</dd></div>
                <div><dt>{t!(i18n, events.room)}</dt><dd>{line(&guide.room.layout)}</dd></div>
            </dl>
        })
    };
    // Drawn anew only for another method: answers are typed into these.
    let questions =
        Memo::new(move |_| wizard.guide.get().map(|g| g.questions.clone()).unwrap_or_default());
    let risks = Memo::new(move |_| wizard.guide.get().map(|g| g.risks.clone()).unwrap_or_default());
    view! {
        <Section id="h-method" title=say!(i18n, events.method_chosen)>
            <SelectField
                label=say!(i18n, events.method)
                choices=Signal::derive(method_choices)
                value=chosen
                hint=say_some!(i18n, events.method_change_hint)
                on_choose=Callback::new(choose)
            />
            {about}
        </Section>
        <Section id="h-questions" title=say!(i18n, events.method_questions)>
            <div class="risks">
                {move || questions.get().into_iter().map(question_field).collect_view()}
            </div>
        </Section>
        <Section
            id="h-risks"
            title=say!(i18n, events.method_risks)
            note=say_some!(i18n, events.method_risks_note)
        >
            <div class="risks">{move || risks.get().into_iter().map(risk_field).collect_view()}</div>
        </Section>
    }
}

fn question_field(question: Question) -> impl IntoView {
    let i18n = use_i18n();
    let wizard = Wizard::expect();
    let language = Settings::expect().language;
    let (key, stored_key) = (question.key.clone(), question.key.clone());
    let answer = wizard.draft.text(
        move |e| e.answers.get(&key).map_or("", String::as_str),
        move |e, text| {
            e.answers.insert(stored_key.clone(), text);
        },
    );
    let (help, example) = (question.help.clone(), question.example.clone());
    let hint = Signal::derive(move || {
        let language = language.get();
        let example = example.get(language).to_owned();
        let help = help.get(language);
        let text = t_string!(i18n, events.help_and_example, help = help, example = example);
        Some(text.to_string())
    });
    let prompt = question.prompt.clone();
    let label = Signal::derive(move || prompt.get(language.get()).to_owned());
    view! {
        <div class="risk" data-state=move || answer_state(answer)>
            <TextArea label=label value=answer hint=hint n_rows=3 />
        </div>
    }
}

fn risk_field(risk: Risk) -> impl IntoView {
    let i18n = use_i18n();
    let wizard = Wizard::expect();
    let language = Settings::expect().language;
    let (key, stored_key) = (risk.key.clone(), risk.key.clone());
    let answer = wizard.draft.text(
        move |e| e.risk_answers.get(&key).map_or("", String::as_str),
        move |e, text| {
            e.risk_answers.insert(stored_key.clone(), text);
        },
    );
    let is_open = move || answer.with(|text| text.trim().is_empty());
    let icon = Signal::derive(move || if is_open() { "warn" } else { "check" });
    let Risk { risk, asks, suggestion, .. } = risk;
    let suggested = suggestion.clone();
    view! {
        <fieldset class="risk" data-state=move || answer_state(answer)>
            <legend>
                <Icon name=icon />
                {move || risk.get(language.get()).to_owned()}
            </legend>
            <TextArea label=Signal::derive(move || asks.get(language.get()).to_owned()) value=answer n_rows=3 />
            <Show when=is_open>
                <p class="fine">
                    <b>{t!(i18n, events.suggestion)}</b>
                    " "
                    {
                        let suggestion = suggestion.clone();
                        move || suggestion.get(language.get()).to_owned()
                    }
                </p>
                <div class="row">
                    <Button
                        size="sm"
                        on_press={
                            let suggested = suggested.clone();
                            move |()| answer.set(suggested.get(language.get_untracked()).to_owned())
                        }
                    >
                        {t!(i18n, events.take_suggestion)}
                    </Button>
                    <span class="fine">{t!(i18n, events.risk_open)}</span>
                </div>
            </Show>
        </fieldset>
    }
}

fn answer_state(answer: RwSignal<String>) -> &'static str {
    if answer.with(|text| text.trim().is_empty()) { "open" } else { "done" }
}

/// Takes over what the new method suggests; what the user said about goal, people, date and place
/// stays.
fn take_over(event: &mut Event, defaults: Event) {
    let kept = event.clone();
    let ranges = InputRanges { contingency: None, ..kept.ranges() };
    *event = Event {
        name: kept.name,
        status: kept.status,
        day: kept.day,
        place: kept.place,
        address: kept.address,
        seats: kept.seats.or(defaults.seats),
        product: kept.product,
        goal_orders: kept.goal_orders,
        goal_confidence: kept.goal_confidence,
        revenue_per_order: kept.revenue_per_order,
        margin: kept.margin,
        why_now: kept.why_now,
        counts: kept.counts,
        steps_done: kept.steps_done,
        ..defaults
    };
    event.set_ranges(ranges);
}
