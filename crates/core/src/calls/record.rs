//! How the calls by each script have gone.

use meadow_models::interval::jeffreys;

use crate::domain::call::{CallOutcome, CallRecord};
use crate::domain::class::Class;
use crate::table::tables::Tables;
use crate::views::calls::{ScriptRecord, ShareRange};

/// Of fewer no share is told.
pub const FEWEST: u32 = 10;

/// Scripts that were followed at least once, in the order of the classes. A wrong number reached
/// nobody, and says nothing of a script: it is left out.
pub fn script_records(tables: &Tables) -> Vec<ScriptRecord> {
    let of_class = |class: Class| {
        let calls: Vec<&CallRecord> = tables
            .interactions
            .iter()
            .filter_map(|contact| contact.call.as_deref())
            .filter(|call| call.script == Some(class) && call.outcome != CallOutcome::WrongNumber)
            .collect();
        let count = |counts: fn(CallOutcome) -> bool| {
            calls.iter().filter(|call| counts(call.outcome)).count() as u32
        };
        let (n_calls, n_reached) = (calls.len() as u32, count(CallOutcome::is_reached));
        (n_calls > 0).then(|| ScriptRecord {
            script: class,
            n_calls,
            reached: share(n_reached, n_calls),
            interested: share(count(CallOutcome::is_interest), n_reached),
            won: share(
                count(|outcome| matches!(outcome, CallOutcome::Registered | CallOutcome::Ordered)),
                n_reached,
            ),
            refused: share(count(CallOutcome::is_refusal), n_reached),
        })
    };
    Class::ALL.into_iter().filter_map(of_class).collect()
}

fn share(n: u32, of: u32) -> ShareRange {
    let range = jeffreys(n.into(), of.into(), 0.9).filter(|_| of >= FEWEST);
    ShareRange { n, of, range: range.map(|range| (range.low, range.high)) }
}
