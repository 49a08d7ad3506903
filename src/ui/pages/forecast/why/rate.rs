//! Where one rate comes from, in full: the prior, the evidence added to it, and the publication.

use super::super::shown::Shown;
use super::super::words::{rate_name, write_rate, write_share, write_shares};
use super::explanation::Explanation;
use crate::i18n::{t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::ui::wizards::group_name::group_name;
use leptos::prelude::{Get, With};
use meadow_core::guide::ModelTopic;
use meadow_core::playbooks::Grade;
use meadow_core::views::forecast::{RateSource, RateView};

pub fn explain_rate(rate: &RateView) -> Explanation {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let language = Settings::expect().language.get();
    let mut inputs = Vec::new();
    let mut source = Vec::new();
    let mut sample = Vec::new();
    if let Some((low, high)) = rate.prior {
        inputs
            .push((t_string!(i18n, forecast.without_own).to_owned(), write_shares(&f, low, high)));
    }
    for from in &rate.sources {
        match from {
            RateSource::Own { same_method, n_success, n_trials, n_counted, events } => {
                let label = if *same_method {
                    t_string!(i18n, forecast.own_same)
                } else {
                    t_string!(i18n, forecast.own_other)
                };
                let share = t_string!(
                    i18n,
                    forecast.n_of_all,
                    n = f.fmt_int((*n_success).into()),
                    all = f.fmt_int((*n_trials).into())
                )
                .to_string();
                inputs.push((label.to_owned(), share));
                sample.push(
                    t_string!(
                        i18n,
                        forecast.counts_as,
                        n = f.fmt_int((*n_trials).into()),
                        counted = f.fmt_number(*n_counted, 0)
                    )
                    .to_string(),
                );
                let events = events.join(t_string!(i18n, forecast.list_comma));
                source.push(t_string!(i18n, forecast.source_own, events = events).to_string());
            }
            RateSource::Cited { key, .. } => {
                let benchmarks = Shown::expect().benchmarks;
                benchmarks.answer.with(|benchmarks| {
                    let found =
                        benchmarks.as_ref().and_then(|all| all.iter().find(|b| b.key == *key));
                    let Some(benchmark) = found else { return };
                    inputs.push((
                        benchmark.label.get(language).to_owned(),
                        write_share(&f, benchmark.point),
                    ));
                    let year = benchmark.year.map_or_else(
                        || t_string!(i18n, forecast.no_year).to_owned(),
                        |year| year.to_string(),
                    );
                    let grade = match benchmark.grade {
                        Grade::A => t_string!(i18n, forecast.grade_a),
                        Grade::B => t_string!(i18n, forecast.grade_b),
                        Grade::C => t_string!(i18n, forecast.grade_c),
                    };
                    source.push(
                        t_string!(
                            i18n,
                            forecast.source_cited,
                            source = benchmark.source.get(language).to_owned(),
                            year = year,
                            grade = grade,
                            basis = benchmark.basis.get(language).to_owned()
                        )
                        .to_string(),
                    );
                });
            }
            RateSource::Assumed => source.push(t_string!(i18n, forecast.source_assumed).to_owned()),
            RateSource::Missing => source.push(t_string!(i18n, forecast.source_missing).to_owned()),
        }
    }
    if !rate.is_missing() {
        inputs.push((
            t_string!(i18n, forecast.beta_parameters).to_owned(),
            format!("{}, {}", f.fmt_number(rate.alpha, 1), f.fmt_number(rate.beta, 1)),
        ));
    }
    if rate.is_contradicted {
        source.push(t_string!(i18n, forecast.contradicted).to_owned());
    }
    if sample.is_empty() {
        sample.push(t_string!(i18n, forecast.no_own_sample).to_owned());
    }
    let title = match &rate.group {
        None => rate_name(rate.stage),
        Some(group) => format!("{}, {}", rate_name(rate.stage), group_name(group)),
    };
    let gap = t_string!(i18n, forecast.sentence_gap);
    Explanation {
        title,
        value: write_rate(&f, rate),
        formula: t_string!(i18n, forecast.formula_rate).to_owned(),
        inputs,
        sample: sample.join(gap),
        source: source.join(gap),
        model: Some(ModelTopic::Rates),
    }
}
