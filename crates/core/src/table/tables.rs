//! Everything a revision holds. Cloning shares all chunks.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::chunk::Chunk;
use super::documents::{
    Document, ImportProfile, ImportRecord, MergeRecord, SavedSegment, SavedView,
};
use super::lost::LostChunk;
use super::orders::OrderTable;
use super::rows::RowTable;
use crate::domain::customer::Customer;
use crate::domain::day::Day;
use crate::domain::event::Event;
use crate::domain::hold_out::HoldOut;
use crate::domain::ids::{CustomerId, DocumentId, LogId};
use crate::domain::interaction::Interaction;
use crate::domain::log::{Happening, LogEntry};
use crate::domain::product::Product;
use crate::domain::round::Round;
use crate::domain::workspace::WorkspaceFacts;
use crate::views::canvas::Canvas;
use crate::views::scenario::KeptScenario;

use serde::{Deserialize, Serialize};

/// The next free number of each kind. Numbers are never used twice, also after a removal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextIds {
    pub customer: u32,
    pub order: u32,
    pub product: u32,
    pub interaction: u32,
    pub document: u32,
    pub log: u32,
}

impl NextIds {
    /// The larger of each: what neither has given away.
    pub fn and_later(self, other: Self) -> Self {
        Self {
            customer: self.customer.max(other.customer),
            order: self.order.max(other.order),
            product: self.product.max(other.product),
            interaction: self.interaction.max(other.interaction),
            document: self.document.max(other.document),
            log: self.log.max(other.log),
        }
    }
}

impl Default for NextIds {
    fn default() -> Self {
        Self { customer: 1, order: 1, product: 1, interaction: 1, document: 1, log: 1 }
    }
}

/// A workspace at one revision.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    pub facts: Arc<WorkspaceFacts>,
    pub next_ids: NextIds,
    pub customers: RowTable<Customer>,
    pub orders: OrderTable,
    pub products: RowTable<Product>,
    pub interactions: RowTable<Interaction>,
    pub log: RowTable<LogEntry>,
    pub documents: BTreeMap<DocumentId, Arc<Chunk<Document>>>,
    /// What storage could not give back. It stays as it is until the user lets go of it.
    pub lost: Vec<LostChunk>,
}

impl Tables {
    /// The events, oldest document first.
    pub fn events(&self) -> impl Iterator<Item = (DocumentId, &Event)> {
        self.documents.iter().filter_map(|(id, document)| match document.data() {
            Document::Event(event) => Some((*id, event.as_ref())),
            _ => None,
        })
    }

    pub fn event(&self, id: DocumentId) -> Option<&Event> {
        match self.documents.get(&id)?.data() {
            Document::Event(event) => Some(event),
            _ => None,
        }
    }

    /// The files that came in, oldest first.
    pub fn imports(&self) -> impl Iterator<Item = (DocumentId, &ImportRecord)> {
        self.documents.iter().filter_map(|(id, document)| match document.data() {
            Document::Import(record) => Some((*id, record.as_ref())),
            _ => None,
        })
    }

    /// What was merged, oldest first, parted again or not.
    pub fn merges(&self) -> impl DoubleEndedIterator<Item = &MergeRecord> {
        self.documents.values().flat_map(|document| match document.data() {
            Document::Merges(records) => records.as_slice(),
            _ => &[],
        })
    }

    /// Saved segments, oldest first.
    pub fn segments(&self) -> impl Iterator<Item = (DocumentId, &SavedSegment)> {
        self.documents.iter().filter_map(|(id, document)| match document.data() {
            Document::Segment(segment) => Some((*id, segment.as_ref())),
            _ => None,
        })
    }

    pub fn segment(&self, id: DocumentId) -> Option<&SavedSegment> {
        match self.documents.get(&id)?.data() {
            Document::Segment(segment) => Some(segment),
            _ => None,
        }
    }

    /// Rounds, in the order in which they were kept.
    pub fn rounds(&self) -> impl Iterator<Item = (DocumentId, &Round)> {
        self.documents.iter().filter_map(|(id, document)| match document.data() {
            Document::Round(round) => Some((*id, round.as_ref())),
            _ => None,
        })
    }

    /// Hold-outs of events, oldest first.
    pub fn hold_outs(&self) -> impl Iterator<Item = (DocumentId, &HoldOut)> {
        self.documents.iter().filter_map(|(id, document)| match document.data() {
            Document::HoldOut(hold_out) => Some((*id, hold_out.as_ref())),
            _ => None,
        })
    }

    /// The hold-out of an event, if one was drawn.
    pub fn hold_out_of(&self, event: DocumentId) -> Option<(DocumentId, &HoldOut)> {
        self.hold_outs().find(|(_, hold_out)| hold_out.event == event)
    }

    /// Positioning canvases, oldest first.
    pub fn canvases(&self) -> impl Iterator<Item = (DocumentId, &Canvas)> {
        self.documents.iter().filter_map(|(id, document)| match document.data() {
            Document::Canvas(canvas) => Some((*id, canvas.as_ref())),
            _ => None,
        })
    }

    /// Kept scenarios, oldest first.
    pub fn scenarios(&self) -> impl Iterator<Item = (DocumentId, &KeptScenario)> {
        self.documents.iter().filter_map(|(id, document)| match document.data() {
            Document::Scenario(scenario) => Some((*id, scenario.as_ref())),
            _ => None,
        })
    }

    pub fn scenario(&self, id: DocumentId) -> Option<&KeptScenario> {
        match self.documents.get(&id)?.data() {
            Document::Scenario(scenario) => Some(scenario),
            _ => None,
        }
    }

    /// Saved views, oldest first.
    pub fn views(&self) -> Vec<(DocumentId, SavedView)> {
        let documents = self.documents.iter();
        documents
            .filter_map(|(id, document)| match document.data() {
                Document::View(view) => Some((*id, view.as_ref().clone())),
                _ => None,
            })
            .collect()
    }

    /// How files of known sources are read, oldest first.
    pub fn profiles(&self) -> Vec<(DocumentId, ImportProfile)> {
        let documents = self.documents.iter();
        documents
            .filter_map(|(id, document)| match document.data() {
                Document::Profile(profile) => Some((*id, profile.as_ref().clone())),
                _ => None,
            })
            .collect()
    }

    /// The document of pairs that were looked at and are different people.
    pub fn different(&self) -> Option<(DocumentId, &[(CustomerId, CustomerId)])> {
        self.documents.iter().find_map(|(id, document)| match document.data() {
            Document::Different(pairs) => Some((*id, pairs.as_slice())),
            _ => None,
        })
    }

    /// The document of the rows that were repaired or given up, by hash, ascending.
    pub fn settled(&self) -> Option<(DocumentId, &[u64])> {
        self.documents.iter().find_map(|(id, document)| match document.data() {
            Document::Settled(rows) => Some((*id, rows.as_slice())),
            _ => None,
        })
    }

    /// Writes lines into customers' logs.
    pub fn note(&mut self, day: Day, lines: impl IntoIterator<Item = (CustomerId, Happening)>) {
        let next = &mut self.next_ids.log;
        let entries = lines.into_iter().map(|(customer, what)| {
            let id = LogId(*next);
            *next += 1;
            LogEntry { id, customer, day, what }
        });
        self.log.append(entries);
    }

    /// Keeps a new document.
    pub fn add_document(&mut self, document: Document) -> DocumentId {
        let id = DocumentId(self.next_ids.document);
        self.next_ids.document += 1;
        self.documents.insert(id, Arc::new(Chunk::new(document)));
        id
    }
}
