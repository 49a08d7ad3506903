//! Adding, editing and deleting customers.

use std::collections::BTreeSet;

use super::Change;
use crate::domain::customer::Customer;
use crate::domain::ids::CustomerId;
use crate::domain::text::Text;
use crate::engine::labels::{count, counted, shorten};
use crate::protocol::{EngineError, Outcome, Thing};
use crate::table::tables::Tables;

pub fn add_customer(tables: &Tables, customer: &Customer) -> Result<Change, EngineError> {
    must_be_named(customer)?;
    must_be_free(tables, customer)?;
    let mut tables = tables.clone();
    let id = CustomerId(tables.next_ids.customer);
    tables.next_ids.customer += 1;
    tables.customers.append([Customer { id, ..customer.clone() }]);
    let name = name_of(customer);
    let label = Text::new(format!("Add {name}"), format!("新增“{name}”"));
    Ok(Change { tables, label, outcome: Outcome::Customer(id) })
}

/// Only what was seen is replaced: what another tab has saved since must not go unnoticed.
pub fn edit_customer(
    tables: &Tables,
    before: &Customer,
    customer: &Customer,
) -> Result<Change, EngineError> {
    must_be_named(customer)?;
    match tables.customers.get(customer.id) {
        None => return Err(EngineError::NotFound { what: Thing::Customer }),
        Some(stored) if stored != before => return Err(EngineError::Conflict),
        Some(stored) if stored.key != customer.key => must_be_free(tables, customer)?,
        Some(_) => {}
    }
    let mut tables = tables.clone();
    tables.customers.replace([customer.clone()]);
    let name = name_of(customer);
    let label = Text::new(format!("Edit {name}"), format!("编辑“{name}”"));
    Ok(Change { tables, label, outcome: Outcome::Customer(customer.id) })
}

/// Their orders and interactions go with them.
pub fn delete_customers(tables: &Tables, ids: &[CustomerId]) -> Result<Change, EngineError> {
    let ids: BTreeSet<CustomerId> = ids.iter().copied().collect();
    let name = match ids.first() {
        Some(id) if ids.len() == 1 => tables.customers.get(*id).map(name_of),
        _ => None,
    };
    let mut tables = tables.clone();
    let n_deleted = tables.customers.remove(&ids);
    if n_deleted == 0 {
        return Err(EngineError::NotFound { what: Thing::Customer });
    }
    tables.orders.remove_of_customers(&ids);
    tables.interactions.retain(|interaction| !ids.contains(&interaction.customer));
    let label = match name {
        Some(name) => Text::new(format!("Delete {name}"), format!("删除“{name}”")),
        None => Text::new(
            format!("Delete {}", counted(n_deleted as u64, "customer", "customers")),
            format!("删除 {} 位客户", count(n_deleted as u64)),
        ),
    };
    Ok(Change { tables, label, outcome: Outcome::Nothing })
}

/// Nobody could find a customer without any of these again.
fn must_be_named(customer: &Customer) -> Result<(), EngineError> {
    let named = [&customer.name, &customer.key, &customer.phone, &customer.email, &customer.wechat];
    if named.iter().any(|text| !text.trim().is_empty()) {
        return Ok(());
    }
    Err(EngineError::BadInput {
        detail: Text::new(
            "Give a name, a customer number, a phone number or an e-mail address.",
            "请至少填写姓名、客户编号、电话或邮箱中的一项。",
        ),
    })
}

/// Two people under one number would be one to the next import.
fn must_be_free(tables: &Tables, customer: &Customer) -> Result<(), EngineError> {
    let key = customer.key.trim();
    let is_taken = |other: &&Customer| other.id != customer.id && other.key.trim() == key;
    match tables.customers.iter().find(is_taken).filter(|_| !key.is_empty()) {
        None => Ok(()),
        Some(other) => Err(EngineError::KeyTaken { key: key.to_owned(), name: name_of(other) }),
    }
}

fn name_of(customer: &Customer) -> String {
    let names =
        [&customer.name, &customer.company, &customer.key, &customer.phone, &customer.email];
    let name = names.iter().find(|text| !text.trim().is_empty());
    shorten(name.map_or(customer.wechat.as_str(), |name| name.as_str()))
}
