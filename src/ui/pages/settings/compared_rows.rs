//! The orders, products or contacts behind a count of what two states do not have in common.

use super::comparison::Pair;
use super::comparison_words::say_how;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::{DateStyle, Formatter};
use crate::state::figures::use_formatter;
use crate::state::workspace::Workspace;
use crate::ui::components::button::Button;
use crate::ui::pages::customers::wording::{Texts, interaction_name};
use leptos::prelude::*;
use meadow_core::protocol::GetComparedRows;
use meadow_core::views::comparison::{
    ComparedList, ComparedRow, HowDifferent, RowChange, RowFact, RowLine, RowValue,
};

/// Rows shown at first, and so many more on request.
const N_AT_ONCE: u32 = 20;

#[component]
pub fn ComparedRows(
    pair: RwSignal<Option<Pair>>,
    list: ComparedList,
    how: HowDifferent,
) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let n_wanted = RwSignal::new(N_AT_ONCE);
    let page = Workspace::expect().asked(move || {
        let (limit, n_skipped) = (n_wanted.get(), 0);
        pair.get().map(|Pair { before, after }| GetComparedRows {
            before,
            after,
            list,
            how,
            n_skipped,
            limit,
        })
    });
    let title = move || format!("{}: {}", list_name(i18n, list), say_how(i18n, how));
    let rows = move || {
        let (page, f) = (page.get()?, formatter.get());
        let row = |row: &ComparedRow| {
            let facts: Vec<String> =
                row.facts.iter().map(|(fact, value)| say_fact(i18n, &f, *fact, value)).collect();
            let mut lines: Vec<String> =
                row.changes.iter().map(|change| say_change(i18n, &f, change)).collect();
            if lines.is_empty() && how == HowDifferent::Changed {
                lines.push(t_string!(i18n, settings.details_changed).to_owned());
            }
            let lines = lines.into_iter();
            view! {
                <li>
                    <span>
                        {facts.join(" · ")}
                        {lines
                            .map(|line| view! { <br /><span class="fine">{line}</span> })
                            .collect_view()}
                    </span>
                </li>
            }
        };
        Some(page.rows.iter().map(row).collect_view())
    };
    let has_more = move || page.get().is_some_and(|page| page.rows.len() < page.n_rows as usize);
    view! {
        <h3>{title}</h3>
        <ul class="log">{rows}</ul>
        <Show when=has_more>
            <Button size="sm" on_press=move |()| n_wanted.update(|n| *n += N_AT_ONCE)>
                {t!(i18n, settings.show_more)}
            </Button>
        </Show>
    }
}

pub fn list_name(i18n: Texts, list: ComparedList) -> &'static str {
    match list {
        ComparedList::Orders => t_string!(i18n, settings.orders),
        ComparedList::Products => t_string!(i18n, settings.products),
        ComparedList::Contacts => t_string!(i18n, settings.contacts),
    }
}

/// A figure says what it is of; a name, a day and a number speak for themselves.
fn say_fact(i18n: Texts, f: &Formatter, fact: RowFact, value: &RowValue) -> String {
    let said = say_value(i18n, f, value);
    match fact {
        RowFact::Discount | RowFact::Cost | RowFact::Price | RowFact::Margin => {
            t_string!(i18n, settings.fact_line, what = fact_name(i18n, fact), value = said)
                .to_string()
        }
        _ => said,
    }
}

fn say_change(i18n: Texts, f: &Formatter, change: &RowChange) -> String {
    let [from, to] = [&change.from, &change.to].map(|value| match value {
        RowValue::Nothing => t_string!(i18n, settings.nothing).to_owned(),
        value => say_value(i18n, f, value),
    });
    let what = fact_name(i18n, change.fact);
    t_string!(i18n, settings.change_line, what = what, from = from, to = to).to_string()
}

fn say_value(i18n: Texts, f: &Formatter, value: &RowValue) -> String {
    match value {
        RowValue::Nothing => String::new(),
        RowValue::Text(text) => text.clone(),
        RowValue::Day(day) => f.fmt_date(day.0, DateStyle::Short),
        RowValue::Money(sum) => f.fmt_money(*sum),
        RowValue::Share(share) => f.fmt_percent(*share),
        RowValue::Customer(_, name) => name.clone(),
        RowValue::Kind(kind) => interaction_name(i18n, *kind),
        RowValue::Lines(lines) => {
            let line = |RowLine { product, quantity, amount }: &RowLine| {
                let (n, amount) = (f.fmt_number(*quantity, 3), f.fmt_money(*amount));
                let product = product.clone();
                t_string!(i18n, settings.order_line, n = n, product = product, amount = amount)
                    .to_string()
            };
            lines.iter().map(line).collect::<Vec<_>>().join(t_string!(i18n, clusters.semicolon))
        }
    }
}

fn fact_name(i18n: Texts, fact: RowFact) -> &'static str {
    match fact {
        RowFact::Day => t_string!(i18n, settings.fact_day),
        RowFact::Time => t_string!(i18n, settings.fact_time),
        RowFact::Customer => t_string!(i18n, settings.fact_customer),
        RowFact::Number => t_string!(i18n, settings.fact_number),
        RowFact::Amount => t_string!(i18n, settings.fact_amount),
        RowFact::Discount => t_string!(i18n, settings.fact_discount),
        RowFact::Cost => t_string!(i18n, settings.fact_cost),
        RowFact::Lines => t_string!(i18n, settings.fact_lines),
        RowFact::Name => t_string!(i18n, settings.fact_name),
        RowFact::Category => t_string!(i18n, settings.category),
        RowFact::Price => t_string!(i18n, settings.price),
        RowFact::Margin => t_string!(i18n, settings.margin),
        RowFact::Kind => t_string!(i18n, settings.fact_kind),
        RowFact::Event => t_string!(i18n, settings.kind_event),
        RowFact::Text => t_string!(i18n, settings.fact_text),
    }
}
