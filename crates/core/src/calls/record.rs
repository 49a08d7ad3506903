//! How the calls by each script have gone, also where it was worded for a reason.

use std::collections::BTreeMap;

use meadow_models::interval::jeffreys;

use crate::domain::call::{CallOutcome, CallRecord};
use crate::domain::class::Class;
use crate::playbooks::reason_name;
use crate::table::tables::Tables;
use crate::views::calls::{CallShares, ReasonRecord, ScriptRecord, ShareRange};

/// Of fewer no share is told.
pub const FEWEST: u32 = 10;

/// Scripts that were followed at least once, in the order of the classes. A wrong number reached
/// nobody, and says nothing of a script: it is left out.
pub fn script_records(tables: &Tables) -> Vec<ScriptRecord> {
    let mut calls: BTreeMap<Class, Vec<&CallRecord>> = BTreeMap::new();
    for call in tables.interactions.iter().filter_map(|contact| contact.call.as_deref()) {
        if let Some(class) = call.script.filter(|_| call.outcome != CallOutcome::WrongNumber) {
            calls.entry(class).or_default().push(call);
        }
    }
    let of_class = |class: Class| {
        let calls = calls.get(&class)?;
        Some(ScriptRecord { script: class, all: shares(calls), by_reason: by_reason(calls) })
    };
    Class::ALL.into_iter().filter_map(of_class).collect()
}

fn by_reason(calls: &[&CallRecord]) -> Vec<ReasonRecord> {
    let mut of_reason: BTreeMap<&str, Vec<&CallRecord>> = BTreeMap::new();
    for call in calls.iter().filter(|call| !call.script_reason.is_empty()) {
        of_reason.entry(&call.script_reason).or_default().push(call);
    }
    let mut records: Vec<ReasonRecord> = of_reason
        .into_iter()
        .map(|(key, calls)| ReasonRecord { reason: reason_name(key), shares: shares(&calls) })
        .collect();
    records.sort_by_key(|record| std::cmp::Reverse(record.shares.n_calls));
    records
}

fn shares(calls: &[&CallRecord]) -> CallShares {
    let count = |counts: fn(CallOutcome) -> bool| {
        calls.iter().filter(|call| counts(call.outcome)).count() as u32
    };
    let (n_calls, n_reached) = (calls.len() as u32, count(CallOutcome::is_reached));
    CallShares {
        n_calls,
        reached: share(n_reached, n_calls),
        interested: share(count(CallOutcome::is_interest), n_reached),
        won: share(
            count(|outcome| matches!(outcome, CallOutcome::Registered | CallOutcome::Ordered)),
            n_reached,
        ),
        refused: share(count(CallOutcome::is_refusal), n_reached),
    }
}

fn share(n: u32, of: u32) -> ShareRange {
    let range = jeffreys(n.into(), of.into(), 0.9).filter(|_| of >= FEWEST);
    ShareRange { n, of, range: range.map(|range| (range.low, range.high)) }
}
