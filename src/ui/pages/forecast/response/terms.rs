//! What counts as a response, within which time, and what is used beside purchases and contacts. Kept as it
//! is chosen.

use super::Shown;
use super::words::fact_name;
use crate::i18n::{t, t_string, use_i18n};
use crate::ui::components::chip::Chip;
use crate::ui::components::number_field::NumberField;
use crate::ui::components::number_input::Quantity;
use crate::ui::components::section::Section;
use crate::ui::components::segmented::Segmented;
use crate::ui::components::select_field::Choice;
use crate::ui::components::switch::Switch;
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use meadow_core::views::lead_response::{RESPONSE_WEEKS, ResponseFact, ResponseOutcome};

const OUTCOMES: [(&str, ResponseOutcome); 3] = [
    ("answered", ResponseOutcome::Answered),
    ("attended", ResponseOutcome::Attended),
    ("ordered", ResponseOutcome::Ordered),
];

fn key(outcome: ResponseOutcome) -> String {
    let found = OUTCOMES.iter().find(|(_, one)| *one == outcome);
    found.map_or("", |(key, _)| key).to_owned()
}

fn outcome_of(key: &str) -> ResponseOutcome {
    OUTCOMES.iter().find(|(one, _)| *one == key).map(|(_, outcome)| *outcome).unwrap_or_default()
}

#[component]
pub fn Terms(shown: Shown) -> impl IntoView {
    let i18n = use_i18n();
    let inputs = shown.inputs;
    let outcome = inputs
        .bind(|terms| key(terms.outcome), |terms, chosen| terms.outcome = outcome_of(&chosen));
    let choices = Signal::derive(move || {
        OUTCOMES
            .map(|(key, outcome)| {
                let name = match outcome {
                    ResponseOutcome::Answered => t_string!(i18n, response.out_answered),
                    ResponseOutcome::Attended => t_string!(i18n, response.out_attended),
                    ResponseOutcome::Ordered => t_string!(i18n, response.out_ordered),
                };
                Choice::new(key, name)
            })
            .to_vec()
    });
    let (least, most) = (*RESPONSE_WEEKS.start(), *RESPONSE_WEEKS.end());
    let weeks = inputs.bind(
        |terms| Some(Quantity::Exact(terms.weeks.into())),
        move |terms, typed| {
            // An empty field leaves it as it is.
            if let Some(typed) = typed {
                terms.weeks = (typed.middle().round() as u8).clamp(least, most);
            }
        },
    );
    let leads_only = inputs.bind(|terms| terms.leads_only, |terms, only| terms.leads_only = only);
    let offered =
        Memo::new(move |_| shown.asked.get().map(|view| view.offered.clone()).unwrap_or_default());
    let chip = move |fact: ResponseFact| {
        let own = StoredValue::new(fact);
        let label = Signal::derive(move || {
            let facts = shown.facts.get();
            own.with_value(|fact| fact_name(i18n, facts.as_deref(), fact))
        });
        let is_on = Signal::derive(move || {
            inputs.all.with(|terms| own.with_value(|fact| terms.facts.contains(fact)))
        });
        let press = move |()| {
            let fact = own.get_value();
            inputs.all.update(|terms| match terms.facts.contains(&fact) {
                true => terms.facts.retain(|one| *one != fact),
                false => terms.facts.push(fact),
            });
        };
        view! { <Chip label=label is_on=is_on on_press=press /> }
    };
    view! {
        <Section id="h-response-terms" title=say!(i18n, response.terms)>
            <div class="between">
                <Segmented label=say!(i18n, response.outcome) choices=choices value=outcome />
                <Switch label=say!(i18n, response.leads_only) value=leads_only />
            </div>
            <div class="grid-3" data-part="response-weeks">
                <NumberField
                    label=say!(i18n, response.weeks)
                    hint=say_some!(i18n, response.weeks_hint)
                    value=weeks
                    least=f64::from(least)
                    most=Some(f64::from(most))
                    unit_after=say_some!(i18n, response.weeks_unit)
                />
            </div>
            <Show when=move || offered.with(|offered| !offered.is_empty())>
                <div class="stack stack--2" role="group" aria-labelledby="response-also">
                    <p class="fine" id="response-also">
                        {t!(i18n, response.also)}
                    </p>
                    <div class="row" data-part="response-facts">
                        {move || offered.get().into_iter().map(chip).collect_view()}
                    </div>
                </div>
            </Show>
        </Section>
    }
}
