//! Views of a workspace as a whole: what the shell and Today need.

use serde::{Deserialize, Serialize};

use crate::domain::class::Class;
use crate::domain::day::Day;
use crate::domain::event::{EventCounts, EventStatus};
use crate::domain::ids::{DocumentId, Revision, WorkspaceId};
use crate::domain::method::Method;
use crate::domain::money::Money;
use crate::domain::text::Text;
use crate::domain::workspace::WorkspaceKind;

/// A workspace in the switcher.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WorkspaceEntry {
    pub id: WorkspaceId,
    pub name: String,
    pub kind: WorkspaceKind,
    pub n_customers: u32,
    /// Milliseconds since 1970 of the last change; for display only.
    pub changed_ms: f64,
    pub removed: bool,
}

/// A count per class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassCounts {
    pub bee: u32,
    pub dragonfly: u32,
    pub butterfly: u32,
    pub mantis: u32,
}

impl ClassCounts {
    /// Of one class.
    pub fn get(&self, class: Class) -> u32 {
        match class {
            Class::Bee => self.bee,
            Class::Dragonfly => self.dragonfly,
            Class::Butterfly => self.butterfly,
            Class::Mantis => self.mantis,
        }
    }

    /// Counts one more.
    pub fn count(&mut self, class: Class) {
        match class {
            Class::Bee => self.bee += 1,
            Class::Dragonfly => self.dragonfly += 1,
            Class::Butterfly => self.butterfly += 1,
            Class::Mantis => self.mantis += 1,
        }
    }

    /// Of all four.
    pub fn total(&self) -> u32 {
        self.bee + self.dragonfly + self.butterfly + self.mantis
    }
}

/// The open workspace in figures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WorkspaceSummary {
    pub id: WorkspaceId,
    /// Rises with every change, undo and redo.
    pub revision: Revision,
    /// The change whose outcome is shown: undo goes back to an earlier one, redo on to a later.
    pub state: Revision,
    pub name: String,
    pub kind: WorkspaceKind,
    pub currency: String,
    pub time_zone: String,
    /// Customers and leads.
    pub n_people: u32,
    /// Those who have not bought.
    pub n_leads: u32,
    pub n_orders: u32,
    pub n_order_lines: u32,
    pub n_products: u32,
    pub n_events: u32,
    /// The last day any order or interaction speaks of; recency counts from here.
    pub data_end: Option<Day>,
    /// Classes of those who have bought.
    pub classes: ClassCounts,
    /// Share of value (spend) per class, in the order of `Class::ALL`, 0–1.
    pub value_shares: [f64; 4],
    /// Expected classes of leads, counted apart.
    pub expected: ClassCounts,
    pub n_unplaced: u32,
    pub total_spend: Money,
    /// The step undo would take back, and the one redo would repeat.
    pub undo: Option<Text>,
    pub redo: Option<Text>,
    /// When the head was committed, in milliseconds since 1970.
    pub saved_ms: f64,
}

/// A step in the list of changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HistoryEntry {
    pub revision: Revision,
    pub label: Text,
    pub at_ms: f64,
    /// Is this the state the workspace is in?
    pub current: bool,
    /// Undone: ahead of the current state.
    pub undone: bool,
}

/// An event in the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventEntry {
    pub id: DocumentId,
    pub name: String,
    pub method: Method,
    pub status: EventStatus,
    pub day: Option<Day>,
    pub goal_orders: u32,
    pub n_steps_done: u32,
    pub counts: Option<EventCounts>,
}

/// A kept draft.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DraftEntry {
    pub name: String,
    pub changed_ms: f64,
    pub n_bytes: u32,
}

/// What kind of file rows go out as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FileFormat {
    Csv,
    Xlsx,
    Json,
}

/// A file made for the user to keep.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExportedFile {
    pub name: String,
    pub media_type: String,
    pub bytes: Vec<u8>,
}
