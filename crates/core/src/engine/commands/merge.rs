//! Making one customer of several, and noting who is not the same. How they are parted again: `split`.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::Change;
use super::edit::{must_be_named, name_of};
use super::segments::merge_on_lists;
use crate::contact::lasting::LastingBlocks;
use crate::domain::customer::Customer;
use crate::domain::day::Day;
use crate::domain::ids::{CustomerId, LogId};
use crate::domain::log::Happening;
use crate::matching::{MatchSettings, Survivorship, joined_consent, merge_customers};
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
    let mut lasting = LastingBlocks::of(tables, today);
    let mut records = Vec::with_capacity(choices.len());
    let home = MatchSettings::of(&tables.facts).home;
    for choice in choices {
        let parts: Option<Vec<&Customer>> =
            choice.parts.iter().map(|id| tables.customers.get(*id)).collect();
        let parts = parts.ok_or(EngineError::NotFound { what: Thing::Customer })?;
        let survivor = choice.parts[0];
        let merged = match &choice.merged {
            // Whatever is chosen, nobody's refusal is lost, one that was noted meanwhile neither.
            Some(merged) => Customer {
                id: survivor,
                consent: joined_consent(&parts, merged, home),
                ..merged.as_ref().clone()
            },
            None => {
                let rules = Survivorship::by(&tables.facts.joining, survivor);
                merge_customers(&by_last_change(&parts, &last_changes), &rules, home)
            }
        };
        must_be_named(&merged)?;
        let mut record = MergeRecord {
            day: today,
            belongings: vec![Belongings::default(); parts.len() - 1],
            parts: parts.into_iter().cloned().collect(),
            merged,
            referrals: Vec::new(),
            came_into: Vec::new(),
            was_blocked: false,
            newly_blocked: Vec::new(),
            split: None,
        };
        lasting.follow_merge(&mut record);
        records.push(record);
    }
    let mut tables = tables.clone();
    move_belongings(&mut tables, &mut records);
    let gone: BTreeSet<CustomerId> =
        records.iter().flat_map(|record| &record.parts[1..]).map(|part| part.id).collect();
    tables.customers.remove(&gone);
    tables.customers.replace(records.iter().map(|record| record.merged.clone()));
    redirect_referrals(&mut tables, &mut records);
    merge_on_lists(&mut tables, &mut records);
    let label = match &records[..] {
        [record] => commands::merge_customer(
            write_count(record.parts.len() as i64),
            name_of(&record.merged),
        ),
        _ => commands::merge_customers(write_count(records.len() as i64)),
    };
    let survivors: Vec<CustomerId> = records.iter().map(|record| record.merged.id).collect();
    let label = lasting.put_into(&mut tables, label);
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
    let home = MatchSettings::of(&tables.facts).home;
    Ok(merge_customers(&by_last_change(&customers, &last_changes), rules, home))
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
