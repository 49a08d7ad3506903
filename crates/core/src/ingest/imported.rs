//! What a file made of a workspace. Must not know how.

use super::doubts::Doubts;
use super::rejects::Quarantine;
use crate::domain::customer::Customer;
use crate::domain::ids::CustomerId;
use crate::table::tables::Tables;
use crate::views::import::{Doubt, ImportReport};

/// What a file made of a workspace.
#[derive(Debug)]
pub struct Imported {
    pub tables: Tables,
    pub report: ImportReport,
    /// The names of the file's columns.
    pub headers: Vec<String>,
    pub quarantine: Quarantine,
    /// Ascending.
    pub customers_new: Vec<CustomerId>,
    /// Ascending; those who were here before and of whom something changed.
    pub customers_updated: Vec<CustomerId>,
    /// What rows said of people whom the blacklist held for as these rows have them, whether it was taken
    /// over or not.
    pub said_of_blocked: Vec<Customer>,
    /// Of each of `customers_new`, the row that spoke of them first.
    pub rows_of_new: Vec<u64>,
}

impl Imported {
    /// Notes which of the new customers may be somebody known, ascending: they wait to be looked at
    /// side by side.
    pub fn note_doubtful(&mut self, doubtful: &[CustomerId]) {
        let rows = doubtful.iter().filter_map(|id| {
            let place = self.customers_new.binary_search(id).ok()?;
            self.rows_of_new.get(place).copied()
        });
        self.report.n_doubtful = doubtful.len() as u32;
        let mut doubts = Doubts::default();
        rows.for_each(|row| doubts.add(Doubt::MaybeKnown, row));
        self.report.doubts.retain(|count| count.doubt != Doubt::MaybeKnown);
        self.report.doubts.extend(doubts.into_counts());
        self.report.doubts.sort_by_key(|count| count.doubt);
    }
}
