//! The rows at the beginning of a file, as those need them who look before anything comes in.
//!
//! Owns what counts as a row of the beginning, and where the names stand in it. Must not know what a
//! column means.

use std::borrow::Cow;

use super::encoding::TextDecoder;
use super::habits::{self, HeaderPlace};
use super::inspection::HEAD_BYTES;
use super::row_reader::{Row, RowReader};
use crate::views::import::{Delimiter, Dialect, FileProblem, TextEncoding};

/// The beginning of a file as UTF-8, as far as it is text.
pub fn decode_head(head: &[u8], encoding: TextEncoding, whole: bool) -> Cow<'_, [u8]> {
    match TextDecoder::new(encoding) {
        Some(mut decoder) => Cow::Owned(decoder.decode(head, whole).to_vec()),
        None => Cow::Borrowed(head),
    }
}

/// Where the names stand: as the dialect says, or found out.
pub fn place_header(
    sample: &Sample,
    names_are_sure: bool,
    dialect: Option<&Dialect>,
) -> HeaderPlace {
    match dialect {
        Some(dialect) if dialect.header_row > 0 => {
            let from = u64::from(dialect.header_row);
            let first = sample.numbers.partition_point(|number| *number < from);
            let n_rows = if dialect.has_header { dialect.n_header_rows.max(1) as usize } else { 0 };
            HeaderPlace { first, n_rows }
        }
        _ if names_are_sure => HeaderPlace { first: 0, n_rows: 1 },
        _ => habits::find_header(&sample.rows),
    }
}

/// The rows of the head, blank ones left out; a row cut off by the head's end is not among them.
pub struct Sample {
    pub rows: Vec<Vec<String>>,
    /// Of each row, as a spreadsheet counts.
    pub numbers: Vec<u64>,
    /// Rows that are not text in this encoding, and the first of them.
    pub undecodable: Option<(u32, u64)>,
    /// The row in which a quote opened that nothing closes.
    pub unclosed_quote: Option<u64>,
}

impl Sample {
    pub fn read(head: &[u8], whole: bool, delimiter: &Delimiter) -> Result<Self, FileProblem> {
        let mut sample =
            Self { rows: Vec::new(), numbers: Vec::new(), undecodable: None, unclosed_quote: None };
        let mut take = |row: Row<'_>| {
            if row.unclosed_quote {
                sample.unclosed_quote.get_or_insert(row.number);
            }
            match row.text() {
                Some(text) if !text.is_blank() => {
                    sample.rows.push(text.cells().map(str::to_owned).collect());
                    sample.numbers.push(row.number);
                }
                Some(_) => {}
                None => sample.undecodable.get_or_insert((0, row.number)).0 += 1,
            }
            Ok(())
        };
        let mut reader = RowReader::new(delimiter);
        reader.feed(head, &mut take)?;
        let n_rows_begun = reader.n_rows_begun();
        if whole {
            reader.finish(&mut take)?;
        }
        // The names come first: read in this encoding, they are none.
        if let Some((_, first)) = sample.undecodable
            && sample.numbers.first().is_none_or(|number| first < *number)
        {
            return Err(FileProblem::HeaderUndecodable);
        }
        // The head holds less than one row of data: no ordinary row is as large as that.
        if !whole && sample.rows.len() < 2 {
            return Err(FileProblem::FieldTooLarge {
                row: n_rows_begun,
                limit_bytes: HEAD_BYTES as u32,
            });
        }
        Ok(sample)
    }
}
