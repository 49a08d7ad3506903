//! The table of people: head, rows, what the keyboard does in it.

use super::cell::{cell_view, is_figure, is_sorted_downwards, width_kind};
use super::wording::name_among;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::scrolling::{is_phone_wide, observe_scrolling, rem_px};
use crate::platform::site;
use crate::state::customer_table::column_key::{column_of, key_of};
use crate::state::customer_table::rows::CustomerRows;
use crate::state::customer_table::{CustomerTable, address};
use crate::state::figures::use_formatter;
use crate::ui::components::select_field::{Choice, ChoiceList};
use crate::ui::components::virtual_table::{RowAct, VirtualRow, VirtualTable};
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use meadow_core::views::table::{Cell, Column, ColumnInfo, TableRow};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Height of a row, and of a card on a phone; the style sheet fits its contents in.
const ROW_REM: f64 = 2.75;
const CARD_REM: f64 = 5.25;
/// Columns besides the class that a card has room for.
const N_ON_CARD: usize = 2;

/// `on_open` is told who is to be opened, and whether the keyboard did it.
#[component]
pub fn PeopleTable(
    rows: CustomerRows,
    #[prop(into)] known: Signal<Vec<ColumnInfo>>,
    on_select_all: Callback<bool>,
    on_open: Callback<(u32, bool)>,
) -> impl IntoView {
    let i18n = use_i18n();
    let table = CustomerTable::expect();
    let row_height_px = RwSignal::new(row_height_now());
    observe_scrolling(move || {
        let now = row_height_now();
        if row_height_px.get_untracked() != now {
            row_height_px.set(now);
        }
    });
    let label = Signal::derive(move || t_string!(i18n, customers.table_label).to_owned());
    let n_rows = Signal::derive(move || rows.n_matching.get().unwrap_or_default());
    let n_columns = Signal::derive(move || rows.columns.with(|columns| columns.len()) + 1);
    let on_act = move |(act, index)| match act {
        RowAct::Open => {
            if let Some(row) = rows.row_untracked(index) {
                on_open.run((row.id.0, true));
            }
        }
        RowAct::Select => {
            if let Some(row) = rows.row_untracked(index) {
                table.toggle_selected(row.id);
            }
        }
    };
    view! {
        <SortChoice rows=rows known=known />
        <VirtualTable
            name="people"
            label=label
            n_rows=n_rows
            row_height_px=row_height_px
            n_columns=n_columns
            current=table.current_row
            head=move || view! { <Head rows=rows known=known on_select_all=on_select_all /> }
            row=move |row| view! { <PersonRow row=row rows=rows known=known on_open=on_open /> }
            on_visible=move |(first, end)| rows.show(first, end)
            on_act=on_act
        />
    }
}

fn row_height_now() -> f64 {
    (if is_phone_wide() { CARD_REM } else { ROW_REM } * rem_px()).round()
}

#[component]
fn Head(
    rows: CustomerRows,
    known: Signal<Vec<ColumnInfo>>,
    on_select_all: Callback<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let table = CustomerTable::expect();
    let n_selected = move || table.selected.with(BTreeSet::len);
    let n_matching = move || rows.n_matching.get().unwrap_or_default() as usize;
    let select_all = move || {
        t_string!(i18n, customers.select_all, n = formatter.get().fmt_int(n_matching() as i64))
            .to_string()
    };
    let are_all_selected = move || n_selected() > 0 && n_selected() >= n_matching();
    let are_some_selected = move || n_selected() > 0 && n_selected() < n_matching();
    // The first column asked for is the key, which the name cell shows.
    let shown = move || rows.columns.with(|columns| columns.get(1..).unwrap_or_default().to_vec());
    view! {
        <colgroup>
            <col class="vtable__col" data-width="pick" />
            <col class="vtable__col" data-width="name" />
            {move || {
                shown()
                    .iter()
                    .map(|column| {
                        view! { <col class="vtable__col" data-width=width_kind(column) /> }
                    })
                    .collect_view()
            }}
        </colgroup>
        <thead>
            <tr aria-rowindex="1">
                <th scope="col" class="vtable__pick">
                    <label class="check">
                        <input
                            type="checkbox"
                            prop:checked=are_all_selected
                            prop:indeterminate=are_some_selected
                            on:change=move |event| on_select_all.run(event_target_checked(&event))
                        />
                        <span class="sr-only">{select_all}</span>
                    </label>
                </th>
                <SortHead column=Column::Name known=known />
                {move || {
                    shown()
                        .into_iter()
                        .map(|column| view! { <SortHead column=column known=known /> })
                        .collect_view()
                }}
            </tr>
        </thead>
    }
}

#[component]
fn SortHead(column: Column, known: Signal<Vec<ColumnInfo>>) -> impl IntoView {
    let i18n = use_i18n();
    let table = CustomerTable::expect();
    let own = StoredValue::new(column.clone());
    let direction = move || {
        table.sort.with(|sort| match sort {
            Some((column, ascending)) if own.with_value(|own| own == column) => {
                if *ascending {
                    "ascending"
                } else {
                    "descending"
                }
            }
            _ => "none",
        })
    };
    let name = move || own.with_value(|own| known.with(|known| name_among(i18n, own, known)));
    let press = move |_| {
        own.with_value(|own| table.sort_by(own.clone(), !is_sorted_downwards(own)));
    };
    view! {
        <th scope="col" class:num=is_figure(&column) aria-sort=direction>
            <button class="sort" type="button" title=name on:click=press>
                <span class="truncate">{name}</span>
            </button>
        </th>
    }
}

/// On a phone there is no head to press.
#[component]
fn SortChoice(rows: CustomerRows, known: Signal<Vec<ColumnInfo>>) -> impl IntoView {
    let i18n = use_i18n();
    let table = CustomerTable::expect();
    let choices = Signal::derive(move || {
        let shown = rows.columns.with(|columns| columns.get(1..).unwrap_or_default().to_vec());
        std::iter::once(Column::Name)
            .chain(shown)
            .map(|column| {
                Choice::new(key_of(&column), known.with(|known| name_among(i18n, &column, known)))
            })
            .collect::<Vec<_>>()
    });
    let value = Signal::derive(move || {
        table.sort.with(|sort| sort.as_ref().map(|(column, _)| key_of(column)).unwrap_or_default())
    });
    let choose = move |event| {
        if let Some(column) = column_of(&event_target_value(&event)) {
            let ascending = !is_sorted_downwards(&column);
            table.sort.set(Some((column, ascending)));
        }
    };
    view! {
        <label class="only-phone sortby">
            <span>{t!(i18n, customers.sort_by)}</span>
            <select class="select" on:change=choose>
                <ChoiceList choices=choices value=value />
            </select>
        </label>
    }
}

#[component]
fn PersonRow(
    row: VirtualRow,
    rows: CustomerRows,
    known: Signal<Vec<ColumnInfo>>,
    on_open: Callback<(u32, bool)>,
) -> impl IntoView {
    let table = CustomerTable::expect();
    let person = Memo::new(move |_| rows.row(row.index.get()));
    let id = move || person.with(|person| person.as_ref().map(|person| person.id));
    let is_selected =
        move || id().is_some_and(|id| table.selected.with(|selected| selected.contains(&id)));
    let is_open = move || id().is_some_and(|id| table.opened.get() == Some(id));
    let press = move |_| {
        table.current_row.set(row.index.get_untracked());
        if let Some(person) = person.get_untracked() {
            on_open.run((person.id.0, false));
        }
    };
    view! {
        <tr
            id=move || row.id("people")
            aria-rowindex=move || row.aria_index().to_string()
            aria-selected=move || if is_selected() { "true" } else { "false" }
            data-open=move || is_open().then_some("")
            data-current=move || row.is_current.get().then_some("")
            on:click=press
        >
            {move || {
                rows.columns
                    .with(|columns| match person.get() {
                        Some(person) => {
                            filled_row(&person, columns, known, is_selected).into_any()
                        }
                        None => blank_row(columns.len()).into_any(),
                    })
            }}
        </tr>
    }
}

fn filled_row(
    person: &Arc<TableRow>,
    columns: &Arc<Vec<Column>>,
    known: Signal<Vec<ColumnInfo>>,
    is_selected: impl Fn() -> bool + Send + Sync + 'static,
) -> impl IntoView {
    let i18n = use_i18n();
    let table = CustomerTable::expect();
    let id = person.id;
    let key = match person.cells.first() {
        Some(Cell::Text(key)) => key.clone(),
        _ => String::new(),
    };
    let name = match (person.name.as_str(), key) {
        ("", key) if key.is_empty() => t_string!(i18n, customers.no_name).to_owned(),
        ("", key) => key,
        (name, _) => name.to_owned(),
    };
    let class = person.cells.iter().find_map(|cell| match cell {
        Cell::Class(placed) => Some(placed.class),
        _ => None,
    });
    let mut n_on_card = 0;
    let cells = columns.iter().zip(&person.cells).skip(1).map(|(column, cell)| {
        let on_card = match column {
            Column::Class => "class",
            _ if n_on_card < N_ON_CARD => {
                n_on_card += 1;
                "fact"
            }
            _ => "none",
        };
        let label = known.with_untracked(|known| name_among(i18n, column, known));
        view! {
            <td class:num=is_figure(column) data-label=label data-card=on_card>
                {cell_view(cell, column, class)}
            </td>
        }
    });
    let select_label = t_string!(i18n, customers.select_one, name = name.clone()).to_string();
    // A press with Ctrl opens the person in a tab of their own, as any link does.
    let open_here = move |event: MouseEvent| {
        if event.ctrl_key() || event.meta_key() || event.shift_key() {
            event.stop_propagation();
        } else {
            event.prevent_default();
        }
    };
    let href = move || {
        let mut listing = table.listing();
        listing.opened = Some(id);
        site::link(&format!("/customers?{}", address::write(&listing)))
    };
    view! {
        <td class="vtable__pick" on:click=|event: MouseEvent| event.stop_propagation()>
            <label class="check">
                <input
                    type="checkbox"
                    tabindex="-1"
                    prop:checked=is_selected
                    on:change=move |_| table.toggle_selected(id)
                />
                <span class="sr-only">{select_label}</span>
            </label>
        </td>
        <th scope="row">
            <a class="person" tabindex="-1" href=href on:click=open_here title=name.clone()>
                <span class="person__name truncate">{name.clone()}</span>
            </a>
        </th>
        {cells.collect_view()}
    }
}

/// A row whose data are still on their way.
fn blank_row(n_columns: usize) -> impl IntoView {
    let blank = || view! { <td><span class="vtable__blank"></span></td> };
    view! {
        <td class="vtable__pick"></td>
        <th scope="row"><span class="vtable__blank"></span></th>
        {(1..n_columns).map(|_| blank()).collect_view()}
    }
}
