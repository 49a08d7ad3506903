//! Playbooks as a workspace has them, and the reasons for not buying with what is done about each.

use serde::{Deserialize, Serialize};

use crate::domain::class::Class;
use crate::domain::day::Day;
use crate::domain::play::Play;
use crate::domain::playbook_edits::{PlaybookEdits, PlaybookPart};
use crate::domain::reason::ReasonSource;
use crate::domain::text::Text;
use crate::playbooks::{ClassPlaybook, Speaker};

/// A class's playbook with the workspace's own words in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlaybookView {
    pub playbook: ClassPlaybook,
    /// To go back to: as it came; for a reason, as class and reason together make it.
    pub original: ClassPlaybook,
    /// What differs for the class, its pairs with reasons included.
    pub edits: PlaybookEdits,
    /// Where it is the playbook for one reason.
    pub pair: Option<PairView>,
}

impl PlaybookView {
    /// The reason that any of its words are for. Where nobody has words for a reason, all that is said
    /// is the class's.
    pub fn worded_for(&self) -> Option<&str> {
        let pair = self.pair.as_ref()?;
        let is_worded = pair.speakers.iter().any(|(_, speaker)| *speaker != Speaker::Class);
        is_worded.then_some(pair.reason.key.as_str())
    }
}

/// How a class's playbook comes about for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairView {
    pub reason: ReasonEntry,
    /// Why the two need words of their own, where they have them.
    pub why: Option<Text>,
    /// Whose words the parts are.
    pub speakers: Vec<(PlaybookPart, Speaker)>,
}

/// A reason that can be noted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReasonEntry {
    pub key: String,
    pub name: Text,
    /// Empty where nobody has said what to do about it.
    pub play: Play<Text>,
    /// In whose playbook it stands; `None`: own words that are in none.
    pub class: Option<Class>,
}

/// A reason as it was given by somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenReason {
    pub reason: ReasonEntry,
    pub day: Day,
    pub source: ReasonSource,
}

/// How many of a class gave a reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReasonCount {
    pub reason: ReasonEntry,
    /// Customers of the class.
    pub n_customers: u32,
    /// Leads expected to be of it.
    pub n_leads: u32,
}

/// Why those of one class have not bought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassReasons {
    /// `None`: those about whom too little is known.
    pub class: Option<Class>,
    pub n_customers: u32,
    pub n_leads: u32,
    /// Of all of them, those of whom any reason is known.
    pub n_with_reason: u32,
    /// Those of the class's playbook, also where nobody gave them, then others; most frequent first.
    pub reasons: Vec<ReasonCount>,
}
