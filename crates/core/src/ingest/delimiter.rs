//! Which byte stands between the cells? Tried out on the first rows, not counted in the raw text,
//! so that commas within quotes and decimal commas do not mislead.

use super::row_reader::RowReader;
use crate::views::import::FileProblem;

/// In order of preference where they do equally well.
pub const CANDIDATES: [u8; 4] = [b',', b';', b'\t', b'|'];

const N_ROWS: usize = 100;
const N_BYTES: usize = 1 << 16;

/// The delimiter that splits the first rows most evenly; the comma where none splits them.
pub fn detect(head: &[u8]) -> u8 {
    let head = head.get(..N_BYTES).unwrap_or(head);
    let mut best = (0, 0, CANDIDATES[0]);
    for delimiter in CANDIDATES {
        let (n_columns, n_even) = try_out(head, delimiter);
        if n_columns > 1 && (n_even, n_columns) > (best.0, best.1) {
            best = (n_even, n_columns, delimiter);
        }
    }
    best.2
}

/// Columns of the first row, and the share in a thousand of the next rows that have as many.
fn try_out(head: &[u8], delimiter: u8) -> (usize, usize) {
    let mut counts = Vec::new();
    // Stops at enough rows; what stops it otherwise (a row too large) is reported by the inspection.
    let _ = RowReader::new(delimiter).feed(head, &mut |row| {
        if let Some(row) = row.text().filter(|row| !row.is_blank()) {
            counts.push(row.n_cells());
        }
        if counts.len() < N_ROWS { Ok(()) } else { Err(FileProblem::Empty) }
    });
    match counts.split_first() {
        Some((&n_columns, rest)) if !rest.is_empty() => {
            let n_even = rest.iter().filter(|n| **n == n_columns).count();
            (n_columns, n_even * 1_000 / rest.len())
        }
        Some((&n_columns, _)) => (n_columns, 1),
        // Not even one whole line: count what there is of it.
        None => (head.iter().filter(|byte| **byte == delimiter).count() + 1, 1),
    }
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
    }
}
