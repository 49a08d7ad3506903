//! Care for what is stored: asking the browser to keep it, calling a backup to mind, seeing ahead
//! that the room will not do. Must not know how any of it looks.

use leptos::prelude::{Effect, Get, GetUntracked, ReadSignal, Set, Track, signal};
use leptos::task::spawn_local;
use meadow_core::domain::workspace::WorkspaceKind;
use meadow_core::views::workspace::WorkspaceSummary;

use super::settings::Settings;
use super::toasts::Toasts;
use super::words::both;
use super::workspace::Workspace;
use crate::platform::care_notes::CareNotes;
use crate::platform::clock::now_ms;
use crate::platform::device_storage::{
    StorageRoom, ask_for_protection, estimate_room, is_protected,
};

const DAY_MS: f64 = 24.0 * 3_600.0 * 1_000.0;
/// A backup is called to mind when the newest is older than this and something has changed,
const DAYS_OF_BACKUP: f64 = 14.0;
/// or when so much has changed since,
const CHANGES_OF_BACKUP: u64 = 100;
/// and that no more often than this.
const DAYS_BETWEEN_REMINDERS: f64 = 7.0;
/// This much should stay free for everything else that is saved.
const RESERVE_BYTES: f64 = 32.0 * 1024.0 * 1024.0;
/// A table takes about as much room as its file at most: columns are packed, but steps of undo and
/// what is being written stand beside.
const BYTES_PER_FILE_BYTE: f64 = 1.0;

/// Why a backup would be good.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum BackupDue {
    NoneYet,
    Old { days: f64 },
    ManyChanges { n: u64 },
}

/// The room will probably not do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shortage {
    pub n_needed_bytes: f64,
    pub n_free_bytes: f64,
}

/// Is it time for a backup? Never of a sample, nor of a workspace with nobody in it.
pub fn backup_due(summary: &WorkspaceSummary, now_ms: f64) -> Option<BackupDue> {
    if summary.kind != WorkspaceKind::Own || summary.n_people == 0 {
        return None;
    }
    let n = summary.n_changes_since_backup;
    match summary.backup_ms {
        None => Some(BackupDue::NoneYet),
        Some(_) if n >= CHANGES_OF_BACKUP => Some(BackupDue::ManyChanges { n }),
        Some(at_ms) => {
            let days = (now_ms - at_ms) / DAY_MS;
            (n > 0 && days >= DAYS_OF_BACKUP).then_some(BackupDue::Old { days })
        }
    }
}

/// Will a file of this size find no room? What the browser says of its room is a guess, so this is
/// too; a full disk is told for certain only when it happens.
pub fn shortage(room: StorageRoom, n_file_bytes: f64) -> Option<Shortage> {
    let n_free_bytes = (room.n_all_bytes - room.n_used_bytes).max(0.0);
    let n_needed_bytes = n_file_bytes * BYTES_PER_FILE_BYTE + RESERVE_BYTES;
    (n_free_bytes < n_needed_bytes).then_some(Shortage { n_needed_bytes, n_free_bytes })
}

/// The same, asked of the browser.
pub async fn foresee_shortage(n_file_bytes: f64) -> Option<Shortage> {
    shortage(estimate_room().await?, n_file_bytes)
}

/// Whether the room has become too little for what is saved every day: asked again after each change.
pub fn watch_room(workspace: Workspace) -> ReadSignal<bool> {
    let (is_tight, set_tight) = signal(false);
    let revision = workspace.revision();
    Effect::new(move |_| {
        revision.track();
        spawn_local(async move {
            let is_short = foresee_shortage(0.0).await.is_some();
            // The page may be gone by now.
            let _ = set_tight.try_set(is_short);
        });
    });
    is_tight
}

/// After the first import of one's own data the browser is asked to keep them, once.
pub fn ask_to_keep_data() {
    let notes = CareNotes::read();
    if notes.was_asked {
        return;
    }
    CareNotes { was_asked: true, ..notes }.write();
    spawn_local(async {
        if is_protected().await == Some(false) {
            // Settings shows the answer.
            let _ = ask_for_protection().await;
        }
    });
}

/// Calls a backup to mind in a notice, once a week at most.
pub fn remind_of_backups(workspace: Workspace) {
    let (toasts, settings) = (Toasts::expect(), Settings::expect());
    let summary = workspace.summary();
    Effect::new(move |_| {
        let Some(summary) = summary.get() else { return };
        let (notes, now_ms) = (CareNotes::read(), now_ms());
        let is_rested = now_ms - notes.reminded_ms >= DAYS_BETWEEN_REMINDERS * DAY_MS;
        // Who has just begun is left to look around.
        let has_worked = summary.n_changes_since_backup >= CHANGES_OF_BACKUP / 10;
        if is_rested && has_worked && backup_due(&summary, now_ms).is_some() {
            CareNotes { reminded_ms: now_ms, ..notes }.write();
            let words = both!(settings.backup_reminder);
            toasts.show(words.get(settings.language.get_untracked()));
        }
    });
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::{RESERVE_BYTES, shortage};
    use crate::platform::device_storage::StorageRoom;

    #[test]
    fn a_file_needs_its_room_and_a_reserve() {
        let room = StorageRoom { n_used_bytes: 1_000.0, n_all_bytes: 41_000.0 + RESERVE_BYTES };
        assert_eq!(shortage(room, 40_000.0), None);
        let short = shortage(room, 40_001.0).unwrap();
        assert_eq!(short.n_free_bytes, 40_000.0 + RESERVE_BYTES);
        let over = StorageRoom { n_used_bytes: 9.0, n_all_bytes: 1.0 };
        assert_eq!(shortage(over, 0.0).unwrap().n_free_bytes, 0.0);
    }
}
