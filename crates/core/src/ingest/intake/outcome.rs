//! What came of all rows: the workspace with them, and the report.

use super::Intake;
use crate::domain::ids::CustomerId;
use crate::domain::log::Happening;
use crate::ingest::currency_sign::SignCounts;
use crate::ingest::imported::Imported;
use crate::table::documents::Document;
use crate::views::import::{Doubt, FileProblem, OrderPolicy};

impl Intake {
    pub fn finish(mut self, n_blank_lines: u64) -> Result<Imported, FileProblem> {
        self.settle_days();
        self.settle_all_waiting();
        let Self { mut tables, mut report, headers, .. } = self;
        report.n_blank_rows += n_blank_lines;
        if report.n_rows == 0 {
            return Err(if self.n_header_rows_left > 0 && self.header_rows.is_empty() {
                FileProblem::Empty
            } else {
                FileProblem::HeaderOnly
            });
        }
        report.n_customers_new = self.customers.n_fresh() as u32;
        report.n_customers_updated = self.customers.n_changed() as u32;
        let n_found = self.first_rows.n_known_before();
        report.n_customers_unchanged = (n_found - self.customers.n_changed()) as u32;
        for (_, row) in self.orders.taken_back() {
            self.doubts.add(Doubt::OrderTakenBack, row);
        }
        for row in self.orders.take_other_totals() {
            self.doubts.add(Doubt::TotalDiffers, row);
        }
        let foreign = self.orders.take_out_foreign();
        let gone: Vec<_> = foreign.iter().map(|(order, _)| *order).collect();
        self.joins.forget_orders(&gone);
        for (_, row) in foreign {
            self.doubts.add(Doubt::OrderOfAnother, row);
        }
        for row in self.orders.take_repeated_sums() {
            self.doubts.add(Doubt::SumRepeated, row);
        }
        let numbered = self.orders.find_numbered();
        match self.order_policy {
            OrderPolicy::TakeFile => {
                report.n_orders_numbered = numbered.len() as u32;
                numbered.iter().for_each(|(_, row)| self.doubts.add(Doubt::OrderGotNumber, *row));
            }
            OrderPolicy::Leave => {
                let gone: Vec<_> = numbered.into_iter().map(|(order, _)| order).collect();
                self.joins.forget_orders(&gone);
            }
        }
        report.n_orders = self.orders.n_new() as u32;
        report.n_orders_by_day = self.orders.n_apart() as u32;
        report.orders_sum = self.orders.sum_of_new();
        report.n_order_lines = self.orders.n_lines() as u32;
        report.n_products_new = self.products.n_new() as u32;
        report.n_cells_dropped = self.unread.counts(&headers);
        report.cells_dropped = self.unread.examples(&headers);
        report.rejected = self.rejects.into_counts();
        report.orders_rejected = self.order_rejects.into_counts();
        report.doubts = self.doubts.into_counts();
        let currency = self.currency.as_deref();
        let mut signs = SignCounts::default();
        self.order_sums.count_signs(&mut signs);
        self.person_sums.count_signs(&mut signs);
        let usual = signs.usual();
        report.other_currencies = self.order_sums.told(currency, usual, &headers);
        report.other_currencies.extend(self.person_sums.told(currency, usual, &headers));
        report.date_orders = self.dates.told(&headers);
        if report.n_rejected() == report.n_rows {
            return Err(FileProblem::AllRowsRejected { report: Box::new(report) });
        }
        let customers_new: Vec<CustomerId> = self.customers.fresh_ids().collect();
        let rows_of_new = self.first_rows.into_rows_of_new();
        let customers_updated = self.customers.changed_ids().collect();
        tables.customers = self.customers.finish();
        let (orders, next_order, known) = self.orders.finish();
        (tables.orders, tables.next_ids.order) = (orders, next_order);
        report.n_orders_after = tables.orders.len() as u32;
        let n_different = known.n_different as u32;
        (report.n_orders_changed, report.n_orders_left) = match self.order_policy {
            OrderPolicy::TakeFile => (n_different, 0),
            OrderPolicy::Leave => (0, n_different),
        };
        report.n_orders_known = known.n_known as u32 - report.n_orders_changed;
        report.orders_different = known.different;
        (tables.products, tables.next_ids.product) = self.products.finish();
        report.n_numbers_shared = self.shared_numbers.n_parted();
        report.numbers_anew = self.shared_numbers.are_anew();
        report.numbers_shared = self.shared_numbers.into_told();
        report.n_joined = self.joins.len() as u32;
        report.joined = self.joins.take_told();
        let joins = self.joins.into_records(&mut tables, self.today);
        if !joins.is_empty() {
            let whom: Vec<CustomerId> = joins.iter().map(|join| join.merged.id).collect();
            let merge = tables.add_document(Document::Merges(joins));
            let lines = whom.into_iter().map(|id| (id, Happening::Merged { merge }));
            tables.note(self.today, lines);
        }
        let quarantine = self.quarantine;
        Ok(Imported {
            tables,
            report,
            headers,
            quarantine,
            customers_new,
            customers_updated,
            said_of_blocked: self.said_of_blocked,
            rows_of_new,
        })
    }
}
