//! Permission to write to a person, with what makes it hold: what it was given for, when, and where
//! it came from (personal-information law: a stated purpose, and as easy to withdraw as to give).
//! Must not know how often or at what hour anybody is written to.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::day::Day;

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

/// What was said about one channel. Empty text means that nobody has noted it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelConsent {
    pub permission: Permission,
    /// When it was given, refused or withdrawn.
    pub day: Option<Day>,
    /// Where it came from: a form, a file, a word on the telephone.
    pub source: String,
    /// What the person agreed to be written to about.
    pub purpose: String,
}

/// Begins the source of a refusal that nobody has spoken: what a file says cannot be read, and holds
/// as a refusal until somebody decides.
const UNDECIDED: &str = "⚠ ";

impl ChannelConsent {
    /// Held back, as long as nobody has decided what these words of a file mean.
    pub fn undecided(words: &str) -> Self {
        let source = format!("{UNDECIDED}{words}");
        Self { permission: Permission::Refused, source, ..Self::default() }
    }

    pub fn is_undecided(&self) -> bool {
        self.permission == Permission::Refused && self.source.starts_with(UNDECIDED)
    }

    /// Agreed, and nobody noted when, where or for what: nothing shows that it was.
    pub fn lacks_proof(&self) -> bool {
        let is_noted = self.day.is_some() && !self.source.is_empty() && !self.purpose.is_empty();
        self.permission == Permission::Granted && !is_noted
    }
}

/// One of the facts that make a permission hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ConsentFact {
    Day,
    Source,
    Purpose,
}

impl ConsentFact {
    pub const ALL: [Self; 3] = [Self::Day, Self::Source, Self::Purpose];
}

impl From<Permission> for ChannelConsent {
    fn from(permission: Permission) -> Self {
        Self { permission, ..Self::default() }
    }
}

/// A refusal of everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OptOut {
    pub day: Option<Day>,
    pub source: String,
}

impl OptOut {
    /// As [`ChannelConsent::undecided`].
    pub fn undecided(words: &str) -> Self {
        Self { day: None, source: format!("{UNDECIDED}{words}") }
    }

    pub fn is_undecided(&self) -> bool {
        self.source.starts_with(UNDECIDED)
    }
}

/// Consent per channel, and the opt-out that stands above all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    pub channels: BTreeMap<Channel, ChannelConsent>,
    pub opt_out: Option<OptOut>,
}

impl Consent {
    /// Whoever opted out has refused every channel.
    pub fn of(&self, channel: Channel) -> Permission {
        match self.opted_out() {
            true => Permission::Refused,
            false => self.noted(channel),
        }
    }

    /// What was noted for this channel itself.
    pub fn noted(&self, channel: Channel) -> Permission {
        self.channels.get(&channel).map_or(Permission::Unknown, |consent| consent.permission)
    }

    pub fn set(&mut self, channel: Channel, consent: impl Into<ChannelConsent>) {
        self.channels.insert(channel, consent.into());
    }

    pub fn opted_out(&self) -> bool {
        self.opt_out.is_some()
    }

    /// Has anything been refused, one channel or all?
    pub fn has_refusal(&self) -> bool {
        let is_refused = |consent: &ChannelConsent| consent.permission == Permission::Refused;
        self.opted_out() || self.channels.values().any(is_refused)
    }

    /// Is there a permission that nothing shows to have been given? After an opt-out none counts.
    pub fn lacks_proof(&self) -> bool {
        !self.opted_out() && self.channels.values().any(ChannelConsent::lacks_proof)
    }

    /// May anybody write to this person at all? Only a refusal speaks against it.
    pub fn allows_invitation(&self) -> bool {
        let mut noted = self.channels.values().map(|consent| consent.permission);
        let refused = noted.clone().any(|permission| permission == Permission::Refused);
        let granted = noted.any(|permission| permission == Permission::Granted);
        !self.opted_out() && (granted || !refused)
    }
}
