//! What stands between the cells? Tried out on the first rows, not counted in the raw text, so that
//! commas within quotes and decimal commas do not mislead.

use super::row_reader::RowReader;
use crate::views::import::{Delimiter, FileProblem};

/// In order of preference where they do equally well.
const CANDIDATES: [&str; 4] = [",", ";", "\t", "|"];
/// As Chinese keyboards type them. They also stand in ordinary cells: only where they split the names
/// like most rows, and more evenly than the usual ones.
const FULL_WIDTH: [&str; 3] = ["，", "；", "、"];
/// Signs that also stand in ordinary cells (12:30): only where they split every row alike and none of
/// the usual ones splits any.
const RARE: [&str; 11] = ["\u{1F}", "\u{1}", "^", "~", ":", "#", "*", "&", "!", "$", "%"];

const N_ROWS: usize = 100;
const N_BYTES: usize = 1 << 16;
/// Of the rows, in a thousand, a sign of full width has to split alike.
const MOST_ROWS: usize = 600;

/// The delimiter that splits the first rows of a text most evenly; the comma where none splits them.
pub fn detect(head: &[u8]) -> Delimiter {
    let head = head.get(..N_BYTES).unwrap_or(head);
    if let Some(said) = said_in_first_line(head) {
        return said;
    }
    let tried = |signs: &[&str]| {
        let signs = signs.iter().filter_map(|sign| Delimiter::of(sign));
        let tried = signs.map(|delimiter| (try_out(head, &delimiter), delimiter));
        tried.filter(|(split, _)| split.n_columns > 1).collect::<Vec<_>>()
    };
    // The first of equals.
    let mut best: Option<(Split, Delimiter)> = None;
    for (split, delimiter) in tried(&CANDIDATES) {
        if best.as_ref().is_none_or(|(best, _)| split.rank() > best.rank()) {
            best = Some((split, delimiter));
        }
    }
    for (split, delimiter) in tried(&FULL_WIDTH) {
        let is_usual = split.n_rows > 1 && split.is_first_even && split.share_even >= MOST_ROWS;
        if is_usual && best.as_ref().is_none_or(|(best, _)| split.share_even > best.share_even) {
            best = Some((split, delimiter));
        }
    }
    match best {
        // Two bars: the cells between them would all be empty.
        Some((bars, delimiter)) if delimiter.as_str() == "|" => {
            let mut pairs = tried(&["||"]);
            pairs.retain(|(pairs, _)| {
                bars.n_columns == 2 * pairs.n_columns - 1 && pairs.share_even >= bars.share_even
            });
            pairs.pop().map_or(delimiter, |(_, pair)| pair)
        }
        Some((_, delimiter)) => delimiter,
        None => {
            let mut rare = tried(&RARE).into_iter();
            let even = rare.find(|(split, _)| split.n_rows > 1 && split.share_even == 1_000);
            even.map_or_else(Delimiter::default, |(_, delimiter)| delimiter)
        }
    }
}

/// `sep=;`, which spreadsheets write and go by.
fn said_in_first_line(head: &[u8]) -> Option<Delimiter> {
    let line = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let rest =
        line.get(..4).filter(|word| word.eq_ignore_ascii_case(b"sep=")).map(|_| &line[4..])?;
    let end = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n'))?;
    Delimiter::of(std::str::from_utf8(&rest[..end]).ok()?)
}

/// How a delimiter splits the first rows.
struct Split {
    n_rows: usize,
    /// Cells that most rows have; of equals, the more.
    n_columns: usize,
    /// Rows that have as many, in a thousand.
    share_even: usize,
    /// Is the first row one of them?
    is_first_even: bool,
}

impl Split {
    fn rank(&self) -> (usize, usize) {
        (self.share_even, self.n_columns)
    }
}

fn try_out(head: &[u8], delimiter: &Delimiter) -> Split {
    let mut counts = Vec::new();
    // Stops at enough rows; what stops it otherwise (a row too large) is reported by the inspection.
    let _ = RowReader::new(delimiter).feed(head, &mut |row| {
        if let Some(row) = row.text().filter(|row| !row.is_blank()) {
            counts.push(row.n_cells());
        }
        if counts.len() < N_ROWS { Ok(()) } else { Err(FileProblem::Empty) }
    });
    if counts.len() < 2 {
        // Not even two whole lines: count what there is of them.
        let sign = delimiter.as_bytes();
        let n_columns = head.windows(sign.len()).filter(|part| *part == sign).count() + 1;
        return Split { n_rows: 1, n_columns, share_even: 1, is_first_even: true };
    }
    // Titles above the names have fewer cells: the first row says nothing.
    let n_rows = counts.len();
    let n_of = |n_columns: usize| counts.iter().filter(|n| **n == n_columns).count();
    let n_columns = counts.iter().copied().max_by_key(|n| (n_of(*n), *n)).unwrap_or(1);
    let share_even = n_of(n_columns) * 1_000 / n_rows;
    Split { n_rows, n_columns, share_even, is_first_even: counts[0] == n_columns }
}

#[cfg(test)]
mod tests {
    use super::detect;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(detect(text.as_bytes()).as_str(), expected);
    }

    #[test]
    fn the_delimiter_that_splits_evenly_wins() {
        check("a,b\n1,2\n", ",");
        check("name;price\nA;1,50\nB;2,50\n", ";");
        check("姓名\t备注\n林\t好,很好\n", "\t");
        check("a|b|c\n1|2|3\n", "|");
        check("name,note\nA,\"x;y;z\"\nB,\"x;y;z\"\n", ",");
        check("just one column\nno. 1\n", ",");
        check("a;b", ";");
        check("a^b\n1^2\n3^4\n", "^");
        check("a~b~c\n1~2~3\n", "~");
        check("id:name\n1:Ann\n2:Bob\n", ":");
        check("a\u{1}b\n1\u{1}2\n", "\u{1}");
        check("opened\n12:30 or later\n13:45\n", ",");
        check("客户名单\n2026年3月\n姓名;手机\n林;1\n赵;2\n", ";");
        check("sep=|\na,b|c\n1,5|2\n", "|");
        check("sep=||\na|b||c\n1,5||2\n", "||");
    }

    #[test]
    fn signs_of_full_width_and_pairs_are_found() {
        check("姓名，手机\n林雨晴，13800138017\n", "，");
        check("姓名；手机；备注\n林；1；好，很好\n赵；2；\n", "；");
        check("姓名、手机\n林、1\n", "、");
        // Thousands of the usual sort within cells.
        check("姓名，消费\n林，1,200\n赵，2,300\n王，900\n", "，");
        check("姓名，手机，城市\n林，1，杭州\n赵，2\n王，3，上海\n", "，");
        check("name||phone||city\nAnn||1||Leeds\nBo||||York\n", "||");
        check("a||b|c\n1||2|3\n", "|");
        // Ordinary text.
        check("备注\n好，很好\n不错，谢谢\n再来，谢谢\n", ",");
        check("姓名,备注\n林,\"好，很好\"\n赵,\"不错，谢谢\"\n", ",");
        check("姓名,备注\n林,好，很好\n赵,不错，谢谢\n", ",");
    }
}
