//! Parting what a merge made one. Must not know how it was found to be one.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::Change;
use super::edit::name_of;
use super::segments::split_on_lists;
use crate::contact::given_for::is_replaced;
use crate::contact::lasting::part_blocks;
use crate::domain::consent::{Channel, ChannelConsent, Consent, Permission};
use crate::domain::customer::Customer;
use crate::domain::customer_merge;
use crate::domain::day::Day;
use crate::domain::ids::{CustomerId, DocumentId};
use crate::domain::log::Happening;
use crate::matching::MatchSettings;
use crate::matching::contact::HomeCountry;
use crate::protocol::{EngineError, Outcome, Thing};
use crate::table::chunk::Chunk;
use crate::table::documents::{Document, MergeRecord};
use crate::table::tables::Tables;
use crate::words::{commands, write_count};

/// Parts what a merge made one. What was changed since stays with the first part, unless the merge
/// itself had changed it; what was added since stays there too. A refusal or a block since then holds for
/// all of them: nobody knows who of them it was.
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
    let home = MatchSettings::of(&tables.facts).home;
    let refused = refused_since(&record.merged.consent, &now.consent);
    let others = record.parts[1..].iter().map(|part| with_refusals(part.clone(), &refused));
    let mut parts: Vec<Customer> =
        std::iter::once(first_part(record, now, home)).chain(others).collect();
    must_find_numbers_free(tables, record, now)?;
    let now = now.clone();
    let mut tables = tables.clone();
    part_blocks(&mut tables, record, &now, &mut parts, today);
    let others = parts.split_off(1);
    tables.customers.replace(parts);
    tables.customers.insert(others);
    give_back(&mut tables, record);
    split_on_lists(&mut tables, record);
    let label =
        commands::split_customer(name_of(&record.merged), write_count(record.parts.len() as i64));
    let ids: Vec<CustomerId> = record.parts.iter().map(|part| part.id).collect();
    record.split = Some(today);
    tables.documents.insert(merge, Arc::new(Chunk::new(Document::Merges(records))));
    tables.note(today, ids.into_iter().map(|id| (id, Happening::Split { merge })));
    Ok(Change { tables, label, outcome: Outcome::Document(merge) })
}

/// The part whose id stayed: as it was, with what has been changed since.
fn first_part(record: &MergeRecord, now: &Customer, home: Option<HomeCountry>) -> Customer {
    let (merged, part) = (&record.merged, &record.parts[0]);
    let mut first = customer_merge::merge(merged, part, now);
    first.tags = with_later(&merged.tags, &part.tags, &now.tags);
    first.reasons = with_later(&merged.reasons, &part.reasons, &now.reasons);
    first.notes = with_later(&merged.notes, &part.notes, &now.notes);
    // What a person said since is the last word, whatever the merge had made of it; a permission only
    // for the contact that they had then.
    for channel in Channel::ALL {
        let said = now.consent.channels.get(&channel);
        if said != merged.consent.channels.get(&channel) {
            let is_granted = said.is_some_and(|said| said.permission == Permission::Granted);
            let is_for_another = is_granted && is_replaced(now, &first, channel, home);
            match if is_for_another { part.consent.channels.get(&channel) } else { said } {
                Some(said) => first.consent.set(channel, said.clone()),
                None => _ = first.consent.channels.remove(&channel),
            }
        }
    }
    if now.consent.opt_out != merged.consent.opt_out {
        first.consent.opt_out.clone_from(&now.consent.opt_out);
    }
    first
}

/// What a part had, without what was taken away since the merge, and with what was added.
fn with_later<T: PartialEq + Clone>(merged: &[T], part: &[T], now: &[T]) -> Vec<T> {
    let stays = |one: &&T| now.contains(one) || !merged.contains(one);
    let is_later = |one: &&T| !merged.contains(one) && !part.contains(one);
    part.iter().filter(stays).chain(now.iter().filter(is_later)).cloned().collect()
}

/// The refusals of `now` that `merged` does not have.
fn refused_since(merged: &Consent, now: &Consent) -> Consent {
    let is_new = |(channel, said): &(&Channel, &ChannelConsent)| {
        said.permission == Permission::Refused && merged.noted(**channel) != Permission::Refused
    };
    let channels = now.channels.iter().filter(is_new);
    Consent {
        channels: channels.map(|(channel, said)| (*channel, said.clone())).collect(),
        opt_out: now.opt_out.clone().filter(|_| !merged.opted_out()),
    }
}

fn with_refusals(mut part: Customer, refused: &Consent) -> Customer {
    for (channel, said) in &refused.channels {
        if part.consent.noted(*channel) != Permission::Refused {
            part.consent.set(*channel, said.clone());
        }
    }
    part.consent.opt_out = part.consent.opt_out.or_else(|| refused.opt_out.clone());
    part
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

/// A part's number may have been given to somebody else meanwhile; not one that the customer has still.
fn must_find_numbers_free(
    tables: &Tables,
    record: &MergeRecord,
    now: &Customer,
) -> Result<(), EngineError> {
    let keys = record.parts.iter().map(|part| part.key.trim());
    let keys: BTreeSet<&str> =
        keys.filter(|key| !key.is_empty() && *key != now.key.trim()).collect();
    let is_taken = |customer: &&Customer| {
        customer.id != record.merged.id && keys.contains(customer.key.trim())
    };
    match tables.customers.iter().find(is_taken) {
        None => Ok(()),
        Some(other) => Err(EngineError::KeyTaken { key: other.key.clone(), name: name_of(other) }),
    }
}

fn merges_of(tables: &Tables, id: DocumentId) -> Option<&[MergeRecord]> {
    match tables.documents.get(&id)?.data() {
        Document::Merges(records) => Some(records),
        _ => None,
    }
}
