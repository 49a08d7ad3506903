//! What the plan brings in simulated events: the sentence, the orders with the goal as threshold, the profit
//! with its losses, the figures.

use super::super::profit::profit_histogram;
use super::super::words::{stage_name, write_amount, write_chance, write_heads, write_money};
use super::reasons::{Way, WhomFigure, why};
use super::words::{finding, on_goal, profit_finding};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::figures::use_formatter;
use crate::ui::charts::chart_frame::ChartFrame;
use crate::ui::charts::histogram::{Histogram, Threshold, draw_histogram};
use crate::ui::charts::svg_backend::ChartSize;
use crate::ui::components::error_note::{Note, Tone};
use crate::ui::components::section::Section;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::domain::event::FunnelStage;
use meadow_core::views::whom::WhomView;
use std::sync::Arc;

const HEIGHT_PX: f64 = 190.0;

#[component]
pub fn Outcome(plan: StoredValue<Arc<WhomView>>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let sentence = Signal::derive(move || {
        let f = formatter.get();
        plan.with_value(|plan| finding(&f, plan))
    });
    let profit = Signal::derive(move || {
        let f = formatter.get();
        plan.with_value(|plan| profit_finding(&f, plan))
    });
    let draw_orders = move |size: ChartSize| {
        let f = formatter.get();
        plan.with_value(|plan| {
            draw_histogram(&orders_histogram(&f, plan), size, &|value| f.fmt_number(value, 0))
        })
    };
    let draw_profit = move |size: ChartSize| {
        let f = formatter.get();
        plan.with_value(|plan| {
            let histogram = profit_histogram(&f, &plan.drawn.profit_bins, plan.drawn.profit.median);
            draw_histogram(&histogram, size, &|value| write_amount(&f, value))
        })
    };
    view! {
        <Section id="h-whom-outcome" title=say!(i18n, whom.outcome)>
            <p data-whom="outcome">
                <b>{sentence} {t!(i18n, forecast.full_stop)}</b>
                " "
                {move || {
                    let f = formatter.get();
                    plan.with_value(|plan| on_goal(&f, plan))
                }}
            </p>
            <div class="grid-2" data-picture="orders">
                <ChartFrame label=sentence height_px=HEIGHT_PX draw=Callback::new(draw_orders)>
                    {t!(i18n, whom.picture)}
                </ChartFrame>
                {move || plan.with_value(orders)}
            </div>
            <div class="grid-2" data-picture="profit">
                <ChartFrame label=profit height_px=HEIGHT_PX draw=Callback::new(draw_profit)>
                    <b>{profit}</b>
                    " "
                    {t!(i18n, forecast.profit_caption)}
                </ChartFrame>
                {move || plan.with_value(money)}
            </div>
            {move || plan.with_value(room)}
            <p class="fine">{move || plan.with_value(drawn_words)}</p>
        </Section>
    }
}

fn orders_histogram(f: &Formatter, plan: &WhomView) -> Histogram {
    let i18n = use_i18n();
    let (drawn, goal) = (&plan.drawn, plan.goal_orders);
    Histogram {
        start: f64::from(drawn.first_bar),
        bar_width: f64::from(drawn.bar_width),
        n_per_bar: drawn.p_per_bar.clone(),
        threshold: (goal > 0).then(|| Threshold {
            value: f64::from(goal),
            name: t_string!(i18n, forecast.goal_n, n = f.fmt_int(goal.into())).to_string(),
            bad_above: false,
        }),
        median: Some((drawn.orders.median, f.fmt_number(drawn.orders.median, 0))),
    }
}

/// Figures that open their reasons, with their names.
pub fn figures(plan: &Arc<WhomView>, rows: Vec<(String, WhomFigure, String)>) -> AnyView {
    let rows = rows.into_iter().map(|(name, figure, written)| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd>{why(plan, figure, written)}</dd>
            </div>
        }
    });
    view! {
        <dl class="kv" data-wide="">
            {rows.collect_view()}
        </dl>
    }
    .into_any()
}

fn orders(plan: &Arc<WhomView>) -> AnyView {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let drawn = &plan.drawn;
    let mut rows = vec![
        (stage_name(FunnelStage::Ordered), WhomFigure::Orders, write_heads(&f, &drawn.orders)),
        (
            t_string!(i18n, forecast.chance_of_goal).to_owned(),
            WhomFigure::Goal,
            write_chance(&f, drawn.p_goal),
        ),
    ];
    if let Some(seated) = &drawn.seated {
        rows.push((
            t_string!(i18n, forecast.orders_seated).to_owned(),
            WhomFigure::OrdersSeated,
            write_heads(&f, &seated.ordered),
        ));
        rows.push((
            t_string!(i18n, whom.goal_seated).to_owned(),
            WhomFigure::GoalSeated,
            write_chance(&f, seated.p_goal),
        ));
    }
    let guests = write_heads(&f, &drawn.guests);
    rows.push((stage_name(FunnelStage::Attended), WhomFigure::Guests, guests));
    if let Some(p_over) = drawn.p_over {
        rows.push((
            t_string!(i18n, forecast.chance_of_overflow).to_owned(),
            WhomFigure::Overflow,
            write_chance(&f, p_over),
        ));
    }
    figures(plan, rows)
}

fn money(plan: &Arc<WhomView>) -> AnyView {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let drawn = &plan.drawn;
    let mut rows = vec![
        (
            t_string!(i18n, forecast.chance_of_profit).to_owned(),
            WhomFigure::ProfitChance,
            write_chance(&f, drawn.p_profit),
        ),
        (
            t_string!(i18n, forecast.expected_profit).to_owned(),
            WhomFigure::Profit,
            write_money(&f, &drawn.profit),
        ),
    ];
    if let Some(seated) = &drawn.seated {
        rows.push((
            t_string!(i18n, forecast.profit_seated).to_owned(),
            WhomFigure::ProfitSeated,
            write_money(&f, &seated.profit),
        ));
    }
    rows.push((
        t_string!(i18n, whom.cost).to_owned(),
        WhomFigure::CostOf(Way::Plan),
        write_amount(&f, plan.cost),
    ));
    figures(plan, rows)
}

/// Whether the guests find seats at the mean rates and where these are uncertain.
fn room(plan: &Arc<WhomView>) -> Option<AnyView> {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let ((seats, p_over), p_drawn) = plan.seats.zip(plan.p_over).zip(plan.drawn.p_over)?;
    let exactly = t_string!(
        i18n,
        whom.room,
        seats = f.fmt_int(seats.into()),
        chance = write_chance(&f, p_over)
    )
    .to_string();
    let drawn = t_string!(
        i18n,
        whom.room_drawn,
        n = f.fmt_int(plan.n_draws.into()),
        chance = write_chance(&f, p_drawn)
    )
    .to_string();
    let is_too_bold = plan.p_over_allowed.is_some_and(|allowed| p_drawn > allowed);
    let too_bold = is_too_bold.then(|| {
        view! {
            <Note tone=Tone::Warn>
                <p>{t!(i18n, whom.too_bold)}</p>
            </Note>
        }
    });
    Some(
        view! {
            <p>
                <b>{exactly}</b>
                " "
                {drawn}
            </p>
            {too_bold}
        }
        .into_any(),
    )
}

/// What the figures are drawn from, and where the forecast will differ.
fn drawn_words(plan: &Arc<WhomView>) -> String {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let n = f.fmt_int(plan.n_draws.into());
    let runs = t_string!(i18n, whom.drawn, n = n, seed = plan.seed).to_string();
    let said: Vec<String> = std::iter::once(runs).chain(registered_by_channel(plan)).collect();
    said.join(t_string!(i18n, forecast.sentence_gap))
}

/// A forecast counts everybody alike, however invited.
fn registered_by_channel(plan: &WhomView) -> Option<String> {
    let i18n = use_i18n();
    let differs = plan.groups.iter().any(|group| {
        let mut chances = group.p_attend.iter();
        let first = chances.next();
        chances.any(|chance| Some(chance) != first)
    });
    (differs && plan.assumed.contains(&FunnelStage::Registered))
        .then(|| t_string!(i18n, whom.by_channel_only_here).to_owned())
}
