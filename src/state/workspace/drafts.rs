//! Wizard drafts: documents of the open workspace, written as they are typed, outside the undo
//! history. Must not know what is in them.

use meadow_core::protocol::{DraftRequest, EngineError, Reply, Request, decode, encode};
use meadow_core::views::workspace::DraftEntry;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Workspace;

impl Workspace {
    /// Keeps a draft under its name; durable when this returns.
    pub async fn put_draft<T: Serialize>(self, name: &str, draft: &T) -> Result<(), EngineError> {
        let bytes =
            encode(draft).map_err(|error| EngineError::Storage { detail: error.to_string() })?;
        self.draft_request(DraftRequest::Put { name: name.to_owned(), bytes }).await.map(drop)
    }

    /// The draft of this name; `None` also when an older Meadow wrote it in a form that has gone.
    pub async fn draft<T: DeserializeOwned>(self, name: &str) -> Result<Option<T>, EngineError> {
        match self.draft_request(DraftRequest::Get { name: name.to_owned() }).await? {
            Reply::Draft(bytes) => Ok(bytes.and_then(|bytes| decode(&bytes).ok())),
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

    pub async fn delete_draft(self, name: &str) -> Result<(), EngineError> {
        self.draft_request(DraftRequest::Delete { name: name.to_owned() }).await.map(drop)
    }

    async fn draft_request(self, request: DraftRequest) -> Result<Reply, EngineError> {
        self.exchange(Request::Draft(request))?.await
    }
}
