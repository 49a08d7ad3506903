//! Waiting rows as a sheet of fields: Tab goes on, Enter and the arrows go up and down, Escape takes
//! a cell back. Must not know what becomes of them.

use crate::i18n::{t, t_string, use_i18n};
use crate::state::clean_up::CleanUp;
use crate::state::engine::Asked;
use crate::state::figures::use_formatter;
use crate::ui::pages::customers::wording::Texts;
use crate::ui::pages::import::wording::{reason_name, role_name};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use meadow_core::domain::ids::DocumentId;
use meadow_core::table::documents::QuarantinedRow;
use meadow_core::views::import::{ColumnRole, QuarantinePage, RejectReason};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

/// A column of the file and what it becomes.
#[derive(Clone, Debug, PartialEq)]
struct FileColumn {
    /// Empty behind the last that has a name.
    name: String,
    role: Option<ColumnRole>,
}

#[component]
pub fn RowTable(import: DocumentId, page: Asked<QuarantinePage>) -> impl IntoView {
    let i18n = use_i18n();
    let repairs = CleanUp::expect().repairs;
    let columns = Memo::new(move |_| page.get().map(|page| columns_of(&page)).unwrap_or_default());
    let rows = move || page.get().map(|page| page.rows.clone()).unwrap_or_default();
    let shown_rows = move || rows().iter().map(|row| row.row).collect::<Vec<_>>();
    let are_all_selected = move || {
        let rows = shown_rows();
        repairs
            .selected
            .with(|selected| !rows.is_empty() && rows.iter().all(|row| selected.contains(row)))
    };
    let select_all = move |event| {
        let is_on = event_target_checked(&event);
        let rows = untrack(shown_rows);
        repairs.selected.update(|selected| {
            for row in rows {
                if is_on {
                    selected.insert(row)
                } else {
                    selected.remove(&row)
                };
            }
        });
    };
    let heads = move || {
        let named = columns.get().into_iter().enumerate().map(|(at, column)| {
            let name = column_title(i18n, at, &column);
            let role = column
                .role
                .filter(|role| *role != ColumnRole::Skip)
                .map(|role| role_name(i18n, &role))
                .filter(|role| *role != name);
            view! {
                <th scope="col">
                    {name} {role.map(|role| view! { <small>{role}</small> })}
                </th>
            }
        });
        named.collect_view()
    };
    view! {
        <div class="repair" tabindex="0" role="group" aria-label=move || t_string!(i18n, cleanup.rows_label)>
            <table class="table repair__table" on:keydown=walk_cells>
                <thead>
                    <tr>
                        <th scope="col">
                            <input
                                type="checkbox"
                                aria-label=move || t_string!(i18n, cleanup.select_rows)
                                prop:checked=are_all_selected
                                on:change=select_all
                            />
                        </th>
                        <th scope="col">{t!(i18n, import.row)}</th>
                        <th scope="col">{t!(i18n, import.what_is_wrong)}</th>
                        {heads}
                    </tr>
                </thead>
                <tbody>
                    // A row that is as it was keeps its fields, and with them the focus.
                    <For
                        each=rows
                        key=move |row| (row.row, row.reason, row.cells.clone(), columns.get().len())
                        children=move |row| {
                            view! { <Row import=import row=row columns=columns.get_untracked() /> }
                        }
                    />
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn Row(import: DocumentId, row: QuarantinedRow, columns: Vec<FileColumn>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let repairs = CleanUp::expect().repairs;
    let number = row.row;
    let number_text = move || formatter.get().fmt_int(number as i64);
    let stored_reason = row.reason;
    let reason = Memo::new(move |_| repairs.refused(import, number).unwrap_or(stored_reason));
    let order_only = row.order_only;
    let reason_id = format!("wrong-{number}");
    let is_edited = move || repairs.is_edited(import, number);
    // Of cells, which: where the table is wider than the window, they are not in sight.
    let unread: Vec<String> = row
        .unread
        .iter()
        .filter_map(|at| {
            let at = *at as usize;
            columns.get(at).map(|column| column_title(i18n, at, column))
        })
        .collect();
    let reason_text = move || match reason.get() {
        RejectReason::CellsUnreadable if !unread.is_empty() => {
            let columns = unread.join(t_string!(i18n, customers.list_comma));
            t_string!(i18n, cleanup.unread_cells, columns = columns).to_string()
        }
        reason => reason_name(i18n, &reason),
    };
    let typed = repairs.typed(import, number).unwrap_or_else(|| row.cells.clone());
    let stored = StoredValue::new(row);
    let is_one_more =
        Memo::new(move |_| stored.with_value(|row| repairs.is_brought_as_it_is(import, row)));
    let cells = columns.into_iter().enumerate().map(|(at, column)| {
        let text = typed.get(at).cloned().unwrap_or_default();
        let role = column.role.clone();
        let is_behind = column.name.is_empty() && role.is_none();
        let is_unread =
            stored.with_value(|row| row.unread.iter().any(|column| *column as usize == at));
        let is_wrong = Memo::new(move |_| {
            if reason.get() == RejectReason::CellsUnreadable {
                return is_unread;
            }
            let cell = stored.with_value(|row| row.cells.get(at).cloned().unwrap_or_default());
            is_offending(reason.get(), role.as_ref(), is_behind, &cell)
        });
        let described_by = reason_id.clone();
        let label = Signal::derive(move || {
            let column = column_title(i18n, at, &column);
            t_string!(i18n, cleanup.cell, column = column, row = number_text()).to_string()
        });
        view! {
            <td data-wrong=move || is_wrong.get().then_some("") data-label=label>
                <input
                    class="input"
                    type="text"
                    autocomplete="off"
                    spellcheck="false"
                    size=text.chars().count().clamp(6, 28).to_string()
                    data-row=number.to_string()
                    data-column=at.to_string()
                    aria-label=label
                    aria-invalid=move || is_wrong.get().then_some("true")
                    aria-describedby=move || is_wrong.get().then(|| described_by.clone())
                    prop:value=text
                    on:input=move |event| {
                        let text = event_target_value(&event);
                        stored.with_value(|row| repairs.type_into(import, row, at, text));
                    }
                    on:keydown=move |event: KeyboardEvent| {
                        if event.key() == "Escape" {
                            event.stop_propagation();
                            let text = stored
                                .with_value(|row| row.cells.get(at).cloned().unwrap_or_default());
                            if let Some(input) = field_of(&event) {
                                input.set_value(&text);
                            }
                            stored.with_value(|row| repairs.type_into(import, row, at, text));
                        }
                    }
                />
            </td>
        }
    });
    let cells = cells.collect_view();
    let select = move |event| {
        let is_on = event_target_checked(&event);
        repairs.selected.update(|selected| {
            if is_on {
                selected.insert(number)
            } else {
                selected.remove(&number)
            };
        });
    };
    view! {
        <tr data-edited=move || is_edited().then_some("")>
            <td>
                <input
                    type="checkbox"
                    aria-label=move || t_string!(i18n, cleanup.select_row, row = number_text()).to_string()
                    prop:checked=move || repairs.selected.with(|selected| selected.contains(&number))
                    on:change=select
                />
            </td>
            <th scope="row">{number_text}</th>
            <td id=reason_id class="repair__reason">
                {reason_text}
                {order_only.then(|| view! { <small>{t!(i18n, cleanup.order_only)}</small> })}
                <Show when=move || is_edited() && !is_one_more.get()>
                    <span class="tag">{t!(i18n, cleanup.changed)}</span>
                </Show>
                <Show when=move || reason.get() == RejectReason::AlikeIsHere>
                    <label>
                        <input
                            type="checkbox"
                            data-one-more=number.to_string()
                            prop:checked=move || is_one_more.get()
                            disabled=move || is_edited() && !is_one_more.get()
                            on:change=move |event| {
                                let is_on = event_target_checked(&event);
                                stored.with_value(|row| repairs.bring_as_it_is(import, row, is_on));
                            }
                        />
                        " "
                        {t!(i18n, cleanup.one_more)}
                    </label>
                </Show>
            </td>
            {cells}
        </tr>
    }
}

/// As many as the names, and as many more as a row has cells.
fn columns_of(page: &QuarantinePage) -> Vec<FileColumn> {
    let n_cells = page.rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
    let column = |at: usize| FileColumn {
        name: page.headers.get(at).cloned().unwrap_or_default(),
        role: page.roles.get(at).cloned(),
    };
    (0..page.headers.len().max(n_cells)).map(column).collect()
}

fn column_title(i18n: Texts, at: usize, column: &FileColumn) -> String {
    match column.name.as_str() {
        "" => t_string!(i18n, cleanup.column_n, n = at + 1).to_string(),
        name => name.to_owned(),
    }
}

/// Whether the reason speaks of this cell.
fn is_offending(
    reason: RejectReason,
    role: Option<&ColumnRole>,
    is_behind: bool,
    cell: &str,
) -> bool {
    match reason {
        RejectReason::NobodyNamed | RejectReason::UnknownCustomer | RejectReason::AmbiguousName => {
            matches!(
                role,
                Some(
                    ColumnRole::CustomerKey
                        | ColumnRole::Name
                        | ColumnRole::Phone
                        | ColumnRole::Email
                )
            )
        }
        RejectReason::DateMissing | RejectReason::DateImpossible => {
            role == Some(&ColumnRole::OrderDate)
        }
        RejectReason::AmountMissing | RejectReason::AmountUnreadable => {
            matches!(role, Some(ColumnRole::OrderAmount | ColumnRole::OrderTotal))
        }
        RejectReason::QuantityUnreadable => role == Some(&ColumnRole::Quantity),
        // Which cells it speaks of, the row itself tells.
        RejectReason::CellsUnreadable => false,
        RejectReason::AlikeIsHere | RejectReason::TotalRow | RejectReason::RepeatedHeader => false,
        RejectReason::TooManyCells => is_behind && !cell.is_empty(),
        RejectReason::TooFewCells => {
            let is_needed = matches!(
                role,
                Some(ColumnRole::OrderDate | ColumnRole::OrderAmount | ColumnRole::OrderTotal)
            );
            is_needed && cell.trim().is_empty()
        }
        RejectReason::UnclosedQuote => cell.contains(['"', '\n']),
        RejectReason::Undecodable => cell.contains(char::REPLACEMENT_CHARACTER),
    }
}

/// Up and down as in a spreadsheet; left and right stay the text's, Tab the browser's.
fn walk_cells(event: KeyboardEvent) {
    let has_modifier = event.ctrl_key() || event.meta_key() || event.alt_key();
    // Enter and arrows that choose a Chinese word belong to the word.
    if has_modifier || event.is_composing() {
        return;
    }
    let is_up = match event.key().as_str() {
        "Enter" => event.shift_key(),
        "ArrowUp" => true,
        "ArrowDown" => false,
        _ => return,
    };
    let Some(input) = field_of(&event) else { return };
    let Some(column) = input.get_attribute("data-column") else { return };
    event.prevent_default();
    let row = input.closest("tr").ok().flatten();
    let next = row.and_then(|row| match is_up {
        true => row.previous_element_sibling(),
        false => row.next_element_sibling(),
    });
    let selector = format!("input[data-column='{column}']");
    let next = next.and_then(|row| row.query_selector(&selector).ok().flatten());
    if let Some(next) = next.and_then(|next| next.dyn_into::<HtmlInputElement>().ok()) {
        let _ = next.focus();
        next.select();
    }
}

fn field_of(event: &KeyboardEvent) -> Option<HtmlInputElement> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.dyn_into::<HtmlInputElement>().ok()
}
