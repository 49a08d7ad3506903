//! Which byte stands between the cells? Tried out on the first rows, not counted in the raw text,
//! so that commas within quotes and decimal commas do not mislead.

use super::row_reader::RowReader;
use crate::views::import::FileProblem;

/// In order of preference where they do equally well.
pub const CANDIDATES: [u8; 4] = [b',', b';', b'\t', b'|'];
/// Signs that also stand in ordinary cells (12:30): only where they split every row alike and none of
/// the usual ones splits any.
const RARE: [u8; 11] = [0x1F, 0x01, b'^', b'~', b':', b'#', b'*', b'&', b'!', b'$', b'%'];

const N_ROWS: usize = 100;
const N_BYTES: usize = 1 << 16;

/// The delimiter that splits the first rows of a text most evenly; the comma where none splits them.
pub fn detect(head: &[u8]) -> u8 {
    let head = head.get(..N_BYTES).unwrap_or(head);
    if let Some(said) = said_in_first_line(head) {
        return said;
    }
    let mut best = (0, 0, CANDIDATES[0]);
    for delimiter in CANDIDATES {
        let split = try_out(head, delimiter);
        if split.n_columns > 1 && (split.share_even, split.n_columns) > (best.0, best.1) {
            best = (split.share_even, split.n_columns, delimiter);
        }
    }
    if best.1 > 0 {
        return best.2;
    }
    let rare = RARE.into_iter().find(|delimiter| {
        let split = try_out(head, *delimiter);
        split.n_rows > 1 && split.n_columns > 1 && split.share_even == 1_000
    });
    rare.unwrap_or(CANDIDATES[0])
}

/// `sep=;`, which spreadsheets write and go by.
fn said_in_first_line(head: &[u8]) -> Option<u8> {
    let line = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let rest =
        line.get(..4).filter(|word| word.eq_ignore_ascii_case(b"sep=")).map(|_| &line[4..])?;
    match rest {
        [said, b'\r' | b'\n', ..] if said.is_ascii() && can_delimit(*said) => Some(*said),
        _ => None,
    }
}

/// A byte that can stand between cells without being a letter, a quote or a line end.
pub fn can_delimit(byte: u8) -> bool {
    byte.is_ascii() && !byte.is_ascii_alphanumeric() && !matches!(byte, b'"' | b'\r' | b'\n')
}

/// How a delimiter splits the first rows.
struct Split {
    n_rows: usize,
    /// Cells that most rows have; of equals, the more.
    n_columns: usize,
    /// Rows that have as many, in a thousand.
    share_even: usize,
}

fn try_out(head: &[u8], delimiter: u8) -> Split {
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
        let n_columns = head.iter().filter(|byte| **byte == delimiter).count() + 1;
        return Split { n_rows: 1, n_columns, share_even: 1 };
    }
    // Titles above the names have fewer cells: the first row says nothing.
    let n_rows = counts.len();
    let n_of = |n_columns: usize| counts.iter().filter(|n| **n == n_columns).count();
    let n_columns = counts.iter().copied().max_by_key(|n| (n_of(*n), *n)).unwrap_or(1);
    Split { n_rows, n_columns, share_even: n_of(n_columns) * 1_000 / n_rows }
}

#[cfg(test)]
mod tests {
    use super::detect;

    #[track_caller]
    fn check(text: &str, expected: u8) {
        assert_eq!(detect(text.as_bytes()) as char, expected as char);
    }

    #[test]
    fn the_delimiter_that_splits_evenly_wins() {
        check("a,b\n1,2\n", b',');
        check("name;price\nA;1,50\nB;2,50\n", b';');
        check("姓名\t备注\n林\t好,很好\n", b'\t');
        check("a|b|c\n1|2|3\n", b'|');
        check("name,note\nA,\"x;y;z\"\nB,\"x;y;z\"\n", b',');
        check("just one column\nno. 1\n", b',');
        check("a;b", b';');
        check("a^b\n1^2\n3^4\n", b'^');
        check("a~b~c\n1~2~3\n", b'~');
        check("id:name\n1:Ann\n2:Bob\n", b':');
        check("a\u{1}b\n1\u{1}2\n", 1);
        check("opened\n12:30 or later\n13:45\n", b',');
        check("客户名单\n2026年3月\n姓名;手机\n林;1\n赵;2\n", b';');
        check("sep=|\na,b|c\n1,5|2\n", b'|');
    }
}
