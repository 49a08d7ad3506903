//! The people to look at: those worth the most, and those who are fading and still worth something.

use super::Base;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::{DateStyle, Formatter};
use crate::platform::site::link;
use crate::state::customer_table::{Listing, address};
use crate::state::figures::use_formatter;
use crate::ui::components::class_badge::ClassBadge;
use crate::ui::components::section::Section;
use crate::ui::pages::customers::outlook_wording::{need_text, write_money, write_value};
use crate::ui::pages::customers::wording::Texts;
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use meadow_core::domain::ids::CustomerId;
use meadow_core::domain::outlook::OutlookColumn;
use meadow_core::views::customer_base::{BaseReport, OutlookRow};
use meadow_core::views::table::{Column, Filter};

#[component]
pub fn PeopleLists(base: Base) -> impl IntoView {
    let i18n = use_i18n();
    let has_value = Memo::new(move |_| {
        let view = base.get();
        view.is_some_and(|view| view.found.as_ref().is_ok_and(|report| report.value.is_some()))
    });
    let has_fading = Memo::new(move |_| {
        let view = base.get();
        view.is_some_and(|view| view.found.as_ref().is_ok_and(|report| !report.fading.is_empty()))
    });
    let best = Signal::derive(move || {
        match has_value.get() {
            true => t_string!(i18n, worth.best),
            false => t_string!(i18n, worth.best_purchases),
        }
        .to_owned()
    });
    let all_best = move || {
        let (key, text) = match has_value.get() {
            true => (OutlookColumn::Value, t_string!(i18n, worth.all_best)),
            false => (OutlookColumn::Purchases, t_string!(i18n, worth.all_most_often)),
        };
        view! { <a href=listed(Vec::new(), key, None)>{text}</a> }
    };
    let all_fading = move || {
        let view = base.get()?;
        let filter = view.found.as_ref().ok()?.fading_filter.clone();
        let key = match has_value.get() {
            true => OutlookColumn::Value,
            false => OutlookColumn::Purchases,
        };
        let href = listed(vec![filter], key, None);
        Some(view! { <a href=href>{t_string!(i18n, worth.all_fading)}</a> })
    };
    view! {
        <Section
            id="worth-best"
            title=best
            note=say_some!(i18n, worth.best_note)
        >
            <People base=base rows=|report| &report.best labelled_by="worth-best" />
            <p>{all_best}</p>
        </Section>
        <Section
            id="worth-fading"
            title=say!(i18n, worth.fading)
            note=say_some!(i18n, worth.fading_note)
        >
            <Show
                when=move || has_fading.get()
                fallback=move || view! { <p>{t!(i18n, worth.fading_none)}</p> }
            >
                <People base=base rows=|report| &report.fading labelled_by="worth-fading" />
                <p>{all_fading}</p>
            </Show>
        </Section>
    }
}

#[component]
fn People(
    base: Base,
    rows: fn(&BaseReport) -> &Vec<OutlookRow>,
    labelled_by: &'static str,
) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let rows = move || {
        let view = base.get()?;
        let report = view.found.as_ref().ok()?;
        let f = formatter.get();
        Some(rows(report).iter().map(|row| row_view(i18n, &f, row)).collect_view())
    };
    view! {
        <div class="scroll-x" tabindex="0" role="group" aria-labelledby=labelled_by>
            <table class="table lens-table" data-stack="">
                <caption class="sr-only">{t!(i18n, worth.people)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, worth.name)}</th>
                        <th scope="col">{t!(i18n, worth.class)}</th>
                        <th scope="col" class="num">{t!(i18n, worth.last)}</th>
                        <th scope="col" class="num">{t!(i18n, worth.chance)}</th>
                        <th scope="col" class="num">{t!(i18n, worth.purchases)}</th>
                        <th scope="col" class="num">{t!(i18n, worth.value)}</th>
                        <th scope="col" class="num">{t!(i18n, worth.next)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row_view(i18n: Texts, f: &Formatter, row: &OutlookRow) -> impl IntoView + use<> {
    let name = match row.name.as_str() {
        "" => t_string!(i18n, customers.no_name).to_owned(),
        name => name.to_owned(),
    };
    let class = row.placed.map(|placed| view! { <ClassBadge placed=Signal::stored(placed) /> });
    let last = row.last_purchase.map(|day| f.fmt_date(day.0, DateStyle::Iso));
    let value = row.value.map(|value| write_money(f, &value));
    let next = row.need.map(|need| need_text(i18n, f, &need));
    view! {
        <tr>
            <th scope="row">
                <a href=listed(Vec::new(), OutlookColumn::Value, Some(row.id))>{name}</a>
            </th>
            <td data-label=move || t_string!(i18n, worth.class)>{class}</td>
            <td class="num" data-label=move || t_string!(i18n, worth.last)>
                {last}
            </td>
            <td class="num" data-label=move || t_string!(i18n, worth.chance)>
                {f.fmt_percent(row.active)}
            </td>
            <td class="num" data-label=move || t_string!(i18n, worth.purchases)>
                {write_value(f, &row.purchases, 1)}
            </td>
            <td class="num" data-label=move || t_string!(i18n, worth.value)>
                {value}
            </td>
            <td class="num" data-label=move || t_string!(i18n, worth.next)>
                {next}
            </td>
        </tr>
    }
}

/// The customer list from the most down, with the columns that tell why.
fn listed(filters: Vec<Filter>, by: OutlookColumn, opened: Option<CustomerId>) -> String {
    let outlooks = OutlookColumn::ALL.map(Column::Outlook);
    let columns = [Column::Name, Column::Class].into_iter().chain(outlooks);
    let listing = Listing {
        filters,
        sort: Some((Column::Outlook(by), false)),
        columns: Some(columns.chain([Column::LastPurchase]).collect()),
        opened,
        ..Listing::default()
    };
    link(&format!("/customers?{}", address::write(&listing)))
}
