//! Sums in other currencies: read, pointed out from all rows of the file, never converted.

use meadow_core::domain::money::Money;
use meadow_core::table::tables::Tables;
use meadow_core::views::import::{ColumnRole, ImportReport};

use crate::reading::{bring_in, import_into, look_at, proposed};

const HEAD: &str = "phone,date,amount,deposit\n";

/// Into a workspace that counts in yuan.
fn import(rows: &str) -> (Tables, ImportReport) {
    let (before, _) = import_into(&Tables::default(), b"name,phone\nAnn,13800138001\n").unwrap();
    let file = format!("{HEAD}{rows}");
    let mut mapping = proposed(&look_at(file.as_bytes()).unwrap());
    mapping.columns[..3].clone_from_slice(&[
        ColumnRole::Phone,
        ColumnRole::OrderDate,
        ColumnRole::OrderAmount,
    ]);
    bring_in(&before, file.as_bytes(), &mapping, 64 * 1024).unwrap()
}

/// Column, signs with their cells, rows.
type Told<'a> = (&'a str, Vec<(&'a str, u32)>, &'a [u64]);

fn told(report: &ImportReport) -> Vec<Told<'_>> {
    let column = report.other_currencies.iter().map(|told| {
        let signs = told.signs.iter().map(|count| (count.sign.as_str(), count.n_cells)).collect();
        (told.column.as_str(), signs, told.rows.as_slice())
    });
    column.collect()
}

#[test]
fn sums_are_read_however_their_currency_is_written() {
    let (tables, report) = import(
        "13800138001,2026-03-01,RM101,RM1\n13800138001,2026-03-02,USD 99,USD 2\n\
         13800138001,2026-03-03,100元人民币,100元人民币\n13800138001,2026-03-04,人民币100元,5\n\
         13800138001,2026-03-05,\"HKD1,200\",\"HKD1,200\"\n13800138001,2026-03-06,7,6\n",
    );
    let amounts: Vec<f64> = tables.orders.chunks()[0]
        .data()
        .amounts
        .iter()
        .map(|amount| Money(*amount).major())
        .collect();
    assert_eq!(amounts, [101.0, 99.0, 100.0, 100.0, 1_200.0, 7.0]);
    let expected = vec![("RM", 1), ("USD", 1), ("HKD", 1)];
    assert_eq!(
        told(&report),
        [("amount", expected.clone(), &[2, 3, 6][..]), ("deposit", expected, &[2, 3, 6])]
    );
    assert_eq!(report.other_currencies[0].currency.as_deref(), Some("CNY"));
    let deposit = tables.customers.iter().next().unwrap().fields.values().next().unwrap();
    assert_eq!(deposit, "6", "the last row's, without its currency");
}

#[test]
fn a_currency_far_down_in_the_file_is_told_with_its_rows() {
    let mut rows = String::new();
    for n in 0..40_000 {
        let sign = if n % 10_000 == 9_999 { "HK$" } else { "" };
        rows.push_str(&format!("13800138001,2026-03-{:02},{sign}{n},1\n", n % 28 + 1));
    }
    assert!(rows.len() > meadow_core::ingest::HEAD_BYTES, "further than the first look goes");
    let (_, report) = import(&rows);
    assert_eq!(
        told(&report),
        [("amount", vec![("HK$", 4)], &[10_001, 20_001, 30_001, 40_001][..])]
    );
    assert_eq!(report.other_currencies[0].n_rows, 4);
    let many = "13800138001,2026-03-01,$5,1\n".repeat(30);
    let (_, report) = import(&many);
    assert_eq!(report.other_currencies[0].n_rows, 30);
    assert_eq!(report.other_currencies[0].rows, (2..22).collect::<Vec<u64>>());
}

#[test]
fn before_a_currency_is_settled_most_cells_say_what_is_usual() {
    let import = |amounts: [&str; 3]| {
        let rows = amounts.map(|amount| format!("13800138001,2026-03-01,{amount},1\n")).concat();
        let file = format!("{HEAD}{rows}");
        let mut mapping = proposed(&look_at(file.as_bytes()).unwrap());
        mapping.columns[2] = ColumnRole::OrderAmount;
        bring_in(&Tables::default(), file.as_bytes(), &mapping, 64).unwrap().1
    };
    assert!(told(&import(["$5", "$6", "$7"])).is_empty());
    assert_eq!(told(&import(["$5", "€6", "$7"])), [("amount", vec![("€", 1)], &[3][..])]);
    // What was left out does not count.
    assert!(told(&import(["$5", "€", "$7"])).is_empty());
}

/// A column of nothing but another currency is no less foreign for being all of one sign.
#[test]
fn what_is_usual_is_so_over_all_columns() {
    let rows = "13800138001,2026-03-01,￥5,HK$1\n13800138001,2026-03-02,￥6,\n";
    let file = format!("{HEAD}{rows}");
    let mut mapping = proposed(&look_at(file.as_bytes()).unwrap());
    mapping.columns[2] = ColumnRole::OrderAmount;
    mapping.columns[3] = ColumnRole::OrderDiscount;
    let report = bring_in(&Tables::default(), file.as_bytes(), &mapping, 64).unwrap().1;
    assert_eq!(told(&report), [("deposit", vec![("HK$", 1)], &[2][..])]);
}
