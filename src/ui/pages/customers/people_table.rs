//! The table of people: head, rows, what the keyboard does in it.

use super::cell::{Person, cell_view, is_figure, is_sorted_downwards, width_rem};
use super::wording::{Texts, name_among};
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::scrolling::{is_phone_wide, observe_scrolling, rem_px};
use crate::platform::site;
use crate::state::customer_table::column_key::{column_of, key_of};
use crate::state::customer_table::rows::CustomerRows;
use crate::state::customer_table::{CustomerTable, Listing, address};
use crate::state::figures::use_formatter;
use crate::ui::components::no_invite_mark::NoInviteMark;
use crate::ui::components::select_field::{Choice, ChoiceList};
use crate::ui::components::virtual_table::{RowAct, VirtualRow, VirtualTable};
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use meadow_core::views::table::{Cell, Column, ColumnInfo, TableRow};
use std::collections::BTreeSet;

/// Height of a row, and of a card on a phone; the style sheet fits its contents in.
const ROW_REM: f64 = 2.75;
const CARD_REM: f64 = 5.25;
/// Width of the column of checkboxes; the style sheet lets the names stick behind it.
const PICK_REM: f64 = 2.75;
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
    // The first column asked for is the key, which the name cell shows.
    let column_widths_rem = Signal::derive(move || {
        let first = [PICK_REM, width_rem(&Column::Name)];
        rows.columns.with(|columns| {
            first.into_iter().chain(columns.iter().skip(1).map(width_rem)).collect::<Vec<_>>()
        })
    });
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
            column_widths_rem=column_widths_rem
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
        <thead role="rowgroup">
            <tr role="row" aria-rowindex="1">
                <th role="columnheader" scope="col" class="vtable__pick">
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
        <th role="columnheader" scope="col" class:num=is_figure(&column) aria-sort=direction>
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
        let mut offered = vec![Column::Name];
        rows.columns
            .with(|columns| offered.extend_from_slice(columns.get(1..).unwrap_or_default()));
        // The order in force is named even where its column is not shown.
        let sorted_by = table.sort.with(|sort| sort.as_ref().map(|(column, _)| column.clone()));
        offered.extend(sorted_by.filter(|column| !offered.contains(column)));
        offered
            .into_iter()
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
    let i18n = use_i18n();
    let table = CustomerTable::expect();
    let person = Memo::new(move |_| rows.row(row.index.get()));
    let id = Memo::new(move |_| person.with(|person| person.as_ref().map(|person| person.id)));
    let is_selected = Memo::new(move |_| {
        id.get().is_some_and(|id| table.selected.with(|selected| selected.contains(&id)))
    });
    let is_open = move || id.get().is_some_and(|id| table.opened.get() == Some(id));
    let name = Memo::new(move |_| {
        person.with(|person| match person.as_deref() {
            Some(person) => name_of(i18n, person),
            None => String::new(),
        })
    });
    let obstacle = Memo::new(move |_| person.with(|person| person.as_ref()?.obstacle));
    let press = move |_| {
        table.current_row.set(row.index.get_untracked());
        if let Some(id) = id.get_untracked() {
            on_open.run((id.0, false));
        }
    };
    let toggle = move |_| {
        if let Some(id) = id.get_untracked() {
            table.toggle_selected(id);
        }
    };
    // A press with Ctrl opens the person in a tab of their own, as any link does.
    let open_here = move |event: MouseEvent| {
        if event.ctrl_key() || event.meta_key() || event.shift_key() {
            event.stop_propagation();
        } else {
            event.prevent_default();
        }
    };
    let href = move || {
        let listing = Listing { opened: id.get(), ..table.listing() };
        site::link(&format!("/customers?{}", address::write(&listing)))
    };
    let cells = move || rows.columns.with(|columns| fact_cells(person.into(), columns, known));
    view! {
        <tr
            role="row"
            id=move || row.id("people")
            aria-rowindex=move || row.aria_index().to_string()
            aria-selected=move || if is_selected.get() { "true" } else { "false" }
            aria-busy=move || id.get().is_none().then_some("true")
            data-open=move || is_open().then_some("")
            data-current=move || row.is_current.get().then_some("")
            hidden=move || row.place.with(Option::is_none)
            style:transform=move || row.place.get()
            on:click=press
        >
            <td
                role="gridcell"
                class="vtable__pick"
                on:click=|event: MouseEvent| event.stop_propagation()
            >
                <label class="check">
                    <input
                        type="checkbox"
                        tabindex="-1"
                        prop:checked=is_selected
                        on:change=toggle
                    />
                    <span class="sr-only">
                        {move || {
                            t_string!(i18n, customers.select_one, name = name.get()).to_string()
                        }}
                    </span>
                </label>
            </td>
            <th role="rowheader" scope="row">
                <a
                    class="person"
                    tabindex="-1"
                    href=href
                    on:click=open_here
                    title=move || name.get()
                >
                    <span class="person__name truncate">{name}</span>
                </a>
                <NoInviteMark obstacle=obstacle is_brief=true />
            </th>
            {cells}
        </tr>
    }
}

/// What is known of a person, a cell for each column but the key.
fn fact_cells(
    person: Person,
    columns: &[Column],
    known: Signal<Vec<ColumnInfo>>,
) -> impl IntoView + use<> {
    let i18n = use_i18n();
    let mut n_on_card = 0;
    let cells = columns.iter().enumerate().skip(1).map(|(at, column)| {
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
            <td role="gridcell" class:num=is_figure(column) data-label=label data-card=on_card>
                {cell_view(person, column, at, known)}
            </td>
        }
    });
    cells.collect_view()
}

/// What a person is called in the list: the key stands in for a missing name.
fn name_of(i18n: Texts, person: &TableRow) -> String {
    match (person.name.as_str(), person.cells.first()) {
        ("", Some(Cell::Text(key))) if !key.is_empty() => key.clone(),
        ("", _) => t_string!(i18n, customers.no_name).to_owned(),
        (name, _) => name.to_owned(),
    }
}
