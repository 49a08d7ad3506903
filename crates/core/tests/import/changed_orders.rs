//! Orders that are here by their number and that a newer file has otherwise.

use std::collections::BTreeMap;

use meadow_core::domain::money::Money;
use meadow_core::domain::order::Order;
use meadow_core::table::tables::Tables;
use meadow_core::views::import::{Doubt, ImportReport, OrderPolicy};
use proptest::prelude::{any, prop, prop_assert_eq, proptest};

use crate::reading::{bring_in, contents, import_into, look_at, proposed};

fn import(tables: &Tables, file: &str, policy: OrderPolicy) -> (Tables, ImportReport) {
    let mut mapping = proposed(&look_at(file.as_bytes()).unwrap());
    mapping.rules.orders = policy;
    bring_in(tables, file.as_bytes(), &mapping, 64).unwrap()
}

fn orders(tables: &Tables) -> BTreeMap<String, Order> {
    let chunks = tables.orders.chunks().iter();
    let all = chunks.flat_map(|chunk| (0..chunk.data().len()).map(|at| chunk.data().order(at)));
    all.map(|order| (order.key.clone(), order)).collect()
}

/// An order in a line: day, hour, sums, lines.
fn line(tables: &Tables, order: &Order) -> String {
    let lines = order.lines.iter().map(|line| {
        let product = line.product.and_then(|id| tables.products.get(id));
        let name = product.map_or("?", |product| product.name.as_str());
        format!("{name}×{} {}", line.quantity_milli / 1_000, line.amount.major())
    });
    let minute = order.minute.map_or(String::new(), |at| format!(" {}:{:02}", at / 60, at % 60));
    let cost = order.cost.map_or(String::new(), |cost| format!(" cost {}", cost.major()));
    let discount = match order.discount {
        Money::ZERO => String::new(),
        discount => format!(" off {}", discount.major()),
    };
    let lines = lines.collect::<Vec<_>>().join(", ");
    format!("{}{minute} {}{discount}{cost} [{lines}]", order.day, order.amount.major())
}

/// Two files one after the other; expected: the orders afterwards, and how many are new, known and
/// changed. The second file once more must change nothing.
#[track_caller]
fn check(before: &str, file: &str, expected: &[&str], counts: (u32, u32, u32)) {
    let (first, _) = import_into(&Tables::default(), before.as_bytes()).unwrap();
    let (then, report) = import(&first, file, OrderPolicy::TakeFile);
    let found: Vec<String> = orders(&then).values().map(|order| line(&then, order)).collect();
    assert_eq!(found, expected);
    let counted = (report.n_orders, report.n_orders_known, report.n_orders_changed);
    assert_eq!(counted, counts);
    let (again, report) = import(&then, file, OrderPolicy::TakeFile);
    assert_eq!(contents(&again), contents(&then), "the same file again");
    assert_eq!((report.n_orders, report.n_orders_changed), (0, 0));
    let (left, report) = import(&first, file, OrderPolicy::Leave);
    assert_eq!((report.n_orders_changed, report.n_orders_left), (0, counts.2));
    let before = orders(&first);
    for (key, order) in orders(&left) {
        assert!(before.get(&key).is_none_or(|known| *known == order), "left as it was: {key}");
    }
}

#[test]
fn the_files_newer_word_counts() {
    check(
        "customer_id,order_id,order_date,amount\n1,A,2026-03-01,100\n1,B,2026-03-02,50\n",
        "customer_id,order_id,order_date,amount\n1,A,2026-03-01,120\n1,B,2026-03-05,50\n1,C,2026-03-06,7\n",
        &["2026-03-01 120 []", "2026-03-05 50 []", "2026-03-06 7 []"],
        (1, 0, 2),
    );
}

#[test]
fn an_order_in_several_rows_is_compared_whole() {
    let head = "customer_id,order_id,order_date,product,quantity,amount\n";
    let before = format!(
        "{head}1,A,2026-03-01,tea,1,10\n1,A,2026-03-01,cup,2,20\n1,B,2026-03-02,tea,1,10\n"
    );
    let same = format!(
        "{head}1,B,2026-03-02,tea,1,10\n1,A,2026-03-01,cup,2,20\n1,A,2026-03-01,tea,1,10\n"
    );
    let known = ["2026-03-01 30 [tea×1 10, cup×2 20]", "2026-03-02 10 [tea×1 10]"];
    check(&before, &before, &known, (0, 2, 0));
    check(&before, &same, &known, (0, 2, 0));
    // One line dearer, one line fewer, one line more.
    let dearer = before.replace("cup,2,20", "cup,2,25");
    let known = ["2026-03-01 35 [tea×1 10, cup×2 25]", "2026-03-02 10 [tea×1 10]"];
    check(&before, &dearer, &known, (0, 1, 1));
    let fewer = before.replace("1,A,2026-03-01,cup,2,20\n", "");
    let known = ["2026-03-01 10 [tea×1 10]", "2026-03-02 10 [tea×1 10]"];
    check(&before, &fewer, &known, (0, 1, 1));
    let more = format!("{before}1,B,2026-03-02,pot,1,40\n");
    let known = ["2026-03-01 30 [tea×1 10, cup×2 20]", "2026-03-02 50 [tea×1 10, pot×1 40]"];
    check(&before, &more, &known, (0, 1, 1));
}

#[test]
fn what_the_file_does_not_say_stays() {
    let full = "customer_id,order_id,order_date,product,quantity,amount,discount,cost\n\
                1,A,2026-03-01 09:30,tea,2,10,1,4\n1,B,2026-03-02,cup,1,20,2,8\n1,B,2026-03-02,pot,1,30,3,9\n";
    let known = [
        "2026-03-01 9:30 10 off 1 cost 4 [tea×2 10]",
        "2026-03-02 50 off 5 cost 17 [cup×1 20, pot×1 30]",
    ];
    let head = "customer_id,order_id,order_date,amount\n";
    check(full, &format!("{head}1,A,2026-03-01,10\n1,B,2026-03-02,50\n"), &known, (0, 2, 0));
    // Of one line it is clear whose sum it is; of several only the whole changes.
    let changed = [
        "2026-03-01 9:30 12 off 1 cost 4 [tea×2 12]",
        "2026-03-02 60 off 5 cost 17 [cup×1 20, pot×1 30]",
    ];
    check(full, &format!("{head}1,A,2026-03-01,12\n1,B,2026-03-02,60\n"), &changed, (0, 0, 2));
    // Lines without their quantities and costs, and a discount in one of them only.
    let some = "customer_id,order_id,order_date,product,amount,discount\n\
                1,A,2026-03-01,tea,11,\n1,B,2026-03-02,pot,30,\n1,B,2026-03-02,cup,20,4\n";
    let changed = [
        "2026-03-01 9:30 11 off 1 cost 4 [tea×2 11]",
        "2026-03-02 50 off 7 cost 17 [pot×1 30, cup×1 20]",
    ];
    check(full, some, &changed, (0, 0, 2));
}

#[test]
fn an_order_of_which_a_row_was_left_out_is_left_alone() {
    let head = "customer_id,order_id,order_date,product,amount\n";
    let before = format!("{head}1,A,2026-03-01,tea,10\n1,A,2026-03-01,cup,20\n");
    let broken = format!("{head}1,A,2026-03-01,tea,10\n1,A,2026-03-01,cup,a lot\n");
    let (first, _) = import_into(&Tables::default(), before.as_bytes()).unwrap();
    let (then, report) = import(&first, &broken, OrderPolicy::TakeFile);
    assert_eq!(contents(&then), contents(&first));
    assert_eq!((report.n_orders_known, report.n_orders_changed), (1, 0));
}

#[test]
fn the_first_that_changed_are_told_by_number() {
    let head = "customer_id,order_id,order_date,amount\n";
    let file = |amount: u32| {
        let rows = (0..25).map(|n| format!("1,N{n},2026-03-01,{}\n", amount + n));
        format!("{head}{}", rows.collect::<String>())
    };
    let (first, _) = import_into(&Tables::default(), file(100).as_bytes()).unwrap();
    for policy in OrderPolicy::ALL {
        let (_, report) = import(&first, &file(200), policy);
        assert_eq!(report.n_orders_changed + report.n_orders_left, 25);
        assert_eq!(report.orders_different.len(), 20);
        let change = &report.orders_different[1];
        assert_eq!(change.key, "N1");
        let amounts = (change.before.amount, change.after.amount);
        assert_eq!(amounts, (Money(10_100), Money(20_100)));
    }
}

#[test]
fn a_closed_order_goes_and_a_changed_one_beside_it_changes() {
    let head = "customer_id,order_id,order_date,amount,order_status\n";
    let before = format!("{head}1,A,2026-03-01,10,已完成\n1,B,2026-03-02,20,已完成\n");
    let file = format!("{head}1,A,2026-03-01,10,已退款\n1,B,2026-03-02,25,已完成\n");
    check(&before, &file, &["2026-03-02 25 []"], (0, 0, 1));
}

proptest! {
    /// Exactly the orders that the file has otherwise are changed, and the same file again changes none.
    #[test]
    fn exactly_what_differs_is_changed(
        numbers in prop::collection::vec((prop::collection::vec(1..50_u32, 1..4), any::<bool>(), any::<bool>()), 1..30),
        with_lines: bool,
    ) {
        let head = match with_lines {
            true => "customer_id,order_id,order_date,product,amount\n",
            false => "customer_id,order_id,order_date,amount\n",
        };
        let file = |is_changed: bool| {
            let mut text = head.to_owned();
            for (n, (rows, changes, more)) in numbers.iter().enumerate() {
                let rows = match (is_changed && *changes, *more) {
                    (false, _) => rows.clone(),
                    (true, true) => rows.iter().copied().chain([7]).collect(),
                    (true, false) => rows.iter().map(|amount| amount + 1).collect(),
                };
                for (at, amount) in rows.iter().enumerate() {
                    let product = if with_lines { format!("p{at},") } else { String::new() };
                    text.push_str(&format!("{},N{n},2026-03-01,{product}{amount}\n", n % 5));
                }
            }
            text
        };
        let n_changed = numbers.iter().filter(|(_, changes, _)| *changes).count() as u32;
        let (first, _) = import(&Tables::default(), &file(false), OrderPolicy::TakeFile);
        let (then, report) = import(&first, &file(true), OrderPolicy::TakeFile);
        prop_assert_eq!(report.n_orders_changed, n_changed);
        prop_assert_eq!(report.n_orders_known + n_changed, numbers.len() as u32);
        let (fresh, _) = import(&Tables::default(), &file(true), OrderPolicy::TakeFile);
        prop_assert_eq!(orders(&then), orders(&fresh));
        let (again, report) = import(&then, &file(true), OrderPolicy::TakeFile);
        prop_assert_eq!(report.n_orders_changed, 0);
        prop_assert_eq!(contents(&again), contents(&then));
    }
}

#[test]
fn what_was_paid_back_is_taken_off_its_order() {
    // The sums of the orders that stay, in cents, and how many were closed.
    #[track_caller]
    fn check(file: &str, amounts: &[i64], n_closed: u32) {
        let (tables, report) = import_into(&Tables::default(), file.as_bytes()).unwrap();
        let chunks = tables.orders.chunks().iter();
        let kept: Vec<i64> = chunks.flat_map(|chunk| chunk.data().amounts.clone()).collect();
        let of_cents = |cents: &i64| Money::from_major(*cents as f64 / 100.0).0;
        assert_eq!(kept, amounts.iter().map(of_cents).collect::<Vec<_>>());
        assert_eq!(report.n_orders_closed, n_closed);
    }
    check(
        "订单编号,姓名,付款时间,实付金额,退款金额\nZ1,张三,2026-03-01,100,30.5\nZ2,张三,2026-03-02,50,\n\
         Z3,张三,2026-03-03,80,80\nZ4,张三,2026-03-04,60,-10\n",
        &[69_50, 50_00, 50_00],
        1,
    );
    // Of several products, one was sent back.
    check(
        "order id,name,order date,product,amount,Refund Amount\nA1,Ann,2026-03-01,tea,20,20\n\
         A1,Ann,2026-03-01,cup,15,\n",
        &[15_00],
        0,
    );
}

/// Of the same order, not of the same sale: what has no number is as often as it stands.
#[test]
fn a_row_of_an_order_that_stands_twice_is_pointed_out() {
    #[track_caller]
    fn check(file: &str, revenue: f64, rows: &[u64]) {
        let (tables, report) = import_into(&Tables::default(), file.as_bytes()).unwrap();
        let amounts = tables.orders.chunks().iter().flat_map(|chunk| &chunk.data().amounts);
        let all = Money(amounts.sum());
        assert_eq!((all.major(), report.n_rejected()), (revenue, 0), "both count: {file}");
        let told = report.doubts.iter().find(|count| count.doubt == Doubt::OrderRowTwice);
        let told = told.map(|count| (count.n_rows, count.rows.clone())).unwrap_or_default();
        assert_eq!(told, (rows.len() as u64, rows.to_vec()), "{file}");
    }
    let lines = "name,order no,order date,amount,product,quantity\n\
                 Ann,A1,2024-05-01,10,Tea,1\nAnn,A1,2024-05-01,5,Cup,1\n";
    check(lines, 15.0, &[]);
    check(&format!("{lines}Ann,A1,2024-05-01,5,Cup,1\nAnn,A1,2024-05-01,5,Cup,1\n"), 25.0, &[4, 5]);
    // Far from the first, and unlike it in one thing.
    let far = "Bo,B1,2024-05-01,10,Tea,1\nAnn,A1,2024-05-01,10,Tea,1\nAnn,A1,2024-05-01,10,Tea,2\n";
    check(&format!("{lines}{far}"), 45.0, &[5]);
    // Sums alone.
    let sums = "name,order no,order date,amount\nAnn,A1,2024-05-01,10\nAnn,A1,2024-05-01,10\n";
    check(&format!("{sums}Ann,A1,2024-05-01,20\n"), 40.0, &[3]);
    check("name,order date,amount\nAnn,2024-05-01,10\nAnn,2024-05-01,10\n", 20.0, &[]);
}
