//! Orders, contacts and what happened to the record in one line of time, newest first.

use super::Person;
use super::record::RecordWords;
use crate::i18n::{t, t_string};
use crate::platform::locale::{DateStyle, Formatter};
use crate::state::engine_error::explain;
use crate::state::figures::use_formatter;
use crate::ui::components::button::Button;
use crate::ui::components::class_badge::class_name;
use crate::ui::components::icon::Icon;
use crate::ui::pages::customers::contact_dialog::ContactDialog;
use crate::ui::pages::customers::split::split_again;
use crate::ui::pages::customers::wording::{Texts, interaction_name, outcome_name};
use leptos::prelude::*;
use leptos::task::spawn_local;
use meadow_core::domain::class::Class;
use meadow_core::domain::ids::{DocumentId, InteractionId};
use meadow_core::domain::interaction::{Interaction, InteractionKind};
use meadow_core::domain::money::Money;
use meadow_core::protocol::Command;
use meadow_core::views::table::{CustomerCard, OrderEntry};

/// Shown before the reader asks for more.
const N_SHOWN: usize = 8;
/// Products named of one order.
const N_LINES_NAMED: usize = 3;

/// A dated line of the timeline.
pub struct Entry {
    pub day: i32,
    pub kind: &'static str,
    pub texts: Vec<String>,
    pub amount: Option<String>,
    /// The contact that can be removed again.
    pub contact: Option<InteractionId>,
    /// The merge that can be parted again, and the names of those it made one.
    pub split: Option<(DocumentId, u32, String)>,
}

#[component]
pub fn HistoryPart(person: Person) -> impl IntoView {
    let i18n = person.i18n;
    let formatter = use_formatter();
    let shows_all = RwSignal::new(false);
    let is_noting = RwSignal::new(false);
    let whom = Signal::derive(move || vec![person.id]);
    let class_names = Class::ALL.map(class_name);
    let content = move || {
        let card = person.card.get()?;
        let f = formatter.get();
        let words = RecordWords {
            i18n,
            f: &f,
            fields: &person.fields.get(),
            class_name: &|class| class_names[class as usize].get(),
        };
        let entries = entries_of(&words, &card);
        if entries.is_empty() {
            return Some(
                view! { <p class="muted">{t!(i18n, customers.no_history)}</p> }.into_any(),
            );
        }
        let n_earlier = entries.len().saturating_sub(N_SHOWN);
        let n_shown = if shows_all.get() { entries.len() } else { N_SHOWN };
        let lines =
            entries.into_iter().take(n_shown).map(|entry| line(person, &f, entry)).collect_view();
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
            <div class="row">
                <Button size="sm" on_press=move |()| is_noting.set(true)>
                    {t!(i18n, customers.contact_note)}
                </Button>
            </div>
            <ContactDialog open=is_noting whom=whom />
        </section>
    }
}

fn line(person: Person, f: &Formatter, entry: Entry) -> impl IntoView + use<> {
    let i18n = person.i18n;
    let iso = f.fmt_date(entry.day, DateStyle::Iso);
    let mut amount = entry.amount;
    let texts = entry.texts.into_iter().map(|text| {
        let amount = amount.take();
        view! {
            <p>
                {text}
                {amount.map(|amount| view! { " " <b class="nowrap">{amount}</b> })}
            </p>
        }
    });
    let texts = texts.collect_view();
    let split = entry.split.map(|(merge, at, names)| {
        let label = t_string!(i18n, customers.split_names, names = names.as_str()).to_string();
        let split = move |_| {
            split_again(
                i18n,
                person.workspace,
                person.offers,
                person.is_saving,
                (merge, at),
                &names,
            );
        };
        view! {
            <button
                class="btn"
                data-size="sm"
                type="button"
                aria-label=label
                aria-busy=move || person.is_saving.get().then_some("true")
                on:click=split
            >
                {t!(i18n, customers.split_again)}
            </button>
        }
    });
    let remove = entry.contact.map(|id| {
        let remove = move |_| {
            spawn_local(async move {
                match person.workspace.run(Command::RemoveContact { id }).await {
                    Ok(_) => {
                        person.offers.offer(t_string!(i18n, customers.contact_removed).to_owned());
                    }
                    Err(error) => person.offers.say(&explain(&error)),
                }
            });
        };
        let label = t_string!(i18n, customers.contact_remove);
        view! {
            <button
                class="btn timeline__remove"
                data-size="sm"
                data-variant="quiet"
                type="button"
                aria-label=label
                title=label
                on:click=remove
            >
                <Icon name="close" class="icon--sm" />
            </button>
        }
    });
    view! {
        <li data-kind=entry.kind>
            <time datetime=iso.clone() title=iso>{f.fmt_date(entry.day, DateStyle::Short)}</time>
            <div class="timeline__what">{texts} {split}</div>
            {remove}
        </li>
    }
}

fn entries_of(words: &RecordWords, card: &CustomerCard) -> Vec<Entry> {
    let orders = card.orders.iter().map(|order| order_entry(words.i18n, words.f, order));
    let contacts = card.interactions.iter().map(|contact| contact_entry(words.i18n, contact));
    let record = card.record.iter().map(|line| words.entry(line));
    let mut entries: Vec<Entry> = orders.chain(contacts).chain(record).collect();
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
    let amount = Some(f.fmt_money_exact(order.amount));
    Entry { day: order.day.0, kind: "order", texts: vec![text], amount, contact: None, split: None }
}

fn contact_entry(i18n: Texts, contact: &Interaction) -> Entry {
    let name = interaction_name(i18n, contact.kind);
    let name = match &contact.call {
        None => name,
        Some(call) => {
            let outcome = outcome_name(i18n, call.outcome);
            t_string!(i18n, customers.contact_with_text, name = name, text = outcome).to_string()
        }
    };
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
    Entry {
        day: contact.day.0,
        kind,
        texts: vec![text],
        amount: None,
        contact: Some(contact.id),
        split: None,
    }
}
