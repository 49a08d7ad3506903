//! Order lists as Chinese stock and till programs write them, and words of an order's status.

use meadow_core::domain::money::Money;
use meadow_core::table::tables::Tables;
use meadow_core::views::import::{ColumnRole, Doubt};

use crate::reading::{import_into, look_at, roles};

/// D1 came to 90 + 80 in two rows; of D2 to D4 no money stayed.
const LIST: &str = "单据编号,单据日期,手机,原价,优惠后金额,状态\n\
    D1,2026-03-01,13800138001,100,90,已完成\nD1,2026-03-01,13800138001,80,80,已完成\n\
    D2,2026-03-02,13800138001,50,45,作废\nD3,2026-03-03,13800138002,60,60,退货成功\n\
    D4,2026-03-04,13800138002,70,70,已撤销\n";

#[test]
fn what_was_paid_comes_in_and_what_was_cancelled_does_not() {
    let seen = look_at(LIST.as_bytes()).unwrap();
    assert_eq!(
        roles(&seen),
        [
            ColumnRole::OrderKey,
            ColumnRole::OrderDate,
            ColumnRole::Phone,
            ColumnRole::custom("原价"),
            ColumnRole::OrderAmount,
            ColumnRole::OrderStatus,
        ]
    );
    let (tables, report) = import_into(&Tables::default(), LIST.as_bytes()).unwrap();
    assert_eq!((report.n_orders, report.n_orders_closed), (1, 3));
    let amounts = tables.orders.chunks().iter().flat_map(|chunk| chunk.data().amounts.clone());
    assert_eq!(amounts.map(Money).sum::<Money>(), Money::from_major(170.0));
}

/// Of an order that was cancelled nothing else would tell; and a list of people has no orders' status.
#[test]
fn a_bare_status_is_what_its_words_speak_of() {
    #[track_caller]
    fn check(header: &str, rows: [[&str; 2]; 3], expected: [ColumnRole; 2]) {
        let mut file = format!("手机,日期,金额,{header}\n");
        for (at, row) in rows.iter().enumerate() {
            let (n, [one, other]) = (at + 1, row);
            file.push_str(&format!("1380013800{n},2026-03-1{n},{n}0,{one},{other}\n"));
        }
        assert_eq!(roles(&look_at(file.as_bytes()).unwrap())[3..], expected, "{file}");
    }
    let own = || ColumnRole::custom("等级");
    for name in ["状态,等级", "Status,等级"] {
        let of_orders = || [ColumnRole::OrderStatus, own()];
        check(name, [["已完成", "高级"], ["作废", "低级"], ["已完成", "低级"]], of_orders());
        check(name, [["已成交", "高级"], ["已发货", "低级"], ["已签收", "低级"]], of_orders());
        check(name, [["已成交", "高级"], ["已取消", "低级"], ["已成交", "低级"]], of_orders());
        let rows = [["潜在", "高级"], ["意向", "低级"], ["老客", "低级"]];
        check(name, rows, [ColumnRole::Stage, own()]);
    }
    let rows = [["意向", "已付款"], ["已成交", "已撤销"], ["意向", "已付款"]];
    check("客户状态,状态", rows, [ColumnRole::Stage, ColumnRole::OrderStatus]);

    let people = "姓名,手机,状态\n林雨晴,13800138001,正常\n赵明宇,13800138002,冻结\n";
    let found = roles(&look_at(people.as_bytes()).unwrap());
    assert_eq!(found, [ColumnRole::Name, ColumnRole::Phone, ColumnRole::custom("状态")]);
}

/// Three at 20.50 are 61.50, if the price is of one.
#[test]
fn a_price_beside_several_pieces_may_be_of_one() {
    for (name, expected) in
        [("Price", vec![(Doubt::MaybeOnePiece, vec![2])]), ("Total price", vec![])]
    {
        let file = format!(
            "Name,Mobile,Order date,Product,Qty,{name}\n\
             Ann Lee,13800138001,2026-03-01,Tea,3,20.50\n\
             Ann Lee,13800138001,2026-03-02,Tea,1,20.50\n"
        );
        assert_eq!(roles(&look_at(file.as_bytes()).unwrap())[5], ColumnRole::OrderAmount);
        let (_, report) = import_into(&Tables::default(), file.as_bytes()).unwrap();
        let told: Vec<_> =
            report.doubts.iter().map(|count| (count.doubt, count.rows.clone())).collect();
        assert_eq!((report.n_orders, told), (2, expected));
    }
}
