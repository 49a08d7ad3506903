//! What a row says of an order, and how rows of one number become one order with lines.

use std::collections::{HashMap, HashSet};

use super::product_index::ProductRow;
use super::row_reader::TextRow;
use super::values::{cell, date, number};
use crate::domain::day::Day;
use crate::domain::ids::{CustomerId, OrderId, ProductId};
use crate::domain::money::Money;
use crate::domain::order::{Order, OrderLine};
use crate::table::orders::{ORDERS_PER_CHUNK, OrderTable};
use crate::views::import::{ColumnRole, Dialect, RejectReason};

/// An order, or one line of one, as a row gives it.
#[derive(Debug)]
pub struct OrderRow {
    key: String,
    pub day: Day,
    minute: Option<u16>,
    amount: Money,
    discount: Money,
    cost: Option<Money>,
    /// In thousandths; `None` where the file has nothing about products or quantities.
    quantity_milli: Option<i64>,
    pub product: ProductRow,
}

/// Reads the order out of a row.
pub struct OrderReader {
    date: usize,
    amount: usize,
    key: Option<usize>,
    discount: Option<usize>,
    cost: Option<usize>,
    quantity: Option<usize>,
    product_key: Option<usize>,
    product_name: Option<usize>,
    category: Option<usize>,
    dialect: Dialect,
}

impl OrderReader {
    /// `None` if the file has no orders: no column of dates and amounts.
    pub fn new(columns: &[ColumnRole], dialect: &Dialect) -> Option<Self> {
        let find = |role: ColumnRole| columns.iter().position(|column| *column == role);
        Some(Self {
            date: find(ColumnRole::OrderDate)?,
            amount: find(ColumnRole::OrderAmount)?,
            key: find(ColumnRole::OrderKey),
            discount: find(ColumnRole::OrderDiscount),
            cost: find(ColumnRole::OrderCost),
            quantity: find(ColumnRole::Quantity),
            product_key: find(ColumnRole::ProductKey),
            product_name: find(ColumnRole::ProductName),
            category: find(ColumnRole::Category),
            dialect: dialect.clone(),
        })
    }

    pub fn has_keys(&self) -> bool {
        self.key.is_some()
    }

    /// Does the row hold nothing of an order at all? A dash is nothing, and so is an amount of zero
    /// that no date makes an order.
    pub fn is_without_order(&self, row: &TextRow<'_>) -> bool {
        let is_nothing = |at: usize| cell::is_nothing(&cell::clean_line(row.cell(at)));
        let amount = cell::clean_line(row.cell(self.amount));
        let is_zero = number::read_money(&amount, self.dialect.decimal_mark) == Some(Money::ZERO);
        (is_zero || cell::is_nothing(&amount))
            && [Some(self.date), self.key, self.product_key, self.product_name]
                .into_iter()
                .flatten()
                .all(is_nothing)
    }

    /// The row's order, or why there is none, with the cell that is to blame. Optional cells that
    /// cannot be read are left out, their columns added to `unread`.
    pub fn read<'a>(
        &self,
        row: &TextRow<'a>,
        unread: &mut Vec<usize>,
    ) -> Result<OrderRow, (RejectReason, &'a str)> {
        let missing = |at: usize, reason| {
            if at >= row.n_cells() { (RejectReason::TooFewCells, "") } else { (reason, "") }
        };
        let text = cell::clean_line(row.cell(self.date));
        if cell::is_nothing(&text) {
            return Err(missing(self.date, RejectReason::DateMissing));
        }
        let moment = date::read(&text, self.dialect.date_order)
            .ok_or((RejectReason::DateImpossible, row.cell(self.date)))?;
        let text = cell::clean_line(row.cell(self.amount));
        if cell::is_nothing(&text) {
            return Err(missing(self.amount, RejectReason::AmountMissing));
        }
        let mark = self.dialect.decimal_mark;
        let amount = number::read_money(&text, mark)
            .ok_or((RejectReason::AmountUnreadable, row.cell(self.amount)))?;
        let line_columns = [self.quantity, self.product_key, self.product_name, self.category];
        let mut quantity_milli = line_columns.iter().any(Option::is_some).then_some(1_000);
        if let Some(at) = self.quantity {
            let text = cell::clean_line(row.cell(at));
            if !text.is_empty() {
                let read = number::read_quantity_milli(&text, mark);
                quantity_milli =
                    Some(read.ok_or((RejectReason::QuantityUnreadable, row.cell(at)))?);
            }
        }
        let mut optional_money = |at: Option<usize>| {
            let at = at?;
            let text = cell::clean_line(row.cell(at));
            let read = number::read_money(&text, mark);
            if read.is_none() && !text.is_empty() {
                unread.push(at);
            }
            read
        };
        let discount = optional_money(self.discount).unwrap_or_default();
        let cost = optional_money(self.cost);
        let text_at = |at: Option<usize>| {
            at.map_or(String::new(), |at| cell::clean_line(row.cell(at)).into_owned())
        };
        Ok(OrderRow {
            key: text_at(self.key),
            day: moment.day,
            minute: moment.minute,
            amount,
            discount,
            cost,
            quantity_milli,
            product: ProductRow {
                key: text_at(self.product_key),
                name: text_at(self.product_name),
                category: text_at(self.category),
            },
        })
    }
}

/// An order's number is only unique per customer, and a refund under the same number is its own.
type OrderName = (CustomerId, bool, String);

/// The orders of a workspace while an import adds to them.
pub struct OrderBook {
    orders: OrderTable,
    next_id: u32,
    /// Not in the table yet. With numbers, all of them: a later row may add a line.
    open: Vec<Order>,
    places: HashMap<OrderName, usize>,
    /// Numbered orders that were there before, and whether the file has them too.
    known: HashSet<OrderName>,
    seen_again: HashSet<OrderName>,
    has_keys: bool,
    n_new: usize,
    n_lines: usize,
}

impl OrderBook {
    pub fn new(orders: &OrderTable, next_id: u32, has_keys: bool) -> Self {
        let mut known = HashSet::new();
        if has_keys {
            for chunk in orders.chunks() {
                let columns = chunk.data();
                let mut start = 0;
                for at in 0..columns.len() {
                    let end = columns.key_ends[at] as usize;
                    if end > start {
                        let customer = CustomerId(columns.customers[at]);
                        known.insert((
                            customer,
                            columns.amounts[at] < 0,
                            columns.keys[start..end].to_owned(),
                        ));
                    }
                    start = end;
                }
            }
        }
        Self {
            orders: orders.clone(),
            next_id,
            open: Vec::new(),
            places: HashMap::new(),
            known,
            seen_again: HashSet::new(),
            has_keys,
            n_new: 0,
            n_lines: 0,
        }
    }

    pub fn add(&mut self, customer: CustomerId, row: OrderRow, product: Option<ProductId>) {
        let line = row.quantity_milli.map(|quantity_milli| OrderLine {
            product,
            quantity_milli,
            amount: row.amount,
            discount: row.discount,
            cost: row.cost,
        });
        if !row.key.is_empty() {
            let name = (customer, row.amount < Money::ZERO, row.key.clone());
            if self.known.contains(&name) {
                self.seen_again.insert(name);
                return;
            }
            if let Some(&at) = self.places.get(&name) {
                let order = &mut self.open[at];
                order.amount += row.amount;
                order.discount += row.discount;
                order.cost = match (order.cost, row.cost) {
                    (Some(cost), Some(more)) => Some(cost + more),
                    (cost, more) => cost.or(more),
                };
                self.n_lines += usize::from(line.is_some());
                order.lines.extend(line);
                return;
            }
            self.places.insert(name, self.open.len());
        }
        self.n_new += 1;
        self.n_lines += usize::from(line.is_some());
        self.open.push(Order {
            id: OrderId(self.next_id),
            key: row.key,
            customer,
            day: row.day,
            minute: row.minute,
            amount: row.amount,
            discount: row.discount,
            cost: row.cost,
            lines: line.into_iter().collect(),
        });
        self.next_id += 1;
        if !self.has_keys && self.open.len() == ORDERS_PER_CHUNK {
            self.orders.append(&self.open);
            self.open.clear();
        }
    }

    pub fn n_new(&self) -> usize {
        self.n_new
    }

    pub fn n_lines(&self) -> usize {
        self.n_lines
    }

    /// Orders of the file that were there already.
    pub fn n_known(&self) -> usize {
        self.seen_again.len()
    }

    /// All orders, and the next free number.
    pub fn finish(mut self) -> (OrderTable, u32) {
        self.orders.append(&self.open);
        (self.orders, self.next_id)
    }
}
