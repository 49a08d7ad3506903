//! Files of every format by way of the functions that take them whole: what must hold for any bytes,
//! and what a workbook's cells must come out as.

use meadow_core::ingest::sheet::{SheetWriter, Workbook};
use meadow_core::ingest::{HEAD_BYTES, prepare, read_json, read_page, read_workbook};
use meadow_core::table::tables::Tables;
use meadow_core::views::import::{Dialect, FileProblem, TextEncoding};
use proptest::prelude::{ProptestConfig, any, prop, proptest};
use proptest::prop_assert_eq;

use crate::reading::{bring_in, fixture, proposed};

/// The cells of CSV, row by row, blank rows too.
fn cells_of(csv: &[u8]) -> Vec<Vec<String>> {
    let reader = csv_core::ReaderBuilder::new().build();
    let mut reader = reader;
    let (mut rows, mut rest) = (Vec::new(), csv);
    loop {
        let (mut cells, mut ends) = (vec![0; csv.len() + 1], vec![0; csv.len() + 2]);
        let (result, n_in, n_out, n_ends) = reader.read_record(rest, &mut cells, &mut ends);
        rest = &rest[n_in..];
        if n_ends == 0 && matches!(result, csv_core::ReadRecordResult::End) {
            return rows;
        }
        let text = String::from_utf8(cells[..n_out].to_vec()).unwrap();
        let mut start = 0;
        let row = ends[..n_ends].iter().map(|end| {
            let cell = text[start..*end].to_owned();
            start = *end;
            cell
        });
        rows.push(row.collect());
    }
}

/// Without empty cells at the end of rows, and without blank rows: CSV does not tell these apart.
fn trimmed(rows: &[Vec<String>]) -> Vec<Vec<String>> {
    let trim = |row: &Vec<String>| {
        let n_used = row.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
        row[..n_used].to_vec()
    };
    rows.iter().map(trim).filter(|row| !row.is_empty()).collect()
}

#[test]
fn letters_that_come_late_are_read_in_their_encoding() {
    let mut bytes = b"id,name\n".to_vec();
    while bytes.len() < HEAD_BYTES + 100_000 {
        bytes.extend(b"7,somebody known already\n");
    }
    bytes.extend(b"8,\xC1\xD6\xD3\xEA\xC7\xE7\n9,\xD5\xD4\xC3\xF7\xD3\xEE\n");
    let ready = prepare(&bytes, true, None).unwrap();
    let head = &bytes[..HEAD_BYTES];
    let seen = ready.inspect("x.csv", bytes.len() as u64, head, true, None).unwrap();
    assert_eq!(seen.dialect.encoding, TextEncoding::Gb18030);
    let (tables, report) = bring_in(&Tables::default(), &bytes, &proposed(&seen), 100_000).unwrap();
    assert_eq!(report.n_rejected(), 0);
    assert!(tables.customers.iter().any(|customer| customer.name == "林雨晴"));
}

#[test]
fn a_sheet_is_read_by_its_name() {
    let bytes = fixture("awkward/several_sheets.xlsx");
    let dialect = |name: &str| Dialect { sheet: Some(name.to_owned()), ..Dialect::default() };
    let ready = prepare(&bytes, true, Some(&dialect("字典"))).unwrap();
    assert_eq!(ready.sheet.as_deref(), Some("字典"));
    assert!(ready.csv.unwrap().starts_with(b"0,x,y\n1,x,y\n"));
    let gone = FileProblem::NoSuchSheet { name: "Sheet9".to_owned() };
    assert_eq!(prepare(&bytes, true, Some(&dialect("Sheet9"))).unwrap_err(), gone);
}

#[test]
fn a_workbook_of_a_hundred_thousand_rows_comes_in_slices() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for row in 0..100_000 {
        sheet.write(row, 0, row).unwrap();
        sheet.write(row, 1, "text").unwrap();
    }
    let bytes = book.save_to_buffer().unwrap();
    let mut book = Workbook::open(&bytes).unwrap();
    while book.load_more().unwrap() {}
    let mut reading = book.read(0).unwrap();
    let mut n_turns = 0;
    while reading.advance().unwrap() {
        n_turns += 1;
    }
    assert!(n_turns >= 9, "{n_turns}");
    let text = reading.finish().unwrap();
    assert_eq!((text.n_rows, text.n_columns, text.n_cells), (100_000, 2, 200_000));
    assert!(text.csv.ends_with(b"99999,text\n"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn text_cells_survive_the_way_through_csv(
        rows in prop::collection::vec(prop::collection::vec("[ -~一-龥\n\r]{0,8}", 0..5), 0..8),
    ) {
        let mut writer = SheetWriter::new(Vec::new());
        for (at, row) in rows.iter().enumerate() {
            for (column, text) in row.iter().enumerate() {
                writer.put(at as u32, column as u32, text).unwrap();
            }
        }
        let csv = writer.finish().unwrap().csv;
        prop_assert_eq!(trimmed(&cells_of(&csv)), trimmed(&rows));
    }

    #[test]
    fn text_cells_survive_the_way_through_a_workbook(
        rows in prop::collection::vec(prop::collection::vec("[ -~一-龥\n\u{1F600}]{0,8}", 1..5), 1..8),
    ) {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        for (at, row) in rows.iter().enumerate() {
            for (column, text) in row.iter().enumerate() {
                sheet.write_string(at as u32, column as u16, text).unwrap();
            }
        }
        let bytes = book.save_to_buffer().unwrap();
        match read_workbook(&bytes, None) {
            Ok(ready) => prop_assert_eq!(trimmed(&cells_of(&ready.csv.unwrap())), trimmed(&rows)),
            Err(problem) => {
                prop_assert_eq!(problem, FileProblem::Empty);
                prop_assert_eq!(trimmed(&rows), Vec::<Vec<String>>::new());
            }
        }
    }

    #[test]
    fn broken_workbooks_are_refused_or_read_and_nothing_else(
        file in 0_usize..6,
        broken in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        end in any::<prop::sample::Index>(),
    ) {
        let names = ["values.xlsx", "lying_counts.xlsx", "plain.ods", "excel97.xls", "locked.xlsx", "merged_rows.xlsx"];
        let mut bytes = fixture(&format!("awkward/{}", names[file]));
        for (at, byte) in &broken {
            let at = at.index(bytes.len());
            bytes[at] = *byte;
        }
        let _ = read_workbook(&bytes, None);
        bytes.truncate(end.index(bytes.len()));
        let _ = read_workbook(&bytes, None);
    }

    #[test]
    fn no_json_and_no_page_stops_the_work(text in "[\\[\\]{}:,\"\\\\<>/a-e01 \n&;=tr]{0,200}") {
        let _ = read_json(text.as_bytes(), None, None, false);
        let _ = read_page(text.as_bytes(), None, false);
        let _ = prepare(text.as_bytes(), false, None);
    }

    #[test]
    fn json_is_cut_alike_however_it_arrives(slice in 1_usize..40) {
        for name in ["answer_of_a_service.json", "lines.jsonl", "rows_as_lists.json"] {
            let bytes = fixture(&format!("awkward/{name}"));
            let whole = read_json(&bytes, Some(TextEncoding::Utf8), None, false).unwrap();
            let mut passes = meadow_core::ingest::JsonPasses::new(None);
            while let Some(pass) = passes.next_pass() {
                for part in bytes.chunks(slice) {
                    pass.feed(part).unwrap();
                }
                passes.end_pass().unwrap();
            }
            let sliced = passes.finish(TextEncoding::Utf8).unwrap();
            prop_assert_eq!(sliced.csv, whole.csv);
        }
    }
}
