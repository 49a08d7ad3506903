//! A list on its way into a file: columns, and rows made one after another, so that a long list is
//! neither held twice nor written in one go. Must not know the file's form.

use super::cell::Cell;

/// How wide a column is shown, in letters of a Latin script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    Narrow,
    Normal,
    Wide,
}

/// A column by its name for programs and its name for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetColumn {
    /// The same in every language and version.
    pub key: String,
    /// In the language of the file.
    pub header: String,
    pub width: Width,
    /// Follows from other data: an import passes it over.
    pub is_worked_out: bool,
}

/// What is known of a list before its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetHead {
    /// As in [`SheetColumn::key`].
    pub key: &'static str,
    /// In the language of the file.
    pub title: String,
    pub columns: Vec<SheetColumn>,
}

/// A list. Every row has one cell per column.
pub struct Sheet<'a> {
    pub head: SheetHead,
    /// For showing progress.
    pub n_rows: usize,
    pub rows: Box<dyn Iterator<Item = Vec<Cell<'a>>> + 'a>,
}

/// A file of lists being written; lists come one after another.
pub trait SheetWriter {
    fn begin(&mut self, head: &SheetHead) -> std::io::Result<()>;
    fn row(&mut self, cells: &[Cell<'_>]) -> std::io::Result<()>;
    fn end(&mut self) -> std::io::Result<()>;
    /// The bytes of the file, once the last list has ended.
    fn finish(self: Box<Self>) -> std::io::Result<Vec<u8>>;
}
