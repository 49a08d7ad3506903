//! The import itself: begun, under way, cancelled, finished, undone; and on to the next file.

use std::mem;

use leptos::prelude::{GetUntracked, Set, Update, UpdateValue, WithUntracked};
use leptos::task::spawn_local;
use meadow_core::domain::ids::{Revision, WorkspaceId};
use meadow_core::protocol::{Command, EngineError, Outcome, Progress, ProgressUnit, SourceId};
use meadow_core::views::import::{Dialect, FirstFacts, ImportMapping, ImportReport, SheetEntry};

use super::{ChosenFile, ImportSession, Pace};
use crate::platform::begun_import::BegunImport;
use crate::platform::clock::now_ms;

/// What came of an import.
#[derive(Clone, Debug, PartialEq)]
pub struct FinishedImport {
    pub file_name: String,
    pub report: ImportReport,
    /// The state it left behind; the import can be undone while this is the state.
    pub at: Option<(WorkspaceId, Revision)>,
    pub is_undone: bool,
    /// The file, and its other sheets with something in them.
    pub source: SourceId,
    pub other_sheets: Vec<String>,
}

impl FinishedImport {
    /// Notes whether it is undone or done again. Changes on top of it say nothing about it.
    pub(super) fn follow(&mut self, workspace: WorkspaceId, now: Revision) -> bool {
        match self.at {
            Some((own, at)) if own == workspace && now <= at => {
                mem::replace(&mut self.is_undone, now < at) != (now < at)
            }
            _ => false,
        }
    }
}

impl ImportSession {
    /// Brings the file in, and sets `facts` in the same step.
    pub fn import(self, facts: Option<FirstFacts>) {
        self.begin_import(facts, false);
    }

    /// `is_by_itself`: nobody looks at this file; if it cannot come in, the next one does.
    pub(super) fn begin_import(self, facts: Option<FirstFacts>, is_by_itself: bool) {
        let Some((file, mapping)) = self.file.get_untracked().zip(self.mapping()) else { return };
        if self.import_pace.get_untracked().is_some() {
            return;
        }
        let other_sheets = self.other_sheets();
        self.end_preview();
        self.import_pace.set(Some(Pace::default()));
        let here = self.workspace.revision().get_untracked();
        if !is_by_itself {
            self.bind_to(here.map(|(id, _)| id));
        }
        let files = self.with_waiting(&file);
        let begun = here.map(|(id, revision)| BegunImport::note(files, id, revision));
        self.hands.update_value(|hands| hands.begun = begun);
        spawn_local(async move {
            let result = self.run_import(&file, mapping.clone(), facts).await;
            self.hands.update_value(|hands| (hands.import, hands.begun) = (None, None));
            self.import_pace.set(None);
            match result {
                Ok(report) => {
                    let at = self.workspace.state().get_untracked();
                    let file_name = file.name.clone();
                    let finished = FinishedImport {
                        file_name,
                        report,
                        at,
                        is_undone: false,
                        source: file.source,
                        other_sheets,
                    };
                    self.finish(&file, &mapping, finished);
                }
                // Another file may have been taken in hand meanwhile.
                Err(_) if !self.has_in_hand(&file) => {}
                Err(EngineError::Cancelled) => {
                    self.bind_to(None);
                    self.preview_later();
                }
                Err(EngineError::OtherWorkspace) if is_by_itself => self.put_back(&file),
                Err(error) if is_by_itself => self.skip_failed(&file, &mapping, error),
                Err(error) => {
                    self.mark_failed(file.source, error.clone());
                    self.problem.set(Some(error));
                }
            }
        });
    }

    /// Sheets of the file in hand that are not the one read: shown ones with rows, as far as is known.
    fn other_sheets(self) -> Vec<String> {
        self.inspection.with_untracked(|seen| {
            let Some(seen) = seen else { return Vec::new() };
            let is_other = |sheet: &&SheetEntry| {
                !sheet.is_hidden
                    && sheet.n_rows != Some(0)
                    && seen.dialect.sheet.as_ref() != Some(&sheet.name)
            };
            seen.sheets.iter().filter(is_other).map(|sheet| sheet.name.clone()).collect()
        })
    }

    /// Takes another sheet of a file that came in.
    pub fn take_sheet(self, source: SourceId, sheet: &str) {
        self.take_in_hand(source);
        let dialect =
            Dialect { header_row: 0, sheet: Some(sheet.to_owned()), ..Dialect::default() };
        self.look(Some(dialect));
    }

    /// Ends the import under way; nothing is changed.
    pub fn cancel_import(self) {
        self.hands.update_value(|hands| {
            if let Some(handle) = hands.import.take() {
                handle.cancel();
            }
        });
    }

    /// Takes the finished import back, as long as nothing else was done since.
    pub fn undo(self) {
        spawn_local(async move {
            if let Err(error) = self.workspace.undo().await {
                self.problem.set(Some(error));
            }
        });
    }

    /// Notes which of the finished imports are undone or done again, wherever that was asked for.
    pub(super) fn follow_undo(self) {
        let Some((workspace, now)) = self.workspace.state().get_untracked() else { return };
        let mut finished = self.finished.get_untracked();
        if finished.as_mut().is_some_and(|finished| finished.follow(workspace, now)) {
            self.finished.set(finished);
        }
        self.follow_undo_in_queue(workspace, now);
    }

    pub(super) fn has_in_hand(self, file: &ChosenFile) -> bool {
        self.file.with_untracked(|now| now.as_ref() == Some(file))
    }

    async fn run_import(
        self,
        file: &ChosenFile,
        mapping: ImportMapping,
        first_facts: Option<FirstFacts>,
    ) -> Result<ImportReport, EngineError> {
        let began_ms = now_ms();
        let remember_as = self.name_to_remember();
        let command = Command::Import { source: file.source, mapping, first_facts, remember_as };
        let on_progress = move |progress| {
            self.import_pace.update(|pace| {
                // A message that comes after the end starts nothing again.
                if let Some(pace) = pace {
                    *pace = pace_of(progress, began_ms);
                }
            });
        };
        // What is open by the time of its turn may be another one than the reader saw.
        let begun = match self.goes_to(file.source) {
            Some(id) => self.workspace.begin_in(id, command, on_progress),
            None => self.workspace.begin(command, on_progress),
        };
        let begun = begun.ok_or(EngineError::Stopped)?;
        let (cancel, result) = (begun.cancel, begun.result);
        self.hands.update_value(|hands| hands.import = Some(cancel));
        match result.await? {
            Outcome::Imported(report) => Ok(*report),
            _ => Err(EngineError::WrongProtocol),
        }
    }
}

/// How far and how fast, for what began at that moment.
pub(in crate::state) fn pace_of(progress: Progress, began_ms: f64) -> Pace {
    let seconds = (now_ms() - began_ms) / 1000.0;
    let is_saving = progress.unit == ProgressUnit::Chunks;
    let rows_per_second =
        if seconds > 0.0 && !is_saving { progress.done as f64 / seconds } else { 0.0 };
    // The total is an estimate from the file's size; what is done is certain.
    let total = if progress.total > 0 { progress.total.max(progress.done) } else { 0 };
    Pace { done: progress.done, total, rows_per_second, is_saving }
}
