//! Comma-separated files that a spreadsheet opens as they are meant: UTF-8 with a byte-order mark,
//! RFC 4180 quoting, and no cell that runs as a formula.
//!
//! Owns how a cell is written. A text that starts with `=`, `+`, `-`, `@`, tab or carriage return
//! gets a `'` in front; a true number (`-12.5`) stays a number.

mod invitation_list;
#[cfg(test)]
mod list_tests;

pub use self::invitation_list::invitations;

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::cell::Cell;
use super::file_name;
use super::sheet::{SheetHead, SheetWriter};
use crate::domain::text::Language;
use crate::table::custom_column::read_number;
use crate::views::workspace::ExportedFile;

/// The media type of one list.
pub(super) const MEDIA_TYPE: &str = "text/csv;charset=utf-8";
/// Text is handed on to the archive when it is this long.
const FLUSH_BYTES: usize = 64 * 1024;

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Rows of words as they stand, named after the file they came from and what they are; nothing in
/// them runs as a formula.
pub fn rows<'a, R>(subject: &str, holds: &str, rows: impl IntoIterator<Item = R>) -> ExportedFile
where
    R: IntoIterator<Item = &'a str>,
{
    let mut file = CsvFile::new();
    for row in rows {
        for cell in row {
            file.text_cell(cell);
        }
        file.end_row();
    }
    file.finish(subject, holds)
}

/// A file being written row by row.
struct CsvFile {
    text: String,
    at_row_start: bool,
}

impl CsvFile {
    fn new() -> Self {
        Self { text: BYTE_ORDER_MARK.to_owned(), at_row_start: true }
    }

    /// Without the mark, which a program takes for a part of the first name.
    fn for_programs() -> Self {
        Self { text: String::new(), at_row_start: true }
    }

    /// A cell of words, whoever wrote them.
    fn text_cell(&mut self, cell: &str) {
        let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
        let prefix = if runs && read_number(cell).is_none() { "'" } else { "" };
        self.cell(prefix, cell);
    }

    /// A cell made by us that a spreadsheet may reckon with.
    fn number_cell(&mut self, cell: &str) {
        self.cell("", cell);
    }

    fn cell(&mut self, prefix: &str, cell: &str) {
        if !self.at_row_start {
            self.text.push(',');
        }
        self.at_row_start = false;
        let edge_space = cell.starts_with(' ') || cell.ends_with(' ');
        if edge_space || cell.contains([',', '"', '\r', '\n', '\t', ';']) {
            self.text.push('"');
            self.text.push_str(prefix);
            self.text.push_str(&cell.replace('"', "\"\""));
            self.text.push('"');
        } else {
            self.text.push_str(prefix);
            self.text.push_str(cell);
        }
    }

    fn end_row(&mut self) {
        self.text.push_str("\r\n");
        self.at_row_start = true;
    }

    /// The finished file, named after the workspace or event and what it holds.
    fn finish(self, subject: &str, holds: &str) -> ExportedFile {
        ExportedFile {
            name: format!("{}.csv", file_name(subject, holds)),
            media_type: MEDIA_TYPE.into(),
            bytes: self.text.into_bytes(),
        }
    }
}

/// Who reads a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Readers {
    /// In a spreadsheet, in their language.
    People(Language),
    /// Names and values in their stable form, every text exactly as it is.
    Programs,
}

/// One list as a file of its own.
pub(super) struct CsvSheet {
    file: CsvFile,
    readers: Readers,
}

impl CsvSheet {
    pub fn new(language: Language) -> Self {
        Self { file: CsvFile::new(), readers: Readers::People(language) }
    }
}

impl SheetWriter for CsvSheet {
    fn begin(&mut self, head: &SheetHead) -> std::io::Result<()> {
        for column in &head.columns {
            match self.readers {
                Readers::People(_) => self.file.text_cell(&column.header),
                Readers::Programs => self.file.cell("", &column.key),
            }
        }
        self.file.end_row();
        Ok(())
    }

    fn row(&mut self, cells: &[Cell<'_>]) -> std::io::Result<()> {
        for cell in cells {
            match (self.readers, cell) {
                (Readers::Programs, cell) => self.file.cell("", &cell.stable()),
                (Readers::People(language), Cell::Number(_) | Cell::Money(_)) => {
                    self.file.number_cell(&cell.words(language));
                }
                (Readers::People(language), cell) => self.file.text_cell(&cell.words(language)),
            }
        }
        self.file.end_row();
        Ok(())
    }

    fn end(&mut self) -> std::io::Result<()> {
        Ok(())
    }

    fn finish(self: Box<Self>) -> std::io::Result<Vec<u8>> {
        Ok(self.file.text.into_bytes())
    }
}

/// Several lists, each a file in one archive.
pub(super) struct CsvArchive {
    zip: ZipWriter<Cursor<Vec<u8>>>,
    sheet: CsvSheet,
}

impl CsvArchive {
    pub fn new(language: Language) -> Self {
        Self { zip: ZipWriter::new(Cursor::new(Vec::new())), sheet: CsvSheet::new(language) }
    }

    /// For loading into a database.
    pub fn for_programs() -> Self {
        let sheet = CsvSheet { file: CsvFile::for_programs(), readers: Readers::Programs };
        Self { zip: ZipWriter::new(Cursor::new(Vec::new())), sheet }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.zip.write_all(self.sheet.file.text.as_bytes())?;
        self.sheet.file.text.clear();
        Ok(())
    }
}

impl SheetWriter for CsvArchive {
    fn begin(&mut self, head: &SheetHead) -> std::io::Result<()> {
        self.zip.start_file(format!("{}.csv", head.title), SimpleFileOptions::default())?;
        self.sheet.file = match self.sheet.readers {
            Readers::People(_) => CsvFile::new(),
            Readers::Programs => CsvFile::for_programs(),
        };
        self.sheet.begin(head)
    }

    fn row(&mut self, cells: &[Cell<'_>]) -> std::io::Result<()> {
        self.sheet.row(cells)?;
        if self.sheet.file.text.len() >= FLUSH_BYTES { self.flush() } else { Ok(()) }
    }

    fn end(&mut self) -> std::io::Result<()> {
        self.flush()
    }

    fn finish(self: Box<Self>) -> std::io::Result<Vec<u8>> {
        Ok(self.zip.finish()?.into_inner())
    }
}

#[cfg(test)]
mod tests {
    use super::CsvFile;
    use proptest::prelude::*;

    /// An independent reader of RFC 4180, as strict as a spreadsheet is lenient.
    pub(super) fn read(bytes: &[u8]) -> Vec<Vec<String>> {
        let text = std::str::from_utf8(bytes).unwrap().strip_prefix('\u{feff}').unwrap();
        let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
        let mut quoted = false;
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '"' if quoted && chars.peek() == Some(&'"') => {
                    chars.next();
                    cell.push('"');
                }
                '"' => quoted = !quoted,
                ',' if !quoted => row.push(std::mem::take(&mut cell)),
                '\r' if !quoted && chars.peek() == Some(&'\n') => {
                    chars.next();
                    row.push(std::mem::take(&mut cell));
                    rows.push(std::mem::take(&mut row));
                }
                other => cell.push(other),
            }
        }
        assert!(cell.is_empty() && row.is_empty() && !quoted, "the last row is closed");
        rows
    }

    #[test]
    fn rows_are_written_as_they_stand() {
        let file = super::rows("orders.csv", "left", [["name", "amount"], ["=Ann, B", "-3"]]);
        assert_eq!(read(&file.bytes), [["name", "amount"], ["'=Ann, B", "-3"]]);
        assert_eq!(file.name, "orders.csv - left.csv");
    }

    fn written(cell: &str) -> String {
        let mut file = CsvFile::new();
        file.text_cell(cell);
        file.end_row();
        read(&file.finish("", "x").bytes)[0][0].clone()
    }

    #[test]
    fn formulas_do_not_run_and_numbers_stay_numbers() {
        let cases = [
            ("=HYPERLINK(\"http://x\",\"y\")", "'=HYPERLINK(\"http://x\",\"y\")"),
            ("+86 138", "'+86 138"),
            ("+8613800138000", "'+8613800138000"),
            ("-2+3", "'-2+3"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\r=1", "'\r=1"),
            ("-12.5", "-12.5"),
            ("-", "'-"),
            ("00123", "00123"),
            ("a=b", "a=b"),
        ];
        for (cell, expected) in cases {
            assert_eq!(written(cell), expected);
        }
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(
            rows in prop::collection::vec(prop::collection::vec("[=+@a\"',;\r\n\t 蜂0.-]{0,6}", 3), 0..5)
        ) {
            let mut file = CsvFile::new();
            for row in &rows {
                row.iter().for_each(|cell| file.text_cell(cell));
                file.end_row();
            }
            let back = read(&file.finish("", "x").bytes);
            prop_assert_eq!(back.len(), rows.len());
            for (cell, back) in rows.iter().flatten().zip(back.iter().flatten()) {
                prop_assert_eq!(cell, back.strip_prefix('\'').filter(|rest| *rest == cell).unwrap_or(back));
                let number = back.parse::<f64>().is_ok();
                prop_assert!(number || !back.starts_with(['=', '+', '-', '@', '\t', '\r']));
            }
        }
    }
}
