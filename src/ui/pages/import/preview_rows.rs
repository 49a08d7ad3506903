//! The first rows as they stand in the file, read as it is read now.

use crate::i18n::{t, t_string, use_i18n};
use crate::state::import_session::ImportSession;
use leptos::prelude::*;

#[component]
pub fn PreviewRows() -> impl IntoView {
    let i18n = use_i18n();
    let session = ImportSession::expect();
    let heads = move || {
        session.inspection.get().map(|inspection| {
            let heads = inspection.columns.iter();
            heads
                .map(|column| view! { <th scope="col">{column.header.clone()}</th> })
                .collect_view()
        })
    };
    let rows = move || {
        session.inspection.get().map(|inspection| {
            inspection
                .sample_rows
                .iter()
                .map(|row| {
                    let cells = row.iter().map(|cell| view! { <td>{cell.clone()}</td> });
                    view! { <tr>{cells.collect_view()}</tr> }
                })
                .collect_view()
        })
    };
    let is_behind = move || {
        let asked = session.dialect.get();
        let is_behind = session.inspection.with(|inspection| {
            inspection.as_ref().map(|inspection| &inspection.dialect) != asked.as_ref()
        });
        is_behind.then_some("true")
    };
    view! {
        <div class="samples">
            <p class="field__label">{t!(i18n, import.first_rows)}</p>
            <div
                class="scroll-x"
                tabindex="0"
                role="region"
                aria-label=move || t_string!(i18n, import.first_rows)
                aria-busy=is_behind
            >
                <table class="table">
                    <thead>
                        <tr>{heads}</tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </div>
    }
}
