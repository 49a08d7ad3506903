//! What would come of the table: the events, and the rows that are none, each with its reason.

use super::in_hand::TableInHand;
use super::words::{column_name, say_why};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::DateStyle;
use crate::state::figures::use_formatter;
use crate::state::words::agree;
use crate::ui::components::error_note::{Note, Tone};
use crate::ui::components::skeleton::Loading;
use crate::ui::wizards::labels::method_name;
use leptos::prelude::*;
use meadow_core::views::past_events::{PastEvent, PastEventColumn, PastEventsReport, RefusedRow};

/// Stands where a later stage was not counted.
const NOT_COUNTED: &str = "–";

#[component]
pub fn Rows() -> impl IntoView {
    let table = TableInHand::expect();
    move || match table.preview.get() {
        Some(report) if !report.missing.is_empty() => missing(&report).into_any(),
        Some(report) => found(&report).into_any(),
        None if table.preview.is_asking.get() => view! { <Loading /> }.into_any(),
        None => ().into_any(),
    }
}

/// Which columns have to be chosen first.
fn missing(report: &PastEventsReport) -> impl IntoView + use<> {
    let i18n = use_i18n();
    let names: Vec<String> = report.missing.iter().map(|column| column_name(*column)).collect();
    let names = names.join(t_string!(i18n, forecast.list_comma));
    let text = t_string!(i18n, events.past_missing, columns = names).to_string();
    view! {
        <Note tone=Tone::Warn>
            <p role="status">{text}</p>
        </Note>
    }
}

fn found(report: &PastEventsReport) -> impl IntoView + use<> {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let n_events = report.events.len();
    let rows = f.fmt_int(report.n_rows.into());
    let said = t_string!(i18n, events.past_found, n = n_events, rows = rows).to_string();
    let said = agree(&said);
    let events = (n_events > 0).then(|| events_table(&report.events));
    let refused = (!report.refused.is_empty()).then(|| refused_table(&report.refused));
    let is_open = report.events.iter().any(|event| event.counts.is_open_to_all());
    let open_to_all = is_open.then(|| {
        view! {
            <p class="fine" data-part="open-to-all">
                {t!(i18n, events.past_open_to_all)}
            </p>
        }
    });
    let has_walk_ins = report.events.iter().any(|event| event.counts.has_walk_ins());
    let walk_ins = has_walk_ins.then(|| {
        view! {
            <p class="fine" data-part="walk-ins">
                {t!(i18n, events.past_walk_ins)}
            </p>
        }
    });
    view! {
        <p role="status"><b>{said}</b></p>
        {refused}
        {events}
        {open_to_all}
        {walk_ins}
    }
}

fn events_table(events: &[PastEvent]) -> impl IntoView + use<> {
    let i18n = use_i18n();
    let f = use_formatter().get();
    // A later stage stands where the table counts it of any.
    let is_counted = |place: &usize| events.iter().any(|event| event.later[*place].is_some());
    let later: Vec<usize> = (0..PastEventColumn::LATER.len()).filter(is_counted).collect();
    let columns: Vec<PastEventColumn> = PastEventColumn::HEADS
        .into_iter()
        .chain(later.iter().map(|place| PastEventColumn::LATER[*place]))
        .collect();
    let rows = events.iter().map(|event| {
        let counts = &event.counts;
        let numbers = [counts.invited, counts.registered, counts.attended, counts.ordered];
        let numbers = numbers.map(Some).into_iter();
        let numbers = numbers.chain(later.iter().map(|place| event.later[*place]));
        let cells = columns.iter().zip(numbers).map(|(column, n)| {
            let n = n.map_or_else(|| NOT_COUNTED.to_owned(), |n| f.fmt_int(n.into()));
            view! { <td class="num" data-label=column_name(*column)>{n}</td> }
        });
        view! {
            <tr>
                <th scope="row">{event.name.clone()}</th>
                <td data-label=column_name(PastEventColumn::Day)>
                    {f.fmt_date(event.day.0, DateStyle::Short)}
                </td>
                <td data-label=column_name(PastEventColumn::Method)>{method_name(event.method)}</td>
                {cells.collect_view()}
            </tr>
        }
    });
    let names = [PastEventColumn::Name, PastEventColumn::Day, PastEventColumn::Method]
        .map(|column| view! { <th scope="col">{column_name(column)}</th> });
    let numbers = columns
        .iter()
        .map(|column| view! { <th scope="col" class="num">{column_name(*column)}</th> })
        .collect_view();
    view! {
        <div class="scroll-x" tabindex="0" role="group" aria-label=t_string!(i18n, events.past_events)>
            <table class="table past-events" data-stack="">
                <caption class="sr-only">{t!(i18n, events.past_events)}</caption>
                <thead>
                    <tr>
                        {names.into_iter().collect_view()}
                        {numbers}
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}

fn refused_table(refused: &[RefusedRow]) -> impl IntoView + use<> {
    let i18n = use_i18n();
    let f = use_formatter().get();
    let rows = refused.iter().map(|row| {
        view! {
            <tr>
                <th scope="row">{f.fmt_int(row.row as i64)}</th>
                <td data-label=column_name(PastEventColumn::Name)>{row.name.clone()}</td>
                <td data-label=t_string!(i18n, events.past_reason)>{say_why(&f, &row.why)}</td>
            </tr>
        }
    });
    view! {
        <table class="table past-refused" data-stack="">
            <caption>{t!(i18n, events.past_refused)}</caption>
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, events.past_row)}</th>
                    <th scope="col">{column_name(PastEventColumn::Name)}</th>
                    <th scope="col">{t!(i18n, events.past_reason)}</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}
