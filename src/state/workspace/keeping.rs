//! What is kept of a workspace besides its newest state, and what of it goes.

use meadow_core::domain::ids::{CustomerId, Revision};
use meadow_core::protocol::{Command, EngineError, Progress, Request};

use super::Workspace;
use crate::state::engine::Begun;

impl Workspace {
    /// Makes the state that this step made the newest one. A step of undo.
    pub async fn go_back(self, revision: Revision) -> Result<(), EngineError> {
        self.change(self.exchange(Request::Restore { revision })?).await.map(drop)
    }

    /// Deletes steps that are older, for good.
    pub async fn forget_steps(self, older_than_days: u32) -> Result<(), EngineError> {
        let older_than_ms = f64::from(older_than_days) * 24.0 * 3_600.0 * 1_000.0;
        self.change(self.exchange(Request::ForgetSteps { older_than_ms })?).await.map(drop)
    }

    /// Erases people for good. Nothing brings them back. `as_words`: also where a name may be a word.
    /// `None` only while the page is being taken down.
    pub fn begin_erase(
        self,
        ids: Vec<CustomerId>,
        as_words: bool,
        on_progress: impl Fn(Progress) + 'static,
    ) -> Option<Begun<()>> {
        let request = Request::Erase { ids, as_words };
        let exchange = self.engine.client()?.send_with_progress(request, on_progress);
        let cancel = exchange.cancel_handle();
        let result = Box::pin(async move { self.change(exchange).await.map(drop) });
        Some(Begun { cancel, result })
    }

    /// A backup file of this revision has been saved.
    pub async fn note_backup(self, of: Revision) -> Result<(), EngineError> {
        self.change(self.exchange(Request::NoteBackup { of })?).await.map(drop)
    }

    /// Lets go of what storage could not give back. A step of undo.
    pub async fn accept_loss(self) -> Result<(), EngineError> {
        self.run(Command::AcceptLoss).await.map(drop)
    }
}
