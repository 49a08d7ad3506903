//! A counted event beside its forecast, as a file has it.

use super::super::words::stage_name;
use super::own_name;
use crate::i18n::{t_string, use_i18n};
use crate::ui::export_table::{Ranged, plain, with_range};
use meadow_core::domain::event::FunnelStage;
use meadow_core::views::forecast::RateView;
use meadow_core::views::method_funnel::OwnRate;
use meadow_core::views::outcome::{OutcomeView, OwnStageOutcome, ProfitOutcome, StageOutcome};
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
    fn of_stage(figure: String, stage: &StageOutcome) -> Self {
        let of_rate = |rate: &RateView| match rate.is_missing() {
            true => Ranged::UNKNOWN,
            false => Ranged { middle: rate.mean, low: rate.low, high: rate.high },
        };
        Self {
            figure,
            counted: stage.counted.map(f64::from),
            foretold: stage.foretold.as_ref().map_or(Ranged::UNKNOWN, Ranged::median),
            before: of_rate(&stage.before),
            after: of_rate(&stage.after),
        }
    }

    /// A stage that only the method's own funnel has.
    fn of_own(figure: String, stage: &OwnStageOutcome) -> Self {
        let of_share = |rate: &OwnRate| match rate.share {
            Some((middle, low, high)) => Ranged { middle, low, high },
            None => Ranged::UNKNOWN,
        };
        Self {
            figure,
            counted: stage.counted.map(f64::from),
            foretold: stage.foretold.as_ref().map_or(Ranged::UNKNOWN, Ranged::median),
            before: of_share(&stage.before),
            after: of_share(&stage.after),
        }
    }

    fn of_profit(figure: String, profit: &ProfitOutcome) -> Self {
        Self {
            figure,
            counted: Some(profit.counted),
            foretold: Ranged::median(&profit.foretold),
            before: Ranged::UNKNOWN,
            after: Ranged::UNKNOWN,
        }
    }
}

fn rows(
    view: &OutcomeView,
    name: impl Fn(FunnelStage) -> String,
    own_name: impl Fn(&OwnStageOutcome) -> String,
    profit_name: &str,
) -> Vec<CameRow> {
    let own = view.own_stages.iter().map(|stage| CameRow::of_own(own_name(stage), stage));
    let stages = view.stages.iter().map(|stage| CameRow::of_stage(name(stage.stage), stage));
    let of_profit = |profit| CameRow::of_profit(profit_name.to_owned(), profit);
    stages.chain(own).chain(view.profit.iter().map(of_profit)).collect()
}

/// Stages and profit as a file has them.
pub fn came_file(view: &OutcomeView) -> ShownTable {
    let i18n = use_i18n();
    let rows = rows(view, stage_name, own_name, t_string!(i18n, forecast.profit));
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

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::rows;
    use crate::ui::export_table::{Ranged, plain};
    use meadow_core::domain::event::FunnelStage;
    use meadow_core::views::forecast::{RateSource, RateView, Spread};
    use meadow_core::views::outcome::{Fell, OutcomeView, ProfitOutcome, StageOutcome};
    use meadow_core::views::shown_table::ShownCell;

    fn rate(sources: Vec<RateSource>) -> RateView {
        RateView {
            group: None,
            stage: FunnelStage::Registered,
            mean: 0.2,
            low: 0.1,
            high: 0.3,
            sources,
            is_contradicted: false,
            prior: None,
            alpha: 2.0,
            beta: 8.0,
        }
    }

    /// Nobody had said anything of the rate before the event; its profit was foretold.
    fn view() -> OutcomeView {
        let stage = StageOutcome {
            stage: FunnelStage::Registered,
            counted: Some(12),
            foretold: None,
            fell: None,
            share: Some((12, 40)),
            before: rate(vec![RateSource::Missing]),
            after: rate(vec![RateSource::Assumed]),
        };
        let foretold = Spread { median: 700.0, p05: 300.0, p95: 1_100.0, ..Spread::default() };
        let profit = ProfitOutcome {
            counted: 500.0,
            margin: 0.5,
            revenue: 2_000.0,
            cost: 500.0,
            foretold,
            fell: Fell::Within,
        };
        OutcomeView {
            n_invited: 40,
            open_from: None,
            seats: None,
            pays_at: None,
            n_draws: 10,
            seed: 1,
            stages: vec![stage],
            own_stages: Vec::new(),
            profit: Some(profit),
            n_compared: 1,
            n_within: 1,
        }
    }

    #[test]
    fn what_nobody_knew_is_empty_and_the_profit_is_a_row() {
        let rows = rows(&view(), |stage| format!("{stage:?}"), |own| own.name.en.clone(), "Profit");
        let [registered, profit] = &rows[..] else { panic!("{} rows", rows.len()) };
        let cells = |figure: Ranged| [figure.middle, figure.low, figure.high].map(plain);
        let unknown = || [ShownCell::Empty, ShownCell::Empty, ShownCell::Empty];
        let known = |figures: [f64; 3]| figures.map(ShownCell::Number);
        assert_eq!((registered.figure.as_str(), registered.counted), ("Registered", Some(12.0)));
        assert_eq!(cells(registered.foretold), unknown());
        assert_eq!(cells(registered.before), unknown(), "a range that only keeps the sum going");
        assert_eq!(cells(registered.after), known([0.2, 0.1, 0.3]));
        assert_eq!((profit.figure.as_str(), profit.counted), ("Profit", Some(500.0)));
        assert_eq!(cells(profit.foretold), known([700.0, 300.0, 1_100.0]));
        assert_eq!(cells(profit.before), unknown());
    }
}
