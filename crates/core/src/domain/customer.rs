//! A customer or lead, as known facts. Scores and classes are worked out elsewhere.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::class::Class;
use super::day::Day;
use super::ids::CustomerId;
use super::money::Money;

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

/// May this channel be used? Unknown is not a yes.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Permission {
    #[default]
    Unknown,
    Granted,
    Refused,
}

impl Permission {
    pub const ALL: [Self; 3] = [Self::Granted, Self::Refused, Self::Unknown];
}

/// Ways to reach a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Channel {
    WeChat,
    Sms,
    Phone,
    Email,
    Post,
    InPerson,
}

impl Channel {
    pub const ALL: [Self; 6] =
        [Self::WeChat, Self::Sms, Self::Phone, Self::Email, Self::Post, Self::InPerson];
}

/// Permission per channel. An opt-out from everything is `opted_out`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    pub channels: BTreeMap<Channel, Permission>,
    pub opted_out: bool,
}

impl Consent {
    /// Whoever opted out has refused every channel.
    pub fn of(&self, channel: Channel) -> Permission {
        match self.opted_out {
            true => Permission::Refused,
            false => self.channels.get(&channel).copied().unwrap_or_default(),
        }
    }

    /// May anybody write to this person at all? Only a refusal speaks against it.
    pub fn allows_invitation(&self) -> bool {
        let refused = self.channels.values().filter(|p| **p == Permission::Refused).count();
        let granted = self.channels.values().any(|p| *p == Permission::Granted);
        !self.opted_out && (granted || refused == 0)
    }
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
    pub region: String,
    pub sex: String,
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
    /// Custom fields by their key (see `WorkspaceFacts::custom_fields`).
    pub fields: BTreeMap<String, String>,
}
