//! The people to look at: those worth the most, and those who are fading and still worth something.

use super::Base;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::{DateStyle, Formatter};
use crate::platform::site::link;
use crate::state::customer_table::{Listing, address};
use crate::state::figures::use_formatter;
use crate::ui::components::class_badge::ClassBadge;
use crate::ui::components::no_invite_mark::NoInviteMark;
use crate::ui::components::section::Section;
use crate::ui::pages::customers::contact_limits::ContactLimits;
use crate::ui::pages::customers::export::ExportMenu;
use crate::ui::pages::customers::outlook_wording::{need_text, no_value, write_money, write_value};
use crate::ui::pages::customers::wording::{Texts, listed_name};
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use meadow_core::domain::ids::CustomerId;
use meadow_core::domain::outlook::OutlookColumn;
use meadow_core::views::customer_base::{BaseReport, OutlookRow};
use meadow_core::views::table::{Column, Filter, TableQuery};

#[component]
pub fn PeopleLists(base: Base) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let has_value = has_value(base);
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
    let by = move || match has_value.get() {
        true => OutlookColumn::Value,
        false => OutlookColumn::Purchases,
    };
    let all_best = move || {
        let text = match has_value.get() {
            true => t_string!(i18n, worth.all_best),
            false => t_string!(i18n, worth.all_most_often),
        };
        view! { <a href=listed(Vec::new(), by(), None)>{text}</a> }
    };
    let fading = move || Some(base.get()?.found.as_ref().ok()?.fading_filter.clone());
    let all_fading = move || {
        let href = listed(vec![fading()?], by(), None);
        Some(view! { <a href=href>{t_string!(i18n, worth.all_fading)}</a> })
    };
    // In files stands everybody, not only those at the head of the list.
    let best_file = Memo::new(move |_| Some(query(Vec::new(), by())));
    let fading_file = Memo::new(move |_| Some(query(vec![fading()?], by())));
    let untold = move || {
        let view = base.get()?;
        let report = view.found.as_ref().ok()?;
        let why = no_value(i18n, &formatter.get(), report.value.err()?);
        Some(view! { <p class="fine">{why}</p> })
    };
    view! {
        <Section
            id="worth-best"
            title=best
            note=say_some!(i18n, worth.best_note)
        >
            {untold}
            <People base=base rows=|report| &report.best labelled_by="worth-best" />
            <p>{all_best}</p>
            <ExportMenu query=Callback::new(move |()| best_file.get_untracked()) size="sm">
                {t!(i18n, customers.export)}
            </ExportMenu>
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
                <ExportMenu query=Callback::new(move |()| fading_file.get_untracked()) size="sm">
                    {t!(i18n, customers.export)}
                </ExportMenu>
            </Show>
        </Section>
    }
}

/// Whether anybody's worth can be told; where not, the columns of it are left out.
fn has_value(base: Base) -> Memo<bool> {
    Memo::new(move |_| {
        let view = base.get();
        view.is_some_and(|view| view.found.as_ref().is_ok_and(|report| report.value.is_ok()))
    })
}

#[component]
fn People(
    base: Base,
    rows: fn(&BaseReport) -> &Vec<OutlookRow>,
    labelled_by: &'static str,
) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let has_value = has_value(base);
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
                        <Show when=move || has_value.get()>
                            <th scope="col" class="num">{t!(i18n, worth.value)}</th>
                        </Show>
                        <th scope="col" class="num">{t!(i18n, worth.next)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <p class="fine">
            <ContactLimits />
        </p>
    }
}

fn row_view(i18n: Texts, f: &Formatter, row: &OutlookRow) -> impl IntoView + use<> {
    let name = listed_name(i18n, &row.name, row.apart.as_deref());
    let class = row.placed.map(|placed| view! { <ClassBadge placed=Signal::stored(placed) /> });
    let last = row.last_purchase.map(|day| f.fmt_date(day.0, DateStyle::Iso));
    let value = row.value.map(|value| {
        view! {
            <td class="num" data-label=move || t_string!(i18n, worth.value)>
                {write_money(f, &value)}
            </td>
        }
    });
    let next = row.need.map(|need| need_text(i18n, f, &need));
    view! {
        <tr>
            <th scope="row">
                <span>
                    <a href=listed(Vec::new(), OutlookColumn::Value, Some(row.id))>{name}</a>
                    " "
                    <NoInviteMark obstacle=row.obstacle />
                </span>
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
            {value}
            <td class="num" data-label=move || t_string!(i18n, worth.next)>
                {next}
            </td>
        </tr>
    }
}

/// The columns that tell why.
fn columns() -> Vec<Column> {
    let outlooks = OutlookColumn::ALL.map(Column::Outlook);
    let first = [Column::Name, Column::Class].into_iter();
    first.chain(outlooks).chain([Column::LastPurchase]).collect()
}

/// The customer list from the most down.
fn listing(filters: Vec<Filter>, by: OutlookColumn) -> Listing {
    Listing {
        filters,
        sort: Some((Column::Outlook(by), false)),
        columns: Some(columns()),
        ..Listing::default()
    }
}

fn listed(filters: Vec<Filter>, by: OutlookColumn, opened: Option<CustomerId>) -> String {
    let listing = Listing { opened, ..listing(filters, by) };
    link(&format!("/customers?{}", address::write(&listing)))
}

/// The same as it is asked for a file.
fn query(filters: Vec<Filter>, by: OutlookColumn) -> TableQuery {
    TableQuery { columns: columns(), ..listing(filters, by).query() }
}
