//! Excel workbooks (ECMA-376, transitional), row by row into a compressed archive.
//!
//! Owns how a cell is written: numbers as numbers, days as days, every text in a text cell, and no
//! formula whatever a text begins with. Strings stand in their cells, so that nothing is kept but
//! the compressed bytes; a list longer than a sheet can be goes on in the next one.

mod xml;

use std::io::{Cursor, Result, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use self::xml::{cell_name, escape_attribute, escape_text};
use super::cell::{Cell, decimal};
use super::sheet::{SheetColumn, SheetHead, SheetWriter, Width};
use crate::domain::day::Day;
use crate::domain::text::Language;

pub(super) const MEDIA_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// Rows of a sheet, the header's among them.
const MOST_ROWS: u32 = 1_048_576;
/// UTF-16 units of a cell. What is longer is cut, with an ellipsis at its end.
const MOST_TEXT: usize = 32_767;
/// Text is handed on to the archive when it is this long.
const FLUSH_BYTES: usize = 64 * 1024;

/// The cell formats of `styles.xml`, by their place in it.
mod style {
    pub const HEADER: u8 = 1;
    pub const TEXT: u8 = 2;
    pub const MONEY: u8 = 3;
    pub const DAY: u8 = 4;
    pub const MOMENT: u8 = 5;
}

/// A workbook being written.
pub(super) struct Workbook {
    zip: ZipWriter<Cursor<Vec<u8>>>,
    language: Language,
    made_ms: f64,
    most_rows: u32,
    /// Names of the sheets so far.
    sheets: Vec<String>,
    head: Option<SheetHead>,
    /// How many sheets the list takes so far.
    n_parts: u32,
    n_rows: u32,
    text: String,
}

impl Workbook {
    pub fn new(language: Language, made_ms: f64) -> Self {
        Self {
            zip: ZipWriter::new(Cursor::new(Vec::new())),
            language,
            made_ms,
            most_rows: MOST_ROWS,
            sheets: Vec::new(),
            head: None,
            n_parts: 0,
            n_rows: 0,
            text: String::new(),
        }
    }

    /// With sheets shorter than they could be.
    #[cfg(test)]
    pub fn with_rows(self, most_rows: u32) -> Self {
        Self { most_rows, ..self }
    }

    fn begin_sheet(&mut self, head: &SheetHead) -> Result<()> {
        self.n_parts += 1;
        self.n_rows = 0;
        let name = match self.n_parts {
            1 => head.title.clone(),
            part => format!("{} {part}", head.title),
        };
        self.sheets.push(name);
        self.zip.start_file(
            format!("xl/worksheets/sheet{}.xml", self.sheets.len()),
            SimpleFileOptions::default(),
        )?;
        self.text.push_str(xml::WORKSHEET);
        self.text.push_str(
            "<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" \
             activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>",
        );
        for (at, column) in head.columns.iter().enumerate() {
            let (at, width) = (at + 1, width_of(column));
            self.text.push_str(&format!(
                "<col min=\"{at}\" max=\"{at}\" width=\"{width}\" customWidth=\"1\"/>"
            ));
        }
        self.text.push_str("</cols><sheetData>");
        self.begin_row();
        for (at, column) in head.columns.iter().enumerate() {
            self.text_cell(at, style::HEADER, &column.header);
        }
        self.text.push_str("</row>");
        Ok(())
    }

    fn end_sheet(&mut self, n_columns: usize) -> Result<()> {
        let last = cell_name(n_columns.saturating_sub(1), self.n_rows);
        self.text.push_str(&format!("</sheetData><autoFilter ref=\"A1:{last}\"/></worksheet>"));
        self.flush()
    }

    fn begin_row(&mut self) {
        self.n_rows += 1;
        self.text.push_str(&format!("<row r=\"{}\">", self.n_rows));
    }

    fn cell(&mut self, at: usize, cell: &Cell<'_>) {
        match cell {
            Cell::Empty => {}
            Cell::Number(number) if number.is_finite() => {
                self.number_cell(at, 0, &number.to_string());
            }
            Cell::Money(money) => self.number_cell(at, style::MONEY, &decimal(*money)),
            Cell::Date(day) if serial(*day).is_some() => {
                let serial = serial(*day).unwrap_or_default();
                self.number_cell(at, style::DAY, &serial.to_string());
            }
            Cell::Moment(day, minute) if serial(*day).is_some() => {
                let serial = f64::from(serial(*day).unwrap_or_default());
                let moment = serial + f64::from(*minute) / 1_440.0;
                self.number_cell(at, style::MOMENT, &moment.to_string());
            }
            other => {
                let words = other.words(self.language);
                self.text_cell(at, style::TEXT, &words);
            }
        }
    }

    fn number_cell(&mut self, at: usize, style: u8, number: &str) {
        let name = cell_name(at, self.n_rows);
        self.text.push_str(&format!("<c r=\"{name}\" s=\"{style}\"><v>{number}</v></c>"));
    }

    fn text_cell(&mut self, at: usize, style: u8, text: &str) {
        let name = cell_name(at, self.n_rows);
        self.text.push_str(&format!(
            "<c r=\"{name}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">"
        ));
        escape_text(cut(text).as_ref(), &mut self.text);
        self.text.push_str("</t></is></c>");
    }

    fn flush(&mut self) -> Result<()> {
        self.zip.write_all(self.text.as_bytes())?;
        self.text.clear();
        Ok(())
    }

    fn part(&mut self, path: &str, text: &str) -> Result<()> {
        self.zip.start_file(path, SimpleFileOptions::default())?;
        self.zip.write_all(text.as_bytes())
    }
}

impl SheetWriter for Workbook {
    fn begin(&mut self, head: &SheetHead) -> Result<()> {
        self.n_parts = 0;
        self.begin_sheet(head)?;
        self.head = Some(head.clone());
        Ok(())
    }

    fn row(&mut self, cells: &[Cell<'_>]) -> Result<()> {
        if self.n_rows == self.most_rows
            && let Some(head) = self.head.take()
        {
            self.end_sheet(head.columns.len())?;
            self.begin_sheet(&head)?;
            self.head = Some(head);
        }
        self.begin_row();
        cells.iter().enumerate().for_each(|(at, cell)| self.cell(at, cell));
        self.text.push_str("</row>");
        if self.text.len() >= FLUSH_BYTES { self.flush() } else { Ok(()) }
    }

    fn end(&mut self) -> Result<()> {
        let n_columns = self.head.take().map_or(0, |head| head.columns.len());
        self.end_sheet(n_columns)
    }

    fn finish(mut self: Box<Self>) -> Result<Vec<u8>> {
        let names: Vec<String> = self.sheets.iter().map(|name| escape_attribute(name)).collect();
        for (path, text) in xml::parts(&names, self.made_ms) {
            self.part(path, &text)?;
        }
        Ok(self.zip.finish()?.into_inner())
    }
}

/// Days since Excel's day 0. Before March 1900 its calendar is wrong, and it ends with the year
/// 9999: such days are written as text.
fn serial(day: Day) -> Option<i32> {
    const DAY_0: i32 = 25_569;
    let serial = day.0.checked_add(DAY_0)?;
    (61..=2_958_465).contains(&serial).then_some(serial)
}

/// At most what a cell holds.
fn cut(text: &str) -> std::borrow::Cow<'_, str> {
    if text.len() <= MOST_TEXT || text.encode_utf16().count() <= MOST_TEXT {
        return text.into();
    }
    let mut n_units = 0;
    let fits = |letter: &char| {
        n_units += letter.len_utf16();
        n_units < MOST_TEXT
    };
    text.chars().take_while(fits).chain(['…']).collect::<String>().into()
}

/// In letters: what usually stands there, and no less than the header. A Chinese one takes two.
fn width_of(column: &SheetColumn) -> usize {
    let usual = match column.width {
        Width::Narrow => 8,
        Width::Normal => 14,
        Width::Wide => 28,
    };
    let header: usize = column.header.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    // The filter's arrow covers two letters.
    usual.max(header + 3).min(60)
}

#[cfg(test)]
mod tests {
    use super::{MOST_TEXT, cut, serial};
    use crate::domain::day::Day;

    #[test]
    fn days_are_excels() {
        let day = |year, month, day| Day::from_ymd(year, month, day).unwrap();
        assert_eq!(serial(day(2026, 1, 1)), Some(46_023));
        assert_eq!(serial(day(1900, 3, 1)), Some(61));
        assert_eq!(serial(day(1900, 2, 28)), None);
        assert_eq!(serial(day(9999, 12, 31)), Some(2_958_465));
        assert_eq!(serial(day(10_000, 1, 1)), None);
        assert_eq!(serial(Day(i32::MAX)), None);
    }

    #[test]
    fn a_cell_holds_no_more_than_excel_takes() {
        let whole = "蜂".repeat(MOST_TEXT);
        assert_eq!(cut(&whole), whole);
        let pairs = cut(&"𠮷".repeat(MOST_TEXT)).into_owned();
        assert!(pairs.ends_with('…') && pairs.encode_utf16().count() <= MOST_TEXT);
    }
}
