//! ODS: all sheets stand in one part, one after the other.

use super::cell_text::write_number;
use super::number_format::NumberFormat;
use super::package::Package;
use super::sheet_writer::{Merge, SheetText, SheetWriter};
use super::xml_part::{Element, PackedXml, Piece};
use super::{MAX_ROWS, MAX_SHEETS, SheetReading, damaged, too_large};
use crate::views::import::{FileProblem, Limited, SheetEntry};

const CONTENT: &str = "content.xml";
/// Pieces of XML between two pauses.
const N_A_TURN: usize = 60_000;

pub struct Ods<'a> {
    package: Package<'a>,
    sheets: Vec<SheetEntry>,
    scan: Option<Scan<'a>>,
}

/// The search for sheets.
struct Scan<'a> {
    xml: PackedXml<'a>,
    /// The style that is being described, and those that hide a sheet.
    style: String,
    hiding: Vec<String>,
    n_rows: u32,
}

impl<'a> Ods<'a> {
    pub fn open(package: Package<'a>) -> Result<Self, FileProblem> {
        let manifest = package.read_small("META-INF/manifest.xml");
        if manifest.windows(15).any(|window| window == b"encryption-data") {
            return Err(FileProblem::Encrypted);
        }
        let mimetype = package.read_small("mimetype");
        if !mimetype.is_empty() && !mimetype.windows(11).any(|window| window == b"spreadsheet") {
            return Err(FileProblem::Binary);
        }
        let scan = Scan {
            xml: PackedXml::unpack(package.unpack(CONTENT)?),
            style: String::new(),
            hiding: Vec::new(),
            n_rows: 0,
        };
        Ok(Self { package, sheets: Vec::new(), scan: Some(scan) })
    }

    /// Reads on through the sheets, for their names and sizes.
    pub fn load_more(&mut self) -> Result<bool, FileProblem> {
        let Some(scan) = &mut self.scan else { return Ok(false) };
        for _ in 0..N_A_TURN {
            if !scan.advance(&mut self.sheets)? {
                self.scan = None;
                return Ok(false);
            }
        }
        Ok(true)
    }

    pub fn sheets(&self) -> Vec<SheetEntry> {
        self.sheets.clone()
    }

    pub fn read(&self, at: usize) -> Result<OdsSheet<'_>, FileProblem> {
        if at >= self.sheets.len() {
            return Err(FileProblem::Empty);
        }
        Ok(OdsSheet {
            xml: PackedXml::unpack(self.package.unpack(CONTENT)?),
            n_sheets_before: at + 1,
            row: 0,
            n_row_repeats: 1,
            cells: Vec::new(),
            column: 0,
            merges: Vec::new(),
            knows_merges: false,
            package: &self.package,
            at,
            writer: SheetWriter::new(Vec::new()),
        })
    }
}

impl Scan<'_> {
    fn advance(&mut self, sheets: &mut Vec<SheetEntry>) -> Result<bool, FileProblem> {
        match self.xml.next()? {
            Piece::Start(element) => match element.name() {
                "style" => {
                    self.style = element.get("name").unwrap_or_default().into_owned();
                }
                "table-properties" if element.get("display").as_deref() == Some("false") => {
                    self.hiding.push(self.style.clone());
                }
                "table" => {
                    let style = element.get("style-name").unwrap_or_default();
                    sheets.push(SheetEntry {
                        name: element.get("name").unwrap_or_default().into_owned(),
                        n_rows: Some(0),
                        n_columns: None,
                        is_hidden: self.hiding.iter().any(|hiding| *hiding == style),
                    });
                    self.n_rows = 0;
                    if sheets.len() > MAX_SHEETS {
                        return Err(too_large(Limited::Sheets, MAX_SHEETS as u64));
                    }
                }
                "table-row" => {
                    let n = element.number("number-rows-repeated").unwrap_or(1);
                    self.n_rows = self.n_rows.saturating_add(n);
                }
                // Something stands in a cell: the sheet reaches down to here.
                "p" => {
                    if let Some(sheet) = sheets.last_mut() {
                        sheet.n_rows = Some(self.n_rows.min(MAX_ROWS));
                    }
                }
                _ => {}
            },
            Piece::Eof => return Ok(false),
            Piece::End(_) | Piece::Text(_) => {}
        }
        Ok(true)
    }
}

/// A sheet being read.
pub struct OdsSheet<'b> {
    package: &'b Package<'b>,
    at: usize,
    xml: PackedXml<'b>,
    /// Sheets that begin up to and with this one.
    n_sheets_before: usize,
    row: u32,
    n_row_repeats: u32,
    /// The filled cells of the row, and where the next one stands.
    cells: Vec<(u32, String)>,
    column: u32,
    merges: Vec<Merge>,
    knows_merges: bool,
    writer: SheetWriter,
}

impl SheetReading for OdsSheet<'_> {
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

impl OdsSheet<'_> {
    fn read_piece(&mut self) -> Result<bool, FileProblem> {
        match self.xml.next()? {
            Piece::Start(element) => match element.name() {
                "table" => self.n_sheets_before = self.n_sheets_before.saturating_sub(1),
                _ if self.n_sheets_before > 0 => {}
                "table-row" => {
                    self.n_row_repeats = element.number("number-rows-repeated").unwrap_or(1).max(1);
                    self.column = 0;
                    self.cells.clear();
                }
                "table-cell" | "covered-table-cell" => {
                    let cell = CellHead::of(&element);
                    self.read_cell(&cell)?;
                }
                _ => {}
            },
            Piece::End(element) if self.n_sheets_before == 0 => match element.name() {
                "table-row" => self.end_row()?,
                "table" => return Ok(false),
                _ => {}
            },
            Piece::Eof => return Ok(false),
            Piece::End(_) | Piece::Text(_) => {}
        }
        Ok(true)
    }

    fn read_cell(&mut self, cell: &CellHead) -> Result<(), FileProblem> {
        let shown = self.read_shown_text()?;
        let column = self.column;
        self.column = self.column.saturating_add(cell.n_repeats);
        if cell.is_error {
            self.writer.count_error();
            return Ok(());
        }
        let text = cell.value.clone().unwrap_or(shown);
        if text.is_empty() {
            return Ok(());
        }
        if cell.n_rows_spanned > 1 {
            self.merges.push(Merge {
                first_row: self.row,
                last_row: self.row.saturating_add(cell.n_rows_spanned - 1).min(MAX_ROWS - 1),
                first_column: column,
                last_column: column,
            });
        }
        // Nobody repeats a text over more cells than a sheet has.
        for column in column..column.saturating_add(cell.n_repeats.min(1 << 10)) {
            self.cells.push((column, text.clone()));
        }
        Ok(())
    }

    /// What a cell shows, its paragraphs as lines; notes on the cell are no part of it.
    fn read_shown_text(&mut self) -> Result<String, FileProblem> {
        let mut text = String::new();
        let (mut depth, mut n_notes, mut n_paragraphs) = (0_u32, 0_u32, 0_u32);
        loop {
            match self.xml.next()? {
                Piece::Start(element) => {
                    depth += 1;
                    match element.name() {
                        "annotation" => n_notes += 1,
                        _ if n_notes > 0 => {}
                        "p" => {
                            n_paragraphs += 1;
                            if n_paragraphs > 1 {
                                text.push('\n');
                            }
                        }
                        "s" => {
                            let n = element.number("c").unwrap_or(1).min(1_000);
                            text.extend(std::iter::repeat_n(' ', n as usize));
                        }
                        "tab" => text.push('\t'),
                        "line-break" => text.push('\n'),
                        _ => {}
                    }
                }
                Piece::End(element) => {
                    if element.name() == "annotation" {
                        n_notes = n_notes.saturating_sub(1);
                    }
                    match depth.checked_sub(1) {
                        Some(outer) => depth = outer,
                        None => return Ok(text),
                    }
                }
                Piece::Text(piece) if n_paragraphs > 0 && n_notes == 0 && depth > 0 => {
                    text.push_str(&piece);
                }
                Piece::Text(_) => {}
                Piece::Eof => return Err(damaged("the sheet ends within a cell")),
            }
        }
    }

    fn end_row(&mut self) -> Result<(), FileProblem> {
        let n_repeats = if self.cells.is_empty() { 0 } else { self.n_row_repeats };
        for row in self.row..self.row.saturating_add(n_repeats) {
            for (column, text) in &self.cells {
                self.writer.put(row, *column, text)?;
            }
        }
        self.row = self.row.saturating_add(self.n_row_repeats);
        self.cells.clear();
        Ok(())
    }

    /// As in XLSX, cells merged downwards are known for sure only at the end.
    fn start_again(&mut self) -> Result<bool, FileProblem> {
        if self.knows_merges || self.merges.is_empty() {
            return Ok(false);
        }
        let again = Self {
            xml: PackedXml::unpack(self.package.unpack(CONTENT)?),
            n_sheets_before: self.at + 1,
            row: 0,
            n_row_repeats: 1,
            cells: Vec::new(),
            column: 0,
            knows_merges: true,
            writer: SheetWriter::new(std::mem::take(&mut self.merges)),
            merges: Vec::new(),
            ..*self
        };
        *self = again;
        Ok(true)
    }
}

/// What a cell's attributes say.
struct CellHead {
    n_repeats: u32,
    n_rows_spanned: u32,
    is_error: bool,
    /// Where it is no text.
    value: Option<String>,
}

impl CellHead {
    fn of(element: &Element<'_>) -> Self {
        let is_error = element.get("value-type").as_deref() == Some("error");
        // A second attribute of the same name, by LibreOffice, says `error` where the first says text.
        let number = || element.get("value").and_then(|value| value.parse::<f64>().ok());
        let value = match element.get("value-type").as_deref() {
            Some("float" | "currency") => {
                number().map(|number| write_number(number, NumberFormat::Plain, false))
            }
            Some("percentage") => {
                number().map(|number| write_number(number, NumberFormat::Percent, false))
            }
            Some("date") => element.get("date-value").map(|date| {
                let date = date.trim_end_matches("T00:00:00").replace('T', " ");
                date.strip_suffix(":00").filter(|_| date.len() == 19).unwrap_or(&date).to_owned()
            }),
            Some("time") => element.get("time-value").and_then(|time| read_duration(&time)),
            Some("boolean") => element.get("boolean-value").map(|value| value.to_ascii_uppercase()),
            _ => None,
        };
        Self {
            n_repeats: element.number("number-columns-repeated").unwrap_or(1).max(1),
            n_rows_spanned: element.number("number-rows-spanned").unwrap_or(1),
            is_error: is_error || is_calc_error(element),
            value,
        }
    }
}

/// LibreOffice writes `calcext:value-type="error"` beside the type for all others.
fn is_calc_error(element: &Element<'_>) -> bool {
    element.get_prefixed("calcext:value-type").as_deref() == Some("error")
}

/// `PT14H05M00S` → `14:05`.
fn read_duration(text: &str) -> Option<String> {
    let rest = text.strip_prefix("PT")?;
    let (hours, rest) = rest.split_once('H')?;
    let (minutes, rest) = rest.split_once('M')?;
    let seconds = rest.trim_end_matches('S');
    let [hours, minutes] = [hours, minutes].map(|part| part.parse::<u32>().ok());
    let seconds: f64 = seconds.parse().ok()?;
    Some(match seconds as u32 {
        0 => format!("{:02}:{:02}", hours?, minutes?),
        seconds => format!("{:02}:{:02}:{seconds:02}", hours?, minutes?),
    })
}
