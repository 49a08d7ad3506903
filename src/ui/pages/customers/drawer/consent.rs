//! Which ways of reaching the person are allowed.

use super::Person;
use crate::i18n::{t, t_string};
use crate::ui::components::select_field::{Choice, ChoiceList};
use crate::ui::pages::customers::wording::{channel_name, permission_name};
use leptos::prelude::*;
use meadow_core::domain::consent::{Channel, OptOut, Permission};
use meadow_core::domain::customer::Customer;

const PERMISSIONS: [(&str, Permission); 3] = [
    ("unknown", Permission::Unknown),
    ("granted", Permission::Granted),
    ("refused", Permission::Refused),
];

#[component]
pub fn ConsentPart(person: Person) -> impl IntoView {
    let i18n = person.i18n;
    let is_out = move || person.card.get().is_some_and(|card| card.customer.consent.opted_out());
    let opt_out = move |event| {
        let is_out = event_target_checked(&event);
        let what = if is_out {
            t_string!(i18n, customers.opted_out)
        } else {
            t_string!(i18n, customers.opted_in)
        };
        person.edit(
            move |customer| customer.consent.opt_out = is_out.then(OptOut::default),
            what.to_owned(),
        );
    };
    let lines = Channel::ALL.map(|channel| view! { <ChannelLine person=person channel=channel /> });
    view! {
        <section class="drawer__part" aria-labelledby="drawer-consent">
            <h3 id="drawer-consent">{t!(i18n, customers.consent)}</h3>
            <label class="switch">
                <input type="checkbox" role="switch" prop:checked=is_out on:change=opt_out />
                {t!(i18n, customers.opt_out)}
            </label>
            <dl class="kv consent-list">{lines.collect_view()}</dl>
        </section>
    }
}

#[component]
fn ChannelLine(person: Person, channel: Channel) -> impl IntoView {
    let i18n = person.i18n;
    let name = move || channel_name(i18n, channel);
    let label = move || t_string!(i18n, customers.consent_for, channel = name()).to_string();
    let now = move || {
        let card = person.card.get();
        card.map_or(Permission::Unknown, |card| card.customer.consent.noted(channel))
    };
    let value = Signal::derive(move || key_of(now()).to_owned());
    let choices = Signal::derive(move || {
        PERMISSIONS
            .map(|(key, permission)| Choice::new(key, permission_name(i18n, permission)))
            .into()
    });
    let choose = move |event| {
        let key = event_target_value(&event);
        let chosen = PERMISSIONS.iter().find(|(own, _)| *own == key);
        let Some((_, permission)) = chosen.copied() else { return };
        let what = t_string!(
            i18n,
            customers.consent_set,
            channel = name(),
            permission = permission_name(i18n, permission)
        )
        .to_string();
        let change = move |customer: &mut Customer| {
            customer.consent.set(channel, permission);
        };
        person.edit(change, what);
    };
    view! {
        <div>
            <dt>{name}</dt>
            <dd>
                <select class="select" aria-label=label on:change=choose>
                    <ChoiceList choices=choices value=value />
                </select>
            </dd>
        </div>
    }
}

fn key_of(permission: Permission) -> &'static str {
    match permission {
        Permission::Unknown => "unknown",
        Permission::Granted => "granted",
        Permission::Refused => "refused",
    }
}
