//! What each column of the table says of the events, and the method of rows that do not say theirs.

use super::in_hand::TableInHand;
use super::words::column_name;
use crate::i18n::{t, t_string, use_i18n};
use crate::state::settings::Settings;
use crate::ui::components::select_field::{Choice, ChoiceList, SelectField};
use crate::ui::wizards::labels::method_choices;
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use meadow_core::domain::method::Method;
use meadow_core::views::import::{ColumnInspection, ImportInspection};
use meadow_core::views::past_events::PastEventColumn;
use std::sync::Arc;

#[component]
pub fn Columns() -> impl IntoView {
    let i18n = use_i18n();
    let table = TableInHand::expect();
    let method = RwSignal::new(table.mapping.with_untracked(|mapping| {
        mapping.as_ref().map_or(Method::Activity, |mapping| mapping.method).slug().to_owned()
    }));
    let choose_method = Callback::new(move |slug: String| {
        let Some(method) = Method::from_slug(&slug) else { return };
        table.mapping.update(|mapping| {
            if let Some(mapping) = mapping {
                mapping.method = method;
            }
        });
    });
    let rows = move || {
        let inspection = table.inspection.get()?;
        let columns = inspection.columns.iter().cloned().enumerate();
        let rows = columns.map(|(at, column)| view! { <ColumnRow at=at column=column /> });
        Some(rows.collect_view())
    };
    view! {
        {move || table.inspection.get().map(|inspection| view! { <Sheet inspection=inspection /> })}
        <h3 id="h-past-columns">{t!(i18n, events.past_which_column)}</h3>
        <table class="table" data-stack="" aria-labelledby="h-past-columns">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, events.past_column)}</th>
                    <th scope="col">{t!(i18n, events.past_examples)}</th>
                    <th scope="col">{t!(i18n, events.past_says)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        <SelectField
            label=say!(i18n, events.past_method)
            hint=say_some!(i18n, events.past_method_hint)
            choices=Signal::derive(method_choices)
            value=method
            on_choose=choose_method
        />
    }
}

#[component]
fn ColumnRow(at: usize, column: ColumnInspection) -> impl IntoView {
    let i18n = use_i18n();
    let table = TableInHand::expect();
    let chosen = Memo::new(move |_| {
        table.mapping.with(|mapping| mapping.as_ref()?.columns.get(at).copied().flatten())
    });
    let choices = Signal::derive(move || {
        let skip = Choice::new("", t_string!(i18n, events.past_skip));
        let all = PastEventColumn::ALL.into_iter().enumerate();
        let all = all.map(|(place, column)| Choice::new(place.to_string(), column_name(column)));
        std::iter::once(skip).chain(all).collect::<Vec<_>>()
    });
    let place_of = |column| PastEventColumn::ALL.iter().position(|one| *one == column);
    let value = Signal::derive(move || {
        chosen.get().and_then(place_of).map(|place| place.to_string()).unwrap_or_default()
    });
    let choose = move |event| {
        let place = event_target_value(&event).parse::<usize>().ok();
        let column = place.and_then(|place| PastEventColumn::ALL.get(place).copied());
        table.set_column(at, column);
    };
    let header = column.header.clone();
    let label = move || t_string!(i18n, events.past_says_of, column = header.clone()).to_string();
    view! {
        <tr>
            <th scope="row">{column.header.clone()}</th>
            <td data-label=move || t_string!(i18n, events.past_examples)>
                {column.samples.join(" · ")}
            </td>
            <td data-label=move || t_string!(i18n, events.past_says)>
                <select class="select" aria-label=label on:change=choose>
                    <ChoiceList choices=choices value=value />
                </select>
            </td>
        </tr>
    }
}

/// Which sheet of a workbook.
#[component]
fn Sheet(inspection: Arc<ImportInspection>) -> impl IntoView {
    let i18n = use_i18n();
    let table = TableInHand::expect();
    let language = Settings::expect().language;
    (inspection.sheets.len() > 1).then(|| {
        let value = RwSignal::new(inspection.dialect.sheet.clone().unwrap_or_default());
        let sheets = inspection.sheets.iter().map(|sheet| Choice::new(&sheet.name, &sheet.name));
        let choices: Vec<Choice> = sheets.collect();
        let dialect = inspection.dialect.clone();
        let choose = move |name: String| {
            let mut dialect = dialect.clone();
            dialect.sheet = Some(name);
            // Where the names stand is found anew.
            dialect.header_row = 0;
            table.look(Some(dialect), language.get_untracked());
        };
        view! {
            <SelectField
                label=say!(i18n, cleanup.fill_sheet)
                choices=Signal::stored(choices)
                value=value
                on_choose=choose
            />
        }
    })
}
