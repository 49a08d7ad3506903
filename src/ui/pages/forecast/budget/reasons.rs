//! The figures of the split that open their reasons, and the reasons in words. Must not compute.

use super::super::why::{Explanation, Reasons};
use super::words::{money, name_of, results};
use crate::i18n::{t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::state::words::agree;
use leptos::prelude::*;
use meadow_core::guide::ModelTopic;
use meadow_core::views::budget::{BudgetView, CurveBasis};
use std::sync::Arc;

/// A figure of this page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    Result,
    Gain,
    Marginal,
    /// The part of the channel at this place.
    Part(usize),
}

/// A figure that opens its reasons.
pub fn why(view: &Arc<BudgetView>, figure: Figure, title: String, written: String) -> AnyView {
    let i18n = use_i18n();
    let (view, value) = (view.clone(), written.clone());
    let explain = move || explain(&view, figure, title.clone(), value.clone());
    Reasons::expect().figure(written, t_string!(i18n, forecast.why), explain)
}

fn explain(view: &BudgetView, figure: Figure, title: String, value: String) -> Explanation {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let formula = match figure {
        Figure::Result => t_string!(i18n, budget.formula_result),
        Figure::Gain if view.is_against_now => t_string!(i18n, budget.formula_gain_now),
        Figure::Gain => t_string!(i18n, budget.formula_gain_even),
        Figure::Marginal => t_string!(i18n, budget.formula_marginal),
        Figure::Part(_) => t_string!(i18n, budget.formula_part),
    };
    let shown = |place: &usize| match figure {
        Figure::Part(part) => part == *place,
        _ => true,
    };
    let mut inputs = vec![(t_string!(i18n, budget.budget).to_owned(), money(&f, view.budget))];
    for place in (0..view.channels.len()).filter(shown) {
        let channel = &view.channels[place];
        let curve = t_string!(
            i18n,
            budget.curve_of,
            top = results(&f, channel.top),
            half = money(&f, channel.half),
            shape = f.fmt_number(channel.shape, 2)
        )
        .to_string();
        inputs.push((name_of(view, place), curve));
    }
    inputs.push((t_string!(i18n, budget.compared).to_owned(), results(&f, view.compared)));
    let n_points: usize = view.channels.iter().map(|channel| channel.points.len()).sum();
    let n_beliefs = view.channels.iter().filter(|c| c.basis == CurveBasis::Belief).count();
    let n_tried: u32 = view.channels.iter().map(|channel| channel.n_tried).sum();
    let sample = t_string!(
        i18n,
        budget.sample,
        points = f.fmt_int(n_points as i64),
        beliefs = f.fmt_int(n_beliefs as i64),
        tried = f.fmt_int(n_tried.into())
    )
    .to_string();
    Explanation {
        title,
        value,
        formula: formula.to_owned(),
        inputs,
        sample: agree(&sample),
        source: t_string!(i18n, budget.source).to_owned(),
        model: Some(ModelTopic::BudgetSplit),
    }
}
