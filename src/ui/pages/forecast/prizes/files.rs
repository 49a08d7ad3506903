//! What is promised, what a register says and whom word of mouth brings, as files. Call these inside a view or signal.

use super::super::words::{rate_name, stage_name};
use super::words::offer_name;
use crate::i18n::{t_string, use_i18n};
use crate::ui::export_table::{Ranged, plain, with_range};
use meadow_core::views::draw_register::{RegisterView, StepRateView};
use meadow_core::views::forecast::Spread;
use meadow_core::views::prizes::{OfferCost, PrizesView};
use meadow_core::views::shown_table::{ShownCell, ShownTable, TableOf};
use meadow_core::views::word_of_mouth::{self, GrowthView};

pub fn offers_file(view: &PrizesView) -> ShownTable {
    let i18n = use_i18n();
    let table = TableOf::new(t_string!(i18n, prizes.cost))
        .column("offer", t_string!(i18n, prizes.offer), |offer: &OfferCost| offer_name(offer.kind))
        .column("promised_to", t_string!(i18n, prizes.file_whom), |offer| {
            let typed = || t_string!(i18n, prizes.heads_typed).to_owned();
            offer.at.map_or_else(typed, stage_name)
        })
        .column("worst", t_string!(i18n, prizes.worst), |offer| match offer.worst {
            Some(worst) => ShownCell::amount(worst),
            None => t_string!(i18n, prizes.no_limit).to_owned().into(),
        });
    let expected = ("expected", t_string!(i18n, prizes.expected));
    with_range(table, i18n, expected, ShownCell::amount, |offer| Ranged::mean(&offer.cost))
        .rows(&view.offers)
}

pub fn generations_file(view: &GrowthView) -> ShownTable {
    let i18n = use_i18n();
    let rows: Vec<(u32, Spread)> = (1..).zip(view.generations.iter().copied()).collect();
    let table = TableOf::new(t_string!(i18n, prizes.growth)).column(
        "generation",
        t_string!(i18n, prizes.generation),
        |row: &(u32, Spread)| row.0,
    );
    let new = ("new", t_string!(i18n, prizes.expected_new));
    with_range(table, i18n, new, plain, |row| Ranged::mean(&row.1)).rows(&rows)
}

pub fn register_file(view: &RegisterView) -> ShownTable {
    let i18n = use_i18n();
    let table = TableOf::new(t_string!(i18n, prizes.register))
        .column("rate", t_string!(i18n, prizes.register_rate), |rate: &StepRateView| {
            rate_name(rate.stage)
        })
        .column("counted", t_string!(i18n, prizes.register_counted), |rate| {
            rate.counted.map(|(n, _)| n)
        })
        .column("of", t_string!(i18n, prizes.register_of), |rate| rate.counted.map(|(_, all)| all));
    let before = ("before", t_string!(i18n, prizes.register_before));
    let after = ("after", t_string!(i18n, prizes.register_after));
    let table = with_range(table, i18n, before, plain, |rate| share(rate.before));
    with_range(table, i18n, after, plain, |rate| share(rate.after)).rows(&view.rates)
}

fn share(rate: Option<word_of_mouth::Ranged>) -> Ranged {
    rate.map_or(Ranged::UNKNOWN, |rate| Ranged {
        middle: rate.mean,
        low: rate.low,
        high: rate.high,
    })
}
