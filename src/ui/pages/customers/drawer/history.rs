//! Orders and contacts in one line of time, newest first.

use super::Person;
use crate::i18n::{t, t_string};
use crate::platform::locale::{DateStyle, Formatter};
use crate::state::figures::use_formatter;
use crate::ui::pages::customers::wording::{Texts, interaction_name};
use leptos::prelude::*;
use meadow_core::domain::interaction::{Interaction, InteractionKind};
use meadow_core::domain::money::Money;
use meadow_core::views::table::{CustomerCard, OrderEntry};

/// Shown before the reader asks for more.
const N_SHOWN: usize = 8;
/// Products named of one order.
const N_LINES_NAMED: usize = 3;

struct Entry {
    day: i32,
    kind: &'static str,
    text: String,
    amount: Option<String>,
}

#[component]
pub fn HistoryPart(person: Person) -> impl IntoView {
    let i18n = person.i18n;
    let formatter = use_formatter();
    let shows_all = RwSignal::new(false);
    let content = move || {
        let card = person.card.get()?;
        let f = formatter.get();
        let entries = entries_of(i18n, &f, &card);
        if entries.is_empty() {
            return Some(
                view! { <p class="muted">{t!(i18n, customers.no_history)}</p> }.into_any(),
            );
        }
        let n_earlier = entries.len().saturating_sub(N_SHOWN);
        let n_shown = if shows_all.get() { entries.len() } else { N_SHOWN };
        let lines = entries.into_iter().take(n_shown).map(|entry| line(&f, entry)).collect_view();
        let more = (n_earlier > 0 && !shows_all.get()).then(|| {
            let label =
                t_string!(i18n, customers.n_earlier, n = f.fmt_int(n_earlier as i64)).to_string();
            view! {
                <button
                    class="btn"
                    data-size="sm"
                    data-variant="quiet"
                    type="button"
                    on:click=move |_| shows_all.set(true)
                >
                    {label}
                </button>
            }
        });
        Some(
            view! {
                <ol class="timeline">{lines}</ol>
                {more}
            }
            .into_any(),
        )
    };
    view! {
        <section class="drawer__part" aria-labelledby="drawer-history">
            <h3 id="drawer-history">{t!(i18n, customers.history)}</h3>
            {content}
        </section>
    }
}

fn line(f: &Formatter, entry: Entry) -> impl IntoView + use<> {
    let iso = f.fmt_date(entry.day, DateStyle::Iso);
    view! {
        <li data-kind=entry.kind>
            <time datetime=iso.clone() title=iso>{f.fmt_date(entry.day, DateStyle::Short)}</time>
            <p>
                {entry.text}
                {entry.amount.map(|amount| view! { " " <b class="nowrap">{amount}</b> })}
            </p>
        </li>
    }
}

fn entries_of(i18n: Texts, f: &Formatter, card: &CustomerCard) -> Vec<Entry> {
    let orders = card.orders.iter().map(|order| order_entry(i18n, f, order));
    let contacts = card.interactions.iter().map(|contact| contact_entry(i18n, contact));
    let mut entries: Vec<Entry> = orders.chain(contacts).collect();
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.day));
    entries
}

fn order_entry(i18n: Texts, f: &Formatter, order: &OrderEntry) -> Entry {
    let named: Vec<&str> = order
        .lines
        .iter()
        .map(|(name, ..)| name.as_str())
        .filter(|name| !name.is_empty())
        .collect();
    let comma = t_string!(i18n, customers.list_comma);
    let shown = named[..named.len().min(N_LINES_NAMED)].join(comma);
    let what = match (named.len(), named.len().saturating_sub(N_LINES_NAMED)) {
        (0, _) if order.amount < Money::ZERO => t_string!(i18n, customers.refund).to_owned(),
        (0, _) => t_string!(i18n, customers.order).to_owned(),
        (_, 0) => shown,
        (_, more) => t_string!(i18n, customers.and_more, shown = shown, n = more).to_string(),
    };
    let text = match order.key.as_str() {
        "" => what,
        key => t_string!(i18n, customers.order_with_key, what = what, key = key).to_string(),
    };
    Entry { day: order.day.0, kind: "order", text, amount: Some(f.fmt_money_exact(order.amount)) }
}

fn contact_entry(i18n: Texts, contact: &Interaction) -> Entry {
    let name = interaction_name(i18n, contact.kind);
    let text = match contact.text.as_str() {
        "" => name,
        words => {
            t_string!(i18n, customers.contact_with_text, name = name, text = words).to_string()
        }
    };
    let kind = match contact.kind {
        InteractionKind::Invited | InteractionKind::Registered | InteractionKind::Attended => {
            "event"
        }
        _ => "contact",
    };
    Entry { day: contact.day.0, kind, text, amount: None }
}
