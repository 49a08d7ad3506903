//! The reasons of the figures of a method's own funnel. Must not compute: every figure is the engine's.

use super::super::why::{Explanation, Reasons};
use super::super::words::{write_counts, write_money, write_share, write_shares};
use super::{name_of, share_name};
use crate::i18n::{t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use leptos::prelude::*;
use meadow_core::guide::ModelTopic;
use meadow_core::views::forecast::{RateSource, Spread};
use meadow_core::views::method_funnel::{MethodFunnelView, OwnStage};
use std::sync::Arc;

/// A figure of the money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MoneyFigure {
    Profit,
    Chance,
    Goal,
}

/// The heads of the stage at this place.
pub fn why_heads(view: &Arc<MethodFunnelView>, place: usize, written: String) -> AnyView {
    let i18n = use_i18n();
    let (view, value) = (view.clone(), written.clone());
    let explain = move || explain_heads(&view, place, value.clone());
    Reasons::expect().figure(written, t_string!(i18n, forecast.why), explain)
}

pub fn why_money(
    view: &Arc<MethodFunnelView>,
    figure: MoneyFigure,
    title: &'static str,
    written: String,
) -> AnyView {
    let i18n = use_i18n();
    let (view, value) = (view.clone(), written.clone());
    let explain = move || explain_money(&view, figure, title, value.clone());
    Reasons::expect().figure(written, t_string!(i18n, forecast.why), explain)
}

fn explain_heads(view: &MethodFunnelView, place: usize, value: String) -> Explanation {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let stages = way_to(view, place);
    let stage = stages.last();
    // Of a stage within a step the share leads on from it.
    let is_within = stage.is_some_and(|stage| stage.rate.of == stage.name);
    let formula = match is_within {
        true => t_string!(i18n, method_funnel.formula_within),
        false => t_string!(i18n, method_funnel.formula_heads),
    };
    let mut inputs =
        vec![(t_string!(i18n, forecast.invited).to_owned(), f.fmt_int(view.n_invited.into()))];
    inputs.extend(stages.iter().filter_map(|stage| share_of(&f, stage)));
    Explanation {
        title: stage.map(|stage| name_of(stage)).unwrap_or_default(),
        value,
        formula: formula.to_owned(),
        inputs,
        sample: sample(&f, view),
        source: sources(stages.iter().copied()),
        model: Some(ModelTopic::StageFunnel),
    }
}

/// The stages up to this one: of two that follow from the same, neither is on the way to the other.
fn way_to(view: &MethodFunnelView, place: usize) -> Vec<&OwnStage> {
    let Some(last) = view.stages.get(place) else { return Vec::new() };
    let before = &view.stages[..place];
    let from = before.iter().rposition(|stage| stage.name == last.rate.of);
    before[..from.map_or(place, |from| from + 1)].iter().chain([last]).collect()
}

fn explain_money(
    view: &MethodFunnelView,
    figure: MoneyFigure,
    title: &'static str,
    value: String,
) -> Explanation {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let formula = match figure {
        MoneyFigure::Profit => t_string!(i18n, method_funnel.formula_profit),
        MoneyFigure::Chance => t_string!(i18n, method_funnel.formula_chance),
        MoneyFigure::Goal => t_string!(i18n, method_funnel.formula_goal),
    };
    let mut inputs = Vec::new();
    if let Some(money) = &view.money {
        let stage = view.stages.iter().find(|stage| stage.key == money.at);
        inputs.push((stage.map(name_of).unwrap_or_default(), counts(&f, &money.heads)));
        inputs.push((
            t_string!(i18n, method_funnel.profit).to_owned(),
            write_money(&f, &money.profit),
        ));
        inputs.push((t_string!(i18n, method_funnel.goal).to_owned(), f.fmt_int(money.goal.into())));
    }
    Explanation {
        title: title.to_owned(),
        value,
        formula: formula.to_owned(),
        inputs,
        sample: sample(&f, view),
        source: sources(view.stages.iter()),
        model: Some(ModelTopic::StageFunnel),
    }
}

fn counts(f: &Formatter, heads: &Spread) -> String {
    format!("{} ({})", f.fmt_number(heads.median, 0), write_counts(f, heads))
}

fn share_of(f: &Formatter, stage: &OwnStage) -> Option<(String, String)> {
    let (mean, low, high) = stage.rate.share?;
    let written = format!("{} ({})", write_share(f, mean), write_shares(f, low, high));
    Some((share_name(&stage.rate.of, &stage.rate.to), written))
}

fn sample(f: &Formatter, view: &MethodFunnelView) -> String {
    let i18n = use_i18n();
    let n = f.fmt_int(view.n_draws.into());
    t_string!(i18n, method_funnel.sample, n = n, seed = view.seed).to_string()
}

/// Where the shares come from, one after the other.
fn sources<'a>(stages: impl Iterator<Item = &'a OwnStage>) -> String {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let language = Settings::expect().language.get();
    let one = |stage: &OwnStage, source: &RateSource| {
        let share = share_name(&stage.rate.of, &stage.rate.to);
        match source {
            RateSource::Own { n_success, n_trials, events, .. } => {
                let (k, n) = (f.fmt_int((*n_success).into()), f.fmt_int((*n_trials).into()));
                let events = events.join(t_string!(i18n, forecast.list_comma));
                t_string!(
                    i18n,
                    method_funnel.source_own,
                    share = share,
                    k = k,
                    n = n,
                    events = events
                )
                .to_string()
            }
            RateSource::Cited { source, grade, .. } => {
                let source = source.get(language).to_owned();
                let grade = grade.to_string();
                t_string!(
                    i18n,
                    method_funnel.source_cited,
                    share = share,
                    source = source,
                    grade = grade
                )
                .to_string()
            }
            RateSource::Assumed => {
                t_string!(i18n, method_funnel.source_assumed, share = share).to_string()
            }
            RateSource::Missing => {
                t_string!(i18n, method_funnel.source_missing, share = share).to_string()
            }
        }
    };
    let said =
        stages.flat_map(|stage| stage.rate.sources.iter().map(move |source| one(stage, source)));
    said.collect::<Vec<_>>().join(t_string!(i18n, forecast.sentence_gap))
}
