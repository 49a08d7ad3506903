//! What a workspace keeps that is written as a whole, not row by row.

use serde::{Deserialize, Serialize};

use crate::domain::blacklist::BlockedContact;
use crate::domain::customer::Customer;
use crate::domain::day::Day;
use crate::domain::event::Event;
use crate::domain::hold_out::HoldOut;
use crate::domain::ids::{CustomerId, DocumentId, InteractionId, LogId, OrderId};
use crate::domain::round::Round;
use crate::views::canvas::Canvas;
use crate::views::import::{ImportMapping, RejectReason};
use crate::views::rule::Rule;
use crate::views::scenario::KeptScenario;
use crate::views::segment::{SegmentAbout, SetOperation};
use crate::views::table::TableQuery;

/// A document of any kind. Kinds are only ever added at the end: their place is their stored form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Document {
    Event(Box<Event>),
    Segment(Box<SavedSegment>),
    Note(String),
    Import(Box<ImportRecord>),
    Merges(Vec<MergeRecord>),
    Profile(Box<ImportProfile>),
    View(Box<SavedView>),
    /// At most one of this kind, ordered.
    Blacklist(Vec<BlockedContact>),
    /// Pairs that were looked at and are different people, the smaller id first, ordered. At most
    /// one of this kind.
    Different(Vec<(CustomerId, CustomerId)>),
    Round(Box<Round>),
    Canvas(Box<Canvas>),
    Scenario(Box<KeptScenario>),
    /// At most one of an event.
    HoldOut(Box<HoldOut>),
    /// Rows of files that were repaired or given up, by hash, ascending: the same row wakes nobody again. At
    /// most one of this kind.
    Settled(Vec<u64>),
}

/// People who belong together, under a name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SavedSegment {
    pub about: SegmentAbout,
    pub people: StoredPeople,
    pub made_on: Day,
    /// Where there is a target.
    pub target_start: Option<TargetStart>,
}

/// From when on, and over whom, a target counts: over those who were in the segment when it was set,
/// since whoever is won back leaves a segment of the lapsed by buying.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetStart {
    pub since: Day,
    /// Ascending, as they were; who they are by now is [`Became`](super::became::Became)'s to say.
    pub people: Vec<CustomerId>,
}

/// Who is in a segment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum StoredPeople {
    Live(Rule),
    /// Ascending, each once.
    Listed(Vec<CustomerId>),
    Combined(SetOperation, Vec<DocumentId>),
}

impl SavedSegment {
    /// The segments that this one asks for.
    pub fn asks_for(&self) -> Vec<DocumentId> {
        match &self.people {
            StoredPeople::Live(rule) => rule.segments().collect(),
            StoredPeople::Listed(_) => Vec::new(),
            StoredPeople::Combined(_, of) => of.clone(),
        }
    }
}

/// A file that came in: how it was read, and the rows that wait to be repaired.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImportRecord {
    pub file_name: String,
    pub day: Day,
    /// The names of the file's columns.
    pub headers: Vec<String>,
    pub mapping: ImportMapping,
    pub n_rows: u64,
    pub n_customers_new: u32,
    pub n_customers_updated: u32,
    pub n_orders: u32,
    /// In the order of the file.
    pub quarantine: Vec<QuarantinedRow>,
    /// Rows left out beyond what the quarantine keeps.
    pub n_not_kept: u64,
    /// `None` where it brought no orders.
    pub interval: Option<KnownInterval>,
}

/// The typical days between the purchases of those who come back, as known from a day on.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct KnownInterval {
    pub since: Day,
    /// `None`: nobody had come back.
    pub days: Option<f64>,
}

/// A row of a file that did not come in, or not with all of its cells, as it stood there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuarantinedRow {
    /// As a spreadsheet counts: the header is row 1.
    pub row: u64,
    pub reason: RejectReason,
    /// Only the order was left out; the person came in.
    pub order_only: bool,
    pub cells: Vec<String>,
    /// Columns, from 0, that could not be read where the others came in.
    pub unread: Vec<u32>,
    /// As whom its person came in.
    pub customer: Option<CustomerId>,
}

/// How files of one source are read: next month's file needs no questions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImportProfile {
    pub name: String,
    /// The column names by which a file of this source is known.
    pub headers: Vec<String>,
    pub mapping: ImportMapping,
    pub used: Day,
}

/// Several records that became one, with all that is needed to part them again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MergeRecord {
    pub day: Day,
    /// As they were, the one whose id stays first.
    pub parts: Vec<Customer>,
    pub merged: Customer,
    /// What belonged to each of the other parts, in their order.
    pub belongings: Vec<Belongings>,
    /// Who named one of the others as having brought them, and the number that stood there.
    pub referrals: Vec<(CustomerId, String)>,
    /// Lists that the one whose id stays came into only by this.
    pub came_into: Vec<DocumentId>,
    /// One of the parts was on the blacklist.
    pub was_blocked: bool,
    /// What went on the blacklist so that none of them got off it.
    pub newly_blocked: Vec<BlockedContact>,
    /// When they were parted again.
    pub split: Option<Day>,
}

/// Rows that hang on one customer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Belongings {
    pub orders: Vec<OrderId>,
    pub interactions: Vec<InteractionId>,
    pub log: Vec<LogId>,
    /// The segments whose list they stood on.
    pub lists: Vec<DocumentId>,
}

/// A list of customers as it was set up, under a name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SavedView {
    pub name: String,
    pub query: TableQuery,
}
