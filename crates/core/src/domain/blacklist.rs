//! People nobody invites, whatever list they are on: known by what reaches them rather than by
//! their record, so that a block outlives a deletion and holds for the next file.

use serde::{Deserialize, Serialize};

use super::day::Day;

/// What a block is known by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum BlockedBy {
    Phone,
    Email,
    WeChat,
    /// The customer number.
    Key,
}

impl BlockedBy {
    pub const ALL: [Self; 4] = [Self::Phone, Self::Email, Self::WeChat, Self::Key];
}

/// One entry of the blacklist.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct BlockedContact {
    pub by: BlockedBy,
    /// In normal form, as imports keep it.
    pub value: String,
    /// In the user's words; may be empty.
    pub reason: String,
    pub day: Day,
}
