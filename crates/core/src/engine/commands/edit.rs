//! Adding, editing and deleting customers.

use std::collections::BTreeSet;

use super::Change;
use super::segments::take_off_lists;
use crate::contact::blacklist::{Blacklist, entries, replace};
use crate::contact::given_for::take_back_stale;
use crate::contact::lasting::LastingBlocks;
use crate::contact::refusals::RefusalsLeft;
use crate::domain::customer::Customer;
use crate::domain::day::Day;
use crate::domain::ids::CustomerId;
use crate::domain::log::{Happening, changes};
use crate::engine::labels::shorten;
use crate::matching::MatchSettings;
use crate::protocol::{EngineError, Outcome, Thing};
use crate::table::tables::Tables;
use crate::words::{self, write_count};

pub fn add_customer(
    tables: &Tables,
    customer: &Customer,
    today: Day,
) -> Result<Change, EngineError> {
    must_be_named(customer)?;
    must_be_free(tables, customer)?;
    let mut tables = tables.clone();
    let id = CustomerId(tables.next_ids.customer);
    tables.next_ids.customer += 1;
    tables.customers.append([Customer { id, ..customer.clone() }]);
    let stage = customer.stage.map(|to| Happening::Stage { from: None, to: Some(to) });
    tables.note(today, [Happening::Added].into_iter().chain(stage).map(|line| (id, line)));
    let label = words::commands::add_customer(name_of(customer));
    Ok(Change { tables, label, outcome: Outcome::Customer(id) })
}

/// Only what was seen is replaced: what another tab has saved since must not go unnoticed. Who was
/// blocked stays so, by the old contacts and by the new ones; a permission holds only for the contact it
/// was given for.
pub fn edit_customer(
    tables: &Tables,
    before: &Customer,
    customer: &Customer,
    today: Day,
) -> Result<Change, EngineError> {
    must_be_named(customer)?;
    match tables.customers.get(customer.id) {
        None => return Err(EngineError::NotFound { what: Thing::Customer }),
        Some(stored) if stored != before => return Err(EngineError::Conflict),
        Some(stored) if stored.key != customer.key => must_be_free(tables, customer)?,
        Some(_) => {}
    }
    let (id, mut after) = (customer.id, customer.clone());
    let mut lasting = LastingBlocks::of(tables, today);
    let is_stale = take_back_stale(before, &mut after, MatchSettings::of(&tables.facts).home);
    lasting.follow([before], &mut after);
    let mut tables = tables.clone();
    let lines = changes(before, &after).into_iter();
    tables.note(today, lines.map(|line| (id, line)));
    let is_only_consent = *before == Customer { consent: before.consent.clone(), ..after.clone() };
    let label = match is_only_consent {
        true => words::commands::edit_consent(name_of(customer)),
        false => words::commands::edit_customer(name_of(customer)),
    };
    tables.customers.replace([after]);
    let label = if is_stale { words::commands::permissions_gone(label) } else { label };
    let label = lasting.put_into(&mut tables, label);
    Ok(Change { tables, label, outcome: Outcome::Customer(id) })
}

/// Their orders, interactions and log go with them. Whoever may not be written to at all is blocked by their
/// contacts: the next file must not bring them in as permitted.
pub fn delete_customers(
    tables: &Tables,
    ids: &[CustomerId],
    today: Day,
) -> Result<Change, EngineError> {
    let ids: BTreeSet<CustomerId> = ids.iter().copied().collect();
    let name = match ids.first() {
        Some(id) if ids.len() == 1 => tables.customers.get(*id).map(name_of),
        _ => None,
    };
    let gone = ids.iter().filter_map(|id| tables.customers.get(*id));
    let RefusalsLeft { blocks, n_blocked, n_forgotten } =
        RefusalsLeft::of(gone, &Blacklist::of(tables), tables.facts.language(), today);
    let mut tables = tables.clone();
    let n_deleted = tables.customers.remove(&ids);
    if n_deleted == 0 {
        return Err(EngineError::NotFound { what: Thing::Customer });
    }
    tables.orders.remove_of_customers(&ids);
    tables.interactions.retain(|interaction| !ids.contains(&interaction.customer));
    tables.log.retain(|entry| !ids.contains(&entry.customer));
    take_off_lists(&mut tables, &ids);
    let label = match name {
        Some(name) => words::commands::delete_customer(name),
        None => words::commands::delete_customers(write_count(n_deleted as i64)),
    };
    let label = if n_forgotten > 0 { words::commands::refusals_gone(label) } else { label };
    let label = match blocks.is_empty() {
        true => label,
        false => {
            tables = replace(&tables, entries(&tables).iter().cloned().chain(blocks).collect());
            words::commands::refusers_blocked(label)
        }
    };
    Ok(Change { tables, label, outcome: Outcome::Deleted { n_blocked, n_forgotten } })
}

/// Nobody could find a customer without any of these again.
pub fn must_be_named(customer: &Customer) -> Result<(), EngineError> {
    let named = [&customer.name, &customer.key, &customer.phone, &customer.email, &customer.wechat];
    if named.iter().any(|text| !text.trim().is_empty()) {
        return Ok(());
    }
    Err(EngineError::BadInput { detail: words::refusals::name_customer() })
}

/// Two people under one number are hard to tell apart for the next import.
fn must_be_free(tables: &Tables, customer: &Customer) -> Result<(), EngineError> {
    let key = customer.key.trim();
    let is_taken = |other: &&Customer| other.id != customer.id && other.key.trim() == key;
    match tables.customers.iter().find(is_taken).filter(|_| !key.is_empty()) {
        None => Ok(()),
        Some(other) => Err(EngineError::KeyTaken { key: key.to_owned(), name: name_of(other) }),
    }
}

pub fn name_of(customer: &Customer) -> String {
    let names =
        [&customer.name, &customer.company, &customer.key, &customer.phone, &customer.email];
    let name = names.iter().find(|text| !text.trim().is_empty());
    shorten(name.map_or(customer.wechat.as_str(), |name| name.as_str()))
}
