//! Comma-separated files that a spreadsheet opens as they are meant: UTF-8 with a byte-order mark,
//! RFC 4180 quoting, and no cell that runs as a formula.
//!
//! Owns how a cell is written. A text that starts with `=`, `+`, `-`, `@`, tab or carriage return
//! gets a `'` in front; a true number (`-12.5`) stays a number.

mod customer_list;
mod invitation_list;
#[cfg(test)]
mod list_tests;

pub use self::customer_list::customers;
pub use self::invitation_list::invitations;

use crate::table::custom_column::read_number;
use crate::views::workspace::ExportedFile;

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A file being written row by row.
struct CsvFile {
    text: String,
    at_row_start: bool,
}

impl CsvFile {
    fn new() -> Self {
        Self { text: BYTE_ORDER_MARK.to_owned(), at_row_start: true }
    }

    /// A cell of words, whoever wrote them.
    fn text_cell(&mut self, cell: &str) {
        let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
        let prefix = if runs && read_number(cell).is_none() { "'" } else { "" };
        self.cell(prefix, cell);
    }

    /// A cell made by us that a spreadsheet may reckon with.
    fn number_cell(&mut self, cell: &str) {
        self.cell("", cell);
    }

    fn cell(&mut self, prefix: &str, cell: &str) {
        if !self.at_row_start {
            self.text.push(',');
        }
        self.at_row_start = false;
        let edge_space = cell.starts_with(' ') || cell.ends_with(' ');
        if edge_space || cell.contains([',', '"', '\r', '\n', '\t', ';']) {
            self.text.push('"');
            self.text.push_str(prefix);
            self.text.push_str(&cell.replace('"', "\"\""));
            self.text.push('"');
        } else {
            self.text.push_str(prefix);
            self.text.push_str(cell);
        }
    }

    fn end_row(&mut self) {
        self.text.push_str("\r\n");
        self.at_row_start = true;
    }

    /// The finished file, named after the workspace or event and what it holds.
    fn finish(self, subject: &str, holds: &str) -> ExportedFile {
        ExportedFile {
            name: format!("{}.csv", file_name(subject, holds)),
            media_type: "text/csv;charset=utf-8".into(),
            bytes: self.text.into_bytes(),
        }
    }
}

/// A name every system accepts: characters with a meaning in paths become a space.
fn file_name(subject: &str, holds: &str) -> String {
    let has_meaning = |c: char| c.is_control() || "\\/:*?\"<>|".contains(c);
    let safe: String =
        subject.chars().map(|c| if has_meaning(c) { ' ' } else { c }).take(80).collect();
    let words: Vec<&str> = safe.split_whitespace().collect();
    let subject = words.join(" ");
    let subject = subject.trim_matches(['.', ' ']);
    if subject.is_empty() { holds.to_owned() } else { format!("{subject} - {holds}") }
}

#[cfg(test)]
mod tests {
    use super::{CsvFile, file_name};
    use proptest::prelude::*;

    /// An independent reader of RFC 4180, as strict as a spreadsheet is lenient.
    pub(super) fn read(bytes: &[u8]) -> Vec<Vec<String>> {
        let text = std::str::from_utf8(bytes).unwrap().strip_prefix('\u{feff}').unwrap();
        let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
        let mut quoted = false;
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '"' if quoted && chars.peek() == Some(&'"') => {
                    chars.next();
                    cell.push('"');
                }
                '"' => quoted = !quoted,
                ',' if !quoted => row.push(std::mem::take(&mut cell)),
                '\r' if !quoted && chars.peek() == Some(&'\n') => {
                    chars.next();
                    row.push(std::mem::take(&mut cell));
                    rows.push(std::mem::take(&mut row));
                }
                other => cell.push(other),
            }
        }
        assert!(cell.is_empty() && row.is_empty() && !quoted, "the last row is closed");
        rows
    }

    fn written(cell: &str) -> String {
        let mut file = CsvFile::new();
        file.text_cell(cell);
        file.end_row();
        read(&file.finish("", "x").bytes)[0][0].clone()
    }

    #[test]
    fn formulas_do_not_run_and_numbers_stay_numbers() {
        let cases = [
            ("=HYPERLINK(\"http://x\",\"y\")", "'=HYPERLINK(\"http://x\",\"y\")"),
            ("+86 138", "'+86 138"),
            ("+8613800138000", "'+8613800138000"),
            ("-2+3", "'-2+3"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\r=1", "'\r=1"),
            ("-12.5", "-12.5"),
            ("-", "'-"),
            ("00123", "00123"),
            ("a=b", "a=b"),
        ];
        for (cell, expected) in cases {
            assert_eq!(written(cell), expected);
        }
    }

    #[test]
    fn file_names_hold_no_path() {
        assert_eq!(file_name("Paws & Meadow", "客户"), "Paws & Meadow - 客户");
        assert_eq!(file_name("../a\\b:c\n", "x"), "a b c - x");
        assert_eq!(file_name(" / ", "x"), "x");
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(
            rows in prop::collection::vec(prop::collection::vec("[=+@a\"',;\r\n\t 蜂0.-]{0,6}", 3), 0..5)
        ) {
            let mut file = CsvFile::new();
            for row in &rows {
                row.iter().for_each(|cell| file.text_cell(cell));
                file.end_row();
            }
            let back = read(&file.finish("", "x").bytes);
            prop_assert_eq!(back.len(), rows.len());
            for (cell, back) in rows.iter().flatten().zip(back.iter().flatten()) {
                prop_assert_eq!(cell, back.strip_prefix('\'').filter(|rest| *rest == cell).unwrap_or(back));
                let number = back.parse::<f64>().is_ok();
                prop_assert!(number || !back.starts_with(['=', '+', '-', '@', '\t', '\r']));
            }
        }
    }
}
