//! What a customer's timeline tells beside orders and contacts: the log with its files and merges by
//! name, and the stages that follow from orders and contacts.

use super::Derived;
use super::contacts::is_engagement;
use std::collections::BTreeSet;

use crate::domain::call::CallOutcome;
use crate::domain::customer::{Customer, Stage};
use crate::domain::day::Day;
use crate::domain::ids::{CustomerId, DocumentId};
use crate::domain::log::Happening;
use crate::playbooks::reason_name;
use crate::table::documents::Document;
use crate::table::tables::Tables;
use crate::views::table::{RecordEvent, RecordLine};

/// Newest first, at most `limit`.
pub fn record_lines(
    tables: &Tables,
    derived: &Derived,
    customer: &Customer,
    place: usize,
    limit: usize,
) -> Vec<RecordLine> {
    let own = tables.log.iter().filter(|entry| entry.customer == customer.id);
    let logged = own.map(|entry| {
        let line = RecordLine { day: entry.day, what: told(tables, customer.id, &entry.what) };
        (entry.id.0, line)
    });
    let reached = stages_reached(tables, derived, customer, place).into_iter();
    // On the same day, what follows from an order stands before what was logged.
    let mut lines: Vec<(u32, RecordLine)> = reached
        .map(|(day, stage)| (0, RecordLine { day, what: RecordEvent::StageReached(stage) }))
        .chain(logged)
        .collect();
    lines.sort_by_key(|(id, line)| std::cmp::Reverse((line.day, *id)));
    lines.truncate(limit);
    lines.into_iter().map(|(_, line)| line).collect()
}

fn told(tables: &Tables, id: CustomerId, what: &Happening) -> RecordEvent {
    match what {
        Happening::Imported { import, is_new } => {
            let file_name = match tables.documents.get(import).map(|document| document.data()) {
                Some(Document::Import(record)) => record.file_name.clone(),
                _ => String::new(),
            };
            RecordEvent::Imported { file_name, is_new: *is_new }
        }
        Happening::Merged { merge } => merge_of(tables, *merge, id, false),
        Happening::Split { merge } => merge_of(tables, *merge, id, true),
        Happening::Reasons { added, removed } => {
            let named = |keys: &[String]| keys.iter().map(|key| reason_name(key)).collect();
            RecordEvent::Reasons { added: named(added), removed: named(removed) }
        }
        other => RecordEvent::Logged(other.clone()),
    }
}

fn merge_of(tables: &Tables, merge: DocumentId, id: CustomerId, splits: bool) -> RecordEvent {
    let records = match tables.documents.get(&merge).map(|document| document.data()) {
        Some(Document::Merges(records)) => records.as_slice(),
        _ => &[],
    };
    let found = records
        .iter()
        .enumerate()
        .find(|(_, record)| record.parts.iter().any(|part| part.id == id));
    let (at, record) = match found {
        Some((at, record)) => (at as u32, Some(record)),
        None => (0, None),
    };
    let parts = record
        .map_or(Vec::new(), |record| record.parts.iter().map(|part| part.name.clone()).collect());
    match splits {
        true => RecordEvent::Split { parts },
        false => RecordEvent::Merged {
            merge,
            at,
            parts,
            can_be_split: record.is_some_and(|record| record.split.is_none()),
        },
    }
}

/// The days on which the person first showed interest, first bought, counted as lapsed and came back,
/// by the patience that held then. A stage set by hand is in the log instead.
fn stages_reached(
    tables: &Tables,
    derived: &Derived,
    customer: &Customer,
    place: usize,
) -> Vec<(Day, Stage)> {
    let purchases = &derived.purchases[place];
    let engaged = tables
        .interactions
        .iter()
        .filter(|row| row.customer == customer.id && is_engagement(row))
        .map(|row| row.day);
    let interested = engaged
        .min()
        .filter(|day| purchases.first_purchase.is_none_or(|first| *day < first))
        .map(|day| (day, Stage::Interested));
    // An order given in a call is one before it is on record.
    let contacts = tables.interactions.iter().filter(|row| row.customer == customer.id);
    let by_call = contacts
        .filter(|row| row.call.as_ref().is_some_and(|call| call.outcome == CallOutcome::Ordered))
        .map(|row| row.day.0);
    let on_record = derived.purchase_days.of(place);
    let days: BTreeSet<i32> = on_record.iter().copied().chain(by_call).collect();
    let days: Vec<i32> = days.into_iter().collect();
    let bought = days.first().map(|first| (Day(*first), Stage::Bought));
    let lapse_after = |last: i32| {
        let known = &on_record[..on_record.partition_point(|day| *day <= last)];
        derived.pace.lapse_day(known, Day(last))
    };
    let came_back = days.windows(2).flat_map(|pair| {
        let (lapse, back) = (lapse_after(pair[0]), Day(pair[1]));
        let is_lapse = lapse < back;
        [(lapse, Stage::Lapsed), (back, Stage::Bought)].into_iter().filter(move |_| is_lapse)
    });
    let set_by_hand = customer.stage.and_then(|_| set_by_hand(tables, customer.id));
    let by_hand = customer.stage.map(|_| set_by_hand.unwrap_or(Day(i32::MIN)));
    let end = derived.data_end.unwrap_or(derived.today).min(by_hand.unwrap_or(Day(i32::MAX)));
    let lapse = days.last().map(|last| lapse_after(*last)).filter(|lapse| *lapse <= end);
    let lapsed = lapse.map(|lapse| (lapse, Stage::Lapsed));
    let reached = interested.into_iter().chain(bought).chain(came_back).chain(lapsed);
    // Whoever lapsed or came back after it stays what somebody said.
    reached.filter(|(day, _)| set_by_hand.is_none_or(|set| *day <= set)).collect()
}

/// Since when a stage that somebody set by hand has been in force without a break, as far as the log
/// tells.
fn set_by_hand(tables: &Tables, id: CustomerId) -> Option<Day> {
    let own = tables.log.iter().filter(|entry| entry.customer == id);
    own.fold(None, |since, entry| match entry.what {
        Happening::Stage { to: None, .. } => None,
        Happening::Stage { to: Some(_), .. } => since.or(Some(entry.day)),
        _ => since,
    })
}
