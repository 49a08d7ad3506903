//! One call: who it is, why they are called, what was before, the words to say and how it ended.

use super::outcomes::Outcomes;
use super::script::Script;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::{DateStyle, Formatter};
use crate::platform::site::link;
use crate::state::call_session::CallSession;
use crate::state::figures::use_formatter;
use crate::state::settings::Settings;
use crate::state::words::agree;
use crate::state::workspace::Workspace;
use crate::ui::components::class_badge::{ClassBadge, class_plural};
use crate::ui::components::filled_text::Filling;
use crate::ui::components::icon::Icon;
use crate::ui::components::play_lines::PlayLines;
use crate::ui::pages::customers::wording::{
    Texts, interaction_name, outcome_name, reason_source, stage_name,
};
use crate::ui::wizards::held_out_note::HeldOutNote;
use leptos::html;
use leptos::prelude::*;
use meadow_core::domain::class::Class;
use meadow_core::domain::day::Day;
use meadow_core::domain::ids::{CustomerId, DocumentId};
use meadow_core::domain::interaction::Interaction;
use meadow_core::domain::play::PlayPart;
use meadow_core::protocol::{GetCustomerCard, GetPersonFacts, GetPlaybook};
use meadow_core::views::calls::{CallEntry, ValueOf};
use meadow_core::views::playbook::GivenReason;
use meadow_core::views::table::{CustomerCard, OrderEntry};
use std::sync::Arc;

const N_LAST: usize = 3;
/// Of what is done about a reason, that which is wanted in the middle of a call.
const WHILE_TALKING: [PlayPart; 2] = [PlayPart::Offer, PlayPart::Avoid];

/// Made anew for every person, so that nothing of the last call stays.
#[component]
pub fn CallSheet(session: CallSession, id: CustomerId, takes_focus: bool) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let language = Settings::expect().language;
    let workspace = Workspace::expect();
    let card = workspace.asked(move || Some(GetCustomerCard { id }));
    // As it was when the call began: the list may have moved on.
    let entry = StoredValue::new(session.current.get_untracked());
    let first = entry.with_value(|entry| entry.as_ref().map(|entry| entry.script));
    let script = RwSignal::new(first.unwrap_or(Class::Mantis));
    // Empty: to the whole class. Begins with what was said last; empty while that is not known.
    let reason = RwSignal::new(String::new());
    let is_first = StoredValue::new(true);
    Effect::new(move |_| {
        let Some(card) = card.get() else { return };
        if is_first.get_value() {
            is_first.set_value(false);
            let last = card.reasons.first();
            reason.set(last.map(|given| given.reason.key.clone()).unwrap_or_default());
        }
    });
    let playbook = workspace.asked(move || {
        let reason = Some(reason.get()).filter(|reason| !reason.is_empty());
        Some(GetPlaybook { class: script.get(), reason })
    });
    // What was said, for the record: of a reason that has no words of its own, the class's script.
    let worded_for = Signal::derive(move || {
        let chosen = reason.get();
        let view = playbook.get();
        let worded = view.as_ref().and_then(|view| view.worded_for());
        worded.filter(|worded| *worded == chosen).unwrap_or_default().to_owned()
    });
    let person = workspace.asked(move || Some(GetPersonFacts { id }));
    let filling = Signal::derive(move || Filling {
        person: person.get().map(|facts| (*facts).clone()),
        shop: session.shop.get().map(|shop| shop.shop.clone()),
        event: session.event.get(),
    });
    let heading = NodeRef::<html::H2>::new();
    Effect::new(move |_| {
        // Whoever is choosing whom to call goes on choosing.
        if let Some(heading) = heading.get().filter(|_| takes_focus && !is_in_list()) {
            // Fails only for a heading that is gone.
            let _ = heading.focus();
        }
    });
    let name = move || {
        let entry = entry.with_value(Clone::clone);
        let name = entry.map(|entry| entry.name).unwrap_or_default();
        if name.is_empty() { t_string!(i18n, customers.no_name).to_owned() } else { name }
    };
    let badge = move || {
        let placed = card.get()?.placed;
        Some(match placed {
            Some(placed) => view! { <ClassBadge placed=Signal::stored(placed) /> }.into_any(),
            None => view! { <span class="tag">{t!(i18n, customers.unplaced)}</span> }.into_any(),
        })
    };
    let stage = move || card.get().map(|card| stage_name(i18n, card.stage));
    let headline = move || Some(playbook.get()?.playbook.headline.get(language.get()).to_owned());
    let facts = move || Some(facts_in_words(i18n, &formatter.get(), &*card.get()?));
    let in_short = move || {
        let (headline, facts) = (headline(), facts());
        match (headline, facts) {
            (Some(headline), Some(facts)) => Some(
                t_string!(i18n, calls.in_short, headline = headline, facts = facts).to_string(),
            ),
            (one, other) => one.or(other),
        }
    };
    let names = Class::ALL.map(class_plural);
    let worth = move || {
        let entry = entry.with_value(Clone::clone)?;
        let class_name = |class: Class| names[class as usize].get();
        Some(worth_in_words(i18n, &formatter.get(), &entry, &class_name))
    };
    let due = move || {
        let due = entry.with_value(|entry| entry.as_ref().and_then(|entry| entry.due))?;
        let day = formatter.get().fmt_date(due.0, DateStyle::Short);
        Some(view! { <p><b>{t_string!(i18n, calls.due, day = day).to_string()}</b></p> })
    };
    view! {
        <article class="call" aria-labelledby="call-name">
            <header class="call__head">
                <div>
                    <h2 id="call-name" tabindex="-1" node_ref=heading>{name}</h2>
                    <p class="row">{badge} <span class="muted">{stage}</span></p>
                </div>
                <Phone card=card.answer />
            </header>
            {due}
            <HeldOutNote whom=Signal::stored(vec![id]) event=Signal::stored(None::<DocumentId>) />
            <p>{in_short}</p>
            <p class="fine">{worth}</p>
            <Before card=card.answer id=id />
            <Script playbook=playbook script=script reason=reason card=card filling=filling />
            <Outcomes session=session script=script reason=worded_for />
        </article>
    }
}

fn is_in_list() -> bool {
    document().active_element().is_some_and(|element| element.tag_name() == "SELECT")
}

/// The number as a link that a telephone calls.
#[component]
fn Phone(card: RwSignal<Option<Arc<CustomerCard>>>) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        let phone = card.with(|card| card.as_ref().map(|card| card.customer.phone.clone()))?;
        let plain: String =
            phone.chars().filter(|sign| sign.is_ascii_digit() || *sign == '+').collect();
        let label = t_string!(i18n, calls.call_number, number = phone.as_str()).to_string();
        Some(view! {
            <a class="btn call__phone" data-variant="primary" href=format!("tel:{plain}") aria-label=label>
                <Icon name="phone" />
                {phone}
            </a>
        })
    }
}

/// In a salesperson's words: what they bought and when, and what they asked.
fn facts_in_words(i18n: Texts, f: &Formatter, card: &CustomerCard) -> String {
    let day = |day: Day| f.fmt_date(day.0, DateStyle::Short);
    let bought = match card.last_purchase {
        Some(last) => {
            let n = f.fmt_int(card.n_orders.into());
            let sum = f.fmt_money_rounded(card.spend_total);
            let text = t_string!(i18n, calls.has_bought, n = n, sum = sum, day = day(last));
            agree(&text.to_string())
        }
        None => t_string!(i18n, calls.has_not_bought).to_owned(),
    };
    let discount = card
        .discount_share
        .filter(|share| *share >= 0.5)
        .map(|share| t_string!(i18n, calls.at_discount, share = f.fmt_percent(share)).to_string());
    let company = (!card.customer.company.is_empty()).then(|| {
        t_string!(i18n, calls.of_company, company = card.customer.company.as_str()).to_string()
    });
    let parts = [Some(bought), discount, company];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// "Expected ¥26: 8.2 % × ¥320, the middle one of 5 own orders."
fn worth_in_words(
    i18n: Texts,
    f: &Formatter,
    entry: &CallEntry,
    class_name: &dyn Fn(Class) -> String,
) -> String {
    let chance = f.fmt_percent_with(entry.chance, 1);
    let Some(((value, of), expected)) = entry.value.zip(entry.expected) else {
        return t_string!(i18n, calls.worth_unknown, chance = chance).to_string();
    };
    let basis = match of {
        ValueOf::Own { n_orders } => {
            let n = f.fmt_int(n_orders.into());
            agree(&t_string!(i18n, calls.of_own, n = n).to_string())
        }
        ValueOf::Class { class, n_orders } => {
            let n = f.fmt_int(n_orders.into());
            t_string!(i18n, calls.of_class, n = n, class = class_name(class)).to_string()
        }
    };
    let (expected, value) = (f.fmt_money_rounded(expected), f.fmt_money_rounded(value));
    t_string!(i18n, calls.worth, expected = expected, chance = chance, value = value, basis = basis)
        .to_string()
}

/// The last orders and contacts, and the reasons given so far with what to answer.
#[component]
fn Before(card: RwSignal<Option<Arc<CustomerCard>>>, id: CustomerId) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let language = Settings::expect().language;
    let reasons = move || {
        let card = card.get()?;
        let f = formatter.get();
        let line = |given: &GivenReason| {
            let reason = &given.reason;
            let language = language.get();
            let play = &reason.play;
            let [name, answer, action] = [&reason.name, &play.answer, &play.action]
                .map(|text| text.get(language).to_owned());
            let day = f.fmt_date(given.day.0, DateStyle::Short);
            let source = reason_source(i18n, given.source);
            let said =
                t_string!(i18n, customers.reason_said, day = day, source = source).to_string();
            view! {
                <div>
                    <dt>{name} " " <span class="fine">{said}</span></dt>
                    <dd>
                        {(!answer.is_empty()).then(|| view! { <p>{answer}</p> })}
                        {(!action.is_empty()).then(|| view! { <p class="fine">{action}</p> })}
                        <PlayLines play=play.clone() parts=&WHILE_TALKING />
                    </dd>
                </div>
            }
        };
        let lines = card.reasons.iter().map(line).collect_view();
        (!card.reasons.is_empty()).then(|| {
            view! {
                <section class="callpart" aria-labelledby="call-reasons">
                    <h3 id="call-reasons">{t!(i18n, calls.open_reasons)}</h3>
                    <dl class="plays plays--wide">{lines}</dl>
                </section>
            }
        })
    };
    let history = move || {
        let card = card.get()?;
        let f = formatter.get();
        let order = |order: &OrderEntry| {
            let names: Vec<&str> = order.lines.iter().map(|(name, ..)| name.as_str()).collect();
            let names: Vec<&str> = names.into_iter().filter(|name| !name.is_empty()).collect();
            let what = match names.is_empty() {
                true => t_string!(i18n, customers.order).to_owned(),
                false => names.join(t_string!(i18n, customers.list_comma)),
            };
            let amount = f.fmt_money_rounded(order.amount);
            let day = f.fmt_date(order.day.0, DateStyle::Short);
            view! { <li>{format!("{day} · {what} · {amount}")}</li> }
        };
        let contact = |contact: &Interaction| {
            let day = f.fmt_date(contact.day.0, DateStyle::Short);
            let kind = interaction_name(i18n, contact.kind);
            let outcome = contact.call.as_ref().map(|call| outcome_name(i18n, call.outcome));
            let text = Some(contact.text.clone()).filter(|text| !text.is_empty());
            let parts = [Some(day), Some(kind), outcome, text].into_iter().flatten();
            view! { <li>{parts.collect::<Vec<_>>().join(" · ")}</li> }
        };
        let orders = card.orders.iter().take(N_LAST).map(order).collect_view();
        let contacts = card.interactions.iter().take(N_LAST).map(contact).collect_view();
        Some(view! {
            <div class="grid-2 callpart">
                <section aria-labelledby="call-orders">
                    <h3 id="call-orders">{t!(i18n, calls.last_orders)}</h3>
                    <ul class="plain fine">
                        {orders}
                        {card
                            .orders
                            .is_empty()
                            .then(|| view! { <li>{t!(i18n, calls.no_orders)}</li> })}
                    </ul>
                </section>
                <section aria-labelledby="call-contacts">
                    <h3 id="call-contacts">{t!(i18n, calls.last_contacts)}</h3>
                    <ul class="plain fine">
                        {contacts}
                        {card
                            .interactions
                            .is_empty()
                            .then(|| view! { <li>{t!(i18n, calls.no_contacts)}</li> })}
                    </ul>
                </section>
            </div>
        })
    };
    view! {
        {history}
        {reasons}
        <p>
            <a href=link(&format!("/customers?open={}", id.0))>{t!(i18n, calls.whole_card)}</a>
        </p>
    }
}
