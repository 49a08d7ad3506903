//! What the plan starts from: the channels with their costs, the budget, the room, the chance allowed.

use super::super::fields::{bind_amount, bind_count, bind_percent_range};
use super::super::shown::Shown;
use crate::i18n::{t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::state::forecast::scenario::Scenario;
use crate::ui::components::number_field::NumberField;
use crate::ui::components::section::Section;
use crate::ui::components::switch::CheckBox;
use crate::ui::wizards::labels::channel_name;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::domain::consent::Channel;
use meadow_core::views::whom::ChannelTerms;

#[component]
pub fn LimitFields() -> impl IntoView {
    let i18n = use_i18n();
    let forecast = Shown::expect().forecast;
    let budget = bind_amount(
        forecast,
        |scenario| scenario.whom.budget,
        |scenario, budget| scenario.whom.budget = budget,
    );
    let seats = bind_count(
        forecast,
        |scenario| scenario.what_if.seats.or(scenario.event.seats),
        |scenario, seats| {
            scenario.event.set_seats(seats.filter(|n| *n > 0).map(|n| (n, n)));
            scenario.what_if.seats = None;
        },
    );
    let p_over = bind_percent_range(
        forecast,
        |scenario| scenario.whom.p_over_allowed.map(|p| (p, p)),
        |scenario, typed| {
            scenario.whom.p_over_allowed = typed.map(|(p, _)| p.clamp(0.0, 1.0));
        },
    );
    let formatter = use_formatter();
    let seats_hint = Signal::derive(move || {
        let f = formatter.get();
        let range = forecast.scenario.with(|scenario| scenario.as_ref()?.event.ranges().seats);
        Some(match range {
            None => t_string!(i18n, whom.seats_hint).to_owned(),
            Some((low, high)) => {
                let seats = f.join_range(&f.fmt_int(low.into()), &f.fmt_int(high.into()));
                t_string!(i18n, whom.seats_middle, seats = seats).to_string()
            }
        })
    });
    view! {
        <Section id="h-whom-limits" title=say!(i18n, whom.limits)>
            <div class="stack">
                {Channel::ALL.map(|channel| view! { <ChannelRow channel=channel /> }).collect_view()}
            </div>
            <div class="grid-3">
                <NumberField
                    label=say!(i18n, whom.budget)
                    hint=say!(i18n, whom.budget_hint)
                    value=budget
                    least=0.0
                />
                <NumberField
                    label=say!(i18n, forecast.seats)
                    hint=seats_hint
                    value=seats
                    least=1.0
                />
                <NumberField
                    label=say!(i18n, whom.p_over)
                    hint=say!(i18n, whom.p_over_hint)
                    value=p_over
                    least=0.0
                    most=Signal::stored(Some(100.0))
                    unit_after=Signal::stored(Some("%".to_owned()))
                />
            </div>
        </Section>
    }
}

fn terms_of(scenario: &Scenario, channel: Channel) -> Option<&ChannelTerms> {
    scenario.whom.channels.iter().find(|terms| terms.channel == channel)
}

fn change_terms(scenario: &mut Scenario, channel: Channel, edit: impl FnOnce(&mut ChannelTerms)) {
    let found = scenario.whom.channels.iter_mut().find(|terms| terms.channel == channel);
    if let Some(terms) = found {
        edit(terms);
    }
}

#[component]
fn ChannelRow(channel: Channel) -> impl IntoView {
    let i18n = use_i18n();
    let forecast = Shown::expect().forecast;
    let is_chosen = forecast.bind(
        move |scenario| terms_of(scenario, channel).is_some(),
        move |scenario, is_chosen| {
            scenario.whom.channels.retain(|terms| terms.channel != channel);
            if is_chosen {
                scenario.whom.channels.push(ChannelTerms::of(channel));
                scenario.whom.channels.sort_by_key(|terms| terms.channel);
            }
        },
        |is_chosen| is_chosen,
        |is_chosen| *is_chosen,
    );
    let cost = bind_amount(
        forecast,
        move |scenario| terms_of(scenario, channel)?.cost_per_contact,
        move |scenario, cost| {
            change_terms(scenario, channel, |terms| terms.cost_per_contact = cost);
        },
    );
    let n_max = bind_count(
        forecast,
        move |scenario| terms_of(scenario, channel)?.n_max,
        move |scenario, n| change_terms(scenario, channel, |terms| terms.n_max = n),
    );
    let registered = bind_percent_range(
        forecast,
        move |scenario| terms_of(scenario, channel)?.registered,
        move |scenario, range| {
            let range = range.map(|(low, high)| (low.clamp(0.0, 1.0), high.clamp(0.0, 1.0)));
            change_terms(scenario, channel, |terms| terms.registered = range);
        },
    );
    let name = Signal::derive(move || channel_name(channel));
    view! {
        <div class="whom__channel" role="group" aria-label=name data-channel=format!("{channel:?}")>
            <CheckBox label=name value=is_chosen />
            <Show when=move || is_chosen.get()>
                <NumberField
                    label=say!(i18n, whom.cost_per_contact)
                    value=cost
                    least=0.0
                    placeholder=say!(i18n, whom.ask_cost)
                />
                <NumberField
                    label=say!(i18n, whom.n_max)
                    value=n_max
                    least=0.0
                    placeholder=say!(i18n, forecast.all)
                />
                <NumberField
                    label=say!(i18n, whom.registered)
                    value=registered
                    accepts_range=true
                    placeholder=say!(i18n, whom.as_usual)
                    unit_after=Signal::stored(Some("%".to_owned()))
                />
            </Show>
        </div>
    }
}
