use proptest::prelude::{prop_assert_eq, proptest};

use super::{MAX_ROW_BYTES, RowReader};
use crate::views::import::{Delimiter, FileProblem};

type Rows = Vec<(u64, Vec<String>)>;

fn read(bytes: &[u8], slice: usize) -> Result<(Rows, u64), FileProblem> {
    read_by(",", bytes, slice)
}

fn read_by(delimiter: &str, bytes: &[u8], slice: usize) -> Result<(Rows, u64), FileProblem> {
    let mut rows = Vec::new();
    let mut take = |row: super::Row<'_>| {
        let cells = match row.text() {
            Some(text) => text.cells().map(str::to_owned).collect(),
            None => vec!["not text".to_owned()],
        };
        rows.push((row.number, cells));
        Ok(())
    };
    let mut reader = RowReader::new(&Delimiter::of(delimiter).unwrap());
    for part in bytes.chunks(slice) {
        reader.feed(part, &mut take)?;
    }
    let n_blank = reader.finish(&mut take)?;
    Ok((rows, n_blank))
}

#[track_caller]
fn check(text: &str, expected: &[(u64, &[&str])]) {
    for slice in [1, 2, 3, 7, 10_000] {
        let (rows, _) = read(text.as_bytes(), slice).unwrap();
        let rows: Vec<(u64, Vec<&str>)> = rows
            .iter()
            .map(|(n, cells)| (*n, cells.iter().map(String::as_str).collect()))
            .collect();
        let expected: Vec<(u64, Vec<&str>)> =
            expected.iter().map(|(n, cells)| (*n, cells.to_vec())).collect();
        assert_eq!(rows, expected, "in slices of {slice}");
    }
}

#[test]
fn every_line_end_counts_once() {
    check("a,b\n1,2\n", &[(1, &["a", "b"]), (2, &["1", "2"])]);
    check("a,b\r\n1,2\r\n", &[(1, &["a", "b"]), (2, &["1", "2"])]);
    check("a,b\r1,2\r", &[(1, &["a", "b"]), (2, &["1", "2"])]);
    check("a\r\n\r\nb", &[(1, &["a"]), (3, &["b"])]);
    check("a\r\rb", &[(1, &["a"]), (3, &["b"])]);
    check("\n\na", &[(3, &["a"])]);
}

#[test]
fn a_line_break_within_quotes_is_part_of_the_cell() {
    check("a\n\"x\ny\"\nb", &[(1, &["a"]), (2, &["x\ny"]), (3, &["b"])]);
    check("\"say \"\"hi\"\"\",2", &[(1, &["say \"hi\"", "2"])]);
    check("5\" pipe,2", &[(1, &["5\" pipe", "2"])]);
}

#[test]
fn rows_after_an_unclosed_quote_are_read_again() {
    check(
        "a,b\n1,\"open\n2,x\n3,\"\"\r\n",
        &[(1, &["a", "b"]), (2, &["1", "open"]), (3, &["2", "x"]), (4, &["3", ""])],
    );
    check("a,\"", &[(1, &["a", ""])]);
}

#[test]
fn byte_order_marks_are_no_part_of_the_first_cell() {
    check("\u{feff}a,b", &[(1, &["a", "b"])]);
    check("\u{feff}\u{feff}\"a\",b", &[(1, &["a", "b"])]);
    check("\u{feff}", &[]);
    check("\r\n\u{feff}a,b", &[(2, &["\u{feff}a", "b"])]);
}

#[test]
fn broken_cells_that_join_to_a_letter_are_not_text() {
    let bytes = [0xE6, b',', 0xB5, 0x9C, b'\n'];
    let (rows, _) = read(&bytes, 2).unwrap();
    assert_eq!(rows, [(1, vec!["not text".to_owned()])]);
}

#[test]
fn a_huge_cell_is_refused_in_every_slicing() {
    let text = format!("a,b\n1,{}\n", "x".repeat(MAX_ROW_BYTES + 1));
    for slice in [4_096, 1 << 16, text.len()] {
        let refused = read(text.as_bytes(), slice).unwrap_err();
        assert_eq!(
            refused,
            FileProblem::FieldTooLarge { row: 2, limit_bytes: MAX_ROW_BYTES as u32 }
        );
    }
}

proptest! {
    /// A byte at a time no row ever lies whole in a slice, so that `csv_core` reads all of it.
    #[test]
    fn rows_are_the_same_wherever_they_lie(
        bytes in proptest::collection::vec(
            proptest::sample::select(b"a1,,\"\"\r\n \xE6\x9E\x97".to_vec()), 0..80,
        ),
    ) {
        prop_assert_eq!(read(&bytes, 80), read(&bytes, 1));
    }

    /// A delimiter of several bytes splits as one byte does.
    #[test]
    fn a_long_delimiter_splits_as_a_comma_does(
        bytes in proptest::collection::vec(
            proptest::sample::select(b"a1,,\"\"\r\n \xE6\x9E\x97".to_vec()), 0..80,
        ),
        slice in 1_usize..9,
    ) {
        let expected = read(&bytes, slice);
        for long in ["，", "||"] {
            let written: Vec<u8> = bytes
                .iter()
                .flat_map(|byte| match byte {
                    b',' => long.as_bytes().to_vec(),
                    other => vec![*other],
                })
                .collect();
            let within = |cell: &String| cell.replace(long, ",");
            let found = read_by(long, &written, slice).map(|(rows, n_blank)| {
                let rows = rows.into_iter();
                let rows = rows.map(|(n, cells)| (n, cells.iter().map(within).collect()));
                (rows.collect::<Rows>(), n_blank)
            });
            prop_assert_eq!(&found, &expected);
        }
    }
}
