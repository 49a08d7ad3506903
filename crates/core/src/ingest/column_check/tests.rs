use super::SampleCheck;
use crate::domain::day::Day;
use crate::domain::zone::Zone;
use crate::views::import::{ColumnRole, DateOrder, Dialect, ImportMapping, ValueKind};
use crate::views::import_check::{Becomes, CellTrouble, ColumnCheck, DateDecision, Spread};
use CellTrouble::{
    DayOrMonth, DigitsLost, FarFromOthers, InFuture, KeyTwice, LongAgo, MaskedPhone, Negative,
    NotADate, NotANumber, NotYesOrNo, OutOfRange, PhoneLength, UnknownWord,
};

fn today() -> Day {
    Day::from_ymd(2026, 11, 21).unwrap_or_default()
}

fn check_rows(roles: &[ColumnRole], dialect: Dialect, rows: &str) -> Vec<ColumnCheck> {
    let mapping = ImportMapping::new(Dialect { has_header: false, ..dialect }, roles.to_vec());
    let sample = SampleCheck::new(rows.as_bytes(), true, &mapping, today()).unwrap();
    (0..sample.n_columns()).map(|at| sample.check(at)).collect()
}

fn check_column(role: ColumnRole, cells: &[&str]) -> ColumnCheck {
    // A second column, so that no line is blank.
    let rows: String = cells.iter().map(|cell| format!("\"{cell}\",.\n")).collect();
    check_rows(&[role, ColumnRole::Skip], Dialect::default(), &rows).swap_remove(0)
}

/// The cells of one column, and how many are empty, valid, suspicious and invalid.
#[track_caller]
fn check(
    role: ColumnRole,
    cells: &[&str],
    counts: [u32; 4],
    troubles: &[(CellTrouble, u32)],
) -> ColumnCheck {
    let found = check_column(role, cells);
    let n = [found.n_empty, found.n_valid, found.n_suspicious, found.n_invalid];
    assert_eq!((n, &found.troubles[..]), (counts, troubles));
    assert_eq!(found.n_rows as usize, cells.len());
    found
}

#[test]
fn cells_are_read_as_what_their_column_becomes() {
    use ColumnRole::{
        BirthYear, ConsentSms, Member, OptedOut, OrderAmount, OrderDate, Phone, Quantity,
        SpendingPower, Stage,
    };
    check(
        Phone,
        &["138 0013 8017", "138****8000", "1380013", "", "-"],
        [2, 1, 2, 0],
        &[(PhoneLength, 1), (MaskedPhone, 1)],
    );
    check(
        OrderAmount,
        &["¥1,234.50", "1.2万", "一百", "(98)"],
        [0, 2, 1, 1],
        &[(NotANumber, 1), (Negative, 1)],
    );
    check(Quantity, &["2", "3件", "two"], [0, 2, 0, 1], &[(NotANumber, 1)]);
    check(
        OrderDate,
        &["2026-03-05", "2026-02-30", "03/04/2026", "2027-01-01", "1900-01-01"],
        [0, 1, 2, 2],
        &[(NotADate, 1), (DayOrMonth, 1), (InFuture, 1), (LongAgo, 1)],
    );
    check(
        BirthYear,
        &["1996", "1988年", "28", "1990-05-12", "1900", "1850", "90后"],
        [0, 4, 1, 2],
        &[(NotADate, 1), (OutOfRange, 1), (LongAgo, 1)],
    );
    check(
        SpendingPower,
        &["高", "72", "300", "rich"],
        [0, 2, 0, 2],
        &[(UnknownWord, 1), (OutOfRange, 1)],
    );
    check(Member, &["金卡会员", "否", "blue"], [0, 2, 0, 1], &[(NotYesOrNo, 1)]);
    check(ConsentSms, &["同意", "N", "some day"], [0, 2, 0, 1], &[(NotYesOrNo, 1)]);
    check(OptedOut, &["是", "已退订", "2026-03-05", "maybe"], [0, 3, 0, 1], &[(NotYesOrNo, 1)]);
    check(Stage, &["意向客户", "green"], [0, 1, 0, 1], &[(UnknownWord, 1)]);
}

/// An import leaves such a cell blank; in a note the words say something.
#[test]
fn words_for_no_contact_are_empty_cells() {
    check(ColumnRole::Phone, &["13800138017", "无", "N/A", "none"], [3, 1, 0, 0], &[]);
    check(
        ColumnRole::Email,
        &["ann@x.com", "暂无", "a@x.com; b@x.com"],
        [1, 1, 1, 0],
        &[(CellTrouble::OddEmail, 1)],
    );
    check(ColumnRole::Note, &["calls back", "无"], [0, 2, 0, 0], &[]);
}

#[test]
fn a_column_to_be_left_out_is_described_as_it_looks() {
    let found = check(ColumnRole::Skip, &["¥5", "¥7", "¥9", "x"], [0, 3, 0, 1], &[(NotANumber, 1)]);
    assert_eq!(found.reads_as, ValueKind::Money);
    // Days ahead are nothing odd where nobody says what they are.
    let found = check(ColumnRole::Skip, &["2030-01-01", "2031-01-01"], [0, 2, 0, 0], &[]);
    assert_eq!(found.reads_as, ValueKind::Date);
    let found = check(ColumnRole::Skip, &["", "-"], [2, 0, 0, 0], &[]);
    assert_eq!((found.reads_as, found.spread), (ValueKind::Empty, Spread::Nothing));
}

#[test]
fn examples_show_every_trouble_before_one_twice() {
    let cells = ["8000", "8001", "8002", "8003", "1380013", "同微信", "见备注", "13800138017"];
    let found = check_column(ColumnRole::Phone, &cells);
    let shown: Vec<(u64, &str)> =
        found.examples.iter().map(|example| (example.row, example.value.as_str())).collect();
    assert_eq!(shown, [(6, "同微信"), (7, "见备注"), (1, "8000"), (5, "1380013"), (2, "8001")]);
}

#[test]
fn keys_that_stand_twice() {
    use ColumnRole::{CustomerKey, Name, OrderAmount, OrderDate, OrderKey};
    let people =
        check_rows(&[CustomerKey, Name], Dialect::default(), "1,Ann\n2,Bo\n1,Cy\n,Di\n,Ed\n");
    assert_eq!(people[0].troubles, [(KeyTwice, 2)]);
    let roles = [OrderKey, CustomerKey, OrderDate, OrderAmount];
    let orders = "A1,7,2026-03-05,5\n\
        A1,7,2026-03-05,6\n\
        A2,7,2026-03-05,5\n\
        A2,8,2026-03-05,5\n\
        A3,8,2026-03-05,5\n\
        A3,8,2026-03-09,-5\n\
        A4,8,2026-03-05,5\n\
        A4,8,2026-03-06,5\n";
    let orders = check_rows(&roles, Dialect::default(), orders);
    let rows: Vec<u64> = orders[0].examples.iter().map(|example| example.row).collect();
    assert_eq!((&orders[0].troubles[..], rows), (&[(KeyTwice, 4)][..], vec![3, 4, 7, 8]));
    assert_eq!(orders[1].troubles, []);
}

/// Before they are called repeated: that they are alike is what was lost.
#[test]
fn numbers_that_a_spreadsheet_has_cut_short() {
    use ColumnRole::{CustomerKey, OrderAmount, OrderKey, Phone};
    let keys = ["4.13262E+18", "4.13262E+18", "123456789012345000", "4132621234567890123", "A1"];
    check(CustomerKey, &keys, [0, 2, 3, 0], &[(DigitsLost, 3)]);
    check(ColumnRole::custom("card"), &keys, [0, 2, 3, 0], &[(DigitsLost, 3)]);
    // One zero may be a number's own, until every one has it.
    check(OrderKey, &["1234567890123450", "1234567890123456"], [0, 2, 0, 0], &[]);
    let ending_so = ["1234567890123450", "1234567890123460", "1234567890123470", "7"];
    check(OrderKey, &ending_so, [0, 1, 3, 0], &[(DigitsLost, 3)]);
    // Nothing is left to dial, and money is no number of anything.
    check(Phone, &["1.38001E+10", "13800138017"], [0, 1, 0, 1], &[(CellTrouble::NotAPhone, 1)]);
    check(OrderAmount, &["4.1E+18", "5"], [0, 1, 0, 1], &[(NotANumber, 1)]);
}

#[test]
fn values_far_from_the_others() {
    let mut cells: Vec<String> = (0..40).map(|n| format!("{}", 30 + n * 7)).collect();
    cells.push("98000".to_owned());
    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
    let found = check(ColumnRole::OrderAmount, &cells, [0, 40, 1, 0], &[(FarFromOthers, 1)]);
    let far: Vec<&str> = found.outliers.iter().map(|example| example.value.as_str()).collect();
    assert_eq!((far, found.examples), (vec!["98000"], Vec::new()));
}

#[test]
fn how_the_order_of_dates_was_decided() {
    let dialect = Dialect { date_order: DateOrder::DayMonthYear, ..Dialect::default() };
    let rows = "25/12/2025\n03/04/2026\n2026-03-05\n45321\n12/25/2025\n";
    let found = check_rows(&[ColumnRole::OrderDate], dialect, rows).swap_remove(0);
    let expected = DateDecision {
        order: DateOrder::DayMonthYear,
        n_plain: 1,
        n_day_first: 1,
        n_month_first: 1,
        n_either: 1,
        n_serials: 1,
        n_converted: 0,
        n_other_clock: 0,
    };
    assert_eq!(found.dates, Some(expected));
    assert_eq!((found.n_valid, found.troubles), (4, vec![(NotADate, 1)]));
}

/// Midnight is no time, and no clock is turned where the workspace's is not known.
#[test]
fn times_by_another_clock_are_counted() {
    let rows = "2026-03-12T20:30:00Z,.\n2026-03-12T00:00:00Z,.\n2026-03-12 20:30,.\n";
    let roles = vec![ColumnRole::OrderDate, ColumnRole::Skip];
    let mapping = ImportMapping::new(Dialect { has_header: false, ..Dialect::default() }, roles);
    for (zone, n_converted, n_other_clock) in [("Asia/Shanghai", 1, 0), ("Mars/Olympus", 0, 1)] {
        let sample = SampleCheck::new(rows.as_bytes(), true, &mapping, today()).unwrap();
        let found = sample.in_zone(Zone::of(zone)).check(0);
        let counts = found.dates.map(|dates| (dates.n_converted, dates.n_other_clock));
        assert_eq!(counts, Some((n_converted, n_other_clock)), "{zone}");
    }
}

#[test]
fn what_becomes_something_else_is_told() {
    use crate::domain::consent::Permission;
    use crate::domain::workspace::FieldKind;
    use Becomes::{
        ClosedOrder, Day as OfDay, Female, Male, No, NotKnown, Number, PaidOrder, SpendingPower,
        Year, Yes,
    };
    #[track_caller]
    fn check(role: ColumnRole, cells: &[&str], expected: &[(&str, Becomes, u32)]) {
        let found = check_column(role, cells).translated;
        let found: Vec<_> =
            found.iter().map(|t| (t.value.as_str(), t.becomes, t.n_cells)).collect();
        assert_eq!(found, expected);
    }
    let own = |kind| ColumnRole::Custom { label: "own".into(), kind };
    check(
        own(Some(FieldKind::YesNo)),
        &["有", "√", "N", "√", "?"],
        &[("√", Yes, 2), ("有", Yes, 1), ("N", No, 1)],
    );
    check(
        ColumnRole::Sex,
        &["男", "M", "x", "未知", "男"],
        &[("男", Male, 2), ("M", Male, 1), ("未知", NotKnown, 1)],
    );
    check(ColumnRole::Sex, &["F"], &[("F", Female, 1)]);
    check(
        ColumnRole::OrderAmount,
        &["¥1,234.50", "12", "80.5"],
        &[("¥1,234.50", Number(1234.5), 1)],
    );
    let fifth = Day::from_ymd(2024, 3, 5).unwrap();
    check(
        ColumnRole::OrderDate,
        &["2024年3月5日", "2024-03-05"],
        &[("2024年3月5日", OfDay(fifth), 1)],
    );
    check(ColumnRole::BirthYear, &["1988", "1990-05-12"], &[("1990-05-12", Year(1990), 1)]);
    check(ColumnRole::SpendingPower, &["高", "72"], &[("高", SpendingPower(80), 1)]);
    // Also what counts, for a word that should not; what does not comes first.
    check(
        ColumnRole::OrderStatus,
        &["已退回", "交易成功", "作废", "交易成功"],
        &[("作废", ClosedOrder, 1), ("交易成功", PaidOrder, 2), ("已退回", PaidOrder, 1)],
    );
    let refused = Becomes::Permission(Permission::Refused);
    check(
        ColumnRole::ConsentSms,
        &["退订", "未知"],
        &[("退订", refused, 1), ("未知", NotKnown, 1)],
    );
    check(ColumnRole::Name, &["林雨晴"], &[]);
}

#[test]
fn a_sex_that_is_no_word_of_ours_is_pointed_out() {
    check(
        ColumnRole::Sex,
        &["女", "m", "x", "保密"],
        [0, 3, 1, 0],
        &[(CellTrouble::KeptAsWritten, 1)],
    );
}

/// 1985 is a year, and an amount of 1,985 is not.
#[test]
fn years_are_told_from_numbers() {
    let is_of_years = |header: &str, role: ColumnRole, cells: [&str; 3]| {
        let rows = format!("{header},x\n{},.\n{},.\n{},.\n", cells[0], cells[1], cells[2]);
        let mapping = ImportMapping::new(Dialect::default(), vec![role, ColumnRole::Skip]);
        let sample = SampleCheck::new(rows.as_bytes(), true, &mapping, today()).unwrap();
        match sample.check(0).spread {
            Spread::Years(_) => true,
            Spread::Numbers(_) => false,
            other => panic!("{other:?}"),
        }
    };
    let years = ["1985", "1990", "2001"];
    assert!(is_of_years("born", ColumnRole::BirthYear, ["1985", "1990-02-03", "1970"]));
    assert!(is_of_years("入会年份", ColumnRole::custom("入会年份"), years));
    assert!(is_of_years("Year joined", ColumnRole::custom("Year joined"), years));
    assert!(!is_of_years("spent", ColumnRole::custom("spent"), years));
    assert!(!is_of_years("年消费", ColumnRole::custom("年消费"), ["1985", "12000", "300"]));
    assert!(!is_of_years("years known", ColumnRole::custom("years known"), ["3", "12", "1"]));
}

/// Of each sign how many cells have it, and how many are said to be in another currency.
#[test]
fn money_of_several_currencies_is_not_one_sum() {
    #[track_caller]
    fn check(settled: Option<&str>, cells: &[&str], told: &[(&str, u32)], n_others: u32) {
        let rows: String = cells.iter().map(|cell| format!("\"{cell}\",.\n")).collect();
        let dialect = Dialect { has_header: false, ..Dialect::default() };
        let roles = vec![ColumnRole::custom("deposit"), ColumnRole::Skip];
        let mapping = ImportMapping::new(dialect, roles);
        let sample = SampleCheck::new(rows.as_bytes(), true, &mapping, today()).unwrap();
        let found = sample.in_currency(settled.map(str::to_owned)).check(0);
        let counts: Vec<_> =
            found.currencies.iter().map(|count| (count.sign.as_str(), count.n_cells)).collect();
        assert_eq!(counts, told, "{cells:?}");
        let others = found.troubles.iter().find(|(why, _)| *why == CellTrouble::OtherCurrency);
        assert_eq!(others.map_or(0, |(_, n)| *n), n_others, "{cells:?}");
        assert_eq!(found.n_invalid, 0);
    }
    let mixed = ["¥1,200", "$50", "￥80", "HK$70", "90"];
    check(None, &mixed, &[("¥", 1), ("$", 1), ("￥", 1), ("HK$", 1)], 2);
    check(Some("CNY"), &mixed, &[("¥", 1), ("$", 1), ("￥", 1), ("HK$", 1)], 2);
    check(Some("USD"), &mixed, &[("¥", 1), ("$", 1), ("￥", 1), ("HK$", 1)], 3);
    check(Some("USD"), &["$1", "$2", "CHF 3"], &[("$", 2), ("CHF", 1)], 1);
    check(None, &["$1", "US$2", "USD 3"], &[], 0);
    check(Some("CNY"), &["¥1", "2元", "RMB 3"], &[], 0);
}
