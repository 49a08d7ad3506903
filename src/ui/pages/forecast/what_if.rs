//! Levers that try something else without changing the inputs, and what they do to the figures.

use super::scenarios::KeepButton;
use super::shown::Shown;
use super::words::{write_amount, write_chance};
use crate::i18n::{t, t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::state::forecast::scenario::{Scenario, WhatIf, n_by_choice, spread_invitations};
use crate::ui::components::button::{Button, ButtonKind};
use crate::ui::components::slider::Slider;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::domain::event::Event;

/// The lever of a room nobody has chosen yet ends at twice these.
const SEATS_OF_NO_ROOM: u32 = 100;

#[component]
pub fn WhatIfLevers() -> impl IntoView {
    let i18n = use_i18n();
    let shown = Shown::expect();
    let forecast = shown.forecast;
    let is_tried =
        Memo::new(move |_| forecast.scenario.with(|s| s.as_ref().is_some_and(Scenario::is_tried)));
    let reset = move |()| forecast.change(|scenario| scenario.what_if = WhatIf::default());
    let keep = move |()| {
        forecast.change(|scenario| *scenario = Scenario::of(scenario.resulting_event()));
    };
    view! {
        <section class="section" aria-labelledby="h-whatif">
            <div class="section__head">
                <h2 id="h-whatif">{t!(i18n, forecast.what_if)}</h2>
                <Show when=move || is_tried.get()>
                    <Button kind=ButtonKind::Quiet size="sm" icon="undo" on_press=reset>
                        {t!(i18n, forecast.reset)}
                    </Button>
                    <Button size="sm" on_press=keep>
                        {t!(i18n, forecast.keep)}
                    </Button>
                </Show>
            </div>
            <div>
                <InvitationsLever />
                <MarginLever />
                <SeatsLever />
            </div>
            <KeepButton />
            <p class="fine" role="status">
                {move || is_tried.get().then(difference)}
            </p>
        </section>
    }
}

/// What the levers do to orders and profit.
fn difference() -> Option<String> {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let shown = Shown::expect();
    let now = shown.view.get()?;
    // Of as many runs, so that their number makes no difference.
    let before = shown.untried_beside(&now)?;
    if !(before.is_money_known() && now.is_money_known()) {
        return None;
    }
    let change = t_string!(
        i18n,
        forecast.difference,
        orders_before = f.fmt_number(before.ordered.median, 0),
        orders = f.fmt_number(now.ordered.median, 0),
        profit_before = write_amount(&f, before.profit.mean),
        profit = write_amount(&f, now.profit.mean),
        chance_before = write_chance(&f, before.p_profit),
        chance = write_chance(&f, now.p_profit)
    );
    let change = change.to_string();
    // The seats move no other figure here.
    let Some(seated) = now.seated.filter(|_| is_room_tried()) else { return Some(change) };
    let profit_before = before.seated.map_or(before.profit, |seated| seated.profit);
    let with_seats = t_string!(
        i18n,
        forecast.difference_seated,
        difference = change,
        before = write_amount(&f, profit_before.mean),
        profit = write_amount(&f, seated.profit.mean)
    );
    Some(with_seats.to_string())
}

fn is_room_tried() -> bool {
    let forecast = Shown::expect().forecast;
    forecast
        .scenario
        .with(|scenario| scenario.as_ref().is_some_and(|scenario| scenario.what_if.seats.is_some()))
}

/// A value of the resulting event, and the lever that follows it.
fn lever(
    get: impl Fn(&Event) -> f64 + Copy + Send + Sync + 'static,
    set: impl Fn(&mut Scenario, f64) + 'static,
) -> RwSignal<f64> {
    let forecast = Shown::expect().forecast;
    let now = Memo::new(move |_| {
        forecast.scenario.with(|s| s.as_ref().map_or(0.0, |s| get(&s.resulting_event())))
    });
    let value = RwSignal::new(now.get_untracked());
    Effect::new(move |_| {
        let now = now.get();
        if value.get_untracked() != now {
            value.set(now);
        }
    });
    Effect::new(move |_| {
        let wanted = value.get();
        if now.get_untracked() != wanted {
            forecast.change(|scenario| set(scenario, wanted));
        }
    });
    value
}

#[component]
fn InvitationsLever() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let shown = Shown::expect();
    let groups = move |event: &Event| {
        shown.audience.answer.with(|audience| {
            audience.as_ref().map(|audience| n_by_choice(event, audience)).unwrap_or_default()
        })
    };
    let n_invited = move |event: &Event| groups(event).iter().map(|(_, n)| f64::from(*n)).sum();
    let set = move |scenario: &mut Scenario, total: f64| {
        let audience = shown.audience.answer.get_untracked();
        let Some(audience) = audience else { return };
        let groups = n_by_choice(&scenario.event, &audience);
        let n_base: u32 = groups.iter().map(|(_, n)| n).sum();
        let total = total as u32;
        scenario.what_if.n_invited = (total != n_base).then(|| spread_invitations(&groups, total));
    };
    let value = lever(n_invited, set);
    let n_may_ask = Memo::new(move |_| {
        shown.forecast.scenario.with(|scenario| {
            scenario.as_ref().map_or(0.0, |scenario| {
                groups(&scenario.event).iter().map(|(all, _)| f64::from(*all)).sum()
            })
        })
    });
    let note = Signal::derive(move || {
        let n = formatter.get().fmt_number(n_may_ask.get(), 0);
        Some(t_string!(i18n, forecast.invitations_note, n = n).to_string())
    });
    let shown_value = Signal::derive(move || formatter.get().fmt_number(value.get(), 0));
    view! {
        <Slider
            label=say!(i18n, forecast.invitations)
            shown=shown_value
            value=value
            min=0.0
            max=n_may_ask
            note=note
        />
    }
}

#[component]
fn MarginLever() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let forecast = Shown::expect().forecast;
    // Whole percent: half ones would make the lever and the input disagree for good.
    let percent = |event: &Event| (event.margin * 100.0).round();
    let set = move |scenario: &mut Scenario, wanted: f64| {
        scenario.what_if.margin = (wanted != percent(&scenario.event)).then_some(wanted / 100.0);
    };
    let value = lever(percent, set);
    let shown_value = Signal::derive(move || {
        let f = formatter.get();
        let share = value.get() / 100.0;
        let revenue = forecast
            .scenario
            .with(|s| s.as_ref().map_or(0.0, |s| s.event.revenue_per_order.middle().major()));
        format!("{} ({})", write_amount(&f, revenue * share), f.fmt_percent(share))
    });
    view! {
        <Slider
            label=say!(i18n, forecast.margin_per_order)
            shown=shown_value
            value=value
            min=0.0
            max=100.0
        />
    }
}

#[component]
fn SeatsLever() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let forecast = Shown::expect().forecast;
    // At 0 no room is chosen, so that any number of seats can be tried from there.
    let seats = |event: &Event| f64::from(event.seats.unwrap_or(0));
    let set = move |scenario: &mut Scenario, wanted: f64| {
        scenario.what_if.seats = scenario.event.seats_to_try(wanted as u32);
    };
    let value = lever(seats, set);
    let chosen = Memo::new(move |_| {
        forecast.scenario.with(|scenario| scenario.as_ref().and_then(|s| s.event.seats))
    });
    let min = Signal::derive(move || if chosen.get().is_some() { 1.0 } else { 0.0 });
    let max =
        Memo::new(move |_| (f64::from(chosen.get().unwrap_or(SEATS_OF_NO_ROOM)) * 2.0).max(50.0));
    let shown_value = Signal::derive(move || {
        let seats = value.get();
        if seats > 0.0 {
            formatter.get().fmt_number(seats, 0)
        } else {
            t_string!(i18n, forecast.seats_none).to_owned()
        }
    });
    view! {
        <Slider
            label=say!(i18n, forecast.seats)
            shown=shown_value
            value=value
            min=min
            max=max
        />
    }
}
