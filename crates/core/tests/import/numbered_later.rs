//! Orders that came in without their numbers and come in with them, and the other way round.

use std::collections::BTreeMap;

use meadow_core::domain::money::Money;
use meadow_core::domain::order::Order;
use meadow_core::table::tables::Tables;
use meadow_core::views::import::{ColumnRole, Doubt, ImportReport, OrderPolicy};
use proptest::prelude::{prop, prop_assert_eq, proptest};

use crate::reading::{bring_in, contents, look_at, proposed};

/// Two of them are of one customer, day and amount.
const ROWS: &str = "A,13800138001,2026-03-01,tea,1,100\nB,13900002222,2026-03-02,tea,1,50\n\
                    C,13800138001,2026-03-01,tea,1,100\n";

fn import_by(
    tables: &Tables,
    rows: &str,
    columns: [ColumnRole; 6],
    policy: OrderPolicy,
) -> (Tables, ImportReport) {
    let file = format!("number,phone,date,product,quantity,sum\n{rows}");
    let mut mapping = proposed(&look_at(file.as_bytes()).unwrap());
    mapping.columns = columns.into();
    mapping.rules.orders = policy;
    bring_in(tables, file.as_bytes(), &mapping, 64).unwrap()
}

fn columns(key: ColumnRole, sum: ColumnRole) -> [ColumnRole; 6] {
    use ColumnRole::{OrderDate, Phone, ProductName, Quantity};
    [key, Phone, OrderDate, ProductName, Quantity, sum]
}

fn with_numbers(tables: &Tables, rows: &str) -> (Tables, ImportReport) {
    let columns = columns(ColumnRole::OrderKey, ColumnRole::OrderAmount);
    import_by(tables, rows, columns, OrderPolicy::TakeFile)
}

fn without_numbers(tables: &Tables, rows: &str) -> (Tables, ImportReport) {
    let columns = columns(ColumnRole::Skip, ColumnRole::OrderAmount);
    import_by(tables, rows, columns, OrderPolicy::TakeFile)
}

fn orders(tables: &Tables) -> Vec<Order> {
    let chunks = tables.orders.chunks().iter();
    chunks.flat_map(|chunk| (0..chunk.data().len()).map(|at| chunk.data().order(at))).collect()
}

/// Number → amount and lines.
fn by_number(tables: &Tables) -> BTreeMap<String, (f64, usize)> {
    let all = orders(tables);
    let n = all.len();
    let by_number: BTreeMap<_, _> = all
        .into_iter()
        .map(|order| (order.key.clone(), (order.amount.major(), order.lines.len())))
        .collect();
    assert_eq!(by_number.len(), n, "no number stands twice");
    by_number
}

fn revenue(tables: &Tables) -> f64 {
    orders(tables).iter().map(|order| order.amount).sum::<Money>().major()
}

/// New, known, given their number, and all there are then.
fn counts(report: &ImportReport) -> [u32; 4] {
    [report.n_orders, report.n_orders_known, report.n_orders_numbered, report.n_orders_after]
}

/// Orders without their numbers first, then a file with them; expected: the counts, and what there is
/// then. The file once more changes nothing, with numbers or without.
#[track_caller]
fn check(before: &str, file: &str, expected: [u32; 4], then: &[(&str, f64, usize)]) {
    let (first, _) = without_numbers(&Tables::default(), before);
    let (now, report) = with_numbers(&first, file);
    assert_eq!(counts(&report), expected, "{file}");
    let found = by_number(&now);
    let found: Vec<_> = found.iter().map(|(key, (sum, n))| (key.as_str(), *sum, *n)).collect();
    assert_eq!(found, then, "{file}");
    let (again, report) = with_numbers(&now, file);
    assert_eq!(contents(&again), contents(&now), "the same once more: {file}");
    assert_eq!((report.n_orders, report.n_orders_numbered), (0, 0), "{file}");
}

#[test]
fn an_order_that_was_here_gets_its_number() {
    check(ROWS, ROWS, [0, 0, 3, 3], &[("A", 100.0, 1), ("B", 50.0, 1), ("C", 100.0, 1)]);
    // As often as it was here, and no more.
    let more = format!("{ROWS}D,13800138001,2026-03-01,tea,1,100\n");
    let all = [("A", 100.0, 1), ("B", 50.0, 1), ("C", 100.0, 1), ("D", 100.0, 1)];
    check(ROWS, &more, [1, 0, 3, 4], &all);
    let (first, _) = without_numbers(&Tables::default(), ROWS);
    let (now, report) = with_numbers(&first, &more);
    let told = report.doubts.iter().find(|count| count.doubt == Doubt::OrderGotNumber);
    assert_eq!(told.map(|count| count.rows.clone()), Some(vec![2, 3, 4]));
    assert_eq!((report.n_order_lines, report.orders_sum), (1, Money::from_major(100.0)));
    // Back without: each is known by what it is.
    let (after, report) = without_numbers(&now, &more);
    assert_eq!((contents(&after), counts(&report)), (contents(&now), [0, 4, 0, 4]));
}

#[test]
fn an_order_with_a_number_is_known_without() {
    let (first, _) = with_numbers(&Tables::default(), ROWS);
    let (then, report) = without_numbers(&first, ROWS);
    assert_eq!((contents(&then), counts(&report)), (contents(&first), [0, 3, 0, 3]));
}

/// Each row was an order of its own, or one order was all of them.
#[test]
fn the_rows_of_one_number_become_one_order() {
    let (tea, cup) =
        ("A,13800138001,2026-03-01,tea,1,100\n", "A,13800138001,2026-03-01,cup,1,50\n");
    let both = format!("{tea}{cup}");
    let expected = [("A", 150.0, 2)];
    check(&both, &both, [0, 0, 1, 1], &expected);
    check("x,13800138001,2026-03-01,,,150\n", &both, [0, 0, 1, 1], &expected);
    // Of an order that is not here whole, nobody can tell; on another day, or for another, it is another.
    check(tea, &both, [1, 0, 0, 2], &[("", 100.0, 1), ("A", 150.0, 2)]);
    let day = both.replace("03-01", "03-02");
    let (first, _) = without_numbers(&Tables::default(), &both);
    assert_eq!(counts(&with_numbers(&first, &day).1), [1, 0, 0, 3]);
    let buyer = both.replace("13800138001", "13900002222");
    assert_eq!(counts(&with_numbers(&first, &buyer).1), [1, 0, 0, 3]);
}

/// Three rows with what the order came to were three orders: now they are one, and count once.
#[test]
fn totals_that_came_in_as_orders_go() {
    let rows = "A,13800138001,2026-03-01,tea,1,300\nA,13800138001,2026-03-01,cup,2,300\n\
                A,13800138001,2026-03-01,pot,1,300\n";
    let (first, _) = without_numbers(&Tables::default(), rows);
    assert_eq!(revenue(&first), 900.0);
    let by_total = columns(ColumnRole::OrderKey, ColumnRole::OrderTotal);
    let (now, report) = import_by(&first, rows, by_total, OrderPolicy::TakeFile);
    assert_eq!((revenue(&now), counts(&report)), (300.0, [0, 0, 1, 1]));
    assert_eq!(orders(&now)[0].lines.len(), 3);
}

#[test]
fn what_the_file_does_not_say_of_the_order_stays() {
    let (first, _) = without_numbers(&Tables::default(), "x,13800138001,2026-03-01,tea,3,100\n");
    let sums = [
        ColumnRole::OrderKey,
        ColumnRole::Phone,
        ColumnRole::OrderDate,
        ColumnRole::Skip,
        ColumnRole::Skip,
        ColumnRole::OrderAmount,
    ];
    let row = "A,13800138001,2026-03-01,,,100\n";
    let (now, _) = import_by(&first, row, sums.clone(), OrderPolicy::TakeFile);
    let [order] = &orders(&now)[..] else { panic!("not one order") };
    assert_eq!((order.key.as_str(), order.lines.clone()), ("A", orders(&first)[0].lines.clone()));
    let (again, _) = import_by(&now, row, sums, OrderPolicy::TakeFile);
    assert_eq!(contents(&again), contents(&now));
}

#[test]
fn orders_that_are_to_stay_get_no_number() {
    let (first, _) = without_numbers(&Tables::default(), ROWS);
    let by = columns(ColumnRole::OrderKey, ColumnRole::OrderAmount);
    let (then, report) = import_by(&first, ROWS, by.clone(), OrderPolicy::Leave);
    assert_eq!((orders(&then), counts(&report)), (orders(&first), [0, 3, 0, 3]));
    assert_eq!((report.n_order_lines, report.doubts), (0, vec![]));
    let more = format!("{ROWS}D,13800138001,2026-03-01,tea,1,100\n");
    let (then, report) = import_by(&first, &more, by, OrderPolicy::Leave);
    assert_eq!((counts(&report), revenue(&then)), ([1, 3, 0, 4], 350.0));
}

proptest! {
    /// Numbers in some rows, also several of one number: the same file twice changes nothing.
    #[test]
    fn the_same_file_twice_changes_nothing(
        before in prop::collection::vec((0..2_u32, 1..3_u32, 1..4_u32), 0..8),
        file in prop::collection::vec((0..2_u32, 1..3_u32, 1..4_u32, prop::option::of(0..4_u32)), 1..10),
    ) {
        let row = |customer: u32, day: u32, sum: u32, number: Option<u32>| {
            let number = number.map_or(String::new(), |number| format!("N{customer}{number}"));
            format!("{number},1380013800{customer},2026-03-0{day},p{sum},1,{sum}\n")
        };
        let before: String = before.iter().map(|(who, day, sum)| row(*who, *day, *sum, None)).collect();
        let file: String =
            file.iter().map(|(who, day, sum, number)| row(*who, *day, *sum, *number)).collect();
        let first = match before.is_empty() {
            true => Tables::default(),
            false => without_numbers(&Tables::default(), &before).0,
        };
        let (once, report) = with_numbers(&first, &file);
        prop_assert_eq!(once.orders.len() as u32, report.n_orders_after);
        let (twice, report) = with_numbers(&once, &file);
        prop_assert_eq!(contents(&twice), contents(&once));
        prop_assert_eq!((report.n_orders, report.n_orders_numbered), (0, 0));
    }
}
