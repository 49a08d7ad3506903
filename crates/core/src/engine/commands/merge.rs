//! Making one customer of several, parting them again, and noting who is not the same.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::Change;
use super::edit::{must_be_named, name_of};
use crate::domain::customer::Customer;
use crate::domain::customer_merge;
use crate::domain::day::Day;
use crate::domain::ids::{CustomerId, DocumentId, LogId};
use crate::domain::log::Happening;
use crate::matching::{Survivorship, merge_customers};
use crate::protocol::{EngineError, MergeChoice, Outcome, Thing};
use crate::table::chunk::Chunk;
use crate::table::documents::{Belongings, Document, MergeRecord};
use crate::table::tables::Tables;
use crate::words::{commands, refusals, write_count};

/// Every group becomes the customer that its first part is, with the others' orders, contacts and
/// log. One document keeps what is needed to part them.
///
/// # Errors
/// A part is gone, is named twice, or the merged customer could not be found again.
pub fn merge(tables: &Tables, choices: &[MergeChoice], today: Day) -> Result<Change, EngineError> {
    let mut seen = BTreeSet::new();
    let parts_are_apart =
        choices.iter().flat_map(|choice| &choice.parts).all(|id| seen.insert(*id));
    let has_several = choices.iter().all(|choice| choice.parts.len() > 1);
    if choices.is_empty() || !parts_are_apart || !has_several {
        return Err(EngineError::BadInput { detail: refusals::choose_two() });
    }
    let last_changes = last_changes(tables, &seen);
    let mut records = Vec::with_capacity(choices.len());
    for choice in choices {
        let parts: Option<Vec<&Customer>> =
            choice.parts.iter().map(|id| tables.customers.get(*id)).collect();
        let parts = parts.ok_or(EngineError::NotFound { what: Thing::Customer })?;
        let survivor = choice.parts[0];
        let merged = match &choice.merged {
            Some(merged) => Customer { id: survivor, ..merged.as_ref().clone() },
            None => {
                let rules = Survivorship { survivor, ..Survivorship::default() };
                merge_customers(&by_last_change(&parts, &last_changes), &rules)
            }
        };
        must_be_named(&merged)?;
        records.push(MergeRecord {
            day: today,
            belongings: vec![Belongings::default(); parts.len() - 1],
            parts: parts.into_iter().cloned().collect(),
            merged,
            referrals: Vec::new(),
            split: None,
        });
    }
    let mut tables = tables.clone();
    move_belongings(&mut tables, &mut records);
    let gone: BTreeSet<CustomerId> =
        records.iter().flat_map(|record| &record.parts[1..]).map(|part| part.id).collect();
    tables.customers.remove(&gone);
    tables.customers.replace(records.iter().map(|record| record.merged.clone()));
    redirect_referrals(&mut tables, &mut records);
    let label = match &records[..] {
        [record] => commands::merge_customer(
            write_count(record.parts.len() as i64),
            name_of(&record.merged),
        ),
        _ => commands::merge_customers(write_count(records.len() as i64)),
    };
    let survivors: Vec<CustomerId> = records.iter().map(|record| record.merged.id).collect();
    let merge = tables.add_document(Document::Merges(records));
    tables.note(today, survivors.into_iter().map(|id| (id, Happening::Merged { merge })));
    Ok(Change { tables, label, outcome: Outcome::Document(merge) })
}

/// What would become of these customers by the rules.
///
/// # Errors
/// One of them is gone.
pub fn merged(
    tables: &Tables,
    parts: &[CustomerId],
    rules: &Survivorship,
) -> Result<Customer, EngineError> {
    let customers: Option<Vec<&Customer>> =
        parts.iter().map(|id| tables.customers.get(*id)).collect();
    let customers = customers.ok_or(EngineError::NotFound { what: Thing::Customer })?;
    let last_changes = last_changes(tables, &parts.iter().copied().collect());
    Ok(merge_customers(&by_last_change(&customers, &last_changes), rules))
}

/// The newest line in the log of each of these.
fn last_changes(tables: &Tables, ids: &BTreeSet<CustomerId>) -> HashMap<CustomerId, LogId> {
    let own = tables.log.iter().filter(|entry| ids.contains(&entry.customer));
    own.map(|entry| (entry.customer, entry.id)).collect()
}

/// The newest last; those of whom no log tells first, in the order in which they came.
fn by_last_change<'a>(
    parts: &[&'a Customer],
    last_changes: &HashMap<CustomerId, LogId>,
) -> Vec<&'a Customer> {
    let mut parts = parts.to_vec();
    parts.sort_by_key(|part| (last_changes.get(&part.id).copied(), part.id));
    parts
}

/// Gives everything that hangs on a part to the customer it becomes, and notes what it was.
fn move_belongings(tables: &mut Tables, records: &mut [MergeRecord]) {
    // Where each part that goes stands: which record, which of its parts after the first.
    let mut places: HashMap<CustomerId, (usize, usize)> = HashMap::new();
    for (at, record) in records.iter().enumerate() {
        let gone = record.parts[1..].iter().enumerate();
        places.extend(gone.map(|(part, customer)| (customer.id, (at, part))));
    }
    let survivors: Vec<CustomerId> = records.iter().map(|record| record.merged.id).collect();
    let heir = |id: CustomerId| places.get(&id).map(|(at, _)| survivors[*at]);
    for (order, from) in tables.orders.reassign(|_, customer| heir(customer)) {
        let (at, part) = places[&from];
        records[at].belongings[part].orders.push(order);
    }
    let interactions: Vec<_> = tables
        .interactions
        .iter()
        .filter_map(|row| Some((heir(row.customer)?, row.clone())))
        .collect();
    tables.interactions.replace(interactions.into_iter().map(|(heir, mut row)| {
        let (at, part) = places[&row.customer];
        records[at].belongings[part].interactions.push(row.id);
        row.customer = heir;
        row
    }));
    let log: Vec<_> =
        tables.log.iter().filter_map(|row| Some((heir(row.customer)?, row.clone()))).collect();
    tables.log.replace(log.into_iter().map(|(heir, mut row)| {
        let (at, part) = places[&row.customer];
        records[at].belongings[part].log.push(row.id);
        row.customer = heir;
        row
    }));
}

/// Whoever was brought by a part was brought by the customer that the part became; nobody was brought
/// by themselves.
fn redirect_referrals(tables: &mut Tables, records: &mut [MergeRecord]) {
    let mut lost: HashMap<String, usize> = HashMap::new();
    let mut survivors: HashMap<CustomerId, usize> = HashMap::new();
    for (at, record) in records.iter().enumerate() {
        survivors.insert(record.merged.id, at);
        let keys = record.parts.iter().map(|part| part.key.trim()).filter(|key| !key.is_empty());
        lost.extend(keys.map(|key| (key.to_owned(), at)));
    }
    let referred: Vec<(Customer, usize)> = tables
        .customers
        .iter()
        .filter_map(|row| Some((row.clone(), *lost.get(row.referred_by_key.trim())?)))
        .collect();
    let mut redirected = Vec::with_capacity(referred.len());
    for (mut customer, at) in referred {
        let own = survivors.get(&customer.id);
        let key = match own {
            Some(own) if *own == at => String::new(),
            _ => records[at].merged.key.clone(),
        };
        if key == customer.referred_by_key {
            continue;
        }
        let before = std::mem::replace(&mut customer.referred_by_key, key.clone());
        match own {
            // What a survivor is, its record says: a split goes back to its part.
            Some(own) => records[*own].merged.referred_by_key = key,
            None => records[at].referrals.push((customer.id, before)),
        }
        redirected.push(customer);
    }
    tables.customers.replace(redirected);
}

/// Parts what a merge made one. What was changed since stays with the first part, unless the merge
/// itself had changed it; what was added since stays there too.
///
/// # Errors
/// There is no such merge, it was split already, or the customer is gone.
pub fn split(
    tables: &Tables,
    merge: DocumentId,
    at: u32,
    today: Day,
) -> Result<Change, EngineError> {
    let gone = EngineError::NotFound { what: Thing::Merge };
    let mut records = merges_of(tables, merge).ok_or(gone.clone())?.to_vec();
    let record =
        records.get_mut(at as usize).filter(|record| record.split.is_none()).ok_or(gone)?;
    let now = tables.customers.get(record.merged.id);
    let now = now.ok_or(EngineError::NotFound { what: Thing::Customer })?;
    let first = customer_merge::merge(&record.merged, &record.parts[0], now);
    let others = &record.parts[1..];
    let mut tables = tables.clone();
    must_find_numbers_free(&tables, record)?;
    tables.customers.replace([first]);
    tables.customers.insert(others.to_vec());
    give_back(&mut tables, record);
    let label =
        commands::split_customer(name_of(&record.merged), write_count(record.parts.len() as i64));
    let ids: Vec<CustomerId> = record.parts.iter().map(|part| part.id).collect();
    record.split = Some(today);
    tables.documents.insert(merge, Arc::new(Chunk::new(Document::Merges(records))));
    tables.note(today, ids.into_iter().map(|id| (id, Happening::Split { merge })));
    Ok(Change { tables, label, outcome: Outcome::Document(merge) })
}

/// What belonged to a part is its own again, unless it has gone to somebody else since.
fn give_back(tables: &mut Tables, record: &MergeRecord) {
    let survivor = record.merged.id;
    let others = || record.parts[1..].iter().zip(&record.belongings);
    let orders: HashMap<_, _> =
        others().flat_map(|(part, own)| own.orders.iter().map(|order| (*order, part.id))).collect();
    tables
        .orders
        .reassign(|order, customer| orders.get(&order).copied().filter(|_| customer == survivor));
    for (part, own) in others() {
        let interactions = own.interactions.iter().filter_map(|id| tables.interactions.get(*id));
        let mut rows: Vec<_> =
            interactions.filter(|row| row.customer == survivor).cloned().collect();
        rows.iter_mut().for_each(|row| row.customer = part.id);
        tables.interactions.replace(rows);
        let log = own.log.iter().filter_map(|id| tables.log.get(*id));
        let mut rows: Vec<_> = log.filter(|row| row.customer == survivor).cloned().collect();
        rows.iter_mut().for_each(|row| row.customer = part.id);
        tables.log.replace(rows);
    }
    let referrals: BTreeMap<CustomerId, &String> =
        record.referrals.iter().map(|(id, key)| (*id, key)).collect();
    let own = |id: &CustomerId| {
        let customer = tables.customers.get(*id)?;
        let key = referrals.get(id)?;
        let unchanged = customer.referred_by_key == record.merged.key;
        unchanged.then(|| Customer { referred_by_key: (*key).clone(), ..customer.clone() })
    };
    let restored: Vec<Customer> = referrals.keys().filter_map(own).collect();
    tables.customers.replace(restored);
}

/// A part's number may have been given to somebody else meanwhile.
fn must_find_numbers_free(tables: &Tables, record: &MergeRecord) -> Result<(), EngineError> {
    let keys: BTreeSet<&str> =
        record.parts.iter().map(|part| part.key.trim()).filter(|key| !key.is_empty()).collect();
    let is_taken = |customer: &&Customer| {
        customer.id != record.merged.id && keys.contains(customer.key.trim())
    };
    match tables.customers.iter().find(is_taken) {
        None => Ok(()),
        Some(other) => Err(EngineError::KeyTaken { key: other.key.clone(), name: name_of(other) }),
    }
}

/// Notes that these pairs were looked at and are different people.
pub fn keep_apart(tables: &Tables, pairs: &[(CustomerId, CustomerId)]) -> Change {
    let mut tables = tables.clone();
    let known = tables.different().map(|(id, pairs)| (id, pairs.to_vec()));
    let ordered = pairs.iter().map(|(a, b)| (*a.min(b), *a.max(b)));
    let (id, all) = match known {
        Some((id, known)) => (Some(id), known.into_iter().chain(ordered).collect()),
        None => (None, ordered.collect::<BTreeSet<_>>()),
    };
    let document = Document::Different(all.into_iter().collect());
    let id = match id {
        Some(id) => {
            tables.documents.insert(id, Arc::new(Chunk::new(document)));
            id
        }
        None => tables.add_document(document),
    };
    let label = commands::keep_apart(write_count(pairs.len() as i64));
    Change { tables, label, outcome: Outcome::Document(id) }
}

fn merges_of(tables: &Tables, id: DocumentId) -> Option<&[MergeRecord]> {
    match tables.documents.get(&id)?.data() {
        Document::Merges(records) => Some(records),
        _ => None,
    }
}
