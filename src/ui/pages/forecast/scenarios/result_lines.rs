//! What scenarios bring, line by line, and how far each is from the first. Call these inside a view.

use super::super::words::{
    NO_FIGURE, stage_name, write_amount, write_amounts, write_chance, write_counts,
};
use crate::i18n::{t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::ui::export_table::{FigureKind, plain};
use meadow_core::domain::event::FunnelStage;
use meadow_core::views::forecast::{ForecastView, Spread};
use meadow_core::views::shown_table::ShownCell;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResultLine {
    Invited,
    Stage(FunnelStage),
    /// Orders where only guests with a seat order.
    OrderedSeated,
    ChanceOfGoal,
    /// Where only guests with a seat order.
    ChanceOfGoalSeated,
    Profit,
    /// Where only guests with a seat order.
    ProfitSeated,
    ChanceOfProfit,
    CostPerOrder,
}

pub const LINES: [ResultLine; 11] = [
    ResultLine::Invited,
    ResultLine::Stage(FunnelStage::Registered),
    ResultLine::Stage(FunnelStage::Attended),
    ResultLine::Stage(FunnelStage::Ordered),
    ResultLine::OrderedSeated,
    ResultLine::ChanceOfGoal,
    ResultLine::ChanceOfGoalSeated,
    ResultLine::Profit,
    ResultLine::ProfitSeated,
    ResultLine::ChanceOfProfit,
    ResultLine::CostPerOrder,
];

impl ResultLine {
    pub fn name(self) -> String {
        let i18n = use_i18n();
        match self {
            Self::Invited => t_string!(i18n, forecast.invited).to_owned(),
            Self::Stage(FunnelStage::Ordered) => t_string!(i18n, scenarios.orders).to_owned(),
            Self::Stage(stage) => stage_name(stage),
            Self::OrderedSeated => t_string!(i18n, forecast.orders_seated).to_owned(),
            Self::ChanceOfGoal => t_string!(i18n, forecast.chance_of_goal).to_owned(),
            Self::ChanceOfGoalSeated => t_string!(i18n, whom.goal_seated).to_owned(),
            Self::Profit => t_string!(i18n, forecast.expected_profit).to_owned(),
            Self::ProfitSeated => t_string!(i18n, forecast.profit_seated).to_owned(),
            Self::ChanceOfProfit => t_string!(i18n, forecast.chance_of_profit).to_owned(),
            Self::CostPerOrder => t_string!(i18n, scenarios.cost_per_order).to_owned(),
        }
    }

    /// Does it rest on something? What comes of a rate that nobody knows is no figure.
    fn is_known(self, view: &ForecastView) -> bool {
        match self {
            Self::Invited => true,
            Self::Stage(stage) => view.is_known(stage),
            Self::OrderedSeated => view.seated.is_some(),
            Self::ChanceOfGoal => view.chance_of_goal().is_some(),
            Self::ChanceOfGoalSeated => view.chance_of_goal_seated().is_some(),
            Self::Profit | Self::ProfitSeated | Self::ChanceOfProfit | Self::CostPerOrder => {
                view.is_money_known()
            }
        }
    }

    /// The figure itself; not finite where there is none.
    fn figure(self, view: &ForecastView) -> f64 {
        if !self.is_known(view) {
            return f64::NAN;
        }
        match self {
            Self::Invited => view.n_invited.into(),
            Self::Stage(stage) => spread_at(view, stage).median,
            Self::OrderedSeated => view.seated.map_or(f64::NAN, |seated| seated.ordered.median),
            Self::ChanceOfGoal => view.chance_of_goal().unwrap_or(f64::NAN),
            Self::ChanceOfGoalSeated => view.chance_of_goal_seated().unwrap_or(f64::NAN),
            Self::Profit => view.profit.mean,
            Self::ProfitSeated => view.seated.map_or(f64::NAN, |seated| seated.profit.mean),
            Self::ChanceOfProfit => view.p_profit,
            Self::CostPerOrder => view.per_won.cost.mean,
        }
    }

    pub fn write(self, f: &Formatter, view: &ForecastView) -> String {
        let figure = self.figure(view);
        match self {
            _ if !self.is_known(view) => NO_FIGURE.to_owned(),
            Self::Invited | Self::Stage(_) | Self::OrderedSeated => f.fmt_number(figure, 0),
            Self::Profit | Self::ProfitSeated | Self::CostPerOrder => write_amount(f, figure),
            Self::ChanceOfGoal | Self::ChanceOfGoalSeated | Self::ChanceOfProfit => {
                write_chance(f, figure)
            }
        }
    }

    fn is_amount(self) -> bool {
        matches!(self, Self::Profit | Self::ProfitSeated | Self::CostPerOrder)
    }

    /// Where it is uncertain.
    fn spread(self, view: &ForecastView) -> Option<&Spread> {
        match self {
            _ if !self.is_known(view) => None,
            Self::Invited
            | Self::ChanceOfGoal
            | Self::ChanceOfGoalSeated
            | Self::ChanceOfProfit => None,
            Self::Stage(stage) => Some(spread_at(view, stage)),
            Self::OrderedSeated => view.seated.as_ref().map(|seated| &seated.ordered),
            Self::Profit => Some(&view.profit),
            Self::ProfitSeated => view.seated.as_ref().map(|seated| &seated.profit),
            Self::CostPerOrder => Some(&view.per_won.cost),
        }
    }

    /// Between what it lies nine times in ten, where it is uncertain.
    pub fn write_range(self, f: &Formatter, view: &ForecastView) -> Option<String> {
        let spread = self.spread(view)?;
        match self.is_amount() {
            true => Some(write_amounts(f, spread)).filter(|range| range != NO_FIGURE),
            false => Some(write_counts(f, spread)),
        }
    }

    /// As a file has it: the figure and the ends of its range.
    pub fn in_file(self, view: &ForecastView) -> FileCells {
        file_cells(self.figure(view), self.spread(view), self.is_amount())
    }

    /// How far it is from the first: "+12"; `None` where either has no figure.
    pub fn write_difference(
        self,
        f: &Formatter,
        view: &ForecastView,
        first: &ForecastView,
    ) -> Option<String> {
        let i18n = use_i18n();
        let difference = self.figure(view) - self.figure(first);
        if !difference.is_finite() {
            return None;
        }
        let size = difference.abs();
        let written = match self {
            Self::Invited | Self::Stage(_) | Self::OrderedSeated => f.fmt_number(size, 0),
            Self::Profit | Self::ProfitSeated | Self::CostPerOrder => write_amount(f, size),
            Self::ChanceOfGoal | Self::ChanceOfGoalSeated | Self::ChanceOfProfit => {
                let points = f.fmt_number(size * 100.0, 0);
                t_string!(i18n, scenarios.points, n = points).to_string()
            }
        };
        Some(signed(difference, &written, is_nothing(self, size)))
    }
}

/// A figure with the ends of its range; what is not known is empty.
pub type FileCells = [ShownCell; 3];

pub fn file_cells(figure: f64, spread: Option<&Spread>, is_amount: bool) -> FileCells {
    let (low, high) = spread.map_or((f64::NAN, f64::NAN), |spread| (spread.p05, spread.p95));
    let kind: FigureKind = if is_amount { ShownCell::amount } else { plain };
    [figure, low, high].map(kind)
}

/// "+12": a difference whose size is written so; `is_nothing` where it is written as 0.
pub fn signed(difference: f64, written: &str, is_nothing: bool) -> String {
    let sign = match difference {
        d if is_nothing || d == 0.0 => "±",
        d if d > 0.0 => "+",
        _ => "−",
    };
    format!("{sign}{written}")
}

/// Is it written as 0?
fn is_nothing(line: ResultLine, size: f64) -> bool {
    match line {
        ResultLine::ChanceOfGoal | ResultLine::ChanceOfGoalSeated | ResultLine::ChanceOfProfit => {
            size < 0.005
        }
        _ => size < 0.5,
    }
}

fn spread_at(view: &ForecastView, stage: FunnelStage) -> &Spread {
    match stage {
        FunnelStage::Registered => &view.registered,
        FunnelStage::Attended => &view.attended,
        FunnelStage::Ordered => &view.ordered,
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::file_cells;
    use meadow_core::domain::money::Money;
    use meadow_core::views::forecast::Spread;
    use meadow_core::views::shown_table::ShownCell;

    #[test]
    fn a_file_has_a_figure_with_its_range_and_what_is_not_known_is_empty() {
        let spread = Spread { p05: 20.0, p95: f64::INFINITY, ..Spread::default() };
        let money = |major| ShownCell::Money(Money::from_major(major));
        assert_eq!(
            file_cells(30.0, Some(&spread), true),
            [money(30.0), money(20.0), ShownCell::Empty]
        );
        assert_eq!(
            file_cells(0.5, None, false),
            [ShownCell::Number(0.5), ShownCell::Empty, ShownCell::Empty]
        );
    }
}
