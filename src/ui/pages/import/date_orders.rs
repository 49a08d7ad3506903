//! Columns of which all rows of the file say something else on day and month than its beginning did, each
//! with the other way to read it.

use super::check_wording::{date_order_text, read_dates_as_text};
use crate::i18n::{t, use_i18n};
use crate::state::figures::use_formatter;
use crate::state::import_session::ImportSession;
use crate::ui::components::button::Button;
use crate::ui::components::error_note::{Note, Tone};
use leptos::prelude::*;
use meadow_core::views::import::{DateOrderTold, ImportReport};

/// Nothing where there is nothing to say.
#[component]
pub fn DateOrders<'a>(
    report: &'a ImportReport,
    /// The file can still be read otherwise.
    is_preview: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = ImportSession::expect();
    let told: Vec<DateOrderTold> = report.date_orders.clone();
    (!told.is_empty()).then_some(move || {
        // What a profile has settled once is settled, unless the rows prove otherwise.
        let is_settled = session.is_recalled.get();
        let lines: Vec<_> = told
            .iter()
            .filter(|told| told.proven.is_some() || !is_settled)
            .map(|told| view! { <Line told=told.clone() is_preview=is_preview /> })
            .collect();
        (!lines.is_empty()).then(|| {
            view! {
                <Note tone=Tone::Warn>
                    <p>{t!(i18n, import.date_orders_head)}</p>
                    <ul class="plain date-orders">{lines}</ul>
                </Note>
            }
        })
    })
}

#[component]
fn Line(told: DateOrderTold, is_preview: bool) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let session = ImportSession::expect();
    let column = told.column;
    let button = told.proven.filter(|_| is_preview).map(|order| {
        let read = move |()| session.read_dates_as(column, order);
        view! {
            <Button size="sm" on_press=read>
                {move || read_dates_as_text(i18n, order)}
            </Button>
        }
    });
    let text = move || date_order_text(i18n, &formatter.get(), &told);
    view! {
        <li>
            <p>{text}</p>
            {button}
        </li>
    }
}
