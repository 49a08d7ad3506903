//! Chunks of every table, as stored and read back.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_128;

use super::SavedError;
use super::block::{Block, Kind, open, open_value, read_value, seal, seal_value};
use super::form_1::{Customer1, Interaction1};
use super::manifest::ChunkRef;
use super::order_bytes::{read_orders, write_orders};
use crate::domain::customer::Customer;
use crate::domain::interaction::Interaction;
use crate::domain::log::LogEntry;
use crate::domain::product::Product;
use crate::table::chunk::{Chunk, ChunkId};
use crate::table::documents::Document;
use crate::table::orders::OrderColumns;
use crate::table::rows::Row;

/// Something a chunk may hold, and its stored form.
pub trait Stored: Sized {
    fn n_rows(&self) -> u32;
    fn write(&self) -> Vec<u8>;
    fn read(what: &str, bytes: &[u8]) -> Result<Self, SavedError>;
}

impl Stored for OrderColumns {
    fn n_rows(&self) -> u32 {
        self.len() as u32
    }

    fn write(&self) -> Vec<u8> {
        seal(Kind::Orders, self.n_rows(), &write_orders(self))
    }

    fn read(what: &str, bytes: &[u8]) -> Result<Self, SavedError> {
        let block = open(Kind::Orders, what, bytes)?;
        let columns = read_orders(what, &block.body)?;
        if columns.ids.is_sorted_by(|a, b| a < b) {
            Ok(columns)
        } else {
            Err(SavedError::damaged(what, "its rows are out of order"))
        }
    }
}

impl Stored for Document {
    fn n_rows(&self) -> u32 {
        1
    }

    fn write(&self) -> Vec<u8> {
        seal_value(Kind::Document, 1, self)
    }

    fn read(what: &str, bytes: &[u8]) -> Result<Self, SavedError> {
        open_value(Kind::Document, what, bytes)
    }
}

/// A row of a table of whole rows, with the kind its chunks are marked by.
pub trait StoredRow: Row + Serialize + for<'a> Deserialize<'a> {
    const KIND: Kind;

    /// Rows as their form wrote them.
    fn read_rows(what: &str, block: &Block) -> Result<Vec<Self>, SavedError> {
        read_value(what, &block.body)
    }
}

impl StoredRow for Customer {
    const KIND: Kind = Kind::Customers;

    fn read_rows(what: &str, block: &Block) -> Result<Vec<Self>, SavedError> {
        match block.form {
            ..2 => {
                let rows = read_value::<Vec<Customer1>>(what, &block.body)?;
                Ok(rows.into_iter().map(Self::from).collect())
            }
            _ => read_value(what, &block.body),
        }
    }
}

impl StoredRow for Product {
    const KIND: Kind = Kind::Products;
}

impl StoredRow for Interaction {
    const KIND: Kind = Kind::Interactions;

    fn read_rows(what: &str, block: &Block) -> Result<Vec<Self>, SavedError> {
        match block.form {
            ..2 => {
                let rows = read_value::<Vec<Interaction1>>(what, &block.body)?;
                Ok(rows.into_iter().map(Self::from).collect())
            }
            _ => read_value(what, &block.body),
        }
    }
}

impl StoredRow for LogEntry {
    const KIND: Kind = Kind::Log;
}

impl<R: StoredRow> Stored for Vec<R> {
    fn n_rows(&self) -> u32 {
        self.len() as u32
    }

    fn write(&self) -> Vec<u8> {
        seal_value(R::KIND, self.n_rows(), self)
    }

    fn read(what: &str, bytes: &[u8]) -> Result<Self, SavedError> {
        let rows = R::read_rows(what, &open(R::KIND, what, bytes)?)?;
        if rows.is_sorted_by(|a, b| a.id() < b.id()) {
            Ok(rows)
        } else {
            Err(SavedError::damaged(what, "its rows are out of order"))
        }
    }
}

/// The name of these bytes.
pub fn name_of(bytes: &[u8]) -> ChunkId {
    ChunkId(xxh3_128(bytes))
}

/// Reads a chunk and holds it against what the manifest says of it.
pub fn read_chunk<T: Stored>(
    table: &'static str,
    expected: &ChunkRef,
    bytes: &[u8],
) -> Result<Arc<Chunk<T>>, SavedError> {
    let what = format!("{table} {:032x}", expected.id.0);
    if name_of(bytes) != expected.id {
        return Err(SavedError::damaged(what, "not the bytes that were written"));
    }
    let data = T::read(&what, bytes)?;
    if data.n_rows() == expected.n_rows {
        Ok(Arc::new(Chunk::saved(data, expected.id)))
    } else {
        Err(SavedError::damaged(what, "another number of rows than the manifest says"))
    }
}
