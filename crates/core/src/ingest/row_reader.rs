//! Bytes in slices of any size → rows of cells.
//!
//! Owns quoting, line ends, blank lines, row numbers and the limits on size. Must not know what a
//! cell means. The same bytes give the same rows however they are sliced.
//!
//! A row that lies whole in a slice, and in which a quote is only ever around a cell, is handed over
//! where it lies. All others are put together by `csv_core`, which also defines what is right.

mod kept_row;

pub use self::kept_row::KeptRow;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::long_delimiter::{LongDelimiter, STAND_IN};
use crate::views::import::{Delimiter, FileProblem};

/// A file with more columns than this is refused.
pub const MAX_COLUMNS: usize = 1_000;
/// A row (hence a cell) larger than this is refused, so that memory stays bounded.
pub const MAX_ROW_BYTES: usize = 1 << 20;
/// No spreadsheet has more cells in a row; beyond, even counting stops.
const MAX_CELLS_COUNTED: usize = 16_384;

/// Of a row that is not text.
const MAX_BYTES_SHOWN: usize = 400;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Where a cell lies within the bytes of its row.
#[derive(Clone, Copy, Debug)]
struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// A row is no longer than `MAX_ROW_BYTES`.
    fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// One row as it stands in the file.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// As a spreadsheet shows it: the first row is 1, blank lines count, and a line break within
    /// quotes does not.
    pub number: u64,
    /// A quote opened in this row and the file ended before it was closed.
    pub unclosed_quote: bool,
    bytes: &'a [u8],
    cells: &'a [Span],
    /// The bytes, where they are known to be text already.
    text: Option<&'a str>,
}

impl<'a> Row<'a> {
    /// The row as text; `None` if it is not UTF-8.
    pub fn text(&self) -> Option<TextRow<'a>> {
        if let Some(text) = self.text {
            return Some(TextRow { text, cells: self.cells });
        }
        let text = std::str::from_utf8(self.bytes).ok()?;
        // Two broken cells can be valid when put together.
        let cells_are_text = self.cells.iter().all(|cell| text.is_char_boundary(cell.end as usize));
        cells_are_text.then_some(TextRow { text, cells: self.cells })
    }

    /// What can be shown of a row that is not text.
    pub fn lossy(&self) -> String {
        let mut shown = Vec::new();
        for cell in self.cells {
            shown.extend(&self.bytes[cell.range()]);
            if shown.len() >= MAX_BYTES_SHOWN {
                shown.truncate(MAX_BYTES_SHOWN);
                break;
            }
        }
        String::from_utf8_lossy(&shown).into_owned()
    }
}

/// A row whose cells are text.
#[derive(Clone, Copy, Debug)]
pub struct TextRow<'a> {
    text: &'a str,
    cells: &'a [Span],
}

impl<'a> TextRow<'a> {
    pub fn n_cells(&self) -> usize {
        self.cells.len()
    }

    /// The cell of a column, empty where the row is too short.
    pub fn cell(&self, column: usize) -> &'a str {
        self.cells.get(column).map_or("", |cell| &self.text[cell.range()])
    }

    pub fn cells(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let row = *self;
        (0..self.cells.len()).map(move |column| row.cell(column))
    }

    /// No cell holds anything but space: as good as a blank line.
    pub fn is_blank(&self) -> bool {
        self.cells().all(|cell| cell.chars().all(char::is_whitespace))
    }
}

/// Takes a file apart while it arrives.
pub struct RowReader {
    csv: Reader,
    /// As it stands in the file, and the byte that it is here.
    written: Delimiter,
    delimiter: u8,
    /// In front, where the delimiter has several bytes; and what came out of it last.
    long: Option<LongDelimiter>,
    translated: Vec<u8>,
    /// Which bytes end a cell that has no quotes.
    ends_cell: [bool; 256],
    cells: Vec<u8>,
    n_bytes: usize,
    ends: Vec<usize>,
    n_ends: usize,
    spans: Vec<Span>,
    /// Rows begun so far, blank lines included.
    n_rows_seen: u64,
    n_blank_lines: u64,
    within_row: bool,
    /// The last line ended with CR: an LF right after it belongs to it.
    after_carriage_return: bool,
    /// How much of a byte order mark has been seen; `None` once the text has begun.
    n_mark_bytes: Option<usize>,
}

impl RowReader {
    pub fn new(written: &Delimiter) -> Self {
        let long = LongDelimiter::new(written.as_bytes());
        let delimiter = match written.as_bytes() {
            [byte] => *byte,
            _ => STAND_IN,
        };
        let mut csv = ReaderBuilder::new().delimiter(delimiter).build();
        // Byte order marks are taken off here, however the file is sliced. This reader would take
        // one off its first slice too, also after blank lines: a line end makes that no longer first.
        let _ = csv.read_record(b"\n", &mut [0], &mut [0]);
        let mut ends_cell = [false; 256];
        for byte in [delimiter, b'\r', b'\n'] {
            ends_cell[usize::from(byte)] = true;
        }
        Self {
            csv,
            written: written.clone(),
            delimiter,
            long,
            translated: Vec::new(),
            ends_cell,
            cells: vec![0; 4_096],
            n_bytes: 0,
            ends: vec![0; 64],
            n_ends: 0,
            spans: Vec::new(),
            n_rows_seen: 0,
            n_blank_lines: 0,
            within_row: false,
            after_carriage_return: false,
            n_mark_bytes: Some(0),
        }
    }

    /// The number of the row that is being read, or was read last.
    pub fn n_rows_begun(&self) -> u64 {
        self.n_rows_seen
    }

    /// Takes the next slice of the file and hands every row completed by it to `take`.
    pub fn feed(
        &mut self,
        bytes: &[u8],
        take: &mut impl FnMut(Row<'_>) -> Result<(), FileProblem>,
    ) -> Result<(), FileProblem> {
        let mut rest = bytes;
        while let Some(n_seen) = self.n_mark_bytes {
            let Some((first, after)) = rest.split_first() else { return Ok(()) };
            if *first == BYTE_ORDER_MARK[n_seen] {
                self.n_mark_bytes = Some((n_seen + 1) % BYTE_ORDER_MARK.len());
                rest = after;
            } else {
                self.n_mark_bytes = None;
                self.read_written(&BYTE_ORDER_MARK[..n_seen], take)?;
            }
        }
        self.read_written(rest, take)
    }

    /// As they stand in the file.
    fn read_written(
        &mut self,
        bytes: &[u8],
        take: &mut impl FnMut(Row<'_>) -> Result<(), FileProblem>,
    ) -> Result<(), FileProblem> {
        let Some(long) = &mut self.long else { return self.read(bytes, take) };
        let mut text = std::mem::take(&mut self.translated);
        text.clear();
        long.translate(bytes, &mut text);
        let read = self.read(&text, take);
        self.translated = text;
        read
    }

    /// The file has ended: hands over the last row if no line end followed it, and returns how many
    /// lines had nothing on them.
    pub fn finish(
        mut self,
        take: &mut impl FnMut(Row<'_>) -> Result<(), FileProblem>,
    ) -> Result<u64, FileProblem> {
        if let Some(n_seen @ 1..) = self.n_mark_bytes {
            self.read_written(&BYTE_ORDER_MARK[..n_seen], take)?;
        }
        if let Some(mut long) = self.long.take() {
            let mut rest = Vec::new();
            long.finish(&mut rest);
            self.read(&rest, take)?;
        }
        if !self.within_row {
            return Ok(self.n_blank_lines);
        }
        // A line end closes the row, unless it falls within quotes.
        self.read(b"\n", take)?;
        if !self.within_row {
            return Ok(self.n_blank_lines);
        }
        self.n_bytes -= 1;
        // The open cell has swallowed the rest of the file. Its first line belongs to the broken
        // row; the lines after it are read as rows again.
        let cell_start = self.n_ends.checked_sub(1).map_or(0, |last| self.ends[last]);
        let swallowed = self.cells[cell_start..self.n_bytes].to_vec();
        let line_end = swallowed.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
        let n_kept = line_end.unwrap_or(swallowed.len());
        self.n_bytes = cell_start + n_kept;
        if self.n_ends == self.ends.len() {
            self.ends.push(0);
        }
        self.ends[self.n_ends] = self.n_bytes;
        self.n_ends += 1;
        self.hand_over(true, take)?;
        let Some(line_end) = line_end else { return Ok(self.n_blank_lines) };
        // Within quotes a doubled quote stood for one: double them again.
        let mut lines = Vec::with_capacity(swallowed.len());
        for byte in &swallowed[line_end..] {
            lines.push(*byte);
            if *byte == b'"' {
                lines.push(*byte);
            }
        }
        let mut again = Self::new(&self.written);
        again.n_mark_bytes = None;
        again.n_rows_seen = self.n_rows_seen;
        again.n_blank_lines = self.n_blank_lines;
        // The line end of the broken row itself is no blank line.
        let n_end_bytes = if lines.starts_with(b"\r\n") { 2 } else { 1 };
        again.read_written(&lines[n_end_bytes..], take)?;
        again.finish(take)
    }

    fn read(
        &mut self,
        mut rest: &[u8],
        take: &mut impl FnMut(Row<'_>) -> Result<(), FileProblem>,
    ) -> Result<(), FileProblem> {
        let slice = rest;
        let text = text_at_start(slice);
        loop {
            if !self.within_row {
                rest = self.skip_line_ends(rest);
            }
            if rest.is_empty() {
                return Ok(());
            }
            if !self.within_row {
                self.within_row = true;
                self.n_rows_seen += 1;
                if let Some(n_row_bytes) = self.find_row(rest) {
                    let start = slice.len() - rest.len();
                    let (bytes, after) = rest.split_at(n_row_bytes);
                    rest = after;
                    self.after_carriage_return = bytes.last() == Some(&b'\r');
                    self.within_row = false;
                    take(Row {
                        number: self.n_rows_seen,
                        unclosed_quote: false,
                        bytes,
                        cells: &self.spans,
                        text: text.get(start..start + n_row_bytes),
                    })?;
                    continue;
                }
            }
            let (result, n_in, n_out, n_ends) = self.csv.read_record(
                rest,
                &mut self.cells[self.n_bytes..],
                &mut self.ends[self.n_ends..],
            );
            let consumed = &rest[..n_in];
            rest = &rest[n_in..];
            self.n_bytes += n_out;
            self.n_ends += n_ends;
            if self.n_bytes > MAX_ROW_BYTES {
                return Err(FileProblem::FieldTooLarge {
                    row: self.n_rows_seen,
                    limit_bytes: MAX_ROW_BYTES as u32,
                });
            }
            match result {
                ReadRecordResult::Record => {
                    self.after_carriage_return = consumed.last() == Some(&b'\r');
                    self.hand_over(false, take)?;
                }
                ReadRecordResult::OutputFull => self.cells.resize(self.cells.len() * 2, 0),
                ReadRecordResult::OutputEndsFull if self.ends.len() < MAX_CELLS_COUNTED => {
                    self.ends.resize((self.ends.len() * 2).min(MAX_CELLS_COUNTED), 0);
                }
                ReadRecordResult::OutputEndsFull => {
                    return Err(FileProblem::TooManyColumns {
                        n_columns: MAX_CELLS_COUNTED as u32,
                        limit: MAX_COLUMNS as u32,
                    });
                }
                ReadRecordResult::InputEmpty | ReadRecordResult::End => {}
            }
        }
    }

    /// Looks for a whole row at the start of `bytes`, its line end included: leaves its cells in
    /// `spans` and returns its length. `None` where there is more to it than cells with or without
    /// quotes around them.
    fn find_row(&mut self, bytes: &[u8]) -> Option<usize> {
        let bytes = bytes.get(..MAX_ROW_BYTES).unwrap_or(bytes);
        self.spans.clear();
        let mut start = 0;
        loop {
            let (cell, end) = if *bytes.get(start)? == b'"' {
                let inner = start + 1;
                let n_inner = bytes[inner..].iter().position(|byte| *byte == b'"')?;
                (Span::new(inner, inner + n_inner), inner + n_inner + 1)
            } else {
                let is_end = |byte: &u8| self.ends_cell[usize::from(*byte)];
                let end = start + bytes[start..].iter().position(is_end)?;
                (Span::new(start, end), end)
            };
            self.spans.push(cell);
            match *bytes.get(end)? {
                byte if byte == self.delimiter => start = end + 1,
                b'\r' | b'\n' => return Some(end + 1),
                _ => return None,
            }
            if self.spans.len() == MAX_COLUMNS {
                return None;
            }
        }
    }

    /// Before a row: the LF of a CR LF, and blank lines.
    fn skip_line_ends<'b>(&mut self, mut rest: &'b [u8]) -> &'b [u8] {
        while let Some((first, after)) = rest.split_first() {
            match first {
                b'\n' if self.after_carriage_return => self.after_carriage_return = false,
                b'\r' | b'\n' => {
                    self.after_carriage_return = *first == b'\r';
                    self.n_blank_lines += 1;
                    self.n_rows_seen += 1;
                }
                _ => {
                    self.after_carriage_return = false;
                    return rest;
                }
            }
            rest = after;
        }
        rest
    }

    fn hand_over(
        &mut self,
        unclosed_quote: bool,
        take: &mut impl FnMut(Row<'_>) -> Result<(), FileProblem>,
    ) -> Result<(), FileProblem> {
        self.within_row = false;
        self.spans.clear();
        let mut start = 0;
        for end in &self.ends[..self.n_ends] {
            self.spans.push(Span::new(start, *end));
            start = *end;
        }
        let row = Row {
            number: self.n_rows_seen,
            unclosed_quote,
            bytes: &self.cells[..self.n_bytes],
            cells: &self.spans,
            text: None,
        };
        (self.n_bytes, self.n_ends) = (0, 0);
        take(row)
    }
}

/// As much from the start as is UTF-8. Asked once per slice, it costs next to nothing per row.
fn text_at_start(bytes: &[u8]) -> &str {
    let whole = std::str::from_utf8(bytes);
    let start = whole.or_else(|error| std::str::from_utf8(&bytes[..error.valid_up_to()]));
    start.unwrap_or_default()
}

#[cfg(test)]
mod tests;
