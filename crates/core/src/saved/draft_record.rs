//! A wizard's draft as it is kept, beside the revisions.

use serde::{Deserialize, Serialize};

use super::SavedError;
use super::block::{Kind, open_value, seal_value};
use crate::domain::ids::DraftWriter;

/// The bytes are the wizard's own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DraftRecord {
    pub bytes: Vec<u8>,
    /// Milliseconds since 1970.
    pub changed_ms: f64,
    pub writer: DraftWriter,
}

impl DraftRecord {
    pub fn to_bytes(&self) -> Vec<u8> {
        seal_value(Kind::Draft, 0, self)
    }

    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SavedError> {
        open_value(Kind::Draft, "draft", bytes)
    }
}
