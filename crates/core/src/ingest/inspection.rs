//! A first look at a file: how it is written, what its columns are, what to be careful about.
//!
//! Owns the proposal shown before an import. Changes nothing and keeps nothing.

use std::collections::BTreeMap;

use super::column_content::ColumnContent;
use super::column_guess::{Column, guess_roles};
use super::row_reader::{MAX_COLUMNS, RowReader};
use super::values::cell;
use super::{delimiter, encoding, habits};
use crate::views::import::{
    ColumnInspection, DateOrder, DecimalMark, Dialect, FileProblem, ImportInspection, ImportWarning,
};

/// How much of a file's beginning is looked at; more is passed over.
pub const HEAD_BYTES: usize = 1 << 20;

const N_SAMPLE_ROWS: usize = 8;
const SAMPLE_CHARS: usize = 200;

/// Looks at the beginning of a file of `n_bytes`. With a `dialect` the file is read that way;
/// without, it is found out.
///
/// # Errors
/// The file cannot be used as a whole: empty, not text, not UTF-8, too wide, or a cell too large.
pub fn inspect(
    head: &[u8],
    n_bytes: u64,
    file_name: &str,
    dialect: Option<&Dialect>,
) -> Result<ImportInspection, FileProblem> {
    let head = head.get(..HEAD_BYTES).unwrap_or(head);
    let whole = head.len() as u64 >= n_bytes;
    encoding::check_text(head, whole)?;
    let delimiter = dialect.map_or_else(|| delimiter::detect(head), |dialect| dialect.delimiter);
    let sample = Sample::read(head, whole, delimiter)?;
    let has_header =
        dialect.map_or_else(|| habits::detect_header(&sample.rows), |dialect| dialect.has_header);
    let (names, rows) = match sample.rows.split_first() {
        None => return Err(FileProblem::Empty),
        Some((first, _)) if first.len() > MAX_COLUMNS => {
            let n_columns = first.len() as u32;
            return Err(FileProblem::TooManyColumns { n_columns, limit: MAX_COLUMNS as u32 });
        }
        Some((_, [])) if has_header => return Err(FileProblem::HeaderOnly),
        Some((first, rest)) if has_header => (first.clone(), rest),
        Some((first, _)) => (vec![String::new(); first.len()], sample.rows.as_slice()),
    };
    let n_columns = names.len();

    let look = |mark| -> Vec<ColumnContent> {
        let column = |at| rows.iter().map(move |row| row.get(at).map_or("", String::as_str));
        (0..n_columns).map(|at| ColumnContent::of(column(at), mark)).collect()
    };
    // The mark is found in the numbers, and numbers are counted by the mark: twice if it is a comma.
    let mut contents = look(DecimalMark::Point);
    let decimal_mark = dialect
        .map_or_else(|| habits::detect_decimal_mark(&contents), |dialect| dialect.decimal_mark);
    if decimal_mark == DecimalMark::Comma {
        contents = look(decimal_mark);
    }
    let date_order =
        dialect.map_or_else(|| habits::detect_date_order(&contents), |dialect| dialect.date_order);
    let headers = unique_headers(&names);

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
    let warnings =
        Findings { names: &names, has_header, date_order, sample: &sample, rows }.warn(&seen);
    let n_rows = rows.len() as u64;
    Ok(ImportInspection {
        file_name: file_name.to_owned(),
        n_bytes,
        dialect: Dialect { delimiter, has_header, date_order, decimal_mark },
        n_rows_sampled: n_rows as u32,
        n_rows_estimated: if whole {
            n_rows
        } else {
            estimate_rows(n_rows, head.len() as u64, n_bytes)
        },
        whole,
        columns: describe_columns(&seen),
        sample_rows: rows
            .iter()
            .take(N_SAMPLE_ROWS)
            .map(|row| row.iter().map(|text| cell::cut(text, SAMPLE_CHARS)).collect())
            .collect(),
        warnings,
    })
}

/// The rows of the head, blank ones left out; a row cut off by the head's end is not among them.
struct Sample {
    rows: Vec<Vec<String>>,
    /// The row in which a quote opened that nothing closes.
    unclosed_quote: Option<u64>,
}

impl Sample {
    fn read(head: &[u8], whole: bool, delimiter: u8) -> Result<Self, FileProblem> {
        let mut sample = Self { rows: Vec::new(), unclosed_quote: None };
        let mut take = |row: super::row_reader::Row<'_>| {
            if row.unclosed_quote {
                sample.unclosed_quote.get_or_insert(row.number);
            }
            if let Some(text) = row.text().filter(|text| !text.is_blank()) {
                sample.rows.push(text.cells().map(str::to_owned).collect());
            }
            Ok(())
        };
        let mut reader = RowReader::new(delimiter);
        reader.feed(head, &mut take)?;
        let n_rows_begun = reader.n_rows_begun();
        if whole {
            reader.finish(&mut take)?;
        }
        // The head holds less than one row of data: no ordinary row is as large as that.
        if !whole && sample.rows.len() < 2 {
            return Err(FileProblem::FieldTooLarge {
                row: n_rows_begun,
                limit_bytes: HEAD_BYTES as u32,
            });
        }
        Ok(sample)
    }
}

/// What there is to warn about.
struct Findings<'a> {
    /// The header as it stands; empty names if there is none.
    names: &'a [String],
    has_header: bool,
    date_order: DateOrder,
    sample: &'a Sample,
    rows: &'a [Vec<String>],
}

impl Findings<'_> {
    fn warn(&self, columns: &[Column<'_>]) -> Vec<ImportWarning> {
        let mut warnings = Vec::new();
        if !self.has_header {
            warnings.push(ImportWarning::NoHeader);
        }
        for (at, column) in columns.iter().enumerate() {
            let name = cell::clean_line(&self.names[at]);
            if name.is_empty() {
                if self.has_header && !column.content.is_empty() {
                    warnings.push(ImportWarning::EmptyHeader { column: at as u32 + 1 });
                }
            } else if self.names[..at].iter().any(|earlier| cell::clean_line(earlier) == name) {
                warnings.push(ImportWarning::DuplicateHeader { name: name.into_owned() });
            }
        }
        if self.date_order == DateOrder::YearMonthDay {
            let ambiguous = columns.iter().filter(|column| habits::is_ambiguous(column.content));
            warnings.extend(
                ambiguous.map(|column| ImportWarning::AmbiguousDates {
                    header: column.header.to_owned(),
                }),
            );
        }
        let n_columns = columns.len();
        let is_ragged = |row: &&Vec<String>| {
            row.len() < n_columns
                || row[n_columns..].iter().any(|text| !cell::clean(text).is_empty())
        };
        let n_rows = self.rows.iter().filter(is_ragged).count() as u32;
        if n_rows > 0 {
            warnings.push(ImportWarning::RaggedRows { n_rows });
        }
        warnings.extend(self.sample.unclosed_quote.map(|row| ImportWarning::UnclosedQuote { row }));
        // Signs that separate cells in other files, and never stand in a plain name.
        let separators = [',', ';', '\t', '|', '，', '；', '^', '~'];
        if n_columns == 1 && self.sample.rows.first().is_some_and(|row| row[0].contains(separators))
        {
            warnings.push(ImportWarning::OneColumnOnly);
        }
        warnings
    }
}

fn describe_columns(seen: &[Column<'_>]) -> Vec<ColumnInspection> {
    let share = |n: usize, of: usize| if of == 0 { 0.0 } else { n as f64 / of as f64 };
    guess_roles(seen)
        .into_iter()
        .zip(seen)
        .map(|((guess, confidence), column)| {
            let content = column.content;
            let (looks_like, n_valid) = content.kind_as(&guess);
            ColumnInspection {
                header: column.header.to_owned(),
                samples: content.samples.clone(),
                looks_like,
                filled: share(content.n_filled, content.n_rows),
                valid: share(n_valid, content.n_filled),
                n_distinct: content.n_distinct as u32,
                guess,
                confidence,
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
