//! The tally of rows left out: how many for which reason, and the first of each.

use std::collections::BTreeMap;

use super::values::cell;
use crate::views::import::{RejectCount, RejectReason, RejectedRow};

const MOST_EXAMPLES: usize = 20;
const VALUE_CHARS: usize = 80;

#[derive(Debug, Default)]
pub struct Rejects {
    counts: BTreeMap<RejectReason, RejectCount>,
}

impl Rejects {
    pub fn add(&mut self, reason: RejectReason, row: u64, value: &str) {
        let count = self.counts.entry(reason).or_insert_with(|| RejectCount {
            reason,
            n_rows: 0,
            examples: Vec::new(),
        });
        count.n_rows += 1;
        if count.examples.len() < MOST_EXAMPLES {
            count.examples.push(RejectedRow { row, value: cell::cut(value, VALUE_CHARS) });
        }
    }

    /// By reason, in the order of the reasons.
    pub fn into_counts(self) -> Vec<RejectCount> {
        self.counts.into_values().collect()
    }
}
