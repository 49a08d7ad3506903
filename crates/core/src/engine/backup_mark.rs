//! Noting that a backup file was made, so that the page can say how old it is.

use super::Engine;
use super::host::Host;
use super::snapshot::Snapshot;
use super::store::{HeadMove, Store};
use crate::domain::day::Day;
use crate::domain::ids::Revision;
use crate::protocol::{EngineError, Reply};
use crate::saved::{BackupMark, Head};

impl<S: Store> Engine<S> {
    /// `of` is the head's revision the file holds. No step of undo: only the head takes a number, so
    /// that other tabs learn of it.
    pub(super) async fn note_backup(
        &self,
        host: &impl Host,
        today: Day,
        of: Revision,
    ) -> Result<Reply, EngineError> {
        let _turn = self.turns.take().await;
        self.refresh_in_turn(host).await?;
        let before = self.snapshot()?;
        // The noting itself is no change since.
        let mark = BackupMark { revision: Revision(of.0 + 1), at_ms: host.now_ms() };
        let head = Head {
            revision: Revision(before.head.revision.0 + 1),
            backup: Some(mark),
            ..before.head.clone()
        };
        let record = Snapshot::record(before.id, &before.tables, before.head.at_ms);
        let noted = HeadMove {
            workspace: before.id,
            expected: Some(before.head.revision),
            head: &head,
            manifest: None,
            chunks: &(),
            record: &record,
        };
        self.store.move_head(noted).await?;
        let snapshot = self.load(host, before.id, Some(&before)).await?;
        self.show(snapshot.clone());
        Ok(Reply::Summary(Box::new(snapshot.summary(today))))
    }
}
