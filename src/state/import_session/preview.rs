//! What would become of the file in hand, worked out anew a moment after every change. Changes
//! nothing.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::{
    GetUntracked, Set, UpdateValue, WithUntracked, set_timeout_with_handle, untrack,
};
use leptos::task::spawn_local;
use meadow_core::protocol::{EngineError, PreviewImport};
use meadow_core::views::import::FileProblem;

use super::running::pace_of;
use super::{ImportSession, Pace};
use crate::platform::clock::now_ms;

/// The preview waits so long after the last change.
const PREVIEW_AFTER: Duration = Duration::from_millis(300);

impl ImportSession {
    /// Works the preview out as soon as nothing changes for a moment.
    pub(super) fn preview_later(self) {
        let is_idle = self.finished.with_untracked(Option::is_none)
            && self.import_pace.with_untracked(Option::is_none);
        if !is_idle || self.inspection.with_untracked(Option::is_none) || !self.is_readable() {
            return;
        }
        self.end_preview();
        let handle = set_timeout_with_handle(move || self.start_preview(), PREVIEW_AFTER).ok();
        self.hands.update_value(|hands| hands.timer = handle);
    }

    pub(super) fn end_preview(self) {
        self.next_turn();
        self.preview_pace.set(None);
    }

    /// Has the file been looked at as it was last asked to be read?
    pub(super) fn is_readable(self) -> bool {
        let asked = self.dialect.get_untracked();
        self.inspection.with_untracked(|inspection| {
            inspection.as_ref().map(|inspection| &inspection.dialect) == asked.as_ref()
        })
    }

    fn start_preview(self) {
        let Some((file, mapping)) = self.file.get_untracked().zip(self.mapping()) else { return };
        let turn = self.next_turn();
        let began_ms = now_ms();
        let currency = untrack(|| self.chosen_currency());
        let query = PreviewImport { source: file.source, mapping, currency };
        let on_progress = move |progress| {
            if self.is_turn(turn) {
                self.preview_pace.set(Some(pace_of(progress, began_ms)));
            }
        };
        let Some(begun) = self.workspace.engine.begin_ask(query, on_progress) else { return };
        self.preview_pace.set(Some(Pace::default()));
        let (cancel, result) = (begun.cancel, begun.result);
        self.hands.update_value(|hands| hands.preview = Some(cancel));
        spawn_local(async move {
            let answer = result.await;
            if !self.is_turn(turn) {
                return;
            }
            self.preview_pace.set(None);
            match answer {
                Ok(report) => {
                    self.mapping_problem.set(None);
                    self.preview.set(Some(Arc::new(report)));
                }
                Err(EngineError::BadFile(FileProblem::AllRowsRejected { report })) => {
                    self.mapping_problem.set(None);
                    self.preview.set(Some(Arc::new(*report)));
                }
                Err(EngineError::Cancelled) => {}
                Err(error) => {
                    self.preview.set(None);
                    self.mapping_problem.set(Some(error));
                }
            }
        });
    }
}
