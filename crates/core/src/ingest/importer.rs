//! A whole file, slice by slice, into a workspace: bytes become text, text becomes rows. What becomes of
//! a row, `intake` knows.

use std::collections::{BTreeMap, BTreeSet};

use super::custom_value::column_kinds;
use super::encoding::TextDecoder;
use super::imported::Imported;
use super::inspection::HEAD_BYTES;
use super::intake::Intake;
use super::mapping_check::check_mapping;
use super::row_reader::RowReader;
use crate::domain::day::Day;
use crate::domain::ids::CustomerId;
use crate::table::tables::Tables;
use crate::views::import::{ColumnRole, Dialect, FileProblem, ImportMapping, TextEncoding};

/// Takes a file's bytes and builds the workspace that it leads to.
pub struct Importer {
    reader: RowReader,
    intake: Intake,
    /// The beginning of the file, until enough is there to say what custom columns look like.
    head: Option<Vec<u8>>,
    dialect: Dialect,
    /// In front of everything else, where the file is not in UTF-8.
    decoder: Option<TextDecoder>,
}

impl Importer {
    /// Checks the mapping before a byte is read. `today` dates notes, turns ages into birth years and
    /// shows which orders are dated ahead.
    ///
    /// # Errors
    /// The mapping names nobody, gives a role twice, or half of an order.
    pub fn new(tables: &Tables, mapping: &ImportMapping, today: Day) -> Result<Self, FileProblem> {
        check_mapping(mapping)?;
        let has_custom =
            mapping.columns.iter().any(|role| matches!(role, ColumnRole::Custom { .. }));
        Ok(Self {
            reader: RowReader::new(&mapping.dialect.delimiter),
            intake: Intake::new(tables, mapping, today),
            head: has_custom.then(Vec::new),
            // What is behind the decoder is in UTF-8.
            dialect: Dialect { encoding: TextEncoding::Utf8, ..mapping.dialect.clone() },
            decoder: TextDecoder::new(mapping.dialect.encoding),
        })
    }

    /// The rows are some of a file's that are brought once more. Those that came in before are, by
    /// their numbers (the header is row 1), these people's, whatever they say. An order without a number
    /// that is like one here waits on, unless its row is among `one_more`.
    pub fn repair(&mut self, came_in_as: BTreeMap<u64, CustomerId>, one_more: BTreeSet<u64>) {
        self.intake.repair(came_in_as, one_more);
    }

    /// The workspace's currency is chosen, though nobody is in it yet: sums in others are told.
    pub fn settle_currency(&mut self) {
        self.intake.settle_currency();
    }

    /// Takes the next bytes, of any length; returns the data rows read so far.
    ///
    /// # Errors
    /// The file is bad as a whole (a cell too large, another file than the one inspected).
    pub fn feed(&mut self, bytes: &[u8]) -> Result<u64, FileProblem> {
        self.feed_encoded(bytes, false)?;
        Ok(self.intake.n_rows())
    }

    fn feed_encoded(&mut self, bytes: &[u8], is_last: bool) -> Result<(), FileProblem> {
        let Some(mut decoder) = self.decoder.take() else { return self.feed_text(bytes) };
        let fed = self.feed_text(decoder.decode(bytes, is_last));
        self.decoder = Some(decoder);
        fed
    }

    fn feed_text(&mut self, bytes: &[u8]) -> Result<(), FileProblem> {
        let mut rest = bytes;
        if let Some(head) = &mut self.head {
            let (own, after) = bytes.split_at(bytes.len().min(HEAD_BYTES - head.len()));
            head.extend_from_slice(own);
            if head.len() < HEAD_BYTES {
                return Ok(());
            }
            self.read_head(false)?;
            rest = after;
        }
        self.read(rest)
    }

    fn read(&mut self, bytes: &[u8]) -> Result<(), FileProblem> {
        let Self { reader, intake, .. } = self;
        reader.feed(bytes, &mut |row| intake.take(&row))
    }

    fn read_head(&mut self, whole: bool) -> Result<(), FileProblem> {
        let Some(head) = self.head.take() else { return Ok(()) };
        let kinds = column_kinds(&head, whole, &self.dialect);
        self.intake.know_kinds(&kinds);
        self.read(&head)
    }

    /// The file has ended: the workspace with its rows in it, and what came of them.
    ///
    /// # Errors
    /// There was nothing in the file, or nothing of it could be used.
    pub fn finish(mut self) -> Result<Imported, FileProblem> {
        self.feed_encoded(b"", true)?;
        self.read_head(true)?;
        let Self { reader, mut intake, .. } = self;
        let n_blank_lines = reader.finish(&mut |row| intake.take(&row))?;
        intake.finish(n_blank_lines)
    }
}
