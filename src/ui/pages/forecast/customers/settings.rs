//! What value is reckoned with: how far ahead, which margin, which interest. Kept with the workspace, each
//! change one step of undo; there is no usual margin and no usual interest.

use super::Base;
use crate::i18n::{t_string, use_i18n};
use crate::state::facts_in_hand::FactsInHand;
use crate::state::figures::use_formatter;
use crate::ui::components::fact_fields::number_fact;
use crate::ui::components::number_field::NumberField;
use crate::ui::components::number_input::Quantity;
use crate::ui::components::section::Section;
use crate::ui::pages::customers::outlook_wording::{WORTH_SETTINGS, margin_text};
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use meadow_core::domain::outlook::{MOST_MONTHS, OutlookSettings};

#[component]
pub fn ReckonedWith(base: Base) -> impl IntoView {
    let i18n = use_i18n();
    let facts = FactsInHand::open();
    let is_there = Memo::new(move |_| facts.facts.with(Option::is_some));
    view! {
        <Section id=WORTH_SETTINGS title=say!(i18n, worth.settings)>
            {move || is_there.get().then(|| view! { <Fields facts=facts base=base /> })}
        </Section>
    }
}

#[component]
fn Fields(facts: FactsInHand, base: Base) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let usual = OutlookSettings::default().horizon_months;
    let (months, save_months) = number_fact(
        facts,
        |facts| Some(facts.outlook.horizon_months.into()),
        move |facts, typed| {
            let months = typed.map_or(usual, |months| months.round() as u8);
            facts.outlook.horizon_months = months.clamp(1, MOST_MONTHS);
        },
    );
    let margin = facts.follow(|facts| {
        facts.outlook.margin_percent.map(|(low, high)| match low == high {
            true => Quantity::Exact(low),
            false => Quantity::Range { low, high },
        })
    });
    let save_margin = Callback::new(move |typed: Option<Quantity>| {
        facts.save(|facts| {
            facts.outlook.margin_percent = typed.map(|typed| match typed {
                Quantity::Exact(margin) => (margin, margin),
                Quantity::Range { low, high } => (low.min(high), low.max(high)),
            });
        });
    });
    let (discount, save_discount) = number_fact(
        facts,
        |facts| facts.outlook.discount_percent,
        |facts, typed| facts.outlook.discount_percent = typed,
    );
    // What the orders tell stands beside what is asked.
    let margin_hint = Signal::derive(move || {
        let found = base.get().and_then(|view| view.margin);
        Some(match found {
            None => t_string!(i18n, worth.margin_needed).to_owned(),
            Some(found) if found.known_share.is_some() => {
                margin_text(i18n, &formatter.get(), &found)
            }
            Some(_) => t_string!(i18n, worth.margin_hint).to_owned(),
        })
    });
    view! {
        <div class="rules">
            <NumberField
                label=say!(i18n, worth.horizon)
                hint=say_some!(i18n, worth.horizon_hint)
                value=months
                least=1.0
                most=Some(f64::from(MOST_MONTHS))
                on_commit=save_months
            />
            <NumberField
                label=say!(i18n, worth.margin_field)
                hint=margin_hint
                value=margin
                accepts_range=true
                most=Some(100.0)
                unit_after=Some("%".to_owned())
                on_commit=save_margin
            />
            <NumberField
                label=say!(i18n, worth.discount)
                hint=say_some!(i18n, worth.discount_hint)
                value=discount
                least=0.0
                most=Some(100.0)
                unit_after=Some("%".to_owned())
                on_commit=save_discount
            />
        </div>
    }
}
