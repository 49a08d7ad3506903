//! What is short, and what a little more of it would bring, in plain words.

use super::super::words::write_amount;
use super::outcome::figures;
use super::reasons::WhomFigure;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::figures::use_formatter;
use crate::ui::components::section::Section;
use crate::ui::wizards::group_name::group_name;
use crate::ui::wizards::labels::channel_name;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::views::whom::{Binding, MORE_BUDGET, WhomView};
use std::sync::Arc;

#[component]
pub fn Prices(plan: StoredValue<Arc<WhomView>>) -> impl IntoView {
    let i18n = use_i18n();
    let prices = move || {
        let f = use_formatter().get();
        plan.with_value(|plan| {
            let row = |binding: &Binding| {
                let amount = write_amount(&f, plan.more_of(*binding));
                (more_name(&f, plan, *binding), WhomFigure::More(*binding), amount)
            };
            figures(plan, plan.binding.iter().map(row).collect())
        })
    };
    let is_free = plan.with_value(|plan| plan.binding.is_empty());
    view! {
        <Section id="h-whom-prices" title=say!(i18n, whom.prices)>
            <Show
                when=move || !is_free
                fallback=move || view! { <p>{t!(i18n, whom.nothing_short)}</p> }
            >
                {prices}
                <p class="fine">{t!(i18n, whom.prices_note)}</p>
            </Show>
        </Section>
    }
}

/// What there would be more of.
pub fn more_name(f: &Formatter, plan: &WhomView, binding: Binding) -> String {
    let i18n = use_i18n();
    match binding {
        Binding::Budget => {
            t_string!(i18n, whom.more_budget, more = write_amount(f, MORE_BUDGET)).to_string()
        }
        Binding::Seats => t_string!(i18n, whom.more_seat).to_owned(),
        Binding::Channel(channel) => {
            t_string!(i18n, whom.more_channel, channel = channel_name(channel)).to_string()
        }
        Binding::People(place) => {
            let Some(group) = plan.groups.get(place) else { return String::new() };
            t_string!(
                i18n,
                whom.more_people,
                group = group_name(&group.group),
                n = f.fmt_int(group.n_may_ask.into())
            )
            .to_string()
        }
    }
}
