//! A row that stays when the reader has gone on.

use super::{Row, Span};

pub struct KeptRow {
    number: u64,
    unclosed_quote: bool,
    bytes: Vec<u8>,
    cells: Vec<Span>,
}

impl KeptRow {
    pub fn of(row: &Row<'_>) -> Self {
        Self {
            number: row.number,
            unclosed_quote: row.unclosed_quote,
            bytes: row.bytes.to_vec(),
            cells: row.cells.to_vec(),
        }
    }

    pub fn number(&self) -> u64 {
        self.number
    }

    /// What it takes up, about.
    pub fn n_bytes(&self) -> usize {
        size_of::<Self>() + self.bytes.len() + self.cells.len() * size_of::<Span>()
    }

    pub fn row(&self) -> Row<'_> {
        Row {
            number: self.number,
            unclosed_quote: self.unclosed_quote,
            bytes: &self.bytes,
            cells: &self.cells,
            text: None,
        }
    }
}
