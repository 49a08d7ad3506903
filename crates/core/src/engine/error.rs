//! Errors of what is below, as the page is told them.

use super::host::Cancelled;
use super::store::StoreError;
use crate::backup::BackupError;
use crate::export::ExportError;
use crate::protocol::{BackupProblem, EngineError};
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
        Self::ExportFailed { detail: error.detail }
    }
}

impl From<BackupError> for EngineError {
    fn from(error: BackupError) -> Self {
        Self::BadBackup(match error {
            BackupError::NoPassphrase => BackupProblem::NoPassphrase,
            BackupError::NotABackup => BackupProblem::NotABackup,
            BackupError::NewerVersion { .. } => BackupProblem::NewerVersion,
            BackupError::HeaderDamaged => BackupProblem::HeaderDamaged,
            BackupError::CostRefused => BackupProblem::CostRefused,
            BackupError::TooLarge { .. } => BackupProblem::TooLarge,
            BackupError::WrongPassphrase => BackupProblem::WrongPassphrase,
            BackupError::CutShort => BackupProblem::CutShort,
            BackupError::Damaged { .. } => BackupProblem::Damaged,
        })
    }
}
