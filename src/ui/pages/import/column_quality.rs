//! What the sample check found in a column, at a glance: a bar, its numbers, how the values spread.
//! And above the table, the columns to look at first.

use super::check_wording::{clock_text, quality_text, spread_bars, spread_text, troubles_text};
use super::columns::OpenColumns;
use crate::i18n::{t, t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::state::import_check::ImportCheck;
use crate::ui::charts::spread_bars::SpreadBars;
use crate::ui::components::error_note::{Note, Tone};
use leptos::prelude::*;
use meadow_core::views::import_check::ColumnCheck;

/// `check` is `None` until there is an answer.
#[component]
pub fn ColumnQuality(check: Signal<Option<ColumnCheck>>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    move || {
        let check = check.get()?;
        let f = formatter.get();
        let text = quality_text(i18n, &f, &check);
        let spread = spread_text(i18n, &f, &check.spread);
        let bars = spread_bars(i18n, &f, &check.spread);
        Some(view! {
            <div class="quality">
                <QualityBar check=check />
                <p class="fine">{text}</p>
                {(bars.len() > 1)
                    .then(|| view! { <SpreadBars bars=bars label=Signal::stored(spread) /> })}
            </div>
        })
    }
}

/// The shares of valid, odd, unreadable and empty cells. The numbers stand beside it in words.
#[component]
fn QualityBar(check: ColumnCheck) -> impl IntoView {
    let n_rows = f64::from(check.n_rows.max(1));
    let parts = [
        ("ok", check.n_valid),
        ("odd", check.n_suspicious),
        ("bad", check.n_invalid),
        ("empty", check.n_empty),
    ];
    let mut before = 0.0;
    let rects = parts
        .into_iter()
        .filter(|(_, n)| *n > 0)
        .map(|(kind, n)| {
            let width = 100.0 * f64::from(n) / n_rows;
            let x = before;
            before += width;
            view! {
                <rect
                    data-k=kind
                    x=format!("{x:.2}%")
                    width=format!("{width:.2}%")
                    height="100%"
                ></rect>
            }
        })
        .collect_view();
    view! {
        <svg class="quality__bar" width="100%" height="6" aria-hidden="true">
            {rects}
        </svg>
    }
}

/// The columns with much trouble, each with the way to its details.
#[component]
pub fn TroubledColumns() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let check = ImportCheck::expect();
    let troubled = Memo::new(move |_| check.troubled());
    let line = move |check: ColumnCheck| {
        let (index, header) = (check.column as usize, check.header.clone());
        let what = Signal::derive(move || troubles_text(i18n, &formatter.get(), &check));
        view! { <ColumnLine index=index header=header what=what /> }
    };
    move || {
        let troubled = troubled.get();
        (!troubled.is_empty()).then(|| {
            view! {
                <Note tone=Tone::Warn>
                    <p>{t!(i18n, import.troubled_title)}</p>
                    <ul class="plain">{troubled.into_iter().map(line).collect_view()}</ul>
                </Note>
            }
        })
    }
}

/// The columns whose times name a zone while the workspace's clock is not known: nobody looks for that in
/// the details of a column that reads well.
#[component]
pub fn TimesAsWritten() -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let check = ImportCheck::expect();
    let found = Memo::new(move |_| check.by_another_clock());
    let line = move |check: ColumnCheck| {
        let (index, header) = (check.column as usize, check.header.clone());
        let what = Signal::derive(move || {
            let dates = check.dates.as_ref();
            dates.and_then(|dates| clock_text(i18n, &formatter.get(), dates)).unwrap_or_default()
        });
        view! { <ColumnLine index=index header=header what=what /> }
    };
    move || {
        let found = found.get();
        (!found.is_empty()).then(|| {
            view! {
                <Note tone=Tone::Warn>
                    <p>{t!(i18n, import.other_clock_title)}</p>
                    <ul class="plain">{found.into_iter().map(line).collect_view()}</ul>
                </Note>
            }
        })
    }
}

/// What there is to say about a column, after its name, which leads to its details.
#[component]
fn ColumnLine(index: usize, header: String, what: Signal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let opened = OpenColumns::expect();
    view! {
        <li>
            <a
                href=format!("#{}", row_id(index))
                on:click=move |event| {
                    event.prevent_default();
                    opened.show(index);
                }
            >
                {header}
            </a>
            {move || t_string!(i18n, import.colon)}
            {what}
        </li>
    }
}

/// Of the row of a column, from 0.
pub fn row_id(index: usize) -> String {
    format!("column-{index}")
}
