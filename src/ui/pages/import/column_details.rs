//! A column opened: what is odd in it, with examples, how its values spread, how its dates were
//! read, and what it may do to customers who are known.

use super::check_wording::{dates_text, spread_bars, spread_text, translation_text, trouble_name};
use super::column_rules::ColumnRules;
use super::wording::currencies_text;
use crate::i18n::{t, t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::ui::charts::spread_bars::SpreadBars;
use leptos::prelude::*;
use meadow_core::views::import::{ColumnRole, CurrencyCount};
use meadow_core::views::import_check::{CellExample, ColumnCheck, Translation};

#[component]
pub fn ColumnDetails(
    index: usize,
    header: String,
    check: Signal<Option<ColumnCheck>>,
    role: Signal<Option<ColumnRole>>,
) -> impl IntoView {
    view! {
        <div class="column-details">
            {move || check.get().map(|check| view! { <Findings check=check /> })}
            <ColumnRules index=index header=header role=role />
        </div>
    }
}

#[component]
fn Findings(check: ColumnCheck) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let ColumnCheck { troubles, examples, outliers, dates, spread, translated, currencies, .. } =
        check;
    let is_clean = troubles.is_empty();
    let counts = troubles
        .into_iter()
        .map(|(trouble, n)| {
            let tone = if trouble.is_invalid() { "danger" } else { "warn" };
            let text = move || {
                let n = formatter.get().fmt_int(n.into());
                t_string!(i18n, import.counted, what = trouble_name(i18n, trouble), n = n)
                    .to_string()
            };
            view! {
                <li class="tag" data-tone=tone>
                    {text}
                </li>
            }
        })
        .collect_view();
    // Those that are far from the others are shown once.
    let outliers: Vec<CellExample> =
        outliers.into_iter().filter(|outlier| !examples.contains(outlier)).collect();
    let rows: Vec<CellExample> = examples.into_iter().chain(outliers).collect();
    let shown = StoredValue::new(spread);
    let spread_label = Signal::derive(move || {
        shown.with_value(|spread| spread_text(i18n, &formatter.get(), spread))
    });
    let chart = move || {
        let bars = shown.with_value(|spread| spread_bars(i18n, &formatter.get(), spread));
        (bars.len() > 1).then(|| {
            view! {
                <div class="column-details__part">
                    <h3>{t!(i18n, import.spread_head)}</h3>
                    <SpreadBars bars=bars label=spread_label height_px=64 />
                    <p class="fine">{spread_label}</p>
                </div>
            }
        })
    };
    view! {
        <div class="column-details__part">
            <h3>{t!(i18n, import.odd_head)}</h3>
            {is_clean.then(|| view! { <p class="fine">{t!(i18n, import.nothing_odd)}</p> })}
            {(!is_clean).then(|| view! { <ul class="chips">{counts}</ul> })}
            {(!rows.is_empty()).then(|| view! { <Examples rows=rows /> })}
        </div>
        <Currencies counts=currencies />
        {chart}
        <Translations translated=translated />
        {dates
            .map(|dates| {
                let text = move || dates_text(i18n, &formatter.get(), &dates);
                view! {
                    <div class="column-details__part">
                        <h3>{t!(i18n, import.dates_head)}</h3>
                        <p>{text}</p>
                    </div>
                }
            })}
    }
}

/// In which currencies the column is written, where that is not one.
#[component]
fn Currencies(counts: Vec<CurrencyCount>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    (!counts.is_empty()).then(|| {
        let text = move || {
            let signs = currencies_text(i18n, &formatter.get(), &counts);
            t_string!(i18n, import.currencies_mixed, signs = signs).to_string()
        };
        view! {
            <div class="column-details__part">
                <h3>{t!(i18n, import.currencies_head)}</h3>
                <p>{text}</p>
            </div>
        }
    })
}

/// What written values become, where that is something else.
#[component]
fn Translations(translated: Vec<Translation>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let lines = move || {
        let line = |translation| translation_text(i18n, &formatter.get(), translation);
        translated.iter().filter_map(line).collect::<Vec<_>>()
    };
    move || {
        let lines: Vec<_> = lines().into_iter().map(|line| view! { <li>{line}</li> }).collect();
        (!lines.is_empty()).then(|| {
            view! {
                <div class="column-details__part">
                    <h3>{t!(i18n, import.translated_head)}</h3>
                    <ul class="plain">{lines}</ul>
                </div>
            }
        })
    }
}

/// Cells as they stand, by row.
#[component]
fn Examples(rows: Vec<CellExample>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let lines = rows
        .into_iter()
        .map(|CellExample { row, value, why }| {
            view! {
                <tr>
                    <th scope="row" data-label=move || t_string!(i18n, import.row)>
                        {move || formatter.get().fmt_int(row as i64)}
                    </th>
                    <td data-label=move || t_string!(i18n, import.value) class="sample">{value}</td>
                    <td data-label=move || t_string!(i18n, import.what_is_wrong)>
                        {move || trouble_name(i18n, why)}
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="table column-details__cells">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, import.row)}</th>
                    <th scope="col">{t!(i18n, import.value)}</th>
                    <th scope="col">{t!(i18n, import.what_is_wrong)}</th>
                </tr>
            </thead>
            <tbody>{lines}</tbody>
        </table>
    }
}
