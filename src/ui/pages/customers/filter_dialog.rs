//! Building one filter of the table: a column, then a test that suits it.

use super::test_draft::TestDraft;
use super::test_fields::TestFields;
use crate::i18n::{t, t_string, use_i18n};
use crate::state::customer_table::CustomerTable;
use crate::state::customer_table::column_key::column_of;
use crate::ui::components::button::{Button, ButtonKind};
use crate::ui::components::dialog::Dialog;
use leptos::prelude::*;
use meadow_core::views::table::{Column, ColumnInfo, Test};

/// What is being built. One for the page, filled anew whenever the dialog opens.
#[derive(Clone, Copy)]
pub struct FilterDraft {
    pub is_open: RwSignal<bool>,
    test: TestDraft,
}

impl FilterDraft {
    pub fn new() -> Self {
        Self { is_open: RwSignal::new(false), test: TestDraft::new() }
    }

    /// Opens the dialog for a column, with the filter that is in force on it.
    pub fn open(
        self,
        table: CustomerTable,
        known: Signal<Vec<ColumnInfo>>,
        column: Option<Column>,
    ) {
        // Values to pick from are the quickest start.
        let column = column.or_else(|| {
            known.with_untracked(|known| {
                let info = known.iter().find(|info| !info.choices.is_empty())?;
                Some(info.column.clone())
            })
        });
        let column = column.or_else(|| column_of(&self.test.column_key.get_untracked()));
        let test = column.as_ref().and_then(|column| {
            table.filters.with_untracked(|filters| {
                let filter = filters.iter().find(|filter| filter.column == *column)?;
                Some(filter.test.clone())
            })
        });
        if let Some(column) = column {
            self.test.begin(&column, test);
        }
        self.is_open.set(true);
    }
}

#[component]
pub fn FilterDialog(draft: FilterDraft, known: Signal<Vec<ColumnInfo>>) -> impl IntoView {
    let i18n = use_i18n();
    let table = CustomerTable::expect();
    let title = Signal::derive(move || t_string!(i18n, customers.filter_title).to_owned());
    let column = Memo::new(move |_| column_of(&draft.test.column_key.get()));
    let test = Memo::new(move |_| draft.test.info(known).and_then(|info| draft.test.test(&info)));
    let is_in_force = move || {
        column.get().is_some_and(|column| {
            table.filters.with(|filters| filters.iter().any(|filter| filter.column == column))
        })
    };
    let set = move |test: Option<Test>| {
        if let Some(column) = column.get_untracked() {
            table.set_filter(&column, test);
        }
        draft.is_open.set(false);
    };
    let foot = move || {
        view! {
            <Show when=is_in_force>
                <Button kind=ButtonKind::Quiet on_press=move |()| set(None)>
                    {t!(i18n, customers.take_filter_away)}
                </Button>
            </Show>
            <Button on_press=move |()| draft.is_open.set(false)>{t!(i18n, common.cancel)}</Button>
            <Button
                kind=ButtonKind::Primary
                disabled=Signal::derive(move || test.get().is_none())
                on_press=move |()| set(test.get_untracked())
            >
                {t!(i18n, customers.apply_filter)}
            </Button>
        }
    };
    view! {
        <Dialog open=draft.is_open title=title foot=foot>
            <TestFields draft=draft.test known=known />
        </Dialog>
    }
}
