//! What is known by now: how many, how long before, by invitation or open to all.

use super::super::kept_inputs::KeptInputs;
use crate::i18n::{t_string, use_i18n};
use crate::ui::components::number_field::NumberField;
use crate::ui::components::section::Section;
use crate::ui::components::segmented::Segmented;
use crate::ui::components::select_field::Choice;
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use meadow_core::views::registrations::RegistrationTerms;

const OPEN: &str = "open";
const INVITED: &str = "invited";

#[component]
pub fn TermFields(inputs: KeptInputs<RegistrationTerms>) -> impl IntoView {
    let i18n = use_i18n();
    let n_now = inputs.bind_count(|terms| terms.n_now, |terms, n| terms.n_now = n);
    let days = inputs.bind_count(|terms| terms.days_left, |terms, n| terms.days_left = n);
    let opens = inputs.bind_count(|terms| terms.opens, |terms, n| terms.opens = n);
    let goal = inputs.bind_count(|terms| terms.goal, |terms, n| terms.goal = n);
    let expected = inputs.bind_counts(|terms| terms.expected, |terms, n| terms.expected = n);
    let access = inputs.bind(
        |terms| if terms.is_open { OPEN } else { INVITED }.to_owned(),
        |terms, chosen: String| terms.is_open = chosen == OPEN,
    );
    let choices = Signal::derive(move || {
        vec![
            Choice::new(INVITED, t_string!(i18n, registrations.by_invitation)),
            Choice::new(OPEN, t_string!(i18n, registrations.open_to_all)),
        ]
    });
    let is_open = Memo::new(move |_| inputs.all.with(|terms| terms.is_open));
    view! {
        <Section id="h-registrations-now" title=say!(i18n, registrations.by_now)>
            <Segmented
                label=say!(i18n, registrations.who_may)
                choices=choices
                value=access
            />
            <div class="grid-3" data-part="by-now">
                <NumberField
                    label=say!(i18n, registrations.n_now)
                    hint=say_some!(i18n, registrations.n_now_hint)
                    value=n_now
                    least=0.0
                    placeholder=say!(i18n, registrations.as_noted)
                />
                <NumberField
                    label=say!(i18n, registrations.days_left)
                    hint=say_some!(i18n, registrations.days_left_hint)
                    value=days
                    least=0.0
                    placeholder=say!(i18n, registrations.as_event)
                />
                <NumberField
                    label=say!(i18n, registrations.opens)
                    hint=say_some!(i18n, registrations.opens_hint)
                    value=opens
                    least=1.0
                    placeholder=say!(i18n, registrations.first_wave)
                />
                <NumberField
                    label=say!(i18n, registrations.goal)
                    hint=say_some!(i18n, registrations.goal_hint)
                    value=goal
                    least=1.0
                />
                <Show when=move || is_open.get()>
                    <NumberField
                        label=say!(i18n, registrations.expected)
                        hint=say_some!(i18n, registrations.expected_hint)
                        value=expected
                        accepts_range=true
                        least=0.0
                        placeholder=say!(i18n, whom.ask_cost)
                    />
                </Show>
            </div>
        </Section>
    }
}
