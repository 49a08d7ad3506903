//! Small workspaces for tests.

use crate::domain::call::{CallOutcome, CallRecord};
use crate::domain::customer::Customer;
use crate::domain::day::Day;
use crate::domain::ids::{CustomerId, InteractionId, OrderId};
use crate::domain::interaction::{Interaction, InteractionKind};
use crate::domain::money::Money;
use crate::domain::order::Order;
use crate::table::tables::Tables;

/// Customers numbered from 1 in the order given.
pub fn workspace(customers: Vec<Customer>) -> Tables {
    let mut tables = Tables::default();
    let numbered = customers.into_iter().zip(1..);
    tables
        .customers
        .append(numbered.map(|(customer, id)| Customer { id: CustomerId(id), ..customer }));
    tables
}

/// An order of so many minor units.
pub fn order(customer: u32, day: i32, amount: i64) -> Order {
    Order {
        id: OrderId(0),
        key: String::new(),
        customer: CustomerId(customer),
        day: Day(day),
        minute: None,
        amount: Money(amount),
        discount: Money::ZERO,
        cost: None,
        lines: Vec::new(),
    }
}

pub fn add_orders(tables: &mut Tables, orders: Vec<Order>) {
    let numbered: Vec<Order> =
        orders.into_iter().zip(1..).map(|(order, id)| Order { id: OrderId(id), ..order }).collect();
    tables.orders.append(&numbered);
}

pub fn add_interactions(tables: &mut Tables, interactions: &[(u32, i32, InteractionKind)]) {
    let rows = interactions.iter().zip(1..).map(|((customer, day, kind), id)| Interaction {
        id: InteractionId(id),
        customer: CustomerId(*customer),
        day: Day(*day),
        kind: *kind,
        event: None,
        text: String::new(),
        call: None,
    });
    tables.interactions.append(rows);
}

/// A call of which nothing is noted but how it ended.
pub fn add_call(tables: &mut Tables, customer: u32, day: i32, outcome: CallOutcome) {
    let record = CallRecord {
        outcome,
        script: None,
        script_reason: String::new(),
        again: None,
        wrong_number: String::new(),
    };
    let id = tables.interactions.iter().map(|contact| contact.id.0).max().unwrap_or(0) + 1;
    tables.interactions.append([Interaction {
        id: InteractionId(id),
        customer: CustomerId(customer),
        day: Day(day),
        kind: InteractionKind::Call,
        event: None,
        text: String::new(),
        call: Some(Box::new(record)),
    }]);
}

/// The CDNOW sample, each row an order.
pub fn cdnow() -> Tables {
    let path =
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/cdnow_sample_transactions.csv");
    let file = std::fs::read_to_string(path).unwrap();
    let mut orders = Vec::new();
    for row in file.lines().skip(1) {
        let cells: Vec<&str> = row.split(',').collect();
        let day = crate::table::custom_column::read_date(cells[2]).unwrap();
        let amount = Money::from_major(cells[4].parse().unwrap());
        orders.push(order(cells[1].parse().unwrap(), day.0, amount.0));
    }
    let n_customers = orders.iter().map(|order| order.customer.0).max().unwrap();
    let mut tables = workspace(vec![Customer::default(); n_customers as usize]);
    add_orders(&mut tables, orders);
    tables
}
