//! Files of nobody known that write what a whole order came to beside each of its lines.

use meadow_core::domain::money::Money;
use meadow_core::table::tables::Tables;
use meadow_core::views::import::{ColumnRole, Doubt, ImportReport};

use crate::reading::{bring_in, contents, import_into, look_at, proposed, roles};

/// In three rows of one order; alone in another.
const TILL: &str = "订单号,手机,日期,商品名称,数量,订单金额\n\
                    A1,13800138001,2026-03-01,茶,1,300\nA1,13800138001,2026-03-01,杯,2,300\n\
                    A1,13800138001,2026-03-01,壶,1,300\nA2,13900002222,2026-03-02,茶,1,80\n";

fn revenue(tables: &Tables) -> f64 {
    let chunks = tables.orders.chunks().iter();
    chunks.flat_map(|chunk| chunk.data().amounts.clone()).map(Money).sum::<Money>().major()
}

fn told(report: &ImportReport) -> Vec<u64> {
    let mut doubts = report.doubts.iter();
    let repeated = doubts.find(|count| count.doubt == Doubt::SumRepeated);
    repeated.map(|count| count.rows.clone()).unwrap_or_default()
}

/// What the column of sums is taken for, what the orders come to, and the rows that are pointed out.
#[track_caller]
fn check(file: &str, role: ColumnRole, expected: f64, rows: &[u64]) {
    let seen = look_at(file.as_bytes()).unwrap();
    assert_eq!(roles(&seen).last(), Some(&role), "{file}");
    let (tables, report) = import_into(&Tables::default(), file.as_bytes()).unwrap();
    assert_eq!((revenue(&tables), report.orders_sum.major()), (expected, expected), "{file}");
    assert_eq!(told(&report), rows, "{file}");
    let (again, report) = import_into(&tables, file.as_bytes()).unwrap();
    assert_eq!(contents(&again), contents(&tables), "the same once more");
    assert_eq!((report.n_orders, report.orders_sum), (0, Money::ZERO));
}

#[test]
fn a_total_beside_each_line_is_the_orders() {
    use ColumnRole::{OrderAmount, OrderTotal};
    check(TILL, OrderTotal, 380.0, &[]);
    // 300, of which each line is a part.
    let parts = TILL.replace("茶,1,300", "茶,1,100").replace("杯,2,300", "杯,2,50");
    check(&parts.replace("壶,1,300", "壶,1,150"), OrderAmount, 380.0, &[]);
    // The same row three times is not three products.
    let thrice = TILL.replace("杯,2", "茶,1").replace("壶,1", "茶,1");
    check(&thrice, OrderAmount, 980.0, &[]);
    // What is paid back under the number is a refund of its own.
    check(&format!("{TILL}A1,13800138001,2026-03-09,茶,1,-40\n"), OrderTotal, 340.0, &[]);
}

/// By its name it may be a line's: some orders must show it, or it is asked.
#[test]
fn sums_of_an_unclear_column_are_pointed_out() {
    use ColumnRole::{OrderAmount, OrderTotal};
    let order = |number: &str, sums: [u32; 2]| {
        let row =
            |product: &str, sum| format!("{number},13800138001,2026-03-01,{product},1,{sum}\n");
        format!("{}{}", row("茶", sums[0]), row("杯", sums[1]))
    };
    let file = |orders: &[[u32; 2]]| {
        let rows = orders.iter().zip(1..).map(|(sums, n): (_, u32)| order(&format!("A{n}"), *sums));
        format!("订单号,手机,日期,商品名称,数量,金额\n{}", rows.collect::<String>())
    };
    check(&file(&[[30, 30], [40, 40], [50, 50]]), OrderTotal, 120.0, &[]);
    // Everything may cost 30.
    check(&file(&[[30, 30], [30, 30], [30, 30]]), OrderAmount, 180.0, &[3, 5, 7]);
    check(&file(&[[30, 30], [40, 40]]), OrderAmount, 140.0, &[3, 5]);
    check(&file(&[[30, 30], [40, 41]]), OrderAmount, 141.0, &[3]);
    // In most orders the lines differ: two things happen to cost the same.
    check(&file(&[[30, 30], [40, 41], [7, 8]]), OrderAmount, 156.0, &[]);
}

/// Whoever added the totals up and is told so brings the file in once more.
#[test]
fn what_was_added_up_is_mended_by_the_same_file() {
    let by = |tables: &Tables, role: ColumnRole| {
        let mut mapping = proposed(&look_at(TILL.as_bytes()).unwrap());
        mapping.columns[5] = role;
        bring_in(tables, TILL.as_bytes(), &mapping, 64).unwrap()
    };
    let (added_up, report) = by(&Tables::default(), ColumnRole::OrderAmount);
    assert_eq!((revenue(&added_up), told(&report)), (980.0, vec![3]));
    let (mended, report) = by(&added_up, ColumnRole::OrderTotal);
    assert_eq!((report.n_orders, report.n_orders_changed), (0, 1));
    assert_eq!((revenue(&mended), mended.orders.len()), (380.0, 2));
}
