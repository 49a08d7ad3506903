//! Whatever a file is, made ready to be read as rows of text: recognised by its content, and turned
//! into CSV in UTF-8 where it is no text of cells itself.
//!
//! One pure function per format, which takes any bytes, never panics, and allocates within limits.
//! The engine goes the same way in slices.

use std::collections::BTreeMap;

use super::encoding::{self, TextDecoder};
use super::html_table::read_html;
use super::inspection::{FileHead, HEAD_BYTES, inspect_head};
use super::json_rows::{JsonColumns, JsonRows, JsonShape};
use super::json_walk::PlaceSearch;
use super::json_workspace::WorkspaceDocument;
use super::sheet::{CompoundFile, MAX_TEXT_BYTES, SheetText, Workbook};
use crate::domain::workspace::FieldKind;
use crate::views::import::{
    ColumnRole, Delimiter, Dialect, FileProblem, ImportInspection, ImportMapping, ImportWarning,
    Limited, SheetEntry, SourceKind, TextEncoding,
};

/// A web page larger than this is refused: it has to be in memory as a whole.
pub const MAX_PAGE_BYTES: u64 = 64 << 20;
/// How much of the text tells what it is.
const TELLING_BYTES: usize = 2_048;
/// How much of a file further on is shown to whoever finds its encoding.
const FURTHER_BYTES: usize = 1 << 16;

/// What a file is, as its first bytes show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Text,
    Workbook,
    Html,
    Json,
}

impl Form {
    /// By the content; names lie: many a .xls is a web page or a CSV.
    pub fn of(head: &[u8], is_chinese: bool) -> Self {
        if head.starts_with(b"PK\x03\x04")
            || head.starts_with(b"PK\x05\x06")
            || CompoundFile::is_one(head)
        {
            return Self::Workbook;
        }
        let head = &head[..head.len().min(TELLING_BYTES)];
        let encoding = encoding::detect(head, b"", is_chinese);
        let mut decoder = TextDecoder::new(encoding);
        let text = match &mut decoder {
            Some(decoder) => decoder.decode(head, false),
            None => head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head),
        };
        let text = text.trim_ascii_start();
        let lower = text[..text.len().min(16)].to_ascii_lowercase();
        let begins = |words: &[&str]| words.iter().any(|word| lower.starts_with(word.as_bytes()));
        let second = text.get(1..).unwrap_or_default().trim_ascii_start().first();
        match text.first() {
            Some(b'<')
                if begins(&[
                    "<html",
                    "<!doctype html",
                    "<table",
                    "<meta",
                    "<head",
                    "<body",
                    "<style",
                    "<div",
                    "<?xml",
                    "<!--",
                    "<center",
                ]) =>
            {
                Self::Html
            }
            Some(b'{') if matches!(second, Some(b'"' | b'}')) => Self::Json,
            Some(b'[') if matches!(second, Some(b'{' | b'[' | b']')) => Self::Json,
            _ => Self::Text,
        }
    }
}

/// A file made ready.
#[derive(Clone, Debug)]
pub struct Prepared {
    pub kind: SourceKind,
    pub sheets: Vec<SheetEntry>,
    /// The sheet that was turned into text.
    pub sheet: Option<String>,
    /// Of what was turned into text: the encoding that it was in.
    pub encoding: TextEncoding,
    /// Of a text file that begins in plain ASCII: lines from further on that are not.
    pub further: Vec<u8>,
    /// The rows, where the file itself does not hold them as text.
    pub csv: Option<Vec<u8>>,
    /// What the sheet had that its text does not show.
    sheet_notes: SheetText,
    n_odd_records: u32,
    names_are_sure: bool,
    /// Of a whole workspace: what kind each of the user's own fields is, by its label.
    own_fields: BTreeMap<String, Option<FieldKind>>,
}

impl Prepared {
    /// A text file. It is read as it stands.
    pub fn text(further: Vec<u8>) -> Self {
        Self {
            kind: SourceKind::Text,
            sheets: Vec::new(),
            sheet: None,
            encoding: TextEncoding::Utf8,
            further,
            csv: None,
            sheet_notes: SheetText::default(),
            n_odd_records: 0,
            names_are_sure: false,
            own_fields: BTreeMap::new(),
        }
    }

    /// A sheet of a workbook.
    pub fn sheet(mut sheets: Vec<SheetEntry>, at: usize, mut text: SheetText) -> Self {
        let csv = std::mem::take(&mut text.csv);
        let mut name = None;
        if let Some(entry) = sheets.get_mut(at) {
            // What was read is surer than what the workbook says of itself.
            entry.n_rows = Some(text.n_rows);
            entry.n_columns = Some(text.n_columns);
            name = Some(entry.name.clone());
        }
        Self {
            kind: SourceKind::Workbook,
            sheets,
            sheet: name,
            csv: Some(csv),
            sheet_notes: text,
            ..Self::text(Vec::new())
        }
    }

    /// The records of a JSON file; `lists` are those it has, where it has several.
    pub fn json(
        shape: &JsonShape,
        lists: Vec<SheetEntry>,
        encoding: TextEncoding,
        csv: Vec<u8>,
    ) -> Self {
        Self {
            kind: shape.kind(),
            sheet: (!lists.is_empty()).then(|| shape.place.name()),
            sheets: lists,
            encoding,
            csv: Some(csv),
            n_odd_records: shape.n_odd,
            names_are_sure: !shape.names.is_empty(),
            ..Self::text(Vec::new())
        }
    }

    /// Is this what the file is when read so? Otherwise it has to be made ready again.
    pub fn is_as(&self, dialect: Option<&Dialect>) -> bool {
        let Some(dialect) = dialect else { return true };
        match self.kind {
            SourceKind::Text => true,
            SourceKind::Workbook => dialect.sheet.is_none() || dialect.sheet == self.sheet,
            SourceKind::Html => dialect.encoding == self.encoding,
            SourceKind::Json | SourceKind::JsonLines => {
                dialect.encoding == self.encoding
                    && (dialect.sheet.is_none() || dialect.sheet == self.sheet)
            }
        }
    }

    /// Looks at the beginning: of the file itself if it is text (`head`), else of its rows.
    ///
    /// # Errors
    /// As [`inspect_head`].
    pub fn inspect(
        &self,
        name: &str,
        n_bytes: u64,
        head: &[u8],
        is_chinese: bool,
        dialect: Option<&Dialect>,
    ) -> Result<ImportInspection, FileProblem> {
        let rows = self.csv.as_deref();
        let file = FileHead {
            name,
            n_bytes,
            kind: self.kind,
            sheets: &self.sheets,
            bytes: rows.unwrap_or(head),
            n_bytes_in_all: rows.map_or(n_bytes, |rows| rows.len() as u64),
            further: &self.further,
            is_chinese,
            names_are_sure: self.names_are_sure,
        };
        let mut seen = inspect_head(&file, dialect)?;
        if self.csv.is_some() {
            seen.dialect.encoding = self.encoding;
            seen.dialect.sheet.clone_from(&self.sheet);
        }
        for column in &mut seen.columns {
            if let ColumnRole::Custom { label, kind } = &mut column.guess
                && let Some(said) = self.own_fields.get(label)
            {
                *kind = *said;
            }
        }
        let dialect = &seen.dialect;
        let n_name_rows = if dialect.has_header { dialect.n_header_rows } else { 0 };
        let first_row = (dialect.header_row + n_name_rows).saturating_sub(1);
        let n_merged = self.sheet_notes.n_filled_down_below(first_row);
        if n_merged > 0 {
            seen.warnings.push(ImportWarning::MergedFilledDown { n_cells: n_merged });
        }
        if self.sheet_notes.n_errors > 0 {
            let n_cells = self.sheet_notes.n_errors;
            seen.warnings.push(ImportWarning::ErrorCells { n_cells });
        }
        let is_other = |sheet: &&SheetEntry| {
            let has_rows = sheet.n_rows.is_some_and(|n_rows| n_rows > 0);
            has_rows && !sheet.is_hidden && Some(&sheet.name) != self.sheet.as_ref()
        };
        let n_sheets = self.sheets.iter().filter(is_other).count() as u32;
        if n_sheets > 0 {
            seen.warnings.push(ImportWarning::OtherSheets { n_sheets });
        }
        if self.n_odd_records > 0 {
            seen.warnings.push(ImportWarning::OddRecords { n_records: self.n_odd_records });
        }
        Ok(seen)
    }

    /// The mapping by which the rows are read: those that were turned into text are in UTF-8, with
    /// commas, whatever the file was in.
    pub fn mapping_of_rows(&self, mapping: &ImportMapping) -> ImportMapping {
        let mut mapping = mapping.clone();
        if self.csv.is_some() {
            mapping.dialect.encoding = TextEncoding::Utf8;
            mapping.dialect.delimiter = Delimiter::default();
        }
        mapping
    }
}

/// Makes a whole file ready. With a `dialect`, its sheet and its encoding are the ones meant.
///
/// # Errors
/// The file cannot be taken apart, or passes a limit.
pub fn prepare(
    bytes: &[u8],
    is_chinese: bool,
    dialect: Option<&Dialect>,
) -> Result<Prepared, FileProblem> {
    let head = &bytes[..bytes.len().min(HEAD_BYTES)];
    match Form::of(head, is_chinese) {
        Form::Text if head.is_ascii() => Ok(Prepared::text(find_further(&bytes[head.len()..]))),
        Form::Text => Ok(Prepared::text(Vec::new())),
        Form::Workbook => read_workbook(bytes, dialect.and_then(|d| d.sheet.as_deref())),
        Form::Html => read_page(bytes, dialect.map(|d| d.encoding), is_chinese),
        Form::Json => read_json(
            bytes,
            dialect.map(|d| d.encoding),
            dialect.and_then(|d| d.sheet.as_deref()),
            is_chinese,
        ),
    }
}

/// The first lines with a letter beyond ASCII, if there are any.
pub fn find_further(rest: &[u8]) -> Vec<u8> {
    let Some(first) = rest.iter().position(|byte| !byte.is_ascii()) else { return Vec::new() };
    let line = rest[..first].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    rest[line..rest.len().min(first + FURTHER_BYTES)].to_vec()
}

/// A sheet of a workbook, by name or found.
///
/// # Errors
/// No workbook, a damaged or encrypted one, no such sheet, nothing in it, or beyond a limit.
pub fn read_workbook(bytes: &[u8], sheet: Option<&str>) -> Result<Prepared, FileProblem> {
    let mut book = Workbook::open(bytes)?;
    while book.load_more()? {}
    let at = match sheet {
        Some(name) => book.find(name)?,
        None => book.choose()?,
    };
    let mut reading = book.read(at)?;
    while reading.advance()? {}
    let text = reading.finish()?;
    Ok(Prepared::sheet(book.sheets(), at, text))
}

/// The largest table of a web page.
///
/// # Errors
/// No table, or beyond a limit.
pub fn read_page(
    bytes: &[u8],
    encoding: Option<TextEncoding>,
    is_chinese: bool,
) -> Result<Prepared, FileProblem> {
    if bytes.len() as u64 > MAX_PAGE_BYTES {
        return Err(FileProblem::TooLarge { what: Limited::FileBytes, limit: MAX_PAGE_BYTES });
    }
    let encoding = encoding
        .or_else(|| declared_encoding(bytes))
        .unwrap_or_else(|| encoding::detect(bytes, b"", is_chinese));
    let mut decoder = TextDecoder::new(encoding);
    let page = match &mut decoder {
        Some(decoder) => decoder.decode(bytes, true),
        None => bytes,
    };
    let mut text = read_html(&String::from_utf8_lossy(page))?;
    let csv = std::mem::take(&mut text.csv);
    Ok(Prepared {
        kind: SourceKind::Html,
        encoding,
        csv: Some(csv),
        sheet_notes: text,
        ..Prepared::text(Vec::new())
    })
}

/// What the page says of itself; a byte order mark knows better.
fn declared_encoding(page: &[u8]) -> Option<TextEncoding> {
    if encoding_rs::Encoding::for_bom(page).is_some() {
        return None;
    }
    let head = String::from_utf8_lossy(&page[..page.len().min(TELLING_BYTES)]).to_lowercase();
    let (_, after) = head.split_once("charset=")?;
    let label = after.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_'));
    let label = &label[..end.unwrap_or(label.len())];
    TextEncoding::of_label(encoding_rs::Encoding::for_label(label.as_bytes())?.name())
}

/// The records of a JSON file: of the list of this name, or found.
///
/// # Errors
/// Broken JSON, no records, no such list, or beyond a limit.
pub fn read_json(
    bytes: &[u8],
    encoding: Option<TextEncoding>,
    list: Option<&str>,
    is_chinese: bool,
) -> Result<Prepared, FileProblem> {
    let head = &bytes[..bytes.len().min(HEAD_BYTES)];
    let encoding = encoding.unwrap_or_else(|| encoding::detect(head, b"", is_chinese));
    let mut decoder = TextDecoder::new(encoding);
    let text = match &mut decoder {
        Some(decoder) => decoder.decode(bytes, true),
        None => bytes,
    };
    let mut passes = JsonPasses::new(list);
    while let Some(pass) = passes.next_pass() {
        pass.feed(text)?;
        passes.end_pass()?;
    }
    passes.finish(encoding)
}

/// A JSON file is gone through three times: for where its records are, for their columns, for their
/// rows.
pub struct JsonPasses {
    stage: Stage,
    wanted: Option<String>,
    lists: Vec<SheetEntry>,
    document: WorkspaceDocument,
    csv: Vec<u8>,
    has_begun: bool,
}

enum Stage {
    Place(PlaceSearch),
    Columns(Box<JsonColumns>),
    Rows(JsonShape, Box<JsonRows>),
    Done(JsonShape),
}

impl JsonPasses {
    /// `list`: the name of the one meant.
    pub fn new(list: Option<&str>) -> Self {
        Self {
            stage: Stage::Place(PlaceSearch::default()),
            wanted: list.map(str::to_owned),
            lists: Vec::new(),
            document: WorkspaceDocument::new(list),
            csv: Vec::new(),
            has_begun: false,
        }
    }

    /// Itself, while there is another pass to make.
    pub fn next_pass(&mut self) -> Option<&mut Self> {
        match self.stage {
            Stage::Done(_) => None,
            _ => Some(self),
        }
    }

    /// Takes the next bytes of this pass, in UTF-8.
    ///
    /// # Errors
    /// Broken JSON, or beyond a limit.
    pub fn feed(&mut self, text: &[u8]) -> Result<(), FileProblem> {
        let mark = if self.has_begun { b"".as_slice() } else { b"\xEF\xBB\xBF" };
        self.has_begun |= !text.is_empty();
        let text = text.strip_prefix(mark).unwrap_or(text);
        match &mut self.stage {
            Stage::Place(search) => {
                self.document.feed(text);
                search.feed(text)
            }
            Stage::Columns(columns) => columns.feed(text),
            Stage::Rows(_, rows) => {
                self.csv.append(&mut rows.feed(text)?);
                if self.csv.len() > MAX_TEXT_BYTES {
                    let limit = MAX_TEXT_BYTES as u64;
                    return Err(FileProblem::TooLarge { what: Limited::TextBytes, limit });
                }
                Ok(())
            }
            Stage::Done(_) => Ok(()),
        }
    }

    /// The file has ended: on to the next pass.
    ///
    /// # Errors
    /// It breaks off, or there are no records.
    pub fn end_pass(&mut self) -> Result<(), FileProblem> {
        self.has_begun = false;
        let stage = std::mem::replace(&mut self.stage, Stage::Place(PlaceSearch::default()));
        self.stage = match stage {
            Stage::Place(search) => {
                let (place, lists) = search.finish(self.wanted.as_deref())?;
                self.lists = lists;
                let lines = self.document.take_order_lines(&place);
                Stage::Columns(Box::new(JsonColumns::new(place, lines)))
            }
            Stage::Columns(columns) => {
                let shape = columns.finish()?;
                let rows = Box::new(JsonRows::new(&shape));
                Stage::Rows(shape, rows)
            }
            Stage::Rows(shape, _) | Stage::Done(shape) => Stage::Done(shape),
        };
        Ok(())
    }

    /// All passes have been made.
    ///
    /// # Errors
    /// They have not: there are no records then.
    pub fn finish(self, encoding: TextEncoding) -> Result<Prepared, FileProblem> {
        match self.stage {
            Stage::Done(shape) => Ok(Prepared {
                own_fields: self.document.finish(),
                ..Prepared::json(&shape, self.lists, encoding, self.csv)
            }),
            _ => Err(FileProblem::NoRecords),
        }
    }
}
