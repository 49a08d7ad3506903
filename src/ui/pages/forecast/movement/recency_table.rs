//! Every state of recency: how likely its customers buy, what they are worth, whether to stop.

use super::super::why::Reasons;
use super::super::words::{
    NO_FIGURE, write_amount, write_amounts, write_chance, write_share, write_shares,
};
use super::files::recency_file;
use super::inputs::{Inputs, Range};
use super::reasons::{buys_again, worth};
use super::words::period_name;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::Formatter;
use crate::state::engine::Asked;
use crate::state::figures::use_formatter;
use crate::ui::components::interval::{Interval, IntervalMarks};
use crate::ui::export_table::ExportTableMenu;
use crate::ui::pages::customers::wording::Texts;
use leptos::prelude::*;
use meadow_core::views::forecast::Spread;
use meadow_core::views::recency::{RecencyRow, RecencyView};
use std::sync::Arc;

#[component]
pub fn RecencyTable(asked: Asked<RecencyView>, inputs: Inputs) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let is_valued = Memo::new(move |_| asked.get().is_some_and(|view| view.is_valued));
    let rows = move || {
        let view = asked.get()?;
        let f = formatter.get();
        let typed = typed_inputs(i18n, &f, inputs, &view);
        Some(view.rows.iter().map(|row| row_view(i18n, &f, &view, row, &typed)).collect_view())
    };
    let bought = move || {
        let period = asked.get().map(|view| period_name(i18n, view.period).to_lowercase());
        t_string!(i18n, mix.buys_next, period = period.unwrap_or_default()).to_string()
    };
    view! {
        <div class="scroll-x" tabindex="0" role="group" aria-labelledby="recency">
            <table class="table" data-stack="">
                <caption class="sr-only">{t!(i18n, mix.recency)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, mix.last_bought)}</th>
                        <th scope="col" class="num">{t!(i18n, mix.customers_now)}</th>
                        <th scope="col" class="num">{bought}</th>
                        <Show when=move || is_valued.get()>
                            <th scope="col" class="num">{t!(i18n, mix.worth_best)}</th>
                            <th scope="col" class="num">{t!(i18n, mix.worth_going_on)}</th>
                            <th scope="col" class="num">{t!(i18n, mix.p_stop)}</th>
                        </Show>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <p class="fine">{t!(i18n, mix.recency_note)}</p>
        <ExportTableMenu table=move || Some(recency_file(i18n, &formatter.get(), &*asked.get()?)) />
    }
}

fn row_view(
    i18n: Texts,
    f: &Formatter,
    view: &Arc<RecencyView>,
    row: &RecencyRow,
    typed: &[(String, String)],
) -> impl IntoView + use<> {
    let reasons = Reasons::expect();
    let why = t_string!(i18n, forecast.why);
    let ago = days_ago(i18n, f, view, row);
    let chance = {
        let (title, f, row) = (ago.clone(), f.clone(), row.clone());
        let written = write_share(&f, row.mean);
        reasons.figure(written, why, move || buys_again(i18n, &f, &title, &row))
    };
    let marks = IntervalMarks {
        low: row.low,
        middle: row.mean,
        high: row.high,
        actual: None,
        scale_end: 1.0,
    };
    let range = t_string!(
        i18n,
        mix.range_and_n,
        range = write_shares(f, row.low, row.high),
        n = f.fmt_int(row.n_seen.into())
    )
    .to_string();
    let values = row.value.map(|value| {
        let figure = |label: &'static str, spread: Spread| {
            let title = format!("{ago}: {}", label.to_lowercase());
            let written = write_amount(f, spread.median);
            let (figures, view, typed) = (f.clone(), view.clone(), typed.to_vec());
            let figure = reasons.figure(written, why, move || {
                worth(i18n, &figures, &title, &spread, &view, &typed)
            });
            view! {
                <td class="num" data-label=label>
                    <span>
                        {figure}
                        <small>{write_amounts(f, &spread)}</small>
                    </span>
                </td>
            }
        };
        view! {
            {figure(t_string!(i18n, mix.worth_best), value.best)}
            {figure(t_string!(i18n, mix.worth_going_on), value.going_on)}
            <td class="num" data-label=t_string!(i18n, mix.p_stop)>{write_chance(f, value.p_stop)}</td>
        }
    });
    view! {
        <tr>
            <th scope="row">{ago.clone()}</th>
            <td class="num" data-label=t_string!(i18n, mix.customers_now)>
                {f.fmt_int(row.n_now.into())}
            </td>
            <td class="num" data-label=t_string!(i18n, mix.chance_of_buying)>
                <span class="sampled">
                    {chance}
                    <Interval marks=Signal::stored(marks) />
                    <small>{range}</small>
                </span>
            </td>
            {values}
        </tr>
    }
}

/// "0 to 30 days ago", "over 330 days ago".
pub fn days_ago(i18n: Texts, f: &Formatter, view: &RecencyView, row: &RecencyRow) -> String {
    let length = view.period.n_days();
    let least = (row.n_periods_ago as i32 - 1) * length;
    if row.is_open {
        return t_string!(i18n, mix.over_days_ago, n = f.fmt_int(least.into())).to_string();
    }
    let range = f.fmt_range(least.into(), (least + length - 1).into());
    t_string!(i18n, mix.days_ago, range = range).to_string()
}

/// What the values rest on, as it is written in the dialog.
fn typed_inputs(
    i18n: Texts,
    f: &Formatter,
    inputs: Inputs,
    view: &RecencyView,
) -> Vec<(String, String)> {
    let amounts = |(low, high): Range| f.join_range(&write_amount(f, low), &write_amount(f, high));
    let percents = |(low, high): Range| {
        let written = |rate: f64| f.fmt_percent_with(rate / 100.0, 1);
        f.join_range(&written(low), &written(high))
    };
    inputs.all.with(|all| {
        let found = view.margin.map(|found| (found.low, found.high));
        let margin = all.margin.or(found).map_or_else(|| NO_FIGURE.to_owned(), amounts);
        let cost = all.contact_cost.map_or_else(|| NO_FIGURE.to_owned(), amounts);
        let discount = all.discount.map_or_else(|| NO_FIGURE.to_owned(), percents);
        vec![
            (t_string!(i18n, mix.margin).to_owned(), margin),
            (t_string!(i18n, mix.contact_cost).to_owned(), cost),
            (t_string!(i18n, mix.discount).to_owned(), discount),
            (t_string!(i18n, mix.period).to_owned(), period_name(i18n, view.period)),
        ]
    })
}
