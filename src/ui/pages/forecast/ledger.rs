//! Where every rate comes from, and what it would take to know it better.

use super::files::rates_file;
use super::shown::Shown;
use super::why::{Figure, Why};
use super::words::{rate_name, write_share, write_shares};
use crate::i18n::{t, t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::ui::components::button::LinkButton;
use crate::ui::components::rate_mark::{RateMark, RateOrigin, origins_of};
use crate::ui::export_table::ExportTableMenu;
use crate::ui::wizards::group_name::GroupName;
use leptos::prelude::*;
use meadow_core::views::forecast::{ForecastView, RateSource, RateView};
use std::sync::Arc;

/// So many independent observations and more need no improving.
const ENOUGH_COUNTED: f64 = 60.0;

#[component]
pub fn Ledger() -> impl IntoView {
    let i18n = use_i18n();
    let shown = Shown::expect();
    view! {
        <section class="section" aria-labelledby="h-ledger">
            <div class="section__head">
                <h2 id="h-ledger">{t!(i18n, forecast.ledger)}</h2>
                <p class="section__note">{t!(i18n, forecast.ledger_note)}</p>
            </div>
            {move || shown.view.get().map(|view| table(&view))}
            <ExportTableMenu table=move || Some(rates_file(&*shown.view.get()?)) />
            <div class="row row--between">
                <p class="fine">{t!(i18n, forecast.marks)}</p>
                <LinkButton path="/events?counts" size="sm" icon="results">
                    {t!(i18n, forecast.record_counts)}
                </LinkButton>
            </div>
        </section>
    }
}

fn table(view: &Arc<ForecastView>) -> AnyView {
    let i18n = use_i18n();
    let rows = view.rates.iter().enumerate();
    let rows = rows.map(|(place, rate)| row(place, rate)).collect_view();
    view! {
        <table class="table ledger" data-stack="">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, forecast.rate)}</th>
                    <th scope="col" class="num">
                        {t!(i18n, forecast.in_use)}
                    </th>
                    <th scope="col">{t!(i18n, forecast.rests_on)}</th>
                    <th scope="col">{t!(i18n, forecast.to_know_better)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(place: usize, rate: &RateView) -> impl IntoView + use<> {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let figure =
        format!("{} ({})", write_share(&f, rate.mean), write_shares(&f, rate.low, rate.high));
    let group = rate.group.clone();
    view! {
        <tr>
            <th scope="row">
                {rate_name(rate.stage)}
                {group.map(|group| view! { <small><GroupName group=group /></small> })}
            </th>
            <td class="num" data-label=t_string!(i18n, forecast.in_use)>
                <Why figure=Figure::Rate(place)>{figure}</Why>
            </td>
            <td data-label=t_string!(i18n, forecast.rests_on)>
                <SourceMarks sources=rate.sources.clone() />
            </td>
            <td data-label=t_string!(i18n, forecast.to_know_better)>{know_better(rate)}</td>
        </tr>
    }
}

fn know_better(rate: &RateView) -> String {
    let i18n = use_i18n();
    let n_counted: f64 = rate
        .sources
        .iter()
        .map(|source| match source {
            RateSource::Own { n_counted, .. } => *n_counted,
            _ => 0.0,
        })
        .sum();
    let is_missing = rate.sources.contains(&RateSource::Missing) && n_counted == 0.0;
    match (is_missing, n_counted) {
        (true, _) => t_string!(i18n, forecast.better_give_range),
        _ if rate.is_contradicted => t_string!(i18n, forecast.better_contradicted),
        (_, n) if n >= ENOUGH_COUNTED => t_string!(i18n, forecast.better_nothing),
        (_, n) if n > 0.0 => t_string!(i18n, forecast.better_one_more),
        _ if rate.group.is_some() => t_string!(i18n, forecast.better_test_wave),
        _ => t_string!(i18n, forecast.better_count_one),
    }
    .to_owned()
}

/// The marks of everything a rate rests on: the prior first, then own events.
#[component]
pub fn SourceMarks(sources: Vec<RateSource>) -> impl IntoView {
    let language = Settings::expect().language;
    let mark = |origin: RateOrigin| view! { <RateMark origin=Signal::stored(origin) /> };
    view! {
        <span class="sources">
            {move || {
                let origins = origins_of(&sources, language.get());
                origins.into_iter().map(mark).collect_view()
            }}
        </span>
    }
}
