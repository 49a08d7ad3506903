//! From a file's bytes to customers and orders, with a reason for every row left out.
//!
//! Owns how a file is taken apart (cells, values, columns) and how its rows meet the customers
//! already known. Must not know where the bytes come from nor how tables are stored.
//!
//! [`inspect`] looks at the beginning of a file and proposes a mapping; an [`Importer`] takes the
//! whole file in slices of any size and gives new tables, or an error and nothing changed.

mod column_content;
mod column_guess;
mod custom_value;
mod customer_rows;
mod delimiter;
mod doubts;
mod encoding;
mod habits;
mod header_words;
mod importer;
mod inspection;
mod key_index;
mod matching;
mod order_book;
mod order_rows;
mod product_index;
mod rejects;
mod row_reader;
pub mod values;
mod working_table;

pub use importer::{Imported, Importer};
pub use inspection::{FileHead, HEAD_BYTES, inspect, inspect_head};
pub use row_reader::{MAX_COLUMNS, MAX_ROW_BYTES};
