//! Two to several records fact by fact: what is the same, what differs, and which value stays.

use crate::i18n::t_string;
use crate::platform::locale::Formatter;
use crate::ui::pages::customers::wording::{
    Texts, channel_name, field_name, field_value, permission_name, stage_name,
};
use meadow_core::domain::consent::{Channel, Consent, Permission};
use meadow_core::domain::customer::Customer;
use meadow_core::domain::customer_field::CustomerField;
use meadow_core::domain::workspace::CustomField;
use std::collections::BTreeSet;

/// A fact of which one value stays.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fact {
    Field(CustomerField),
    Stage,
}

impl Fact {
    /// Those that at least one of these people has, in the order of the forms.
    pub fn known_of<'a>(people: impl Iterator<Item = &'a Customer> + Clone) -> Vec<Self> {
        let keys: BTreeSet<&String> =
            people.clone().flat_map(|person| person.fields.keys()).collect();
        let custom = keys.into_iter().map(|key| CustomerField::Custom(key.clone()));
        let fields = CustomerField::OWN.into_iter().chain(custom).map(Self::Field);
        let is_known = |fact: &Self| people.clone().any(|person| !fact.is_empty_of(person));
        fields.chain([Self::Stage]).filter(is_known).collect()
    }

    pub fn is_empty_of(&self, person: &Customer) -> bool {
        match self {
            Self::Field(field) => field.read(person).trim().is_empty(),
            Self::Stage => person.stage.is_none(),
        }
    }

    pub fn is_same(&self, one: &Customer, other: &Customer) -> bool {
        match self {
            Self::Field(field) => field.read(one).trim() == field.read(other).trim(),
            Self::Stage => one.stage == other.stage,
        }
    }

    /// Whether a choice is to be made: several say something, and not the same.
    pub fn differs<'a>(&self, people: impl Iterator<Item = &'a Customer>) -> bool {
        let mut known = people.filter(|person| !self.is_empty_of(person));
        let Some(first) = known.next() else { return false };
        known.any(|person| !self.is_same(first, person))
    }

    /// Gives `to` what `from` has.
    pub fn copy(&self, from: &Customer, to: &mut Customer) {
        match self {
            // What was read from a customer can be written to one.
            Self::Field(field) => drop(field.write(to, &field.read(from))),
            Self::Stage => to.stage = from.stage,
        }
    }

    pub fn name(&self, i18n: Texts, fields: &[CustomField]) -> String {
        match self {
            Self::Field(field) => field_name(i18n, field, fields),
            Self::Stage => t_string!(i18n, customers.col_stage).to_owned(),
        }
    }

    /// Empty where nothing is known.
    pub fn value(&self, i18n: Texts, f: &Formatter, person: &Customer) -> String {
        match self {
            Self::Field(field) => field_value(i18n, f, field, &field.read(person)),
            Self::Stage => person.stage.map(|stage| stage_name(i18n, stage)).unwrap_or_default(),
        }
    }
}

/// What a person is called among records that have little else in common.
pub fn title_of(i18n: Texts, person: &Customer) -> String {
    [&person.name, &person.key, &person.phone, &person.email]
        .into_iter()
        .find(|text| !text.trim().is_empty())
        .cloned()
        .unwrap_or_else(|| t_string!(i18n, customers.no_name).to_owned())
}

/// What was said about writing to a person; empty where nothing was.
pub fn consent_text(i18n: Texts, consent: &Consent) -> String {
    if consent.opted_out() {
        return t_string!(i18n, customers.opt_out).to_owned();
    }
    let said = Channel::ALL.into_iter().filter_map(|channel| {
        let permission = consent.noted(channel);
        (permission != Permission::Unknown).then(|| {
            t_string!(
                i18n,
                customers.consent_set,
                channel = channel_name(i18n, channel),
                permission = permission_name(i18n, permission)
            )
            .to_string()
        })
    });
    said.collect::<Vec<_>>().join(t_string!(i18n, customers.list_comma))
}
