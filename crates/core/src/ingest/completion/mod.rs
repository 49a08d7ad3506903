//! Filling in what is known of customers from a second table that is joined to them: districts and their
//! spending power, customer numbers and their trade.
//!
//! Owns how a table is read by key, how customers find their key, and how a join is proposed. Must not
//! know where the bytes come from nor how tables are stored.
//!
//! A [`TableReader`] takes the whole table in slices of any size, a [`Filling`] then the customers one
//! after the other. A [`Proposer`] guesses from the beginning of a table which column is joined to what.

mod filling;
mod key_table;
mod plain_key;
mod proposal;
mod table_reader;

#[cfg(test)]
mod tests;

pub use filling::{Completed, Filling};
pub use proposal::Proposer;
pub use table_reader::{ReadTable, TableReader};
