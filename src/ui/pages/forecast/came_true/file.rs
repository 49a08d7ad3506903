//! A counted event beside its forecast, as a file has it.

use super::super::words::stage_name;
use crate::i18n::{t_string, use_i18n};
use crate::ui::export_table::{Ranged, plain, with_range};
use meadow_core::views::forecast::RateView;
use meadow_core::views::outcome::{OutcomeView, ProfitOutcome, StageOutcome};
use meadow_core::views::shown_table::{ShownTable, TableOf};

/// A figure as a file has it.
struct CameRow {
    figure: String,
    counted: Option<f64>,
    foretold: Ranged,
    before: Ranged,
    after: Ranged,
}

impl CameRow {
    fn of_stage(stage: &StageOutcome) -> Self {
        let of_rate = |rate: &RateView| match rate.is_missing() {
            true => Ranged::UNKNOWN,
            false => Ranged { middle: rate.mean, low: rate.low, high: rate.high },
        };
        Self {
            figure: stage_name(stage.stage),
            counted: stage.counted.map(f64::from),
            foretold: stage.foretold.as_ref().map_or(Ranged::UNKNOWN, Ranged::median),
            before: of_rate(&stage.before),
            after: of_rate(&stage.after),
        }
    }

    fn of_profit(profit: &ProfitOutcome) -> Self {
        let i18n = use_i18n();
        Self {
            figure: t_string!(i18n, forecast.profit).to_owned(),
            counted: Some(profit.counted),
            foretold: Ranged::median(&profit.foretold),
            before: Ranged::UNKNOWN,
            after: Ranged::UNKNOWN,
        }
    }
}

/// Stages and profit as a file has them.
pub fn came_file(view: &OutcomeView) -> ShownTable {
    let i18n = use_i18n();
    let rows: Vec<CameRow> = view
        .stages
        .iter()
        .map(CameRow::of_stage)
        .chain(view.profit.iter().map(CameRow::of_profit))
        .collect();
    let table = TableOf::new(t_string!(i18n, forecast.came_title))
        .column("stage", t_string!(i18n, forecast.came_figure), |row: &CameRow| row.figure.clone())
        .column("counted", t_string!(i18n, forecast.came_counted), |row| row.counted);
    let foretold = ("foretold", t_string!(i18n, forecast.came_foretold));
    let table = with_range(table, i18n, foretold, plain, |row| row.foretold);
    let before = ("rate_before", t_string!(i18n, forecast.came_before));
    let table = with_range(table, i18n, before, plain, |row| row.before);
    let after = ("rate_after", t_string!(i18n, forecast.came_after));
    with_range(table, i18n, after, plain, |row| row.after).rows(&rows)
}
