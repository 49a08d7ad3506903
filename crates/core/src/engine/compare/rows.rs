//! What an order, a product or a contact says of itself in either of two states. Must not know which of
//! them differ.

use crate::domain::customer::Customer;
use crate::domain::ids::{CustomerId, InteractionId, ProductId};
use crate::domain::interaction::Interaction;
use crate::domain::money::Money;
use crate::domain::order::{Order, OrderLine};
use crate::domain::product::Product;
use crate::table::documents::Document;
use crate::table::orders::OrderTable;
use crate::table::tables::Tables;
use crate::views::comparison::{ComparedRow, RowChange, RowFact, RowLine, RowValue};

type Facts = Vec<(RowFact, RowValue)>;

pub fn order(before: &Tables, after: &Tables, id: u32) -> Option<ComparedRow> {
    let facts = |tables: &Tables| Some(of_order(tables, &order_at(&tables.orders, id)?));
    compare(facts(before), facts(after))
}

pub fn product(before: &Tables, after: &Tables, id: ProductId) -> Option<ComparedRow> {
    let facts = |tables: &Tables| Some(of_product(tables.products.get(id)?));
    compare(facts(before), facts(after))
}

pub fn contact(before: &Tables, after: &Tables, id: InteractionId) -> Option<ComparedRow> {
    let facts = |tables: &Tables| Some(of_contact(tables, tables.interactions.get(id)?));
    compare(facts(before), facts(after))
}

/// As the later state has it, else the earlier one.
fn compare(before: Option<Facts>, after: Option<Facts>) -> Option<ComparedRow> {
    let changes = match (&before, &after) {
        (Some(before), Some(after)) => before
            .iter()
            .zip(after)
            .filter(|((_, from), (_, to))| !is_same(from, to))
            .map(|((fact, from), (_, to))| RowChange {
                fact: *fact,
                from: from.clone(),
                to: to.clone(),
            })
            .collect(),
        _ => Vec::new(),
    };
    let facts = after.or(before)?;
    let facts = facts.into_iter().filter(|(_, value)| *value != RowValue::Nothing).collect();
    Some(ComparedRow { facts, changes })
}

/// Somebody under another name is the same.
fn is_same(one: &RowValue, other: &RowValue) -> bool {
    match (one, other) {
        (RowValue::Customer(one, _), RowValue::Customer(other, _)) => one == other,
        _ => one == other,
    }
}

/// Numbers of orders ascend from chunk to chunk.
fn order_at(orders: &OrderTable, id: u32) -> Option<Order> {
    let chunks = orders.chunks();
    let at = chunks.partition_point(|chunk| chunk.data().ids.last().is_some_and(|last| *last < id));
    let columns = chunks.get(at)?.data();
    columns.ids.binary_search(&id).ok().map(|at| columns.order(at))
}

fn of_order(tables: &Tables, order: &Order) -> Facts {
    let minute = order.minute.map(|minute| format!("{:02}:{:02}", minute / 60, minute % 60));
    let lines = order.lines.iter().map(|line| line_of(tables, line)).collect();
    vec![
        (RowFact::Day, RowValue::Day(order.day)),
        (RowFact::Time, text(&minute.unwrap_or_default())),
        (RowFact::Customer, customer(tables, order.customer)),
        (RowFact::Number, text(&order.key)),
        (RowFact::Amount, RowValue::Money(order.amount)),
        (RowFact::Discount, money(Some(order.discount).filter(|sum| *sum != Money::ZERO))),
        (RowFact::Cost, money(order.cost)),
        (
            RowFact::Lines,
            if order.lines.is_empty() { RowValue::Nothing } else { RowValue::Lines(lines) },
        ),
    ]
}

fn line_of(tables: &Tables, line: &OrderLine) -> RowLine {
    let product = line.product.and_then(|id| tables.products.get(id));
    let product = product.map_or("", |product| match product.name.as_str() {
        "" => product.key.as_str(),
        name => name,
    });
    RowLine {
        product: product.to_owned(),
        quantity: line.quantity_milli as f64 / 1_000.0,
        amount: line.amount,
    }
}

fn of_product(product: &Product) -> Facts {
    vec![
        (RowFact::Name, text(&product.name)),
        (RowFact::Number, text(&product.key)),
        (RowFact::Category, text(&product.category)),
        (RowFact::Price, money(product.price)),
        (RowFact::Margin, product.margin.map_or(RowValue::Nothing, RowValue::Share)),
    ]
}

fn of_contact(tables: &Tables, contact: &Interaction) -> Facts {
    let event = contact.event.and_then(|id| tables.documents.get(&id));
    let event = event.map_or("", |document| match document.data() {
        Document::Event(event) => event.name.as_str(),
        _ => "",
    });
    vec![
        (RowFact::Day, RowValue::Day(contact.day)),
        (RowFact::Customer, customer(tables, contact.customer)),
        (RowFact::Kind, RowValue::Kind(contact.kind)),
        (RowFact::Event, text(event)),
        (RowFact::Text, text(&contact.text)),
    ]
}

fn customer(tables: &Tables, id: CustomerId) -> RowValue {
    let name = tables.customers.get(id).map_or("", |Customer { name, key, .. }| {
        if name.trim().is_empty() { key.as_str() } else { name.as_str() }
    });
    RowValue::Customer(id, name.to_owned())
}

fn text(text: &str) -> RowValue {
    if text.is_empty() { RowValue::Nothing } else { RowValue::Text(text.to_owned()) }
}

fn money(sum: Option<Money>) -> RowValue {
    sum.map_or(RowValue::Nothing, RowValue::Money)
}
