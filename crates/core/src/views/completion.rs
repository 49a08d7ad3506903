//! Filling in what is known of customers from a second table, such as districts and their spending
//! power.

use serde::{Deserialize, Serialize};

use super::import::{ColumnRole, Dialect};
use super::import_rules::FieldPolicy;
use crate::domain::customer_field::CustomerField;

/// How a table is joined to the customers, and what is taken from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompletionMapping {
    pub dialect: Dialect,
    /// How many columns the table has.
    pub n_columns: u32,
    /// The column, from 0, whose text is looked up.
    pub key_column: u32,
    /// What of the customer it is compared with: without regard to case, space and the width of letters.
    pub joins_on: CustomerField,
    /// Columns, from 0, with what they become. Only what is said of people; no identity, no consent.
    pub fills: Vec<(u32, ColumnRole)>,
    /// `Keep` changes nobody.
    pub policy: FieldPolicy,
}

/// What a completion did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CompletionReport {
    /// Rows of the table, without the names.
    pub n_rows: u32,
    /// Customers for whom the table has a row.
    pub n_matched: u32,
    /// Of these, those of whom something changes.
    pub n_changed: u32,
    /// Customers whose field is filled and in no row of the table.
    pub n_without_row: u32,
    /// Values of such customers, the most frequent first, at most 10.
    pub values_without_row: Vec<(String, u32)>,
    /// Keys of the table that no customer has.
    pub n_keys_unused: u32,
    /// At most 10.
    pub keys_unused: Vec<String>,
    /// Keys that stand in several rows that do not agree: none of these is used.
    pub n_keys_twice: u32,
    /// At most 10.
    pub keys_twice: Vec<String>,
    /// Cells that could not be read, by column name.
    pub n_cells_dropped: Vec<(String, u32)>,
}
