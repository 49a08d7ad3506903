//! Above the table: search, the classes, the filters in force, and the way to more.

use super::filter_wording::filter_text;
use crate::i18n::{t, t_string, use_i18n};
use crate::state::customer_table::CustomerTable;
use crate::state::figures::use_formatter;
use crate::state::workspace::Workspace;
use crate::ui::components::chip::Chip;
use crate::ui::components::class_badge::class_plural;
use crate::ui::components::icon::Icon;
use leptos::html;
use leptos::prelude::*;
use meadow_core::domain::class::Class;
use meadow_core::views::table::{Column, ColumnInfo, Filter, Test};
use std::time::Duration;

/// Long enough to type on, short enough to feel at once.
const SEARCH_AFTER: Duration = Duration::from_millis(180);

/// `on_filter` opens the filter of a column, or a new one.
#[component]
pub fn Toolbar(
    known: Signal<Vec<ColumnInfo>>,
    search_box: NodeRef<html::Input>,
    on_filter: Callback<Option<Column>>,
    on_columns: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let table = CustomerTable::expect();
    let formatter = use_formatter();
    let summary = Workspace::expect().summary();
    let n_expected_too = move |class: Class| {
        Signal::derive(move || {
            summary.with(|summary| {
                let summary = summary.as_ref()?;
                let n = summary.classes.get(class) + summary.expected.get(class);
                Some(formatter.get().fmt_int(i64::from(n)))
            })
        })
    };
    let class_chips = Class::ALL
        .map(|class| {
            let is_on = move || class_filter(table).is_some_and(|(on, _)| on.contains(&class));
            view! {
                <Chip
                    label=class_plural(class)
                    n=n_expected_too(class)
                    class=class
                    is_on=Signal::derive(is_on)
                    on_press=move |()| toggle_class(table, class)
                />
            }
        })
        .collect_view();
    let is_borderline = move || class_filter(table).is_some_and(|(_, borderline)| borderline);
    let is_unplaced = move || {
        table.filters.with(|filters| filters.iter().any(|filter| filter.test == Test::Unplaced))
    };
    let n_unplaced = move || summary.with(|summary| summary.as_ref().map_or(0, |s| s.n_unplaced));
    let unplaced_chip = move || {
        (n_unplaced() > 0 || is_unplaced()).then(|| {
            view! {
                <Chip
                    label=Signal::derive(move || t_string!(i18n, customers.unplaced).to_owned())
                    n=Signal::derive(move || {
                        Some(formatter.get().fmt_int(i64::from(n_unplaced())))
                    })
                    is_on=Signal::derive(is_unplaced)
                    on_press=move |()| {
                        let test = (!is_unplaced()).then_some(Test::Unplaced);
                        table.set_filter(&Column::Class, test);
                    }
                />
            }
        })
    };
    let other_filters = move || {
        table.filters.with(|filters| {
            filters
                .iter()
                .filter(|filter| filter.column != Column::Class)
                .cloned()
                .collect::<Vec<_>>()
        })
    };
    view! {
        <div class="toolbar">
            <SearchBox search_box=search_box />
            <div class="chips" role="group" aria-label=move || t_string!(i18n, customers.filters)>
                {class_chips}
                <Chip
                    label=Signal::derive(move || t_string!(i18n, customers.borderline).to_owned())
                    is_on=Signal::derive(is_borderline)
                    on_press=move |()| toggle_borderline(table)
                />
                {unplaced_chip}
                {move || {
                    other_filters()
                        .into_iter()
                        .map(|filter| {
                            view! { <FilterChip filter=filter known=known on_filter=on_filter /> }
                        })
                        .collect_view()
                }}
                <button class="chip" type="button" data-add="" on:click=move |_| on_filter.run(None)>
                    <Icon name="plus" />
                    {t!(i18n, customers.add_filter)}
                </button>
                <button class="chip" type="button" data-add="" on:click=move |_| on_columns.run(())>
                    <Icon name="ledger" />
                    {t!(i18n, customers.choose_columns)}
                </button>
            </div>
        </div>
    }
}

#[component]
fn SearchBox(search_box: NodeRef<html::Input>) -> impl IntoView {
    let i18n = use_i18n();
    let table = CustomerTable::expect();
    let mut search_later = debounce(SEARCH_AFTER, move |words: String| {
        if table.search.get_untracked() != words {
            table.search.set(words);
            table.current_row.set(0);
        }
    });
    view! {
        <label class="searchbox">
            <span class="sr-only">{t!(i18n, customers.search_label)}</span>
            <Icon name="search" class="icon--sm" />
            <input
                class="input"
                type="search"
                autocomplete="off"
                spellcheck="false"
                node_ref=search_box
                placeholder=move || t_string!(i18n, customers.search_placeholder)
                prop:value=move || table.search.get()
                on:input=move |event| search_later(event_target_value(&event))
            />
        </label>
    }
}

/// A filter in force: its words open it again, its cross takes it away.
#[component]
fn FilterChip(
    filter: Filter,
    known: Signal<Vec<ColumnInfo>>,
    on_filter: Callback<Option<Column>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let table = CustomerTable::expect();
    let formatter = use_formatter();
    let column = StoredValue::new(filter.column.clone());
    let text = move || {
        known.with(|known| formatter.with(|formatter| filter_text(i18n, formatter, &filter, known)))
    };
    let text = Memo::new(move |_| text());
    let remove_label =
        move || t_string!(i18n, customers.remove_filter, what = text.get()).to_string();
    view! {
        <span class="chip chip--pair">
            <button
                type="button"
                on:click=move |_| on_filter.run(Some(column.get_value()))
            >
                {text}
            </button>
            <button
                type="button"
                aria-label=remove_label
                on:click=move |_| column.with_value(|column| table.set_filter(column, None))
            >
                <Icon name="close" />
            </button>
        </span>
    }
}

/// The classes that are listed, and whether only the borderline ones; tracked.
fn class_filter(table: CustomerTable) -> Option<(Vec<Class>, bool)> {
    table.filters.with(|filters| filters.iter().find_map(classes_of))
}

fn classes_of(filter: &Filter) -> Option<(Vec<Class>, bool)> {
    match &filter.test {
        Test::ClassIs { classes, borderline, .. } => {
            Some((classes.clone(), *borderline == Some(true)))
        }
        _ => None,
    }
}

fn toggle_class(table: CustomerTable, class: Class) {
    let (mut classes, borderline) = class_filter(table).unwrap_or_default();
    if classes.contains(&class) {
        classes.retain(|other| *other != class);
    } else {
        classes.push(class);
    }
    set_classes(table, classes, borderline);
}

fn toggle_borderline(table: CustomerTable) {
    let (classes, borderline) = class_filter(table).unwrap_or_default();
    set_classes(table, classes, !borderline);
}

fn set_classes(table: CustomerTable, classes: Vec<Class>, borderline: bool) {
    let is_something = borderline || !classes.is_empty();
    let test = Test::ClassIs { classes, expected: None, borderline: borderline.then_some(true) };
    table.set_filter(&Column::Class, is_something.then_some(test));
}
