//! The budget and its channels as fields: past points, or what is believed.

use super::super::fields::{ends, quantity};
use super::inputs::{Inputs, change, change_channel, new_channel};
use crate::i18n::{t, t_string, use_i18n};
use crate::state::workspace::Workspace;
use crate::ui::components::button::{Button, IconButton};
use crate::ui::components::number_field::NumberField;
use crate::ui::components::number_input::Quantity;
use crate::ui::components::section::Section;
use crate::ui::components::segmented::Segmented;
use crate::ui::components::select_field::Choice;
use crate::ui::components::text_field::TextField;
use crate::ui::shell::navigation::focus_heading_if_lost;
use crate::ui::wizards::labels::method_name;
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use meadow_core::forecast::points_of_events;
use meadow_core::protocol::GetEvents;
use meadow_core::views::budget::{
    Belief, BudgetTerms, CurveBasis, MAX_CHANNELS, MAX_POINTS, SpendPoint,
};

const POINTS: &str = "points";
const BELIEF: &str = "belief";

#[component]
pub fn ChannelFields(inputs: Inputs) -> impl IntoView {
    let i18n = use_i18n();
    let budget = inputs.bind_amount(|all| all.budget, |all, sum| all.budget = sum);
    let n_channels = Memo::new(move |_| inputs.all.with(|all| all.channels.len()));
    let rows = move || {
        let row = |place| view! { <Channel inputs=inputs place=place /> };
        (0..n_channels.get()).map(row).collect_view()
    };
    let is_full = Signal::derive(move || n_channels.get() >= MAX_CHANNELS);
    let add = move |()| inputs.all.update(|all| all.channels.push(new_channel(String::new())));
    let events = Workspace::expect().asked(|| Some(GetEvents {}));
    let of_events = Memo::new(move |_| {
        let found = events.get().map(|events| points_of_events(&events)).unwrap_or_default();
        found.into_iter().map(|(method, points)| (method_name(method), points)).collect::<Vec<_>>()
    });
    // Every method of past events that cost something becomes a channel, unless one is called so.
    let take = move |()| {
        let found = of_events.get_untracked();
        inputs.all.update(|all| {
            for (name, points) in found {
                let is_there = all.channels.iter().any(|channel| channel.name == name);
                if !is_there && all.channels.len() < MAX_CHANNELS {
                    let mut channel = new_channel(name);
                    channel.points = points;
                    all.channels.push(channel);
                }
            }
        });
    };
    view! {
        <Section id="h-budget-known" title=say!(i18n, budget.known)>
            <div class="grid-3" data-part="budget">
                <NumberField
                    label=say!(i18n, budget.budget)
                    hint=say_some!(i18n, budget.budget_hint)
                    value=budget
                    least=0.0
                    placeholder=say!(i18n, whom.ask_cost)
                />
            </div>
            <div class="stack">{rows}</div>
            <div class="row">
                <Button icon="plus" disabled=is_full on_press=add>
                    {t!(i18n, budget.add_channel)}
                </Button>
                <Show when=move || of_events.with(|found| !found.is_empty())>
                    <Button icon="event" disabled=is_full on_press=take>
                        {t!(i18n, budget.take_events)}
                    </Button>
                </Show>
            </div>
            <p class="fine">{t!(i18n, budget.known_note)}</p>
        </Section>
    }
}

/// A channel with what is known of it.
#[component]
fn Channel(inputs: Inputs, place: usize) -> impl IntoView {
    let i18n = use_i18n();
    let name = inputs.bind(
        move |all| all.channels.get(place).map(|channel| channel.name.clone()).unwrap_or_default(),
        move |all, name: String| change(all, place, |channel| channel.name = name),
    );
    let now = inputs.bind_amount(
        move |all| all.channels.get(place)?.now,
        move |all, now| change(all, place, |channel| channel.now = now),
    );
    let basis = inputs.bind(
        move |all| match all.channels.get(place).map(|channel| channel.basis) {
            Some(CurveBasis::Belief) => BELIEF.to_owned(),
            _ => POINTS.to_owned(),
        },
        move |all, chosen: String| {
            let basis = if chosen == BELIEF { CurveBasis::Belief } else { CurveBasis::Points };
            change(all, place, |channel| channel.basis = basis);
        },
    );
    let choices = Signal::derive(move || {
        vec![
            Choice::new(POINTS, t_string!(i18n, budget.by_points)),
            Choice::new(BELIEF, t_string!(i18n, budget.by_belief)),
        ]
    });
    let label = Signal::derive(move || {
        name.with(|name| match name.trim() {
            "" => t_string!(i18n, budget.channel_n, n = place + 1).to_string(),
            name => name.to_owned(),
        })
    });
    let is_belief = Memo::new(move |_| basis.with(|basis| basis == BELIEF));
    let remove = move |()| {
        inputs.all.update(|all| {
            if place < all.channels.len() {
                all.channels.remove(place);
            }
        });
        focus_heading_if_lost();
    };
    view! {
        <div class="promise" role="group" aria-label=label data-channel=place.to_string()>
            <div class="promise__terms">
                <TextField
                    label=say!(i18n, budget.name)
                    value=name
                    placeholder=say!(i18n, budget.name_example)
                />
                <NumberField
                    label=say!(i18n, budget.now)
                    hint=say_some!(i18n, budget.now_hint)
                    value=now
                    least=0.0
                />
                <div class="promise__kinds">
                    <Segmented label=say!(i18n, budget.rests_on) choices=choices value=basis />
                </div>
                <Show
                    when=move || is_belief.get()
                    fallback=move || view! { <Points inputs=inputs place=place /> }
                >
                    <BeliefFields inputs=inputs place=place />
                </Show>
                <div class="promise__kinds">
                    <Button icon="trash" size="sm" on_press=remove>
                        {t!(i18n, budget.remove_channel)}
                    </Button>
                </div>
            </div>
        </div>
    }
}

#[component]
fn Points(inputs: Inputs, place: usize) -> impl IntoView {
    let i18n = use_i18n();
    let n_points = Memo::new(move |_| {
        inputs.all.with(|all| all.channels.get(place).map_or(0, |channel| channel.points.len()))
    });
    let rows = move || {
        let row = |at| view! { <Point inputs=inputs place=place at=at /> };
        (0..n_points.get()).map(row).collect_view()
    };
    let add = move |()| {
        change_channel(inputs, place, |channel| channel.points.push(SpendPoint::default()));
    };
    let is_full = Signal::derive(move || n_points.get() >= MAX_POINTS);
    view! {
        <div class="promise__kinds">
            {rows} <Button icon="plus" size="sm" disabled=is_full on_press=add>
                {t!(i18n, budget.add_point)}
            </Button>
        </div>
    }
}

fn point_of(all: &BudgetTerms, place: usize, at: usize) -> Option<SpendPoint> {
    all.channels.get(place)?.points.get(at).copied()
}

/// What was spent in one past period, and what it brought.
#[component]
fn Point(inputs: Inputs, place: usize, at: usize) -> impl IntoView {
    let i18n = use_i18n();
    let edit = move |all: &mut BudgetTerms, edit: &dyn Fn(&mut SpendPoint)| {
        change(all, place, |channel| {
            if let Some(point) = channel.points.get_mut(at) {
                edit(point);
            }
        });
    };
    let spend = inputs.bind_amount(
        move |all| point_of(all, place, at)?.spend,
        move |all, spend| edit(all, &|point| point.spend = spend),
    );
    let result = inputs.bind(
        move |all| point_of(all, place, at)?.result.map(Quantity::Exact),
        move |all, typed: Option<Quantity>| {
            edit(all, &|point| point.result = typed.map(Quantity::middle));
        },
    );
    let remove = move |()| {
        change_channel(inputs, place, |channel| {
            if at < channel.points.len() {
                channel.points.remove(at);
            }
        });
        focus_heading_if_lost();
    };
    view! {
        <div class="promise__kind" data-point=at.to_string()>
            <NumberField label=say!(i18n, budget.spent) value=spend least=0.0 />
            <NumberField label=say!(i18n, budget.brought) value=result least=0.0 />
            <IconButton icon="trash" label=say!(i18n, budget.remove_point) on_press=remove />
        </div>
    }
}

#[component]
fn BeliefFields(inputs: Inputs, place: usize) -> impl IntoView {
    let i18n = use_i18n();
    let belief = move |all: &BudgetTerms| all.channels.get(place).map(|channel| channel.belief);
    let spend = inputs.bind_amount(
        move |all| belief(all)?.spend,
        move |all, spend| change(all, place, |channel| channel.belief.spend = spend),
    );
    let range = move |get: fn(&Belief) -> Option<(f64, f64)>,
                      set: fn(&mut Belief, Option<(f64, f64)>)| {
        inputs.bind(
            move |all| get(&belief(all)?).map(|(low, high)| quantity(low, high)),
            move |all, typed: Option<Quantity>| {
                change(all, place, |channel| set(&mut channel.belief, typed.map(ends)));
            },
        )
    };
    let result = range(|belief| belief.result, |belief, range| belief.result = range);
    let ceiling = range(|belief| belief.ceiling, |belief, range| belief.ceiling = range);
    view! {
        <NumberField label=say!(i18n, budget.belief_spend) value=spend least=0.0 />
        <NumberField
            label=say!(i18n, budget.belief_result)
            hint=say_some!(i18n, budget.belief_result_hint)
            value=result
            accepts_range=true
            least=0.0
            placeholder=say!(i18n, whom.ask_cost)
        />
        <NumberField
            label=say!(i18n, budget.belief_ceiling)
            hint=say_some!(i18n, budget.belief_ceiling_hint)
            value=ceiling
            accepts_range=true
            least=0.0
            placeholder=say!(i18n, whom.ask_cost)
        />
    }
}
