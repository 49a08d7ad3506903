//! Files for the user to keep, one module per format. Must not know how a file is handed over.
//!
//! [`Export`] writes a list or the whole workspace, a few rows at a time: [`sheets`] say which
//! columns there are and what stands in them, the formats how that is written. What is meant for
//! one purpose has its own writer: invitations ([`csv`]), calendars ([`ics`]). `docs/files.md`
//! describes the files.

mod cell;
pub mod csv;
mod database;
pub mod ics;
mod json;
pub mod rule_sql;
mod sheet;
mod sheets;
#[cfg(test)]
mod tests;
mod workspace_json;
mod workspace_log;
mod xlsx;

use std::collections::VecDeque;

use self::csv::{CsvArchive, CsvSheet};
use self::json::JsonSheet;
use self::sheet::{Sheet, SheetWriter};
pub use self::sheets::{blocked_by_key, blocked_by_name, class_name, outcome_name, stage_key};
pub(crate) use self::workspace_json::HEAD as WORKSPACE_HEAD;
use self::xlsx::Workbook;
use crate::domain::text::Language;
use crate::segments::Derived;
use crate::table::tables::Tables;
use crate::views::shown_table::ShownTable;
use crate::views::table::TableQuery;
use crate::views::workspace::{ExportedFile, FileFormat};
use crate::words::export;

/// What the archive of tables is called in every language, as the tables themselves are.
const TABLES_FILE: &str = "meadow-tables";

/// A file could not be put together: it has become larger than its format allows.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the file could not be put together: {detail}")]
pub struct ExportError {
    pub detail: String,
}

impl From<std::io::Error> for ExportError {
    fn from(error: std::io::Error) -> Self {
        Self { detail: error.to_string() }
    }
}

/// A file being written. The same rows, language and moment give the same bytes.
pub struct Export<'a> {
    name: String,
    media_type: &'static str,
    work: Work<'a>,
    n_done: u64,
    n_rows: u64,
}

enum Work<'a> {
    Sheets { writer: Box<dyn SheetWriter + 'a>, sheets: VecDeque<Sheet<'a>>, has_begun: bool },
    Json { parts: Box<dyn Iterator<Item = String> + 'a>, text: String },
}

impl<'a> Export<'a> {
    /// The customers of a query, in its columns, or all columns where it names none.
    ///
    /// `made_ms`: milliseconds since 1970, as the file is to say.
    pub fn of_customers(
        tables: &'a Tables,
        derived: &'a Derived,
        query: &TableQuery,
        format: FileFormat,
        language: Language,
        made_ms: f64,
    ) -> Self {
        let sheet = sheets::customers(tables, derived, query, language);
        let name = file_name(&tables.facts.name, export::customers_file().get(language));
        Self::of_one_sheet(&name, sheet, format, language, made_ms)
    }

    /// A table as it is shown. `made_ms` as in [`Self::of_customers`].
    pub fn of_shown(
        tables: &Tables,
        table: &'a ShownTable,
        format: FileFormat,
        language: Language,
        made_ms: f64,
    ) -> Self {
        let name = file_name(&tables.facts.name, &safe_words(&table.name));
        Self::of_one_sheet(&name, sheets::shown(table), format, language, made_ms)
    }

    fn of_one_sheet(
        name: &str,
        sheet: Sheet<'a>,
        format: FileFormat,
        language: Language,
        made_ms: f64,
    ) -> Self {
        let (writer, extension, media_type): (Box<dyn SheetWriter>, _, _) = match format {
            FileFormat::Csv => (Box::new(CsvSheet::new(language)), "csv", csv::MEDIA_TYPE),
            FileFormat::Xlsx => {
                (Box::new(Workbook::new(language, made_ms)), "xlsx", xlsx::MEDIA_TYPE)
            }
            FileFormat::Json => (Box::new(JsonSheet::default()), "json", json::MEDIA_TYPE),
        };
        Self::of_sheets(format!("{name}.{extension}"), media_type, writer, vec![sheet])
    }

    /// Everything in the workspace. CSV: an archive with one file per list; XLSX: one sheet per list;
    /// JSON: one document, which alone holds all there is.
    pub fn of_workspace(
        tables: &'a Tables,
        derived: &'a Derived,
        format: FileFormat,
        language: Language,
        made_ms: f64,
    ) -> Self {
        let name = file_name(&tables.facts.name, export::workspace_file().get(language));
        let (writer, extension, media_type): (Box<dyn SheetWriter>, _, _) = match format {
            FileFormat::Csv => (Box::new(CsvArchive::new(language)), "csv.zip", "application/zip"),
            FileFormat::Xlsx => {
                (Box::new(Workbook::new(language, made_ms)), "xlsx", xlsx::MEDIA_TYPE)
            }
            FileFormat::Json => {
                let (n_rows, parts) = workspace_json::parts(tables, made_ms);
                return Self {
                    name: format!("{name}.json"),
                    media_type: json::MEDIA_TYPE,
                    work: Work::Json { parts, text: String::new() },
                    n_done: 0,
                    n_rows,
                };
            }
        };
        let sheets = vec![
            sheets::customers(tables, derived, &TableQuery::default(), language),
            sheets::orders(tables, language),
            sheets::products(tables, language),
            sheets::contacts(tables, language),
            sheets::events(tables, language),
            sheets::blacklist(tables, language),
        ];
        Self::of_sheets(format!("{name}.{extension}"), media_type, writer, sheets)
    }

    /// What a rule that is written as a query reads: an archive of CSV files for a database.
    pub fn of_tables(tables: &'a Tables, derived: &'a Derived) -> Self {
        let name = file_name(&tables.facts.name, TABLES_FILE);
        let writer = Box::new(CsvArchive::for_programs());
        let sheets = database::sheets(tables, derived);
        Self::of_sheets(format!("{name}.csv.zip"), "application/zip", writer, sheets)
    }

    fn of_sheets(
        name: String,
        media_type: &'static str,
        writer: Box<dyn SheetWriter>,
        sheets: Vec<Sheet<'a>>,
    ) -> Self {
        let n_rows = sheets.iter().map(|sheet| sheet.n_rows as u64).sum();
        let work = Work::Sheets { writer, sheets: sheets.into(), has_begun: false };
        Self { name, media_type, work, n_done: 0, n_rows }
    }

    /// Writes up to `n_rows` more; `false` when nothing is left.
    pub fn advance(&mut self, n_rows: usize) -> Result<bool, ExportError> {
        for _ in 0..n_rows {
            let (is_row, more) = match &mut self.work {
                Work::Json { parts, text } => match parts.next() {
                    Some(part) => {
                        text.push_str(&part);
                        (true, true)
                    }
                    None => (false, false),
                },
                Work::Sheets { writer, sheets, has_begun } => match sheets.front_mut() {
                    Some(sheet) if !*has_begun => {
                        writer.begin(&sheet.head)?;
                        *has_begun = true;
                        (false, true)
                    }
                    Some(sheet) => match sheet.rows.next() {
                        Some(cells) => {
                            writer.row(&cells)?;
                            (true, true)
                        }
                        None => {
                            writer.end()?;
                            sheets.pop_front();
                            *has_begun = false;
                            (false, true)
                        }
                    },
                    None => (false, false),
                },
            };
            self.n_done += u64::from(is_row);
            if !more {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Rows written, and about how many there are: orders are counted, their lines written.
    pub fn progress(&self) -> (u64, u64) {
        (self.n_done.min(self.n_rows), self.n_rows)
    }

    /// The file, once `advance` has said that nothing is left; what was not written is not in it.
    pub fn finish(self) -> Result<ExportedFile, ExportError> {
        let bytes = match self.work {
            Work::Sheets { writer, .. } => writer.finish()?,
            Work::Json { text, .. } => text.into_bytes(),
        };
        Ok(ExportedFile { name: self.name, media_type: self.media_type.to_owned(), bytes })
    }

    /// All at once, for short lists and tests.
    pub fn run(mut self) -> Result<ExportedFile, ExportError> {
        while self.advance(usize::MAX)? {}
        self.finish()
    }
}

/// What every system accepts in a name: characters with a meaning in paths become a space.
fn safe_words(text: &str) -> String {
    let has_meaning = |c: char| c.is_control() || "\\/:*?\"<>|".contains(c);
    let safe: String =
        text.chars().map(|c| if has_meaning(c) { ' ' } else { c }).take(80).collect();
    let words: Vec<&str> = safe.split_whitespace().collect();
    words.join(" ").trim_matches(['.', ' ']).to_owned()
}

fn file_name(subject: &str, holds: &str) -> String {
    let subject = safe_words(subject);
    if subject.is_empty() { holds.to_owned() } else { format!("{subject} - {holds}") }
}
