//! Who is whom.

use meadow_core::domain::ids::CustomerId;
use meadow_core::table::tables::Tables;
use meadow_core::views::import::ImportReport;

use crate::reading::import_into;

/// Imports the files one after another; expected: customers afterwards as `key name phone email`, and
/// new, updated, unchanged of the last file.
#[track_caller]
fn check(files: &[&str], customers: &[&str], counts: (u32, u32, u32)) -> Tables {
    let mut tables = Tables::default();
    let mut report = ImportReport::default();
    for file in files {
        (tables, report) = import_into(&tables, file.as_bytes()).unwrap();
    }
    let found: Vec<String> = tables
        .customers
        .iter()
        .map(|c| format!("{} {} {} {}", c.key, c.name, c.phone, c.email).trim().to_owned())
        .collect();
    assert_eq!(found, customers);
    assert_eq!(
        (report.n_customers_new, report.n_customers_updated, report.n_customers_unchanged),
        counts
    );
    tables
}

#[test]
fn by_number_first() {
    check(
        &[
            "客户编号,姓名\n001,林雨晴\n002,赵明宇\n",
            "客户编号,姓名,手机\n002,赵明宇,13900139000\n003,胡佳,\n1,别人,\n",
        ],
        &["001 林雨晴", "002 赵明宇 13900139000", "003 胡佳", "1 别人"],
        (2, 1, 0),
    );
}

#[test]
fn then_by_telephone_in_any_dress() {
    check(
        &["姓名,手机\n林雨晴,138 0013 8017\n", "手机,邮箱\n+86-13800138017,lin@example.cn\n"],
        &["林雨晴 138 0013 8017 lin@example.cn"],
        (0, 1, 0),
    );
}

#[test]
fn then_by_mail_whatever_its_case() {
    check(
        &["name,email\nAnna Fischer,anna@example.com\n", "name,email\n,ANNA@example.com\n"],
        &["Anna Fischer  anna@example.com"],
        (0, 0, 1),
    );
}

#[test]
fn two_numbers_on_one_telephone_are_two_people() {
    check(
        &["客户编号,姓名,手机\n1,林雨晴,13800138017\n2,林建国,13800138017\n"],
        &["1 林雨晴 13800138017", "2 林建国 13800138017"],
        (2, 0, 0),
    );
}

#[test]
fn a_number_is_given_to_whom_the_telephone_finds() {
    check(
        &["姓名,手机\n林雨晴,13800138017\n", "客户编号,手机\n001,13800138017\n"],
        &["001 林雨晴 13800138017"],
        (0, 1, 0),
    );
}

#[test]
fn names_match_only_where_there_is_nothing_better() {
    check(
        &["姓名,公司\n林雨晴,云朵商贸\n林雨晴,河畔宠物\n林雨晴,云朵商贸\n"],
        &["林雨晴", "林雨晴"],
        (2, 0, 0),
    );
    check(
        &["姓名,手机\n林雨晴,13800138017\n林雨晴,13900139000\n"],
        &["林雨晴 13800138017", "林雨晴 13900139000"],
        (2, 0, 0),
    );
    check(
        &["姓名,手机\n林雨晴,13800138017\n", "姓名\n林雨晴\n"],
        &["林雨晴 13800138017"],
        (0, 0, 1),
    );
}

#[test]
fn blanks_never_erase_and_later_rows_of_the_file_win() {
    let tables = check(
        &[
            "客户编号,姓名,小区\n1,林雨晴,柳荫公寓\n",
            "客户编号,姓名,小区\n1,,河畔公寓\n1,,枫林苑\n1,,\n",
        ],
        &["1 林雨晴"],
        (0, 1, 0),
    );
    assert_eq!(tables.customers.get(CustomerId(1)).unwrap().region, "枫林苑");
}

#[test]
fn orders_may_bring_customers_known_by_number_only() {
    let tables = check(
        &[
            "客户编号,姓名\n1,林雨晴\n",
            "客户编号,下单时间,实付金额\n1,2026-03-12,10\n2,2026-03-12,20\n",
        ],
        &["1 林雨晴", "2"],
        (1, 0, 1),
    );
    assert_eq!(tables.orders.of_customer(CustomerId(1)).len(), 1);
}

#[test]
fn who_brought_whom_is_kept_as_text() {
    let tables = check(
        &["客户编号,姓名,推荐人\n1,林雨晴,2\n2,赵明宇,\n"],
        &["1 林雨晴", "2 赵明宇"],
        (2, 0, 0),
    );
    assert_eq!(tables.customers.get(CustomerId(1)).unwrap().referred_by_key, "2");
}
