//! What the event is to achieve, with what, and what an order brings.

use crate::i18n::use_i18n;
use crate::state::shell_summary::ShellSummary;
use crate::ui::components::number_field::NumberField;
use crate::ui::components::section::Section;
use crate::ui::components::text_field::{TextArea, TextField};
use crate::ui::wizards::wizard::Wizard;
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use meadow_core::domain::event::Event;

const STEP: &str = "goal";

#[component]
pub fn GoalStep() -> impl IntoView {
    let i18n = use_i18n();
    let wizard = Wizard::expect();
    let draft = wizard.draft;
    let currency = ShellSummary::expect().currency;
    let unit = Signal::derive(move || Some(currency.get()));
    let percent = Signal::stored(Some("%".to_owned()));
    let name = draft.text(|e| &e.name, |e, text| e.name = text);
    let product = draft.text(|e| &e.product, |e, text| e.product = text);
    let goal = draft.count(|e| e.goal_orders, |e, n| e.goal_orders = n);
    let confidence = draft.percent(|e| e.goal_confidence, |e, share| e.goal_confidence = share);
    let revenue = draft.money(|e| e.revenue_per_order, |e, range| e.revenue_per_order = range);
    let margin = draft.share(Event::margin_ends, Event::set_margin);
    let why_now = draft.text(|e| &e.why_now, |e, text| e.why_now = text);
    let hint = move |field, text| wizard.hint(STEP, field, Some(text));
    view! {
        <Section id="h-what" title=say!(i18n, events.goal_what)>
            <div class="grid-2">
                <TextField
                    label=say!(i18n, events.name)
                    value=name
                    error=wizard.error(STEP, "name")
                    hint=hint("name", say!(i18n, events.name_hint))
                />
                <TextField
                    label=say!(i18n, events.product)
                    value=product
                    error=wizard.error(STEP, "product")
                    hint=hint("product", say!(i18n, events.product_hint))
                />
            </div>
            <TextArea
                label=say!(i18n, events.why_now)
                value=why_now
                error=wizard.error(STEP, "why_now")
                hint=hint("why_now", say!(i18n, events.why_now_hint))
                n_rows=2
            />
        </Section>
        <Section id="h-goal" title=say!(i18n, events.goal_figures)>
            <div class="grid-2">
                <NumberField
                    label=say!(i18n, events.goal_orders)
                    value=goal
                    least=0.0
                    unit_after=say_some!(i18n, events.orders_unit)
                    error=wizard.error(STEP, "goal_orders")
                    hint=hint("goal_orders", say!(i18n, events.goal_orders_hint))
                />
                <NumberField
                    label=say!(i18n, events.goal_confidence)
                    value=confidence
                    least=0.0
                    most=Signal::stored(Some(100.0))
                    unit_after=percent
                    error=wizard.error(STEP, "goal_confidence")
                    hint=hint("goal_confidence", say!(i18n, events.goal_confidence_hint))
                />
                <NumberField
                    label=say!(i18n, events.revenue_per_order)
                    value=revenue
                    accepts_range=true
                    unit_before=unit
                    error=wizard.error(STEP, "revenue_per_order")
                    hint=hint("revenue_per_order", say!(i18n, events.revenue_hint))
                />
                <NumberField
                    label=say!(i18n, events.margin)
                    value=margin
                    accepts_range=true
                    least=0.0
                    most=Signal::stored(Some(100.0))
                    unit_after=percent
                    error=wizard.error(STEP, "margin")
                    hint=hint("margin", say!(i18n, events.margin_hint))
                />
            </div>
        </Section>
    }
}
