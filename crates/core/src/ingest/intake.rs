//! Rows go in, a workspace comes out.
//!
//! Owns the order of work on a row: read it, judge it, find its customer, add its order. Works on
//! copies that share every chunk, so that a file given up half-way has changed nothing.

mod closed_orders;
mod outcome;
mod people;
mod repaired;
mod waiting_lines;

use std::collections::{BTreeMap, BTreeSet};

use self::closed_orders::ClosedOrders;
use self::people::Taken;
use self::waiting_lines::WaitingLines;
use super::contact_joins::ContactJoins;
use super::custom_fields::{add_fields, field_by_column};
use super::customer_rows::{CustomerReader, PersonRow};
use super::date_columns::DateColumns;
use super::doubts::Doubts;
use super::first_rows::FirstRows;
use super::furniture;
use super::habits::join_names;
use super::header_words::{may_be_of_one_piece, plain_name};
use super::inspection::unique_headers;
use super::matching::{CustomerIndex, Found, Identities, names_somebody};
use super::merged_people::MergedPeople;
use super::order_book::OrderBook;
use super::order_rows::{LastOrder, OrderReader};
use super::product_index::ProductIndex;
use super::rejects::{Quarantine, Rejects};
use super::repeated_people::RepeatedPeople;
use super::row_reader::{Row, TextRow};
use super::shared_numbers::{SharedNumbers, speaks_of_accounts};
use super::sum_columns::SumColumns;
use super::unread_cells::UnreadCells;
use super::values::cell;
use super::working_table::WorkingTable;
use crate::contact::blacklist::Blacklist;
use crate::domain::customer::Customer;
use crate::domain::cut_number::is_cut_short;
use crate::domain::day::Day;
use crate::domain::ids::CustomerId;
use crate::domain::zone::Zone;
use crate::matching::MatchSettings;
use crate::table::tables::Tables;
use crate::views::import::{
    ColumnRole, DecimalMark, Doubt, FileProblem, ImportMapping, ImportReport, MatchKey,
    OrderPolicy, RejectReason, ValueKind,
};

/// Everything but the bytes.
pub struct Intake {
    tables: Tables,
    today: Day,
    n_columns: usize,
    /// What stands above this row is a title.
    first_row: u64,
    /// Rows of names that are yet to come, and those that have.
    n_header_rows_left: u32,
    header_rows: Vec<Vec<String>>,
    headers: Vec<String>,
    customer_reader: CustomerReader,
    order_reader: Option<OrderReader>,
    /// By the name of its column, the amount may be of one piece only.
    may_be_of_one: bool,
    customers: WorkingTable<Customer>,
    index: CustomerIndex,
    /// The columns of customer numbers and of names.
    number_column: Option<usize>,
    name_column: Option<usize>,
    shared_numbers: SharedNumbers,
    first_rows: FirstRows,
    joins: ContactJoins,
    repeated: RepeatedPeople,
    orders: OrderBook,
    /// Of the row before, if it had one.
    last_order: LastOrder,
    closed: ClosedOrders,
    waiting: WaitingLines,
    /// Of rows that wait for what several days mean: under which other name.
    joins_of_days: BTreeMap<u64, u32>,
    products: ProductIndex,
    rejects: Rejects,
    /// Rows whose person came in and whose order did not.
    order_rejects: Rejects,
    quarantine: Quarantine,
    doubts: Doubts,
    /// May rows of nobody known add somebody?
    adds_new: bool,
    order_policy: OrderPolicy,
    /// Nobody has said by what people are known.
    keeps_names: bool,
    /// Cells that were left out of their rows.
    unread: UnreadCells,
    order_sums: SumColumns,
    person_sums: SumColumns,
    dates: DateColumns,
    decimal_mark: DecimalMark,
    /// In which amounts are kept; `None` while the first file may still choose it.
    currency: Option<String>,
    /// Rows of which it is known already whose they are.
    told: BTreeMap<u64, CustomerId>,
    /// Rows whose orders come in also where one alike is here.
    one_more: BTreeSet<u64>,
    is_repair: bool,
    has_blacklist: bool,
    /// See [`Imported`](super::imported::Imported).
    said_of_blocked: Vec<Customer>,
    report: ImportReport,
}

impl Intake {
    pub fn new(tables: &Tables, mapping: &ImportMapping, today: Day) -> Self {
        let mut tables = tables.clone();
        let n_fields = tables.facts.custom_fields.len();
        let field_keys = add_fields(&mut tables.facts, &mapping.columns);
        let report = ImportReport {
            n_fields_new: (tables.facts.custom_fields.len() - n_fields) as u32,
            ..ImportReport::default()
        };
        let field_of = field_by_column(&tables.facts, &field_keys);
        let zone = Zone::of(&tables.facts.time_zone);
        let order_reader = OrderReader::new(&mapping.columns, &mapping.dialect, zone);
        let has_order_keys = order_reader.as_ref().is_some_and(OrderReader::has_keys);
        let next_ids = tables.next_ids;
        let customer_reader = CustomerReader::new(mapping, field_of, &tables.facts, today);
        let order_sums = SumColumns::new(order_reader.iter().flat_map(OrderReader::sums));
        let person_sums = SumColumns::new(customer_reader.sums());
        let mut dates = DateColumns::new(&mapping.dialect);
        dates.watch(order_reader.iter().map(OrderReader::day).chain(customer_reader.days()));
        let index = CustomerIndex::new(
            Identities::of(&mapping.columns, mapping.rules.key),
            MatchSettings::of(&tables.facts),
            &customer_reader,
            order_reader.is_some(),
            tables.customers.iter(),
            MergedPeople::of(&tables),
        );
        let find = |role: ColumnRole| mapping.columns.iter().position(|column| *column == role);
        Self {
            today,
            n_columns: mapping.columns.len(),
            first_row: u64::from(mapping.dialect.header_row),
            n_header_rows_left: if mapping.dialect.has_header {
                mapping.dialect.n_header_rows.max(1)
            } else {
                0
            },
            header_rows: Vec::new(),
            headers: unique_headers(&vec![String::new(); mapping.columns.len()]),
            customer_reader,
            order_reader,
            may_be_of_one: false,
            index,
            number_column: find(ColumnRole::CustomerKey),
            name_column: find(ColumnRole::Name),
            shared_numbers: SharedNumbers::default(),
            customers: WorkingTable::new(tables.customers.clone()),
            first_rows: FirstRows::new(next_ids.customer),
            joins: ContactJoins::default(),
            repeated: RepeatedPeople::new(),
            orders: OrderBook::new(
                &tables.orders,
                next_ids.order,
                has_order_keys,
                mapping.rules.orders,
            ),
            last_order: LastOrder::default(),
            closed: ClosedOrders::default(),
            waiting: WaitingLines::default(),
            joins_of_days: BTreeMap::new(),
            products: ProductIndex::new(&tables.products, next_ids.product),
            rejects: Rejects::default(),
            order_rejects: Rejects::default(),
            quarantine: Quarantine::default(),
            doubts: Doubts::default(),
            adds_new: mapping.rules.adds_new,
            order_policy: mapping.rules.orders,
            keeps_names: mapping.rules.key == MatchKey::Any,
            unread: UnreadCells::default(),
            order_sums,
            person_sums,
            dates,
            decimal_mark: mapping.dialect.decimal_mark,
            currency: (!tables.customers.is_empty()).then(|| tables.facts.currency.clone()),
            told: BTreeMap::new(),
            one_more: BTreeSet::new(),
            is_repair: false,
            has_blacklist: !Blacklist::of(&tables).is_empty(),
            said_of_blocked: Vec::new(),
            report,
            tables,
        }
    }

    /// Data rows so far.
    pub fn n_rows(&self) -> u64 {
        self.report.n_rows
    }

    /// The workspace's currency is chosen, though nobody is in it yet.
    pub fn settle_currency(&mut self) {
        self.currency = Some(self.tables.facts.currency.clone());
    }

    /// What the file's columns look like.
    pub fn know_kinds(&mut self, kinds: &[ValueKind]) {
        self.customer_reader.know_kinds(kinds);
        self.person_sums = SumColumns::new(self.customer_reader.sums());
        self.dates.watch(self.customer_reader.days());
    }

    pub fn take(&mut self, row: &Row<'_>) -> Result<(), FileProblem> {
        if row.number < self.first_row {
            return Ok(());
        }
        let text = row.text();
        if text.is_some_and(|text| text.is_blank()) {
            self.report.n_blank_rows += 1;
            return Ok(());
        }
        if self.n_header_rows_left > 0 {
            return self.take_header(text);
        }
        self.report.n_rows += 1;
        let Some(text) = text else {
            self.reject(RejectReason::Undecodable, row, &row.lossy());
            return Ok(());
        };
        self.dates.note(&text);
        if self.has_cut_number(&text) {
            self.doubts.add(Doubt::DigitsLost, row.number);
        }
        if row.unclosed_quote {
            let open = text.cell(text.n_cells() - 1);
            self.note_left_out(&text);
            self.reject(RejectReason::UnclosedQuote, row, open);
        } else if let Err((reason, value)) = self.take_data(row, &text) {
            self.note_left_out(&text);
            self.reject(reason, row, value);
        } else {
            self.person_sums.note(&text, row.number, self.decimal_mark);
        }
        Ok(())
    }

    /// Has a spreadsheet cut short a number in this row?
    fn has_cut_number(&self, row: &TextRow<'_>) -> bool {
        let of_orders = self.order_reader.iter().flat_map(OrderReader::numbers);
        let mut numbers = of_orders.chain(self.customer_reader.numbers());
        numbers.any(|at| is_cut_short(&cell::clean_line(row.cell(at))))
    }

    /// Without this row, its order is not what the file has of it.
    fn note_left_out(&mut self, row: &TextRow<'_>) {
        if let Some(reader) = &self.order_reader {
            self.orders.note_left_out(&reader.key_of(row));
        }
    }

    fn reject(&mut self, reason: RejectReason, row: &Row<'_>, value: &str) {
        self.rejects.add(reason, row.number, value);
        // In the names of the columns and in totals there is nothing to repair.
        if !matches!(reason, RejectReason::RepeatedHeader | RejectReason::TotalRow) {
            self.quarantine.add(reason, false, row);
        }
    }

    fn take_header(&mut self, text: Option<TextRow<'_>>) -> Result<(), FileProblem> {
        let text = text.ok_or(FileProblem::HeaderUndecodable)?;
        self.header_rows.push(text.cells().map(str::to_owned).collect());
        self.n_header_rows_left -= 1;
        if self.n_header_rows_left > 0 {
            return Ok(());
        }
        let names = join_names(&self.header_rows);
        if names.len() != self.n_columns {
            return Err(FileProblem::Unreadable {
                detail: format!("{} columns, not {}", names.len(), self.n_columns),
            });
        }
        let amount = self.order_reader.as_ref().and_then(|orders| names.get(orders.amount()));
        self.may_be_of_one = amount.is_some_and(|name| may_be_of_one_piece(&plain_name(name)));
        self.headers = unique_headers(&names);
        let head = |at: Option<usize>| at.and_then(|at| names.get(at)).map(String::as_str);
        if speaks_of_accounts(head(self.number_column), head(self.name_column)) {
            self.index.take_numbers_for_accounts();
        }
        Ok(())
    }

    /// Everything is read before anything is changed. A row that is left out changes nothing, and one
    /// whose order is left out only its person.
    fn take_data<'a>(
        &mut self,
        whole: &Row<'_>,
        row: &TextRow<'a>,
    ) -> Result<(), (RejectReason, &'a str)> {
        let number = whole.number;
        let is_contact = |at, text: &str| self.customer_reader.is_contact(at, text);
        if let Some((reason, value)) = furniture::of(row, &self.header_rows, is_contact) {
            return Err((reason, value));
        }
        let mut last_order = std::mem::take(&mut self.last_order);
        let mut surplus = row.cells().skip(self.n_columns);
        if let Some(value) = surplus.find(|text| !cell::clean(text).is_empty()) {
            return Err((RejectReason::TooManyCells, value));
        }
        let mut unread = Vec::new();
        // Where the file says more of people than their number, a row is a person, with or without
        // an order; elsewhere it is an order or nothing.
        let is_person = self.customer_reader.describes_people();
        let orders = self.order_reader.as_ref();
        let orders = orders.filter(|orders| !is_person || !orders.is_without_order(row));
        let came_in_as = self.told.get(&number).copied();
        let mut goes_on =
            came_in_as.is_none() && orders.is_some_and(|orders| orders.goes_on(row, &last_order));
        // Numbers may be counted per customer: with a sum beside it, another buyer's is another order.
        if let Some(orders) = orders.filter(|_| goes_on && last_order.customer.is_some())
            && orders.has_total(row)
        {
            let buyer = self.customer_reader.read(row, &mut Vec::new()).customer;
            let is_theirs = |found| match found {
                Found::Known(buyer, _) => Some(buyer) == last_order.customer,
                found => found == Found::SeveralOfName,
            };
            goes_on = !names_somebody(&buyer)
                || is_theirs(self.index.find(&buyer, &self.customer_reader, &self.customers));
        }
        // What was closed ends with its buyer, and where the file has it paid for after all.
        let is_of_closed = last_order.customer.is_none()
            && last_order.was_closed_for(self.customer_reader.cells(row));
        if let Some(orders) = orders.filter(|_| goes_on && last_order.customer.is_none()) {
            goes_on = is_of_closed && !orders.is_paid(row);
        }
        // Its order may have begun further up, where the rows of an order do not stand together.
        if let Some(orders) = orders.filter(|_| !goes_on && came_in_as.is_none())
            && orders.leans_on_earlier(row)
        {
            let buyer = self.customer_reader.read(row, &mut Vec::new()).customer;
            let found = self.index.find(&buyer, &self.customer_reader, &self.customers);
            let key = orders.key_of(row);
            let begun = match found {
                Found::Known(buyer, _) => self.orders.begun(buyer, &key),
                _ => None,
            };
            let is_closed = || self.closed.has(&key, self.customer_reader.cells(row));
            if let Some(begun) = begun {
                (last_order, goes_on) = (begun, true);
            } else if is_closed() {
                let buyer = self.customer_reader.cells(row);
                (last_order, goes_on) = (LastOrder::closed(key.into_owned(), buyer), true);
            }
        }
        // Who never paid, or got the money back, is a person all the same.
        let is_closed = !goes_on && orders.is_some_and(|orders| orders.is_closed(row));
        if let Some(orders) = orders.filter(|_| is_closed) {
            let key = orders.key_of(row);
            let is_told = !key.is_empty()
                && ((key == last_order.key && (last_order.customer.is_some() || is_of_closed))
                    || !self.closed.insert(&key, self.customer_reader.cells(row)));
            self.report.n_orders_closed += u32::from(!is_told);
            if !is_person {
                let owner = self.orders.owner_of(false, &key);
                let day = orders.day_of(row);
                let buyer = self.customer_reader.read(row, &mut unread).customer;
                match self.index.find(&buyer, &self.customer_reader, &self.customers) {
                    Found::Known(buyer, _) => self.orders.close(buyer, &key, day, number),
                    _ => {
                        if let Some(owner) = owner.filter(|owner| self.may_be(*owner, &buyer)) {
                            self.orders.close(owner, &key, day, number);
                        }
                    }
                }
                let buyer = self.customer_reader.cells(row);
                self.last_order = LastOrder::closed(key.into_owned(), buyer);
                return Ok(());
            }
        }
        let is_order = orders.is_some();
        let repeated = match is_order && !self.is_repair {
            true => self.repeated.recall(self.customer_reader.cells(row)),
            false => None,
        };
        let person = match repeated {
            Some((id, join)) => RowPerson::Repeated(id, join),
            None => RowPerson::Described(Box::new(self.customer_reader.read(row, &mut unread))),
        };
        let owner = match (orders, &person) {
            (Some(orders), RowPerson::Described(person))
                if came_in_as.is_none() && !self.orders.knows_no_owner() =>
            {
                let is_refund = match goes_on {
                    true => last_order.is_refund,
                    false => !is_closed && orders.is_refund(row),
                };
                let owner = self.orders.owner_of(is_refund, &orders.key_of(row));
                owner.filter(|owner| self.may_be(*owner, &person.customer))
            }
            _ => None,
        };
        // The number of an order that is here names whoever has it.
        let is_nobody = owner.or(came_in_as).is_none()
            && matches!(&person, RowPerson::Described(person) if !names_somebody(&person.customer));
        if is_nobody && !goes_on {
            let is_short = row.n_cells() < self.n_columns;
            let reason =
                if is_short { RejectReason::TooFewCells } else { RejectReason::NobodyNamed };
            let shown = row.cells().find(|text| !cell::clean(text).is_empty());
            return Err((reason, shown.unwrap_or_default()));
        }
        let all_read = unread.is_empty();
        let read = orders.map(|orders| match goes_on {
            true => orders.read_further_line(row, &last_order),
            false if is_closed => Ok(None),
            false => orders.read(row, &mut unread).map(Some),
        });
        let is_left_out = matches!(read, Some(Err(_)));
        // What its order came to may stand further down: until then the line waits.
        let waits = match &read {
            Some(Err((reason @ (RejectReason::AmountMissing | RejectReason::DateMissing), _))) => {
                let may_wait = !self.is_repair
                    && self.waiting.has_room()
                    && orders.is_some_and(|orders| orders.lacks_total(row));
                may_wait.then_some(*reason)
            }
            _ => None,
        };
        if let Some(reason) = waits.filter(|_| !is_person) {
            self.wait_for_total(whole, row, reason, None);
            return Ok(());
        }
        let order = match read.transpose() {
            Err(_) if waits.is_some() => None,
            Err((reason, value)) if is_person => {
                self.leave_order_out(reason, value, whole, row);
                None
            }
            order => order?.flatten(),
        };
        let mut join = None;
        let customer = match person {
            RowPerson::Repeated(id, known_join) => {
                join = known_join;
                Some(id)
            }
            RowPerson::Described(_) if is_nobody => None,
            RowPerson::Described(person) => {
                let is_permitted_by_day = !person.permitted_by_day.is_empty();
                let has_second_email = person.has_second_email;
                let taken = self.take_person(*person, number, is_order, owner);
                let Taken { id, join: own_join, is_settled } = taken.map_err(|reason| {
                    let shown = row.cells().find(|text| !cell::clean(text).is_empty());
                    (reason, shown.unwrap_or_default())
                })?;
                join = own_join;
                if is_permitted_by_day {
                    self.doubts.add(Doubt::DayAsPermission, number);
                }
                if has_second_email {
                    self.doubts.add(Doubt::SecondEmail, number);
                }
                if is_settled && is_order && all_read {
                    self.repeated.note(id, join);
                } else {
                    self.repeated.forget(id);
                }
                Some(id)
            }
        };
        if let Some((reason, id)) = waits.zip(customer) {
            self.wait_for_total(whole, row, reason, Some((id, join)));
        }
        let is_alike = order.as_ref().zip(customer).is_some_and(|(order, buyer)| {
            came_in_as.is_none() && self.may_be_here(buyer, order, number)
        });
        if is_alike {
            self.leave_order_out(RejectReason::AlikeIsHere, "", whole, row);
        }
        let order = order.filter(|_| !is_alike);
        let is_left_out = is_left_out || is_alike;
        if !unread.is_empty() {
            unread.iter().for_each(|column| self.unread.add(*column, number, row));
            if unread.iter().any(|column| self.customer_reader.holds_back(*column)) {
                self.doubts.add(Doubt::HeldBack, number);
            }
            // Where the order waits, the whole row is there to be repaired.
            if !is_left_out {
                self.report.n_rows_with_gaps += 1;
                self.quarantine.add_with_gaps(customer, &unread, whole);
            }
        }
        if let Some((buyer, reader)) =
            customer.zip(self.order_reader.as_ref()).filter(|_| is_closed)
        {
            self.orders.close(buyer, &reader.key_of(row), reader.day_of(row), number);
        }
        if !goes_on {
            last_order.customer = customer.filter(|_| order.is_some());
            last_order.closed_for.clear();
            if is_closed {
                let buyer = self.customer_reader.cells(row);
                last_order.closed_for.extend(buyer.map(str::to_owned));
            }
        }
        let mut is_awaited = false;
        if let (Some(mut order), Some(buyer)) = (order, last_order.customer) {
            if order.day > self.today && !goes_on {
                self.doubts.add(Doubt::DatedAhead, number);
            }
            if self.may_be_of_one && order.is_of_several() {
                self.doubts.add(Doubt::MaybeOnePiece, number);
            }
            (last_order.day, last_order.minute) = (order.day, order.minute);
            last_order.is_refund = order.is_refund;
            self.order_sums.note(row, number, self.decimal_mark);
            if came_in_as.is_some() {
                let product = self.products.find_or_add(std::mem::take(&mut order.product));
                self.orders.complete(buyer, &order, product);
                return Ok(());
            }
            self.add_order(buyer, order, number, join);
            let has_total = self.order_reader.as_ref().is_some_and(|reader| reader.has_total(row));
            is_awaited = has_total && !self.waiting.is_empty();
        }
        // What could not be read is not gone on with: each of its rows is to be repaired.
        if let Some(reader) = self.order_reader.as_ref().filter(|_| !is_left_out) {
            last_order.key.clear();
            last_order.key.push_str(&reader.key_of(row));
            self.last_order = last_order;
        }
        if is_awaited {
            let key = self.last_order.key.clone();
            self.settle_waiting(&key);
        }
        Ok(())
    }
}

/// Whom a row speaks of.
enum RowPerson {
    /// It says of its person what the last one did, who may have been joined under another name.
    Repeated(CustomerId, Option<u32>),
    Described(Box<PersonRow>),
}
