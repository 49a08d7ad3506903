//! Every file that came in, with what came of it.

use super::files::imports_file;
use super::rows::n_waiting;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::DateStyle;
use crate::state::clean_up::CleanUp;
use crate::state::engine::Asked;
use crate::state::figures::use_formatter;
use crate::ui::components::button::LinkButton;
use crate::ui::components::empty_state::EmptyState;
use crate::ui::components::skeleton::Loading;
use crate::ui::export_table::ExportTableMenu;
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::domain::ids::DocumentId;
use meadow_core::views::import::ImportEntry;

/// `on_rows`: the rows of this import that wait are to be shown.
#[component]
pub fn ImportsTab(
    imports: Asked<Vec<ImportEntry>>,
    on_rows: Callback<DocumentId>,
) -> impl IntoView {
    let i18n = use_i18n();
    let entries = Memo::new(move |_| imports.get());
    move || match entries.get() {
        None => view! { <Loading /> }.into_any(),
        Some(entries) if entries.is_empty() => view! {
            <EmptyState
                title=say!(i18n, cleanup.no_imports_title)
                text=say!(i18n, cleanup.no_imports_text)
            >
                <LinkButton path="/import" icon="import">
                    {t!(i18n, customers.bring_file)}
                </LinkButton>
            </EmptyState>
        }
        .into_any(),
        Some(entries) => {
            let rows = entries.iter().cloned();
            let rows = rows.map(|entry| view! { <Line entry=entry on_rows=on_rows /> });
            view! {
                <table class="table" data-stack="">
                    <thead>
                        <tr>
                            <th scope="col">{t!(i18n, cleanup.file)}</th>
                            <th scope="col">{t!(i18n, cleanup.date)}</th>
                            <th scope="col" class="num">{t!(i18n, cleanup.rows)}</th>
                            <th scope="col" class="num">{t!(i18n, cleanup.n_new)}</th>
                            <th scope="col" class="num">{t!(i18n, cleanup.updated)}</th>
                            <th scope="col" class="num">{t!(i18n, cleanup.orders)}</th>
                            <th scope="col" class="num">{t!(i18n, cleanup.waiting)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
                <ExportTableMenu table=move || Some(imports_file(i18n, &imports.get()?)) />
            }
            .into_any()
        }
    }
}

#[component]
fn Line(entry: ImportEntry, on_rows: Callback<DocumentId>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let repairs = CleanUp::expect().repairs;
    let n_waiting = n_waiting(&entry);
    let ImportEntry { id, file_name, day, n_rows, .. } = entry;
    let (n_new, n_updated, n_orders) =
        (entry.n_customers_new, entry.n_customers_updated, entry.n_orders);
    let figure = move |n: u64| move || formatter.get().fmt_int(n as i64);
    let file = file_name.clone();
    let label = move || {
        let n = formatter.get().fmt_int(i64::from(n_waiting));
        t_string!(i18n, cleanup.repair_rows_of, n = n, file = file.as_str()).to_string()
    };
    let show = move |_| {
        repairs.choose(id);
        on_rows.run(id);
    };
    view! {
        <tr>
            <th scope="row">{file_name}</th>
            <td data-label=move || t_string!(i18n, cleanup.date)>
                {move || formatter.get().fmt_date(day.0, DateStyle::Short)}
            </td>
            <td class="num" data-label=move || t_string!(i18n, cleanup.rows)>{figure(n_rows)}</td>
            <td class="num" data-label=move || t_string!(i18n, cleanup.n_new)>{figure(n_new.into())}</td>
            <td class="num" data-label=move || t_string!(i18n, cleanup.updated)>
                {figure(n_updated.into())}
            </td>
            <td class="num" data-label=move || t_string!(i18n, cleanup.orders)>
                {figure(n_orders.into())}
            </td>
            <td class="num" data-label=move || t_string!(i18n, cleanup.waiting)>
                {if n_waiting > 0 {
                    view! {
                        <button
                            class="btn"
                            data-size="sm"
                            type="button"
                            aria-label=label
                            on:click=show
                        >
                            {figure(n_waiting.into())}
                        </button>
                    }
                        .into_any()
                } else {
                    figure(0).into_any()
                }}
            </td>
        </tr>
    }
}
