//! Choosing the table's columns and their order.

use super::choice_of_columns::choose_columns;
use super::wording::{column_name, name_among};
use crate::i18n::{t, t_string, use_i18n};
use crate::state::customer_table::CustomerTable;
use crate::state::customer_table::column_key::key_of;
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::ui::components::button::Button;
use crate::ui::components::dialog::Dialog;
use crate::ui::components::icon::Icon;
use leptos::prelude::*;
use meadow_core::views::table::{Column, ColumnInfo};

/// A change shows in the table at once.
#[component]
pub fn ColumnDialog(
    open: RwSignal<bool>,
    known: Signal<Vec<ColumnInfo>>,
    visible: Signal<Vec<Column>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (table, settings) = (CustomerTable::expect(), Settings::expect());
    let title = Signal::derive(move || t_string!(i18n, customers.columns_title).to_owned());
    let set = move |columns: Vec<Column>| choose_columns(table, settings, columns);
    let hidden = move || {
        let visible = visible.get();
        known.with(|known| {
            let is_hidden =
                |info: &&ColumnInfo| info.column != Column::Name && !visible.contains(&info.column);
            known.iter().filter(is_hidden).cloned().collect::<Vec<_>>()
        })
    };
    let foot = move || {
        view! {
            <Button on_press=move |()| open.set(false)>{t!(i18n, common.close)}</Button>
        }
    };
    view! {
        <Dialog open=open title=title foot=foot>
            <h3>{t!(i18n, customers.columns_shown)}</h3>
            <ol class="columns">
                <For
                    each=move || visible.get()
                    key=key_of
                    children=move |column| {
                        view! { <ShownColumn column=column known=known visible=visible set=Callback::new(set) /> }
                    }
                />
            </ol>
            <h3>{t!(i18n, customers.columns_hidden)}</h3>
            <ul class="columns">
                <For
                    each=hidden
                    key=|info| key_of(&info.column)
                    children=move |info| {
                        let column = info.column.clone();
                        let show = move |()| {
                            let mut columns = visible.get_untracked();
                            columns.push(column.clone());
                            set(columns);
                        };
                        view! { <HiddenColumn info=info on_show=Callback::new(show) /> }
                    }
                />
            </ul>
        </Dialog>
    }
}

#[component]
fn ShownColumn(
    column: Column,
    known: Signal<Vec<ColumnInfo>>,
    visible: Signal<Vec<Column>>,
    set: Callback<Vec<Column>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let column = StoredValue::new(column);
    let name =
        move || column.with_value(|column| known.with(|known| name_among(i18n, column, known)));
    let position = move || {
        column.with_value(|column| visible.with(|all| all.iter().position(|c| c == column)))
    };
    // By -1 towards the start, by 1 towards the end.
    let move_by = move |step: isize| {
        let mut columns = visible.get_untracked();
        if let Some(here) = columns.iter().position(|c| column.with_value(|own| own == c))
            && let Some(there) = here.checked_add_signed(step)
            && there < columns.len()
        {
            columns.swap(here, there);
            set.run(columns);
        }
    };
    let hide = move |_| {
        let mut columns = visible.get_untracked();
        columns.retain(|c| column.with_value(|own| own != c));
        set.run(columns);
    };
    let is_last = move || position().map(|at| at + 1) == Some(visible.with(Vec::len));
    view! {
        <li>
            <label class="check">
                <input type="checkbox" prop:checked=true on:change=hide />
                <span class="truncate">{name}</span>
            </label>
            <button
                class="btn"
                data-variant="quiet"
                data-icon=""
                type="button"
                aria-label=move || t_string!(i18n, customers.move_up, column = name()).to_string()
                disabled=move || position() == Some(0)
                on:click=move |_| move_by(-1)
            >
                <Icon name="down" class="columns__up" />
            </button>
            <button
                class="btn"
                data-variant="quiet"
                data-icon=""
                type="button"
                aria-label=move || t_string!(i18n, customers.move_down, column = name()).to_string()
                disabled=is_last
                on:click=move |_| move_by(1)
            >
                <Icon name="down" />
            </button>
        </li>
    }
}

#[component]
fn HiddenColumn(info: ColumnInfo, on_show: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let n_filled = info.n_filled;
    let filled = move || {
        t_string!(i18n, customers.n_filled, n = formatter.get().fmt_int(i64::from(n_filled)))
            .to_string()
    };
    let name = move || column_name(i18n, &info.column, info.label.as_deref());
    view! {
        <li>
            <label class="check">
                <input type="checkbox" prop:checked=false on:change=move |_| on_show.run(()) />
                <span class="truncate">{name}</span>
            </label>
            <span class="fine push">{filled}</span>
        </li>
    }
}
