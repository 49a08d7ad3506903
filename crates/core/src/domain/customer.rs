//! A customer or lead, as known facts. Scores and classes are worked out elsewhere.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::class::Class;
use super::consent::Consent;
use super::day::Day;
use super::ids::CustomerId;
use super::keeping::KeepAnswers;
use super::money::Money;
use super::reason::RecordedReason;
use super::text::is_spaced_sign;

/// Where a person stands in trading with us (B1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Stage {
    /// Has not bought and shown no interest yet.
    Lead,
    /// Has not bought, has shown interest.
    Interested,
    Bought,
    InService,
    /// Bought once, long ago.
    Lapsed,
}

impl Stage {
    pub const ALL: [Self; 5] =
        [Self::Lead, Self::Interested, Self::Bought, Self::InService, Self::Lapsed];
}

/// A class set by hand, with the reason given (A1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassOverride {
    pub class: Class,
    pub note: String,
}

/// A dated remark on a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerNote {
    pub day: Day,
    pub text: String,
}

/// Tags as they are written in one text. A sign between tags is never part of one: it would not come
/// back from a file.
pub fn split_tags(text: &str) -> impl Iterator<Item = &str> {
    let tags = text.split([',', ';', '|', '/', '，', '；', '、']);
    let tags = tags.map(|tag| tag.trim().trim_matches('"').trim());
    tags.filter(|tag| !tag.is_empty())
}

/// Not a single word that may mean something else in a sentence, as `Rose` does.
pub fn is_distinct_name(name: &str) -> bool {
    let has_two_words = name.split_whitespace().nth(1).is_some();
    has_two_words || name.chars().filter(|sign| !is_spaced_sign(*sign)).count() >= 2
}

/// What is known of one person or organisation. Empty text means unknown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Customer {
    pub id: CustomerId,
    /// The user's own customer number, kept as text (`00123` stays `00123`).
    pub key: String,
    pub name: String,
    pub phone: String,
    pub email: String,
    pub wechat: String,
    pub company: String,
    /// The company's registered number, such as 统一社会信用代码.
    pub company_id: String,
    pub region: String,
    pub sex: String,
    /// What they do for a living.
    pub occupation: String,
    /// How they are to deal with (B1): a name of [`Personality`](super::personality::Personality), or a
    /// word of the user's own.
    pub personality: String,
    pub birth_year: Option<i16>,
    pub lead_source: String,
    /// The day we first knew of this person, if a file or an edit says so.
    pub known_since: Option<Day>,
    /// `None`: nobody has said whether this is a member.
    pub member: Option<bool>,
    /// Set by hand or by a file; otherwise the stage follows from the orders.
    pub stage: Option<Stage>,
    /// What a lead says it could spend, in money.
    pub budget: Option<Money>,
    /// Spending power 0–100, from a column or an area table.
    pub spending_power: Option<u8>,
    /// Who brought this customer, by that customer's key, and once known by id.
    pub referred_by_key: String,
    pub consent: Consent,
    pub class_override: Option<ClassOverride>,
    pub tags: Vec<String>,
    pub notes: Vec<CustomerNote>,
    /// Why they have not bought, each once.
    pub reasons: Vec<RecordedReason>,
    /// Whether to keep the relationship, as far as somebody has answered.
    pub keeping: KeepAnswers,
    /// Custom fields by their key (see `WorkspaceFacts::custom_fields`).
    pub fields: BTreeMap<String, String>,
}
