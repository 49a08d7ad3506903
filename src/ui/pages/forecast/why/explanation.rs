//! The reasons of a figure in words. Must not compute: every figure is the forecast's.

use super::super::money_basis::invented_in_words;
use super::super::shown::Shown;
use super::super::unit_costs::Unit;
use super::super::words::{
    NO_FIGURE, driver_of_event, rate_name, stage_name, write_amount, write_chance,
    write_count_or_range, write_heads, write_money, write_rate, write_share_or_range,
};
use super::Figure;
use super::rate::explain_rate;
use super::risk::explain_risk;
use crate::i18n::{t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::state::forecast::scenario::driver_total;
use crate::ui::wizards::figures::write_range;
use crate::ui::wizards::group_name::group_name;
use leptos::prelude::{Get, With};
use meadow_core::domain::event::{CostDriver, Event, FunnelStage};
use meadow_core::guide::ModelTopic;
use meadow_core::views::forecast::{ForecastView, RateSource, RateView};

/// All there are.
const DRIVERS: [CostDriver; 7] = [
    CostDriver::Fixed,
    CostDriver::PerInvited,
    CostDriver::PerRegistered,
    CostDriver::PerAttended,
    CostDriver::PerOrdered,
    CostDriver::PerStaff,
    CostDriver::PerDay,
];

/// What the dialog shows of a figure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Explanation {
    pub title: String,
    pub value: String,
    pub formula: String,
    pub inputs: Vec<(String, String)>,
    pub sample: String,
    pub source: String,
    /// Where the model is explained in full.
    pub model: Option<ModelTopic>,
}

pub fn explain_figure(figure: Figure, view: &ForecastView) -> Explanation {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let event = Shown::expect()
        .forecast
        .settled
        .with(|scenario| scenario.as_ref().map(|scenario| scenario.resulting_event()));
    let Some(event) = event else { return Explanation::default() };
    let count = |n: Option<u32>| {
        n.map_or_else(|| t_string!(i18n, forecast.never).to_owned(), |n| f.fmt_int(n.into()))
    };
    let runs = runs_words(view);
    let people = || people_inputs(view);
    let accounts = || accounts_inputs(view, &event);
    let both = || people().into_iter().chain(accounts()).collect::<Vec<_>>();
    let seats = || {
        let written = view
            .seats
            .map_or(NO_FIGURE.to_owned(), |n| write_count_or_range(&f, n, event.ranges().seats));
        std::iter::once((t_string!(i18n, forecast.seats).to_owned(), written))
    };
    let make = |title: String, value: String, formula: &str, inputs, source: &str| Explanation {
        title,
        value,
        formula: formula.to_owned(),
        inputs,
        sample: runs.clone(),
        source: source.to_owned(),
        model: figure.model(),
    };
    let funnel_source = t_string!(i18n, forecast.source_funnel);
    let accounts_source = with_invented(t_string!(i18n, forecast.source_accounts), view);
    let accounts_source = accounts_source.as_str();
    match figure {
        Figure::Rate(place) => view.rates.get(place).map(explain_rate).unwrap_or_default(),
        Figure::Needed => {
            let needed = &view.needed;
            let mut inputs = vec![
                (t_string!(i18n, forecast.goal).to_owned(), f.fmt_int(needed.goal_orders.into())),
                (
                    t_string!(i18n, forecast.ask_confidence_label).to_owned(),
                    f.fmt_percent(needed.confidence),
                ),
                (
                    t_string!(i18n, forecast.may_be_asked).to_owned(),
                    f.fmt_int(needed.n_may_ask.into()),
                ),
                (
                    t_string!(i18n, forecast.may_be_asked_more).to_owned(),
                    f.fmt_int(needed.n_not_chosen.into()),
                ),
                (
                    t_string!(i18n, forecast.best_chance).to_owned(),
                    write_chance(&f, needed.best_chance),
                ),
                (
                    t_string!(i18n, forecast.reachable_orders).to_owned(),
                    f.fmt_int(needed.reachable_orders.into()),
                ),
            ];
            inputs.extend(rate_inputs(&view.rates));
            make(
                t_string!(i18n, forecast.ask).to_owned(),
                count(needed.n_invitations),
                t_string!(i18n, forecast.formula_needed),
                inputs,
                t_string!(i18n, forecast.source_needed),
            )
        }
        Figure::PGoal => make(
            t_string!(i18n, forecast.chance_of_goal).to_owned(),
            write_chance(&f, view.p_goal),
            t_string!(i18n, forecast.formula_p_goal),
            people(),
            funnel_source,
        ),
        Figure::Stage(stage) => make(
            stage_name(stage),
            write_heads(&f, super::super::funnel::spread_of(view, stage)),
            match stage {
                FunnelStage::Registered => t_string!(i18n, forecast.formula_registered),
                FunnelStage::Attended => t_string!(i18n, forecast.formula_attended),
                FunnelStage::Ordered => t_string!(i18n, forecast.formula_ordered),
            },
            people(),
            funnel_source,
        ),
        Figure::Overflow => make(
            t_string!(i18n, forecast.chance_of_overflow).to_owned(),
            view.p_overflow.map_or(NO_FIGURE.to_owned(), |p| write_chance(&f, p)),
            t_string!(i18n, forecast.formula_overflow),
            seats().chain(people()).collect(),
            funnel_source,
        ),
        Figure::OrderedSeated => make(
            t_string!(i18n, forecast.orders_seated).to_owned(),
            view.seated.map_or(NO_FIGURE.to_owned(), |seated| write_heads(&f, &seated.ordered)),
            t_string!(i18n, forecast.formula_seated),
            seats().chain(people()).collect(),
            funnel_source,
        ),
        Figure::ProfitSeated => make(
            t_string!(i18n, forecast.profit_seated).to_owned(),
            view.seated.map_or(NO_FIGURE.to_owned(), |seated| write_money(&f, &seated.profit)),
            t_string!(i18n, forecast.formula_seated),
            seats().chain(both()).collect(),
            accounts_source,
        ),
        Figure::OneMore(place) => {
            let group = view.groups.get(place);
            let title = group.map(|group| group_name(&group.group)).unwrap_or_default();
            make(
                t_string!(i18n, forecast.one_more_of, group = title).to_string(),
                group.map_or(NO_FIGURE.to_owned(), |group| {
                    write_amount(&f, group.margin_per_invitation)
                }),
                t_string!(i18n, forecast.formula_one_more),
                rate_inputs(&view.rates).into_iter().chain(accounts()).collect(),
                accounts_source,
            )
        }
        Figure::PProfit => make(
            t_string!(i18n, forecast.chance_of_profit).to_owned(),
            write_chance(&f, view.p_profit),
            t_string!(i18n, forecast.formula_p_profit),
            both(),
            accounts_source,
        ),
        Figure::Profit => make(
            t_string!(i18n, forecast.expected_profit).to_owned(),
            write_money(&f, &view.profit),
            t_string!(i18n, forecast.formula_profit),
            both(),
            accounts_source,
        ),
        Figure::Revenue => make(
            t_string!(i18n, forecast.revenue).to_owned(),
            write_money(&f, &view.revenue),
            t_string!(i18n, forecast.formula_revenue),
            both(),
            accounts_source,
        ),
        Figure::Cost => make(
            t_string!(i18n, forecast.cost).to_owned(),
            write_money(&f, &view.cost),
            t_string!(i18n, forecast.formula_cost),
            both(),
            accounts_source,
        ),
        Figure::Margin => make(
            t_string!(i18n, forecast.margin_per_order).to_owned(),
            write_amount(&f, event.revenue_per_order.middle().major() * event.margin),
            t_string!(i18n, forecast.formula_margin),
            accounts(),
            &with_invented(t_string!(i18n, forecast.source_inputs), view),
        ),
        Figure::BreakEvenOrders => make(
            t_string!(i18n, forecast.break_even_orders).to_owned(),
            count(view.break_even_orders),
            t_string!(i18n, forecast.formula_break_even),
            both(),
            accounts_source,
        ),
        Figure::BreakEvenHeads => make(
            t_string!(i18n, forecast.break_even_heads).to_owned(),
            count(view.break_even_heads),
            t_string!(i18n, forecast.formula_break_even),
            both(),
            accounts_source,
        ),
        Figure::Unit(unit) => make(
            unit.name(),
            write_money(&f, &unit.of(view).cost),
            t_string!(i18n, forecast.formula_unit),
            both(),
            accounts_source,
        ),
        Figure::OneToOne(unit) => make(
            t_string!(i18n, forecast.one_to_one).to_owned(),
            unit.of(view).one_to_one.map_or(NO_FIGURE.to_owned(), |cost| write_amount(&f, cost)),
            match unit {
                Unit::Won => t_string!(i18n, forecast.formula_alone_won),
                _ => t_string!(i18n, forecast.formula_alone),
            },
            alone_inputs(view),
            t_string!(i18n, forecast.source_settings),
        ),
        Figure::Crossover(unit) => make(
            format!("{}: {}", t_string!(i18n, forecast.cheaper_from), unit.name()),
            count(unit.of(view).crossover),
            t_string!(i18n, forecast.formula_crossover),
            alone_inputs(view).into_iter().chain(accounts()).collect(),
            accounts_source,
        ),
        Figure::Cheaper(unit) => make(
            format!("{}: {}", t_string!(i18n, forecast.chance_cheaper), unit.name()),
            unit.of(view).p_cheaper.map_or(NO_FIGURE.to_owned(), |p| write_chance(&f, p)),
            t_string!(i18n, forecast.formula_cheaper),
            alone_inputs(view).into_iter().chain(both()).collect(),
            accounts_source,
        ),
        Figure::PLoss
        | Figure::AtMost(_)
        | Figure::MeanOfWorst(_)
        | Figure::Swing(_)
        | Figure::MoreInvitations(_)
        | Figure::MoreSeats => explain_risk(figure, view, &event).unwrap_or_default(),
    }
}

/// A source, and what of the money nobody has said.
pub fn with_invented(source: &str, view: &ForecastView) -> String {
    let i18n = use_i18n();
    match invented_in_words(view) {
        None => source.to_owned(),
        Some(invented) => format!("{source}{}{invented}", t_string!(i18n, forecast.sentence_gap)),
    }
}

pub(super) fn runs_words(view: &ForecastView) -> String {
    sample_words(&view.rates, view.n_draws, view.seed)
}

/// So many simulated events, and how many people own events tell of.
pub fn sample_words(rates: &[RateView], n_draws: u32, seed: u64) -> String {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let n_own: u32 = rates
        .iter()
        .filter(|rate| rate.group.is_none() && rate.stage == FunnelStage::Registered)
        .flat_map(|rate| &rate.sources)
        .map(|source| match source {
            RateSource::Own { n_trials, .. } => *n_trials,
            _ => 0,
        })
        .sum();
    let runs = f.fmt_int(n_draws.into());
    if n_own == 0 {
        t_string!(i18n, forecast.sample_no_own, runs = runs, seed = seed).to_string()
    } else {
        let n = f.fmt_int(n_own.into());
        t_string!(i18n, forecast.sample, runs = runs, seed = seed, n = n).to_string()
    }
}

pub(super) fn people_inputs(view: &ForecastView) -> Vec<(String, String)> {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let mut inputs =
        vec![(t_string!(i18n, forecast.invited).to_owned(), f.fmt_int(view.n_invited.into()))];
    inputs.extend(rate_inputs(&view.rates));
    inputs
}

/// Every rate as it is believed.
pub fn rate_inputs(rates: &[RateView]) -> Vec<(String, String)> {
    let f = use_formatter().get();
    rates
        .iter()
        .map(|rate| {
            let name = match &rate.group {
                None => rate_name(rate.stage),
                Some(group) => format!("{}, {}", rate_name(rate.stage), group_name(group)),
            };
            (name, write_rate(&f, rate))
        })
        .collect()
}

pub(super) fn accounts_inputs(view: &ForecastView, event: &Event) -> Vec<(String, String)> {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let mut inputs = amount_inputs(event, &DRIVERS);
    inputs.push((
        t_string!(i18n, forecast.expected_heads).to_owned(),
        format!(
            "{} / {} / {}",
            f.fmt_number(view.registered.mean, 0),
            f.fmt_number(view.attended.mean, 0),
            f.fmt_number(view.ordered.mean, 0)
        ),
    ));
    inputs
}

/// What an order leaves, what is paid by these drivers, and what is set aside.
pub fn amount_inputs(event: &Event, drivers: &[CostDriver]) -> Vec<(String, String)> {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let (revenue, ranges) = (event.revenue_per_order, event.ranges());
    let mut inputs = vec![
        (t_string!(i18n, forecast.revenue_per_order).to_owned(), write_range(&f, revenue)),
        (
            t_string!(i18n, forecast.margin).to_owned(),
            write_share_or_range(&f, event.margin, ranges.margin),
        ),
    ];
    for &driver in drivers {
        let total = driver_total(event, driver);
        if total.high != meadow_core::domain::money::Money::ZERO {
            inputs.push((driver_of_event(&f, driver, event), write_range(&f, total)));
        }
    }
    inputs.push((
        t_string!(i18n, forecast.contingency).to_owned(),
        write_share_or_range(&f, event.contingency, ranges.contingency),
    ));
    inputs
}

fn alone_inputs(view: &ForecastView) -> Vec<(String, String)> {
    let i18n = use_i18n();
    let f = use_formatter().get();
    vec![
        (
            t_string!(i18n, forecast.cost_of_a_talk).to_owned(),
            view.one_to_one.map_or(NO_FIGURE.to_owned(), |cost| f.fmt_money_rounded(cost)),
        ),
        (
            t_string!(i18n, forecast.guests_per_order).to_owned(),
            if view.ordered.mean > 0.0 {
                f.fmt_number(view.attended.mean / view.ordered.mean, 1)
            } else {
                NO_FIGURE.to_owned()
            },
        ),
    ]
}
