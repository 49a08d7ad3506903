//! Workbooks (XLSX, ODS, XLS) → a sheet's text as CSV in UTF-8, one line per row, so that all that
//! comes after is the same as for a text file and row numbers are those the spreadsheet shows.
//!
//! Owns what a workbook's bytes mean and the limits on them. Must not know what a column is for.
//! Nothing is allocated because a file says how much there will be, and nothing panics.

mod cell_text;
mod compound_file;
mod number_format;
mod ods;
mod package;
mod sheet_writer;
mod xls;
mod xls_records;
mod xlsx;
mod xlsx_parts;
mod xml_part;

pub use self::cell_text::plain_number;
pub use self::compound_file::CompoundFile;
use self::ods::Ods;
use self::package::Package;
pub use self::sheet_writer::{Merge, SheetText, SheetWriter, write_cell};
use self::xls::Xls;
use self::xlsx::Xlsx;
use crate::views::import::{FileProblem, Limited, SheetEntry};

/// A workbook larger than this is refused: it has to be in memory as a whole.
pub const MAX_FILE_BYTES: u64 = 128 << 20;
/// A sheet whose text is larger than this is refused.
pub const MAX_TEXT_BYTES: usize = 256 << 20;
/// Beyond, no sheet is looked at.
pub const MAX_SHEETS: usize = 256;
/// Cells with something in them, in one sheet.
pub const MAX_CELLS: u64 = 20_000_000;
/// As many rows as any spreadsheet has.
pub const MAX_ROWS: u32 = 1 << 20;

/// Rows that are looked at to find the sheet to read.
const N_ROWS_TRIED: u32 = 200;

/// A workbook that has been opened. Call [`load_more`](Self::load_more) until there is no more.
pub struct Workbook<'a> {
    form: Form<'a>,
}

enum Form<'a> {
    Xlsx(Box<Xlsx<'a>>),
    Ods(Box<Ods<'a>>),
    Xls(Box<Xls>),
}

/// A sheet being turned into text, a slice at a time.
pub trait SheetReading {
    /// Reads on for a moment; `false` when the sheet has ended.
    ///
    /// # Errors
    /// The sheet is damaged or too large.
    fn advance(&mut self) -> Result<bool, FileProblem>;
    /// Rows read so far.
    fn n_rows(&self) -> u32;
    /// What has been read.
    ///
    /// # Errors
    /// The text is too large.
    fn finish(self: Box<Self>) -> Result<SheetText, FileProblem>;
}

impl<'a> Workbook<'a> {
    /// Takes the container apart.
    ///
    /// # Errors
    /// Encrypted, damaged, too large, or no workbook at all.
    pub fn open(bytes: &'a [u8]) -> Result<Self, FileProblem> {
        if bytes.len() as u64 > MAX_FILE_BYTES {
            return Err(FileProblem::TooLarge { what: Limited::FileBytes, limit: MAX_FILE_BYTES });
        }
        if CompoundFile::is_one(bytes) {
            let file = CompoundFile::open(bytes)?;
            return Ok(Self { form: Form::Xls(Box::new(Xls::open(&file)?)) });
        }
        let package = Package::open(bytes)?;
        let form = if package.has("content.xml") {
            Form::Ods(Box::new(Ods::open(package)?))
        } else if package.has("[content_types].xml") {
            Form::Xlsx(Box::new(Xlsx::open(package)?))
        } else {
            return Err(FileProblem::Archive);
        };
        Ok(Self { form })
    }

    /// Reads what all sheets share, for a moment; `false` when all of it has been read.
    ///
    /// # Errors
    /// Damaged or too large.
    pub fn load_more(&mut self) -> Result<bool, FileProblem> {
        match &mut self.form {
            Form::Xlsx(book) => book.load_more(),
            Form::Ods(book) => book.load_more(),
            Form::Xls(_) => Ok(false),
        }
    }

    /// The sheets, in the workbook's order.
    pub fn sheets(&self) -> Vec<SheetEntry> {
        match &self.form {
            Form::Xlsx(book) => book.sheets(),
            Form::Ods(book) => book.sheets(),
            Form::Xls(book) => book.sheets(),
        }
    }

    /// The place of the sheet of this name.
    ///
    /// # Errors
    /// [`FileProblem::NoSuchSheet`]
    pub fn find(&self, name: &str) -> Result<usize, FileProblem> {
        let gone = || FileProblem::NoSuchSheet { name: name.to_owned() };
        self.sheets().iter().position(|sheet| sheet.name == name).ok_or_else(gone)
    }

    /// The visible sheet that has most of a table in its first rows; of equals, the first.
    ///
    /// # Errors
    /// No sheet has anything in it; where some cannot be read, why the first of them cannot.
    pub fn choose(&self) -> Result<usize, FileProblem> {
        let sheets = self.sheets();
        let is_any_visible = sheets.iter().any(|sheet| !sheet.is_hidden);
        let mut best: Option<(u64, usize)> = None;
        let mut problem = None;
        for (at, sheet) in sheets.iter().enumerate() {
            if sheet.is_hidden && is_any_visible {
                continue;
            }
            let tried = match self.try_out(at) {
                Ok(tried) => tried,
                Err(error) => {
                    problem.get_or_insert(error);
                    continue;
                }
            };
            let n_more_rows = u64::from(sheet.n_rows.unwrap_or(0).saturating_sub(N_ROWS_TRIED));
            let score = tried.table_score() + n_more_rows;
            if score > 0 && best.is_none_or(|(most, _)| score > most) {
                best = Some((score, at));
            }
        }
        best.map(|(_, at)| at).ok_or(problem.unwrap_or(FileProblem::Empty))
    }

    /// The first rows of a sheet.
    fn try_out(&self, at: usize) -> Result<SheetText, FileProblem> {
        let mut reading = self.read(at)?;
        while reading.n_rows() < N_ROWS_TRIED && reading.advance()? {}
        reading.finish()
    }

    /// Begins to read a sheet.
    ///
    /// # Errors
    /// There is no such sheet, or it is damaged.
    pub fn read<'b>(&'b self, at: usize) -> Result<Box<dyn SheetReading + 'b>, FileProblem> {
        Ok(match &self.form {
            Form::Xlsx(book) => Box::new(book.read(at)?),
            Form::Ods(book) => Box::new(book.read(at)?),
            Form::Xls(book) => Box::new(book.read(at)?),
        })
    }
}

/// The workbook cannot be taken apart: why, in words for whoever wrote it.
fn damaged(detail: impl Into<String>) -> FileProblem {
    FileProblem::Damaged { detail: detail.into() }
}

fn too_large(what: Limited, limit: u64) -> FileProblem {
    FileProblem::TooLarge { what, limit }
}
