//! The tally of rows that came in and should be looked at (taken for one person and perhaps two,
//! dated ahead): how many for which reason, and the first of each.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::ids::CustomerId;
use crate::views::import::{Doubt, DoubtCount};

const MOST_ROWS: usize = 20;

#[derive(Debug, Default)]
pub struct Doubts {
    counts: BTreeMap<Doubt, DoubtCount>,
    /// Of whom a contradiction has been told: their first row is in the tally already.
    contradicted: BTreeSet<(Doubt, CustomerId)>,
}

impl Doubts {
    pub fn add(&mut self, doubt: Doubt, row: u64) {
        let count = self.counts.entry(doubt).or_insert_with(|| DoubtCount {
            doubt,
            n_rows: 0,
            rows: Vec::new(),
        });
        count.n_rows += 1;
        if count.rows.len() < MOST_ROWS {
            count.rows.push(row);
        }
    }

    /// The row contradicts what was said of `whom` before. The row that said so first, if it is in
    /// this file, has to be looked at too.
    pub fn add_contradiction(
        &mut self,
        doubt: Doubt,
        whom: CustomerId,
        first_row: Option<u64>,
        row: u64,
    ) {
        if self.contradicted.insert((doubt, whom))
            && let Some(first_row) = first_row
        {
            self.add(doubt, first_row);
        }
        self.add(doubt, row);
    }

    /// By doubt, each with its rows in the order of the file.
    pub fn into_counts(self) -> Vec<DoubtCount> {
        let sorted = |mut count: DoubtCount| {
            count.rows.sort_unstable();
            count
        };
        self.counts.into_values().map(sorted).collect()
    }
}
