//! What the columns of the file become.

use super::column_quality::{TimesAsWritten, TroubledColumns, row_id};
use super::column_row::ColumnRow;
use crate::i18n::{t, t_string, use_i18n};
use crate::state::figures::use_formatter;
use crate::state::import_check::ImportCheck;
use crate::state::import_session::ImportSession;
use crate::ui::components::section::Section;
use leptos::prelude::*;
use meadow_core::views::import::{ColumnRole, ImportInspection};
use std::collections::BTreeSet;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// What the table below needs, and what outlives it: it is drawn anew when the file is read another
/// way.
pub fn provide_column_state(session: ImportSession) {
    provide_context(ImportCheck::follow(session));
    provide_context(OpenColumns(RwSignal::new(BTreeSet::new())));
}

/// The columns whose details are shown, from 0.
#[derive(Clone, Copy)]
pub struct OpenColumns(RwSignal<BTreeSet<usize>>);

impl OpenColumns {
    /// Those of the table around.
    pub fn expect() -> Self {
        // cannot fail: `provide_column_state` is called above the table.
        use_context().expect("open columns in context")
    }

    pub fn is_open(self, index: usize) -> bool {
        self.0.with(|open| open.contains(&index))
    }

    pub fn toggle(self, index: usize) {
        self.0.update(|open| {
            if !open.remove(&index) {
                open.insert(index);
            }
        });
    }

    /// Opens a column, brings it into view and gives it the focus.
    pub fn show(self, index: usize) {
        self.0.update(|open| {
            open.insert(index);
        });
        let Some(row) = document().get_element_by_id(&row_id(index)) else { return };
        row.scroll_into_view();
        let button = row.query_selector("[aria-expanded]").ok().flatten();
        if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
            let _ = button.focus();
        }
    }
}

#[component]
pub fn ColumnsPart(inspection: Arc<ImportInspection>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let session = ImportSession::expect();
    let n_columns = inspection.columns.len();
    let (n_sampled, whole) = (inspection.n_rows_sampled, inspection.whole);
    let title = Signal::derive(move || t_string!(i18n, import.columns).to_owned());
    let note = Signal::derive(move || {
        let f = formatter.get();
        let n_used = session
            .roles
            .with(|roles| roles.iter().filter(|role| **role != ColumnRole::Skip).count());
        let used = t_string!(
            i18n,
            import.n_used,
            used = f.fmt_int(n_used as i64),
            all = f.fmt_int(n_columns as i64)
        )
        .to_string();
        let seen = if whole {
            t_string!(i18n, import.looked_at_all).to_owned()
        } else {
            t_string!(i18n, import.looked_at, n = f.fmt_int(i64::from(n_sampled))).to_string()
        };
        Some(format!("{used}{}{seen}", t_string!(i18n, import.sentence_space)))
    });
    let rows = inspection
        .columns
        .iter()
        .enumerate()
        .map(|(index, column)| view! { <ColumnRow index=index column=column.clone() /> })
        .collect_view();
    view! {
        <Section id="columns" title=title note=note>
            <TroubledColumns />
            <TimesAsWritten />
            <table class="table mapping" data-stack="">
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, import.in_file)}</th>
                        <th scope="col">{t!(i18n, import.samples)}</th>
                        <th scope="col">{t!(i18n, import.looks_like)}</th>
                        <th scope="col">{t!(i18n, import.becomes)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </Section>
    }
}
