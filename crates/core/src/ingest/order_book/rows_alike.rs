//! Rows that are like others: of one order, or like an order that was here before. Must not know what
//! somebody makes of it.

use super::OrderBook;
use super::exact_repeats::RowFacts;
use super::known_sales::KnownSales;
use crate::domain::ids::{CustomerId, ProductId};
use crate::domain::money::Money;
use crate::ingest::order_rows::OrderRow;
use crate::table::orders::{NO_PRODUCT, ORDERS_PER_CHUNK};

impl OrderBook {
    /// Does an earlier row of this new order say the same? The order is as it was before the row.
    pub(super) fn repeats(
        &mut self,
        order: u32,
        row: &OrderRow<'_>,
        product: Option<ProductId>,
    ) -> bool {
        let facts = RowFacts {
            day: row.day,
            minute: row.minute,
            amount: row.amount,
            discount: row.discount.unwrap_or_default(),
            cost: row.cost,
            line: row.quantity_milli.map(|quantity_milli| (product, quantity_milli)),
        };
        if facts.line.is_none() && facts.amount == Money::ZERO {
            return false;
        }
        let place = self.n_open_before + order as usize;
        let columns = &self.open[place / ORDERS_PER_CHUNK];
        self.exact_repeats.take(order, facts, || {
            let whole = columns.order(place % ORDERS_PER_CHUNK);
            let head = RowFacts {
                day: whole.day,
                minute: whole.minute,
                amount: whole.amount,
                discount: whole.discount,
                cost: whole.cost,
                line: None,
            };
            let first = whole.lines.first().map_or(head, |line| RowFacts {
                amount: line.amount,
                discount: line.discount,
                cost: line.cost,
                line: Some((line.product, line.quantity_milli)),
                ..head
            });
            match row.says_total {
                true => {
                    RowFacts { amount: Money::ZERO, discount: Money::ZERO, cost: None, ..first }
                }
                false => first,
            }
        })
    }

    /// Has the row the very sum that the first of its new order had, of another product or quantity? The
    /// order is as it was before the row.
    pub(super) fn note_sum(
        &mut self,
        order: u32,
        row: &OrderRow<'_>,
        row_number: u64,
        product: Option<ProductId>,
    ) {
        let place = self.n_open_before + order as usize;
        let columns = &self.open[place / ORDERS_PER_CHUNK];
        let Some(first) = columns.line_range(place % ORDERS_PER_CHUNK).next() else { return };
        let Some(quantity_milli) = row.quantity_milli else { return };
        let line = (product.map_or(NO_PRODUCT, |product| product.0), quantity_milli);
        if line == (columns.line_products[first], columns.line_quantities_milli[first]) {
            return;
        }
        let has_first_sum =
            row.amount != Money::ZERO && columns.line_amounts[first] == row.amount.0;
        self.repeated_sums.take(order, has_first_sum, row_number);
    }

    /// Rows in which orders of different products have their one sum again.
    pub fn take_repeated_sums(&mut self) -> Vec<u64> {
        std::mem::take(&mut self.repeated_sums).into_rows()
    }

    /// Rows with another total than an earlier one of their order: the first counts.
    pub fn take_other_totals(&mut self) -> Vec<u64> {
        std::mem::take(&mut self.other_totals)
    }

    /// Was an order like this one, which has no number, here before?
    pub fn has_alike(&mut self, customer: CustomerId, row: &OrderRow<'_>) -> bool {
        if !row.key.is_empty() || self.before.is_empty() {
            return false;
        }
        let known = self.known_sales.get_or_insert_with(|| KnownSales::of(&self.before));
        known.has(customer, row.day, row.amount)
    }
}
