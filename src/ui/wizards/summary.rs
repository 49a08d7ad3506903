//! The plan so far, in figures: chance of a profit, heads, orders, break-even, cost, and what the
//! last change did to them.

use super::change_part::{ChangePart, find_changed_part};
use super::figures::{write_amount, write_count, write_count_spread, write_money_spread};
use super::say;
use super::unit_cost_curve::{UnitCostCurve, UnitCostWords, draw_unit_cost};
use super::wizard::Wizard;
use crate::i18n::{t, t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::ui::charts::chart_frame::ChartFrame;
use crate::ui::charts::svg_backend::ChartSize;
use crate::ui::components::button::Button;
use crate::ui::components::icon::Icon;
use leptos::prelude::*;
use meadow_core::domain::event::CostDriver;
use meadow_core::views::forecast::ForecastView;
use meadow_core::views::plan::PlanView;
use std::sync::Arc;

#[component]
pub fn Summary() -> impl IntoView {
    let i18n = use_i18n();
    let wizard = Wizard::expect();
    let label = say!(i18n, events.so_far);
    view! {
        <aside class="summary" aria-label=label>
            <h2>{t!(i18n, events.so_far)}</h2>
            {move || match wizard.forecast.get() {
                Some(forecast) => summary_figures(&forecast),
                None => {
                    view! {
                        <div class="skeleton" role="status">
                            <span></span>
                            <span></span>
                            <span></span>
                            <b class="sr-only">{t!(i18n, common.loading)}</b>
                        </div>
                    }
                        .into_any()
                }
            }}
            <UnitCost />
            <JustNow />
        </aside>
    }
}

fn summary_figures(forecast: &Arc<ForecastView>) -> AnyView {
    let i18n = use_i18n();
    if !forecast.is_money_known() {
        return view! { <p class="fine">{t!(i18n, events.rates_first)}</p> }.into_any();
    }
    let f = use_formatter().get();
    let goal = Wizard::expect().draft.event.with(|event| event.goal_orders);
    let heads_label = match forecast.seats {
        Some(seats) => {
            t_string!(i18n, events.heads_of_seats, n = f.fmt_int(seats.into())).to_string()
        }
        None => t_string!(i18n, events.heads).to_owned(),
    };
    let break_even = match forecast.break_even_orders {
        Some(n) => view! { <b>{f.fmt_int(n.into())}</b> <span class="fine">{t!(i18n, events.orders_unit)}</span> }
            .into_any(),
        None => view! { <b>{t!(i18n, events.never)}</b> }.into_any(),
    };
    let width = format!("{:.1}%", forecast.p_profit.clamp(0.0, 1.0) * 100.0);
    let money = t_string!(
        i18n,
        events.profit_range,
        mean = write_amount(&f, forecast.profit.mean),
        range = write_money_spread(&f, &forecast.profit)
    )
    .to_string();
    let per_won = forecast.per_won.cost.mean;
    // Without a goal there is nothing to reach.
    let chance_of_goal = (goal > 0).then(|| {
        view! {
            <div>
                <dt>{t!(i18n, events.chance_of_goal)}</dt>
                <dd>
                    <b>{f.fmt_percent(forecast.p_goal)}</b>
                </dd>
            </div>
        }
    });
    view! {
        <div class="summary__lead">
            <p class="stat__label">{t!(i18n, events.chance_of_profit)}</p>
            <p class="summary__big">{f.fmt_percent(forecast.p_profit)}</p>
            <svg class="gauge" width="100%" height="22" aria-hidden="true">
                <rect class="ticks__off" width="100%" height="8" y="7" rx="4"></rect>
                <rect class="ticks__on" width=width.clone() height="8" y="7" rx="4"></rect>
                <line class="threshold" x1=width.clone() x2=width y1="1" y2="21"></line>
            </svg>
            <p class="fine">{money}</p>
        </div>
        <dl class="kv" data-wide="">
            <div>
                <dt>{heads_label}</dt>
                <dd>
                    <b>{write_count(&f, forecast.attended.mean)}</b>
                    " "
                    <span class="fine">{write_count_spread(&f, &forecast.attended)}</span>
                </dd>
            </div>
            <div>
                <dt>{t_string!(i18n, events.orders_of_goal, n = f.fmt_int(goal.into())).to_string()}</dt>
                <dd>
                    <b>{write_count(&f, forecast.ordered.mean)}</b>
                    " "
                    <span class="fine">{write_count_spread(&f, &forecast.ordered)}</span>
                </dd>
            </div>
            {chance_of_goal}
            <div>
                <dt>{t!(i18n, events.break_even)}</dt>
                <dd>{break_even}</dd>
            </div>
            <div>
                <dt>{t!(i18n, events.cost)}</dt>
                <dd>
                    <b>{write_amount(&f, forecast.cost.mean)}</b>
                </dd>
            </div>
            <div>
                <dt>{t!(i18n, events.cost_per_won)}</dt>
                <dd>
                    <b>{if per_won.is_finite() { write_amount(&f, per_won) } else { "–".to_owned() }}</b>
                </dd>
            </div>
        </dl>
    }
    .into_any()
}

#[component]
fn UnitCost() -> impl IntoView {
    let i18n = use_i18n();
    let wizard = Wizard::expect();
    let formatter = use_formatter();
    let curve = Memo::new(move |_| {
        let (plan, forecast) = (wizard.plan.get()?, wizard.forecast.get()?);
        let contingency = wizard.draft.settled.with(|event| event.contingency);
        let curve = curve_of(&plan, &forecast, contingency);
        let is_known = forecast.is_money_known() && curve.expected >= 1.0 && curve.fixed > 0.0;
        is_known.then_some(curve)
    });
    let draw = move |size: ChartSize| {
        let f = formatter.get();
        curve.get().map_or_else(Vec::new, |curve| {
            let alone = curve.one_to_one.map(|alone| write_amount(&f, alone)).unwrap_or_default();
            let words = UnitCostWords {
                write_amount: &|amount| write_amount(&f, amount),
                write_count: &|n| write_count(&f, n),
                one_to_one: t_string!(i18n, events.one_to_one_at, amount = alone).to_string(),
            };
            draw_unit_cost(&curve, size, &words)
        })
    };
    let finding = Signal::derive(move || {
        let f = formatter.get();
        let Some(curve) = curve.get() else { return String::new() };
        match (curve.crossover, curve.one_to_one) {
            (Some(n), Some(_)) => {
                t_string!(i18n, events.cheaper_from, n = f.fmt_int(n.into())).to_string()
            }
            (None, Some(_)) => t_string!(i18n, events.never_cheaper).to_owned(),
            (_, None) => t_string!(i18n, events.one_to_one_unknown).to_owned(),
        }
    });
    view! {
        <Show when=move || curve.with(Option::is_some)>
            <div class="summary__curve">
                <ChartFrame label=finding height_px=150.0 draw=Callback::new(draw)>
                    {finding}
                    " "
                    {t!(i18n, events.unit_cost_caption)}
                </ChartFrame>
            </div>
        </Show>
    }
}

/// The curve through the expected cost: what is fixed stays, the rest follows the heads.
fn curve_of(plan: &PlanView, forecast: &ForecastView, contingency: f64) -> UnitCostCurve {
    let is_fixed =
        |driver| matches!(driver, CostDriver::Fixed | CostDriver::PerStaff | CostDriver::PerDay);
    let lines = plan.budget.iter().filter(|row| is_fixed(row.driver));
    let fixed =
        (1.0 + contingency.max(0.0)) * lines.map(|row| row.total.middle().major()).sum::<f64>();
    let expected = forecast.attended.mean;
    UnitCostCurve {
        fixed,
        per_head: if expected > 0.0 { (forecast.cost.mean - fixed) / expected } else { 0.0 },
        one_to_one: forecast.per_attended.one_to_one,
        crossover: forecast.per_attended.crossover,
        heads: (forecast.attended.p05, forecast.attended.p95),
        expected,
    }
}

/// The figures a change is judged by.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Judged {
    orders: f64,
    p_profit: f64,
}

#[component]
fn JustNow() -> impl IntoView {
    let i18n = use_i18n();
    let wizard = Wizard::expect();
    let formatter = use_formatter();
    let before = RwSignal::new(None::<Judged>);
    // Nothing is judged by what rests on nothing.
    let judge = |forecast: Arc<ForecastView>| {
        let (orders, p_profit) = (forecast.ordered.mean, forecast.p_profit);
        forecast.is_money_known().then_some(Judged { orders, p_profit })
    };
    let n_changes = Memo::new(move |_| wizard.draft.before.with(Vec::len));
    // When a change begins, the last answer is still that of the state before it.
    Effect::new(move |known: Option<usize>| {
        let n = n_changes.get();
        let is_new = known.is_some_and(|known| n > known);
        before.set(if is_new {
            wizard.forecast.answer.get_untracked().and_then(judge)
        } else {
            None
        });
        n
    });
    let words = move || {
        let (before, now) = (before.get()?, judge(wizard.forecast.get()?)?);
        let (orders, points) =
            (now.orders - before.orders, (now.p_profit - before.p_profit) * 100.0);
        if orders.abs() < 0.05 && points.abs() < 0.05 {
            return None;
        }
        let part = wizard.draft.before.with(|states| {
            let last = states.last()?;
            Some(wizard.draft.settled.with(|event| find_changed_part(last, event)))
        })?;
        let f = formatter.get();
        let signed = |n: f64| {
            let sign = if n > 0.0 { "+" } else { "" };
            format!("{sign}{}", f.fmt_number(n, 1))
        };
        let part = part_name(part);
        Some(
            t_string!(
                i18n,
                events.just_now_what,
                part = part,
                orders = signed(orders),
                points = signed(points)
            )
            .to_string(),
        )
    };
    view! {
        <div aria-live="polite">
            {move || {
                words()
                    .map(|words| {
                        view! {
                            <div class="note" data-tone="poppy">
                                <Icon name="undo" />
                                <div>
                                    <p>
                                        <b>{t!(i18n, events.just_now)}</b>
                                        " "
                                        {words}
                                    </p>
                                    <Button size="sm" on_press=move |()| wizard.draft.undo()>
                                        {t!(i18n, common.undo)}
                                    </Button>
                                </div>
                            </div>
                        }
                    })
            }}
        </div>
    }
}

fn part_name(part: ChangePart) -> String {
    let i18n = use_i18n();
    match part {
        ChangePart::Method => t_string!(i18n, events.part_method),
        ChangePart::Audience => t_string!(i18n, events.part_audience),
        ChangePart::Rates => t_string!(i18n, events.part_rates),
        ChangePart::Revenue => t_string!(i18n, events.part_revenue),
        ChangePart::Goal => t_string!(i18n, events.part_goal),
        ChangePart::Seats => t_string!(i18n, events.part_seats),
        ChangePart::Budget => t_string!(i18n, events.part_budget),
        ChangePart::Staff => t_string!(i18n, events.part_staff),
        ChangePart::Other => t_string!(i18n, events.part_other),
    }
    .to_owned()
}
