//! How a forecast made earlier did: the totals and errors beside two that need no model, and the means by
//! how often people had come back before, as a picture and in figures.

use super::Base;
use super::files::{frequencies_file, methods_file};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::{DateStyle, Formatter};
use crate::state::figures::use_formatter;
use crate::ui::charts::chart_frame::ChartFrame;
use crate::ui::charts::compared_means::{ComparedMeans, draw_compared_means};
use crate::ui::charts::svg_backend::ChartSize;
use crate::ui::components::section::Section;
use crate::ui::export_table::ExportTableMenu;
use crate::ui::pages::customers::wording::Texts;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::views::customer_base::{ForecastError, HoldoutRow, HoldoutView};

const HEIGHT_PX: f64 = 240.0;

#[component]
pub fn Trial(base: Base) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let trial = Memo::new(move |_| {
        base.answer.with(|view| view.as_ref()?.found.as_ref().ok()?.holdout.clone())
    });
    let note = Signal::derive(move || {
        let (f, trial) = (formatter.get(), trial.get()?);
        let day = |day: meadow_core::domain::day::Day| f.fmt_date(day.0, DateStyle::Short);
        let (from, until) = (day(trial.from), day(trial.until));
        Some(t_string!(i18n, worth.trial_note, from = from, until = until).to_string())
    });
    let body = move || match trial.with(Option::is_some) {
        true => view! { <Found trial=trial /> }.into_any(),
        false => view! { <p>{t!(i18n, worth.trial_none)}</p> }.into_any(),
    };
    view! {
        <Section id="worth-trial" title=say!(i18n, worth.trial) note=note>
            {body}
        </Section>
    }
}

#[component]
fn Found(trial: Memo<Option<HoldoutView>>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let finding = Signal::derive(move || {
        let f = formatter.get();
        trial.with(|trial| {
            trial.as_ref().map_or_else(String::new, |trial| {
                t_string!(
                    i18n,
                    worth.trial_finding,
                    model = f.fmt_number(trial.model.total, 0),
                    actual = f.fmt_number(trial.actual, 0),
                    off = signed(&f, trial.model.bias)
                )
                .to_string()
            })
        })
    });
    let draw = move |size: ChartSize| {
        let f = formatter.get();
        let words = [
            t_string!(i18n, worth.actual),
            t_string!(i18n, worth.by_model),
            t_string!(i18n, worth.by_same),
        ];
        let shown = trial.with(|trial| trial.as_ref().map(|it| compared(&f, it, words)));
        shown.map_or_else(Vec::new, |shown| {
            draw_compared_means(&shown, size, &|value| f.fmt_number(value, 1))
        })
    };
    let how = move || {
        let n = formatter.get().fmt_int(trial.get()?.n_people.into());
        Some(t_string!(i18n, worth.trial_how, n = n).to_string())
    };
    let methods = move || {
        let (f, trial) = (formatter.get(), trial.get()?);
        let rows = [
            (t_string!(i18n, worth.by_model), trial.model),
            (t_string!(i18n, worth.by_same), trial.same_rate),
            (t_string!(i18n, worth.by_nobody), trial.nobody_returns),
        ];
        Some(rows.map(|(name, error)| method_view(i18n, &f, name, &error)).collect_view())
    };
    let rows = move || {
        let (f, trial) = (formatter.get(), trial.get()?);
        let row = |row: &HoldoutRow| frequency_view(i18n, &f, row);
        Some(trial.by_frequency.iter().map(row).collect_view())
    };
    view! {
        <p>{how}</p>
        <ChartFrame label=finding height_px=HEIGHT_PX draw=Callback::new(draw)>
            <b>{finding}</b>
            " "
            {t!(i18n, worth.trial_caption)}
        </ChartFrame>
        <div class="scroll-x" tabindex="0" role="group" aria-labelledby="worth-trial">
            <table class="table lens-table" data-stack="">
                <caption class="sr-only">{t!(i18n, worth.trial)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, worth.method)}</th>
                        <th scope="col" class="num">{t!(i18n, worth.total)}</th>
                        <th scope="col" class="num">{t!(i18n, worth.bias)}</th>
                        <th scope="col" class="num">{t!(i18n, worth.rmse)}</th>
                        <th scope="col" class="num">{t!(i18n, worth.correlation)}</th>
                    </tr>
                </thead>
                <tbody>{methods}</tbody>
            </table>
        </div>
        <ExportTableMenu table=move || Some(methods_file(i18n, &trial.get()?)) />
        <p class="fine">{t!(i18n, worth.trial_read)}</p>
        <div class="scroll-x" tabindex="0" role="group" aria-labelledby="worth-trial">
            <table class="table lens-table" data-stack="">
                <caption class="sr-only">{t!(i18n, worth.trial_caption)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, worth.before)}</th>
                        <th scope="col" class="num">{t!(i18n, worth.people)}</th>
                        <th scope="col" class="num">{t!(i18n, worth.actual)}</th>
                        <th scope="col" class="num">{t!(i18n, worth.by_model)}</th>
                        <th scope="col" class="num">{t!(i18n, worth.by_same)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <ExportTableMenu table=move || {
            Some(frequencies_file(i18n, &formatter.get(), &trial.get()?))
        } />
    }
}

fn method_view(
    i18n: Texts,
    f: &Formatter,
    name: &'static str,
    error: &ForecastError,
) -> impl IntoView + use<> {
    let correlation = error.correlation.map_or("–".to_owned(), |r| f.fmt_number(r, 2));
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td class="num" data-label=move || t_string!(i18n, worth.total)>
                {f.fmt_number(error.total, 0)}
            </td>
            <td class="num" data-label=move || t_string!(i18n, worth.bias)>
                {signed(f, error.bias)}
            </td>
            <td class="num" data-label=move || t_string!(i18n, worth.rmse)>
                {f.fmt_number(error.rmse, 2)}
            </td>
            <td class="num" data-label=move || t_string!(i18n, worth.correlation)>
                {correlation}
            </td>
        </tr>
    }
}

fn frequency_view(i18n: Texts, f: &Formatter, row: &HoldoutRow) -> impl IntoView + use<> {
    view! {
        <tr>
            <th scope="row">{frequency(i18n, f, row)}</th>
            <td class="num" data-label=move || t_string!(i18n, worth.people)>
                {f.fmt_int(row.n_people.into())}
            </td>
            <td class="num" data-label=move || t_string!(i18n, worth.actual)>
                {f.fmt_number(row.actual, 2)}
            </td>
            <td class="num" data-label=move || t_string!(i18n, worth.by_model)>
                {f.fmt_number(row.model, 2)}
            </td>
            <td class="num" data-label=move || t_string!(i18n, worth.by_same)>
                {f.fmt_number(row.same_rate, 2)}
            </td>
        </tr>
    }
}

pub fn frequency(i18n: Texts, f: &Formatter, row: &HoldoutRow) -> String {
    let n = f.fmt_int(row.frequency.into());
    match row.is_open {
        true => t_string!(i18n, worth.and_more, n = n).to_string(),
        false => n,
    }
}

/// With its sign, so that too much is told from too little.
fn signed(f: &Formatter, value: f64) -> String {
    let written = f.fmt_number(value.abs(), 2);
    match value {
        value if value < 0.0 => format!("−{written}"),
        value if value > 0.0 => format!("+{written}"),
        _ => written,
    }
}

fn compared(f: &Formatter, trial: &HoldoutView, words: [&'static str; 3]) -> ComparedMeans {
    let label = |row: &HoldoutRow| {
        let n = f.fmt_int(row.frequency.into());
        if row.is_open { format!("{n}+") } else { n }
    };
    let means = |of: fn(&HoldoutRow) -> f64| trial.by_frequency.iter().map(of).collect();
    let [actual, model, other] = words.map(str::to_owned);
    ComparedMeans {
        labels: trial.by_frequency.iter().map(label).collect(),
        actual: (actual, means(|row| row.actual)),
        foretold: (model, means(|row| row.model)),
        other: (other, means(|row| row.same_rate)),
    }
}
