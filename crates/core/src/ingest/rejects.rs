//! The tally of rows left out: how many for which reason, the first of each, and the rows
//! themselves as they stood, to be repaired; also those that came in without some of their cells.

use std::collections::BTreeMap;

use super::row_reader::Row;
use super::values::cell;
use crate::domain::ids::CustomerId;
use crate::table::documents::QuarantinedRow;
use crate::views::import::{RejectCount, RejectReason, RejectedRow};

const MOST_EXAMPLES: usize = 20;
pub const VALUE_CHARS: usize = 80;

/// Beyond so many rows a file is better mended where it came from.
const MOST_KEPT: usize = 20_000;
const MOST_BYTES_KEPT: usize = 8 << 20;
/// Rows that came in but for some cells leave room for those that did not.
const MOST_WITH_GAPS: u32 = 2_000;

/// Rows that wait to be repaired, in the order of the file.
#[derive(Debug, Default)]
pub struct Quarantine {
    pub rows: Vec<QuarantinedRow>,
    /// Rows for which there was no room, left out or with gaps.
    pub n_not_kept: u64,
    n_bytes: usize,
    n_with_gaps: u32,
}

impl Quarantine {
    /// A row that was left out, or its order.
    pub fn add(&mut self, reason: RejectReason, order_only: bool, row: &Row<'_>) {
        let is_kept = self.keep(
            QuarantinedRow {
                row: row.number,
                reason,
                order_only,
                cells: Vec::new(),
                unread: Vec::new(),
                customer: None,
            },
            row,
        );
        self.n_not_kept += u64::from(!is_kept);
    }

    /// A row that came in without the cells of these columns.
    pub fn add_with_gaps(&mut self, customer: Option<CustomerId>, unread: &[usize], row: &Row<'_>) {
        let is_kept = self.n_with_gaps < MOST_WITH_GAPS
            && self.keep(
                QuarantinedRow {
                    row: row.number,
                    reason: RejectReason::CellsUnreadable,
                    order_only: false,
                    cells: Vec::new(),
                    unread: unread.iter().map(|at| *at as u32).collect(),
                    customer,
                },
                row,
            );
        self.n_with_gaps += u32::from(is_kept);
        self.n_not_kept += u64::from(!is_kept);
    }

    /// With the row's cells; `false` where there is no room.
    fn keep(&mut self, kept: QuarantinedRow, row: &Row<'_>) -> bool {
        let cells: Vec<String> = match row.text() {
            Some(text) => text.cells().map(str::to_owned).collect(),
            None => vec![row.lossy()],
        };
        let n_bytes = cells.iter().map(|cell| cell.len() + size_of::<String>()).sum::<usize>();
        if self.rows.len() == MOST_KEPT || self.n_bytes + n_bytes > MOST_BYTES_KEPT {
            return false;
        }
        self.n_bytes += n_bytes;
        self.rows.push(QuarantinedRow { cells, ..kept });
        true
    }
}

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

    /// By reason, in the order of the reasons; the rows in that of the file, though some are left out
    /// only at its end.
    pub fn into_counts(self) -> Vec<RejectCount> {
        let mut counts: Vec<RejectCount> = self.counts.into_values().collect();
        counts.iter_mut().for_each(|count| count.examples.sort_by_key(|example| example.row));
        counts
    }
}
