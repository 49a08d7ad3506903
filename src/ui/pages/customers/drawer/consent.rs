//! Which ways of reaching the person are allowed: what was agreed to, when, where that was said and
//! for what purpose. Withdrawing takes one press, as agreeing does; the timeline keeps what was there.

mod blocked;
mod record;

use self::blocked::BlockedPart;
use self::record::RecordPart;
use super::Person;
use crate::i18n::{t, t_string};
use crate::platform::engine_client::today;
use crate::platform::locale::DateStyle;
use crate::state::figures::use_formatter;
use crate::ui::components::select_field::{Choice, ChoiceList};
use crate::ui::components::text_field::{TextField, read_day};
use crate::ui::pages::customers::wording::{Texts, channel_name, permission_name};
use crate::ui::wizards::say;
use leptos::prelude::*;
use meadow_core::domain::consent::{Channel, ChannelConsent, OptOut, Permission};
use meadow_core::domain::customer::Customer;

const PERMISSIONS: [(&str, Permission); 3] = [
    ("unknown", Permission::Unknown),
    ("granted", Permission::Granted),
    ("refused", Permission::Refused),
];

#[component]
pub fn ConsentPart(person: Person) -> impl IntoView {
    let i18n = person.i18n;
    let formatter = use_formatter();
    let out = Memo::new(move |_| {
        person.card.get().and_then(|card| card.customer.consent.opt_out.clone())
    });
    let opt_out = move |event| {
        let is_out = event_target_checked(&event);
        let what = if is_out {
            t_string!(i18n, customers.opted_out)
        } else {
            t_string!(i18n, customers.opted_in)
        };
        let day = today();
        person.edit(
            move |customer| {
                let refusal = OptOut { day: Some(day), source: String::new() };
                customer.consent.opt_out = is_out.then_some(refusal);
            },
            what.to_owned(),
        );
    };
    let out_since = move || {
        let OptOut { day, source } = out.get()?;
        let day = day.map(|day| formatter.get().fmt_date(day.0, DateStyle::Short));
        let line = join(i18n, [day, Some(source)]);
        (!line.is_empty()).then(|| view! { <p class="fine">{line}</p> })
    };
    let lines = Channel::ALL.map(|channel| view! { <ChannelLine person=person channel=channel /> });
    view! {
        <section class="drawer__part" aria-labelledby="drawer-consent">
            <h3 id="drawer-consent">{t!(i18n, customers.consent)}</h3>
            <BlockedPart person=person />
            <label class="switch">
                <input
                    type="checkbox"
                    role="switch"
                    prop:checked=move || out.with(Option::is_some)
                    on:change=opt_out
                />
                {t!(i18n, customers.opt_out)}
            </label>
            {out_since}
            <dl class="kv consent-list">{lines.collect_view()}</dl>
            <RecordPart person=person />
        </section>
    }
}

#[component]
fn ChannelLine(person: Person, channel: Channel) -> impl IntoView {
    let i18n = person.i18n;
    let formatter = use_formatter();
    let name = move || channel_name(i18n, channel);
    let label = move || t_string!(i18n, customers.consent_for, channel = name()).to_string();
    let now = Memo::new(move |_| {
        let card = person.card.get();
        card.and_then(|card| card.customer.consent.channels.get(&channel).cloned())
            .unwrap_or_default()
    });
    let permission = Memo::new(move |_| now.with(|now| now.permission));
    let value = Signal::derive(move || key_of(permission.get()).to_owned());
    let choices = Signal::derive(move || {
        PERMISSIONS
            .map(|(key, permission)| Choice::new(key, permission_name(i18n, permission)))
            .into()
    });
    let set = move |permission: Permission| {
        let what = t_string!(
            i18n,
            customers.consent_set,
            channel = name(),
            permission = permission_name(i18n, permission)
        )
        .to_string();
        let day = today();
        let change = move |customer: &mut Customer| {
            let before = customer.consent.channels.get(&channel).cloned().unwrap_or_default();
            // Where the old word came from says nothing about the new one.
            let said = ChannelConsent {
                permission,
                day: (permission != Permission::Unknown).then_some(day),
                source: String::new(),
                purpose: before.purpose,
            };
            customer.consent.set(channel, said);
        };
        person.edit(change, what);
    };
    let choose = move |event| {
        let key = event_target_value(&event);
        if let Some((_, permission)) = PERMISSIONS.iter().find(|(own, _)| *own == key) {
            set(*permission);
        }
    };
    let is_unproven = Memo::new(move |_| now.with(ChannelConsent::lacks_proof));
    // Pressed just now: where it was said is asked for at once.
    let is_asking = RwSignal::new(false);
    let about = move || {
        now.with(|now| {
            let day = now.day.map(|day| formatter.get().fmt_date(day.0, DateStyle::Short));
            join(i18n, [day, Some(now.source.clone()), Some(now.purpose.clone())])
        })
    };
    // The one press that turns what was said round.
    let turn = move || {
        let is_granted = permission.get() == Permission::Granted;
        let (words, wanted) = if is_granted {
            (t_string!(i18n, customers.withdraw), Permission::Refused)
        } else {
            (t_string!(i18n, customers.agree), Permission::Granted)
        };
        let label = format!("{words}{}{}", t_string!(i18n, customers.list_comma), name());
        view! {
            <button
                class="btn"
                data-size="sm"
                type="button"
                aria-label=label
                on:click=move |_| {
                    is_asking.set(wanted == Permission::Granted);
                    set(wanted);
                }
            >
                {words}
            </button>
        }
    };
    view! {
        <div>
            <dt>{name}</dt>
            <dd>
                <div class="row">
                    <select class="select" aria-label=label on:change=choose>
                        <ChoiceList choices=choices value=value />
                    </select>
                    {turn}
                </div>
                <Show when=move || permission.get() != Permission::Unknown>
                    <details class="later" prop:open=move || is_asking.get()>
                        <summary class="fine">
                            <Show when=move || is_unproven.get()>
                                <span class="consent-gap">
                                    {t!(i18n, customers.consent_unproven)}
                                </span>
                                " "
                            </Show>
                            {move || match about() {
                                line if line.is_empty() => {
                                    t_string!(i18n, customers.consent_details).to_owned()
                                }
                                line => line,
                            }}
                        </summary>
                        <Details person=person channel=channel now=now />
                    </details>
                </Show>
            </dd>
        </div>
    }
}

/// When, where and what for; each is kept as its field is left.
#[component]
fn Details(person: Person, channel: Channel, now: Memo<ChannelConsent>) -> impl IntoView {
    let i18n = person.i18n;
    let field = move |get: fn(&ChannelConsent) -> String, set: fn(&mut ChannelConsent, &str)| {
        let value = RwSignal::new(now.with_untracked(get));
        Effect::new(move |_| value.set(now.with(get)));
        let save = Callback::new(move |typed: String| {
            if now.with_untracked(get) == typed.trim() {
                return;
            }
            let name = channel_name(i18n, channel);
            let what = t_string!(i18n, customers.consent_noted, channel = name).to_string();
            let change = move |customer: &mut Customer| {
                set(customer.consent.channels.entry(channel).or_default(), typed.trim());
            };
            person.edit(change, what);
        });
        (value, save)
    };
    let (day, save_day) = field(
        |now| now.day.map(|day| day.to_string()).unwrap_or_default(),
        |now, typed| now.day = read_day(typed),
    );
    let (source, save_source) =
        field(|now| now.source.clone(), |now, typed| now.source = typed.to_owned());
    let (purpose, save_purpose) =
        field(|now| now.purpose.clone(), |now, typed| now.purpose = typed.to_owned());
    view! {
        <div class="stack">
            <TextField label=say!(i18n, customers.consent_day) value=day kind="date" on_commit=save_day />
            <TextField
                label=say!(i18n, customers.consent_source)
                value=source
                hint=say!(i18n, customers.consent_source_hint)
                on_commit=save_source
            />
            <TextField
                label=say!(i18n, customers.consent_purpose)
                value=purpose
                hint=say!(i18n, customers.consent_purpose_hint)
                on_commit=save_purpose
            />
        </div>
    }
}

/// What there is of it, on one line.
fn join(i18n: Texts, parts: impl IntoIterator<Item = Option<String>>) -> String {
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    parts.join(t_string!(i18n, customers.list_comma))
}

fn key_of(permission: Permission) -> &'static str {
    match permission {
        Permission::Unknown => "unknown",
        Permission::Granted => "granted",
        Permission::Refused => "refused",
    }
}
