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
    /// Of everybody.
    pub n_unplaced: u32,
    /// Leads among them.
    pub n_unplaced_leads: u32,
    pub total_spend: Money,
    /// The step undo would take back, and the one redo would repeat.
    pub undo: Option<Text>,
    pub redo: Option<Text>,
    /// When the head was committed, in milliseconds since 1970.
    pub saved_ms: f64,
    /// When the newest backup file was made, in milliseconds since 1970.
    pub backup_ms: Option<f64>,
    /// Changes since that backup, or since the beginning.
    pub n_changes_since_backup: u64,
    /// What storage could not give back; everything else is there.
    pub hurt: Vec<Damage>,
}

/// What the rows of a workspace are kept in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Part {
    Customers,
    Orders,
    Products,
    Interactions,
    Log,
    /// Events, saved views, import records and the like; each is one row.
    Documents,
    /// The step the workspace stood at: it was opened at the newest one that can be read.
    Step,
}

/// Rows that cannot be read: `n_rows` of them, after the first `n_rows_before`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Damage {
    pub part: Part,
    pub n_rows: u32,
    pub n_rows_before: u64,
}

/// Where a step stands to the state the workspace is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StepPlace {
    /// It led here: undo goes back to it.
    Behind,
    Here,
    /// Undone: redo repeats it.
    Ahead,
    /// Undone, and then something else was done instead.
    Aside,
}

/// A step in the list of changes. Any of them can be gone back to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HistoryEntry {
    pub revision: Revision,
    pub label: Text,
    pub at_ms: f64,
    pub place: StepPlace,
}

/// A part of the list of changes, newest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HistoryPage {
    /// Steps that are kept.
    pub n_steps: u32,
    pub entries: Vec<HistoryEntry>,
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

/// Bytes nobody can foresee, drawn afresh for every backup.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupChance {
    pub salt: [u8; 16],
    pub nonce: [u8; 19],
    /// Orders the rows of a redacted copy; it does not stand in the file.
    pub seed: u64,
}

/// What a backup says of itself without its passphrase.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct BackupDescription {
    /// Milliseconds since 1970.
    pub made_ms: f64,
    pub n_bytes: u64,
}
