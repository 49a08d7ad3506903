//! How a file writes things: what stands between its cells, where its names are, dates and decimals.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::text_encoding::TextEncoding;

/// Of a delimiter.
const MOST_CHARS: usize = 4;

/// How the file writes things. Detected, shown, correctable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dialect {
    /// Of a text file; what is no text file comes as UTF-8.
    #[serde(default)]
    pub encoding: TextEncoding,
    /// Of a text file; everything else comes with commas.
    pub delimiter: Delimiter,
    /// Of a workbook: the sheet, by name. `None` where there is one table only, or to find it.
    #[serde(default)]
    pub sheet: Option<String>,
    /// Is the first row names rather than data?
    pub has_header: bool,
    /// The row, from 1, at which the names begin, or the data if there are none. What stands above
    /// is a title and passed over. 0: to be found, along with `has_header` and `n_header_rows`.
    #[serde(default)]
    pub header_row: u32,
    /// Rows that the names take: 2 where groups of columns have a name of their own above.
    #[serde(default = "one")]
    pub n_header_rows: u32,
    /// `YearMonthDay` also stands for "not decided": 03/04/2026 is then refused, not guessed.
    pub date_order: DateOrder,
    /// Columns, from 0, whose dates are written in another way than `date_order`.
    #[serde(default)]
    pub column_date_orders: BTreeMap<u32, DateOrder>,
    pub decimal_mark: DecimalMark,
}

fn one() -> u32 {
    1
}

/// An ordinary file, nothing of it decided.
impl Default for Dialect {
    fn default() -> Self {
        Self {
            encoding: TextEncoding::Utf8,
            delimiter: Delimiter::default(),
            sheet: None,
            has_header: true,
            header_row: 1,
            n_header_rows: 1,
            date_order: DateOrder::YearMonthDay,
            column_date_orders: BTreeMap::new(),
            decimal_mark: DecimalMark::Point,
        }
    }
}

impl Dialect {
    /// How the dates of a column, from 0, are written.
    pub fn date_order_of(&self, column: usize) -> DateOrder {
        let own = u32::try_from(column).ok().and_then(|at| self.column_date_orders.get(&at));
        own.copied().unwrap_or(self.date_order)
    }
}

/// How a date is written, as far as it does not show by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DateOrder {
    #[default]
    YearMonthDay,
    DayMonthYear,
    MonthDayYear,
    /// Also as the number of days that a spreadsheet counts: 45321 is 2024-01-30.
    ExcelSerial,
}

/// What stands before the decimals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DecimalMark {
    #[default]
    Point,
    Comma,
}

/// What stands between the cells of a text file, a short text: usually `,` `;` tab or `|`, but also `，` as Chinese keyboards type it, or `||`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Delimiter(String);

impl Delimiter {
    /// One to four signs, none of which could be a letter of a cell, a quote or a line end.
    pub fn of(text: &str) -> Option<Self> {
        let can_be =
            |sign: char| !sign.is_alphanumeric() && !matches!(sign, '"' | '\r' | '\n' | '\0');
        let n_chars = text.chars().count();
        ((1..=MOST_CHARS).contains(&n_chars) && text.chars().all(can_be))
            .then(|| Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

/// The comma.
impl Default for Delimiter {
    fn default() -> Self {
        Self(",".to_owned())
    }
}

impl TryFrom<String> for Delimiter {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::of(&text).ok_or("nothing that can stand between cells")
    }
}

impl From<Delimiter> for String {
    fn from(delimiter: Delimiter) -> Self {
        delimiter.0
    }
}

#[cfg(test)]
mod tests {
    use super::Delimiter;

    #[test]
    fn signs_stand_between_cells_and_letters_do_not() {
        for text in [",", "\t", "，", "、", "||", " - ", "\u{1}"] {
            assert_eq!(Delimiter::of(text).as_ref().map(Delimiter::as_str), Some(text));
        }
        for text in ["", "a", "1", "\"", "\n", "\0", "的", "|a|", "|||||"] {
            assert_eq!(Delimiter::of(text), None, "{text:?}");
        }
        let kept: Result<Delimiter, _> = serde_json::from_str("\"\"");
        assert!(kept.is_err());
    }
}
