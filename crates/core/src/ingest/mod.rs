//! From a file's bytes to customers and orders, with a reason for every row left out.
//!
//! Owns how a file is taken apart (cells, values, columns) and how its rows meet the customers
//! already known. Must not know where the bytes come from nor how tables are stored.
//!
//! [`prepare`] makes any file ready to be read as text; [`inspect`] looks at the beginning of a text
//! and proposes a mapping; an [`Importer`] takes the whole text in slices of any size and gives new
//! tables, or an error and nothing changed.

mod column_check;
mod column_content;
mod column_guess;
pub mod completion;
mod consent_cells;
mod contact_joins;
mod currency_sign;
mod custom_fields;
mod custom_value;
mod customer_rows;
mod customer_update;
mod date_columns;
mod delimiter;
mod doubts;
pub mod encoding;
mod first_rows;
mod furniture;
mod habits;
mod half_identity;
mod header_words;
mod html_table;
mod imported;
mod importer;
mod inspection;
mod intake;
mod json_order_lines;
mod json_rows;
mod json_walk;
mod json_workspace;
mod key_index;
mod known_orders;
mod known_sources;
mod long_delimiter;
mod mapping_check;
mod matching;
mod merged_people;
mod order_book;
mod order_owners;
mod order_rows;
mod order_totals;
pub mod past_events;
mod prepared;
mod product_index;
mod recall;
mod rejects;
mod repeated_people;
mod row_reader;
mod sample;
mod shared_numbers;
pub mod sheet;
mod spelt_out;
mod sum_columns;
mod unread_cells;
pub mod values;
mod working_table;

pub use self::currency_sign::{other_currencies, written_currency};
pub use column_check::SampleCheck;
pub(crate) use customer_rows::is_personal;
pub use imported::Imported;
pub use importer::Importer;
pub use inspection::{FileHead, HEAD_BYTES, inspect, inspect_head};
pub use known_sources::KEYS as KNOWN_SOURCES;
pub use prepared::{
    Form, JsonPasses, MAX_PAGE_BYTES, Prepared, find_further, prepare, read_json, read_page,
    read_workbook,
};
pub use recall::{is_laid_out_otherwise, recall};
pub use row_reader::{MAX_COLUMNS, MAX_ROW_BYTES};
