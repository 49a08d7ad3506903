//! What to say and offer to one class of customers.
//!
//! Owns the shape of a class playbook. Must not know any customer or count.

use serde::{Deserialize, Serialize};

use crate::domain::class::Class;
use crate::domain::play::Play;
use crate::domain::text::Text;

/// The strategy for one class, ready to be shown and edited.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassPlaybook {
    pub class: Class,
    /// The finding, for example "They spend well and are not yet ours".
    pub headline: Text,
    /// What the effort is for.
    pub aim: Text,
    /// The message.
    pub say: Text,
    pub offer: Text,
    /// The evidence to show beside the message.
    pub prove: Text,
    pub avoid: Text,
    pub channel: Text,
    pub cadence: Text,
    /// How much a contact may cost, in words.
    pub ceiling: Text,
    /// Signs that somebody is about to leave or join the class.
    pub watch: Text,
    /// How the playbook applies to leads whose expected class this is.
    pub leads: Text,
    /// Why members of this class have not bought; the user can add to it.
    pub reasons: Vec<Reason>,
    pub script: CallScript,
    pub samples: Samples,
}

/// One reason for not buying, and what to do about it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// Unique over all four classes; stored with the customer.
    pub key: String,
    pub label: Text,
    /// Within the class's own ceiling of cost.
    pub play: Play<Text>,
}

impl Reason {
    /// One of nobody's playbook: called what it says, with nothing that is done about it.
    pub fn in_own_words(words: &str) -> Self {
        Self { key: words.to_owned(), label: words.into(), play: Play::default() }
    }
}

/// First messages by the way they are sent; may hold merge fields.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Samples {
    /// To leave where nobody answers.
    pub voicemail: Text,
    /// Without the sender's signature and the way to opt out, which every text message gets.
    pub sms: Text,
    pub wechat: Text,
    pub email_subject: Text,
    pub email_body: Text,
}

/// A telephone call in five parts; may hold merge fields.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CallScript {
    pub opening: Text,
    pub question: Text,
    pub value: Text,
    pub objection: Text,
    pub close: Text,
}
