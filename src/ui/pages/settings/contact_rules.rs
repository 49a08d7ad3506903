//! When and how often customers are contacted, and what every text message carries, with a look at
//! such a message and its length.

use super::purposes::Purposes;
use crate::i18n::{t, t_string, use_i18n};
use crate::state::facts_in_hand::FactsInHand;
use crate::state::figures::use_formatter;
use crate::ui::components::fact_fields::{number_fact, text_fact};
use crate::ui::components::number_field::NumberField;
use crate::ui::components::switch::Switch;
use crate::ui::components::text_field::TextField;
use crate::ui::wizards::bindings::{parse_minute, write_minute};
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::contact::text_message::{complete, measure};
use meadow_core::domain::contact_rules::{ContactCap, ContactRules as Rules, QuietHours};
use meadow_core::domain::workspace::WorkspaceFacts;

/// What stands in for the other end of the quiet hours, or the days of a cap, when one is typed.
const USUAL_QUIET: QuietHours = QuietHours { from_minute: 21 * 60, to_minute: 9 * 60 };
const USUAL_DAYS: u16 = 30;

#[component]
pub fn ContactRules() -> impl IntoView {
    let i18n = use_i18n();
    let facts = FactsInHand::expect();
    let rules = Memo::new(move |_| {
        facts
            .facts
            .with(|facts| facts.as_ref().map(|facts| facts.contact.clone()))
            .unwrap_or_default()
    });
    view! {
        <section class="section" aria-labelledby="contact">
            <div class="section__head">
                <h2 id="contact" tabindex="-1">
                    {t!(i18n, settings.contact)}
                </h2>
                <p class="section__note">{t!(i18n, settings.contact_note)}</p>
            </div>
            <div class="grid-2">
                <Quiet />
                <Cap rules=rules />
                <OnlyPermitted rules=rules />
                <TextMessages />
            </div>
            <Purposes />
            <Preview rules=rules />
        </section>
    }
}

/// From and to; without either there are no quiet hours.
#[component]
fn Quiet() -> impl IntoView {
    let i18n = use_i18n();
    let facts = FactsInHand::expect();
    let field = move |get: fn(QuietHours) -> u16, set: fn(&mut QuietHours, u16)| {
        let shown = move |facts: &WorkspaceFacts| {
            let quiet = facts.contact.quiet;
            quiet.map(|quiet| write_minute(get(quiet).into())).unwrap_or_default()
        };
        text_fact(facts, shown, move |facts, typed| {
            facts.contact.quiet = parse_minute(&typed).map(|minute| {
                let mut quiet = facts.contact.quiet.unwrap_or(USUAL_QUIET);
                set(&mut quiet, minute);
                quiet
            });
        })
    };
    let (from, save_from) =
        field(|quiet| quiet.from_minute, |quiet, minute| quiet.from_minute = minute);
    let (to, save_to) = field(|quiet| quiet.to_minute, |quiet, minute| quiet.to_minute = minute);
    view! {
        <TextField
            label=say!(i18n, settings.quiet_from)
            hint=say!(i18n, settings.quiet_hint)
            value=from
            kind="time"
            on_commit=save_from
        />
        <TextField label=say!(i18n, settings.quiet_to) value=to kind="time" on_commit=save_to />
    }
}

/// Whether a permission is needed, or only a refusal counts.
#[component]
fn OnlyPermitted(rules: Memo<Rules>) -> impl IntoView {
    let i18n = use_i18n();
    let facts = FactsInHand::expect();
    let is_on = RwSignal::new(false);
    Effect::new(move |_| is_on.set(rules.with(|rules| rules.only_permitted)));
    let turn = Callback::new(move |is_on: bool| {
        facts.save(move |facts| facts.contact.only_permitted = is_on);
    });
    view! {
        <div class="field">
            <Switch label=say!(i18n, settings.only_permitted) value=is_on on_turn=turn />
            <p class="field__hint">{t!(i18n, settings.only_permitted_hint)}</p>
        </div>
    }
}

/// So many contacts in so many days; without a number there is no limit.
#[component]
fn Cap(rules: Memo<Rules>) -> impl IntoView {
    let i18n = use_i18n();
    let facts = FactsInHand::expect();
    let (contacts, save_contacts) = number_fact(
        facts,
        |facts| facts.contact.cap.map(|cap| cap.n_contacts.into()),
        |facts, typed| {
            let n_days = facts.contact.cap.map_or(USUAL_DAYS, |cap| cap.n_days);
            facts.contact.cap = typed.map(|n| ContactCap { n_contacts: n.round() as u8, n_days });
        },
    );
    let (days, save_days) = number_fact(
        facts,
        |facts| facts.contact.cap.map(|cap| cap.n_days.into()),
        |facts, typed| {
            if let Some(cap) = &mut facts.contact.cap {
                cap.n_days = typed.map_or(USUAL_DAYS, |days| days.round() as u16);
            }
        },
    );
    view! {
        <NumberField
            label=say!(i18n, settings.cap_contacts)
            hint=say!(i18n, settings.cap_hint)
            value=contacts
            least=0.0
            most=Some(255.0)
            on_commit=save_contacts
        />
        <NumberField
            label=say!(i18n, settings.cap_days)
            value=days
            least=1.0
            most=Some(366.0)
            disabled=Signal::derive(move || rules.with(|rules| rules.cap.is_none()))
            on_commit=save_days
        />
    }
}

#[component]
fn TextMessages() -> impl IntoView {
    let i18n = use_i18n();
    let facts = FactsInHand::expect();
    let (signature, save_signature) = text_fact(
        facts,
        |facts| facts.contact.sms_signature.clone(),
        |facts, typed| facts.contact.sms_signature = typed,
    );
    let (opt_out, save_opt_out) = text_fact(
        facts,
        |facts| facts.contact.sms_opt_out.clone(),
        |facts, typed| facts.contact.sms_opt_out = typed,
    );
    view! {
        <TextField
            label=say!(i18n, settings.sms_signature)
            hint=say!(i18n, settings.sms_signature_hint)
            value=signature
            on_commit=save_signature
        />
        <TextField
            label=say!(i18n, settings.sms_opt_out)
            hint=say!(i18n, settings.sms_opt_out_hint)
            placeholder=say!(i18n, settings.sms_opt_out_usual)
            value=opt_out
            on_commit=save_opt_out
        />
    }
}

/// A message as it would be sent.
#[component]
fn Preview(rules: Memo<Rules>) -> impl IntoView {
    let i18n = use_i18n();
    let formatter = use_formatter();
    let text = Memo::new(move |_| {
        let language = formatter.get().language();
        rules.with(|rules| complete(t_string!(i18n, settings.sms_sample), rules, language))
    });
    let length = move || {
        let (size, f) = (text.with(|text| measure(text)), formatter.get());
        let n = f.fmt_int(size.n_characters.into());
        let messages = f.fmt_int(size.n_messages.into());
        t_string!(i18n, settings.sms_length, n = n, messages = messages).to_string()
    };
    view! {
        <figure class="message">
            <figcaption class="fine">{t!(i18n, settings.sms_preview)}</figcaption>
            <p>{text}</p>
            <p class="fine" role="status">
                {length}
            </p>
        </figure>
    }
}
