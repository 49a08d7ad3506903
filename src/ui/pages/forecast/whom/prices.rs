//! What is short, and what a little more of it would bring, in plain words.

use super::super::words::write_amount;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::figures::use_formatter;
use crate::ui::components::section::Section;
use crate::ui::wizards::group_name::group_name;
use crate::ui::wizards::labels::channel_name;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::views::whom::{Binding, WhomView};

/// Prices are of one unit of money; marketers think in more.
const MORE_BUDGET: f64 = 100.0;

#[component]
pub fn Prices(plan: StoredValue<WhomView>) -> impl IntoView {
    let i18n = use_i18n();
    let lines = move || {
        let f = use_formatter().get();
        plan.with_value(|plan| {
            let lines = plan.binding.iter().map(|binding| in_words(&f, plan, *binding));
            let lines: Vec<String> = lines.collect();
            lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()
        })
    };
    let is_free = plan.with_value(|plan| plan.binding.is_empty());
    view! {
        <Section id="h-whom-prices" title=say!(i18n, whom.prices)>
            <Show
                when=move || !is_free
                fallback=move || view! { <p>{t!(i18n, whom.nothing_short)}</p> }
            >
                <ul class="plain limits">{lines}</ul>
                <p class="fine">{t!(i18n, whom.prices_note)}</p>
            </Show>
        </Section>
    }
}

fn in_words(f: &Formatter, plan: &WhomView, binding: Binding) -> String {
    let i18n = use_i18n();
    match binding {
        Binding::Budget => t_string!(
            i18n,
            whom.more_budget,
            more = write_amount(f, MORE_BUDGET),
            amount = write_amount(f, MORE_BUDGET * plan.one_more_of_budget)
        )
        .to_string(),
        Binding::Seats => {
            t_string!(i18n, whom.more_seat, amount = write_amount(f, plan.one_more_seat))
                .to_string()
        }
        Binding::Channel(channel) => {
            let found = plan.channels.iter().find(|plan| plan.channel == channel);
            let amount = write_amount(f, found.map_or(0.0, |plan| plan.one_more));
            t_string!(i18n, whom.more_channel, channel = channel_name(channel), amount = amount)
                .to_string()
        }
        Binding::People(place) => {
            let Some(group) = plan.groups.get(place) else { return String::new() };
            t_string!(
                i18n,
                whom.more_people,
                group = group_name(&group.group),
                n = f.fmt_int(group.n_may_ask.into()),
                amount = write_amount(f, group.one_more)
            )
            .to_string()
        }
    }
}
