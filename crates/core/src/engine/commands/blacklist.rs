//! Putting people on the blacklist, and taking them off it. Adding what is there, or removing what
//! is not, is no error: the list ends up as it was asked for.

use super::Change;
use crate::contact::blacklist::{contacts_of, entries, normalise, replace};
use crate::domain::blacklist::BlockedContact;
use crate::domain::day::Day;
use crate::domain::ids::CustomerId;
use crate::protocol::{EngineError, Outcome, Thing};
use crate::table::tables::Tables;
use crate::words::{self, write_count};

/// Contacts are brought into normal form; one that is none refuses the whole step.
pub fn add_to_blacklist(tables: &Tables, added: &[BlockedContact]) -> Result<Change, EngineError> {
    let in_form = |entry: &BlockedContact| {
        let value = normalise(entry.by, &entry.value)?;
        Some(BlockedContact { value, reason: entry.reason.trim().to_owned(), ..entry.clone() })
    };
    let in_form: Option<Vec<_>> = added.iter().map(in_form).collect();
    let Some(added) = in_form.filter(|added| !added.is_empty()) else {
        return Err(EngineError::BadInput { detail: words::refusals::no_such_contact() });
    };
    let label = words::commands::block_contacts(write_count(added.len() as i64));
    let all = entries(tables).iter().cloned().chain(added).collect();
    Ok(Change { tables: replace(tables, all), label, outcome: Outcome::Nothing })
}

pub fn remove_from_blacklist(tables: &Tables, removed: &[BlockedContact]) -> Change {
    let is_removed = |entry: &BlockedContact| {
        removed.iter().any(|other| (other.by, &other.value) == (entry.by, &entry.value))
    };
    let rest: Vec<_> = entries(tables).iter().filter(|entry| !is_removed(entry)).cloned().collect();
    let label = words::commands::unblock_contacts(write_count(removed.len() as i64));
    Change { tables: replace(tables, rest), label, outcome: Outcome::Nothing }
}

/// Every contact of these customers.
pub fn block_customers(
    tables: &Tables,
    ids: &[CustomerId],
    reason: &str,
    today: Day,
) -> Result<Change, EngineError> {
    let mut all = entries(tables).to_vec();
    let (mut n_blocked, mut n_without) = (0, 0);
    for id in ids {
        let customer = tables.customers.get(*id);
        let customer = customer.ok_or(EngineError::NotFound { what: Thing::Customer })?;
        let contacts = contacts_of(customer);
        if contacts.is_empty() {
            n_without += 1;
        } else {
            n_blocked += 1;
        }
        all.extend(contacts.into_iter().map(|(by, value)| BlockedContact {
            by,
            value,
            reason: reason.trim().to_owned(),
            day: today,
        }));
    }
    if n_blocked == 0 {
        return Err(EngineError::BadInput { detail: words::refusals::nothing_to_block_by() });
    }
    let label = words::commands::block_customers(write_count(n_blocked.into()));
    let outcome = Outcome::Blocked { n_blocked, n_without };
    Ok(Change { tables: replace(tables, all), label, outcome })
}
