//! What matters: how many times the odds rise or fall with what was known before, as a picture and in
//! figures, and what could not be used.

use super::super::why::Reasons;
use super::Shown;
use super::files::matters_file;
use super::reasons::{Figure, explain};
use super::words::{feature_name, write_odds, write_step, write_times};
use crate::i18n::{t, t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::ui::charts::chart_frame::ChartFrame;
use crate::ui::charts::odds_rows::{OddsRow, draw_odds_rows, odds_rows_height_px};
use crate::ui::charts::svg_backend::ChartSize;
use crate::ui::components::section::Section;
use crate::ui::export_table::ExportTableMenu;
use crate::ui::pages::customers::wording::Texts;
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use meadow_core::views::lead_response::{Feature, FeatureEffect};

#[component]
pub fn Matters(shown: Shown) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let name = move |feature: &Feature| feature_name(i18n, shown.facts.get().as_deref(), feature);
    let finding = Signal::derive(move || {
        let first = shown.with(|report| {
            report.effects.iter().find(|effect| effect.is_clear()).map(|one| one.feature.clone())
        });
        match first {
            None => String::new(),
            Some(None) => t_string!(i18n, response.matters_unclear).to_owned(),
            Some(Some(feature)) => {
                let feature = name(&feature);
                let said = t_string!(i18n, response.matters_finding, feature = feature).to_string();
                format!("{said}{}", t_string!(i18n, forecast.full_stop))
            }
        }
    });
    let n_rows = Memo::new(move |_| shown.with(|report| report.effects.len()).unwrap_or_default());
    let draw = move |size: ChartSize| {
        let f = formatter.get();
        let rows = shown.with(|report| {
            let row = |effect: &FeatureEffect| OddsRow {
                label: format!(
                    "{} {}",
                    name(&effect.feature),
                    write_step(i18n, &f, &effect.feature, effect.from, effect.to)
                ),
                odds: effect.odds,
                low: effect.low,
                high: effect.high,
            };
            report.effects.iter().map(row).collect::<Vec<_>>()
        });
        draw_odds_rows(&rows.unwrap_or_default(), size, &|times| write_times(i18n, &f, times))
    };
    let height = Callback::new(move |_| odds_rows_height_px(n_rows.get()));
    let rows = move || {
        let f = formatter.get();
        let view = shown.asked.get()?;
        let report = view.found.as_ref().ok()?;
        let row = |effect: &FeatureEffect| {
            let feature = name(&effect.feature);
            let range = f.join_range(&write_odds(&f, effect.low), &write_odds(&f, effect.high));
            let times = write_times(i18n, &f, effect.odds);
            let written =
                t_string!(i18n, response.interval, value = times, range = range).to_string();
            let (view, title, value) = (view.clone(), feature.clone(), written.clone());
            let explain = move || explain(&view, Figure::Odds, title.clone(), value.clone());
            let figure = Reasons::expect().figure(written, t_string!(i18n, forecast.why), explain);
            view! {
                <tr>
                    <th scope="row">{feature}</th>
                    <td data-label=t_string!(i18n, response.compared)>
                        {write_step(i18n, &f, &effect.feature, effect.from, effect.to)}
                    </td>
                    <td class="num" data-label=t_string!(i18n, response.odds)>
                        {figure}
                    </td>
                    <td data-label=t_string!(i18n, response.clear)>{clear_words(i18n, effect)}</td>
                </tr>
            }
        };
        Some(report.effects.iter().map(row).collect_view())
    };
    let unused = move || {
        let join = |features: &[Feature]| {
            let names: Vec<String> = features.iter().map(name).collect();
            (!names.is_empty()).then(|| names.join(t_string!(i18n, response.comma)))
        };
        shown.with(|report| {
            let too_many = join(&report.too_many)
                .map(|what| t_string!(i18n, response.too_many, what = what).to_string());
            let alike = join(&report.alike)
                .map(|what| t_string!(i18n, response.alike, what = what).to_string());
            let lines = [too_many, alike].into_iter().flatten();
            lines.map(|line| view! { <p class="fine">{line}</p> }).collect_view()
        })
    };
    view! {
        <Section
            id="h-response-matters"
            title=say!(i18n, response.matters)
            note=say_some!(i18n, response.matters_note)
        >
            <ChartFrame label=finding height_px=0.0 height_at=height draw=Callback::new(draw)>
                <b>{finding}</b>
                " "
                {t!(i18n, response.matters_picture)}
            </ChartFrame>
            <div class="scroll-x" tabindex="0" role="group" aria-labelledby="h-response-matters">
                <table class="table lens-table" data-stack="">
                    <caption class="sr-only">{t!(i18n, response.matters)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t!(i18n, response.known_before)}</th>
                            <th scope="col">{t!(i18n, response.compared)}</th>
                            <th scope="col" class="num">{t!(i18n, response.odds)}</th>
                            <th scope="col">{t!(i18n, response.clear)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <ExportTableMenu table=move || {
                let (f, facts) = (formatter.get(), shown.facts.get());
                shown.with(|report| matters_file(i18n, &f, facts.as_deref(), report))
            } />
            {unused}
        </Section>
    }
}

/// Is its direction beyond doubt?
pub fn clear_words(i18n: Texts, effect: &FeatureEffect) -> &'static str {
    match effect.is_clear() {
        true => t_string!(i18n, response.is_clear),
        false => t_string!(i18n, response.is_unclear),
    }
}
