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

/// What differs for one class.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaybookEdits {
    /// By part, each at most once, ordered.
    pub texts: Vec<(PlaybookPart, OwnText)>,
    pub reasons: Vec<OwnReason>,
}

impl PlaybookEdits {
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty() && self.reasons.is_empty()
    }

    /// Every word the user wrote.
    pub fn words_mut(&mut self) -> impl Iterator<Item = &mut String> {
        let texts = self.texts.iter_mut().flat_map(|(_, own)| own.en.iter_mut().chain(&mut own.zh));
        let reasons = self.reasons.iter_mut();
        texts.chain(
            reasons.flat_map(|OwnReason { label, play }| {
                std::iter::once(label).chain(play.texts_mut())
            }),
        )
    }

    pub fn text(&self, part: &PlaybookPart) -> Option<&OwnText> {
        self.texts.iter().find(|(known, _)| known == part).map(|(_, text)| text)
    }
}

/// Classes whose playbook is as it came are not in it.
pub type OwnPlaybooks = BTreeMap<Class, PlaybookEdits>;
