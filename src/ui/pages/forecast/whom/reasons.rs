//! The reasons of the figures of this page in words. Must not compute: every figure is the engine's.

use super::super::shown::Shown;
use super::super::why::{
    Explanation, Reasons, amount_inputs, rate_inputs, sample_words, with_invented,
};
use super::super::words::{
    rate_name, stage_name, write_amount, write_count_or_range, write_shares,
};
use super::prices::more_name;
use crate::i18n::{t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::figures::use_formatter;
use crate::state::forecast::scenario::Scenario;
use crate::ui::wizards::group_name::group_name;
use crate::ui::wizards::labels::channel_name;
use leptos::prelude::*;
use meadow_core::domain::event::{CostDriver, FunnelStage};
use meadow_core::guide::ModelTopic;
use meadow_core::views::whom::{Binding, EvenPlan, WhomView};
use std::sync::Arc;

/// What inviting costs, the channels say.
const COSTS_BUT_INVITING: [CostDriver; 6] = [
    CostDriver::Fixed,
    CostDriver::PerRegistered,
    CostDriver::PerAttended,
    CostDriver::PerOrdered,
    CostDriver::PerStaff,
    CostDriver::PerDay,
];

/// Of inviting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Plan,
    Even,
}

impl Way {
    pub const ALL: [Self; 2] = [Self::Plan, Self::Even];

    pub fn name(self) -> &'static str {
        let i18n = use_i18n();
        match self {
            Self::Plan => t_string!(i18n, whom.this_plan),
            Self::Even => t_string!(i18n, whom.everybody_alike),
        }
    }

    /// What it comes to at the mean rates.
    pub fn of(self, plan: &WhomView) -> EvenPlan {
        match self {
            Self::Plan => plan.at_means(),
            Self::Even => plan.even,
        }
    }
}

/// A figure of this page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhomFigure {
    /// In simulated events: of all, and of the group at this place.
    Orders,
    OrdersOf(usize),
    Goal,
    Guests,
    Overflow,
    Profit,
    ProfitChance,
    /// Where only guests with a seat order.
    OrdersSeated,
    GoalSeated,
    ProfitSeated,
    /// At the mean rates: of the channel and of the group at this place.
    OrdersBy(usize),
    ValueOf(usize),
    CostOf(Way),
    GuestsOf(Way),
    OverflowOf(Way),
    ProfitOf(Way),
    Gain,
    More(Binding),
}

/// A figure that opens its reasons.
pub fn why(plan: &Arc<WhomView>, figure: WhomFigure, written: String) -> AnyView {
    let i18n = use_i18n();
    let shown = Shown::expect();
    let (plan, value) = (plan.clone(), written.clone());
    let explain = move || {
        let scenario = shown.forecast.settled.get_untracked();
        explain_figure(&plan, (shown, scenario.as_ref()), figure, value.clone())
    };
    Reasons::expect().figure(written, t_string!(i18n, forecast.why), explain)
}

fn explain_figure(
    plan: &WhomView,
    (shown, scenario): (Shown, Option<&Scenario>),
    figure: WhomFigure,
    value: String,
) -> Explanation {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let sample = match rests_on(figure) {
        Basis::DrawnPeople | Basis::DrawnMoney => {
            sample_words(&plan.rates, plan.n_draws, plan.seed)
        }
        Basis::Programme | Basis::Exact => t_string!(i18n, risk.no_draws).to_owned(),
    };
    let source = match rests_on(figure) {
        Basis::DrawnPeople => t_string!(i18n, forecast.source_funnel).to_owned(),
        Basis::DrawnMoney => {
            let source = t_string!(i18n, whom.source_accounts);
            // The same event, asked for the strip of rates beside the plan.
            shown.view.with_untracked(|view| match view {
                Some(view) => with_invented(source, view),
                None => source.to_owned(),
            })
        }
        Basis::Programme => t_string!(i18n, whom.source_plan).to_owned(),
        Basis::Exact => t_string!(i18n, whom.source_exact).to_owned(),
    };
    Explanation {
        title: title(&f, plan, figure),
        value,
        formula: formula(figure).to_owned(),
        inputs: inputs(&f, plan, scenario, figure),
        sample,
        source,
        model: Some(ModelTopic::WhomToInvite),
    }
}

/// What a figure comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Basis {
    DrawnPeople,
    DrawnMoney,
    /// The programme at the mean rates.
    Programme,
    /// Guests independent at the mean rates.
    Exact,
}

fn rests_on(figure: WhomFigure) -> Basis {
    match figure {
        WhomFigure::Orders
        | WhomFigure::OrdersOf(_)
        | WhomFigure::Goal
        | WhomFigure::Guests
        | WhomFigure::Overflow
        | WhomFigure::OrdersSeated
        | WhomFigure::GoalSeated => Basis::DrawnPeople,
        WhomFigure::Profit | WhomFigure::ProfitChance | WhomFigure::ProfitSeated => {
            Basis::DrawnMoney
        }
        WhomFigure::OrdersBy(_)
        | WhomFigure::ValueOf(_)
        | WhomFigure::CostOf(_)
        | WhomFigure::GuestsOf(_)
        | WhomFigure::ProfitOf(_)
        | WhomFigure::Gain
        | WhomFigure::More(_) => Basis::Programme,
        WhomFigure::OverflowOf(_) => Basis::Exact,
    }
}

fn title(f: &Formatter, plan: &WhomView, figure: WhomFigure) -> String {
    let i18n = use_i18n();
    let of = |what: &str, whose: String| format!("{what}: {whose}");
    let group = |place: usize| {
        plan.groups.get(place).map(|group| group_name(&group.group)).unwrap_or_default()
    };
    match figure {
        WhomFigure::Orders => stage_name(FunnelStage::Ordered),
        WhomFigure::OrdersOf(place) => of(&stage_name(FunnelStage::Ordered), group(place)),
        WhomFigure::Goal => t_string!(i18n, forecast.chance_of_goal).to_owned(),
        WhomFigure::Guests => stage_name(FunnelStage::Attended),
        WhomFigure::Overflow => t_string!(i18n, forecast.chance_of_overflow).to_owned(),
        WhomFigure::Profit => t_string!(i18n, forecast.expected_profit).to_owned(),
        WhomFigure::ProfitChance => t_string!(i18n, forecast.chance_of_profit).to_owned(),
        WhomFigure::OrdersSeated => t_string!(i18n, forecast.orders_seated).to_owned(),
        WhomFigure::GoalSeated => t_string!(i18n, whom.goal_seated).to_owned(),
        WhomFigure::ProfitSeated => t_string!(i18n, forecast.profit_seated).to_owned(),
        WhomFigure::OrdersBy(place) => {
            let channel = plan.channels.get(place).map(|plan| channel_name(plan.channel));
            of(t_string!(i18n, whom.orders_expected), channel.unwrap_or_default())
        }
        WhomFigure::ValueOf(place) => of(t_string!(i18n, whom.value), group(place)),
        WhomFigure::CostOf(way) => of(t_string!(i18n, whom.cost), way.name().to_owned()),
        WhomFigure::GuestsOf(way) => {
            of(t_string!(i18n, whom.guests_expected), way.name().to_owned())
        }
        WhomFigure::OverflowOf(way) => {
            of(t_string!(i18n, forecast.chance_of_overflow), way.name().to_owned())
        }
        WhomFigure::ProfitOf(way) => {
            of(t_string!(i18n, forecast.expected_profit), way.name().to_owned())
        }
        WhomFigure::Gain => t_string!(i18n, whom.gain_name).to_owned(),
        WhomFigure::More(binding) => more_name(f, plan, binding),
    }
}

fn formula(figure: WhomFigure) -> &'static str {
    let i18n = use_i18n();
    match figure {
        WhomFigure::Orders | WhomFigure::OrdersOf(_) => {
            t_string!(i18n, forecast.formula_ordered)
        }
        WhomFigure::Goal => t_string!(i18n, forecast.formula_p_goal),
        WhomFigure::Guests => t_string!(i18n, forecast.formula_attended),
        WhomFigure::Overflow => t_string!(i18n, forecast.formula_overflow),
        WhomFigure::Profit => t_string!(i18n, whom.formula_profit),
        WhomFigure::ProfitChance => t_string!(i18n, forecast.formula_p_profit),
        WhomFigure::OrdersSeated | WhomFigure::GoalSeated | WhomFigure::ProfitSeated => {
            t_string!(i18n, forecast.formula_seated)
        }
        WhomFigure::OrdersBy(_) => t_string!(i18n, whom.formula_orders),
        WhomFigure::ValueOf(_) => t_string!(i18n, whom.formula_value),
        WhomFigure::CostOf(_) => t_string!(i18n, whom.formula_cost),
        WhomFigure::GuestsOf(_) => t_string!(i18n, whom.formula_guests),
        WhomFigure::OverflowOf(_) => t_string!(i18n, whom.formula_overflow),
        WhomFigure::ProfitOf(_) => t_string!(i18n, whom.formula_expected),
        WhomFigure::Gain => t_string!(i18n, whom.formula_gain),
        WhomFigure::More(_) => t_string!(i18n, whom.formula_more),
    }
}

fn inputs(
    f: &Formatter,
    plan: &WhomView,
    scenario: Option<&Scenario>,
    figure: WhomFigure,
) -> Vec<(String, String)> {
    let i18n = use_i18n();
    let mut inputs = Vec::new();
    let mut add = |name: &str, written: String| inputs.push((name.to_owned(), written));
    let profit = t_string!(i18n, forecast.expected_profit);
    match figure {
        WhomFigure::OrdersOf(place) => {
            if let Some(group) = plan.groups.get(place) {
                add(&group_name(&group.group), f.fmt_int(group.n_invited.into()));
            }
        }
        WhomFigure::OrdersBy(place) => {
            if let Some(channel) = plan.channels.get(place) {
                add(&channel_name(channel.channel), f.fmt_int(channel.n_invited.into()));
            }
        }
        WhomFigure::ValueOf(place) => {
            let best = plan.groups.get(place).and_then(|group| plan.channels.get(group.best));
            if let Some(best) = best {
                add(t_string!(i18n, whom.best_channel), channel_name(best.channel));
            }
        }
        WhomFigure::Gain => {
            for way in Way::ALL {
                add(way.name(), write_amount(f, way.of(plan).profit));
            }
        }
        WhomFigure::More(_) => add(profit, write_amount(f, plan.profit)),
        WhomFigure::GuestsOf(Way::Even)
        | WhomFigure::OverflowOf(Way::Even)
        | WhomFigure::ProfitOf(Way::Even)
        | WhomFigure::CostOf(Way::Even) => {
            add(t_string!(i18n, forecast.invited), f.fmt_int(plan.even.n_invited.into()));
        }
        WhomFigure::Orders
        | WhomFigure::Goal
        | WhomFigure::Guests
        | WhomFigure::Overflow
        | WhomFigure::Profit
        | WhomFigure::ProfitChance
        | WhomFigure::OrdersSeated
        | WhomFigure::GoalSeated
        | WhomFigure::ProfitSeated
        | WhomFigure::CostOf(Way::Plan)
        | WhomFigure::GuestsOf(Way::Plan)
        | WhomFigure::OverflowOf(Way::Plan)
        | WhomFigure::ProfitOf(Way::Plan) => {
            add(t_string!(i18n, forecast.invited), f.fmt_int(plan.n_invited.into()));
            for channel in &plan.channels {
                add(&channel_name(channel.channel), f.fmt_int(channel.n_invited.into()));
            }
        }
    }
    if matches!(figure, WhomFigure::Goal | WhomFigure::GoalSeated) {
        add(t_string!(i18n, forecast.goal), f.fmt_int(plan.goal_orders.into()));
        let confidence = f.fmt_percent(plan.goal_confidence);
        add(t_string!(i18n, forecast.ask_confidence_label), confidence);
    }
    if let (true, Some(seats)) = (is_of_room(figure), plan.seats) {
        // The programme counts with the middle.
        let range = match rests_on(figure) {
            Basis::DrawnPeople | Basis::DrawnMoney => {
                scenario.and_then(|scenario| scenario.resulting_event().ranges().seats)
            }
            Basis::Programme | Basis::Exact => None,
        };
        add(t_string!(i18n, forecast.seats), write_count_or_range(f, seats, range));
    }
    if !matches!(figure, WhomFigure::CostOf(_) | WhomFigure::Gain) {
        inputs.extend(rate_inputs(&plan.rates));
        inputs.extend(scenario.map(|scenario| channel_rates(f, scenario)).unwrap_or_default());
    }
    if let (true, Some(scenario)) = (is_of_money(figure), scenario) {
        inputs.extend(amount_inputs(&scenario.resulting_event(), &COSTS_BUT_INVITING));
    }
    if is_of_money(figure) || matches!(figure, WhomFigure::CostOf(_)) {
        inputs.extend(scenario.map(|scenario| contact_costs(f, scenario)).unwrap_or_default());
    }
    inputs
}

fn is_of_room(figure: WhomFigure) -> bool {
    matches!(
        figure,
        WhomFigure::Overflow
            | WhomFigure::OverflowOf(_)
            | WhomFigure::OrdersSeated
            | WhomFigure::GoalSeated
            | WhomFigure::ProfitSeated
            | WhomFigure::More(Binding::Seats)
    )
}

fn is_of_money(figure: WhomFigure) -> bool {
    matches!(
        figure,
        WhomFigure::Profit
            | WhomFigure::ProfitChance
            | WhomFigure::ProfitSeated
            | WhomFigure::ValueOf(_)
            | WhomFigure::ProfitOf(_)
            | WhomFigure::More(_)
    )
}

/// The shares of registrations that channels have of their own.
fn channel_rates(f: &Formatter, scenario: &Scenario) -> Vec<(String, String)> {
    let own = scenario.whom.channels.iter().filter_map(|terms| {
        let (low, high) = terms.registered?;
        let name =
            format!("{}, {}", rate_name(FunnelStage::Registered), channel_name(terms.channel));
        Some((name, write_shares(f, low, high)))
    });
    own.collect()
}

/// What a contact costs by each channel.
fn contact_costs(f: &Formatter, scenario: &Scenario) -> Vec<(String, String)> {
    let i18n = use_i18n();
    let costs = scenario.whom.channels.iter().filter_map(|terms| {
        let name = t_string!(i18n, whom.cost_per_contact);
        let name = format!("{name}, {}", channel_name(terms.channel));
        Some((name, f.fmt_money(terms.cost_per_contact?)))
    });
    costs.collect()
}
