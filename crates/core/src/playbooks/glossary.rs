//! Names of the domain in both languages.
//!
//! Owns the wording of classes, stages and tiers as the glossary binds it. Must not know the
//! user's own names for them.

use serde::{Deserialize, Serialize};

use crate::domain::class::Class;
use crate::domain::text::Text;

/// Names the interface uses.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Glossary {
    pub classes: Vec<ClassName>,
    /// Lead, interested, bought, in service, lapsed.
    pub stages: Vec<Term>,
    /// Ordinary, silver card, VIP: defaults, the user may rename them.
    pub tiers: Vec<Term>,
    /// Invited, registered, attended, ordered, repurchased, referred.
    pub funnel: Vec<Term>,
}

/// A class by name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassName {
    pub class: Class,
    pub singular: Text,
    pub plural: Text,
    /// The two axes in words.
    pub axes: Text,
}

/// A word and what it means here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    pub key: String,
    pub name: Text,
    pub meaning: Text,
}
