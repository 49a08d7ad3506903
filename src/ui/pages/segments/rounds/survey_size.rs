//! How many answers a survey of the mix needs, for a margin at a confidence.

use crate::i18n::{t, t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::state::words::agree;
use crate::state::workspace::Workspace;
use crate::ui::components::number_faults::NumberFaults;
use crate::ui::components::number_field::NumberField;
use crate::ui::components::number_input::Quantity;
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use meadow_core::protocol::PlanSurvey;

const USUAL_MARGIN: f64 = 5.0;
const USUAL_LEVEL: f64 = 95.0;

#[component]
pub fn SurveySize() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let workspace = Workspace::expect();
    // What is asked here is not saved: a fault in it keeps no survey back.
    NumberFaults::new().provide();
    let n_customers = workspace.summary().with_untracked(|summary| {
        let n = summary.as_ref().map(|summary| summary.n_people - summary.n_leads);
        n.filter(|n| *n > 0).map(|n| Quantity::Exact(n.into()))
    });
    let margin = RwSignal::new(Some(Quantity::Exact(USUAL_MARGIN)));
    let level = RwSignal::new(Some(Quantity::Exact(USUAL_LEVEL)));
    let population = RwSignal::new(n_customers);
    let plan = workspace.asked(move || {
        Some(PlanSurvey {
            margin: margin.get()?.middle() / 100.0,
            level: level.get()?.middle() / 100.0,
            population: population.get().map(|typed| typed.middle().round() as u64),
        })
    });
    let said = move || {
        let plan = (*plan.get()?)?;
        let f = formatter.get();
        let n = |n: u64| f.fmt_int(i64::try_from(n).unwrap_or(i64::MAX));
        let one = t_string!(i18n, rounds.plan_one, n = n(plan.n_for_one)).to_string();
        let all = t_string!(i18n, rounds.plan_all, n = n(plan.n_for_all)).to_string();
        Some(view! {
            <p>{agree(&one)}</p>
            <p>{agree(&all)}</p>
        })
    };
    let percent = || Signal::stored(Some("%".to_owned()));
    view! {
        <details class="later">
            <summary>{t!(i18n, rounds.how_many)}</summary>
            <div class="stack">
                <div class="pair-fields">
                    <NumberField
                        label=say!(i18n, rounds.margin)
                        value=margin
                        least=0.1
                        most=Some(50.0)
                        unit_after=percent()
                    />
                    <NumberField
                        label=say!(i18n, rounds.level)
                        value=level
                        least=50.0
                        most=Some(99.9)
                        unit_after=percent()
                    />
                </div>
                <NumberField
                    label=say!(i18n, rounds.population)
                    value=population
                    least=1.0
                    hint=say_some!(i18n, rounds.population_hint)
                />
                <div role="status">{said}</div>
                <p class="fine">{t!(i18n, rounds.plan_note)}</p>
            </div>
        </details>
    }
}
