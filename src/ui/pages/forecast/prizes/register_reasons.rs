//! The reasons of the figures of a draw's register in words. Must not compute: every figure is the engine's.

use super::super::why::Explanation;
use super::super::words::{NO_FIGURE, rate_name};
use super::register::{counted, summed, write_rate};
use crate::i18n::{t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::figures::use_formatter;
use leptos::prelude::Get;
use meadow_core::guide::ModelTopic;
use meadow_core::views::draw_register::{RegisterView, StepRateView};

/// A figure of the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegisterFigure {
    Guests,
    Orders,
    Cost,
    PerRegistered,
    PerGuest,
    PerOrder,
    /// The rate at this place.
    Rate(usize),
}

/// So many of so many.
pub fn counted_of(f: &Formatter, rate: &StepRateView) -> String {
    let i18n = use_i18n();
    rate.counted.map_or_else(
        || t_string!(i18n, prizes.register_open).to_owned(),
        |(n, all)| {
            let (n, all) = (f.fmt_int(n.into()), f.fmt_int(all.into()));
            t_string!(i18n, prizes.register_n_of, n = n, all = all).to_string()
        },
    )
}

pub fn explain_register(view: &RegisterView, figure: RegisterFigure, value: String) -> Explanation {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let title = match figure {
        RegisterFigure::Guests => t_string!(i18n, prizes.register_guests).to_owned(),
        RegisterFigure::Orders => t_string!(i18n, prizes.register_orders).to_owned(),
        RegisterFigure::Cost => t_string!(i18n, prizes.register_cost).to_owned(),
        RegisterFigure::PerRegistered => t_string!(i18n, prizes.register_per_registered).to_owned(),
        RegisterFigure::PerGuest => t_string!(i18n, prizes.register_per_guest).to_owned(),
        RegisterFigure::PerOrder => t_string!(i18n, prizes.register_per_order).to_owned(),
        RegisterFigure::Rate(place) => {
            view.rates.get(place).map(|rate| rate_name(rate.stage)).unwrap_or_default()
        }
    };
    let formula = match figure {
        RegisterFigure::Guests => t_string!(i18n, prizes.formula_register_guests),
        RegisterFigure::Orders => t_string!(i18n, prizes.formula_register_orders),
        RegisterFigure::Cost => t_string!(i18n, prizes.formula_register_cost),
        RegisterFigure::PerRegistered | RegisterFigure::PerGuest | RegisterFigure::PerOrder => {
            t_string!(i18n, prizes.formula_register_each)
        }
        RegisterFigure::Rate(_) => t_string!(i18n, prizes.formula_register_rate),
    };
    let mut inputs: Vec<(String, String)> = Vec::new();
    for rate in &view.rates {
        let gap = t_string!(i18n, forecast.list_comma);
        let of = |column: &str| format!("{}{gap}{column}", rate_name(rate.stage));
        inputs.push((of(t_string!(i18n, prizes.register_before)), write_rate(&f, rate.before)));
        inputs.push((of(t_string!(i18n, prizes.register_counted)), counted_of(&f, rate)));
    }
    let is_money = !matches!(
        figure,
        RegisterFigure::Guests | RegisterFigure::Orders | RegisterFigure::Rate(_)
    );
    if is_money {
        let orders = view.orders.map_or(NO_FIGURE.to_owned(), |orders| counted(&f, &orders));
        let cost = view.cost.map_or(NO_FIGURE.to_owned(), |cost| summed(&f, &cost));
        inputs
            .push((t_string!(i18n, prizes.register_guests).to_owned(), counted(&f, &view.guests)));
        inputs.push((t_string!(i18n, prizes.register_orders).to_owned(), orders));
        inputs.push((t_string!(i18n, prizes.register_cost).to_owned(), cost));
    }
    Explanation {
        title,
        value,
        formula: formula.to_owned(),
        inputs,
        sample: t_string!(i18n, risk.no_draws).to_owned(),
        source: t_string!(i18n, prizes.register_source).to_owned(),
        model: Some(ModelTopic::DrawRegister),
    }
}
