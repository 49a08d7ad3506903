//! Through JSON byte by byte as it arrives: where in it the records are, and each record's bytes.
//!
//! Follows brackets and strings only; what stands between them is read record by record.

use std::collections::BTreeMap;

use super::row_reader::MAX_ROW_BYTES;
use crate::views::import::{FileProblem, Limited, SheetEntry};

/// Brackets within brackets.
const MAX_DEPTH: usize = 128;
/// Lists are looked for behind so many names.
const MOST_NAMES: usize = 4;
const MOST_LISTS: usize = 256;

/// Where the records are.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// One after the other, usually one per line.
    Lines,
    /// In the list behind these names; none if the list is the whole file.
    List(Vec<String>),
}

/// The names that lead to a list, as one.
fn list_name(names: &[String]) -> String {
    names.join(".")
}

impl Place {
    /// The list's name; empty where the records are the whole file.
    pub fn name(&self) -> String {
        match self {
            Self::Lines => String::new(),
            Self::List(names) => list_name(names),
        }
    }
}

/// A record, and where it begins: line and column from 1.
pub struct Record<'r> {
    pub bytes: &'r [u8],
    pub line: u64,
    pub column: u64,
}

impl Record<'_> {
    /// What is wrong so many bytes into the record.
    pub fn problem_at(&self, at: usize, detail: &str) -> FileProblem {
        let before = &self.bytes[..at.min(self.bytes.len())];
        let n_lines = before.iter().filter(|byte| **byte == b'\n').count() as u64;
        let column = match before.iter().rposition(|byte| *byte == b'\n') {
            Some(line_end) => (before.len() - line_end) as u64,
            None => self.column + before.len() as u64,
        };
        FileProblem::BadJson { line: self.line + n_lines, column, detail: detail.to_owned() }
    }
}

/// A bracket that is open.
struct Level {
    is_list: bool,
    /// Of an object, the name that was read last.
    name: Vec<u8>,
    expects_name: bool,
}

/// What the walk comes upon.
enum Step {
    Opens,
    Closes,
    /// A byte of a string, a number or a word.
    Within,
    /// A comma, a colon, or space: between values.
    Between,
}

/// Keeps the brackets.
struct Walk {
    levels: Vec<Level>,
    is_string: bool,
    is_escape: bool,
    /// Is the string a name?
    is_name: bool,
    line: u64,
    column: u64,
}

impl Walk {
    fn new() -> Self {
        Self {
            levels: Vec::new(),
            is_string: false,
            is_escape: false,
            is_name: false,
            line: 1,
            column: 0,
        }
    }

    fn fail(&self, detail: &str) -> FileProblem {
        FileProblem::BadJson { line: self.line, column: self.column, detail: detail.to_owned() }
    }

    fn step(&mut self, byte: u8) -> Result<Step, FileProblem> {
        if byte == b'\n' {
            self.line += 1;
            self.column = 0;
        } else {
            self.column += 1;
        }
        if self.is_string {
            self.step_in_string(byte);
            return Ok(Step::Within);
        }
        match byte {
            b'"' => {
                self.is_string = true;
                self.is_name = self.levels.last().is_some_and(|level| level.expects_name);
                if let Some(level) = self.levels.last_mut().filter(|level| level.expects_name) {
                    level.name.clear();
                    level.expects_name = false;
                }
                Ok(Step::Within)
            }
            b'{' | b'[' => {
                if self.levels.len() == MAX_DEPTH {
                    return Err(FileProblem::TooLarge {
                        what: Limited::Depth,
                        limit: MAX_DEPTH as u64,
                    });
                }
                let is_list = byte == b'[';
                self.levels.push(Level { is_list, name: Vec::new(), expects_name: !is_list });
                Ok(Step::Opens)
            }
            b'}' | b']' => match self.levels.pop() {
                Some(level) if level.is_list == (byte == b']') => Ok(Step::Closes),
                _ => Err(self.fail("brackets do not match")),
            },
            b',' => {
                if let Some(level) = self.levels.last_mut() {
                    level.expects_name = !level.is_list;
                }
                Ok(Step::Between)
            }
            b':' => Ok(Step::Between),
            byte if byte.is_ascii_whitespace() => Ok(Step::Between),
            _ => Ok(Step::Within),
        }
    }

    fn step_in_string(&mut self, byte: u8) {
        if self.is_escape {
            self.is_escape = false;
        } else if byte == b'\\' {
            self.is_escape = true;
        } else if byte == b'"' {
            self.is_string = false;
            return;
        }
        if self.is_name
            && self.levels.len() <= MOST_NAMES
            && let Some(level) = self.levels.last_mut()
            && level.name.len() < 200
        {
            level.name.push(byte);
        }
    }

    /// Is the innermost bracket a list that only objects enclose? Then the names that lead to it.
    fn list_names(&self) -> Option<Vec<String>> {
        let (list, outer) = self.levels.split_last()?;
        let is_near = list.is_list && outer.len() <= MOST_NAMES;
        (is_near && outer.iter().all(|level| !level.is_list)).then(|| {
            outer.iter().map(|level| String::from_utf8_lossy(&level.name).into_owned()).collect()
        })
    }

    fn check_end(&self) -> Result<(), FileProblem> {
        if self.levels.is_empty() && !self.is_string {
            Ok(())
        } else {
            Err(self.fail("the file breaks off"))
        }
    }
}

/// Looks for the records: goes through the whole file.
pub struct PlaceSearch {
    walk: Walk,
    n_roots: u64,
    n_root_lists: u64,
    /// Objects and lists in each list that could hold the records.
    n_of_list: BTreeMap<Vec<String>, u64>,
}

impl Default for PlaceSearch {
    fn default() -> Self {
        Self { walk: Walk::new(), n_roots: 0, n_root_lists: 0, n_of_list: BTreeMap::new() }
    }
}

impl PlaceSearch {
    /// Takes the next bytes.
    ///
    /// # Errors
    /// Brackets that do not match, or too many within each other.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<(), FileProblem> {
        for byte in bytes {
            if !matches!(self.walk.step(*byte)?, Step::Opens) {
                continue;
            }
            let Some(opened) = self.walk.levels.pop() else { continue };
            if self.walk.levels.is_empty() {
                self.n_roots += 1;
                self.n_root_lists += u64::from(opened.is_list);
            } else if let Some(names) = self.walk.list_names()
                && (self.n_of_list.len() < MOST_LISTS || self.n_of_list.contains_key(&names))
            {
                *self.n_of_list.entry(names).or_default() += 1;
            }
            self.walk.levels.push(opened);
        }
        Ok(())
    }

    /// The list that is asked for by its name, else the customers of a whole workspace, else the
    /// longest; of equals, the one behind the fewest names. And every list there is, in the order of
    /// their names, where there are several.
    ///
    /// # Errors
    /// The file breaks off, holds no object, or no such list.
    pub fn finish(self, wanted: Option<&str>) -> Result<(Place, Vec<SheetEntry>), FileProblem> {
        self.walk.check_end()?;
        if self.n_roots > 1 {
            return Ok((Place::Lines, Vec::new()));
        }
        let rank = |names: &[String], n: u64| {
            let is_of_people = names.len() == 1 && names[0] == "customers";
            (is_of_people, n, std::cmp::Reverse(names.len()))
        };
        let chosen = match wanted {
            Some(wanted) => self.n_of_list.keys().find(|names| list_name(names) == wanted),
            None => {
                let first = self.n_of_list.iter().max_by_key(|(names, n)| rank(names, **n));
                first.map(|(names, _)| names)
            }
        };
        let entry = |(names, n): (&Vec<String>, &u64)| SheetEntry {
            name: list_name(names),
            n_rows: Some(u32::try_from(*n).unwrap_or(u32::MAX)),
            n_columns: None,
            is_hidden: false,
        };
        let lists = match self.n_of_list.len() {
            0 | 1 => Vec::new(),
            _ => self.n_of_list.iter().map(entry).collect(),
        };
        match (chosen, wanted) {
            (Some(names), _) => Ok((Place::List(names.clone()), lists)),
            // One object alone is a list of one.
            (None, None) if self.n_roots == 1 && self.n_root_lists == 0 => {
                Ok((Place::Lines, Vec::new()))
            }
            (None, None) => Err(FileProblem::NoRecords),
            (None, Some(name)) => Err(FileProblem::NoSuchSheet { name: name.to_owned() }),
        }
    }
}

/// Cuts out the records.
pub struct RecordWalk {
    walk: Walk,
    place: Place,
    /// The record being read, with where it began and the brackets around it.
    record: Vec<u8>,
    began: Option<(u64, u64, usize)>,
    n_records: u64,
}

impl RecordWalk {
    pub fn new(place: Place) -> Self {
        Self { walk: Walk::new(), place, record: Vec::new(), began: None, n_records: 0 }
    }

    /// Takes the next bytes, and hands over each record that they complete.
    ///
    /// # Errors
    /// As [`PlaceSearch::feed`], a record that is too large, or whatever `take` says.
    pub fn feed(
        &mut self,
        bytes: &[u8],
        take: &mut impl FnMut(Record<'_>) -> Result<(), FileProblem>,
    ) -> Result<(), FileProblem> {
        for byte in bytes {
            let depth_before = self.walk.levels.len();
            let begins_here = self.began.is_none() && self.is_at_records();
            let step = self.walk.step(*byte)?;
            let is_value = matches!(step, Step::Opens | Step::Within);
            if begins_here && is_value {
                self.began = Some((self.walk.line, self.walk.column.max(1), depth_before));
            }
            let Some((_, _, depth)) = self.began else { continue };
            // A number or a word ends before what is no part of it.
            let is_over = matches!(step, Step::Between | Step::Closes) && depth_before == depth;
            if is_over {
                self.hand_over(take)?;
                continue;
            }
            self.record.push(*byte);
            if self.record.len() > MAX_ROW_BYTES {
                return Err(FileProblem::FieldTooLarge {
                    row: self.n_records + 1,
                    limit_bytes: MAX_ROW_BYTES as u32,
                });
            }
            let is_closed = matches!(step, Step::Closes) && self.walk.levels.len() == depth;
            let is_string_over = *byte == b'"'
                && !self.walk.is_string
                && self.walk.levels.len() == depth
                && self.record.len() > 1;
            if is_closed || is_string_over {
                self.hand_over(take)?;
            }
        }
        Ok(())
    }

    /// The file has ended.
    ///
    /// # Errors
    /// It breaks off.
    pub fn finish(self) -> Result<(), FileProblem> {
        self.walk.check_end()
    }

    fn is_at_records(&self) -> bool {
        match &self.place {
            Place::Lines => self.walk.levels.is_empty(),
            Place::List(names) => {
                self.walk.levels.len() == names.len() + 1
                    && self.walk.list_names().is_some_and(|own| own == *names)
            }
        }
    }

    fn hand_over(
        &mut self,
        take: &mut impl FnMut(Record<'_>) -> Result<(), FileProblem>,
    ) -> Result<(), FileProblem> {
        let Some((line, column, _)) = self.began.take() else { return Ok(()) };
        self.n_records += 1;
        let taken = take(Record { bytes: &self.record, line, column });
        self.record.clear();
        taken
    }
}
