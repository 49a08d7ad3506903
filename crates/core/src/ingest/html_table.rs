//! The largest table of a web page → CSV: what many systems export under the name .xls.
//!
//! Reads tags and entities as far as tables need them. Must not know what the cells mean.

use super::sheet::{Merge, SheetText, SheetWriter};
use crate::views::import::FileProblem;

/// Spans beyond this are mistakes.
const MOST_SPANNED: u32 = 1_000;

/// A table as it is gathered.
#[derive(Default)]
struct Table {
    cells: Vec<(u32, u32, String)>,
    merges: Vec<Merge>,
    n_rows: u32,
    column: u32,
    /// By column: rows from here on are free.
    taken_until: Vec<u32>,
}

/// The text of the largest table.
///
/// # Errors
/// There is none, or it is too large.
pub fn read_html(page: &str) -> Result<SheetText, FileProblem> {
    let mut best: Option<Table> = None;
    let mut table: Option<Table> = None;
    let mut depth = 0_u32;
    let mut cell: Option<(u32, u32, String)> = None;
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        if let Some((_, _, text)) = &mut cell {
            push_text(text, &rest[..at]);
        }
        rest = &rest[at..];
        let Some(tag) = Tag::take(&mut rest) else { continue };
        match (tag.name.as_str(), tag.is_end) {
            ("table", false) => {
                depth += 1;
                if depth == 1 {
                    table = Some(Table::default());
                }
            }
            ("table", true) => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    end_cell(&mut table, &mut cell);
                    keep_larger(&mut best, table.take());
                }
            }
            // A table within a cell is part of its text.
            _ if depth > 1 => {}
            ("tr", false) => {
                end_cell(&mut table, &mut cell);
                if let Some(table) = &mut table {
                    table.n_rows += 1;
                    table.column = 0;
                }
            }
            ("td" | "th", false) => {
                end_cell(&mut table, &mut cell);
                let span = |name| tag.number(name).unwrap_or(1).clamp(1, MOST_SPANNED);
                cell = table.as_ref().map(|_| (span("rowspan"), span("colspan"), String::new()));
            }
            ("td" | "th" | "tr", true) => end_cell(&mut table, &mut cell),
            ("br" | "p" | "div", false) => {
                if let Some((_, _, text)) = &mut cell
                    && !text.trim().is_empty()
                {
                    text.push('\n');
                }
            }
            _ => {}
        }
    }
    end_cell(&mut table, &mut cell);
    keep_larger(&mut best, table.take());
    let table = best.filter(|table| !table.cells.is_empty()).ok_or(FileProblem::NoTable)?;
    let mut writer = SheetWriter::new(table.merges);
    for (row, column, text) in &table.cells {
        writer.put(*row, *column, text)?;
    }
    writer.finish()
}

fn keep_larger(best: &mut Option<Table>, table: Option<Table>) {
    let n_cells = |table: &Option<Table>| table.as_ref().map_or(0, |table| table.cells.len());
    if n_cells(&table) > n_cells(best) {
        *best = table;
    }
}

fn end_cell(table: &mut Option<Table>, cell: &mut Option<(u32, u32, String)>) {
    let (Some(table), Some((n_rows, n_columns, text))) = (table, cell.take()) else { return };
    // A cell outside of any row begins one.
    table.n_rows = table.n_rows.max(1);
    let row = table.n_rows - 1;
    while table.taken_until.get(table.column as usize).is_some_and(|until| *until > row) {
        table.column += 1;
    }
    let (column, last_column) = (table.column, table.column + n_columns - 1);
    if last_column >= 1 << 14 {
        return;
    }
    if table.taken_until.len() <= last_column as usize {
        table.taken_until.resize(last_column as usize + 1, 0);
    }
    let taken = &mut table.taken_until[column as usize..=last_column as usize];
    taken.fill(row.saturating_add(n_rows));
    if n_rows > 1 {
        table.merges.push(Merge {
            first_row: row,
            last_row: row + n_rows - 1,
            first_column: column,
            last_column,
        });
    }
    table.column = last_column + 1;
    let text = text.trim();
    if !text.is_empty() {
        table.cells.push((row, column, text.to_owned()));
    }
}

/// Runs of space are one space, as a browser shows them.
fn push_text(text: &mut String, raw: &str) {
    let plain = decode_entities(raw);
    for letter in plain.chars() {
        let is_gap = matches!(letter, ' ' | '\t' | '\r' | '\n');
        if !is_gap {
            text.push(letter);
        } else if !text.is_empty() && !text.ends_with([' ', '\n']) {
            text.push(' ');
        }
    }
}

/// A tag, with what stands between its name and its end.
struct Tag<'a> {
    name: String,
    is_end: bool,
    attributes: &'a str,
}

impl<'a> Tag<'a> {
    /// Takes a tag off the text, which begins with `<`; `None` for what is no tag, which is passed
    /// over: comments, scripts, a lone sign.
    fn take(rest: &mut &'a str) -> Option<Self> {
        let text = *rest;
        if text.starts_with("<!--") {
            *rest = text.find("-->").map_or("", |end| &text[end + 3..]);
            return None;
        }
        let Some(end) = text.find('>') else {
            *rest = "";
            return None;
        };
        let inner = &text[1..end];
        *rest = &text[end + 1..];
        let (inner, is_end) = inner.strip_prefix('/').map_or((inner, false), |inner| (inner, true));
        let n_name = inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len());
        let name = inner[..n_name].to_ascii_lowercase();
        if !is_end && matches!(name.as_str(), "script" | "style") {
            let end = find_ignoring_case(rest, &format!("</{name}"));
            *rest = end.map_or("", |end| &rest[end..]);
            return None;
        }
        Some(Self { name, is_end, attributes: &inner[n_name..] })
    }

    fn number(&self, name: &str) -> Option<u32> {
        let at = find_ignoring_case(self.attributes, name)?;
        let value = self.attributes[at + name.len()..].trim_start().strip_prefix('=')?;
        let value = value.trim_start().trim_start_matches(['"', '\'']);
        let n_digits = value.bytes().take_while(u8::is_ascii_digit).count();
        value[..n_digits].parse().ok()
    }
}

fn find_ignoring_case(text: &str, wanted: &str) -> Option<usize> {
    let windows = text.as_bytes().windows(wanted.len());
    windows.into_iter().position(|window| window.eq_ignore_ascii_case(wanted.as_bytes()))
}

/// The entities that programs write into tables.
fn decode_entities(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(12).position(|byte| byte == b';');
        let letter = end.and_then(|end| match &rest[1..end] {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            "nbsp" => Some('\u{A0}'),
            "yen" => Some('¥'),
            "middot" => Some('·'),
            code => {
                let code = code.strip_prefix('#')?;
                let number = match code.strip_prefix(['x', 'X']) {
                    Some(code) => u32::from_str_radix(code, 16),
                    None => code.parse(),
                };
                number.ok().and_then(char::from_u32)
            }
        });
        match (letter, end) {
            (Some(letter), Some(end)) => {
                text.push(letter);
                rest = &rest[end + 1..];
            }
            _ => {
                text.push('&');
                rest = &rest[1..];
            }
        }
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::read_html;
    use crate::views::import::FileProblem;

    #[track_caller]
    fn check(page: &str, expected: &str) {
        assert_eq!(String::from_utf8(read_html(page).unwrap().csv).unwrap(), expected);
    }

    #[test]
    fn the_largest_table_is_read() {
        check(
            "<html><style>td{x}</style><table><tr><td>menu</table>\
             <TABLE border=1><tr><th>a</th><th>b</th></tr><!-- <tr> --><tr><td> 1 &amp; 2</td>\
             <td x:num>3<br>4</td></tr></TABLE>",
            "a,b\n1 & 2,\"3\n4\"\n",
        );
    }

    #[test]
    fn spans_move_the_cells_after_them() {
        check(
            "<table><tr><th rowspan=2>a<th colspan=\"2\">b<tr><th>c<th>d<tr><td>1<td>2<td>3</table>",
            "a,b,\na,c,d\n1,2,3\n",
        );
    }

    #[test]
    fn entities_become_letters_and_others_stay() {
        check(
            "<table><tr><td>&#26519;&nbsp;&#x96E8; &foo; & x<td>y<tr><td>1<td>2</table>",
            "林\u{A0}雨 &foo; & x,y\n1,2\n",
        );
    }

    #[test]
    fn a_page_without_a_table_is_refused() {
        assert_eq!(read_html("<html><p>Error 500").unwrap_err(), FileProblem::NoTable);
    }
}
