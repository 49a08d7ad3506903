//! How sums, results and what is still open are written on this page. Call these inside a view or signal.

use super::super::words::NO_FIGURE;
use crate::i18n::{t_string, use_i18n};
use crate::platform::locale::Formatter;
use meadow_core::domain::money::Money;
use meadow_core::views::budget::{BudgetView, OpenChannel, Tried};

/// Marketers think in more than one unit of money.
pub const MORE_BUDGET: f64 = 100.0;

pub fn open_words(f: &Formatter, why: OpenChannel) -> String {
    let i18n = use_i18n();
    match why {
        OpenChannel::TooFewAmounts { n, needed } => {
            let (n, needed) = (f.fmt_int(n.into()), f.fmt_int(needed.into()));
            t_string!(i18n, budget.too_few_amounts, n = n, needed = needed).to_string()
        }
        OpenChannel::NoTop => t_string!(i18n, budget.no_top).to_owned(),
        OpenChannel::NoRise => t_string!(i18n, budget.no_rise).to_owned(),
        OpenChannel::BeliefSpend => t_string!(i18n, budget.no_spend).to_owned(),
        OpenChannel::BeliefResult => t_string!(i18n, budget.no_result).to_owned(),
        OpenChannel::BeliefCeiling => t_string!(i18n, budget.no_ceiling).to_owned(),
        OpenChannel::CeilingTooLow => t_string!(i18n, budget.ceiling_too_low).to_owned(),
        OpenChannel::Impossible => t_string!(i18n, budget.impossible).to_owned(),
    }
}

pub fn money(f: &Formatter, major: f64) -> String {
    f.fmt_money_rounded(Money::from_major(major))
}

/// Results, with a decimal where there are few.
pub fn results(f: &Formatter, n: f64) -> String {
    f.fmt_number(n, if n.abs() < 10.0 { 1 } else { 0 })
}

/// More than what the split is held against, with how far it moves.
pub fn gain(f: &Formatter, view: &BudgetView) -> String {
    let tried = &view.gain;
    let written = results(f, tried.value);
    match tried.low < tried.high {
        true => {
            let range = f.join_range(&results(f, tried.low), &results(f, tried.high));
            format!("{written} ({})", range_words(view, range))
        }
        false => written,
    }
}

/// Open where a channel has no curve without one of its points: then nobody knows how far figures move.
pub fn range_words(view: &BudgetView, range: String) -> String {
    let i18n = use_i18n();
    match view.channels.iter().any(|channel| channel.n_without > 0) {
        true => t_string!(i18n, budget.open_range, range = range).to_string(),
        false => range,
    }
}

/// What a hundred more brings; without bound at nothing.
pub fn more_figure(marginal: f64) -> f64 {
    marginal * MORE_BUDGET
}

pub fn more(f: &Formatter, marginal: f64) -> String {
    let brings = more_figure(marginal);
    if brings.is_finite() { f.fmt_number(brings, 2) } else { NO_FIGURE.to_owned() }
}

pub fn name_of(view: &BudgetView, place: usize) -> String {
    let i18n = use_i18n();
    match view.channels.get(place).map(|channel| channel.name.as_str()) {
        None | Some("") => t_string!(i18n, budget.channel_n, n = place + 1).to_string(),
        Some(name) => name.to_owned(),
    }
}

/// A part of the budget, with how far it moves.
pub fn part(f: &Formatter, view: &BudgetView, spend: &Tried) -> String {
    let written = money(f, spend.value);
    match spend.low < spend.high {
        true => {
            let range = f.join_range(&money(f, spend.low), &money(f, spend.high));
            format!("{written} ({})", range_words(view, range))
        }
        false => written,
    }
}
