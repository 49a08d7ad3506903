//! Cells in the order of a sheet → CSV in UTF-8, a line per row.
//!
//! Owns blank rows, cells merged downwards, the width to which rows are filled up, and the limits.

use super::{MAX_CELLS, MAX_ROWS, MAX_TEXT_BYTES, too_large};
use crate::ingest::row_reader::MAX_COLUMNS;
use crate::views::import::{FileProblem, Limited};

/// So many rows are kept back until it is known how wide the table is.
const N_ROWS_KEPT_BACK: usize = 200;
/// More merged ranges than these stay as they are.
const MAX_MERGES: usize = 20_000;
/// How many rows at the top say for themselves how many of their cells were filled down.
const N_ROWS_COUNTED: usize = 64;

/// Cells merged into one: rows and columns from 0, ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merge {
    pub first_row: u32,
    pub last_row: u32,
    pub first_column: u32,
    pub last_column: u32,
}

/// A sheet as text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetText {
    /// UTF-8, commas, a line feed after every row; line breaks within quotes only.
    pub csv: Vec<u8>,
    /// Up to the last row with something in it.
    pub n_rows: u32,
    /// Up to the last column that the table reaches.
    pub n_columns: u32,
    /// Cells with something in them.
    pub n_cells: u64,
    /// Cells that show an error in the spreadsheet.
    pub n_errors: u32,
    /// Cells that took the value of the merged cell they belong to.
    pub n_filled_down: u32,
    /// The same for each of the first rows, which may turn out to be names of columns.
    pub n_filled_down_by_row: Vec<u32>,
    n_table_cells: u64,
}

impl SheetText {
    /// How much of a table there is: cells in rows that have more than one.
    pub fn table_score(&self) -> u64 {
        self.n_table_cells * 2 + u64::from(self.n_cells > 0)
    }

    /// Cells below a row, from 1, that took the value of the merged cell they belong to.
    pub fn n_filled_down_below(&self, row: u32) -> u32 {
        let above = self.n_filled_down_by_row.iter().take(row as usize).sum();
        self.n_filled_down.saturating_sub(above)
    }
}

/// Writes a sheet. Rows must come in order, and cells within a row too.
pub struct SheetWriter {
    text: SheetText,
    /// Rows at the top, until the width is known.
    kept_back: Option<Vec<Vec<String>>>,
    width: usize,
    /// The row being written, from 0, and its cells.
    row: u32,
    cells: Vec<String>,
    n_cells_used: usize,
    /// Merged downwards, by first row, last first; and those begun, with their value.
    merges: Vec<Merge>,
    begun: Vec<(Merge, String)>,
}

impl SheetWriter {
    pub fn new(mut merges: Vec<Merge>) -> Self {
        merges.retain(|merge| merge.first_row < merge.last_row);
        merges.truncate(MAX_MERGES);
        merges
            .sort_unstable_by_key(|merge| std::cmp::Reverse((merge.first_row, merge.first_column)));
        Self {
            text: SheetText::default(),
            kept_back: Some(Vec::new()),
            width: 0,
            row: 0,
            cells: Vec::new(),
            n_cells_used: 0,
            merges,
            begun: Vec::new(),
        }
    }

    /// Rows begun so far.
    pub fn n_rows(&self) -> u32 {
        self.row + u32::from(self.n_cells_used > 0)
    }

    /// An error stands in a cell: it is left empty.
    pub fn count_error(&mut self) {
        self.text.n_errors = self.text.n_errors.saturating_add(1);
    }

    /// The text of a cell, row and column from 0. A row that has been left is not taken up again:
    /// what a damaged file has for it is dropped.
    ///
    /// # Errors
    /// One limit or the other is passed.
    pub fn put(&mut self, row: u32, column: u32, text: &str) -> Result<(), FileProblem> {
        if text.is_empty() || row < self.row {
            return Ok(());
        }
        if row >= MAX_ROWS || column >= 1 << 14 {
            return Err(too_large(Limited::Cells, u64::from(MAX_ROWS) << 14));
        }
        self.go_to(row)?;
        self.count_cell()?;
        self.set(column as usize, text);
        Ok(())
    }

    /// The sheet has ended.
    ///
    /// # Errors
    /// As [`put`](Self::put).
    pub fn finish(mut self) -> Result<SheetText, FileProblem> {
        if self.n_cells_used > 0 {
            self.go_to(self.row + 1)?;
        }
        self.end_keeping_back()?;
        // Blank rows at the end are no rows.
        while self.text.csv.ends_with(b"\n\n") || self.text.csv == b"\n" {
            self.text.csv.pop();
        }
        Ok(self.text)
    }

    fn go_to(&mut self, row: u32) -> Result<(), FileProblem> {
        while self.row < row {
            self.fill_down()?;
            self.end_row()?;
            self.row += 1;
        }
        Ok(())
    }

    fn set(&mut self, column: usize, text: &str) {
        if self.cells.len() <= column {
            self.cells.resize(column + 1, String::new());
        }
        self.cells[column].clear();
        self.cells[column].push_str(text);
        self.n_cells_used = self.n_cells_used.max(column + 1);
    }

    fn count_cell(&mut self) -> Result<(), FileProblem> {
        self.text.n_cells += 1;
        if self.text.n_cells > MAX_CELLS {
            return Err(too_large(Limited::Cells, MAX_CELLS));
        }
        Ok(())
    }

    /// Gives the row the values of merged cells that reach into it, if it has anything of its own.
    fn fill_down(&mut self) -> Result<(), FileProblem> {
        if self.n_cells_used == 0 {
            return Ok(());
        }
        if self.begun.is_empty() && self.merges.last().is_none_or(|next| next.first_row > self.row)
        {
            return Ok(());
        }
        let row = self.row;
        self.begun.retain(|(merge, _)| merge.last_row >= row);
        for at in 0..self.begun.len() {
            let (merge, value) = &self.begun[at];
            let column = merge.first_column as usize;
            if self.cells.get(column).is_some_and(|own| !own.is_empty()) {
                continue;
            }
            let value = value.clone();
            self.count_cell()?;
            self.set(column, &value);
            self.text.n_filled_down += 1;
            if row < N_ROWS_COUNTED as u32 {
                let by_row = &mut self.text.n_filled_down_by_row;
                by_row.resize(by_row.len().max(row as usize + 1), 0);
                by_row[row as usize] += 1;
            }
        }
        while let Some(next) = self.merges.pop_if(|next| next.first_row <= row) {
            let value = self.cells.get(next.first_column as usize).filter(|text| !text.is_empty());
            if let Some(value) = value
                && next.first_row == row
            {
                self.begun.push((next, value.clone()));
            }
        }
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), FileProblem> {
        let n_used = std::mem::take(&mut self.n_cells_used);
        let n_filled = self.cells[..n_used].iter().filter(|text| !text.is_empty()).count();
        if n_filled > 0 {
            self.text.n_rows = self.row + 1;
        }
        if n_filled > 1 {
            self.text.n_table_cells += n_filled as u64;
        }
        let written = match &mut self.kept_back {
            Some(rows) => {
                rows.push(self.cells[..n_used].to_vec());
                if rows.len() < N_ROWS_KEPT_BACK { Ok(()) } else { self.end_keeping_back() }
            }
            None => write_row(&mut self.text, &self.cells[..n_used], self.width),
        };
        self.cells[..n_used].iter_mut().for_each(String::clear);
        written
    }

    /// The table is as wide as its rows: a column counts if more than one row has something in it.
    fn end_keeping_back(&mut self) -> Result<(), FileProblem> {
        let Some(rows) = self.kept_back.take() else { return Ok(()) };
        let mut n_of_column: Vec<usize> = Vec::new();
        for row in &rows {
            n_of_column.resize(n_of_column.len().max(row.len()), 0);
            for (at, text) in row.iter().enumerate() {
                n_of_column[at] += usize::from(!text.is_empty());
            }
        }
        n_of_column.truncate(MAX_COLUMNS);
        self.width = n_of_column.iter().rposition(|n| *n > 1).map_or(0, |last| last + 1);
        for row in rows {
            write_row(&mut self.text, &row, self.width)?;
        }
        Ok(())
    }
}

fn write_row(text: &mut SheetText, cells: &[String], width: usize) -> Result<(), FileProblem> {
    if let Some(last) = cells.iter().rposition(|cell| !cell.is_empty()) {
        text.n_columns = text.n_columns.max(last as u32 + 1);
        for at in 0..width.max(last + 1) {
            if at > 0 {
                text.csv.push(b',');
            }
            write_cell(&mut text.csv, cells.get(at).map_or("", String::as_str));
        }
    }
    text.csv.push(b'\n');
    if text.csv.len() > MAX_TEXT_BYTES {
        return Err(too_large(Limited::TextBytes, MAX_TEXT_BYTES as u64));
    }
    Ok(())
}

/// One cell of CSV, quoted where it must be.
pub fn write_cell(csv: &mut Vec<u8>, text: &str) {
    if !text.contains([',', '"', '\n', '\r']) {
        csv.extend_from_slice(text.as_bytes());
        return;
    }
    csv.push(b'"');
    for byte in text.bytes() {
        if byte == b'"' {
            csv.push(b'"');
        }
        csv.push(byte);
    }
    csv.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::{Merge, SheetWriter};

    #[track_caller]
    fn check(cells: &[(u32, u32, &str)], merges: &[Merge], expected: &str) {
        let mut writer = SheetWriter::new(merges.to_vec());
        for (row, column, text) in cells {
            writer.put(*row, *column, text).unwrap();
        }
        assert_eq!(String::from_utf8(writer.finish().unwrap().csv).unwrap(), expected);
    }

    fn down(first_row: u32, last_row: u32, column: u32) -> Merge {
        Merge { first_row, last_row, first_column: column, last_column: column }
    }

    #[test]
    fn rows_keep_their_numbers() {
        check(&[], &[], "");
        check(&[(2, 1, "x")], &[], "\n\n,x\n");
        check(&[(0, 0, "a"), (0, 1, "b"), (3, 0, "c"), (3, 1, "d")], &[], "a,b\n\n\nc,d\n");
    }

    #[test]
    fn rows_are_filled_up_to_the_table_and_no_further() {
        let cells =
            [(0, 0, "Title"), (1, 0, "a"), (1, 1, "b"), (2, 0, "1"), (2, 1, "2"), (3, 0, "3")];
        check(&cells, &[], "Title,\na,b\n1,2\n3,\n");
        check(&[(0, 0, "a"), (1, 0, "b"), (1, 4, "far")], &[], "a\nb,,,,far\n");
    }

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        check(
            &[(0, 0, "a,b"), (0, 1, "say \"hi\""), (0, 2, "x\ny")],
            &[],
            "\"a,b\",\"say \"\"hi\"\"\",\"x\ny\"\n",
        );
    }

    #[test]
    fn what_is_merged_downwards_stands_in_every_row_that_has_more() {
        let cells = [(0, 0, "East"), (0, 1, "1"), (1, 1, "2"), (3, 0, "West"), (3, 1, "4")];
        check(&cells, &[down(0, 2, 0), down(3, 4, 0)], "East,1\nEast,2\n\nWest,4\n");
        // A value of its own stays.
        check(&[(0, 0, "a"), (1, 0, "b")], &[down(0, 1, 0)], "a\nb\n");
    }
}
