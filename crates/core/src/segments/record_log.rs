//! What a customer's timeline tells beside orders and contacts: the log with its files and merges by
//! name, and the stages that follow from orders and contacts.

use super::Derived;
use super::contacts::is_engagement;
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
    let by_call = derived.contacts.facts[place].last_order_by_call;
    let bought = purchases.first_purchase.or(by_call).map(|day| (day, Stage::Bought));
    let days = derived.purchase_days.of(place);
    let came_back = (1..days.len()).flat_map(|next| {
        let back = Day(days[next]);
        let lapse = derived.pace.lapse_day(&days[..next], Day(days[next - 1]));
        let is_lapse = lapse < back;
        [(lapse, Stage::Lapsed), (back, Stage::Bought)].into_iter().filter(move |_| is_lapse)
    });
    let lapses = customer.stage.is_none() && derived.stages[place] == Stage::Lapsed;
    let last = purchases.last_purchase.max(by_call).filter(|_| lapses);
    let lapsed = last.map(|last| (derived.pace.lapse_day(days, last), Stage::Lapsed));
    interested.into_iter().chain(bought).chain(came_back).chain(lapsed).collect()
}
