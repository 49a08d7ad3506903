//! What is known of the person, as plain facts; what is not known is not listed.

use super::Person;
use crate::i18n::{t, t_string, use_i18n};
use crate::platform::locale::{DateStyle, Formatter};
use crate::state::customer_table::CustomerTable;
use crate::state::figures::use_formatter;
use crate::ui::components::icon::Icon;
use crate::ui::components::no_invite_mark::NoInviteMark;
use crate::ui::pages::customers::wording::{
    Texts, column_name, personality_text, sex_name, stage_name, value_text, yes_or_no,
};
use leptos::prelude::*;
use meadow_core::domain::customer::Customer;
use meadow_core::domain::workspace::CustomField;
use meadow_core::table::custom_column::column_kind;
use meadow_core::views::round::NamedPerson;
use meadow_core::views::table::{Column, CustomerCard};

/// Under the name: company, region, or where the person came from.
pub fn facts_line(i18n: Texts, card: &CustomerCard) -> String {
    let customer = &card.customer;
    let stage = stage_name(i18n, card.stage);
    [customer.company.as_str(), customer.region.as_str(), stage.as_str()]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

#[component]
pub fn FactsPart(person: Person) -> impl IntoView {
    let i18n = person.i18n;
    let formatter = use_formatter();
    let lines = move || {
        let card = person.card.get()?;
        let phone = column_name(i18n, &Column::Phone, None);
        let lines = known_facts(i18n, &formatter.get(), &card, &person.fields.get());
        Some(
            lines
                .into_iter()
                .map(|(name, value)| {
                    let mark = (card.has_wrong_number && name == phone)
                        .then(|| view! { " " <WrongNumber /> });
                    view! {
                        <div>
                            <dt>{name}</dt>
                            <dd>{value} {mark}</dd>
                        </div>
                    }
                })
                .collect_view(),
        )
    };
    view! {
        <section class="drawer__part" aria-labelledby="drawer-facts">
            <h3 id="drawer-facts">{t!(i18n, customers.facts)}</h3>
            <dl class="kv">{lines}</dl>
            <ReferredPeople person=person />
        </section>
    }
}

/// A call to the number ended so, and it is still the number.
#[component]
fn WrongNumber() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <span class="tag" data-tone="warn">
            <Icon name="warn" />
            {t!(i18n, calls.wrong_number)}
        </span>
    }
}

/// Those this person brought, each a press away.
#[component]
fn ReferredPeople(person: Person) -> impl IntoView {
    let i18n = person.i18n;
    let table = CustomerTable::expect();
    move || {
        let referred = person.card.get().map(|card| card.referred.clone()).unwrap_or_default();
        (!referred.is_empty()).then(|| {
            let people = referred
                .into_iter()
                .map(|NamedPerson { id, name, obstacle }| {
                    view! {
                        <span>
                            <button
                                class="btn"
                                data-size="sm"
                                type="button"
                                on:click=move |_| table.opened.set(Some(id))
                            >
                                {name}
                            </button>
                            <NoInviteMark obstacle=obstacle />
                        </span>
                    }
                })
                .collect_view();
            view! {
                <h4>{t!(i18n, customers.referred)}</h4>
                <div class="row">{people}</div>
            }
        })
    }
}

fn known_facts(
    i18n: Texts,
    f: &Formatter,
    card: &CustomerCard,
    fields: &[CustomField],
) -> Vec<(String, String)> {
    let name = |column: Column| column_name(i18n, &column, None);
    let has_orders = card.n_orders > 0;
    let mut facts = typed_facts(i18n, f, &card.customer, fields);
    facts.extend([
        (name(Column::SpendTotal), has_orders.then(|| f.fmt_money_exact(card.spend_total))),
        (name(Column::SpendLastYear), has_orders.then(|| f.fmt_money_exact(card.spend_last_year))),
        (
            name(Column::PurchaseDays),
            has_orders.then(|| f.fmt_int(i64::from(card.n_purchase_days))),
        ),
        (
            name(Column::FirstPurchase),
            card.first_purchase.map(|day| f.fmt_date(day.0, DateStyle::Short)),
        ),
        (
            name(Column::LastPurchase),
            card.last_purchase.map(|day| f.fmt_date(day.0, DateStyle::Short)),
        ),
        (name(Column::DiscountShare), card.discount_share.map(|share| f.fmt_percent(share))),
    ]);
    facts.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

/// What can be typed of a person beside the name, the stage and the tags, named; `None`: not known.
pub fn typed_facts(
    i18n: Texts,
    f: &Formatter,
    customer: &Customer,
    fields: &[CustomField],
) -> Vec<(String, Option<String>)> {
    let name = |column: Column| column_name(i18n, &column, None);
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let mut facts: Vec<(String, Option<String>)> = vec![
        (name(Column::Key), some(&customer.key)),
        (name(Column::Phone), some(&customer.phone)),
        (name(Column::Email), some(&customer.email)),
        (name(Column::WeChat), some(&customer.wechat)),
        (name(Column::Company), some(&customer.company)),
        (name(Column::Region), some(&customer.region)),
        (name(Column::Sex), some(&sex_name(i18n, &customer.sex))),
        (name(Column::Occupation), some(&customer.occupation)),
        (name(Column::Personality), some(&personality_text(i18n, &customer.personality))),
        (name(Column::BirthYear), customer.birth_year.map(|year| year.to_string())),
        (name(Column::LeadSource), some(&customer.lead_source)),
        (
            name(Column::KnownSince),
            customer.known_since.map(|day| f.fmt_date(day.0, DateStyle::Short)),
        ),
        (name(Column::Member), customer.member.map(|yes| yes_or_no(i18n, yes))),
        (name(Column::Budget), customer.budget.map(|budget| f.fmt_money(budget))),
        (name(Column::SpendingPower), customer.spending_power.map(|power| power.to_string())),
        (t_string!(i18n, customers.referred_by).to_owned(), some(&customer.referred_by_key)),
    ];
    facts.extend(fields.iter().map(|field| {
        let value = customer.fields.get(&field.key).map(|value| match field.kind {
            Some(kind) => value_text(i18n, f, column_kind(kind), value),
            None => value.clone(),
        });
        (field.label.clone(), value)
    }));
    facts
}
