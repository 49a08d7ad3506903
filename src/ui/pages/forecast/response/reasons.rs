//! Why these numbers: formula, inputs, sample and source of each figure.

use super::super::why::Explanation;
use super::words::signed;
use crate::i18n::{t_string, use_i18n};
use crate::state::figures::use_formatter;
use leptos::prelude::Get;
use meadow_core::guide::ModelTopic;
use meadow_core::views::lead_response::LeadResponseView;

/// A figure of this page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    Chance,
    Odds,
    Brier,
    Area,
}

pub fn explain(
    view: &LeadResponseView,
    figure: Figure,
    title: String,
    value: String,
) -> Explanation {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let Ok(report) = &view.found else { return Explanation::default() };
    let trial = &report.trial;
    let formula = match figure {
        Figure::Chance => t_string!(i18n, response.formula_chance),
        Figure::Odds => t_string!(i18n, response.formula_odds),
        Figure::Brier => t_string!(i18n, response.formula_brier),
        Figure::Area => t_string!(i18n, response.formula_area),
    };
    let (n, events) = match figure {
        Figure::Chance | Figure::Odds => (view.n_invitations, view.n_responded),
        Figure::Brier | Figure::Area => (trial.n_later, trial.n_later_responded),
    };
    let share = f64::from(events) / f64::from(n.max(1));
    let inputs = vec![
        (t_string!(i18n, response.rate).to_owned(), f.fmt_percent_with(share, 1)),
        (t_string!(i18n, response.ridge).to_owned(), f.fmt_number(report.ridge, 1)),
        (t_string!(i18n, response.brier).to_owned(), f.fmt_number(trial.brier, 4)),
        (t_string!(i18n, response.brier_same).to_owned(), f.fmt_number(trial.brier_of_same, 4)),
        (t_string!(i18n, response.bias).to_owned(), signed(&f, trial.bias, 3)),
    ];
    let (n, events) = (f.fmt_int(n.into()), f.fmt_int(events.into()));
    Explanation {
        title,
        value,
        formula: formula.to_owned(),
        inputs,
        sample: t_string!(i18n, response.sample, n = n, events = events).to_string(),
        source: t_string!(i18n, response.model_source).to_owned(),
        model: Some(ModelTopic::LeadResponse),
    }
}
