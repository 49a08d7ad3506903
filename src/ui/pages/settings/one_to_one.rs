//! What selling to one customer at a time costs, to compare events with.

use crate::i18n::{t, t_string, use_i18n};
use crate::state::facts_in_hand::FactsInHand;
use crate::state::figures::use_formatter;
use crate::ui::components::fact_fields::number_fact;
use crate::ui::components::number_field::NumberField;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::domain::money::Money;
use meadow_core::domain::workspace::{OneToOneCost, WorkspaceFacts};

#[component]
pub fn OneToOne() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let facts = FactsInHand::expect();
    let cost = Memo::new(move |_| {
        facts
            .facts
            .with(|facts| facts.as_ref().map(|facts| facts.one_to_one.clone()).unwrap_or_default())
    });
    let result = move || {
        let f = formatter.get();
        cost.with(OneToOneCost::per_customer).map_or_else(
            || t_string!(i18n, settings.alone_unknown).to_owned(),
            |amount| {
                t_string!(i18n, settings.alone_costs, amount = f.fmt_money(amount)).to_string()
            },
        )
    };
    let field = move |label: Signal<String>,
                      hint: Signal<String>,
                      get: fn(&OneToOneCost) -> f64,
                      set: fn(&mut OneToOneCost, f64)| {
        let shown = move |facts: &WorkspaceFacts| {
            Some(get(&facts.one_to_one)).filter(|amount| *amount > 0.0)
        };
        let (value, save) = number_fact(facts, shown, move |facts, typed| {
            set(&mut facts.one_to_one, typed.unwrap_or_default().max(0.0));
        });
        view! { <NumberField label=label hint=hint value=value on_commit=save /> }
    };
    view! {
        <section class="section" aria-labelledby="one-to-one">
            <div class="section__head">
                <h2 id="one-to-one" tabindex="-1">
                    {t!(i18n, settings.one_to_one)}
                </h2>
                <p class="section__note">{t!(i18n, settings.one_to_one_note)}</p>
            </div>
            <div class="grid-3">
                {field(
                    say!(i18n, settings.hours),
                    say!(i18n, settings.hours_hint),
                    |cost| cost.hours_per_customer,
                    |cost, hours| cost.hours_per_customer = hours,
                )}
                {field(
                    say!(i18n, settings.hourly_cost),
                    say!(i18n, settings.hourly_cost_hint),
                    |cost| cost.hourly_cost.major(),
                    |cost, amount| cost.hourly_cost = Money::from_major(amount),
                )}
                {field(
                    say!(i18n, settings.material),
                    say!(i18n, settings.material_hint),
                    |cost| cost.material.major(),
                    |cost, amount| cost.material = Money::from_major(amount),
                )}
                {field(
                    say!(i18n, settings.travel),
                    say!(i18n, settings.travel_hint),
                    |cost| cost.travel.major(),
                    |cost, amount| cost.travel = Money::from_major(amount),
                )}
            </div>
            <p role="status">
                <b>{result}</b>
            </p>
        </section>
    }
}
