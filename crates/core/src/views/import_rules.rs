//! What the rows of a file may do to the customers that are known: how they are recognised, what is
//! written over, and what permission comes with them.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::domain::day::Day;

/// What decides whether a row is somebody known.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum MatchKey {
    /// The first of these that finds somebody: customer number, telephone, e-mail, WeChat, company
    /// number; the name for orders that have nothing else.
    #[default]
    Any,
    CustomerKey,
    Phone,
    Email,
    WeChat,
    CompanyId,
}

impl MatchKey {
    pub const ALL: [Self; 6] =
        [Self::Any, Self::CustomerKey, Self::Phone, Self::Email, Self::WeChat, Self::CompanyId];
}

/// What a cell does where something is known already.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum FieldPolicy {
    /// Only what was blank before the file is taken from it.
    FillBlanks,
    #[default]
    Overwrite,
    /// Known customers keep what they have, blank or not; only new ones get it.
    Keep,
}

impl FieldPolicy {
    pub const ALL: [Self; 3] = [Self::Overwrite, Self::FillBlanks, Self::Keep];
}

/// What becomes of orders that are here by number, where the file says something else of them.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum OrderPolicy {
    /// The file's word is the newer one. What it does not say stays.
    #[default]
    TakeFile,
    Leave,
}

impl OrderPolicy {
    pub const ALL: [Self; 2] = [Self::TakeFile, Self::Leave];
}

/// What becomes of known customers and orders. Columns count from 0. Whatever the rules say, an opt-out is never
/// taken back, and tags and notes are added to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UpdateRules {
    pub key: MatchKey,
    /// For columns without a policy of their own.
    pub otherwise: FieldPolicy,
    pub columns: BTreeMap<u32, FieldPolicy>,
    /// Columns in which an empty cell empties the field.
    pub blanks_erase: BTreeSet<u32>,
    /// May rows of unknown people add them? Otherwise they wait in the quarantine.
    pub adds_new: bool,
    pub orders: OrderPolicy,
}

impl Default for UpdateRules {
    fn default() -> Self {
        Self {
            key: MatchKey::Any,
            otherwise: FieldPolicy::Overwrite,
            columns: BTreeMap::new(),
            blanks_erase: BTreeSet::new(),
            adds_new: true,
            orders: OrderPolicy::TakeFile,
        }
    }
}

impl UpdateRules {
    /// Of a column, from 0.
    pub fn policy_of(&self, column: usize) -> FieldPolicy {
        let own = u32::try_from(column).ok().and_then(|at| self.columns.get(&at));
        own.copied().unwrap_or(self.otherwise)
    }

    /// Does an empty cell of this column, from 0, empty the field?
    pub fn erases(&self, column: usize) -> bool {
        u32::try_from(column).is_ok_and(|at| self.blanks_erase.contains(&at))
    }
}

/// What holds for every permission in a file, where no column says otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentNote {
    /// What people agreed to be written to about.
    pub purpose: String,
    /// Where the permission came from; empty: the file, by its name.
    pub source: String,
    pub day: Option<Day>,
}
