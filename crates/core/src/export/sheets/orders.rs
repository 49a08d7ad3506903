//! All orders, one row per line, in the form in which shops hand them over and the import takes them:
//! an order's number, day and customer stand on each of its lines.

use super::column;
use crate::domain::money::Money;
use crate::domain::order::{Order, OrderLine};
use crate::domain::text::Language;
use crate::export::cell::Cell;
use crate::export::sheet::{Sheet, SheetHead, Width};
use crate::table::tables::Tables;
use crate::words::export;

/// Oldest id first. An order without lines has one row without a product.
pub fn orders(tables: &Tables, language: Language) -> Sheet<'_> {
    let columns = [
        ("order_no", export::order_key(), Width::Normal),
        ("order_date", export::order_date(), Width::Normal),
        ("customer_no", export::customer_key(), Width::Normal),
        ("name", export::name(), Width::Normal),
        ("phone", export::phone(), Width::Normal),
        ("email", export::email(), Width::Wide),
        ("wechat", export::wechat(), Width::Normal),
        ("product_no", export::product_key(), Width::Normal),
        ("product", export::product(), Width::Wide),
        ("category", export::category(), Width::Normal),
        ("quantity", export::quantity(), Width::Narrow),
        ("amount", export::amount(), Width::Normal),
        ("discount", export::discount(), Width::Normal),
        ("cost", export::cost(), Width::Normal),
    ];
    let head = SheetHead {
        key: "orders",
        title: export::orders_file().get(language).to_owned(),
        columns: columns.map(|(key, name, width)| column(key, &name, width, language)).into(),
    };
    let chunks = tables.orders.chunks().iter().map(|chunk| chunk.data());
    let orders = chunks.flat_map(|chunk| (0..chunk.len()).map(|at| chunk.order(at)));
    Sheet {
        head,
        n_rows: tables.orders.len(),
        rows: Box::new(orders.flat_map(|order| rows_of(tables, &order))),
    }
}

/// Lines belong together by their order's number: one is made up where several have none.
fn written_key(order: &Order) -> String {
    match order.key.is_empty() && order.lines.len() > 1 {
        true => format!("#{}", order.id.0),
        false => order.key.clone(),
    }
}

fn rows_of<'a>(tables: &'a Tables, order: &Order) -> Vec<Vec<Cell<'a>>> {
    let customer = tables.customers.get(order.customer);
    let said = |field: fn(&'a crate::domain::customer::Customer) -> &'a str| {
        customer.map_or(Cell::Empty, |customer| Cell::text(field(customer)))
    };
    let row = |line: Option<&OrderLine>| {
        let product = line.and_then(|line| tables.products.get(line.product?));
        let of_product = |field: fn(&'a crate::domain::product::Product) -> &'a str| {
            product.map_or(Cell::Empty, |product| Cell::text(field(product)))
        };
        let (amount, discount, cost) = match line {
            Some(line) => (line.amount, line.discount, line.cost),
            None => (order.amount, order.discount, order.cost),
        };
        vec![
            Cell::text(written_key(order)),
            order.minute.map_or(Cell::Date(order.day), |minute| Cell::Moment(order.day, minute)),
            said(|customer| &customer.key),
            said(|customer| &customer.name),
            said(|customer| &customer.phone),
            said(|customer| &customer.email),
            said(|customer| &customer.wechat),
            of_product(|product| &product.key),
            of_product(|product| &product.name),
            of_product(|product| &product.category),
            Cell::number(line.map(|line| line.quantity_milli as f64 / 1_000.0)),
            Cell::Money(amount),
            if discount == Money::ZERO { Cell::Empty } else { Cell::Money(discount) },
            Cell::money(cost),
        ]
    };
    if order.lines.is_empty() {
        return vec![row(None)];
    }
    order.lines.iter().map(|line| row(Some(line))).collect()
}
