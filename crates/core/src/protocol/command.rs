//! What changes the open workspace.

use serde::{Deserialize, Serialize};

use super::SourceId;
use crate::domain::blacklist::BlockedContact;
use crate::domain::call::CallOutcome;
use crate::domain::class::Class;
use crate::domain::cluster::Clusters;
use crate::domain::consent::{Channel, ChannelConsent, OptOut};
use crate::domain::customer::{Customer, Stage};
use crate::domain::customer_field::CustomerField;
use crate::domain::day::Day;
use crate::domain::event::{Event, EventBase};
use crate::domain::ids::{CustomerId, DocumentId, InteractionId, ProductId};
use crate::domain::interaction::InteractionKind;
use crate::domain::playbook_edits::PlaybookEdits;
use crate::domain::product::Product;
use crate::domain::reason::RecordedReason;
use crate::domain::workspace::{BoardSettings, CustomField, WorkspaceFacts};
use crate::table::documents::{ImportProfile, SavedView};
use crate::views::canvas::Canvas;
use crate::views::completion::CompletionMapping;
use crate::views::import::{FirstFacts, ImportMapping};
use crate::views::past_events::PastEventsMapping;
use crate::views::round::NewRound;
use crate::views::scenario::{KeptScenario, ScenarioBase};
use crate::views::segment::{SegmentAbout, SegmentPeople};

/// A change to the open workspace. Each is one step of undo.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    Import {
        source: SourceId,
        mapping: ImportMapping,
        /// Set with the rows, or not at all if they do not come in.
        first_facts: Option<FirstFacts>,
        /// Keeps the mapping as a profile of this name, in the same step, in place of the one that
        /// files with these columns had.
        remember_as: Option<String>,
    },
    /// Fills in what is known of customers from a table that is joined to them.
    CompleteCustomers {
        source: SourceId,
        mapping: CompletionMapping,
    },
    AddCustomer {
        customer: Box<Customer>,
    },
    /// Replaces `before`; a conflict if what is stored is not that any more.
    EditCustomer {
        before: Box<Customer>,
        customer: Box<Customer>,
    },
    /// Their orders and interactions go with them (and come back with undo).
    DeleteCustomers {
        ids: Vec<CustomerId>,
    },
    SetFacts {
        facts: Box<WorkspaceFacts>,
    },
    SetBoard {
        board: BoardSettings,
    },
    /// The workspace's own words in a class's playbook, in place of those it had.
    SavePlaybook {
        class: Class,
        edits: PlaybookEdits,
    },
    /// `id` 0 adds.
    SaveProduct {
        product: Product,
    },
    DeleteProduct {
        id: ProductId,
    },
    /// Replaces `base`; a conflict if what is stored is not that any more. `None` adds.
    SaveEvent {
        base: Option<EventBase>,
        event: Box<Event>,
    },
    /// Its scenarios go with it.
    DeleteEvent {
        id: DocumentId,
    },
    /// One change made to many customers.
    BulkEdit {
        ids: Vec<CustomerId>,
        change: BulkChange,
    },
    /// Every choice becomes one customer.
    MergeCustomers {
        choices: Vec<MergeChoice>,
    },
    /// Parts the customers that a merge made one: its document, and which of its merges.
    SplitCustomer {
        merge: DocumentId,
        at: u32,
    },
    /// These pairs were looked at and are different people.
    KeepApart {
        pairs: Vec<(CustomerId, CustomerId)>,
    },
    /// Rows that an import left out, repaired. One that waits because an order like its own is here, and
    /// stands as it waits, is one more.
    RepairRows {
        import: DocumentId,
        rows: Vec<RepairedRow>,
    },
    DiscardRows {
        import: DocumentId,
        rows: Vec<u64>,
    },
    /// `None` adds.
    SaveView {
        id: Option<DocumentId>,
        view: Box<SavedView>,
    },
    /// `None` adds.
    SaveProfile {
        id: Option<DocumentId>,
        profile: Box<ImportProfile>,
    },
    /// `None` adds.
    SaveSegment {
        id: Option<DocumentId>,
        about: Box<SegmentAbout>,
        people: Box<SegmentPeople>,
    },
    /// Keeps clusters as segments: each that has a name here, in the order of the clusters, as a list of
    /// those who are in it now.
    SaveClusters {
        clusters: Clusters,
        names: Vec<String>,
    },
    SaveRound {
        round: NewRound,
    },
    /// `None` adds. Choices with neither words nor a reason are not kept.
    SaveCanvas {
        id: Option<DocumentId>,
        canvas: Box<Canvas>,
    },
    /// Replaces `base`; a conflict if what is stored is not that any more. `None` adds.
    SaveScenario {
        base: Option<ScenarioBase>,
        scenario: Box<KeptScenario>,
    },
    /// Writes the inputs of a scenario into its event; a conflict if that is not `base` any more.
    UseScenario {
        id: DocumentId,
        base: EventBase,
    },
    /// Events that took place before Meadow was there, from a table of their counts.
    AddPastEvents {
        source: SourceId,
        mapping: PastEventsMapping,
    },
    /// Leaves so many percent of those whom a saved event would invite uninvited, by lot, in place of
    /// what was drawn for it before.
    DrawHoldOut {
        event: DocumentId,
        percent: u8,
        seed: u32,
    },
    /// Invites them after all.
    DropHoldOut {
        event: DocumentId,
    },
    /// A view, an import profile, a round, a canvas, a scenario, or a segment that no other is made with.
    DeleteKept {
        id: DocumentId,
    },
    /// In whatever form the contacts are written; those that are there already stay as they are.
    AddToBlacklist {
        entries: Vec<BlockedContact>,
    },
    /// By what they are known by and its value.
    RemoveFromBlacklist {
        entries: Vec<BlockedContact>,
    },
    /// Puts every contact of these customers on the blacklist.
    BlockCustomers {
        ids: Vec<CustomerId>,
        reason: String,
    },
    /// A contact with each of these customers, which counts against the cap where it was ours.
    NoteContact {
        ids: Vec<CustomerId>,
        contact: NewContact,
    },
    /// A call of today from the call list, with all that follows from how it ended.
    LogCall {
        call: NewCall,
    },
    RemoveContact {
        id: InteractionId,
    },
    /// Lets go of what storage could not give back.
    AcceptLoss,
    /// An empty key adds. What stands in the field stays, whether it fits or not.
    SaveField {
        field: CustomField,
    },
    /// With all that stands in it.
    RemoveField {
        key: String,
    },
}

/// What happened between us and somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewContact {
    pub day: Day,
    pub kind: InteractionKind,
    /// The event it was about.
    pub event: Option<DocumentId>,
    pub text: String,
}

/// How a call went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewCall {
    pub customer: CustomerId,
    pub outcome: CallOutcome,
    /// Whose script was followed.
    pub script: Option<Class>,
    /// The key of the reason that it was worded for; empty: for none.
    pub script_reason: String,
    /// The event it was about.
    pub event: Option<DocumentId>,
    /// To be called again on this day, after today.
    pub again: Option<Day>,
    /// Given in the call: keys, names or own words.
    pub reasons: Vec<String>,
    pub text: String,
}

/// What is to become of many customers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum BulkChange {
    /// In the form of [`CustomerField::read`]; empty: nothing is known.
    Set {
        field: CustomerField,
        value: String,
    },
    /// In one field, or in all that hold words, with e-mail, WeChat and tags; case counts. `whole`: only where nothing else stands
    /// in the field.
    Replace {
        field: Option<CustomerField>,
        find: String,
        with: String,
        whole: bool,
    },
    /// `None`: as the orders say.
    Stage(Option<Stage>),
    AddTag(String),
    RemoveTag(String),
    /// Whoever has given it already keeps the day and the source.
    AddReason(RecordedReason),
    /// By its key or its name.
    RemoveReason(String),
    Consent {
        channel: Channel,
        consent: ChannelConsent,
    },
    /// `None` takes it back.
    OptOut(Option<OptOut>),
}

/// Customers that are one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MergeChoice {
    /// At least two; the first one's id stays.
    pub parts: Vec<CustomerId>,
    /// As decided field by field; `None`: by the rules of the workspace.
    pub merged: Option<Box<Customer>>,
}

/// A row of the quarantine as it should read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RepairedRow {
    /// Its number in the file.
    pub row: u64,
    pub cells: Vec<String>,
}
