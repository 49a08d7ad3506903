//! Wizard drafts of the open workspace: kept as typed, outside the undo history.

use super::Engine;
use super::host::Host;
use super::store::Store;
use crate::protocol::{DraftRequest, EngineError, Reply};
use crate::saved::DraftRecord;
use crate::views::workspace::DraftEntry;

impl<S: Store> Engine<S> {
    pub(super) async fn keep_draft(
        &self,
        host: &impl Host,
        request: DraftRequest,
    ) -> Result<Reply, EngineError> {
        let workspace = self.snapshot()?.id;
        match request {
            DraftRequest::Put { name, bytes, writer, base } => {
                let draft = DraftRecord { bytes, changed_ms: host.now_ms(), writer };
                self.store.put_draft(workspace, &name, base, &draft).await?;
                Ok(Reply::Ok)
            }
            DraftRequest::Get { name } => {
                let draft = self.store.draft(workspace, &name).await?;
                Ok(Reply::Draft(draft.map(|draft| (draft.bytes, draft.writer))))
            }
            DraftRequest::List => {
                let mut drafts = self.store.drafts(workspace).await?;
                drafts.sort_by(|(_, one), (_, other)| other.changed_ms.total_cmp(&one.changed_ms));
                let entry = |(name, draft): (String, DraftRecord)| DraftEntry {
                    name,
                    changed_ms: draft.changed_ms,
                    n_bytes: draft.bytes.len() as u32,
                };
                Ok(Reply::Drafts(drafts.into_iter().map(entry).collect()))
            }
            DraftRequest::Delete { name, base } => {
                self.store.delete_draft(workspace, &name, base).await?;
                Ok(Reply::Ok)
            }
        }
    }
}
