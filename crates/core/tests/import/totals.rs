//! Files in which each row is a line and has what the whole order came to.

use std::collections::BTreeMap;

use meadow_core::domain::money::Money;
use meadow_core::table::tables::Tables;
use meadow_core::views::import::{ColumnRole, Doubt, ImportReport};

use crate::reading::{bring_in, contents, look_at, proposed, rejected};

const HEAD: &str = "number,phone,date,total,product,quantity,discount,status,cost\n";

fn import_into(tables: &Tables, rows: &[&str]) -> (Tables, ImportReport) {
    // Most rows say nothing of what their order cost.
    let whole = |row: &&str| match row.matches(',').count() {
        7 => format!("{row},"),
        _ => (*row).to_owned(),
    };
    let rows: Vec<String> = rows.iter().map(whole).collect();
    let file = format!("{HEAD}{}\n", rows.join("\n"));
    let mut mapping = proposed(&look_at(file.as_bytes()).unwrap());
    mapping.columns = vec![
        ColumnRole::OrderKey,
        ColumnRole::Phone,
        ColumnRole::OrderDate,
        ColumnRole::OrderTotal,
        ColumnRole::ProductName,
        ColumnRole::Quantity,
        ColumnRole::OrderDiscount,
        ColumnRole::OrderStatus,
        ColumnRole::OrderCost,
    ];
    bring_in(tables, file.as_bytes(), &mapping, 64).unwrap()
}

fn import(rows: &[&str]) -> (Tables, ImportReport) {
    import_into(&Tables::default(), rows)
}

/// Number and sign → amount, discount and products.
fn orders(tables: &Tables) -> BTreeMap<(String, bool), (f64, f64, Vec<String>)> {
    let chunks = tables.orders.chunks().iter();
    let all = chunks.flat_map(|chunk| (0..chunk.data().len()).map(|at| chunk.data().order(at)));
    let facts = all.map(|order| {
        let name = |id| tables.products.get(id).map(|product| product.name.clone());
        let mut products: Vec<String> =
            order.lines.iter().filter_map(|line| line.product.and_then(name)).collect();
        products.sort();
        let key = (order.key.clone(), order.amount < Money::ZERO);
        (key, (order.amount.major(), order.discount.major(), products))
    });
    let facts: Vec<_> = facts.collect();
    let n = facts.len();
    let by_key: BTreeMap<_, _> = facts.into_iter().collect();
    assert_eq!(by_key.len(), n, "no number stands twice");
    by_key
}

/// What the rows come to, in whichever order they stand; brought in once more they change nothing.
#[track_caller]
fn check(rows: &[&str], expected: &[(&str, f64, &[&str])]) {
    let (tables, report) = import(rows);
    let found = orders(&tables);
    let found: Vec<(&str, f64, Vec<&str>)> = found
        .iter()
        .map(|((key, _), (amount, _, products))| {
            (key.as_str(), *amount, products.iter().map(String::as_str).collect())
        })
        .collect();
    let expected: Vec<_> =
        expected.iter().map(|(key, amount, names)| (*key, *amount, names.to_vec())).collect();
    assert_eq!(found, expected, "{rows:?}");
    assert_eq!((rejected(&report), report.n_orders), (vec![], expected.len() as u32), "{rows:?}");
    let (again, report) = import_into(&tables, rows);
    assert_eq!(contents(&again), contents(&tables), "the same once more: {rows:?}");
    assert_eq!((report.n_orders, report.n_orders_changed), (0, 0), "{rows:?}");
}

fn cost_of_a(tables: &Tables) -> Option<Money> {
    let chunks = tables.orders.chunks().iter();
    let mut all = chunks.flat_map(|chunk| (0..chunk.data().len()).map(|at| chunk.data().order(at)));
    all.find(|order| order.key == "A").and_then(|order| order.cost)
}

const BY_ORDER: [&str; 6] = [
    "A,13800138001,2026-03-01,100,Cup,1,5,,40",
    "A,13800138001,2026-03-01,100,Mug,2,5,,40",
    "B,13900002222,2026-03-02,60,Cup,1,,",
    "B,13900002222,2026-03-02,60,Pan,1,,",
    "C,13800138001,2026-03-03,30,Mug,1,,",
    "A,13900002222,2026-03-04,7,Cup,1,,",
];

#[test]
fn a_total_counts_once_wherever_the_rows_of_its_order_stand() {
    let mut by_product = BY_ORDER;
    by_product.sort_by_key(|row| row.split(',').nth(4).map(str::to_owned));
    assert_ne!(by_product, BY_ORDER);
    // The last is somebody else's, with a number of their own.
    let (sorted, told) = import(&BY_ORDER[..5]);
    let mut rows: Vec<&str> = by_product.into_iter().filter(|row| !row.contains(",7,")).collect();
    for _ in 0..2 {
        let (mixed, report) = import(&rows);
        assert_eq!(orders(&mixed), orders(&sorted), "{rows:?}");
        let first = &orders(&mixed)[&("A".to_owned(), false)];
        assert_eq!((first.0, first.1), (100.0, 5.0), "total and discount once");
        assert_eq!(cost_of_a(&mixed), Some(Money::from_major(40.0)));
        assert_eq!((report.n_orders, report.n_order_lines), (told.n_orders, told.n_order_lines));
        assert_eq!(report.doubts, told.doubts);
        // One after the other they are the same orders.
        let (after, report) = import_into(&sorted, &rows);
        assert_eq!(orders(&after), orders(&sorted));
        assert_eq!(cost_of_a(&after), Some(Money::from_major(40.0)));
        assert_eq!((report.n_orders, report.n_orders_changed, report.n_orders_known), (0, 0, 3));
        rows.reverse();
    }
}

#[test]
fn numbers_that_several_customers_have_stay_apart() {
    let rows = [BY_ORDER[0], BY_ORDER[2], BY_ORDER[5], BY_ORDER[1]];
    let (tables, report) = import(&rows);
    assert_eq!((report.n_orders, report.n_order_lines), (3, 4));
    let chunk = tables.orders.chunks()[0].data();
    let found = (0..3).map(|at| chunk.order(at)).map(|order| (order.amount, order.lines.len()));
    let expected = [(100.0, 2), (60.0, 1), (7.0, 1)];
    assert!(found.eq(expected.map(|(amount, n)| (Money::from_major(amount), n))));
    // Also right after one another.
    let (tables, _) = import(&[BY_ORDER[0], BY_ORDER[5], BY_ORDER[1]]);
    let sum: i64 = tables.orders.chunks()[0].data().amounts.iter().sum();
    assert_eq!(Money(sum), Money::from_major(107.0));
}

#[test]
fn what_is_paid_back_under_a_number_is_a_refund_of_that_order() {
    let refund = ("A", -40.0, &["Mug"][..]);
    let (sale, back) =
        ("A,13800138001,2026-03-01,100,Cup,1,,", "A,13800138001,2026-03-09,-40,Mug,1,,");
    let other = "B,13900002222,2026-03-02,60,Cup,1,,";
    let b = ("B", 60.0, &["Cup"][..]);
    check(&[sale, back], &[("A", 100.0, &["Cup"]), refund]);
    check(&[back, sale], &[("A", 100.0, &["Cup"]), refund]);
    check(&[sale, other, back], &[("A", 100.0, &["Cup"]), refund, b]);
    // Over several rows, with the sum in each, or in the first.
    let more = "A,13800138001,2026-03-09,-40,Pan,1,,";
    let blank = "A,13800138001,2026-03-09,,Pan,1,,";
    let nil = "A,13800138001,2026-03-09,0,Pan,1,,";
    let refund = ("A", -40.0, &["Mug", "Pan"][..]);
    for rest in [more, blank, nil] {
        check(&[back, rest], &[refund]);
        check(&[back, other, rest], &[refund, b]);
        check(&[sale, back, rest], &[("A", 100.0, &["Cup"]), refund]);
    }
    check(&[sale, back, other, more], &[("A", 100.0, &["Cup"]), refund, b]);
}

#[test]
fn a_later_row_without_the_total_is_a_line_of_its_order() {
    let sale = "A,13800138001,2026-03-01,100,Cup,1,,";
    let other = "B,13900002222,2026-03-02,60,Cup,1,,";
    for later in [
        "A,13800138001,2026-03-01,,Mug,1,,",
        "A,13800138001,,,Mug,1,,",
        "A,13800138001,,100,Mug,1,,",
        "A,13800138001,2026-03-01,0,Mug,1,,",
        "A,13800138001,2026-03-01,-,Mug,1,,",
    ] {
        let expected: &[(&str, f64, &[&str])] =
            &[("A", 100.0, &["Cup", "Mug"]), ("B", 60.0, &["Cup"])];
        check(&[sale, other, later], expected);
        check(&[sale, later, other], expected);
    }
    // There is no such order of this customer.
    let (_, report) = import(&[sale, other, "A,13900002222,2026-03-01,,Mug,1,,"]);
    assert_eq!((report.n_orders, report.n_orders_rejected()), (2, 1));
}

/// Some shops write what an order came to beside its last line.
#[test]
fn a_line_before_the_total_waits_for_it() {
    let sale = "A,13800138001,2026-03-01,100,Cup,1,,";
    let other = "B,13900002222,2026-03-02,60,Cup,1,,";
    let expected: &[(&str, f64, &[&str])] = &[("A", 100.0, &["Cup", "Mug"]), ("B", 60.0, &["Cup"])];
    for before in
        ["A,13800138001,2026-03-01,,Mug,1,,", "A,13800138001,,,Mug,1,,", "A,13800138001,,-,Mug,1,,"]
    {
        for rows in [[before, sale, other], [before, other, sale], [other, before, sale]] {
            check(&rows, expected);
        }
    }
    let blank = |buyer: &str, product: &str| format!("A,{buyer},2026-03-01,,{product},1,,");
    let (mug, pan) = (blank("13800138001", "Mug"), blank("13800138001", "Pan"));
    check(&[&mug, &pan, sale], &[("A", 100.0, &["Cup", "Mug", "Pan"])]);
    check(&[&mug, sale, &pan], &[("A", 100.0, &["Cup", "Mug", "Pan"])]);
    // Numbers may be counted per customer: another's total is not theirs, and one that never comes is
    // told with the line's own row.
    let theirs = blank("13900002222", "Mug");
    let (tables, report) = import(&[&theirs, sale, other]);
    assert_eq!((tables.orders.len(), report.n_orders_rejected()), (2, 1));
    assert_eq!(orders(&tables)[&("A".to_owned(), false)].2, ["Cup"]);
    let (_, report) = import(&[&mug, other]);
    assert_eq!((report.n_orders, report.n_orders_rejected()), (1, 1));
    // What was closed has no lines, wherever they stand.
    let closed = "A,13800138001,2026-03-01,100,Cup,1,,交易关闭";
    let (tables, report) = import(&[&mug, closed, other]);
    assert_eq!((tables.orders.len(), report.n_orders_closed), (1, 1));
    assert_eq!(report.n_orders_rejected(), 0);
}

/// Where rows describe people, who waits has come in already, and what is newer of them stays.
#[test]
fn whoever_waits_for_a_total_is_there_already() {
    let file = "number,name,phone,date,total,product,region\n\
                A,Ann Walker,13800138001,2026-03-01,,Mug,North\n\
                B,Bo Brown,13900002222,2026-03-02,,Pan,East\n\
                A,Ann Walker,13800138001,2026-03-01,100,Cup,South\n";
    let mut mapping = proposed(&look_at(file.as_bytes()).unwrap());
    mapping.columns = vec![
        ColumnRole::OrderKey,
        ColumnRole::Name,
        ColumnRole::Phone,
        ColumnRole::OrderDate,
        ColumnRole::OrderTotal,
        ColumnRole::ProductName,
        ColumnRole::Region,
    ];
    let (tables, report) = bring_in(&Tables::default(), file.as_bytes(), &mapping, 64).unwrap();
    assert_eq!((report.n_orders, report.n_order_lines, report.n_orders_rejected()), (1, 2, 1));
    let people: Vec<_> =
        tables.customers.iter().map(|one| (one.name.as_str(), one.region.as_str())).collect();
    assert_eq!(people, [("Ann Walker", "South"), ("Bo Brown", "East")]);
    assert_eq!(orders(&tables)[&("A".to_owned(), false)].2, ["Cup", "Mug"]);
    let left_out = report.orders_rejected.iter().flat_map(|count| &count.examples);
    assert_eq!(left_out.map(|row| row.row).collect::<Vec<_>>(), [3]);
}

#[test]
fn an_order_that_was_closed_is_told_once() {
    let (a, b) = (
        "A,13800138001,2026-03-01,100,Cup,1,,交易关闭",
        "A,13800138001,2026-03-01,100,Mug,1,,交易关闭",
    );
    let sale = "B,13900002222,2026-03-02,60,Cup,1,,";
    let blank = "A,13800138001,2026-03-01,,Mug,1,,";
    for rows in [[a, b, sale], [a, sale, b], [a, blank, sale], [a, sale, blank]] {
        let (tables, report) = import(&rows);
        assert_eq!((tables.orders.len(), report.n_orders_closed), (1, 1), "{rows:?}");
        assert_eq!(report.n_orders_rejected(), 0, "{rows:?}");
    }
    // Its money goes back; it never came in.
    let (tables, _) = import(&[a, "A,13800138001,2026-03-03,-100,Cup,1,,", sale]);
    assert_eq!(tables.orders.len(), 1);
}

#[test]
fn a_zero_before_the_total_is_not_the_total() {
    let sale = "A,13800138001,2026-03-01,100,Cup,1,,";
    let nil = "A,13800138001,2026-03-01,0,Mug,1,,";
    let other = "B,13900002222,2026-03-02,60,Cup,1,,";
    let expected: &[(&str, f64, &[&str])] = &[("A", 100.0, &["Cup", "Mug"]), ("B", 60.0, &["Cup"])];
    for rows in [[nil, sale, other], [nil, other, sale], [other, nil, sale], [sale, nil, other]] {
        check(&rows, expected);
    }
    // Nor is a blank discount the discount.
    let reduced = "A,13800138001,2026-03-01,100,Mug,1,5,";
    for rows in [[sale, reduced], [reduced, sale]] {
        check(&rows, &[("A", 100.0, &["Cup", "Mug"])]);
        let (tables, _) = import(&rows);
        assert_eq!(orders(&tables)[&("A".to_owned(), false)].1, 5.0, "{rows:?}");
    }
}

#[test]
fn totals_that_differ_within_an_order_are_told() {
    let sale = "A,13800138001,2026-03-01,100,Cup,1,,";
    let less = "A,13800138001,2026-03-01,60,Mug,1,,";
    let other = "B,13900002222,2026-03-02,60,Cup,1,,";
    let expected: &[(&str, f64, &[&str])] = &[("A", 100.0, &["Cup", "Mug"]), ("B", 60.0, &["Cup"])];
    for (rows, at) in [([sale, less, other], 3), ([sale, other, less], 4)] {
        check(&rows, expected);
        let (first, report) = import(&rows);
        let (_, again) = import_into(&first, &rows);
        for report in [report, again] {
            let told = report.doubts.iter().find(|count| count.doubt == Doubt::TotalDiffers);
            let told = told.map(|count| (count.n_rows, count.rows.clone()));
            assert_eq!(told, Some((1, vec![at])), "{rows:?}");
        }
    }
}

#[test]
fn a_closed_order_ends_with_its_buyer_and_where_it_was_paid_for() {
    let closed = "A,13800138001,2026-03-01,100,Cup,1,,交易关闭";
    for paid in ["A,13900002222,2026-03-04,60,Pan,1,,", "A,13800138001,2026-03-04,60,Pan,1,,"] {
        let (tables, report) = import(&[closed, paid]);
        let found = orders(&tables);
        let found = found.get(&("A".to_owned(), false)).map(|order| order.0);
        assert_eq!((found, tables.orders.len()), (Some(60.0), 1), "{paid}");
        assert_eq!((report.n_orders_closed, report.n_orders_rejected()), (1, 0), "{paid}");
    }
    let other_closed = "A,13900002222,2026-03-04,60,Pan,1,,交易关闭";
    let (tables, report) = import(&[closed, other_closed]);
    assert_eq!((tables.orders.len(), report.n_orders_closed), (0, 2));
}
