//! What scenarios bring at the stages that only the method's funnel has, and where another stage pays than
//! the orders, line by line. Call these inside a view.

use super::super::words::{NO_FIGURE, write_amount, write_amounts, write_chance, write_counts};
use super::result_lines::{FileCells, file_cells, signed};
use crate::i18n::{t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::settings::Settings;
use leptos::prelude::Get;
use meadow_core::domain::event::FunnelStage;
use meadow_core::domain::text::Text;
use meadow_core::views::method_funnel::{MethodFunnelView, OwnMoney, OwnStage};

#[derive(Clone, Debug, PartialEq)]
pub enum OwnLine {
    /// By its key.
    Stage {
        key: String,
        name: Text,
    },
    /// By the stage that pays, as the others below.
    Profit,
    ChanceOfProfit,
    ChanceOfGoal,
}

/// Every line that any of the scenarios has a figure in: a stage nobody knows has none, and where the orders
/// pay the event's own lines say it.
pub fn own_lines(all: &[&MethodFunnelView]) -> Vec<OwnLine> {
    let mut lines: Vec<OwnLine> = Vec::new();
    for stage in all.iter().flat_map(|view| view.of_its_own()) {
        let line = OwnLine::Stage { key: stage.key.clone(), name: stage.name.clone() };
        if stage.heads.is_some() && !lines.contains(&line) {
            lines.push(line);
        }
    }
    if all.iter().any(|view| paid_elsewhere(view).is_some()) {
        lines.extend([OwnLine::Profit, OwnLine::ChanceOfProfit, OwnLine::ChanceOfGoal]);
    }
    lines
}

/// The money of a stage that pays instead of the orders.
fn paid_elsewhere(view: &MethodFunnelView) -> Option<(&OwnMoney, &OwnStage)> {
    let money = view.money.as_ref()?;
    let stage = view.stages.iter().find(|stage| stage.key == money.at)?;
    (stage.counts_as != Some(FunnelStage::Ordered)).then_some((money, stage))
}

impl OwnLine {
    pub fn name(&self) -> String {
        let i18n = use_i18n();
        match self {
            Self::Stage { name, .. } => name.get(Settings::expect().language.get()).to_owned(),
            Self::Profit => t_string!(i18n, scenarios.own_profit).to_owned(),
            Self::ChanceOfProfit => t_string!(i18n, scenarios.own_chance).to_owned(),
            Self::ChanceOfGoal => t_string!(i18n, scenarios.own_goal).to_owned(),
        }
    }

    /// The figure itself; not finite where there is none.
    fn figure(&self, view: &MethodFunnelView) -> f64 {
        let money = || view.money.as_ref();
        let found = match self {
            Self::Stage { key, .. } => stage_of(view, key).and_then(|it| Some(it.heads?.median)),
            Self::Profit => money().map(|money| money.profit.mean),
            Self::ChanceOfProfit => money().map(|money| money.p_profit),
            Self::ChanceOfGoal => money().map(|money| money.p_goal),
        };
        found.unwrap_or(f64::NAN)
    }

    pub fn write(&self, f: &Formatter, view: &MethodFunnelView) -> String {
        let figure = self.figure(view);
        match self {
            _ if !figure.is_finite() => NO_FIGURE.to_owned(),
            Self::Stage { .. } => f.fmt_number(figure, 0),
            Self::Profit => write_amount(f, figure),
            Self::ChanceOfProfit | Self::ChanceOfGoal => write_chance(f, figure),
        }
    }

    /// Between what it lies nine times in ten; beside money also the stage that pays.
    pub fn write_range(&self, f: &Formatter, view: &MethodFunnelView) -> Option<String> {
        match self {
            Self::Stage { key, .. } => Some(write_counts(f, &stage_of(view, key)?.heads?)),
            Self::Profit => {
                let money = view.money.as_ref()?;
                let stage = stage_of(view, &money.at)?;
                let name = stage.name.get(Settings::expect().language.get());
                Some(format!("{} · {name}", write_amounts(f, &money.profit)))
            }
            Self::ChanceOfProfit | Self::ChanceOfGoal => None,
        }
    }

    /// As a file has it: the figure and the ends of its range.
    pub fn in_file(&self, view: &MethodFunnelView) -> FileCells {
        let money = || view.money.as_ref();
        let spread = match self {
            Self::Stage { key, .. } => stage_of(view, key).and_then(|stage| stage.heads.as_ref()),
            Self::Profit => money().map(|money| &money.profit),
            Self::ChanceOfProfit | Self::ChanceOfGoal => None,
        };
        file_cells(self.figure(view), spread, *self == Self::Profit)
    }

    /// How far it is from the first; `None` where either has no figure.
    pub fn write_difference(
        &self,
        f: &Formatter,
        view: &MethodFunnelView,
        first: &MethodFunnelView,
    ) -> Option<String> {
        let i18n = use_i18n();
        let difference = self.figure(view) - self.figure(first);
        if !difference.is_finite() {
            return None;
        }
        let size = difference.abs();
        Some(match self {
            Self::Stage { .. } => signed(difference, &f.fmt_number(size, 0), size < 0.5),
            Self::Profit => signed(difference, &write_amount(f, size), size < 0.5),
            Self::ChanceOfProfit | Self::ChanceOfGoal => {
                let points = f.fmt_number(size * 100.0, 0);
                let points = t_string!(i18n, scenarios.points, n = points).to_string();
                signed(difference, &points, size < 0.005)
            }
        })
    }
}

fn stage_of<'a>(view: &'a MethodFunnelView, key: &str) -> Option<&'a OwnStage> {
    view.stages.iter().find(|stage| stage.key == key)
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::{OwnLine, own_lines};
    use meadow_core::domain::event::FunnelStage;
    use meadow_core::domain::text::Text;
    use meadow_core::views::forecast::Spread;
    use meadow_core::views::method_funnel::{MethodFunnelView, OwnMoney, OwnRate, OwnStage};

    fn text(key: &str) -> Text {
        Text { en: key.to_owned(), zh: key.to_owned() }
    }

    fn stage(key: &str, counts_as: Option<FunnelStage>, median: Option<f64>) -> OwnStage {
        OwnStage {
            key: key.to_owned(),
            name: text(key),
            counts_as,
            heads: median.map(|median| Spread { median, ..Spread::default() }),
            by_group: Vec::new(),
            seated: None,
            rate: OwnRate { of: text("of"), to: text(key), share: None, sources: Vec::new() },
        }
    }

    /// Members of whom 100 are active, and so many renew.
    fn members(renewed: Option<f64>, pays_at: &str) -> MethodFunnelView {
        MethodFunnelView {
            n_invited: 500,
            groups: Vec::new(),
            stages: vec![
                stage("active", Some(FunnelStage::Ordered), Some(100.0)),
                stage("renewed", None, renewed),
            ],
            missing_rates: Vec::new(),
            money: Some(OwnMoney {
                at: pays_at.to_owned(),
                heads: Spread::default(),
                profit: Spread { mean: 1_500.0, ..Spread::default() },
                p_profit: 0.8,
                goal: 80,
                p_goal: 0.6,
            }),
            may_pay: Vec::new(),
            n_draws: 10,
            seed: 1,
        }
    }

    #[test]
    fn a_line_stands_where_any_scenario_has_a_figure() {
        let (unknown, known) = (members(None, "active"), members(Some(70.0), "active"));
        assert!(own_lines(&[&unknown]).is_empty());
        let renewed = OwnLine::Stage { key: "renewed".to_owned(), name: text("renewed") };
        assert_eq!(own_lines(&[&unknown, &known, &known]), std::slice::from_ref(&renewed));
        assert_eq!(renewed.figure(&known), 70.0);
        assert!(renewed.figure(&unknown).is_nan());
    }

    #[test]
    fn money_is_told_where_another_stage_pays() {
        let (orders, renewals) = (members(Some(70.0), "active"), members(Some(70.0), "renewed"));
        let lines = own_lines(&[&orders, &renewals]);
        assert_eq!(lines[1..], [OwnLine::Profit, OwnLine::ChanceOfProfit, OwnLine::ChanceOfGoal]);
        let figures: Vec<f64> = lines[1..].iter().map(|line| line.figure(&renewals)).collect();
        assert_eq!(figures, [1_500.0, 0.8, 0.6]);
    }
}
