//! Wizard drafts: documents of the open workspace, written as they are typed, outside the undo
//! history. Must not know what is in them.

use meadow_core::domain::ids::DraftWriter;
use meadow_core::protocol::{DraftBase, DraftRequest, EngineError, Reply, Request, decode, encode};
use meadow_core::views::workspace::DraftEntry;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Workspace;

impl Workspace {
    /// Keeps a draft under its name; durable when this returns. A conflict if another draft is
    /// there than `base`, or than the writer's own.
    pub async fn put_draft<T: Serialize>(
        self,
        name: &str,
        draft: &T,
        writer: DraftWriter,
        base: DraftBase,
    ) -> Result<(), EngineError> {
        let bytes =
            encode(draft).map_err(|error| EngineError::Storage { detail: error.to_string() })?;
        let name = name.to_owned();
        self.draft_request(DraftRequest::Put { name, bytes, writer, base }).await.map(drop)
    }

    /// The draft of this name, and who wrote it last; `None` also when an older Meadow wrote it in a
    /// form that has gone.
    pub async fn draft<T: DeserializeOwned>(
        self,
        name: &str,
    ) -> Result<Option<(T, DraftWriter)>, EngineError> {
        match self.draft_request(DraftRequest::Get { name: name.to_owned() }).await? {
            Reply::Draft(draft) => {
                Ok(draft.and_then(|(bytes, writer)| Some((decode(&bytes).ok()?, writer))))
            }
            _ => Err(EngineError::WrongProtocol),
        }
    }

    /// All drafts, newest first.
    pub async fn drafts(self) -> Result<Vec<DraftEntry>, EngineError> {
        match self.draft_request(DraftRequest::List).await? {
            Reply::Drafts(drafts) => Ok(drafts),
            _ => Err(EngineError::WrongProtocol),
        }
    }

    /// A conflict if another draft is there than `base`; a missing one is fine.
    pub async fn delete_draft(self, name: &str, base: DraftBase) -> Result<(), EngineError> {
        let name = name.to_owned();
        self.draft_request(DraftRequest::Delete { name, base }).await.map(drop)
    }

    async fn draft_request(self, request: DraftRequest) -> Result<Reply, EngineError> {
        self.exchange(Request::Draft(request))?.await
    }
}
