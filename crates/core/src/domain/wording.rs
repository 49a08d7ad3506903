//! Text in a plan: a default that follows the interface language, or the user's own words.

use serde::{Deserialize, Serialize};

use super::text::{Language, Text};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wording {
    /// From a guide; shown in whichever language is chosen.
    Guide(Text),
    /// Typed by the user; shown as typed.
    Own(String),
}

impl Wording {
    pub fn get(&self, language: Language) -> &str {
        match self {
            Self::Guide(text) => text.get(language),
            Self::Own(text) => text,
        }
    }

    /// As shown in each language.
    pub fn in_both(&self) -> Text {
        match self {
            Self::Guide(text) => text.clone(),
            Self::Own(text) => text.as_str().into(),
        }
    }
}

impl Default for Wording {
    fn default() -> Self {
        Self::Own(String::new())
    }
}
