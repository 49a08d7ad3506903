//! Everything a revision holds. Cloning shares all chunks.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::chunk::Chunk;
use super::orders::OrderTable;
use super::rows::RowTable;
use crate::domain::customer::Customer;
use crate::domain::event::Event;
use crate::domain::ids::DocumentId;
use crate::domain::interaction::Interaction;
use crate::domain::product::Product;
use crate::domain::workspace::WorkspaceFacts;

use serde::{Deserialize, Serialize};

/// A document: something written as a whole, not row by row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Document {
    Event(Box<Event>),
    Segment(Segment),
    Note(String),
}

/// A saved customer group: a rule over the table's columns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Segment {
    pub name: String,
    pub filters: Vec<crate::views::table::Filter>,
}

/// The next free number of each kind. Numbers are never used twice, also after a removal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextIds {
    pub customer: u32,
    pub order: u32,
    pub product: u32,
    pub interaction: u32,
    pub document: u32,
}

impl Default for NextIds {
    fn default() -> Self {
        Self { customer: 1, order: 1, product: 1, interaction: 1, document: 1 }
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
    pub documents: BTreeMap<DocumentId, Arc<Chunk<Document>>>,
}

impl Tables {
    /// The events, oldest document first.
    pub fn events(&self) -> impl Iterator<Item = (DocumentId, &Event)> {
        self.documents.iter().filter_map(|(id, document)| match document.data() {
            Document::Event(event) => Some((*id, event.as_ref())),
            _ => None,
        })
    }
}
