//! Which value stays where several records of one person become one: said once for a workspace.
//! Must not know how the records are put together.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::customer_field::CustomerField;

/// Whose value stays, among the records that have one.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum KeepRule {
    /// The most recently changed record's.
    #[default]
    Newest,
    /// The longest.
    MostComplete,
    /// That of the record that is kept, under its own number.
    Mine,
    /// That of the record that goes into it.
    Theirs,
}

impl KeepRule {
    pub const ALL: [Self; 4] = [Self::Newest, Self::MostComplete, Self::Mine, Self::Theirs];
}

/// One rule for all fields, and those with a rule of their own. Consent, tags and notes have none: they
/// add up, and whatever was refused stays refused.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoiningRules {
    pub otherwise: KeepRule,
    pub fields: BTreeMap<CustomerField, KeepRule>,
}
