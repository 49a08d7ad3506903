//! Whole files as people have them.

use meadow_core::domain::consent::{Channel, Permission};
use meadow_core::domain::customer::Stage;
use meadow_core::domain::day::Day;
use meadow_core::domain::money::Money;
use meadow_core::segments::derive;
use meadow_core::table::query::{columns, matching_ids};
use meadow_core::table::tables::Tables;
use meadow_core::views::import::ColumnRole::Stage as StageRole;
use meadow_core::views::import::ColumnRole::{
    self, BirthYear, Budget, Category, ConsentSms, CustomerKey, Email, KnownSince, LeadSource,
    Member, Name, Note, OptedOut, OrderAmount, OrderCost, OrderDate, OrderDiscount, OrderKey,
    Phone, ProductKey, ProductName, Quantity, ReferredBy, Region, Sex, Skip, Tags,
};
use meadow_core::views::import::{
    DateOrder, DecimalMark, ImportReport, ImportWarning, RejectReason, ValueKind,
};
use meadow_core::views::table::{Column, ColumnKind, Filter, TableQuery, Test};

use crate::reading::{
    bring_in, contents, fixture, import_into, look_at, orders_rejected, proposed, rejected, roles,
    today,
};

fn custom(label: &str) -> ColumnRole {
    ColumnRole::custom(label)
}

#[test]
fn cdnow_comes_in_whole() {
    let bytes = fixture("cdnow_sample_transactions.csv");
    let seen = look_at(&bytes).unwrap();
    assert_eq!(roles(&seen), [custom("master_id"), CustomerKey, OrderDate, Quantity, OrderAmount]);
    assert!(seen.columns.iter().all(|column| column.confidence >= 0.5));
    assert_eq!(seen.n_rows_estimated, 6_919);
    assert_eq!(seen.warnings, []);

    let mut mapping = proposed(&seen);
    mapping.columns[0] = Skip;
    let (tables, report) = bring_in(&Tables::default(), &bytes, &mapping, 64 * 1024).unwrap();
    let spent: i64 = tables.orders.chunks().iter().flat_map(|chunk| &chunk.data().amounts).sum();
    let expected = ImportReport {
        n_rows: 6_919,
        n_customers_new: 2_357,
        n_orders: 6_919,
        orders_sum: Money(spent),
        n_orders_after: 6_919,
        n_order_lines: 6_919,
        ..ImportReport::default()
    };
    assert_eq!(report, expected);
    assert_eq!(tables.customers.len(), 2_357);
    assert_eq!(tables.orders.len(), 6_919);
    let in_file: f64 = String::from_utf8(bytes)
        .unwrap()
        .lines()
        .skip(1)
        .map(|line| line.rsplit(',').next().unwrap().parse::<f64>().unwrap())
        .sum();
    assert_eq!(Money(spent), Money::from_major(in_file));
}

#[test]
fn rows_that_repeat_exactly_are_distinct_orders() {
    let text = "id,date,spend\n1,1997-01-01,10.00\n1,1997-01-01,10.00\n";
    let (tables, report) = import_into(&Tables::default(), text.as_bytes()).unwrap();
    assert_eq!((report.n_customers_new, report.n_orders), (1, 2));
    assert_eq!(tables.orders.len(), 2);
}

#[test]
fn a_chinese_customer_list() {
    let bytes = fixture("customers_zh.csv");
    let seen = look_at(&bytes).unwrap();
    let expected = [
        CustomerKey,
        Name,
        Phone,
        Email,
        Sex,
        BirthYear,
        Region,
        LeadSource,
        KnownSince,
        Member,
        StageRole,
        Budget,
        ReferredBy,
        ConsentSms,
        OptedOut,
        Tags,
        custom("宠物名"),
        Note,
    ];
    assert_eq!(roles(&seen), expected);
    let (tables, report) = import_into(&Tables::default(), &bytes).unwrap();
    assert_eq!((report.n_rows, report.n_blank_rows, report.n_customers_new), (6, 1, 6));
    assert_eq!(report.n_orders, 0);
    assert_eq!(report.n_cells_dropped, [("手机".to_owned(), 1)]);

    let lin = tables.customers.iter().next().unwrap();
    assert_eq!(
        (lin.key.as_str(), lin.name.as_str(), lin.phone.as_str()),
        ("00123", "林雨晴", "138 0013 8017")
    );
    assert_eq!(lin.known_since, Day::from_ymd(2026, 3, 12));
    assert_eq!(
        (lin.birth_year, lin.member, lin.stage),
        (Some(1996), Some(true), Some(Stage::Bought))
    );
    assert_eq!(lin.budget, Some(Money(1_200_000)));
    assert_eq!(lin.tags, ["狗", "老客户"]);
    assert_eq!(lin.consent.of(Channel::Sms), Permission::Granted);
    assert_eq!(lin.fields.get("宠物名").map(String::as_str), Some("麻糬"));
    assert_eq!(lin.notes[0].text, "每周日来洗澡，\n要提前约");
    assert_eq!(tables.facts.custom_fields.len(), 1);
    let opted_out = tables.customers.iter().filter(|customer| customer.consent.opted_out()).count();
    assert_eq!(opted_out, 1);
}

#[test]
fn an_order_list_with_numbers_and_lines() {
    let bytes = fixture("orders_en.csv");
    let seen = look_at(&bytes).unwrap();
    let expected = [
        OrderKey,
        CustomerKey,
        OrderDate,
        ProductKey,
        ProductName,
        Category,
        Quantity,
        OrderAmount,
        OrderDiscount,
        OrderCost,
    ];
    assert_eq!(roles(&seen), expected);
    assert_eq!(seen.dialect.delimiter.as_str(), ";");
    assert_eq!(seen.dialect.date_order, DateOrder::DayMonthYear);
    assert_eq!(seen.dialect.decimal_mark, DecimalMark::Comma);

    let (tables, report) = import_into(&Tables::default(), &bytes).unwrap();
    assert_eq!((report.n_rows, report.n_customers_new), (8, 3));
    assert_eq!((report.n_orders, report.n_order_lines, report.n_products_new), (5, 7, 4));
    assert_eq!(rejected(&report), [(RejectReason::DateImpossible, 8, "31/02/2026")]);
    let first = tables.orders.chunks()[0].data().order(0);
    assert_eq!(
        (first.key.as_str(), first.amount, first.lines.len()),
        ("SO-0001", Money(127_450), 2)
    );
    assert_eq!(first.minute, Some(14 * 60 + 5));
    assert_eq!(first.lines[1].quantity_milli, 500);
    let refund = tables.orders.chunks()[0].data().order(4);
    assert_eq!((refund.key.as_str(), refund.amount), ("SO-0001", Money(-3_950)));
    assert_eq!(refund.customer, first.customer);
}

#[test]
fn people_and_orders_in_one_sheet() {
    let bytes = fixture("both_zh.csv");
    let seen = look_at(&bytes).unwrap();
    assert_eq!(roles(&seen), [Name, Phone, Region, OrderDate, OrderAmount, ProductName]);
    let (tables, report) = import_into(&Tables::default(), &bytes).unwrap();
    assert_eq!((report.n_rows, report.n_customers_new, report.n_orders), (6, 3, 4));
    assert_eq!(rejected(&report), []);
    assert_eq!(orders_rejected(&report), [(RejectReason::AmountMissing, 6, "")]);
    let lead = tables.customers.iter().find(|customer| customer.name == "胡佳").unwrap();
    assert_eq!(tables.orders.of_customer(lead.id), []);
}

#[test]
fn the_same_file_again_changes_nothing() {
    // The exact repeats of the third stay, once.
    for name in ["customers_zh.csv", "orders_en.csv", "cdnow_sample_transactions.csv"] {
        let bytes = fixture(name);
        let (once, first) = import_into(&Tables::default(), &bytes).unwrap();
        let (twice, again) = import_into(&once, &bytes).unwrap();
        assert_eq!(contents(&once), contents(&twice), "{name}");
        assert_eq!((again.n_customers_new, again.n_customers_updated), (0, 0));
        assert_eq!(again.n_customers_unchanged, first.n_customers_new);
        assert_eq!((again.n_orders, again.n_orders_known), (0, first.n_orders));
        assert_eq!(twice.orders.len(), first.n_orders as usize);
    }
}

#[test]
fn a_file_without_names_is_read_from_its_first_row() {
    let text = "林雨晴,13800138017,2026-03-12\n赵明宇,13900139000,2026-03-13\n";
    let seen = look_at(text.as_bytes()).unwrap();
    assert!(!seen.dialect.has_header);
    assert_eq!(seen.warnings, [ImportWarning::NoHeader]);
    assert_eq!(roles(&seen), [Name, Phone, custom("C")]);
    let (tables, report) = import_into(&Tables::default(), text.as_bytes()).unwrap();
    assert_eq!((report.n_rows, tables.customers.len()), (2, 2));
}

#[test]
fn dates_that_nothing_decides_are_reported_and_not_guessed() {
    let text = "customer id,order date,amount\n1,03/04/2026,10\n2,05/06/2026,20\n3,07/07/2026,30\n";
    let seen = look_at(text.as_bytes()).unwrap();
    assert_eq!(seen.dialect.date_order, DateOrder::YearMonthDay);
    assert_eq!(seen.warnings, [ImportWarning::AmbiguousDates { header: "order date".into() }]);
    let (_, report) = import_into(&Tables::default(), text.as_bytes()).unwrap();
    let expected = [
        (RejectReason::DateImpossible, 2, "03/04/2026"),
        (RejectReason::DateImpossible, 3, "05/06/2026"),
    ];
    assert_eq!(rejected(&report), expected);

    let mut mapping = proposed(&seen);
    mapping.dialect.date_order = DateOrder::MonthDayYear;
    let (tables, _) = bring_in(&Tables::default(), text.as_bytes(), &mapping, 100).unwrap();
    assert_eq!(Some(Day(tables.orders.chunks()[0].data().days[0])), Day::from_ymd(2026, 3, 4));
}

#[test]
fn one_date_decides_for_the_whole_column() {
    let text = "customer id,order date,amount\n1,03/04/2026,10\n2,25/06/2026,20\n";
    let seen = look_at(text.as_bytes()).unwrap();
    assert_eq!(seen.dialect.date_order, DateOrder::DayMonthYear);
    assert_eq!(seen.warnings, []);
}

#[test]
fn a_long_file_is_estimated_from_its_head() {
    let mut text = String::from("id,date,spend\n");
    for row in 0..80_000 {
        text.push_str(&format!(
            "{},2026-03-{:02},{}.50\n",
            row % 900 + 1,
            row % 28 + 1,
            row % 90 + 10
        ));
    }
    let seen = look_at(text.as_bytes()).unwrap();
    assert!(!seen.whole);
    let error = seen.n_rows_estimated.abs_diff(80_000);
    assert!(error < 800, "estimated {}", seen.n_rows_estimated);
    let (tables, report) = import_into(&Tables::default(), text.as_bytes()).unwrap();
    assert_eq!(
        (report.n_orders, tables.orders.len(), tables.customers.len()),
        (80_000, 80_000, 900)
    );
    assert!(tables.orders.chunks().iter().all(|chunk| chunk.data().is_consistent()));
}

#[test]
fn own_columns_of_money_and_dates_sort_and_filter_by_value() {
    let text = "id,name,total spent,last visit,motto\n\
        1,Ann,\"¥10,614.03\",25/06/2025,-\n\
        2,Bo,-,,x\n\
        3,Cy,¥900.50,3/4/2024,y\n\
        4,Di,\"¥1,200.00\",2025年1月2日,z\n";
    let seen = look_at(text.as_bytes()).unwrap();
    let kinds: Vec<ValueKind> = seen.columns.iter().map(|column| column.looks_like).collect();
    assert_eq!(kinds[2..4], [ValueKind::Money, ValueKind::Date]);
    let (tables, _) = import_into(&Tables::default(), text.as_bytes()).unwrap();
    let derived = derive(&tables, today());
    let (spent, visit) =
        (Column::Custom("total spent".into()), Column::Custom("last visit".into()));
    let kind_of = |wanted: &Column| {
        let all = columns(&tables, &derived);
        all.into_iter().find(|info| info.column == *wanted).map(|info| info.kind)
    };
    assert_eq!(kind_of(&spent), Some(ColumnKind::Number));
    assert_eq!(kind_of(&visit), Some(ColumnKind::Date));
    let found = |filters: Vec<Filter>, sort: &Column| -> Vec<u32> {
        let sort = Some((sort.clone(), true));
        let query = TableQuery { filters, sort, ..TableQuery::default() };
        matching_ids(&tables, &derived, &query).into_iter().map(|id| id.0).collect()
    };
    assert_eq!(found(Vec::new(), &spent), [3, 4, 1, 2]);
    assert_eq!(found(Vec::new(), &visit), [3, 4, 1, 2]);
    let over_a_thousand =
        Filter { column: spent.clone(), test: Test::Between { low: Some(1_000.0), high: None } };
    assert_eq!(found(vec![over_a_thousand], &spent), [4, 1]);
    // The same file again says nothing new.
    let (_, again) = import_into(&tables, text.as_bytes()).unwrap();
    assert_eq!((again.n_customers_updated, again.n_customers_unchanged), (0, 4));
}
