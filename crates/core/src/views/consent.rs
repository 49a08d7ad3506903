//! What people have agreed to, as the settings show it.

use serde::{Deserialize, Serialize};

/// A purpose that permission was given for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PurposeEntry {
    pub purpose: String,
    /// Who agreed to it for any channel.
    pub n_people: u32,
    /// May who agreed to it be invited to events?
    pub covers_invitations: bool,
}
