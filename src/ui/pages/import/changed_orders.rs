//! The orders that are here by number and stand otherwise in the file, the first of them one by one.

use super::wording::{Texts, role_name};
use crate::i18n::{t_string, use_i18n};
use crate::platform::locale::{DateStyle, Formatter};
use crate::state::figures::use_formatter;
use crate::ui::components::error_note::Note;
use leptos::prelude::*;
use meadow_core::views::import::{ColumnRole, ImportReport, OrderChange, OrderFacts};

const N_SHOWN: usize = 5;

/// Nothing where there are none.
#[component]
pub fn ChangedOrders<'a>(report: &'a ImportReport) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let is_left = report.n_orders_left > 0;
    let n_all = (report.n_orders_changed + report.n_orders_left) as usize;
    let n_more = n_all.saturating_sub(N_SHOWN.min(report.orders_different.len()));
    let changes: Vec<OrderChange> = report.orders_different.iter().take(N_SHOWN).cloned().collect();
    (n_all > 0).then(move || {
        let title = move || match is_left {
            true => t_string!(i18n, import.orders_left_title),
            false => t_string!(i18n, import.orders_changed_title),
        };
        let lines = changes
            .into_iter()
            .map(|change| {
                let text = move || change_text(i18n, &formatter.get(), &change);
                view! { <li>{text}</li> }
            })
            .collect_view();
        let more = (n_more > 0).then(|| {
            let text = move || {
                let n = formatter.get().fmt_int(n_more as i64);
                t_string!(i18n, import.orders_more, n = n).to_string()
            };
            view! { <li class="muted">{text}</li> }
        });
        view! {
            <Note>
                <p>{title}</p>
                <ul class="plain">{lines} {more}</ul>
            </Note>
        }
    })
}

/// Its number, and what differs from what to what.
fn change_text(i18n: Texts, f: &Formatter, change: &OrderChange) -> String {
    let OrderChange { key, before, after } = change;
    let day = |facts: &OrderFacts| {
        let day = f.fmt_date(facts.day.0, DateStyle::Iso);
        let minute = facts.minute.filter(|_| before.minute != after.minute);
        minute.map_or(day.clone(), |at| format!("{day} {:02}:{:02}", at / 60, at % 60))
    };
    let cost = |facts: &OrderFacts| {
        facts.cost.map_or_else(|| "–".to_owned(), |cost| f.fmt_money_exact(cost))
    };
    let parts = [
        (
            ColumnRole::OrderAmount,
            f.fmt_money_exact(before.amount),
            f.fmt_money_exact(after.amount),
        ),
        (ColumnRole::OrderDate, day(before), day(after)),
        (
            ColumnRole::OrderDiscount,
            f.fmt_money_exact(before.discount),
            f.fmt_money_exact(after.discount),
        ),
        (ColumnRole::OrderCost, cost(before), cost(after)),
    ];
    let mut told: Vec<String> = parts
        .into_iter()
        .filter(|(_, from, to)| from != to)
        .map(|(role, from, to)| {
            let what = role_name(i18n, &role);
            t_string!(i18n, import.from_to, what = what, from = from, to = to).to_string()
        })
        .collect();
    if told.is_empty() {
        told.push(t_string!(i18n, import.order_lines_differ).to_owned());
    }
    let told = told.join(t_string!(i18n, import.list_comma));
    t_string!(i18n, import.order_change, key = key.as_str(), told = told).to_string()
}
