//! What scenarios start from, line by line, as it is written in a table. Call these inside a view.

use super::super::words::{
    NO_FIGURE, driver_name, rate_name, write_count_or_range, write_share_or_range, write_shares,
};
use crate::i18n::{t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::forecast::scenario::lines_total;
use crate::ui::wizards::group_name::group_name;
use crate::ui::wizards::labels::method_name;
use meadow_core::domain::event::{
    AudienceChoice, AudienceGroup, CostDriver, FunnelStage, RateRange,
};
use meadow_core::domain::money::MoneyRange;
use meadow_core::views::scenario::ForecastInputs;

/// In the order of the inputs of the page.
const DRIVERS: [CostDriver; 7] = [
    CostDriver::Fixed,
    CostDriver::PerInvited,
    CostDriver::PerRegistered,
    CostDriver::PerAttended,
    CostDriver::PerOrdered,
    CostDriver::PerStaff,
    CostDriver::PerDay,
];

/// A line, in the order in which they stand.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum InputLine {
    Method,
    Group(AudienceGroup),
    Revenue,
    Margin,
    Seats,
    Goal,
    Confidence,
    /// By its place among the drivers.
    Cost(usize),
    Contingency,
    Rate(FunnelStage, Option<AudienceGroup>),
}

/// Every line that any of the scenarios has something to say in.
pub fn lines_of<'a>(all: impl IntoIterator<Item = &'a ForecastInputs>) -> Vec<InputLine> {
    let mut lines = vec![
        InputLine::Method,
        InputLine::Revenue,
        InputLine::Margin,
        InputLine::Seats,
        InputLine::Goal,
        InputLine::Confidence,
        InputLine::Contingency,
    ];
    for inputs in all {
        lines.extend(inputs.audience.iter().map(|choice| InputLine::Group(choice.group.clone())));
        let has_cost =
            |place: &usize| lines_total(&inputs.budget, DRIVERS[*place]) != MoneyRange::default();
        lines.extend((0..DRIVERS.len()).filter(has_cost).map(InputLine::Cost));
        let rates = inputs.rates.iter();
        lines.extend(rates.map(|rate| InputLine::Rate(rate.stage, rate.group.clone())));
    }
    lines.sort();
    lines.dedup();
    lines
}

pub fn line_name(line: &InputLine) -> String {
    let i18n = use_i18n();
    match line {
        InputLine::Method => t_string!(i18n, forecast.method).to_owned(),
        InputLine::Group(group) => {
            t_string!(i18n, forecast.invite_how_many, group = group_name(group)).to_string()
        }
        InputLine::Revenue => t_string!(i18n, forecast.revenue_per_order).to_owned(),
        InputLine::Margin => t_string!(i18n, forecast.margin).to_owned(),
        InputLine::Seats => t_string!(i18n, forecast.seats).to_owned(),
        InputLine::Goal => t_string!(i18n, forecast.goal).to_owned(),
        InputLine::Confidence => t_string!(i18n, forecast.ask_confidence_label).to_owned(),
        InputLine::Cost(place) => driver_name(DRIVERS[*place]),
        InputLine::Contingency => t_string!(i18n, forecast.contingency).to_owned(),
        InputLine::Rate(stage, group) => {
            let group = match group {
                Some(group) => group_name(group),
                None => t_string!(i18n, forecast.everybody).to_owned(),
            };
            t_string!(i18n, scenarios.rate_of, rate = rate_name(*stage), group = group).to_string()
        }
    }
}

/// What stands in the line of one scenario.
pub fn write_line(f: &Formatter, line: &InputLine, inputs: &ForecastInputs) -> String {
    let none = || NO_FIGURE.to_owned();
    match line {
        InputLine::Method => method_name(inputs.method),
        InputLine::Group(group) => {
            let choice = inputs.audience.iter().find(|choice| choice.group == *group);
            choice.map_or_else(none, |choice| write_choice(f, choice))
        }
        InputLine::Revenue => write_range(f, inputs.revenue_per_order),
        InputLine::Margin => write_share_or_range(f, inputs.margin, inputs.ranges.margin),
        InputLine::Seats => {
            inputs.seats.map_or_else(none, |n| write_count_or_range(f, n, inputs.ranges.seats))
        }
        InputLine::Goal => f.fmt_int(inputs.goal_orders.into()),
        InputLine::Confidence => f.fmt_percent(inputs.goal_confidence),
        InputLine::Cost(place) => write_range(f, lines_total(&inputs.budget, DRIVERS[*place])),
        InputLine::Contingency => {
            write_share_or_range(f, inputs.contingency, inputs.ranges.contingency)
        }
        InputLine::Rate(stage, group) => {
            let is_it = |rate: &&RateRange| rate.stage == *stage && rate.group == *group;
            let rate = inputs.rates.iter().rev().find(is_it);
            rate.map_or_else(none, |rate| write_shares(f, rate.low, rate.high))
        }
    }
}

fn write_choice(f: &Formatter, choice: &AudienceChoice) -> String {
    let i18n = use_i18n();
    let all = match choice.group {
        AudienceGroup::Outside => f.fmt_int(choice.n_outside.into()),
        _ => t_string!(i18n, forecast.all).to_owned(),
    };
    choice.n_invited.map_or(all, |n| f.fmt_int(n.into()))
}

fn write_range(f: &Formatter, range: MoneyRange) -> String {
    if range.low == range.high {
        f.fmt_money(range.low)
    } else {
        f.fmt_money_range(range.low, range.high)
    }
}
