//! The engine's errors in the reader's words: what happened, what is safe, what to do.

use super::words::both;
use meadow_core::domain::text::Text;
use meadow_core::protocol::{BackupProblem, EngineError, Thing};

/// One or two sentences for the reader. A file's own troubles are told in detail by the import.
pub fn explain(error: &EngineError) -> Text {
    match error {
        EngineError::WrongProtocol => both!(errors.wrong_protocol),
        EngineError::Cancelled => both!(errors.cancelled),
        EngineError::Stopped => both!(errors.stopped),
        EngineError::NoWorkspace => both!(errors.no_workspace),
        EngineError::OtherWorkspace => both!(errors.other_workspace),
        EngineError::NotFound { what } => match what {
            Thing::Workspace => not_found(both!(errors.workspace)),
            Thing::Customer => not_found(both!(errors.customer)),
            Thing::Product => not_found(both!(errors.product)),
            Thing::Event => not_found(both!(errors.event)),
            Thing::File => not_found(both!(errors.file)),
            Thing::Merge => not_found(both!(errors.merge)),
            Thing::Import => not_found(both!(errors.import)),
            Thing::Contact => not_found(both!(errors.contact)),
            Thing::Row => not_found(both!(errors.row)),
            Thing::Document => not_found(both!(errors.document)),
            Thing::Step => not_found(both!(errors.step)),
            Thing::Field => not_found(both!(errors.field)),
        },
        EngineError::NewerForm { .. } => both!(errors.newer_form),
        EngineError::Damaged { detail } => both!(errors.damaged, detail = detail),
        EngineError::StorageFull => both!(errors.storage_full),
        EngineError::StorageDenied { .. } => both!(errors.storage_denied),
        EngineError::Storage { detail } => both!(errors.storage, detail = detail),
        EngineError::Conflict => both!(errors.conflict),
        EngineError::NothingToUndo => both!(errors.nothing_to_undo),
        EngineError::NothingToRedo => both!(errors.nothing_to_redo),
        EngineError::BadFile(_) => both!(errors.bad_file),
        EngineError::BadBackup(problem) => backup_problem(problem),
        EngineError::ExportFailed { detail } => both!(errors.export_failed, detail = detail),
        EngineError::BadInput { detail } => detail.clone(),
        EngineError::KeyTaken { key, name } => {
            both!(errors.key_taken, key = key.as_str(), name = name.as_str())
        }
    }
}

fn backup_problem(problem: &BackupProblem) -> Text {
    match problem {
        BackupProblem::NoPassphrase => both!(errors.no_passphrase),
        BackupProblem::NotABackup => both!(errors.not_a_backup),
        BackupProblem::NewerVersion => both!(errors.backup_newer),
        BackupProblem::HeaderDamaged => both!(errors.backup_header),
        BackupProblem::CostRefused => both!(errors.backup_cost),
        BackupProblem::TooLarge => both!(errors.backup_large),
        BackupProblem::WrongPassphrase => both!(errors.wrong_passphrase),
        BackupProblem::CutShort => both!(errors.backup_cut),
        BackupProblem::Damaged => both!(errors.backup_damaged),
    }
}

fn not_found(what: Text) -> Text {
    let en = both!(errors.not_found, what = what.en.as_str()).en;
    let zh = both!(errors.not_found, what = what.zh.as_str()).zh;
    Text::new(en, zh)
}
