//! A first look at a file: how it is written, what its columns are, what to be careful about.
//!
//! Owns the proposal shown before an import. Changes nothing and keeps nothing.

use std::collections::BTreeMap;

use super::column_content::ColumnContent;
use super::column_guess::{Column, Guess, guess_roles};
use super::row_reader::MAX_COLUMNS;
use super::sample::{Sample, decode_head, place_header};
use super::values::cell;
use super::{delimiter, encoding, habits, known_sources, order_totals};
use crate::views::import::{
    ColumnInspection, DateOrder, DecimalMark, Delimiter, Dialect, FileProblem, ImportInspection,
    ImportWarning, SheetEntry, SourceKind, TextEncoding,
};

/// How much of a file's beginning is looked at; more is passed over.
pub const HEAD_BYTES: usize = 1 << 20;

const N_SAMPLE_ROWS: usize = 8;
const SAMPLE_CHARS: usize = 200;

/// What is known of a file before its rows are read.
#[derive(Clone, Copy, Debug)]
pub struct FileHead<'a> {
    pub name: &'a str,
    /// Of the file as it is.
    pub n_bytes: u64,
    pub kind: SourceKind,
    pub sheets: &'a [SheetEntry],
    /// The beginning, as it stands for a text file, else as CSV in UTF-8.
    pub bytes: &'a [u8],
    /// How many bytes there are in all, of which `bytes` are the beginning.
    pub n_bytes_in_all: u64,
    /// From a text file whose beginning is plain ASCII: whole lines from further on that are not.
    pub further: &'a [u8],
    /// Is the reader likely to have Chinese files?
    pub is_chinese: bool,
    /// The first row is names for certain.
    pub names_are_sure: bool,
}

/// Looks at the beginning of a text file of `n_bytes`. With a `dialect` the file is read that way;
/// without, it is found out.
///
/// # Errors
/// As [`inspect_head`].
pub fn inspect(
    head: &[u8],
    n_bytes: u64,
    file_name: &str,
    dialect: Option<&Dialect>,
) -> Result<ImportInspection, FileProblem> {
    let head = FileHead {
        name: file_name,
        n_bytes,
        kind: SourceKind::Text,
        sheets: &[],
        bytes: head,
        n_bytes_in_all: n_bytes,
        further: b"",
        is_chinese: false,
        names_are_sure: false,
    };
    inspect_head(&head, dialect)
}

/// Looks at the beginning of a file. With a `dialect` the file is read that way, but for a
/// `header_row` of 0; without, all is found out.
///
/// # Errors
/// The file cannot be used as a whole: empty, not text, too wide, or a cell too large.
pub fn inspect_head(
    file: &FileHead<'_>,
    dialect: Option<&Dialect>,
) -> Result<ImportInspection, FileProblem> {
    let head = file.bytes.get(..HEAD_BYTES).unwrap_or(file.bytes);
    let whole = head.len() as u64 >= file.n_bytes_in_all;
    if encoding::is_binary_signature(head) {
        return Err(FileProblem::Binary);
    }
    let is_text = file.kind == SourceKind::Text;
    let encoding = match dialect {
        _ if !is_text => TextEncoding::Utf8,
        Some(dialect) => dialect.encoding,
        None => encoding::detect(head, file.further, file.is_chinese),
    };
    let text = decode_head(head, encoding, whole);
    let text = text.as_ref();
    encoding::check_text(text, encoding)?;
    let delimiter = match dialect {
        _ if !is_text => Delimiter::default(),
        Some(dialect) => dialect.delimiter.clone(),
        None => delimiter::detect(text),
    };
    let sample = Sample::read(text, whole, &delimiter)?;
    let place = place_header(&sample, file.names_are_sure, dialect);
    let (above, below) = sample.rows.split_at(place.first.min(sample.rows.len()));
    let (names, rows) = below.split_at(place.n_rows.min(below.len()));
    let Some(first) = below.first() else { return Err(FileProblem::Empty) };
    let has_header = place.n_rows > 0;
    if has_header && rows.is_empty() {
        // There are rows, and not one of them is text when it is read so.
        if sample.undecodable.is_some() {
            return Err(FileProblem::HeaderUndecodable);
        }
        return Err(FileProblem::HeaderOnly);
    }
    let names =
        if has_header { habits::join_names(names) } else { vec![String::new(); first.len()] };
    let n_columns = names.len();
    if n_columns > MAX_COLUMNS {
        let n_columns = n_columns as u32;
        return Err(FileProblem::TooManyColumns { n_columns, limit: MAX_COLUMNS as u32 });
    }
    let header_row = sample.numbers.get(place.first).map_or(1, |number| *number as u32);

    let look = |mark| -> Vec<ColumnContent> {
        let column = |at| rows.iter().map(move |row| row.get(at).map_or("", String::as_str));
        (0..n_columns).map(|at| ColumnContent::of(column(at), mark)).collect()
    };
    // The mark is found in the numbers, and numbers are counted by the mark: twice if it is a comma.
    let mut contents = look(DecimalMark::Point);
    let decimal_mark = dialect.map_or_else(
        || habits::detect_decimal_mark(&contents, &delimiter),
        |dialect| dialect.decimal_mark,
    );
    if decimal_mark == DecimalMark::Comma {
        contents = look(decimal_mark);
    }
    let is_laid_out_anew = dialect.is_none_or(|dialect| dialect.header_row == 0);
    let date_order =
        dialect.map_or_else(|| habits::detect_date_order(&contents), |dialect| dialect.date_order);
    let mut column_date_orders = match dialect {
        Some(dialect) if !is_laid_out_anew => dialect.column_date_orders.clone(),
        _ => habits::find_other_orders(&contents, date_order),
    };
    for (at, (content, name)) in contents.iter_mut().zip(&names).enumerate() {
        let column = at as u32;
        if is_laid_out_anew && habits::is_serial_column(name, content) {
            column_date_orders.insert(column, DateOrder::ExcelSerial);
        }
        let own = column_date_orders.get(&column).copied().unwrap_or(date_order);
        if own == DateOrder::ExcelSerial {
            content.read_serials();
        }
    }
    column_date_orders.retain(|column, _| (*column as usize) < n_columns);
    let headers = unique_headers(&names);
    let dialect = Dialect {
        encoding,
        delimiter,
        sheet: dialect.and_then(|dialect| dialect.sheet.clone()),
        has_header,
        header_row,
        n_header_rows: place.n_rows.max(1) as u32,
        date_order,
        column_date_orders,
        decimal_mark,
    };

    let seen: Vec<Column<'_>> = headers
        .iter()
        .zip(&names)
        .zip(&contents)
        .map(|((header, name), content)| Column {
            header,
            is_named: !cell::clean(name).is_empty(),
            content,
        })
        .collect();
    let n_title_rows = above.len() as u32;
    let warnings =
        Findings { names: &names, n_title_rows, is_text, dialect: &dialect, sample: &sample, rows }
            .warn(&seen);
    let n_rows = rows.len() as u64;
    let (known_source, guesses) = match known_sources::recognise(&seen) {
        Some((source, roles)) => (Some(source.to_owned()), roles),
        None => {
            let mut guesses = guess_roles(&seen);
            order_totals::find_repeated(rows, &names, &mut guesses, dialect.decimal_mark);
            (None, guesses)
        }
    };
    Ok(ImportInspection {
        file_name: file.name.to_owned(),
        n_bytes: file.n_bytes,
        kind: file.kind,
        sheets: file.sheets.to_vec(),
        n_rows_sampled: n_rows as u32,
        n_rows_estimated: if whole {
            n_rows
        } else {
            estimate_rows(n_rows, head.len() as u64, file.n_bytes_in_all)
        },
        whole,
        columns: describe_columns(&seen, guesses, &dialect),
        known_source,
        recalled: None,
        currency: None,
        sample_rows: rows
            .iter()
            .take(N_SAMPLE_ROWS)
            .map(|row| row.iter().map(|text| cell::cut(text, SAMPLE_CHARS)).collect())
            .collect(),
        warnings,
        dialect,
    })
}

/// What there is to warn about.
struct Findings<'a> {
    /// The header as it stands; empty names if there is none.
    names: &'a [String],
    n_title_rows: u32,
    /// Cells that are missing at the end of a row are worth a word in a text file only.
    is_text: bool,
    dialect: &'a Dialect,
    sample: &'a Sample,
    rows: &'a [Vec<String>],
}

impl Findings<'_> {
    fn warn(&self, columns: &[Column<'_>]) -> Vec<ImportWarning> {
        let mut warnings = Vec::new();
        if !self.dialect.has_header {
            warnings.push(ImportWarning::NoHeader);
        }
        if self.n_title_rows > 0 {
            warnings.push(ImportWarning::TitleRows { n_rows: self.n_title_rows });
        }
        for (at, column) in columns.iter().enumerate() {
            let name = cell::clean_line(&self.names[at]);
            if name.is_empty() {
                if self.dialect.has_header && !column.content.is_empty() {
                    warnings.push(ImportWarning::EmptyHeader { column: at as u32 + 1 });
                }
            } else if self.names[..at].iter().any(|earlier| cell::clean_line(earlier) == name) {
                warnings.push(ImportWarning::DuplicateHeader { name: name.into_owned() });
            }
            warnings.extend(self.warn_of_dates(at, column));
            // A workbook has the number itself.
            let all = columns.iter().map(|column| column.content);
            if self.is_text
                && self.dialect.decimal_mark == DecimalMark::Point
                && habits::may_be_thousands(column.content, all)
            {
                warnings.push(ImportWarning::MaybeThousands { header: column.header.to_owned() });
            }
        }
        let n_columns = columns.len();
        let is_ragged = |row: &&Vec<String>| {
            (self.is_text && row.len() < n_columns)
                || row.iter().skip(n_columns).any(|text| !cell::clean(text).is_empty())
        };
        let n_rows = self.rows.iter().filter(is_ragged).count() as u32;
        if n_rows > 0 {
            warnings.push(ImportWarning::RaggedRows { n_rows });
        }
        if let Some((n_rows, first_row)) = self.sample.undecodable {
            warnings.push(ImportWarning::UndecodableRows { n_rows, first_row });
        }
        warnings.extend(self.sample.unclosed_quote.map(|row| ImportWarning::UnclosedQuote { row }));
        // Signs that separate cells in other files, and never stand in a plain name.
        let separators = [',', ';', '\t', '|', '，', '；', '^', '~'];
        if n_columns == 1
            && self.is_text
            && self.sample.rows.first().is_some_and(|row| row[0].contains(separators))
        {
            warnings.push(ImportWarning::OneColumnOnly);
        }
        warnings
    }

    fn warn_of_dates(&self, at: usize, column: &Column<'_>) -> Option<ImportWarning> {
        let header = column.header.to_owned();
        let votes = column.content.dates;
        match self.dialect.date_order_of(at) {
            DateOrder::ExcelSerial => Some(ImportWarning::SerialDates { header }),
            DateOrder::YearMonthDay if habits::is_ambiguous(column.content) => {
                Some(ImportWarning::AmbiguousDates { header })
            }
            _ if votes.n_day_first > 0
                && votes.n_month_first > 0
                && habits::is_date_column(column.content) =>
            {
                Some(ImportWarning::MixedDates { header })
            }
            _ => None,
        }
    }
}

fn describe_columns(
    seen: &[Column<'_>],
    guesses: Vec<Guess>,
    dialect: &Dialect,
) -> Vec<ColumnInspection> {
    let share = |n: usize, of: usize| if of == 0 { 0.0 } else { n as f64 / of as f64 };
    guesses
        .into_iter()
        .zip(seen)
        .enumerate()
        .map(|(at, (guess, column))| {
            let content = column.content;
            let (looks_like, n_valid) = content.kind_as(&guess.role);
            ColumnInspection {
                header: column.header.to_owned(),
                samples: content.samples.clone(),
                looks_like,
                filled: share(content.n_filled, content.n_rows),
                valid: share(n_valid, content.n_filled),
                n_distinct: content.n_distinct as u32,
                guess: guess.role,
                confidence: guess.sure,
                reason: guess.reason,
                date_order: habits::is_date_column(content).then(|| dialect.date_order_of(at)),
                currencies: content.currencies.counts(),
            }
        })
        .collect()
}

/// Each column's name, told apart: a repeated one gets a number, an empty one the letter that a
/// spreadsheet shows above it.
pub fn unique_headers(names: &[String]) -> Vec<String> {
    let mut n_of: BTreeMap<String, usize> = BTreeMap::new();
    let mut headers = Vec::with_capacity(names.len());
    for (at, name) in names.iter().enumerate() {
        let name = match cell::clean_line(name).into_owned() {
            empty if empty.is_empty() => column_letters(at),
            name => name,
        };
        let n_seen = n_of.entry(name.clone()).or_insert(0);
        *n_seen += 1;
        let mut header = if *n_seen == 1 { name.clone() } else { format!("{name} ({n_seen})") };
        while headers.contains(&header) {
            header.push('\'');
        }
        headers.push(header);
    }
    headers
}

/// A, B, … Z, AA, …
fn column_letters(at: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = at + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

fn estimate_rows(n_rows: u64, n_bytes_sampled: u64, n_bytes: u64) -> u64 {
    (n_rows as f64 * n_bytes as f64 / n_bytes_sampled.max(1) as f64).round() as u64
}

#[cfg(test)]
mod tests {
    use super::{column_letters, unique_headers};

    #[test]
    fn columns_are_lettered_as_in_a_spreadsheet() {
        let letters: Vec<String> =
            [0, 25, 26, 51, 52, 701, 702].into_iter().map(column_letters).collect();
        assert_eq!(letters, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }

    #[test]
    fn no_two_columns_have_one_name() {
        let names = ["a", "a", "", "a", "C", " a (2)"].map(str::to_owned);
        assert_eq!(unique_headers(&names), ["a", "a (2)", "C", "a (3)", "C (2)", "a (2)'"]);
    }
}
