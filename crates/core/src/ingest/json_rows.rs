//! JSON and JSON Lines → CSV, slice by slice: where the records are, which columns they come to,
//! and their rows. Holds one record at a time.
//!
//! Must not know what a column is for. Names within names are joined by dots, lists by commas;
//! numbers stay as they are written, however long.

use std::collections::HashMap;
use std::sync::Arc;

use super::json_order_lines::OrderLines;
use super::json_walk::{Place, Record, RecordWalk};
use super::row_reader::MAX_COLUMNS;
use super::sheet::{plain_number, write_cell};
use crate::views::import::{FileProblem, SourceKind};

/// Names within names beyond this depth stay JSON in one cell.
const MOST_LEVELS: usize = 8;

/// Which columns the records come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonShape {
    pub place: Place,
    /// Names of the columns, in the order in which they first appear; empty where records are lists.
    pub names: Vec<String>,
    pub n_records: u64,
    /// Records that are no objects among objects, no lists among lists.
    pub n_odd: u32,
    /// How records are spread over their lines, where they are a workspace's orders.
    lines: Option<Arc<OrderLines>>,
}

impl JsonShape {
    pub fn kind(&self) -> SourceKind {
        match self.place {
            Place::Lines => SourceKind::JsonLines,
            Place::List(_) => SourceKind::Json,
        }
    }
}

/// Finds out the columns.
pub struct JsonColumns {
    walk: RecordWalk,
    place: Place,
    /// Lists, not objects; `None` before the first.
    are_lists: Option<bool>,
    known: HashMap<String, usize>,
    names: Vec<String>,
    n_records: u64,
    n_odd: u32,
    lines: Option<Arc<OrderLines>>,
}

impl JsonColumns {
    /// With `lines`, records become one per line.
    pub fn new(place: Place, lines: Option<Arc<OrderLines>>) -> Self {
        Self {
            walk: RecordWalk::new(place.clone()),
            place,
            are_lists: None,
            known: HashMap::new(),
            names: Vec::new(),
            n_records: 0,
            n_odd: 0,
            lines,
        }
    }

    /// Takes the next bytes.
    ///
    /// # Errors
    /// Broken JSON, a record too large, or too many columns.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<(), FileProblem> {
        let Self { walk, are_lists, known, names, n_records, n_odd, lines, .. } = self;
        walk.feed(bytes, &mut |record| {
            if is_odd(&record, are_lists) {
                *n_odd += 1;
                return Ok(());
            }
            *n_records += 1;
            if *are_lists == Some(true) {
                // Lists are checked here as well, so that a broken one is told before the import.
                return list_cells(&record, &mut |_, _| Ok(()));
            }
            spread(&record, lines.as_deref(), &mut |record| {
                flatten(record, &mut |name, _| {
                    if !known.contains_key(name) {
                        known.insert(name.to_owned(), names.len());
                        names.push(name.to_owned());
                    }
                    if names.len() > MAX_COLUMNS {
                        let n_columns = names.len() as u32;
                        return Err(FileProblem::TooManyColumns {
                            n_columns,
                            limit: MAX_COLUMNS as u32,
                        });
                    }
                    Ok(())
                })
            })
        })
    }

    /// The file has ended.
    ///
    /// # Errors
    /// It breaks off, or there is no record in it.
    pub fn finish(self) -> Result<JsonShape, FileProblem> {
        self.walk.finish()?;
        if self.n_records == 0 {
            return Err(FileProblem::NoRecords);
        }
        Ok(JsonShape {
            place: self.place,
            names: self.names,
            n_records: self.n_records,
            n_odd: self.n_odd,
            lines: self.lines,
        })
    }
}

/// Writes the rows.
pub struct JsonRows {
    walk: RecordWalk,
    columns: HashMap<String, usize>,
    are_lists: Option<bool>,
    cells: Vec<String>,
    csv: Vec<u8>,
    lines: Option<Arc<OrderLines>>,
}

impl JsonRows {
    pub fn new(shape: &JsonShape) -> Self {
        let mut csv = Vec::new();
        if !shape.names.is_empty() {
            write_row(&mut csv, &shape.names);
        }
        let columns = shape.names.iter().enumerate().map(|(at, name)| (name.clone(), at)).collect();
        Self {
            walk: RecordWalk::new(shape.place.clone()),
            columns,
            are_lists: None,
            cells: Vec::new(),
            csv,
            lines: shape.lines.clone(),
        }
    }

    /// The rows that the next bytes complete, as CSV; the names of the columns come first.
    ///
    /// # Errors
    /// As [`JsonColumns::feed`].
    pub fn feed(&mut self, bytes: &[u8]) -> Result<Vec<u8>, FileProblem> {
        let Self { walk, columns, are_lists, cells, csv, lines } = self;
        walk.feed(bytes, &mut |record| {
            if is_odd(&record, are_lists) {
                return Ok(());
            }
            if *are_lists == Some(true) {
                cells.iter_mut().for_each(String::clear);
                list_cells(&record, &mut |at, text| {
                    set(cells, at, text);
                    Ok(())
                })?;
                write_row(csv, cells);
                return Ok(());
            }
            spread(&record, lines.as_deref(), &mut |record| {
                cells.iter_mut().for_each(String::clear);
                cells.resize(columns.len(), String::new());
                flatten(record, &mut |name, text| {
                    if let Some(at) = columns.get(name) {
                        set(cells, *at, text);
                    }
                    Ok(())
                })?;
                write_row(csv, cells);
                Ok(())
            })
        })?;
        Ok(std::mem::take(&mut self.csv))
    }
}

fn set(cells: &mut Vec<String>, at: usize, text: &str) {
    if cells.len() <= at {
        cells.resize(at + 1, String::new());
    }
    // Of two values under one name, the later one stands.
    cells[at].clear();
    cells[at].push_str(text);
}

fn write_row(csv: &mut Vec<u8>, cells: &[String]) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            csv.push(b',');
        }
        write_cell(csv, cell);
    }
    csv.push(b'\n');
}

/// The first record that can be a row decides what all are.
fn is_odd(record: &Record<'_>, are_lists: &mut Option<bool>) -> bool {
    let is_list = match record.bytes.first() {
        Some(b'{') => false,
        Some(b'[') => true,
        _ => return true,
    };
    *are_lists.get_or_insert(is_list) != is_list
}

/// Hands over the records that a record comes to: itself, or one per line of its order.
fn spread(
    record: &Record<'_>,
    lines: Option<&OrderLines>,
    take: &mut impl FnMut(&Record<'_>) -> Result<(), FileProblem>,
) -> Result<(), FileProblem> {
    let Some(rows) = lines.and_then(|lines| lines.spread(record.bytes)) else {
        return take(record);
    };
    rows.iter().try_for_each(|row| take(&Record { bytes: row, ..*record }))
}

/// Hands over each value of an object under its full name.
fn flatten(
    record: &Record<'_>,
    take: &mut impl FnMut(&str, &str) -> Result<(), FileProblem>,
) -> Result<(), FileProblem> {
    let mut parser = Parser { record, at: 0 };
    let mut name = String::new();
    parser.object(&mut name, 0, take)?;
    parser.end()
}

/// Hands over each value of a list under its place.
fn list_cells(
    record: &Record<'_>,
    take: &mut impl FnMut(usize, &str) -> Result<(), FileProblem>,
) -> Result<(), FileProblem> {
    let mut parser = Parser { record, at: 0 };
    let mut at = 0;
    parser.items(b'[', b']', &mut |parser| {
        let text = parser.value_text()?;
        take(at, &text)?;
        at += 1;
        Ok(())
    })?;
    parser.end()
}

/// Reads one record, whose brackets are known to match and not to be nested too deep.
struct Parser<'r> {
    record: &'r Record<'r>,
    at: usize,
}

impl Parser<'_> {
    fn fail(&self, detail: &str) -> FileProblem {
        self.record.problem_at(self.at, detail)
    }

    fn peek(&mut self) -> Option<u8> {
        let rest = self.record.bytes.get(self.at..)?;
        self.at += rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        self.record.bytes.get(self.at).copied()
    }

    fn expect(&mut self, wanted: u8) -> Result<(), FileProblem> {
        if self.peek() != Some(wanted) {
            return Err(self.fail(&format!("no {}", char::from(wanted))));
        }
        self.at += 1;
        Ok(())
    }

    fn end(&mut self) -> Result<(), FileProblem> {
        if self.peek().is_none() { Ok(()) } else { Err(self.fail("something follows")) }
    }

    /// Everything between two brackets, comma by comma.
    fn items(
        &mut self,
        open: u8,
        close: u8,
        take: &mut dyn FnMut(&mut Self) -> Result<(), FileProblem>,
    ) -> Result<(), FileProblem> {
        self.expect(open)?;
        if self.peek() == Some(close) {
            self.at += 1;
            return Ok(());
        }
        loop {
            take(self)?;
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(byte) if byte == close => {
                    self.at += 1;
                    return Ok(());
                }
                _ => return Err(self.fail(&format!("no , or {}", char::from(close)))),
            }
        }
    }

    fn object(
        &mut self,
        name: &mut String,
        level: usize,
        take: &mut dyn FnMut(&str, &str) -> Result<(), FileProblem>,
    ) -> Result<(), FileProblem> {
        let n_outer = name.len();
        self.items(b'{', b'}', &mut |parser| {
            if parser.peek() != Some(b'"') {
                return Err(parser.fail("no name"));
            }
            let key = parser.string()?;
            parser.expect(b':')?;
            if n_outer > 0 {
                name.push('.');
            }
            name.push_str(&key);
            if parser.peek() == Some(b'{') && level < MOST_LEVELS {
                parser.object(name, level + 1, take)?;
            } else {
                let text = parser.value_text()?;
                take(name, &text)?;
            }
            name.truncate(n_outer);
            Ok(())
        })
    }

    /// A value as the text of a cell.
    fn value_text(&mut self) -> Result<String, FileProblem> {
        match self.peek() {
            Some(b'"') => self.string(),
            Some(b'[') => {
                let mut all: Vec<String> = Vec::new();
                self.items(b'[', b']', &mut |parser| {
                    all.push(parser.value_text()?);
                    Ok(())
                })?;
                all.retain(|text| !text.is_empty());
                Ok(all.join(", "))
            }
            Some(b'{') => {
                let start = self.at;
                self.object(&mut String::new(), 0, &mut |_, _| Ok(()))?;
                let raw = self.record.bytes.get(start..self.at).unwrap_or_default();
                Ok(String::from_utf8_lossy(raw).into_owned())
            }
            Some(_) => self.literal(),
            None => Err(self.fail("no value")),
        }
    }

    fn string(&mut self) -> Result<String, FileProblem> {
        let rest = &self.record.bytes[self.at..];
        let mut end = 1;
        while let Some(byte) = rest.get(end) {
            match byte {
                b'\\' => end += 2,
                b'"' => break,
                _ => end += 1,
            }
        }
        let raw = rest.get(..=end).ok_or_else(|| self.fail("no \""))?;
        // Line breaks within a string are against the rules, and harmless.
        let text = match serde_json::from_slice::<String>(raw) {
            Ok(text) => text,
            Err(_) if raw.contains(&b'\\') => return Err(self.fail("no such escape")),
            Err(_) => String::from_utf8_lossy(&raw[1..raw.len() - 1]).into_owned(),
        };
        self.at += end + 1;
        Ok(text)
    }

    fn literal(&mut self) -> Result<String, FileProblem> {
        let rest = &self.record.bytes[self.at..];
        let is_end = |byte: &u8| byte.is_ascii_whitespace() || b",]}:\"{[".contains(byte);
        let n_bytes = rest.iter().position(is_end).unwrap_or(rest.len());
        let literal = std::str::from_utf8(&rest[..n_bytes]).unwrap_or_default();
        let text = match literal {
            "null" => String::new(),
            "true" | "false" => literal.to_owned(),
            number if number.parse::<f64>().is_ok_and(f64::is_finite) => plain_number(number),
            _ => return Err(self.fail("no value")),
        };
        self.at += n_bytes;
        Ok(text)
    }
}
