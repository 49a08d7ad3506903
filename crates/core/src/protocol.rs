//! Every message that crosses the worker boundary.
//!
//! The page asks, the engine answers; closed enums, no browser types. Messages travel as postcard
//! bytes (`encode`, `decode`); files travel beside them as browser handles and are named by `SourceId`.
//! A command makes a new revision, a query never does.

mod command;
mod queries;

pub use self::command::{BulkChange, Command, MergeChoice, NewCall, NewContact, RepairedRow};
pub use self::queries::*;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::domain::day::Day;
use crate::domain::ids::{CustomerId, DocumentId, DraftWriter, ProductId, Revision, WorkspaceId};
use crate::domain::text::{Language, Text};
use crate::domain::workspace::WorkspaceFacts;
use crate::views::completion::CompletionReport;
use crate::views::import::{FileProblem, ImportReport};
use crate::views::past_events::PastEventsReport;
use crate::views::workspace::{
    BackupChance, BackupDescription, DraftEntry, ExportedFile, WorkspaceEntry, WorkspaceSummary,
};

/// Raised whenever a message changes its form. Both sides compare it before anything else.
pub const PROTOCOL_VERSION: u32 = 18;

/// Chosen by the page, unique while the page lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RequestId(pub u64);

/// A file the page has handed to the worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SourceId(pub u64);

/// What the page sends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum PageToEngine {
    /// The first message. `today` and the clock come from the page with every request that needs them.
    Hello {
        protocol: u32,
    },
    Request {
        id: RequestId,
        today: Day,
        request: PackedRequest,
    },
    Cancel {
        id: RequestId,
    },
    /// Are you there? Answered by `Pong` as soon as the engine reads messages.
    Ping,
}

/// What the engine sends: replies, progress, and what happened without being asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum EngineToPage {
    Ready {
        protocol: u32,
    },
    Progress {
        id: RequestId,
        progress: Progress,
    },
    Reply {
        id: RequestId,
        reply: Result<Reply, EngineError>,
    },
    /// Another tab moved the head, and this workspace has been read again.
    Changed {
        summary: Box<WorkspaceSummary>,
    },
    Pong,
    /// The worker has made so many more requests to another origin.
    ForeignRequests {
        n: u32,
    },
    /// The last message of an engine that has failed and answers no more.
    Failed {
        message: String,
    },
}

/// How far a long request has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    pub done: u64,
    /// 0 while unknown.
    pub total: u64,
    pub unit: ProgressUnit,
}

/// What `Progress` counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ProgressUnit {
    #[default]
    Rows,
    Bytes,
    Draws,
    Chunks,
}

/// Everything that can be asked of the engine; [`Engine::handle`](crate::engine::Engine::handle)
/// takes one.
// Not `expect`: the sizes, and with them the lint, differ by target.
#[allow(clippy::large_enum_variant, reason = "a request is packed as soon as it is made")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    Workspace(WorkspaceRequest),
    Command(Command),
    /// A command that was meant for this workspace, and is refused where another one is open by the time
    /// its turn comes.
    CommandIn {
        workspace: WorkspaceId,
        command: Box<Command>,
    },
    Undo,
    Redo,
    /// Makes the state that this step made the newest one. A step of its own, which undo takes back.
    Restore {
        revision: Revision,
    },
    /// Erases people for good, out of every kept step, draft and label: nothing brings them back.
    /// `as_words`: names that may be ordinary words are taken out of the texts of events, segments,
    /// playbooks and drafts as well.
    Erase {
        ids: Vec<CustomerId>,
        as_words: bool,
    },
    /// A backup file of this revision of the head has been saved. No step of undo.
    NoteBackup {
        of: Revision,
    },
    /// Deletes the steps that are older than so many milliseconds, to make room.
    ForgetSteps {
        older_than_ms: f64,
    },
    Query(PackedQuery),
    Draft(DraftRequest),
}

/// A request on its way. Packed as soon as it is made: what waits to be sent is bytes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PackedRequest(Vec<u8>);

impl PackedRequest {
    pub fn of(request: &Request) -> Self {
        // Our own types always encode; bytes that are none are refused as of another make.
        Self(encode(request).unwrap_or_default())
    }

    /// # Errors
    /// As [`decode`].
    pub fn unpack(&self) -> Result<Request, postcard::Error> {
        decode(&self.0)
    }
}

/// What came of a request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Reply {
    Workspaces(Vec<WorkspaceEntry>),
    /// After opening, every command, undo and redo.
    Summary(Box<WorkspaceSummary>),
    /// After a command that makes something: what it made, with the new summary.
    Done {
        summary: Box<WorkspaceSummary>,
        outcome: Outcome,
    },
    Answer(PackedAnswer),
    /// Its bytes, and who wrote it last.
    Draft(Option<(Vec<u8>, DraftWriter)>),
    Drafts(Vec<DraftEntry>),
    Ok,
    File(ExportedFile),
    Backup(BackupDescription),
}

/// Choosing, making and removing whole workspaces. Not part of any workspace's undo history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum WorkspaceRequest {
    List,
    Create {
        facts: Box<WorkspaceFacts>,
    },
    Open {
        id: WorkspaceId,
    },
    /// Opens the generated sample, making it on first use.
    OpenSample,
    /// Marks it removed; `Restore` brings it back. Rows are deleted 30 days later.
    Remove {
        id: WorkspaceId,
    },
    Restore {
        id: WorkspaceId,
    },
    /// Everything stored, of all workspaces, byte for byte in one file
    /// ([`bundle`](crate::saved::bundle)): for data that cannot be opened.
    ExportStored,
    /// The open workspace in one encrypted file; `redacted`: names and contacts replaced.
    Backup {
        passphrase: String,
        chance: BackupChance,
        redacted: bool,
    },
    /// What a backup says of itself without its passphrase.
    DescribeBackup {
        source: SourceId,
    },
    /// Stores what a backup holds as a workspace of its own, and opens it. Beside one of the same name, its
    /// name says so in this language.
    RestoreBackup {
        source: SourceId,
        passphrase: String,
        language: Language,
    },
}

/// Wizard drafts: kept as typed, by name, outside the undo history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum DraftRequest {
    /// A conflict unless `base` allows it, or the draft that is there is the writer's own.
    Put {
        name: String,
        bytes: Vec<u8>,
        writer: DraftWriter,
        base: DraftBase,
    },
    Get {
        name: String,
    },
    List,
    /// A conflict unless `base` allows it. A missing one is fine.
    Delete {
        name: String,
        base: DraftBase,
    },
}

/// The stored draft that may be written over or deleted: the one the page has seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DraftBase {
    /// Whatever is there.
    Anything,
    /// There must be none.
    Nothing,
    /// It must have been written last by this writer.
    By(DraftWriter),
}

impl DraftBase {
    /// Is the draft that is there, by its last writer, the one that was expected?
    pub fn allows(self, there: Option<DraftWriter>) -> bool {
        match self {
            Self::Anything => true,
            Self::Nothing => there.is_none(),
            Self::By(writer) => there == Some(writer),
        }
    }
}

/// What a command made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Outcome {
    Nothing,
    Customer(CustomerId),
    Document(DocumentId),
    Product(ProductId),
    Imported(Box<ImportReport>),
    Completed(CompletionReport),
    PastEvents(Box<PastEventsReport>),
    Changed {
        n_customers: u32,
    },
    /// So many customers are blocked now; the others have nothing they could be known by.
    Blocked {
        n_blocked: u32,
        n_without: u32,
    },
    /// Of the customers deleted, so many had refused everything and are blocked by their contacts now;
    /// so many had refused something that is gone with them.
    Deleted {
        n_blocked: u32,
        n_forgotten: u32,
    },
}

/// Why something was not done. The words are the page's; the details are here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
pub enum EngineError {
    #[error("the page and the engine are of different versions; reload the page")]
    WrongProtocol,
    #[error("cancelled; nothing was changed")]
    Cancelled,
    #[error("the engine stopped before it answered; what was saved is safe")]
    Stopped,
    #[error("no workspace is open")]
    NoWorkspace,
    #[error("another workspace has been opened meanwhile; nothing was changed")]
    OtherWorkspace,
    #[error("the {what} does not exist any more")]
    NotFound { what: Thing },
    #[error("this workspace was saved by a newer Meadow (form {found}); it was left untouched")]
    NewerForm { found: u32 },
    #[error("saved data are damaged: {detail}; they were left untouched")]
    Damaged { detail: String },
    #[error("the browser's storage is full; nothing was changed")]
    StorageFull,
    #[error("the browser does not let this page store data: {detail}")]
    StorageDenied { detail: String },
    #[error("storage failed: {detail}; nothing was changed")]
    Storage { detail: String },
    #[error("another tab changed the same workspace; it has been read again")]
    Conflict,
    #[error("nothing to undo")]
    NothingToUndo,
    #[error("nothing to redo")]
    NothingToRedo,
    #[error("the file cannot be used")]
    BadFile(FileProblem),
    #[error("the backup cannot be used")]
    BadBackup(BackupProblem),
    #[error("the file could not be put together: {detail}")]
    ExportFailed { detail: String },
    #[error("the input cannot be used: {}", detail.en)]
    BadInput { detail: Text },
    #[error("the customer number {key} is already {name}'s; nothing was changed")]
    KeyTaken {
        key: String,
        /// Whose it is.
        name: String,
    },
}

/// Why a backup cannot be made or opened. Nothing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BackupProblem {
    NoPassphrase,
    NotABackup,
    NewerVersion,
    /// Its beginning, so that no passphrase would open it.
    HeaderDamaged,
    /// Its passphrase would be too cheap to guess, or too dear to try.
    CostRefused,
    TooLarge,
    WrongPassphrase,
    CutShort,
    /// The passphrase is right; the content is not what was written.
    Damaged,
}

/// What could not be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Thing {
    Workspace,
    Customer,
    Product,
    Event,
    File,
    Merge,
    Import,
    Row,
    Document,
    Step,
    Field,
    Contact,
}

impl std::fmt::Display for Thing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Workspace => "workspace",
            Self::Customer => "customer",
            Self::Product => "product",
            Self::Event => "event",
            Self::File => "file",
            Self::Merge => "merge",
            Self::Import => "import",
            Self::Row => "row",
            Self::Document => "document",
            Self::Step => "step",
            Self::Field => "field",
            Self::Contact => "contact",
        })
    }
}

/// To bytes for the other side.
///
/// # Errors
/// For a type that postcard cannot write, such as a sequence of unknown length; no message is one.
pub fn encode<T: Serialize>(message: &T) -> Result<Vec<u8>, postcard::Error> {
    postcard::to_allocvec(message)
}

/// From bytes of the other side.
///
/// # Errors
/// For bytes that are no such message; never a panic.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, postcard::Error> {
    postcard::from_bytes(bytes)
}
