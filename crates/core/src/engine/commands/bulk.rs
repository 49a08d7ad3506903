//! One change made to many customers at once, as one step.

use std::collections::{BTreeMap, BTreeSet};

use super::Change;
use crate::contact::given_for::take_back_stale;
use crate::contact::lasting::LastingBlocks;
use crate::domain::customer::{Customer, Stage, split_tags};
use crate::domain::customer_field::{CustomerField, WrongValue};
use crate::domain::day::Day;
use crate::domain::ids::CustomerId;
use crate::domain::log::{Happening, changes};
use crate::domain::reason::{RecordedReason, add_missing};
use crate::domain::text::Text;
use crate::domain::workspace::WorkspaceFacts;
use crate::engine::labels::shorten;
use crate::matching::MatchSettings;
use crate::playbooks::{reason_key, reason_name};
use crate::protocol::{BulkChange, EngineError, Outcome};
use crate::table::custom_column;
use crate::table::tables::Tables;
use crate::views::bulk::{BulkExample, BulkPreview};
use crate::words::{commands, refusals, write_count};

const MOST_EXAMPLES: usize = 5;

/// # Errors
/// The value is none of the field's, or a customer number would be given twice.
pub fn edit_many(
    tables: &Tables,
    ids: &[CustomerId],
    change: &BulkChange,
    today: Day,
) -> Result<Change, EngineError> {
    let (mut changed, has_stale) = changed_customers(tables, ids, change)?;
    let n_changed = changed.len();
    let mut lasting = LastingBlocks::of(tables, today);
    for after in &mut changed {
        lasting.follow(tables.customers.get(after.id), after);
    }
    let mut tables = tables.clone();
    let lines: Vec<_> = changed
        .iter()
        .filter_map(|after| Some((tables.customers.get(after.id)?, after)))
        .flat_map(|(before, after)| changes(before, after).into_iter().map(|line| (after.id, line)))
        .collect();
    tables.note(today, lines);
    tables.customers.replace(changed);
    let n = write_count(n_changed as i64);
    let label = match change {
        BulkChange::AddTag(tag) => commands::tag_customers(n, shorten(tag)),
        BulkChange::RemoveTag(tag) => commands::untag_customers(n, shorten(tag)),
        BulkChange::AddReason(reason) => commands::note_reason(n, named(&reason.key)),
        BulkChange::RemoveReason(words) => commands::take_back_reason(n, named(words)),
        BulkChange::Replace { find, with, .. } => {
            commands::replace_text(shorten(find), shorten(with), n)
        }
        BulkChange::Consent { .. } | BulkChange::OptOut(_) => commands::change_consents(n),
        BulkChange::Set { .. } | BulkChange::Stage(_) => commands::edit_customers(n),
    };
    let label = if has_stale { commands::permissions_gone(label) } else { label };
    let label = lasting.put_into(&mut tables, label);
    let outcome = Outcome::Changed { n_customers: n_changed as u32 };
    Ok(Change { tables, label, outcome })
}

/// What a reason is called, of these words, as it fits on one line.
fn named(words: &str) -> Text {
    let Text { en, zh } = reason_name(&reason_key(words));
    Text::new(shorten(&en), shorten(&zh))
}

/// What the change would do, with nothing changed.
///
/// # Errors
/// As [`edit_many`].
pub fn preview(
    tables: &Tables,
    ids: &[CustomerId],
    change: &BulkChange,
    stage_of: impl Fn(CustomerId) -> Option<Stage>,
) -> Result<BulkPreview, EngineError> {
    let (changed, _) = changed_customers(tables, ids, change)?;
    let moves = &tables.facts.lenses.stage_moves;
    let is_unusual = |id: CustomerId| match change {
        BulkChange::Stage(Some(to)) => stage_of(id).is_some_and(|from| !moves.is_usual(from, *to)),
        _ => false,
    };
    let example = |after: &Customer| {
        let before = tables.customers.get(after.id)?;
        Some(BulkExample {
            id: after.id,
            name: after.name.clone(),
            changes: changes(before, after),
        })
    };
    let examples: Vec<BulkExample> =
        changed.iter().take(MOST_EXAMPLES).filter_map(example).collect();
    Ok(BulkPreview {
        n_changed: changed.len() as u32,
        n_same: (ids.len() - changed.len()) as u32,
        n_unusual: changed.iter().filter(|after| is_unusual(after.id)).count() as u32,
        reasons: reason_names(&examples),
        examples,
    })
}

fn reason_names(examples: &[BulkExample]) -> Vec<(String, Text)> {
    let changes = examples.iter().flat_map(|example| &example.changes);
    let keys: BTreeSet<&String> = changes
        .filter_map(|change| match change {
            Happening::Reasons { added, removed } => Some(added.iter().chain(removed)),
            _ => None,
        })
        .flatten()
        .collect();
    keys.into_iter().map(|key| (key.clone(), reason_name(key))).collect()
}

/// As they would be, and whether a permission goes with the contact it was given for.
fn changed_customers(
    tables: &Tables,
    ids: &[CustomerId],
    change: &BulkChange,
) -> Result<(Vec<Customer>, bool), EngineError> {
    check(change, &tables.facts)?;
    let home = MatchSettings::of(&tables.facts).home;
    let (mut changed, mut has_stale) = (Vec::new(), false);
    for before in ids.iter().filter_map(|id| tables.customers.get(*id)) {
        let mut after = before.clone();
        make(change, &mut after, &tables.facts)
            .map_err(|WrongValue| EngineError::BadInput { detail: refusals::wrong_value() })?;
        has_stale |= take_back_stale(before, &mut after, home);
        if after != *before {
            changed.push(after);
        }
    }
    must_keep_numbers_apart(tables, &changed)?;
    Ok((changed, has_stale))
}

/// What holds whoever is changed.
fn check(change: &BulkChange, facts: &WorkspaceFacts) -> Result<(), EngineError> {
    let refuse = |detail| Err(EngineError::BadInput { detail });
    match change {
        BulkChange::Set { field: CustomerField::Key, value } if !value.trim().is_empty() => {
            refuse(refusals::one_number_for_many())
        }
        BulkChange::Set { field: CustomerField::Custom(key), value } => {
            let field = facts.custom_fields.iter().find(|field| field.key == *key);
            match field {
                None => refuse(refusals::no_such_field()),
                Some(field) if !custom_column::fits(field.kind, value.trim()) => {
                    refuse(refusals::wrong_value())
                }
                Some(_) => Ok(()),
            }
        }
        BulkChange::AddTag(tag) | BulkChange::RemoveTag(tag) if tag.trim().is_empty() => {
            refuse(refusals::name_tag())
        }
        BulkChange::AddReason(RecordedReason { key, .. }) | BulkChange::RemoveReason(key)
            if key.trim().is_empty() =>
        {
            refuse(refusals::name_reason())
        }
        BulkChange::Replace { find, .. } if find.is_empty() => refuse(refusals::say_what_to_find()),
        _ => Ok(()),
    }
}

fn make(
    change: &BulkChange,
    customer: &mut Customer,
    facts: &WorkspaceFacts,
) -> Result<(), WrongValue> {
    match change {
        BulkChange::Set { field, value } => field.write(customer, value)?,
        BulkChange::Stage(stage) => customer.stage = *stage,
        BulkChange::AddTag(tag) => {
            for tag in split_tags(tag) {
                if !customer.tags.iter().any(|known| known == tag) {
                    customer.tags.push(tag.to_owned());
                }
            }
        }
        BulkChange::RemoveTag(tag) => customer.tags.retain(|known| known != tag.trim()),
        BulkChange::AddReason(reason) => {
            let reason = RecordedReason { key: reason_key(&reason.key), ..reason.clone() };
            add_missing(&mut customer.reasons, [reason]);
        }
        BulkChange::RemoveReason(words) => {
            let key = reason_key(words);
            customer.reasons.retain(|known| known.key != key);
        }
        BulkChange::Consent { channel, consent } => customer.consent.set(*channel, consent.clone()),
        BulkChange::OptOut(opt_out) => customer.consent.opt_out = opt_out.clone(),
        BulkChange::Replace { field, find, with, whole } => {
            let fields: Vec<CustomerField> = match field {
                Some(field) => vec![field.clone()],
                None => text_fields(facts),
            };
            for field in fields {
                let before = field.read(customer);
                let after = replace(&before, find, with, *whole);
                if after != before {
                    field.write(customer, &after)?;
                }
            }
            if field.is_none() {
                customer.tags = replace_in_tags(&customer.tags, find, with, *whole);
            }
        }
    }
    Ok(())
}

/// The fields that hold words; a replacement everywhere must not touch numbers and dates. Notes are not
/// among them: they are what was said on a day.
fn text_fields(facts: &WorkspaceFacts) -> Vec<CustomerField> {
    let custom = facts.custom_fields.iter().filter(|field| custom_column::is_text(field.kind));
    let own = [
        CustomerField::Name,
        CustomerField::Email,
        CustomerField::WeChat,
        CustomerField::Company,
        CustomerField::Region,
        CustomerField::Sex,
        CustomerField::Occupation,
        CustomerField::Personality,
        CustomerField::LeadSource,
    ];
    own.into_iter().chain(custom.map(|field| CustomerField::Custom(field.key.clone()))).collect()
}

/// Each tag once, and none that is empty.
fn replace_in_tags(tags: &[String], find: &str, with: &str, whole: bool) -> Vec<String> {
    let mut after: Vec<String> = Vec::with_capacity(tags.len());
    for tag in tags {
        let text = replace(tag, find, with, whole);
        // A sign that stands between tags may have come in.
        let parts = if text == *tag { vec![tag.as_str()] } else { split_tags(&text).collect() };
        for part in parts {
            if !after.iter().any(|known| known == part) {
                after.push(part.to_owned());
            }
        }
    }
    after
}

fn replace(text: &str, find: &str, with: &str, whole: bool) -> String {
    match whole {
        true if text == find => with.to_owned(),
        true => text.to_owned(),
        false => text.replace(find, with),
    }
}

/// Two people under one number are hard to tell apart for the next import: nobody gets somebody's. Who had
/// one in common before does no harm.
fn must_keep_numbers_apart(tables: &Tables, changed: &[Customer]) -> Result<(), EngineError> {
    let is_new = |after: &&Customer| {
        tables.customers.get(after.id).is_some_and(|before| before.key != after.key)
    };
    let renumbered: BTreeSet<CustomerId> =
        changed.iter().filter(is_new).map(|customer| customer.id).collect();
    if renumbered.is_empty() {
        return Ok(());
    }
    let after: BTreeMap<CustomerId, &Customer> =
        changed.iter().map(|customer| (customer.id, customer)).collect();
    let mut seen: BTreeMap<&str, &Customer> = BTreeMap::new();
    for customer in tables.customers.iter() {
        let customer = after.get(&customer.id).copied().unwrap_or(customer);
        let key = customer.key.trim();
        if key.is_empty() {
            continue;
        }
        if let Some(other) = seen.insert(key, customer)
            && [customer.id, other.id].iter().any(|id| renumbered.contains(id))
        {
            return Err(EngineError::KeyTaken { key: key.to_owned(), name: other.name.clone() });
        }
    }
    Ok(())
}
