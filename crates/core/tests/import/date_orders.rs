//! Which of day and month comes first: settled by a file's beginning, and told again from all of its rows.

use meadow_core::ingest::HEAD_BYTES;
use meadow_core::table::tables::Tables;
use meadow_core::views::import::DateOrder::{self, DayMonthYear, MonthDayYear, YearMonthDay};
use meadow_core::views::import::{DateOrderTold, ImportMapping, ImportReport};

use crate::reading::{bring_in, look_at, proposed};

fn import(file: &str, mapping: &ImportMapping) -> ImportReport {
    bring_in(&Tables::default(), file.as_bytes(), mapping, 64 * 1024).unwrap().1
}

fn told(
    (column, header): (u32, &str),
    order: DateOrder,
    proven: Option<DateOrder>,
    [n_day_first, n_month_first, n_either]: [u32; 3],
) -> DateOrderTold {
    let header = header.to_owned();
    DateOrderTold { column, header, order, proven, n_day_first, n_month_first, n_either }
}

/// A list sorted by day begins with January.
#[test]
fn what_only_later_rows_prove_is_proposed() {
    let mut file = "phone,order date,amount\n".to_owned();
    for n in 0..40_500 {
        let (day, month) = (n % 9 + 1, n / 9 % 9 + 1);
        file.push_str(&format!("13800138001,0{day}/0{month}/2026,12\n"));
    }
    assert!(file.len() > HEAD_BYTES, "further than the first look goes");
    file.push_str(&"13800138001,13/09/2026,12\n".repeat(3));
    let mut mapping = proposed(&look_at(file.as_bytes()).unwrap());
    assert_eq!(mapping.dialect.date_order_of(1), YearMonthDay);
    // Of 81 dates, 9 have day and month alike: 500 × 72.
    let report = import(&file, &mapping);
    let expected = told((1, "order date"), YearMonthDay, Some(DayMonthYear), [3, 0, 36_000]);
    assert_eq!(report.date_orders, [expected]);
    assert_eq!((report.n_orders, report.n_orders_rejected()), (4_503, 36_000));

    mapping.dialect.column_date_orders.insert(1, DayMonthYear);
    let report = import(&file, &mapping);
    assert_eq!((report.date_orders.len(), report.n_orders), (0, 40_503));
}

#[test]
fn an_order_taken_from_another_column_is_told() {
    let file = "phone,registered,order date,amount\n\
        13800138001,25/12/2025,03/04/2026,10\n13800138002,26/12/2025,05/06/2026,20\n";
    let mut mapping = proposed(&look_at(file.as_bytes()).unwrap());
    assert_eq!(mapping.dialect.date_order_of(2), DayMonthYear);
    let expected = told((2, "order date"), DayMonthYear, None, [0, 0, 2]);
    assert_eq!(import(file, &mapping).date_orders, [expected]);
    // Once it is settled for this column there is nothing to say.
    mapping.dialect.column_date_orders.insert(2, DayMonthYear);
    assert!(import(file, &mapping).date_orders.is_empty());
}

/// Also of fields of one's own, which are rewritten by it.
#[test]
fn most_dates_of_a_column_stand_against_how_it_is_read() {
    let file = "phone,visited,city\n13800138001,03/25/2026,Hefei\n13800138002,01/02/2026,Hefei\n\
        13800138003,13/02/2026,Wuhan\n13800138004,3-26-2026,Wuhan\n13800138005,2026-03-04,Wuhan\n";
    let mut mapping = proposed(&look_at(file.as_bytes()).unwrap());
    assert!(import(file, &mapping).date_orders.is_empty());
    mapping.dialect.date_order = DayMonthYear;
    mapping.dialect.column_date_orders.clear();
    let expected = told((1, "visited"), DayMonthYear, Some(MonthDayYear), [1, 2, 1]);
    assert_eq!(import(file, &mapping).date_orders, [expected]);
}
