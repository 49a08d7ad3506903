//! The words for how a file is read. Must not know the widgets.

use super::wording::Texts;
use crate::i18n::t_string;
use crate::platform::locale::Formatter;
use meadow_core::views::import::{
    DateOrder, DecimalMark, Dialect, ImportInspection, ImportWarning, SourceKind, TextEncoding,
};

/// What was found out, in one line: GB18030 · comma · names in row 3 · day before month.
pub fn reading_sentence(i18n: Texts, f: &Formatter, inspection: &ImportInspection) -> String {
    let dialect = &inspection.dialect;
    let mut parts = Vec::new();
    match inspection.kind {
        SourceKind::Text => {
            parts.push(encoding_name(i18n, dialect.encoding));
            parts.push(delimiter_word(i18n, dialect.delimiter.as_str()));
        }
        SourceKind::Workbook => {
            let sheet = match &dialect.sheet {
                Some(name) => t_string!(i18n, import.read_sheet, name = name).to_string(),
                None => t_string!(i18n, import.kind_workbook).to_owned(),
            };
            parts.push(sheet);
        }
        SourceKind::Html => {
            parts.push(t_string!(i18n, import.kind_html).to_owned());
            parts.push(encoding_name(i18n, dialect.encoding));
        }
        SourceKind::Json => parts.push(t_string!(i18n, import.kind_json).to_owned()),
        SourceKind::JsonLines => parts.push(t_string!(i18n, import.kind_json_lines).to_owned()),
    }
    if !is_json(inspection.kind) {
        parts.push(header_words(i18n, f, dialect));
    }
    parts.extend(date_words(i18n, inspection));
    if dialect.decimal_mark == DecimalMark::Comma {
        parts.push(t_string!(i18n, import.read_decimal_comma).to_owned());
    }
    parts.join(" · ")
}

/// Names come with every record.
pub fn is_json(kind: SourceKind) -> bool {
    matches!(kind, SourceKind::Json | SourceKind::JsonLines)
}

pub fn encoding_name(i18n: Texts, encoding: TextEncoding) -> String {
    match encoding {
        TextEncoding::Gb18030 => "GB18030 / GBK".to_owned(),
        TextEncoding::Utf16Le => "UTF-16 LE".to_owned(),
        TextEncoding::Utf16Be => "UTF-16 BE".to_owned(),
        TextEncoding::Windows1252 => {
            t_string!(i18n, import.encoding_western, code = "Windows-1252").to_string()
        }
        other => other.label().replace("windows", "Windows"),
    }
}

pub fn delimiter_name(i18n: Texts, delimiter: &str) -> String {
    match delimiter {
        "," => t_string!(i18n, import.delimiter_comma).to_owned(),
        ";" => t_string!(i18n, import.delimiter_semicolon).to_owned(),
        "\t" => t_string!(i18n, import.delimiter_tab).to_owned(),
        "|" => t_string!(i18n, import.delimiter_bar).to_owned(),
        other => t_string!(i18n, import.delimiter_sign, sign = signs_shown(other)).to_string(),
    }
}

/// The name alone, where a sign beside it would be taken for part of the sentence.
fn delimiter_word(i18n: Texts, delimiter: &str) -> String {
    match delimiter {
        "," => t_string!(i18n, import.read_comma).to_owned(),
        ";" => t_string!(i18n, import.read_semicolon).to_owned(),
        "|" => t_string!(i18n, import.read_bar).to_owned(),
        other => delimiter_name(i18n, other),
    }
}

/// Signs that cannot be seen are shown by their picture.
fn signs_shown(signs: &str) -> String {
    let shown = |sign: char| match sign {
        '\0'..='\u{1F}' => char::from_u32(0x2400 + u32::from(sign)).unwrap_or(sign),
        _ => sign,
    };
    signs.chars().map(shown).collect()
}

fn header_words(i18n: Texts, f: &Formatter, dialect: &Dialect) -> String {
    let first = i64::from(dialect.header_row.max(1));
    let last = first + i64::from(dialect.n_header_rows.max(1)) - 1;
    match (dialect.has_header, first == last) {
        (false, _) if first > 1 => {
            t_string!(i18n, import.read_no_names_from, n = f.fmt_int(first)).to_string()
        }
        (false, _) => t_string!(i18n, import.read_no_names).to_owned(),
        (true, true) => t_string!(i18n, import.read_names_in, n = f.fmt_int(first)).to_string(),
        (true, false) => t_string!(
            i18n,
            import.read_names_in_rows,
            first = f.fmt_int(first),
            last = f.fmt_int(last)
        )
        .to_string(),
    }
}

/// One order for all, or that they differ, or that nothing decides; `None` without dates.
fn date_words(i18n: Texts, inspection: &ImportInspection) -> Option<String> {
    let mut orders = inspection.columns.iter().filter_map(|column| column.date_order);
    let first = orders.next()?;
    let is_open = |warning: &ImportWarning| matches!(warning, ImportWarning::AmbiguousDates { .. });
    if inspection.warnings.iter().any(is_open) {
        return Some(t_string!(i18n, import.read_dates_open).to_owned());
    }
    if orders.any(|order| order != first) {
        return Some(t_string!(i18n, import.read_dates_differ).to_owned());
    }
    Some(order_words(i18n, first))
}

fn order_words(i18n: Texts, order: DateOrder) -> String {
    match order {
        DateOrder::YearMonthDay => t_string!(i18n, import.read_ymd),
        DateOrder::DayMonthYear => t_string!(i18n, import.read_dmy),
        DateOrder::MonthDayYear => t_string!(i18n, import.read_mdy),
        DateOrder::ExcelSerial => t_string!(i18n, import.dates_serial),
    }
    .to_owned()
}
