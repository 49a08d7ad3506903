//! XLSX and XLSM: sheets read cell by cell as their XML is unpacked.

use super::cell_text::write_literal;
use super::number_format::NumberFormat;
use super::package::Package;
use super::sheet_writer::{Merge, SheetText, SheetWriter};
use super::xlsx_parts::{
    Contents, SharedTexts, SharedTextsReading, TextItem, bad_place, read_place, unescape,
};
use super::xml_part::{PackedXml, Piece};
use super::{SheetReading, damaged};
use crate::views::import::{FileProblem, SheetEntry};

/// Cells, or shared texts, between two pauses.
const N_A_TURN: usize = 20_000;

pub struct Xlsx<'a> {
    package: Package<'a>,
    contents: Contents,
    texts: SharedTexts,
    texts_reading: Option<SharedTextsReading<'a>>,
    sheets: Vec<SheetEntry>,
}

impl<'a> Xlsx<'a> {
    pub fn open(package: Package<'a>) -> Result<Self, FileProblem> {
        let contents = Contents::read(&package)?;
        let texts_reading = match &contents.strings_part {
            Some(part) => Some(SharedTextsReading::new(&package, part)?),
            None => None,
        };
        let sheets = contents
            .sheets
            .iter()
            .map(|sheet| {
                let said = read_dimension(&package, &sheet.part);
                SheetEntry {
                    name: sheet.name.clone(),
                    n_rows: said.map(|(n_rows, _)| n_rows),
                    n_columns: said.map(|(_, n_columns)| n_columns),
                    is_hidden: sheet.is_hidden,
                }
            })
            .collect();
        Ok(Self { package, contents, texts: SharedTexts::default(), texts_reading, sheets })
    }

    pub fn load_more(&mut self) -> Result<bool, FileProblem> {
        let Some(reading) = &mut self.texts_reading else { return Ok(false) };
        if !reading.advance(&mut self.texts, N_A_TURN)? {
            self.texts_reading = None;
        }
        Ok(self.texts_reading.is_some())
    }

    pub fn sheets(&self) -> Vec<SheetEntry> {
        self.sheets.clone()
    }

    pub fn read(&self, at: usize) -> Result<XlsxSheet<'_>, FileProblem> {
        let sheet = self.contents.sheets.get(at).ok_or(FileProblem::Empty)?;
        Ok(XlsxSheet {
            package: &self.package,
            contents: &self.contents,
            texts: &self.texts,
            part: &sheet.part,
            xml: PackedXml::unpack(self.package.unpack(&sheet.part)?),
            place: (0, 0),
            item: TextItem::default(),
            merges: Vec::new(),
            knows_merges: false,
            writer: SheetWriter::new(Vec::new()),
        })
    }
}

/// How large the sheet says it is. Some programs write one cell whatever there is.
fn read_dimension(package: &Package<'_>, part: &str) -> Option<(u32, u32)> {
    let mut xml = PackedXml::unpack(package.unpack(part).ok()?);
    loop {
        match xml.next().ok()? {
            Piece::Start(element) if element.name() == "dimension" => {
                let reference = element.get("ref")?;
                let (_, last) = reference.split_once(':')?;
                let (row, column) = read_place(last)?;
                return Some((row + 1, column + 1));
            }
            Piece::Start(element) if element.name() == "sheetData" => return None,
            Piece::Eof => return None,
            _ => {}
        }
    }
}

/// A sheet being read.
pub struct XlsxSheet<'b> {
    package: &'b Package<'b>,
    contents: &'b Contents,
    texts: &'b SharedTexts,
    part: &'b str,
    xml: PackedXml<'b>,
    /// Where the next cell stands, unless it says so itself.
    place: (u32, u32),
    item: TextItem,
    merges: Vec<Merge>,
    /// Merged cells are named after all others: where some are merged downwards, the sheet is read a
    /// second time, knowing them.
    knows_merges: bool,
    writer: SheetWriter,
}

/// How a cell says what it holds.
#[derive(Clone, Copy, PartialEq)]
enum CellKind {
    Number,
    Shared,
    Text,
    YesNo,
    Error,
}

impl SheetReading for XlsxSheet<'_> {
    fn advance(&mut self) -> Result<bool, FileProblem> {
        for _ in 0..N_A_TURN {
            if !self.read_piece()? {
                return self.start_again();
            }
        }
        Ok(true)
    }

    fn n_rows(&self) -> u32 {
        self.writer.n_rows()
    }

    fn finish(self: Box<Self>) -> Result<SheetText, FileProblem> {
        self.writer.finish()
    }
}

impl XlsxSheet<'_> {
    /// Up to and with the next cell; `false` at the end.
    fn read_piece(&mut self) -> Result<bool, FileProblem> {
        let element = match self.xml.next()? {
            Piece::Start(element) => element,
            Piece::End(element) => {
                if element.name() == "row" {
                    self.place = (self.place.0.saturating_add(1), 0);
                }
                return Ok(true);
            }
            Piece::Text(_) => return Ok(true),
            Piece::Eof => return Ok(false),
        };
        match element.name() {
            "row" => {
                if let Some(row) = element.number("r").and_then(|row| row.checked_sub(1)) {
                    self.place = (row, 0);
                }
            }
            "c" => {
                if let Some(reference) = element.get("r") {
                    self.place = read_place(&reference).ok_or_else(|| bad_place(&reference))?;
                }
                let style = element.number("s").unwrap_or(0) as usize;
                let format = self.contents.formats.get(style).copied().unwrap_or_default();
                let kind = match element.get("t").as_deref() {
                    Some("s") => CellKind::Shared,
                    Some("str" | "inlineStr" | "d") => CellKind::Text,
                    Some("b") => CellKind::YesNo,
                    Some("e") => CellKind::Error,
                    _ => CellKind::Number,
                };
                self.read_cell(kind, format)?;
                self.place.1 = self.place.1.saturating_add(1);
            }
            "mergeCell" if !self.knows_merges => {
                let reference = element.get("ref").unwrap_or_default();
                if let Some((first, last)) = reference.split_once(':')
                    && let (Some(first), Some(last)) = (read_place(first), read_place(last))
                    && first.0 < last.0
                {
                    self.merges.push(Merge {
                        first_row: first.0,
                        last_row: last.0,
                        first_column: first.1,
                        last_column: last.1,
                    });
                }
            }
            _ => {}
        }
        Ok(true)
    }

    fn read_cell(&mut self, kind: CellKind, format: NumberFormat) -> Result<(), FileProblem> {
        self.item.clear();
        loop {
            let piece = self.xml.next()?;
            match &piece {
                Piece::End(element) if element.name() == "c" => break,
                Piece::Eof => return Err(damaged("the sheet ends within a cell")),
                piece => self.item.take(piece),
            }
        }
        let (row, column) = self.place;
        let text = self.item.text.as_str();
        let unescaped;
        let text = match kind {
            _ if text.is_empty() => return Ok(()),
            CellKind::Error => {
                self.writer.count_error();
                return Ok(());
            }
            CellKind::Shared => {
                let shared = text.trim().parse().ok().and_then(|at| self.texts.get(at));
                shared.ok_or_else(|| damaged("a text of the sheet is missing"))?
            }
            CellKind::YesNo => match text.trim() {
                "0" | "false" => "FALSE",
                _ => "TRUE",
            },
            CellKind::Text => {
                unescaped = unescape(text);
                &unescaped
            }
            CellKind::Number => {
                unescaped = write_literal(text, format, self.contents.is_1904);
                &unescaped
            }
        };
        self.writer.put(row, column, text)
    }

    fn start_again(&mut self) -> Result<bool, FileProblem> {
        if self.knows_merges || self.merges.is_empty() {
            return Ok(false);
        }
        self.knows_merges = true;
        self.writer = SheetWriter::new(std::mem::take(&mut self.merges));
        self.xml = PackedXml::unpack(self.package.unpack(self.part)?);
        self.place = (0, 0);
        Ok(true)
    }
}
