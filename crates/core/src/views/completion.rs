//! Filling in what is known of customers from a second table, such as districts and their spending
//! power.

use serde::{Deserialize, Serialize};

use super::bulk::BulkExample;
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
    pub fit: KeyFit,
    /// Columns, from 0, with what they become. Only what is said of people; no identity, no consent.
    pub fills: Vec<(u32, ColumnRole)>,
    /// `Keep` changes nobody.
    pub policy: FieldPolicy,
}

/// When a key of the table is the customer's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum KeyFit {
    /// The customer's value is the key.
    #[default]
    Whole,
    /// The key stands somewhere in the customer's value, as a district does in an address. The longest
    /// one counts.
    Within,
}

/// Can a completion fill this in? What tells people apart, their permissions and their orders it cannot.
pub fn can_fill(role: &ColumnRole) -> bool {
    matches!(
        role,
        ColumnRole::Company
            | ColumnRole::Region
            | ColumnRole::Sex
            | ColumnRole::Occupation
            | ColumnRole::Personality
            | ColumnRole::BirthYear
            | ColumnRole::LeadSource
            | ColumnRole::KnownSince
            | ColumnRole::Member
            | ColumnRole::Stage
            | ColumnRole::Budget
            | ColumnRole::SpendingPower
            | ColumnRole::Tags
            | ColumnRole::Custom { .. }
    )
}

/// What a completion did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CompletionReport {
    /// Rows of the table, without the names.
    pub n_rows: u32,
    /// Rows that say nothing: without a key, with more cells than the table has columns, or with bytes
    /// that are no characters.
    pub n_rows_unusable: u32,
    /// Customers for whom the table has a row.
    pub n_matched: u32,
    /// Of these, those of whom something changes.
    pub n_changed: u32,
    /// The first of them, at most 5.
    pub examples: Vec<BulkExample>,
    /// Values written, by column name; stages and tags are not counted.
    pub n_filled: Vec<(String, u32)>,
    /// Customers with nothing in the field that is compared.
    pub n_without_value: u32,
    /// Customers whose field is filled and in no row of the table.
    pub n_without_row: u32,
    /// Values of such customers, the most frequent first, at most 10.
    pub values_without_row: Vec<(String, u32)>,
    /// Customers left as they are because the table can be meant in two ways: the rows of their key do
    /// not agree, two keys fit equally well, or several customers have the name.
    pub n_doubtful: u32,
    /// Values of such customers, at most 10.
    pub doubtful: Vec<String>,
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
