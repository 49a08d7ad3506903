//! Errors of what is below, as the page is told them.

use super::host::Cancelled;
use super::store::StoreError;
use crate::export::ExportError;
use crate::protocol::EngineError;
use crate::saved::SavedError;
use crate::views::import::FileProblem;

impl From<Cancelled> for EngineError {
    fn from(Cancelled: Cancelled) -> Self {
        Self::Cancelled
    }
}

impl From<StoreError> for EngineError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict => Self::Conflict,
            StoreError::Full => Self::StorageFull,
            StoreError::Denied { detail } => Self::StorageDenied { detail },
            StoreError::Failed { detail } => Self::Storage { detail },
            StoreError::Saved(error) => error.into(),
        }
    }
}

impl From<SavedError> for EngineError {
    fn from(error: SavedError) -> Self {
        match error {
            SavedError::NewerForm { found } => Self::NewerForm { found: found.into() },
            SavedError::Damaged { .. } => Self::Damaged { detail: error.to_string() },
        }
    }
}

impl From<FileProblem> for EngineError {
    fn from(problem: FileProblem) -> Self {
        Self::BadFile(problem)
    }
}

/// Only a file that grows beyond what its format can hold.
impl From<ExportError> for EngineError {
    fn from(error: ExportError) -> Self {
        Self::Storage { detail: error.to_string() }
    }
}
