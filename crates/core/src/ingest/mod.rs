//! From a file's bytes to customers and orders, with a reason for every row left out.
//!
//! Owns how a file is taken apart (cells, values, columns) and how its rows meet the customers
//! already known. Must not know where the bytes come from nor how tables are stored.
//!
//! [`prepare`] makes any file ready to be read as text; [`inspect`] looks at the beginning of a text
//! and proposes a mapping; an [`Importer`] takes the whole text in slices of any size and gives new
//! tables, or an error and nothing changed.

mod column_content;
mod column_guess;
pub mod completion;
mod custom_value;
mod customer_rows;
mod delimiter;
mod doubts;
pub mod encoding;
mod habits;
mod header_words;
mod html_table;
mod importer;
mod inspection;
mod json_rows;
mod json_walk;
mod key_index;
mod matching;
mod order_book;
mod order_rows;
mod prepared;
mod product_index;
mod rejects;
mod repeated_people;
mod row_reader;
pub mod sheet;
pub mod values;
mod working_table;

pub use importer::{Imported, Importer};
pub use inspection::{FileHead, HEAD_BYTES, inspect, inspect_head};
pub use prepared::{
    Form, JsonPasses, MAX_PAGE_BYTES, Prepared, find_further, prepare, read_json, read_page,
    read_workbook,
};
pub use row_reader::{MAX_COLUMNS, MAX_ROW_BYTES};
