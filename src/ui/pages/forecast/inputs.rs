//! What the forecast starts from: the method, who is invited, what an order brings, what the event
//! costs, the room.

use super::fields::{bind_count, bind_money, bind_share};
use super::money_basis::MoneyMark;
use super::seats_field::SeatsField;
use super::shown::Shown;
use super::words::{driver_name, driver_of_event};
use crate::i18n::{t, t_string, use_i18n};
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::state::forecast::scenario::{choice_of, choose_group, driver_total, set_driver_total};
use crate::state::settings::Settings;
use crate::state::toasts::Toasts;
use crate::ui::components::number_field::NumberField;
use crate::ui::components::number_input::Quantity;
use crate::ui::components::select_field::{Choice, SelectField};
use crate::ui::components::switch::CheckBox;
use crate::ui::wizards::group_name::group_name;
use crate::ui::wizards::labels::method_name;
use crate::ui::wizards::say;
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::domain::event::{AudienceGroup, CostDriver, Event};
use meadow_core::domain::method::Method;
use meadow_core::domain::money::MoneyRange;
use meadow_core::views::forecast::AudienceEntry;
use meadow_core::views::money_basis::MoneyInput;

/// Always asked for; the others only where a line of the budget follows them.
const USUAL_DRIVERS: [CostDriver; 4] =
    [CostDriver::Fixed, CostDriver::PerInvited, CostDriver::PerAttended, CostDriver::PerOrdered];
const OTHER_DRIVERS: [CostDriver; 3] =
    [CostDriver::PerRegistered, CostDriver::PerStaff, CostDriver::PerDay];

#[component]
pub fn Inputs() -> impl IntoView {
    let i18n = use_i18n();
    // A scenario is asked for, an event has been.
    let is_scenario = Shown::expect().forecast.base.with_untracked(Option::is_none);
    view! {
        <section class="section" aria-labelledby="h-inputs">
            <div class="section__head">
                <h2 id="h-inputs">{t!(i18n, forecast.inputs)}</h2>
            </div>
            <details class="inputs" open=is_scenario>
                <summary>{move || summary_line()}</summary>
                <div class="grid-2">
                    <div class="stack">
                        <MethodField />
                        <Groups />
                    </div>
                    <div class="stack">
                        <Takings />
                        <Costs />
                    </div>
                </div>
            </details>
        </section>
    }
}

/// What is hidden while the inputs are folded.
fn summary_line() -> String {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let shown = Shown::expect();
    let audience = shown.audience.get();
    // Of a group nobody is in there is nothing to say.
    let is_there = |group: &AudienceGroup| {
        let has_people = |entry: &AudienceEntry| entry.group == *group && entry.n_people > 0;
        *group == AudienceGroup::Outside
            || audience.as_ref().is_none_or(|audience| audience.iter().any(has_people))
    };
    shown.forecast.scenario.with(|scenario| {
        scenario.as_ref().map_or_else(String::new, |scenario| {
            let event = &scenario.event;
            let chosen = event.audience.iter().map(|choice| &choice.group);
            let groups = chosen.filter(|group| is_there(group)).map(group_name);
            let groups = groups.collect::<Vec<_>>().join(t_string!(i18n, forecast.list_comma));
            t_string!(
                i18n,
                forecast.inputs_summary,
                method = method_name(event.method),
                groups = groups,
                revenue = f.fmt_money_rounded(event.revenue_per_order.middle())
            )
            .to_string()
        })
    })
}

#[component]
fn MethodField() -> impl IntoView {
    let i18n = use_i18n();
    let forecast = Shown::expect().forecast;
    let (toasts, settings) = (Toasts::expect(), Settings::expect());
    let method = Memo::new(move |_| {
        forecast.scenario.with(|s| s.as_ref().map(|s| s.event.method.slug()).unwrap_or_default())
    });
    let value = RwSignal::new(method.get_untracked().to_owned());
    Effect::new(move |_| value.set(method.get().to_owned()));
    let choices = Signal::derive(|| {
        Method::ALL.map(|method| Choice::new(method.slug(), method_name(method))).to_vec()
    });
    let choose = Callback::new(move |slug: String| {
        let Some(method) = Method::from_slug(&slug) else { return };
        spawn_local(async move {
            if let Err(error) = forecast.change_method(method).await {
                toasts.show(explain(&error).get(settings.language.get_untracked()));
            }
        });
    });
    view! {
        <SelectField
            label=say!(i18n, forecast.method)
            hint=say!(i18n, forecast.method_hint)
            choices=choices
            value=value
            on_choose=choose
        />
    }
}

#[component]
fn Groups() -> impl IntoView {
    let i18n = use_i18n();
    let shown = Shown::expect();
    // Rows stay while the same groups can be asked, so that typing is not disturbed.
    let entries = Memo::new(move |_| {
        let audience = shown.audience.get();
        let mut entries: Vec<AudienceEntry> = audience
            .iter()
            .flat_map(|audience| audience.iter())
            .filter(|entry| entry.n_people > 0 && entry.group != AudienceGroup::Outside)
            .cloned()
            .collect();
        let group = AudienceGroup::Outside;
        entries.push(AudienceEntry::empty(group));
        entries
    });
    view! {
        <fieldset class="invitees">
            <legend>{t!(i18n, forecast.who)}</legend>
            {move || {
                entries.get().into_iter().map(|entry| view! { <Group entry=entry /> }).collect_view()
            }}
        </fieldset>
    }
}

#[component]
fn Group(entry: AudienceEntry) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let forecast = Shown::expect().forecast;
    let AudienceEntry { group, n_may_ask, .. } = entry;
    let is_outside = group == AudienceGroup::Outside;
    let group = StoredValue::new(group);
    let choice = move |event: &Event| group.with_value(|group| choice_of(event, group).cloned());
    let change_choice = move |event: &mut Event, edit: &dyn Fn(&mut _)| {
        let place = group
            .with_value(|group| event.audience.iter().position(|choice| choice.group == *group));
        if let Some(place) = place {
            edit(&mut event.audience[place]);
        }
    };
    let is_chosen = forecast.bind(
        move |scenario| choice(&scenario.event).is_some(),
        move |scenario, is_chosen| {
            group.with_value(|group| choose_group(&mut scenario.event, group, is_chosen));
            scenario.what_if.n_invited = None;
        },
        |is_chosen| is_chosen,
        |is_chosen| *is_chosen,
    );
    let n_invited = bind_count(
        forecast,
        move |scenario| choice(&scenario.event)?.n_invited,
        move |scenario, n| {
            change_choice(
                &mut scenario.event,
                &|choice: &mut meadow_core::domain::event::AudienceChoice| {
                    choice.n_invited = n;
                },
            );
            scenario.what_if.n_invited = None;
        },
    );
    let n_outside = bind_count(
        forecast,
        move |scenario| choice(&scenario.event).map(|choice| choice.n_outside).filter(|n| *n > 0),
        move |scenario, n| {
            change_choice(
                &mut scenario.event,
                &|choice: &mut meadow_core::domain::event::AudienceChoice| {
                    choice.n_outside = n.unwrap_or(0);
                },
            );
            scenario.what_if.n_invited = None;
        },
    );
    let label = Signal::derive(move || group.with_value(group_name));
    let all = Signal::derive(move || formatter.get().fmt_int(n_may_ask.into()));
    let unit = Signal::derive(move || {
        (!is_outside).then(|| t_string!(i18n, forecast.of_n, n = all.get()).to_string())
    });
    let invite_label = Signal::derive(move || {
        t_string!(i18n, forecast.invite_how_many, group = label.get()).to_string()
    });
    let most = Signal::derive(move || {
        if is_outside { n_outside.get().map(Quantity::middle) } else { Some(f64::from(n_may_ask)) }
    });
    let placeholder = Signal::derive(move || {
        if is_outside { t_string!(i18n, forecast.all).to_owned() } else { all.get() }
    });
    view! {
        <div class="invitees__row">
            <CheckBox label=label value=is_chosen />
            <Show when=move || !is_chosen.get() && !is_outside>
                <span class="fine">{move || unit.get()}</span>
            </Show>
            <Show when=move || is_chosen.get()>
                <Show when=move || is_outside>
                    <NumberField
                        label=say!(i18n, forecast.how_many_outside)
                        value=n_outside
                        takes_middle=true
                        least=0.0
                    />
                </Show>
                <NumberField
                    label=invite_label
                    value=n_invited
                    takes_middle=true
                    least=0.0
                    most=most
                    unit_after=unit
                    placeholder=placeholder
                />
            </Show>
        </div>
    }
}

#[component]
fn Takings() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let forecast = Shown::expect().forecast;
    let revenue = bind_money(
        forecast,
        |scenario| scenario.event.revenue_per_order,
        |scenario, revenue| scenario.event.revenue_per_order = revenue,
    );
    let margin = bind_share(
        forecast,
        |scenario| scenario.event.margin_ends(),
        |scenario, margin| {
            scenario.event.set_margin(margin);
            scenario.what_if.margin = None;
        },
    );
    let margin_hint = Signal::derive(move || {
        let f = formatter.get();
        let margin = forecast.scenario.with(|s| {
            s.as_ref().map_or(0.0, |s| s.event.revenue_per_order.middle().major() * s.event.margin)
        });
        let amount = super::words::write_amount(&f, margin);
        Some(t_string!(i18n, forecast.margin_hint, amount = amount).to_string())
    });
    view! {
        <div class="grid-3">
            <div class="stack stack--2">
                <NumberField
                    label=say!(i18n, forecast.revenue_per_order)
                    hint=say!(i18n, forecast.range_welcome)
                    value=revenue
                    accepts_range=true
                />
                <MoneyMark input=MoneyInput::Revenue />
            </div>
            <div class="stack stack--2">
                <NumberField
                    label=say!(i18n, forecast.margin)
                    hint=margin_hint
                    value=margin
                    accepts_range=true
                    least=0.0
                    most=Signal::stored(Some(100.0))
                    unit_after=Signal::stored(Some("%".to_owned()))
                />
                <MoneyMark input=MoneyInput::Margin />
            </div>
            <SeatsField />
        </div>
    }
}

#[component]
fn Costs() -> impl IntoView {
    let i18n = use_i18n();
    let forecast = Shown::expect().forecast;
    let drivers = Memo::new(move |_| {
        forecast.scenario.with(|scenario| {
            let Some(scenario) = scenario else { return Vec::new() };
            let has_line = |driver: &CostDriver| {
                scenario.event.budget.iter().any(|line| line.driver == *driver)
            };
            USUAL_DRIVERS
                .into_iter()
                .chain(OTHER_DRIVERS.into_iter().filter(has_line))
                .collect::<Vec<_>>()
        })
    });
    let contingency = bind_share(
        forecast,
        |scenario| scenario.event.contingency_ends(),
        |scenario, share| scenario.event.set_contingency(share),
    );
    view! {
        <fieldset class="costs">
            <legend>{t!(i18n, forecast.costs)}</legend>
            <div class="grid-3">
                {move || {
                    drivers.get().into_iter().map(|driver| view! { <Cost driver=driver /> }).collect_view()
                }}
                <div class="stack stack--2">
                    <NumberField
                        label=say!(i18n, forecast.contingency)
                        hint=say!(i18n, forecast.contingency_hint)
                        value=contingency
                        accepts_range=true
                        least=0.0
                        most=Signal::stored(Some(100.0))
                        unit_after=Signal::stored(Some("%".to_owned()))
                    />
                    <MoneyMark input=MoneyInput::Contingency />
                </div>
            </div>
        </fieldset>
    }
}

#[component]
fn Cost(driver: CostDriver) -> impl IntoView {
    let i18n = use_i18n();
    let forecast = Shown::expect().forecast;
    let amount = bind_money(
        forecast,
        move |scenario| driver_total(&scenario.event, driver),
        move |scenario, total: MoneyRange| set_driver_total(&mut scenario.event, driver, total),
    );
    let n_lines = Memo::new(move |_| {
        forecast.scenario.with(|scenario| {
            scenario.as_ref().map_or(0, |scenario| {
                scenario.event.budget.iter().filter(|line| line.driver == driver).count()
            })
        })
    });
    let formatter = use_formatter();
    // Of staff and days the number is the plan's, and no field here.
    let units = move || {
        let f = formatter.get();
        forecast.scenario.with(|scenario| {
            let event = &scenario.as_ref()?.event;
            let name = driver_of_event(&f, driver, event);
            (name != driver_name(driver)).then_some(name)
        })
    };
    let hint = Signal::derive(move || {
        let n = n_lines.get();
        let lines = (n > 1).then(|| t_string!(i18n, forecast.n_lines, n = n).to_string());
        let said: Vec<String> = [units(), lines].into_iter().flatten().collect();
        (!said.is_empty()).then(|| said.join(t_string!(i18n, forecast.list_comma)))
    });
    let staff_mark =
        (driver == CostDriver::PerStaff).then(|| view! { <MoneyMark input=MoneyInput::Staff /> });
    view! {
        <div class="stack stack--2">
            <NumberField
                label=Signal::derive(move || driver_name(driver))
                hint=hint
                value=amount
                accepts_range=true
            />
            <MoneyMark input=MoneyInput::Cost(driver) />
            {staff_mark}
        </div>
    }
}
