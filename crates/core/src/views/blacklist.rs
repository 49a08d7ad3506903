//! The blacklist as it is shown.

use serde::{Deserialize, Serialize};

use crate::domain::blacklist::BlockedContact;

/// An entry with how many customers it keeps from being invited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlacklistRow {
    pub entry: BlockedContact,
    pub n_customers: u32,
}
