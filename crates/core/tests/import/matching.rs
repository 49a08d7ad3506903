//! Who is whom.

use meadow_core::domain::ids::CustomerId;
use meadow_core::table::tables::Tables;
use meadow_core::views::import::{Doubt, ImportReport, JoinedName, RejectReason};

use crate::reading::{contents, import_into, rejected};

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

/// A list of people, brought in twice: the first time everybody is new, the second time nobody.
#[track_caller]
fn check_namesakes(file: &str, n_people: u32) {
    let (once, first) = import_into(&Tables::default(), file.as_bytes()).unwrap();
    assert_eq!((first.n_customers_new, first.doubts.len()), (n_people, 0));
    let (twice, again) = import_into(&once, file.as_bytes()).unwrap();
    assert_eq!(contents(&once), contents(&twice));
    let counts = (again.n_customers_new, again.n_customers_updated, again.n_customers_unchanged);
    assert_eq!((counts, again.doubts.len()), ((0, 0, n_people), 0));
}

#[test]
fn a_name_alone_is_no_identity_in_a_list_of_people() {
    check_namesakes("name,phone,city,note\nWei Lin,,Hefei,cat\nWei Lin,,Xiamen,dog\n", 2);
    check_namesakes("name,city\nWei Lin,Hefei\nWei Lin,Hefei\nWei Lin,\n", 3);
    check_namesakes("name,note\nWei Lin,cat\nWei Lin,dog\nWei Lin,\n", 3);
    check_namesakes("姓名,公司\n林雨晴,云朵商贸\n林雨晴,河畔宠物\n林雨晴,云朵商贸\n", 3);
    check_namesakes("姓名,手机\n林雨晴,13800138017\n林雨晴,13900139000\n林雨晴,\n", 3);
    check_namesakes(
        "姓名,生日,预算,标签,宠物名\n林雨晴,1996-05-01,1.2万,狗,麻糬\n林雨晴,,,猫,\n",
        2,
    );
}

#[test]
fn who_says_something_new_or_less_is_somebody_else() {
    check(
        &["name,city\nWei Lin,Hefei\n", "name,city\nWei Lin,Xiamen\nWei Lin,\nWei Lin,Hefei\n"],
        &["Wei Lin", "Wei Lin", "Wei Lin"],
        (2, 0, 1),
    );
    check(
        &["姓名,手机\n林雨晴,13800138017\n", "姓名,手机\n林雨晴,\n胡佳,13900139000\n"],
        &["林雨晴 13800138017", "林雨晴", "胡佳 13900139000"],
        (2, 0, 0),
    );
    // A list of nothing but names: the name is all it says.
    check(
        &["姓名,手机\n林雨晴,13800138017\n", "姓名\n林雨晴\n林雨晴\n"],
        &["林雨晴 13800138017", "林雨晴"],
        (1, 0, 1),
    );
}

/// What should be looked at, with the rows.
#[track_caller]
fn check_doubts(known: &str, file: &str, n_people: usize, doubts: &[(Doubt, u64, &[u64])]) {
    let (before, _) = import_into(&Tables::default(), known.as_bytes()).unwrap();
    let (tables, report) = import_into(&before, file.as_bytes()).unwrap();
    let found: Vec<(Doubt, u64, &[u64])> =
        report.doubts.iter().map(|count| (count.doubt, count.n_rows, &count.rows[..])).collect();
    assert_eq!((tables.customers.len(), found.as_slice()), (n_people, doubts));
}

#[test]
fn orders_by_name_alone_are_told() {
    check_doubts(
        "姓名,手机\n林雨晴,13800138017\n",
        "姓名,下单日期,金额\n林雨晴,2026-03-12,10\n赵明宇,2026-03-13,20\n赵明宇,2026-03-14,30\n",
        2,
        &[(Doubt::NameAlone, 2, &[2, 4])],
    );
    check_doubts(
        "客户编号,姓名\n1,林雨晴\n",
        "客户编号,下单日期,金额\n1,2026-03-12,10\n1,2026-03-13,20\n",
        1,
        &[],
    );
}

#[test]
fn rows_taken_for_one_person_are_told() {
    check_doubts(
        "id,name\n9,Ann Lee\n",
        "id,name,phone\n1,Ann Bell,13800138001\n1,ann  bell,\n2,Bo Tan,13800138002\n9,Ann Lee,\n",
        3,
        &[(Doubt::AgainInFile, 1, &[3])],
    );
}

#[test]
fn names_that_contradict_are_told() {
    let text =
        "id,name,phone\n7,Zhao Min,13800138007\n8,Sun Li,\n7,Qian Bo,13900139008\n7,Zhao Min,\n";
    check_doubts(
        "id,name\n9,Ann Lee\n",
        text,
        4,
        &[(Doubt::AgainInFile, 1, &[5]), (Doubt::NumberOfAnother, 2, &[2, 4])],
    );
    check_doubts(
        "id,name\n7,Ann Lee\n",
        "id,name\n7,Bo Tan\n",
        2,
        &[(Doubt::NumberOfAnother, 1, &[2])],
    );
    // Written otherwise it is one name, and the later way stays.
    check_doubts(
        "id,name\n7,Ann Lee\n",
        "id,name\n7,Lee Ann\n",
        1,
        &[(Doubt::NamesUnderOneKey, 1, &[2])],
    );
    check_doubts(
        "id,name\n9,Ann Lee\n",
        "name,phone\nBo Tan,13800138007\nCy Tan,13800138007\n",
        3,
        &[(Doubt::SharesContact, 1, &[3])],
    );
}

/// Whoever shares a contact and has another name stays somebody else until it has been looked at;
/// the same file again knows both.
#[test]
fn a_shared_contact_joins_nobody_whose_name_contradicts() {
    let file = "姓名,手机\n林雨晴,13800138017\n赵明宇,13800138017\n林雨晴,138 0013 8017\n";
    let people = ["林雨晴 13800138017", "赵明宇 13800138017"];
    check(&[file], &people, (2, 0, 0));
    check(&[file, file], &people, (0, 0, 2));
    // Written in another way it is the same name, and the one we know stays.
    check(
        &["姓名,手机\n王小明,13800138017\n", "姓名,手机\nWang Xiaoming,13800138017\n"],
        &["王小明 13800138017"],
        (0, 0, 1),
    );
}

/// Whose name a row writes otherwise than here is told with both names and the contact they have in
/// common; the same name, the user's own number and a chosen key tell nothing.
#[test]
fn joins_by_a_contact_are_told() {
    let known = "编号,姓名,手机,邮箱\n1,王小明,13800138017,\n2,Ann Lee,,ann@example.com\n\
                 3,林雨晴,13900139000,\n";
    let (before, _) = import_into(&Tables::default(), known.as_bytes()).unwrap();
    let told = |file: &str| -> Vec<String> {
        let (_, report) = import_into(&before, file.as_bytes()).unwrap();
        assert_eq!(report.n_joined as usize, report.joined.len());
        let line = |joined: &JoinedName| {
            format!("{} {} → {} {:?}", joined.row, joined.name, joined.known, joined.by)
        };
        report.joined.iter().map(line).collect()
    };
    let file = "姓名,手机,邮箱\nWang Xiaoming,13800138017,\nLee Ann,,Ann@example.com\n\
                林雨晴,13900139000,\nWANG XIAOMING,13800138017,\nWang Xiaoming,13800138017,\n";
    assert_eq!(
        told(file),
        [
            "2 Wang Xiaoming → 王小明 Phone",
            "3 Lee Ann → Ann Lee Email",
            "5 WANG XIAOMING → 王小明 Phone",
        ]
    );
    assert_eq!(told("编号,姓名,手机\n1,Wang Xiaoming,13800138017\n"), [""; 0]);
}

#[test]
fn wechat_and_a_companys_number_are_identities_too() {
    check(
        &["姓名,微信号\n林雨晴,lin_8800\n", "姓名,微信号,手机\n林雨晴,Lin_8800,13800138017\n"],
        &["林雨晴 13800138017"],
        (0, 1, 0),
    );
    let companies = "公司名称,统一社会信用代码,联系人\n云朵商贸,91350100M000100Y43,林雨晴\n\
                     云朵商贸,91350100M000100Y43,赵明宇\n";
    check(&[companies], &["林雨晴", "赵明宇"], (2, 0, 0));
    check(&[companies, companies], &["林雨晴", "赵明宇"], (0, 0, 2));
    // A large company has two of a name.
    let namesakes = "姓名,统一社会信用代码,手机\n王伟,91350100M000100Y43,13800138017\n\
                     王伟,91350100M000100Y43,13900139000\n";
    let both = ["王伟 13800138017", "王伟 13900139000"];
    check(&[namesakes], &both, (2, 0, 0));
    check(&[namesakes, namesakes], &both, (0, 0, 2));
}

#[test]
fn a_name_that_several_have_says_of_no_order_whose_it_is() {
    let (before, _) = import_into(
        &Tables::default(),
        "姓名,手机\n林雨晴,13800138017\n林雨晴,13900139000\n赵明宇,13700137000\n".as_bytes(),
    )
    .unwrap();
    let file = "姓名,下单日期,金额\n林雨晴,2026-03-12,10\n赵明宇,2026-03-13,20\n";
    let (after, report) = import_into(&before, file.as_bytes()).unwrap();
    assert_eq!(rejected(&report), [(RejectReason::AmbiguousName, 2, "林雨晴")]);
    assert_eq!((after.customers.len(), after.orders.len()), (3, 1));
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

#[test]
fn where_an_order_came_from_is_not_how_its_customer_came() {
    let tables = check(
        &[
            "客户编号,姓名,客户来源\n1,林雨晴,老客户介绍\n2,赵明宇,\n",
            "客户编号,下单日期,金额,客户来源\n1,2025-03-05,100,小程序\n2,2025-03-05,80,门店\n2,2025-03-09,80,小程序\n",
        ],
        &["1 林雨晴", "2 赵明宇"],
        (0, 1, 1),
    );
    let sources: Vec<&str> = tables.customers.iter().map(|c| c.lead_source.as_str()).collect();
    assert_eq!(sources, ["老客户介绍", "门店"]);
}

/// 姓名 + 尾号, as shops keep their lists: the known people, a row, and whom it went to.
#[test]
fn a_name_and_the_end_of_a_number_find_the_one_they_fit() {
    let known = "姓名,手机\n林雨晴,13800138017\n林雨晴,13900139000\n赵明宇,13700138017\n\
                 王芳,13611110000\n王芳,13622220000\n";
    let (known, _) = import_into(&Tables::default(), known.as_bytes()).unwrap();
    #[track_caller]
    fn check(known: &Tables, row: &str, expected: (u64, &[(Doubt, u64)])) {
        let file = format!("姓名,手机尾号,小区\n{row}\n");
        let (after, report) = import_into(known, file.as_bytes()).unwrap();
        let n_new = after.customers.len() - known.customers.len();
        let doubts: Vec<_> =
            report.doubts.iter().map(|count| (count.doubt, count.n_rows)).collect();
        assert_eq!((n_new as u64, &doubts[..]), expected, "{row}");
        if n_new == 0 {
            // What the row adds is there, and what it shows of the number is not noted beside it.
            let told: Vec<_> = after.customers.iter().filter(|row| row.region == "河畔").collect();
            assert_eq!(told.len(), 1, "{row}");
            assert!(told[0].notes.is_empty(), "{row}");
        }
        let (again, _) = import_into(&after, file.as_bytes()).unwrap();
        assert_eq!(contents(&again), contents(&after), "the same once more: {row}");
    }
    check(&known, "林雨晴,8017,河畔", (0, &[(Doubt::NameAndEnd, 1)]));
    check(&known, "林雨晴,尾号9000,河畔", (0, &[(Doubt::NameAndEnd, 1)]));
    check(&known, "赵明宇,137****8017,河畔", (0, &[(Doubt::NameAndEnd, 1)]));
    // Nobody of that name, or no number that ends so.
    check(&known, "赵明,8017,河畔", (1, &[]));
    check(&known, "林雨晴,1234,河畔", (1, &[]));
    // Of two whom it fits it says nothing: the row waits.
    let file = "姓名,手机尾号,小区\n王芳,0000,河畔\n赵明,8017,河畔\n";
    let (after, report) = import_into(&known, file.as_bytes()).unwrap();
    assert_eq!(rejected(&report), [(RejectReason::AmbiguousName, 2, "王芳")]);
    assert_eq!(after.customers.len(), known.customers.len() + 1);
}
