//! Order numbers that come again on other days: a till that starts anew every morning, or one order.

use meadow_core::table::tables::Tables;
use meadow_core::views::import::{Doubt, ImportReport};

use crate::reading::{contents, import_into};

const HEAD: &str = "customer_id,order_id,order_date,amount\n";
const MARCH: &str = "1,0007,2026-03-05,20\n1,0008,2026-03-06,30\n";
const APRIL: &str = "1,0007,2026-04-03,10\n1,0007,2026-04-09,15\n1,0008,2026-04-09,40\n\
                     2,0008,2026-04-10,5\n";

fn import(tables: &Tables, rows: &str) -> (Tables, ImportReport) {
    import_into(tables, format!("{HEAD}{rows}").as_bytes()).unwrap()
}

/// Number, day and amount of every order, in order of the words.
fn orders(tables: &Tables) -> Vec<String> {
    let chunks = tables.orders.chunks().iter();
    let all = chunks.flat_map(|chunk| (0..chunk.data().len()).map(|at| chunk.data().order(at)));
    let mut all: Vec<String> =
        all.map(|order| format!("{} {} {}", order.key, order.day, order.amount.major())).collect();
    all.sort();
    all
}

fn days_told(report: &ImportReport) -> Vec<u64> {
    let told = report.doubts.iter().find(|count| count.doubt == Doubt::NumberOnSeveralDays);
    told.map(|count| count.rows.clone()).unwrap_or_default()
}

/// Both numbers come on other days, whichever month comes in first.
#[test]
fn a_till_that_starts_anew_every_day_has_an_order_of_each() {
    let all = [
        "0007 2026-03-05 20",
        "0007 2026-04-03 10",
        "0007 2026-04-09 15",
        "0008 2026-03-06 30",
        "0008 2026-04-09 40",
        "0008 2026-04-10 5",
    ];
    // Of April after March, both sevens and the first eight are told by their day; of April alone the
    // second seven, and of March then both.
    for (files, by_day) in [([MARCH, APRIL], [0, 3]), ([APRIL, MARCH], [1, 2])] {
        let mut tables = Tables::default();
        for (file, n_by_day) in files.into_iter().zip(by_day) {
            let (after, report) = import(&tables, file);
            assert_eq!((report.n_orders_by_day, report.n_orders_changed), (n_by_day, 0), "{file}");
            assert_eq!(report.doubts, [], "{file}");
            tables = after;
        }
        assert_eq!(orders(&tables), all);
        for file in files {
            let (again, report) = import(&tables, file);
            assert_eq!(contents(&again), contents(&tables), "the same once more");
            assert_eq!((report.n_orders, report.n_orders_by_day), (0, 0));
        }
    }
}

/// Whose days come in one by one: every number is somebody else's of the day before.
#[test]
fn the_next_day_of_a_till_is_no_strangers() {
    let day = |first: u32, n: u32, day: u32| -> String {
        (0..n)
            .map(|at| format!("{},{:04},2026-03-{day:02},{at}.50\n", first + at, at + 1))
            .collect()
    };
    let (before, _) = import(&Tables::default(), &day(1, 6, 1));
    let (after, report) = import(&before, &day(11, 6, 2));
    assert_eq!((report.n_orders, report.n_orders_by_day, after.orders.len()), (6, 6, 12));
    assert_eq!(report.doubts, []);
    let (again, report) = import(&after, &day(11, 6, 2));
    assert_eq!(contents(&again), contents(&after));
    assert_eq!((report.n_orders, report.n_orders_known), (0, 6));
    // Four may be a slip, and on the same day there is no telling.
    for rows in [day(11, 4, 2), day(11, 6, 1)] {
        let (_, report) = import(&before, &rows);
        assert_eq!((report.n_orders, report.n_orders_by_day), (0, 0));
    }
}

/// One number of three comes on another day: it is one order, and somebody looks.
#[test]
fn one_number_on_several_days_is_pointed_out() {
    let rows = "1,A,2026-03-01,10\n1,A,2026-03-01,20\n1,B,2026-03-02,5\n1,B,2026-03-02,6\n\
                1,C,2026-03-03,7\n1,C,2026-03-09,8\n";
    let (tables, report) = import(&Tables::default(), rows);
    assert_eq!(orders(&tables), ["A 2026-03-01 30", "B 2026-03-02 11", "C 2026-03-03 15"]);
    assert_eq!((days_told(&report), report.n_orders_by_day), (vec![7], 0));
    let (again, report) = import(&tables, rows);
    assert_eq!(contents(&again), contents(&tables));
    assert_eq!((report.n_orders, report.n_orders_changed), (0, 0));
}

/// The same amount on another day is a day put right; another amount may be another order.
#[test]
fn a_known_order_of_another_day_follows_the_file() {
    let (before, _) = import(&Tables::default(), "1,A,2026-03-01,10\n1,B,2026-03-02,20\n");
    let (after, report) = import(&before, "1,A,2026-03-03,10\n1,B,2026-03-02,20\n");
    assert_eq!(orders(&after), ["A 2026-03-03 10", "B 2026-03-02 20"]);
    assert_eq!((days_told(&report), report.n_orders_changed), (vec![], 1));
    let (after, report) = import(&before, "1,A,2026-03-03,15\n1,B,2026-03-02,20\n");
    assert_eq!(orders(&after), ["A 2026-03-03 15", "B 2026-03-02 20"]);
    assert_eq!((days_told(&report), report.n_orders_changed), (vec![2], 1));
}
