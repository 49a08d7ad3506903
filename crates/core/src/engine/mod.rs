//! A workspace at work: carries out commands, answers questions, keeps what was saved.
//!
//! Owns the open revision in memory and the order in which commands take turns. Storage is behind
//! [`Store`], time and pauses behind [`Host`], files behind [`ByteSource`]: must not know what is
//! behind them. Nothing is reported as done before it is durable; whatever fails or is cancelled
//! has changed nothing.

mod answers;
mod backup_mark;
mod clustering;
mod commands;
mod commit;
mod compare;
mod damage;
mod data_care;
mod drafts;
mod erase;
mod error;
mod forecasting;
mod history;
mod host;
mod inspecting;
mod inviting;
mod labels;
mod memory_store;
mod outlooks;
mod promising;
mod recommending;
mod responding;
mod seating;
mod segmenting;
mod snapshot;
mod sources;
mod store;
mod taking_out;
mod turns;
mod workspaces;

use std::cell::RefCell;
use std::rc::Rc;

use crate::domain::day::Day;
use crate::protocol::{Answer, EngineError, PackedQuery, Query, Reply, Request, SourceId};
use crate::views::workspace::WorkspaceSummary;

pub use self::host::{BoxedRead, ByteSource, Cancelled, Host, Unhurried};
pub use self::memory_store::{Fault, MemoryStore};
pub use self::store::{HeadMove, Rewriting, Store, StoreError};

use self::compare::Compared;
use self::snapshot::Snapshot;
use self::sources::Sources;
use self::turns::Turns;

/// The engine over one store. All methods take `&self`: several requests may be under way at once
/// on one thread. Commands take turns; questions are answered from the revision they found.
pub struct Engine<S: Store> {
    store: S,
    open: RefCell<Option<Rc<Snapshot>>>,
    turns: Turns,
    sources: Sources,
    compared: RefCell<Option<Rc<Compared>>>,
}

impl<S: Store> Engine<S> {
    /// Nothing is open yet.
    pub fn new(store: S) -> Self {
        Self {
            store,
            open: RefCell::new(None),
            turns: Turns::default(),
            sources: Sources::default(),
            compared: RefCell::new(None),
        }
    }

    /// Makes a file known under the name that requests use.
    pub fn attach(&self, id: SourceId, source: Rc<dyn ByteSource>) {
        self.sources.attach(id, source);
    }

    /// Forgets a file; a request that is reading it goes on.
    pub fn detach(&self, id: SourceId) {
        self.sources.detach(id);
    }

    /// Carries out one request. `host` is this request's own: through it, it pauses and is cancelled.
    ///
    /// # Errors
    /// [`EngineError`], with nothing changed.
    pub async fn handle(
        &self,
        host: &impl Host,
        today: Day,
        request: Request,
    ) -> Result<Reply, EngineError> {
        match request {
            Request::Workspace(request) => self.manage_workspaces(host, today, request).await,
            Request::Command(command) => self.carry_out(host, today, command, None).await,
            Request::CommandIn { workspace, command } => {
                self.carry_out(host, today, *command, Some(workspace)).await
            }
            Request::Undo => self.undo(host, today).await,
            Request::Redo => self.redo(host, today).await,
            Request::Restore { revision } => self.restore(host, today, revision).await,
            Request::Erase { ids, as_words } => self.erase(host, today, &ids, as_words).await,
            Request::NoteBackup { of } => self.note_backup(host, today, of).await,
            Request::ForgetSteps { older_than_ms } => {
                self.forget_steps(host, today, older_than_ms).await
            }
            Request::Query(query) => self.answer(host, today, &query).await,
            Request::Draft(request) => self.keep_draft(host, request).await,
        }
    }

    /// One question; the same as a `Request::Query`.
    async fn answer(
        &self,
        host: &impl Host,
        today: Day,
        packed: &PackedQuery,
    ) -> Result<Reply, EngineError> {
        let query = Query::unpack(packed).ok_or(EngineError::WrongProtocol)?;
        let answer: Answer = self.work_out(host, today, query).await?;
        answer.pack().map(Reply::Answer).map_err(|_| EngineError::WrongProtocol)
    }

    /// The open workspace as it is now, if one is open.
    pub fn summary(&self, today: Day) -> Option<WorkspaceSummary> {
        self.open.borrow().clone().map(|open| open.summary(today))
    }

    /// The open revision, which stays as it is for as long as the caller holds it.
    fn snapshot(&self) -> Result<Rc<Snapshot>, EngineError> {
        self.open.borrow().clone().ok_or(EngineError::NoWorkspace)
    }

    fn show(&self, snapshot: Rc<Snapshot>) {
        *self.open.borrow_mut() = Some(snapshot);
    }
}
