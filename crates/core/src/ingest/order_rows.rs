//! What a row says of an order.
//!
//! Must not know what orders there are: `order_book` does.

use std::borrow::Cow;

use super::product_index::ProductRow;
use super::row_reader::TextRow;
use super::values::date::DateReading;
use super::values::{cell, number, word};
use crate::domain::cut_number::is_cut_short;
use crate::domain::day::Day;
use crate::domain::ids::CustomerId;
use crate::domain::money::Money;
use crate::domain::zone::Zone;
use crate::views::import::{ColumnRole, Dialect, RejectReason};

/// An order, or one line of one, as a row gives it.
#[derive(Debug)]
pub struct OrderRow<'a> {
    pub key: Cow<'a, str>,
    pub day: Day,
    pub minute: Option<u16>,
    pub amount: Money,
    /// `None`: the row does not say.
    pub discount: Option<Money>,
    pub cost: Option<Money>,
    /// In thousandths; `None` where the file has nothing about products or quantities.
    pub quantity_milli: Option<i64>,
    /// One piece otherwise is only what a line is taken for.
    pub says_quantity: bool,
    /// The sums are the whole order's: they count with the first of its rows, wherever the others stand.
    pub says_total: bool,
    /// It is a total from which the file has nothing to take off: all of its order's are the same.
    pub has_plain_total: bool,
    /// Of the refund under its number, not of the sale.
    pub is_refund: bool,
    pub product: ProductRow<'a>,
}

/// What rows of one order come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OrderSums {
    pub amount: Money,
    pub discount: Money,
    /// `None`: no row says.
    pub cost: Option<Money>,
}

/// A quantity of one, in thousandths.
const ONE_PIECE_MILLI: i64 = 1_000;

impl OrderRow<'_> {
    /// Is it of more than one piece, with an amount of its own for them?
    pub fn is_of_several(&self) -> bool {
        self.says_quantity
            && self.quantity_milli.is_some_and(|milli| milli > ONE_PIECE_MILLI)
            && !self.says_total
            && self.amount > Money::ZERO
    }

    /// Leaves of the whole order's sums those that earlier rows did not have: a zero before the total is
    /// not the total.
    pub fn drop_counted(&mut self, counted: OrderSums) {
        if counted.amount != Money::ZERO {
            self.amount = Money::ZERO;
        }
        let is_new = |sum: &Money| counted.discount == Money::ZERO && *sum != Money::ZERO;
        self.discount = self.discount.filter(is_new);
        self.cost = self.cost.filter(|cost| match counted.cost {
            None => true,
            Some(known) => known == Money::ZERO && *cost != Money::ZERO,
        });
    }

    /// To be kept beyond its row; its product is known by then.
    pub fn into_kept(self) -> OrderRow<'static> {
        OrderRow {
            key: Cow::Owned(self.key.into_owned()),
            day: self.day,
            minute: self.minute,
            amount: self.amount,
            discount: self.discount,
            cost: self.cost,
            quantity_milli: self.quantity_milli,
            says_quantity: self.says_quantity,
            says_total: self.says_total,
            has_plain_total: self.has_plain_total,
            is_refund: self.is_refund,
            product: ProductRow::default(),
        }
    }

    /// Does the row have another total than the rows before it?
    pub fn contradicts(&self, counted: OrderSums) -> bool {
        let is_said = self.amount != Money::ZERO && counted.amount != Money::ZERO;
        self.has_plain_total && is_said && self.amount != counted.amount
    }
}

/// The order that a row may go on with, under the same number: mostly that of the row before.
#[derive(Debug, Default)]
pub struct LastOrder {
    /// Empty: no order to go on with.
    pub key: String,
    /// `None`: the order was left out, and so is what goes on with it.
    pub customer: Option<CustomerId>,
    pub day: Day,
    pub minute: Option<u16>,
    pub is_refund: bool,
    /// Of one that was closed, what its row says of the buyer.
    pub closed_for: Vec<String>,
}

impl LastOrder {
    /// One that was closed: what goes on with it is left out too.
    pub fn closed<'a>(key: String, buyer: impl Iterator<Item = &'a str>) -> Self {
        Self { key, closed_for: buyer.map(str::to_owned).collect(), ..Self::default() }
    }

    /// Is a further row, by what it says of the buyer, of the one who had closed it? Blank cells say
    /// nothing.
    pub fn was_closed_for<'a>(&self, mut buyer: impl Iterator<Item = &'a str>) -> bool {
        let mut known = self.closed_for.iter();
        buyer.all(|cell| {
            let own = known.next().map_or("", |own| own.trim());
            cell.trim().is_empty() || cell.trim() == own
        })
    }
}

/// Reads the order out of a row.
pub struct OrderReader {
    date: usize,
    amount: usize,
    /// The amount is the whole order's, in whichever of its rows it stands.
    is_total: bool,
    key: Option<usize>,
    discount: Option<usize>,
    refund: Option<usize>,
    cost: Option<usize>,
    quantity: Option<usize>,
    product_key: Option<usize>,
    product_name: Option<usize>,
    category: Option<usize>,
    status: Option<usize>,
    dates: DateReading,
    dialect: Dialect,
}

impl OrderReader {
    /// `None` if the file has no orders: no column of dates and amounts. `zone`: the workspace's clock.
    pub fn new(columns: &[ColumnRole], dialect: &Dialect, zone: Option<Zone>) -> Option<Self> {
        let find = |role: ColumnRole| columns.iter().position(|column| *column == role);
        Some(Self {
            date: find(ColumnRole::OrderDate)?,
            dates: DateReading { order: dialect.date_order_of(find(ColumnRole::OrderDate)?), zone },
            amount: find(ColumnRole::OrderTotal).or(find(ColumnRole::OrderAmount))?,
            is_total: columns.contains(&ColumnRole::OrderTotal),
            key: find(ColumnRole::OrderKey),
            discount: find(ColumnRole::OrderDiscount),
            refund: find(ColumnRole::OrderRefund),
            cost: find(ColumnRole::OrderCost),
            quantity: find(ColumnRole::Quantity),
            product_key: find(ColumnRole::ProductKey),
            product_name: find(ColumnRole::ProductName),
            category: find(ColumnRole::Category),
            status: find(ColumnRole::OrderStatus),
            dialect: dialect.clone(),
        })
    }

    /// The columns of money.
    pub fn sums(&self) -> impl Iterator<Item = usize> {
        [Some(self.amount), self.discount, self.refund, self.cost].into_iter().flatten()
    }

    /// The column of what was paid.
    pub fn amount(&self) -> usize {
        self.amount
    }

    /// The column of the day.
    pub fn day(&self) -> usize {
        self.date
    }

    /// The row's own day, if it has one that can be read.
    pub fn day_of(&self, row: &TextRow<'_>) -> Option<Day> {
        let text = cell::clean_line(row.cell(self.date));
        self.dates.read(&text).map(|moment| moment.day)
    }

    pub fn has_keys(&self) -> bool {
        self.key.is_some()
    }

    /// Does the row hold nothing of an order at all? A dash is nothing, and so is an amount of zero
    /// that no date makes an order.
    pub fn is_without_order(&self, row: &TextRow<'_>) -> bool {
        let is_nothing = |at: usize| cell::is_nothing(&cell::clean_line(row.cell(at)));
        let amount = cell::clean_line(row.cell(self.amount));
        let is_zero = self.money_at(row, Some(self.amount)) == Some(Money::ZERO);
        (is_zero || cell::is_nothing(&amount))
            && [Some(self.date), self.key, self.product_key, self.product_name]
                .into_iter()
                .flatten()
                .all(is_nothing)
    }

    /// Does the row say that the order was closed, never paid, or paid back?
    pub fn is_closed(&self, row: &TextRow<'_>) -> bool {
        self.status.is_some_and(|at| word::is_closed_order(row.cell(at)))
            || (self.is_whole_order() && self.is_paid_back(row))
    }

    /// Is what a row says said of its whole order, rather than of one line?
    fn is_whole_order(&self) -> bool {
        let line = [self.quantity, self.product_key, self.product_name, self.category];
        self.is_total || self.key.is_none() || line.iter().all(Option::is_none)
    }

    /// Was all of what was paid paid back?
    fn is_paid_back(&self, row: &TextRow<'_>) -> bool {
        if self.refund.is_none() {
            return false;
        }
        let paid = self.money_at(row, Some(self.amount)).unwrap_or_default();
        paid > Money::ZERO && self.refund_of(row) >= paid
    }

    /// What was paid back, with or without a minus before it.
    fn refund_of(&self, row: &TextRow<'_>) -> Money {
        Money(self.money_at(row, self.refund).unwrap_or_default().0.abs())
    }

    fn money_at(&self, row: &TextRow<'_>, at: Option<usize>) -> Option<Money> {
        number::read_money(&cell::clean_line(row.cell(at?)), self.dialect.decimal_mark)
    }

    /// The amount less what was paid back of it. A refund beyond it is of something else: the postage.
    fn keep_of(&self, amount: Money, row: &TextRow<'_>) -> Money {
        match amount > Money::ZERO {
            true => Money((amount.0 - self.refund_of(row).0).max(0)),
            false => amount,
        }
    }

    /// Nothing where a spreadsheet has cut the number short: other orders have the same.
    pub fn key_of<'a>(&self, row: &TextRow<'a>) -> Cow<'a, str> {
        let key = self.key.map_or(Cow::Borrowed(""), |at| cell::clean_line(row.cell(at)));
        if is_cut_short(&key) { Cow::Borrowed("") } else { key }
    }

    /// The columns of numbers that tell orders and articles apart.
    pub fn numbers(&self) -> impl Iterator<Item = usize> {
        [self.key, self.product_key].into_iter().flatten()
    }

    /// Is the row money paid back rather than a sale?
    pub fn is_refund(&self, row: &TextRow<'_>) -> bool {
        self.money_at(row, Some(self.amount)).is_some_and(|amount| amount < Money::ZERO)
    }

    /// Does the row go on with the order of the row before? It has its number, and no amount of its
    /// own: shop systems write what an order came to in its first row, or in each. What is paid back
    /// under the number of a sale is an order of its own, unless the sale was left out as paid back.
    pub fn goes_on(&self, row: &TextRow<'_>, last: &LastOrder) -> bool {
        if last.key.is_empty() || self.key_of(row) != last.key {
            return false;
        }
        let text = cell::clean_line(row.cell(self.amount));
        if !self.is_total || cell::is_nothing(&text) {
            return cell::is_nothing(&text);
        }
        match number::read_money(&text, self.dialect.decimal_mark) {
            Some(amount) if amount < Money::ZERO => last.is_refund || last.customer.is_none(),
            Some(amount) if amount > Money::ZERO => {
                // Numbers may start anew every day.
                let is_of_another_day = || {
                    last.customer.is_some() && self.day_of(row).is_some_and(|day| day != last.day)
                };
                !last.is_refund && !is_of_another_day()
            }
            _ => true,
        }
    }

    /// Does the row have what its whole order came to?
    pub fn has_total(&self, row: &TextRow<'_>) -> bool {
        self.is_total && !cell::is_nothing(&cell::clean_line(row.cell(self.amount)))
    }

    /// May another row of its order have what this one lacks: what the whole order came to?
    pub fn lacks_total(&self, row: &TextRow<'_>) -> bool {
        let is_there = self.is_total && self.amount < row.n_cells();
        is_there && !self.has_total(row) && !self.key_of(row).is_empty()
    }

    /// Does the row say that its order was paid?
    pub fn is_paid(&self, row: &TextRow<'_>) -> bool {
        let amount = self.money_at(row, Some(self.amount)).filter(|_| self.is_total);
        amount.is_some_and(|amount| amount > Money::ZERO) && !self.is_closed(row)
    }

    /// Can the row only be understood by an earlier one of its order, if there is one? Where an order's
    /// total stands in one of its rows, the others may lack sum and day.
    pub fn leans_on_earlier(&self, row: &TextRow<'_>) -> bool {
        let is_nothing = |at: usize| cell::is_nothing(&cell::clean_line(row.cell(at)));
        let lacks_sum = || {
            is_nothing(self.amount) || self.money_at(row, Some(self.amount)) == Some(Money::ZERO)
        };
        self.is_total && !self.key_of(row).is_empty() && (is_nothing(self.date) || lacks_sum())
    }

    /// What the row adds to the order that it goes on with: a line that costs nothing more, unless what
    /// the whole order comes to stands only here.
    pub fn read_further_line<'a>(
        &self,
        row: &TextRow<'a>,
        last: &LastOrder,
    ) -> Result<Option<OrderRow<'a>>, (RejectReason, &'a str)> {
        if last.customer.is_none() {
            return Ok(None);
        }
        let total = |at: Option<usize>| at.filter(|_| self.is_total);
        let sum = |at: Option<usize>| self.money_at(row, total(at));
        Ok(Some(OrderRow {
            key: self.key_of(row),
            day: last.day,
            minute: last.minute,
            amount: self.keep_of(sum(Some(self.amount)).unwrap_or_default(), row),
            discount: sum(self.discount),
            cost: sum(self.cost),
            quantity_milli: self.read_quantity(row)?,
            says_quantity: self.says_quantity(row),
            says_total: self.is_total,
            has_plain_total: self.has_plain_total(),
            is_refund: last.is_refund,
            product: self.read_product(row),
        }))
    }

    /// In thousandths; `None` where the row says nothing of products or quantities.
    fn read_quantity<'a>(&self, row: &TextRow<'a>) -> Result<Option<i64>, (RejectReason, &'a str)> {
        let line_columns = [self.quantity, self.product_key, self.product_name, self.category];
        // An order of which the file says no more than the sum has no lines.
        let says_more = |at: &usize| !row.cell(*at).trim().is_empty();
        let mut quantity_milli =
            line_columns.iter().flatten().any(says_more).then_some(ONE_PIECE_MILLI);
        if let Some(at) = self.quantity {
            let text = cell::clean_line(row.cell(at));
            if !text.is_empty() {
                let read = number::read_quantity_milli(&text, self.dialect.decimal_mark);
                quantity_milli =
                    Some(read.ok_or((RejectReason::QuantityUnreadable, row.cell(at)))?);
            }
        }
        Ok(quantity_milli)
    }

    fn has_plain_total(&self) -> bool {
        self.is_total && self.refund.is_none()
    }

    fn says_quantity(&self, row: &TextRow<'_>) -> bool {
        self.quantity.is_some_and(|at| !row.cell(at).trim().is_empty())
    }

    fn read_product<'a>(&self, row: &TextRow<'a>) -> ProductRow<'a> {
        let text_at =
            |at: Option<usize>| at.map_or(Cow::Borrowed(""), |at| cell::clean_line(row.cell(at)));
        let (mut key, name) = (text_at(self.product_key), text_at(self.product_name));
        // As the number of an order: but where there is no name, it is all there is.
        if is_cut_short(&key) && !name.is_empty() {
            key = Cow::Borrowed("");
        }
        ProductRow { key, name, category: text_at(self.category) }
    }

    /// The row's order, or why there is none, with the cell that is to blame. Optional cells that
    /// cannot be read are left out, their columns added to `unread`.
    pub fn read<'a>(
        &self,
        row: &TextRow<'a>,
        unread: &mut Vec<usize>,
    ) -> Result<OrderRow<'a>, (RejectReason, &'a str)> {
        let missing = |at: usize, reason| {
            if at >= row.n_cells() { (RejectReason::TooFewCells, "") } else { (reason, "") }
        };
        let text = cell::clean_line(row.cell(self.date));
        if cell::is_nothing(&text) {
            return Err(missing(self.date, RejectReason::DateMissing));
        }
        let moment =
            self.dates.read(&text).ok_or((RejectReason::DateImpossible, row.cell(self.date)))?;
        let text = cell::clean_line(row.cell(self.amount));
        if cell::is_nothing(&text) {
            return Err(missing(self.amount, RejectReason::AmountMissing));
        }
        let mark = self.dialect.decimal_mark;
        let amount = number::read_money(&text, mark)
            .ok_or((RejectReason::AmountUnreadable, row.cell(self.amount)))?;
        let quantity_milli = self.read_quantity(row)?;
        let mut optional_money = |at: Option<usize>| {
            let at = at?;
            let text = cell::clean_line(row.cell(at));
            let read = number::read_money(&text, mark);
            if read.is_none() && !text.is_empty() {
                unread.push(at);
            }
            read
        };
        let discount = optional_money(self.discount);
        optional_money(self.refund);
        let cost = optional_money(self.cost);
        Ok(OrderRow {
            key: self.key_of(row),
            day: moment.day,
            minute: moment.minute,
            amount: self.keep_of(amount, row),
            discount,
            cost,
            quantity_milli,
            says_quantity: self.says_quantity(row),
            says_total: self.is_total,
            has_plain_total: self.has_plain_total(),
            is_refund: amount < Money::ZERO,
            product: self.read_product(row),
        })
    }
}
