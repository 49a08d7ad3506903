//! Two branches that both count their customers from 001.

use meadow_core::domain::money::Money;
use meadow_core::table::tables::Tables;
use meadow_core::views::import::{Doubt, ImportReport, MatchKey, RejectReason};

use crate::reading::{bring_in, contents, import_into, look_at, proposed, rejected};

const HEAD: &str = "客户编号,姓名,手机,订单编号,下单日期,金额\n";
const EAST: &str =
    "001,林雨晴,13800138001,E1,2026-03-01,100\n002,赵明宇,13800138002,E2,2026-03-02,50\n";
const WEST: &str = "001,陈思远,13900139001,W1,2026-03-03,30\n001,,,W2,2026-03-04,7\n\
                    002,周杰,13900139002,W3,2026-03-05,20\n";

fn import(tables: &Tables, rows: &str) -> (Tables, ImportReport) {
    import_into(tables, format!("{HEAD}{rows}").as_bytes()).unwrap()
}

/// Everybody with their number, telephone and what they spent, in major units.
fn people(tables: &Tables) -> Vec<String> {
    let line = |c: &meadow_core::domain::customer::Customer| {
        let orders = tables.orders.of_customer(c.id);
        let spent: Money = orders.iter().map(|order| order.amount).sum();
        format!("{} {} {} {}", c.key, c.name, c.phone, spent.major())
    };
    tables.customers.iter().map(line).collect()
}

#[test]
fn two_branches_that_count_from_one_stay_apart() {
    let east = ["001 林雨晴 13800138001 100", "002 赵明宇 13800138002 50"];
    // The order without a name is of whom the same file names.
    let west = ["001 陈思远 13900139001 37", "002 周杰 13900139002 20"];
    for (files, first, second, rows) in
        [([EAST, WEST], east, west, &[2, 4][..]), ([WEST, EAST], west, east, &[2, 3][..])]
    {
        let (before, _) = import(&Tables::default(), files[0]);
        let (after, report) = import(&before, files[1]);
        assert_eq!(people(&after), [first, second].concat());
        assert_eq!((report.n_customers_new, report.n_customers_updated), (2, 0));
        let doubts: Vec<_> =
            report.doubts.iter().map(|count| (count.doubt, &count.rows[..])).collect();
        assert_eq!(doubts, [(Doubt::NumberOfAnother, rows)]);
        // Two numbers are no rule.
        assert_eq!((report.n_numbers_shared, report.numbers_anew), (2, false));
        for file in files {
            let (again, report) = import(&after, file);
            assert_eq!(contents(&again), contents(&after), "the same once more");
            assert_eq!((report.n_numbers_shared, &report.doubts[..]), (0, &[][..]));
        }
    }
    let (before, _) = import(&Tables::default(), EAST);
    let (_, report) = import(&before, WEST);
    let told = &report.numbers_shared[0];
    let told = (told.row, &told.number[..], &told.name[..], &told.known[..]);
    assert_eq!(told, (2, "001", "陈思远", "林雨晴"));
}

/// A list of orders that says no more than a number which two have.
#[test]
fn an_order_of_a_shared_number_waits() {
    let both = import(&import(&Tables::default(), EAST).0, WEST).0;
    let file = "客户编号,订单编号,下单日期,金额\n001,X1,2026-04-01,9\n003,X2,2026-04-01,8\n";
    let (after, report) = import_into(&both, file.as_bytes()).unwrap();
    assert_eq!(rejected(&report), [(RejectReason::AmbiguousName, 2, "001")]);
    assert_eq!((after.orders.len(), report.n_orders), (both.orders.len() + 1, 1));
}

#[test]
fn one_person_of_a_number_is_known_however_written() {
    let list = "客户编号,姓名,手机\n";
    let before = format!("{list}1,王小明,13800138001\n");
    let (before, _) = import_into(&Tables::default(), before.as_bytes()).unwrap();
    let check = |row: &str, is_one: bool| {
        let (after, report) = import_into(&before, format!("{list}{row}\n").as_bytes()).unwrap();
        assert_eq!(after.customers.len(), if is_one { 1 } else { 2 }, "{row}");
        assert_eq!(report.n_numbers_shared, u32::from(!is_one), "{row}");
    };
    // Another telephone, another dress, a title, the same sound; another name with the same telephone.
    for row in [
        "1,王小明,13900139009",
        "1,Wang Xiaoming,",
        "1,小明王,13900139009",
        "1,王先生,",
        "1,王晓明,",
        "1,,13900139009",
        "1,陈思远,138 0013 8001",
    ] {
        check(row, true);
    }
    for row in ["1,陈思远,13900139009", "1,王芳,", "1,Emma,"] {
        check(row, false);
    }
    // Who chose the number as the key has said that it decides; an account is one person's.
    let file = format!("{list}1,陈思远,13900139009\n");
    let mut mapping = proposed(&look_at(file.as_bytes()).unwrap());
    mapping.rules.key = MatchKey::CustomerKey;
    let (after, _) = bring_in(&before, file.as_bytes(), &mapping, 64).unwrap();
    assert_eq!(after.customers.len(), 1);
    let file = file.replace("客户编号,姓名", "客户编号,收货人姓名");
    mapping.rules.key = MatchKey::Any;
    let (after, _) = bring_in(&before, file.as_bytes(), &mapping, 64).unwrap();
    assert_eq!(after.customers.len(), 1);
}

/// Five of forty are more than a tenth, of fifty not.
#[test]
fn a_file_that_counts_anew_is_told() {
    let check = |n_known: usize, is_anew: bool| {
        let list = "客户编号,姓名,手机\n";
        let rows = |from: usize| -> String {
            (from..=n_known).map(|n| format!("{n},王小明,1380013{n:04}\n")).collect()
        };
        let before = format!("{list}{}", rows(1));
        let (before, _) = import_into(&Tables::default(), before.as_bytes()).unwrap();
        let others: String = (1..=5).map(|n| format!("{n},陈思远,1390013{n:04}\n")).collect();
        let file = format!("{list}{others}{}", rows(6));
        let (_, report) = import_into(&before, file.as_bytes()).unwrap();
        assert_eq!((report.n_numbers_shared, report.numbers_anew), (5, is_anew));
    };
    check(40, true);
    check(50, false);
}
