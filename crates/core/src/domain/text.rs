//! A sentence in the two languages Meadow speaks.

use serde::{Deserialize, Serialize};

/// The interface languages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Language {
    #[default]
    En,
    Zh,
}

/// The same content written natively in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    pub en: String,
    pub zh: String,
}

impl Text {
    /// Both languages at once.
    pub fn new(en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self { en: en.into(), zh: zh.into() }
    }

    /// The wording for one language.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::En => &self.en,
            Language::Zh => &self.zh,
        }
    }
}

/// Part of a word that is set apart by spaces, as Chinese is not.
pub fn is_spaced_sign(sign: char) -> bool {
    sign.is_alphanumeric() && (sign as u32) < 0x2E80
}

/// The same in both languages: a name, a figure.
impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::new(text, text)
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self { en: text.clone(), zh: text }
    }
}

impl From<&Text> for Text {
    fn from(text: &Text) -> Self {
        text.clone()
    }
}
