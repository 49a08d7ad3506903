//! What must hold for any bytes at all.

use meadow_core::table::tables::Tables;
use meadow_core::views::import::{ColumnRole, DateOrder, Dialect, ImportMapping};
use proptest::prelude::{
    Just, Strategy, any, prop, prop_assert, prop_assert_eq, prop_oneof, proptest,
};

use crate::reading::{bring_in, contents, import_into, look_at};

/// Bytes that look enough like a file to get far: quotes, line ends, dates, marks, broken letters.
fn file_like() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        4 => Just(b",".to_vec()),
        3 => Just(b"\n".to_vec()),
        1 => Just(b"\r".to_vec()),
        1 => Just(b"\r\n".to_vec()),
        2 => Just(b"\"".to_vec()),
        1 => Just(b"\xEF\xBB\xBF".to_vec()),
        1 => Just(b"\xE6".to_vec()),
        1 => Just(b"\0".to_vec()),
        2 => Just("姓名".as_bytes().to_vec()),
        2 => Just(b"2026-02-28".to_vec()),
        2 => Just(b"03/04/2026".to_vec()),
        2 => Just("¥1,234.50".as_bytes().to_vec()),
        2 => Just(b"13800138000".to_vec()),
        2 => Just(b"-12.5".to_vec()),
        2 => Just(b"id".to_vec()),
        1 => "[a-z0-9 ;|\\t(@.)-]{0,6}".prop_map(String::into_bytes),
        1 => prop::collection::vec(any::<u8>(), 0..4),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn orders_mapping(has_header: bool) -> ImportMapping {
    ImportMapping::new(
        Dialect { has_header, date_order: DateOrder::DayMonthYear, ..Dialect::default() },
        vec![
            ColumnRole::CustomerKey,
            ColumnRole::OrderDate,
            ColumnRole::OrderAmount,
            ColumnRole::OrderKey,
        ],
    )
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = import_into(&Tables::default(), &bytes);
        let _ = bring_in(&Tables::default(), &bytes, &orders_mapping(false), 7);
    }

    #[test]
    fn nothing_like_a_file_makes_it_panic(bytes in file_like()) {
        if let Ok(seen) = look_at(&bytes) {
            for column in &seen.columns {
                prop_assert!((0.0..=1.0).contains(&column.confidence));
                prop_assert!((0.0..=1.0).contains(&column.valid));
                prop_assert!((0.0..=1.0).contains(&column.filled));
            }
        }
        let _ = import_into(&Tables::default(), &bytes);
    }

    #[test]
    fn every_slicing_gives_the_same(bytes in file_like(), slice in 1_usize..20, has_header: bool) {
        let mapping = orders_mapping(has_header);
        let whole = bring_in(&Tables::default(), &bytes, &mapping, bytes.len().max(1));
        let sliced = bring_in(&Tables::default(), &bytes, &mapping, slice);
        match (whole, sliced) {
            (Ok((whole, report)), Ok((sliced, sliced_report))) => {
                prop_assert_eq!(report, sliced_report);
                prop_assert_eq!(contents(&whole), contents(&sliced));
            }
            (Err(whole), Err(sliced)) => prop_assert_eq!(whole, sliced),
            (whole, sliced) => prop_assert!(false, "{:?} but {:?}", whole.err(), sliced.err()),
        }
    }

    #[test]
    fn every_row_is_an_order_or_has_a_reason(
        rows in prop::collection::vec(("[a-c]{0,1}", "2026-0[1-3]-(1|2|3)[0-9]", "-?[0-9x]{0,3}"), 1..40),
    ) {
        let mut text = String::new();
        for (key, date, amount) in &rows {
            text.push_str(&format!("{key},{date},{amount},\n"));
        }
        match bring_in(&Tables::default(), text.as_bytes(), &orders_mapping(false), 64) {
            Ok((tables, report)) => {
                prop_assert_eq!(report.n_rows, rows.len() as u64);
                prop_assert_eq!(u64::from(report.n_orders) + report.n_rejected(), report.n_rows);
                prop_assert_eq!(tables.orders.len() as u32, report.n_orders);
                prop_assert_eq!(tables.customers.len() as u32, report.n_customers_new);
            }
            Err(problem) => {
                let all_rejected = matches!(
                    &problem,
                    meadow_core::views::import::FileProblem::AllRowsRejected { report }
                        if report.n_rejected() == rows.len() as u64
                );
                prop_assert!(all_rejected, "{problem:?}");
            }
        }
    }
}
