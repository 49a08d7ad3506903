//! A workspace's own copy of the playbooks: only what differs from the original is kept (A3). Must not
//! know the original's words.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::class::Class;
use super::play::{Play, PlayPart};
use super::text::Language;

/// A text of a class's playbook that can be worded anew.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PlaybookPart {
    Aim,
    Say,
    Offer,
    Prove,
    Avoid,
    Channel,
    Cadence,
    Ceiling,
    Watch,
    Opening,
    Question,
    Value,
    Objection,
    Close,
    /// A first message, by the way it is sent.
    Voicemail,
    Sms,
    WeChat,
    EmailSubject,
    EmailBody,
    /// What is done about a reason, by its key.
    Reason(String, PlayPart),
}

/// One text in the user's words; a language that was not reworded keeps the original.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct OwnText {
    pub en: Option<String>,
    pub zh: Option<String>,
}

impl OwnText {
    pub fn get(&self, language: Language) -> Option<&str> {
        match language {
            Language::En => self.en.as_deref(),
            Language::Zh => self.zh.as_deref(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.en.is_none() && self.zh.is_none()
    }
}

/// A reason that the user added: shown as typed in every language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnReason {
    pub label: String,
    pub play: Play<String>,
}

/// Texts by part, each at most once, ordered.
pub type OwnTexts = Vec<(PlaybookPart, OwnText)>;

/// What differs for one class.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaybookEdits {
    pub texts: OwnTexts,
    pub reasons: Vec<OwnReason>,
    /// What differs where somebody of the class gave a reason, by the reason's key.
    pub pairs: BTreeMap<String, OwnTexts>,
}

impl PlaybookEdits {
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty() && self.reasons.is_empty() && self.pairs.is_empty()
    }

    /// Rewrites every word the user wrote. The name of a reason of theirs comes out the same wherever
    /// it stands.
    pub fn rewrite(&mut self, mut rewrite: impl FnMut(&mut String)) {
        let pairs = std::mem::take(&mut self.pairs);
        self.pairs = pairs
            .into_iter()
            .map(|(mut reason, texts)| {
                rewrite(&mut reason);
                (reason, texts)
            })
            .collect();
        let texts = self.texts.iter_mut().chain(self.pairs.values_mut().flatten());
        for own in texts.flat_map(|(_, own)| own.en.iter_mut().chain(&mut own.zh)) {
            rewrite(own);
        }
        for OwnReason { label, play } in &mut self.reasons {
            std::iter::once(label).chain(play.texts_mut()).for_each(&mut rewrite);
        }
    }

    pub fn text(&self, part: &PlaybookPart) -> Option<&OwnText> {
        self.texts.iter().find(|(known, _)| known == part).map(|(_, text)| text)
    }
}

/// Classes whose playbook is as it came are not in it.
pub type OwnPlaybooks = BTreeMap<Class, PlaybookEdits>;
