//! What was exported comes in again as it was: every column and word is known, in both languages.

use std::collections::BTreeMap;

use meadow_core::domain::consent::{Consent, Permission};
use meadow_core::domain::customer::Customer;
use meadow_core::domain::day::Day;
use meadow_core::domain::ids::{CustomerId, OrderId};
use meadow_core::domain::money::Money;
use meadow_core::domain::order::Order;
use meadow_core::domain::product::Product;
use meadow_core::domain::text::Language;
use meadow_core::domain::workspace::{CustomField, FieldKind};
use meadow_core::export::Export;
use meadow_core::ingest::values::word::read_is_female;
use meadow_core::ingest::{HEAD_BYTES, prepare};
use meadow_core::sample;
use meadow_core::segments::derive;
use meadow_core::table::tables::Tables;
use meadow_core::views::import::{ColumnRole, Dialect, FileProblem, ImportReport};
use meadow_core::views::table::TableQuery;
use meadow_core::views::workspace::FileFormat;
use proptest::prelude::*;

use crate::generated::workspace;
use crate::reading::{bring_in, import_into, look_at, proposed, roles, today};

/// What a file can carry of a customer.
fn facts(tables: &Tables) -> Vec<(String, impl PartialEq + std::fmt::Debug)> {
    let labels: BTreeMap<&str, &str> = tables
        .facts
        .custom_fields
        .iter()
        .map(|field| (field.key.as_str(), field.label.as_str()))
        .collect();
    let carried = tables.customers.iter().map(|customer| {
        let fields = customer.fields.iter();
        let fields: BTreeMap<String, String> =
            fields.map(|(key, value)| (labels[key.as_str()].to_owned(), value.clone())).collect();
        let plain = Customer {
            id: CustomerId::default(),
            sex: one_word(&customer.sex),
            consent: Default::default(),
            fields: BTreeMap::new(),
            ..customer.clone()
        };
        (customer.key.clone(), (plain, said(&customer.consent), fields))
    });
    let mut carried: Vec<_> = carried.collect();
    // Only those have no number who have nothing but a name.
    carried.sort_by(|(one, a), (other, b)| (one, &a.0.name).cmp(&(other, &b.0.name)));
    carried
}

/// What was said, when, where and for what. After an opt-out only what was refused: what had been
/// agreed to does not leave the workspace as if it held.
fn said(consent: &Consent) -> Consent {
    let mut consent = consent.clone();
    let is_out = consent.opted_out();
    consent.channels.retain(|_, said| match said.permission {
        Permission::Granted => !is_out,
        Permission::Refused => true,
        Permission::Unknown => false,
    });
    consent
}

/// However it is written, it comes in as the workspace's word for it.
fn one_word(sex: &str) -> String {
    match read_is_female(sex) {
        Some(true) => "女".to_owned(),
        Some(false) => "男".to_owned(),
        None => sex.to_owned(),
    }
}

/// Customer, number, moment, sum and discount of an order, and what it cost if not line by line.
type OrderFacts = (String, String, Day, Option<u16>, Money, Money, Option<Money>);
/// Product, quantity and sums of one of its lines.
type Line = (String, String, String, i64, Money, Money, Option<Money>);

/// Every order in words, without the numbers that only we know it by.
fn orders(tables: &Tables) -> Vec<(OrderFacts, Vec<Line>)> {
    let chunks = tables.orders.chunks().iter().map(|chunk| chunk.data());
    let orders = chunks.flat_map(|chunk| (0..chunk.len()).map(|at| chunk.order(at)));
    let mut orders: Vec<_> = orders
        .map(|order| {
            let lines = order.lines.iter().map(|line| {
                let product = line.product.and_then(|id| tables.products.get(id)).cloned();
                let Product { key, name, category, .. } = product.unwrap_or_default();
                (key, name, category, line.quantity_milli, line.amount, line.discount, line.cost)
            });
            let customer = tables.customers.get(order.customer).map(|row| row.key.clone());
            let Order { key, day, minute, amount, discount, .. } = order.clone();
            let cost = order.cost.filter(|_| order.lines.is_empty());
            let lines: Vec<Line> = lines.collect();
            ((customer.unwrap_or_default(), key, day, minute, amount, discount, cost), lines)
        })
        .collect();
    orders.sort();
    orders
}

fn customer_list(tables: &Tables, format: FileFormat, language: Language) -> Vec<u8> {
    let derived = derive(tables, today());
    let all = TableQuery::default();
    let export = Export::of_customers(tables, &derived, &all, format, language, 0.0);
    export.run().expect("a small file").bytes
}

/// The order list of the archive.
fn order_list(tables: &Tables, language: Language) -> Vec<u8> {
    let derived = derive(tables, today());
    let export = Export::of_workspace(tables, &derived, FileFormat::Csv, language, 0.0);
    let archive = export.run().expect("a small file").bytes;
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(archive)).expect("an archive");
    let mut bytes = Vec::new();
    let mut file = archive.by_index(1).expect("orders come second");
    std::io::Read::read_to_end(&mut file, &mut bytes).expect("in memory");
    bytes
}

/// Looked at, then brought in as proposed; of a workbook, the sheet of this name if there is one.
fn import_file(tables: &Tables, bytes: &[u8], sheet: Option<&str>) -> (Tables, ImportReport) {
    let dialect = Dialect { sheet: sheet.map(str::to_owned), ..Dialect::default() };
    let ready = prepare(bytes, true, sheet.map(|_| &dialect)).expect("a file of ours");
    let head = &bytes[..bytes.len().min(HEAD_BYTES)];
    let seen = ready.inspect("file", bytes.len() as u64, head, true, None).expect("a list");
    let mapping = ready.mapping_of_rows(&proposed(&seen));
    let rows = ready.csv.as_deref().unwrap_or(bytes);
    bring_in(tables, rows, &mapping, 64 * 1024).expect("a list")
}

/// The orders as a file, and the name of their sheet or list.
fn order_file(
    tables: &Tables,
    format: FileFormat,
    language: Language,
) -> (Vec<u8>, Option<&'static str>) {
    if format == FileFormat::Csv {
        return (order_list(tables, language), None);
    }
    let derived = derive(tables, today());
    let export = Export::of_workspace(tables, &derived, format, language, 0.0);
    let sheet = match (format, language) {
        // Programs read it: the names are the same in every language.
        (FileFormat::Json, _) | (_, Language::En) => "orders",
        (_, Language::Zh) => "订单",
    };
    (export.run().expect("a small file").bytes, Some(sheet))
}

#[test]
fn the_sample_comes_in_again() {
    let mut tables = sample::tables();
    let others = tables.customers.iter().map(|row| row.id).filter(|id| id.0 % 20 != 1).collect();
    tables.customers.remove(&others);
    tables.orders.remove_of_customers(&others);
    for language in [Language::En, Language::Zh] {
        let file = customer_list(&tables, FileFormat::Csv, language);
        let seen = look_at(&file).expect("a list");
        let custom: Vec<&ColumnRole> = seen
            .columns
            .iter()
            .map(|column| &column.guess)
            .filter(|role| matches!(role, ColumnRole::Custom { .. }))
            .collect();
        assert_eq!(custom.len(), tables.facts.custom_fields.len(), "{custom:?}");
        let (again, report) = import_into(&Tables::default(), &file).expect("a list");
        assert_eq!((report.n_rejected(), report.n_cells_dropped.len()), (0, 0));
        let (before, after) = (facts(&tables), facts(&again));
        assert_eq!(before.len(), after.len());
        for (one, other) in before.iter().zip(&after) {
            assert_eq!(one, other);
        }
        let (again, report) = import_into(&again, &order_list(&tables, language)).expect("orders");
        assert_eq!((report.n_orders_rejected(), report.n_customers_new), (0, 0));
        assert_eq!(orders(&again), orders(&tables));
        assert_eq!(again.facts.custom_fields.len(), tables.facts.custom_fields.len());
    }
}

#[test]
fn what_is_worked_out_is_marked_and_passed_over() {
    let tables = sample::tables();
    for (language, mark) in [(Language::En, "(by Meadow)"), (Language::Zh, "（Meadow 计算）")] {
        let seen = look_at(&customer_list(&tables, FileFormat::Csv, language)).expect("a list");
        let marked = |header: &str| header.ends_with(mark);
        let n_marked = seen.columns.iter().filter(|column| marked(&column.header)).count();
        assert_eq!(n_marked, 28);
        for (role, column) in roles(&seen).iter().zip(&seen.columns) {
            if marked(&column.header) {
                assert_eq!(role, &ColumnRole::Skip, "{}", column.header);
            }
        }
    }
}

/// Brought in where it came from, an order goes to whose it is, not to whom another program's number
/// would be.
#[test]
fn orders_of_the_whole_workspace_come_back_to_their_customers() {
    let mut tables = Tables::default();
    let person = |id: u32, key: &str, name: &str| Customer {
        id: CustomerId(id),
        key: key.into(),
        name: name.into(),
        ..Customer::default()
    };
    tables.customers.append([person(1, "2", "Ann"), person(2, "1", "Bo")]);
    tables.next_ids.customer = 3;
    let order = |id: u32, key: &str, customer: u32| Order {
        id: OrderId(id),
        key: key.into(),
        customer: CustomerId(customer),
        day: Day(19_000),
        minute: None,
        amount: Money(1_000 * i64::from(id)),
        discount: Money::ZERO,
        cost: None,
        lines: Vec::new(),
    };
    let numbered = (1..=6).map(|id| order(id, if id % 2 == 0 { "" } else { "A" }, 1 + id % 2));
    let numbered = numbered.map(|order| match order.key.as_str() {
        "" => order,
        key => Order { key: format!("{key}{}", order.id.0), ..order },
    });
    tables.orders.append(&numbered.collect::<Vec<_>>());
    tables.next_ids.order = 7;
    let derived = derive(&tables, today());
    let export = Export::of_workspace(&tables, &derived, FileFormat::Json, Language::En, 0.0);
    let file = export.run().expect("a small file").bytes;
    let (again, report) = import_file(&tables, &file, Some("orders"));
    assert_eq!((report.n_customers_new, report.n_orders, report.n_orders_changed), (0, 0, 0));
    assert_eq!((orders(&again), facts(&again)), (orders(&tables), facts(&tables)));
}

/// Its lists are chosen from as sheets are; its people come first.
#[test]
fn the_lists_of_a_whole_workspace_are_its_sheets() {
    let tables = sample::tables();
    let derived = derive(&tables, today());
    let export = Export::of_workspace(&tables, &derived, FileFormat::Json, Language::En, 0.0);
    let file = export.run().expect("a small file").bytes;
    let prepared = prepare(&file, false, None).expect("JSON");
    assert_eq!(prepared.sheet.as_deref(), Some("customers"));
    let n_of = |name: &str| {
        let sheet = prepared.sheets.iter().find(|sheet| sheet.name == name);
        sheet.and_then(|sheet| sheet.n_rows).unwrap_or_default() as usize
    };
    assert_eq!((n_of("customers"), n_of("orders")), (tables.customers.len(), tables.orders.len()));
    let (again, report) = import_file(&Tables::default(), &file, None);
    assert_eq!((again.customers.len(), report.n_rejected()), (tables.customers.len(), 0));
    let (again, report) = import_file(&again, &file, Some("orders"));
    assert_eq!((again.orders.len(), report.n_customers_new), (tables.orders.len(), 0));
    assert_eq!(
        (orders(&again), report.n_products_new as usize),
        (orders(&tables), tables.products.len())
    );
    let gone = Dialect { sheet: Some("none".into()), ..Dialect::default() };
    let refused = prepare(&file, false, Some(&gone)).map(|prepared| prepared.sheet);
    assert_eq!(refused, Err(FileProblem::NoSuchSheet { name: "none".into() }));
}

/// The same workspace, emptied of everybody: its fields are known by their names.
fn without_people(tables: &Tables) -> Tables {
    Tables { facts: tables.facts.clone(), ..Tables::default() }
}

/// Of each field of the user's own that anybody has something in, what somebody has said that it holds.
fn said_kinds(tables: &Tables) -> BTreeMap<&str, Option<FieldKind>> {
    let has_values = |field: &&CustomField| {
        tables.customers.iter().any(|customer| customer.fields.contains_key(&field.key))
    };
    let fields = tables.facts.custom_fields.iter().filter(has_values);
    fields.map(|field| (field.label.as_str(), field.kind)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn whatever_is_exported_comes_in_again(
        tables in workspace(),
        language in prop::sample::select(vec![Language::En, Language::Zh]),
        format in prop::sample::select(vec![FileFormat::Csv, FileFormat::Xlsx, FileFormat::Json]),
        is_at_home in any::<bool>(),
    ) {
        let into = if is_at_home { without_people(&tables) } else { Tables::default() };
        let file = customer_list(&tables, format, language);
        let (again, report) = import_file(&into, &file, None);
        prop_assert_eq!(report.n_rejected(), 0);
        prop_assert_eq!(again.customers.len(), tables.customers.len());
        for (one, other) in facts(&tables).iter().zip(&facts(&again)) {
            prop_assert_eq!(one, other);
        }
        if is_at_home {
            prop_assert_eq!(&again.facts.custom_fields, &tables.facts.custom_fields);
        }
        // Once more, into what came of it: nothing is new.
        let file = customer_list(&again, format, language);
        let (twice, report) = import_file(&again, &file, None);
        prop_assert_eq!((report.n_customers_new, report.n_customers_updated), (0, 0));
        prop_assert_eq!(facts(&twice), facts(&again));
        let (file, sheet) = order_file(&tables, format, language);
        let (again, report) = import_file(&again, &file, sheet);
        prop_assert_eq!((report.n_orders_rejected(), report.n_customers_new), (0, 0));
        prop_assert_eq!(orders(&again), orders(&tables));
    }

    /// The document of a whole workspace also says what the user's own fields hold.
    #[test]
    fn the_people_of_a_whole_workspace_come_in_again(
        tables in workspace(),
        is_at_home in any::<bool>(),
    ) {
        let into = if is_at_home { without_people(&tables) } else { Tables::default() };
        let derived = derive(&tables, today());
        let export = Export::of_workspace(&tables, &derived, FileFormat::Json, Language::En, 0.0);
        let file = export.run().expect("a small file").bytes;
        let (again, report) = import_file(&into, &file, None);
        prop_assert_eq!((report.n_rejected(), report.n_cells_dropped.len()), (0, 0));
        prop_assert_eq!(again.customers.len(), tables.customers.len());
        for (one, other) in facts(&tables).iter().zip(&facts(&again)) {
            prop_assert_eq!(one, other);
        }
        prop_assert_eq!(said_kinds(&again), said_kinds(&tables));
    }
}
