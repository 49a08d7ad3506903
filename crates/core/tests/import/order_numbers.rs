//! Orders that are known by their number when the file hides or leaves out whose they are.

use meadow_core::domain::money::Money;
use meadow_core::table::tables::Tables;
use meadow_core::views::import::{ColumnRole, Doubt, ImportReport, RejectReason};

use crate::reading::{bring_in, contents, import_into, look_at, proposed, rejected};

const HEAD: &str = "订单编号,姓名,手机,付款时间,金额\n";
const KNOWN: &str = "Z1,张三丰,13800138001,2026-03-01,100\nZ2,阿乙,13900002222,2026-03-02,50\n\
                     Z3,李娜,13700137003,2026-03-03,70\n";

fn import(tables: &Tables, rows: &str) -> (Tables, ImportReport) {
    let file = format!("{HEAD}{rows}");
    let mut mapping = proposed(&look_at(file.as_bytes()).unwrap());
    mapping.columns = vec![
        ColumnRole::OrderKey,
        ColumnRole::Name,
        ColumnRole::Phone,
        ColumnRole::OrderDate,
        ColumnRole::OrderAmount,
    ];
    bring_in(tables, file.as_bytes(), &mapping, 64).unwrap()
}

fn known() -> Tables {
    import(&Tables::default(), KNOWN).0
}

fn revenue(tables: &Tables) -> i64 {
    let chunks = tables.orders.chunks().iter();
    let all = chunks.flat_map(|chunk| chunk.data().amounts.clone()).map(Money);
    all.sum::<Money>().0 / Money::from_major(1.0).0
}

/// The rows change nothing of what is known; some of its orders are known.
#[track_caller]
fn check_known(rows: &str, n_known: u32) {
    let before = known();
    let (after, report) = import(&before, rows);
    assert_eq!(contents(&after), contents(&before), "{rows}");
    assert_eq!((report.n_orders, report.n_orders_known), (0, n_known), "{rows}");
    assert_eq!((&report.rejected, &report.doubts), (&vec![], &vec![]), "{rows}");
}

/// Also in a short file that names the owner beside the stranger.
#[test]
fn one_shared_number_makes_no_rule() {
    let rows = "Z2,阿乙,13900002222,2026-03-02,50\nZ2,王五,13655556666,2026-03-02,50\n";
    let (after, report) = import(&known(), rows);
    assert_eq!((revenue(&after), report.n_orders), (220, 0));
    assert!(
        report
            .doubts
            .iter()
            .any(|count| { (count.doubt, &count.rows[..]) == (Doubt::OrderOfAnother, &[3]) })
    );
}

/// The row's order is kept out and pointed out; its person comes in if new.
#[track_caller]
fn check_of_another(row: &str, n_people_new: u32) {
    let before = known();
    let (after, report) = import(&before, row);
    assert_eq!(revenue(&after), 220, "{row}");
    assert_eq!((report.n_orders, report.n_customers_new), (0, n_people_new), "{row}");
    let told: Vec<_> =
        report.doubts.iter().map(|count| (count.doubt, count.rows.clone())).collect();
    assert!(told.contains(&(Doubt::OrderOfAnother, vec![2])), "{row}: {told:?}");
    let (again, _) = import(&after, row);
    assert_eq!(contents(&again), contents(&after), "the same once more: {row}");
}

#[test]
fn a_hidden_buyer_is_whoever_has_the_order() {
    check_known("Z2,阿*,139****2222,2026-03-02,50\n", 1);
    check_known("Z1,张**,138****8001,2026-03-01,100\nZ3,*娜,,2026-03-03,70\n", 2);
    check_known("Z2,阿*,尾号2222,2026-03-02,50\n", 1);
    check_known("Z2,阿乙,,2026-03-02,50\n", 1);
}

#[test]
fn a_number_that_is_here_names_its_customer() {
    check_known("Z1,,,2026-03-01,100\n", 1);
    check_known("Z1,,138****8001,2026-03-01,100\nZ1,,,,\n", 1);
    let file = format!(
        "{HEAD}Z9,,,2026-03-01,100\nZ1,,139****9999,2026-03-01,100\nZ2,阿乙,13900002222,2026-03-02,50\n"
    );
    let (_, report) = import(&known(), file.strip_prefix(HEAD).unwrap());
    let nobody = RejectReason::NobodyNamed;
    assert_eq!(rejected(&report), [(nobody, 2, "Z9"), (nobody, 3, "Z1")]);
}

#[test]
fn the_order_of_a_hidden_buyer_follows_the_file() {
    let (after, report) = import(&known(), "Z2,阿*,139****2222,2026-03-02,80\n");
    assert_eq!((report.n_orders, report.n_orders_changed, revenue(&after)), (0, 1, 250));
    assert_eq!((after.customers.len(), report.n_customers_updated), (3, 0));
}

#[test]
fn an_order_of_somebody_else_is_kept_out() {
    check_of_another("Z2,阿乙,13900003333,2026-03-02,50\n", 1);
    check_of_another("Z2,王*,139****2222,2026-03-02,50\n", 1);
    check_of_another("Z2,阿*,138****2222,2026-03-02,50\n", 1);
    check_of_another("Z2,张三丰,13800138001,2026-03-02,50\n", 0);
    // Beside new orders, and in several rows.
    let rows = "Z4,钱多,13600136004,2026-03-05,5\nZ2,钱多,13600136004,2026-03-02,25\n\
                Z2,钱多,13600136004,2026-03-02,25\nZ5,钱多,13600136004,2026-03-06,6\n";
    let (after, report) = import(&known(), rows);
    assert_eq!((report.n_orders, revenue(&after), after.orders.len()), (2, 231, 5));
    let (again, report) = import(&after, rows);
    assert_eq!((report.n_orders, report.n_orders_known), (0, 2));
    assert_eq!(contents(&again), contents(&after));
}

#[test]
fn a_hidden_buyer_who_came_first_is_known_when_shown() {
    let (before, _) = import(&Tables::default(), "Z2,阿*,139****2222,2026-03-02,50\n");
    let (after, report) = import(&before, "Z2,阿乙,13900002222,2026-03-02,50\n");
    let people: Vec<_> =
        after.customers.iter().map(|c| (c.name.as_str(), c.phone.as_str())).collect();
    assert_eq!(people, [("阿乙", "13900002222")]);
    assert_eq!((report.n_orders, report.n_orders_known), (0, 1));
    assert_eq!(report.doubts, []);
}

#[test]
fn numbers_counted_per_customer_go_on() {
    let head = "customer_id,order_id,order_date,amount\n";
    let rows = |customers: std::ops::Range<u32>| -> String {
        let all = customers.flat_map(|customer| (1..4).map(move |n| (customer, n)));
        all.map(|(customer, n)| format!("C{customer},{n},2026-03-0{n},10\n")).collect()
    };
    for n_before in [1, 2, 5] {
        let before = format!("{head}{}", rows(0..n_before));
        let (before, _) = import_into(&Tables::default(), before.as_bytes()).unwrap();
        let file = format!("{head}{}", rows(n_before..10));
        let (after, report) = import_into(&before, file.as_bytes()).unwrap();
        assert_eq!((after.orders.len(), report.doubts.len()), (30, 0), "{n_before}");
    }
}

/// A refund under the number of a sale is an order of its own.
#[test]
fn a_refund_is_found_by_its_own_number() {
    let (before, _) = import(&known(), "Z2,阿乙,13900002222,2026-03-09,-50\n");
    let (after, report) = import(&before, "Z2,阿*,139****2222,2026-03-09,-50\n");
    assert_eq!(contents(&after), contents(&before));
    assert_eq!(report.n_orders_known, 1);
}

/// That two numbers are alike is all that the spreadsheet has left of them.
#[test]
fn numbers_cut_short_tell_no_orders_apart() {
    let rows = "4.13262E+18,阿乙,13900002222,2026-03-02,50\n\
                4.13262E+18,阿乙,13900002222,2026-03-03,60\n\
                4132621234567890123,阿乙,13900002222,2026-03-04,70\n";
    let (once, report) = import(&Tables::default(), rows);
    assert_eq!((report.n_orders, revenue(&once)), (3, 180));
    let told: Vec<_> =
        report.doubts.iter().map(|count| (count.doubt, count.rows.clone())).collect();
    assert!(told.contains(&(Doubt::DigitsLost, vec![2, 3])), "{told:?}");
}

#[test]
fn numbers_cut_short_tell_no_people_apart() {
    let head = "客户编号,姓名,手机\n";
    let cut = "4.13262E+18,林雨晴,13800138000\n4.13262E+18,赵明宇,13900139000\n";
    let bring = |tables: &Tables, rows: &str| {
        import_into(tables, format!("{head}{rows}").as_bytes()).unwrap()
    };
    let keys = |tables: &Tables| -> Vec<String> {
        tables.customers.iter().map(|customer| customer.key.to_string()).collect()
    };
    let (once, report) = bring(&Tables::default(), cut);
    let doubts: Vec<_> = report.doubts.iter().map(|told| (told.doubt, &told.rows[..])).collect();
    assert_eq!((report.n_customers_new, doubts), (2, vec![(Doubt::DigitsLost, &[2, 3][..])]));
    // As written, and never in place of a whole one.
    assert_eq!(keys(&once), ["4.13262E+18", "4.13262E+18"]);
    let (whole, _) = bring(&once, "4132621234567890123,林雨晴,13800138000\n");
    assert_eq!(keys(&whole), ["4132621234567890123", "4.13262E+18"]);
    let (again, report) = bring(&whole, cut);
    assert_eq!((report.n_customers_new, keys(&again)), (0, keys(&whole)));
}
