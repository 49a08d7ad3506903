//! How chances learnt from earlier invitations did with later ones: in a sentence, as a picture, in
//! figures with their reasons.

use super::super::why::Reasons;
use super::super::words::write_share;
use super::Shown;
use super::files::trial_file;
use super::reasons::{Figure, explain};
use super::words::{signed, write_points};
use crate::i18n::{t, t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::ui::charts::chart_frame::ChartFrame;
use crate::ui::charts::reliability::{ReliabilityPoint, draw_reliability};
use crate::ui::charts::svg_backend::ChartSize;
use crate::ui::components::section::Section;
use crate::ui::export_table::ExportTableMenu;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::views::lead_response::TrialBin;

const HEIGHT_PX: f64 = 260.0;

#[component]
pub fn Trial(shown: Shown) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let sentence = Signal::derive(move || {
        let is_better = shown.with(|report| report.trial.is_better());
        match is_better {
            None => String::new(),
            Some(true) => t_string!(i18n, response.trial_better).to_owned(),
            Some(false) => t_string!(i18n, response.trial_worse).to_owned(),
        }
    });
    let draw = move |size: ChartSize| {
        let f = formatter.get();
        let point = |bin: &TrialBin| ReliabilityPoint {
            said: bin.said,
            came: bin.came,
            low: bin.low,
            high: bin.high,
        };
        let points = shown.with(|report| report.trial.bins.iter().map(point).collect::<Vec<_>>());
        draw_reliability(&points.unwrap_or_default(), size, &|share| f.fmt_percent(share))
    };
    let rows = move || {
        let f = formatter.get();
        let label = [
            t_string!(i18n, response.said),
            t_string!(i18n, response.came),
            t_string!(i18n, response.n_people),
        ];
        shown.with(|report| {
            let row = |bin: &TrialBin| {
                let range = f.join_range(&write_share(&f, bin.low), &write_share(&f, bin.high));
                let came = t_string!(
                    i18n,
                    response.interval,
                    value = write_share(&f, bin.came),
                    range = range
                );
                view! {
                    <tr>
                        <th scope="row">{write_share(&f, bin.said)}</th>
                        <td class="num" data-label=label[1]>
                            {came.to_string()}
                        </td>
                        <td class="num" data-label=label[2]>
                            {f.fmt_int(bin.n.into())}
                        </td>
                    </tr>
                }
            };
            report.trial.bins.iter().map(row).collect_view()
        })
    };
    view! {
        <Section id="h-response-trial" title=say!(i18n, response.trial)>
            <p>
                <b data-response="found">{sentence}</b>
            </p>
            <div class="grid-2">
                <ChartFrame label=sentence height_px=HEIGHT_PX draw=Callback::new(draw)>
                    {t!(i18n, response.picture)}
                </ChartFrame>
                {move || view! { <Figures shown=shown /> }}
            </div>
            <div class="scroll-x" tabindex="0" role="group" aria-labelledby="h-response-trial">
                <table class="table lens-table" data-stack="">
                    <caption class="sr-only">{t!(i18n, response.picture)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t!(i18n, response.said)}</th>
                            <th scope="col" class="num">{t!(i18n, response.came)}</th>
                            <th scope="col" class="num">{t!(i18n, response.n_people)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <ExportTableMenu table=move || shown.with(|report| trial_file(i18n, report)) />
        </Section>
    }
}

#[component]
fn Figures(shown: Shown) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let rows = move || {
        let f = formatter.get();
        let view = shown.asked.get()?;
        let report = view.found.as_ref().ok()?;
        let trial = &report.trial;
        let rate = f64::from(trial.n_later_responded) / f64::from(trial.n_later.max(1));
        let area = trial.area.map(|(area, low, high)| {
            let range = f.join_range(&f.fmt_percent(low), &f.fmt_percent(high));
            t_string!(i18n, response.interval, value = f.fmt_percent(area), range = range)
                .to_string()
        });
        let by_purchases = trial.area_of_purchases.map(|area| f.fmt_percent(area));
        let plain = [
            (t_string!(i18n, response.rate), None, Some(write_share(&f, rate))),
            (
                t_string!(i18n, response.brier),
                Some(Figure::Brier),
                Some(f.fmt_number(trial.brier, 4)),
            ),
            (
                t_string!(i18n, response.brier_same),
                Some(Figure::Brier),
                Some(f.fmt_number(trial.brier_of_same, 4)),
            ),
            (t_string!(i18n, response.area), Some(Figure::Area), area),
            (t_string!(i18n, response.area_purchases), Some(Figure::Area), by_purchases),
            (t_string!(i18n, response.bias), None, Some(write_points(i18n, &f, trial.bias))),
            (t_string!(i18n, response.slope), None, trial.slope.map(|slope| signed(&f, slope, 2))),
        ];
        let row = |(name, figure, written): (&'static str, Option<Figure>, Option<String>)| {
            let written = written?;
            let shown_value = match figure {
                None => written.into_any(),
                Some(figure) => {
                    let (view, value) = (view.clone(), written.clone());
                    let explain = move || explain(&view, figure, name.to_owned(), value.clone());
                    Reasons::expect().figure(written, t_string!(i18n, forecast.why), explain)
                }
            };
            Some(view! {
                <div>
                    <dt>{name}</dt>
                    <dd>{shown_value}</dd>
                </div>
            })
        };
        Some(plain.into_iter().filter_map(row).collect_view())
    };
    view! {
        <dl class="kv" data-wide="">
            {rows}
        </dl>
    }
}
