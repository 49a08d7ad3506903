//! Exports of the programs that Meadow knows: what their columns are taken for, and what comes in by
//! that. `INSTA_UPDATE=always` writes the snapshots anew; read what changed.

use std::fmt::Write;

use meadow_core::domain::consent::Permission;
use meadow_core::domain::customer::Customer;
use meadow_core::domain::ids::ProductId;
use meadow_core::ingest::{KNOWN_SOURCES, prepare};
use meadow_core::table::tables::Tables;
use meadow_core::views::import::{ColumnRole, ImportInspection, ImportReport};

use crate::reading::{bring_in, contents, fixture, import_into, look_at, proposed, roles};

fn look_at_export(name: &str, bytes: &[u8]) -> ImportInspection {
    let ready = prepare(bytes, true, None).unwrap();
    ready.inspect(name, bytes.len() as u64, bytes, true, None).unwrap()
}

/// What is seen, and what comes in, in plain words.
fn describe(name: &str) -> String {
    let bytes = fixture(&format!("sources/{name}"));
    let seen = look_at_export(name, &bytes);
    let mut all = format!("{}\n", seen.known_source.as_deref().unwrap_or("unknown"));
    for column in &seen.columns {
        match &column.guess {
            ColumnRole::Skip => {}
            ColumnRole::Custom { label, .. } => {
                let _ = writeln!(all, "column {:?}: custom {label:?}", column.header);
            }
            role => {
                let _ = writeln!(all, "column {:?}: {role:?}", column.header);
            }
        }
    }
    let (tables, report) = bring_in(&Tables::default(), &bytes, &proposed(&seen), 500).unwrap();
    show_report(&report, &mut all);
    for customer in tables.customers.iter() {
        show_customer(customer, &mut all);
    }
    show_orders(&tables, &mut all);
    let (again, _) = bring_in(&tables, &bytes, &proposed(&seen), 500).unwrap();
    assert_eq!(contents(&tables), contents(&again), "{name} again");
    all
}

fn show_report(report: &ImportReport, all: &mut String) {
    let _ = writeln!(
        all,
        "{} rows: {} customers, {} orders with {} lines",
        report.n_rows, report.n_customers_new, report.n_orders, report.n_order_lines
    );
    for count in report.rejected.iter().chain(&report.orders_rejected) {
        let _ = writeln!(all, "left out, {:?}: {:?}", count.reason, count.examples);
    }
    for (column, n) in &report.n_cells_dropped {
        let _ = writeln!(all, "{n} cells of {column:?} left out");
    }
}

fn show_customer(customer: &Customer, all: &mut String) {
    let _ = write!(all, "{:?}", customer.name);
    for (what, text) in [
        ("key", &customer.key),
        ("phone", &customer.phone),
        ("email", &customer.email),
        ("company", &customer.company),
        ("region", &customer.region),
        ("from", &customer.lead_source),
    ] {
        if !text.is_empty() {
            let _ = write!(all, ", {what} {text:?}");
        }
    }
    if let Some(day) = customer.known_since {
        let _ = write!(all, ", since {day}");
    }
    for (channel, said) in &customer.consent.channels {
        let _ = write!(all, ", {channel:?} {:?}", said.permission);
        let refused = said.day.filter(|_| said.permission == Permission::Refused);
        let _ = refused.map_or(Ok(()), |day| write!(all, " on {day}"));
    }
    if customer.consent.opted_out() {
        all.push_str(", opted out");
    }
    for tag in &customer.tags {
        let _ = write!(all, ", tag {tag:?}");
    }
    for note in &customer.notes {
        let _ = write!(all, ", note {:?}", note.text);
    }
    for (key, value) in &customer.fields {
        let _ = write!(all, ", {key:?} {value:?}");
    }
    all.push('\n');
}

fn show_orders(tables: &Tables, all: &mut String) {
    let product = |id: Option<ProductId>| {
        let found = tables.products.iter().find(|product| Some(product.id) == id);
        found.map_or("", |product| product.name.as_str()).to_owned()
    };
    for chunk in tables.orders.chunks() {
        for order in (0..chunk.data().len()).map(|at| chunk.data().order(at)) {
            let _ = write!(
                all,
                "order {:?} of {} by {}: {}",
                order.key,
                order.day,
                order.customer.0,
                order.amount.major()
            );
            for line in &order.lines {
                let n = line.quantity_milli as f64 / 1_000.0;
                let _ = write!(all, "; {n} × {:?}", product(line.product));
            }
            all.push('\n');
        }
    }
}

#[test]
fn every_known_source_has_a_file() {
    let mut found: Vec<String> = FILES
        .iter()
        .filter_map(|name| look_at_export(name, &fixture(&format!("sources/{name}"))).known_source)
        .collect();
    // Some write several.
    found.dedup();
    assert_eq!(found, KNOWN_SOURCES);
}

snapshot_files! {
    describe;
    wecom_customers => "wecom_customers.csv",
    taobao_orders => "taobao_orders.csv",
    jd_orders => "jd_orders.csv",
    pinduoduo_orders => "pinduoduo_orders.csv",
    douyin_orders => "douyin_orders.csv",
    youzan_orders => "youzan_orders.csv",
    wechat_store_orders => "wechat_store_orders.csv",
    shopify_customers => "shopify_customers.csv",
    shopify_orders => "shopify_orders.csv",
    woocommerce_orders => "woocommerce_orders.csv",
    hubspot_contacts => "hubspot_contacts.csv",
    mailchimp_audience => "mailchimp_audience.csv",
    mailchimp_cleaned => "mailchimp_cleaned.csv",
    mailchimp_unsubscribed => "mailchimp_unsubscribed.csv",
    square_customers => "square_customers.csv",
    stripe_customers => "stripe_customers.csv",
}

/// As in the exports above: the given name before the family name, and together in Chinese.
#[test]
fn names_in_two_columns_of_an_unknown_source_are_one_name() {
    let named = |file: &str| -> Vec<String> {
        let seen = look_at(file.as_bytes()).unwrap();
        assert_eq!(seen.known_source, None);
        assert!(roles(&seen).contains(&ColumnRole::FamilyName), "{:?}", roles(&seen));
        let (tables, _) = import_into(&Tables::default(), file.as_bytes()).unwrap();
        tables.customers.iter().map(|customer| customer.name.to_string()).collect()
    };
    let file = "Last Name,First Name,Mobile\nLee,Ann,13800138000\nTan,Bo,13900139000\n";
    assert_eq!(named(file), ["Ann Lee", "Bo Tan"]);
    let file = "姓,名,手机\n林,雨晴,13800138000\n赵,明宇,13900139000\n";
    assert_eq!(named(file), ["林雨晴", "赵明宇"]);
}
