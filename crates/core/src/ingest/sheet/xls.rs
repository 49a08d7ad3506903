//! XLS as written since Excel 5: the globals, then a run of records per sheet.

use std::collections::BTreeMap;

use super::cell_text::write_number;
use super::compound_file::{CompoundFile, read_f64, read_u16, read_u32};
use super::number_format::NumberFormat;
use super::sheet_writer::{Merge, SheetText, SheetWriter};
use super::xls_records::{Record, Records, SharedTextsCursor, TextForm};
use super::xlsx_parts::SharedTexts;
use super::{MAX_SHEETS, SheetReading, damaged, too_large};
use crate::views::import::{FileProblem, Limited, SheetEntry};

/// Cells kept before they are put in order; more than this in an XLS is no list of customers.
const MAX_CELLS_IN_XLS: usize = 4_000_000;

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
const CONTINUE: u16 = 0x003C;
/// What BOF says of files since 1997.
const VERSION_97: u16 = 0x0600;

pub struct Xls {
    stream: Vec<u8>,
    texts: SharedTexts,
    formats: Vec<NumberFormat>,
    is_1904: bool,
    form: TextForm,
    sheets: Vec<(SheetEntry, usize)>,
}

impl Xls {
    pub fn open(file: &CompoundFile<'_>) -> Result<Self, FileProblem> {
        if file.has("EncryptedPackage") {
            return Err(FileProblem::Encrypted);
        }
        let stream =
            file.read("Workbook").or_else(|| file.read("Book")).ok_or(FileProblem::Binary)?;
        let first = Records { rest: &stream }.next().filter(|record| record.number == BOF);
        let first = first.ok_or_else(|| damaged("no workbook of Excel 5 or later"))?;
        let is_unicode = read_u16(first.data, 0) == Some(VERSION_97);
        let mut book = Self {
            texts: SharedTexts::default(),
            formats: Vec::new(),
            is_1904: false,
            form: if is_unicode { TextForm::Unicode } else { TextForm::of_code_page(1252) },
            sheets: Vec::new(),
            stream: Vec::new(),
        };
        book.read_globals(&stream, is_unicode)?;
        book.stream = stream;
        for (entry, offset) in &mut book.sheets {
            let said = read_dimensions(&book.stream, *offset, is_unicode);
            entry.n_rows = said.map(|(n_rows, _)| n_rows);
            entry.n_columns = said.map(|(_, n_columns)| n_columns);
        }
        Ok(book)
    }

    fn read_globals(&mut self, stream: &[u8], is_unicode: bool) -> Result<(), FileProblem> {
        let mut custom: BTreeMap<u16, NumberFormat> = BTreeMap::new();
        let mut styles = Vec::new();
        let mut shared: Vec<&[u8]> = Vec::new();
        let mut is_within_shared = false;
        for Record { number, data } in (Records { rest: stream }) {
            is_within_shared = number == 0x00FC || (is_within_shared && number == CONTINUE);
            match number {
                EOF => break,
                // FILEPASS
                0x002F => return Err(FileProblem::Encrypted),
                // CODEPAGE
                0x0042 if !is_unicode => {
                    self.form = TextForm::of_code_page(read_u16(data, 0).unwrap_or(1252));
                }
                // DATEMODE
                0x0022 => self.is_1904 = read_u16(data, 0) == Some(1),
                // FORMAT
                0x041E | 0x001E => {
                    let n_length_bytes = if is_unicode { 2 } else { 1 };
                    let code = data.get(2..).and_then(|rest| self.form.read(rest, n_length_bytes));
                    if let (Some(id), Some(code)) = (read_u16(data, 0), code) {
                        custom.insert(id, NumberFormat::of_code(&code));
                    }
                }
                // XF
                0x00E0 => styles.push(read_u16(data, 2).unwrap_or(0)),
                // BOUNDSHEET: visibility and kind follow where it begins; 0 is a sheet of cells.
                0x0085 if data.get(5) == Some(&0) => {
                    let name = data.get(6..).and_then(|rest| self.form.read(rest, 1));
                    let (Some(name), Some(offset)) = (name, read_u32(data, 0)) else { continue };
                    let is_hidden = data[4] & 3 != 0;
                    let entry = SheetEntry { name, n_rows: None, n_columns: None, is_hidden };
                    self.sheets.push((entry, offset as usize));
                    if self.sheets.len() > MAX_SHEETS {
                        return Err(too_large(Limited::Sheets, MAX_SHEETS as u64));
                    }
                }
                // SST: two counts come first, which may say anything.
                0x00FC => shared.push(data.get(8..).unwrap_or_default()),
                CONTINUE if is_within_shared => shared.push(data),
                _ => {}
            }
        }
        let mut cursor = SharedTextsCursor::new(shared);
        while let Some(text) = cursor.read_text() {
            self.texts.push(&text)?;
        }
        let format_of = |id: &u16| {
            custom.get(id).copied().unwrap_or_else(|| NumberFormat::built_in(u32::from(*id)))
        };
        self.formats = styles.iter().map(format_of).collect();
        Ok(())
    }

    pub fn sheets(&self) -> Vec<SheetEntry> {
        self.sheets.iter().map(|(entry, _)| entry.clone()).collect()
    }

    pub fn read(&self, at: usize) -> Result<XlsSheet<'_>, FileProblem> {
        let (_, offset) = self.sheets.get(at).ok_or(FileProblem::Empty)?;
        let rest = self.stream.get(*offset..).ok_or_else(|| damaged("a sheet is missing"))?;
        Ok(XlsSheet {
            book: self,
            records: Records { rest },
            depth: 0,
            cells: Vec::new(),
            formula_at: None,
            merges: Vec::new(),
            n_errors: 0,
            n_rows: 0,
        })
    }

    fn write(&self, number: f64, style: u16) -> String {
        let format = self.formats.get(usize::from(style)).copied().unwrap_or_default();
        write_number(number, format, self.is_1904)
    }
}

/// How large the sheet says it is.
fn read_dimensions(stream: &[u8], offset: usize, is_unicode: bool) -> Option<(u32, u32)> {
    let mut records = Records { rest: stream.get(offset..)? };
    let data = records.find(|record| matches!(record.number, 0x0200 | EOF))?.data;
    if is_unicode {
        Some((read_u32(data, 4)?, u32::from(read_u16(data, 10)?)))
    } else {
        Some((u32::from(read_u16(data, 2)?), u32::from(read_u16(data, 6)?)))
    }
}

/// A sheet being read. Its rows may come in any order, so its cells are kept until the end.
pub struct XlsSheet<'b> {
    book: &'b Xls,
    records: Records<'b>,
    /// Charts are sheets within the sheet.
    depth: u32,
    cells: Vec<(u16, u16, String)>,
    /// The formula whose text comes in the next record.
    formula_at: Option<(u16, u16)>,
    merges: Vec<Merge>,
    n_errors: u32,
    n_rows: u32,
}

impl SheetReading for XlsSheet<'_> {
    fn advance(&mut self) -> Result<bool, FileProblem> {
        for _ in 0..50_000 {
            let Some(record) = self.records.next() else { return Ok(false) };
            match record.number {
                BOF => self.depth += 1,
                EOF if self.depth <= 1 => return Ok(false),
                EOF => self.depth -= 1,
                _ if self.depth > 1 => {}
                _ => {
                    // A record too short for what it is, is passed over.
                    let _ = self.take(&record);
                }
            }
            if self.cells.len() > MAX_CELLS_IN_XLS {
                return Err(too_large(Limited::Cells, MAX_CELLS_IN_XLS as u64));
            }
        }
        Ok(true)
    }

    fn n_rows(&self) -> u32 {
        self.n_rows
    }

    fn finish(mut self: Box<Self>) -> Result<SheetText, FileProblem> {
        self.cells.sort_by_key(|(row, column, _)| (*row, *column));
        let mut writer = SheetWriter::new(self.merges);
        for (row, column, text) in &self.cells {
            writer.put(u32::from(*row), u32::from(*column), text)?;
        }
        for _ in 0..self.n_errors {
            writer.count_error();
        }
        writer.finish()
    }
}

impl XlsSheet<'_> {
    fn put(&mut self, row: u16, column: u16, text: String) {
        self.n_rows = self.n_rows.max(u32::from(row) + 1);
        if !text.is_empty() {
            self.cells.push((row, column, text));
        }
    }

    fn take(&mut self, record: &Record<'_>) -> Option<()> {
        let data = record.data;
        if record.number == 0x00E5 {
            return self.take_merges(data);
        }
        if record.number == 0x0207 {
            let (row, column) = self.formula_at.take()?;
            let text = self.book.form.read(data, 2)?;
            self.put(row, column, text);
            return Some(());
        }
        let is_cell = matches!(
            record.number,
            0x00FD | 0x0204 | 0x00D6 | 0x0203 | 0x027E | 0x00BD | 0x0205 | 0x0006 | 0x0206 | 0x0406
        );
        if !is_cell {
            return None;
        }
        let (row, column, style) = (read_u16(data, 0)?, read_u16(data, 2)?, read_u16(data, 4)?);
        match record.number {
            // LABELSST
            0x00FD => {
                let text = self.book.texts.get(read_u32(data, 6)? as usize)?.to_owned();
                self.put(row, column, text);
            }
            // LABEL, RSTRING
            0x0204 | 0x00D6 => {
                let text = self.book.form.read(data.get(6..)?, 2)?;
                self.put(row, column, text);
            }
            // NUMBER
            0x0203 => {
                let text = self.book.write(read_f64(data, 6)?, style);
                self.put(row, column, text);
            }
            // RK
            0x027E => {
                let text = self.book.write(unpack_number(read_u32(data, 6)?), style);
                self.put(row, column, text);
            }
            // MULRK: styles and numbers in turn from the fourth byte on, the last column at the end.
            0x00BD => {
                for (at, cell) in
                    data.get(4..data.len().saturating_sub(2))?.chunks_exact(6).enumerate()
                {
                    let column = column.checked_add(u16::try_from(at).ok()?)?;
                    let number = unpack_number(read_u32(cell, 2)?);
                    let text = self.book.write(number, read_u16(cell, 0)?);
                    self.put(row, column, text);
                }
            }
            // BOOLERR
            0x0205 => match (data.get(6)?, data.get(7)?) {
                (_, 1) => self.n_errors += 1,
                (0, _) => self.put(row, column, "FALSE".to_owned()),
                _ => self.put(row, column, "TRUE".to_owned()),
            },
            // FORMULA: a number, or two bytes of ones and what else it is.
            _ => match (data.get(6..14)?, read_u16(data, 12)?) {
                ([0, ..], 0xFFFF) => self.formula_at = Some((row, column)),
                ([1, _, value, ..], 0xFFFF) => {
                    let text = if *value == 0 { "FALSE" } else { "TRUE" };
                    self.put(row, column, text.to_owned());
                }
                ([2, ..], 0xFFFF) => self.n_errors += 1,
                (_, 0xFFFF) => {}
                _ => {
                    let text = self.book.write(read_f64(data, 6)?, style);
                    self.put(row, column, text);
                }
            },
        }
        Some(())
    }

    fn take_merges(&mut self, data: &[u8]) -> Option<()> {
        for range in data.get(2..)?.chunks_exact(8) {
            let at = |at: usize| read_u16(range, at).map(u32::from);
            let (first_row, last_row) = (at(0)?, at(2)?);
            let (first_column, last_column) = (at(4)?, at(6)?);
            self.merges.push(Merge { first_row, last_row, first_column, last_column });
        }
        Some(())
    }
}

/// A number in four bytes: the upper half of one in eight, or a whole one; perhaps in hundredths.
fn unpack_number(packed: u32) -> f64 {
    let number = if packed & 2 != 0 {
        f64::from((packed as i32) >> 2)
    } else {
        f64::from_bits(u64::from(packed & !3) << 32)
    };
    if packed & 1 != 0 { number / 100.0 } else { number }
}
