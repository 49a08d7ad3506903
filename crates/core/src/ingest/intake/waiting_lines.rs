//! Lines that stand before the row with what their order came to: they wait until that row has come, and
//! are left out where it never does.
//!
//! Owns when a line waits and what becomes of it. A person whom a waiting row describes has come in with
//! it already, so that nothing newer is overwritten.

use std::collections::HashMap;

use super::Intake;
use crate::domain::ids::{CustomerId, ProductId};
use crate::ingest::order_book::{AddedRow, DayRow};
use crate::ingest::order_rows::OrderRow;
use crate::ingest::row_reader::{KeptRow, Row, TextRow};
use crate::views::import::{Doubt, RejectReason};

/// Beyond this, a file whose lines all stand before their totals is refused line by line.
const MOST_BYTES: usize = 64 << 20;

struct WaitingLine {
    row: KeptRow,
    reason: RejectReason,
    /// Whom the row described, and under which other name; `None`: it says no more of them than their
    /// number, and is read anew.
    whose: Option<(CustomerId, Option<u32>)>,
}

#[derive(Default)]
pub(super) struct WaitingLines {
    by_key: HashMap<String, Vec<WaitingLine>>,
    n_bytes: usize,
    /// All rows are read: whatever still has no total has none.
    is_over: bool,
}

impl WaitingLines {
    pub fn has_room(&self) -> bool {
        !self.is_over && self.n_bytes < MOST_BYTES
    }

    pub fn is_empty(&self) -> bool {
        self.by_key.is_empty()
    }

    fn add(&mut self, key: String, line: WaitingLine) {
        self.n_bytes += line.row.n_bytes();
        self.by_key.entry(key).or_default().push(line);
    }

    fn take(&mut self, key: &str) -> Vec<WaitingLine> {
        let lines = self.by_key.remove(key).unwrap_or_default();
        self.n_bytes -= lines.iter().map(|line| line.row.n_bytes()).sum::<usize>();
        lines
    }

    /// In the order of the file.
    fn take_all(&mut self) -> Vec<WaitingLine> {
        let mut lines: Vec<WaitingLine> =
            self.by_key.drain().flat_map(|(_, lines)| lines).collect();
        self.n_bytes = 0;
        lines.sort_by_key(|line| line.row.number());
        lines
    }
}

impl Intake {
    pub(super) fn wait_for_total(
        &mut self,
        whole: &Row<'_>,
        row: &TextRow<'_>,
        reason: RejectReason,
        whose: Option<(CustomerId, Option<u32>)>,
    ) {
        let Some(reader) = &self.order_reader else { return };
        let key = reader.key_of(row).into_owned();
        self.waiting.add(key, WaitingLine { row: KeptRow::of(whole), reason, whose });
    }

    /// A row with a total has come: the lines of its order that stood before it.
    pub(super) fn settle_waiting(&mut self, key: &str) {
        for line in self.waiting.take(key) {
            self.settle_line(line);
        }
    }

    /// All rows are read.
    pub(super) fn settle_all_waiting(&mut self) {
        self.waiting.is_over = true;
        for line in self.waiting.take_all() {
            self.settle_line(line);
        }
        self.quarantine.rows.sort_by_key(|row| row.row);
    }

    fn settle_line(&mut self, line: WaitingLine) {
        let whole = line.row.row();
        let Some(row) = whole.text() else { return };
        let Some((customer, join)) = line.whose else {
            if let Err((reason, value)) = self.take_data(&whole, &row) {
                self.note_left_out(&row);
                self.reject(reason, &whole, value);
            }
            return;
        };
        let Some(reader) = &self.order_reader else { return };
        let key = reader.key_of(&row);
        match self.orders.begun(customer, &key) {
            Some(begun) => match reader.read_further_line(&row, &begun) {
                Ok(Some(order)) => {
                    self.order_sums.note(&row, whole.number, self.decimal_mark);
                    self.add_order(customer, order, whole.number, join);
                }
                Ok(None) => {}
                Err((reason, value)) => self.leave_order_out(reason, value, &whole, &row),
            },
            // Told as closed by the row that had its total.
            None if self.closed.has(&key, self.customer_reader.cells(&row)) => {}
            None if self.waiting.is_over => self.leave_order_out(line.reason, "", &whole, &row),
            None => {
                let key = key.into_owned();
                self.waiting.add(key, line);
            }
        }
    }

    /// The person came in, the order did not.
    pub(super) fn leave_order_out(
        &mut self,
        reason: RejectReason,
        value: &str,
        whole: &Row<'_>,
        row: &TextRow<'_>,
    ) {
        self.note_left_out(row);
        self.order_rejects.add(reason, whole.number, value);
        self.quarantine.add(reason, true, whole);
    }

    pub(super) fn add_order(
        &mut self,
        buyer: CustomerId,
        mut order: OrderRow<'_>,
        number: u64,
        join: Option<u32>,
    ) {
        let product = self.products.find_or_add(std::mem::take(&mut order.product));
        self.put_order(buyer, order, number, product, join);
    }

    /// All rows are read but for those that wait: what one number on several days means is known.
    pub(super) fn settle_days(&mut self) {
        for waiting in self.orders.settle_days() {
            let DayRow { customer, row, row_number, product, is_doubtful, .. } = waiting;
            if is_doubtful {
                self.doubts.add(Doubt::NumberOnSeveralDays, row_number);
            }
            let join = self.joins_of_days.remove(&row_number);
            self.put_order(customer, row, row_number, product, join);
        }
    }

    fn put_order(
        &mut self,
        buyer: CustomerId,
        order: OrderRow<'_>,
        number: u64,
        product: Option<ProductId>,
        join: Option<u32>,
    ) {
        match (self.orders.add(buyer, order, number, product), join) {
            (AddedRow::New(order), Some(join)) => self.joins.add_order(join, order),
            (AddedRow::Further { repeats: true }, _) => {
                self.doubts.add(Doubt::OrderRowTwice, number);
            }
            (AddedRow::Waits, Some(join)) => _ = self.joins_of_days.insert(number, join),
            _ => {}
        }
    }
}
