//! Every message that crosses the worker boundary.
//!
//! The page asks, the engine answers; closed enums, no browser types. Messages travel as postcard
//! bytes (`encode`, `decode`); files travel beside them as browser handles and are named by `SourceId`.
//! A command makes a new revision, a query never does.

mod command;

pub use self::command::{BulkChange, Command, MergeChoice, NewCall, NewContact, RepairedRow};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::domain::class::Class;
use crate::domain::customer::Customer;
use crate::domain::day::Day;
use crate::domain::event::{Event, EventDocument};
use crate::domain::ids::{CustomerId, DocumentId, DraftWriter, ProductId, Revision, WorkspaceId};
use crate::domain::method::Method;
use crate::domain::product::Product;
use crate::domain::round::Asked;
use crate::domain::text::{Language, Text};
use crate::domain::workspace::{BoardSettings, WorkspaceFacts};
use crate::matching::Survivorship;
use crate::playbooks::{BenchmarkRate, MethodGuide};
use crate::table::documents::{ImportProfile, SavedView};
use crate::views::blacklist::BlacklistRow;
use crate::views::board::BoardView;
use crate::views::bulk::{BulkPreview, FieldFit};
use crate::views::calls::{CallAudience, CallList, ShopFacts};
use crate::views::canvas::Canvas;
use crate::views::comparison::{ComparedPage, Comparison, HowDifferent};
use crate::views::completion::{CompletionMapping, CompletionReport};
use crate::views::duplicates::{DuplicatesView, MergeEntry};
use crate::views::forecast::{AudienceEntry, ForecastView};
use crate::views::import::{
    Dialect, FileProblem, ImportEntry, ImportInspection, ImportMapping, ImportReport,
    QuarantinePage,
};
use crate::views::import_check::ColumnCheck;
use crate::views::lens::{ConcentrationOf, ConcentrationView, LensView, RfmView};
use crate::views::plan::PlanView;
use crate::views::playbook::{ClassReasons, PlaybookView, ReasonEntry};
use crate::views::portrait::PortraitView;
use crate::views::round::{
    MovedPeople, MovementOf, MovementView, PromotionMix, RoundsView, ShareOfClass, State,
    SurveyPlan,
};
use crate::views::rule::Rule;
use crate::views::segment::{OverlapView, RuleCount, RuleVerdict, SegmentsView, SqlSubject};
use crate::views::table::{Column, ColumnInfo, CustomerCard, TablePage, TableQuery};
use crate::views::workspace::{
    BackupChance, BackupDescription, DraftEntry, EventEntry, ExportedFile, FileFormat,
    HistoryEntry, HistoryPage, WorkspaceEntry, WorkspaceSummary,
};

/// Raised whenever a message changes its form. Both sides compare it before anything else.
pub const PROTOCOL_VERSION: u32 = 9;

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
        request: Box<Request>,
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    Workspace(WorkspaceRequest),
    Command(Command),
    Undo,
    Redo,
    /// Makes the state that this step made the newest one. A step of its own, which undo takes back.
    Restore {
        revision: Revision,
    },
    /// Erases people for good, out of every kept step, draft and label: nothing brings them back.
    Erase {
        ids: Vec<CustomerId>,
    },
    /// A backup file of this revision of the head has been saved. No step of undo.
    NoteBackup {
        of: Revision,
    },
    /// Deletes the steps that are older than so many milliseconds, to make room.
    ForgetSteps {
        older_than_ms: f64,
    },
    Query(Query),
    Draft(DraftRequest),
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
    /// Stores what a backup holds as a workspace of its own, and opens it.
    RestoreBackup {
        source: SourceId,
        passphrase: String,
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
    Changed {
        n_customers: u32,
    },
    /// So many customers are blocked now; the others have nothing they could be known by.
    Blocked {
        n_blocked: u32,
        n_without: u32,
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

/// A question and the type of its answer.
pub trait Ask {
    /// What is answered.
    type Answer;
    /// The question as it travels.
    fn into_query(self) -> Query;
    /// `None` if the engine answered something else: a programming error.
    fn unpack(answer: &PackedAnswer) -> Option<Self::Answer>;
}

/// An answer on its way. Only who asked knows its type and unpacks it, so that a page carries no
/// code for the answers of other pages.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PackedAnswer {
    pub kind: QueryKind,
    pub bytes: Vec<u8>,
}

macro_rules! queries {
    ($($(#[$doc:meta])* $name:ident { $($field:ident: $ty:ty),* $(,)? } => $answer:ty;)*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
            pub struct $name { $(pub $field: $ty),* }

            impl Ask for $name {
                type Answer = $answer;
                fn into_query(self) -> Query {
                    Query::$name(self)
                }
                fn unpack(answer: &PackedAnswer) -> Option<$answer> {
                    match answer.kind {
                        QueryKind::$name => decode(&answer.bytes).ok(),
                        _ => None,
                    }
                }
            }
        )*

        /// Everything the page may ask about the open workspace.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub enum Query { $($name($name)),* }

        /// The answers, one kind per query, of the same name.
        // Not `expect`: the sizes, and with them the lint, differ by target.
        #[allow(clippy::large_enum_variant, reason = "an answer is packed as soon as it is made")]
        #[derive(Clone, Debug, PartialEq)]
        pub enum Answer { $($name($answer)),* }

        /// Which query an answer belongs to.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub enum QueryKind { $($name),* }

        impl Answer {
            /// Packs the answer for the way to the page.
            ///
            /// # Errors
            /// As [`encode`].
            pub fn pack(&self) -> Result<PackedAnswer, postcard::Error> {
                match self {
                    $(Answer::$name(answer) => Ok(PackedAnswer {
                        kind: QueryKind::$name,
                        bytes: encode(answer)?,
                    }),)*
                }
            }
        }
    };
}

queries! {
    /// Counts, labels, the class key: what the shell shows.
    GetSummary {} => WorkspaceSummary;
    GetFacts {} => WorkspaceFacts;
    /// Newest first.
    GetHistory { n_skipped: u32, limit: u32 } => HistoryPage;
    /// The newest other state that storage can give back whole.
    FindWholeState {} => Option<HistoryEntry>;
    /// What differs between two states, each named by the step that made it.
    CompareStates { before: Revision, after: Revision } => Comparison;
    /// The customers behind a count of `CompareStates`.
    GetComparedCustomers {
        before: Revision, after: Revision, how: HowDifferent, n_skipped: u32, limit: u32,
    } => ComparedPage;
    GetProducts {} => Vec<Product>;
    /// Columns that customers can be shown, sorted and filtered by.
    GetColumns {} => Vec<ColumnInfo>;
    /// One page of the customer table.
    GetCustomers { table: TableQuery } => TablePage;
    /// Every customer that matches, in order, whatever page is asked for: for selecting all.
    GetCustomerIds { table: TableQuery } => Vec<CustomerId>;
    GetCustomerCard { id: CustomerId } => CustomerCard;
    /// Whom nobody invites, by what they are known by.
    GetBlacklist {} => Vec<BlacklistRow>;
    /// The customers of a filtered table.
    ExportCustomers { table: TableQuery, format: FileFormat, language: Language } => ExportedFile;
    /// All rows of the workspace, list by list. `redacted`: with names and contacts replaced, in an
    /// order that follows from this number, which nobody should guess.
    ExportWorkspace {
        format: FileFormat,
        language: Language,
        redacted: Option<u64>,
    } => ExportedFile;
    /// The meadow board, with other settings than the saved ones while a cut-off is dragged.
    GetBoard { settings: Option<BoardSettings> } => BoardView;
    /// Everybody by what a column holds of them.
    GetLens { column: Column } => LensView;
    /// Those who have bought by recency and frequency.
    GetRfm {} => RfmView;
    /// How unevenly value is spread.
    GetConcentration { of: ConcentrationOf } => ConcentrationView;
    /// Rounds, the oldest first, and the mix of now.
    GetRounds {} => RoundsView;
    /// Who moved where since a round: until another, or now.
    GetMovement { from: DocumentId, to: Option<DocumentId>, of: MovementOf } => MovementView;
    /// The people behind one of its flows.
    GetMovedPeople {
        from: DocumentId, to: Option<DocumentId>, of: MovementOf, was: State, is: State,
    } => MovedPeople;
    /// The shares of the classes that a sample tells.
    EstimateMix { asked: Asked } => Vec<ShareOfClass>;
    /// How many to ask. Margin and confidence from 0 to 1.
    PlanSurvey { margin: f64, level: f64, population: Option<u64> } => Option<SurveyPlan>;
    /// On which class to spend how much of the effort.
    GetPromotionMix {} => PromotionMix;
    /// Saved segments, oldest first, with who is in them.
    GetSegments {} => SegmentsView;
    /// Who passes a rule, with the first few of them and why. At most 50 are told.
    CountRule { rule: Rule, n_first: u32 } => RuleCount;
    /// Why one customer passes a rule, or does not.
    ExplainRule { rule: Rule, customer: CustomerId } => RuleVerdict;
    /// What those who pass a rule are like, against everybody else.
    GetPortrait { rule: Rule } => PortraitView;
    /// Positioning canvases, oldest first.
    GetCanvases {} => Vec<(DocumentId, Canvas)>;
    /// How segments overlap; at most five.
    GetOverlap { segments: Vec<DocumentId> } => OverlapView;
    /// A rule or a segment as a query for a database that holds the tables of `ExportTables`.
    ExportRuleSql { subject: SqlSubject, language: Language } => ExportedFile;
    /// What such queries read, as CSV files for a database.
    ExportTables {} => ExportedFile;
    /// A class's playbook with the workspace's own words; as it came where no workspace is open.
    GetPlaybook { class: Class } => PlaybookView;
    /// Every reason for not buying that can be noted.
    GetReasons {} => Vec<ReasonEntry>;
    /// Why people have not bought, by class.
    GetReasonMix {} => Vec<ClassReasons>;
    /// Whom to call next, with what the order rests on.
    GetCalls { audience: CallAudience } => CallList;
    /// What scripts and messages are filled with.
    GetShopFacts {} => ShopFacts;
    GetMethodGuide { method: Method } => MethodGuide;
    GetBenchmarkRates {} => Vec<BenchmarkRate>;
    GetEvents {} => Vec<EventEntry>;
    GetEvent { id: DocumentId } => EventDocument;
    /// A new event of this method, everything filled that can be.
    GetEventDefaults { method: Method } => Event;
    /// The same for one class: its customers, and the leads expected to become like them.
    GetEventDefaultsForClass { method: Method, class: Class } => Event;
    /// The groups that can be invited, with how many may be asked and who is left out: in general, or
    /// by the waves of an event. `saved`: the document, where the event has one.
    GetAudience { event: Option<Box<Event>>, saved: Option<DocumentId> } => Vec<AudienceEntry>;
    /// What the event, as drafted, will bring. `draws` is capped at 100,000.
    GetForecast { event: Box<Event>, saved: Option<DocumentId>, n_draws: u32 } => ForecastView;
    /// The event worked out: dates, times, sums, open points.
    GetPlan { event: Box<Event>, saved: Option<DocumentId> } => PlanView;
    ExportCalendar { id: DocumentId, language: Language } => ExportedFile;
    ExportInvitations { id: DocumentId, language: Language } => ExportedFile;
    /// What a change of many customers would do.
    PreviewBulkEdit { ids: Vec<CustomerId>, change: BulkChange } => BulkPreview;
    /// How well what stands in a field of the user's own would fit each kind.
    GetFieldFit { key: String } => FieldFit;
    /// Who may be the same person, among all customers.
    GetDuplicates {} => DuplicatesView;
    /// What would become of these customers, merged by the rules.
    PreviewMerge { parts: Vec<CustomerId>, rules: Survivorship } => Customer;
    /// Every merge that has not been split, newest first.
    GetMerges {} => Vec<MergeEntry>;
    /// Newest first.
    GetImports {} => Vec<ImportEntry>;
    /// Rows of one import that wait to be repaired; at most 200 at once.
    GetQuarantine { import: DocumentId, offset: u32, limit: u32 } => QuarantinePage;
    GetViews {} => Vec<(DocumentId, SavedView)>;
    GetProfiles {} => Vec<(DocumentId, ImportProfile)>;
    /// First look at a file: columns, guesses, samples. Read as `dialect` says, or found out;
    /// `language` is the interface's, which settles encodings that bytes alone leave open.
    InspectFile { source: SourceId, dialect: Option<Dialect>, language: Language } => ImportInspection;
    /// What an import would do, with nothing changed.
    PreviewImport { source: SourceId, mapping: ImportMapping } => ImportReport;
    /// The sample check: what the beginning of the file holds, column by column, read as `mapping`
    /// says.
    CheckColumns { source: SourceId, mapping: ImportMapping } => Vec<ColumnCheck>;
    /// How a table is probably joined to the customers, and what it fills in. `dialect` is what an
    /// inspection found.
    ProposeCompletion { source: SourceId, dialect: Dialect } => CompletionMapping;
    /// What a completion would do, with nothing changed.
    PreviewCompletion { source: SourceId, mapping: CompletionMapping } => CompletionReport;
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
